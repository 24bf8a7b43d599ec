#include "coder/merge.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

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

/// The acts kept so far, found by what two tellings of one act have in common, so that a book's need not all be compared.
class Kept {
 public:
  /// The act that `draft` tells, nullptr where none: what is told again is the last of its kind, all else the first.
  Draft* find(const Draft& draft) {
    const auto fits = [&](uint32_t i) { return same_act(acts_[i], draft); };
    if (draft.again) {
      const std::vector<uint32_t>& all = of_type_[static_cast<size_t>(draft.event.type)];
      const auto last = std::find_if(all.rbegin(), all.rend(), fits);
      return last == all.rend() ? nullptr : &acts_[*last];
    }
    auto first = static_cast<uint32_t>(acts_.size());
    for (const Key& key : keys_of(draft)) {
      const auto alike = alike_.find(key);
      if (alike == alike_.end()) continue;
      for (auto i = alike->second.begin(); i != alike->second.end() && *i < first; ++i) {
        if (fits(*i)) first = *i;
      }
    }
    return first == acts_.size() ? nullptr : &acts_[first];
  }

  void add(Draft draft) {
    of_type_[static_cast<size_t>(draft.event.type)].push_back(static_cast<uint32_t>(acts_.size()));
    acts_.push_back(std::move(draft));
    list(acts_.back());
  }
  /// Lists an act of ours, which has learnt more.
  void list(const Draft& act) {
    for (Key& key : keys_of(act)) alike_[std::move(key)].insert(static_cast<uint32_t>(&act - acts_.data()));
  }
  std::vector<Draft> take() { return std::move(acts_); }

 private:
  using Key = std::tuple<Type, uint32_t, std::string>;  // an actor, or the name of a place

  static std::vector<Key> keys_of(const Draft& draft) {
    std::vector<Key> keys;
    for (const std::vector<uint32_t>* side : {&draft.source, &draft.target}) {
      for (const uint32_t actor : *side) keys.emplace_back(draft.event.type, actor, std::string());
    }
    if (draft.event.place) keys.emplace_back(draft.event.type, kNoActor, draft.event.place->name);
    return keys;
  }

  static constexpr uint32_t kNoActor = 0xFFFFFFFF;
  std::vector<Draft> acts_;
  std::array<std::vector<uint32_t>, kTypes> of_type_;
  std::map<Key, std::set<uint32_t>> alike_;
};

}  // namespace

std::vector<Draft> merge(std::vector<Draft> drafts, const std::vector<Sentence>& sentences) {
  Kept kept;
  for (Draft& draft : drafts) {
    Draft* twin = kept.find(draft);
    if (twin == nullptr) {
      kept.add(std::move(draft));
      continue;
    }
    const uint32_t begin = sentences[draft.event.sentence].span.begin;
    absorb(*twin, std::move(draft), begin);
    kept.list(*twin);
  }
  return kept.take();
}

}  // namespace khaldun
