// Compiles the actor tables of the lexicon.
#include <fmt/format.h>

#include <array>

#include "base/split.h"
#include "base/table.h"
#include "resolve/actor.h"
#include "resolve/actor_build.h"
#include "resolve/names.h"

namespace khaldun {
namespace {

using Cells = std::vector<std::string>;

class Compiler {
 public:
  explicit Compiler(std::string folder) : folder_(std::move(folder)) {}

  Result<void> read() {
    const struct {
      const char* file;
      Cells columns;
      Result<void> (Compiler::*row)(const Cells&);
    } files[] = {
        {"countries.tsv", {"code", "name", "names", "adjectives", "people", "capital", "metonyms"}, &Compiler::country},
        {"past_states.tsv", {"code", "start", "end", "metonyms"}, &Compiler::past_state},
        {"actors/organisations.tsv", {"name", "aliases", "country", "sector", "start", "end"}, &Compiler::organisation},
        {"actors/armed_groups.tsv", {"name", "aliases", "country", "sector", "start", "end"}, &Compiler::organisation},
        {"actors/office_holders.tsv",
         {"country", "sector", "office", "name", "aliases", "start", "end"},
         &Compiler::office_holder},
        {"actors/office_titles.tsv", {"country", "called", "office"}, &Compiler::called},
        {"actors/people.tsv", {"country", "sector", "name", "aliases", "start", "end"}, &Compiler::someone},
        {"actors/roles.tsv", {"noun", "sector", "kind"}, &Compiler::role},
        {"actors/given_names.tsv", {"name", "gender"}, &Compiler::given_name},
    };
    for (const auto& file : files) {
      const Result<TsvTable> table = TsvTable::read(folder_ + "/" + file.file, file.columns);
      if (!table) return tl::unexpected(table.error());
      for (size_t i = 0; i < table->size(); ++i) {
        if (const Result<void> done = (this->*file.row)((*table)[i]); !done)
          return table->error(i, done.error().message);
      }
    }
    return {};
  }

  void write(PackWriter& pack) const { builder_.write(pack); }

 private:
  static tl::unexpected<Error> wrong(std::string message) { return fail(Error::Kind::kFile, std::move(message)); }

  Result<void> country(const Cells& cell) {
    const std::string &code = cell[0], &name = cell[1];
    if (code.size() != 3 || name.empty())
      return wrong(fmt::format("found code '{}' and name '{}', wanted three letters and a name", code, name));
    const uint32_t state = builder_.state(code, name);
    constexpr std::array<KeyKind, 5> kCalled = {KeyKind::name, KeyKind::adjective, KeyKind::people, KeyKind::metonym,
                                                KeyKind::metonym};  // from the third column on
    for (size_t i = 0; i < kCalled.size(); ++i) {
      for (std::string_view other : split(cell[2 + i], '|')) builder_.key(other, state, kCalled[i]);
    }
    return {};
  }

  Result<void> past_state(const Cells& cell) {
    const std::optional<uint32_t> state = builder_.find_state(cell[0]);
    if (!state) return wrong(fmt::format("found code '{}', wanted one of countries.tsv", cell[0]));
    const Result<TermDays> term = days(cell[1], cell[2]);
    if (!term) return tl::unexpected(term.error());
    builder_.state_days(*state, *term);
    for (std::string_view seat : split(cell[3], '|')) builder_.key(seat, *state, KeyKind::metonym);
    return {};
  }

  static Result<TermDays> days(std::string_view start, std::string_view end) {
    if (const std::optional<TermDays> found = term_days(start, end)) return *found;
    return wrong(fmt::format(
        "found '{}' to '{}', wanted days as YYYY-MM-DD, YYYY-MM or YYYY, the first not after the last", start, end));
  }

  Result<void> organisation(const Cells& cell) {
    const std::optional<Sector> sector = parse_sector(cell[3]);
    if (cell[0].empty() || !sector)
      return wrong(
          fmt::format("found name '{}' and sector '{}', wanted a name and a sector of the codebook", cell[0], cell[3]));
    const Result<TermDays> term = days(cell[4], cell[5]);
    if (!term) return tl::unexpected(term.error());
    builder_.organisation(cell[2], *sector, cell[0], cell[1], *term);
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

  Result<void> office_holder(const Cells& cell) {
    Result<void> done = person(cell[0], cell[1], cell[2], cell[3], cell[4], cell[5], cell[6]);
    // A title that somebody bears is a role, also where roles.tsv does not list it.
    if (const std::optional<Sector> sector = parse_sector(cell[1])) builder_.title(cell[2], *sector);
    return done;
  }

  Result<void> called(const Cells& cell) {
    if (cell[1].empty() || cell[2].empty())
      return wrong(fmt::format("found '{}' for the office '{}', wanted a name and an office", cell[1], cell[2]));
    if (!bodies_) bodies_ = builder_.bodies();
    for (std::string_view name : split(cell[1], '|')) builder_.called(*bodies_, cell[0], name, cell[2]);
    return {};
  }

  Result<void> someone(const Cells& cell) { return person(cell[0], cell[1], "", cell[2], cell[3], cell[4], cell[5]); }

  Result<void> role(const Cells& cell) {
    const std::optional<Sector> sector = parse_sector(cell[1]);
    const std::string& kind = cell[2];
    if (!sector || (kind != "person" && kind != "group" && kind != "organ")) {
      return wrong(
          fmt::format("found sector '{}' and kind '{}', wanted a sector of the codebook and person, group or organ",
                      cell[1], kind));
    }
    for (std::string_view noun : split(cell[0], '|')) {
      builder_.role(noun, *sector,
                    kind == "person"  ? RoleKind::person
                    : kind == "group" ? RoleKind::group
                                      : RoleKind::organ);
    }
    return {};
  }

  Result<void> given_name(const Cells& cell) {
    if (cell[1] != "f" && cell[1] != "m") return wrong(fmt::format("found gender '{}', wanted f or m", cell[1]));
    builder_.given_name(cell[0], cell[1] == "f" ? Gender::female : Gender::male);
    return {};
  }

  std::string folder_;
  ActorBuilder builder_;
  std::optional<Bodies> bodies_;  // once all organisations are read
};

}  // namespace

Result<void> compile_actors(const std::string& folder, PackWriter& pack) {
  Compiler compiler(folder);
  if (Result<void> done = compiler.read(); !done) return done;
  compiler.write(pack);
  return {};
}

}  // namespace khaldun
