// Weights: a linear model over named features, kept as a table that people can read: a feature, then a weight for each output.
//
//   path=subj type=ASSAULT    1.42    -0.80
//
//   FeatureList features;
//   features.put("path=", path, " type=", type);
//   weights.sum(features)[0]
//
// Learnt from annotated documents by the programs in training/.
#pragma once

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <string>
#include <type_traits>
#include <vector>

#include "pack/pack.h"

namespace khaldun {

/// A list of features in one string: there are hundreds a sentence. What is weighed is their hashes; the text is for people.
class FeatureList {
 public:
  FeatureList() {
    text_.reserve(1000);
    ends_.reserve(40);
    hashes_.reserve(40);
  }
  FeatureList(std::initializer_list<std::string_view> features) : FeatureList() {
    for (const std::string_view feature : features) put(feature);
  }
  /// One feature, put together of text and numbers.
  template <class... Parts>
  void put(const Parts&... parts) {
    const size_t begin = text_.size();
    (append(parts), ...);
    ends_.push_back(text_.size());
    hashes_.push_back(hash_of(std::string_view(text_).substr(begin)));
  }
  [[nodiscard]] size_t size() const { return ends_.size(); }
  [[nodiscard]] const std::vector<uint64_t>& hashes() const { return hashes_; }
  [[nodiscard]] std::string_view operator[](size_t i) const {
    const size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(text_).substr(begin, ends_[i] - begin);
  }
  /// "any; path=subj"
  [[nodiscard]] std::string joined() const;

  /// Never 0.
  [[nodiscard]] static uint64_t hash_of(std::string_view feature) { return std::hash<std::string_view>()(feature) | 1; }

 private:
  template <class Part>
  void append(const Part& part) {
    if constexpr (std::is_same_v<Part, bool>) {
      text_ += part ? "true" : "false";
    } else if constexpr (std::is_integral_v<Part>) {
      const fmt::format_int digits(part);
      text_.append(digits.data(), digits.size());
    } else if constexpr (std::is_array_v<Part>) {
      text_.append(part, std::size(part) - 1);  // "path=", whose length is known
    } else {
      text_ += part;
    }
  }
  std::string text_;
  std::vector<size_t> ends_;
  std::vector<uint64_t> hashes_;
};

/// Immutable once loaded; any number of threads may ask.
class Weights {
 public:
  /// `section` of the pack, as compile_weights put it there. Errors (kFile): it is missing, or a line does not hold a feature and
  /// `outputs` numbers, at most kMostOutputs; or two features have one hash.
  [[nodiscard]] static Result<Weights> load(const Pack& lexicon, const std::string& section, size_t outputs);
  static constexpr size_t kMostOutputs = 4;
  using Sums = std::array<double, kMostOutputs>;
  /// The sum of the weights of `features`, one for each output. Features without a weight count nothing.
  [[nodiscard]] Sums sum(const FeatureList& features) const;

 private:
  struct Slot {
    uint64_t hash = 0;  // 0 where the slot is free
    std::array<float, kMostOutputs> weights{};
  };
  /// The place of the slot of `hash`, or of the free one where it would stand.
  [[nodiscard]] size_t place_of(uint64_t hash) const;
  std::vector<Slot> slots_;  // a power of two, at most half of them taken
};

/// Puts the tables of `folder`/judge into the pack, each as the section of its name: "judge/casting".
[[nodiscard]] Result<void> compile_weights(const std::string& folder, PackWriter& pack);

}  // namespace khaldun
