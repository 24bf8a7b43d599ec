// Biaffine: scores of pairs, score_l(x, y) = [x, 1] U_l [y, 1]: which word heads which, and by what relation.
//
//   auto arcs = Biaffine::load(pack, "arcs");                                    // labels() is 1
//   arcs->arcs(dependents, words, heads, words, scores.data(), scratch);         // [dependent][head]
//   auto deprel = Biaffine::load(pack, "deprel");
//   deprel->labels_of(dependents, heads, tree, scores.data(), scratch);          // [word][label]
#pragma once

#include <span>
#include <string>

#include "nn/kernels.h"

namespace khaldun {

/// Immutable; any number of threads may use it, each with its Scratch. Vectors are of width().
class Biaffine {
 public:
  /// Reads the Linear "<prefix>" that takes y to U_l [y, 1] of every label: out = labels (width + 1).
  /// Errors (kFile): as Linear::load, or an output that is no multiple of width + 1.
  [[nodiscard]] static Result<Biaffine> load(const Pack& pack, const std::string& prefix,
                                             Arithmetic arithmetic = Arithmetic::kFast);

  [[nodiscard]] size_t labels() const { return forms_.out() / (width() + 1); }
  [[nodiscard]] size_t width() const { return forms_.in(); }

  /// Every pair: scores [n][m][labels].
  void arcs(const float* dependents, size_t n, const float* heads, size_t m, float* scores, Scratch& scratch) const;
  /// Each dependent with its own head, row head_of[i] of `heads`: scores [head_of.size()][labels]. Much faster than one
  /// pair at a time, and the more so the more dependents share a head.
  void labels_of(const float* dependents, const float* heads, std::span<const uint32_t> head_of, float* scores,
                 Scratch& scratch) const;

 private:
  Biaffine(Linear forms, Arithmetic arithmetic) : forms_(std::move(forms)), arithmetic_(arithmetic) {}
  /// scores [count] of x with forms [count][width + 1]: of every label and every y.
  void score(const float* x, const float* forms, size_t count, float* scores) const;
  Linear forms_;
  Arithmetic arithmetic_;
};

}  // namespace khaldun
