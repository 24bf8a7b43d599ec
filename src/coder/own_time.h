// OwnTime: which of a sentence's times is that of an act.
//
//   "The call on Monday, in which he condemned Friday's raid"      condemned: Monday, raid: Friday
//   "Two days after the raid he resigned on Friday"                resigned: Friday, raid: Wednesday
//   "lifted an embargo imposed in May 1992"                        imposed: May 1992, lifted: none of these
#pragma once

#include <optional>
#include <vector>

#include "coder/tree.h"

namespace khaldun {

/// The one of `times`, those of the predicate's sentence, behind which its "in which" or "when" stands, else the
/// nearest: under it, then under what it hangs on. Nothing where all are too far off.
const Mention* own_time(const Tree& tree, uint32_t predicate, const std::vector<const Mention*>& times);

/// Days of an act that the sentence counts from those of another.
struct CountedTime {
  uint32_t unit = 0;              // "days" of "two days after the raid"
  const Mention* from = nullptr;  // the time counted from; null for the day of publication
  std::optional<Days> days;       // nothing where it is not told how many: "days after the raid"
};

/// The days of `act` where it has none of its own and the sentence tells how long before or after it something else
/// was, with its day. `times` are those of the sentence that are days.
std::optional<CountedTime> counted_time(const Tree& tree, uint32_t act, const std::vector<const Mention*>& times);

/// Whether a time tells the history of what the act is about, or with what it is compared, and not when it was:
/// "repealed a 2009 law", "arrested a man convicted in 2011", "the worst since 1998".
bool is_history(const Tree& tree, uint32_t act, const Mention& time);

}  // namespace khaldun
