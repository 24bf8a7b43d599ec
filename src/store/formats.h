// Formats: event records as text that other programs read.
#pragma once

#include <string>

#include "khaldun/document.h"
#include "khaldun/reading.h"

namespace khaldun {

/// Appends one JSON object and a newline a record, in the order of docs/record.md.
void write_json(const Document& document, const Reading& reading, bool explain, std::string& out);

/// The same for one record.
void write_json(std::string_view document, std::optional<Day> published, const Event& event, bool explain, std::string& out);

/// Column names of write_csv, as one line.
std::string_view csv_header();
/// Appends one RFC 4180 line a record; several actors of a side are joined by "; ".
void write_csv(const Document& document, const Reading& reading, std::string& out);
void write_csv(std::string_view document, std::optional<Day> published, const Event& event, std::string& out);

}  // namespace khaldun
