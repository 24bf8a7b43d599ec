// Mail: e-mails (.eml, RFC 5322 with MIME; .mbox, many in a file) to articles: subject, date, text; and pages that a
// browser has saved as such (.mht).
#pragma once

#include <vector>

#include "ingest/article.h"

namespace khaldun {

/// The plain text of each message, else the text of its HTML, else that of the e-mail that it forwards; other
/// attachments are left out. Of a saved page its article. Errors (kInput): no headers, no text, an encoding as in
/// to_utf8; and those of document_of.
[[nodiscard]] std::vector<Result<Document>> read_mail(std::string_view bytes, const std::string& where);

}  // namespace khaldun
