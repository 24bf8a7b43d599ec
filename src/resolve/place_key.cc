#include "resolve/place_key.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "resolve/names.h"

namespace khaldun {
namespace {

bool is_letter_or_digit(utf8proc_int32_t c) {
  const auto category = utf8proc_category(c);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

void append(std::string& key, utf8proc_int32_t c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
    return key.push_back(ascii_lower(static_cast<char>(c)));
  if (is_apostrophe(c)) return;
  if (c < 0x80) {
    if (!key.empty() && key.back() != ' ') key += ' ';
    return;
  }
  if (utf8proc_category(c) == UTF8PROC_CATEGORY_MN || is_unseen(c)) return;
  c = utf8proc_tolower(c);
  if (const std::string_view plain = fold_letter(c); !plain.empty()) {
    key += plain;
  } else if (is_letter_or_digit(c)) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto size = utf8proc_encode_char(c, bytes.data());
    key.append(bytes.begin(), bytes.begin() + size);
  } else if (!key.empty() && key.back() != ' ') {
    key += ' ';
  }
}

}  // namespace

std::string place_key(std::string_view name) {
  std::string key;
  key.reserve(name.size());
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(name.data());
  for (size_t at = 0; at < name.size();) {
    if (bytes[at] < 0x80) {  // nearly always
      append(key, bytes[at++]);
      continue;
    }
    utf8proc_int32_t c = 0;
    const auto size = utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(name.size() - at), &c);
    if (size < 1) {
      append(key, ' ');
      ++at;
      continue;
    }
    at += static_cast<size_t>(size);
    std::array<utf8proc_int32_t, 8> parts{};
    int boundary = 0;
    const auto n = utf8proc_decompose_char(c, parts.data(), parts.size(), UTF8PROC_DECOMPOSE, &boundary);
    for (size_t i = 0; i < std::min(static_cast<size_t>(std::max<utf8proc_ssize_t>(n, 0)), parts.size()); ++i) {
      append(key, parts[i]);
    }
  }
  if (!key.empty() && key.back() == ' ') key.pop_back();
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kBrief = {
      {{"saint ", "st "}, {"mount ", "mt "}, {"fort ", "ft "}}};
  for (const auto& [word, brief] : kBrief) {
    if (key.starts_with(word)) key.replace(0, word.size(), brief);
  }
  return key;
}

bool is_acronym(std::string_view name) {
  return name.size() >= 2 && name.size() <= 4 &&
         std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace khaldun
