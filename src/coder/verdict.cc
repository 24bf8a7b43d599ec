#include "coder/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace khaldun {
namespace {

// What the weights give is too sure, by this much in natural logarithms of odds: fitted on annotated documents that neither the weights
// nor the event head had learnt.
constexpr double kTooSure = 0.45;

/// A probability in steps, finer towards both ends.
int step_of(double p) {
  constexpr std::array<double, 9> kSteps = {0.02, 0.06, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 0.985};
  return static_cast<int>(std::ranges::upper_bound(kSteps, p) - kSteps.begin());
}

/// What the frame says of the candidate's type.
std::string_view frame_word(const Candidate& candidate) {
  const Frame* frame = candidate.match.frame;
  if (frame == nullptr) return "silent";
  if (!candidate.by_frame) return frame->codes ? "other" : "none";
  if (!frame->conditions.empty()) return "exact";
  return frame->kind == Clause::Kind::noun ? "noun" : "verb";
}

/// "GOV", "GOV+", or "-" for nobody: the sector of a side's first actor that is known.
std::string side_of(const std::vector<EventActor>& side) {
  const auto known = std::ranges::find_if(side, [](const EventActor& a) { return a.sector != Sector::UNK; });
  return known == side.end() ? "-" : std::string(to_string(known->sector));
}

std::string_view dyad_of(const Event& event) {
  const auto country = [](const std::vector<EventActor>& side) {
    const auto known = std::ranges::find_if(side, [](const EventActor& a) { return !a.country.empty(); });
    return known == side.end() ? std::string_view() : std::string_view(known->country);
  };
  const std::string_view source = country(event.source), target = country(event.target);
  if (source.empty() || target.empty()) return source.empty() && target.empty() ? "nobody" : "one";
  return source == target ? "home" : "abroad";
}

/// How far back the day lies that the text gives.
std::string_view age_of(const Event& event, Day published) {
  if (!event.date) return "none";
  if (event.date->span.empty()) return "news";
  const auto days = (published - event.date->days.last).count();
  return days < 0 ? "ahead" : days <= 14 ? "fresh" : days <= 120 ? "stale" : "old";
}

}  // namespace

FeatureList verdict_features(const Tree& tree, const Candidate& candidate, const Draft& draft, const Neighbours& neighbours) {
  const Event& event = draft.event;
  const Reading& reading = tree.reading();
  const uint32_t word = candidate.clause.word;
  const Sentence& sentence = reading.sentences[event.sentence];
  FeatureList features;
  const auto put = [&](const auto&... parts) { features.put(parts...); };
  const std::string type(to_string(event.type));
  const std::string_view frame = frame_word(candidate);
  const std::string& lemma = tree.word(word).lemma;
  put("any");
  put("type=", type);
  put("frame ", frame, " type=", type);
  const double p = candidate.trigger == nullptr ? 0 : static_cast<double>(candidate.trigger->type[static_cast<size_t>(event.type)]);
  const int head = candidate.trigger == nullptr ? -1 : step_of(p);
  put("head=", head);
  put("head=", head, " frame ", frame);
  put("head=", head / 2, " type=", type);
  if (candidate.trigger != nullptr) {
    double act = 0;
    for (const float t : candidate.trigger->type) act += static_cast<double>(t);
    put("act=", step_of(act));
    put("share=", step_of(p / std::max(act, 1e-6)));
    if (candidate.trigger->word != word) put("head at the noun");
  }
  put("odds=", step_of(candidate.confidence));
  if (candidate.match.frame != nullptr) put(frame, " ", candidate.match.frame->id);
  put("lemma=", lemma, " type=", type);
  put("lemma=", lemma);
  put("hangs=", tree.word(word).deprel);
  put("hangs=", tree.word(word).deprel, " type=", type);
  put("status=", to_string(event.status), " type=", type);
  put("status=", to_string(event.status), " head=", head / 2);
  const std::string source = side_of(event.source), target = side_of(event.target);
  put("source=", source, " type=", type);
  put("target=", target, " type=", type);
  put("sides=", source == "-" ? 0 : 1, target == "-" ? 0 : 1, " frame ", frame);
  put("sides=", source == "-" ? 0 : 1, target == "-" ? 0 : 1, " head=", head / 2);
  put("dyad=", dyad_of(event), " type=", type);
  put("mode=", event.mode);
  const std::string_view age = age_of(event, reading.published);
  put("day=", age);
  put("day=", age, " type=", type);
  put("place=", !event.place ? "none" : event.place->span.empty() ? "taken" : "told");
  if (event.killed || event.injured || event.arrested) put("toll type=", type);
  if (!event.said_by.empty()) put("said type=", type);
  const size_t sentences = reading.sentences.size();
  const std::string length = sentences <= 3 ? "brief" : sentences <= 15 ? "article" : "long";
  put("text=", length);
  put("text=", length, " head=", head / 2);
  const uint32_t number = event.sentence;
  put("sentence=", sentence.heading ? "heading" : number <= 1 ? "first" : number <= 4 ? "early" : "late", " text=", length);
  if (neighbours.above != nullptr) put("above=", to_string(neighbours.above->type), " ", tree.word(word).deprel, " type=", type);
  if (neighbours.above != nullptr) put("above ", tree.word(word).deprel);
  if (neighbours.below) put("below type=", type);
  if (neighbours.stronger) put("stronger beside");
  if (neighbours.rival) put("rival frame ", frame);
  return features;
}

double verdict_odds(const Weights& weights, const FeatureList& features) {
  return 1 / (1 + std::exp(kTooSure - weights.sum(features)[0]));
}

}  // namespace khaldun
