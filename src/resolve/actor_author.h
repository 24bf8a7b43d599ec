// Author: who speaks in a text that is nobody's report, a release or a speech. "We" and "I" outside of quotations are
// the author, and offices without a country ("the Under Secretary") are of the author's.
//
//   "Jane Roe, Foreign Minister / Norway thanks Chile. We will send ..."     signature Roe, country NOR
#pragma once

#include "resolve/actor_roles.h"

namespace khaldun {

/// From `first` on, the words of whoever bears the name that ends with `speaker`.
struct Turn {
  uint32_t first, speaker;
};

struct Author {
  int32_t signature = -1;         // head of the name that signs the text; -1 where none does
  std::string_view country;       // the author's state; empty where the text has no author or does not tell
  std::vector<uint32_t> parties;  // entities that release a statement together; empty where one does
  std::vector<Turn> turns;        // of a transcript, "FOREIGN MINISTER ROE: We agree.", in text order
  std::string_view
      speaker;  // the state that "we" is where nobody signs: the author's, else the most active; empty where none is

  /// Whose turn `w` is said in; nullptr in a text that is no transcript, or before its first turn.
  [[nodiscard]] const Turn* turn_of(uint32_t w) const;
};

/// A name with an office beside it that opens a heading signs the text. Else the state that acts most often (its
/// office holders and seats counted) is the author, provided that the text is a release: a heading names a
/// spokesperson, or its first words say to whom it is attributable. A statement may have several authors, a transcript
/// several speakers. Linear in the document.
[[nodiscard]] Author find_author(const ActorTables& tables, const Phrases& phrases, const NameMatches& names,
                                 const Roles& roles, const Reading& reading);

}  // namespace khaldun
