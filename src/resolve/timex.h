// Timex: time expressions as TimeML's TIMEX3 writes them, for scorers and tools that read it.
//
//   published 2017-05-02   "last week" DATE 2017-W17   "three days" DURATION P3D   "every Monday" SET XXXX-WXX-1
//   "from 3 to 5 May" DATE 2017-05-03, DATE 2017-05-05
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/document.h"
#include "khaldun/reading.h"

namespace khaldun {

struct Timex {
  std::string_view type;          // DATE, TIME, DURATION or SET
  std::string value;              // ISO 8601 as TimeML bends it
  uint32_t first = 0, last = 0;   // words [first, last) of the reading
  std::optional<Days> days = {};  // nothing for lengths of time and sets
};

/// A time mention in TimeML: one expression, or two for a range, of which TimeML writes each end by itself; none for a
/// day that does not exist.
std::vector<Timex> timex_of(const Document& document, const Reading& reading, const Mention& mention);

}  // namespace khaldun
