// OwnTime: which of a sentence's times is that of an act.
//
//   "The call on Monday, in which he condemned Friday's raid"      condemned: Monday, raid: Friday
#pragma once

#include <vector>

#include "coder/tree.h"

namespace khaldun {

/// The one of `times`, those of the predicate's sentence, behind which its "in which" or "when" stands, else the
/// nearest: under it, then under what it hangs on. Nothing where all are too far off.
const Mention* own_time(const Tree& tree, uint32_t predicate, const std::vector<const Mention*>& times);

}  // namespace khaldun
