// Weights: a linear model over named features, kept as a table that people can read: a feature, then a weight for each output.
//
//   path=subj type=ASSAULT    1.42    -0.80
//
// Learnt from annotated documents by the programs in training/.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "pack/pack.h"

namespace khaldun {

/// Immutable once loaded; any number of threads may ask.
class Weights {
 public:
  /// `section` of the pack, as compile_weights put it there. Errors (kFile): it is missing, or a line does not hold a feature and
  /// `outputs` numbers.
  [[nodiscard]] static Result<Weights> load(const Pack& lexicon, const std::string& section, size_t outputs);
  /// The sum of the weights of `features`, one for each output. Features without a weight count nothing.
  [[nodiscard]] std::vector<double> sum(const std::vector<std::string>& features) const;

 private:
  size_t outputs_ = 0;
  std::unordered_map<std::string, size_t> row_;  // feature -> first of its values
  std::vector<float> values_;
};

/// Puts the tables of `folder`/judge into the pack, each as the section of its name: "judge/casting".
[[nodiscard]] Result<void> compile_weights(const std::string& folder, PackWriter& pack);

}  // namespace khaldun
