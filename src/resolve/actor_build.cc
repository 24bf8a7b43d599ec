#include "resolve/actor_build.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/among.h"
#include "base/split.h"
#include "resolve/names.h"

namespace khaldun {
namespace {

/// The surname leads in the names of these countries.
bool surname_first(std::string_view country) {
  constexpr std::array<std::string_view, 5> kCountries = {"CHN", "TWN", "KOR", "PRK", "HKG"};
  return among(kCountries, country);
}

bool particle(std::string_view token) {
  constexpr std::array<std::string_view, 16> kParticles = {"bin", "ibn", "van", "von", "der", "den", "de",  "da",
                                                           "di",  "du",  "dos", "la",  "le",  "ben", "abu", "del"};
  return among(kParticles, token);
}

bool ordinal(std::string_view token) {
  return token.find_first_not_of("ivx") == std::string_view::npos && token.size() < 6;
}

/// The ways in which a person is named by surname alone; `plain` is a normalised name.
std::vector<std::string> surnames(std::string_view plain, std::string_view country) {
  std::vector<std::string_view> tokens = split(plain, ' ');
  while (tokens.size() > 1 && (tokens.back() == "jr" || tokens.back() == "sr")) tokens.pop_back();
  if (tokens.size() < 2 || ordinal(tokens.back())) return {};
  if (surname_first(country)) return {std::string(tokens.front())};
  std::vector<std::string> found;
  size_t first = tokens.size() - 1;
  std::string name(tokens[first]);
  while (first > 1 && particle(tokens[first - 1])) name = fmt::format("{} {}", tokens[--first], name);
  found.push_back(name);
  if (first > 1) found.push_back(fmt::format("{} {}", tokens[first - 1], name));
  return found;
}

/// The key of a role, as readers look it up: "ministry of interior" for the "Ministry of the Interior".
std::string role_key(std::string_view noun) {
  std::string key = normalise(noun);
  constexpr std::string_view kArticle = " the ";
  for (size_t at = key.find(kArticle); at != std::string::npos; at = key.find(kArticle))
    key.erase(at, kArticle.size() - 1);
  return key;
}

}  // namespace

std::optional<int32_t> day_of(std::string_view text, bool last) {
  std::string iso(text);
  if (text.size() == 4) iso += last ? "-12-31" : "-01-01";
  if (text.size() == 7) iso += "-01";
  std::optional<Day> day = parse_day(iso);
  if (!day) return std::nullopt;
  if (last && text.size() == 7) {
    const std::chrono::year_month_day date(*day);
    day = std::chrono::sys_days(date.year() / date.month() / std::chrono::last);
  }
  return static_cast<int32_t>(day->time_since_epoch().count());
}

std::optional<TermDays> term_days(std::string_view start, std::string_view end) {
  const std::optional<int32_t> first = start.empty() ? kAlways : day_of(start, false);
  const std::optional<int32_t> last = end.empty() ? kForever : day_of(end, true);
  if (!first || !last || *first > *last) return std::nullopt;
  return TermDays{*first, *last};
}

ActorBuilder::ActorBuilder(const ActorTables& tables) {
  for (uint32_t e = 0; e < tables.ids.size(); ++e) {
    Entity entity{
        std::string(tables.ids[e]), std::string(tables.names[e]), std::string(tables.countries[e]), tables.kind(e), {}};
    for (uint32_t row = tables.term_start[e]; row < tables.term_start[e + 1]; ++row) {
      const Term term = tables.term(row);
      entity.terms.push_back({term.sector, std::string(term.office), {term.start, term.end}, {}});
    }
    ids_.emplace(entity.id, e);
    entities_.push_back(std::move(entity));
  }
  for (uint32_t key = 0; key < tables.offices.size(); ++key) {
    const std::string_view office = tables.offices[key].substr(tables.offices[key].find(' ') + 1);
    for (uint32_t at = tables.office_start[key]; at < tables.office_start[key + 1]; ++at) {
      const uint32_t row = tables.office_term[at], owner = tables.term_entity[row];
      NewTerm& term = entities_[owner].terms[row - tables.term_start[owner]];
      if (term.office != office) term.also.emplace_back(office);
    }
  }
  for (uint32_t k = 0; k < tables.keys.size(); ++k) {
    auto& references = keys_[std::string(tables.keys[k])];
    for (uint32_t at = tables.key_start[k]; at < tables.key_start[k + 1]; ++at)
      references.emplace_back(tables.key_entity[at], tables.key_kind[at]);
  }
  for (uint32_t r = 0; r < tables.roles.size(); ++r) {
    roles_.emplace(tables.roles[r],
                   std::pair{static_cast<Sector>(tables.role_sector[r]), static_cast<RoleKind>(tables.role_kind[r])});
  }
  for (uint32_t g = 0; g < tables.given.size(); ++g)
    given_.emplace(tables.given[g], static_cast<Gender>(tables.given_gender[g]));
}

uint32_t ActorBuilder::entity(std::string id, std::string_view name, std::string_view country, EntityKind kind) {
  const auto [at, fresh] = ids_.emplace(std::move(id), static_cast<uint32_t>(entities_.size()));
  if (fresh) entities_.push_back({at->first, std::string(name), std::string(country), kind, {}});
  if (fixed_ && own_entities_.insert(at->second).second) entities_[at->second].terms.clear();
  return at->second;
}

uint32_t ActorBuilder::entity(std::string_view country, std::string_view name, EntityKind kind) {
  std::string id = normalise(country) + "." + normalise(name);
  std::ranges::replace(id, ' ', '_');
  return entity(std::move(id), name, country, kind);
}

void ActorBuilder::key(std::string_view text, uint32_t row, KeyKind kind) {
  const std::string plain = normalise(text);
  if (plain.empty()) return;
  // "World Health Organisation", "Ministry of Defence": names as the other side of the Atlantic spells them.
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kSpellings = {
      {{"ization", "isation"}, {"defense", "defence"}, {"center", "centre"}, {"labor", "labour"}}};
  for (const auto& [american, british] : kSpellings) {
    const size_t at = plain.find(american);
    if (at == std::string::npos || plain.find(british) != std::string::npos) continue;
    key(std::string(plain).replace(at, american.size(), british), row, kind);
  }
  uint8_t code = static_cast<uint8_t>(kind);
  // "US", "WHO": plain words in small letters.
  if (capitals(text) && text.size() <= 6) code |= kInCapitals;
  auto& references = keys_[plain];
  // A surname is shared; a name is its owner's alone.
  if (fixed_ && kind != KeyKind::surname && own_keys_.insert(plain).second) references.clear();
  for (auto& [other, other_code] : references) {
    if (other != row) continue;
    // A name outranks an adjective of the same form, and so on down the order of kinds.
    if ((code & ~kInCapitals) < (other_code & ~kInCapitals)) other_code = code;
    return;
  }
  references.emplace_back(row, code);
}

void ActorBuilder::given_name(std::string_view name, Gender gender) { given_.emplace(normalise(name), gender); }

void ActorBuilder::no_name(std::string_view text) { keys_.erase(normalise(text)); }

uint32_t ActorBuilder::state(std::string_view code, std::string_view name) {
  const uint32_t row = entity(normalise(code), name, code, EntityKind::state);
  if (entities_[row].terms.empty()) entities_[row].terms.push_back({Sector::GOV, "", {}, {}});
  key(name, row, KeyKind::name);
  return row;
}

void ActorBuilder::state_days(uint32_t state, TermDays days) {
  for (NewTerm& term : entities_[state].terms) term.days = days;
}

uint32_t ActorBuilder::organisation(std::string_view country, Sector sector, std::string_view name,
                                    std::string_view aliases, TermDays days) {
  const uint32_t organ = entity(country.empty() ? "org" : country, name, EntityKind::organisation);
  entities_[organ].country = country;
  auto& terms = entities_[organ].terms;
  const auto always = [](const NewTerm& t) { return t.days.always(); };
  if (!days.always() || std::ranges::none_of(terms, always)) terms.push_back({sector, "", days, {}});
  key(name, organ, KeyKind::name);
  for (std::string_view other : split(aliases, '|')) key(other, organ, KeyKind::name);
  return organ;
}

void ActorBuilder::person(std::string_view country, Sector sector, std::string_view office, std::string_view name,
                          std::string_view aliases, TermDays days) {
  const uint32_t who = entity(country.empty() ? "person" : country, name, EntityKind::person);
  entities_[who].country = country;
  entities_[who].terms.push_back({sector, office_key(office), days, {}});
  const std::string plain = normalise(name);
  key(name, who, KeyKind::name);
  for (std::string_view alias : split(aliases, '|')) {
    // One word of a longer name is as ambiguous as a surname.
    const std::string other = normalise(alias);
    const bool part = other.find(' ') == std::string::npos && plain.find(' ') != std::string::npos;
    key(alias, who, part ? KeyKind::surname : KeyKind::name);
  }
  for (const std::string& surname : surnames(plain, country)) key(surname, who, KeyKind::surname);
}

void ActorBuilder::role(std::string_view noun, Sector sector, RoleKind kind) {
  roles_[role_key(noun)] = {sector, kind};
}

void ActorBuilder::title(std::string_view title, Sector sector) {
  std::string plain = role_key(title);
  if (plain.empty()) return;
  // Spokespersons are spokesmen and spokeswomen.
  constexpr std::string_view kEither = "spokesperson";
  if (const size_t at = plain.find(kEither); at != std::string::npos) {
    for (const std::string_view one : {"spokesman", "spokeswoman"})
      titles_.emplace(std::string(plain).replace(at, kEither.size(), one), sector);
  }
  titles_.emplace(std::move(plain), sector);
}

Bodies ActorBuilder::bodies() const {
  Bodies bodies;
  for (const auto& [plain, references] : keys_) {
    for (const auto& [row, kind] : references) {
      const Entity& entity = entities_[row];
      if (entity.kind == EntityKind::organisation) bodies.add(plain, entity.country, entity.id);
    }
  }
  return bodies;
}

void ActorBuilder::called(const Bodies& bodies, std::string_view country, std::string_view name,
                          std::string_view office) {
  const std::string key = office_key(name), of = office_key(office);
  for (Entity& entity : entities_) {
    if (!country.empty() && entity.country != country) continue;
    for (NewTerm& term : entity.terms) {
      if (term.office != of) continue;
      const Bodies::Split split = bodies.split(key, entity.country);
      term.also.push_back(split.body.empty() ? key : office_of(split.title, split.body));
      title(split.body.empty() ? name : split.title, term.sector);
    }
  }
}

std::optional<uint32_t> ActorBuilder::find_state(std::string_view code) const {
  if (code.size() != 3 || !capitals(code)) return std::nullopt;
  const auto at = ids_.find(normalise(code));
  return at == ids_.end() || entities_[at->second].kind != EntityKind::state ? std::nullopt : std::optional(at->second);
}

std::optional<RoleKind> ActorBuilder::role_kind(std::string_view noun) const {
  const auto at = roles_.find(role_key(noun));
  return at == roles_.end() ? std::nullopt : std::optional(at->second.second);
}

void ActorBuilder::write(PackWriter& pack) const {
  write_keys(pack);
  write_entities(pack);
  write_roles(pack);
}

void ActorBuilder::write_roles(PackWriter& pack) const {
  std::map<std::string, std::pair<Sector, RoleKind>, std::less<>> roles = roles_;
  for (const auto& [title, sector] : titles_) roles.emplace(title, std::pair{sector, RoleKind::person});
  std::vector<std::string> words;
  std::vector<uint8_t> sectors, kinds;
  for (const auto& [key, role] : roles) {
    words.push_back(key);
    sectors.push_back(static_cast<uint8_t>(role.first));
    kinds.push_back(static_cast<uint8_t>(role.second));
  }
  pack.dictionary("actor/roles", words);
  pack.tensor("actor/roles/sector", std::move(sectors), {words.size()});
  pack.tensor("actor/roles/kind", std::move(kinds), {words.size()});
  std::vector<std::string> given;
  std::vector<uint8_t> genders;
  for (const auto& [name, gender] : given_) {
    given.push_back(name);
    genders.push_back(static_cast<uint8_t>(gender));
  }
  pack.dictionary("actor/given", given);
  pack.tensor("actor/given/gender", std::move(genders), {given.size()});
}

void ActorBuilder::write_keys(PackWriter& pack) const {
  std::vector<std::string> words, firsts;
  std::vector<uint32_t> start{0}, rows;
  std::vector<uint8_t> kinds;
  std::map<std::string, uint8_t> longest;
  for (const auto& [plain, references] : keys_) {
    if (references.empty()) continue;
    words.push_back(plain);
    for (const auto& [row, kind] : references) {
      rows.push_back(row);
      kinds.push_back(kind);
    }
    start.push_back(static_cast<uint32_t>(rows.size()));
    const auto tokens = static_cast<uint8_t>(std::min<std::ptrdiff_t>(std::ranges::count(plain, ' ') + 1, UINT8_MAX));
    uint8_t& most = longest[plain.substr(0, plain.find(' '))];
    most = std::max(most, tokens);
  }
  std::vector<uint8_t> lengths;
  for (const auto& [first, most] : longest) {
    firsts.push_back(first);
    lengths.push_back(most);
  }
  const size_t references = rows.size();
  pack.dictionary("actor/keys", words);
  pack.tensor("actor/keys/start", std::move(start), {words.size() + 1});
  pack.tensor("actor/keys/entity", std::move(rows), {references});
  pack.tensor("actor/keys/kind", std::move(kinds), {references});
  pack.dictionary("actor/firsts", firsts);
  pack.tensor("actor/firsts/longest", std::move(lengths), {firsts.size()});
}

void ActorBuilder::write_entities(PackWriter& pack) const {
  std::vector<std::string> ids, names, countries, titles{""}, offices;
  std::vector<uint8_t> kinds, sectors;
  std::vector<uint32_t> start{0}, owner, office, office_start{0}, office_term;
  std::vector<int32_t> first, last;
  std::map<std::string, uint32_t> title_row{{"", 0}};
  std::map<std::string, std::set<uint32_t>> holders;
  const Bodies bodies = this->bodies();
  for (uint32_t e = 0; e < entities_.size(); ++e) {
    const Entity& entity = entities_[e];
    ids.push_back(entity.id);
    names.push_back(entity.name);
    countries.push_back(entity.country);
    kinds.push_back(static_cast<uint8_t>(entity.kind));
    for (const NewTerm& term : entity.terms) {
      const auto [at, fresh] = title_row.emplace(term.office, static_cast<uint32_t>(titles.size()));
      if (fresh) titles.push_back(term.office);
      const auto row = static_cast<uint32_t>(owner.size());
      const std::string country = normalise(entity.country) + " ";
      if (!term.office.empty()) {
        holders[country + term.office].insert(row);
        const auto [title, body] = bodies.split(term.office, entity.country);
        if (!body.empty()) holders[country + office_of(title, body)].insert(row);
        if (!body.empty() && heads(title)) holders[country + office_of("chief", body)].insert(row);
      }
      for (const std::string& other : term.also) holders[country + other].insert(row);
      owner.push_back(e);
      sectors.push_back(static_cast<uint8_t>(term.sector));
      office.push_back(at->second);
      first.push_back(term.days.first);
      last.push_back(term.days.last);
    }
    start.push_back(static_cast<uint32_t>(owner.size()));
  }
  for (const auto& [name, terms] : holders) {
    offices.push_back(name);
    office_term.insert(office_term.end(), terms.begin(), terms.end());
    office_start.push_back(static_cast<uint32_t>(office_term.size()));
  }
  const size_t terms = owner.size(), held = office_term.size();
  pack.dictionary("actor/ids", ids);
  pack.strings("actor/names", names);
  pack.strings("actor/countries", countries);
  pack.tensor("actor/kinds", std::move(kinds), {ids.size()});
  pack.tensor("actor/terms/start", std::move(start), {ids.size() + 1});
  pack.tensor("actor/terms/entity", std::move(owner), {terms});
  pack.tensor("actor/terms/sector", std::move(sectors), {terms});
  pack.tensor("actor/terms/office", std::move(office), {terms});
  pack.tensor("actor/terms/first", std::move(first), {terms});
  pack.tensor("actor/terms/last", std::move(last), {terms});
  pack.strings("actor/titles", titles);
  pack.dictionary("actor/offices", offices);
  pack.tensor("actor/offices/start", std::move(office_start), {offices.size() + 1});
  pack.tensor("actor/offices/term", std::move(office_term), {held});
}

}  // namespace khaldun
