// Store: documents and their records on disk, in SQLite or PostgreSQL.
//
//   Result<std::unique_ptr<Store>> store = Store::open("events.db", Access::write);    // or "postgresql://…"
//   const Digest digest = digest_of(document);
//   if (!*(*store)->find(digest)) (*store)->put(document, digest, reading, engine.versions());
//   (*store)->commit();
//
// What is put becomes lasting in batches, each whole: after a crash the store holds all of the first documents that it
// was given, and nothing of the others. Given the same input again, it ends as if there had been no crash.
// docs/schema.md describes the tables.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <span>

#include "khaldun/document.h"
#include "khaldun/reading.h"
#include "store/database.h"
#include "store/query.h"

namespace khaldun {

class ReportRows;

/// SHA-256 of what a document says: its given day, its title, its text. Two addresses may have the same content.
using Digest = std::array<char, 32>;
Digest digest_of(const Document& document);

/// A record as the store has it.
struct StoredReport {
  int64_t id = 0;                // row of `reports`
  std::optional<int64_t> event;  // row of `events`, once it has been compared with others
  int64_t reports = 1;           // how many tell that event
  int64_t document_id = 0;       // row of `documents`
  std::string document, url;
  std::optional<Day> published;
  Event record;
  std::string around = {};  // the text around its first evidence; empty for what `select` hands over
};

struct StoredDocument {
  int64_t id = 0;
  Document document;
};

/// An act by the words of a document that tell it; so it is known again, however the document is coded later.
struct Telling {
  int64_t document = 0;  // row of `documents`
  Bytes words;
};

/// ETag and Last-Modified of a feed, as its server gave them.
struct FeedVersion {
  std::string etag, last_modified;
};

/// What `khaldun run` counts.
struct RunCounts {
  int64_t stored = 0, known = 0, rejected = 0;
};

/// One thread at a time. Errors are of kind kFile, and say whether the disk is full, the file read-only or damaged, the
/// server gone; after one, what was not yet lasting is gone.
class Store {
 public:
  /// A path, or an address "postgresql://…". With `write` a missing file or missing tables are created, older ones
  /// brought up to date, and a second writer refused. Errors: kFile; kVersion (of a newer Khaldun).
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::string& database, Access access);
  /// Whether there is something to open for reading.
  [[nodiscard]] static Result<bool> exists(const std::string& database);
  /// As it may be shown to others: an address without its password.
  [[nodiscard]] static std::string shown(const std::string& database);
  ~Store();

  /// The document with this content.
  [[nodiscard]] Result<std::optional<int64_t>> find(const Digest& digest);
  /// Stores a document with all its records, or, where its content is there already, what this copy is called. Returns
  /// whether it was new.
  [[nodiscard]] Result<bool> put(const Document& document, const Digest& digest, const Reading& reading,
                                 std::string_view versions);
  /// Notes another name or address of a document; nothing where it is known.
  [[nodiscard]] Result<void> put_copy(int64_t id, const Document& document);
  /// What could not be read, and why.
  [[nodiscard]] Result<void> put_reject(std::string_view place, std::string_view reason);

  /// The next document after `id` that other versions have coded, as it was given; nothing where there is no more.
  [[nodiscard]] Result<std::optional<StoredDocument>> outdated(int64_t after, std::string_view versions);
  /// Puts new records in the place of a document's old ones. Whatever told the same events is to be compared anew.
  [[nodiscard]] Result<void> replace(int64_t id, const Reading& reading, std::string_view versions);

  /// Reports that were never compared with others: by day of publication (unknown last), then as stored.
  [[nodiscard]] Result<std::vector<int64_t>> unlinked();
  /// The reports with these ids, in their order.
  [[nodiscard]] Result<std::vector<StoredReport>> reports(std::span<const int64_t> ids);
  /// The reports of the events of which one was published or takes place on `since` or later, or was published on an
  /// unknown day, in the order of `unlinked`.
  [[nodiscard]] Result<void> linked(Day since, const std::function<void(const StoredReport&)>& row);
  /// The latest day on which a document was published, as far as that is known.
  [[nodiscard]] Result<std::optional<Day>> last_published();
  /// Reports of an event, in the same order; empty for an event that there is not.
  [[nodiscard]] Result<std::vector<StoredReport>> reports_of(int64_t event);
  /// Says that `reports` tell of `event`, which has the id of one of them, and what they say together; `report` stands
  /// for them.
  [[nodiscard]] Result<void> put_event(int64_t event, int64_t report, std::span<const int64_t> reports,
                                       const Event& best);
  /// Notes that two reports never tell one event, whatever their words say.
  [[nodiscard]] Result<void> keep_apart(Telling telling, Telling other);
  [[nodiscard]] Result<std::vector<std::pair<Telling, Telling>>> kept_apart();

  /// Whether what lies at `url` has been stored or rejected. What is not yet lasting may be missed.
  [[nodiscard]] Result<bool> met(std::string_view url);
  /// What the server said of a feed last; empty where it was never asked.
  [[nodiscard]] Result<FeedVersion> feed_version(std::string_view url);
  [[nodiscard]] Result<void> put_feed_version(std::string_view url, const FeedVersion& version);

  /// Makes lasting what was put since the last batch.
  [[nodiscard]] Result<void> commit();

  [[nodiscard]] Result<void> begin_run(std::string_view versions, std::string_view options);
  [[nodiscard]] Result<void> end_run(const RunCounts& counts);

  /// Hands over the records that `query` asks for, by day, then in the order of the documents; stops where `row`
  /// returns false.
  [[nodiscard]] Result<void> select(const Query& query, const std::function<bool(const StoredReport&)>& row);
  /// The same as counts by query.group_by, which is not empty: names of the columns first, then rows.
  [[nodiscard]] Result<void> count(const Query& query, const std::function<bool(const std::vector<std::string>&)>& row);

 private:
  explicit Store(std::unique_ptr<Database> db);
  [[nodiscard]] Result<void> ask(const Sql& sql, const std::function<void(const Row&)>& row);
  /// Reports that meet a condition, in the order of comparing.
  [[nodiscard]] Result<std::vector<int64_t>> ids(const std::string& condition, const Values& values);
  [[nodiscard]] Result<void> change(const std::string& sql, const Values& values);
  [[nodiscard]] Result<void> begin();
  tl::unexpected<Error> abandon(Error error);

  std::unique_ptr<Database> db_;
  std::unique_ptr<ReportRows> rows_;
  std::map<Digest, int64_t> fresh_;  // documents that are not yet lasting
  int64_t run_ = 0, replacing_ = 0;
  bool open_ = false;  // a transaction is
};

}  // namespace khaldun
