#include "store/database.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace khaldun {

std::string Dialect::any_of(std::string_view column) const {
  return postgres ? fmt::format("{} = ANY (?::bigint[])", column)
                  : fmt::format("{} IN (SELECT value FROM json_each(?))", column);
}

std::string Dialect::list_of(std::span<const int64_t> ids) const {
  const std::string list = fmt::format("{}", fmt::join(ids, ","));
  return postgres ? "{" + list + "}" : "[" + list + "]";
}

Result<int64_t> Database::number(const std::string& sql, const Values& values) {
  int64_t number = 0;
  const Result<void> done = query(sql, values, [&](const Row& row) { number = row.integer(0); });
  if (!done) return tl::unexpected(done.error());
  return number;
}

}  // namespace khaldun
