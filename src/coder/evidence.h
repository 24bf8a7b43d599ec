// Evidence: the words of the text that state an act.
//
//   "On Monday police in Oslo, who had waited for hours, arrested two men."   arrested two men
//   "Rwanda-backed rebels seized Goma from the army."                         Rwanda-backed rebels seized Goma
#pragma once

#include "coder/judge.h"
#include "coder/roles.h"

namespace khaldun {

/// The shortest run of words that holds the predicate and, near it, the heads of its core arguments; whole names.
Evidence evidence_of(const Tree& tree, const MentionIndex& index, const Candidate& candidate);

}  // namespace khaldun
