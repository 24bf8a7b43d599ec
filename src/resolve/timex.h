// Timex: time expressions as TimeML's TIMEX3 writes them, for scorers and tools that read it.
//
//   published 2017-05-02   "last week" DATE 2017-W17   "three days" DURATION P3D   "every Monday" SET XXXX-WXX-1
#pragma once

#include <string>
#include <string_view>

#include "khaldun/document.h"
#include "khaldun/reading.h"

namespace khaldun {

struct Timex {
  std::string_view type;  // DATE, TIME, DURATION or SET
  std::string value;      // ISO 8601 as TimeML bends it
};

/// Type and value of a time mention.
Timex timex_of(const Document& document, const Reading& reading, const Mention& mention);

}  // namespace khaldun
