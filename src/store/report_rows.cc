#include "store/report_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/around.h"
#include "store/dyads.h"
#include "store/formats.h"

namespace khaldun {
namespace {

constexpr Table kDocuments{"documents", "id, name, url, title_end, published, published_how, coded_by, text, digest"};
constexpr Table kReports{"reports",
                         "id, record, document_id, sentence, type, mode, cameo, quad, intensity, goldstein, status, "
                         "day, last_day, day_text, day_begin, "
                         "day_end, place_text, place_name, place_country, place_admin1, place_lat, place_lon, "
                         "place_geonames, place_begin, place_end, "
                         "killed, injured, arrested, said_by, frame, confidence"};
constexpr Table kActors{"report_actors",
                        "report_id, role, position, text, name, actor, country, sector, span_begin, span_end, day"};
constexpr Table kDyads{"dyads", "source, target, day, report_id, quad, goldstein, status"};
constexpr Table kEvidence{"evidence", "id, report_id, span_begin, span_end, quote"};

/// NULL where nothing is known.
std::optional<std::string_view> known(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<std::string> day_or_null(std::optional<Day> day) {
  return day ? std::optional(to_string(*day)) : std::nullopt;
}

std::optional<int> number_or_null(const Row& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(static_cast<int>(row.integer(column)));
}

Bytes span_at(const Row& row, int column) {
  return {static_cast<uint32_t>(row.integer(column)), static_cast<uint32_t>(row.integer(column + 1))};
}

// What report_of reads, in its order.
constexpr std::string_view kShown =
    "r.id, r.record, r.event_id, d.id, d.name, d.url, d.published, r.sentence, r.type, r.mode, r.cameo, r.quad, "
    "r.intensity, r.goldstein, r.status, "
    "r.day, r.last_day, r.day_text, r.day_begin, r.day_end, r.place_text, r.place_name, r.place_country, "
    "r.place_admin1, r.place_lat, r.place_lon, "
    "r.place_geonames, r.place_begin, r.place_end, r.said_by, r.frame, r.confidence, ";
constexpr std::string_view kOwn = "r.killed, r.injured, r.arrested, 1 ";
constexpr std::string_view kJoint =
    "CASE WHEN e.id IS NULL THEN r.killed ELSE e.killed END, CASE WHEN e.id IS NULL THEN r.injured ELSE e.injured END, "
    "CASE WHEN e.id IS NULL THEN r.arrested ELSE e.arrested END, coalesce(e.reports, 1) ";

StoredReport report_of(const Row& row) {
  StoredReport report;
  report.id = row.integer(0);
  if (!row.is_null(2)) report.event = row.integer(2);
  report.document_id = row.integer(3);
  report.document = row.text(4);
  report.url = row.text(5);
  report.published = parse_day(row.text(6));
  Event& e = report.record;
  e.id = row.text(1);
  e.sentence = static_cast<uint32_t>(row.integer(7));
  e.type = parse_type(row.text(8)).value_or(Type{});
  e.mode = row.text(9);
  e.cameo = row.text(10);
  e.quad = static_cast<int>(row.integer(11));
  e.intensity = row.real(12);
  e.goldstein = row.real(13);
  e.status = parse_status(row.text(14)).value_or(Status{});
  const std::optional<Day> day = parse_day(row.text(15)), last_day = parse_day(row.text(16));
  if (day && last_day) e.date = EventDate{{*day, *last_day}, span_at(row, 18), std::string(row.text(17))};
  if (!row.is_null(24)) {
    e.place = EventPlace{span_at(row, 27),
                         std::string(row.text(20)),
                         std::string(row.text(21)),
                         std::string(row.text(22)),
                         std::string(row.text(23)),
                         row.real(24),
                         row.real(25),
                         static_cast<uint32_t>(row.integer(26))};
  }
  e.said_by = row.text(29);
  e.frame = row.text(30);
  e.confidence = row.real(31);
  e.killed = number_or_null(row, 32);
  e.injured = number_or_null(row, 33);
  e.arrested = number_or_null(row, 34);
  report.reports = row.integer(35);
  return report;
}

}  // namespace

Result<void> ReportRows::read_ids() {
  if (next_) return {};
  NextIds next;
  for (const auto& [table, id] : {std::pair{"documents", &next.document}, std::pair{"reports", &next.report},
                                  std::pair{"evidence", &next.evidence}}) {
    const Result<int64_t> last = db_.number(fmt::format("SELECT max(id) FROM {}", table));
    if (!last) return tl::unexpected(last.error());
    *id = *last + 1;
  }
  next_ = next;
  return {};
}

Result<int64_t> ReportRows::put_document(const Document& document, std::string_view digest, const Reading& reading,
                                         std::string_view versions) {
  if (Result<void> done = read_ids(); !done) return tl::unexpected(done.error());
  const int64_t id = next_->document++;
  if (Result<void> done = db_.insert(
          kDocuments, {id, document.id, known(document.url), document.title_end, day_or_null(published_of(reading)),
                       reading.published_how, versions, document.text, Value::bytes(digest)});
      !done) {
    return tl::unexpected(done.error());
  }
  return id;
}

Result<void> ReportRows::replace_document(int64_t id, const Reading& reading, std::string_view versions) {
  forget_ids();  // those of the reports that go are free again
  const std::string theirs = "IN (SELECT event_id FROM reports WHERE document_id = ?)";
  if (Result<void> done = db_.run("UPDATE reports SET retold = 0 WHERE retold = 1 AND event_id " + theirs, {id}); !done)
    return done;
  if (Result<void> done = db_.run("DELETE FROM events WHERE id " + theirs, {id}); !done)
    return done;  // their reports are free again
  if (Result<void> done = db_.run("DELETE FROM reports WHERE document_id = ?", {id}); !done) return done;
  return db_.run("UPDATE documents SET published = ?, published_how = ?, coded_by = ? WHERE id = ?",
                 {day_or_null(published_of(reading)), reading.published_how, versions, id});
}

Result<void> ReportRows::put_reports(int64_t document, const Reading& reading) {
  if (Result<void> done = read_ids(); !done) return done;
  for (const Event& event : reading.events) {
    if (Result<void> done = put_report(document, event); !done) return done;
  }
  return {};
}

Result<void> ReportRows::put_report(int64_t document, const Event& e) {
  const std::optional<EventDate>& date = e.date;
  const std::optional<std::string> day = date ? std::optional(to_string(date->days.first)) : std::nullopt;
  const std::optional<std::string> last_day = date ? std::optional(to_string(date->days.last)) : std::nullopt;
  const bool said = date && !date->text.empty();  // else the day comes from the narrative
  const EventPlace* place = e.place ? &*e.place : nullptr;
  const auto of_place = [&](auto get) { return place == nullptr ? std::nullopt : std::optional(get(*place)); };
  const auto text_of_place = [&](auto get) { return place == nullptr ? std::nullopt : known(get(*place)); };
  const int64_t report = next_->report++;
  if (Result<void> done = db_.insert(
          kReports, {report,
                     e.id,
                     document,
                     e.sentence,
                     to_string(e.type),
                     known(e.mode),
                     e.cameo,
                     e.quad,
                     e.intensity,
                     e.goldstein,
                     to_string(e.status),
                     day,
                     last_day,
                     said ? known(date->text) : std::nullopt,
                     said ? std::optional(date->span.begin) : std::nullopt,
                     said ? std::optional(date->span.end) : std::nullopt,
                     text_of_place([](const EventPlace& p) -> std::string_view { return p.text; }),
                     text_of_place([](const EventPlace& p) -> std::string_view { return p.name; }),
                     text_of_place([](const EventPlace& p) -> std::string_view { return p.country; }),
                     text_of_place([](const EventPlace& p) -> std::string_view { return p.admin1; }),
                     of_place([](const EventPlace& p) { return p.lat; }),
                     of_place([](const EventPlace& p) { return p.lon; }),
                     place != nullptr && place->geonames != 0 ? std::optional(place->geonames) : std::nullopt,
                     of_place([](const EventPlace& p) { return p.span.begin; }),
                     of_place([](const EventPlace& p) { return p.span.end; }),
                     e.killed,
                     e.injured,
                     e.arrested,
                     known(e.said_by),
                     e.frame,
                     e.confidence});
      !done) {
    return done;
  }
  if (Result<void> done = put_actors(report, e, day); !done) return done;
  if (Result<void> done = put_dyads(report, e, day.value_or("")); !done) return done;
  for (const Evidence& evidence : e.evidence) {
    if (Result<void> done =
            db_.insert(kEvidence, {next_->evidence++, report, evidence.span.begin, evidence.span.end, evidence.quote});
        !done) {
      return done;
    }
  }
  return {};
}

Result<void> ReportRows::put_actors(int64_t report, const Event& event, const std::optional<std::string>& day) {
  for (const auto& [role, actors] : {std::pair{"source", &event.source}, std::pair{"target", &event.target}}) {
    int position = 0;
    for (const EventActor& a : *actors) {
      if (Result<void> done =
              db_.insert(kActors, {report, role, position++, known(a.text), known(a.name), known(a.id),
                                   known(a.country), to_string(a.sector), a.span.begin, a.span.end, day});
          !done) {
        return done;
      }
    }
  }
  return {};
}

Result<void> ReportRows::put_dyads(int64_t report, const Event& event, const std::string& day) {
  std::set<std::pair<std::string, std::string>> pairs;
  for (const auto& [source, target] : dyads(event)) {
    if (source == nullptr || target == nullptr || source->country.empty() || target->country.empty()) continue;
    const bool itself = event.target.empty() && source->country == target->country;  // two of one delegation
    if (!itself) pairs.emplace(source->country, target->country);
  }
  for (const auto& [source, target] : pairs) {
    if (Result<void> done =
            db_.insert(kDyads, {source, target, day, report, event.quad, event.goldstein, to_string(event.status)});
        !done) {
      return done;
    }
  }
  return {};
}

Result<std::optional<StoredDocument>> ReportRows::outdated(int64_t after, std::string_view versions) {
  std::optional<StoredDocument> found;
  const Result<void> done = db_.query(
      "SELECT id, name, url, title_end, published, published_how, text FROM documents WHERE id > ? AND coded_by <> ? "
      "ORDER BY id LIMIT 1",
      {after, versions}, [&](const Row& row) {
        found.emplace(StoredDocument{row.integer(0), {}});
        Document& d = found->document;
        d.id = row.text(1);
        d.url = row.text(2);
        d.title_end = static_cast<uint32_t>(row.integer(3));
        if (row.text(5) == "given") d.published = parse_day(row.text(4));  // what the text told, it tells again
        d.text = row.text(6);
      });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<std::vector<StoredReport>> ReportRows::reports(std::span<const int64_t> ids, As as) {
  const Dialect dialect = db_.dialect();
  const std::string list = dialect.list_of(ids);
  std::unordered_map<int64_t, size_t> places;
  for (size_t i = 0; i < ids.size(); ++i) places.emplace(ids[i], i);
  std::vector<StoredReport> reports(ids.size());
  const auto found = [&](const Row& row) { return places.find(row.integer(0)); };

  Result<void> done =
      db_.query(fmt::format("SELECT {}{}FROM reports r JOIN documents d ON d.id = r.document_id {}WHERE {}", kShown,
                            as == As::told ? kOwn : kJoint,
                            as == As::told ? "" : "LEFT JOIN events e ON e.id = r.event_id ", dialect.any_of("r.id")),
                {list}, [&](const Row& row) { reports[found(row)->second] = report_of(row); });
  if (!done) return tl::unexpected(done.error());
  for (size_t i = 0; i < ids.size(); ++i) {
    if (reports[i].id == ids[i]) continue;
    return fail(Error::Kind::kFile,
                fmt::format("{}: report {} is not there; the database is damaged", db_.name(), ids[i]));
  }
  done = db_.query(
      "SELECT report_id, role, text, name, actor, country, sector, span_begin, span_end FROM report_actors WHERE " +
          dialect.any_of("report_id") + " ORDER BY report_id, role, position",
      {list}, [&](const Row& row) {
        Event& e = reports[found(row)->second].record;
        (row.text(1) == "source" ? e.source : e.target)
            .push_back({span_at(row, 7), std::string(row.text(2)), std::string(row.text(3)), std::string(row.text(4)),
                        std::string(row.text(5)), parse_sector(row.text(6)).value_or(Sector::UNK)});
      });
  if (!done) return tl::unexpected(done.error());
  done = db_.query("SELECT report_id, span_begin, span_end, quote FROM evidence WHERE " + dialect.any_of("report_id") +
                       " ORDER BY id",
                   {list}, [&](const Row& row) {
                     reports[found(row)->second].record.evidence.push_back({span_at(row, 1), std::string(row.text(3))});
                   });
  if (done && as == As::told) done = read_around(reports);
  if (!done) return tl::unexpected(done.error());
  return reports;
}

Result<void> ReportRows::read_around(std::vector<StoredReport>& reports) {
  std::unordered_map<int64_t, std::vector<StoredReport*>> of_document;
  std::vector<int64_t> documents;
  for (StoredReport& r : reports) {
    std::vector<StoredReport*>& of = of_document[r.document_id];
    if (of.empty()) documents.push_back(r.document_id);
    of.push_back(&r);
  }
  const Dialect dialect = db_.dialect();
  return db_.query("SELECT id, text FROM documents WHERE " + dialect.any_of("id"), {dialect.list_of(documents)},
                   [&](const Row& row) {
                     for (StoredReport* r : of_document[row.integer(0)]) {
                       if (!r->record.evidence.empty())
                         r->around = around(row.text(1), r->record.evidence.front().span);
                     }
                   });
}

}  // namespace khaldun
