// When, the words: what a single word may mean in a time expression.
//
//   "second" → ordinal 2, clock unit · "7th" → day 7, ordinal 7 · "May" → month 5 · "2017" → year 2017 · "last" → shift
//   -1
#pragma once

#include <string>
#include <vector>

#include "khaldun/document.h"
#include "khaldun/reading.h"

namespace khaldun {

/// Classes of words that rules speak of, in capitals. A word may be of several.
enum class TimeClass : uint8_t {
  MONTH,     // 1 to 12
  DAY,       // 1 to 31, in digits: "7", "07", "7th"
  NTH,       // an ordinal: "7th", "seventh"
  TWO,       // a number of exactly two digits
  YEAR,      // 1500 to 2100
  DECADE,    // its first year: "1990s", "'90s"
  DATE,      // a whole date in one word, as year * 10000 + month * 100 + day: "5/3/2017"
  WEEKDAY,   // 1 Monday to 7 Sunday
  WD,        // its abbreviation: "Tue."; a time only before a date
  WEEKDAYS,  // "Mondays"
  COUNT,     // "three", "12", "a", "several"
  UNIT,      // a TimeUnit: "week"
  UNITS,     // a TimeUnit: "weeks"
  CLOCK,     // "hours", "minute"
  HOUR,      // "4", "10:35", "10.35"
  HHMM,      // "1430": a time only before a zone
  ZONE,      // "GMT", "local"
  DAYPART,   // "morning"
  DAYWORD,   // days from today: "yesterday" -1
  SHIFT,     // "last" -1, "this" 0, "next" 1, against the publication day
  STEP,      // "previous" -1, "same" 0, "following" 1, against the day told before
  EDGE,      // a TimeEdge: "early", "end"
  SEASON,    // its first month
  HALF,      // "half", "1/2"
  DASH,      // "-", "to", "through"
};
inline constexpr size_t kTimeClasses = 25;

enum class TimeUnit : uint8_t { day, week, fortnight, month, quarter, year, decade, century };

/// Which part of a month, a year or a week is meant.
enum class TimeEdge : uint8_t {
  whole,
  early,
  mid,
  late,
  so_far,  // "earlier this month": up to the publication day
  rest,    // "later this month": from the publication day on
};

struct TimeWord {
  struct Sense {
    TimeClass of{};
    int value = 0;
  };
  std::string form;  // lower case
  std::vector<Sense> senses;

  [[nodiscard]] const Sense* as(TimeClass of) const {
    for (const Sense& sense : senses) {
      if (sense.of == of) return &sense;
    }
    return nullptr;
  }
};

/// The number that `next` makes of the words counted before it, 1 before the first: "twenty" 20 → "four" 24, "two" 2 →
/// "hundred" 200, "nineteen" 19 → "ninety" 1990 → "six" 1996.
int counted(int so_far, int next);

TimeWord time_word(const Document& document, const Word& word);
/// The words of the document, by index, in lower case and with their senses.
std::vector<TimeWord> time_words(const Document& document, const Reading& reading);

}  // namespace khaldun
