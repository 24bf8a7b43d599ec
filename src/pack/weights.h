// Weights: a linear model over named features, kept as a table that people can read: a feature, then a weight for each
// output.
//
//   path=subj type=ASSAULT    1.42    -0.80
//
//   FeatureList features;
//   const std::string path_text = path_to(...);          // outlives its piece
//   const Piece path = path_text;
//   features.put({"path=", path, " type=", type});
//   weights.sum(features)[0]
//
// Learnt from annotated documents by the programs in training/.
#pragma once

#include <array>
#include <cassert>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "pack/pack.h"

namespace khaldun {

/// A part of a feature's text, with its hash. There are hundreds of features a sentence, made of few pieces: those
/// written in the program are hashed when it is compiled, those that many features share once, and a feature's hash is
/// put together from those of its pieces.
///
/// The hash of c1 c2 ... cn is c1 * m^(n-1) + ... + cn modulo 2^64, so that of "ab" is that of "a" * m^|b| + that of
/// "b".
class Piece {
 public:
  template <size_t kSize>
  consteval Piece(const char (&text)[kSize]) : Piece(std::string_view(text, kSize - 1)) {}
  constexpr Piece(std::string_view text) : text_(text) {
    for (const char c : text) {
      hash_ = hash_ * kMultiplier + static_cast<unsigned char>(c);
      power_ *= kMultiplier;
    }
  }
  Piece(const std::string& text) : Piece(std::string_view(text)) {}
  Piece(std::same_as<bool> auto value) : Piece(std::string_view(value ? "true" : "false")) {}
  /// -1 to 9: features tell of more in steps.
  template <std::integral Number>
  requires(!std::same_as<Number, bool>) Piece(Number number) : Piece(digits(static_cast<int>(number))) {}

  static constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15;  // m: odd, its bits well mixed

  [[nodiscard]] constexpr std::string_view text() const { return text_; }
  /// The hash of a text and this piece, where `before` is that of the text.
  [[nodiscard]] constexpr uint64_t behind(uint64_t before) const { return before * power_ + hash_; }

 private:
  static std::string_view digits(int number) {
    assert(number >= -1 && number <= 9);
    constexpr std::string_view kAll = "-10123456789";
    return number < 0 ? kAll.substr(0, 2) : kAll.substr(static_cast<size_t>(number) + 2, 1);
  }
  std::string_view text_;  // must outlive the piece
  uint64_t hash_ = 0, power_ = 1;
};

/// Features by their hashes, which is what is weighed; as text only where people want to read them.
class FeatureList {
 public:
  explicit FeatureList(bool readable = false) : readable_(readable) {}
  /// One feature; a list holds kMost.
  void put(std::initializer_list<Piece> pieces) {
    uint64_t hash = 0;
    for (const Piece& piece : pieces) hash = piece.behind(hash);
    hash *= Piece::kMultiplier;  // features that differ in their last letter alone lie apart
    assert(size_ < kMost);
    hashes_[size_++] = hash == 0 ? 1 : hash;
    if (readable_) spell(pieces);
  }
  /// Of each feature in the order in which they came; never 0.
  [[nodiscard]] std::span<const uint64_t> hashes() const { return std::span(hashes_).first(size_); }
  /// "any; path=subj"; empty where the list is not readable.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  static constexpr size_t kMost = 96;
  void spell(std::initializer_list<Piece> pieces);
  bool readable_;
  size_t size_ = 0;
  std::array<uint64_t, kMost> hashes_{};  // in place: there are lists by the hundred a document
  std::string text_;
};

/// Immutable once loaded; any number of threads may ask.
class Weights {
 public:
  /// `section` of the pack, as compile_weights put it there. Errors (kFile): it is missing, or a line does not hold a
  /// feature and `outputs` numbers, at most kMostOutputs; or two features have one hash.
  [[nodiscard]] static Result<Weights> load(const Pack& lexicon, const std::string& section, size_t outputs);
  static constexpr size_t kMostOutputs = 4;
  /// Brings what `features` weigh nearer to the processor, for a sum that comes soon.
  void fetch(const FeatureList& features) const;
  using Sums = std::array<double, kMostOutputs>;
  /// The sum of the weights of `features`, one for each output. Features without a weight count nothing.
  [[nodiscard]] Sums sum(const FeatureList& features) const;

 private:
  template <size_t kOutputs>
  [[nodiscard]] Sums sum_of(const FeatureList& features) const;
  /// The slot of the feature of this hash, or the free one where it would stand.
  [[nodiscard]] size_t slot_of(uint64_t hash) const;
  [[nodiscard]] size_t first_slot(uint64_t hash) const { return hash >> shift_; }
  /// The 32 bits below those that say where to look: never 0.
  [[nodiscard]] uint32_t tag_of(uint64_t hash) const;

  // A table of a power of two slots, at most half of them taken. What is asked for lies all over it, so that it is
  // the memory that takes the time: tags, many to a cache line, stand apart from the weights.
  std::vector<uint32_t> tags_;  // 0 where the slot is free
  std::vector<float> weights_;  // [slots][outputs]
  size_t outputs_ = 0;
  int shift_ = 0;  // a hash's upper bits, behind this shift, say where to look first
};

/// Puts the tables of `folder`/judge into the pack, each as the section of its name: "judge/casting".
[[nodiscard]] Result<void> compile_weights(const std::string& folder, PackWriter& pack);

}  // namespace khaldun
