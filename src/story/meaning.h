// Meaning: words of the news that papers use for each other.
//
//   meaning("armist")  ->  "ceasef"
#pragma once

#include <string_view>

namespace khaldun {

/// The stem that stands for all stems of its meaning; the stem itself where no other is known. Stems as in words.h.
std::string_view meaning(std::string_view stem);

}  // namespace khaldun
