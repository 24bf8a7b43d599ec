// SQLite: a database in one file.
#pragma once

#include <memory>
#include <string>

#include "store/database.h"

namespace khaldun {

/// Whether a file begins as SQLite's do; false where it cannot be read.
[[nodiscard]] bool is_sqlite(const std::string& file);

/// With `write` a missing file is created, and a second writer refused. Errors (kFile) name the file, what is wrong,
/// and what to do.
[[nodiscard]] Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, Access access);

}  // namespace khaldun
