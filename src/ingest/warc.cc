#include "ingest/warc.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "ingest/charset.h"
#include "ingest/html.h"
#include "ingest/ingest.h"

namespace khaldun {
namespace {

constexpr size_t kLongestLine = 1 << 16;
constexpr size_t kMostHeaders = 1000;

using Headers = std::map<std::string, std::string>;  // names in small letters

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

void add_header(std::string_view line, Headers& headers) {
  const size_t colon = line.find(':');
  std::string storage;
  if (colon != std::string_view::npos)
    headers[ascii_lower(trimmed(line.substr(0, colon)))] = acceptable(trimmed(line.substr(colon + 1)), storage);
}

/// The body of an answer sent in chunks; as it is where it is not in chunks.
std::string unchunked(std::string_view body) {
  std::string out;
  while (!body.empty()) {
    const size_t end = body.find("\r\n");
    size_t size = 0;
    const auto read = std::from_chars(body.data(), body.data() + std::min(end, body.size()), size, 16);
    if (end == std::string_view::npos || read.ec != std::errc() || size > body.size() - end - 2)
      return out.empty() ? std::string(body) : out;
    if (size == 0) break;
    out += body.substr(end + 2, size);
    body.remove_prefix(std::min(body.size(), end + 2 + size + 2));
  }
  return out;
}

}  // namespace

struct WarcArticles::Record {
  Headers headers;
  std::string block;
  std::string place;
};

WarcArticles::WarcArticles(Stream stream, std::string where) : stream_(std::move(stream)), where_(std::move(where)) {}

std::optional<Result<WarcArticles::Record>> WarcArticles::record() {
  const auto complain = [&](const std::string& what) {
    return Result<Record>(
        fail(Error::Kind::kInput, fmt::format("{}: record {}: {}", where_, std::max<size_t>(number_, 1), what)));
  };
  // To the next "WARC/": blank lines lie between records, anything else is what a false length left over.
  size_t strange = 0;
  while (!std::exchange(begun_, false)) {
    const std::optional<std::string_view> line = stream_.line(kLongestLine);
    if (!line) {
      over_ = true;
      if (!stream_.error().empty()) return complain(stream_.error() + "; what came before it was read");
      if (number_ == 0) return complain("no record; wanted a line 'WARC/1.0' or 'WARC/1.1'");
      return strange > 0
                 ? std::optional(complain("bytes behind it that belong to no record; its Content-Length is false"))
                 : std::nullopt;
    }
    if (line->starts_with("WARC/1.")) {
      begun_ = strange > 0;
      if (begun_) return complain("bytes behind it that belong to no record; its Content-Length is false");
      break;
    }
    strange += trimmed(*line).size();
  }
  ++number_;
  Record found;
  found.place = fmt::format("{}: record {}", where_, number_);
  for (size_t n = 0; n < kMostHeaders; ++n) {
    const std::optional<std::string_view> line = stream_.line(kLongestLine);
    if (!line || trimmed(*line).empty()) break;
    add_header(*line, found.headers);
  }
  if (!stream_.error().empty()) {
    over_ = true;
    return complain(stream_.error() + "; what came before it was read");
  }
  size_t length = 0;
  const std::string& told = found.headers["content-length"];
  if (std::from_chars(told.data(), told.data() + told.size(), length).ec != std::errc()) {
    return complain(fmt::format("Content-Length is '{}'; wanted a number of bytes", told));
  }
  const size_t most = std::min(length, 4 * kMaxDocument);
  found.block = stream_.peek(most);
  if (found.block.size() < most) {
    // Cut short, unless other records lie within: then the length is false.
    const size_t next = found.block.find("\nWARC/1.");
    over_ = next == std::string::npos;
    stream_.skip(over_ ? most : next + 1);
    return complain(fmt::format("{} bytes of {}; {}", found.block.size(), length,
                                stream_.error().empty() ? "the file ends too soon" : stream_.error()));
  }
  stream_.skip(length);
  if (length > most) {
    return complain(fmt::format("{} bytes; at most {} are read{}", length, most,
                                stream_.peek(1).empty() ? ", and the file ends before them" : ""));
  }
  return found;
}

std::optional<Result<Document>> WarcArticles::page(const Record& record) const {
  const auto header = [&](const char* name) {
    const auto found = record.headers.find(name);
    return found == record.headers.end() ? std::string() : found->second;
  };
  const std::string kind = header("warc-type");
  std::string url = header("warc-target-uri");
  if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);  // as wget writes it
  Result<Document> document = fail(Error::Kind::kInput, "");
  const std::string content = ascii_lower(header("content-type"));
  if (kind == "conversion" && content.starts_with("text/plain")) {
    document = read_text(record.block, record.place, url);
  } else if (kind == "response" && content.starts_with("application/http")) {
    const std::string_view block = record.block;
    const size_t status = block.find(' '), head = block.find("\r\n\r\n");
    if (head == std::string_view::npos || block.substr(status + 1, 3) != "200") return std::nullopt;
    Headers http;
    for (size_t at = block.find('\n') + 1; at < head;) {
      const size_t end = std::min(block.find('\n', at), head);
      add_header(block.substr(at, end - at), http);
      at = end + 1;
    }
    const std::string type = ascii_lower(http["content-type"]);
    if (!type.starts_with("text/html") && !type.starts_with("application/xhtml")) return std::nullopt;
    std::string body(block.substr(head + 4));
    if (ascii_lower(http["transfer-encoding"]).ends_with("chunked")) body = unchunked(body);
    Stream inflated{std::string_view(body)};  // gzip shows by its first bytes
    const std::string html(inflated.peek(4 * kMaxDocument));
    const auto complain = [&](const std::string& what) {
      return Result<Document>(fail(Error::Kind::kInput, fmt::format("{}: {}", record.place, what)));
    };
    if (!inflated.error().empty()) return complain(inflated.error());
    // Some crawlers unpack a page and keep the header: then it begins with a tag.
    const std::string coding = ascii_lower(http["content-encoding"]);
    const std::string_view page = unmarked(html);
    if ((coding == "br" || coding == "deflate") && page.find_first_not_of(" \t\r\n") != page.find('<'))
      return complain(
          fmt::format("the page is packed as '{}'; wanted gzip, zstd or none, so crawl with these", coding));
    document = read_html(html, record.place, url, charset_of(type));
  } else {
    return std::nullopt;
  }
  if (document) {
    if (const std::string id = header("warc-record-id"); !id.empty()) document->id = id;
    // The day of the crawl is the last resort: it is when the page was there, not when it was written.
    if (!document->published) {
      document->published = day_in(header("warc-date"));
      document->crawled = document->published.has_value();
    }
  }
  return document;
}

std::optional<Result<Document>> WarcArticles::next() {
  while (!over_) {
    const std::optional<Result<Record>> found = record();
    if (!found) return std::nullopt;
    if (!*found) return Result<Document>(tl::unexpected((*found).error()));
    if (std::optional<Result<Document>> document = page(**found)) return document;
  }
  return std::nullopt;
}

}  // namespace khaldun
