#include "store/report_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace khaldun {
namespace {

/// NULL where nothing is known.
std::optional<std::string_view> known(std::string_view text) { return text.empty() ? std::nullopt : std::optional(text); }

std::optional<std::string> published_of(const Reading& reading) {
  return reading.published_how == "unknown" ? std::nullopt : std::optional(to_string(reading.published));
}

/// The day of an act, unless it was counted from a publication day that nobody knows: then it is a guess, and another one tomorrow.
std::optional<EventDate> sure_date(const Event& event, const Reading& reading) {
  if (!event.date || reading.published_how != "unknown") return event.date;
  for (const Mention& m : reading.mentions) {
    if (m.kind != Mention::Kind::time || m.targets.empty()) continue;
    if (reading.words[m.first].span.begin != event.date->span.begin) continue;
    const Time& time = reading.times[m.targets.front()];
    if (time.days == event.date->days && !time.anchored) return event.date;
  }
  return std::nullopt;
}

std::optional<int> number_or_null(const Statement& s, int column) {
  return s.is_null(column) ? std::nullopt : std::optional(static_cast<int>(s.integer(column)));
}

Bytes span_at(const Statement& s, int column) {
  return {static_cast<uint32_t>(s.integer(column)), static_cast<uint32_t>(s.integer(column + 1))};
}

}  // namespace

Result<Statement*> ReportRows::statement(const std::string& sql) {
  const auto found = kept_.find(sql);
  if (found != kept_.end()) return &found->second;
  Result<Statement> prepared = db_.prepare(sql);
  if (!prepared) return tl::unexpected(prepared.error());
  return &kept_.emplace(sql, std::move(*prepared)).first->second;
}

Result<int64_t> ReportRows::put_document(const Document& document, std::string_view digest, const Reading& reading, std::string_view versions) {
  const Result<Statement*> s = statement(
      "INSERT INTO documents (name, url, title_end, published, published_how, coded_by, text, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  if (!s) return tl::unexpected(s.error());
  const std::optional<std::string> published = published_of(reading);
  (*s)->bind(document.id, known(document.url), document.title_end, published, reading.published_how, versions, document.text);
  (*s)->put_blob(8, digest);
  if (Result<void> done = (*s)->run(); !done) return tl::unexpected(done.error());
  return db_.last_id();
}

Result<void> ReportRows::replace_document(int64_t id, const Reading& reading, std::string_view versions) {
  const std::string theirs = "IN (SELECT event_id FROM reports WHERE document_id = ?)";
  if (Result<void> done = run("UPDATE reports SET retold = 0 WHERE retold AND event_id " + theirs, id); !done) return done;
  if (Result<void> done = run("DELETE FROM events WHERE id " + theirs, id); !done) return done;  // their reports are free again
  if (Result<void> done = run("DELETE FROM reports WHERE document_id = ?", id); !done) return done;
  return run("UPDATE documents SET published = ?, published_how = ?, coded_by = ? WHERE id = ?", published_of(reading), reading.published_how,
             versions, id);
}

Result<void> ReportRows::put_reports(int64_t document, const Reading& reading) {
  for (const Event& event : reading.events) {
    if (Result<void> done = put_report(document, event, sure_date(event, reading)); !done) return done;
  }
  return {};
}

Result<void> ReportRows::put_report(int64_t document, const Event& e, const std::optional<EventDate>& date) {
  const std::optional<std::string> day = date ? std::optional(to_string(date->days.first)) : std::nullopt;
  const std::optional<std::string> last_day = date ? std::optional(to_string(date->days.last)) : std::nullopt;
  const bool said = date && !date->text.empty();  // else the day comes from the narrative
  const EventPlace* place = e.place ? &*e.place : nullptr;
  const auto of_place = [&](auto get) { return place == nullptr ? std::nullopt : std::optional(get(*place)); };
  const auto text_of_place = [&](auto get) { return place == nullptr ? std::nullopt : known(get(*place)); };
  if (Result<void> done = run(
          "INSERT INTO reports (record, document_id, sentence, type, mode, cameo, quad, intensity, goldstein, status, day, last_day, day_text, "
          "day_begin, day_end, place_text, place_name, place_country, place_admin1, place_lat, place_lon, place_geonames, place_begin, "
          "place_end, killed, injured, arrested, said_by, frame, confidence) "
          "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
          e.id, document, e.sentence, to_string(e.type), known(e.mode), e.cameo, e.quad, e.intensity, e.goldstein, to_string(e.status), day,
          last_day, said ? known(date->text) : std::nullopt, said ? std::optional(date->span.begin) : std::nullopt,
          said ? std::optional(date->span.end) : std::nullopt, text_of_place([](const EventPlace& p) -> std::string_view { return p.text; }),
          text_of_place([](const EventPlace& p) -> std::string_view { return p.name; }),
          text_of_place([](const EventPlace& p) -> std::string_view { return p.country; }),
          text_of_place([](const EventPlace& p) -> std::string_view { return p.admin1; }), of_place([](const EventPlace& p) { return p.lat; }),
          of_place([](const EventPlace& p) { return p.lon; }), place != nullptr && place->geonames != 0 ? std::optional(place->geonames) : std::nullopt,
          of_place([](const EventPlace& p) { return p.span.begin; }), of_place([](const EventPlace& p) { return p.span.end; }), e.killed,
          e.injured, e.arrested, known(e.said_by), e.frame, e.confidence);
      !done) {
    return done;
  }
  const int64_t report = db_.last_id();
  if (Result<void> done = put_actors(report, e, day); !done) return done;
  if (Result<void> done = put_dyads(report, e, day.value_or("")); !done) return done;
  for (const Evidence& evidence : e.evidence) {
    if (Result<void> done = run("INSERT INTO evidence (report_id, span_begin, span_end, quote) VALUES (?, ?, ?, ?)", report, evidence.span.begin,
                                evidence.span.end, evidence.quote);
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
      if (Result<void> done = run("INSERT INTO report_actors (report_id, role, position, text, name, actor, country, sector, span_begin, span_end, day) "
                                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                  report, role, position++, known(a.text), known(a.name), known(a.id), known(a.country), to_string(a.sector),
                                  a.span.begin, a.span.end, day);
          !done) {
        return done;
      }
    }
  }
  return {};
}

Result<void> ReportRows::put_dyads(int64_t report, const Event& event, const std::string& day) {
  const bool mutual = event.target.empty();
  std::set<std::pair<std::string, std::string>> pairs;
  for (const EventActor& source : event.source) {
    for (const EventActor& target : mutual ? event.source : event.target) {
      const bool itself = mutual && source.country == target.country;
      if (!itself && !source.country.empty() && !target.country.empty()) pairs.emplace(source.country, target.country);
    }
  }
  for (const auto& [source, target] : pairs) {
    if (Result<void> done = run("INSERT INTO dyads (source, target, day, report_id, quad, goldstein, status) VALUES (?, ?, ?, ?, ?, ?, ?)", source,
                                target, day, report, event.quad, event.goldstein, to_string(event.status));
        !done) {
      return done;
    }
  }
  return {};
}

Result<std::optional<StoredDocument>> ReportRows::outdated(int64_t after, std::string_view versions) {
  const Result<Statement*> s = statement(
      "SELECT id, name, url, title_end, published, published_how, text FROM documents NOT INDEXED WHERE id > ? AND coded_by <> ? ORDER BY id LIMIT 1");
  if (!s) return tl::unexpected(s.error());
  const Result<bool> row = (*s)->bind(after, versions).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::nullopt;
  StoredDocument found{(*s)->integer(0), {}};
  Document& d = found.document;
  d.id = (*s)->text(1);
  d.url = (*s)->text(2);
  d.title_end = static_cast<uint32_t>((*s)->integer(3));
  if ((*s)->text(5) == "given") d.published = parse_day((*s)->text(4));  // what the text told, it tells again
  d.text = (*s)->text(6);
  (*s)->reset();
  return found;
}

Result<StoredReport> ReportRows::report(int64_t id, As as) {
  const std::string columns =
      "SELECT r.record, r.event_id, d.name, d.url, d.published, r.sentence, r.type, r.mode, r.cameo, r.quad, r.intensity, r.goldstein, r.status, "
      "r.day, r.last_day, r.day_text, r.day_begin, r.day_end, r.place_text, r.place_name, r.place_country, r.place_admin1, r.place_lat, "
      "r.place_lon, r.place_geonames, r.place_begin, r.place_end, ";
  const std::string own = "r.killed, r.injured, r.arrested, r.said_by, r.frame, r.confidence, 1, d.id ";
  const std::string joint =
      "iif(e.id IS NULL, r.killed, e.killed), iif(e.id IS NULL, r.injured, e.injured), iif(e.id IS NULL, r.arrested, e.arrested), r.said_by, "
      "r.frame, coalesce(e.confidence, r.confidence), coalesce(e.reports, 1), d.id ";
  const Result<Statement*> found =
      statement(columns + (as == As::told ? own : joint) + "FROM reports r JOIN documents d ON d.id = r.document_id " +
                (as == As::told ? "" : "LEFT JOIN events e ON e.id = r.event_id ") + "WHERE r.id = ?");
  if (!found) return tl::unexpected(found.error());
  Statement& s = **found;
  const Result<bool> row = s.bind(id).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return fail(Error::Kind::kFile, fmt::format("{}: report {} is not there; the database is damaged", db_.path(), id));
  StoredReport report;
  report.id = id;
  if (!s.is_null(1)) report.event = s.integer(1);
  report.document = s.text(2);
  report.url = s.text(3);
  report.published = parse_day(s.text(4));
  Event& e = report.record;
  e.id = s.text(0);
  e.sentence = static_cast<uint32_t>(s.integer(5));
  e.type = parse_type(s.text(6)).value_or(Type{});
  e.mode = s.text(7);
  e.cameo = s.text(8);
  e.quad = static_cast<int>(s.integer(9));
  e.intensity = s.real(10);
  e.goldstein = s.real(11);
  e.status = parse_status(s.text(12)).value_or(Status{});
  const std::optional<Day> day = parse_day(s.text(13)), last_day = parse_day(s.text(14));
  if (day && last_day) e.date = EventDate{{*day, *last_day}, span_at(s, 16), std::string(s.text(15))};
  if (!s.is_null(22)) {
    e.place = EventPlace{span_at(s, 25), std::string(s.text(18)), std::string(s.text(19)), std::string(s.text(20)), std::string(s.text(21)),
                         s.real(22), s.real(23), static_cast<uint32_t>(s.integer(24))};
  }
  e.killed = number_or_null(s, 27);
  e.injured = number_or_null(s, 28);
  e.arrested = number_or_null(s, 29);
  e.said_by = s.text(30);
  e.frame = s.text(31);
  e.confidence = s.real(32);
  report.reports = s.integer(33);
  report.document_id = s.integer(34);
  s.reset();

  const Result<Statement*> actors = statement(
      "SELECT role, text, name, actor, country, sector, span_begin, span_end FROM report_actors WHERE report_id = ? ORDER BY role, position");
  if (!actors) return tl::unexpected(actors.error());
  Statement& a = **actors;
  a.bind(id);
  Result<bool> more = a.step();
  for (; more && *more; more = a.step()) {
    EventActor actor{span_at(a, 6), std::string(a.text(1)), std::string(a.text(2)), std::string(a.text(3)), std::string(a.text(4)),
                     parse_sector(a.text(5)).value_or(Sector::UNK)};
    (a.text(0) == "source" ? e.source : e.target).push_back(std::move(actor));
  }
  if (!more) return tl::unexpected(more.error());
  a.reset();

  const Result<Statement*> quotes = statement("SELECT span_begin, span_end, quote FROM evidence WHERE report_id = ? ORDER BY id");
  if (!quotes) return tl::unexpected(quotes.error());
  Statement& q = **quotes;
  q.bind(id);
  for (more = q.step(); more && *more; more = q.step()) e.evidence.push_back({span_at(q, 0), std::string(q.text(2))});
  if (!more) return tl::unexpected(more.error());
  q.reset();
  return report;
}

}  // namespace khaldun
