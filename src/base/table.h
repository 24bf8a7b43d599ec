// TsvTable: a file of tab-separated cells, as the lexicon has them: remarks with '#', a line of column names, rows.
//
//   const Result<TsvTable> table = TsvTable::read("countries.tsv", {"name", "code"});
//   (*table)[0][1]                                     // "AFG", wherever that column stands in the file
//   return table->error(0, "the name is empty");       // "countries.tsv:4: the name is empty"
#pragma once

#include <string>
#include <vector>

#include "khaldun/base.h"

namespace khaldun {

class TsvTable {
 public:
  /// The cells of `columns`; cells that a row leaves out at its end are empty. Errors (kFile): no file, no such column,
  /// a row of more cells than there are columns.
  [[nodiscard]] static Result<TsvTable> read(const std::string& path, const std::vector<std::string>& columns);

  [[nodiscard]] size_t size() const { return rows_.size(); }
  /// Cells in the order in which the columns were asked for.
  [[nodiscard]] const std::vector<std::string>& operator[](size_t row) const { return rows_[row]; }
  /// An error of a row, by file and line.
  [[nodiscard]] tl::unexpected<Error> error(size_t row, const std::string& what) const;

 private:
  std::string path_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<size_t> lines_;
};

}  // namespace khaldun
