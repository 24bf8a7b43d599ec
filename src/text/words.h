// Words: the boundaries of words within one stretch of text.
#pragma once

#include <string_view>
#include <vector>

#include "khaldun/reading.h"

namespace khaldun {

/// Appends the words of text[begin, end) to `words`: spans that rise, never overlap, and cover all but white space.
void find_words(std::string_view text, uint32_t begin, uint32_t end, std::vector<Word>& words);

}  // namespace khaldun
