// Ingest: outside bytes to documents. Untrusted bytes stop here: what passes is UTF-8 text of a sane size.
//
//   Result<Document> d = read_text(bytes, "article.txt");
//   Result<Document> d = read_json(R"({"id":"a1","title":"…","text":"…","published":"2017-05-03"})", "news.jsonl:1");
#pragma once

#include <vector>

#include "ingest/table.h"

namespace khaldun {

inline constexpr size_t kMaxDocument = 10'000'000;  // bytes; a long book. Beyond it lies no article.

/// A plain text article. A first line that stands alone above a blank line stays part of the text, as a heading.
/// Errors (kInput): empty, binary, not UTF-8 (with the byte), too long.
[[nodiscard]] Result<Document> read_text(std::string_view bytes, const std::string& id);

/// One JSON object {"id","title","text","published","url"}, by other names where `map` has them; only "text" is
/// required, null is as good as absent. `where` names the line in errors and stands in for a missing id.
[[nodiscard]] Result<Document> read_json(std::string_view line, const std::string& where, const ColumnMap& map = {});

/// The "spans" of a JSON line, [[start,end],…] in bytes of `document`'s text; nothing where it has none.
/// Errors (kInput): no list of pairs, or one that is no span of the text.
[[nodiscard]] Result<std::optional<std::vector<Bytes>>> read_spans(std::string_view line, const Document& document);

/// A question of `khaldun relate`.
struct RelationQuestion {
  std::string uid;  // as JSON: a number, or a string with its quotes
  Document document;
  std::optional<Bytes> source, target;
};

/// One JSON object {"uid","text","source":[start,end],"target":[start,end]}, offsets in bytes of the text; a side may
/// be null. Errors (kInput) say what is missing; `uid` gets the line's uid wherever it has one, else "null".
[[nodiscard]] Result<RelationQuestion> read_relation(std::string_view line, const std::string& where, std::string& uid);

}  // namespace khaldun
