#include "coder/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "coder/twins.h"

namespace khaldun {
namespace {

constexpr double kTwin = 0.5;   // tellings are of one act from this likelihood
constexpr size_t kRecent = 40;  // acts of a type back that a telling may go on with: an article's, not a book's

/// A side that the text tells nothing of takes the other telling's. Where both name actors of the same countries, those
/// of other sectors than `into` has play the part, too: "troops fired" and "the army opened fire".
void join(std::vector<EventActor>& into, std::vector<uint32_t>& ids, std::vector<EventActor>& from,
          std::vector<uint32_t>& from_ids) {
  if (!known(from)) return;
  if (!known(into)) {
    into = std::move(from);
    ids = std::move(from_ids);
    return;
  }
  const auto countries = [](const std::vector<EventActor>& actors) {
    std::set<std::string_view> found;
    for (const EventActor& a : actors) found.insert(a.country);
    return found;
  };
  if (countries(into) != countries(from)) return;
  const bool listed = ids.size() == into.size() && from_ids.size() == from.size();  // places have no ids
  for (size_t i = 0; i < from.size(); ++i) {
    const auto alike = [&](const EventActor& a) { return a.country == from[i].country && a.sector == from[i].sector; };
    if (!listed || std::ranges::any_of(into, alike)) continue;
    into.push_back(std::move(from[i]));
    ids.push_back(from_ids[i]);
  }
}

/// Whoever fights is no target of the fight: "a clash of police and rebels left two policemen dead".
void drop_fighters(Draft& fight) {
  Event& event = fight.event;
  if (event.type != Type::ASSAULT || event.source.size() < 2) return;
  const bool listed = fight.target.size() == event.target.size();  // places have no ids
  for (size_t i = event.target.size(); i-- > 0;) {
    const auto alike = [&](const EventActor& a) {
      return a.country == event.target[i].country && a.sector == event.target[i].sector;
    };
    if (std::ranges::none_of(event.source, alike)) continue;
    event.target.erase(event.target.begin() + static_cast<std::ptrdiff_t>(i));
    if (listed) fight.target.erase(fight.target.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

/// `begin`: where the sentence of `other` begins; what was told in others cannot overlap its evidence.
void absorb(Draft& into, Draft&& other, uint32_t begin) {
  Event &x = into.event, &y = other.event;
  if (!x.why.empty()) {  // somebody asked
    for (const Evidence& e : y.evidence) x.why.push_back("also told: \"" + e.quote + "\"");
  }
  for (Evidence& e : y.evidence) {
    bool told = false;
    for (auto k = x.evidence.rbegin(); k != x.evidence.rend() && k->span.end > begin && !told; ++k)
      told = k->span.overlaps(e.span);
    if (!told) x.evidence.push_back(std::move(e));
  }
  // What the text says outdoes its headline.
  if (into.heading && !other.heading) {
    x.status = y.status;
    if (!y.mode.empty()) x.mode = y.mode, x.cameo = y.cameo;
    if (y.date) x.date = std::move(y.date), y.date.reset();
    if (y.place) x.place = std::move(y.place), y.place.reset();
    if (known(y.source)) x.source = y.source, into.source = other.source;
    if (known(y.target)) x.target = y.target, into.target = other.target;
    into.heading = false;
  }
  // What is told as done once is done; but its doer, where he is only blamed for it, did it as others allege.
  const bool blamed = (y.status == Status::alleged && known(y.source) && !known(x.source)) ||
                      (x.status == Status::alleged && known(x.source) && !known(y.source));
  join(x.source, into.source, y.source, other.source);
  join(x.target, into.target, y.target, other.target);
  if (blamed)
    x.status = Status::alleged;
  else if (y.status == Status::occurred)
    x.status = y.status;
  const bool better_date = y.date && (!x.date || (x.date->span.empty() && !y.date->span.empty()));
  if (better_date) x.date = std::move(y.date);
  if (!x.place && y.place) x.place = std::move(y.place);
  if (x.mode.empty() && !y.mode.empty()) {
    x.mode = std::move(y.mode);
    x.cameo = std::move(y.cameo);
  }
  if (!x.killed) x.killed = y.killed;
  if (!x.injured) x.injured = y.injured;
  if (!x.arrested) x.arrested = y.arrested;
  if (x.said_by.empty()) x.said_by = std::move(y.said_by);
  if (y.confidence > x.confidence) x.confidence = y.confidence;
  std::ranges::copy_if(y.judged, std::back_inserter(x.judged), [](const std::string& line) {
    return line.starts_with("verdict ") || line.starts_with("twin ");
  });
}

/// For each draft the earliest one of those that tell its act: itself where it is the first.
std::vector<size_t> firsts(std::vector<Draft>& drafts, const Tree& tree, const Weights& merging, bool explain) {
  std::array<std::vector<size_t>, kTypes> of_type;
  std::vector<size_t> first(drafts.size());
  for (size_t i = 0; i < drafts.size(); ++i) {
    Draft& draft = drafts[i];
    first[i] = i;
    double most = kTwin;
    std::vector<size_t>& alike = of_type[static_cast<size_t>(draft.event.type)];
    for (const size_t k : std::span(alike).last(std::min(kRecent, alike.size()))) {
      const FeatureList features = twin_features(tree, drafts[k], draft, explain);
      const double odds = twin_odds(merging, features);
      if (explain) {
        const Bytes a = drafts[k].event.evidence.front().span, b = draft.event.evidence.front().span;
        draft.event.judged.push_back(
            fmt::format("twin {}-{} {}-{}: {:.2f} by {}", a.begin, a.end, b.begin, b.end, odds, features.text()));
      }
      if (odds <= most || told_apart(tree, drafts[k], draft)) continue;
      most = odds;
      first[i] = first[k];
    }
    alike.push_back(i);
  }
  return first;
}

}  // namespace

std::vector<Draft> merge(std::vector<Draft> drafts, const Tree& tree, const Weights& merging, bool explain) {
  const std::vector<size_t> first = firsts(drafts, tree, merging, explain);
  std::vector<Draft> acts;
  std::vector<size_t> act(drafts.size());  // of the first telling of each
  for (size_t i = 0; i < drafts.size(); ++i) {
    if (first[i] == i) {
      act[i] = acts.size();
      acts.push_back(std::move(drafts[i]));
      continue;
    }
    const uint32_t begin = tree.reading().sentences[drafts[i].event.sentence].span.begin;
    absorb(acts[act[first[i]]], std::move(drafts[i]), begin);
  }
  for (Draft& draft : acts) drop_fighters(draft);
  return acts;
}

}  // namespace khaldun
