// Names: one plain form for the many ways in which a name is written, for tables and text alike.
//
//   normalise("Al-Qaeda")       "qaeda"            normalise("People's Party")  "people s party"
//   normalise("U.S.")           "us"               normalise("Recep Erdoğan")   "recep erdogan"
//   normalise("Abdel-Fattah el-Sisi")              "abdel fattah sisi"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace khaldun {

/// Appends the plain form of `text` to `out`: lower case without accents, dots and apostrophes; hyphens and other signs
/// part tokens, one space between them; a possessive 's is a token of its own, as in a tokenised text. Arabic articles
/// are left out where another token follows.
void normalise(std::string_view text, std::string& out);
[[nodiscard]] std::string normalise(std::string_view text);

/// The plain letters for one that has no decomposition into a base letter and marks: "l" for ł; empty for others.
[[nodiscard]] std::string_view fold_letter(int32_t c);
/// Apostrophes and the signs that transliterations use like them.
[[nodiscard]] bool is_apostrophe(int32_t c);
/// Soft hyphens, joiners and marks of direction, which part nothing; not the zero-width space, which does.
[[nodiscard]] bool is_unseen(int32_t c);

/// Whether the plain token is an Arabic article: "al" always, "el", "as", "ash" … only when written with a hyphen.
[[nodiscard]] bool arabic_article(std::string_view token, bool hyphen_follows);

/// Written in capitals: all its letters are, and it has two or more ("NATO", "U.S.").
[[nodiscard]] bool capitals(std::string_view text);
/// Written as makers write their names, with a capital or digit behind a letter: "TikTok", "xAI", "ASEAN", "G7".
[[nodiscard]] bool coined(std::string_view text);

}  // namespace khaldun
