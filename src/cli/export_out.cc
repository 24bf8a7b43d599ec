#include "cli/export_out.h"

namespace khaldun {

std::optional<ExportOut> ExportOut::of(std::string_view format) {
  const std::optional<ExportFormat> lines = parse_export(format);
  if (!lines && format != "stata") return std::nullopt;
  ExportOut out;
  if (lines) out.lines_.emplace(*lines);
  return out;
}

void ExportOut::begin(std::string& out) const {
  if (lines_) out += lines_->header();
}

void ExportOut::add(const Document& document, const Reading& reading, std::string& out) {
  for (const Event& event : reading.events) {
    const auto tellings = static_cast<uint32_t>(event.evidence.size());
    const ExportRow row{event, reading.published, {{document.id, document.url, host_of(document.url), event.sentence, tellings}}};
    if (!lines_) stata_.add(row);
    else if (lines_->write(row, out) == 0) ++left_out_;
  }
}

Result<void> ExportOut::end(std::string& out) const {
  if (lines_) return {};
  return stata_.write([&](std::string_view bytes) {
    out += bytes;
    return true;
  });
}

}  // namespace khaldun
