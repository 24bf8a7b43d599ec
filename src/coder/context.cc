#include "coder/context.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/among.h"
#include "coder/clause.h"

namespace khaldun {
namespace {

using Lemmas = std::unordered_set<std::string_view>;

using Implications = std::unordered_map<std::string_view, Status>;

Implications table_of(std::initializer_list<std::pair<Status, std::initializer_list<std::string_view>>> rows) {
  Implications table;
  for (const auto& [status, lemmas] : rows) {
    for (std::string_view lemma : lemmas) table.emplace(lemma, status);
  }
  return table;
}

/// What a verb, noun or adjective says of the act in its complement. Those that are not here ("manage", "begin") say
/// nothing: the act stands or falls with them.
const Implications& implications() {
  static const Implications kTable = table_of(
      {{Status::planned,
        {"plan",   "intend", "schedule", "prepare", "expect", "set",   "due",     "decide",   "agree",     "promise",
         "pledge", "vow",    "commit",   "ready",   "aim",    "slate", "arrange", "announce", "undertake", "project"}},
       {Status::proposed,
        {"want",      "seek",    "hope",        "propose", "suggest", "consider", "urge",     "ask",       "call",
         "demand",    "request", "recommend",   "advise",  "mull",    "discuss",  "threaten", "warn",      "fear",
         "encourage", "wish",    "contemplate", "need",    "require", "appeal",   "invite",   "authorize", "authorise",
         "should",    "able",    "try",         "attempt", "offer",   "weigh",    "imagine",  "suppose",   "risk"}},
       {Status::denied,
        {"refuse", "fail", "decline", "avoid", "prevent", "deny", "block", "cancel", "stop", "prohibit", "forbid",
         "bar", "refrain", "postpone", "thwart", "foil", "avert", "reject"}},
       {Status::alleged,
        {"accuse", "allege", "claim", "suspect", "blame", "attribute", "ascribe", "purport", "rumour", "rumor",
         "believe", "think", "charge", "indict"}}});
  return kTable;
}

/// What more words say of an infinitive, and of nothing else: "told them to leave", "is likely to leave". Orders are
/// not here: what an authority orders is mostly done.
const Implications& infinitive_implications() {
  static const Implications kTable = table_of(
      {{Status::planned, {"about", "bound", "poise", "poised", "sure", "certain", "determined"}},
       {Status::proposed,
        {"tell",      "have",      "press",   "pressure", "look",     "wait",     "aspire",   "strive",
         "struggle",  "tempt",     "willing", "likely",   "unlikely", "possible", "eager",    "keen",
         "reluctant", "inclined",  "free",    "welcome",  "entitled", "eligible", "hesitant", "important",
         "necessary", "essential", "vital",   "crucial",  "remain"}},
       {Status::denied, {"forget", "neglect", "omit", "hesitate", "unable", "unwilling", "powerless", "impossible"}}});
  return kTable;
}

/// A clause that is known, seen or noted holds, whether somebody knows it or not.
const Lemmas kFactive = {"know",  "note",   "notice",   "see",  "realize", "realise",   "remember",  "recall",
                         "learn", "forget", "discover", "find", "regret",  "recognize", "recognise", "understand"};

const Lemmas kReport = {"say",     "tell",    "report",    "state",     "announce", "add",         "note",   "claim",
                        "allege",  "confirm", "declare",   "explain",   "write",    "tweet",       "post",   "maintain",
                        "insist",  "argue",   "suggest",   "reveal",    "disclose", "acknowledge", "admit",  "describe",
                        "comment", "stress",  "emphasize", "emphasise", "assert",   "remark",      "accord", "deny",
                        "testify", "warn",    "reiterate", "estimate",  "quote",    "cite"};

/// What else stands beside a quotation: "…", she went on.
const Lemmas kSpeech = {"continue", "conclude", "speak",   "respond", "reply",     "ask",      "urge",  "call",
                        "go",       "complain", "lament",  "observe", "caution",   "recall",   "agree", "promise",
                        "vow",      "demand",   "counter", "exclaim", "point",     "proclaim", "joke",  "elaborate",
                        "concede",  "condemn",  "thank",   "praise",  "criticize", "criticise"};

/// "no troops", "nobody", "none of them".
bool nobody(const Tree& tree, uint32_t w) {
  const std::string& lemma = tree.word(w).lemma;
  return lemma == "nobody" || lemma == "none" || lemma == "nothing" || lemma == "neither" ||
         tree.has_child_lemma(w, "det", "no") || tree.has_child_lemma(w, "det", "neither");
}

bool negated(const Tree& tree, uint32_t w, std::string& why) {
  for (uint32_t c : tree.children(w)) {
    const std::string& lemma = tree.word(c).lemma;
    const bool particle = (tree.is(c, "advmod") || tree.is(c, "det")) &&
                          (lemma == "not" || lemma == "never" || lemma == "no" || lemma == "n't");
    const bool instead = tree.verbal(w) && (tree.is(c, "mark") || tree.is(c, "cc") || tree.is(c, "case")) &&
                         (lemma == "without" || lemma == "nor" || lemma == "instead");
    if (particle || instead || (tree.is(c, "nsubj") && nobody(tree, c))) {
      why = fmt::format("'{}' before '{}'", tree.form(c), tree.form(w));
      return true;
    }
  }
  return false;
}

/// Whether what `w` tells lies in the past: "went", "was able", "has been used", "troops sent"; not "is expected".
bool past(const Tree& tree, uint32_t w) {
  bool before = false, now = false;
  for (uint32_t c : tree.children(w)) {
    if (!tree.is(c, "aux") && !tree.is(c, "cop")) continue;
    before |= tree.has_feature(c, "Tense=Past") || (tree.is(c, "aux") && tree.word(c).lemma == "have");
    now |= tree.has_feature(c, "Tense=Pres") || tree.has_feature(c, "VerbForm=Inf");
  }
  return before || (!now && tree.has_feature(w, "Tense=Past"));
}

/// What `head` says of the act in its complement `at`.
std::optional<Status> implied(const Tree& tree, uint32_t head, uint32_t at) {
  const std::string& lemma = tree.word(head).lemma;
  const bool infinitive = tree.has_child_lemma(at, "mark", "to");
  // "had to leave", "was able to leave", "tried to leave": what had to be, could be or was tried in the past, was.
  if (infinitive && (lemma == "have" || lemma == "able" || lemma == "try") && past(tree, head)) return std::nullopt;
  // "is going to leave", where nobody goes anywhere.
  if (infinitive && lemma == "go") return tree.is(at, "xcomp") ? std::optional(Status::planned) : std::nullopt;
  if (infinitive && tree.has_child_lemma(head, "advmod", "too")) return Status::denied;  // "too weak to resist"
  if (const auto row = implications().find(lemma); row != implications().end()) return row->second;
  if (!infinitive) return std::nullopt;
  if (tree.is(at, "ccomp")) return Status::proposed;  // "told them how to leave"
  const auto row = infinitive_implications().find(lemma);
  return row == infinitive_implications().end() ? std::nullopt : std::optional(row->second);
}

/// "is set to open", "is due on Friday".
bool scheduled(const Tree& tree, uint32_t head) {
  const std::string& lemma = tree.word(head).lemma;
  return (lemma == "set" || lemma == "due") && (tree.child(head, "cop") >= 0 || tree.child(head, "aux") >= 0);
}

/// "Guaidó to meet Pence", "they were to hold talks": an infinitive with a subject of its own.
bool to_come(const Tree& tree, uint32_t w) {
  const bool finite = tree.is(w, "root") || tree.is(w, "conj") || tree.is(w, "ccomp") || tree.is(w, "parataxis");
  return finite && tree.has_child_lemma(w, "mark", "to") &&
         (tree.child(w, "nsubj") >= 0 || tree.has_child_lemma(w, "aux", "be"));
}

/// "Release them and leave": nobody is named who does it, nor beside the verb that it is coordinated with.
bool imperative(const Tree& tree, uint32_t w) {
  if (!tree.has_feature(w, "Mood=Imp") || tree.child(w, "nsubj") >= 0) return false;
  return !tree.is(w, "conj") || tree.child(static_cast<uint32_t>(tree.word(w).head), "nsubj") < 0;
}

std::optional<Status> modality(const Tree& tree, uint32_t w, std::string& why) {
  if (to_come(tree, w)) {
    why = fmt::format("'to' before '{}'", tree.form(w));
    return Status::planned;
  }
  if (imperative(tree, w)) {
    why = fmt::format("imperative '{}'", tree.form(w));
    return Status::proposed;
  }
  for (uint32_t c : tree.children(w)) {
    const std::string& lemma = tree.word(c).lemma;
    if (tree.is(c, "aux")) {
      std::optional<Status> status;
      if (lemma == "will" || lemma == "shall" || lemma == "'ll") status = Status::planned;
      if (lemma == "would" || lemma == "could" || lemma == "may" || lemma == "might" || lemma == "should" ||
          lemma == "must" || lemma == "can" || lemma == "ought") {
        status = Status::proposed;
      }
      // "said it would withdraw": the future seen from the past.
      if (lemma == "would" && tree.is(w, "ccomp")) status = Status::planned;
      if (status) {
        why = fmt::format("'{}' before '{}'", tree.form(c), tree.form(w));
        return status;
      }
    }
    if (tree.is(c, "advmod") && (lemma == "reportedly" || lemma == "allegedly" || lemma == "apparently" ||
                                 lemma == "purportedly" || lemma == "supposedly")) {
      why = fmt::format("'{}' at '{}'", tree.form(c), tree.form(w));
      return Status::alleged;
    }
    if (tree.is(c, "amod")) {
      std::optional<Status> status;
      const std::string_view form = tree.form(c);  // the participle, whatever its lemma
      if (form == "alleged" || form == "suspected" || form == "reported" || form == "supposed" || form == "apparent")
        status = Status::alleged;
      if (form == "planned" || form == "upcoming" || form == "forthcoming" || form == "scheduled" || form == "future" ||
          form == "impending")
        status = Status::planned;
      if (form == "proposed" || form == "possible" || form == "potential" || form == "threatened")
        status = Status::proposed;
      if (form == "failed" || form == "cancelled" || form == "canceled") status = Status::denied;
      if (status) {
        why = fmt::format("'{}' before '{}'", tree.form(c), tree.form(w));
        return status;
      }
    }
    // "the summit to be held in June", "the conference, which Chile will host"
    static const Lemmas kTakingPlace = {"hold",  "host",  "convene", "take",     "open",
                                        "begin", "start", "co-host", "organize", "organise"};
    if (tree.is(c, "acl") && tree.nominal(w) && kTakingPlace.contains(lemma)) {
      // "To host" is somebody's; "to be held", "to take place" is the noun's own.
      const bool own = tree.passive(c) || lemma == "take" || lemma == "open" || lemma == "begin" || lemma == "start";
      const bool ahead = (own && tree.has_child_lemma(c, "mark", "to")) || tree.has_child_lemma(c, "aux", "will");
      if (ahead) {
        why = fmt::format("'{}' still to be '{}'", tree.form(w), tree.form(c));
        return Status::planned;
      }
    }
    if (tree.is(c, "mark") && (lemma == "if" || lemma == "unless")) {
      why = fmt::format("condition '{}'", tree.form(c));
      return Status::proposed;
    }
  }
  return std::nullopt;
}

/// Whether `at` tells what its head is about: "plans to leave", "the plan to leave", "the plan was to be signed".
bool complement_of(const Tree& tree, uint32_t head, uint32_t at) {
  const std::string_view preposition = tree.preposition(at);
  const auto marked = [&](std::string_view by) { return tree.has_child_lemma(at, "mark", by); };
  return tree.is(at, "xcomp") || tree.is(at, "ccomp") || tree.is(at, "obj") || tree.is(at, "csubj") ||
         (tree.is(at, "nsubj") && (tree.passive(head) || scheduled(tree, head))) ||
         (tree.is(at, "acl") && marked("to")) ||
         (tree.is(at, "advcl") && (tree.word(head).upos == Upos::ADJ || marked("of") || marked("from"))) ||
         tree.word(at).deprel == "nmod" ||
         (tree.is(at, "obl") && (preposition == "for" || preposition == "from" || preposition == "of"));
}

bool finite_past(const Tree& tree, uint32_t w) {
  return tree.has_feature(w, "Tense=Past") && tree.has_feature(w, "VerbForm=Fin");
}

/// Whether the adverbial clause of `w` tells what follows the main clause and is not past: "before they leave".
bool ahead(const Tree& tree, uint32_t w) {
  const bool later = tree.has_child_lemma(w, "mark", "before") || tree.has_child_lemma(w, "mark", "until");
  return later && tree.has_feature(w, "Tense=Pres") && tree.has_feature(w, "VerbForm=Fin");
}

/// Whether the adverbial clause of `w` happens if the main clause does: "help by sending drones", "when they leave".
bool with_main_clause(const Tree& tree, uint32_t w) {
  if (!tree.is(w, "advcl") || past(tree, w)) return false;
  if (tree.has_child_lemma(w, "mark", "to")) return true;  // the purpose of what was done
  if (tree.has_child_lemma(w, "advmod", "when") || tree.has_child_lemma(w, "mark", "once")) return true;
  static const Lemmas kApart = {"after", "while", "since", "despite", "because", "though", "although"};
  const int mark = tree.child(w, "mark");
  const bool participle = tree.has_feature(w, "VerbForm=Part") || tree.has_feature(w, "VerbForm=Ger");
  return participle && (mark < 0 || !kApart.contains(tree.word(static_cast<uint32_t>(mark)).lemma));
}

/// "said that they left": a clause that reports, with a subject of its own.
bool finite_report(const Tree& tree, uint32_t at) { return tree.is(at, "ccomp") && tree.child(at, "nsubj") >= 0; }

/// What `head` says of the act in its complement `at`; `been`: that is past or known, `own`: it is the predicate itself.
std::optional<StatusReading> by_complement(const Tree& tree, uint32_t head, uint32_t at, bool been, bool own) {
  std::string why;
  const std::optional<Status> status = implied(tree, head, at);
  const bool no = negated(tree, head, why);
  const bool undone = no && status == Status::denied && tree.is(at, "xcomp");  // "did not fail to send"
  // "discussed Russia's attack": what is somebody's has happened, whatever is said of it.
  const bool owned = status == Status::proposed && tree.is(at, "obj") && tree.child(at, "nmod:poss") >= 0;
  // "agreed that …", "announced the raid" report a fact; only an infinitive or a bare noun is still to come. "demanded
  // that they leave" is open either way.
  const bool announced = tree.word(head).lemma == "announce" && (tree.is(at, "obj") || tree.nominal(at));
  const bool told = status == Status::planned && (finite_report(tree, at) || announced);
  const bool past_wish = been && (status == Status::planned || status == Status::proposed);
  if (status && !undone && !owned && !told && !past_wish) {
    return StatusReading{*status, true, own && status != Status::alleged, false,
                         fmt::format("'{}' of '{}'", tree.form(at), tree.form(head))};
  }
  if (no && !undone && !finite_report(tree, at) && !been) return StatusReading{Status::denied, true, own, false, why};
  return std::nullopt;
}

/// What `head` says of the act in its adverbial clause `at`, which is neither past nor known.
std::optional<StatusReading> by_adverbial(const Tree& tree, uint32_t head, uint32_t at, bool own) {
  std::string why;
  // "Would not attend until Rwanda withdrew its soldiers".
  if (tree.has_child_lemma(at, "mark", "until") && (negated(tree, head, why) || modality(tree, head, why)))
    return StatusReading{Status::proposed, true, own, false, why};
  // "on its way to", purpose clauses: "came to attack". What was done for a purpose mostly reached it.
  if (tree.has_child_lemma(at, "mark", "to") && tree.verbal(head) && !past(tree, head))
    return StatusReading{Status::planned, false, false, false, fmt::format("purpose of '{}'", tree.form(head))};
  if (ahead(tree, at)) {
    return StatusReading{Status::planned, true, false, false,
                         fmt::format("'{}' still ahead of '{}'", tree.form(at), tree.form(head))};
  }
  return std::nullopt;
}

}  // namespace

bool circumstance(const Tree& tree, uint32_t word) {
  static const Lemmas kAround = {"following", "follow",  "after",      "amid",   "amidst", "during",
                                 "since",     "despite", "because_of", "due_to", "over"};
  if (!tree.is(word, "obl") && !tree.is(word, "nmod")) return false;
  return kAround.contains(tree.preposition(word)) || tree.word(word).lemma == "sideline" ||
         tree.word(word).lemma == "margin";
}

bool beside(const Tree& tree, uint32_t word) {
  if (circumstance(tree, word)) return true;
  const int mark = tree.is(word, "advcl") ? tree.child(word, "mark") : -1;
  return mark >= 0 && tree.word(static_cast<uint32_t>(mark)).lemma != "by";
}

StatusReading status_of(const Tree& tree, uint32_t predicate) {
  // The first cue met on the way up decides; a negation on the predicate itself turns it into "denied".
  std::string why;
  if (negated(tree, predicate, why)) return {Status::denied, true, true, false, why};
  uint32_t at = predicate;
  bool been = false;  // past or known: what can be alleged or denied, but no longer planned or wished
  std::optional<StatusReading> purpose;
  for (int step = 0; step < 8; ++step) {
    if (const std::optional<Status> own = modality(tree, at, why); own && (!been || own == Status::alleged))
      return {*own, true, step == 0, step == 0, why};
    const Word& word = tree.word(at);
    if (word.head < 0) break;
    const auto head = static_cast<uint32_t>(word.head);
    // "hoped that they left", "note that they left", "will fight and has fought"
    been = been || (finite_report(tree, at) && (past(tree, at) || kFactive.contains(tree.word(head).lemma))) ||
           (tree.is(at, "conj") && finite_past(tree, at));
    const bool complement = complement_of(tree, head, at);
    if (complement) {
      if (tree.word(head).lemma == "stop" && tree.is(at, "xcomp")) break;  // "stopped firing": what stops was going on
      if (auto status = by_complement(tree, head, at, been, step == 0)) return *std::move(status);
    }
    if (!been && tree.is(at, "advcl")) {
      // "Will meet them to urge reform": what is certain above decides before a mere purpose does.
      if (auto status = by_adverbial(tree, head, at, step == 0)) {
        if (status->certain) return *std::move(status);
        if (!purpose) purpose = std::move(status);
      }
    }
    if (!been && tree.is(at, "acl") && tree.has_child_lemma(at, "mark", "to"))
      return {Status::planned, true, false, false, fmt::format("'{}' still to be done", tree.form(at))};
    if (circumstance(tree, at)) break;  // what goes on around the act is no part of what is planned or denied
    const bool same_act = complement || with_main_clause(tree, at) || tree.is(at, "conj") || tree.is(at, "nsubj") ||
                          tree.is(at, "obl") || tree.is(at, "nmod") || tree.is(at, "compound");
    if (!same_act) break;
    // A coordinated clause with its own subject stands by itself.
    if (tree.is(at, "conj") && tree.child(at, "nsubj") >= 0) break;
    at = head;
  }
  return purpose.value_or(StatusReading{});
}

namespace {

/// Who stands behind a paper: "a statement issued by the White House", "the ministry's report".
uint32_t author_of(const Tree& tree, uint32_t source) {
  static const Lemmas kPapers = {"statement", "report", "letter",  "document",    "communique", "communiqué",
                                 "post",      "tweet",  "release", "declaration", "filing",     "memo"};
  if (!kPapers.contains(tree.word(source).lemma)) return source;
  for (uint32_t c : tree.children(source)) {
    if (tree.word(c).deprel == "nmod:poss") return c;
    const std::string_view mark = tree.is(c, "nmod") ? tree.preposition(c) : "";
    if (mark == "by" || mark == "from" || mark == "of") return c;
    if (!tree.is(c, "acl")) continue;
    for (uint32_t agent : tree.children(c)) {
      const std::string_view by = tree.is(agent, "obl") ? tree.preposition(agent) : "";
      if (by == "by" || by == "from") return agent;
    }
  }
  return source;
}

}  // namespace

std::optional<Attribution> speaker_of_quote(const Tree& tree, uint32_t word) {
  const Quote* quote = tree.quote(word);
  if (quote == nullptr) return std::nullopt;
  const std::vector<Sentence>& sentences = tree.reading().sentences;
  const Sentence& opening = sentences[tree.sentence_of(quote->first)];
  const Sentence& closing = sentences[tree.sentence_of(quote->last - 1)];
  const auto speaks = [&](uint32_t cue) -> std::optional<Attribution> {
    const std::string& lemma = tree.word(cue).lemma;
    const bool speech =
        tree.verbal(cue) && (kReport.contains(lemma) || kSpeech.contains(lemma)) && tree.quote(cue) == nullptr;
    if (!speech) return std::nullopt;
    for (const uint32_t c : tree.children(cue)) {
      // "…," wrote Roe: a speaker after the verb is easily taken for an object.
      const bool speaker = (tree.is(c, "nsubj") || (tree.is(c, "obj") && c > cue)) && tree.quote(c) == nullptr;
      if (speaker) return Attribution{author_of(tree, c), cue};
    }
    return std::nullopt;
  };
  for (uint32_t w = quote->last; w < closing.last; ++w) {
    if (const auto by = speaks(w)) return by;
  }
  for (uint32_t w = quote->first; w-- > opening.first;) {
    if (const auto by = speaks(w)) return by;
  }
  return std::nullopt;
}

int according(const Tree& tree, uint32_t nominal) {
  constexpr std::array<std::string_view, 4> kAccording = {"accord", "according_to", "accord_to", "according"};
  return among(kAccording, tree.preposition(nominal)) ? tree.child(nominal, "case") : -1;
}

bool own_sentence(const Tree& tree, uint32_t w) {
  return tree.is(w, "parataxis") &&
         std::ranges::any_of(tree.children(w), [&](uint32_t c) { return c < w && tree.form(c) == ";"; });
}

bool answers(const Tree& tree, uint32_t act, uint32_t w) {
  constexpr std::array<std::string_view, 6> kAnswers = {"retaliation", "response", "revenge",
                                                        "reprisal",    "reaction", "retribution"};
  if (!tree.under(w, act)) return false;
  while (w != act && !among(kAnswers, tree.word(w).lemma)) w = static_cast<uint32_t>(tree.word(w).head);
  return w != act;
}

std::optional<Attribution> attribution_of(const Tree& tree, uint32_t predicate) {
  uint32_t at = predicate;
  for (int step = 0; step < 12; ++step) {
    // "According to X, …" hangs on the clause; ", X said" may hang on it as a parataxis.
    for (uint32_t c : tree.children(at)) {
      if (tree.is(c, "obl") && tree.word(c).lemma != "accord") {
        if (const int cue = according(tree, c); cue >= 0)
          return Attribution{author_of(tree, c), static_cast<uint32_t>(cue)};
      }
      // "…, the army said."
      if (tree.is(c, "parataxis") && kReport.contains(tree.word(c).lemma) && c != predicate && !own_sentence(tree, c)) {
        const int subject = tree.child(c, "nsubj");
        if (subject >= 0) return Attribution{author_of(tree, static_cast<uint32_t>(subject)), c};
      }
    }
    const Word& word = tree.word(at);
    if (word.head < 0 || own_sentence(tree, at)) break;
    const auto head = static_cast<uint32_t>(word.head);
    const bool reported = tree.is(at, "ccomp") || tree.is(at, "parataxis") || tree.is(at, "xcomp");
    if (reported && kReport.contains(tree.word(head).lemma)) {
      const int subject = surface_subject(tree, head);
      if (subject >= 0) return Attribution{author_of(tree, static_cast<uint32_t>(subject)), head};
    }
    at = head;
  }
  return speaker_of_quote(tree, predicate);
}

int speaker_before(const Tree& tree, uint32_t word) {
  const uint32_t sentence = tree.sentence_of(word);
  for (uint32_t w = word; w-- > 0 && tree.sentence_of(w) + 3 >= sentence;) {
    if (!tree.verbal(w) || !kReport.contains(tree.word(w).lemma)) continue;
    const int subject = tree.child(w, "nsubj");
    if (subject >= 0 && tree.word(static_cast<uint32_t>(subject)).upos != Upos::PRON) return subject;
  }
  return -1;
}

std::string source_text(const Tree& tree, uint32_t source) {
  // The nominal up to its first clause or apposition, without its determiner.
  uint32_t first = source, last = source;
  std::vector<uint32_t> open = {source};
  while (!open.empty()) {
    const uint32_t at = open.back();
    open.pop_back();
    first = std::min(first, at);
    last = std::max(last, at);
    for (uint32_t c : tree.children(at)) {
      const bool outside = tree.is(c, "acl") || tree.is(c, "appos") || tree.is(c, "conj") || tree.is(c, "cc") ||
                           tree.is(c, "punct") || tree.is(c, "parataxis") || tree.is(c, "case") || tree.is(c, "advcl");
      if ((at == source && (outside || tree.is(c, "det"))) ||
          (at != source && (tree.is(c, "acl") || tree.is(c, "appos"))))
        continue;
      open.push_back(c);
    }
    if (at != source) {  // below the top every part belongs: "the head of the army's press office"
      for (uint32_t c : tree.children(at)) {
        if (tree.is(c, "case") || tree.is(c, "det")) open.push_back(c);
      }
    }
  }
  return std::string(tree.text({tree.word(first).span.begin, tree.word(last).span.end}));
}

}  // namespace khaldun
