#include "coder/items.h"

#include <algorithm>
#include <array>

#include "base/among.h"

namespace khaldun {
namespace {

bool turns(const Tree& tree, uint32_t sentence) {
  constexpr std::array<std::string_view, 3> kApart = {"elsewhere", "separately", "meanwhile"};
  constexpr std::array<std::string_view, 5> kOther = {"other", "another", "separate", "unrelated", "different"};
  constexpr uint32_t kNear = 3;  // words: "in a completely separate"
  const Sentence& s = tree.reading().sentences[sentence];
  if (s.first == s.last) return false;
  const std::string_view opening = tree.word(s.first).lemma;
  if (among(kApart, opening)) return true;
  if (opening != "in") return false;
  for (uint32_t w = s.first + 1; w < std::min(s.last, s.first + 1 + kNear); ++w) {
    if (among(kOther, tree.word(w).lemma)) return true;
  }
  return false;
}

}  // namespace

bool one_item(const Tree& tree, uint32_t first, uint32_t last) {
  for (uint32_t s = first + 1; s <= last; ++s) {
    if (turns(tree, s)) return false;
  }
  return true;
}

}  // namespace khaldun
