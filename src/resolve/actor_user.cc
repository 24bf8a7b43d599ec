#include "resolve/actor_user.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "base/among.h"
#include "base/mapped_file.h"
#include "base/split.h"
#include "base/utf8.h"
#include "resolve/actor_build.h"
#include "resolve/actor_peer.h"
#include "resolve/names.h"

namespace khaldun {
namespace {

constexpr size_t kMostErrors = 20;
enum Column : uint8_t { NAME, KIND, COUNTRY, SECTOR, ALIASES, OFFICE, START, END, COLUMNS };
constexpr std::array<std::string_view, COLUMNS> kColumns = {"name",    "kind",   "country", "sector",
                                                            "aliases", "office", "start",   "end"};
constexpr std::string_view kHeader =
    "a first line with the names of columns, tabs between: name, kind, country, sector, and if you like aliases, "
    "office, start, end";

bool skipped(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos || line[0] == '#';
}

/// Whether nothing of the name is left to be known by: "!!!".
bool is_sign(std::string_view name) { return normalise(name).empty(); }

std::string_view line_of(std::string_view text, size_t& at) {
  const size_t end = std::min(text.find('\n', at), text.size());
  std::string_view line = text.substr(at, end - at);
  at = end + 1;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// Reads one table; its first line names the columns.
class TableReader {
 public:
  TableReader(ActorBuilder& builder, const std::function<void(size_t, const std::string&)>& complain)
      : builder_(builder), complain_(complain) {}

  void read(std::string_view text) {
    bool header = true, rows = false;
    size_t number = 0;
    for (size_t at = 0; at < text.size();) {
      const std::string_view line = line_of(text, at);
      ++number;
      if (skipped(line)) continue;
      const std::vector<std::string_view> cells = split(line, '\t');
      const std::string why = header ? columns(cells) : row(cells);
      if (!why.empty()) complain_(number, why);
      if (header && !why.empty()) return;
      rows = !header;
      header = false;
    }
    if (header)
      complain_(1, fmt::format("found nothing; wanted {}", kHeader));
    else if (!rows)
      complain_(number, "found no line below the names of columns; wanted one for each actor");
  }

 private:
  std::string columns(const std::vector<std::string_view>& cells) {
    for (std::string_view cell : cells) {
      const auto known = std::ranges::find(kColumns, cell);
      if (known == kColumns.end()) return fmt::format("found column '{}'; wanted {}", cell, kHeader);
      const auto column = static_cast<Column>(known - kColumns.begin());
      if (among(order_, column)) return fmt::format("found column '{}' twice; wanted it once", cell);
      order_.push_back(column);
    }
    for (const Column wanted : {NAME, KIND, SECTOR}) {
      if (!among(order_, wanted)) return fmt::format("no column '{}'", kColumns[wanted]);
    }
    return {};
  }

  std::string row(const std::vector<std::string_view>& cells) {
    std::array<std::string_view, COLUMNS> row;
    if (cells.size() > order_.size())
      return fmt::format("{} cells; wanted {}, as the first line has", cells.size(), order_.size());
    for (size_t i = 0; i < cells.size(); ++i) row[order_[i]] = cells[i];
    const std::optional<Sector> sector = parse_sector(row[SECTOR]);
    if (row[NAME].empty()) return "no name";
    const std::vector<std::string_view> aliases = split(row[ALIASES], '|');
    if (is_sign(row[NAME])) return fmt::format("name '{}'; wanted letters or digits in it", row[NAME]);
    if (const auto sign = std::ranges::find_if(aliases, is_sign); sign != aliases.end())
      return fmt::format("alias '{}'; wanted letters or digits in each, | between two", *sign);
    if (!sector)
      return fmt::format("sector '{}'; wanted one of the codebook, such as GOV, OPP, REB or CVL", row[SECTOR]);
    const std::string_view country = row[COUNTRY];
    if (!country.empty() && !above_states(country) && !builder_.find_state(country)) {
      return fmt::format(
          "country '{}'; wanted three capitals of ISO 3166, such as KEN, or IGO, NGO, MNC, IMG, or nothing", country);
    }
    if (row[KIND] == "role") {
      const auto role = [&](std::string_view noun) {
        builder_.role(noun, *sector, builder_.role_kind(noun).value_or(RoleKind::person));
      };
      role(row[NAME]);
      for (std::string_view other : aliases) role(other);
      return {};
    }
    const std::optional<TermDays> days = term_days(row[START], row[END]);
    if (!days) {
      return fmt::format("'{}' to '{}'; wanted days as 2021-03-01, 2021-03 or 2021, the first not after the last",
                         row[START], row[END]);
    }
    if (row[KIND] == "organisation")
      builder_.organisation(country, *sector, row[NAME], row[ALIASES], *days);
    else if (row[KIND] == "person")
      builder_.person(country, *sector, row[OFFICE], row[NAME], row[ALIASES], *days);
    else
      return fmt::format("kind '{}'; wanted person, organisation or role", row[KIND]);
    return {};
  }

  ActorBuilder& builder_;
  const std::function<void(size_t, const std::string&)>& complain_;
  std::vector<Column> order_;
};

/// Whether the first line that says anything names a column of ours.
bool has_columns(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const std::string_view line = line_of(text, at);
    if (skipped(line)) continue;
    return std::ranges::any_of(split(line, '\t'), [](std::string_view cell) { return among(kColumns, cell); });
  }
  return false;
}

}  // namespace

Result<Pack> with_actors(const Pack& lexicon, std::span<const ActorText> texts) {
  Result<ActorTables> tables = ActorTables::load(lexicon);
  if (!tables) return tl::unexpected(tables.error());
  ActorBuilder builder(*tables);
  builder.override_from_now();
  std::string errors;
  size_t count = 0;
  for (const ActorText& file : texts) {
    const std::function<void(size_t, const std::string&)> complain = [&](size_t line, const std::string& why) {
      if (++count <= kMostErrors)
        errors += fmt::format("{}{}:{}: {}", errors.empty() ? "" : "\n", file.name, line, why);
    };
    if (const std::string_view why = not_utf8(file.text); !why.empty()) {
      complain(1, std::string(why));
      continue;
    }
    const std::string_view text = unmarked(file.text);  // spreadsheets write the mark
    // Theirs put codes in brackets.
    if (!has_columns(text) && text.find('[') != std::string_view::npos)
      read_peer_actors(text, builder, complain);
    else
      TableReader(builder, complain).read(text);
  }
  if (count > kMostErrors) errors += fmt::format("\nand {} lines more", count - kMostErrors);
  if (count > 0) return fail(Error::Kind::kFile, errors);
  PackWriter writer{std::string(lexicon.version())};
  builder.write(writer);
  return Pack::from_bytes(writer.bytes(), "actors");
}

Result<Pack> with_actor_files(const Pack& lexicon, std::span<const std::string> files) {
  std::vector<MappedFile> open;
  std::vector<ActorText> texts;
  for (const std::string& file : files) {
    Result<MappedFile> mapped = MappedFile::open(file);
    if (!mapped) return tl::unexpected(mapped.error());
    texts.push_back({file, open.emplace_back(std::move(*mapped)).bytes()});
  }
  return with_actors(lexicon, texts);
}

}  // namespace khaldun
