#include "coder/setting.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/among.h"
#include "coder/casting.h"
#include "coder/path.h"

namespace khaldun {
namespace {

bool of(const std::vector<EventActor>& side, std::string_view country) {
  return std::ranges::any_of(side, [&](const EventActor& a) { return a.country == country; });
}

/// Whose country it is among the act's sides, with the sector of the first of them: "source COP", "target CVL", "both
/// GOV".
std::string whose(const Event& event, std::string_view country) {
  const bool source = of(event.source, country), target = of(event.target, country);
  if (!source && !target) return "neither";
  for (const EventActor& a : source ? event.source : event.target) {
    if (a.country == country)
      return fmt::format("{} {}", source && target ? "both" : source ? "source" : "target", to_string(a.sector));
  }
  return {};
}

Piece name_of(Place::Kind kind) {
  switch (kind) {
    case Place::Kind::country:
      return "country";
    case Place::Kind::region:
    case Place::Kind::district:
      return "region";
    case Place::Kind::city:
      return "city";
    case Place::Kind::area:
      return "area";
  }
  return "";
}

/// The preposition before a place, found above a title, a compound or an apposition: "in the Syrian city of Homs".
std::string_view locative(const Tree& tree, uint32_t word) {
  for (int step = 0; step < 3; ++step) {
    const std::string_view mark = tree.preposition(word);
    if (!mark.empty() && mark != "of") return mark;
    const bool part = mark == "of" || tree.is(word, "appos") || tree.is(word, "compound") || tree.is(word, "conj") ||
                      tree.is(word, "flat") || tree.is(word, "nmod");
    if (!part || tree.word(word).head < 0) return step == 0 ? tree.word(word).deprel : "none";
    word = static_cast<uint32_t>(tree.word(word).head);
  }
  return "none";
}

constexpr int kFar = 99;
constexpr std::ptrdiff_t kScene = 300;  // places back to the last scene: an article's, not a book's

/// Steps through the tree from one word of a sentence to another; going out of a clause takes three.
int steps_between(const Tree& tree, uint32_t from, uint32_t to) {
  const auto cost = [&](uint32_t w) {
    return tree.is(w, "acl") || tree.is(w, "advcl") || tree.is(w, "ccomp") || tree.is(w, "parataxis") ? 3 : 1;
  };
  return distance(tree, from, to, cost, cost).value_or(kFar);
}

/// The last town before the sentence before `sentence` in which something is done: "in Brussels".
const Mention* scene_before(const Tree& tree, const MentionIndex& index, uint32_t sentence) {
  if (sentence < 2) return nullptr;
  const std::span<const Mention* const> places = index.places_until(sentence - 2);
  for (auto p = places.rbegin(); p != places.rend() && p - places.rbegin() < kScene; ++p) {
    const Place::Kind kind = tree.reading().places[(*p)->targets.front()].kind;
    const std::string_view mark = locative(tree, (*p)->head);
    if (kind == Place::Kind::city && (mark == "in" || mark == "to" || mark == "at")) return *p;
  }
  return nullptr;
}

/// Whether a sentence says of a place that no table has that something is done there: "near the village of Sotk".
bool set_elsewhere(const Tree& tree, const MentionIndex& index, uint32_t sentence) {
  constexpr std::array<std::string_view, 5> kThere = {"in", "near", "at", "outside", "around"};
  const Reading& reading = tree.reading();
  const Sentence& own = reading.sentences[sentence];
  for (auto name = std::ranges::lower_bound(reading.names, own.first, {}, &Name::first);
       name != reading.names.end() && name->first < own.last; ++name) {
    bool listed = name->kind != NameKind::LOC;
    for (uint32_t w = name->first; w < name->last; ++w) listed |= index.place_at(w) != nullptr;
    if (!listed && among(kThere, locative(tree, name->first))) return true;
  }
  return false;
}

}  // namespace

std::vector<Site> sites_of(const Tree& tree, const MentionIndex& index, const Candidate& candidate, const Event& event,
                           std::string_view focus, bool explain) {
  const Reading& reading = tree.reading();
  const uint32_t sentence = tree.sentence_of(candidate.clause.word);
  const bool elsewhere = set_elsewhere(tree, index, sentence);
  std::vector<Site> sites;
  for (const Mention* m : index.places_near(sentence)) {
    const uint32_t at = tree.sentence_of(m->head);
    const bool before = at + 1 == sentence && !elsewhere;
    if ((at != sentence && !before) || only_backs(tree, *m)) continue;
    // "Washington condemned the arrest": a seat that acts is its government, and no place.
    const bool acts = tree.word(m->head).deprel == "nsubj" || tree.word(m->head).deprel == "obl:agent";
    if (acts && reading.places[m->targets.front()].kind == Place::Kind::city && index.actor_at(m->head) != nullptr)
      continue;
    sites.push_back({m, m->targets.front(), FeatureList(explain)});
  }
  if (const Mention* m = elsewhere ? nullptr : scene_before(tree, index, sentence))
    sites.push_back({m, m->targets.front(), FeatureList(explain)});
  for (const std::vector<EventActor>* side : {&event.source, &event.target}) {
    for (const EventActor& a : *side) {
      for (const uint32_t p : index.states(a.country)) {
        const bool known =
            std::ranges::any_of(sites, [&](const Site& s) { return s.mention == nullptr && s.place == p; });
        if (!known) sites.push_back({nullptr, p, FeatureList(explain)});
      }
    }
  }

  std::vector<int> steps;  // to each site; kFar where the sentence does not name it
  for (const Site& site : sites) {
    const bool here = site.mention != nullptr && tree.sentence_of(site.mention->head) == sentence;
    steps.push_back(here ? steps_between(tree, candidate.clause.word, site.mention->head) : kFar);
  }
  const int nearest = sites.empty() ? kFar : std::ranges::min(steps);
  const Piece type(to_string(event.type));
  std::string act_text(type.text());
  if (!event.mode.empty()) act_text += "-" + event.mode;
  const Piece act(act_text);
  for (size_t i = 0; i < sites.size(); ++i) {
    Site& site = sites[i];
    const Place& place = reading.places[site.place];
    FeatureList& to = site.features;
    const std::string owner_text = whose(event, place.country);
    const Piece owner(owner_text), side(std::string_view(owner_text).substr(0, owner_text.find(' ')));
    to.put({"any"});
    to.put({"type=", type});
    to.put({"whose=", owner, " type=", type});
    const Piece focal(!focus.empty() && place.country == focus);
    to.put({"focus=", focal, " side=", side});
    to.put({"focus=", focal, " type=", type, " named=", Piece(site.mention != nullptr)});
    if (site.mention == nullptr) {
      const bool named = std::ranges::any_of(sites, [&](const Site& s) {
        return s.mention != nullptr && reading.places[s.place].country == place.country;
      });
      to.put({"unnamed side=", side});
      to.put({"unnamed side=", side, " act=", act});
      to.put({"unnamed whose=", owner, " act=", act});
      to.put({"unnamed named=", named, " side=", side});
      to.put({"unnamed others=", std::min<size_t>(sites.size(), 4), " side=", side});
      continue;
    }
    const Mention& m = *site.mention;
    const bool before = tree.sentence_of(m.head) != sentence;
    const bool scene = tree.sentence_of(m.head) + 1 < sentence;
    const std::string path_text = scene ? "scene" : before ? "before" : path_to(tree, candidate.clause, m.head);
    const Piece path(path_text), mark(locative(tree, m.head)), kind = name_of(place.kind);
    const Piece at_actor = index.actor_at(m.head) != nullptr ? Piece(" actor") : Piece("");
    const Piece at_before = before ? Piece(" before") : Piece("");
    to.put({"whose=", owner, " act=", act});
    to.put({"side=", side, " path=", path});
    to.put({"side=", side, " mark=", mark, " kind=", kind});
    to.put({"path=", path});
    to.put({"path=", path, " kind=", kind});
    to.put({"path=", path, " type=", type});
    to.put({"mark=", mark});
    to.put({"mark=", mark, " type=", type});
    to.put({"mark=", mark, " kind=", kind, at_actor});
    to.put({"kind=", kind, at_actor, at_before});
    to.put({"kind=", kind, " type=", type});
    to.put({"before=", before, " type=", type});
    to.put({"path=", path, " act=", act});
    to.put({"mark=", mark, " act=", act});
    to.put({"mark=", mark, " path=", path});
    to.put({"focus=", focal, " path=", path});
    to.put({"focus=", focal, " mark=", mark, " side=", side});
    if (!before) {
      const Piece off(std::min(steps[i], 9)), near(steps[i] == nearest);
      to.put({"steps=", off});
      to.put({"steps=", off, " mark=", mark});
      to.put({"steps=", off, " side=", side});
      to.put({"near=", near, " side=", side});
      to.put({"near=", near, " mark=", mark});
      to.put({"near=", near, " mark=", mark, " kind=", kind});
      to.put({"near=", near, " type=", type});
    }
    const uint32_t gap =
        m.head < candidate.clause.word ? candidate.clause.word - m.head : m.head - candidate.clause.word;
    to.put({m.head < candidate.clause.word ? Piece("-") : Piece("+"), "gap=", std::min<uint32_t>(gap, 20) / 4});
    const bool alone = std::ranges::none_of(
        sites, [&](const Site& s) { return s.mention != nullptr && reading.places[s.place].country != place.country; });
    to.put({"alone=", alone, " before=", before});
    to.put({"alone=", alone, " side=", side, " mark=", mark});
  }
  return sites;
}

double likelihood(const Weights& setting, const Site& site) {
  return 1 / (1 + std::exp(-setting.sum(site.features)[0]));
}

}  // namespace khaldun
