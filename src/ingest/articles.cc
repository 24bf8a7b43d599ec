#include "ingest/articles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/utf8.h"
#include "ingest/charset.h"
#include "ingest/feed.h"
#include "ingest/html.h"
#include "ingest/ingest.h"
#include "ingest/mail.h"

namespace khaldun {
namespace {

struct Named {
  std::string_view name;
  Format format;
};
constexpr std::array<Named, 8> kFormats = {{{"auto", Format::automatic},
                                            {"text", Format::text},
                                            {"html", Format::html},
                                            {"feed", Format::feed},
                                            {"jsonl", Format::jsonl},
                                            {"csv", Format::csv},
                                            {"warc", Format::warc},
                                            {"mail", Format::mail}}};
constexpr std::array<Named, 19> kEndings = {{{".txt", Format::text},
                                             {".text", Format::text},
                                             {".md", Format::text},
                                             {".html", Format::html},
                                             {".htm", Format::html},
                                             {".xhtml", Format::html},
                                             {".rss", Format::feed},
                                             {".atom", Format::feed},
                                             {".jsonl", Format::jsonl},
                                             {".ndjson", Format::jsonl},
                                             {".json", Format::jsonl},
                                             {".csv", Format::csv},
                                             {".tsv", Format::csv},
                                             {".warc", Format::warc},
                                             {".wet", Format::warc},
                                             {".eml", Format::mail},
                                             {".mbox", Format::mail},
                                             {".mht", Format::mail},
                                             {".mhtml", Format::mail}}};

constexpr size_t kMostUtf16 = 40 * kMaxDocument;
constexpr size_t kMostLine = 2 * kMaxDocument;
constexpr size_t kMostWhole = 4 * kMaxDocument;

/// All of a stream that is UTF-16, as Excel and PowerShell write, at once: its lines and cells do not end at a byte.
Result<std::string> from_utf16(Stream& stream) {
  const std::string_view bytes = stream.peek(kMostUtf16 + 1);
  if (!stream.error().empty()) return fail(Error::Kind::kInput, stream.error());
  if (bytes.size() > kMostUtf16) {
    return fail(Error::Kind::kInput, fmt::format("found more than {} bytes of UTF-16; wanted UTF-8, as iconv -f UTF-16 "
                                                 "-t UTF-8 makes of it",
                                                 kMostUtf16));
  }
  return to_utf8(bytes, "");
}

}  // namespace

std::optional<Format> parse_format(std::string_view name) {
  const auto found = std::ranges::find(kFormats, name, &Named::name);
  return found == kFormats.end() ? std::nullopt : std::optional(found->format);
}

Format format_of(std::string_view name, std::string_view head) {
  std::string file = ascii_lower(name);
  for (const std::string_view packed : {".gz", ".zst"}) {
    if (file.ends_with(packed)) file.resize(file.size() - packed.size());
  }
  for (const Named& ending : kEndings) {
    if (file.ends_with(ending.name)) return ending.format;
  }
  head = unmarked(head);
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  const std::string first = ascii_lower(head.substr(0, 1024));
  if (first.starts_with("warc/1.")) return Format::warc;
  if (first.starts_with("<!doctype html") || first.starts_with("<html")) return Format::html;
  if (first.starts_with("<?xml") || first.starts_with("<rss") || first.starts_with("<feed")) {
    return first.find("<html") != std::string::npos ? Format::html : Format::feed;
  }
  const size_t inner = std::min(first.find_first_not_of(" \t\r\n", 1), first.size());
  const std::string_view second = std::string_view(first).substr(inner, 1);
  if ((first.starts_with('{') && second == "\"") || (first.starts_with('[') && second == "{")) return Format::jsonl;
  return Format::text;
}

Articles::Articles(std::string_view bytes, std::string name, Format format, ColumnMap map)
    : name_(std::move(name)), reader_(Whole{{}, 0}) {
  Stream stream(bytes);
  if (const std::string_view mark = stream.peek(2); mark == "\xFF\xFE" || mark == "\xFE\xFF") {
    Result<std::string> text = from_utf16(stream);
    if (!text) {
      std::get<Whole>(reader_).documents.push_back(
          fail(Error::Kind::kInput, fmt::format("{}: {}", name_, text.error().message)));
      return;
    }
    converted_ = std::make_unique<const std::string>(std::move(*text));
    stream = Stream(*converted_);
  }
  if (format == Format::automatic) format = format_of(name_, stream.peek(1024));
  switch (format) {
    case Format::jsonl:
      reader_ = Lines{std::move(stream), 0, false, std::move(map)};
      return;
    case Format::csv:
      reader_.emplace<TableArticles>(std::move(stream), name_, std::move(map));
      return;
    case Format::warc:
      reader_.emplace<WarcArticles>(std::move(stream), name_);
      return;
    default:
      break;
  }
  const std::string_view all = stream.peek(kMostWhole + 1);
  Whole whole{{}, 0};
  if (!stream.error().empty())
    whole.documents.push_back(fail(Error::Kind::kInput, fmt::format("{}: {}", name_, stream.error())));
  else if (all.size() > kMostWhole)
    whole.documents.push_back(
        fail(Error::Kind::kInput,
             fmt::format("{}: the file has more than {} bytes; no more are read as a whole, so split it", name_,
                         kMostWhole)));
  else if (format == Format::html)
    whole.documents.push_back(read_html(all, name_));
  else if (format == Format::mail)
    whole.documents = read_mail(all, name_);
  else if (format == Format::feed)
    whole.documents = read_feed(all, name_);
  else
    whole.documents = read_texts(all, name_);
  reader_ = std::move(whole);
}

std::optional<Result<Document>> Articles::next_line(Lines& lines) {
  while (const std::optional<std::string_view> line = lines.stream.line(kMostLine + 1)) {
    ++lines.number;
    if (lines.stream.cut() && !lines.stream.error().empty()) break;
    if (line->find_first_not_of(" \t\r") == std::string_view::npos) continue;
    // A list, or an object over several lines: not each of its lines is a reject.
    std::string_view begins = unmarked(*line);
    begins.remove_prefix(std::min(begins.find_first_not_of(" \t"), begins.size()));
    if (!lines.any && (begins.starts_with('[') || begins == "{" || begins == "{\r")) {
      lines = Lines{Stream(""), lines.number, true, {}};
      return Result<Document>(fail(Error::Kind::kInput,
                                   fmt::format("{}: found JSON of several lines or a list; wanted an object a line, as "
                                               "jq -c '.[]' makes of a list and jq -c . of objects",
                                               name_)));
    }
    lines.any = true;
    const std::string place = fmt::format("{}:{}", name_, lines.number);
    if (line->size() > kMostLine) {
      while (lines.stream.cut() && lines.stream.line(kMostLine)) {  // its other pieces are no lines
      }
      return Result<Document>(
          fail(Error::Kind::kInput,
               fmt::format("{}: the line has more than {} bytes; no more are read as one article", place, kMostLine)));
    }
    Result<JsonArticle> read = read_json(*line, place, lines.map);
    if (!read) return Result<Document>(tl::unexpected(std::move(read.error())));
    spans_ = std::move(read->spans);
    return std::move(read->document);
  }
  if (!lines.stream.error().empty()) {
    const std::string why = lines.stream.error();
    lines = Lines{Stream(""), lines.number, true, {}};
    return Result<Document>(fail(Error::Kind::kInput, fmt::format("{}: {}; the lines before were read", name_, why)));
  }
  if (lines.any) return std::nullopt;
  lines.any = true;
  return Result<Document>(
      fail(Error::Kind::kInput, fmt::format("{}: the file is empty; wanted a JSON object a line", name_)));
}

std::optional<Result<Document>> Articles::next() {
  if (auto* table = std::get_if<TableArticles>(&reader_)) return table->next();
  if (auto* warc = std::get_if<WarcArticles>(&reader_)) return warc->next();
  if (auto* lines = std::get_if<Lines>(&reader_)) return next_line(*lines);
  Whole& whole = std::get<Whole>(reader_);
  if (whole.given == whole.documents.size()) return std::nullopt;
  return std::move(whole.documents[whole.given++]);
}

size_t Articles::left() const {
  if (converted_) return 0;
  if (const auto* table = std::get_if<TableArticles>(&reader_)) return table->left();
  if (const auto* warc = std::get_if<WarcArticles>(&reader_)) return warc->left();
  if (const auto* lines = std::get_if<Lines>(&reader_)) return lines->stream.left();
  return 0;
}

}  // namespace khaldun
