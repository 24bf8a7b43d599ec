// Actor builder: entities, their terms and names, and role nouns, collected row by row and written as the sections
// "actor/..." of a pack. The lexicon's tables go through it, and so do a user's own, on top of them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "resolve/actor_tables.h"

namespace khaldun {

/// The days of a term, counted from 1970-01-01.
struct TermDays {
  int32_t first = kAlways, last = kForever;

  /// Whether they have neither beginning nor end.
  [[nodiscard]] bool always() const { return first == kAlways && last == kForever; }
};

class ActorBuilder {
 public:
  ActorBuilder() = default;
  /// Begins with all that `tables` hold.
  explicit ActorBuilder(const ActorTables& tables);

  /// From now on a name or role takes the place of what was there before, and a person's or an organisation's terms
  /// those that it had.
  void override_from_now() { fixed_ = true; }

  /// A state and its name in use; returns its row.
  uint32_t state(std::string_view code, std::string_view name);
  /// The days of a state that is no more.
  void state_days(uint32_t state, TermDays days);
  /// What `row` is called.
  void key(std::string_view text, uint32_t row, KeyKind kind);
  /// `text` names nobody.
  void no_name(std::string_view text);
  /// `aliases` has '|' between. Of an organisation's terms without days the first counts, on days that no other term
  /// has.
  uint32_t organisation(std::string_view country, Sector sector, std::string_view name, std::string_view aliases,
                        TermDays days = {});
  void person(std::string_view country, Sector sector, std::string_view office, std::string_view name,
              std::string_view aliases, TermDays days);
  void role(std::string_view noun, Sector sector, RoleKind kind);
  /// "Angela" is a woman's name.
  void given_name(std::string_view name, Gender gender);
  /// The organisations that are there already, by their names.
  [[nodiscard]] Bodies bodies() const;
  /// What news call an office besides its title, in `country` or, where that is empty, everywhere: "army chief", "head
  /// of the FBI" with its body among `bodies`. Counts for the terms that are there already.
  void called(const Bodies& bodies, std::string_view country, std::string_view name, std::string_view office);
  /// A role where no other says what it is: the title of an office.
  void title(std::string_view title, Sector sector);
  /// The state of an alpha-3 code, in capitals as tables have it.
  [[nodiscard]] std::optional<uint32_t> find_state(std::string_view code) const;
  [[nodiscard]] std::optional<RoleKind> role_kind(std::string_view noun) const;

  void write(PackWriter& pack) const;

 private:
  struct NewTerm {
    Sector sector;
    std::string office;
    TermDays days;
    std::vector<std::string> also;  // other keys of the office: "eu foreign policy chief"
  };
  struct Entity {
    std::string id, name, country;
    EntityKind kind;
    std::vector<NewTerm> terms;
  };

  uint32_t entity(std::string id, std::string_view name, std::string_view country, EntityKind kind);
  uint32_t entity(std::string_view country, std::string_view name, EntityKind kind);
  void write_keys(PackWriter& pack) const;
  void write_entities(PackWriter& pack) const;
  void write_roles(PackWriter& pack) const;

  std::map<std::string, uint32_t, std::less<>> ids_;
  std::vector<Entity> entities_;
  std::map<std::string, std::vector<std::pair<uint32_t, uint8_t>>>
      keys_;  // plain name: entities, how (KeyKind, kInCapitals)
  std::map<std::string, std::pair<Sector, RoleKind>, std::less<>> roles_;
  std::map<std::string, Sector> titles_;
  std::map<std::string, Gender> given_;
  bool fixed_ = false;
  std::set<std::string> own_keys_;  // since override_from_now
  std::set<uint32_t> own_entities_;
};

/// Day of "2017", "2017-05" or "2017-05-02", since 1970-01-01: the first of the span, or its last.
[[nodiscard]] std::optional<int32_t> day_of(std::string_view text, bool last);
/// The days from `start` to `end`, each like day_of's or empty for always; nullopt where one is no day or the end comes
/// first.
[[nodiscard]] std::optional<TermDays> term_days(std::string_view start, std::string_view end);

}  // namespace khaldun
