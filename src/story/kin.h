// Kin: types whose acts are taken for each other.
//
//   pirates "seize" a ship (ASSAULT) and "hijack" it (COERCE)   ->   near
#pragma once

#include <vector>

#include "khaldun/event.h"

namespace khaldun {

enum class Kin : uint8_t { none, same, near, far };

/// Whether records of two types may tell of one act: of near ones often, of far ones now and then, of others where the
/// coder missed the type of one.
Kin kin(Type a, Type b);

/// All types of which this is no stranger, the type itself first.
const std::vector<Type>& kin_of(Type type);

}  // namespace khaldun
