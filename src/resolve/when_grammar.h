// When, the grammar: which words are a time expression and what they say, before any calendar is consulted.
#pragma once

#include <string>
#include <vector>

#include "khaldun/document.h"
#include "khaldun/reading.h"

namespace khaldun {

/// Which side of the publication day an expression without a year or week points to.
enum class Direction : uint8_t { past, future, open };

/// One expression, words [first, last), as what it says.
struct TimeExpression {
  enum class Kind : uint8_t {
    date,      // day and month, perhaps a year
    month,     // a month, perhaps a year, perhaps a part of it
    year,      // a year or a decade
    weekday,   // "Friday", "last Friday", "Monday and Tuesday"
    offset,    // days, weeks, months or years away: "yesterday", "three weeks ago"
    period,    // the whole week, month or year: "last week", "this year"
    span,      // the last or next n units: "the past two weeks"
    duration,  // "three hours", "daily": no calendar time
  } kind{};
  uint32_t first = 0, last = 0;
  int year = 0, month = 0, day = 0;  // 0 where unsaid
  int last_day = 0, last_month = 0;  // of a range, 0 where there is none
  int last_year = 0;                 // of a decade or a range of years
  unsigned weekday = 0, last_weekday = 0;  // 1 Monday … 7 Sunday
  int amount = 0;                    // signed, in units
  char unit = 'd';                   // d, w, m, y
  char part = 0;                     // e(arly), m(id), l(ate) of a month or year
  int shift = 0;                     // -1 last, 0 this or unsaid, 1 next
  bool shifted = false;              // "this", "last" or "next" was said
  bool since = false;                // "since 2011": from then to now
  bool narrative = false;            // "a day earlier", "the following day": from the day told before
};

/// All expressions of the document, in the order of the text, none overlapping.
std::vector<TimeExpression> find_times(const Document& document, const Reading& reading);

/// The direction that the tense around word `w` tells.
Direction direction_of(const Document& document, const Reading& reading, uint32_t w);

}  // namespace khaldun
