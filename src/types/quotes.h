// Quotes: what stands between quotation marks, over sentences and paragraphs.
#pragma once

#include <vector>

#include "khaldun/document.h"
#include "khaldun/reading.h"

namespace khaldun {

/// Words [first, last), the marks included.
struct Quote {
  uint32_t first = 0, last = 0;
};

/// The quotations of a document in text order. One that nobody closes ends with its paragraph; a paragraph that opens
/// anew while one is open goes on with it, as long speeches are printed. Linear time.
std::vector<Quote> quotes_in(const Document& document, const Reading& reading);

}  // namespace khaldun
