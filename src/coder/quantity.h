// Numbers of people: "at least 20", "two dozen", "1,200", and the tolls that a sentence tells.
#pragma once

#include "coder/tree.h"

namespace khaldun {

/// The number of a nominal's people by its numeral, "two soldiers" → 2, "a man" → 1; nothing where it says none
/// ("dozens").
std::optional<int> count_of(const Tree& tree, uint32_t noun);

struct Toll {
  std::optional<int> killed, injured, arrested;
};

/// The tolls that the sentence of `act` tells: "killed 20 people", "20 were wounded", "five dead", "arresting 3"; but
/// not those of what went on around it: "abducted nine girls, hours after a bomb killed 12". Where `of_itself`, nor those
/// that somebody else did: "people protested, and police shot dead three".
Toll toll_of(const Tree& tree, uint32_t act, bool of_itself = false);

}  // namespace khaldun
