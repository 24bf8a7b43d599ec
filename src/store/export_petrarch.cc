// Phoenix (26 columns) and PETRARCH (6): CAMEO actor codes in one word, "BLRCOP"; no header.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "store/export_lines.h"

namespace khaldun {
namespace {

/// "USAGOV", "IGOUNO"; "---" where nobody or no country is known: "---REB".
std::string actor_code(const ExportTables& tables, const EventActor* actor) {
  if (actor == nullptr) return "---";
  if (const ExportTables::Organisation* known = tables.organisation(actor->name)) return known->code;
  const ExportTables::Country* country = tables.country(actor->country);
  const std::string& place = country != nullptr ? country->petrarch : actor->country;
  return (place.empty() ? "---" : place) + tables.role(*actor);
}

/// Full, Root, Agent, Others: the code taken apart as Phoenix does.
void add_actor(const ExportTables& tables, const EventActor* actor, Line& line) {
  constexpr std::array<std::string_view, 13> kAgents = {"GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD",
                                                        "SPY", "MED", "EDU", "BUS", "CRM", "CVL"};
  const std::string code = actor_code(tables, actor);
  const std::string_view root = std::string_view(code).substr(0, 3);
  const std::string_view second = std::string_view(code).substr(std::min<size_t>(3, code.size()), 3);
  const bool agent = std::ranges::find(kAgents, second) != kAgents.end();
  std::vector<std::string> others;
  for (size_t at = agent ? 6 : 3; at < code.size(); at += 3) others.push_back(code.substr(at, 3));
  line.add(code).add(root == "---" ? "" : root).add(agent ? second : "").add(joined(others, ";"));
}

/// Phoenix's own table: 0 for statements and appeals, and 16 (reduce relations) among verbal conflict.
int phoenix_quad(std::string_view code) {
  const std::string_view root = code.substr(0, 2);
  return root <= "02" ? 0 : root == "16" ? 3 : cameo_quad(code);
}

/// "document_sentence" of every report.
std::string ids_of(const ExportRow& row) {
  std::vector<std::string> ids;
  for (const ExportReport& report : row.reports)
    ids.push_back(fmt::format("{}_{}", report.document, report.sentence + 1));
  return joined(ids, ";");
}

}  // namespace

void write_phoenix(const ExportTables& tables, const ExportRow& row, std::string& out) {
  const Event& event = row.event;
  const std::string date = compact(day_of(row));
  const std::string code = cameo_code(event);
  size_t number = 0;
  for (const Dyad& pair : dyads(event)) {
    Line line(out);
    line.add(std::to_string(number_id(event, number++)))
        .add(date)
        .add(date.substr(0, 4))
        .add(date.substr(4, 2))
        .add(date.substr(6, 2));
    add_actor(tables, pair.source, line);
    add_actor(tables, pair.target, line);
    line.add(code)
        .add(code.substr(0, 2))
        .add(std::to_string(phoenix_quad(code)))
        .add(fmt::format("{:.1f}", event.goldstein))
        .skip(1);
    if (event.place) {
      const ExportTables::Country* country = tables.country(event.place->country);
      line.degrees(event.place->lat).degrees(event.place->lon).add(event.place->name).add(event.place->admin1);
      line.add(country != nullptr ? country->name : "");
    } else {
      line.skip(5);
    }
    line.add(ids_of(row))
        .add(joined(distinct(row, &ExportReport::url), ";"))
        .add(joined(distinct(row, &ExportReport::publisher), ";"))
        .end();
  }
}

void write_petrarch(const ExportTables& tables, const ExportRow& row, std::string& out) {
  const std::string publishers = joined(distinct(row, &ExportReport::publisher), ";");
  std::set<std::string> written;
  for (const Dyad& pair : dyads(row.event)) {
    std::string text;
    Line line(text);
    line.add(compact(day_of(row))).add(actor_code(tables, pair.source)).add(actor_code(tables, pair.target));
    line.add(cameo_code(row.event)).add(ids_of(row)).add(publishers).end();
    // "Protesters" and "students" may have one code: PETRARCH has no line twice in a story.
    if (written.insert(text).second) out += text;
  }
}

}  // namespace khaldun
