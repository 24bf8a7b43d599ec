// UTF-8: its characters, and texts of which nobody knows whether they are UTF-8.
//
//   std::string storage;
//   acceptable("caf\xE9.txt", storage)      // "caf�.txt"
#pragma once

#include <string>
#include <string_view>

namespace khaldun {

/// Bytes of the character that stands first; 0 where it is no UTF-8.
[[nodiscard]] size_t first_character(std::string_view text);

/// The text with U+FFFD for each byte that is no UTF-8, as in names of files, and for zero bytes, which PostgreSQL
/// refuses. Makes a copy in `storage` only where there is something to replace.
[[nodiscard]] std::string_view acceptable(std::string_view text, std::string& storage);

/// The text without the byte-order mark before it.
[[nodiscard]] inline std::string_view unmarked(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

/// What is wrong with a table that a user brings, and what to do, where it is no UTF-8; empty where it is.
[[nodiscard]] std::string_view not_utf8(std::string_view text);

}  // namespace khaldun
