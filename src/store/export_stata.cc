#include "store/export_stata.h"

#include <fmt/format.h>
#include <readstat.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "store/formats.h"

namespace khaldun {
namespace {

constexpr std::array<const char*, 22> kTexts = {
    "id",
    "document",
    "url",
    "publisher",
    "type",
    "mode",
    "cameo",
    "status",
    "source_text",
    "source_name",
    "source_country",
    "source_sector",
    "target_text",
    "target_name",
    "target_country",
    "target_sector",
    "place",
    "place_country",
    "place_admin1",
    "said_by",
    "quote",
    "frame",
};
enum class Kind : uint8_t { day, whole, real };
struct NumberColumn {
  const char* name;
  Kind kind;
};
constexpr std::array<NumberColumn, 15> kNumbers = {{
    {"published", Kind::day},
    {"start_date", Kind::day},
    {"end_date", Kind::day},
    {"sentence", Kind::whole},
    {"quad", Kind::whole},
    {"intensity", Kind::real},
    {"goldstein", Kind::real},
    {"lat", Kind::real},
    {"lon", Kind::real},
    {"geonames", Kind::whole},
    {"killed", Kind::whole},
    {"injured", Kind::whole},
    {"arrested", Kind::whole},
    {"confidence", Kind::real},
    {"reports", Kind::whole},
}};
constexpr size_t kLongest = 2045;  // bytes of Stata's str#
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// Days since 1960, as Stata counts.
double stata_day(Day day) {
  using std::chrono::January;
  return static_cast<double>((day - Day(std::chrono::year(1960) / January / 1)).count());
}

double number(const std::optional<int>& value) { return value ? *value : kUnknown; }

ssize_t put_bytes(const void* data, size_t size, void* out) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(data), size);
  return static_cast<ssize_t>(size);
}

}  // namespace

void StataFile::add(const ExportRow& row) {
  const Event& e = row.event;
  const ExportReport& first = row.reports.front();
  Row out;
  const auto text = [&](std::string_view value) {
    value = clipped(value, kLongest);
    out.texts.append(value.substr(0, value.find('\0')));
    out.texts += '\0';
  };
  for (const std::string_view value :
       {std::string_view(e.id), std::string_view(first.document), std::string_view(first.url),
        std::string_view(first.publisher), to_string(e.type), std::string_view(e.mode), std::string_view(e.cameo),
        to_string(e.status)}) {
    text(value);
  }
  for (const std::vector<EventActor>* side : {&e.source, &e.target}) {
    text(joined_side(*side, [](const EventActor& a) -> std::string_view { return a.text; }));
    text(joined_side(*side, [](const EventActor& a) -> std::string_view { return a.name; }));
    text(joined_side(*side, [](const EventActor& a) -> std::string_view { return a.country; }));
    text(joined_side(*side, [](const EventActor& a) { return to_string(a.sector); }));
  }
  const EventPlace nowhere;
  const EventPlace& place = e.place ? *e.place : nowhere;
  text(place.name);
  text(place.country);
  text(place.admin1);
  text(e.said_by);
  text(e.evidence.empty() ? std::string_view() : std::string_view(e.evidence.front().quote));
  text(e.frame);
  out.numbers = {row.published ? stata_day(*row.published) : kUnknown,
                 e.date ? stata_day(e.date->days.first) : kUnknown,
                 e.date ? stata_day(e.date->days.last) : kUnknown,
                 static_cast<double>(first.sentence),
                 static_cast<double>(e.quad),
                 e.intensity,
                 e.goldstein,
                 e.place ? e.place->lat : kUnknown,
                 e.place ? e.place->lon : kUnknown,
                 e.place && e.place->geonames != 0 ? e.place->geonames : kUnknown,
                 number(e.killed),
                 number(e.injured),
                 number(e.arrested),
                 e.confidence,
                 static_cast<double>(row.reports.size())};
  rows_.push_back(std::move(out));
}

Result<void> StataFile::write(std::string& out) const {
  std::array<size_t, kTexts.size()> widths;
  widths.fill(1);  // Stata has no str0
  for (const Row& row : rows_) {
    const char* at = row.texts.data();
    for (size_t& width : widths) {
      const size_t size = std::char_traits<char>::length(at);
      width = std::max(width, size);
      at += size + 1;
    }
  }
  const std::unique_ptr<readstat_writer_t, void (*)(readstat_writer_t*)> writer(readstat_writer_init(),
                                                                                readstat_writer_free);
  readstat_set_data_writer(writer.get(), put_bytes);
  readstat_writer_set_file_format_version(writer.get(), 118);
  readstat_writer_set_file_timestamp(writer.get(), 0);  // same records, same bytes
  readstat_writer_set_file_label(writer.get(), "khaldun " KHALDUN_VERSION);
  std::vector<readstat_variable_t*> texts, numbers;
  for (size_t i = 0; i < kTexts.size(); ++i)
    texts.push_back(readstat_add_variable(writer.get(), kTexts[i], READSTAT_TYPE_STRING, widths[i]));
  for (const NumberColumn& column : kNumbers) {
    const readstat_type_t type = column.kind == Kind::real ? READSTAT_TYPE_DOUBLE : READSTAT_TYPE_INT32;
    numbers.push_back(readstat_add_variable(writer.get(), column.name, type, 0));
    if (column.kind == Kind::day) readstat_variable_set_format(numbers.back(), "%td");
  }

  const size_t before = out.size();
  readstat_error_t error = readstat_begin_writing_dta(writer.get(), &out, static_cast<long>(rows_.size()));
  const auto step = [&](readstat_error_t outcome) {
    if (error == READSTAT_OK) error = outcome;
  };
  for (const Row& row : rows_) {
    if (error != READSTAT_OK) break;
    step(readstat_begin_row(writer.get()));
    const char* at = row.texts.data();
    for (const readstat_variable_t* variable : texts) {
      step(readstat_insert_string_value(writer.get(), variable, at));
      at += std::char_traits<char>::length(at) + 1;
    }
    for (size_t i = 0; i < kNumbers.size(); ++i) {
      const double value = row.numbers[i];
      if (std::isnan(value))
        step(readstat_insert_missing_value(writer.get(), numbers[i]));
      else if (kNumbers[i].kind == Kind::real)
        step(readstat_insert_double_value(writer.get(), numbers[i], value));
      else
        step(readstat_insert_int32_value(writer.get(), numbers[i], static_cast<int32_t>(value)));
    }
    step(readstat_end_row(writer.get()));
  }
  if (error == READSTAT_OK) error = readstat_end_writing(writer.get());
  if (error == READSTAT_OK) return {};
  out.resize(before);
  return fail(Error::Kind::kUsage,
              fmt::format("{} records cannot be a Stata file: {}", rows_.size(), readstat_error_message(error)));
}

}  // namespace khaldun
