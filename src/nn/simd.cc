// Compiled once for each kind of processor: foreach_target.h includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/simd.cc"

#include "nn/simd.h"

#include "nn/simd_targets.h"

// foreach_target.h must stand before the others, and behind the targets.
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>

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
constexpr size_t kRowBytes = size_t{128} << 10;  // inputs that stay in the second-level cache
constexpr size_t kLaneBytes = sizeof(int32_t);

/// c0 + c1 x + c2 x^2 ...
template <class V>
HWY_INLINE V polynomial(V, float c0) {
  return hn::Set(hn::DFromV<V>(), c0);
}
template <class V, class... Floats>
HWY_INLINE V polynomial(V x, float c0, Floats... rest) {
  return hn::MulAdd(polynomial(x, rest...), x, hn::Set(hn::DFromV<V>(), c0));
}

/// 2^x for x of at most 0, within three roundings of a float; 2^-126 at the least.
template <class V>
HWY_INLINE V power_of_two(V x) {
  const hn::DFromV<V> d;
  const hn::RebindToSigned<decltype(d)> i32;
  x = hn::Max(x, hn::Set(d, -126.0f));
  const auto whole = hn::NearestInt(x);
  const V part = polynomial(hn::Sub(x, hn::ConvertTo(d, whole)), 1.0f, 6.931472028550421e-1f, 2.402264791363012e-1f,
                            5.550332471162809e-2f, 9.618437357674640e-3f, 1.339887440266574e-3f, 1.535336188319500e-4f);
  return hn::Mul(part, hn::BitCast(d, hn::ShiftLeft<23>(hn::Add(whole, hn::Set(i32, 127)))));
}

/// x (1/2 + erf(x / sqrt 2) / 2), the second part as an odd polynomial that ends at +-4.
HWY_INLINE VF gelu(VF x) {
  const VF inner = hn::Min(hn::Max(x, hn::Set(F(), -4.0f)), hn::Set(F(), 4.0f));
  const VF odd = polynomial(hn::Mul(inner, inner), 0.398673385f, -0.0658878461f, 0.0095053995f, -0.00100649067f,
                            7.4855081e-05f, -3.65713572e-06f, 1.04196161e-07f, -1.30129629e-09f);
  return hn::Mul(x, hn::MulAdd(inner, odd, hn::Set(F(), 0.5f)));
}

void gelu_all(float* x, size_t size) {
  const F f;
  size_t i = 0;
  for (; i + kLanes <= size; i += kLanes) hn::StoreU(gelu(hn::LoadU(f, x + i)), f, x + i);
  HWY_ALIGN float rest[kLanes] = {};
  std::copy(x + i, x + size, rest);
  hn::Store(gelu(hn::Load(f, rest)), f, rest);
  std::copy(rest, rest + (size - i), x + i);
}

// Sums of floats depend on their order. So that all processors that fuse products with sums (x86 since 2013, ARM) give
// the same bits, and with them the same records, each sums kPanel numbers side by side, in as many vectors as it takes.

/// The sum of a vector's lanes: while there are more than four, the upper half is added to the lower one.
template <class D>
HWY_INLINE float sum_of_lanes(D, hn::Vec<D> x) {
  if constexpr (hn::MaxLanes(D()) > 4) {
    const hn::Half<D> half;
    return sum_of_lanes(half, hn::Add(hn::LowerHalf(half, x), hn::UpperHalf(half, x)));
  } else {
    const auto halves = hn::Add(x, hn::Shuffle1032(x));
    return hn::GetLane(hn::Add(halves, hn::Shuffle2301(halves)));
  }
}

/// The sum of kPanel numbers side by side.
template <class D, size_t kCount>
HWY_INLINE float sum_of(D d, hn::Vec<D> (&x)[kCount]) {
  for (size_t half = kCount / 2; half > 0; half /= 2) {
    for (size_t v = 0; v < half; ++v) x[v] = hn::Add(x[v], x[v + half]);
  }
  return sum_of_lanes(d, x[0]);
}

HWY_INLINE float dot(const float* x, const float* y, size_t size) {
  const F f;
  constexpr size_t kRows = 4;  // of sums, so that one need not wait for the other
  VF sums[kRows][kVectors];
  for (auto& row : sums) std::fill(row, row + kVectors, hn::Zero(f));
  size_t i = 0;
  const auto add = [&](VF* row) {
    for (size_t v = 0; v < kVectors; ++v, i += kLanes)
      row[v] = hn::MulAdd(hn::LoadU(f, x + i), hn::LoadU(f, y + i), row[v]);
  };
  while (i + kRows * kPanel <= size) {
    for (auto& row : sums) add(row);
  }
  while (i + kPanel <= size) add(sums[0]);
  for (size_t v = 0; v < kVectors; ++v)
    sums[0][v] = hn::Add(hn::Add(sums[0][v], sums[1][v]), hn::Add(sums[2][v], sums[3][v]));
  float sum = sum_of(f, sums[0]);
  for (; i < size; ++i) sum += x[i] * y[i];
  return sum;
}

void embed(const int8_t* piece, float scale, const float* position, const float* letters, size_t width, float* x) {
  const F f;
  const hn::Rebind<int8_t, F> i8;
  // Product and sum apart, so that no compiler fuses them: that would round otherwise than on processors that cannot.
  for (size_t i = 0; i < width; i += kLanes) {
    const VF whole = hn::ConvertTo(f, hn::PromoteTo(I32(), hn::LoadU(i8, piece + i)));
    hn::StoreU(hn::Mul(whole, hn::Set(f, scale)), f, x + i);
  }
  for (size_t i = 0; i < width; i += kLanes) {
    const VF sum = hn::Add(hn::LoadU(f, x + i), hn::LoadU(f, position + i));
    hn::StoreU(hn::Add(sum, hn::LoadU(f, letters + i)), f, x + i);
  }
}

void affine(const float* x, size_t size, const float* rows, size_t count, float* out) {
  for (size_t i = 0; i < count; ++i, rows += size + 1) out[i] = dot(x, rows, size) + rows[size];
}

size_t greatest(const float* x, size_t n) {
  const F f;
  VF top = hn::Set(f, x[0]);
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) top = hn::Max(top, hn::LoadU(f, x + i));
  float most = hn::GetLane(hn::MaxOfLanes(f, top));
  for (; i < n; ++i) most = std::max(most, x[i]);
  for (i = 0; i + kLanes <= n; i += kLanes) {
    const intptr_t at = hn::FindFirstTrue(f, hn::Eq(hn::LoadU(f, x + i), hn::Set(f, most)));
    if (at >= 0) return i + static_cast<size_t>(at);
  }
  return static_cast<size_t>(std::find(x + i, x + n, most) - x);
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

// A lane of 32 bits holds what one instruction multiplies and sums: with VNNI the four bytes of a group; without it two
// numbers of 16 bits, to which bytes are widened first, rows and panels: those at even places of all groups, then those
// at odd ones. Either sum is exact.
#if HWY_TARGET == HWY_AVX3_DL

constexpr size_t kTileRows = 6, kTilePanels = 4, kGroupLanes = 1;

HWY_INLINE void add_products(VI32 inputs, VI32 weights, VI32& low, VI32&) {
  low.raw = _mm512_dpbusd_epi32(low.raw, inputs.raw, weights.raw);
}
template <class Byte>
HWY_INLINE const Byte* lanes_of(const Byte* bytes, size_t, size_t, int16_t*) {
  return bytes;
}

#else

// Inputs and panels in a tile: sums, inputs and weights stay in registers, 32 of 512 bits or 16 of 256 or fewer.
constexpr size_t kTileRows = kVectors == 1 ? 10 : kVectors == 2 ? 6 : 3, kTilePanels = kVectors == 1 ? 2 : 1;
static_assert(kTilePanels <= kWidePanels);
constexpr size_t kGroupLanes = 2;

HWY_INLINE void add_products(VI32 inputs, VI32 weights, VI32& low, VI32& high) {
  const hn::Repartition<int16_t, I32> i16;
  low = hn::ReorderWidenMulAccumulate(I32(), hn::BitCast(i16, inputs), hn::BitCast(i16, weights), low, high);
}
/// The lanes of `count` rows or panels of `size` bytes each.
template <class Byte>
HWY_INLINE const int16_t* lanes_of(const Byte* bytes, size_t count, size_t size, int16_t* memory) {
  using Word = hwy::MakeWide<Byte>;
  const hn::Repartition<Word, I32> words;
  constexpr size_t kStep = hn::MaxLanes(words);
  for (size_t c = 0; c < count; ++c, bytes += size) {
    int16_t *even = memory + c * size, *odd = even + size / 2;
    size_t i = 0;
    for (; i + kStep <= size / 2; i += kStep) {
      const auto pairs = hn::BitCast(words, hn::LoadU(hn::Repartition<Byte, I32>(), bytes + 2 * i));
      hn::StoreU(hn::ShiftRight<8>(hn::ShiftLeft<8>(pairs)), words, reinterpret_cast<Word*>(even) + i);
      hn::StoreU(hn::ShiftRight<8>(pairs), words, reinterpret_cast<Word*>(odd) + i);
    }
    for (; i < size / 2; ++i) {
      even[i] = bytes[2 * i];
      odd[i] = bytes[2 * i + 1];
    }
  }
  return memory;
}

#endif

/// sums [rows][kTilePanels * kPanel] of products -> y. By columns, so that what belongs to outputs is read once.
template <Activation kActivation>
HWY_NOINLINE void finish(const Multiply& m, size_t row, size_t rows, size_t first, size_t panels, const int32_t* sums) {
  const F f;
  const I32 i32;
  const size_t out = std::min(panels * kPanel, m.out - first);
  const Range* ranges = m.ranges + row;
  for (size_t at = 0; at < out; at += kLanes, sums += kLanes) {
    const VF weight_sums = hn::LoadU(f, m.weight_sums + first + at), scales = hn::LoadU(f, m.scales + first + at);
    const VF bias = hn::LoadU(f, m.bias + first + at);
    const bool whole = at + kLanes <= out;
    float* y = m.y + row * m.out + first + at;
    for (size_t r = 0; r < rows; ++r, y += m.out) {
      const VF products =
          hn::Mul(hn::Set(f, ranges[r].step), hn::ConvertTo(f, hn::Load(i32, sums + r * kTilePanels * kPanel)));
      VF value = hn::MulAdd(hn::MulAdd(hn::Set(f, ranges[r].least), weight_sums, products), scales, bias);
      if (kActivation == Activation::kRelu) value = hn::Max(value, hn::Zero(f));
      if (kActivation == Activation::kGelu) value = gelu(value);
      if (whole) {
        hn::StoreU(value, f, y);
        continue;
      }
#if HWY_TARGET <= HWY_AVX3
      hn::BlendedStore(value, hn::FirstN(f, out - at), f, y);  // with masks it writes no more than those
#else
      HWY_ALIGN float part[kLanes];
      hn::Store(value, f, part);
      std::copy(part, part + (out - at), y);
#endif
    }
  }
}

/// What a tile begins with: lanes of rows [..][count] and of panels [..][count][kPanel].
struct Lanes {
  const uint8_t *rows, *panels;
  size_t count;
};

/// kRows rows of inputs by kPanels panels of weights: row `row` and panel `panel` and those behind them.
template <size_t kRows, size_t kPanels>
HWY_INLINE void multiply_tile(const Multiply& m, const Lanes& lanes, size_t row, size_t panel) {
  const I32 i32;
  // Some processors sum pairs into one vector, others leave two vectors that are joined in the end.
  constexpr size_t kSums = kPanels * kVectors;
  VI32 low[kRows][kSums], high[kRows][kSums];
  for (size_t r = 0; r < kRows; ++r) {
    for (size_t v = 0; v < kSums; ++v) low[r][v] = high[r][v] = hn::Zero(i32);
  }
  for (size_t k = 0; k < lanes.count; ++k) {
    VI32 weights[kSums];
    for (size_t v = 0; v < kSums; ++v) {
      const size_t at = ((v / kVectors) * lanes.count + k) * kPanel + (v % kVectors) * kLanes;
      weights[v] = hn::BitCast(i32, hn::LoadU(hn::Repartition<uint8_t, I32>(), lanes.panels + kLaneBytes * at));
    }
    for (size_t r = 0; r < kRows; ++r) {
      int32_t lane;
      std::memcpy(&lane, lanes.rows + kLaneBytes * (r * lanes.count + k), sizeof(lane));
      const VI32 inputs = hn::Set(i32, lane);
      for (size_t v = 0; v < kSums; ++v) add_products(inputs, weights[v], low[r][v], high[r][v]);
    }
  }
  HWY_ALIGN int32_t sums[kRows][kTilePanels * kPanel];
  for (size_t r = 0; r < kRows; ++r) {
    for (size_t v = 0; v < kSums; ++v) {
      hn::Store(hn::RearrangeToOddPlusEven(low[r][v], high[r][v]), i32, sums[r] + v * kLanes);
    }
  }
  switch (m.activation) {
    case Activation::kNone:
      return finish<Activation::kNone>(m, row, kRows, panel * kPanel, kPanels, sums[0]);
    case Activation::kRelu:
      return finish<Activation::kRelu>(m, row, kRows, panel * kPanel, kPanels, sums[0]);
    case Activation::kGelu:
      return finish<Activation::kGelu>(m, row, kRows, panel * kPanel, kPanels, sums[0]);
  }
}

/// Tiles of kRows rows from `row` to `end`, then what is left of them.
template <size_t kRows, size_t kPanels>
HWY_INLINE void multiply_rows(const Multiply& m, Lanes lanes, size_t row, size_t end, size_t panel) {
  for (; row + kRows <= end; row += kRows, lanes.rows += kRows * lanes.count * kLaneBytes) {
    multiply_tile<kRows, kPanels>(m, lanes, row, panel);
  }
  if constexpr (kRows > 1) multiply_rows<kRows - 1, kPanels>(m, lanes, row, end, panel);
}

/// Tiles of kPanels panels from `panel` on, then what is left of them.
template <size_t kPanels>
HWY_INLINE void multiply_panels(const Multiply& m, Lanes lanes, size_t row, size_t end, size_t panel, int16_t* memory) {
  const size_t bytes = kPanel * rounded_up(m.in, kGroup);
  for (; (panel + kPanels - 1) * kPanel < m.out; panel += kPanels) {
    lanes.panels = reinterpret_cast<const uint8_t*>(lanes_of(m.panels + panel * bytes, kPanels, bytes, memory));
    multiply_rows<kTileRows, kPanels>(m, lanes, row, end, panel);
  }
  if constexpr (kPanels > 1) multiply_panels<kPanels - 1>(m, lanes, row, end, panel, memory);
}

void multiply(const Multiply& m) {
  const size_t in = rounded_up(m.in, kGroup), block = std::max<size_t>(1, kRowBytes / in / kTileRows) * kTileRows;
  for (size_t row = 0; row < m.rows; row += block) {
    const size_t end = std::min(m.rows, row + block);
    const auto* rows = reinterpret_cast<const uint8_t*>(lanes_of(m.x + row * in, end - row, in, m.memory));
    const Lanes lanes = {.rows = rows, .panels = nullptr, .count = in / kGroup * kGroupLanes};
    multiply_panels<kTilePanels>(m, lanes, row, end, 0, m.memory + (end - row) * in);
  }
}

// Attention. Its matrices are small and stay floats; a tile is kQueries rows by two vectors. D: float vectors of a
// length that divides the width of a head.

/// out [kRows][kVecs vectors] = x [kRows][count] * y [count][kVecs vectors]; rows lie a stride apart.
template <size_t kRows, size_t kVecs, class D>
HWY_INLINE void combine_tile(D d, const float* x, size_t x_stride, size_t count, const float* y, size_t y_stride,
                             float* out, size_t out_stride) {
  constexpr size_t kStep = hn::MaxLanes(D());
  hn::Vec<D> sums[kRows][kVecs];
  for (auto& row : sums) std::fill(row, row + kVecs, hn::Zero(d));
  for (size_t k = 0; k < count; ++k, y += y_stride) {
    hn::Vec<D> values[kVecs];
    for (size_t v = 0; v < kVecs; ++v) values[v] = hn::LoadU(d, y + v * kStep);
    for (size_t r = 0; r < kRows; ++r) {
      const auto factor = hn::Set(d, x[r * x_stride + k]);
      for (size_t v = 0; v < kVecs; ++v) sums[r][v] = hn::MulAdd(factor, values[v], sums[r][v]);
    }
  }
  for (size_t r = 0; r < kRows; ++r) {
    for (size_t v = 0; v < kVecs; ++v) hn::StoreU(sums[r][v], d, out + r * out_stride + v * kStep);
  }
}

/// out [rows][columns] = x [rows][count] * y [count][columns] for at most kRows rows; whole vectors of columns.
template <size_t kRows, class D>
HWY_INLINE void combine(D d, const float* x, size_t x_stride, size_t rows, size_t count, const float* y,
                        size_t y_stride, size_t columns, float* out, size_t out_stride) {
  constexpr size_t kStep = hn::MaxLanes(D());
  if constexpr (kRows > 1) {
    if (rows < kRows) {
      return combine<kRows - 1>(d, x, x_stride, rows, count, y, y_stride, columns, out, out_stride);
    }
  }
  size_t c = 0;
  for (; c + 2 * kStep <= columns; c += 2 * kStep) {
    combine_tile<kRows, 2>(d, x, x_stride, count, y + c, y_stride, out + c, out_stride);
  }
  if (c < columns) combine_tile<kRows, 1>(d, x, x_stride, count, y + c, y_stride, out + c, out_stride);
}

/// keys [pieces][width, rows a stride apart] -> turned [width][columns], by squares of four; width is a multiple of
/// four. Columns beyond the pieces may hold anything.
HWY_INLINE void turn(const float* keys, size_t stride, size_t pieces, size_t width, size_t columns, float* turned) {
  const hn::CappedTag<float, 4> four;
  for (size_t j = 0; j < pieces; j += 4) {
    const float* row[4];
    for (size_t i = 0; i < 4; ++i) row[i] = keys + std::min(j + i, pieces - 1) * stride;
    for (size_t k = 0; k < width; k += 4) {
      const auto a = hn::LoadU(four, row[0] + k), b = hn::LoadU(four, row[1] + k);
      const auto c = hn::LoadU(four, row[2] + k), d = hn::LoadU(four, row[3] + k);
      const auto ac = hn::InterleaveLower(four, a, c), bd = hn::InterleaveLower(four, b, d);
      const auto ac_upper = hn::InterleaveUpper(four, a, c), bd_upper = hn::InterleaveUpper(four, b, d);
      float* to = turned + k * columns + j;
      hn::StoreU(hn::InterleaveLower(four, ac, bd), four, to);
      hn::StoreU(hn::InterleaveUpper(four, ac, bd), four, to + columns);
      hn::StoreU(hn::InterleaveLower(four, ac_upper, bd_upper), four, to + 2 * columns);
      hn::StoreU(hn::InterleaveUpper(four, ac_upper, bd_upper), four, to + 3 * columns);
    }
  }
}

/// scores [columns, whole vectors] -> softmax(scale * scores), zero from `count` on.
template <class D>
HWY_NOINLINE void softmax(D d, float* scores, size_t count, size_t columns, float scale) {
  constexpr size_t kStep = hn::MaxLanes(D());
  const size_t last = columns - kStep;
  const auto real = hn::FirstN(d, count - last);  // of the last vector
  const auto lowest = hn::Set(d, std::numeric_limits<float>::lowest());
  auto most = hn::IfThenElse(real, hn::LoadU(d, scores + last), lowest);
  hn::StoreU(most, d, scores + last);
  for (size_t i = 0; i < last; i += kStep) most = hn::Max(most, hn::LoadU(d, scores + i));
  most = hn::MaxOfLanes(d, most);
  const auto by = hn::Set(d, scale * std::numbers::log2e_v<float>);
  constexpr size_t kSums = kPanel / kStep;
  hn::Vec<D> sums[kSums];
  std::fill(sums, sums + kSums, hn::Zero(d));
  for (size_t i = 0; i < columns; i += kStep) {
    auto value = power_of_two(hn::Mul(hn::Sub(hn::LoadU(d, scores + i), most), by));
    // The least power times a share would be a number without its leading one, which takes many times as long.
    if (i == last) value = hn::IfThenElseZero(real, value);
    hn::StoreU(value, d, scores + i);
    hn::Vec<D>& sum = sums[i / kStep % kSums];
    sum = hn::Add(sum, value);
  }
  const auto share = hn::Set(d, 1 / sum_of(d, sums));
  for (size_t i = 0; i < columns; i += kStep) hn::StoreU(hn::Mul(hn::LoadU(d, scores + i), share), d, scores + i);
}

template <class D>
HWY_INLINE void attend(D d, const float* projected, size_t pieces, size_t queries, size_t width, size_t heads,
                       float* context, float* memory) {
  const size_t head_width = width / heads, stride = 3 * width, columns = rounded_up(pieces, hn::MaxLanes(D()));
  float* keys = memory;                         // [head_width][columns]
  float* scores = keys + head_width * columns;  // [kQueries][columns]
  const float scale = 1 / std::sqrt(static_cast<float>(head_width));
  for (size_t head = 0; head < heads; ++head) {
    const float* query = projected + head * head_width;
    const float* value = query + 2 * width;
    turn(query + width, stride, pieces, head_width, columns, keys);
    for (size_t i = 0; i < queries; i += kQueries, query += kQueries * stride) {
      const size_t rows = std::min(kQueries, queries - i);
      combine<kQueries>(d, query, stride, rows, head_width, keys, columns, columns, scores, columns);
      for (size_t r = 0; r < rows; ++r) softmax(d, scores + r * columns, pieces, columns, scale);
      float* to = context + i * width + head * head_width;
      combine<kQueries>(d, scores, columns, rows, pieces, value, stride, head_width, to, width);
    }
  }
}

void attention(const float* projected, size_t pieces, size_t queries, size_t width, size_t heads, float* context,
               float* memory) {
  if (width / heads % kLanes == 0)
    attend(F(), projected, pieces, queries, width, heads, context, memory);
  else
    attend(hn::CappedTag<float, 4>(), projected, pieces, queries, width, heads, context, memory);
}

void add_norm(float* x, const float* y, size_t rows, size_t width, const float* weight, const float* bias) {
  const F f;
  const auto n = static_cast<float>(width);
  for (size_t r = 0; r < rows; ++r, x += width) {
    VF sums[kVectors], squares[kVectors];
    for (size_t v = 0; v < kVectors; ++v) sums[v] = squares[v] = hn::Zero(f);
    for (size_t i = 0; i < width; i += kLanes) {
      VF value = hn::LoadU(f, x + i);
      if (y != nullptr) value = hn::Add(value, hn::LoadU(f, y + r * width + i));
      hn::StoreU(value, f, x + i);
      VF& sum = sums[i / kLanes % kVectors];
      sum = hn::Add(sum, value);
    }
    const VF mean = hn::Set(f, sum_of(f, sums) / n);
    for (size_t i = 0; i < width; i += kLanes) {
      const VF off = hn::Sub(hn::LoadU(f, x + i), mean);
      VF& square = squares[i / kLanes % kVectors];
      square = hn::MulAdd(off, off, square);
    }
    const float variance = sum_of(f, squares) / n;
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
HWY_EXPORT(add_norm);
HWY_EXPORT(embed);
HWY_EXPORT(affine);
HWY_EXPORT(greatest);
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

void attention(const float* projected, size_t pieces, size_t queries, size_t width, size_t heads, float* context,
               float* memory) {
  HWY_DYNAMIC_DISPATCH(attention)(projected, pieces, queries, width, heads, context, memory);
}

void add_norm(float* x, const float* y, size_t rows, size_t width, const float* weight, const float* bias) {
  HWY_DYNAMIC_DISPATCH(add_norm)(x, y, rows, width, weight, bias);
}

void embed(const int8_t* piece, float scale, const float* position, const float* letters, size_t width, float* x) {
  HWY_DYNAMIC_DISPATCH(embed)(piece, scale, position, letters, width, x);
}

void affine(const float* x, size_t size, const float* rows, size_t count, float* out) {
  HWY_DYNAMIC_DISPATCH(affine)(x, size, rows, count, out);
}

size_t greatest(const float* x, size_t n) { return HWY_DYNAMIC_DISPATCH(greatest)(x, n); }

void gelu(float* x, size_t size) { HWY_DYNAMIC_DISPATCH(gelu_all)(x, size); }

}  // namespace khaldun::simd
#endif  // HWY_ONCE
