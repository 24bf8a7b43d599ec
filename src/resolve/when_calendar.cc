#include "resolve/when_calendar.h"

#include <algorithm>

namespace khaldun {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;
using Kind = TimeExpression::Kind;

std::optional<Day> day_of(int y, int m, int d) {
  const year_month_day ymd{std::chrono::year{y}, std::chrono::month{static_cast<unsigned>(m)}, std::chrono::day{static_cast<unsigned>(d)}};
  if (!ymd.ok()) return std::nullopt;
  return Day{ymd};
}

int month_length(int y, int m) {
  return static_cast<int>(static_cast<unsigned>((std::chrono::year{y} / std::chrono::month{static_cast<unsigned>(m)} / std::chrono::last).day()));
}

Days month_of(int y, int m, char part) {
  const int length = month_length(y, m);
  const int first = part == 'm' ? 11 : part == 'l' ? 21 : 1, last = part == 'e' ? 10 : part == 'm' ? 20 : length;
  return {*day_of(y, m, first), *day_of(y, m, last)};
}

int year_of(Day day) { return static_cast<int>(year_month_day{day}.year()); }
int month_number(Day day) { return static_cast<int>(static_cast<unsigned>(year_month_day{day}.month())); }

/// The year that puts a year-less day on the side that the tense tells, nearest to the publication day.
int nearest_year(int m, int d, Direction direction, Day published) {
  const int y = year_of(published);
  int best = y;
  int best_cost = 1 << 20;
  for (int candidate : {y, y - 1, y + 1}) {
    const std::optional<Day> day = day_of(candidate, m, std::min(d, month_length(candidate, m)));
    const int away = static_cast<int>((*day - published).count());
    // The wrong side costs as much as eight months.
    const bool wrong = (direction == Direction::past && away > 1) || (direction == Direction::future && away < -1);
    const int cost = std::abs(away) + (wrong ? 240 : 0) + (direction == Direction::open && away > 45 ? 60 : 0);
    if (cost < best_cost) {
      best_cost = cost;
      best = candidate;
    }
  }
  return best;
}

/// A weekday of the days around publication. Said of the past it is one of the last seven days, today among them.
Day weekday_day(unsigned weekday, Direction direction, int shift, bool shifted, Day published) {
  const unsigned today = std::chrono::weekday{published}.iso_encoding();
  const int back = static_cast<int>((today + 7 - weekday) % 7);
  if (shifted && shift > 0) return published + days{back == 0 ? 7 : 7 - back};
  if (shifted && shift < 0) return published - days{back == 0 ? 7 : back};
  if (direction == Direction::future) return published + days{(7 - back) % 7};
  if (shifted) return direction == Direction::past ? published - days{back} : published + days{(7 - back) % 7};  // "this Friday"
  return published - days{back};
}

Days period_of(char unit, int shift, Day published) {
  if (unit == 'w') {
    const Day monday = published - days{static_cast<int>(std::chrono::weekday{published}.iso_encoding()) - 1};
    return {monday + days{7 * shift}, monday + days{7 * shift + 6}};
  }
  int y = year_of(published), m = month_number(published);
  if (unit == 'y') return {*day_of(y + shift, 1, 1), *day_of(y + shift, 12, 31)};
  m += shift;
  if (m < 1) m += 12, --y;
  if (m > 12) m -= 12, ++y;
  return month_of(y, m, 0);
}

/// The day `amount` units from `from`; of months and years the same day of the month, or its last.
Day moved(Day from, int amount, char unit) {
  if (unit == 'd') return from + days{amount};
  if (unit == 'w') return from + days{7 * amount};
  const year_month_day ymd{from};
  const auto moved_month = unit == 'm' ? ymd.year() / ymd.month() + std::chrono::months{amount} : ymd.year() / ymd.month() + std::chrono::months{12 * amount};
  const int y = static_cast<int>(moved_month.year()), m = static_cast<int>(static_cast<unsigned>(moved_month.month()));
  return *day_of(y, m, std::min(static_cast<int>(static_cast<unsigned>(ymd.day())), month_length(y, m)));
}

}  // namespace

CalendarReading days_of(const TimeExpression& e, Direction direction, Day published, std::optional<Day> anchor) {
  CalendarReading r;
  switch (e.kind) {
    case Kind::date: {
      int y = e.year;
      if (y == 0) y = e.shifted ? year_of(published) + e.shift : nearest_year(e.month, e.day, direction, published);
      std::optional<Day> first = day_of(y, e.month, e.day), last = first;
      if (e.last_day > 0) last = day_of(y, e.last_month > 0 ? e.last_month : e.month, e.last_day);
      if (first && last && *first <= *last) r.days = Days{*first, *last};
      r.anchored = true;
      r.how = e.year != 0 ? "date with its year" : "date, year by tense and distance";
      break;
    }
    case Kind::month: {
      int y = e.year;
      if (y == 0 && e.shifted && e.shift == 0) y = year_of(published);
      else if (y == 0) y = nearest_year(e.month, 15, e.shift < 0 ? Direction::past : e.shift > 0 ? Direction::future : direction, published);
      // "last July" in July is that of the year before.
      if (e.year == 0 && e.shift < 0 && y == year_of(published) && e.month >= month_number(published)) --y;
      r.days = month_of(y, e.month, e.part);
      r.anchored = true;
      r.how = "month";
      break;
    }
    case Kind::year: {
      const int last = e.last_year > 0 ? e.last_year : e.year;
      const int m1 = e.part == 'm' ? 5 : e.part == 'l' ? 9 : 1, m2 = e.part == 'e' ? 4 : e.part == 'm' ? 8 : 12;
      r.days = Days{*day_of(e.year, m1, 1), *day_of(last, m2, month_length(last, m2))};
      r.how = "year";
      break;
    }
    case Kind::weekday: {
      const Day first = weekday_day(e.weekday, direction, e.shift, e.shifted, published);
      Day last = first;
      if (e.last_weekday > 0) last = first + days{(e.last_weekday + 7 - e.weekday) % 7};
      r.days = Days{first, last};
      r.anchored = true;
      r.how = direction == Direction::future || e.shift > 0 ? "weekday to come" : "weekday just past";
      break;
    }
    case Kind::offset: {
      const Day from = e.narrative && anchor ? *anchor : published;
      const Day day = moved(from, e.amount, e.unit);
      // "two months ago" is no single day.
      if (e.unit == 'm') r.days = month_of(year_of(day), month_number(day), 0);
      else if (e.unit == 'y') r.days = Days{*day_of(year_of(day), 1, 1), *day_of(year_of(day), 12, 31)};
      else if (e.unit == 'w') r.days = Days{day - days{3}, day + days{3}};
      else r.days = Days{day, day};
      r.anchored = true;
      r.how = e.narrative && anchor ? "counted from the day told before" : "counted from the publication day";
      break;
    }
    case Kind::period:
      r.days = period_of(e.unit, e.shift, published);
      r.anchored = true;
      r.how = "whole week, month or year";
      break;
    case Kind::span: {
      const Day other = moved(published, e.amount, e.unit);
      r.days = e.amount < 0 ? Days{other, published} : Days{published, other};
      r.how = "span up to the publication day";
      break;
    }
    case Kind::duration: r.how = "no calendar time"; break;
  }
  if (e.since && r.days && r.days->first <= published) {
    r.days = Days{r.days->first, published};
    r.how = "from then to the publication day";
  }
  return r;
}

}  // namespace khaldun
