// Feeds: RSS 2.0 (with content:encoded) and Atom to articles.
#pragma once

#include <vector>

#include "ingest/article.h"

namespace khaldun {

struct FeedEntry {
  std::string id, url;  // as the feed has them; either is the other where it has none, the url an id that is an address
  std::optional<Day> published;
  bool whole = false;  // it brings its text, not only a summary of the page at `url`
  Result<Document> document;
};

/// The entries in their order. Errors (kInput): no feed. Entities that a feed defines for itself are not expanded.
[[nodiscard]] Result<std::vector<FeedEntry>> read_entries(std::string_view bytes, const std::string& where);

/// A document for each entry, or why it is none; one error where the whole is no feed or has no entry.
[[nodiscard]] std::vector<Result<Document>> read_feed(std::string_view bytes, const std::string& where);

}  // namespace khaldun
