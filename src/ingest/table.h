// Tables of articles: CSV and TSV, RFC 4180, a header line first.
//
//   id,title,body,date        --map text=body,published=date
//   7,"Talks fail","They met.
//   Nothing came of it.",2017-05-03
#pragma once

#include <map>
#include <vector>

#include "ingest/article.h"
#include "ingest/stream.h"

namespace khaldun {

/// Which column, or field of JSON Lines, holds "id", "title", "text", "published", "url"; each its own name where
/// nothing else is said.
using ColumnMap = std::map<std::string, std::string>;

/// The map of "text=body,published=date". Errors (kInput): not of this form, a field that articles have not.
[[nodiscard]] Result<ColumnMap> parse_column_map(std::string_view text);

class TableArticles {
 public:
  TableArticles(Stream stream, std::string where, ColumnMap map);
  /// The next row's document, or why it is none; nothing at the end. A table without the columns wanted is one error.
  std::optional<Result<Document>> next();
  [[nodiscard]] size_t left() const { return stream_.left(); }

 private:
  std::optional<std::vector<std::string>> row();
  std::optional<Result<Document>> header();
  Stream stream_;
  std::string where_;
  ColumnMap map_;
  std::map<std::string, size_t> column_;  // of "text" and the others
  char sign_ = ',';
  size_t line_ = 0, first_line_ = 0, width_ = 0;
  std::string problem_;  // of the row read last
  bool begun_ = false, over_ = false;
};

}  // namespace khaldun
