// GDELT 1.0 (58 columns) and 2.0 (61): the same but for the ADM2 codes and the time of adding.
#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

#include "store/export_lines.h"

namespace khaldun {
namespace {

/// GDELT writes names in capitals without accents: "RECEP TAYYIP ERDOGAN".
std::string capitals(std::string_view text) {
  utf8proc_uint8_t* out = nullptr;
  const utf8proc_ssize_t size = utf8proc_map_custom(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()), &out,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK),
      [](utf8proc_int32_t c, void*) { return utf8proc_toupper(c); }, nullptr);
  if (size < 0) return std::string(text);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(out, std::free);
  return {reinterpret_cast<const char*>(out), static_cast<size_t>(size)};
}

/// Code, Name, CountryCode, KnownGroupCode, EthnicCode, Religion1Code, Religion2Code, Type1Code, Type2Code, Type3Code.
void add_actor(const ExportTables& tables, const EventActor* actor, Line& line) {
  if (actor == nullptr) {
    line.skip(10);
    return;
  }
  const ExportTables::Country* country = tables.country(actor->country);
  const ExportTables::Organisation* known = tables.organisation(actor->name);
  const std::string role = tables.role(*actor);
  const std::string place = country != nullptr ? country->gdelt : known != nullptr ? known->region : "";
  const std::string kind = country == nullptr ? actor->country : "";  // IGO, NGO, MNC, IMG
  line.add(known != nullptr ? known->code : (country != nullptr ? place : kind) + role);
  line.add(capitals(actor->name.empty() ? actor->text : actor->name));
  line.add(place).add(known != nullptr ? known->group : "").skip(3);
  line.add(kind.empty() ? role : kind).add(kind.empty() ? "" : role).skip(1);
}

std::string fips_of(const ExportTables& tables, const EventPlace& place) {
  const ExportTables::Country* country = tables.country(place.country);
  if (country == nullptr) return "";
  const bool gaza = place.country == "PSE" && place.lat < 31.65 && place.lon < 34.6;  // FIPS 10-4 has two codes for PSE
  return gaza ? "GZ" : country->fips;
}

/// Type, FullName, CountryCode, ADM1Code, [ADM2Code], Lat, Long, FeatureID.
void add_place(const ExportTables& tables, const EventPlace* place, bool version2, Line& line) {
  if (place == nullptr) {
    line.add("0").skip(version2 ? 7 : 6);
    return;
  }
  const PlaceLevel level = level_of(tables, *place);
  const ExportTables::Country* country = tables.country(place->country);
  const bool usa = place->country == "USA";
  line.add(level == PlaceLevel::country ? "1" : level == PlaceLevel::region ? (usa ? "2" : "5") : (usa ? "3" : "4"));
  std::vector<std::string> parts = {place->name};
  if (!place->admin1.empty() && place->admin1 != place->name) parts.push_back(place->admin1);
  if (country != nullptr && level != PlaceLevel::country) parts.push_back(country->name);
  const std::string fips = fips_of(tables, *place);
  line.add(joined(parts, ", ")).add(fips).add(fips).skip(version2 ? 1 : 0);
  line.degrees(place->lat).degrees(place->lon).add(level == PlaceLevel::country ? fips : "");
}

}  // namespace

void write_gdelt(const ExportTables& tables, const ExportRow& row, bool version2, std::string& out) {
  const Event& event = row.event;
  const Day day = day_of(row);
  const std::string date = compact(day);
  const std::chrono::year_month_day ymd(day);
  // GDELT's own approximation: every month has 30 days.
  const double fraction = ((static_cast<unsigned>(ymd.month()) - 1) * 30 + static_cast<unsigned>(ymd.day())) / 365.0;
  const std::string code = cameo_code(event);
  uint32_t mentions = 0;
  for (const ExportReport& report : row.reports) mentions += report.tellings;
  const ExportReport& first = row.reports.front();
  size_t number = 0;
  for (const Dyad& pair : dyads(event)) {
    Line line(out);
    line.add(std::to_string(number_id(event, number++))).add(date).add(date.substr(0, 6)).add(date.substr(0, 4));
    line.add(fmt::format("{:.4f}", static_cast<int>(ymd.year()) + fraction));
    add_actor(tables, pair.source, line);
    add_actor(tables, pair.target, line);
    line.add(first.sentence < 2 ? "1" : "0");  // the title and the lead
    line.add(code)
        .add(code.substr(0, 3))
        .add(code.substr(0, 2))
        .add(std::to_string(cameo_quad(code)))
        .add(event.goldstein);
    line.add(std::to_string(mentions));
    line.add(std::to_string(std::max<size_t>(1, distinct(row, &ExportReport::publisher).size())));
    line.add(std::to_string(row.reports.size()));
    line.skip(1);  // AvgTone: nothing here measures it, and 0 would say "neutral"
    add_place(tables, nullptr, version2, line);
    add_place(tables, nullptr, version2, line);
    add_place(tables, event.place ? &*event.place : nullptr, version2, line);
    line.add(compact(row.published.value_or(day)) + (version2 ? "000000" : ""));
    line.add(first.url.empty() ? first.document : first.url).end();
  }
}

}  // namespace khaldun
