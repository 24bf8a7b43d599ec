// When: time expressions of news, resolved to days against the publication day.
//
//   published 2017-05-02 (a Tuesday)
//   "on Friday" said → 2017-04-28 · "on Friday" will meet → 2017-05-05 · "last month" → 2017-04-01 – 2017-04-30
//   "April 7th" → 2017-04-07 · "three days ago" → 2017-04-29 · "this year in July" → 2017-07-01 – 2017-07-31
#pragma once

#include "khaldun/document.h"
#include "khaldun/reading.h"

namespace khaldun {

/// Sets reading.published and published_how: the document's own day ("given"), a date with its year in the first lines
/// ("dateline"), the day that agrees best with what the text says of weekdays and dates ("inferred"), else `fallback`
/// ("unknown").
void infer_published(const Document& document, Reading& reading, Day fallback);

/// Adds the time expressions of the document to reading.times and reading.mentions, in the order of the text.
void resolve_times(const Document& document, Reading& reading);

}  // namespace khaldun
