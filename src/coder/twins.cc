#include "coder/twins.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/among.h"
#include "coder/context.h"
#include "coder/items.h"

namespace khaldun {
namespace {

/// How the actors of one side are related to those of the other telling.
std::string_view kin(const std::vector<uint32_t>& a, const std::vector<EventActor>& who_a,
                     const std::vector<uint32_t>& b, const std::vector<EventActor>& who_b) {
  if (share(a, b)) return "same";
  if (!known(who_a) && !known(who_b)) return "unknown";
  if (!known(who_a)) return "later";
  if (!known(who_b)) return "earlier";
  bool fellow = false;
  for (const EventActor& x : who_a) {
    for (const EventActor& y : who_b) {
      if (x.country != y.country) continue;
      const bool named_apart = !x.name.empty() && !y.name.empty() && x.name != y.name;
      if (x.sector == y.sector && !named_apart) return "alike";
      fellow = true;
    }
  }
  return fellow ? "fellow" : "other";
}

constexpr std::chrono::days kNews{30};  // how far from what is told as news a day may lie that is news, too

/// How the days of two tellings lie to each other.
std::string_view dates(const Event& a, const Event& b) {
  if (!a.date || !b.date) return a.date ? "earlier" : b.date ? "later" : "open";
  const bool told_a = a.date->span.empty(), told_b = b.date->span.empty();  // as news of the day of publication
  const bool apart = !a.date->days.overlaps(b.date->days);
  if (told_a && told_b) return "news";
  // "Last year" is not the news of today.
  const std::chrono::days gap =
      std::max(b.date->days.first - a.date->days.last, a.date->days.first - b.date->days.last);
  if (apart) return (told_a || told_b) && gap <= kNews ? "news-apart" : "apart";
  if (told_a || told_b) return "news-near";
  return a.date->span == b.date->span ? "one" : "near";
}

/// How the places of two tellings lie to each other.
std::string_view places(const Event& a, const Event& b) {
  if (!a.place || !b.place) return a.place ? "earlier" : b.place ? "later" : "open";
  if (a.place->country != b.place->country) return "abroad";
  if (a.place->name == b.place->name) return "same";
  const auto land = [](const EventPlace& p) { return p.admin1.empty(); };
  return land(*a.place) || land(*b.place) ? "within" : "other";
}

/// Whether two tellings count the same dead, injured or arrested.
std::string_view tolls(const Event& a, const Event& b) {
  bool both = false, one = false;
  for (const auto toll : {&Event::killed, &Event::injured, &Event::arrested}) {
    const std::optional<int> x = a.*toll, y = b.*toll;
    if (x && y && *x != *y) return "differ";
    both |= x && y;
    one |= x.has_value() != y.has_value();
  }
  return both ? "same" : one ? "one" : "none";
}

/// How the words of two acts of one sentence hang together.
std::string_view tie(const Tree& tree, uint32_t a, uint32_t b) {
  if (tree.sentence_of(a) != tree.sentence_of(b)) return "-";
  if (among(tree.conjuncts(a), b)) return "row";
  return tree.under(b, a) ? "below" : tree.under(a, b) ? "above" : "apart";
}

/// "Another attack", "a second blast killed two".
bool counted(const Tree& tree, uint32_t act) {
  constexpr std::array<std::string_view, 8> kMore = {"another", "second",  "third",   "separate",
                                                     "other",   "further", "similar", "more"};
  const auto more = [&](uint32_t w) {
    return std::ranges::any_of(tree.children(w), [&](uint32_t c) {
      return (tree.is(c, "det") || tree.is(c, "amod")) && among(kMore, tree.word(c).lemma);
    });
  };
  const int subject = tree.child(act, "nsubj");
  return more(act) || (subject >= 0 && more(static_cast<uint32_t>(subject)));
}

/// The word that leads in the sentence of an act, where it is no part of what it tells: "meanwhile", "but", "earlier".
std::string_view opening(const Tree& tree, uint32_t sentence) {
  constexpr std::array kLeading = {Upos::ADV, Upos::CCONJ, Upos::SCONJ, Upos::ADP};
  const Sentence& s = tree.reading().sentences[sentence];
  return among(kLeading, tree.word(s.first).upos) ? std::string_view(tree.word(s.first).lemma) : "-";
}

/// "He also met the mayor" after "he met the king": what is done once more, by the same verb.
bool done_too(const Tree& tree, uint32_t a, uint32_t b) {
  return tree.verbal(b) && tree.word(a).lemma == tree.word(b).lemma &&
         std::ranges::any_of(tree.children(b),
                             [&](uint32_t c) { return tree.is(c, "advmod") && tree.word(c).lemma == "also"; });
}

/// "Police fired on the crowd", "the crowd stoned police": who did it here is whom it was done to there.
bool answered(const Draft& a, const Draft& b) {
  const Event &x = a.event, &y = b.event;
  const auto alike = [](std::string_view how) { return how == "same" || how == "alike"; };
  return !mutual(x.type) && alike(kin(a.source, x.source, b.target, y.target)) &&
         alike(kin(a.target, x.target, b.source, y.source)) && !alike(kin(a.source, x.source, b.source, y.source)) &&
         !alike(kin(a.target, x.target, b.target, y.target));
}

/// "Police beat a protester and soldiers shot a bystander": of two verbs in a row each has a doer of its own.
bool two_doers(const Tree& tree, const Draft& a, const Draft& b) {
  const bool apart =
      tree.child(a.word, "nsubj") >= 0 || kin(a.source, a.event.source, b.source, b.event.source) == "other";
  return among(tree.conjuncts(a.word), b.word) && tree.child(b.word, "nsubj") >= 0 && apart && !mutual(a.event.type) &&
         known(a.event.source) && known(b.event.source) && !share(a.source, b.source);
}

}  // namespace

bool known(const std::vector<EventActor>& actors) {
  return std::ranges::any_of(
      actors, [](const EventActor& a) { return !a.span.empty() && (!a.country.empty() || !a.name.empty()); });
}

FeatureList twin_features(const Tree& tree, const Draft& a, const Draft& b, bool explain) {
  const Event &x = a.event, &y = b.event;
  FeatureList to(explain);
  const Piece type = to_string(x.type), source = kin(a.source, x.source, b.source, y.source),
              target = kin(a.target, x.target, b.target, y.target);
  const bool crossed = mutual(x.type) && share(a.source, b.target) && share(a.target, b.source);
  const Piece gap = std::min<uint32_t>(y.sentence - x.sentence, 5), lead = x.sentence == 0;
  const Piece mode = x.mode == y.mode                   ? (x.mode.empty() ? Piece("none") : Piece("same"))
                     : x.mode.empty() || y.mode.empty() ? Piece("one")
                                                        : Piece("differ");
  const Piece mode_a = std::string_view(x.mode), mode_b = std::string_view(y.mode);
  const Piece status_a = to_string(x.status), status_b = to_string(y.status), status = x.status == y.status;
  const Piece day = dates(x, y), place = places(x, y), toll = tolls(x, y), tied = tie(tree, a.word, b.word);
  const Piece lemma = tree.word(a.word).lemma == tree.word(b.word).lemma, again = b.again;
  const Piece noun_a = !tree.verbal(a.word), noun_b = !tree.verbal(b.word);
  const Piece frame = x.frame == y.frame, more = counted(tree, b.word), item = one_item(tree, x.sentence, y.sentence);
  const Piece led = opening(tree, y.sentence), heading = a.heading;
  to.put({"any"});
  to.put({"type=", type});
  to.put({"gap=", gap, " lead=", lead});
  to.put({"gap=", gap, " lead=", lead, " type=", type});
  to.put({"gap=", gap, " source=", source, " target=", target});
  to.put({"gap=", gap, " again=", again, " noun=", noun_a, noun_b});
  to.put({"gap=", gap, " mode=", mode});
  to.put({"heading=", heading, " source=", source});
  to.put({"heading=", heading, " target=", target});
  to.put({"source=", source, " type=", type});
  to.put({"target=", target, " type=", type});
  to.put({"source=", source, " target=", target});
  to.put({"source=", source, " target=", target, " type=", type});
  to.put({"source=", source, " target=", target, " day=", day});
  to.put({"source=", source, " target=", target, " place=", place});
  to.put({"source=", source, " target=", target, " mode=", mode});
  to.put({"source=", source, " target=", target, " again=", again});
  to.put({"source=", source, " target=", target, " lemma=", lemma});
  to.put({"crossed=", crossed});
  to.put({"mode=", mode, " type=", type});
  to.put({"mode=", mode_a, " then=", mode_b});
  to.put({"status=", status, " type=", type});
  to.put({"status=", status_a, " then=", status_b});
  to.put({"day=", day, " type=", type});
  to.put({"day=", day, " place=", place});
  to.put({"day=", day, " gap=", gap});
  to.put({"day=", day, " again=", again});
  to.put({"place=", place, " type=", type});
  to.put({"toll=", toll, " type=", type});
  to.put({"toll=", toll, " target=", target});
  to.put({"toll=", toll, " again=", again});
  to.put({"tie=", tied, " type=", type});
  to.put({"tie=", tied, " mode=", mode});
  to.put({"tie=", tied, " toll=", toll});
  to.put({"tie=", tied, " source=", source, " target=", target});
  to.put({"again=", again, " noun=", noun_a, noun_b, " type=", type});
  to.put({"lemma=", lemma, " again=", again});
  to.put({"lemma=", lemma, " type=", type});
  to.put({"frame=", frame, " type=", type});
  to.put({"more=", more, " type=", type});
  to.put({"more=", more, " gap=", gap});
  to.put({"item=", item, " type=", type});
  to.put({"item=", item, " source=", source});
  const Piece text = length_of(tree.reading());
  to.put({"text=", text, " gap=", gap});
  to.put({"text=", text, " type=", type});
  to.put({"text=", text, " tie=", tied, " type=", type});
  to.put({"text=", text, " source=", source, " target=", target});
  to.put({"text=", text, " again=", again, " gap=", gap});
  to.put({"led=", led});
  to.put({"led=", led, " place=", place});
  return to;
}

bool told_apart(const Tree& tree, const Draft& a, const Draft& b) {
  const Event &x = a.event, &y = b.event;
  const bool two_modes = x.type == Type::COERCE && x.sentence == y.sentence && x.mode != y.mode;
  return (two_modes && !x.mode.empty() && !y.mode.empty()) || dates(x, y) == "apart" ||
         !one_item(tree, x.sentence, y.sentence) || done_too(tree, a.word, b.word) || answered(a, b) ||
         two_doers(tree, a, b) || answers(tree, a.word, b.word) || answers(tree, b.word, a.word);
}

double twin_odds(const Weights& merging, const FeatureList& features) {
  return 1 / (1 + std::exp(-merging.sum(features)[0]));
}

}  // namespace khaldun
