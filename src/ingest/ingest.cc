#include "ingest/ingest.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <simdjson.h>

#include <algorithm>

#include "base/utf8.h"
#include "ingest/article.h"
#include "ingest/charset.h"

namespace khaldun {
namespace {

/// [start,end] of a text in bytes; nothing where it is none or cuts a character.
std::optional<Bytes> span_of(simdjson::dom::element value, std::string_view text) {
  simdjson::dom::array pair;
  uint64_t begin = 0, end = 0;
  if (value.get(pair) || pair.size() != 2 || pair.at(0).get(begin) || pair.at(1).get(end) || begin >= end ||
      end > text.size())
    return std::nullopt;
  const auto within = [&](uint64_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
  };
  if (within(begin) || within(end)) return std::nullopt;
  return Bytes{static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

Spans spans_of(simdjson::dom::object object, std::string_view text, const std::string& where) {
  const auto complain = [&](const std::string& what) {
    return fail(Error::Kind::kInput, fmt::format("{}: \"spans\" {}", where, what));
  };
  simdjson::dom::element given;
  if (object["spans"].get(given) || given.is_null()) return std::nullopt;
  simdjson::dom::array pairs;
  if (given.get(pairs)) return complain(fmt::format("is {}; wanted [[start,end],…]", simdjson::minify(given)));
  std::vector<Bytes> spans;
  for (const simdjson::dom::element pair : pairs) {
    const std::optional<Bytes> span = span_of(pair, text);
    if (!span) {
      return complain(fmt::format("has {}; wanted [start,end], whole characters in bytes of the text, which has {}",
                                  simdjson::minify(pair), text.size()));
    }
    spans.push_back(*span);
  }
  return spans;
}

/// Whether it is a line "3 of 500 DOCUMENTS".
bool begins_article(std::string_view line) {
  const auto part = [&](std::string_view characters) {
    const size_t end = std::min(line.find_first_not_of(characters), line.size());
    line.remove_prefix(end);
    return end > 0;
  };
  constexpr std::string_view kBlanks = " \t\r\f", kDigits = "0123456789";
  part(kBlanks);
  if (!part(kDigits) || !line.starts_with(" of ")) return false;
  line.remove_prefix(4);
  return part(kDigits) && line.starts_with(" DOCUMENTS") &&
         line.find_first_not_of(kBlanks, 10) == std::string_view::npos;
}

/// What stands below each such line; all where the first line of a text is none.
std::vector<std::string_view> articles_in(std::string_view text) {
  std::vector<std::string_view> found;
  size_t begin = 0;  // of the article
  for (size_t at = 0, end = 0; at < text.size(); at = end) {
    end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = text.substr(at, end - at);
    if (begins_article(line.substr(0, line.find('\n')))) {
      if (begin > 0) found.push_back(text.substr(begin, at - begin));
      begin = end;
    } else if (begin == 0 && line.find_first_not_of(" \t\r\n") != std::string_view::npos) {
      break;
    }
  }
  found.push_back(text.substr(begin));
  return found;
}

}  // namespace

std::vector<Result<Document>> read_texts(std::string_view bytes, const std::string& where) {
  const std::vector<std::string_view> articles = articles_in(unmarked(bytes));
  if (articles.size() == 1) return {read_text(bytes, where)};
  std::vector<Result<Document>> found;
  for (const std::string_view article : articles)
    found.push_back(read_text(article, fmt::format("{}:{}", where, found.size() + 1)));
  return found;
}

Result<Document> read_text(std::string_view bytes, const std::string& id, const std::string& url) {
  for (const auto& [begin, what] : {std::pair{"{\\rtf", "RTF"}, std::pair{"%PDF-", "a PDF"}}) {
    if (bytes.starts_with(begin))
      return fail(Error::Kind::kInput, fmt::format("{}: found {}; wanted plain text, so save it as that", id, what));
  }
  if (const size_t at = bytes.find('\0');
      at != std::string_view::npos && !bytes.starts_with("\xFF\xFE") && !bytes.starts_with("\xFE\xFF")) {
    return fail(Error::Kind::kInput,
                fmt::format("{}: found a zero byte at offset {}, as binary files have; wanted plain text", id, at));
  }
  Result<std::string> text = to_utf8(bytes, "");
  if (!text) return fail(Error::Kind::kInput, fmt::format("{}: {}", id, text.error().message));
  return document_of({id, url, "", std::move(*text), std::nullopt}, id);
}

Result<JsonArticle> read_json(std::string_view line, const std::string& where, const ColumnMap& map) {
  const auto complain = [&](const std::string& what) {
    return fail(Error::Kind::kInput, fmt::format("{}: {}", where, what));
  };
  const Result<std::string> utf8 = to_utf8(unmarked(line), "");
  if (!utf8) return complain(utf8.error().message);
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  const simdjson::padded_string padded(*utf8);
  if (const auto error = parser.parse(padded).get(object)) {
    return complain(fmt::format("no JSON object ({}); wanted {{\"id\",\"title\",\"text\",\"published\"}} on one line",
                                simdjson::error_message(error)));
  }
  std::string problem;
  const auto named = [&](const char* own) {
    const auto other = map.find(own);
    return other == map.end() ? std::string_view(own) : std::string_view(other->second);
  };
  const auto field = [&](const char* own) -> std::string_view {
    const std::string_view name = named(own);
    simdjson::dom::element value;
    if (object[name].get(value) || value.is_null()) return {};
    std::string_view text;
    if (value.get(text) && problem.empty())
      problem = fmt::format("\"{}\" is {}; wanted a string", name, simdjson::minify(value));
    return text;
  };
  int64_t number = 0;  // of a row in somebody's database
  const std::string id = object[named("id")].get(number) ? std::string(field("id")) : fmt::to_string(number);
  const std::string_view title = field("title"), text = field("text"), published = field("published"),
                         url = field("url");
  if (!problem.empty()) return complain(problem);
  // Not the headline alone where the body has another name.
  simdjson::dom::element body;
  const bool absent = object[named("text")].get(body) != simdjson::SUCCESS;
  if (!absent && body.is_null()) return complain(fmt::format("\"{}\" is null; wanted a string", named("text")));
  if (absent) {
    std::vector<std::string_view> names;
    for (const auto& [name, value] : object) names.push_back(name);
    return complain(
        fmt::format("found the fields {}; wanted \"{}\" (name others with --map text=FIELD,published=FIELD)",
                    fmt::join(names, ", "), named("text")));
  }
  Article article{id, std::string(url), std::string(title), std::string(text), std::nullopt};
  if (!published.empty()) {
    article.published = day_in(published);
    if (!article.published)
      return complain(fmt::format("\"{}\" is '{}'; wanted a day such as 2017-05-03", named("published"), published));
  }
  Result<Document> document = document_of(std::move(article), where);
  if (!document) return tl::unexpected(std::move(document.error()));
  Spans spans = spans_of(object, document->text, where);
  return JsonArticle{std::move(*document), std::move(spans)};
}

Result<RelationQuestion> read_relation(std::string_view line, const std::string& where, std::string& uid) {
  const auto complain = [&](const std::string& what) {
    return fail(Error::Kind::kInput, fmt::format("{}: {}", where, what));
  };
  uid = "null";
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  const simdjson::padded_string padded(unmarked(line));
  if (const auto error = parser.parse(padded).get(object)) {
    return complain(fmt::format(
        "no JSON object ({}); wanted {{\"uid\",\"text\",\"source\":[start,end],\"target\":[start,end]}} on one line",
        simdjson::error_message(error)));
  }
  RelationQuestion question;
  if (simdjson::dom::element value; !object["uid"].get(value)) uid = simdjson::minify(value);
  question.uid = uid;
  std::string_view text;
  if (object["text"].get(text)) return complain("no \"text\"; wanted a string");
  if (std::string why = objection(text); !why.empty()) return complain(why);
  question.document.id = where;
  question.document.text = text;
  for (auto [name, side] : {std::pair{"source", &question.source}, std::pair{"target", &question.target}}) {
    simdjson::dom::element value;
    if (object[name].get(value) || value.is_null()) continue;
    *side = span_of(value, text);
    if (!*side) {
      return complain(
          fmt::format("\"{}\" is {}; wanted [start,end], whole characters in bytes of the text, which has {}", name,
                      simdjson::minify(value), text.size()));
    }
  }
  return question;
}

}  // namespace khaldun
