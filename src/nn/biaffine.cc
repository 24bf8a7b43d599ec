#include "nn/biaffine.h"

#include <algorithm>
#include <limits>

#include "nn/floats.h"
#include "nn/reference.h"
#include "nn/simd.h"

namespace khaldun {

Result<Biaffine> Biaffine::load(const Pack& pack, const std::string& prefix, Arithmetic arithmetic) {
  auto forms = Linear::load(pack, prefix, arithmetic);
  if (!forms) return tl::unexpected(forms.error());
  const size_t in = forms->in(), out = forms->out();
  if (out % (in + 1) != 0) return wrong_shape(prefix + "/weight", {out, in}, {(out / (in + 1) + 1) * (in + 1), in});
  return Biaffine(std::move(*forms), arithmetic);
}

void Biaffine::score(const float* x, const float* forms, size_t count, float* scores) const {
  const auto affine = arithmetic_ == Arithmetic::kFast ? simd::affine : reference::affine;
  affine(x, width(), forms, count, scores);
}

void Biaffine::arcs(const float* dependents, size_t n, const float* heads, size_t m, float* scores,
                    Scratch& scratch) const {
  float* forms = scratch.forms.get(m * forms_.out());
  forms_.apply(heads, m, forms, scratch);
  const size_t row = m * labels();
  for (size_t i = 0; i < n; ++i) score(dependents + i * width(), forms, row, scores + i * row);
}

void Biaffine::labels_of(const float* dependents, const float* heads, std::span<const uint32_t> head_of, float* scores,
                         Scratch& scratch) const {
  if (head_of.empty()) return;
  constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();
  const size_t rows = 1 + *std::ranges::max_element(head_of);
  uint32_t* place = scratch.places.get(rows);  // of a head's forms
  std::fill_n(place, rows, kNone);
  float* chosen = scratch.chosen.get(head_of.size() * width());
  uint32_t distinct = 0;
  for (const uint32_t head : head_of) {
    if (place[head] != kNone) continue;
    std::copy_n(heads + head * width(), width(), chosen + distinct * width());
    place[head] = distinct++;
  }
  float* forms = scratch.forms.get(distinct * forms_.out());
  forms_.apply(chosen, distinct, forms, scratch);
  for (size_t i = 0; i < head_of.size(); ++i) {
    score(dependents + i * width(), forms + place[head_of[i]] * forms_.out(), labels(), scores + i * labels());
  }
}

}  // namespace khaldun
