// Offices: one plain form for the many titles of an office, and the body that an office is of.
//
//   office_key("Secretary of Defense")            "defence minister"
//   office_of("head", "usa.fbi")                  "chief @usa.fbi"
//   bodies.key("director of the FBI", "USA")      "director @usa.fbi", where the FBI is a listed body of the USA
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace khaldun {

/// The one plain form of an office's many titles: "Secretary of Defense" and "defence secretary" are "defence
/// minister", spokesmen and spokeswomen spokespersons.
[[nodiscard]] std::string office_key(std::string_view title);

/// The key of an office of the body with this id. Who heads it, its "head", "boss" or "leader", is its "chief".
[[nodiscard]] std::string office_of(std::string_view title, std::string_view body);

/// Whether `title`, a plain one, is of whoever heads a body: "director", "secretary general".
[[nodiscard]] bool heads(std::string_view title);

/// The listed bodies by their names, as titles of offices have them.
class Bodies {
 public:
  /// `plain` is a normalised name of the body `id` of `country`; of several bodies of one name in a country the first
  /// counts.
  void add(std::string_view plain, std::string_view country, std::string_view id);
  /// An office by office_key, split into title and body: "eu high representative" -> "high representative",
  /// "igo.european_union". The body is empty where the words name none of `country`.
  struct Split {
    std::string_view title, body;
  };
  [[nodiscard]] Split split(std::string_view office, std::string_view country) const;

 private:
  std::map<std::string, std::string, std::less<>> ids_;  // "igo european union" -> "igo.european_union"
};

}  // namespace khaldun
