#include "coder/factuality.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "coder/timing.h"

namespace khaldun {
namespace {

/// The word of the text that decides: "will" of "'will' before 'send'".
std::string cue_of(const std::string& why) {
  const size_t first = why.find('\''), last = why.rfind('\'');
  if (first == std::string::npos || last == first) return "none";
  const bool behind =
      why.find("' of '") != std::string::npos || why.starts_with("purpose") || why.starts_with("condition");
  if (!behind) return why.substr(first + 1, why.find('\'', first + 1) - first - 1);
  const size_t open = why.rfind('\'', last - 1);
  return why.substr(open + 1, last - open - 1);
}

/// How the predicate hangs on the rest: "root", "obl:following", "advcl:after".
std::string hangs(const Tree& tree, uint32_t w) {
  const int mark = tree.child(w, "mark");
  const std::string_view by =
      mark >= 0 ? std::string_view(tree.word(static_cast<uint32_t>(mark)).lemma) : tree.preposition(w);
  return fmt::format("{}:{}", tree.word(w).deprel, by);
}

/// Where the speaker stands: of the side that acts, of the side that suffers, of neither.
std::string speaker_side(const Tree& tree, const MentionIndex& index, const Attribution& by, const Event& event) {
  const Mention* m = index.actor_at(by.source);
  if (m == nullptr) return "unknown";
  const Actor& speaker = tree.reading().actors[m->targets.front()];
  const auto among = [&](const std::vector<EventActor>& side) {
    return std::ranges::any_of(side,
                               [&](const EventActor& a) { return !a.country.empty() && a.country == speaker.country; });
  };
  const bool acts = among(event.source), suffers = among(event.target);
  return fmt::format("{}{}",
                     acts && suffers ? "both"
                     : acts          ? "source"
                     : suffers       ? "target"
                                     : "neither",
                     speaker.sector == Sector::JRN ? " media"
                     : speaker.sector == Sector::COP || speaker.sector == Sector::JUD || speaker.sector == Sector::MED
                         ? " authority"
                         : "");
}

/// Words of the act's sentence and the next (three features each, of the 96 that a list holds) that cast doubt on who did what: "deny", "accuse".
void put_doubts(const Tree& tree, uint32_t sentence, Piece type, Piece said, FeatureList& features) {
  constexpr std::array<std::string_view, 14> kDoubtful = {"deny",   "accuse",     "allege",      "claim",   "suspect",
                                                          "blame",  "reportedly", "allegedly",   "alleged", "confirm",
                                                          "charge", "convict",    "responsible", "report"};
  const std::vector<Sentence>& sentences = tree.reading().sentences;
  for (size_t i = 0; i < kDoubtful.size(); ++i) {
    for (uint32_t s = sentence; s <= sentence + 1 && s < sentences.size(); ++s) {
      bool there = false;
      for (uint32_t w = sentences[s].first; w < sentences[s].last && !there; ++w)
        there = tree.word(w).lemma == kDoubtful[i];
      if (!there) continue;
      const Piece where(s == sentence ? std::string_view("here") : std::string_view("next"));
      features.put({where, "=", kDoubtful[i]});
      features.put({where, "=", kDoubtful[i], " type=", type});
      features.put({where, "=", kDoubtful[i], " words=", said});
      break;
    }
  }
}

/// What the words in the noun phrases of the act say of who did it: "suspected rebels", "gunmen believed to be rebels".
std::string_view doubt_below(const Tree& tree, uint32_t predicate) {
  constexpr std::array<std::string_view, 10> kDoubts = {"suspected", "alleged", "allegedly", "reportedly", "believed",
                                                        "apparent",  "accused", "reported",  "presumed",   "blamed"};
  const auto [first, last] = tree.extent(predicate);
  for (uint32_t w = first; w <= last; ++w) {
    if (const auto doubt = std::ranges::find(kDoubts, tree.form(w)); doubt != kDoubts.end()) return *doubt;
  }
  return "none";
}

/// What the words at the predicate say, as pieces.
struct Words {
  bool own;
  Piece said, hanging;
};

/// What stands around the predicate: its day, the verb above it, its quotation, its sides.
void put_surroundings(const Tree& tree, const MentionIndex& index, const Candidate& candidate, const Event& event,
                      const Words& by, FeatureList& features) {
  const uint32_t word = candidate.clause.word;
  const Piece type(to_string(event.type)), kind(to_string(candidate.clause.kind));
  const Piece day(own_age(tree, index, word));
  features.put({"day=", day, " words=", by.said});
  features.put({"day=", day, " kind=", kind});
  features.put({"day=", day, " type=", type});
  features.put({"day=", day, " type=", type, " kind=", kind});
  const Piece own_lemma(tree.word(word).lemma);
  features.put({"lemma=", own_lemma});
  features.put({"lemma=", own_lemma, " words=", by.said});
  features.put({"lemma=", own_lemma, " type=", type});
  features.put({"own=", Piece(by.own), " words=", by.said, " type=", type});
  put_doubts(tree, event.sentence, type, by.said, features);
  if (tree.word(word).head >= 0) {
    const Piece above(tree.word(static_cast<uint32_t>(tree.word(word).head)).lemma);
    features.put({"above=", above});
    features.put({"above=", above, " hangs=", by.hanging});
    features.put({"above=", above, " words=", by.said});
  }
  uint32_t verb = word;
  for (int step = 0; step < 6 && tree.word(verb).head >= 0 && (verb == word || !tree.verbal(verb)); ++step)
    verb = static_cast<uint32_t>(tree.word(verb).head);
  if (verb != word) {
    features.put({"under=", tree.word(verb).lemma});
    features.put({"under=", tree.word(verb).lemma, " words=", by.said});
  }
  const Piece doubt(doubt_below(tree, word));
  features.put({"doubt=", doubt});
  features.put({"doubt=", doubt, " words=", by.said});
  features.put({"mode=", event.mode, " type=", type});
  if (candidate.by_frame) features.put({"id=", candidate.match.frame->id});
  const Piece quoted(tree.quote(word) != nullptr);
  features.put({"quoted=", quoted, " words=", by.said});
  features.put({"heading=", Piece(tree.reading().sentences[event.sentence].heading), " words=", by.said});
  const auto sector = [](const std::vector<EventActor>& side) {
    return side.empty() ? Piece("none") : Piece(to_string(side.front().sector));
  };
  features.put({"source=", sector(event.source), " type=", type});
  features.put({"target=", sector(event.target), " type=", type});
}

}  // namespace

FeatureList status_features(const Tree& tree, const MentionIndex& index, const Candidate& candidate, const Event& event,
                            const StatusReading& words, bool explain) {
  const uint32_t word = candidate.clause.word;
  FeatureList features(explain);
  const std::string said_text = std::string(to_string(words.status)) + (words.certain       ? "!"
                                                                        : words.why.empty() ? ""
                                                                                            : "?");
  const std::string hanging_text = hangs(tree, word);
  const Piece type(to_string(event.type)), kind(to_string(candidate.clause.kind)), said(said_text),
      hanging(hanging_text);
  features.put({"any"});
  features.put({"type=", type});
  features.put({"words=", said});
  features.put({"words=", said, " kind=", kind});
  features.put({"words=", said, " type=", type});
  features.put({"words=", said, " hangs=", hanging});
  features.put({"cue=", cue_of(words.why)});
  features.put({"hangs=", hanging});
  if (candidate.by_frame && candidate.match.frame->status)
    features.put({"frame=", to_string(*candidate.match.frame->status)});
  if (candidate.trigger != nullptr) {
    const auto& p = candidate.trigger->status;
    const auto best = static_cast<size_t>(std::ranges::max_element(p) - p.begin());
    const int sure = p[best] < 0.5F ? 0 : p[best] < 0.75F ? 1 : p[best] < 0.93F ? 2 : 3;
    const Piece head(to_string(static_cast<Status>(best)));
    features.put({"head=", head, sure});
    features.put({"head=", head, sure, " words=", said});
    for (size_t s = 0; s < kStatuses; ++s) {
      const int step = p[s] < 0.03F ? 0 : p[s] < 0.12F ? 1 : p[s] < 0.35F ? 2 : 3;
      if (step > 0) features.put({to_string(static_cast<Status>(s)), "=", step});
    }
  } else {
    features.put({"head=none words=", said});
  }
  const bool definite = tree.child(word, "nmod:poss") >= 0 || tree.has_child_lemma(word, "det", "the");
  if (candidate.clause.kind == Clause::Kind::noun) features.put({"definite=", definite, " words=", said});
  for (std::string_view feature : {"Tense=Past", "Tense=Pres", "VerbForm=Inf", "VerbForm=Ger", "VerbForm=Part"}) {
    if (tree.has_feature(word, feature)) features.put({feature, " words=", said});
  }
  put_surroundings(tree, index, candidate, event, {words.own, said, hanging}, features);
  if (const std::optional<Attribution>& by = candidate.by) {
    const std::string side_text = speaker_side(tree, index, *by, event);
    const Piece report(tree.word(by->cue).lemma), side(side_text);
    features.put({"report=", report});
    features.put({"speaker=", side});
    features.put({"speaker=", side, " type=", type});
    features.put({"speaker=", side, " report=", report});
    features.put({"speaker=", side, " words=", said});
  } else {
    features.put({"speaker=none type=", type});
  }
  return features;
}

std::array<double, kStatuses> status_odds(const Weights& weights, const FeatureList& features) {
  const Weights::Sums sums = weights.sum(features);
  std::array<double, kStatuses> odds{1.0};  // "occurred" is the zero of the scale
  double total = 1;
  for (size_t s = 1; s < kStatuses; ++s) total += odds[s] = std::exp(sums[s - 1]);
  for (double& o : odds) o /= total;
  return odds;
}

}  // namespace khaldun
