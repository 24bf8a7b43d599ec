// Compiled once for each kind of processor: foreach_target.h includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/simd.cc"
// Tiles are arrays of vectors, so vectors of unknown length are out; so are the oldest of x86. AVX3_DL is AVX-512 with
// VNNI (Ice Lake, Zen 4 and later), whose products of bytes Highway 1.0 does not know yet.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV | HWY_SSSE3)
#define HWY_WANT_AVX3_DL
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

#if HWY_TARGET == HWY_AVX3_DL
HWY_PUSH_ATTRIBUTES(HWY_TARGET_STR ",avx512vnni")
#else
HWY_BEFORE_NAMESPACE();
#endif
namespace khaldun::simd::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using F = hn::CappedTag<float, kPanel>;
using I32 = hn::RebindToSigned<F>;
using VF = hn::Vec<F>;
using VI32 = hn::Vec<I32>;

constexpr size_t kLanes = hn::MaxLanes(F());
constexpr size_t kVectors = kPanel / kLanes;     // of sums in a panel
constexpr size_t kBlock = 4 * kLanes;            // floats that `combine` gives at a time
constexpr size_t kRowBytes = size_t{128} << 10;  // inputs that stay in the second-level cache

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

void round_rows(const float* x, size_t rows, size_t in, uint8_t* rounded, Range* ranges) {
  const F f;
  const hn::Rebind<uint8_t, F> u8;
  const size_t stride = rounded_up(in, kGroup);
  for (size_t r = 0; r < rows; ++r, x += in, rounded += stride) {
    float least = x[0], most = x[0];
    size_t i = 0;
    if (in >= kLanes) {
      VF low = hn::LoadU(f, x), high = low;
      for (; i + kLanes <= in; i += kLanes) {
        const VF value = hn::LoadU(f, x + i);
        low = hn::Min(low, value);
        high = hn::Max(high, value);
      }
      least = hn::GetLane(hn::MinOfLanes(f, low));
      most = hn::GetLane(hn::MaxOfLanes(f, high));
    }
    for (; i < in; ++i) {
      least = std::min(least, x[i]);
      most = std::max(most, x[i]);
    }
    const float by = most > least ? kMostRounded / (most - least) : 0;
    ranges[r] = {.least = least, .step = (most - least) / kMostRounded};
    for (i = 0; i + kLanes <= in; i += kLanes) {
      const VF value = hn::Mul(hn::Sub(hn::LoadU(f, x + i), hn::Set(f, least)), hn::Set(f, by));
      hn::StoreU(hn::DemoteTo(u8, hn::NearestInt(value)), u8, rounded + i);
    }
    for (; i < in; ++i) rounded[i] = static_cast<uint8_t>(std::lrint((x[i] - least) * by));
    std::fill(rounded + in, rounded + stride, uint8_t{0});
  }
}

// A lane of 32 bits holds a group of four bytes. With VNNI one instruction sums the four products of a group; without
// it the bytes are widened to pairs of 16 bits, those at even places and those at odd ones. Both sums are exact.
#if HWY_TARGET == HWY_AVX3_DL

constexpr size_t kTileRows = 6, kTilePanels = 4;

struct Groups {
  VI32 bytes;
};
HWY_INLINE Groups inputs_of(VI32 bytes) { return {bytes}; }
HWY_INLINE Groups weights_of(VI32 bytes) { return {bytes}; }
HWY_INLINE void add_products(const Groups& inputs, const Groups& weights, VI32& low, VI32&) {
  low.raw = _mm512_dpbusd_epi32(low.raw, inputs.bytes.raw, weights.bytes.raw);
}

#else

// Inputs and panels in a tile: sums, inputs and weights stay in registers, 32 of 512 bits or 16 of 256 or fewer.
constexpr size_t kTileRows = kVectors == 1 ? 10 : kVectors == 2 ? 4 : 2, kTilePanels = kVectors == 1 ? 2 : 1;

using I16 = hn::Repartition<int16_t, I32>;
using U16 = hn::RebindToUnsigned<I16>;
struct Groups {
  hn::Vec<I16> even, odd;
};
HWY_INLINE Groups inputs_of(VI32 bytes) {
  const auto pairs = hn::BitCast(U16(), bytes);
  return {hn::BitCast(I16(), hn::And(pairs, hn::Set(U16(), 0xFF))), hn::BitCast(I16(), hn::ShiftRight<8>(pairs))};
}
HWY_INLINE Groups weights_of(VI32 bytes) {
  const auto pairs = hn::BitCast(I16(), bytes);
  return {hn::ShiftRight<8>(hn::ShiftLeft<8>(pairs)), hn::ShiftRight<8>(pairs)};
}
HWY_INLINE void add_products(const Groups& inputs, const Groups& weights, VI32& low, VI32& high) {
  low = hn::ReorderWidenMulAccumulate(I32(), inputs.even, weights.even, low, high);
  low = hn::ReorderWidenMulAccumulate(I32(), inputs.odd, weights.odd, low, high);
}

#endif

/// sums [rows][kTilePanels * kPanel] of products -> y.
HWY_NOINLINE void finish(const Multiply& m, size_t row, size_t rows, size_t first, size_t panels, const int32_t* sums) {
  const F f;
  const I32 i32;
  HWY_ALIGN float part[kPanel];
  for (size_t r = row; r < row + rows; ++r, sums += kTilePanels * kPanel) {
    const VF step = hn::Set(f, m.ranges[r].step), least = hn::Set(f, m.ranges[r].least);
    for (size_t at = first; at < first + panels * kPanel; at += kPanel) {
      const bool whole = at + kPanel <= m.out;
      float* y = m.y + r * m.out + at;
      for (size_t v = 0; v < kPanel; v += kLanes) {
        const VF products = hn::Mul(step, hn::ConvertTo(f, hn::Load(i32, sums + (at - first) + v)));
        const VF sum = hn::MulAdd(least, hn::LoadU(f, m.weight_sums + at + v), products);
        VF value = hn::MulAdd(sum, hn::LoadU(f, m.scales + at + v), hn::LoadU(f, m.bias + at + v));
        if (m.activation == Activation::kRelu) value = hn::Max(value, hn::Zero(f));
        if (m.activation == Activation::kGelu) value = gelu(value);
        hn::StoreU(value, f, (whole ? y : part) + v);
      }
      if (!whole) std::copy(part, part + (m.out - at), y);
    }
  }
}

/// kRows rows of inputs by kPanels panels of weights.
template <size_t kRows, size_t kPanels>
HWY_INLINE void multiply_tile(const Multiply& m, size_t row, size_t panel) {
  const I32 i32;
  const size_t in = rounded_up(m.in, kGroup);
  const uint8_t* x = m.x + row * in;
  const int8_t* panels = m.panels + panel * kPanel * in;
  // Some processors sum pairs into one vector, others leave two vectors that are joined in the end.
  constexpr size_t kSums = kPanels * kVectors;
  VI32 low[kRows][kSums], high[kRows][kSums];
  for (size_t r = 0; r < kRows; ++r) {
    for (size_t v = 0; v < kSums; ++v) low[r][v] = high[r][v] = hn::Zero(i32);
  }
  for (size_t k = 0; k < in; k += kGroup) {
    Groups weights[kSums];
    for (size_t v = 0; v < kSums; ++v) {
      const int8_t* at = panels + (v / kVectors) * kPanel * in + kPanel * k + (v % kVectors) * kGroup * kLanes;
      weights[v] = weights_of(hn::BitCast(i32, hn::LoadU(hn::Repartition<int8_t, I32>(), at)));
    }
    for (size_t r = 0; r < kRows; ++r) {
      int32_t group;
      std::memcpy(&group, x + r * in + k, sizeof(group));
      const Groups inputs = inputs_of(hn::Set(i32, group));
      for (size_t v = 0; v < kSums; ++v) add_products(inputs, weights[v], low[r][v], high[r][v]);
    }
  }
  HWY_ALIGN int32_t sums[kRows][kTilePanels * kPanel];
  for (size_t r = 0; r < kRows; ++r) {
    for (size_t v = 0; v < kSums; ++v) {
      hn::Store(hn::RearrangeToOddPlusEven(low[r][v], high[r][v]), i32, sums[r] + v * kLanes);
    }
  }
  finish(m, row, kRows, panel * kPanel, kPanels, sums[0]);
}

/// Tiles of kRows rows from `row` to `end`, then what is left of them.
template <size_t kRows, size_t kPanels>
HWY_INLINE void multiply_rows(const Multiply& m, size_t row, size_t end, size_t panel) {
  for (; row + kRows <= end; row += kRows) multiply_tile<kRows, kPanels>(m, row, panel);
  if constexpr (kRows > 1) multiply_rows<kRows - 1, kPanels>(m, row, end, panel);
}

/// Tiles of kPanels panels from `panel` to `last`, then what is left of them.
template <size_t kPanels>
HWY_INLINE void multiply_panels(const Multiply& m, size_t row, size_t end, size_t panel, size_t last) {
  for (; panel + kPanels <= last; panel += kPanels) multiply_rows<kTileRows, kPanels>(m, row, end, panel);
  if constexpr (kPanels > 1) multiply_panels<kPanels - 1>(m, row, end, panel, last);
}

void multiply(const Multiply& m) {
  const size_t block = std::max<size_t>(1, kRowBytes / m.in / kTileRows) * kTileRows;
  for (size_t row = 0; row < m.rows; row += block) {
    multiply_panels<kTilePanels>(m, row, std::min(m.rows, row + block), 0, rounded_up(m.out, kPanel) / kPanel);
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
    for (size_t k = 0; k < in; k += kGroup) {
      for (size_t o = panel; o < panel + kPanel; ++o) {
        for (size_t i = k; i < k + kGroup; ++i) *panels++ = o < out && i < in ? weight[o * in + i] : int8_t{0};
      }
    }
  }
}

void round_rows(const float* x, size_t rows, size_t in, uint8_t* rounded, Range* ranges) {
  HWY_DYNAMIC_DISPATCH(round_rows)(x, rows, in, rounded, ranges);
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
