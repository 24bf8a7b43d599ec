// Path: where a word stands in the tree, as seen from another, and how far off. Features of casting, setting and timing
// are made of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "coder/clause.h"

namespace khaldun {

/// How a word hangs below another, in one word: "mod", "poss", a preposition, "clause".
std::string_view step_of(const Tree& tree, uint32_t w);

/// Where a word stands as seen from the predicate: "subj", "subj>mod", "on>of"; "clause^subj" beside a word that the
/// predicate hangs on; "far".
std::string path_to(const Tree& tree, const Clause& clause, uint32_t word);

/// What the way through the tree costs between two words: `up(w)` for each word left on the way up from `from`, `down(w)`
/// for each on the way down to `to`. Nothing where they are of two sentences.
template <class Up, class Down>
std::optional<int> distance(const Tree& tree, uint32_t from, uint32_t to, const Up& up, const Down& down) {
  int climbed = 0;
  for (auto at = static_cast<int32_t>(from); at >= 0; at = tree.word(static_cast<uint32_t>(at)).head) {
    int descended = 0;
    for (auto low = static_cast<int32_t>(to); low >= 0; low = tree.word(static_cast<uint32_t>(low)).head) {
      if (low == at) return climbed + descended;
      descended += down(static_cast<uint32_t>(low));
    }
    climbed += up(static_cast<uint32_t>(at));
  }
  return std::nullopt;
}

}  // namespace khaldun
