// Actor names: which words of a document are names in the actor tables, and whose on that day.
//
//   2021-03-04  "French President Macron met Boris Johnson"
//   matches     French -> fra (adjective) · Macron -> fra.emmanuel_macron (surname) · Boris Johnson ->
//   gbr.boris_johnson (name)
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "resolve/actor_phrases.h"
#include "resolve/actor_tables.h"

namespace khaldun {

struct NameMatch {
  WordSpan span;
  uint32_t head = 0;  // the word of the span that hangs on the rest of the sentence
  uint32_t entity = 0;
  KeyKind kind{};
};

struct NameMatches {
  std::vector<NameMatch> matches;  // by first word, none overlapping
  std::vector<int32_t> at;         // by word: index into `matches`, -1 where none
  std::string focus;               // the country that the document is about; empty where nothing tells
};

/// `day` in days since 1970-01-01. Longest match first; a surname alone counts where its bearer holds a high office on
/// the day or is named in full elsewhere in the document.
[[nodiscard]] NameMatches find_names(const ActorTables& tables, const Phrases& phrases, const Document& document,
                                     int32_t day);

}  // namespace khaldun
