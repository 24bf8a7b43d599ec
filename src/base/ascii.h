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

/// Whether `text` in small letters is `lower`.
[[nodiscard]] inline bool ascii_lower_is(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != lower[i]) return false;
  }
  return true;
}

}  // namespace khaldun
