#include "nn/self_test.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "nn/encoder.h"
#include "nn/floats.h"

namespace khaldun {
namespace {

template <class T>
Result<std::vector<T>> values(const Pack& pack, const char* name) {
  const auto tensor = pack.tensor<T>(name);
  if (!tensor) return tl::unexpected(tensor.error());
  return std::vector<T>(tensor->values.begin(), tensor->values.end());
}

Result<Sequences> sentences(const Pack& pack) {
  auto pieces = values<int32_t>(pack, "selftest/pieces");
  if (!pieces) return tl::unexpected(pieces.error());
  auto cases = values<uint8_t>(pack, "selftest/cases");
  if (!cases) return tl::unexpected(cases.error());
  auto starts = values<uint32_t>(pack, "selftest/starts");
  if (!starts) return tl::unexpected(starts.error());
  return Sequences{std::move(*pieces), std::move(*cases), std::move(*starts)};
}

bool fits(const Sequences& s, const Encoder& encoder) {
  if (s.cases.size() != s.pieces.size() || s.starts.empty() || s.starts.front() != 0 ||
      s.starts.back() != s.pieces.size() || !std::is_sorted(s.starts.begin(), s.starts.end())) {
    return false;
  }
  for (size_t i = 0; i + 1 < s.starts.size(); ++i) {
    if (s.starts[i + 1] - s.starts[i] > encoder.max_pieces()) return false;
  }
  return std::all_of(s.pieces.begin(), s.pieces.end(),
                     [&](int32_t p) { return p >= 0 && static_cast<size_t>(p) < encoder.vocabulary(); }) &&
         std::all_of(s.cases.begin(), s.cases.end(), [&](uint8_t c) { return c < encoder.cases(); });
}

}  // namespace

Result<void> self_test(const Pack& pack) {
  const auto asked = sentences(pack);
  if (!asked) return tl::unexpected(asked.error());
  Scratch scratch;
  std::vector<float> found;
  for (const auto& [arithmetic, name, bound] :
       {std::tuple{Arithmetic::kReference, "float", kReferenceBound}, {Arithmetic::kFast, "fast", kFastBound}}) {
    const auto encoder = Encoder::load(pack, arithmetic);
    if (!encoder) return tl::unexpected(encoder.error());
    if (!fits(*asked, *encoder)) {
      return fail(Error::Kind::kFile,
                  "tensors 'selftest/...': sentences that the encoder cannot take; export the network again");
    }
    const auto wanted = load_floats(pack, "selftest/encoder", {asked->pieces.size(), encoder->width()});
    if (!wanted) return tl::unexpected(wanted.error());
    encoder->forward(*asked, found, scratch);
    float squares = 0;
    for (size_t i = 0; i < found.size(); ++i) squares += (found[i] - (*wanted)[i]) * (found[i] - (*wanted)[i]);
    const float off = std::sqrt(squares / static_cast<float>(std::max<size_t>(1, found.size())));
    if (!(off <= bound)) {  // also where it is not a number
      return fail(
          Error::Kind::kFile,
          fmt::format("self-test: the {} encoder is off by {:.2g}, at most {:.2g} was wanted; export the network "
                      "again, or report this processor",
                      name, off, bound));
    }
  }
  return {};
}

}  // namespace khaldun
