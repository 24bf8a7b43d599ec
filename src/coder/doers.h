// Doers: who did an act that is told without its doer, as the document says elsewhere.
//
//   "A bomb killed four in Quetta. … The Islamic State claimed responsibility."   the Islamic State
//   "Three people were stabbed in Graz. A suspect was arrested."                  the suspect
//   "A bomb killed two in Lima. The army blamed the rebels."                      the rebels, alleged
//   "An Israeli strike hit Tyre. A second strike killed two people."              Israel
//   "Blinken met Baerbock. They condemned the coup."                              Blinken and Baerbock
#pragma once

#include <vector>

#include "coder/record.h"

namespace khaldun {

/// Whether somebody condemns the act that `act` tells: "Chile condemned the explosion".
bool condemned(const Tree& tree, uint32_t act);

/// Whether somebody is said to have done it: "the attack was blamed on the rebels".
bool ascribed(const Tree& tree, uint32_t act);

/// "Chile condemned the raid by gunmen" is against the gunmen, never against whom they raided: whoever condemns, praises
/// or refuses an act, told in his words or before them, speaks of its doer.
void aim_at_doers(const Tree& tree, const FrameTable& frames, const FillerTest& test, std::vector<Draft>& drafts);

/// Gives attacks without a known source the one who claims them before the text turns to other news (items.h), else a
/// suspect told of soon after who does no other attack, else whom the next sentence blames or tells arrested, else the
/// doer of the act of their kind that was told just before; and what "they" or "both" say of a meeting those who met.
void name_doers(const Tree& tree, const MentionIndex& index, const FrameTable& frames, const FillerTest& test,
                std::vector<Draft>& drafts);

}  // namespace khaldun
