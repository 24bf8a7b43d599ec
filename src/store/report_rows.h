// ReportRows: documents and records as rows of the tables, and back.
#pragma once

#include <string>

#include "store/database.h"
#include "store/store.h"

namespace khaldun {

/// Knows the columns and counts the ids; transactions are the caller's. Lives no longer than its database.
class ReportRows {
 public:
  explicit ReportRows(Database& db) : db_(db) {}

  /// Returns the new row's id.
  [[nodiscard]] Result<int64_t> put_document(const Document& document, std::string_view digest, const Reading& reading,
                                             std::string_view versions);
  /// Takes the document's reports away and says who codes it now.
  [[nodiscard]] Result<void> replace_document(int64_t id, const Reading& reading, std::string_view versions);
  [[nodiscard]] Result<void> put_reports(int64_t document, const Reading& reading);
  /// To be called after a rollback: the next ids are those that the database has not.
  void forget_ids() { next_ = {}; }

  [[nodiscard]] Result<std::optional<StoredDocument>> outdated(int64_t after, std::string_view versions);
  /// As the document tells it, or with the tolls that all reports of its event give.
  enum class As : uint8_t { told, event };
  /// In the order of `ids`. Errors: one of them is not there.
  [[nodiscard]] Result<std::vector<StoredReport>> reports(std::span<const int64_t> ids, As as);

 private:
  /// Ids to be given next. They follow those that the tables have, so that a run that was cut off gives the same again:
  /// sequences would not.
  struct NextIds {
    int64_t document = 0, report = 0, evidence = 0;
  };
  [[nodiscard]] Result<void> read_ids();
  [[nodiscard]] Result<void> put_report(int64_t document, const Event& event);
  [[nodiscard]] Result<void> put_actors(int64_t report, const Event& event, const std::optional<std::string>& day);
  [[nodiscard]] Result<void> read_around(std::vector<StoredReport>& reports);
  [[nodiscard]] Result<void> put_dyads(int64_t report, const Event& event, const std::string& day);
  Database& db_;
  std::optional<NextIds> next_;
};

}  // namespace khaldun
