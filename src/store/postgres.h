// PostgreSQL: a database of a server, "postgresql://user@host:5432/events". Passwords are best left to ~/.pgpass, which
// libpq reads.
#pragma once

#include <memory>

#include "store/database.h"

namespace khaldun {

/// Whether this is an address of PostgreSQL, and not a path.
[[nodiscard]] bool is_postgres(std::string_view database);

/// The address as messages and tables may show it: without the password.
[[nodiscard]] std::string without_password(const std::string& url);

/// Connects to a database that there is. With `write` a second writer is refused. Errors (kFile) name the database,
/// what is wrong, and what to do.
[[nodiscard]] Result<std::unique_ptr<Database>> open_postgres(const std::string& url, Access access);

}  // namespace khaldun
