#include "fetch/url.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/ascii.h"

namespace khaldun {
namespace {

constexpr size_t kMaxHost = 253;  // bytes, as in the domain name system; very long ones overrun the client's stack

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

/// What stands behind a host: nothing, or ":" and a port. The client throws on others.
bool is_port(std::string_view text) {
  if (text.empty()) return true;
  uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), port);
  return text[0] == ':' && text.size() <= 6 && error == std::errc{} && end == text.data() + text.size();
}

/// Whether the link is an address of its own: "https://example.org/x", "mailto:a@example.org".
bool has_scheme(std::string_view link) {
  const auto letter = [](char c) { return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'; };
  const auto inner = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'; };
  const auto end = std::ranges::find_if_not(link, inner);
  return end != link.end() && *end == ':' && letter(link[0]);
}

/// "/a/./b/../c" as "/a/c".
std::string without_dots(std::string_view path) {
  std::string out;
  for (size_t at = 0; at < path.size();) {
    const size_t end = std::min(path.find('/', at + 1), path.size());
    const std::string_view segment = path.substr(at, end - at);
    at = end;
    if (segment != "/." && segment != "/..") {
      out += segment;
      continue;
    }
    if (segment == "/.." && !out.empty()) out.erase(out.rfind('/'));
    if (at == path.size()) out += '/';
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
  const bool known = !url.host.empty() && url.host.size() <= kMaxHost;
  if (!known || !sane || !is_port(authority.substr(url.host.size()))) return std::nullopt;
  url.origin = std::string(scheme) + ascii_lower(authority);
  const std::string_view rest = text.substr(end);
  url.target = (rest.starts_with('/') ? "" : "/") + encoded(rest);
  return url;
}

std::string resolve(const Url& base, std::string_view link) {
  if (has_scheme(link)) return ascii_lower(link.substr(0, 4)) == "http" ? std::string(link) : "";
  if (link.starts_with("//")) return base.origin.substr(0, base.origin.find(':') + 1) + std::string(link);
  std::string path(link.substr(0, link.find_first_of("?#")));
  const std::string rest(link.substr(path.size()));
  const std::string here = base.target.substr(0, base.target.find('?'));
  if (path.empty()) return base.origin + (rest.starts_with('?') ? here : base.target) + rest;
  if (path[0] != '/') path.insert(0, here, 0, here.rfind('/') + 1);
  return base.origin + without_dots(path) + rest;
}

}  // namespace khaldun
