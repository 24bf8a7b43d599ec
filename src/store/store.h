// Store: documents and their records on disk.
//
//   Result<std::unique_ptr<Store>> store = Store::open("events.db", Store::Access::write);
//   const Digest digest = digest_of(document);
//   if (!*(*store)->find(digest)) (*store)->put(document, digest, reading, engine.versions());
//   (*store)->commit();
//
// What is put becomes lasting in batches, each whole: after a crash the store holds all of the first documents that it was given, and
// nothing of the others. Given the same input again, it ends as if there had been no crash. docs/schema.md describes the tables.
#pragma once

#include <array>
#include <functional>
#include <memory>

#include "khaldun/document.h"
#include "khaldun/reading.h"
#include "store/query.h"

namespace khaldun {

/// SHA-256 of what a document says: its given day, its title, its text. Two addresses may have the same content.
using Digest = std::array<char, 32>;
Digest digest_of(const Document& document);

/// A record as the store has it.
struct StoredReport {
  int64_t id = 0;                // row of `reports`
  std::optional<int64_t> event;  // row of `events`, once it has been compared with others
  std::string document, url;
  std::optional<Day> published;
  Event record;
};

struct StoredDocument {
  int64_t id = 0;
  Document document;
};

/// What `khaldun run` counts.
struct RunCounts {
  int64_t stored = 0, known = 0, rejected = 0;
};

/// One thread at a time. Errors are of kind kFile, and say whether the disk is full, the file read-only or damaged; after one, what was
/// not yet lasting is gone.
class Store {
 public:
  enum class Access : uint8_t { read, write };
  /// With `write` a missing database is created, an older one brought up to date, and a second writer refused.
  /// Errors: kFile; kVersion (of a newer Khaldun).
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::string& path, Access access);
  virtual ~Store() = default;

  /// The document with this content.
  [[nodiscard]] virtual Result<std::optional<int64_t>> find(const Digest& digest) = 0;
  /// Stores a document with all its records, or, where its content is there already, what this copy is called. Returns whether it was new.
  /// Of a document of unknown day, only those days are kept that its text tells in full.
  [[nodiscard]] virtual Result<bool> put(const Document& document, const Digest& digest, const Reading& reading, std::string_view versions) = 0;
  /// Notes another name or address of a document; nothing where it is known.
  [[nodiscard]] virtual Result<void> put_copy(int64_t id, const Document& document) = 0;
  /// What could not be read: the error's message, "place: reason".
  [[nodiscard]] virtual Result<void> put_reject(std::string_view message) = 0;

  /// The next document after `id` that other versions have coded, as it was given; nothing where there is no more.
  [[nodiscard]] virtual Result<std::optional<StoredDocument>> outdated(int64_t after, std::string_view versions) = 0;
  /// Puts new records in the place of a document's old ones.
  [[nodiscard]] virtual Result<void> replace(int64_t id, const Reading& reading, std::string_view versions) = 0;

  /// Makes lasting what was put since the last batch.
  [[nodiscard]] virtual Result<void> commit() = 0;

  [[nodiscard]] virtual Result<void> begin_run(std::string_view versions, std::string_view options) = 0;
  [[nodiscard]] virtual Result<void> end_run(const RunCounts& counts) = 0;

  /// Hands over the records that `query` asks for, by day, then in the order of the documents; stops where `row` returns false.
  [[nodiscard]] virtual Result<void> select(const Query& query, const std::function<bool(const StoredReport&)>& row) = 0;
  /// The same as counts by query.group_by, which is not empty: names of the columns first, then rows.
  [[nodiscard]] virtual Result<void> count(const Query& query, const std::function<bool(const std::vector<std::string>&)>& row) = 0;
};

}  // namespace khaldun
