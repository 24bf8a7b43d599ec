// When, the grammar: which runs of words are a time expression and what they say, before any calendar is consulted.
//
//   "on the 7th of April" → words [1, 5), kind date, day 7, month 4, no year
//
// The rules are tables of patterns over word classes and words (when_rules.cc, when_feasts.cc):
//
//   [the] DAY/NTH [of] MONTH [[,] YEAR]
//
// Capitals are a TimeClass, other letters the word itself; "/" is or, brackets may be missing. At each word the longest
// match wins, then the earlier rule.
#pragma once

#include <optional>
#include <span>

#include "resolve/feasts.h"
#include "resolve/when_words.h"

namespace khaldun {

/// What an expression says. Numbers are 0 where it says nothing.
struct TimeMeaning {
  enum class Kind : uint8_t {
    date,     // month (or its shift) and day, perhaps year, perhaps a last day (and month, year)
    movable,  // the nth weekday of a month, or a feast, or days after it; perhaps year or shift: "Thanksgiving", "last
              // Easter"
    month_day,  // a day of an unsaid month: "on the 7th"
    months,     // a month, quarter, half-year or season; perhaps year or shift, perhaps a last month
    years,      // a year, decade or century, perhaps a last year
    weekday,    // perhaps a last weekday, perhaps a shift
    offset,     // amount units away: "yesterday", "three weeks ago"
    ahead,      // amount units away where the tense looks ahead, else a duration: "in three weeks"
    period,     // the week, month or year that lies shift away: "last week"
    stretch,    // amount units up to, or from, the publication day: "the past two weeks"
    none,       // a time without days: "three hours", "every Monday"
    skip,       // no time at all: "three years old"
  } kind{};
  int year = 0, last_year = 0;
  int month = 0, last_month = 0;
  int day = 0, last_day = 0;
  int weekday = 0, last_weekday = 0;  // 1 Monday to 7 Sunday
  int nth = 0;                        // of quarters, halves, centuries; of weekdays in a month, -1 the last
  int length = 1;  // of `months`: 3 for quarters and seasons, 6 for halves; of `date` and `movable` in days
  int amount = 1;  // signed
  int half = 0;    // halves of a unit beside the amount, signed: "two and a half years ago"
  TimeUnit unit = TimeUnit::day;
  std::optional<Feast> feast = {};
  int after = 0;                        // days after the feast or the nth weekday
  bool named = false;                   // a day by its name: "Christmas", "the Jan. 6 riot"
  std::optional<int> shift = {};        // -1 last, 0 this, 1 next
  std::optional<TimeUnit> within = {};  // what the shift moves, where not the thing itself: "July last year" year
  bool narrative = false;               // counts from the day told before: "a day earlier"
  TimeEdge edge = TimeEdge::whole;
};

/// Words [first, last) and what they say.
struct TimeExpression {
  uint32_t first = 0, last = 0;
  TimeMeaning meaning;
  bool since = false;  // "since 2011": from then to the publication day
};

/// All expressions of the document but those that are skipped, in the order of the text, none overlapping.
std::vector<TimeExpression> find_times(const Reading& reading, const std::vector<TimeWord>& words);

/// What a rule's words must also be; false refuses the match.
struct TimeMatch {
  const Reading& reading;
  const std::vector<TimeWord>& words;
  const Sentence& sentence;
  const TimeExpression& found;

  /// The word before the match (-1, -2) or behind it (0, 1); null outside the sentence. `form` is in lower case, or
  /// empty.
  [[nodiscard]] const Word* word(int offset) const;
  [[nodiscard]] std::string_view form(int offset) const;
};

struct TimeRule {
  std::string_view pattern;
  TimeMeaning base;  // what the words' own senses are added to
  bool (*fits)(const TimeMatch&) = nullptr;
};

std::span<const TimeRule> time_rules();   // when_rules.cc
std::span<const TimeRule> feast_rules();  // when_feasts.cc

}  // namespace khaldun
