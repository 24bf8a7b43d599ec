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
//
// Beside the levels: what else pairs of the right type agree in, and whether records are as often of the right type as
// their confidence says.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "khaldun/event.h"

namespace khaldun {

enum class Level : uint8_t { found, type, who, status, when, where, full };
inline constexpr size_t kLevels = 7;

/// What else a pair of the right type may agree in: whether somebody is named as the source of the report, not who; of
/// each side the set of countries.
enum class Detail : uint8_t { mode, cameo_root, killed, said_by, source_countries, target_countries };
inline constexpr size_t kDetails = 6;

/// Coded records of one tenth of confidence.
struct Tenth {
  size_t records = 0, right = 0;  // right: paired with one of their type
  double confidence = 0;          // their sum
};

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
  /// Of passed(Level::type) pairs, those that agree.
  [[nodiscard]] size_t agreed(Detail detail) const { return agreed_[static_cast<size_t>(detail)]; }
  /// Of confidence from 0 to 0.1, from 0.1 to 0.2, …
  [[nodiscard]] const std::array<Tenth, 10>& tenths() const { return tenths_; }
  /// The expected calibration error: how far the share of right types in a tenth lies from its mean confidence, over
  /// all tenths by their records.
  [[nodiscard]] double calibration_error() const;
  /// Pairs by annotated and coded type; kTypes stands for none.
  [[nodiscard]] const std::array<std::array<size_t, kTypes + 1>, kTypes + 1>& confusion() const { return confusion_; }
  [[nodiscard]] const std::vector<Miss>& misses() const { return misses_; }

 private:
  size_t gold_ = 0, coded_ = 0;
  std::array<size_t, kLevels> passed_{};
  std::array<size_t, kDetails> agreed_{};
  std::array<Tenth, 10> tenths_{};
  std::array<std::array<size_t, kTypes + 1>, kTypes + 1> confusion_{};
  std::vector<Miss> misses_;
};

/// Levels with precision, recall and F1, details, confidence, the types with theirs, and the table of confusions, for
/// people.
[[nodiscard]] std::string to_string(const Score& score);

}  // namespace khaldun
