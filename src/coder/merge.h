// Merge: one act told twice in a document is one record, with the fullest details and every telling as evidence.
#pragma once

#include <vector>

#include "coder/record.h"

namespace khaldun {

/// Joins drafts of one document, in the order of its `sentences`, that tell the same act. Order: by the first telling.
std::vector<Draft> merge(std::vector<Draft> drafts, const std::vector<Sentence>& sentences);

}  // namespace khaldun
