// ExportTables: the code systems of other event data sets, from lexicon/exports.
//
//   tables.country("RUS")->fips            "RS"
//   tables.role(police_of_belarus)         "COP"
#pragma once

#include <map>

#include "khaldun/event.h"

namespace khaldun {

struct ExportTables {
  ExportTables();

  struct Country {
    std::string name, gdelt, petrarch, fips, cow, icews;
  };
  struct SectorNames {
    std::string cameo, icews, unnamed;
  };
  struct Organisation {
    std::string code, group, region;
  };
  std::map<std::string, Country, std::less<>> countries;  // by ISO 3166 alpha-3
  std::array<SectorNames, kSectors> sectors;
  std::map<std::string, Organisation, std::less<>> organisations;  // by canonical name
  std::map<std::string, std::string, std::less<>> labels;          // of CAMEO codes

  /// Null where the code is no country ("IGO", "").
  [[nodiscard]] const Country* country(std::string_view code) const;
  [[nodiscard]] const Organisation* organisation(std::string_view name) const;
  [[nodiscard]] const SectorNames& sector(Sector s) const { return sectors[static_cast<size_t>(s)]; }

  /// The CAMEO role of an actor: "COP"; empty for the unknown and for the state itself, whose code is its country's.
  [[nodiscard]] std::string role(const EventActor& actor) const;
};

}  // namespace khaldun
