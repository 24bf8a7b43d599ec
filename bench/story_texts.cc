// Stories on made-up news, through the whole engine: precision and recall on pairs of tellings.
//
//   story_texts MODEL.pack LEXICON.pack bench/stories/a.txt bench/stories/b.txt [--errors]
//
// Each file is an archive of its own; bench/stories/a.txt says how it is written. A pair is two marks of different texts: it is right
// where both marks name one act, and said where the records that cover them are of one story. Recall is given twice: of all right pairs,
// and of those whose two acts the coder found, which alone could be joined. --errors lists each wrong and each missed pair with its
// scores (story/score.h), and each mark without a record.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "base/mapped_file.h"
#include "khaldun/engine.h"
#include "story/score.h"
#include "story/stories.h"

namespace khaldun {
namespace {

struct Mark {
  std::string act;
  Bytes words;
  std::optional<Report> report;  // the record that covers them
  uint64_t story = 0;
};
struct Text {
  Document document;
  std::vector<Mark> marks;
};

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "story_texts: {}\n", why);
  std::exit(2);
}

/// Takes the marks out of a text: "a bomb [killed](market) 12" -> "a bomb killed 12" and where "killed" stands.
std::vector<Mark> unmark(std::string_view line, std::string& text) {
  std::vector<Mark> marks;
  while (true) {
    const size_t open = line.find('['), middle = line.find("](", open), close = line.find(')', middle);
    if (open == std::string_view::npos) break;
    if (close == std::string_view::npos) give_up(fmt::format("a mark without its end in \"{}\"; wanted [words](act)", line));
    text += line.substr(0, open);
    const auto first = static_cast<uint32_t>(text.size());
    text += line.substr(open + 1, middle - open - 1);
    marks.push_back({std::string(line.substr(middle + 2, close - middle - 2)), {first, static_cast<uint32_t>(text.size())}, {}});
    line.remove_prefix(close + 1);
  }
  text += line;
  return marks;
}

std::vector<Text> texts_of(const std::string& path) {
  const Result<MappedFile> file = MappedFile::open(path);
  if (!file) give_up(file.error().message);
  std::vector<Text> texts;
  std::string_view left = file->bytes();
  while (!left.empty()) {
    const size_t end = std::min(left.find('\n'), left.size());
    const std::string_view head = left.substr(0, end);
    left.remove_prefix(std::min(end + 1, left.size()));
    if (head.empty() || head.front() == '#') continue;
    Text text;
    text.document.published = parse_day(head.substr(0, head.find(' ')));
    if (!text.document.published) give_up(fmt::format("{}: \"{}\" is no head of a text; wanted a day and a paper", path, head));
    text.document.id = fmt::format("{}:{}", texts.size(), head);
    const size_t body = std::min(left.find("\n\n"), left.size());
    text.marks = unmark(left.substr(0, body), text.document.text);
    left.remove_prefix(body);
    texts.push_back(std::move(text));
  }
  std::ranges::stable_sort(texts, {}, [](const Text& t) { return *t.document.published; });
  return texts;
}

/// Codes the texts, joins all their records as `khaldun run` does, and notes what became of the marks.
void link(const Engine& engine, std::vector<Text>& texts) {
  Workspace workspace;
  Stories stories;
  uint64_t id = 0;
  for (Text& text : texts) {
    const Result<Reading> reading = engine.read(text.document, workspace);
    if (!reading) give_up(reading.error().message);
    std::vector<Report> reports;
    for (const Event& event : reading->events) reports.push_back({++id, text.document.id, reading->published, event});
    const std::vector<uint64_t> joined = stories.add(reports);
    for (size_t i = 0; i < reports.size(); ++i) {
      const Event& event = reports[i].event;
      for (Mark& mark : text.marks) {
        const bool covered = std::ranges::any_of(event.evidence, [&](const Evidence& e) {
          return e.span.begin < mark.words.end && mark.words.begin < e.span.end;
        });
        // Of several records the one with the shortest evidence is nearest to the words.
        if (!covered || (mark.report && mark.report->event.evidence.front().quote.size() <= event.evidence.front().quote.size())) continue;
        mark.report = reports[i];
        mark.story = joined[i];
      }
    }
  }
}

std::string shown(const Report& r) {
  const Event& e = r.event;
  const auto side = [](const std::vector<EventActor>& actors) {
    std::string out;
    for (const EventActor& a : actors) out += fmt::format("{}{}/{}:{}", out.empty() ? "" : ", ", a.name.empty() ? a.text : a.name, a.country, to_string(a.sector));
    return out;
  };
  return fmt::format("  {} | {} {} {} {} | {} -> {} | {} | {} | {} {} {} | {}\n", r.document, to_string(e.type), e.mode, e.cameo, to_string(e.status),
                     side(e.source), side(e.target), e.place ? e.place->name : "-",
                     e.date ? to_string(e.date->days.first) + ".." + to_string(e.date->days.last) : "-", e.killed.value_or(-1),
                     e.injured.value_or(-1), e.arrested.value_or(-1), e.evidence.front().quote);
}

void show_pair(std::string_view what, const Mark& a, const Mark& b) {
  fmt::print("{}: {} and {}\n{}{}", what, a.act, b.act, shown(*a.report), shown(*b.report));
  if (const std::optional<Score> s = compare(features_of(*a.report), features_of(*b.report))) {
    fmt::print("  what {:.1f} status {:.1f} when {:.1f} where {:.1f} source {:.1f} target {:.1f} tolls {:.1f} words {:.1f} total {:.1f}\n", s->what,
               s->status, s->when, s->where, s->source, s->target, s->tolls, s->words, s->total());
  } else {
    fmt::print("  cannot be one act\n");
  }
}

void score(const std::string& path, const std::vector<Text>& texts, bool errors) {
  std::vector<std::pair<const Text*, const Mark*>> marks;
  std::vector<std::string> acts;
  size_t coded = 0;
  for (const Text& text : texts) {
    for (const Mark& mark : text.marks) {
      marks.emplace_back(&text, &mark);
      acts.push_back(mark.act);
      coded += mark.report ? 1 : 0;
      if (errors && !mark.report) fmt::print("no record: {} in \"{}\"\n", mark.act, text.document.text);
    }
  }
  std::ranges::sort(acts);
  const auto distinct = std::unique(acts.begin(), acts.end()) - acts.begin();
  size_t right = 0, possible = 0, said = 0, both = 0;
  for (size_t i = 0; i < marks.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      const auto& [text, a] = marks[j];
      const auto& [other, b] = marks[i];
      if (text == other) continue;
      const bool same = a->act == b->act, found = a->report && b->report, joined = found && a->story == b->story;
      right += same ? 1 : 0;
      possible += same && found ? 1 : 0;
      said += joined ? 1 : 0;
      both += same && joined ? 1 : 0;
      if (errors && found && same != joined) show_pair(joined ? "wrong" : "missed", *a, *b);
    }
  }
  const auto percent = [](size_t part, size_t whole) { return 100 * static_cast<double>(part) / static_cast<double>(std::max<size_t>(1, whole)); };
  fmt::print("{}: {} texts, {} tellings of {} acts, {} coded; pairs: {} right, {} said, precision {:.1f}, recall {:.1f}, of coded acts {:.1f}\n", path,
             texts.size(), marks.size(), distinct, coded, right, said, percent(both, said), percent(both, right), percent(both, possible));
}

}  // namespace
}  // namespace khaldun

int main(int argc, char** argv) {
  using namespace khaldun;
  std::vector<std::string> files(argv + 1, argv + argc);
  const bool errors = std::erase(files, "--errors") > 0;
  if (files.size() < 3) give_up("wanted: story_texts MODEL.pack LEXICON.pack FILE... [--errors]");
  const Result<Engine> engine = Engine::load({files[0], files[1]});
  if (!engine) give_up(engine.error().message);
  for (size_t i = 2; i < files.size(); ++i) {
    std::vector<Text> texts = texts_of(files[i]);
    link(*engine, texts);
    score(files[i], texts, errors);
  }
}
