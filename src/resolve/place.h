// The desk for places: which words name a place, and which place of that name it is.
//
//   auto desk = PlaceDesk::load(pack);     // the sections "place/..." that compile_places wrote
//   desk->resolve(document, reading);      // "a market in Tripoli, Lebanon"
//   // adds places:   Tripoli LBN 34.44 35.84 city · Lebanon LBN country
//   //      mentions: [3,4) "contained: what stands beside it holds it" 0.95 · [5,6) the same 0.8
#pragma once

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "khaldun/document.h"
#include "khaldun/reading.h"
#include "pack/pack.h"

namespace khaldun {

/// Adds the tables in `folder` (lexicon/) to the pack being built: countries.tsv, places/cities.tsv, regions.tsv,
/// districts.tsv and areas.tsv. Errors (kFile) name file and line: a table is missing, a column, or a cell is not what
/// it should be.
///
/// Sections: "place/keys" dictionary of names (place_key; "^us" for acronyms, ",tx" for what stands only after a
/// comma), "place/starts" u32 [keys + 1] into "place/rows" u32 (row * 2 + 1 where the name is not the usual one); then
/// a column each with a value a row: "place/name" strings, "place/kind" u8 (Place::Kind), "place/seat" u8 (2 capital of
/// a country, 1 of a region), "place/country" and "place/admin" u32 into the strings "place/countries" and
/// "place/admins", "place/lat" "place/lon" f32 degrees, "place/population" and "place/geonames" u32. "place/adjectives"
/// dictionary of "syrian", "syrians", and "place/adjective_country" u32 for each.
[[nodiscard]] Result<void> compile_places(const std::string& folder, PackWriter& pack);

/// The tables as they lie in a pack, all of equal length where they speak of rows.
struct PlaceTables {
  Dictionary keys, adjectives;
  Strings name, countries, admins;
  Tensor<uint32_t> starts, rows, country, admin, population, geonames, adjective_country;
  Tensor<uint8_t> kind, seat;
  Tensor<float> lat, lon;
  std::unordered_map<std::string_view, uint32_t> states;  // rows by country code

  /// Rows of a name, each row * 2 + 1 where the name is not the usual one; empty where no place is called so.
  [[nodiscard]] std::span<const uint32_t> find(std::string_view key) const;
};

/// Immutable once loaded; any number of threads may resolve with it.
class PlaceDesk {
 public:
  /// The pack must outlive the desk. Errors (kFile): a section is missing, or sections do not fit each other.
  [[nodiscard]] static Result<PlaceDesk> load(const Pack& pack);

  /// Adds places named in the document to reading.places and reading.mentions (kind place), the best reading of each
  /// name. Needs words, names and sentences.
  void resolve(const Document& document, Reading& reading) const;

  /// Which place each of `spans`, bytes of the text, names. The document's other places are heard, as in resolve. A
  /// name that the tables do not have is put at the town or region told nearest to it, under its own name and without a
  /// GeoNames id; what begins with a small letter, or stands alone, is nothing. Needs words, names and sentences.
  [[nodiscard]] std::vector<std::optional<Place>> locate(const Document& document, const Reading& reading,
                                                         std::span<const Bytes> spans) const;

  /// Adds to reading.places the state of each actor's country where the document does not name it as a place: an arrest
  /// by Kenyan police is in Kenya. Needs actors.
  void add_states(Reading& reading) const;

 private:
  PlaceTables tables_;
};

}  // namespace khaldun
