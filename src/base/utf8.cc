#include "base/utf8.h"

#include <algorithm>

namespace khaldun {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

}  // namespace

size_t first_character(std::string_view text) {
  const auto at = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto follows = [&](size_t i) { return (at(i) & 0xC0U) == 0x80U; };
  const unsigned first = at(0), second = at(1);
  if (first < 0x80) return text.empty() ? 0 : 1;
  if (first >= 0xC2 && first < 0xE0) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first < 0xF0) {
    const bool overlong = first == 0xE0 && second < 0xA0, surrogate = first == 0xED && second >= 0xA0;
    return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first < 0xF5) {
    const bool overlong = first == 0xF0 && second < 0x90, beyond = first == 0xF4 && second >= 0x90;
    return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

std::string_view not_utf8(std::string_view text) {
  constexpr std::string_view kZero("\0", 1);
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") || text.find(kZero) != std::string_view::npos)
    return "found UTF-16, or bytes that are no text; wanted UTF-8: save as UTF-8, or use iconv -f UTF-16 -t UTF-8";
  for (size_t at = 0, size = 0; at < text.size(); at += size) {
    size = first_character(text.substr(at));
    if (size == 0)
      return "found bytes that are no UTF-8; wanted UTF-8: save as UTF-8, or use iconv -f WINDOWS-1252 -t UTF-8";
  }
  return {};
}

std::string_view acceptable(std::string_view text, std::string& storage) {
  const auto good_at = [&](size_t at) { return text[at] == '\0' ? 0 : first_character(text.substr(at)); };
  size_t good = 0;
  for (size_t size = 0; good < text.size() && (size = good_at(good)) > 0;) good += size;
  if (good == text.size()) return text;
  storage.assign(text.substr(0, good));
  for (size_t at = good; at < text.size();) {
    const size_t size = good_at(at);
    storage += size == 0 ? kReplacement : text.substr(at, size);
    at += std::max<size_t>(size, 1);
  }
  return storage;
}

}  // namespace khaldun
