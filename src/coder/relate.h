// Relate: the act between two mentions that the user brings, whatever the actor tables know of them.
//
//   text "The court convicted Siemens."   source [0,9)   target [20,27)   ->   SANCTION 0.93, ACCUSE 0.41, ...
//
// Every word that a frame or the event head takes for an act speaks for its types, as loudly as it has the two mentions
// for its source and target: by the event head's roles, the frame's slots, or the tree.
#pragma once

#include <array>

#include "coder/judge.h"

namespace khaldun {

/// Byte spans of the two mentions; nothing where a side is unseen.
struct Pair {
  std::optional<Bytes> source, target;
};

/// A score for each type, 0 to 1; they need not add up to 1. All are above 0, so that there is always a best one.
std::array<double, kTypes> relate(const Tree& tree, const FrameTable& frames, const FillerTest& test, const Pair& pair);

}  // namespace khaldun
