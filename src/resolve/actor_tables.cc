#include "resolve/actor_tables.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/among.h"
#include "resolve/names.h"

namespace khaldun {

int prominence(std::string_view office) {
  constexpr std::array<std::string_view, 9> kMonarchs = {"king",   "queen", "emperor",        "emir",      "sultan",
                                                         "prince", "pope",  "supreme leader", "grand duke"};
  constexpr std::array<std::string_view, 8> kHeads = {
      "president",        "prime minister", "chancellor",    "crown prince",
      "acting president", "head state",     "chief adviser", "general secretary communist party"};
  constexpr std::array<std::string_view, 6> kChief = {"foreign minister",       "defence minister",
                                                      "vice president",         "interior minister",
                                                      "secretary general nato", "secretary general united nations"};
  if (office.empty()) return 0;
  if (among(kMonarchs, office)) return 4;
  if (among(kHeads, office)) return 3;
  if (among(kChief, office)) return 2;
  return 1;
}

Result<ActorTables> ActorTables::load(const Pack& pack) {
  ActorTables t;
  std::optional<Error> error;
  // Keeps the first error; later sections are then left empty.
  const auto take = [&error](auto& into, auto&& result) {
    if (result)
      into = std::move(*result);
    else if (!error)
      error = result.error();
  };
  take(t.keys, pack.dictionary("actor/keys"));
  take(t.key_start, pack.tensor<uint32_t>("actor/keys/start"));
  take(t.key_entity, pack.tensor<uint32_t>("actor/keys/entity"));
  take(t.key_kind, pack.tensor<uint8_t>("actor/keys/kind"));
  take(t.firsts, pack.dictionary("actor/firsts"));
  take(t.first_longest, pack.tensor<uint8_t>("actor/firsts/longest"));
  take(t.ids, pack.dictionary("actor/ids"));
  take(t.names, pack.strings("actor/names"));
  take(t.countries, pack.strings("actor/countries"));
  take(t.entity_kind, pack.tensor<uint8_t>("actor/kinds"));
  take(t.term_start, pack.tensor<uint32_t>("actor/terms/start"));
  take(t.term_entity, pack.tensor<uint32_t>("actor/terms/entity"));
  take(t.term_sector, pack.tensor<uint8_t>("actor/terms/sector"));
  take(t.term_office, pack.tensor<uint32_t>("actor/terms/office"));
  take(t.term_first, pack.tensor<int32_t>("actor/terms/first"));
  take(t.term_last, pack.tensor<int32_t>("actor/terms/last"));
  take(t.titles, pack.strings("actor/titles"));
  take(t.offices, pack.dictionary("actor/offices"));
  take(t.office_start, pack.tensor<uint32_t>("actor/offices/start"));
  take(t.office_term, pack.tensor<uint32_t>("actor/offices/term"));
  take(t.roles, pack.dictionary("actor/roles"));
  take(t.role_sector, pack.tensor<uint8_t>("actor/roles/sector"));
  take(t.role_kind, pack.tensor<uint8_t>("actor/roles/kind"));
  take(t.given, pack.dictionary("actor/given"));
  take(t.given_gender, pack.tensor<uint8_t>("actor/given/gender"));
  if (error) return tl::unexpected(*error);
  const size_t entities = t.ids.size(), terms = t.term_entity.size();
  const auto below = [](const auto& tensor, size_t bound) {
    return std::ranges::all_of(tensor.values, [bound](auto v) { return v < bound; });
  };
  const auto rising = [](const auto& start, size_t rows, size_t last) {
    return start.size() == rows + 1 && std::ranges::is_sorted(start.values) && start[0] == 0 && start[rows] == last;
  };
  const auto owned = [&] {  // the terms of each entity name it
    for (uint32_t e = 0; e < entities; ++e) {
      for (uint32_t row = t.term_start[e]; row < t.term_start[e + 1]; ++row) {
        if (t.term_entity[row] != e) return false;
      }
    }
    return true;
  };
  const bool sound = rising(t.key_start, t.keys.size(), t.key_entity.size()) &&
                     t.key_kind.size() == t.key_entity.size() && below(t.key_entity, entities) &&
                     t.first_longest.size() == t.firsts.size() && t.names.size() == entities &&
                     t.countries.size() == entities && t.entity_kind.size() == entities && below(t.entity_kind, 3) &&
                     rising(t.term_start, entities, terms) && owned() && t.term_sector.size() == terms &&
                     below(t.term_sector, kSectors) && t.term_office.size() == terms &&
                     below(t.term_office, t.titles.size()) && t.term_first.size() == terms &&
                     t.term_last.size() == terms && rising(t.office_start, t.offices.size(), t.office_term.size()) &&
                     below(t.office_term, terms) && t.role_sector.size() == t.roles.size() &&
                     below(t.role_sector, kSectors) && t.role_kind.size() == t.roles.size() && below(t.role_kind, 3) &&
                     t.given_gender.size() == t.given.size() && below(t.given_gender, 3);
  if (!sound)
    return fail(Error::Kind::kFile, "sections actor/... of the pack do not fit together; rebuild the lexicon pack");
  return t;
}

size_t ActorTables::longest(std::string_view token) const {
  const auto row = firsts.find(token);
  return row ? first_longest[*row] : 0;
}

Term ActorTables::term(uint32_t row) const {
  return {term_entity[row], static_cast<Sector>(term_sector[row]), titles[term_office[row]], term_first[row],
          term_last[row]};
}

Term ActorTables::term_on(uint32_t entity, int32_t day) const {
  std::optional<Term> best;
  // Whoever holds two offices on a day counts by the higher one; else the nearest term, one that is over before one to
  // come.
  const auto rank = [day](const Term& t) {
    if (t.counts(day)) return std::pair<int64_t, int64_t>{t.dated() ? 3 : 2, prominence(t.office)};
    return t.end < day ? std::pair<int64_t, int64_t>{1, t.end}
                       : std::pair<int64_t, int64_t>{0, -static_cast<int64_t>(t.start)};
  };
  for (uint32_t row = term_start[entity]; row < term_start[entity + 1]; ++row) {
    const Term t = term(row);
    if (!best || rank(t) > rank(*best)) best = t;
  }
  return best ? *best : Term{entity, Sector::UNK, {}, kAlways, kForever};
}

bool ActorTables::held(uint32_t entity, std::string_view office, int32_t day) const {
  for (uint32_t row = term_start[entity]; row < term_start[entity + 1]; ++row) {
    if (const Term t = term(row); t.office == office && t.start <= day) return true;
  }
  return false;
}

std::vector<Tenure> ActorTables::tenures(uint32_t entity) const {
  std::vector<Tenure> all;
  for (uint32_t row = term_start[entity]; row < term_start[entity + 1]; ++row) {
    const Term t = term(row);
    if (t.start == kAlways || t.end == kForever || t.office.empty()) continue;
    all.push_back({{Day{std::chrono::days{t.start}}, Day{std::chrono::days{t.end}}}, t.sector});
  }
  return all;
}

Sector ActorTables::sector_on(uint32_t entity, int32_t day, Sector title, bool former) const {
  const Term term = term_on(entity, day);
  if (kind(entity) != EntityKind::person) return term.sector;
  // Rebels and the opposition hold no office of state: "the former rebel leader", "the exiled crown prince".
  constexpr std::array kOutside = {Sector::REB, Sector::UAF, Sector::PRM, Sector::CRM, Sector::OPP};
  const bool outside = among(kOutside, term.sector);
  if (!term.counts(day)) {
    if (!former && title != Sector::UNK) return title;  // "Senator": in another office now
    if (term.start > day) return Sector::PTY;
    return outside || term.office.empty() ? term.sector : Sector::ELI;
  }
  if (!former || (term.dated() && !term.office.empty())) return term.sector;
  if (!outside) return Sector::ELI;
  for (uint32_t row = term_start[entity]; row < term_start[entity + 1]; ++row) {
    const Term held = this->term(row);
    if (!held.office.empty() && held.start <= day && !among(kOutside, held.sector)) return Sector::ELI;
  }
  return term.sector;
}

std::optional<Term> ActorTables::holder(std::string_view country, std::string_view office, int32_t day) const {
  std::string key = normalise(country);
  key.append(" ").append(office);
  const auto row = offices.find(key);
  if (!row) return std::nullopt;
  std::optional<Term> best;
  for (uint32_t i = office_start[*row]; i < office_start[*row + 1]; ++i) {
    const Term t = term(office_term[i]);
    if (t.holds(day) && (!best || t.start > best->start)) best = t;
  }
  return best;
}

Gender ActorTables::gender(std::string_view person) const {
  const auto row = given.find(person.substr(0, person.find(' ')));
  return row ? static_cast<Gender>(given_gender[*row]) : Gender::unknown;
}

std::optional<Role> ActorTables::role(std::string_view key) const {
  const auto row = roles.find(key);
  if (!row) return std::nullopt;
  return Role{roles[*row], static_cast<Sector>(role_sector[*row]), static_cast<RoleKind>(role_kind[*row])};
}

std::optional<uint32_t> ActorTables::state(std::string_view code) const { return ids.find(normalise(code)); }

}  // namespace khaldun
