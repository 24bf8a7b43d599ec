// Parties: what an act is by who does it to whom, and which part they play.
//
//   "Japan banned Chilean fish"      a sanction; what a state bans at home it restricts
//   "The troops left the country"    withdrew: they hold no office which they could resign
//   "Kenya gave Chad the suspect"    extradited him, and did not set him free
//   "Kyiv warned Moscow would attack"  accused it: nobody threatens with what others do
#pragma once

#include <span>
#include <string_view>

#include "coder/judge.h"
#include "coder/record.h"

namespace khaldun {

/// Changes type and mode of `event` where its parties make it another act. `source`: its sources as actors of the
/// reading. Says why, in words; empty where nothing changes.
std::string_view by_parties(const Tree& tree, const MentionIndex& index, const Candidate& candidate,
                            std::span<const uint32_t> source, Event& event);

/// "Envoys of Israel and Syria met in Geneva": gives a meeting on the soil of none of its states CAMEO's code for that.
void meet_abroad(Event& event);

/// Whether a target of `event` is at home where it takes place, or may be, and not all of its sources are.
bool may_host(const Event& event);

/// "Its fighters had clashes with the army": moves whoever is armed from the targets to the sources.
void armed_fight(Draft& draft);

}  // namespace khaldun
