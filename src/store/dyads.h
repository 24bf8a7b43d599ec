// Dyads: who acted toward whom, one actor of each side a pair.
//
//   dyads(record of "Merkel met Macron and Conte")      // three parties without a target: six pairs, each with each
//   dyads(record of "France and Germany condemned")    // two doers and nobody toward whom: {FRA, null}, {DEU, null}
#pragma once

#include <vector>

#include "khaldun/event.h"

namespace khaldun {

/// One side or both may be null: a protest has no target.
struct Dyad {
  const EventActor* source;
  const EventActor* target;
};

/// Every source with every target. The parties of a mutual act (talks, an agreement, fighting) are all `source`: each
/// with each other, both ways, as CAMEO has it. Pointers live as long as `event`.
std::vector<Dyad> dyads(const Event& event);

}  // namespace khaldun
