// Ascii: letters without a locale.
#pragma once

#include <string>
#include <string_view>

namespace khaldun {

/// With A to Z in small letters; all other bytes stay as they are.
[[nodiscard]] inline std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

}  // namespace khaldun
