// HTML: a news page to its article: main text, title, publication day, by structure and metadata.
#pragma once

#include "ingest/article.h"

namespace khaldun {

/// The article of a page. `url` where it was asked for, and `charset` as HTTP declares it, each empty where unknown:
/// then the page's own word counts. Errors (kInput): an unknown encoding, tags nested too deep, no text; and those of
/// document_of.
[[nodiscard]] Result<Document> read_html(std::string_view bytes, const std::string& where, const std::string& url = {},
                                         std::string_view charset = {});

/// The plain text of a piece of HTML, such as a feed's description: paragraphs, a blank line between. Errors (kInput):
/// tags nested too deep.
[[nodiscard]] Result<std::string> text_of_html(const std::string& html);

}  // namespace khaldun
