// Best: what the reports of one story say together.
//
//   three papers: killed 12, 14 (police), 17 (a witness)   ->   killed 14
//   two say 2017-05-02, one "this week"                    ->   2017-05-02
#pragma once

#include "story/report.h"

namespace khaldun {

/// What the reports of a story, at least one and in any order, say together. `report` is the index of the one that
/// agrees with most of it, and `event` that report's record but for
///  - type with mode, status, day: what most reports say; of those that as many say the more exact, then the later.
///  - tolls: the latest that authorities give, else the latest; on one day the one most often told, then the higher.
///  - confidence: the highest.
struct Best {
  size_t report = 0;
  Event event;
};
Best best_of(const std::vector<Report>& reports);

/// Whether who reports a toll is an authority: "police", "health ministry", "the governor".
bool authority(std::string_view said_by);

}  // namespace khaldun
