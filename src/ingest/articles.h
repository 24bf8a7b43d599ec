// Articles: the documents of one file, whatever its format.
//
//   Articles articles(file.bytes(), "news.warc.gz", Format::automatic);
//   while (auto document = articles.next()) ...       // a document, or why it is none
#pragma once

#include <variant>

#include "ingest/ingest.h"
#include "ingest/table.h"
#include "ingest/warc.h"

namespace khaldun {

enum class Format : uint8_t { automatic, text, html, feed, jsonl, csv, warc, mail };
std::optional<Format> parse_format(std::string_view name);

/// The format that a file's first bytes and its name tell; text where neither tells.
[[nodiscard]] Format format_of(std::string_view name, std::string_view head);

class Articles {
 public:
  /// Reads `bytes` in place; they must outlive it. gzip and zstd are taken off any format, UTF-16 becomes UTF-8.
  Articles(std::string_view bytes, std::string name, Format format, ColumnMap map = {});
  /// The next document in the order of the file; nothing at the end.
  std::optional<Result<Document>> next();
  /// The "spans" of the document given last.
  [[nodiscard]] const Spans& spans() const { return spans_; }
  /// Bytes of the file that have not been read.
  [[nodiscard]] size_t left() const;

 private:
  /// JSON Lines.
  struct Lines {
    Stream stream;
    size_t number;  // of the line given last
    bool any;       // an object has been given
    ColumnMap map;
  };
  /// Documents that were read at once: a text, a page, a feed, an e-mail.
  struct Whole {
    std::vector<Result<Document>> documents;
    size_t given;
  };
  std::optional<Result<Document>> next_line(Lines& lines);
  std::string name_;
  std::unique_ptr<const std::string> converted_;  // the bytes, where they were UTF-16
  Spans spans_;
  std::variant<Whole, Lines, TableArticles, WarcArticles> reader_;
};

}  // namespace khaldun
