// Float tensors of a checked shape, copied out of a pack.
//
//   auto bias = load_floats(pack, "upos/bias", {17});  // Result<std::vector<float>>
#pragma once

#include <string>
#include <vector>

#include "khaldun/base.h"
#include "pack/pack.h"

namespace khaldun {

/// Errors (kFile): missing, another shape, a number that is not finite.
[[nodiscard]] Result<std::vector<float>> load_floats(const Pack& pack, const std::string& name,
                                                     const std::vector<size_t>& dims);

/// "found 3 x 4, wanted 3 x 5".
[[nodiscard]] tl::unexpected<Error> wrong_shape(const std::string& name, const std::vector<size_t>& found,
                                                const std::vector<size_t>& wanted);

}  // namespace khaldun
