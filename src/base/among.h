// among, share: whether something stands in a short list, whether two lists have anything in common.
//
//   constexpr std::array<std::string_view, 2> kParts = {"half", "rest"};
//   among(kParts, "rest")                 // true
//   share(draft.source, draft.target)     // somebody is on both sides
#pragma once

#include <algorithm>

namespace khaldun {

template <class List, class Item>
constexpr bool among(const List& list, const Item& item) {
  return std::ranges::find(list, item) != std::ranges::end(list);
}

template <class List>
constexpr bool share(const List& a, const List& b) {
  return std::ranges::any_of(a, [&](const auto& item) { return among(b, item); });
}

}  // namespace khaldun
