// among: whether a word stands in a short list.
//
//   constexpr std::array<std::string_view, 2> kParts = {"half", "rest"};
//   among(kParts, "rest")   // true
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace khaldun {

template <size_t N>
constexpr bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace khaldun
