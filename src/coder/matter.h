// Matter: what an act is about, where that alone makes its CAMEO code narrower. lexicon/ontology/matters.tsv has the table.
//
//   "refused to lift the embargo"            REJECT 120 becomes 1244, mode yield
//   "marched to demand that he step down"    PROTEST 141 becomes 1411
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "coder/judge.h"
#include "coder/ontology.h"

namespace khaldun {

/// A row of the table.
struct Matter {
  std::vector<std::string> codes;  // that it makes narrower
  std::string code, mode;          // by which; an empty mode leaves the act's own
  std::vector<std::string> under;  // lemmas, one of which must stand above the word; none: any word will do
};

class Matters {
 public:
  /// Errors (kFile): the pack has no matters, or they are wrong.
  [[nodiscard]] static Result<Matters> load(const Pack& pack);

  /// Adds a row, cells as in the table: "120|124", "1244", "yield", "lift|ease", "embargo|sanction". Of the type whose
  /// codes they are. Errors (kFile): a cell that must not be empty is.
  [[nodiscard]] Result<void> add(std::string_view codes, std::string_view code, std::string_view mode,
                                 std::string_view under, std::string_view words);

  /// Narrows code and mode of `event`, which `candidate` tells, by the nearest word below the predicate that is in the
  /// table; of equally near ones by the row that comes first. Gives that word's lemma, empty where nothing changes.
  std::string_view narrow(const Tree& tree, const Candidate& candidate, const Ontology& ontology, Event& event) const;

 private:
  [[nodiscard]] const Matter* of(const Tree& tree, uint32_t word, const Candidate& candidate,
                                 std::string_view code) const;
  struct Entry {
    std::string name;  // "step_down"
    size_t row = 0;
  };
  std::vector<Matter> rows_;
  std::unordered_map<std::string, std::vector<Entry>> by_lemma_;  // by each word of their names
};

/// Reads folder/ontology/matters.tsv into the pack. Errors name file and line.
[[nodiscard]] Result<void> compile_matters(const std::string& folder, PackWriter& pack);

}  // namespace khaldun
