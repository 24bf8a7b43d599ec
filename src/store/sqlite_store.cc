// The store in one SQLite file.
#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <set>
#include <span>
#include <utility>

#include "store/report_rows.h"
#include "store/sqlite.h"
#include "store/store.h"

namespace khaldun {
namespace {

constexpr std::string_view kSchema =
#include "store/schema.inc"
    ;
// Step i brings a database of version i to version i + 1. Steps that have been published are never edited.
constexpr std::string_view kMigrations[] = {kSchema};
constexpr int64_t kVersion = std::size(kMigrations);
constexpr int64_t kApplication = 0x4B484C44;  // "KHLD", in the file's header

// Documents a transaction. A batch ends where the number of a document is a multiple of this, so that a run that was cut off and goes on
// has the same batches as one that was not: then even the layout of the full-text index is the same.
constexpr int64_t kBatch = 16;

/// Keeps a second writer away for as long as it lives; the system lets go of it however the program ends. It stands in a file beside the
/// database, because closing a file drops the locks that SQLite holds on it.
class RunLock {
 public:
  static Result<RunLock> take(const std::string& database) {
    const std::string path = database + ".lock";
    RunLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (lock.file_ < 0) {
      return fail(Error::Kind::kFile, fmt::format("{}: {}; the folder of a database must be there and writable", path, std::strerror(errno)));
    }
    if (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0) {
      char holder[32] = {};
      const bool known = ::pread(lock.file_, holder, sizeof holder - 1, 0) > 0;
      return fail(Error::Kind::kFile, fmt::format("{}: another run{} is writing to it; wait for its end, or name another database", database,
                                                  known ? fmt::format(" (process {})", holder) : ""));
    }
    const std::string own = std::to_string(::getpid());
    // Only to be told to others: a lock without a number is as good.
    if (::ftruncate(lock.file_, 0) == 0 && ::pwrite(lock.file_, own.data(), own.size(), 0) < 0) return lock;
    return lock;
  }
  RunLock(RunLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  RunLock& operator=(RunLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  ~RunLock() {
    if (file_ >= 0) ::close(file_);
  }

 private:
  explicit RunLock(int file) : file_(file) {}
  int file_;
};

std::string utc_now() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::now())); }

/// Brings a new or older database up to date. Errors: kVersion, or that the file belongs to another program.
Result<void> migrate(const Sqlite& db, Store::Access access) {
  const Result<int64_t> version = db.number("PRAGMA user_version");
  if (!version) return tl::unexpected(version.error());
  const Result<int64_t> application = db.number("PRAGMA application_id");
  if (!application) return tl::unexpected(application.error());
  const Result<int64_t> tables = db.number("SELECT count(*) FROM sqlite_schema");
  if (!tables) return tl::unexpected(tables.error());
  if (*application != kApplication && (*tables > 0 || access == Store::Access::read)) {
    return fail(Error::Kind::kFile, fmt::format("{}: a database, but not one of khaldun; name another file", db.path()));
  }
  if (*version > kVersion) {
    return fail(Error::Kind::kVersion, fmt::format("{}: the database has version {}, this program knows up to {}; use the newer khaldun that wrote "
                                                   "it, or write a new database from the sources", db.path(), *version, kVersion));
  }
  if (*version < kVersion && access == Store::Access::read) {
    return fail(Error::Kind::kVersion, fmt::format("{}: the database has version {}, wanted {}; any `khaldun run` with it brings it up to date",
                                                   db.path(), *version, kVersion));
  }
  for (int64_t step = *version; step < kVersion; ++step) {
    const std::string sql = fmt::format("BEGIN IMMEDIATE; {} PRAGMA application_id = {}; PRAGMA user_version = {}; COMMIT", kMigrations[step],
                                        kApplication, step + 1);
    if (Result<void> done = db.execute(sql); !done) return done;
  }
  return {};
}

class SqliteStore final : public Store {
 public:
  SqliteStore(std::optional<RunLock> lock, Sqlite db) : lock_(std::move(lock)), db_(std::move(db)), rows_(db_) {}

  Result<std::optional<int64_t>> find(const Digest& digest) override {
    Result<Statement*> s = rows_.statement("SELECT id FROM documents WHERE digest = ?");
    if (!s) return tl::unexpected(s.error());
    (*s)->reset();
    (*s)->put_blob(1, {digest.data(), digest.size()});
    const Result<bool> row = (*s)->step();
    if (!row) return tl::unexpected(row.error());
    const std::optional<int64_t> id = *row ? std::optional((*s)->integer(0)) : std::nullopt;
    (*s)->reset();
    return id;
  }

  Result<bool> put(const Document& document, const Digest& digest, const Reading& reading, std::string_view versions) override {
    const Result<std::optional<int64_t>> known = find(digest);
    if (!known) return tl::unexpected(known.error());
    if (*known) {
      if (Result<void> done = put_copy(**known, document); !done) return tl::unexpected(done.error());
      return false;
    }
    if (Result<void> done = begin(); !done) return tl::unexpected(done.error());
    const Result<int64_t> id = rows_.put_document(document, {digest.data(), digest.size()}, reading, versions);
    if (!id) return abandon(id.error());
    if (Result<void> done = rows_.put_reports(*id, reading); !done) return abandon(done.error());
    if (*id % kBatch == 0) {
      if (Result<void> done = commit(); !done) return tl::unexpected(done.error());
    }
    return true;
  }

  Result<void> put_copy(int64_t id, const Document& document) override {
    return change("INSERT OR IGNORE INTO copies (document_id, name, url) SELECT id, ?2, ?3 FROM documents "
                  "WHERE id = ?1 AND (name <> ?2 OR coalesce(url, '') <> ?3)",
                  id, document.id, document.url);
  }

  Result<void> put_reject(std::string_view message) override {
    const size_t colon = message.find(": ");
    const std::string_view place = colon == std::string_view::npos ? "" : message.substr(0, colon);
    const std::string_view reason = colon == std::string_view::npos ? message : message.substr(colon + 2);
    return change("INSERT OR IGNORE INTO rejects (place, reason) VALUES (?, ?)", place, reason);
  }

  Result<std::optional<StoredDocument>> outdated(int64_t after, std::string_view versions) override {
    return rows_.outdated(after, versions);
  }

  Result<void> replace(int64_t id, const Reading& reading, std::string_view versions) override {
    // Not each number is met here; a batch ends where the next begins.
    if (const int64_t batch = (id - 1) / kBatch; std::exchange(replacing_, batch) != batch) {
      if (Result<void> done = commit(); !done) return done;
    }
    if (Result<void> done = begin(); !done) return done;
    if (Result<void> done = rows_.replace_document(id, reading, versions); !done) return abandon(done.error());
    if (Result<void> done = rows_.put_reports(id, reading); !done) return abandon(done.error());
    return {};
  }

  Result<std::vector<StoredReport>> unlinked(int many) override {
    std::vector<StoredReport> found;
    const Result<void> done = each("r.event_id IS NULL", [&](const StoredReport& r) { found.push_back(r); }, many);
    if (!done) return tl::unexpected(done.error());
    return found;
  }

  Result<void> linked(Day since, const std::function<void(const StoredReport&)>& row) override {
    return each("r.event_id IS NOT NULL AND coalesce(d.published, '9999') >= ?", row, -1, to_string(since));
  }

  Result<std::vector<StoredReport>> reports_of(int64_t event) override {
    std::vector<StoredReport> found;
    const Result<void> done = each("r.event_id = ?", [&](const StoredReport& r) { found.push_back(r); }, -1, event);
    if (!done) return tl::unexpected(done.error());
    return found;
  }

  Result<void> link(int64_t report, int64_t event) override {
    // The event's row comes when it is told what its reports say; until then it holds their place.
    return change("INSERT OR IGNORE INTO events (id, report_id, type, status, reports, confidence) SELECT ?1, ?1, type, status, 0, confidence "
                  "FROM reports WHERE id = ?1",
                  event)
        .and_then([&] { return change("UPDATE reports SET event_id = ? WHERE id = ?", event, report); });
  }

  Result<void> put_event(int64_t event, int64_t report, int64_t reports, const Event& best) override {
    const std::optional<std::string> day = best.date ? std::optional(to_string(best.date->days.first)) : std::nullopt;
    const std::optional<std::string> last_day = best.date ? std::optional(to_string(best.date->days.last)) : std::nullopt;
    return change("UPDATE events SET report_id = ?, type = ?, mode = nullif(?, ''), status = ?, day = ?, last_day = ?, killed = ?, injured = ?, arrested = ?, "
                  "reports = ?, confidence = ? WHERE id = ?",
                  report, to_string(best.type), best.mode, to_string(best.status), day, last_day, best.killed, best.injured, best.arrested, reports,
                  best.confidence, event)
        .and_then([&] { return change("UPDATE reports SET retold = (id <> ?) WHERE event_id = ?", report, event); });
  }

  Result<void> keep_apart(int64_t document, int64_t other) override {
    return change("INSERT OR IGNORE INTO kept_apart (document_id, other_id) VALUES (?, ?)", std::min(document, other), std::max(document, other));
  }

  Result<std::vector<std::pair<int64_t, int64_t>>> kept_apart() override {
    Result<Statement*> s = rows_.statement("SELECT document_id, other_id FROM kept_apart ORDER BY 1, 2");
    if (!s) return tl::unexpected(s.error());
    std::vector<std::pair<int64_t, int64_t>> pairs;
    (*s)->reset();
    while (true) {
      const Result<bool> more = (*s)->step();
      if (!more) return tl::unexpected(more.error());
      if (!*more) return pairs;
      pairs.emplace_back((*s)->integer(0), (*s)->integer(1));
    }
  }

  Result<void> commit() override {
    if (!std::exchange(open_, false)) return {};
    if (Result<void> done = db_.execute("COMMIT"); !done) return abandon(done.error());
    return {};
  }

  Result<void> begin_run(std::string_view versions, std::string_view options) override {
    if (Result<void> done = rows_.run("INSERT INTO runs (started, versions, options) VALUES (?, ?, ?)", utc_now(), versions, options); !done) {
      return done;
    }
    run_ = db_.last_id();
    return {};
  }

  Result<void> end_run(const RunCounts& counts) override {
    if (Result<void> done = commit(); !done) return done;
    return rows_.run("UPDATE runs SET ended = ?, stored = ?, known = ?, rejected = ? WHERE id = ?", utc_now(), counts.stored, counts.known,
                     counts.rejected, run_);
  }

  Result<void> select(const Query& query, const std::function<bool(const StoredReport&)>& row) override {
    const Sql sql = select_sql(query);
    Result<Statement> ids = prepare(sql);
    if (!ids) return tl::unexpected(ids.error());
    // One snapshot for the list and the rows, while a run may be writing.
    if (Result<void> done = begin(); !done) return done;
    Result<void> outcome;
    while (outcome) {
      const Result<bool> more = ids->step();
      if (!more) outcome = tl::unexpected(more.error());
      if (!more || !*more) break;
      const Result<StoredReport> report = rows_.report(ids->integer(0), ReportRows::As::event);
      if (!report) outcome = tl::unexpected(report.error());
      else if (!row(*report)) break;
    }
    ids->reset();
    if (Result<void> done = commit(); !done && outcome) outcome = done;
    return outcome;
  }

  Result<void> count(const Query& query, const std::function<bool(const std::vector<std::string>&)>& row) override {
    Result<Statement> groups = prepare(count_sql(query));
    if (!groups) return tl::unexpected(groups.error());
    std::vector<std::string> cells;
    for (int i = 0; i < groups->columns(); ++i) cells.emplace_back(groups->column_name(i));
    if (!row(cells)) return {};
    while (true) {
      const Result<bool> more = groups->step();
      if (!more) return tl::unexpected(more.error());
      if (!*more) return {};
      for (int i = 0; i < groups->columns(); ++i) cells[static_cast<size_t>(i)] = groups->text(i);
      if (!row(cells)) return {};
    }
  }

 private:
  Result<Statement> prepare(const Sql& sql) {
    Result<Statement> statement = db_.prepare(sql.text);
    if (!statement) return statement;
    for (size_t i = 0; i < sql.values.size(); ++i) {
      if (sql.values[i].is_text) statement->put_owned(static_cast<int>(i + 1), sql.values[i].text);
      else statement->put(static_cast<int>(i + 1), sql.values[i].number);
    }
    return statement;
  }

  /// Hands over reports in the order of comparing.
  template <class... Values>
  Result<void> each(const std::string& condition, const std::function<void(const StoredReport&)>& row, int many, const Values&... values) {
    // The ids first: whoever gets a row may write.
    Result<Statement*> s = rows_.statement(fmt::format("SELECT r.id FROM reports r JOIN documents d ON d.id = r.document_id WHERE {} "
                                                       "ORDER BY coalesce(d.published, '9999'), r.id LIMIT {}", condition, many));
    if (!s) return tl::unexpected(s.error());
    (*s)->bind(values...);
    std::vector<int64_t> ids;
    while (true) {
      const Result<bool> more = (*s)->step();
      if (!more) return tl::unexpected(more.error());
      if (!*more) break;
      ids.push_back((*s)->integer(0));
    }
    (*s)->reset();
    for (const int64_t id : ids) {
      const Result<StoredReport> report = rows_.report(id, ReportRows::As::told);
      if (!report) return tl::unexpected(report.error());
      row(*report);
    }
    return {};
  }

  template <class... Values>
  Result<void> change(const std::string& sql, const Values&... values) {
    if (Result<void> done = begin(); !done) return done;
    if (Result<void> done = rows_.run(sql, values...); !done) return abandon(done.error());
    return {};
  }

  Result<void> begin() {
    if (open_) return {};
    if (Result<void> done = db_.execute("BEGIN"); !done) return done;
    open_ = true;
    return {};
  }
  tl::unexpected<Error> abandon(Error error) {
    open_ = false;
    // SQLite may have rolled back already, as when the disk is full; then there is nothing to do.
    (void)db_.execute("ROLLBACK");
    return tl::unexpected(std::move(error));
  }

  std::optional<RunLock> lock_;  // let go of last
  Sqlite db_;
  ReportRows rows_;
  int64_t run_ = 0, replacing_ = 0;
  bool open_ = false;  // a transaction is
};

}  // namespace

Digest digest_of(const Document& document) {
  const std::string head = fmt::format("{}\n{}\n", document.published ? to_string(*document.published) : "", document.title_end);
  Digest digest;
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr);
  EVP_DigestUpdate(hash.get(), head.data(), head.size());
  EVP_DigestUpdate(hash.get(), document.text.data(), document.text.size());
  EVP_DigestFinal_ex(hash.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr);
  return digest;
}

Result<std::unique_ptr<Store>> Store::open(const std::string& path, Access access) {
  std::optional<RunLock> lock;
  std::error_code error;
  if (access == Access::read && !std::filesystem::exists(path, error)) {
    return fail(Error::Kind::kFile, fmt::format("{}: no such database; `khaldun run SOURCE --db {}` writes one", path, path));
  }
  if (access == Access::write) {
    Result<RunLock> taken = RunLock::take(path);
    if (!taken) return tl::unexpected(taken.error());
    lock = std::move(*taken);
  }
  Result<Sqlite> db = Sqlite::open(path, access == Access::write ? Sqlite::Access::write : Sqlite::Access::read);
  if (!db) return tl::unexpected(db.error());
  if (access == Access::write) {
    // With a write-ahead log readers and the run do not wait for each other. NORMAL leaves out the flush at each commit: a power cut may
    // take the last batches, never a part of one, and the next run codes them again from their sources. Nothing that is not elsewhere is
    // written here, so that the flushes would buy nothing.
    if (Result<void> done = db->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON"); !done) {
      return tl::unexpected(done.error());
    }
  }
  if (Result<void> done = db->execute("PRAGMA cache_size = -65536"); !done) return tl::unexpected(done.error());  // 64 MiB
  if (Result<void> done = migrate(*db, access); !done) return tl::unexpected(done.error());
  return std::make_unique<SqliteStore>(std::move(lock), std::move(*db));
}

}  // namespace khaldun
