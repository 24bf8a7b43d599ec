// Path: where a word stands in the tree, as seen from a predicate. Features of casting, setting and timing are made of it.
#pragma once

#include <string>
#include <string_view>

#include "coder/clause.h"

namespace khaldun {

/// How a word hangs below another, in one word: "mod", "poss", a preposition, "clause".
std::string_view step_of(const Tree& tree, uint32_t w);

/// Where a word stands as seen from the predicate: "subj", "subj>mod", "on>of"; "clause^subj" beside a word that the
/// predicate hangs on; "far".
std::string path_to(const Tree& tree, const Clause& clause, uint32_t word);

}  // namespace khaldun
