// Which words of a document are names of places; which place each is, is decided elsewhere (place.cc).
//
//   "the northern Syrian city of Aleppo"   with the name LOC Aleppo   ->   PlaceName{first 5, last 6, hint kCity, ...}
#pragma once

#include <string>
#include <vector>

#include "khaldun/document.h"
#include "resolve/place.h"

namespace khaldun {

/// What stands beside a name and says what kind of place it is: "the city of", "province".
enum class PlaceHint : uint8_t { kNone, kCity, kRegion };

/// Words [first, last) that read as the name of a place.
struct PlaceName {
  uint32_t first = 0, last = 0, head = 0, sentence = 0;
  std::string key;
  std::span<const uint32_t> rows;  // of the tables; row * 2 + 1 where the name is not the usual one
  PlaceHint hint = PlaceHint::kNone;
  bool located = false;  // "in", "near" before it
  bool nested = false;   // part of another's name: "the Ohio Department of Health"
  bool weak = false;     // a place only where the document's other places speak for it
};

/// How likely a row is meant before the text is read: the logarithm of its people, and more for countries and capitals.
[[nodiscard]] float place_prior(const PlaceTables& tables, uint32_t entry);

/// The longest names, in the order of the text, never overlapping.
[[nodiscard]] std::vector<PlaceName> find_places(const PlaceTables& tables, const Document& document,
                                                 const Reading& reading);

/// The name that stands in `span`, bytes of the text; nothing where the tables have none like it.
[[nodiscard]] std::optional<PlaceName> place_name_at(const PlaceTables& tables, const Document& document,
                                                     const Reading& reading, Bytes span);

}  // namespace khaldun
