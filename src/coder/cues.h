// Cues: the words that attribute what is said, thought, wanted or felt to a source, and what they take. From
// lexicon/attributions.tsv, which describes the marks.
//
//   const Result<Cues> cues = Cues::load(lexicon);
//   cues->find(Cues::Kind::verb, "accuse")->takes("of")    // "accused them of lying"
//   cues->find(Cues::Kind::verb, "eat")                    // nullptr
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pack/pack.h"

namespace khaldun {

struct Cue {
  bool that = false;        // a clause or a quotation
  bool quote = false;       // a quotation, whether a clause or not
  bool infinitive = false;  // "plans to leave", "considers leaving"
  bool object = false;      // "denied the charges"
  bool as = false;          // "called it a mistake", "described it as a mistake"
  bool told = false;        // its object is told, and no part of what is said
  std::vector<std::string> prepositions;

  [[nodiscard]] bool takes(std::string_view preposition) const {
    return std::ranges::find(prepositions, preposition) != prepositions.end();
  }
};

class Cues {
 public:
  enum class Kind : uint8_t { verb, noun, adjective, adverb };

  /// Errors (kFile): the pack has no cues, or they are wrong.
  [[nodiscard]] static Result<Cues> load(const Pack& pack);

  /// Adds a row of the table: "verb", "say", "that to obj". Errors (kFile): an unknown kind or mark.
  [[nodiscard]] Result<void> add(std::string_view kind, std::string_view word, std::string_view takes);

  /// What a lemma takes; nullptr where it is no cue of that kind.
  [[nodiscard]] const Cue* find(Kind kind, std::string_view word) const {
    const auto& table = tables_[static_cast<size_t>(kind)];
    const auto row = table.find(word);
    return row == table.end() ? nullptr : &row->second;
  }

 private:
  std::array<std::map<std::string, Cue, std::less<>>, 4> tables_;
};

/// Reads folder/attributions.tsv into the pack. Errors name file and line.
[[nodiscard]] Result<void> compile_cues(const std::string& folder, PackWriter& pack);

}  // namespace khaldun
