#include "nn/floats.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace khaldun {

tl::unexpected<Error> wrong_shape(const std::string& name, const std::vector<size_t>& found,
                                  const std::vector<size_t>& wanted) {
  return fail(Error::Kind::kFile, fmt::format("tensor '{}': found shape {}, wanted {}; export the network again", name,
                                              fmt::join(found, " x "), fmt::join(wanted, " x ")));
}

Result<std::vector<float>> load_floats(const Pack& pack, const std::string& name, const std::vector<size_t>& dims) {
  const auto tensor = pack.tensor<float>(name);
  if (!tensor) return tl::unexpected(tensor.error());
  if (tensor->dims != dims) return wrong_shape(name, tensor->dims, dims);
  if (!std::all_of(tensor->values.begin(), tensor->values.end(), [](float v) { return std::isfinite(v); })) {
    return fail(Error::Kind::kFile,
                fmt::format("tensor '{}': found a number that is not finite; train or export the network again", name));
  }
  return std::vector<float>(tensor->values.begin(), tensor->values.end());
}

}  // namespace khaldun
