// Keys under which place names are looked up: one spelling for all the ways to write a name.
//
//   place_key("Sana'a") == "sanaa"   place_key("Deir ez-Zor") == "deir ez zor"   place_key("Zürich") == "zurich"
#pragma once

#include <string>
#include <string_view>

namespace khaldun {

/// Lower case without marks; apostrophes vanish, other punctuation is a space; "Saint", "Mount" and
/// "Fort" before a name are "st", "mt" and "ft". Bytes that are no UTF-8 are spaces.
[[nodiscard]] std::string place_key(std::string_view name);

/// "US", "UAE", "DRC": capitals alone, two to four of them. Such names are listed as "^us", for "us" is another word.
[[nodiscard]] bool is_acronym(std::string_view name);

}  // namespace khaldun
