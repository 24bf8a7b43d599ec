// Compiled once for each kind of processor: foreach_target.h includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/simd.cc"
// Tiles are arrays of vectors, so vectors of unknown length are out; of x86, one target a width of vector is enough.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV | HWY_SSSE3 | HWY_AVX3_DL)
// The oldest processors: emulated vectors, which the tests run here too, and not vectors of one, which have no pairs.
#define HWY_BROKEN_EMU128 0

#include "nn/simd.h"

// foreach_target.h must stand before the others.
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include <hwy/contrib/math/math-inl.h>
// clang-format on

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "nn/reference.h"

HWY_BEFORE_NAMESPACE();
namespace khaldun::simd::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using F = hn::CappedTag<float, kPanel>;
using I32 = hn::RebindToSigned<F>;
using I16 = hn::Repartition<int16_t, I32>;
using I8 = hn::Rebind<int8_t, I16>;  // half a vector
using VF = hn::Vec<F>;
using VI32 = hn::Vec<I32>;

constexpr size_t kLanes = hn::MaxLanes(F());
constexpr size_t kVectors = kPanel / kLanes;                    // of sums in a panel
constexpr size_t kTileRows = kVectors < 4 ? 10 / kVectors : 3;  // of inputs in a tile: sums stay in registers
constexpr size_t kBlock = 4 * kLanes;                           // floats that `combine` gives at a time
constexpr size_t kRowBytes = size_t{128} << 10;                 // inputs that stay in the second-level cache

/// c0 + c1 x + c2 x^2 ...
HWY_INLINE VF polynomial(VF, float c0) { return hn::Set(F(), c0); }
template <class... Floats>
HWY_INLINE VF polynomial(VF x, float c0, Floats... rest) {
  return hn::MulAdd(polynomial(x, rest...), x, hn::Set(F(), c0));
}

/// erf as an odd rational function, exact to a few roundings of a float; beyond +-4 it is +-1.
HWY_INLINE VF erf(VF x) {
  x = hn::Min(hn::Max(x, hn::Set(F(), -4.0f)), hn::Set(F(), 4.0f));
  const VF x2 = hn::Mul(x, x);
  const VF p =
      polynomial(x2, -1.60960333262415e-02f, -2.95459980854025e-03f, -7.34990630326855e-04f, -5.69250639462346e-05f,
                 -2.10102402082508e-06f, 2.77068142495902e-08f, -2.72614225801306e-10f);
  const VF q = polynomial(x2, -1.42647390514189e-02f, -7.37332916720468e-03f, -1.68282697438203e-03f,
                          -2.13374055278905e-04f, -1.45660718464996e-05f);
  return hn::Div(hn::Mul(x, p), q);
}

HWY_INLINE VF gelu(VF x) {
  const F f;
  const VF half = hn::Mul(x, hn::Set(f, 0.5f));
  return hn::MulAdd(half, erf(hn::Mul(x, hn::Set(f, 0.70710678118654752f))), half);
}

void gelu_all(float* x, size_t size) {
  const F f;
  size_t i = 0;
  for (; i + kLanes <= size; i += kLanes) hn::StoreU(gelu(hn::LoadU(f, x + i)), f, x + i);
  for (; i < size; ++i) x[i] = reference::gelu(x[i]);
}

float dot(const float* x, const float* y, size_t size) {
  const F f;
  VF sums[4] = {hn::Zero(f), hn::Zero(f), hn::Zero(f), hn::Zero(f)};
  size_t i = 0;
  for (; i + kBlock <= size; i += kBlock) {
    for (size_t v = 0; v < 4; ++v) {
      sums[v] = hn::MulAdd(hn::LoadU(f, x + i + v * kLanes), hn::LoadU(f, y + i + v * kLanes), sums[v]);
    }
  }
  const VF all = hn::Add(hn::Add(sums[0], sums[1]), hn::Add(sums[2], sums[3]));
  float sum = hn::GetLane(hn::SumOfLanes(f, all));
  for (; i < size; ++i) sum += x[i] * y[i];
  return sum;
}

void round_rows(const float* x, size_t rows, size_t in, float limit, int16_t* rounded, float* scales) {
  const F f;
  const hn::Rebind<int16_t, F> i16;
  const size_t stride = rounded_up(in, 2);
  for (size_t r = 0; r < rows; ++r, x += in, rounded += stride) {
    VF most_lanes = hn::Zero(f);
    size_t i = 0;
    for (; i + kLanes <= in; i += kLanes) most_lanes = hn::Max(most_lanes, hn::Abs(hn::LoadU(f, x + i)));
    float most = hn::GetLane(hn::MaxOfLanes(f, most_lanes));
    for (; i < in; ++i) most = std::max(most, std::fabs(x[i]));
    const float by = most > 0 ? limit / most : 0;
    scales[r] = most / limit;
    for (i = 0; i + kLanes <= in; i += kLanes) {
      hn::StoreU(hn::DemoteTo(i16, hn::NearestInt(hn::Mul(hn::LoadU(f, x + i), hn::Set(f, by)))), i16, rounded + i);
    }
    for (; i < in; ++i) rounded[i] = static_cast<int16_t>(std::lrint(x[i] * by));
    if (stride > in) rounded[in] = 0;
  }
}

/// kRows rows of inputs by one panel of weights.
template <size_t kRows>
HWY_INLINE void multiply_tile(const Multiply& m, size_t row, size_t panel) {
  const F f;
  const I32 i32;
  const I16 i16;
  const I8 i8;
  const size_t in = rounded_up(m.in, 2), first = panel * kPanel;
  const int16_t* x = m.x + row * in;
  const int8_t* weight = m.panels + first * in;
  // Some processors sum pairs into one vector, others leave two vectors that are joined in the end.
  VI32 low[kRows][kVectors], high[kRows][kVectors];
  for (size_t r = 0; r < kRows; ++r) {
    for (size_t v = 0; v < kVectors; ++v) low[r][v] = high[r][v] = hn::Zero(i32);
  }
  for (size_t k = 0; k < in; k += 2, weight += 2 * kPanel) {
    hn::Vec<I16> w[kVectors];
    for (size_t v = 0; v < kVectors; ++v) w[v] = hn::PromoteTo(i16, hn::LoadU(i8, weight + v * 2 * kLanes));
    for (size_t r = 0; r < kRows; ++r) {
      int32_t pair;
      std::memcpy(&pair, x + r * in + k, sizeof(pair));
      const auto inputs = hn::BitCast(i16, hn::Set(i32, pair));
      for (size_t v = 0; v < kVectors; ++v) {
        low[r][v] = hn::ReorderWidenMulAccumulate(i32, inputs, w[v], low[r][v], high[r][v]);
      }
    }
  }
  HWY_ALIGN int32_t sums[kRows][kPanel];
  for (size_t r = 0; r < kRows; ++r) {
    for (size_t v = 0; v < kVectors; ++v) {
      hn::Store(hn::RearrangeToOddPlusEven(low[r][v], high[r][v]), i32, sums[r] + v * kLanes);
    }
  }
  for (size_t r = 0; r < kRows; ++r) {
    HWY_ALIGN float part[kPanel];
    const bool whole = first + kPanel <= m.out;
    float* y = m.y + (row + r) * m.out + first;
    float* out = whole ? y : part;
    const VF x_scale = hn::Set(f, m.x_scales[row + r]);
    for (size_t v = 0; v < kVectors; ++v) {
      const size_t at = first + v * kLanes;
      const VF sum = hn::ConvertTo(f, hn::Load(i32, sums[r] + v * kLanes));
      VF value = hn::MulAdd(sum, hn::Mul(x_scale, hn::LoadU(f, m.scales + at)), hn::LoadU(f, m.bias + at));
      if (m.activation == Activation::kRelu) value = hn::Max(value, hn::Zero(f));
      if (m.activation == Activation::kGelu) value = gelu(value);
      hn::StoreU(value, f, out + v * kLanes);
    }
    if (!whole) std::copy(part, part + (m.out - first), y);
  }
}

/// The last rows, fewer than a tile.
template <size_t kRows>
HWY_INLINE void multiply_rest(const Multiply& m, size_t row, size_t panel, size_t rows) {
  if constexpr (kRows > 0) {
    if (rows == kRows) return multiply_tile<kRows>(m, row, panel);
    multiply_rest<kRows - 1>(m, row, panel, rows);
  }
}

void multiply(const Multiply& m) {
  const size_t tiles = std::max<size_t>(1, kRowBytes / (m.in * sizeof(int16_t)) / kTileRows);
  for (size_t begin = 0; begin < m.rows; begin += tiles * kTileRows) {
    const size_t end = std::min(m.rows, begin + tiles * kTileRows);
    for (size_t panel = 0; panel * kPanel < m.out; ++panel) {
      size_t row = begin;
      for (; row + kTileRows <= end; row += kTileRows) multiply_tile<kTileRows>(m, row, panel);
      multiply_rest<kTileRows - 1>(m, row, panel, end - row);
    }
  }
}

/// out [columns] = sum over k of x[k] * rows[k]; columns is a multiple of kBlock.
HWY_INLINE void combine(const float* x, size_t count, const float* rows, size_t columns, float* out) {
  const F f;
  for (size_t c = 0; c < columns; c += kBlock) {
    VF sums[4] = {hn::Zero(f), hn::Zero(f), hn::Zero(f), hn::Zero(f)};
    for (size_t k = 0; k < count; ++k) {
      const VF factor = hn::Set(f, x[k]);
      for (size_t v = 0; v < 4; ++v)
        sums[v] = hn::MulAdd(factor, hn::LoadU(f, rows + k * columns + c + v * kLanes), sums[v]);
    }
    for (size_t v = 0; v < 4; ++v) hn::StoreU(sums[v], f, out + c + v * kLanes);
  }
}

/// scores [columns, a multiple of kBlock] -> exp(scores - largest), zero from `count` on; gives their sum.
HWY_INLINE float exponentials(float* scores, size_t count, size_t columns) {
  const F f;
  std::fill(scores + count, scores + columns, std::numeric_limits<float>::lowest());
  VF most = hn::LoadU(f, scores);
  for (size_t i = kLanes; i < columns; i += kLanes) most = hn::Max(most, hn::LoadU(f, scores + i));
  most = hn::MaxOfLanes(f, most);
  VF sum = hn::Zero(f);
  for (size_t i = 0; i < columns; i += kLanes) {
    const VF value = hn::Exp(f, hn::Max(hn::Sub(hn::LoadU(f, scores + i), most), hn::Set(f, -100.0f)));
    hn::StoreU(value, f, scores + i);
    sum = hn::Add(sum, value);
  }
  return hn::GetLane(hn::SumOfLanes(f, sum));
}

size_t attention_memory(size_t pieces, size_t width, size_t heads) {
  const size_t head_width = width / heads, columns = rounded_up(pieces, kBlock), out = rounded_up(head_width, kBlock);
  return head_width * columns + pieces * out + columns + out + head_width;
}

void attention(const float* projected, size_t pieces, size_t width, size_t heads, float* context, float* memory) {
  const size_t head_width = width / heads, stride = 3 * width;
  const size_t columns = rounded_up(pieces, kBlock), out_columns = rounded_up(head_width, kBlock);
  float* keys = memory;                           // [head_width][columns], turned
  float* values = keys + head_width * columns;    // [pieces][out_columns]
  float* scores = values + pieces * out_columns;  // [columns]
  float* out = scores + columns;                  // [out_columns]
  float* query = out + out_columns;               // [head_width]
  std::fill(keys, scores, 0.0f);
  const float scale = 1 / std::sqrt(static_cast<float>(head_width));
  for (size_t head = 0; head < heads; ++head) {
    const float* first = projected + head * head_width;
    for (size_t i = 0; i < pieces; ++i) {
      const float* key = first + i * stride + width;
      for (size_t d = 0; d < head_width; ++d) keys[d * columns + i] = key[d];
      std::copy(key + width, key + width + head_width, values + i * out_columns);
    }
    for (size_t i = 0; i < pieces; ++i) {
      for (size_t d = 0; d < head_width; ++d) query[d] = scale * first[i * stride + d];
      combine(query, head_width, keys, columns, scores);
      const float by = 1 / exponentials(scores, pieces, columns);
      combine(scores, pieces, values, out_columns, out);
      float* to = context + i * width + head * head_width;
      for (size_t d = 0; d < head_width; ++d) to[d] = by * out[d];
    }
  }
}

void add_norm(float* x, const float* y, size_t rows, size_t width, const float* weight, const float* bias) {
  const F f;
  const auto n = static_cast<float>(width);
  for (size_t r = 0; r < rows; ++r, x += width) {
    VF sum = hn::Zero(f);
    for (size_t i = 0; i < width; i += kLanes) {
      VF value = hn::LoadU(f, x + i);
      if (y != nullptr) value = hn::Add(value, hn::LoadU(f, y + r * width + i));
      hn::StoreU(value, f, x + i);
      sum = hn::Add(sum, value);
    }
    const VF mean = hn::Mul(hn::SumOfLanes(f, sum), hn::Set(f, 1 / n));
    VF squares = hn::Zero(f);
    for (size_t i = 0; i < width; i += kLanes) {
      const VF off = hn::Sub(hn::LoadU(f, x + i), mean);
      squares = hn::MulAdd(off, off, squares);
    }
    const float variance = hn::GetLane(hn::SumOfLanes(f, squares)) / n;
    const VF scale = hn::Set(f, 1 / std::sqrt(variance + reference::kNormEpsilon));
    for (size_t i = 0; i < width; i += kLanes) {
      const VF value = hn::Mul(hn::Sub(hn::LoadU(f, x + i), mean), scale);
      hn::StoreU(hn::MulAdd(value, hn::LoadU(f, weight + i), hn::LoadU(f, bias + i)), f, x + i);
    }
  }
}

}  // namespace khaldun::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace khaldun::simd {

HWY_EXPORT(round_rows);
HWY_EXPORT(multiply);
HWY_EXPORT(attention);
HWY_EXPORT(attention_memory);
HWY_EXPORT(add_norm);
HWY_EXPORT(dot);
HWY_EXPORT(gelu_all);

void pack_panels(const int8_t* weight, size_t out, size_t in, int8_t* panels) {
  for (size_t panel = 0; panel < out; panel += kPanel) {
    for (size_t k = 0; k < rounded_up(in, 2); k += 2) {
      for (size_t o = panel; o < panel + kPanel; ++o) {
        for (size_t i = k; i < k + 2; ++i) *panels++ = o < out && i < in ? weight[o * in + i] : int8_t{0};
      }
    }
  }
}

float limit_of(size_t in) {
  const size_t limit = std::numeric_limits<int32_t>::max() / (128 * rounded_up(in, 2));
  return static_cast<float>(std::min<size_t>(limit, std::numeric_limits<int16_t>::max()));
}

void round_rows(const float* x, size_t rows, size_t in, float limit, int16_t* rounded, float* scales) {
  HWY_DYNAMIC_DISPATCH(round_rows)(x, rows, in, limit, rounded, scales);
}

void multiply(const Multiply& m) { HWY_DYNAMIC_DISPATCH(multiply)(m); }

void attention(const float* projected, size_t pieces, size_t width, size_t heads, float* context, float* memory) {
  HWY_DYNAMIC_DISPATCH(attention)(projected, pieces, width, heads, context, memory);
}

size_t attention_memory(size_t pieces, size_t width, size_t heads) {
  return HWY_DYNAMIC_DISPATCH(attention_memory)(pieces, width, heads);
}

void add_norm(float* x, const float* y, size_t rows, size_t width, const float* weight, const float* bias) {
  HWY_DYNAMIC_DISPATCH(add_norm)(x, y, rows, width, weight, bias);
}

float dot(const float* x, const float* y, size_t size) { return HWY_DYNAMIC_DISPATCH(dot)(x, y, size); }

void gelu(float* x, size_t size) { HWY_DYNAMIC_DISPATCH(gelu_all)(x, size); }

}  // namespace khaldun::simd
#endif  // HWY_ONCE
