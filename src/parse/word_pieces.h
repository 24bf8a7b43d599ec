// Word pieces: a word as ids of the encoder's vocabulary, and its letter case, which an uncased encoder does not see.
// training/pieces.py does the same.
//
//   pieces.split("Erdoğan's", ids);   // erdogan ' s: accents and capitals go, punctuation stands alone
//   case_of("NATO");                  // 3
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pack/pack.h"

namespace khaldun {

inline constexpr size_t kMaxPieces = 8;  // of one word; only the first carries the word's vector

inline constexpr size_t kCases = 5;
/// 0 no letters, 1 lower, 2 Capitalised, 3 UPPER (two letters or more), 4 mIxed.
uint8_t case_of(std::string_view word);

class WordPieces {
 public:
  /// Errors (kFile): no vocabulary in the pack, or one without [CLS], [SEP] and [UNK].
  [[nodiscard]] static Result<WordPieces> load(const Pack& pack);

  /// Appends the word's pieces: at least one, at most kMaxPieces. The word is valid UTF-8.
  void split(std::string_view word, std::vector<int32_t>& ids) const;

  [[nodiscard]] size_t size() const { return pieces_.size(); }
  [[nodiscard]] int32_t cls() const { return cls_; }
  [[nodiscard]] int32_t sep() const { return sep_; }

 private:
  void greedy(std::string_view run, std::vector<int32_t>& ids) const;
  Dictionary pieces_;
  size_t longest_ = 0;  // bytes of a piece
  int32_t cls_ = 0, sep_ = 0, unknown_ = 0;
};

}  // namespace khaldun
