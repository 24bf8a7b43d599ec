// Sqlite: a connection and its statements, closed when they go out of scope.
//
//   Result<Sqlite> db = Sqlite::open("events.db", Sqlite::Access::read);
//   Result<Statement> find = db->prepare("SELECT id FROM documents WHERE name = ?");
//   for (find->bind("a1"); find->step().value_or(false);) use(find->integer(0));
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>

#include "khaldun/base.h"

namespace khaldun {

/// A prepared statement; lives no longer than its connection. Texts that it is given to bind must outlive the steps.
class Statement {
 public:
  /// Binds the parameters from the first on, and starts the statement over. Optionals without a value are NULL.
  template <class... Values>
  Statement& bind(const Values&... values) {
    reset();
    int at = 0;
    (put(++at, values), ...);
    return *this;
  }
  void put(int at, int64_t value) { sqlite3_bind_int64(raw_.get(), at, value); }
  void put(int at, uint32_t value) { put(at, static_cast<int64_t>(value)); }
  void put(int at, int value) { put(at, static_cast<int64_t>(value)); }
  void put(int at, double value) { sqlite3_bind_double(raw_.get(), at, value); }
  void put(int at, std::string_view text) {
    // A view of nothing may have no data, which SQLite would take for NULL.
    sqlite3_bind_text(raw_.get(), at, text.empty() ? "" : text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  void put(int at, const std::string& text) { put(at, std::string_view(text)); }
  void put(int at, const char* text) { put(at, std::string_view(text)); }
  /// The same, with a copy of the text.
  void put_owned(int at, const std::string& text) {
    sqlite3_bind_text(raw_.get(), at, text.c_str(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  }
  template <class Value>
  void put(int at, const std::optional<Value>& value) {
    if (value) put(at, *value);
    else sqlite3_bind_null(raw_.get(), at);
  }
  void put_blob(int at, std::string_view bytes) {
    sqlite3_bind_blob(raw_.get(), at, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
  }

  /// Whether there is a (next) row. Errors: see Sqlite.
  [[nodiscard]] Result<bool> step();
  /// Runs a statement that gives no rows, and starts it over.
  [[nodiscard]] Result<void> run();
  void reset();

  [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(raw_.get(), column) == SQLITE_NULL; }
  [[nodiscard]] int64_t integer(int column) const { return sqlite3_column_int64(raw_.get(), column); }
  [[nodiscard]] double real(int column) const { return sqlite3_column_double(raw_.get(), column); }
  /// Empty for NULL; valid until the next step.
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] int columns() const { return sqlite3_column_count(raw_.get()); }
  [[nodiscard]] std::string_view column_name(int column) const { return sqlite3_column_name(raw_.get(), column); }

 private:
  friend class Sqlite;
  struct Finalize {
    void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
  };
  Statement(sqlite3_stmt* raw, const std::string* path) : raw_(raw), path_(path) {}
  std::unique_ptr<sqlite3_stmt, Finalize> raw_;
  const std::string* path_;
};

/// One thread at a time. Errors (kFile) name the file, what SQLite says, and what to do.
class Sqlite {
 public:
  enum class Access : uint8_t { read, write };
  /// With `write` a missing file is created.
  [[nodiscard]] static Result<Sqlite> open(const std::string& path, Access access);
  [[nodiscard]] Result<Statement> prepare(const std::string& sql) const;
  /// Runs any number of statements that give no rows.
  [[nodiscard]] Result<void> execute(const std::string& sql) const;
  /// The one number that a query such as "PRAGMA user_version" gives.
  [[nodiscard]] Result<int64_t> number(const std::string& sql) const;
  [[nodiscard]] int64_t last_id() const { return sqlite3_last_insert_rowid(raw_.get()); }
  [[nodiscard]] int changes() const { return sqlite3_changes(raw_.get()); }
  [[nodiscard]] const std::string& path() const { return *path_; }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };
  Sqlite(sqlite3* raw, const std::string& path) : raw_(raw), path_(std::make_unique<std::string>(path)) {}
  std::unique_ptr<sqlite3, Close> raw_;
  std::unique_ptr<std::string> path_;  // apart, so that statements may point at it when the connection moves
};

}  // namespace khaldun
