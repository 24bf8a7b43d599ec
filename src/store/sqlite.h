// SQLite: a database in one file.
#pragma once

#include <memory>

#include "store/database.h"

namespace khaldun {

/// With `write` a missing file is created, and a second writer refused. Errors (kFile) name the file, what is wrong,
/// and what to do.
[[nodiscard]] Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, Access access);

}  // namespace khaldun
