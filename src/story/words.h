// Words: what the telling words of a report say beyond its type, actors and place.
//
//   telling_words(air raid by "Israel" on "Gaza": "an Israeli air raid hit a school in Gaza, killing 12")  ->  {school}
#pragma once

#include "khaldun/event.h"

namespace khaldun {

/// Sorted hashes of the distinct words of the quotes, and of unnamed targets, cut to their stems. Names of actors and
/// places, numbers, little words and the words that most acts are told with ("attack", "killed", "talks") are left out.
std::vector<uint32_t> telling_words(const Event& event);

/// Sorted hashes of the stems of the names that a record has for its actors and place.
std::vector<uint32_t> name_words(const Event& event);

/// Sorted hashes of the distinct words of a text, cut to their stems, and of its numbers from four up, without years.
/// Left out are the same little and common words, but no names: those that no desk knows ("Aris 13") tell acts apart.
std::vector<uint32_t> around_words(std::string_view text);

/// Whether words before an act, of its sentence, say that it was news before: "following the", "condemned the recent".
bool looks_back(std::string_view before);

/// As around_words has the last word of a name; 0 where that is shorter than three letters.
uint32_t last_stem(std::string_view name);

/// Of a name's consonants, so that "Mursi" is "Morsi" and "Kasaesbeh" "Kasasbeh"; 0 where there are fewer than three.
uint64_t sound_hash(std::string_view name);

/// Of letters and digits alone, in small letters; 0 for none. Letters beyond ASCII count as they are.
uint64_t name_hash(std::string_view name);

}  // namespace khaldun
