// Ontology: what a type, mode and CAMEO code are worth. From lexicon/ontology.
#pragma once

#include <string>
#include <unordered_map>

#include "khaldun/event.h"
#include "pack/pack.h"

namespace khaldun {

class Ontology {
 public:
  /// Errors (kFile): the pack has no ontology.
  [[nodiscard]] static Result<Ontology> load(const Pack& pack);

  /// The usual CAMEO code of the event's type and mode.
  [[nodiscard]] std::string_view code_of(const Event& event) const;

  /// Fills quad, intensity, Goldstein value and, where the event has none, the usual CAMEO code of its type and mode.
  void complete(Event& event) const;

 private:
  struct Row {
    int quad = 0;
    double intensity = 0;
    std::string cameo;
  };
  [[nodiscard]] const Row* row_of(const Event& event) const;
  std::unordered_map<std::string, Row> rows_;          // "CONSULT phone", "CONSULT "
  std::unordered_map<std::string, double> goldstein_;  // by CAMEO code
};

/// Reads folder/ontology/types.tsv and cameo.tsv into the pack. Errors name file and line.
[[nodiscard]] Result<void> compile_ontology(const std::string& folder, PackWriter& pack);

}  // namespace khaldun
