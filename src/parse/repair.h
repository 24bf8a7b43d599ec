// Repair: what a word or a tree cannot be, whatever the network says.
//
//   past_for_certain(word, "attacked")             // true: a present would be "attack" or "attacks"
//   noun_can_be("blockades", true, "blockad")      // false
//   repair_tree(reading, sentence);                // "Erdogan phoned his counterpart": one subject, one object
#pragma once

#include <string_view>

#include "khaldun/reading.h"

namespace khaldun {

/// Whether a noun of this form can have this lemma: the form, or what the ending of a plural leaves. "blockades" is no
/// "blockad". Only a singular can be its own lemma in -s: "canvas", but not "loans".
bool noun_can_be(std::string_view form, bool plural, std::string_view lemma);

/// "attacked" and "met" are no presents: those are the lemma itself, or end in -s. Only "be" has others.
bool past_for_certain(const Word& word, std::string_view form);

/// Joins compounds that a hyphen parts, hangs adjectives on the noun that they lead to, leaves each clause one subject,
/// reads "due to" before a verb as "planned to", and takes no object from behind a preposition.
void repair_tree(Reading& reading, const Sentence& sentence);

}  // namespace khaldun
