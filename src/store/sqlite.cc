#include "store/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>

#include "store/migrations.h"
#include "store/run_lock.h"

namespace khaldun {
namespace {

constexpr std::string_view kSchema =
#include "store/sqlite_schema.inc"
    ;
constexpr int64_t kApplication = 0x4B484C44;  // "KHLD", in the file's header

std::string_view advice(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return "the disk is full; make room and run again, what was stored before is safe";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "the file or its folder is read-only; make both writable, or name another file";
    case SQLITE_IOERR:
      return "the disk could not be read or written; see that it is there and has room, then run again";
    case SQLITE_CANTOPEN:
      return "see that the folder exists and may be written";
    case SQLITE_NOTADB:
      return "this is no SQLite database; name another file";
    case SQLITE_CORRUPT:
      return "the file is damaged; restore it from a copy, or write a new one from the sources";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program holds the database; wait for it to end";
    default:
      return {};
  }
}

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
struct Finalize {
  void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* s) : s_(s) {}
  bool is_null(int column) const override { return sqlite3_column_type(s_, column) == SQLITE_NULL; }
  int64_t integer(int column) const override { return sqlite3_column_int64(s_, column); }
  double real(int column) const override { return sqlite3_column_double(s_, column); }
  std::string_view text(int column) const override {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(s_, column));
    return bytes == nullptr ? std::string_view{} : std::string_view(bytes, sqlite3_column_bytes(s_, column));
  }

 private:
  sqlite3_stmt* s_;
};

void bind(sqlite3_stmt* s, int at, const Value& value) {
  const auto size = static_cast<int>(value.text().size());
  // A view of nothing may have no data, which SQLite would take for NULL.
  const char* data = size == 0 ? "" : value.text().data();
  switch (value.kind()) {
    case Value::Kind::null:
      sqlite3_bind_null(s, at);
      break;
    case Value::Kind::integer:
      sqlite3_bind_int64(s, at, value.integer());
      break;
    case Value::Kind::real:
      sqlite3_bind_double(s, at, value.real());
      break;
    case Value::Kind::text:
      sqlite3_bind_text(s, at, data, size, SQLITE_STATIC);
      break;
    case Value::Kind::bytes:
      sqlite3_bind_blob(s, at, data, size, SQLITE_STATIC);
      break;
  }
}

/// The path as SQLite takes it for a file: ":memory:" and "file:…" mean something else to it.
std::string plain(const std::string& path) {
  return path.starts_with('/') || path.starts_with("./") ? path : "./" + path;
}

/// The address of a file for reading. Where no log of a writer is there and none can be made, as on a read-only disk,
/// SQLite is told that nobody writes: it would want to make one.
std::string uri_of(const std::string& path) {
  std::string uri = "file:";
  for (const char c : plain(path))
    uri += c == '%' || c == '?' || c == '#' ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::absolute(path, error).parent_path();
  const bool still = !std::filesystem::exists(path + "-wal", error) && ::access(folder.c_str(), W_OK) != 0;
  return still ? uri + "?immutable=1" : uri;
}

class Sqlite final : public Database {
 public:
  Sqlite(std::optional<RunLock> lock, std::unique_ptr<sqlite3, Close> db, std::string path)
      : lock_(std::move(lock)), path_(std::move(path)), db_(std::move(db)) {}

  Dialect dialect() const override { return {}; }
  const std::string& name() const override { return path_; }

  Result<void> query(const std::string& sql, const Values& values, const std::function<void(const Row&)>& row,
                     How how) override {
    if (how == How::once) {
      const Result<Statement> statement = prepare(sql);
      if (!statement) return tl::unexpected(statement.error());
      return steps(statement->get(), values, row);
    }
    auto found = kept_.find(sql);
    if (found == kept_.end()) {
      Result<Statement> statement = prepare(sql);
      if (!statement) return tl::unexpected(statement.error());
      found = kept_.emplace(sql, std::move(*statement)).first;
    }
    return steps(found->second.get(), values, row);
  }

  Result<void> insert(const Table& table, const Values& values) override {
    std::string marks = "?";
    for (size_t i = 1; i < values.size(); ++i) marks += ",?";
    return run(fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, table.columns, marks), values);
  }

  Result<void> execute(const std::string& sql) override {
    if (sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return complaint();
    return {};
  }

  Result<void> begin() override { return execute("BEGIN"); }
  Result<void> commit() override { return execute("COMMIT"); }
  // SQLite may have rolled back already, as when the disk is full; then there is nothing to do.
  void rollback() override { (void)execute("ROLLBACK"); }

  Result<int64_t> version() override {
    Result<int64_t> application = number("PRAGMA application_id");
    if (!application) return application;
    Result<int64_t> tables = number("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables;
    if (*application != kApplication && *tables > 0) {
      return fail(Error::Kind::kFile, fmt::format("{}: a database, but not one of khaldun; name another file", path_));
    }
    return number("PRAGMA user_version");
  }
  Result<void> set_version(int64_t version) override {
    return execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kApplication, version));
  }
  std::vector<std::string> migrations() const override {
    return {std::string(kSchema), std::string(kOnlyMutualDyads),
            fmt::format("DROP VIEW IF EXISTS actor_day; CREATE VIEW actor_day AS {}", kActorDay),
            fmt::format(kKeptApartByWords, "INTEGER", " STRICT, WITHOUT ROWID")};
  }
  Result<void> refresh() override { return {}; }

  [[nodiscard]] tl::unexpected<Error> complaint() const {
    const std::string_view what_to_do = advice(sqlite3_extended_errcode(db_.get()));
    return fail(Error::Kind::kFile, fmt::format("{}: {}{}{}", path_, sqlite3_errmsg(db_.get()),
                                                what_to_do.empty() ? "" : "; ", what_to_do));
  }

 private:
  Result<Statement> prepare(const std::string& sql) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(db_.get(), sql.c_str(), static_cast<int>(sql.size() + 1), &raw, nullptr) != SQLITE_OK)
      return complaint();
    return Statement(raw);
  }

  Result<void> steps(sqlite3_stmt* s, const Values& values, const std::function<void(const Row&)>& row) {
    for (size_t i = 0; i < values.size(); ++i) bind(s, static_cast<int>(i + 1), values[i]);
    int code = SQLITE_OK;
    while ((code = sqlite3_step(s)) == SQLITE_ROW) row(SqliteRow(s));
    Result<void> outcome;
    if (code != SQLITE_DONE) outcome = complaint();
    sqlite3_reset(s);
    return outcome;
  }

  std::optional<RunLock> lock_;  // let go of last
  std::string path_;
  std::unique_ptr<sqlite3, Close> db_;
  std::map<std::string, Statement, std::less<>> kept_;
};

}  // namespace

bool is_sqlite(const std::string& file) {
  constexpr std::string_view kMark("SQLite format 3\0", 16);
  std::array<char, 16> head{};
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return false;  // a pipe would be waited for
  std::ifstream in(file, std::ios::binary);
  return in.read(head.data(), head.size()) && std::string_view(head.data(), head.size()) == kMark;
}

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, Access access) {
  std::optional<RunLock> lock;
  std::error_code error;
  const bool there = std::filesystem::exists(path, error);
  if (access == Access::read && !there) {
    return fail(Error::Kind::kFile,
                fmt::format("{}: no such database; `khaldun run SOURCE --db {}` writes one", path, path));
  }
  if (std::filesystem::is_directory(path, error))
    return fail(Error::Kind::kFile, fmt::format("{}: a folder; wanted a database's file, as {}/events.db", path, path));
  // SQLite takes a file of a few bytes for an empty one, and would write over it.
  if (there && ::access(path.c_str(), R_OK) == 0 && std::filesystem::file_size(path, error) > 0 && !is_sqlite(path))
    return fail(Error::Kind::kFile, fmt::format("{}: this is no SQLite database; name another file", path));
  if (access == Access::write) {
    Result<RunLock> taken = RunLock::take(path);
    if (!taken) return tl::unexpected(taken.error());
    lock = std::move(*taken);
  }
  sqlite3* raw = nullptr;
  const int flags =
      access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
  const int code = sqlite3_open_v2((access == Access::write ? plain(path) : uri_of(path)).c_str(), &raw,
                                   flags | SQLITE_OPEN_NOMUTEX, nullptr);
  auto db = std::make_unique<Sqlite>(std::move(lock), std::unique_ptr<sqlite3, Close>(raw), path);
  if (code != SQLITE_OK) return db->complaint();
  sqlite3_busy_timeout(raw, 5'000);  // a reader's checkpoint may hold the file for a moment
  if (access == Access::write) {
    // With a write-ahead log readers and the run do not wait for each other. NORMAL leaves out the flush at each
    // commit: a power cut may take the last batches, never a part of one, and the next run codes them again from their
    // sources. Nothing that is not elsewhere is written here, so that the flushes would buy nothing.
    if (Result<void> done =
            db->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON");
        !done) {
      return tl::unexpected(done.error());
    }
  }
  // Pages in memory, in KiB: few while writing, so that a long run soon has all the memory that it will ever need.
  const std::string cache = access == Access::write ? "PRAGMA cache_size = -8192" : "PRAGMA cache_size = -65536";
  if (Result<void> done = db->execute(cache); !done) return tl::unexpected(done.error());
  return db;
}

}  // namespace khaldun
