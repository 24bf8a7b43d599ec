// Texts as PostgreSQL takes them.
//
//   std::string line;
//   write_copy(values, line);     // "17\tArticle one\t\\N\n", a row of COPY … FROM STDIN
#pragma once

#include "base/utf8.h"
#include "store/database.h"

namespace khaldun {

/// Appends a row in the text format of COPY, its texts made acceptable.
void write_copy(const Values& values, std::string& out);

/// "?" and "?2" as "$1" and "$2".
[[nodiscard]] std::string numbered(std::string_view sql);

}  // namespace khaldun
