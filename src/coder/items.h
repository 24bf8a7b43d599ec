// Items: where a report turns from one piece of news to another.
//
//   "A bomb killed four in Quetta. Elsewhere, gunmen shot a judge. A group claimed the shooting."    two items
#pragma once

#include "coder/tree.h"

namespace khaldun {

/// Whether no sentence after `first` up to `last` turns to other news: "Elsewhere, …", "Separately, …", "In another
/// incident, …".
bool one_item(const Tree& tree, uint32_t first, uint32_t last);

}  // namespace khaldun
