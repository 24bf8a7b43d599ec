// Compiled once for each kind of processor: foreach_target.h includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "../bench/peak.cc"

#include "peak.h"

#include "nn/simd_targets.h"

// foreach_target.h must stand before highway.h.
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

#include <algorithm>
#include <chrono>

#if HWY_TARGET == HWY_AVX3_DL
HWY_PUSH_ATTRIBUTES(HWY_TARGET_STR ",avx512vnni")
#else
HWY_BEFORE_NAMESPACE();
#endif
namespace khaldun::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using I32 = hn::CappedTag<int32_t, 16>;
using I16 = hn::Repartition<int16_t, I32>;
constexpr size_t kChains = 10;  // more than the latency of the instructions times their number a cycle
#if HWY_TARGET == HWY_AVX3_DL
constexpr size_t kProducts = 64;  // an instruction
#else
constexpr size_t kProducts = 2 * hn::MaxLanes(I32());
#endif

/// Gives the operations done, and a value that depends on all of them.
HWY_NOINLINE size_t work(size_t steps, int32_t& result) {
  const I32 i32;
  const auto x = hn::Set(i32, result);
  hn::Vec<I32> sums[kChains], rest = hn::Zero(i32);
  for (auto& sum : sums) sum = hn::Zero(i32);
  for (size_t i = 0; i < steps; ++i) {
    for (auto& sum : sums) {
#if HWY_TARGET == HWY_AVX3_DL
      sum.raw = _mm512_dpbusd_epi32(sum.raw, x.raw, x.raw);
#else
      // Of a product of x alone a compiler would leave but the sum.
      sum = hn::ReorderWidenMulAccumulate(i32, hn::BitCast(I16(), sum), hn::BitCast(I16(), x), sum, rest);
#endif
    }
  }
  for (const auto& sum : sums) rest = hn::Xor(rest, sum);
  result = hn::GetLane(rest);
  return 2 * kProducts * kChains * steps;
}

}  // namespace khaldun::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace khaldun {

HWY_EXPORT(work);

double peak_operations() {
  using Clock = std::chrono::steady_clock;
  double most = 0;
  int32_t result = 1;
  const auto end = Clock::now() + std::chrono::milliseconds(50);
  while (Clock::now() < end) {
    const auto start = Clock::now();
    const size_t operations = HWY_DYNAMIC_DISPATCH(work)(20'000, result);
    most =
        std::max(most, static_cast<double>(operations) / std::chrono::duration<double>(Clock::now() - start).count());
  }
  return most;
}

}  // namespace khaldun
#endif  // HWY_ONCE
