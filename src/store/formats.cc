#include "store/formats.h"

#include <fmt/format.h>

#include <iterator>

namespace khaldun {
namespace {

void put(std::string& out, std::string_view key, std::string_view text) {
  fmt::format_to(std::back_inserter(out), "\"{}\":", key);
  write_json_or_null(text, out);
}

void put(std::string& out, std::string_view key, std::optional<int> number) {
  if (number)
    fmt::format_to(std::back_inserter(out), "\"{}\":{}", key, *number);
  else
    fmt::format_to(std::back_inserter(out), "\"{}\":null", key);
}

void put_actors(std::string& out, std::string_view key, const std::vector<EventActor>& actors) {
  fmt::format_to(std::back_inserter(out), "\"{}\":[", key);
  for (size_t i = 0; i < actors.size(); ++i) {
    const EventActor& a = actors[i];
    out += i == 0 ? "{" : ",{";
    put(out, "text", a.text);
    out += ',';
    put(out, "name", a.name);
    out += ',';
    put(out, "actor", a.id);
    out += ',';
    put(out, "country", a.country);
    fmt::format_to(std::back_inserter(out), ",\"sector\":\"{}\",\"start\":{},\"end\":{}}}", to_string(a.sector),
                   a.span.begin, a.span.end);
  }
  out += ']';
}

void put_csv(std::string& out, std::string_view text) {
  if (text.find_first_of("\",\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void put_list(std::string& out, std::string_view open, const std::vector<std::string>& lines) {
  out += open;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out += ',';
    write_json_string(lines[i], out);
  }
  out += ']';
}

/// All of a record but the closing brace.
void open_json(std::string_view document, std::optional<Day> published, const Event& e, bool explain,
               std::string& out) {
  const auto to = std::back_inserter(out);
  out += '{';
  put(out, "id", e.id);
  out += ',';
  put(out, "document", document);
  fmt::format_to(to, ",\"sentence\":{},", e.sentence);
  put(out, "published", published ? to_string(*published) : "");
  fmt::format_to(to, ",\"type\":\"{}\",", to_string(e.type));
  put(out, "mode", e.mode);
  fmt::format_to(to, ",\"cameo\":\"{}\",\"quad\":{},\"intensity\":{:.1f},\"goldstein\":{:.1f},\"status\":\"{}\",",
                 e.cameo, e.quad, e.intensity, e.goldstein, to_string(e.status));
  put_actors(out, "source", e.source);
  out += ',';
  put_actors(out, "target", e.target);
  if (e.date) {
    fmt::format_to(to, ",\"date\":{{\"start\":\"{}\",\"end\":\"{}\",", to_string(e.date->days.first),
                   to_string(e.date->days.last));
    put(out, "text", e.date->text);
    out += '}';
  } else {
    out += ",\"date\":null";
  }
  if (e.place) {
    const EventPlace& p = *e.place;
    out += ",\"place\":{";
    put(out, "text", p.text);
    out += ',';
    put(out, "name", p.name);
    out += ',';
    put(out, "country", p.country);
    out += ',';
    put(out, "admin1", p.admin1);
    fmt::format_to(to, ",\"lat\":{:.4f},\"lon\":{:.4f},\"geonames\":{}}}", p.lat, p.lon, p.geonames);
  } else {
    out += ",\"place\":null";
  }
  out += ',';
  put(out, "killed", e.killed);
  out += ',';
  put(out, "injured", e.injured);
  out += ',';
  put(out, "arrested", e.arrested);
  out += ',';
  put(out, "said_by", e.said_by);
  out += ",\"evidence\":[";
  for (size_t i = 0; i < e.evidence.size(); ++i) {
    fmt::format_to(to, "{}{{\"start\":{},\"end\":{},", i == 0 ? "" : ",", e.evidence[i].span.begin,
                   e.evidence[i].span.end);
    put(out, "quote", e.evidence[i].quote);
    out += '}';
  }
  out += "],";
  put(out, "frame", e.frame);
  fmt::format_to(to, ",\"confidence\":{:.2f}", e.confidence);
  if (explain) {
    put_list(out, ",\"why\":[", e.why);
    put_list(out, ",\"judged\":[", e.judged);
  }
}

void stored_json(const StoredReport& report, std::string& out) {
  open_json(report.document, report.published, report.record, false, out);
  out += ',';
  put(out, "url", report.url);
  fmt::format_to(std::back_inserter(out), ",\"event\":{},\"reports\":{}}}",
                 report.event ? fmt::to_string(*report.event) : "null", report.reports);
}

void csv_record(std::string_view document, std::optional<Day> published, const Event& e, std::string& out) {
  std::vector<std::string> row = {e.id,
                                  std::string(document),
                                  std::to_string(e.sentence),
                                  published ? to_string(*published) : "",
                                  std::string(to_string(e.type)),
                                  e.mode,
                                  e.cameo,
                                  std::to_string(e.quad),
                                  fmt::format("{:.1f}", e.intensity),
                                  fmt::format("{:.1f}", e.goldstein),
                                  std::string(to_string(e.status))};
  for (const std::vector<EventActor>* side : {&e.source, &e.target}) {
    row.push_back(joined_side(*side, [](const EventActor& a) { return a.text; }));
    row.push_back(joined_side(*side, [](const EventActor& a) { return a.name; }));
    row.push_back(joined_side(*side, [](const EventActor& a) { return a.country; }));
    row.push_back(joined_side(*side, [](const EventActor& a) { return std::string(to_string(a.sector)); }));
  }
  row.push_back(e.date ? to_string(e.date->days.first) : "");
  row.push_back(e.date ? to_string(e.date->days.last) : "");
  row.push_back(e.place ? e.place->name : "");
  row.push_back(e.place ? e.place->country : "");
  row.push_back(e.place ? fmt::format("{:.4f}", e.place->lat) : "");
  row.push_back(e.place ? fmt::format("{:.4f}", e.place->lon) : "");
  row.push_back(e.place && e.place->geonames != 0 ? std::to_string(e.place->geonames) : "");
  for (const std::optional<int>& n : {e.killed, e.injured, e.arrested}) row.push_back(n ? std::to_string(*n) : "");
  row.push_back(e.said_by);
  const bool quoted = !e.evidence.empty();
  row.push_back(quoted ? std::to_string(e.evidence.front().span.begin) : "");
  row.push_back(quoted ? std::to_string(e.evidence.front().span.end) : "");
  row.push_back(quoted ? e.evidence.front().quote : "");
  row.push_back(e.frame);
  row.push_back(fmt::format("{:.2f}", e.confidence));
  write_csv_line(row, out);
}

}  // namespace

std::optional<Day> published_of(const Reading& reading) {
  return reading.dated() ? std::optional(reading.published) : std::nullopt;
}

std::string_view clipped(std::string_view text, size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return text.substr(0, size);
}

// Valid UTF-8 passes as it stands.
void write_json_string(std::string_view text, std::string& out) {
  out += '"';
  for (char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20)
          fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
        else
          out += c;
    }
  }
  out += '"';
}

void write_json_or_null(std::string_view text, std::string& out) {
  if (text.empty())
    out += "null";
  else
    write_json_string(text, out);
}

void write_json(const Document& document, const Reading& reading, bool explain, std::string& out) {
  for (const Event& e : reading.events) {
    open_json(document.id, published_of(reading), e, explain, out);
    out += "}\n";
  }
}

void write_json(const StoredReport& report, std::string& out) {
  stored_json(report, out);
  out += '\n';
}

void write_geojson(const StoredReport& report, std::string& out) {
  const std::optional<EventPlace>& place = report.record.place;
  out += "{\"type\":\"Feature\",\"geometry\":";
  if (place)
    fmt::format_to(std::back_inserter(out), "{{\"type\":\"Point\",\"coordinates\":[{:.4f},{:.4f}]}}", place->lon,
                   place->lat);
  else
    out += "null";
  out += ",\"properties\":";
  stored_json(report, out);
  out += '}';
}

std::string_view csv_header() {
  return "id,document,sentence,published,type,mode,cameo,quad,intensity,goldstein,status,source_text,source_name,"
         "source_country,"
         "source_sector,target_text,target_name,target_country,target_sector,start_date,end_date,place,place_country,"
         "lat,lon,"
         "geonames,killed,injured,arrested,said_by,evidence_start,evidence_end,evidence,frame,confidence\n";
}

void write_csv_line(const std::vector<std::string>& cells, std::string& out) {
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    put_csv(out, cells[i]);
  }
  out += '\n';
}

void write_csv(const Document& document, const Reading& reading, std::string& out) {
  for (const Event& e : reading.events) csv_record(document.id, published_of(reading), e, out);
}

void write_csv(const StoredReport& report, std::string& out) {
  csv_record(report.document, report.published, report.record, out);
}

}  // namespace khaldun
