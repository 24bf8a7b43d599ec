// POLECAT: 40 columns with a header, one line a record; several actors of a side stand in one cell. "None" is its empty
// cell.
#include <fmt/format.h>

#include "store/export_lines.h"

namespace khaldun {
namespace {

constexpr std::string_view kNone = "None";
std::string_view or_none(std::string_view text) { return text.empty() ? kNone : text; }

/// "None" where no actor has one; else one a actor, in order, "None" among them.
template <class Get>
std::string cell(const std::vector<EventActor>& side, Get get) {
  std::vector<std::string> parts;
  parts.reserve(side.size());
  for (const EventActor& actor : side) parts.emplace_back(or_none(get(actor)));
  return parts.empty() ? std::string(kNone) : joined(parts, "; ");
}

/// Name, Country, COW, Primary Sector, Sectors, Title, Name Raw, Wikipedia ID.
void add_side(const ExportTables& tables, const std::vector<EventActor>& side, Line& line) {
  const std::string sectors = cell(side, [](const EventActor& a) { return to_string(a.sector); });
  line.add(cell(side, [](const EventActor& a) -> std::string_view { return a.name.empty() ? a.text : a.name; }));
  line.add(cell(side, [](const EventActor& a) -> std::string_view { return a.country; }));
  line.add(cell(side, [&](const EventActor& a) {
    const ExportTables::Country* country = tables.country(a.country);
    return country != nullptr ? std::string_view(country->cow) : std::string_view();
  }));
  line.add(sectors)
      .add(sectors)
      .add(kNone)
      .add(cell(side, [](const EventActor& a) -> std::string_view { return a.text; }))
      .add(kNone);
}

/// GeoNames feature code; seas and informal regions have none that we know.
std::string_view feature_of(PlaceLevel level, const EventPlace& place) {
  if (level == PlaceLevel::country) return "PCLI";
  if (level == PlaceLevel::city) return "PPL";
  if (level == PlaceLevel::district) return "ADM2";
  return place.country.empty() ? kNone : "ADM1";
}

std::string_view quad_name(int quad) {
  constexpr std::array<std::string_view, 5> kQuads = {kNone, "VERBAL COOPERATION", "MATERIAL COOPERATION",
                                                      "VERBAL CONFLICT", "MATERIAL CONFLICT"};
  return kQuads[quad >= 1 && quad <= 4 ? static_cast<size_t>(quad) : 0];
}

}  // namespace

const std::string_view kPolecatHeader =
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor "
    "COW\t"
    "Primary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\tRecipient "
    "Country\t"
    "Recipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia "
    "Recipient ID\tPlacename\t"
    "City\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature "
    "Type\tSource\tPublication Date\t"
    "Story People\tStory Organizations\tStory Locations\tLanguage\tVersion\n";

void write_polecat(const ExportTables& tables, const ExportRow& row, std::string& out) {
  const Event& event = row.event;
  Line line(out);
  line.add(event.id)
      .add(to_string(day_of(row)))
      .add(to_string(event.type))
      .add(or_none(event.mode))
      .add(event.intensity);
  line.add(quad_name(event.quad)).add(kNone);
  add_side(tables, event.source, line);
  add_side(tables, event.target, line);
  if (event.place) {
    const EventPlace& place = *event.place;
    const PlaceLevel level = level_of(tables, place);
    line.add(place.name);
    for (const PlaceLevel column : {PlaceLevel::city, PlaceLevel::district})
      line.add(level == column ? std::string_view(place.name) : kNone);
    line.add(or_none(level == PlaceLevel::region ? place.name : place.admin1)).add(or_none(place.country));
    line.degrees(place.lat).degrees(place.lon).add(place.geonames == 0 ? std::string(kNone)
                                                                       : std::to_string(place.geonames));
    line.add(or_none(place.text)).add(feature_of(level, place));
  } else {
    for (int i = 0; i < 10; ++i) line.add(kNone);
  }
  line.add(or_none(row.reports.front().publisher)).add(to_string(row.published.value_or(day_of(row))));
  line.add(kNone).add(kNone).add(kNone).add("en").add("khaldun " KHALDUN_VERSION).end();
}

}  // namespace khaldun
