// Merge: one act told twice in a document is one record, with the fullest details and every telling as evidence.
#pragma once

#include <vector>

#include "coder/record.h"

namespace khaldun {

/// Joins drafts of one document, in the order of their sentences, that tell the same act as `merging` weighs it
/// (twins.h). Order: by the first telling. Where `explain`, `judged` says what was weighed.
std::vector<Draft> merge(std::vector<Draft> drafts, const Tree& tree, const Weights& merging, bool explain);

}  // namespace khaldun
