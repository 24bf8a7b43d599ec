#include "story/best.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/ascii.h"

namespace khaldun {
namespace {

/// The report whose value most reports share; `rank` decides where as many share another, the greater first. Nothing
/// where `key` is nothing for all.
template <class KeyOf, class Rank>
std::optional<size_t> most_told(const std::vector<Report>& reports, KeyOf key_of, Rank rank) {
  using Key = typename decltype(key_of(reports.front()))::value_type;
  std::map<Key, std::vector<size_t>> votes;
  for (size_t i = 0; i < reports.size(); ++i) {
    if (const auto key = key_of(reports[i])) votes[*key].push_back(i);
  }
  std::optional<size_t> best;
  size_t most = 0;
  for (const auto& [key, tellers] : votes) {
    const size_t teller = *std::ranges::max_element(tellers, {}, [&](size_t i) { return rank(reports[i]); });
    if (tellers.size() < most || (tellers.size() == most && rank(reports[teller]) <= rank(reports[*best]))) continue;
    best = teller;
    most = tellers.size();
  }
  return best;
}

/// The latest toll that authorities give, else the latest; on one day the one most often told, then the higher.
std::optional<int> latest_toll(const std::vector<Report>& reports, std::optional<int> Event::*toll) {
  bool official = false;
  std::optional<Day> last;
  for (const Report& r : reports) {
    if (!(r.event.*toll)) continue;
    const bool by_authority = authority(r.event.said_by);
    if (last && (official && !by_authority)) continue;
    if (!last || (by_authority && !official) || r.published > *last) last = r.published;
    official = official || by_authority;
  }
  if (!last) return std::nullopt;
  std::map<int, size_t> told;
  for (const Report& r : reports) {
    if (r.event.*toll && r.published == *last && (!official || authority(r.event.said_by))) ++told[*(r.event.*toll)];
  }
  return std::ranges::max_element(
             told,
             [](const auto& a, const auto& b) { return std::pair(a.second, a.first) < std::pair(b.second, b.first); })
      ->first;
}

int exactness(const EventPlace& p) { return (p.admin1.empty() ? 0 : 2) + (p.geonames != 0 ? 1 : 0); }

}  // namespace

bool authority(std::string_view said_by) {
  constexpr std::string_view kAuthorities[] = {
      "police",    "ministr", "minister", "official", "government",    "authorit",       "army",           "military",
      "governor",  "mayor",   "hospital", "rescue",   "civil defence", "civil defense",  "united nations", "prosecutor",
      "president", "spokes",  "security", "interior", "health",        "administration", "agency",         "command"};
  const std::string text = ascii_lower(said_by);
  return std::ranges::any_of(kAuthorities, [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

Best best_of(const std::vector<Report>& reports) {
  const auto published = [](const Report& r) { return r.published; };
  const size_t what = *most_told(
      reports, [](const Report& r) { return std::optional(std::tuple(r.event.type, r.event.mode)); },
      [](const Report& r) { return std::tuple(!r.event.mode.empty(), r.event.confidence); });
  const Event& act = reports[what].event;
  const size_t status = *most_told(
      reports, [](const Report& r) { return std::optional(r.event.status); }, published);
  const auto day = most_told(
      reports,
      [](const Report& r) {
        return r.event.date ? std::optional(std::pair(r.event.date->days.first, r.event.date->days.last))
                            : std::nullopt;
      },
      [](const Report& r) { return std::pair(r.event.date->days.first - r.event.date->days.last, r.published); });
  const auto place = most_told(
      reports,
      [](const Report& r) {
        return r.event.place ? std::optional(std::pair(r.event.place->name, r.event.place->country)) : std::nullopt;
      },
      [](const Report& r) { return std::pair(exactness(*r.event.place), r.published); });

  // The telling that agrees with most of it, the fullest and then the first of them.
  const auto agreement = [&](const Report& r) {
    const Event& e = r.event;
    return (e.type == act.type) + (e.mode == act.mode) + (e.status == reports[status].event.status) +
           (day && e.date && e.date->days == reports[*day].event.date->days) +
           (place && e.place && e.place->name == reports[*place].event.place->name) + !e.source.empty() +
           !e.target.empty();
  };
  Best best;
  best.report = static_cast<size_t>(std::ranges::max_element(reports, {}, agreement) - reports.begin());
  best.event = reports[best.report].event;
  Event& e = best.event;
  e.type = act.type;
  e.mode = act.mode;
  e.status = reports[status].event.status;
  e.date = day ? reports[*day].event.date : std::nullopt;
  e.killed = latest_toll(reports, &Event::killed);
  e.injured = latest_toll(reports, &Event::injured);
  e.arrested = latest_toll(reports, &Event::arrested);
  for (const Report& r : reports) e.confidence = std::max(e.confidence, r.event.confidence);
  return best;
}

}  // namespace khaldun
