// When: the time expressions of a document, resolved to days against its publication day.
//
//   published 2017-05-02, a Tuesday
//   "met on Friday"       2017-04-28               "last month"           2017-04-01 .. 2017-04-30
//   "will meet on Friday" 2017-05-05               "this year in July"    2017-07-01 .. 2017-07-31
//   "three days ago"      2017-04-29               "talks of three hours" a time without days
//
// when_words.h says what single words mean, when_grammar.h which runs of words are an expression, when_tense.h whether
// it looks back or ahead, when_calendar.h which days that makes.
#pragma once

#include "khaldun/document.h"
#include "khaldun/reading.h"

namespace khaldun {

/// Sets reading.published and published_how: document.published if given ("given"), unless that is the day of a crawl
/// and the text has an earlier dateline; else a dateline or a heading that is a date ("dateline"); else the day with
/// which the weekdays and dates of the text agree best ("inferred"); else `fallback` ("unknown"). No inferred day lies
/// after `fallback` unless the text's own dates do.
/// Then adds the time expressions to reading.times and reading.mentions (kind time), in the order of the text, resolved
/// against that day. Needs words with tags and trees, and sentences.
void resolve_times(const Document& document, Reading& reading, Day fallback);

}  // namespace khaldun
