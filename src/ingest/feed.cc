#include "ingest/feed.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <pugixml.hpp>

#include "base/utf8.h"
#include "ingest/charset.h"
#include "ingest/html.h"

namespace khaldun {
namespace {

/// The encoding of <?xml version="1.0" encoding="windows-1252"?>; empty where it has none.
std::string declared_in(std::string_view xml) {
  const std::string_view declaration = xml.substr(0, xml.find("?>"));
  if (!declaration.starts_with("<?xml")) return {};
  std::string_view rest = declaration.substr(std::min(declaration.find("encoding"), declaration.size()));
  const size_t open = rest.find_first_of("\"'");
  if (open == std::string_view::npos) return {};
  const char mark = rest[open];
  rest.remove_prefix(open + 1);
  return std::string(rest.substr(0, rest.find(mark)));
}

/// Without the blanks around it, which are layout.
std::string trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return std::string(text.substr(0, text.find_last_not_of(kBlanks) + 1));
}

/// The text of an element in all its pieces: CDATA sections and comments part it.
std::string content_of(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& piece : node.children()) text += piece.value();  // an element has none
  return trimmed(text);
}

/// Text of the first of these children that has some.
template <size_t N>
std::string text_of(const pugi::xml_node& node, const std::array<const char*, N>& names) {
  for (const char* name : names) {
    const pugi::xml_node child = node.child(name);
    // Atom's type="xhtml" holds elements, all others text.
    if (std::string_view(child.attribute("type").value()) == "xhtml") {
      struct Writer : pugi::xml_writer {
        std::string out;
        void write(const void* data, size_t size) override { out.append(static_cast<const char*>(data), size); }
      } writer;
      for (const pugi::xml_node& inner : child.children()) inner.print(writer, "", pugi::format_raw);
      return writer.out;
    }
    if (std::string text = content_of(child); !text.empty()) return text;
  }
  return {};
}

std::string link_of(const pugi::xml_node& entry) {
  for (const pugi::xml_node& link : entry.children("link")) {
    const std::string_view rel = link.attribute("rel").value();
    std::string url = trimmed(link.attribute("href").value());
    if (url.empty() || (!rel.empty() && rel != "alternate")) url = content_of(link);
    if (!url.empty()) return url;
  }
  return {};
}

FeedEntry entry_of(const pugi::xml_node& entry, const std::string& where) {
  FeedEntry found{text_of(entry, std::array{"guid", "id"}), link_of(entry),
                  day_in(text_of(entry, std::array{"pubDate", "published", "dc:date", "updated"})), false, Document{}};
  if (found.id.empty()) found.id = found.url;
  // RSS: what names an entry is its address, too, unless it says that it is not.
  const pugi::xml_node guid = entry.child("guid");
  if (found.url.empty() && guid && guid.attribute("isPermaLink").as_bool(true) && found.id.starts_with("http"))
    found.url = found.id;
  std::string text = text_of(entry, std::array{"content:encoded", "content"});
  found.whole = !text.empty();
  if (text.empty()) text = text_of(entry, std::array{"description", "summary"});
  const Result<std::string> title = text_of_html(text_of(entry, std::array{"title"})), body = text_of_html(text);
  found.document =
      title && body ? document_of({found.id, found.url, *title, *body, found.published}, where)
                    : fail(Error::Kind::kInput, fmt::format("{}: {}", where, (title ? body : title).error().message));
  return found;
}

}  // namespace

Result<std::vector<FeedEntry>> read_entries(std::string_view bytes, const std::string& where) {
  const Result<std::string> converted = to_utf8(bytes, declared_in(bytes));
  std::string storage;
  // One broken byte of one entry does not cost all others.
  const std::string_view text = converted ? *converted : acceptable(bytes, storage);
  pugi::xml_document xml;
  // Blanks between two elements or CDATA sections part words.
  const pugi::xml_parse_result parsed =
      xml.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (!parsed) {
    return fail(Error::Kind::kInput, fmt::format("{}: no XML at byte {} ({}); wanted an RSS or Atom feed", where,
                                                 parsed.offset, parsed.description()));
  }
  const pugi::xml_node root = xml.document_element();
  const std::string_view name = root.name();
  if (name != "rss" && name != "feed" && name != "rdf:RDF") {
    return fail(Error::Kind::kInput, fmt::format("{}: found <{}>; wanted an RSS or Atom feed", where, name));
  }
  std::vector<FeedEntry> found;
  const pugi::xml_node parent = name == "rss" ? root.child("channel") : root;
  for (const pugi::xml_node& entry : parent.children(name == "feed" ? "entry" : "item")) {
    found.push_back(entry_of(entry, fmt::format("{}:{}", where, found.size() + 1)));
  }
  return found;
}

std::vector<Result<Document>> read_feed(std::string_view bytes, const std::string& where) {
  Result<std::vector<FeedEntry>> entries = read_entries(bytes, where);
  if (!entries) return {tl::unexpected(std::move(entries.error()))};
  if (entries->empty()) return {fail(Error::Kind::kInput, fmt::format("{}: the feed has no entry", where))};
  std::vector<Result<Document>> found;
  for (FeedEntry& entry : *entries) found.push_back(std::move(entry.document));
  return found;
}

}  // namespace khaldun
