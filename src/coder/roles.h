// Roles: from the slots that a frame names, or the words that the event head points at, to actor mentions.
#pragma once

#include <string>
#include <vector>

#include "coder/clause.h"

namespace khaldun {

/// Finds mentions by their head word. A view; built once a document.
class MentionIndex {
 public:
  explicit MentionIndex(const Tree& tree);

  /// The actor mention whose head is `word`, or whose words hold it; nullptr where none.
  [[nodiscard]] const Mention* actor_at(uint32_t word) const;
  [[nodiscard]] const Mention* place_at(uint32_t word) const;
  [[nodiscard]] const std::vector<const Mention*>& times() const { return times_; }
  [[nodiscard]] const std::vector<const Mention*>& places() const { return places_; }

  /// Actors that `word` stands for: its own mention, else, as far as `depth` steps, the one that its possessor,
  /// modifiers or of-phrases name ("Russian involvement", "the killing of protesters", "an airfield in Syria").
  [[nodiscard]] std::vector<const Mention*> actors_of(uint32_t word, int depth) const;

 private:
  const Tree& tree_;
  std::vector<int32_t> actor_, place_;  // by word: index into the reading's mentions, -1 where none
  std::vector<const Mention*> times_, places_;
};

}  // namespace khaldun
