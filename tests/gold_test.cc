// Gold tests: documents and the records that a reader judged right, in text.
//
//   gold_test MODEL.pack LEXICON.pack FILE.gold... [--update]
//
//   # a dated protest arrest
//   doc 2021-08-17
//     Police in Minsk detained 200 protesters on Sunday.
//   events
//     COERCE arrest  BLR:COP -> BLR:CVL  @Minsk,BLR  2021-08-15  occurred  arrested=200  "detained 200 protesters"
//
// Only what a line says is compared: a field left out may be anything, except that every record must be told. In the
// place of `events` may stand `attributions`, a line for each in their order, "-" for none:
//
//   attributions
//     he | is said | He | to have left
//
// With --update the lines are rewritten in full from what the program finds; review the difference before keeping it.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "coder/attributions.h"
#include "khaldun/engine.h"

namespace {

using namespace khaldun;

struct Case {
  std::string comment, header, text;
  std::optional<Day> published;
  std::string section;  // what the lines tell: "events" or "attributions"
  std::vector<std::string> lines;
};

std::string actors(const std::vector<EventActor>& side) {
  std::string out;
  for (const EventActor& a : side) {
    if (!out.empty()) out += "+";
    std::string who = a.name.empty() ? "" : "/" + a.name;
    std::ranges::replace(who, ' ', '_');
    out += fmt::format("{}:{}{}", a.country.empty() ? "-" : a.country, to_string(a.sector), who);
  }
  return out.empty() ? "-" : out;
}

std::string line_of(const Event& e) {
  std::string out = fmt::format("{} {}  {} -> {}", to_string(e.type), e.mode.empty() ? "-" : e.mode, actors(e.source),
                                actors(e.target));
  if (e.place) {
    std::string name = e.place->name;
    std::ranges::replace(name, ' ', '_');
    out += fmt::format("  @{},{}", name, e.place->country.empty() ? "-" : e.place->country);
  }
  if (e.date) {
    out += "  " + to_string(e.date->days.first);
    if (e.date->days.first != e.date->days.last) out += "/" + to_string(e.date->days.last);
  }
  out += fmt::format("  {}  cameo={}", to_string(e.status), e.cameo);
  if (e.killed) out += fmt::format("  killed={}", *e.killed);
  if (e.injured) out += fmt::format("  injured={}", *e.injured);
  if (e.arrested) out += fmt::format("  arrested={}", *e.arrested);
  if (!e.said_by.empty()) {
    std::string by = e.said_by;
    std::ranges::replace(by, ' ', '_');
    out += "  said_by=" + by;
  }
  if (!e.evidence.empty()) out += fmt::format("  \"{}\"", e.evidence.front().quote);
  return out;
}

std::string line_of(const Document& document, const AttributionSpans& a) {
  const auto words = [&](std::optional<Bytes> span) { return span ? std::string(span->of(document.text)) : "-"; };
  std::string out = words(a.source) + " | " + words(a.cue);
  for (const Bytes part : a.content) out += " | " + words(part);
  return out;
}

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> out;
  std::istringstream in(line.substr(0, line.find('"')));
  for (std::string f; in >> f;) out.push_back(f);
  return out;
}

/// Whether every field that `wanted` names stands in `found`.
bool satisfied(const std::string& wanted, const std::string& found) {
  const std::vector<std::string> want = fields(wanted), have = fields(found);
  // type, mode, source, ->, target stand in order; the rest is a set.
  for (size_t i = 0; i < want.size(); ++i) {
    if (i < 5 ? (i >= have.size() || want[i] != have[i]) : std::ranges::find(have, want[i]) == have.end()) return false;
  }
  const size_t quote = wanted.find('"');
  return quote == std::string::npos || found.find(wanted.substr(quote)) != std::string::npos;
}

std::vector<Case> read(const std::string& path) {
  std::ifstream in(path);
  std::vector<Case> cases;
  std::string comment;
  bool told = false;  // within the lines of a section
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    if (line[0] == '#')
      comment += line + "\n";
    else if (line.rfind("doc", 0) == 0) {
      cases.push_back({std::exchange(comment, ""),
                       line,
                       "",
                       line.size() > 4 ? parse_day(line.substr(4)) : std::nullopt,
                       "events",
                       {}});
      told = false;
    } else if (!cases.empty() && (line == "events" || line == "attributions")) {
      cases.back().section = line;
      told = true;
    } else if (!cases.empty() && told)
      cases.back().lines.push_back(line.substr(line.find_first_not_of(' ')));
    else if (!cases.empty())
      cases.back().text += line.substr(line.find_first_not_of(' ')) + "\n";
  }
  return cases;
}

bool right(const Case& c, const std::vector<std::string>& found) {
  if (c.section == "attributions") return c.lines == found;
  return found.size() == c.lines.size() &&
         std::ranges::is_permutation(c.lines, found, [](const auto& w, const auto& f) { return satisfied(w, f); });
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> args(argv + 1, argv + argc);
  const bool update = std::erase(args, "--update") > 0;
  if (args.size() < 3) {
    std::fprintf(stderr, "usage: gold_test MODEL.pack LEXICON.pack FILE.gold... [--update]\n");
    return 2;
  }
  const Result<Engine> engine = Engine::load({args[0], args[1]});
  const Result<Pack> lexicon = Pack::open(args[1]);
  const Result<Cues> cues = lexicon ? Cues::load(*lexicon) : tl::unexpected(lexicon.error());
  if (!engine || !cues) {
    std::fprintf(stderr, "gold_test: %s\n", (engine ? cues.error() : engine.error()).message.c_str());
    return 1;
  }
  Workspace workspace;
  int passed = 0, failed = 0;
  for (size_t i = 2; i < args.size(); ++i) {
    std::vector<Case> cases = read(args[i]);
    for (Case& c : cases) {
      Document document;
      document.id = c.header;
      document.text = c.text;
      document.published = c.published;
      const Reading reading = engine->read(document, workspace);
      std::vector<std::string> found;
      if (c.section == "events") {
        for (const Event& e : reading.events) found.push_back(line_of(e));
      } else {
        for (const AttributionSpans& a : attributions_in(document, reading, *cues))
          found.push_back(line_of(document, a));
      }
      const bool passes = right(c, found);
      ++(passes ? passed : failed);
      if (passes) continue;
      std::printf("%s: %s%s%s", args[i].c_str(), c.comment.c_str(), c.header.c_str(), ("\n  " + c.text).c_str());
      for (const std::string& w : c.lines) std::printf("  wanted %s\n", w.c_str());
      for (const std::string& f : found) std::printf("  found  %s\n", f.c_str());
      if (update) c.lines = found;
    }
    if (!update) continue;
    std::ofstream out(args[i]);
    for (size_t n = 0; n < cases.size(); ++n) {
      std::istringstream text(cases[n].text);
      out << (n == 0 ? "" : "\n") << cases[n].comment << cases[n].header << "\n";
      for (std::string line; std::getline(text, line);) out << "  " << line << "\n";
      out << cases[n].section << "\n";
      for (const std::string& l : cases[n].lines) out << "  " << l << "\n";
    }
  }
  std::printf("gold: %d passed, %d failed\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
