// ICEWS: 20 columns with a header.
#include "store/export_lines.h"

namespace khaldun {
namespace {

/// Name, Sectors, Country.
void add_actor(const ExportTables& tables, const EventActor* actor, Line& line) {
  if (actor == nullptr) {
    line.skip(3);
    return;
  }
  const ExportTables::Country* country = tables.country(actor->country);
  const ExportTables::SectorNames& sector = tables.sector(actor->sector);
  std::string name = actor->name;
  if (name.empty()) name = country != nullptr ? sector.unnamed + " (" + country->name + ")" : sector.unnamed;
  const bool state = country != nullptr && name == country->name;  // ICEWS gives the state itself no sector
  line.add(name).add(state ? "" : sector.icews).add(country != nullptr ? country->icews : "");
}

std::string label_of(const ExportTables& tables, const std::string& code) {
  const auto at = tables.labels.find(code);
  if (at == tables.labels.end() || at->second.empty()) return "";
  std::string label = at->second;
  if (label[0] >= 'a' && label[0] <= 'z') label[0] = static_cast<char>(label[0] - 'a' + 'A');
  return label;
}

}  // namespace

const std::string_view kIcewsHeader =
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget "
    "Name\tTarget Sectors\t"
    "Target Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n";

void write_icews(const ExportTables& tables, const ExportRow& row, std::string& out) {
  const Event& event = row.event;
  const ExportReport& first = row.reports.front();
  const std::string code = cameo_code(event);
  size_t number = 0;
  for (const Dyad& pair : dyads(event)) {
    Line line(out);
    line.add(std::to_string(number_id(event, number++))).add(to_string(day_of(row)));
    add_actor(tables, pair.source, line);
    line.add(label_of(tables, code)).add(code).add(event.goldstein);
    add_actor(tables, pair.target, line);
    line.add(first.document).add(std::to_string(first.sentence + 1)).add(first.publisher);
    if (event.place) {
      const EventPlace& place = *event.place;
      const PlaceLevel level = level_of(tables, place);
      const ExportTables::Country* country = tables.country(place.country);
      line.add(level == PlaceLevel::city ? place.name : "")
          .add(level == PlaceLevel::district ? place.name : "")
          .add(level == PlaceLevel::region ? place.name : place.admin1);
      line.add(country != nullptr ? country->icews : "").degrees(place.lat).degrees(place.lon);
    } else {
      line.skip(6);
    }
    line.end();
  }
}

}  // namespace khaldun
