// Self-test: a pack carries sentences with the answers of the network it was made from, and proves itself.
//
//   if (auto ok = self_test(pack); !ok) std::cerr << ok.error().message << '\n';
#pragma once

#include "khaldun/base.h"
#include "pack/pack.h"

namespace khaldun {

/// How far a component of an encoder's output (they are near 1) may lie from the answers in the pack.
inline constexpr float kReferenceBound = 1e-3f, kFastBound = 2e-2f;

/// Runs the sentences "selftest/{pieces,cases,starts}" through the encoder, both arithmetics, and compares with
/// "selftest/encoder". Takes about a second for six layers of 384.
/// Errors (kFile): what Encoder::load says; sentences that do not fit the encoder; answers further off than the bound.
[[nodiscard]] Result<void> self_test(const Pack& pack);

}  // namespace khaldun
