// StataFile: records as a Stata dataset (.dta, version 118), one row a record, every field of the record but the
// evidence beyond its first quote. Days are Stata days, the unknown is Stata's missing.
//
//   StataFile file;
//   for (...) file.add({event, published, reports});
//   Result<void> done = file.write(out);
#pragma once

#include <string>
#include <vector>

#include "store/exports.h"

namespace khaldun {

/// Keeps the rows until write(), about 600 bytes each: a .dta begins with their number and the widths of their columns.
class StataFile {
 public:
  /// A text longer than 2045 bytes, Stata's limit, is cut at a character.
  void add(const ExportRow& row);

  /// Appends the file to `out`. Errors: kUsage where Stata cannot hold the rows; then `out` is as it was.
  [[nodiscard]] Result<void> write(std::string& out) const;

 private:
  struct Row {
    std::string texts;            // the text columns in order, each with a NUL after it
    std::vector<double> numbers;  // the number columns in order, NaN where unknown
  };
  std::vector<Row> rows_;
};

}  // namespace khaldun
