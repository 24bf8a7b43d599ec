// Show: records for people. A table for the terminal, a page for the browser.
#pragma once

#include <string>

#include "khaldun/document.h"
#include "khaldun/reading.h"
#include "store/store.h"

namespace khaldun {

struct ShowOptions {
  bool colour = false;   // ANSI colours
  bool explain = false;  // why each record is as it is
};

/// A text on one line of a terminal: its control characters, by which a page could steer it, are blanks.
std::string printable(std::string_view text);

/// Appends a text that stands between the tags of XML or HTML.
void put_xml(std::string_view text, std::string& out);

/// "2024-03-14 (dateline)", or "unknown".
std::string published_label(const Reading& reading);

/// Appends a block a record: number, type, status, who, when, where; below it the sentence with its evidence marked.
void show_table(const Document& document, const Reading& reading, const ShowOptions& options, std::string& out);

/// Appends one line for a record of a store: day, what, who, where.
void show_line(const StoredReport& report, std::string& out);

/// The page up to its documents, one document, and the end. A record's row leads to its words in the article and back.
std::string_view html_head();
void show_html(const Document& document, const Reading& reading, const ShowOptions& options, std::string& out);
std::string_view html_tail();

}  // namespace khaldun
