#include "store/export_lines.h"

#include <fmt/format.h>

#include <algorithm>

namespace khaldun {

uint64_t number_id(const Event& event, size_t dyad) {
  uint64_t hash = 14695981039346656037u;  // FNV-1a over the record's id, then mixed with the pair
  for (const char c : event.id) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  hash += dyad * 0x9e3779b97f4a7c15u;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
  return (hash ^ (hash >> 31)) >> 11;
}

Day day_of(const ExportRow& row) { return row.event.date ? row.event.date->days.first : *row.published; }

std::string compact(Day day) {
  std::string text = to_string(day);
  std::erase(text, '-');
  return text;
}

std::string cameo_code(const Event& event) { return event.cameo.size() == 2 ? event.cameo + "0" : event.cameo; }

int cameo_quad(std::string_view code) {
  if (code.size() < 2) return 0;
  const std::string_view root = code.substr(0, 2);
  return root <= "05" ? 1 : root <= "08" ? 2 : root <= "13" ? 3 : 4;
}

PlaceLevel level_of(const ExportTables& tables, const EventPlace& place) {
  const ExportTables::Country* country = tables.country(place.country);
  // With a region it is the town: Luxembourg in Luxembourg.
  if (country != nullptr && place.name == country->name && place.admin1.empty()) return PlaceLevel::country;
  if (place.geonames != 0) return PlaceLevel::city;  // of all others the gazetteer has no number
  return place.admin1.empty() || place.admin1 == place.name ? PlaceLevel::region : PlaceLevel::district;
}

std::vector<std::string> distinct(const ExportRow& row, std::string ExportReport::*member) {
  std::vector<std::string> values;
  for (const ExportReport& report : row.reports) {
    const std::string& value = report.*member;
    if (!value.empty() && std::ranges::find(values, value) == values.end()) values.push_back(value);
  }
  return values;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

Line& Line::add(std::string_view cell) {
  if (!first_) out_ += '\t';
  first_ = false;
  for (const char c : cell) out_ += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  return *this;
}

Line& Line::add(double number) { return add(std::string_view(fmt::format("{}", number))); }
Line& Line::degrees(double number) { return add(std::string_view(fmt::format("{:.4f}", number))); }

Line& Line::skip(size_t cells) {
  for (size_t i = 0; i < cells; ++i) add(std::string_view());
  return *this;
}

}  // namespace khaldun
