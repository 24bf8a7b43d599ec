#include "coder/content.h"

#include <fmt/format.h>

#include <array>
#include <span>

#include "base/among.h"

namespace khaldun {
namespace {

constexpr int kDeep = 3;  // "promised to consider a start of talks": acts within acts

/// The digits behind 02, 03 and 10 of what is asked for or meant, by the code of the act itself; the first that fits.
struct Row {
  std::string_view act, content;
};
constexpr auto kDone = std::to_array<Row>({
    {"045", "9"},   {"04", "6"},   {"055", ""},   {"056", "53"}, {"05", "2"},    {"061", "11"},  {"062", "12"},
    {"063", "13"},  {"064", "14"}, {"06", "1"},   {"071", "31"}, {"072", "32"},  {"073", "33"},  {"074", "34"},
    {"075", "33"},  {"07", "3"},   {"081", "51"}, {"082", "52"}, {"0831", "41"}, {"0832", "42"}, {"0833", "43"},
    {"0834", "44"}, {"083", "4"},  {"084", "53"}, {"085", "54"}, {"086", "55"},  {"087", "56"},  {"08", "5"},
});
// Who asks for an act against a third asks for a policy, for troops asks for military help.
constexpr auto kHarm = std::to_array<Row>({{"09", "42"}, {"115", "42"}, {"154", "32"}, {"16", "42"}, {"172", "42"}});
// And what is to end.
constexpr auto kEnded = std::to_array<Row>({{"13", "56"},
                                            {"15", "56"},
                                            {"163", "54"},
                                            {"172", "51"},
                                            {"173", "52"},
                                            {"175", "52"},
                                            {"18", "56"},
                                            {"19", "56"},
                                            {"20", "56"}});
constexpr auto kEnds = std::to_array<std::string_view>(
    {"stop",    "end",        "halt",     "cease",    "refrain",     "desist",      "avoid",    "abandon",
     "suspend", "abstain",    "renounce", "forgo",    "discontinue", "curb",        "prevent",  "cessation",
     "freeze",  "suspension", "quit",     "drop",     "terminate",   "termination", "restrain", "moratorium",
     "rein_in", "give_up",    "cancel",   "call_off", "scrap"});
constexpr auto kLets = std::to_array<std::string_view>({"let", "allow", "permit"});
// Words that only carry the act: "take steps to free them", "began talks".
constexpr auto kCarriers = std::to_array<std::string_view>(
    {"begin",  "start", "continue", "resume",   "ensure", "make",       "take",    "put",
     "work",   "move",  "try",      "complete", "finish", "help",       "step",    "measure",
     "effort", "plan",  "consider", "hasten",   "speed",  "accelerate", "process", "bring"});
// "Settle the dispute", "mend fences": a settlement tells no act by itself, but may be asked for and promised.
constexpr auto kSettle = std::to_array<std::string_view>({"settle", "resolve", "solve", "reconcile", "patch_up", "bury",
                                                          "mend", "heal", "iron_out", "overcome", "end", "defuse",
                                                          "sort_out", "conclude", "close", "bridge"});
constexpr auto kQuarrels = std::to_array<std::string_view>(
    {"dispute",      "quarrel",   "feud",      "row",      "rift",    "difference", "conflict", "crisis",
     "standoff",     "stand-off", "stalemate", "deadlock", "impasse", "fence",      "hatchet",  "spat",
     "disagreement", "division",  "rivalry",   "problem",  "issue",   "question"});
constexpr auto kSlots =
    std::to_array<std::string_view>({"xcomp", "ccomp", "purpose", "for", "obj", "to", "on", "of", "from"});
constexpr auto kDemands = std::to_array<std::string_view>(
    {"demand", "insist", "require", "order", "instruct", "command", "direct", "compel", "oblige", "tell"});

std::string_view look_up(std::span<const Row> rows, std::string_view act) {
  for (const Row& row : rows) {
    if (act.starts_with(row.act)) return row.content;
  }
  return {};
}

/// Whether an act is one of wanting or meaning another: not a signed agreement.
bool wants(Type type, std::string_view code) { return type == Type::REQUEST || (type == Type::AGREE && code != "057"); }

/// "53" of "0253"; nothing of "020", which does not say.
std::string_view content_in(std::string_view code) {
  const std::string_view digits = code.size() > 2 ? code.substr(2) : "";
  return digits == "0" ? "" : digits;
}

class Content {
 public:
  Content(const Tree& tree, const FrameTable& frames, const FillerTest& test, bool asks)
      : tree_(tree), frames_(frames), test_(test), asks_(asks) {}

  /// What the act of `clause` is about.
  [[nodiscard]] std::string_view of(const Clause& clause, bool ended = false, int depth = 0) const {
    if (depth == kDeep) return {};
    for (const std::string_view slot : kSlots) {
      for (const uint32_t word : clause.all(slot)) {
        if (test_.is(word, "@actor")) continue;
        if (const std::string_view content = of_act(word, ended, depth + 1); !content.empty()) return content;
      }
    }
    // "Asked Uganda for patrols", "begged the sides to stop": what hangs on the actor that is asked may be asked of it.
    for (const std::string_view slot : {"obj", "to", "on"}) {
      for (const uint32_t word : clause.all(slot)) {
        const std::optional<Clause> asked = test_.is(word, "@actor") ? clause_of(tree_, word) : std::nullopt;
        if (!asked) continue;
        for (const std::string_view inner : {"xcomp", "for", "of"}) {
          for (const uint32_t act : asked->all(inner)) {
            if (test_.is(act, "@actor")) continue;
            if (const std::string_view content = of_act(act, ended, depth + 1); !content.empty()) return content;
          }
        }
      }
    }
    return {};
  }

 private:
  /// What an act told by `word` is called where it is asked for.
  [[nodiscard]] std::string_view of_act(uint32_t word, bool ended, int depth) const {
    const std::optional<Clause> clause = clause_of(tree_, word);
    if (!clause) return {};
    ended = ended != clause->has("neg");
    const Frame* frame = frames_.best(*clause, tree_, test_).frame;
    if (frame != nullptr && frame->codes) {
      if (wants(frame->type, frame->cameo)) {
        const std::string_view inner = of(*clause, ended, depth);
        return inner.empty() ? content_in(frame->cameo) : inner;
      }
      std::string_view content = look_up(ended ? std::span<const Row>(kEnded) : kDone, frame->cameo);
      if (content.empty() && asks_ && !ended) content = look_up(kHarm, frame->cameo);
      if (!content.empty()) return content;
    }
    const auto called = [&](const auto& list) {
      return std::ranges::any_of(clause->predicates, [&](const std::string& p) { return among(list, p); });
    };
    if (called(kSettle)) {
      const std::vector<uint32_t> objects = clause->all("obj");
      const auto quarrel = [&](uint32_t w) { return among(kQuarrels, tree_.word(w).lemma); };
      if (std::ranges::any_of(objects, quarrel) || tree_.word(word).lemma == "reconcile") return "7";
    }
    if (called(kEnds)) {
      const std::string_view inner = of(*clause, !ended, depth);
      return inner.empty() ? "5" : inner;
    }
    if (!called(kLets) && !called(kCarriers)) return {};
    const std::string_view carried = of(*clause, ended, depth);
    return carried == "6" && called(kLets) ? "55" : carried;  // "let them visit"
  }

  const Tree& tree_;
  const FrameTable& frames_;
  const FillerTest& test_;
  bool asks_;
};

std::string_view mode_for(std::string_view content) {
  constexpr auto kModes = std::to_array<Row>({{"1", "assist"},
                                              {"2", "assist"},
                                              {"3", "assist"},
                                              {"4", "change"},
                                              {"5", "yield"},
                                              {"6", "meet"},
                                              {"7", "yield"},
                                              {"8", "meet"}});
  return look_up(kModes, content);
}

}  // namespace

void say_content(const Tree& tree, const FrameTable& frames, const FillerTest& test, Draft& draft) {
  Event& event = draft.event;
  if (!wants(event.type, event.cameo)) return;
  const std::optional<Clause> clause = clause_of(tree, draft.word);
  if (!clause) return;
  const bool asks = event.type == Type::REQUEST;
  const bool demands = asks && (event.cameo.starts_with("10") || among(kDemands, tree.word(draft.word).lemma));
  const std::string_view root = demands ? "10" : asks ? "02" : "03";
  const std::string_view told = content_in(event.cameo);
  // "0242" says it; "024" leaves open what of it, and words such as "give" often say the wrong one.
  const bool open =
      told.empty() || (told.size() == 1 && std::string_view("1345").find(told.front()) != std::string_view::npos);
  std::string_view content = open ? Content(tree, frames, test, asks).of(*clause) : std::string_view();
  if (content == "9" && asks) content = "8";  // asked to mediate
  if (!content.empty()) {
    event.cameo = fmt::format("{}{}", root, content);
    if (asks) event.mode = mode_for(content);
  } else if (demands) {
    event.cameo = fmt::format("{}{}", root, told.empty() ? "0" : told);
  }
}

}  // namespace khaldun
