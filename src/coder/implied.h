// Implied: who must have done an act where nobody is named.
//
//   "Four men were arrested in Quito"   the police of Ecuador · "He was sentenced to death"   a court
//   "A curfew was imposed in Nagpur"    the government of India · "A bomb went off"           nobody known
#pragma once

#include <optional>
#include <string_view>

#include "coder/casting.h"

namespace khaldun {

/// Whose work it is: police arrest, courts sentence, prosecutors charge; whoever is told of beside such an act did it
/// less often than they. Nothing for other acts.
std::optional<Sector> organ_for(const Event& event);

/// Whether `part` may well be who arrests and tries: police, a court, a parliament; a state that holds another's people.
bool arm_of_law(const Event& event, const Reading& reading, const Part& part);

/// Whether forces that tell of an attack on others did it: "The army says that two rebels were killed in a raid".
bool forces_did_it(const Event& event, const Actor& teller);

/// Whoever must have done `event`, of the country of its place or target, else of `focus`, the document's; of sector
/// UNK and no country where nothing says who.
EventActor implied_actor(const Event& event, const Reading& reading, std::string_view focus);

/// The state that envoys are called back from by an act of `candidate`, where the text names a place of it: "recalled
/// its ambassador from Paris". Nothing for other acts.
std::optional<EventActor> host_of_envoy(const Tree& tree, const MentionIndex& index, const Candidate& candidate);

}  // namespace khaldun
