// Hosts: who of those in talks, visits and calls receives the others, once all that play a part are known.
//
//   "The Kenyan president met the Ghanaian president in Dakar"   both are sources, and nobody is a host
//   "The ministers of Norway and Chile flew to Lima"             Peru is the target
//   "Macron phoned Modi"                                         so is Modi
#pragma once

#include "coder/judge.h"
#include "coder/record.h"
#include "coder/roles.h"

namespace khaldun {

/// Makes sources of all who meet; only visitors and callers have a host or a called beside them. `head_mode`: the mode is
/// the event head's.
void name_parties(const Tree& tree, const Candidate& candidate, bool head_mode, Draft& draft);

/// The same once it is known where they meet. True where the state of the place became the host.
bool name_host(const Tree& tree, const MentionIndex& index, const Candidate& candidate, bool head_mode, Draft& draft);

}  // namespace khaldun
