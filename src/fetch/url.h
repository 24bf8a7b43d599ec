// Url: the address of a page, http or https.
//
//   std::optional<Url> url = parse_url("https://example.org/news?id=7#top");
//   // origin "https://example.org", target "/news?id=7"
//   resolve(*url, "/feed.rss")  // "https://example.org/feed.rss"
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace khaldun {

struct Url {
  std::string origin;  // "https://example.org:8443"
  std::string host;    // "example.org"
  std::string target;  // path and query, at least "/"; what may not stand there is percent-encoded
};

/// Nothing for other schemes, and where there is no host, one of more than 253 bytes or a port over 65535. What stands
/// before "@" is left out.
std::optional<Url> parse_url(std::string_view text);

/// A link as it stands in a page or feed at `base` (RFC 3986); empty where it leads
/// to something else: "mailto:", "ftp:".
std::string resolve(const Url& base, std::string_view link);

}  // namespace khaldun
