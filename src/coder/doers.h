// Doers: who did an attack that is told without its doer, as the document says elsewhere.
//
//   "A bomb killed four in Quetta. … The Islamic State claimed responsibility."   the Islamic State
//   "Three people were stabbed in Graz. A suspect was arrested."                  the suspect
#pragma once

#include <vector>

#include "coder/record.h"

namespace khaldun {

/// Whether somebody condemns the act that `act` tells: "Chile condemned the explosion".
bool condemned(const Tree& tree, uint32_t act);

/// "Chile condemned the raid by gunmen" is against the gunmen, never against whom they raided: whoever condemns an act
/// accuses its doer.
void accuse_doers(const Tree& tree, std::vector<Draft>& drafts);

/// Gives attacks without a known source the one who claims them anywhere in the document, else a suspect told of soon
/// after.
void name_doers(const Tree& tree, const MentionIndex& index, std::vector<Draft>& drafts);

}  // namespace khaldun
