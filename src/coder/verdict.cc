#include "coder/verdict.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace khaldun {
namespace {

// What the weights give lies too near the middle: it is spread, and taken down by so much in natural logarithms of odds.
// Fitted on annotated documents that neither the weights nor the event head had learnt.
constexpr double kSpread = 1.25, kTooSure = 0.25;

/// A probability in steps, finer towards both ends.
int step_of(double p) {
  constexpr std::array<double, 9> kSteps = {0.02, 0.06, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 0.985};
  return static_cast<int>(std::ranges::upper_bound(kSteps, p) - kSteps.begin());
}

/// What the frame says of the candidate's type.
Piece frame_word(const Candidate& candidate) {
  const Frame* frame = candidate.match.frame;
  if (frame == nullptr) return "silent";
  if (!candidate.by_frame) return frame->codes ? Piece("other") : Piece("none");
  if (!frame->conditions.empty()) return "exact";
  return frame->kind == Clause::Kind::noun ? Piece("noun") : Piece("verb");
}

/// "GOV", or "-" for nobody: the sector of a side's first actor that is known.
Piece side_of(const std::vector<EventActor>& side) {
  const auto known = std::ranges::find_if(side, [](const EventActor& a) { return a.sector != Sector::UNK; });
  return known == side.end() ? Piece("-") : Piece(to_string(known->sector));
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
std::string_view age_of(const Event& event, const Reading& reading) {
  // A text that nobody dates is taken for news.
  if (!event.date) return !reading.dated() && event.status == Status::occurred ? "news" : "none";
  if (event.date->span.empty()) return "news";
  if (!reading.dated()) return "fresh";
  const auto days = (reading.published - event.date->days.last).count();
  return days < 0 ? "ahead" : days <= 14 ? "fresh" : days <= 120 ? "stale" : "old";
}

}  // namespace

FeatureList verdict_features(const Tree& tree, const Candidate& candidate, const Draft& draft,
                             const Neighbours& neighbours, bool explain) {
  const Event& event = draft.event;
  const Reading& reading = tree.reading();
  const uint32_t word = candidate.clause.word;
  const Sentence& sentence = reading.sentences[event.sentence];
  FeatureList features(explain);
  const Piece type(to_string(event.type)), frame = frame_word(candidate), lemma(tree.word(word).lemma),
                                           hangs(tree.word(word).deprel);
  features.put({"any"});
  features.put({"type=", type});
  features.put({"frame ", frame, " type=", type});
  const double p =
      candidate.trigger == nullptr ? 0 : static_cast<double>(candidate.trigger->type[static_cast<size_t>(event.type)]);
  const int head = candidate.trigger == nullptr ? -1 : step_of(p);
  features.put({"head=", head});
  features.put({"head=", head, " frame ", frame});
  features.put({"head=", head / 2, " type=", type});
  if (candidate.trigger != nullptr) {
    double act = 0;
    for (const float t : candidate.trigger->type) act += static_cast<double>(t);
    features.put({"act=", step_of(act)});
    features.put({"share=", step_of(p / std::max(act, 1e-6))});
    if (candidate.trigger->word != word) features.put({"head at the noun"});
  }
  features.put({"odds=", step_of(candidate.confidence)});
  if (candidate.match.frame != nullptr) features.put({frame, " ", candidate.match.frame->id});
  features.put({"lemma=", lemma, " type=", type});
  features.put({"lemma=", lemma});
  features.put({"hangs=", hangs});
  features.put({"hangs=", hangs, " type=", type});
  const Piece status(to_string(event.status)), source = side_of(event.source), target = side_of(event.target);
  features.put({"status=", status, " type=", type});
  features.put({"status=", status, " head=", head / 2});
  features.put({"source=", source, " type=", type});
  features.put({"target=", target, " type=", type});
  const int sources = source.text() == "-" ? 0 : 1, targets = target.text() == "-" ? 0 : 1;
  features.put({"sides=", sources, targets, " frame ", frame});
  features.put({"sides=", sources, targets, " head=", head / 2});
  features.put({"dyad=", dyad_of(event), " type=", type});
  features.put({"mode=", event.mode});
  const Piece age = age_of(event, reading);
  features.put({"day=", age});
  features.put({"day=", age, " type=", type});
  features.put({"place=", !event.place ? Piece("none") : event.place->span.empty() ? Piece("taken") : Piece("told")});
  if (event.killed || event.injured || event.arrested) features.put({"toll type=", type});
  if (candidate.by) features.put({"said type=", type});
  const Piece length = length_of(reading);
  features.put({"text=", length});
  features.put({"text=", length, " head=", head / 2});
  const uint32_t number = event.sentence;
  const Piece at = sentence.heading ? Piece("heading")
                   : number <= 1    ? Piece("first")
                   : number <= 4    ? Piece("early")
                                    : Piece("late");
  features.put({"sentence=", at, " text=", length});
  if (neighbours.above != nullptr)
    features.put({"above=", to_string(neighbours.above->type), " ", hangs, " type=", type});
  if (neighbours.above != nullptr) features.put({"above ", hangs});
  if (neighbours.below) features.put({"below type=", type});
  if (neighbours.stronger) features.put({"stronger beside"});
  if (neighbours.rival) features.put({"rival frame ", frame});
  return features;
}

double verdict_odds(const Weights& weights, const FeatureList& features) {
  return 1 / (1 + std::exp(kTooSure - kSpread * weights.sum(features)[0]));
}

}  // namespace khaldun
