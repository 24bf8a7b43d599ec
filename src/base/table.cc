#include "base/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace khaldun {
namespace {

std::vector<std::string> split(std::string_view line) {
  std::vector<std::string> cells;
  for (size_t begin = 0;;) {
    const size_t end = line.find('\t', begin);
    cells.emplace_back(line.substr(begin, end - begin));
    if (end == std::string_view::npos) return cells;
    begin = end + 1;
  }
}

}  // namespace

Result<TsvTable> TsvTable::read(const std::string& path, const std::vector<std::string>& columns) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return fail(Error::Kind::kFile, fmt::format("{}: cannot be opened; a table with the columns {} is wanted there",
                                                path, fmt::join(columns, ", ")));
  }
  const auto wrong = [&](size_t line, const std::string& what) {
    return fail(Error::Kind::kFile, fmt::format("{}:{}: {}", path, line, what));
  };
  TsvTable table;
  table.path_ = path;
  std::vector<std::string> names;
  std::vector<size_t> order;
  size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> cells = split(line);
    if (names.empty()) {
      names = cells;
      for (const std::string& column : columns) {
        const auto at = std::ranges::find(names, column);
        if (at == names.end())
          return wrong(number, fmt::format("no column '{}'; found {}", column, fmt::join(names, ", ")));
        order.push_back(static_cast<size_t>(at - names.begin()));
      }
      continue;
    }
    if (cells.size() > names.size())
      return wrong(number, fmt::format("found {} cells, wanted {}", cells.size(), names.size()));
    cells.resize(names.size());
    std::vector<std::string>& row = table.rows_.emplace_back();
    for (const size_t at : order) row.push_back(cells[at]);
    table.lines_.push_back(number);
  }
  if (names.empty()) return wrong(number, fmt::format("no line of column names; wanted {}", fmt::join(columns, ", ")));
  return table;
}

tl::unexpected<Error> TsvTable::error(size_t row, const std::string& what) const {
  return fail(Error::Kind::kFile, fmt::format("{}:{}: {}", path_, lines_[row], what));
}

}  // namespace khaldun
