#include "coder/merge.h"

#include <algorithm>

#include "base/among.h"

namespace khaldun {
namespace {

constexpr uint32_t kLead = 4;  // sentences that a headline sums up

bool agree(const std::optional<int>& a, const std::optional<int>& b) { return !a || !b || *a == *b; }

/// Whether the text tells who they are; who only must have done it may be anybody of that country.
bool known(const std::vector<EventActor>& actors) {
  return std::ranges::any_of(
      actors, [](const EventActor& a) { return !a.span.empty() && (!a.country.empty() || !a.name.empty()); });
}

bool compatible(const std::vector<uint32_t>& a, const std::vector<EventActor>& known_a, const std::vector<uint32_t>& b,
                const std::vector<EventActor>& known_b) {
  if (share(a, b)) return true;
  if (!known(known_a) || !known(known_b)) return true;
  // Without a shared actor they agree only as generic actors of the same country and sector ("police", "officers").
  return std::ranges::any_of(known_a, [&](const EventActor& x) {
    return std::ranges::any_of(known_b, [&](const EventActor& y) {
      return x.country == y.country && x.sector == y.sector && (x.name.empty() || y.name.empty() || x.name == y.name);
    });
  });
}

/// Whether somebody of a country that none of `b` has meets in `a`: "Barak met Shapiro" and "Barak held talks with
/// Netanyahu" are two.
bool others(const Event& a, const Event& b) {
  const auto missing = [&](const EventActor& x) {
    const auto alike = [&](const EventActor& y) { return x.country == y.country; };
    return !x.country.empty() && std::ranges::none_of(b.source, alike) && std::ranges::none_of(b.target, alike);
  };
  return std::ranges::any_of(a.source, missing) || std::ranges::any_of(a.target, missing);
}

/// Whether a sentence tells two deeds with one toll: "the blast killed 20 people and wounded 41".
bool one_toll(const Event& a, const Event& b) {
  return a.sentence == b.sentence && a.type == Type::ASSAULT && a.killed && a.killed == b.killed &&
         a.injured == b.injured;
}

/// Whether `b`, told after `a`, tells the same act.
bool same_act(const Draft& a, const Draft& b) {
  const Event &x = a.event, &y = b.event;
  if (x.type != y.type) return false;
  if (x.mode != y.mode && !x.mode.empty() && !y.mode.empty() && !one_toll(x, y)) return false;
  // A headline is told in full by the sentences after it, though it may say "trip" of what will be one.
  const bool headline =
      a.heading && !b.heading && y.sentence <= kLead && (share(a.source, b.source) || share(a.target, b.target));
  const bool retold = b.again && share(a.source, b.source) && share(a.target, b.target);
  if (headline) return true;
  if (x.type == Type::CONSULT && others(x, y) && others(y, x)) return false;
  if (x.status != y.status && !retold) return false;
  if (!agree(x.killed, y.killed) || !agree(x.injured, y.injured) || !agree(x.arrested, y.arrested)) return false;
  const bool dated_apart = x.date && y.date && !x.date->span.empty() && !y.date->span.empty() &&
                           (x.date->days.last < y.date->days.first || y.date->days.last < x.date->days.first);
  if (dated_apart) return false;
  if (x.place && y.place && x.place->country != y.place->country) return false;
  // Either both sides agree, or for mutual acts the parties are the same whoever is named first.
  const bool crossed = share(a.source, b.target) && share(a.target, b.source);
  const bool sides =
      compatible(a.source, x.source, b.source, y.source) && compatible(a.target, x.target, b.target, y.target);
  const bool something = share(a.source, b.source) || share(a.target, b.target) || b.again ||
                         (x.place && y.place && x.place->name == y.place->name);
  return (sides && something) || (crossed && mutual(x.type));
}

void absorb(Draft& into, Draft&& other) {
  Event &x = into.event, &y = other.event;
  if (!x.why.empty()) {  // somebody asked
    for (const Evidence& e : y.evidence) x.why.push_back("also told: \"" + e.quote + "\"");
  }
  for (Evidence& e : y.evidence) {
    if (std::ranges::none_of(x.evidence, [&](const Evidence& k) { return k.span.overlaps(e.span); }))
      x.evidence.push_back(std::move(e));
  }
  // What the text says outdoes its headline.
  if (into.heading && !other.heading) {
    x.status = y.status;
    if (y.date) x.date = std::move(y.date), y.date.reset();
    if (y.place) x.place = std::move(y.place), y.place.reset();
    if (known(y.source)) x.source = y.source, into.source = other.source;
    if (known(y.target)) x.target = y.target, into.target = other.target;
    into.heading = false;
  }
  if (!known(x.source) && known(y.source)) x.source = std::move(y.source), into.source = std::move(other.source);
  if (!known(x.target) && known(y.target)) x.target = std::move(y.target), into.target = std::move(other.target);
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
  std::ranges::copy_if(y.judged, std::back_inserter(x.judged),
                       [](const std::string& line) { return line.starts_with("verdict "); });
}

}  // namespace

std::vector<Draft> merge(std::vector<Draft> drafts) {
  std::vector<Draft> kept;
  for (Draft& draft : drafts) {
    // What is told again is the last of its kind.
    const auto last =
        std::find_if(kept.rbegin(), kept.rend(), [&](const Draft& k) { return draft.again && same_act(k, draft); });
    const auto twin = last != kept.rend()
                          ? std::prev(last.base())
                          : std::ranges::find_if(kept, [&](const Draft& k) { return same_act(k, draft); });
    if (twin == kept.end())
      kept.push_back(std::move(draft));
    else
      absorb(*twin, std::move(draft));
  }
  return kept;
}

}  // namespace khaldun
