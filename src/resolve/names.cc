#include "resolve/names.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "base/among.h"

namespace khaldun {
namespace {

constexpr bool ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool ascii_digit(char c) { return c >= '0' && c <= '9'; }

/// Builds tokens: starts one at the first letter after a gap.
class Plain {
 public:
  explicit Plain(std::string& out) : out_(out), begin_(out.size()), token_(out.size()) {}

  void letter(std::string_view letters) {
    if (gap_ && out_.size() > begin_) {
      out_ += ' ';
      token_ = out_.size();
    }
    gap_ = false;
    out_ += letters;
  }

  void gap(bool hyphen) {
    if (gap_) return;
    gap_ = true;
    article_ = arabic_article(std::string_view(out_).substr(token_), hyphen);
  }

  /// Called when a token is sure to follow: an article before it goes.
  void before_letter() {
    if (!gap_ || !article_) return;
    out_.resize(token_ > begin_ ? token_ - 1 : begin_);
    const size_t space = out_.find_last_of(' ');
    token_ = space == std::string::npos || space < begin_ ? begin_ : space + 1;
    article_ = false;
  }

 private:
  std::string& out_;
  size_t begin_, token_;
  bool gap_ = false, article_ = false;
};

}  // namespace

std::string_view fold_letter(int32_t c) {
  switch (c) {
    case 0xC6:
    case 0xE6:
      return "ae";
    case 0xD0:
    case 0xF0:
    case 0x110:
    case 0x111:
      return "d";
    case 0xD8:
    case 0xF8:
      return "o";
    case 0xDE:
    case 0xFE:
      return "th";
    case 0xDF:
      return "ss";
    case 0x126:
    case 0x127:
      return "h";
    case 0x131:
      return "i";
    case 0x141:
    case 0x142:
      return "l";
    case 0x152:
    case 0x153:
      return "oe";
    case 0x18F:
    case 0x259:
      return "a";
    default:
      return {};
  }
}

bool is_apostrophe(int32_t c) {
  return c == '\'' || c == '`' || c == 0xB4 || c == 0x2018 || c == 0x2019 || c == 0x2032 || (c >= 0x2BB && c <= 0x2BF);
}

bool is_unseen(int32_t c) { return c != 0x200B && utf8proc_category(c) == UTF8PROC_CATEGORY_CF; }

bool arabic_article(std::string_view token, bool hyphen_follows) {
  if (token == "al") return true;
  constexpr std::array<std::string_view, 10> kArticles = {"el", "ul", "as", "ash", "ar", "ad", "an", "at", "az", "ath"};
  return hyphen_follows && among(kArticles, token);
}

void normalise(std::string_view text, std::string& out) {
  Plain plain(out);
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (size_t i = 0; i < text.size();) {
    const char byte = text[i];
    if (ascii_letter(byte) || ascii_digit(byte)) {
      plain.before_letter();
      const char lower = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
      plain.letter({&lower, 1});
      ++i;
      continue;
    }
    utf8proc_int32_t code = -1;
    const utf8proc_ssize_t size = utf8proc_iterate(bytes + i, static_cast<utf8proc_ssize_t>(text.size() - i), &code);
    i += size > 0 ? static_cast<size_t>(size) : 1;
    if (size <= 0) continue;
    if (code == '.' || is_unseen(code)) continue;
    if (code == '&') {
      plain.gap(false);
      plain.letter("and");
      plain.gap(false);
    } else if (is_apostrophe(code)) {
      const bool possessive = i < text.size() && (text[i] == 's' || text[i] == 'S') &&
                              (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '-');
      if (possessive) plain.gap(false);
    } else if (const std::string_view letter = fold_letter(code); !letter.empty()) {
      plain.before_letter();
      plain.letter(letter);
    } else if (code > 0x7F && utf8proc_category(code) <= UTF8PROC_CATEGORY_NO &&
               utf8proc_category(code) != UTF8PROC_CATEGORY_CN) {
      // Letters, marks and digits: the base letter in lower case; marks alone are left out.
      std::array<utf8proc_int32_t, 8> parts{};
      int boundary = 0;
      const auto options =
          static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
      const utf8proc_ssize_t n = utf8proc_decompose_char(code, parts.data(), parts.size(), options, &boundary);
      for (utf8proc_ssize_t k = 0; k < std::min<utf8proc_ssize_t>(n, parts.size()); ++k) {
        std::array<utf8proc_uint8_t, 4> encoded{};
        const utf8proc_ssize_t length = utf8proc_encode_char(parts[static_cast<size_t>(k)], encoded.data());
        plain.before_letter();
        plain.letter({reinterpret_cast<const char*>(encoded.data()), static_cast<size_t>(length)});
      }
    } else {
      plain.gap(code == '-' || code == 0x2010 || code == 0x2011);
    }
  }
}

std::string normalise(std::string_view text) {
  std::string out;
  normalise(text, out);
  return out;
}

bool coined(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  for (size_t i = 1; i < text.size(); ++i) {
    if (letter(text[i - 1]) && ((text[i] >= 'A' && text[i] <= 'Z') || (text[i] >= '0' && text[i] <= '9'))) return true;
  }
  return false;
}

bool capitals(std::string_view text) {
  size_t letters = 0;
  for (char c : text) {
    if (c >= 'a' && c <= 'z') return false;
    if (c >= 'A' && c <= 'Z') ++letters;
  }
  return letters >= 2;
}

}  // namespace khaldun
