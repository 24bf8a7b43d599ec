// Compiles the actor tables of the lexicon.
#include <fmt/format.h>

#include <array>
#include <fstream>

#include "resolve/actor.h"
#include "resolve/actor_build.h"

namespace khaldun {
namespace {

std::string_view cell(const std::vector<std::string_view>& row, size_t column) {
  return column < row.size() ? row[column] : std::string_view();
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
    constexpr std::array<Table, 7> kTables = {{
        {"countries.tsv", 6, &Compiler::country},
        {"actors/organisations.tsv", 4, &Compiler::organisation},
        {"actors/armed_groups.tsv", 4, &Compiler::organisation},
        {"actors/office_holders.tsv", 6, &Compiler::office_holder},
        {"actors/people.tsv", 3, &Compiler::someone},
        {"actors/roles.tsv", 3, &Compiler::role},
        {"actors/given_names.tsv", 2, &Compiler::given_name},
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

  void write(PackWriter& pack) const { builder_.write(pack); }

 private:
  static tl::unexpected<Error> wrong(std::string message) { return fail(Error::Kind::kFile, std::move(message)); }

  Result<void> country(const std::vector<std::string_view>& row) {
    const std::string_view code = cell(row, 0), name = cell(row, 2);
    if (code.size() != 3 || name.empty())
      return wrong(fmt::format("found code '{}' and name '{}', wanted three letters and a name", code, name));
    const uint32_t state = builder_.state(code, name);
    constexpr std::array<std::pair<size_t, KeyKind>, 5> kCalled = {{{3, KeyKind::name},
                                                                    {4, KeyKind::adjective},
                                                                    {5, KeyKind::people},
                                                                    {6, KeyKind::metonym},
                                                                    {7, KeyKind::metonym}}};
    for (const auto& [column, kind] : kCalled) {
      for (std::string_view other : split(cell(row, column), '|')) builder_.key(other, state, kind);
    }
    return {};
  }

  static Result<TermDays> days(std::string_view start, std::string_view end) {
    if (const std::optional<TermDays> found = term_days(start, end)) return *found;
    return wrong(fmt::format(
        "found '{}' to '{}', wanted days as YYYY-MM-DD, YYYY-MM or YYYY, the first not after the last", start, end));
  }

  Result<void> organisation(const std::vector<std::string_view>& row) {
    const std::optional<Sector> sector = parse_sector(cell(row, 3));
    if (cell(row, 0).empty() || !sector)
      return wrong(fmt::format("found name '{}' and sector '{}', wanted a name and a sector of the codebook",
                               cell(row, 0), cell(row, 3)));
    const Result<TermDays> term = days(cell(row, 4), cell(row, 5));
    if (!term) return tl::unexpected(term.error());
    builder_.organisation(cell(row, 2), *sector, cell(row, 0), cell(row, 1), *term);
    return {};
  }

  Result<void> person(std::string_view country, std::string_view sector_name, std::string_view office,
                      std::string_view name, std::string_view aliases, std::string_view start, std::string_view end) {
    const std::optional<Sector> sector = parse_sector(sector_name);
    if (name.empty() || !sector)
      return wrong(fmt::format("found name '{}' and sector '{}', wanted a name and a sector of the codebook", name,
                               sector_name));
    const Result<TermDays> term = days(start, end);
    if (!term) return tl::unexpected(term.error());
    builder_.person(country, *sector, office, name, aliases, *term);
    return {};
  }

  Result<void> office_holder(const std::vector<std::string_view>& row) {
    Result<void> done =
        person(cell(row, 0), cell(row, 1), cell(row, 2), cell(row, 3), cell(row, 4), cell(row, 5), cell(row, 6));
    // A title that somebody bears is a role, also where roles.tsv does not list it.
    if (const std::optional<Sector> sector = parse_sector(cell(row, 1))) builder_.title(cell(row, 2), *sector);
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
      builder_.role(noun, *sector,
                    kind == "person"  ? RoleKind::person
                    : kind == "group" ? RoleKind::group
                                      : RoleKind::organ);
    }
    return {};
  }

  Result<void> given_name(const std::vector<std::string_view>& row) {
    if (cell(row, 1) != "f" && cell(row, 1) != "m")
      return wrong(fmt::format("found gender '{}', wanted f or m", cell(row, 1)));
    builder_.given_name(cell(row, 0), cell(row, 1) == "f" ? Gender::female : Gender::male);
    return {};
  }

  std::string folder_;
  ActorBuilder builder_;
};

}  // namespace

Result<void> compile_actors(const std::string& folder, PackWriter& pack) {
  Compiler compiler(folder);
  if (Result<void> done = compiler.read(); !done) return done;
  compiler.write(pack);
  return {};
}

}  // namespace khaldun
