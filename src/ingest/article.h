// Article: what a source says of one article, before anything is checked; and the check that every reader's articles
// pass.
#pragma once

#include "khaldun/document.h"

namespace khaldun {

struct Article {
  std::string id, url, title, text;  // UTF-8; empty where the source has none
  std::optional<Day> published;
};

/// The title, a newline and the text as one document; `where` stands in for a missing id and names the source in
/// errors. Id and url are made UTF-8, the id of one line. Errors (kInput): empty, over kMaxDocument bytes, binary, not
/// UTF-8, not English.
[[nodiscard]] Result<Document> document_of(Article article, const std::string& where);

/// Why a text cannot be read at all: empty, too long, binary, not UTF-8. Empty where it can.
[[nodiscard]] std::string objection(std::string_view text);

/// The day of "2017-05-03", "2017-05-03T10:00:00Z", "2017/05/03", "20170503", "Wed, 03 May 2017 10:00:00 GMT",
/// "May 3, 2017" or "3-May-17", as its clock says it.
[[nodiscard]] std::optional<Day> day_in(std::string_view date);
/// The day that a news URL carries: ".../2017/05/03/...", ".../2017-05-03-...".
[[nodiscard]] std::optional<Day> day_in_url(std::string_view url);

}  // namespace khaldun
