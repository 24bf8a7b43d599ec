// Charset: bytes of whatever encoding to UTF-8.
#pragma once

#include <string>

#include "khaldun/base.h"

namespace khaldun {

/// `declared` is the encoding that the source names, empty where none; a byte-order mark beats it. Without either,
/// bytes that are not UTF-8 are converted from the encoding that they look like, but not where some of their characters
/// are UTF-8: those are broken. Of what is declared as UTF-8 each byte that is none becomes U+FFFD. UTF-8 stays as it
/// is under a name that nobody knows, or that it cannot have. Errors (kInput): an encoding that nobody knows, bytes
/// that it does not have; the message names no source.
[[nodiscard]] Result<std::string> to_utf8(std::string_view bytes, std::string_view declared);

/// What stands behind "charset=" in a content type: "utf-8" of "text/html; charset=utf-8". Empty where it declares
/// none.
[[nodiscard]] std::string charset_of(std::string_view content_type);

}  // namespace khaldun
