#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cli/show.h"

namespace khaldun {
namespace {

void put_side(std::string& out, const std::vector<EventActor>& actors) {
  for (const EventActor& a : actors) {
    out += "<div>";
    put_xml(!a.name.empty() ? a.name : !a.text.empty() ? a.text : "–", out);
    fmt::format_to(std::back_inserter(out), " <span class=code>{} {}</span></div>", a.country, to_string(a.sector));
  }
}

struct Mark {
  Bytes span;
  size_t event;
};

}  // namespace

void put_xml(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
}

std::string_view html_head() {
  return R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Khaldun</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:#1b1b1b;background:#fcfcfa}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ddd}
.code{color:#667;font-size:.8rem}.article{white-space:pre-wrap;margin:1.5rem 0;max-width:46rem}
mark{background:#ffe9a8;padding:0 .1em}mark:target,tr:target{outline:2px solid #c60}a{color:#245}.why{color:#556;font-size:.8rem;margin:0}
</style></head><body>
)";
}

std::string_view html_tail() { return "</body></html>\n"; }

void show_html(const Document& document, const Reading& reading, const ShowOptions& options, std::string& out) {
  const auto to = std::back_inserter(out);
  // Anchors carry the records' ids, which differ between documents.
  out += "<section><h1>";
  put_xml(document.id, out);
  fmt::format_to(to, "</h1>\n<p>Published {}. {} records.</p>\n", published_label(reading), reading.events.size());
  out +=
      "<table><tr><th></th><th>Type</th><th>Status</th><th>Source</th><th>Target</th><th>Day</th><th>Place</"
      "th><th>People</th><th>Said by</th></tr>\n";
  std::vector<Mark> marks;
  for (size_t i = 0; i < reading.events.size(); ++i) {
    const Event& e = reading.events[i];
    for (const Evidence& evidence : e.evidence) marks.push_back({evidence.span, i});
    fmt::format_to(to, "<tr id=\"r-{0}\"><td><a href=\"#e-{0}\">{1}</a></td><td>{2} {3} <span class=code>{4}</span>",
                   e.id, i + 1, to_string(e.type), e.mode, e.cameo);
    if (options.explain) {
      for (const std::string& why : e.why) {
        out += "<p class=why>";
        put_xml(why, out);
        out += "</p>";
      }
    }
    fmt::format_to(to, "</td><td>{}</td><td>", to_string(e.status));
    put_side(out, e.source);
    out += "</td><td>";
    put_side(out, e.target);
    out += "</td><td>";
    if (e.date) out += to_string(e.date->days.first);
    if (e.date && e.date->days.first != e.date->days.last) out += " – " + to_string(e.date->days.last);
    out += "</td><td>";
    if (e.place) put_xml(fmt::format("{} {}", e.place->name, e.place->country), out);
    out += "</td><td>";
    if (e.killed) fmt::format_to(to, "{} killed ", *e.killed);
    if (e.injured) fmt::format_to(to, "{} injured ", *e.injured);
    if (e.arrested) fmt::format_to(to, "{} arrested", *e.arrested);
    out += "</td><td>";
    put_xml(e.said_by, out);
    out += "</td></tr>\n";
  }
  out += "</table>\n<div class=article>";
  std::ranges::sort(marks, {}, [](const Mark& m) { return m.span.begin; });
  uint32_t at = 0;
  std::vector<bool> anchored(reading.events.size(), false);
  for (const Mark& m : marks) {
    const std::string anchor = anchored[m.event] ? "" : fmt::format(" id=\"e-{}\"", reading.events[m.event].id);
    anchored[m.event] = true;
    if (m.span.begin < at) {  // inside another record's words: the number still leads to its row
      fmt::format_to(to, "<sup><a{} href=\"#r-{}\">{}</a></sup>", anchor, reading.events[m.event].id, m.event + 1);
      continue;
    }
    put_xml(std::string_view(document.text).substr(at, m.span.begin - at), out);
    fmt::format_to(to, "<mark{}>", anchor);
    put_xml(m.span.of(document.text), out);
    fmt::format_to(to, "<sup><a href=\"#r-{}\">{}</a></sup></mark>", reading.events[m.event].id, m.event + 1);
    at = m.span.end;
  }
  put_xml(std::string_view(document.text).substr(at), out);
  out += "</div></section>\n";
}

}  // namespace khaldun
