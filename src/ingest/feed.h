// Feeds: RSS 2.0 (with content:encoded) and Atom to articles.
#pragma once

#include <vector>

#include "ingest/article.h"

namespace khaldun {

/// A document for each entry, or why it is none; one error where the whole is no feed. Entities that a feed defines for itself are not expanded.
[[nodiscard]] std::vector<Result<Document>> read_feed(std::string_view bytes, const std::string& where);

}  // namespace khaldun
