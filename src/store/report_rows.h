// ReportRows: documents and records as rows of the SQLite tables, and back.
#pragma once

#include <map>
#include <string>

#include "store/sqlite.h"
#include "store/store.h"

namespace khaldun {

/// Knows the columns; transactions are the caller's. Lives no longer than its connection.
class ReportRows {
 public:
  explicit ReportRows(const Sqlite& db) : db_(db) {}

  /// Prepared once, then kept.
  [[nodiscard]] Result<Statement*> statement(const std::string& sql);
  template <class... Values>
  [[nodiscard]] Result<void> run(const std::string& sql, const Values&... values) {
    const Result<Statement*> prepared = statement(sql);
    if (!prepared) return tl::unexpected(prepared.error());
    return (*prepared)->bind(values...).run();
  }

  /// Returns the new row's id.
  [[nodiscard]] Result<int64_t> put_document(const Document& document, std::string_view digest, const Reading& reading, std::string_view versions);
  /// Takes the document's reports away and says who codes it now.
  [[nodiscard]] Result<void> replace_document(int64_t id, const Reading& reading, std::string_view versions);
  [[nodiscard]] Result<void> put_reports(int64_t document, const Reading& reading);

  [[nodiscard]] Result<std::optional<StoredDocument>> outdated(int64_t after, std::string_view versions);
  /// As the document tells it, or with what all reports of its event say of tolls and confidence.
  enum class As : uint8_t { told, event };
  [[nodiscard]] Result<StoredReport> report(int64_t id, As as);

 private:
  [[nodiscard]] Result<void> put_report(int64_t document, const Event& event, const std::optional<EventDate>& date);
  [[nodiscard]] Result<void> put_actors(int64_t report, const Event& event, const std::optional<std::string>& day);
  [[nodiscard]] Result<void> put_dyads(int64_t report, const Event& event, const std::string& day);
  const Sqlite& db_;
  std::map<std::string, Statement, std::less<>> kept_;
};

}  // namespace khaldun
