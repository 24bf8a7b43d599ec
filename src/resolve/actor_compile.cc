// Compiles the actor tables of the lexicon.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <vector>

#include "resolve/actor.h"
#include "resolve/actor_tables.h"
#include "resolve/names.h"

namespace khaldun {
namespace {

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  if (text.empty()) return parts;
  for (size_t next = 0; next <= text.size();) {
    const size_t end = std::min(text.find(at, next), text.size());
    parts.push_back(text.substr(next, end - next));
    next = end + 1;
  }
  return parts;
}

std::string_view cell(const std::vector<std::string_view>& row, size_t column) {
  return column < row.size() ? row[column] : std::string_view();
}

/// Day of "2017", "2017-05" or "2017-05-02": the first of the span, or its last.
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

/// The surname leads in the names of these countries.
bool surname_first(std::string_view country) {
  constexpr std::array<std::string_view, 5> kCountries = {"CHN", "TWN", "KOR", "PRK", "HKG"};
  return std::ranges::find(kCountries, country) != kCountries.end();
}

bool particle(std::string_view token) {
  constexpr std::array<std::string_view, 16> kParticles = {"bin", "ibn", "van", "von", "der", "den", "de",  "da",
                                                           "di",  "du",  "dos", "la",  "le",  "ben", "abu", "del"};
  return std::ranges::find(kParticles, token) != kParticles.end();
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

class Compiler {
 public:
  explicit Compiler(std::string folder) : folder_(std::move(folder)) {}

  Result<void> read() {
    struct Table {
      const char* file;
      size_t columns;
      Result<void> (Compiler::*row)(const std::vector<std::string_view>&);
    };
    constexpr std::array<Table, 6> kTables = {{
        {"countries.tsv", 6, &Compiler::country},
        {"actors/organisations.tsv", 4, &Compiler::organisation},
        {"actors/armed_groups.tsv", 4, &Compiler::organisation},
        {"actors/office_holders.tsv", 6, &Compiler::office_holder},
        {"actors/people.tsv", 3, &Compiler::someone},
        {"actors/roles.tsv", 3, &Compiler::role},
    }};
    for (const Table& table : kTables) {
      const std::string path = folder_ + "/" + table.file;
      std::ifstream in(path, std::ios::binary);
      if (!in) return fail(Error::Kind::kFile, fmt::format("{}: cannot be read; wanted a table of the lexicon", path));
      std::string line;
      bool header = true;
      for (size_t n = 1; std::getline(in, line); ++n) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.empty() || line[0] == '#') continue;
        if (std::exchange(header, false)) continue;
        const std::vector<std::string_view> row = split(line, '\t');
        if (row.size() < table.columns) {
          return fail(Error::Kind::kFile,
                      fmt::format("{}:{}: found {} columns, wanted {} or more", path, n, row.size(), table.columns));
        }
        if (const Result<void> done = (this->*table.row)(row); !done) {
          return fail(Error::Kind::kFile, fmt::format("{}:{}: {}", path, n, done.error().message));
        }
      }
    }
    return {};
  }

  void write(PackWriter& pack) {
    write_keys(pack);
    write_entities(pack);
    std::vector<std::string> words;
    std::vector<uint8_t> sectors, kinds;
    for (const auto& [key, role] : roles_) {
      words.push_back(key);
      sectors.push_back(static_cast<uint8_t>(role.first));
      kinds.push_back(static_cast<uint8_t>(role.second));
    }
    pack.dictionary("actor/roles", words);
    pack.tensor("actor/roles/sector", std::move(sectors), {words.size()});
    pack.tensor("actor/roles/kind", std::move(kinds), {words.size()});
  }

 private:
  struct NewTerm {
    Sector sector;
    std::string office;
    int32_t start, end;
  };
  struct Entity {
    std::string id, name, country;
    EntityKind kind;
    std::vector<NewTerm> terms;
  };

  static tl::unexpected<Error> wrong(std::string message) { return fail(Error::Kind::kFile, std::move(message)); }

  uint32_t entity(std::string id, std::string_view name, std::string_view country, EntityKind kind) {
    const auto [at, fresh] = ids_.emplace(std::move(id), static_cast<uint32_t>(entities_.size()));
    if (fresh) entities_.push_back({at->first, std::string(name), std::string(country), kind, {}});
    return at->second;
  }

  uint32_t entity(std::string_view country, std::string_view name, EntityKind kind) {
    std::string id = normalise(country) + "." + normalise(name);
    std::ranges::replace(id, ' ', '_');
    return entity(std::move(id), name, country, kind);
  }

  void key(std::string_view text, uint32_t row, KeyKind kind) {
    const std::string plain = normalise(text);
    if (plain.empty()) return;
    uint8_t code = static_cast<uint8_t>(kind);
    // "US", "WHO": plain words in small letters.
    if (capitals(text) && text.size() <= 6) code |= kInCapitals;
    auto& references = keys_[plain];
    for (auto& [other, other_code] : references) {
      if (other != row) continue;
      // A name outranks an adjective of the same form, and so on down the order of kinds.
      if ((code & ~kInCapitals) < (other_code & ~kInCapitals)) other_code = code;
      return;
    }
    references.emplace_back(row, code);
  }

  Result<void> country(const std::vector<std::string_view>& row) {
    const std::string_view code = cell(row, 0), name = cell(row, 2);
    if (code.size() != 3 || name.empty())
      return wrong(fmt::format("found code '{}' and name '{}', wanted three letters and a name", code, name));
    const uint32_t state = entity(normalise(code), name, code, EntityKind::state);
    entities_[state].terms.push_back({Sector::GOV, "", kAlways, kForever});
    key(name, state, KeyKind::name);
    for (std::string_view other : split(cell(row, 3), '|')) key(other, state, KeyKind::name);
    for (std::string_view other : split(cell(row, 4), '|')) key(other, state, KeyKind::adjective);
    for (std::string_view other : split(cell(row, 5), '|')) key(other, state, KeyKind::people);
    for (size_t column : {6, 7}) {
      for (std::string_view other : split(cell(row, column), '|')) key(other, state, KeyKind::metonym);
    }
    return {};
  }

  Result<void> organisation(const std::vector<std::string_view>& row) {
    const std::string_view name = cell(row, 0), owner = cell(row, 2);
    const std::optional<Sector> sector = parse_sector(cell(row, 3));
    if (name.empty() || !sector)
      return wrong(fmt::format("found name '{}' and sector '{}', wanted a name and a sector of the codebook", name,
                               cell(row, 3)));
    const uint32_t organ = entity(owner.empty() ? "org" : owner, name, EntityKind::organisation);
    entities_[organ].country = owner;
    if (entities_[organ].terms.empty()) entities_[organ].terms.push_back({*sector, "", kAlways, kForever});
    key(name, organ, KeyKind::name);
    for (std::string_view other : split(cell(row, 1), '|')) key(other, organ, KeyKind::name);
    return {};
  }

  Result<void> person(std::string_view country, std::string_view sector_name, std::string_view office,
                      std::string_view name, std::string_view aliases, std::string_view start, std::string_view end) {
    const std::optional<Sector> sector = parse_sector(sector_name);
    if (name.empty() || !sector)
      return wrong(fmt::format("found name '{}' and sector '{}', wanted a name and a sector of the codebook", name,
                               sector_name));
    const std::optional<int32_t> first = start.empty() ? kAlways : day_of(start, false);
    const std::optional<int32_t> last = end.empty() ? kForever : day_of(end, true);
    if (!first || !last || *first > *last) {
      return wrong(fmt::format(
          "found '{}' to '{}', wanted days as YYYY-MM-DD, YYYY-MM or YYYY, the first not after the last", start, end));
    }
    const uint32_t who = entity(country.empty() ? "person" : country, name, EntityKind::person);
    entities_[who].country = country;
    entities_[who].terms.push_back({*sector, office_key(office), *first, *last});
    const std::string plain = normalise(name);
    key(name, who, KeyKind::name);
    for (std::string_view alias : split(aliases, '|')) {
      // One word of a longer name is as ambiguous as a surname.
      const std::string other = normalise(alias);
      const bool part = other.find(' ') == std::string::npos && plain.find(' ') != std::string::npos;
      key(alias, who, part ? KeyKind::surname : KeyKind::name);
    }
    for (const std::string& surname : surnames(plain, country)) key(surname, who, KeyKind::surname);
    return {};
  }

  Result<void> office_holder(const std::vector<std::string_view>& row) {
    Result<void> done =
        person(cell(row, 0), cell(row, 1), cell(row, 2), cell(row, 3), cell(row, 4), cell(row, 5), cell(row, 6));
    // A title that somebody bears is a role, also where roles.tsv does not list it.
    if (const std::optional<Sector> sector = parse_sector(cell(row, 1))) {
      if (std::string title = normalise(cell(row, 2)); !title.empty()) titles_.emplace(std::move(title), *sector);
    }
    return done;
  }

  Result<void> someone(const std::vector<std::string_view>& row) {
    return person(cell(row, 0), cell(row, 1), "", cell(row, 2), cell(row, 3), cell(row, 4), cell(row, 5));
  }

  Result<void> role(const std::vector<std::string_view>& row) {
    const std::optional<Sector> sector = parse_sector(cell(row, 1));
    const std::string_view kind = cell(row, 2);
    if (!sector || (kind != "person" && kind != "group" && kind != "organ")) {
      return wrong(
          fmt::format("found sector '{}' and kind '{}', wanted a sector of the codebook and person, group or organ",
                      cell(row, 1), kind));
    }
    for (std::string_view noun : split(cell(row, 0), '|')) {
      roles_[normalise(noun)] = {*sector, kind == "person"  ? RoleKind::person
                                          : kind == "group" ? RoleKind::group
                                                            : RoleKind::organ};
    }
    return {};
  }

  void write_keys(PackWriter& pack) {
    std::vector<std::string> words, firsts;
    std::vector<uint32_t> start{0}, rows;
    std::vector<uint8_t> kinds;
    std::map<std::string, uint8_t> longest;
    for (const auto& [plain, references] : keys_) {
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

  void write_entities(PackWriter& pack) {
    std::vector<std::string> ids, names, countries, titles{""}, offices;
    std::vector<uint8_t> kinds, sectors;
    std::vector<uint32_t> start{0}, owner, office, office_start{0}, office_term;
    std::vector<int32_t> first, last;
    std::map<std::string, uint32_t> title_row{{"", 0}};
    std::map<std::string, std::vector<uint32_t>> holders;
    for (uint32_t e = 0; e < entities_.size(); ++e) {
      const Entity& entity = entities_[e];
      ids.push_back(entity.id);
      names.push_back(entity.name);
      countries.push_back(entity.country);
      kinds.push_back(static_cast<uint8_t>(entity.kind));
      for (const NewTerm& term : entity.terms) {
        const auto [at, fresh] = title_row.emplace(term.office, static_cast<uint32_t>(titles.size()));
        if (fresh) titles.push_back(term.office);
        if (!term.office.empty())
          holders[normalise(entity.country) + " " + term.office].push_back(static_cast<uint32_t>(owner.size()));
        owner.push_back(e);
        sectors.push_back(static_cast<uint8_t>(term.sector));
        office.push_back(at->second);
        first.push_back(term.start);
        last.push_back(term.end);
      }
      start.push_back(static_cast<uint32_t>(owner.size()));
    }
    for (const auto& [name, terms] : holders) {
      offices.push_back(name);
      office_term.insert(office_term.end(), terms.begin(), terms.end());
      office_start.push_back(static_cast<uint32_t>(office_term.size()));
    }
    for (const auto& [title, sector] : titles_) roles_.emplace(title, std::pair{sector, RoleKind::person});
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

  std::string folder_;
  std::map<std::string, uint32_t, std::less<>> ids_;
  std::vector<Entity> entities_;
  std::map<std::string, std::vector<std::pair<uint32_t, uint8_t>>> keys_;
  std::map<std::string, std::pair<Sector, RoleKind>> roles_;
  std::map<std::string, Sector> titles_;
};

}  // namespace

Result<void> compile_actors(const std::string& folder, PackWriter& pack) {
  Compiler compiler(folder);
  if (Result<void> done = compiler.read(); !done) return done;
  compiler.write(pack);
  return {};
}

}  // namespace khaldun
