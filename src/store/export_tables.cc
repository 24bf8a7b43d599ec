#include "store/export_tables.h"

#include <algorithm>

#include "store/export_tables.inc"

namespace khaldun {
namespace {

/// Calls `row` with the cells of each line below the one with the column names. The tables are ours: their shape is an
/// invariant.
template <size_t kColumns, class Row>
void each_row(std::string_view table, Row row) {
  bool names = true;
  while (!table.empty()) {
    const size_t end = std::min(table.find('\n'), table.size());
    std::string_view line = table.substr(0, end);
    table.remove_prefix(std::min(end + 1, table.size()));
    if (line.empty() || line[0] == '#') continue;
    std::array<std::string, kColumns> cells;
    for (std::string& cell : cells) {
      const size_t tab = std::min(line.find('\t'), line.size());
      cell = line.substr(0, tab);
      line.remove_prefix(std::min(tab + 1, line.size()));
    }
    if (!names) row(std::move(cells));
    names = false;
  }
}

std::string_view or_else(std::string_view cell, std::string_view other) { return cell.empty() ? other : cell; }

}  // namespace

ExportTables::ExportTables() {
  each_row<7>(k_countries_tsv, [&](auto c) {
    countries[c[0]] = {c[1], std::string(or_else(c[2], c[0])), std::string(or_else(c[3], c[0])), c[4],
                       c[5], std::string(or_else(c[6], c[1]))};
  });
  each_row<4>(k_sectors_tsv, [&](auto c) {
    if (const std::optional<Sector> s = parse_sector(c[0])) sectors[static_cast<size_t>(*s)] = {c[1], c[2], c[3]};
  });
  each_row<4>(k_organisations_tsv, [&](auto c) { organisations[c[0]] = {c[1], c[2], c[3]}; });
  each_row<3>(k_cameo_tsv, [&](auto c) { labels[c[0]] = c[2]; });
}

const ExportTables::Country* ExportTables::country(std::string_view code) const {
  const auto at = countries.find(code);
  return at == countries.end() ? nullptr : &at->second;
}

const ExportTables::Organisation* ExportTables::organisation(std::string_view name) const {
  const auto at = organisations.find(name);
  return at == organisations.end() ? nullptr : &at->second;
}

std::string ExportTables::role(const EventActor& actor) const {
  const Country* c = country(actor.country);
  if (c != nullptr && actor.sector == Sector::GOV && actor.name == c->name) return "";
  const std::string& role = sector(actor.sector).cameo;
  return role == actor.country ? "" : role;  // "IGO" once, not "IGOIGO"
}

}  // namespace khaldun
