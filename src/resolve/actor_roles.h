// Actor roles: what a noun phrase says of an unnamed actor: role, country, organisation.
//
//   "Syrian Kurdish rebels"         role rebel REB, countries SYR
//   "a spokesman for Iran's army"   role spokesman, countries IRN, sector MIL (that of the army)
//   "NATO Secretary General"        role secretary general, organisation igo.nato
#pragma once

#include "resolve/actor_names.h"

namespace khaldun {

struct RolePhrase {
  Role role;
  WordSpan span;  // words of the table's key
};

/// What says of which country an actor without a name of its own is.
enum class Basis : uint8_t {
  none,
  phrase,           // "Syrian rebels"
  place_of_name,    // "Isa Air Base"
  place_in_phrase,  // "rebels in Syria"
  unnamed_states,   // of some country that the text does not name: "several countries"
  beside,           // that of whom it stands beside: "Saudi jets and a destroyer"
  possessor,        // "its army"
  above_states,     // of none: "human rights groups"
  author,           // of a release
  told_before,
  journey,  // where its guest travels
  subject,  // of whoever speaks of it
  document,
  clause,    // a place there
  sentence,  // a place there
  ground,    // the place told last
  role       // nothing
};
/// In words for people: "country in the phrase".
[[nodiscard]] std::string_view to_string(Basis basis);
/// Whether it is only what stands around.
[[nodiscard]] bool guessed(Basis basis);

/// What modifiers, possessors and of-phrases say.
struct Standing {
  std::vector<std::string_view> countries;  // each once, in text order; several for "Syrian and Russian forces"
  std::optional<Sector> sector;             // of what the phrase belongs to: "rebel leader" REB
  int32_t organisation = -1;                // entity
  int32_t owner = -1;                       // a pronoun that possesses it
  bool former = false;                      // "former", "ex-", "ousted"
  bool deputy = false;                      // "deputy", "acting", "next": not the holder of the office himself
  Basis basis = Basis::none;                // of the countries
};

class Roles {
 public:
  Roles(const ActorTables& tables, const Phrases& phrases, const NameMatches& names, int32_t day)
      : tables_(tables), phrases_(phrases), names_(names), day_(day) {}

  /// The longest role that the noun `w` heads: "head of state", "riot police".
  [[nodiscard]] std::optional<RolePhrase> at(uint32_t w) const;
  [[nodiscard]] Standing standing(uint32_t w) const;
  [[nodiscard]] const NameMatch* match(uint32_t w) const {
    return names_.at[w] < 0 ? nullptr : &names_.matches[static_cast<size_t>(names_.at[w])];
  }
  /// Nouns that take the sector of what they belong to: "leader", "official", "spokesman", "member".
  [[nodiscard]] static bool generic(std::string_view role);
  /// Words for a state's government: it is the state that acts.
  [[nodiscard]] static bool government(std::string_view role);
  /// Whether `w` is "led" of "US-led forces".
  [[nodiscard]] bool led_by_state(uint32_t w) const;

 private:
  void gather(uint32_t w, int depth, Standing& standing) const;
  bool take(uint32_t w, int depth, Standing& standing) const;

  const ActorTables& tables_;
  const Phrases& phrases_;
  const NameMatches& names_;
  int32_t day_;  // of publication, since 1970-01-01
};

}  // namespace khaldun
