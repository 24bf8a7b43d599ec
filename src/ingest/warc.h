// WARC 1.0 and 1.1: the pages of a web crawl, plain or compressed, as articles.
#pragma once

#include "ingest/article.h"
#include "ingest/stream.h"

namespace khaldun {

class WarcArticles {
 public:
  WarcArticles(Stream stream, std::string where);
  /// The next page's document, or why it is none; nothing at the end. Requests, images and answers other than 200 are
  /// passed over. After a record whose length is false, reading goes on at the next that can be found.
  std::optional<Result<Document>> next();
  [[nodiscard]] size_t left() const { return stream_.left(); }

 private:
  struct Record;
  [[nodiscard]] std::optional<Result<Record>> record();
  [[nodiscard]] std::optional<Result<Document>> page(const Record& record) const;
  Stream stream_;
  std::string where_;
  size_t number_ = 0;
  bool begun_ = false;  // the first line of the next record has been read
  bool over_ = false;
};

}  // namespace khaldun
