// Around: the words near a place in a text.
#pragma once

#include <algorithm>
#include <string_view>

#include "khaldun/base.h"

namespace khaldun {

/// Bytes of text that `around` keeps on each side of a span, at most.
inline constexpr size_t kAround = 160;

/// `span` with some 160 bytes before and behind it, whole words, of one paragraph. A view into `text`; empty where the
/// span ends behind it.
[[nodiscard]] inline std::string_view around(std::string_view text, Bytes span) {
  constexpr std::string_view kBetweenWords = " \n\t";
  if (span.begin > span.end || span.end > text.size()) return {};
  std::string_view before = text.substr(0, span.begin), behind = text.substr(span.end);
  if (before.size() > kAround) {
    before.remove_prefix(before.size() - kAround);
    before.remove_prefix(std::min(before.find_first_of(kBetweenWords), before.size()));
  }
  if (const size_t end = before.rfind("\n\n"); end != std::string_view::npos) before.remove_prefix(end + 2);
  if (behind.size() > kAround) {
    behind = behind.substr(0, kAround);
    behind = behind.substr(0, behind.find_last_of(kBetweenWords) + 1);
  }
  behind = behind.substr(0, behind.find("\n\n"));
  const size_t begin = span.begin - before.size();
  return text.substr(begin, span.end + behind.size() - begin);
}

}  // namespace khaldun
