// Self-test: a pack carries sentences with the answers of the network it was made from, and proves itself.
//
//   if (auto ok = self_test(pack); !ok) std::cerr << ok.error().message << '\n';
#pragma once

#include "khaldun/base.h"
#include "pack/pack.h"

namespace khaldun {

/// How far the encoder's output and the heads' scores may lie from the answers in the pack, as root mean square of all
/// components (they are near 1); scores of pairs four times as far. The fast arithmetic rounds the inputs of each layer
/// to 8 bits.
inline constexpr float kReferenceBound = 1e-4f, kFastBound = 5e-2f;

/// Runs the sentences "selftest/{pieces,cases,starts}" through the encoder, both arithmetics, and compares with
/// "selftest/encoder"; then the answers for the first of them through the heads, and compares with
/// "selftest/{upos,feats,lemma,ner,type,mode,status,arcs,deprel,roles}". Takes about a second for nine layers of 384.
/// Errors (kFile): what the loading says; sentences that do not fit the encoder; answers further off than the bound.
[[nodiscard]] Result<void> self_test(const Pack& pack);

}  // namespace khaldun
