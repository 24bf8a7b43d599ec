// When, the tense: whether an expression looks back or ahead of the publication day.
//
//   "met on Friday" past · "will meet on Friday", "plans to meet on Friday", "Friday's planned vote" future · "on
//   Friday" open
#pragma once

#include "khaldun/reading.h"

namespace khaldun {

enum class Direction : uint8_t { past, future, open };

/// The one of words [first, last) whose head is outside them.
uint32_t head_of(const Reading& reading, uint32_t first, uint32_t last);

/// The direction that the verbs, and the nouns of planning, above words [first, last) tell.
Direction direction_of(const Reading& reading, uint32_t first, uint32_t last);

}  // namespace khaldun
