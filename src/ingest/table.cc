#include "ingest/table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "ingest/charset.h"
#include "ingest/ingest.h"

namespace khaldun {
namespace {

constexpr std::array<std::string_view, 5> kFields = {"id", "title", "text", "published", "url"};

}  // namespace

Result<ColumnMap> parse_column_map(std::string_view text) {
  ColumnMap map;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(',', at), text.size());
    const std::string_view part = text.substr(at, end - at);
    const size_t equals = part.find('=');
    const std::string_view field = part.substr(0, equals);
    if (equals == std::string_view::npos || std::ranges::find(kFields, field) == kFields.end()) {
      return fail(Error::Kind::kInput, fmt::format("--map has '{}'; wanted FIELD=COLUMN with a field of {}", part,
                                                   fmt::join(kFields, ", ")));
    }
    const std::string_view column = part.substr(equals + 1);
    if (column.empty() || !map.emplace(field, column).second)
      return fail(Error::Kind::kInput, fmt::format("--map has '{}'; wanted one column for {}", part, field));
    at = end + 1;
  }
  return map;
}

TableArticles::TableArticles(Stream stream, std::string where, ColumnMap map)
    : stream_(std::move(stream)), where_(std::move(where)), map_(std::move(map)) {}

std::optional<std::vector<std::string>> TableArticles::row() {
  problem_.clear();
  first_line_ = line_ + 1;
  std::vector<std::string> cells(1);
  bool quoted = false, any = false;
  while (const std::optional<std::string_view> got = stream_.line(kMaxDocument)) {
    ++line_;
    if (stream_.cut() && !stream_.error().empty()) return std::nullopt;  // half a row
    const std::string_view line = *got;
    if (!any && (line.empty() || line == "\r")) {
      first_line_ = line_ + 1;
      continue;
    }
    any = true;
    const bool piece = line.size() == kMaxDocument && stream_.cut();
    for (size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"')
        cells.back() += line[++i];
      else if (c == '"' && (quoted || cells.back().empty()))
        quoted = !quoted;
      else if (c == sign_ && !quoted)
        cells.emplace_back();
      else
        cells.back() += c;
    }
    if (cells.back().size() > 2 * kMaxDocument) {
      problem_ = "a cell is too long, a closing quotation mark may be missing; the rest of the file was not read";
      over_ = true;
      return cells;
    }
    if (!quoted && piece) {
      while (stream_.cut() && stream_.line(kMaxDocument)) {  // its other pieces are no rows
      }
      problem_ = fmt::format("the row has more than {} bytes; no more are read as one article", kMaxDocument);
      return cells;
    }
    if (!quoted) {
      if (cells.back().ends_with('\r')) cells.back().pop_back();
      return cells;
    }
    cells.back() += '\n';
  }
  if (!any || !stream_.error().empty()) return std::nullopt;
  if (quoted) problem_ = "the closing quotation mark is missing; the rest of the file was not read";
  return cells;
}

std::optional<Result<Document>> TableArticles::header() {
  if (stream_.peek(3) == "\xEF\xBB\xBF") stream_.skip(3);
  const std::string_view head = stream_.peek(1 << 12);
  const std::string_view first = head.substr(0, head.find('\n'));
  sign_ = first.find('\t') != std::string_view::npos                        ? '\t'
          : std::ranges::count(first, ';') > std::ranges::count(first, ',') ? ';'
                                                                            : ',';
  if (first.starts_with("sep=") && first.size() > 4) {  // Excel's own line above the names
    sign_ = first[4];
    stream_.skip(first.size() + 1);
    ++line_;
  }
  const std::optional<std::vector<std::string>> names = row();
  const auto complain = [&](const std::string& what) {
    over_ = true;
    return Result<Document>(fail(Error::Kind::kInput, fmt::format("{}: {}", where_, what)));
  };
  if (!names && !stream_.error().empty()) return complain(stream_.error());
  if (!names)
    return complain("the table is empty; wanted a line with the names of columns, then a line for each article");
  width_ = names->size();
  for (std::string_view field : kFields) {
    const auto mapped = map_.find(std::string(field));
    const std::string wanted = mapped == map_.end() ? std::string(field) : mapped->second;
    const auto at = std::ranges::find(*names, wanted);
    if (at != names->end() && std::find(at + 1, names->end(), wanted) != names->end())
      return complain(fmt::format("found two columns '{}'; wanted one, so give the other another name", wanted));
    if (at != names->end())
      column_[std::string(field)] = static_cast<size_t>(at - names->begin());
    else if (mapped != map_.end() || field == "text") {
      return complain(fmt::format("found columns {}; wanted '{}' (name others with --map text=COLUMN,published=COLUMN)",
                                  fmt::join(*names, ", "), wanted));
    }
  }
  return std::nullopt;
}

std::optional<Result<Document>> TableArticles::next() {
  if (over_) return std::nullopt;
  if (!begun_) {
    begun_ = true;
    if (std::optional<Result<Document>> wrong = header()) return wrong;
  }
  std::optional<std::vector<std::string>> cells = row();
  if (!cells) {
    over_ = true;
    if (stream_.error().empty()) return std::nullopt;
    return Result<Document>(
        fail(Error::Kind::kInput, fmt::format("{}: {}; the rows before were read", where_, stream_.error())));
  }
  const std::string place = fmt::format("{}:{}", where_, first_line_);
  const auto complain = [&](const std::string& what) {
    return Result<Document>(fail(Error::Kind::kInput, fmt::format("{}: {}", place, what)));
  };
  if (!problem_.empty()) return complain(problem_);
  if (cells->size() != width_)
    return complain(fmt::format("found {} {}; wanted {}, as the first line has", cells->size(),
                                cells->size() == 1 ? "cell" : "cells", width_));
  const auto cell = [&](const char* field) {
    return column_.contains(field) ? (*cells)[column_[field]] : std::string();
  };
  Article article{cell("id"), cell("url"), cell("title"), cell("text"), std::nullopt};
  for (std::string* part : {&article.id, &article.url, &article.title, &article.text}) {
    Result<std::string> text = to_utf8(*part, "");
    if (!text) return complain(text.error().message);
    *part = std::move(*text);
  }
  if (const std::string published = cell("published"); !published.empty()) {
    article.published = day_in(published);
    if (!article.published)
      return complain(fmt::format("'published' is '{}'; wanted a day such as 2017-05-03", published));
  }
  return document_of(std::move(article), place);
}

}  // namespace khaldun
