// Best: what the reports of one story say together.
//
//   three papers: killed 12, 14 (police), 17 (a witness)   ->   killed 14
//   two say 2017-05-02, one "this week"                    ->   2017-05-02
#pragma once

#include "story/report.h"

namespace khaldun {

/// The record of a story, by its reports in any order; at least one.
///  - type, mode, code, status, day, place: what most reports say; the more exact, then the later, where as many say
///  another thing.
///  - actors of a side: those that at least half of the reports with that side name, fullest wording first.
///  - tolls: the latest that authorities give, else the latest; on one day the one most often told, then the higher.
///  - confidence: the highest.
/// The rest (id, evidence, offsets, frame) is that of one report, the one that agrees with most of this; `report` is
/// its index. Words taken from another report keep no offsets.
struct Best {
  size_t report = 0;
  Event event;
};
Best best_of(const std::vector<Report>& reports);

/// Whether who reports a toll is an authority: "police", "health ministry", "the governor".
bool authority(std::string_view said_by);

}  // namespace khaldun
