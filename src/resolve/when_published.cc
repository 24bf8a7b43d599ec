// The day of publication, from the text alone: a dateline where there is one, else the day with which the text agrees
// best.
#include "resolve/when_published.h"

#include <algorithm>
#include <cmath>

#include "resolve/when_calendar.h"

namespace khaldun {
namespace {

using std::chrono::days;
using Kind = TimeMeaning::Kind;

struct Clue {
  TimeExpression expression;
  Direction direction;
};

// How a writer dates things, as costs in natural logarithms of odds. The candidate with the least sum is taken.
constexpr double kContradiction =
    4.0;  // told as past, yet after the candidate; told as planned, yet before it; another weekday
// A weekday tells of a day of the last or next few.
constexpr double kPerWeekdayDay = 0.25;
// What is less than a week old is told by its weekday and not by day, month and year; a little older, seldom.
constexpr double kFreshFullDate = 2.5;
constexpr int kWeekdayReach = 7;
// Who is still in the month says "on the 12th" or "earlier this month", not "12 April 2017" or "3 April this year".
constexpr double kSameMonth = 1.0;
// News looks back: the latest thing it dates is seldom older than some weeks.
constexpr double kPerWeekSinceLatest = 0.35;
// A dateline without its year is of this year or of the one that the text dates; every year further costs.
constexpr double kPerYear = 1.5;
constexpr int kHorizon = 60;  // days after it that are tried

bool same_month(Day a, Day b) {
  const std::chrono::year_month_day x{a}, y{b};
  return x.year() == y.year() && x.month() == y.month();
}

bool tells_year(const TimeMeaning& m) { return m.year > 0 || m.within.has_value(); }

double cost_of(const Clue& clue, Day candidate) {
  const TimeMeaning& m = clue.expression.meaning;
  if (m.narrative || m.kind == Kind::stretch || m.kind == Kind::none) return 0;
  const CalendarReading r = days_of(clue.expression, clue.direction, candidate, std::nullopt);
  if (!r.days) return 0;
  const bool future = clue.direction == Direction::future;
  double cost = 0;
  if (m.kind == Kind::weekday) {
    const auto away = static_cast<int>((r.days->first - candidate).count());
    cost += kPerWeekdayDay * std::abs(away);
    // "this Wednesday" is of the candidate's own week.
    if (m.shift == 0 &&
        std::chrono::weekday{r.days->first}.iso_encoding() < std::chrono::weekday{candidate}.iso_encoding())
      cost += kContradiction;
  }
  if (m.kind == Kind::date && m.weekday > 0 &&
      std::chrono::weekday{r.days->first}.iso_encoding() != static_cast<unsigned>(m.weekday)) {
    cost += kContradiction;
  }
  if (m.kind == Kind::date || m.kind == Kind::months || m.kind == Kind::years) {
    if (future && r.days->last < candidate) cost += kContradiction;
    if (!future && m.kind != Kind::years && r.days->first > candidate) cost += kContradiction;
    if (!future && m.kind == Kind::date && tells_year(m) && r.days->last <= candidate) {
      if ((candidate - r.days->last).count() < kWeekdayReach) cost += kFreshFullDate;
      if (same_month(candidate, r.days->last)) cost += kSameMonth;
    }
  }
  return cost;
}

/// The last day, or month, of a range as far as it lies before `fallback`; all of what is no range.
Days end_of(const TimeMeaning& m, Days told, Day fallback) {
  if (m.last_day == 0 && m.last_month == 0) return told;
  const Day end = std::clamp(fallback, told.first, told.last);
  if (m.last_day > 0) return {end, end};
  const std::chrono::year_month_day month{end};
  return {Day{month.year() / month.month() / 1}, end};
}

/// The latest time that the text dates with its year and tells as past; months count by their first day.
std::optional<Days> latest_dated(const std::vector<Clue>& clues, Day fallback) {
  std::optional<Days> latest;
  for (const Clue& clue : clues) {
    const TimeMeaning& m = clue.expression.meaning;
    if (m.year == 0 || m.named || clue.direction == Direction::future ||
        (m.kind != Kind::date && m.kind != Kind::months))
      continue;
    const CalendarReading r = days_of(clue.expression, clue.direction, Day{}, std::nullopt);
    if (!r.days) continue;
    const Days end = end_of(m, *r.days, fallback);
    if (!latest || end.first > latest->first) latest = end;
  }
  return latest;
}

/// Whether the text tells as past a year that began after `day`: then its latest full date is background.
bool tells_year_after(const std::vector<Clue>& clues, Day day) {
  return std::ranges::any_of(clues, [&](const Clue& clue) {
    const TimeMeaning& m = clue.expression.meaning;
    if (m.kind != Kind::years || m.year == 0 || m.last_year > 0 || clue.direction == Direction::future) return false;
    return Day{std::chrono::year{m.year} / 1 / 1} > day;
  });
}

/// Without a day told in full the text leaves open in which year it was written, without a weekday or the like on which
/// day.
bool is_enough(const std::vector<Clue>& clues) {
  const auto full = [](const Clue& c) {
    const TimeMeaning& m = c.expression.meaning;
    return m.kind == Kind::date && m.year > 0 && !m.named;
  };
  const auto near = [](const Clue& c) {
    const TimeMeaning& m = c.expression.meaning;
    return !m.narrative && (m.kind == Kind::weekday || m.kind == Kind::offset || m.kind == Kind::period ||
                            (m.kind == Kind::date && m.year == 0 && !m.named));
  };
  return std::ranges::any_of(clues, full) && std::ranges::any_of(clues, near);
}

struct Candidate {
  Day day;
  double cost;
};

/// The candidate that agrees best with the clues; of equals the first.
std::optional<Day> best_of(const std::vector<Candidate>& candidates, const std::vector<Clue>& clues) {
  std::optional<Candidate> best;
  for (Candidate candidate : candidates) {
    for (const Clue& clue : clues) candidate.cost += cost_of(clue, candidate.day);
    if (!best || candidate.cost < best->cost) best = candidate;
  }
  return best ? std::optional(best->day) : std::nullopt;
}

std::optional<Day> infer(const std::vector<Clue>& clues, Day fallback) {
  const std::optional<Days> latest = latest_dated(clues, fallback);
  if (!latest || !is_enough(clues)) return std::nullopt;
  const Day horizon = latest->last + days{kHorizon};
  const Day last = latest->first > fallback ? horizon : std::min(horizon, fallback);
  if (tells_year_after(clues, last)) return std::nullopt;
  std::vector<Candidate> candidates;
  for (Day day = latest->first; day <= last; day += days{1}) {
    candidates.push_back({day, kPerWeekSinceLatest / 7 * static_cast<double>((day - latest->first).count())});
  }
  return best_of(candidates, clues);
}

/// Whether the expression stands where a report is dated: alone on a line, or before the dash or bracket that opens the
/// report.
bool is_dateline(const std::vector<TimeWord>& words, const Reading& reading, const TimeExpression& e) {
  constexpr uint32_t kFirstWords = 60;
  if (e.first >= kFirstWords) return false;
  const auto own = std::ranges::find_if(reading.sentences,
                                        [&](const Sentence& s) { return s.first <= e.first && e.first < s.last; });
  if (own == reading.sentences.end()) return false;
  for (uint32_t w = own->first; w < e.first; ++w) {
    const Word& word = reading.words[w];
    const std::string& form = words[w].form;
    const bool stamp = form == "published" || form == "updated" || form == "posted";
    if (!stamp && (word.upos == Upos::VERB || word.upos == Upos::AUX || word.upos == Upos::ADP)) return false;
  }
  uint32_t next = e.last;
  if (next < own->last && words[next].form == ",") ++next;
  if (next >= own->last) return own->heading || own->last - own->first <= 6;
  const std::string& form = words[next].form;
  // "Oct. 7: What we know" is a headline, "MINSK, Aug 17: Police" is none.
  if (form == ":") return e.meaning.year > 0 || e.first > own->first;
  return form == "-" || form == "--" || form == "\xE2\x80\x93" || form == "\xE2\x80\x94" || form == "(" || form == "|";
}

/// A dateline without its year: each year after what the text dates is tried, or else each of the last ten.
std::optional<Day> year_of_dateline(TimeExpression dateline, const std::vector<Clue>& clues, Day fallback) {
  const std::optional<Days> latest = latest_dated(clues, fallback);
  const int now = static_cast<int>(std::chrono::year_month_day{fallback}.year());
  constexpr int kYears = 10;
  std::vector<Candidate> candidates;
  for (dateline.meaning.year = latest ? static_cast<int>(std::chrono::year_month_day{latest->first}.year())
                                      : now - kYears;
       dateline.meaning.year <= now; ++dateline.meaning.year) {
    const CalendarReading r = days_of(dateline, Direction::past, fallback, std::nullopt);
    if (!r.days || r.days->first > fallback || (latest && r.days->first < latest->first)) continue;
    const double years = latest ? static_cast<double>(candidates.size()) : now - dateline.meaning.year;
    candidates.push_back({r.days->first, kPerYear * years});
  }
  return best_of(candidates, clues);
}

std::optional<Day> dateline(const std::vector<TimeWord>& words, const Reading& reading, const std::vector<Clue>& clues,
                            Day fallback) {
  for (const Clue& clue : clues) {
    const TimeExpression& e = clue.expression;
    const bool day = e.meaning.kind == Kind::date && e.meaning.last_day == 0 && !e.meaning.named && !e.meaning.within;
    if (!day || !is_dateline(words, reading, e)) continue;
    if (e.meaning.year == 0) return year_of_dateline(e, clues, fallback);
    const CalendarReading r = days_of(e, Direction::past, fallback, std::nullopt);
    if (r.days) return r.days->first;
  }
  return std::nullopt;
}

}  // namespace

void infer_published(const Document& document, Reading& reading, Day fallback, const std::vector<TimeWord>& words,
                     const std::vector<TimeExpression>& times) {
  const auto set = [&](Day day, std::string_view how) {
    reading.published = day;
    reading.published_how = how;
  };
  if (document.published && !document.crawled) return set(*document.published, "given");
  if (document.crawled) fallback = *document.published;
  std::vector<Clue> clues;
  clues.reserve(times.size());
  for (const TimeExpression& e : times) clues.push_back({e, direction_of(reading, e.first, e.last)});
  const std::optional<Day> day = dateline(words, reading, clues, fallback);
  if (day && (!document.crawled || *day <= fallback)) return set(*day, "dateline");
  if (document.crawled) return set(fallback, "given");
  if (const std::optional<Day> best = infer(clues, fallback)) return set(*best, "inferred");
  set(fallback, "unknown");
}

}  // namespace khaldun
