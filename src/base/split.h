// Split: the parts of a list in one text.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace khaldun {

/// What stands between the `at`s: the tokens of a plain name, the names in a table's cell. Nothing of an empty text.
[[nodiscard]] inline std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  if (text.empty()) return parts;
  for (size_t next = 0; next <= text.size();) {
    const size_t end = std::min(text.find(at, next), text.size());
    parts.push_back(text.substr(next, end - next));
    next = end + 1;
  }
  return parts;
}

}  // namespace khaldun
