// Exports: event records in the formats of other tools, column for column. docs/exports.md says what each cannot hold.
//
//   const Exporter exporter(ExportFormat::gdelt2);
//   std::string out(exporter.header());                 // empty where the format has no header line
//   exporter.write({event, published, {{"doc-1", "https://example.org/a", "example.org", 3, 1}}}, out);
#pragma once

#include <memory>

#include "khaldun/event.h"

namespace khaldun {

enum class ExportFormat : uint8_t { gdelt1, gdelt2, icews, polecat, phoenix, petrarch };
/// "gdelt2"; nothing where no format has the name.
std::optional<ExportFormat> parse_export(std::string_view name);

/// One document that tells of the act.
struct ExportReport {
  std::string document;   // its id
  std::string url;        // empty where unknown
  std::string publisher;  // who published it; see host_of()
  uint32_t sentence = 0;  // index of the sentence that tells the act first
  uint32_t tellings = 1;  // how often it does
};

struct ExportRow {
  const Event& event;
  std::optional<Day> published;       // of the first report; stands in where the record has no day
  std::vector<ExportReport> reports;  // at least one; the first is the one that the record was read from
};

/// "www.example.org" of a URL without its "www."; empty where it has no host. What stands for a publisher that nobody
/// names.
std::string host_of(std::string_view url);

struct ExportTables;

/// Immutable; any number of threads may write with it.
class Exporter {
 public:
  explicit Exporter(ExportFormat format);
  Exporter(Exporter&&) noexcept;
  ~Exporter();

  /// The column names as one line; empty for the formats without (all but icews and polecat).
  [[nodiscard]] std::string_view header() const;

  /// Appends the record's lines and returns how many: one a pair of actors, for petrarch one a pair of their codes, for
  /// polecat one in all. None of these formats can say whether an act happened, so what is planned, proposed or denied
  /// has no line; nor has what has no day.
  size_t write(const ExportRow& row, std::string& out) const;

 private:
  ExportFormat format_;
  std::unique_ptr<const ExportTables> tables_;
};

}  // namespace khaldun
