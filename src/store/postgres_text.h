// Texts as PostgreSQL takes them.
//
//   std::string line;
//   write_copy(values, line);     // "17\tArticle one\t\\N\n", a row of COPY … FROM STDIN
#pragma once

#include "store/database.h"

namespace khaldun {

/// The text with U+FFFD for what PostgreSQL refuses: zero bytes, and what is not UTF-8, as in names of files. Makes a
/// copy in `storage` only where there is something to replace.
[[nodiscard]] std::string_view acceptable(std::string_view text, std::string& storage);

/// Appends a row in the text format of COPY.
void write_copy(const Values& values, std::string& out);

/// "?" and "?2" as "$1" and "$2".
[[nodiscard]] std::string numbered(std::string_view sql);

}  // namespace khaldun
