// ExportOut: the records of a run in the format of another tool, for --format gdelt2 and its like.
//
//   std::optional<ExportOut> as = ExportOut::of("gdelt2");      // nothing for Khaldun's own formats
//   as->begin(out); as->add(document, reading, out); ... as->end(out);
#pragma once

#include "khaldun/document.h"
#include "khaldun/reading.h"
#include "store/export_stata.h"
#include "store/exports.h"
#include "store/store.h"

namespace khaldun {

class ExportOut {
 public:
  static std::optional<ExportOut> of(std::string_view format);

  void begin(std::string& out) const;
  void add(const Document& document, const Reading& reading, std::string& out);
  /// A record of a store, with all reports of its event where there are several.
  void add(const StoredReport& report, const std::vector<StoredReport>& all, std::string& out);
  /// A Stata file comes all at the end. Errors as StataFile::write.
  [[nodiscard]] Result<void> end(std::string& out) const;

  /// Says on stderr how many records the format cannot say, so that they have no line.
  void say_left_out() const;

 private:
  void put(const ExportRow& row, std::string& out);
  std::string format_;
  std::optional<Exporter> lines_;  // nothing for Stata
  StataFile stata_;
  size_t left_out_ = 0;
};

}  // namespace khaldun
