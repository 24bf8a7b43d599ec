// The day of publication, as when.h tells it.
#pragma once

#include "khaldun/document.h"
#include "resolve/when_grammar.h"

namespace khaldun {

/// Sets reading.published and published_how. `times` are those found in the document's `words`.
void infer_published(const Document& document, Reading& reading, Day fallback, const std::vector<TimeWord>& words,
                     const std::vector<TimeExpression>& times);

}  // namespace khaldun
