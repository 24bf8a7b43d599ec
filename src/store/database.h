// Database: what the store asks of SQLite or PostgreSQL. One SQL for both, with "?" or "?1" for values; what differs is
// asked of Dialect.
//
//   auto db = open_sqlite("events.db", Access::read);  // or open_postgres("postgresql://…")
//   (*db)->query("SELECT id FROM documents WHERE name = ?", {"a1"}, [&](const Row& row) { use(row.integer(0)); });
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "khaldun/base.h"

namespace khaldun {

enum class Access : uint8_t { read, write };

/// A value for a statement. Texts and bytes are views that must outlive the call; an optional without a value is NULL.
class Value {
 public:
  enum class Kind : uint8_t { null, integer, real, text, bytes };
  Value() = default;
  Value(int64_t value) : kind_(Kind::integer), integer_(value) {}
  Value(int value) : Value(static_cast<int64_t>(value)) {}
  Value(uint32_t value) : Value(static_cast<int64_t>(value)) {}
  Value(double value) : kind_(Kind::real), real_(value) {}
  Value(std::string_view text) : kind_(Kind::text), text_(text) {}
  Value(const std::string& text) : Value(std::string_view(text)) {}
  Value(const char* text) : Value(std::string_view(text)) {}
  template <class T>
  Value(const std::optional<T>& value) : Value(value ? Value(*value) : Value()) {}
  static Value bytes(std::string_view bytes) {
    Value value(bytes);
    value.kind_ = Kind::bytes;
    return value;
  }

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] int64_t integer() const { return integer_; }
  [[nodiscard]] double real() const { return real_; }
  [[nodiscard]] std::string_view text() const { return text_; }  // or bytes

 private:
  Kind kind_ = Kind::null;
  int64_t integer_ = 0;
  double real_ = 0;
  std::string_view text_;
};
using Values = std::vector<Value>;

/// A row of an answer, by column from 0; texts are valid while it is handed over. NULL is 0 or empty.
class Row {
 public:
  virtual ~Row() = default;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual int64_t integer(int column) const = 0;
  [[nodiscard]] virtual double real(int column) const = 0;
  [[nodiscard]] virtual std::string_view text(int column) const = 0;
};

/// A table and the columns that `insert` fills.
struct Table {
  std::string_view name, columns;  // "id, name"
};

/// In what the two speak differently.
struct Dialect {
  bool postgres = false;
  /// Which index to use: SQLite knows no statistics of a database that is still growing, so it is told. PostgreSQL
  /// knows.
  [[nodiscard]] std::string hint(std::string_view sqlite) const {
    return postgres ? std::string() : std::string(sqlite);
  }
  /// Whether a column's value is among those of a list, one "?" made by list_of.
  [[nodiscard]] std::string any_of(std::string_view column) const;
  [[nodiscard]] std::string list_of(std::span<const int64_t> ids) const;
};

/// One thread at a time. Errors (kFile) name the database, what it says, and what to do; after one, the transaction is
/// to be rolled back.
class Database {
 public:
  virtual ~Database() = default;
  [[nodiscard]] virtual Dialect dialect() const = 0;
  /// As messages name it: the path, or the address without its password.
  [[nodiscard]] virtual const std::string& name() const = 0;

  enum class How : uint8_t {
    kept,     // prepared once for all values
    once,     // planned for these values, then forgotten
    settled,  // as kept, but may miss what was inserted since the last commit, and so costs less
  };
  /// Runs one statement and hands over its rows. `row` must not use the database.
  [[nodiscard]] virtual Result<void> query(const std::string& sql, const Values& values,
                                           const std::function<void(const Row&)>& row, How how = How::kept) = 0;
  [[nodiscard]] Result<void> run(const std::string& sql, const Values& values) {
    return query(sql, values, [](const Row&) {});
  }
  /// The one number that a query gives; 0 for NULL.
  [[nodiscard]] Result<int64_t> number(const std::string& sql, const Values& values = {});
  /// Adds a row. It may wait for others and be sent with them, before the next statement or commit, in the order of
  /// coming.
  [[nodiscard]] virtual Result<void> insert(const Table& table, const Values& values) = 0;
  /// Runs any number of statements without values that give no rows.
  [[nodiscard]] virtual Result<void> execute(const std::string& sql) = 0;

  [[nodiscard]] virtual Result<void> begin() = 0;
  [[nodiscard]] virtual Result<void> commit() = 0;
  /// Drops what was not committed, as far as there is a database left.
  virtual void rollback() = 0;

  /// The schema's version, 0 for an empty database that may be given one. Errors: it belongs to another program, or is
  /// not fit for our texts.
  [[nodiscard]] virtual Result<int64_t> version() = 0;
  [[nodiscard]] virtual Result<void> set_version(int64_t version) = 0;
  /// The statements that bring the schema from version i to i + 1. Those that have been published are never edited.
  [[nodiscard]] virtual std::vector<std::string> migrations() const = 0;
  /// Says that much has been written, so that the database may look at it anew. Outside of a transaction.
  [[nodiscard]] virtual Result<void> refresh() = 0;
};

}  // namespace khaldun
