#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cli/show.h"
#include "store/formats.h"

namespace khaldun {
namespace {

std::string actor_label(const EventActor& a) {
  const std::string name = printable(!a.name.empty() ? a.name : a.text);
  std::string code =
      a.country.empty() ? std::string(to_string(a.sector)) : fmt::format("{} {}", a.country, to_string(a.sector));
  return name.empty() ? fmt::format("({})", code) : fmt::format("{} ({})", name, code);
}

std::string side_label(const std::vector<EventActor>& actors) {
  std::string out;
  for (const EventActor& a : actors) out += (out.empty() ? "" : ", ") + actor_label(a);
  return out;
}

std::string date_label(const Event& e) {
  if (!e.date) return "no day";
  const Days d = e.date->days;
  return d.first == d.last ? to_string(d.first) : fmt::format("{} – {}", to_string(d.first), to_string(d.last));
}

void put_tolls(const Event& e, std::string& out) {
  for (const auto& [what, number] :
       {std::pair{"killed", e.killed}, std::pair{"injured", e.injured}, std::pair{"arrested", e.arrested}}) {
    if (number) fmt::format_to(std::back_inserter(out), "  {} {}", what, *number);
  }
}

/// The sentence around a quote on one line, the quote between `on` and `off`.
std::string in_its_sentence(const Document& document, const Reading& reading, const Evidence& evidence,
                            std::string_view on, std::string_view off) {
  const auto sentence =
      std::ranges::find_if(reading.sentences, [&](const Sentence& s) { return s.span.overlaps(evidence.span); });
  const Bytes whole = sentence == reading.sentences.end() ? evidence.span : sentence->span;
  const std::string_view text = document.text;
  std::string line = printable(text.substr(whole.begin, evidence.span.begin - whole.begin));
  line += on;
  line += printable(evidence.span.of(text));
  line += off;
  line += printable(text.substr(evidence.span.end, std::max(whole.end, evidence.span.end) - evidence.span.end));
  return line;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    // U+0080 to U+009F are as good as an escape and a letter.
    const bool wide = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    out += c < 0x20 || c == 0x7F || wide ? ' ' : text[i];
    i += wide ? 1 : 0;
  }
  return out;
}

std::string published_label(const Reading& reading) {
  const std::optional<Day> day = published_of(reading);
  return day ? fmt::format("{} ({})", to_string(*day), reading.published_how) : "unknown";
}

void show_table(const Document& document, const Reading& reading, const ShowOptions& options, std::string& out) {
  const auto to = std::back_inserter(out);
  const auto paint = [&](const char* code) { return options.colour ? code : ""; };
  const char *bold = paint("\x1b[1m"), *dim = paint("\x1b[2m"), *mark = paint("\x1b[33m"), *plain = paint("\x1b[0m");
  // Without colour the quote is told from its sentence by brackets.
  const std::string on = options.colour ? mark : "[", off = options.colour ? std::string(plain) + dim : "]";
  fmt::format_to(to, "{}{}{}  published {}, {} record{}\n", bold, printable(document.id), plain,
                 published_label(reading), reading.events.size(), reading.events.size() == 1 ? "" : "s");
  for (size_t i = 0; i < reading.events.size(); ++i) {
    const Event& e = reading.events[i];
    const std::string what = fmt::format("{} {}", to_string(e.type), e.mode);
    fmt::format_to(
        to, "\n{:>3}  {}{:<23}{} {:<4}  {:<8}  {:<23}  {}\n", i + 1, bold, what, plain, e.cameo, to_string(e.status),
        date_label(e),
        e.place ? fmt::format("{}, {}", e.place->name, e.place->country.empty() ? "-" : e.place->country) : "no place");
    fmt::format_to(to, "     {}", side_label(e.source));
    if (!e.target.empty()) fmt::format_to(to, " → {}", side_label(e.target));
    put_tolls(e, out);
    if (!e.said_by.empty()) fmt::format_to(to, "  said by {}", printable(e.said_by));
    out += '\n';
    for (const Evidence& evidence : e.evidence)
      fmt::format_to(to, "     {}{}{}\n", dim, in_its_sentence(document, reading, evidence, on, off), plain);
    if (options.explain) {
      for (const std::string& why : e.why) fmt::format_to(to, "       · {}\n", printable(why));
    }
  }
  out += '\n';
}

void show_line(const StoredReport& report, std::string& out) {
  const Event& e = report.record;
  fmt::format_to(std::back_inserter(out), "{}  {} {}, {}: {}", date_label(e), to_string(e.type),
                 e.mode.empty() ? "-" : e.mode, to_string(e.status), side_label(e.source));
  if (!e.target.empty()) out += " → " + side_label(e.target);
  if (e.place)
    fmt::format_to(std::back_inserter(out), "  @{}, {}", e.place->name,
                   e.place->country.empty() ? "-" : e.place->country);
  put_tolls(e, out);
  out += '\n';
}

}  // namespace khaldun
