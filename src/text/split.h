// Split: a document's text as sentences and words, all of them byte spans.
//
//   Reading reading;
//   split(document, reading);   // "Gen. Smith didn't go." -> one sentence: Gen. | Smith | did | n't | go | .
//
// Words follow UD English-EWT: clitics and possessives are words of their own, hyphens part words, "U.S." and web
// addresses are one word. A title and a line without a sentence's end are headings: sentences of their own.
#pragma once

#include "khaldun/document.h"
#include "khaldun/reading.h"

namespace khaldun {

inline constexpr uint32_t kMaxSentence = 400;  // words; longer ones are cut at their best punctuation

/// Fills reading.sentences, and span and joined of reading.words. Linear in the text, which must be valid UTF-8.
void split(const Document& document, Reading& reading);

}  // namespace khaldun
