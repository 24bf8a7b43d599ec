// Ingest: outside bytes to documents. Untrusted bytes stop here: what passes is UTF-8 text of a sane size.
//
//   Result<Document> d = read_text(bytes, "article.txt");
//   Result<JsonArticle> a = read_json(R"({"id":"a1","text":"…","published":"2017-05-03"})", "news.jsonl:1");
#pragma once

#include <vector>

#include "ingest/table.h"

namespace khaldun {

inline constexpr size_t kMaxDocument = 10'000'000;  // bytes; a long book. Beyond it lies no article.

/// A plain text article. A first line that stands alone above a blank line stays part of the text, as a heading.
/// Errors (kInput): empty, binary, not UTF-8 (with the byte), too long.
[[nodiscard]] Result<Document> read_text(std::string_view bytes, const std::string& id, const std::string& url = {});

/// The article of a plain text file, or those of a LexisNexis download, each below a line "3 of 500 DOCUMENTS". Errors
/// as read_text's.
[[nodiscard]] std::vector<Result<Document>> read_texts(std::string_view bytes, const std::string& where);

/// "spans":[[start,end],…], whole characters in bytes of a document's text; nothing where a source has none.
/// Errors (kInput): another value, as other programs' lines may have; for `khaldun places` alone that is an error.
using Spans = Result<std::optional<std::vector<Bytes>>>;

struct JsonArticle {
  Document document;
  Spans spans;
};

/// One JSON object {"id","title","text","published","url"}, by other names where `map` has them, and "spans"; only
/// "text" is required, null is as good as absent. `where` names the line in errors and stands in for a missing id.
[[nodiscard]] Result<JsonArticle> read_json(std::string_view line, const std::string& where, const ColumnMap& map = {});

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
