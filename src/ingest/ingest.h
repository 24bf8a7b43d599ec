// Ingest: outside bytes to documents. Untrusted bytes stop here: what passes is UTF-8 text of a sane size.
//
//   Result<Document> d = read_text(bytes, "article.txt");
//   Result<Document> d = read_json(R"({"id":"a1","title":"…","text":"…","published":"2017-05-03"})", "news.jsonl:1");
#pragma once

#include "khaldun/document.h"

namespace khaldun {

inline constexpr size_t kMaxDocument = 10'000'000;  // bytes; a long book. Beyond it lies no article.

/// A plain text article. A first line that stands alone above a blank line stays part of the text, as a heading.
/// Errors (kInput): empty, binary, not UTF-8 (with the byte), too long.
[[nodiscard]] Result<Document> read_text(std::string_view bytes, const std::string& id);

/// One JSON object {"id","title","text","published","url"}; only "text" is required, null is as good as absent.
/// `where` names the line in errors and stands in for a missing id.
[[nodiscard]] Result<Document> read_json(std::string_view line, const std::string& where);

}  // namespace khaldun
