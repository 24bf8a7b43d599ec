// Which processors vector code is compiled for. Stands before <hwy/foreach_target.h>.
#pragma once

// Tiles are arrays of vectors, so vectors of unknown length are out; so are the oldest of x86. AVX3_DL is AVX-512 with
// VNNI (Ice Lake, Zen 4 and later), whose products of bytes Highway 1.0 does not know yet.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV | HWY_SSSE3)
#define HWY_WANT_AVX3_DL
// The oldest processors: emulated vectors, which the tests run here too, and not vectors of one, which have no pairs.
#define HWY_BROKEN_EMU128 0
