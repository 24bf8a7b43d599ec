// Arborescence: the best tree for given scores of every head for every word.
//
//   scores [n words][n + 1 heads], head 0 is the root   ->   n heads, exactly one of them 0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace khaldun {

/// Maximum spanning arborescence with one word under the root (Chu-Liu-Edmonds). heads[i] is 0 or 1 + a word.
/// A score of a word with itself (column i + 1 of row i) is ignored.
void best_tree(const float* scores, size_t n, std::vector<uint32_t>& heads);

}  // namespace khaldun
