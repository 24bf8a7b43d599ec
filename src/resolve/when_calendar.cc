#include "resolve/when_calendar.h"

#include <algorithm>
#include <cstdlib>

namespace khaldun {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;
using Kind = TimeMeaning::Kind;

struct Date {
  int year, month, day;
};

Date date_of(Day day) {
  const year_month_day ymd{day};
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

std::optional<Day> day_of(Date d) {
  const year_month_day ymd{std::chrono::year{d.year}, std::chrono::month{static_cast<unsigned>(d.month)},
                           std::chrono::day{static_cast<unsigned>(d.day)}};
  if (!ymd.ok()) return std::nullopt;
  return Day{ymd};
}

int weekday_of(Day day) { return static_cast<int>(std::chrono::weekday{day}.iso_encoding()); }

/// `length` whole months from month `month` (1 may be passed as 13 or 0: the next or last year's).
Days whole_months(int year, int month, int length) {
  const std::chrono::year_month first = std::chrono::year{year} / 1 + std::chrono::months{month - 1};
  const std::chrono::year_month after = first + std::chrono::months{length};
  return {Day{first / 1}, Day{after / 1} - days{1}};
}
Days whole_years(int first, int last) { return whole_months(first, 1, 12 * (last - first + 1)); }

int months_of(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::month:
      return 1;
    case TimeUnit::quarter:
      return 3;
    case TimeUnit::year:
      return 12;
    case TimeUnit::decade:
      return 120;
    case TimeUnit::century:
      return 1200;
    case TimeUnit::day:
    case TimeUnit::week:
    case TimeUnit::fortnight:
      break;
  }
  return 0;
}

/// 0 for units of months and years.
int whole_days(TimeUnit unit) {
  return unit == TimeUnit::day ? 1 : unit == TimeUnit::week ? 7 : unit == TimeUnit::fortnight ? 14 : 0;
}

/// Too many units for a calendar to count: "ten thousand years ago".
bool is_far(const TimeMeaning& m) { return std::abs(m.amount) * std::max(1, months_of(m.unit)) > 12 * 1000; }

/// The day `amount` units from `from`: of months and years the same day of the month, or its last.
Day moved(Day from, int amount, TimeUnit unit) {
  if (const int length = whole_days(unit); length > 0) return from + days{amount * length};
  const year_month_day ymd{from};
  const year_month_day there = ymd + std::chrono::months{amount * months_of(unit)};
  return there.ok() ? Day{there} : Day{there.year() / there.month() / std::chrono::last};
}

struct Half {
  int amount;
  TimeUnit unit;
};

/// Half a unit in whole ones that are smaller.
Half half_of(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::century:
      return {50, TimeUnit::year};
    case TimeUnit::decade:
      return {5, TimeUnit::year};
    case TimeUnit::year:
      return {6, TimeUnit::month};
    case TimeUnit::quarter:
      return {6, TimeUnit::week};
    case TimeUnit::month:
      return {2, TimeUnit::week};
    case TimeUnit::fortnight:
      return {1, TimeUnit::week};
    case TimeUnit::week:
      return {3, TimeUnit::day};
    case TimeUnit::day:
      break;
  }
  return {0, TimeUnit::day};
}

/// The whole week (Monday to Sunday), month, year … around `day`, `shift` further on.
Days period_around(Day day, TimeUnit unit, int shift) {
  if (unit == TimeUnit::day) return {day + days{shift}, day + days{shift}};
  if (const int length = whole_days(unit); length > 0) {
    const Day monday = day - days{weekday_of(day) - 1} + days{length * shift};
    return {monday, monday + days{length - 1}};
  }
  const int length = months_of(unit);
  const auto [year, month, ignored] = date_of(day);
  const int index = (year * 12 + month - 1) / length * length;  // months since year 0, at the start of the period
  return whole_months(0, index + shift * length + 1, length);
}

/// "early 2019" January to April, "mid-May" 11 to 20, "earlier this year" up to the publication day.
Days part_of(Days whole, TimeEdge edge, Day published) {
  if (edge == TimeEdge::whole) return whole;
  if (edge == TimeEdge::so_far) return {whole.first, std::max(whole.first, std::min(whole.last, published))};
  if (edge == TimeEdge::rest) return {std::min(whole.last, std::max(whole.first, published)), whole.last};
  const int third = edge == TimeEdge::early ? 0 : edge == TimeEdge::mid ? 1 : 2;
  const auto length = static_cast<int>((whole.last - whole.first).count()) + 1;
  if (length >= 90) {  // thirds of a year or a season are whole months
    const auto [year, month, ignored] = date_of(whole.first);
    const int months = (length + 15) / 30 / 3;
    const Days part = whole_months(year, month + third * months, months);
    return {part.first, third == 2 ? whole.last : part.last};
  }
  const Day first = whole.first + days{length / 3 * third};
  return {first, third == 2 ? whole.last : first + days{length / 3 - 1}};
}

/// The day of Kind::date or movable in that year; nothing where it does not exist.
std::optional<Day> day_in(const TimeMeaning& m, int year) {
  if (m.kind != Kind::movable) return day_of({year, m.month, m.day});
  if (m.feast) return feast_day(*m.feast, year) + days{m.after};
  const Days month = whole_months(year, m.month, 1);
  const int first = (m.weekday - weekday_of(month.first) + 7) % 7, last = (weekday_of(month.last) - m.weekday + 7) % 7;
  const Day day = m.nth < 0 ? month.last - days{last} : month.first + days{first + 7 * (m.nth - 1)};
  return day <= month.last ? std::optional(day + days{m.after}) : std::nullopt;
}

// A date without a year is one of the twelve months around publication. How far ahead they reach, in days:
constexpr int kAheadOfPast = 30;   // the tense may be misread: a date so near is no year old
constexpr int kAheadOfOpen = 100;  // "the 20 May election"
constexpr int kAheadOfFuture = 335;

int reach(Direction direction) {
  return direction == Direction::past ? kAheadOfPast : direction == Direction::future ? kAheadOfFuture : kAheadOfOpen;
}

std::optional<int> year_of_date(const TimeMeaning& m, Direction direction, Day published) {
  const int now = date_of(published).year;
  std::optional<int> best;
  for (int year = now + 1; year >= now - 1; --year) {
    const std::optional<Day> day = day_in(m, year);
    if (!day) continue;
    if (m.shift == 1 ? *day > published : m.shift == -1 && *day < published) {  // "next Christmas", "last Oct. 3"
      if (!best || m.shift == 1) best = year;
      continue;
    }
    if (m.shift.value_or(0) != 0) continue;
    // "Tuesday, August 17"
    if (m.kind == Kind::date && m.weekday > 0 && weekday_of(*day) == m.weekday) return year;
    const auto ahead = static_cast<int>((*day - published).count());
    if (!best && ahead <= reach(direction)) best = year;
  }
  return best;
}

std::optional<Days> dates(TimeMeaning m, Direction direction, Day published) {
  if (m.within == TimeUnit::month) {  // "the 15th of last month"
    const Date month = date_of(period_around(published, TimeUnit::month, m.shift.value_or(0)).first);
    m.year = month.year;
    m.month = month.month;
  }
  const int last_month = m.last_month > 0 ? m.last_month : m.month;
  const bool wraps = last_month < m.month;  // 28 December to 2 January
  int year = m.year;
  if (year == 0) {
    const std::optional<int> found =
        m.within ? date_of(published).year + m.shift.value_or(0) : year_of_date(m, direction, published);
    if (!found) return std::nullopt;
    year = *found;
  } else if (wraps && m.last_year == 0) {
    --year;  // the year told is that of the end
  }
  const std::optional<Day> first = day_in(m, year);
  if (!first) return std::nullopt;
  if (m.last_day == 0) return Days{*first, *first + days{m.length - 1}};
  const int last_year = m.last_year > 0 ? m.last_year : year + (wraps ? 1 : 0);
  const std::optional<Day> last = day_of({last_year, last_month, m.last_day});
  if (!last || *last < *first) return std::nullopt;
  return Days{*first, *last};
}

Days months(const TimeMeaning& m, Direction direction, Day published) {
  const int month = m.nth > 0 && m.month == 0 ? (m.nth - 1) * m.length + 1 : m.month;
  const int length = m.last_month > 0 ? (m.last_month - m.month + 12) % 12 + 1 : m.length;
  const int now = date_of(published).year;
  const auto in_year = [&](int year) { return whole_months(year, month, length); };
  if (m.year > 0 && m.last_year > 0)
    return {whole_months(m.year, month, 1).first, whole_months(m.last_year, m.last_month, 1).last};
  if (m.year > 0) return in_year(m.last_month > 0 && m.last_month < m.month ? m.year - 1 : m.year);
  if (m.within) return in_year(now + m.shift.value_or(0));
  if (m.shift == 0)
    return published < in_year(now - 1).last ? in_year(now - 1) : in_year(now);  // this winter may have begun last year
  int year = now + 1;
  if (m.shift == 1) {
    while (in_year(year - 1).first > published) --year;
  } else if (m.shift == -1) {
    // Said just after a July, "last July" is that of the year before.
    while (in_year(year).last >= published - days{m.length == 1 ? 30 : 0}) --year;
  } else if (direction == Direction::future && m.nth == 0) {
    while (in_year(year - 1).last >= published) --year;
  } else {
    while (in_year(year).first > published + days{m.nth > 0 ? kAheadOfPast : reach(direction)}) --year;
  }
  return in_year(year);
}

Days weekdays(const TimeMeaning& m, Direction direction, Day published, const std::optional<TimeAnchor>& anchor) {
  const int length = m.last_weekday > 0 ? (m.last_weekday - m.weekday + 7) % 7 : 0;
  const auto span = [&](Day first) { return Days{first, first + days{length}}; };
  if (m.within) return span(period_around(published, TimeUnit::week, m.shift.value_or(0)).first + days{m.weekday - 1});
  const Day from = m.narrative && anchor ? anchor->days.first : published;
  const int back = (weekday_of(from) - m.weekday + 7) % 7, ahead = (7 - back) % 7;
  if (m.narrative && m.shift == 0) return span(back <= 3 ? from - days{back} : from + days{ahead});
  if (m.shift == 1) return span(from + days{ahead == 0 ? 7 : ahead});
  if (m.shift == -1) {
    const Days nearest = span(from - days{back == 0 ? 7 : back});
    return nearest.last < from ? nearest : span(nearest.first - days{7});
  }
  const bool looks_ahead = direction == Direction::future || (m.shift == 0 && direction == Direction::open);
  // A weekend under way is the one that is meant.
  if (looks_ahead) return span(back > 0 && back <= length ? from - days{back} : from + days{ahead});
  return span(from - days{back});
}

}  // namespace

CalendarReading days_of(const TimeExpression& expression, Direction direction, Day published,
                        const std::optional<TimeAnchor>& anchor) {
  const TimeMeaning& m = expression.meaning;
  const bool from_anchor = m.narrative && anchor;
  if (expression.since) direction = Direction::past;
  CalendarReading r;
  // What "the next day" follows must be told: what is past does not follow the publication.
  const bool follows = m.kind == Kind::period ? m.shift == 1 : m.kind == Kind::offset && m.amount > 0;
  if (m.narrative && !anchor && follows && direction == Direction::past) {
    r.how = "counted from a day that is not told";
    return r;
  }
  switch (m.kind) {
    case Kind::date:
    case Kind::movable:
      r = {dates(m, direction, published), TimeUnit::day, true,
           m.year > 0 ? "date with its year" : "date, its year by tense and distance"};
      if (r.days && m.unit == TimeUnit::week) r.days = period_around(r.days->first, TimeUnit::week, 0);
      break;
    case Kind::month_day: {
      const auto [year, month, today] = date_of(published);
      const int shift = direction == Direction::future ? (m.day < today ? 1 : 0) : (m.day > today ? -1 : 0);
      const Days whole = whole_months(year, month + shift, 1);
      const Day day = whole.first + days{m.day - 1};
      r = {std::nullopt, TimeUnit::day, true, "day of the month"};
      if (day <= whole.last) r.days = Days{day, day};
      break;
    }
    case Kind::months: {
      const TimeUnit unit = m.length == 1 ? TimeUnit::month : TimeUnit::quarter;
      r = {part_of(months(m, direction, published), m.edge, published), unit, true,
           m.year > 0 ? "month with its year" : "month, its year by tense and distance"};
      break;
    }
    case Kind::years: {
      Days whole = m.nth > 0
                       ? whole_years((m.nth - 1) * 100 + 1, m.nth * 100)
                       : whole_years(m.year, std::max(m.unit == TimeUnit::decade ? m.year + 9 : m.year, m.last_year));
      r = {part_of(whole, m.edge, published), TimeUnit::year, false, "year"};
      if (m.within == TimeUnit::quarter && anchor && anchor->quarter) {  // "the 1988 quarter"
        r.days = whole_months(m.year, date_of(anchor->quarter->first).month, 3);
      }
      if (m.nth > 21) r.days = std::nullopt;
      break;
    }
    case Kind::weekday:
      r = {weekdays(m, direction, published, anchor), TimeUnit::day, true, {}};
      r.how = r.days->first > published ? "weekday to come" : "weekday just past";
      break;
    case Kind::ahead:
      if (direction != Direction::future) {
        r.how = "a length of time";
        break;
      }
      [[fallthrough]];
    case Kind::offset: {
      // What is told in weeks, months or years away is so exact and no more.
      const bool too_exact = from_anchor && m.unit == TimeUnit::day && anchor->unit != TimeUnit::day;
      const Half half = half_of(m.unit);
      const TimeUnit unit = m.half != 0 ? half.unit : m.unit;
      r = {std::nullopt, unit, true,
           from_anchor ? "counted from the day told before" : "counted from the publication day"};
      if (too_exact || is_far(m)) break;
      if (anchor && anchor->quarter && unit == TimeUnit::year && m.amount == -1) {
        r.days = period_around(moved(anchor->quarter->first, m.amount, m.unit), TimeUnit::quarter, 0);
        r.how = "counted from the quarter told before";
        break;
      }
      const Day whole = moved(from_anchor ? anchor->days.first : published, m.amount, m.unit);
      const Day there = moved(whole, m.half * half.amount, half.unit);
      if (unit == TimeUnit::week || unit == TimeUnit::fortnight)
        r.days = Days{there - days{3}, there + days{3}};
      else
        r.days = period_around(there, unit == TimeUnit::decade || unit == TimeUnit::century ? TimeUnit::year : unit, 0);
      break;
    }
    case Kind::period: {
      const bool too_exact = from_anchor && m.unit < anchor->unit;
      r = {std::nullopt, m.unit, true, from_anchor ? "counted from the time told before" : "whole week, month or year"};
      if (too_exact) break;
      const Day from = from_anchor ? anchor->days.first : published;
      r.days = part_of(period_around(from, m.unit, m.shift.value_or(0)), m.edge, from);
      break;
    }
    case Kind::stretch: {
      r.how = "up to, or from, the publication day";
      if (m.amount == 0 || is_far(m)) break;
      const Day other = moved(published, m.amount, m.unit);
      r.days = m.amount < 0 ? Days{other, published} : Days{published, other};
      r.unit = m.unit;
      break;
    }
    case Kind::none:
    case Kind::skip:
      r.how = "a length of time, or a repeated one";
      break;
  }
  if (expression.since && r.days && r.days->first <= published) {
    r.days = Days{r.days->first, published};
    r.anchored = false;
    r.how = "from then to the publication day";
  }
  if (!r.days) r.anchored = false;
  return r;
}

}  // namespace khaldun
