// Score: how well coded records agree with annotated ones, level by level.
//
// Within a document records are paired one to one, best pair first, where their evidence overlaps in the text or,
// failing that, where type and an actor's country agree. A pair counts at each level that it passes:
//
//   found   paired at all                     status  type + same status
//   type    + same type                       when    type + dates overlap within a day, or none is annotated
//   who     + per side the same countries,    where   type + same country of the place, or none is annotated
//             half of the sectors too         full    who + status + when + where
//
// For CONSULT, AGREE and COOPERATE both sides count as one.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "khaldun/event.h"

namespace khaldun {

enum class Level : uint8_t { found, type, who, status, when, where, full };
inline constexpr size_t kLevels = 7;
std::string_view to_string(Level level);

/// An annotated record without its like, or a coded one, or a pair that differs in type or parties.
struct Miss {
  std::string document, what, quote;
};

class Score {
 public:
  /// Counts one document. Spans of the annotated evidence are found in `text` by its words.
  void add(const std::string& document, std::string_view text, std::vector<Event> gold,
           const std::vector<Event>& coded);

  [[nodiscard]] size_t gold() const { return gold_; }
  [[nodiscard]] size_t coded() const { return coded_; }
  [[nodiscard]] size_t passed(Level level) const { return passed_[static_cast<size_t>(level)]; }
  /// Pairs by annotated and coded type; kTypes stands for none.
  [[nodiscard]] const std::array<std::array<size_t, kTypes + 1>, kTypes + 1>& confusion() const { return confusion_; }
  [[nodiscard]] const std::vector<Miss>& misses() const { return misses_; }

 private:
  size_t gold_ = 0, coded_ = 0;
  std::array<size_t, kLevels> passed_{};
  std::array<std::array<size_t, kTypes + 1>, kTypes + 1> confusion_{};
  std::vector<Miss> misses_;
};

/// Levels with precision, recall and F1, the types with theirs, and the table of confusions, for people.
[[nodiscard]] std::string to_string(const Score& score);

}  // namespace khaldun
