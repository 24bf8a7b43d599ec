#include "fetch/url.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"

namespace khaldun {
namespace {

/// Spaces, control and non-ASCII characters as "%20": the rest is taken to be encoded as its author wants it.
std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F)
      out += c;
    else
      out += fmt::format("%{:02X}", byte);
  }
  return out;
}

}  // namespace

std::optional<Url> parse_url(std::string_view text) {
  const std::string lower = ascii_lower(text.substr(0, 8));
  const std::string_view scheme = lower.starts_with("https://")  ? "https://"
                                  : lower.starts_with("http://") ? "http://"
                                                                 : "";
  if (scheme.empty()) return std::nullopt;
  text.remove_prefix(scheme.size());
  text = text.substr(0, text.find('#'));
  const size_t end = std::min(text.find_first_of("/?"), text.size());
  std::string_view authority = text.substr(0, end);
  if (const size_t at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  const bool sane = std::ranges::all_of(authority, [](char c) { return c > 0x20 && c < 0x7F && c != '\\'; });
  Url url;
  url.host = ascii_lower(authority.starts_with('[') ? authority.substr(0, authority.find(']') + 1)
                                                    : authority.substr(0, authority.find(':')));
  if (url.host.empty() || !sane) return std::nullopt;
  url.origin = std::string(scheme) + ascii_lower(authority);
  const std::string_view rest = text.substr(end);
  url.target = (rest.starts_with('/') ? "" : "/") + encoded(rest);
  return url;
}

std::string resolve(const Url& base, std::string_view link) {
  if (parse_url(link)) return std::string(link);
  const std::string scheme = base.origin.substr(0, base.origin.find(':') + 1);
  if (link.starts_with("//")) return scheme + std::string(link);
  if (link.starts_with('/')) return base.origin + std::string(link);
  const std::string path = base.target.substr(0, base.target.find('?'));
  return base.origin + path.substr(0, path.rfind('/') + 1) + std::string(link);
}

}  // namespace khaldun
