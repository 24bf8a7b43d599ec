// Stories on made-up news, through the whole engine: precision and recall on pairs of tellings.
//
//   story_texts MODEL.pack LEXICON.pack bench/stories/a.txt bench/stories/b.txt... [--errors]
//
// Each file is an archive of its own; bench/stories/a.txt says how it is written. A telling is what one text has marked
// with one act. Two tellings of different texts are a right pair where they tell one act, and a said one where records
// of both are of one story. Recall is given twice: of all right pairs, and of those whose two tellings the coder found,
// which alone could be joined.
// --errors lists each wrong and each missed pair with its scores (story/score.h), and each telling without a record.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "base/around.h"
#include "base/mapped_file.h"
#include "khaldun/engine.h"
#include "story/score.h"
#include "story/stories.h"

namespace khaldun {
namespace {

struct Telling {
  std::string act;
  std::vector<Bytes> marks;
  std::vector<Report> records = {};  // of them
  std::set<uint64_t> stories = {};   // of the records
};
struct Text {
  Document document;
  std::vector<Telling> tellings;
};

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "story_texts: {}\n", why);
  std::exit(2);
}

/// Takes the marks out of a text: "a bomb [killed](market) 12" -> "a bomb killed 12", and "killed" tells of the market.
void unmark(std::string_view marked, Text& into) {
  std::string& text = into.document.text;
  while (true) {
    const size_t open = marked.find('['), middle = marked.find("](", open), close = marked.find(')', middle);
    if (open == std::string_view::npos) break;
    if (close == std::string_view::npos)
      give_up(fmt::format("a mark without its end in \"{}\"; wanted [words](act)", marked));
    text += marked.substr(0, open);
    const auto begin = static_cast<uint32_t>(text.size());
    text += marked.substr(open + 1, middle - open - 1);
    const std::string act(marked.substr(middle + 2, close - middle - 2));
    auto telling = std::ranges::find(into.tellings, act, &Telling::act);
    if (telling == into.tellings.end()) telling = into.tellings.insert(telling, {act, {}});
    telling->marks.push_back({begin, static_cast<uint32_t>(text.size())});
    marked.remove_prefix(close + 1);
  }
  text += marked;
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
    if (!text.document.published)
      give_up(fmt::format("{}: \"{}\" is no head of a text; wanted a day and a paper", path, head));
    text.document.id = fmt::format("{}:{}", texts.size(), head);
    const size_t body = std::min(left.find("\n\n"), left.size());
    unmark(left.substr(0, body), text);
    left.remove_prefix(body);
    texts.push_back(std::move(text));
  }
  std::ranges::stable_sort(texts, {}, [](const Text& t) { return *t.document.published; });
  return texts;
}

bool overlap(Bytes a, Bytes b) { return a.begin < b.end && b.begin < a.end; }

bool covers(const Event& event, const std::vector<Bytes>& marks) {
  return std::ranges::any_of(event.evidence, [&](const Evidence& e) {
    return std::ranges::any_of(marks, [&](Bytes mark) { return overlap(e.span, mark); });
  });
}

/// The records that tell what a telling tells: those whose quotes cover its marks. Where there are none, the coder took
/// other words for the act, and those of its sentences count that cover no other mark ("Sunday's attack" where "killed"
/// is marked).
std::vector<size_t> records_of(const Telling& telling, const Text& text, const Reading& reading) {
  std::vector<size_t> covering, beside;
  for (size_t i = 0; i < reading.events.size(); ++i) {
    const Event& event = reading.events[i];
    const auto of_sentence = [&](Bytes mark) { return overlap(mark, reading.sentences[event.sentence].span); };
    const auto covered = [&](const Telling& t) { return covers(event, t.marks); };
    if (covered(telling))
      covering.push_back(i);
    else if (std::ranges::any_of(telling.marks, of_sentence) && std::ranges::none_of(text.tellings, covered))
      beside.push_back(i);
  }
  return covering.empty() ? beside : covering;
}

/// Codes the texts, joins all their records as `khaldun run` does, and notes what became of the tellings.
void link(const Engine& engine, std::vector<Text>& texts) {
  Workspace workspace;
  Stories stories;
  uint64_t id = 0;
  for (Text& text : texts) {
    const Reading reading = engine.read(text.document, workspace);
    std::vector<Report> reports;
    for (const Event& event : reading.events) {
      reports.push_back({++id, text.document.id, reading.published, event,
                         std::string(around(text.document.text, event.evidence.front().span))});
    }
    const std::vector<uint64_t> joined = stories.add(reports);
    for (Telling& telling : text.tellings) {
      for (const size_t i : records_of(telling, text, reading)) {
        telling.records.push_back(reports[i]);
        telling.stories.insert(joined[i]);
      }
    }
  }
}

std::string shown(const Report& r) {
  const Event& e = r.event;
  const auto side = [](const std::vector<EventActor>& actors) {
    std::string out;
    for (const EventActor& a : actors) {
      out += fmt::format("{}{}/{}:{}", out.empty() ? "" : ", ", a.name.empty() ? a.text : a.name, a.country,
                         to_string(a.sector));
    }
    return out;
  };
  return fmt::format("  {} | {} {} {} {} | {} -> {} | {} | {} | {} {} {} | {}\n", r.document, to_string(e.type), e.mode,
                     e.cameo, to_string(e.status), side(e.source), side(e.target), e.place ? e.place->name : "-",
                     e.date ? to_string(e.date->days.first) + ".." + to_string(e.date->days.last) : "-",
                     e.killed.value_or(-1), e.injured.value_or(-1), e.arrested.value_or(-1), e.evidence.front().quote);
}

void show_pair(std::string_view what, const Telling& a, const Telling& b) {
  fmt::print("{}: {} and {}\n", what, a.act, b.act);
  for (const Report& x : a.records) {
    for (const Report& y : b.records) {
      fmt::print("{}{}", shown(x), shown(y));
      const std::optional<Score> s = compare(features_of(x), features_of(y));
      if (!s)
        fmt::print("  cannot be one act\n");
      else
        fmt::print(
            "  what {:.1f} status {:.1f} when {:.1f} where {:.1f} source {:.1f} target {:.1f} tolls {:.1f} words "
            "{:.1f} around {:.1f} total {:.1f}\n",
            s->what, s->status, s->when, s->where, s->source, s->target, s->tolls, s->words, s->around, s->total());
    }
  }
}

bool joined(const Telling& a, const Telling& b) {
  return std::ranges::any_of(a.stories, [&](uint64_t story) { return b.stories.contains(story); });
}

void score(const std::string& path, const std::vector<Text>& texts, bool errors) {
  std::vector<std::pair<const Text*, const Telling*>> tellings;
  std::set<std::string> acts;
  size_t coded = 0;
  for (const Text& text : texts) {
    for (const Telling& telling : text.tellings) {
      tellings.emplace_back(&text, &telling);
      acts.insert(telling.act);
      coded += telling.records.empty() ? 0 : 1;
      if (errors && telling.records.empty()) fmt::print("no record: {} in \"{}\"\n", telling.act, text.document.text);
    }
  }
  size_t right = 0, possible = 0, said = 0, both = 0;
  for (size_t i = 0; i < tellings.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      const auto& [text, a] = tellings[j];
      const auto& [other, b] = tellings[i];
      if (text == other) continue;
      const bool same = a->act == b->act, found = !a->records.empty() && !b->records.empty(), one = joined(*a, *b);
      right += same ? 1 : 0;
      possible += same && found ? 1 : 0;
      said += one ? 1 : 0;
      both += same && one ? 1 : 0;
      if (errors && found && same != one) show_pair(one ? "wrong" : "missed", *a, *b);
    }
  }
  const auto percent = [](size_t part, size_t whole) {
    return 100 * static_cast<double>(part) / static_cast<double>(std::max<size_t>(1, whole));
  };
  fmt::print(
      "{}: {} tellings of {} acts, {} coded; pairs: {} right, {} said, precision {:.1f}, recall {:.1f}, of coded "
      "tellings {:.1f}\n",
      path, tellings.size(), acts.size(), coded, right, said, percent(both, said), percent(both, right),
      percent(both, possible));
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
