#include "resolve/when.h"

#include <algorithm>
#include <cstdlib>

#include "resolve/when_calendar.h"

namespace khaldun {
namespace {

using std::chrono::days;
using Kind = TimeExpression::Kind;

uint32_t head_of(const Reading& reading, uint32_t first, uint32_t last) {
  for (uint32_t w = first; w < last; ++w) {
    const int32_t head = reading.words[w].head;
    if (head < static_cast<int32_t>(first) || head >= static_cast<int32_t>(last)) return w;
  }
  return first;
}

struct Voted {
  TimeExpression expression;
  Direction direction;
};

// How unlikely a candidate day is, in rough logarithms of odds. Days between a fully dated past event and the report weigh in
// by how writers date: what is less than a week old is told by its weekday, so full dates are at least about ten days old.
constexpr double kWrongSide = 4.0;      // a past date that lies ahead, or a planned one that lies behind
constexpr double kFreshFullDate = 2.5;  // a full date less than kWeekdayReach days old
constexpr int kWeekdayReach = 10;
constexpr double kPerWeek = 0.35;       // each week after the latest full date
constexpr double kDistantWeekday = 0.4; // each day between a weekday and the report: most are a day or two old

double cost_of(Day candidate, const std::vector<Voted>& votes) {
  double cost = 0;
  for (const auto& [e, direction] : votes) {
    if (e.kind == Kind::weekday && !e.shifted && e.weekday > 0) {
      const CalendarReading r = days_of(e, direction, candidate, std::nullopt);
      cost += kDistantWeekday * std::abs(static_cast<double>((r.days->first - candidate).count()));
    } else if (e.kind == Kind::weekday && e.shifted && e.shift == 0 && e.last_weekday != 7) {
      // "this Wednesday": of the candidate's own week, still to come where it is told as a plan.
      const Day day = days_of(e, Direction::future, candidate, std::nullopt).days->first;
      cost += kDistantWeekday * static_cast<double>((day - candidate).count());
      if (std::chrono::weekday{day}.iso_encoding() < std::chrono::weekday{candidate}.iso_encoding()) cost += kWrongSide;
    } else if (e.kind == Kind::date || e.kind == Kind::month) {
      const CalendarReading r = days_of(e, direction, candidate, std::nullopt);
      if (!r.days) continue;
      if (direction == Direction::future && r.days->last < candidate) cost += kWrongSide;
      const bool told_as_past = direction != Direction::future && (e.kind == Kind::date);
      if (told_as_past && r.days->first > candidate) cost += kWrongSide;
      const bool full = e.kind == Kind::date && (e.year != 0 || e.shifted);
      if (full && told_as_past && (candidate - r.days->first).count() < kWeekdayReach) cost += kFreshFullDate;
    }
  }
  return cost;
}

}  // namespace

void infer_published(const Document& document, Reading& reading, Day fallback) {
  if (document.published) {
    reading.published = *document.published;
    reading.published_how = "given";
    return;
  }
  const std::vector<TimeExpression> found = find_times(document, reading);
  std::vector<Voted> votes;
  std::optional<Day> latest;
  for (const TimeExpression& e : found) {
    const Direction direction = direction_of(document, reading, head_of(reading, e.first, e.last));
    votes.push_back({e, direction});
    if (e.kind != Kind::date || e.year == 0) continue;
    const CalendarReading r = days_of(e, direction, fallback, std::nullopt);
    if (!r.days || r.days->first > fallback) continue;
    // A dateline: a full date before the first verb of one of the first sentences.
    const bool early = e.first < 40;
    const Sentence* own = nullptr;
    for (const Sentence& s : reading.sentences) {
      if (s.first <= e.first && e.first < s.last) own = &s;
    }
    bool verb_before = false;
    for (uint32_t w = own->first; w < e.first; ++w) verb_before = verb_before || reading.words[w].upos == Upos::VERB || reading.words[w].upos == Upos::AUX;
    const bool alone = own->last <= e.last + 1;
    const std::string_view next = e.last < own->last ? reading.words[e.last].span.of(document.text) : "";
    const bool dash = next == "-" || next == "--" || next == "\xE2\x80\x93" || next == "\xE2\x80\x94" || next == "(";
    if (early && !verb_before && (alone || dash)) {
      reading.published = r.days->first;
      reading.published_how = "dateline";
      return;
    }
    if (direction != Direction::future && (!latest || r.days->first > *latest)) latest = r.days->first;
  }
  if (!latest) {
    reading.published = fallback;
    reading.published_how = "unknown";
    return;
  }
  constexpr int kHorizon = 60;  // days after the latest full date
  Day best = *latest;
  double best_cost = 1e9;
  for (int n = 0; n <= kHorizon; ++n) {
    const Day candidate = *latest + days{n};
    const double cost = kPerWeek * n / 7.0 + cost_of(candidate, votes);
    if (cost < best_cost) {
      best_cost = cost;
      best = candidate;
    }
  }
  reading.published = best;
  reading.published_how = "inferred";
}

void resolve_times(const Document& document, Reading& reading) {
  std::optional<Day> anchor;
  for (const TimeExpression& e : find_times(document, reading)) {
    const uint32_t head = head_of(reading, e.first, e.last);
    const CalendarReading r = days_of(e, direction_of(document, reading, head), reading.published, anchor);
    const auto target = static_cast<uint32_t>(reading.times.size());
    reading.times.push_back({r.days, r.anchored});
    Mention mention;
    mention.kind = Mention::Kind::time;
    mention.first = e.first;
    mention.last = e.last;
    mention.head = head;
    mention.targets = {target};
    mention.score = 1;
    mention.how = r.how;
    reading.mentions.push_back(std::move(mention));
    if (r.days && r.anchored && r.days->first == r.days->last) anchor = r.days->first;
  }
}

}  // namespace khaldun
