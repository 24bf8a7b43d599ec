// When, the calendar: what days an expression means, seen from a publication day.
#pragma once

#include "resolve/when_grammar.h"

namespace khaldun {

struct CalendarReading {
  std::optional<Days> days;  // nothing for durations and impossible dates
  bool anchored = false;     // a point against the publication day, not a bare year or a long span
  std::string_view how;      // in words; static
};

/// `anchor` is the day told before, for "the following day".
CalendarReading days_of(const TimeExpression& expression, Direction direction, Day published, std::optional<Day> anchor);

}  // namespace khaldun
