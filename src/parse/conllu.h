// CoNLL-U: words, tags, trees and names of a reading as the treebank world writes them, and words and sentences given
// that way.
//
//   1  Police  police  NOUN  _  Number=Plur  2  nsubj  _  TokenRange=0:6|NER=O
//
// MISC: TokenRange=start:end in bytes of the document, NER=B-PER in IOB2, SpaceAfter=No.
#pragma once

#include <string>
#include <vector>

#include "khaldun/document.h"
#include "khaldun/reading.h"

namespace khaldun {

/// Appends the whole document.
void write_conllu(const Document& document, const Reading& reading, std::string& out);

/// A document whose sentences and words are given; tags and trees of the file are not read.
struct ConlluDocument {
  Document document;
  Reading reading;
};

inline constexpr uint32_t kMaxGiven = 2000;  // words of a sentence; the parser weighs every pair of them

/// Documents of a CoNLL-U file, one a "# newdoc" (or one for all). The text is put together from the forms.
/// Errors (kInput): broken UTF-8, a row that is none, or a sentence of more than kMaxGiven words, by `name` and line.
[[nodiscard]] Result<std::vector<ConlluDocument>> read_conllu(std::string_view bytes, const std::string& name);

}  // namespace khaldun
