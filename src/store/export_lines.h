// What the line formats of exports.h share: days, ids, tab-separated cells. One writer a format.
#pragma once

#include "store/dyads.h"
#include "store/export_tables.h"
#include "store/exports.h"

namespace khaldun {

/// A positive number below 2^53, so that R, Stata and spreadsheets keep it exact; the same for the same record and
/// pair.
uint64_t number_id(const Event& event, size_t dyad);

/// The record's first day, or the publication day.
Day day_of(const ExportRow& row);
/// "20170502"
std::string compact(Day day);
/// At least three digits: "04" is "040".
std::string cameo_code(const Event& event);
/// 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict, by the root of the code as GDELT counts it; 0
/// for none.
int cameo_quad(std::string_view code);

/// The country's own row in the gazetteer, a region of the first level or across them, one of the second, or a town.
enum class PlaceLevel : uint8_t { country, region, district, city };
PlaceLevel level_of(const ExportTables& tables, const EventPlace& place);

/// The distinct publishers, or addresses, of a row's reports.
std::vector<std::string> distinct(const ExportRow& row, std::string ExportReport::*member);
std::string joined(const std::vector<std::string>& parts, std::string_view separator);

/// One tab-separated line at the end of `out`. Tabs and line ends inside a cell become spaces.
class Line {
 public:
  explicit Line(std::string& out) : out_(out) {}
  Line& add(std::string_view cell);
  Line& add(double number);      // shortest: "4", "-0.4"
  Line& degrees(double number);  // "53.9000"
  Line& skip(size_t cells);
  void end() { out_ += '\n'; }

 private:
  std::string& out_;
  bool first_ = true;
};

void write_gdelt(const ExportTables& tables, const ExportRow& row, bool version2, std::string& out);
void write_icews(const ExportTables& tables, const ExportRow& row, std::string& out);
void write_polecat(const ExportTables& tables, const ExportRow& row, std::string& out);
void write_phoenix(const ExportTables& tables, const ExportRow& row, std::string& out);
void write_petrarch(const ExportTables& tables, const ExportRow& row, std::string& out);
extern const std::string_view kIcewsHeader, kPolecatHeader;

}  // namespace khaldun
