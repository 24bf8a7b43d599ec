// Roles: from the slots that a frame names, or the words that the event head points at, to actor mentions.
#pragma once

#include <map>
#include <span>
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
  /// The times and places of a sentence and the one before it, in text order.
  [[nodiscard]] std::span<const Mention* const> times_near(uint32_t sentence) const { return near(times_, sentence); }
  [[nodiscard]] std::span<const Mention* const> places_near(uint32_t sentence) const { return near(places_, sentence); }
  /// The places up to a sentence and of it, in text order.
  [[nodiscard]] std::span<const Mention* const> places_until(uint32_t sentence) const;
  /// Places of the reading that are the state `country`.
  [[nodiscard]] std::span<const uint32_t> states(std::string_view country) const;
  /// The name of the state `country`; empty where the reading has no place that is it.
  [[nodiscard]] std::string_view state_name(std::string_view country) const;

  /// Actors that `word` stands for: its own mention, else, as far as `depth` steps, the one that its possessor,
  /// modifiers or of-phrases name ("Russian involvement", "the killing of protesters", "an airfield in Syria").
  [[nodiscard]] std::vector<const Mention*> actors_of(uint32_t word, int depth) const;

 private:
  /// Those of `mentions`, in text order, that begin in a sentence or the one before.
  [[nodiscard]] std::span<const Mention* const> near(const std::vector<const Mention*>& mentions,
                                                     uint32_t sentence) const;

  const Tree& tree_;
  std::map<std::string_view, std::vector<uint32_t>> states_;
  std::vector<int32_t> actor_, place_;  // by word: index into the reading's mentions, -1 where none
  std::vector<const Mention*> times_, places_;
};

}  // namespace khaldun
