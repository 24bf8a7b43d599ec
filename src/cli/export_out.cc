#include "cli/export_out.h"

#include <iostream>

#include "store/formats.h"

namespace khaldun {

std::optional<ExportOut> ExportOut::of(std::string_view format) {
  const std::optional<ExportFormat> lines = parse_export(format);
  if (!lines && format != "stata") return std::nullopt;
  ExportOut out;
  out.format_ = format;
  if (lines) out.lines_.emplace(*lines);
  return out;
}

void ExportOut::begin(std::string& out) const {
  if (lines_) out += lines_->header();
}

void ExportOut::add(const Document& document, const Reading& reading, std::string& out) {
  for (const Event& event : reading.events) {
    const auto tellings = static_cast<uint32_t>(event.evidence.size());
    put({event, published_of(reading), {{document.id, document.url, host_of(document.url), event.sentence, tellings}}},
        out);
  }
}

void ExportOut::add(const StoredReport& report, const std::vector<StoredReport>& all, std::string& out) {
  const auto told = [](const StoredReport& r) {
    return ExportReport{r.document, r.url, host_of(r.url), r.record.sentence,
                        static_cast<uint32_t>(r.record.evidence.size())};
  };
  ExportRow row{report.record, report.published, {told(report)}};
  for (const StoredReport& r : all) {
    if (r.id != report.id) row.reports.push_back(told(r));
  }
  put(row, out);
}

void ExportOut::put(const ExportRow& row, std::string& out) {
  if (!lines_)
    stata_.add(row);
  else if (lines_->write(row, out) == 0)
    ++left_out_;
}

void ExportOut::say_left_out() const {
  if (left_out_ == 0) return;
  std::cerr << "khaldun: " << left_out_ << " records left out: planned, proposed, denied or of no known day, which "
            << format_ << " cannot say\n";
}

Result<void> ExportOut::end(std::string& out) const { return lines_ ? Result<void>() : stata_.write(out); }

}  // namespace khaldun
