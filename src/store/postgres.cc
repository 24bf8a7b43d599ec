#include "store/postgres.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <map>

#include "store/migrations.h"
#include "store/postgres_text.h"

namespace khaldun {
namespace {

constexpr std::string_view kSchema =
#include "store/postgres_schema.inc"
    ;
// To version 3. Where the locale is C, all beyond ASCII is a letter: "Somalia’s" and “crime” were words with their marks.
constexpr std::string_view kMarksPartWords = R"sql(
DO $do$
DECLARE marks text;
BEGIN
  IF current_setting('server_encoding') <> 'UTF8' OR
     (SELECT datctype FROM pg_database WHERE datname = current_database()) NOT IN ('C', 'POSIX') THEN RETURN; END IF;
  SELECT './\@:_~&+-''#?=%' || string_agg(chr(code), '') INTO marks
    FROM unnest(ARRAY[160, 163, 167, 171, 173, 176, 183, 187, 8201, 8203, 8211, 8212, 8213, 8216, 8217, 8218, 8220, 8221,
                      8222, 8226, 8230, 8239, 8249, 8250, 8364, 8722]) code;
  EXECUTE format('CREATE OR REPLACE FUNCTION search_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT '
    'PARALLEL SAFE RETURN to_tsvector(''search''::regconfig, translate(left($1, 200000), %L, repeat('' '', %s)))',
    marks, length(marks));
  EXECUTE format('CREATE OR REPLACE FUNCTION search_phrase(text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT '
    'PARALLEL SAFE RETURN phraseto_tsquery(''search''::regconfig, translate($1, %L, repeat('' '', %s)))',
    marks, length(marks));
  REINDEX INDEX documents_text;
  REINDEX INDEX evidence_quote;
END $do$)sql";

constexpr Oid kBytea = 17, kBigint = 20, kText = 25, kDouble = 701;  // of the server's pg_type, the same in all of them
constexpr size_t kSent = 1 << 20;                                    // bytes of rows that wait at most

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;
struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using Connection = std::unique_ptr<PGconn, Finish>;

/// libpq's message on one line.
std::string one_line(std::string_view message) {
  std::string out;
  for (const char c : message) {
    const bool space = c == '\n' || c == '\t' || c == ' ';
    if (!space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string_view advice(std::string_view state) {
  if (state == "53100") return "the server's disk is full; make room and run again, what was stored before is safe";
  if (state.starts_with("53"))
    return "the server has not enough of something; run again later, what was stored before is safe";
  if (state.starts_with("57P")) return "the server was stopped; start it and run again, what was stored before is safe";
  if (state == "25006") return "the database is read-only; name the server that may be written";
  if (state == "42501") return "the user may not do that; grant it, or name another user in the address";
  if (state == "3F000") return "the address names a schema that is not there; make it (CREATE SCHEMA), or name another";
  if (state == "42P07" || state == "42710") return "the database has tables of another program; name another database";
  if (state == "0A000" || state == "58P01") return "wanted PostgreSQL 14 or later with its contrib modules (unaccent)";
  if (state.starts_with("40") || state == "55P03") return "another program holds what is to be written; run again";
  if (state.starts_with("XX"))
    return "the database is damaged; restore it from a copy, or write a new one from the sources";
  return {};
}

class PostgresRow final : public Row {
 public:
  explicit PostgresRow(const PGresult* result) : result_(result) {}
  bool is_null(int column) const override { return PQgetisnull(result_, 0, column) != 0; }
  int64_t integer(int column) const override {
    int64_t number = 0;
    const std::string_view digits = text(column);
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
  }
  double real(int column) const override {
    double number = 0;
    const std::string_view digits = text(column);
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
  }
  std::string_view text(int column) const override {
    return {PQgetvalue(result_, 0, column), static_cast<size_t>(PQgetlength(result_, 0, column))};
  }

 private:
  const PGresult* result_;
};

/// Values as libpq takes them: numbers as digits, texts and bytes as they are.
class Parameters {
 public:
  explicit Parameters(const Values& values) : storage_(values.size()) {
    for (size_t i = 0; i < values.size(); ++i) put(values[i], storage_[i]);
  }
  [[nodiscard]] int size() const { return static_cast<int>(data_.size()); }
  [[nodiscard]] const Oid* types() const { return types_.data(); }
  [[nodiscard]] const char* const* data() const { return data_.data(); }
  [[nodiscard]] const int* sizes() const { return sizes_.data(); }
  [[nodiscard]] const int* formats() const { return binary_.data(); }

 private:
  void put(const Value& value, std::string& storage) {
    switch (value.kind()) {
      case Value::Kind::null:
        put(0, nullptr, 0, 0);
        break;
      case Value::Kind::integer:
        storage = std::to_string(value.integer()), put(kBigint, storage.c_str(), storage.size(), 0);
        break;
      case Value::Kind::real:
        storage = fmt::format("{}", value.real()), put(kDouble, storage.c_str(), storage.size(), 0);
        break;
      case Value::Kind::bytes:
        put(kBytea, value.text().data(), value.text().size(), 1);
        break;
      case Value::Kind::text: {
        const std::string_view text = acceptable(value.text(), storage);
        put(kText, text.empty() ? "" : text.data(), text.size(), 1);
      }
    }
  }
  void put(Oid type, const char* data, size_t size, int binary) {
    types_.push_back(type);
    data_.push_back(data);
    sizes_.push_back(static_cast<int>(size));
    binary_.push_back(binary);
  }
  std::vector<std::string> storage_;
  std::vector<Oid> types_;
  std::vector<const char*> data_;
  std::vector<int> sizes_, binary_;
};

class Postgres final : public Database {
 public:
  Postgres(Connection connection, std::string name) : connection_(std::move(connection)), name_(std::move(name)) {}

  Dialect dialect() const override { return {true}; }
  const std::string& name() const override { return name_; }

  Result<void> query(const std::string& sql, const Values& values, const std::function<void(const Row&)>& row,
                     How how) override {
    if (how != How::settled) {
      if (Result<void> done = send_rows(); !done) return done;
    }
    const Parameters p(values);
    if (how == How::once) {
      return answer(
          PQsendQueryParams(raw(), numbered(sql).c_str(), p.size(), p.types(), p.data(), p.sizes(), p.formats(), 0),
          row);
    }
    auto found = kept_.find(sql);
    if (found == kept_.end()) {
      const std::string name = fmt::format("s{}", kept_.size());
      const Answer prepared(PQprepare(raw(), name.c_str(), numbered(sql).c_str(), p.size(), p.types()));
      if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK) return complaint(prepared.get());
      found = kept_.emplace(sql, name).first;
    }
    return answer(PQsendQueryPrepared(raw(), found->second.c_str(), p.size(), p.data(), p.sizes(), p.formats(), 0),
                  row);
  }

  Result<void> insert(const Table& table, const Values& values) override {
    auto waiting = std::ranges::find(waiting_, table.name, [](const Waiting& w) { return w.table.name; });
    if (waiting == waiting_.end()) waiting = waiting_.insert(waiting_.end(), {table, {}});
    const size_t before = waiting->rows.size();
    write_copy(values, waiting->rows);
    waiting_bytes_ += waiting->rows.size() - before;
    return waiting_bytes_ < kSent ? Result<void>() : send_rows();
  }

  Result<void> execute(const std::string& sql) override {
    if (Result<void> done = send_rows(); !done) return done;
    const Answer result(PQexec(raw(), sql.c_str()));
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return complaint(result.get());
    return {};
  }

  Result<void> begin() override { return execute("BEGIN"); }
  Result<void> commit() override { return execute("COMMIT"); }
  void rollback() override {
    waiting_.clear();
    waiting_bytes_ = 0;
    (void)execute("ROLLBACK");
  }

  Result<int64_t> version() override {
    const Result<int64_t> ours = number("SELECT count(*) FROM pg_class WHERE oid = to_regclass('khaldun_version')");
    if (!ours) return ours;
    if (*ours > 0) return number("SELECT version FROM khaldun_version");
    const std::string_view encoding = PQparameterStatus(raw(), "server_encoding");
    if (encoding == "UTF8") return 0;
    return fail(Error::Kind::kFile, fmt::format("{}: a database in {}; wanted one in UTF8: createdb --encoding UTF8 "
                                                "--template template0 NAME",
                                                name_, encoding));
  }
  Result<void> set_version(int64_t version) override {
    return execute(fmt::format(
        "CREATE TABLE IF NOT EXISTS khaldun_version (version bigint NOT NULL); DELETE FROM khaldun_version; "
        "INSERT INTO khaldun_version VALUES ({})",
        version));
  }
  std::vector<std::string> migrations() const override {
    return {std::string(kSchema), std::string(kOnlyMutualDyads),
            fmt::format("CREATE OR REPLACE VIEW actor_day AS {};{}", kActorDay, kMarksPartWords),
            fmt::format(kKeptApartByWords, "bigint", "")};
  }
  Result<void> refresh() override {
    return execute("VACUUM (ANALYZE) documents, reports, events, report_actors, dyads, evidence");
  }

  /// Refuses a second writer in this database and schema. The server lets go of the lock however the program ends;
  /// where it has just been killed, that takes a moment.
  Result<void> lock() {
    const std::string schema = "quote_ident(current_schema())::regnamespace::oid";
    const std::string key = fmt::format("(1263027012, {}::int)", schema);  // "KHLD"
    const Result<void> locked =
        execute("SET lock_timeout = '2s'; SELECT pg_advisory_lock" + key + "; RESET lock_timeout");
    if (locked) return {};
    std::string holder;
    const Result<void> asked = query(
        "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' "
        "AND l.granted "
        "AND l.classid = 1263027012 AND l.objid = " +
            schema + " AND a.datname = current_database()",
        {}, [&](const Row& row) { holder = row.text(0); }, How::once);
    if (!asked || holder.empty()) return locked;
    return fail(Error::Kind::kFile,
                fmt::format("{}: another run ({}) is writing to it; wait for its end, or name another database", name_,
                            holder));
  }

 private:
  struct Waiting {
    Table table;
    std::string rows;
  };

  [[nodiscard]] PGconn* raw() const { return connection_.get(); }

  /// Reads rows as they come, so that an answer of any size takes little memory.
  Result<void> answer(int sent, const std::function<void(const Row&)>& row) {
    if (sent == 0) return complaint(nullptr);
    PQsetSingleRowMode(raw());
    Result<void> outcome;
    while (const Answer result{PQgetResult(raw())}) {
      const ExecStatusType status = PQresultStatus(result.get());
      if (status == PGRES_SINGLE_TUPLE)
        row(PostgresRow(result.get()));
      else if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && outcome)
        outcome = complaint(result.get());
    }
    return outcome;
  }

  Result<void> send_rows() {
    const std::vector<Waiting> waiting = std::exchange(waiting_, {});
    waiting_bytes_ = 0;
    for (const Waiting& w : waiting) {
      if (Result<void> done = copy(w); !done) return done;
    }
    return {};
  }

  Result<void> copy(const Waiting& w) {
    const Answer started(PQexec(raw(), fmt::format("COPY {} ({}) FROM STDIN", w.table.name, w.table.columns).c_str()));
    if (PQresultStatus(started.get()) != PGRES_COPY_IN) return complaint(started.get());
    if (PQputCopyData(raw(), w.rows.data(), static_cast<int>(w.rows.size())) != 1 || PQputCopyEnd(raw(), nullptr) != 1)
      return complaint(nullptr);
    Result<void> outcome;
    while (const Answer result{PQgetResult(raw())}) {
      if (PQresultStatus(result.get()) != PGRES_COMMAND_OK && outcome) outcome = complaint(result.get());
    }
    return outcome;
  }

  /// What the server says, or libpq where the server says nothing any more.
  [[nodiscard]] tl::unexpected<Error> complaint(const PGresult* result) const {
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const std::string said =
        one_line(state == nullptr ? PQerrorMessage(raw()) : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    const std::string_view what_to_do =
        state == nullptr ? "the server has gone: start it and run again, what was stored before is safe"
                         : advice(state);
    return fail(Error::Kind::kFile, fmt::format("{}: {}{}{}", name_, said, what_to_do.empty() ? "" : "; ", what_to_do));
  }

  Connection connection_;
  std::string name_;
  std::map<std::string, std::string, std::less<>> kept_;  // names of prepared statements
  std::vector<Waiting> waiting_;                          // rows to be sent, parents before children
  size_t waiting_bytes_ = 0;
};

}  // namespace

bool is_postgres(std::string_view database) {
  return database.starts_with("postgresql://") || database.starts_with("postgres://");
}

std::string without_password(const std::string& url) {
  std::string host, port, user, name, more;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(url.c_str(), nullptr),
                                                                             PQconninfoFree);
  for (const PQconninfoOption* o = options.get(); o != nullptr && o->keyword != nullptr; ++o) {
    if (o->val == nullptr) continue;
    const std::string_view keyword = o->keyword;
    if (keyword == "host") host = o->val;
    if (keyword == "port") port = fmt::format(":{}", o->val);
    if (keyword == "user") user = fmt::format("{}@", o->val);
    if (keyword == "dbname") name = o->val;
    if (keyword == "options") {  // they name the schema
      more = "options=";
      for (const char c : std::string_view(o->val)) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == ',';
        more += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
      }
    }
  }
  if (host.starts_with('/'))
    return fmt::format("postgresql://{}/{}?host={}{}{}", user, name, host, more.empty() ? "" : "&", more);
  return fmt::format("postgresql://{}{}{}/{}{}{}", user, host, port, name, more.empty() ? "" : "?", more);
}

Result<std::unique_ptr<Database>> open_postgres(const std::string& url, Access access) {
  const std::string program = fmt::format("khaldun, process {}", ::getpid());
  // What the address says itself comes later and counts.
  const std::array<const char*, 7> keys = {"connect_timeout",
                                           "tcp_user_timeout",
                                           "keepalives_idle",
                                           "application_name",
                                           "dbname",
                                           "client_encoding",
                                           nullptr};
  const std::array<const char*, 7> values = {"10", "30000", "30", program.c_str(), url.c_str(), "UTF8", nullptr};
  const std::string name = without_password(url);
  Connection connection(PQconnectdbParams(keys.data(), values.data(), 1));
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    return fail(Error::Kind::kFile,
                fmt::format("{}: {}; see that the server runs, that it has this database (createdb) and lets you in",
                            name, one_line(PQerrorMessage(connection.get()))));
  }
  PQsetNoticeProcessor(
      connection.get(), [](void*, const char*) {}, nullptr);
  auto db = std::make_unique<Postgres>(std::move(connection), name);
  // A reader sees one snapshot a transaction. Indexes are there for all that it asks, also for what is much, and they
  // lie in memory or on a disk without moving parts; most answers are small, so that other processes and compiled plans
  // would only take time to start. A writer does not wait for the disk at each commit: a power cut may take the last
  // batches, never a part of one, and the next run codes them again from their sources.
  const std::string session =
      access == Access::read
          ? "SET default_transaction_read_only = on; SET default_transaction_isolation = 'repeatable read'; "
            "SET work_mem = '64MB'; SET random_page_cost = 1.1; SET jit = off; SET max_parallel_workers_per_gather = 0"
          : "SET synchronous_commit = off";
  if (Result<void> done = db->execute(session); !done) return tl::unexpected(done.error());
  if (access == Access::write) {
    if (Result<void> done = db->lock(); !done) return tl::unexpected(done.error());
  }
  return db;
}

}  // namespace khaldun
