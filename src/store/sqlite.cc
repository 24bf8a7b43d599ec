#include "store/sqlite.h"

#include <fmt/format.h>

namespace khaldun {
namespace {

std::string_view advice(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL: return "the disk is full; make room and run again, what was stored before is safe";
    case SQLITE_READONLY:
    case SQLITE_PERM: return "the file or its folder is read-only; make both writable, or name another file";
    case SQLITE_IOERR: return "the disk could not be read or written; see that it is there and has room, then run again";
    case SQLITE_CANTOPEN: return "see that the folder exists and may be written";
    case SQLITE_NOTADB: return "this is no SQLite database; name another file";
    case SQLITE_CORRUPT: return "the file is damaged; restore it from a copy, or write a new one from the sources";
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "another program holds the database; wait for it to end";
    default: return {};
  }
}

tl::unexpected<Error> complain(sqlite3* db, const std::string& path) {
  const int code = sqlite3_extended_errcode(db);
  const std::string_view what_to_do = advice(code);
  return fail(Error::Kind::kFile, fmt::format("{}: {}{}{}", path, sqlite3_errmsg(db), what_to_do.empty() ? "" : "; ", what_to_do));
}

}  // namespace

Result<bool> Statement::step() {
  const int code = sqlite3_step(raw_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  tl::unexpected<Error> error = complain(sqlite3_db_handle(raw_.get()), *path_);
  reset();
  return error;
}

Result<void> Statement::run() {
  const Result<bool> row = step();
  if (!row) return tl::unexpected(row.error());
  reset();
  return {};
}

void Statement::reset() { sqlite3_reset(raw_.get()); }

std::string_view Statement::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(raw_.get(), column));
  return bytes == nullptr ? std::string_view{} : std::string_view(bytes, sqlite3_column_bytes(raw_.get(), column));
}

Result<Sqlite> Sqlite::open(const std::string& path, Access access) {
  sqlite3* raw = nullptr;
  const int flags = access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Sqlite db(raw, path);
  if (code != SQLITE_OK) return complain(raw, path);
  sqlite3_busy_timeout(raw, 5'000);  // a reader's checkpoint may hold the file for a moment
  return db;
}

Result<Statement> Sqlite::prepare(const std::string& sql) const {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(raw_.get(), sql.c_str(), static_cast<int>(sql.size() + 1), &raw, nullptr) != SQLITE_OK) {
    return complain(raw_.get(), *path_);
  }
  return Statement(raw, path_.get());
}

Result<void> Sqlite::execute(const std::string& sql) const {
  if (sqlite3_exec(raw_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return complain(raw_.get(), *path_);
  return {};
}

Result<int64_t> Sqlite::number(const std::string& sql) const {
  Result<Statement> statement = prepare(sql);
  if (!statement) return tl::unexpected(statement.error());
  const Result<bool> row = statement->step();
  if (!row) return tl::unexpected(row.error());
  return *row ? statement->integer(0) : 0;
}

}  // namespace khaldun
