#include "store/store.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <utility>

#include "store/formats.h"
#include "store/postgres.h"
#include "store/report_rows.h"
#include "store/sqlite.h"

namespace khaldun {
namespace {

// Documents a transaction. A batch ends where the number of a document is a multiple of this, so that a run that was
// cut off and goes on has the same batches as one that was not: then even the layout of the full-text index is the
// same.
constexpr int64_t kBatch = 16;
constexpr size_t kChunk = 256;  // reports read at once
// Documents after which a database is told that it has changed; of fewer it takes care itself.
constexpr int64_t kMany = 1000;

std::string utc_now() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::now())); }

/// A mean to three digits, "-2.0".
std::string shown_mean(double mean) {
  std::string digits = fmt::format("{}", std::round(mean * 1000) / 1000 + 0.0);
  if (digits.find_first_of(".e") == std::string::npos) digits += ".0";
  return digits;
}

/// Brings a new or older database up to date. Errors: kVersion, or that it belongs to another program.
Result<void> migrate(Database& db, Access access) {
  const Result<int64_t> version = db.version();
  if (!version) return tl::unexpected(version.error());
  const std::vector<std::string> steps = db.migrations();
  const auto newest = static_cast<int64_t>(steps.size());
  if (*version < 0) {
    return fail(Error::Kind::kVersion,
                fmt::format("{}: the database has version {}, wanted 1 to {}; it is damaged or another program's: name "
                            "another, or write a new one from the sources",
                            db.name(), *version, newest));
  }
  if (*version > newest) {
    return fail(
        Error::Kind::kVersion,
        fmt::format("{}: the database has version {}, this program knows up to {}; use the newer khaldun that wrote "
                    "it, or write a new database from the sources",
                    db.name(), *version, newest));
  }
  if (access == Access::read && *version == 0) {
    return fail(Error::Kind::kFile,
                fmt::format("{}: a database without khaldun's tables; `khaldun run SOURCE --db {}` writes them",
                            db.name(), db.name()));
  }
  if (access == Access::read && *version < newest) {
    return fail(
        Error::Kind::kVersion,
        fmt::format("{}: the database has version {}, wanted {}; any `khaldun run` with it brings it up to date",
                    db.name(), *version, newest));
  }
  for (int64_t step = *version; step < newest; ++step) {
    Result<void> done = db.begin()
                            .and_then([&] { return db.execute(steps[static_cast<size_t>(step)]); })
                            .and_then([&] { return db.set_version(step + 1); })
                            .and_then([&] { return db.commit(); });
    if (!done) {
      db.rollback();
      return done;
    }
  }
  return {};
}

/// Hands over reports until `row` returns false.
Result<void> read(ReportRows& rows, std::span<const int64_t> ids, ReportRows::As as,
                  const std::function<bool(const StoredReport&)>& row) {
  for (; !ids.empty(); ids = ids.subspan(std::min(kChunk, ids.size()))) {
    const Result<std::vector<StoredReport>> reports = rows.reports(ids.first(std::min(kChunk, ids.size())), as);
    if (!reports) return tl::unexpected(reports.error());
    if (!std::ranges::all_of(*reports, row)) return {};
  }
  return {};
}

Result<std::unique_ptr<Database>> connect(const std::string& database, Access access) {
  return is_postgres(database) ? open_postgres(database, access) : open_sqlite(database, access);
}

}  // namespace

Digest digest_of(const Document& document) {
  const std::string head =
      fmt::format("{}\n{}\n", document.published ? to_string(*document.published) : "", document.title_end);
  Digest digest;
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr);
  EVP_DigestUpdate(hash.get(), head.data(), head.size());
  EVP_DigestUpdate(hash.get(), document.text.data(), document.text.size());
  EVP_DigestFinal_ex(hash.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr);
  return digest;
}

Store::Store(std::unique_ptr<Database> db) : db_(std::move(db)), rows_(std::make_unique<ReportRows>(*db_)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::string& database, Access access) {
  Result<std::unique_ptr<Database>> db = connect(database, access);
  if (!db) return tl::unexpected(db.error());
  if (Result<void> done = migrate(**db, access); !done) return tl::unexpected(done.error());
  return std::unique_ptr<Store>(new Store(std::move(*db)));
}

Result<bool> Store::exists(const std::string& database) {
  std::error_code error;
  if (!is_postgres(database)) return std::filesystem::exists(database, error);
  const Result<std::unique_ptr<Database>> db = connect(database, Access::read);
  if (!db) return tl::unexpected(db.error());
  const Result<int64_t> version = (*db)->version();
  if (!version) return tl::unexpected(version.error());
  return *version > 0;
}

std::string Store::shown(const std::string& database) {
  return is_postgres(database) ? without_password(database) : database;
}

Result<std::optional<int64_t>> Store::find(const Digest& digest) {
  if (const auto fresh = fresh_.find(digest); fresh != fresh_.end()) return fresh->second;
  std::optional<int64_t> id;
  const Result<void> done = db_->query(
      "SELECT id FROM documents WHERE digest = ?", {Value::bytes({digest.data(), digest.size()})},
      [&](const Row& row) { id = row.integer(0); }, Database::How::settled);
  if (!done) return abandon(done.error());
  return id;
}

Result<bool> Store::put(const Document& document, const Digest& digest, const Reading& reading,
                        std::string_view versions) {
  const Result<std::optional<int64_t>> known = find(digest);
  if (!known) return tl::unexpected(known.error());
  if (*known) {
    if (Result<void> done = put_copy(**known, document); !done) return tl::unexpected(done.error());
    return false;
  }
  if (Result<void> done = begin(); !done) return tl::unexpected(done.error());
  const Result<int64_t> id = rows_->put_document(document, {digest.data(), digest.size()}, reading, versions);
  if (!id) return abandon(id.error());
  if (Result<void> done = rows_->put_reports(*id, reading); !done) return abandon(done.error());
  fresh_.emplace(digest, *id);
  if (*id % kBatch == 0) {
    if (Result<void> done = commit(); !done) return tl::unexpected(done.error());
  }
  return true;
}

Result<void> Store::put_copy(int64_t id, const Document& document) {
  return change(
      "INSERT INTO copies (document_id, name, url) SELECT id, ?2, ?3 FROM documents "
      "WHERE id = ?1 AND (name <> ?2 OR coalesce(url, '') <> ?3) ON CONFLICT DO NOTHING",
      {id, document.id, document.url});
}

Result<void> Store::put_reject(std::string_view place, std::string_view reason) {
  constexpr size_t kMost = 4000;  // bytes; a reason may quote what it was found in
  return change(
      "INSERT INTO rejects (id, place, reason) SELECT coalesce(max(id), 0) + 1, ?, ? FROM rejects WHERE true ON "
      "CONFLICT DO NOTHING",
      {clipped(place, kMost), clipped(reason, kMost)});
}

Result<std::optional<StoredDocument>> Store::outdated(int64_t after, std::string_view versions) {
  return rows_->outdated(after, versions);
}

Result<void> Store::replace(int64_t id, const Reading& reading, std::string_view versions) {
  // Not each number is met here; a batch ends where the next begins.
  if (const int64_t batch = (id - 1) / kBatch; std::exchange(replacing_, batch) != batch) {
    if (Result<void> done = commit(); !done) return done;
  }
  if (Result<void> done = begin(); !done) return done;
  if (Result<void> done = rows_->replace_document(id, reading, versions); !done) return abandon(done.error());
  if (Result<void> done = rows_->put_reports(id, reading); !done) return abandon(done.error());
  return {};
}

Result<std::vector<int64_t>> Store::unlinked() { return ids("r.event_id IS NULL", {}); }

Result<std::vector<StoredReport>> Store::reports(std::span<const int64_t> ids) {
  return rows_->reports(ids, ReportRows::As::told);
}

Result<void> Store::linked(Day since, const std::function<void(const StoredReport&)>& row) {
  const Result<std::vector<int64_t>> found =
      ids("r.event_id IN (SELECT o.event_id FROM reports o JOIN documents p ON p.id = o.document_id "
          "WHERE coalesce(p.published, '9999') >= ?1 OR o.last_day >= ?1)",
          {to_string(since)});
  if (!found) return tl::unexpected(found.error());
  const auto each = [&](const StoredReport& report) {
    row(report);
    return true;
  };
  return read(*rows_, *found, ReportRows::As::told, each);
}

Result<std::optional<Day>> Store::last_published() {
  std::optional<Day> last;
  const Result<void> done =
      db_->query("SELECT max(published) FROM documents", {}, [&](const Row& row) { last = parse_day(row.text(0)); });
  if (!done) return tl::unexpected(done.error());
  return last;
}

Result<std::vector<StoredReport>> Store::reports_of(int64_t event) {
  const Result<std::vector<int64_t>> found = ids("r.event_id = ?", {event});
  if (!found) return tl::unexpected(found.error());
  return reports(*found);
}

Result<void> Store::put_event(int64_t event, int64_t report, std::span<const int64_t> reports, const Event& best) {
  const std::optional<std::string> day = best.date ? std::optional(to_string(best.date->days.first)) : std::nullopt;
  const std::optional<std::string> last_day = best.date ? std::optional(to_string(best.date->days.last)) : std::nullopt;
  const std::optional<std::string> mode = best.mode.empty() ? std::nullopt : std::optional(best.mode);
  const std::string list = db_->dialect().list_of(reports);
  return change(
             "INSERT INTO events (id, report_id, type, mode, status, day, last_day, killed, injured, arrested, "
             "reports, confidence) "
             "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET report_id = "
             "excluded.report_id, type = excluded.type, "
             "mode = excluded.mode, status = excluded.status, day = excluded.day, last_day = excluded.last_day, "
             "killed = excluded.killed, "
             "injured = excluded.injured, arrested = excluded.arrested, reports = excluded.reports, confidence = "
             "excluded.confidence",
             {event, report, to_string(best.type), mode, to_string(best.status), day, last_day, best.killed,
              best.injured, best.arrested, static_cast<int64_t>(reports.size()), best.confidence})
      .and_then([&] {
        return change("UPDATE reports SET event_id = ? WHERE " + db_->dialect().any_of("id"), {event, list});
      })
      // Apart, because it seldom changes and stands in the largest index.
      .and_then([&] {
        return change("UPDATE reports SET retold = 1 - retold WHERE retold <> CASE WHEN id = ? THEN 0 ELSE 1 END AND " +
                          db_->dialect().any_of("id"),
                      {report, list});
      });
}

Result<void> Store::keep_apart(Telling telling, Telling other) {
  if (other.document < telling.document) std::swap(telling, other);
  return change(
      "INSERT INTO kept_apart (document_id, span_begin, span_end, other_id, other_begin, other_end) "
      "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      {telling.document, telling.words.begin, telling.words.end, other.document, other.words.begin, other.words.end});
}

Result<std::vector<std::pair<Telling, Telling>>> Store::kept_apart() {
  std::vector<std::pair<Telling, Telling>> pairs;
  const auto telling = [](const Row& row, int at) {
    return Telling{row.integer(at),
                   {static_cast<uint32_t>(row.integer(at + 1)), static_cast<uint32_t>(row.integer(at + 2))}};
  };
  const Result<void> done =
      db_->query("SELECT document_id, span_begin, span_end, other_id, other_begin, other_end FROM kept_apart", {},
                 [&](const Row& row) { pairs.emplace_back(telling(row, 0), telling(row, 3)); });
  if (!done) return tl::unexpected(done.error());
  return pairs;
}

Result<bool> Store::met(std::string_view url) {
  bool found = false;
  const Result<void> done = db_->query(
      "SELECT 1 FROM documents WHERE url = ?1 UNION ALL SELECT 1 FROM copies WHERE url = ?1 "
      "UNION ALL SELECT 1 FROM rejects WHERE place = ?1",
      {url}, [&](const Row&) { found = true; }, Database::How::settled);
  if (!done) return abandon(done.error());
  return found;
}

Result<FeedVersion> Store::feed_version(std::string_view url) {
  FeedVersion version;
  const Result<void> done =
      db_->query("SELECT etag, last_modified FROM feeds WHERE url = ?", {url}, [&](const Row& row) {
        version = {std::string(row.text(0)), std::string(row.text(1))};
      });
  if (!done) return abandon(done.error());
  return version;
}

Result<void> Store::put_feed_version(std::string_view url, const FeedVersion& version) {
  return change("DELETE FROM feeds WHERE url = ?", {url}).and_then([&] {
    return change("INSERT INTO feeds (url, etag, last_modified) VALUES (?, ?, ?)",
                  {url, version.etag, version.last_modified});
  });
}

Result<void> Store::commit() {
  if (!std::exchange(open_, false)) return {};
  if (Result<void> done = db_->commit(); !done) return abandon(done.error());
  fresh_.clear();
  return {};
}

Result<void> Store::begin_run(std::string_view versions, std::string_view options) {
  const Result<int64_t> last = db_->number("SELECT max(id) FROM runs");
  if (!last) return tl::unexpected(last.error());
  run_ = *last + 1;
  return db_->run("INSERT INTO runs (id, started, versions, options) VALUES (?, ?, ?, ?)",
                  {run_, utc_now(), versions, options});
}

Result<void> Store::end_run(const RunCounts& counts) {
  if (Result<void> done = commit(); !done) return done;
  if (counts.stored >= kMany) {
    if (Result<void> done = db_->refresh(); !done) return done;
  }
  return db_->run("UPDATE runs SET ended = ?, stored = ?, known = ?, rejected = ? WHERE id = ?",
                  {utc_now(), counts.stored, counts.known, counts.rejected, run_});
}

Result<void> Store::select(const Query& query, const std::function<bool(const StoredReport&)>& row) {
  // One snapshot for the list and the rows, while a run may be writing.
  if (Result<void> done = begin(); !done) return done;
  std::vector<int64_t> found;
  Result<void> outcome = ask(select_sql(query, db_->dialect()), [&](const Row& id) { found.push_back(id.integer(0)); });
  if (outcome) outcome = read(*rows_, found, ReportRows::As::event, row);
  if (!outcome) return abandon(outcome.error());
  return commit();
}

Result<void> Store::count(const Query& query, const std::function<bool(const std::vector<std::string>&)>& row) {
  const Sql sql = count_sql(query, db_->dialect());
  bool wanted = row(sql.columns);
  const auto last = static_cast<int>(sql.columns.size() - 1);
  std::vector<std::string> cells(sql.columns.size());
  return ask(sql, [&](const Row& group) {
    if (!wanted) return;
    for (int i = 0; i < last; ++i) cells[static_cast<size_t>(i)] = group.text(i);
    cells.back() = shown_mean(group.real(last));
    wanted = row(cells);
  });
}

Result<void> Store::ask(const Sql& sql, const std::function<void(const Row&)>& row) {
  Values values;
  for (const auto& value : sql.values) {
    values.push_back(std::visit([](const auto& v) { return Value(v); }, value));
  }
  return db_->query(sql.text, values, row, Database::How::once);
}

Result<std::vector<int64_t>> Store::ids(const std::string& condition, const Values& values) {
  std::vector<int64_t> found;
  const Result<void> done =
      db_->query(fmt::format("SELECT r.id FROM reports r JOIN documents d ON d.id = r.document_id WHERE {} "
                             "ORDER BY coalesce(d.published, '9999'), r.id",
                             condition),
                 values, [&](const Row& row) { found.push_back(row.integer(0)); });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<void> Store::change(const std::string& sql, const Values& values) {
  if (Result<void> done = begin(); !done) return done;
  if (Result<void> done = db_->run(sql, values); !done) return abandon(done.error());
  return {};
}

Result<void> Store::begin() {
  if (open_) return {};
  if (Result<void> done = db_->begin(); !done) return done;
  open_ = true;
  return {};
}
tl::unexpected<Error> Store::abandon(Error error) {
  open_ = false;
  fresh_.clear();
  rows_->forget_ids();
  db_->rollback();
  return tl::unexpected(std::move(error));
}

}  // namespace khaldun
