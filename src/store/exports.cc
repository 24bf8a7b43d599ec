#include "store/exports.h"

#include <algorithm>

#include "store/export_lines.h"

namespace khaldun {

std::optional<ExportFormat> parse_export(std::string_view name) {
  constexpr std::array<std::string_view, 6> kNames = {"gdelt1", "gdelt2", "icews", "polecat", "phoenix", "petrarch"};
  const auto at = std::ranges::find(kNames, name);
  if (at == kNames.end()) return std::nullopt;
  return static_cast<ExportFormat>(at - kNames.begin());
}

std::string host_of(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return "";
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const size_t user = host.find('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
  host = host.substr(0, host.find(':'));
  if (host.starts_with("www.")) host.remove_prefix(4);
  return std::string(host);
}

Exporter::Exporter(ExportFormat format) : format_(format), tables_(std::make_unique<const ExportTables>()) {}
Exporter::Exporter(Exporter&&) noexcept = default;
Exporter::~Exporter() = default;

std::string_view Exporter::header() const {
  return format_ == ExportFormat::icews     ? kIcewsHeader
         : format_ == ExportFormat::polecat ? kPolecatHeader
                                            : std::string_view();
}

size_t Exporter::write(const ExportRow& row, std::string& out) const {
  // An attack whose doer is only blamed is `alleged`: the other data sets count it, and so does a reader of theirs.
  if (row.event.status != Status::occurred && row.event.status != Status::alleged) return 0;
  if (!row.event.date && !row.published) return 0;
  const size_t before = out.size();
  switch (format_) {
    case ExportFormat::gdelt1:
      write_gdelt(*tables_, row, false, out);
      break;
    case ExportFormat::gdelt2:
      write_gdelt(*tables_, row, true, out);
      break;
    case ExportFormat::icews:
      write_icews(*tables_, row, out);
      break;
    case ExportFormat::polecat:
      write_polecat(*tables_, row, out);
      break;
    case ExportFormat::phoenix:
      write_phoenix(*tables_, row, out);
      break;
    case ExportFormat::petrarch:
      write_petrarch(*tables_, row, out);
      break;
  }
  return static_cast<size_t>(std::ranges::count(std::string_view(out).substr(before), '\n'));
}

}  // namespace khaldun
