// Formats: event records as text that other programs read.
#pragma once

#include <string>

#include "khaldun/document.h"
#include "khaldun/reading.h"
#include "store/store.h"

namespace khaldun {

/// The day of publication; nothing where nobody knows it.
std::optional<Day> published_of(const Reading& reading);

/// Appends one JSON object and a newline a record, in the order of docs/record.md.
void write_json(const Document& document, const Reading& reading, bool explain, std::string& out);

/// The same for a record of a store, with url, event and reports (how many tell it) after the rest.
void write_json(const StoredReport& report, std::string& out);
/// The same as a GeoJSON feature (RFC 7946) without a newline; its geometry is null where the record has no place.
void write_geojson(const StoredReport& report, std::string& out);

/// Column names of write_csv, as one line.
std::string_view csv_header();
/// Appends one RFC 4180 line a record; several actors of a side are joined by "; ".
void write_csv(const Document& document, const Reading& reading, std::string& out);
void write_csv(const StoredReport& report, std::string& out);

/// What `get` gives of each actor of a side, joined by "; ".
template <class Get>
std::string joined_side(const std::vector<EventActor>& side, Get get) {
  std::string out;
  for (const EventActor& actor : side) {
    if (&actor != &side.front()) out += "; ";
    out += get(actor);
  }
  return out;
}

/// At most `size` bytes of a text, no character cut.
std::string_view clipped(std::string_view text, size_t size);
/// Appends one RFC 4180 line.
void write_csv_line(const std::vector<std::string>& cells, std::string& out);
/// Appends a JSON string with its quotes.
void write_json_string(std::string_view text, std::string& out);
/// The same, or null where the text is empty: what is unknown.
void write_json_or_null(std::string_view text, std::string& out);

}  // namespace khaldun
