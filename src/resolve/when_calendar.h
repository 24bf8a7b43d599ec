// When, the calendar: which days an expression means, seen from a publication day.
#pragma once

#include "resolve/when_grammar.h"
#include "resolve/when_tense.h"

namespace khaldun {

/// The time told before, from which "a day later" counts.
struct TimeAnchor {
  Days days;
  TimeUnit unit = TimeUnit::day;  // how exactly it was told
  std::optional<Days>
      quarter;  // the last quarter told: beside its figures "a year ago" is the same quarter of that year
};

struct CalendarReading {
  std::optional<Days> days;       // nothing for durations and days that do not exist
  TimeUnit unit = TimeUnit::day;  // how exactly it is told
  bool anchored = false;          // a point of days to a year near the publication day; no bare year, no span up to now
  std::string_view how;           // in words; static
};

CalendarReading days_of(const TimeExpression& expression, Direction direction, Day published,
                        const std::optional<TimeAnchor>& anchor);

}  // namespace khaldun
