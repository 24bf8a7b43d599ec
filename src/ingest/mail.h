// Mail: an e-mail (.eml, RFC 5322 with MIME) to an article: subject, date, text.
#pragma once

#include "ingest/article.h"

namespace khaldun {

/// The plain text of the message, else the text of its HTML; attachments are left out. Errors (kInput): no headers, no
/// text, an encoding as in to_utf8; and those of document_of.
[[nodiscard]] Result<Document> read_mail(std::string_view bytes, const std::string& where);

}  // namespace khaldun
