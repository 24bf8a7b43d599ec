#include "parse/word_pieces.h"

#include <utf8proc.h>

#include <algorithm>

namespace khaldun {
namespace {

bool is_ascii(int32_t c) { return c < 0x80; }

int32_t next(std::string_view text, size_t& i) {
  if (is_ascii(static_cast<unsigned char>(text[i]))) return text[i++];
  int32_t code = 0xFFFD;
  const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + i,
                                  static_cast<utf8proc_ssize_t>(text.size() - i), &code);
  i += n > 0 ? static_cast<size_t>(n) : 1;
  return code;
}

void append(std::string& out, int32_t code) {
  if (is_ascii(code)) return out.push_back(static_cast<char>(code));
  utf8proc_uint8_t bytes[4];
  const auto n = utf8proc_encode_char(code, bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(n));
}

bool is_punctuation(int32_t c) {
  if ((c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126)) return true;
  if (is_ascii(c)) return false;
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
      return true;
    default:
      return false;
  }
}

}  // namespace

uint8_t case_of(std::string_view word) {
  int letters = 0, upper = 0;
  bool first_upper = false;
  for (size_t i = 0; i < word.size();) {
    const int32_t c = next(word, i);
    const bool ascii_lower = c >= 'a' && c <= 'z';
    const bool is_upper = is_ascii(c) ? c >= 'A' && c <= 'Z' : utf8proc_category(c) == UTF8PROC_CATEGORY_LU;
    if (!is_upper && !ascii_lower && (is_ascii(c) || utf8proc_category(c) != UTF8PROC_CATEGORY_LL)) continue;
    if (letters == 0) first_upper = is_upper;
    ++letters;
    upper += is_upper ? 1 : 0;
  }
  if (letters == 0) return 0;
  if (upper == 0) return 1;
  if (upper == 1 && first_upper) return 2;
  return upper == letters ? 3 : 4;
}

Result<WordPieces> WordPieces::load(const Pack& pack) {
  const Result<Dictionary> pieces = pack.dictionary("pieces");
  if (!pieces) return tl::unexpected(pieces.error());
  WordPieces result;
  result.pieces_ = *pieces;
  const struct {
    const char* piece;
    int32_t* id;
  } specials[] = {{"[CLS]", &result.cls_}, {"[SEP]", &result.sep_}, {"[UNK]", &result.unknown_}};
  for (const auto& special : specials) {
    const std::optional<uint32_t> row = pieces->find(special.piece);
    if (!row)
      return fail(Error::Kind::kFile,
                  std::string("model pack: its vocabulary lacks ") + special.piece + "; export the model again");
    *special.id = static_cast<int32_t>(*row);
  }
  for (size_t row = 0; row < pieces->size(); ++row) result.longest_ = std::max(result.longest_, (*pieces)[row].size());
  return result;
}

void WordPieces::split(std::string_view word, std::vector<int32_t>& ids) const {
  const size_t before = ids.size();
  std::string run;
  const auto put = [&](int32_t c) {
    const bool mark = is_punctuation(c);
    if (mark || c == ' ') {
      if (!run.empty()) greedy(run, ids);
      run.clear();
    }
    if (c == ' ') return;
    append(run, c);
    if (mark) {
      greedy(run, ids);
      run.clear();
    }
  };
  for (size_t i = 0; i < word.size();) {
    const int32_t whole = next(word, i);
    if (is_ascii(whole)) {
      put(whole >= 'A' && whole <= 'Z' ? whole + 32 : whole);
      continue;
    }
    // Canonical decomposition of one character is at most 18 code points in Unicode.
    utf8proc_int32_t parts[18];
    int boundary = 0;
    const auto n = utf8proc_decompose_char(whole, parts, 18, UTF8PROC_DECOMPOSE, &boundary);
    for (utf8proc_ssize_t k = 0; k < n && k < 18; ++k) {
      const auto category = utf8proc_category(parts[k]);
      if (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_CF) continue;  // accents, soft hyphens
      put(utf8proc_tolower(parts[k]));
    }
  }
  if (!run.empty()) greedy(run, ids);
  if (ids.size() == before) ids.push_back(unknown_);
  if (ids.size() > before + kMaxPieces) ids.resize(before + kMaxPieces);
}

void WordPieces::greedy(std::string_view run, std::vector<int32_t>& ids) const {
  const size_t before = ids.size();
  std::string inner;  // what follows a piece of the same run
  for (size_t start = 0; start < run.size();) {
    const std::string_view mark = start > 0 ? "##" : "";
    if (start > 0) inner.assign(mark).append(run.substr(start));
    const std::string_view rest = start > 0 ? inner : run;
    size_t end = std::min(run.size(), start + longest_);
    std::optional<uint32_t> row;
    for (; end > start; --end) {
      if (end < run.size() && (static_cast<unsigned char>(run[end]) & 0xC0) == 0x80) continue;  // inside a character
      row = pieces_.find(rest.substr(0, mark.size() + end - start));
      if (row) break;
    }
    if (!row) {
      ids.resize(before);
      ids.push_back(unknown_);
      return;
    }
    ids.push_back(static_cast<int32_t>(*row));
    start = end;
  }
}

}  // namespace khaldun
