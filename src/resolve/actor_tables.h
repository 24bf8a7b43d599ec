// Actor tables: what is known of actors before a document is read. Compiled by actor_compile.cc, read in place from the
// pack.
//
//   find("donald trump")            key row -> references {entity usa.donald_trump, kind name}
//   term_on(entity, day)            {GOV, "president", 2017-01-20 … 2021-01-20}
//   holder("USA", "president", day) the term that holds on that day
#pragma once

#include <span>

#include "khaldun/reading.h"
#include "pack/pack.h"
#include "resolve/actor_office.h"

namespace khaldun {

/// How a key names its entity.
enum class KeyKind : uint8_t {
  name,       // "Russia", "Vladimir Putin", "NATO"
  adjective,  // "Russian"
  people,     // "Russians"
  metonym,    // "Kremlin", "Moscow"
  surname,    // "Putin", never listed but derived
};
inline constexpr uint8_t kInCapitals =
    0x80;  // flag beside the kind: the key counts only where the text writes it in capitals

enum class EntityKind : uint8_t { state, person, organisation };
enum class RoleKind : uint8_t { person, group, organ };

inline constexpr int32_t kAlways = INT32_MIN;  // start of a term without one; days since 1970-01-01 otherwise
inline constexpr int32_t kForever = INT32_MAX;
inline constexpr int32_t kJustEnded = 7;

struct Reference {
  uint32_t entity;
  KeyKind kind;
  bool capitals;
};

struct Term {
  uint32_t entity;
  Sector sector;
  std::string_view office;  // plain form by office_key(); empty where none
  int32_t start, end;       // days, both inclusive
  [[nodiscard]] bool holds(int32_t day) const { return start <= day && day <= end; }
  /// Holds, or has just ended: who resigns is told as the office holder that he was.
  [[nodiscard]] bool counts(int32_t day) const { return start <= day && (end == kForever || day <= end + kJustEnded); }
  [[nodiscard]] bool dated() const { return start != kAlways || end != kForever; }
};

enum class Gender : uint8_t { unknown, male, female };

struct Role {
  std::string_view key;  // "riot police"
  Sector sector;
  RoleKind kind;
};

/// Views into the pack.
struct ActorTables {
  Dictionary keys, firsts, ids, offices, roles, given;
  Tensor<uint32_t> key_start, key_entity, term_start, term_entity, term_office, office_start, office_term;
  Tensor<uint8_t> key_kind, first_longest, entity_kind, term_sector, role_sector, role_kind, given_gender;
  Tensor<int32_t> term_first, term_last;
  Strings names, countries, titles;

  [[nodiscard]] static Result<ActorTables> load(const Pack& pack);

  [[nodiscard]] size_t references(uint32_t key) const { return key_start[key + 1] - key_start[key]; }
  [[nodiscard]] Reference reference(uint32_t key, size_t i) const {
    const size_t at = key_start[key] + i;
    return {key_entity[at], static_cast<KeyKind>(key_kind[at] & ~kInCapitals), (key_kind[at] & kInCapitals) != 0};
  }
  /// Longest key, in tokens, that begins with `token`; 0 where none does.
  [[nodiscard]] size_t longest(std::string_view token) const;
  [[nodiscard]] EntityKind kind(uint32_t entity) const { return static_cast<EntityKind>(entity_kind[entity]); }
  [[nodiscard]] Term term(uint32_t row) const;
  /// The term of `entity` that says most on `day`: one that counts, else the last before it, else the first after it.
  [[nodiscard]] Term term_on(uint32_t entity, int32_t day) const;
  /// Whether a term of `entity` in an office (by office_key) has begun by `day`.
  [[nodiscard]] bool held(uint32_t entity, std::string_view office, int32_t day) const;
  /// The offices of a person that begin and end.
  [[nodiscard]] std::vector<Tenure> tenures(uint32_t entity) const;
  /// For whom an entity acts on `day`, where a title before its name and "former" say what they say: a minister whose
  /// term is over is of the elite, one whose term is to come of his party.
  [[nodiscard]] Sector sector_on(uint32_t entity, int32_t day, Sector title = Sector::UNK, bool former = false) const;
  /// Who holds `office` (by office_key) of `country` on `day`, whoever came last; nothing where the tables do not say.
  [[nodiscard]] std::optional<Term> holder(std::string_view country, std::string_view office, int32_t day) const;
  [[nodiscard]] std::optional<Role> role(std::string_view key) const;
  /// Which pronoun the given name of `person`, a plain name, goes with: "angela merkel" is she.
  [[nodiscard]] Gender gender(std::string_view person) const;
  /// The entity of a state by its code, "RUS".
  [[nodiscard]] std::optional<uint32_t> state(std::string_view code) const;
};

/// Monarchs 4, who may be their own prime minister; other heads of state and government 3, their chief ministers 2,
/// other office holders of the tables 1, else 0.
[[nodiscard]] int prominence(std::string_view office);

}  // namespace khaldun
