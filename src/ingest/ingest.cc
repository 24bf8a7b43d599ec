#include "ingest/ingest.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

namespace khaldun {
namespace {

/// Why `text` is no article; empty where it may be one.
std::string objection(std::string_view text) {
  if (std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; })) {
    return "the text is empty; wanted an article in plain text";
  }
  if (text.size() > kMaxDocument) {
    return fmt::format("the text has {} bytes; at most {} are read as one article, so split it", text.size(), kMaxDocument);
  }
  if (const size_t at = text.find('\0'); at != std::string_view::npos) {
    return fmt::format("found a zero byte at offset {}; this is a binary file, wanted plain text", at);
  }
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    // The longest valid prefix tells where; rare, so a bisection will do.
    size_t good = 0, bad = text.size();
    while (bad - good > 1) {
      const size_t mid = good + (bad - good) / 2;
      size_t cut = mid;  // not inside a character
      while (cut > good && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
      if (cut == good) {
        good = mid;
        continue;
      }
      if (simdjson::validate_utf8(text.data(), cut)) good = cut;
      else bad = cut;
    }
    return fmt::format("the text is not UTF-8 near byte {}; convert it first, for instance with iconv -t UTF-8", good);
  }
  return {};
}

/// [start,end] of a text of `size` bytes.
std::optional<Bytes> span_of(simdjson::dom::element value, size_t size) {
  simdjson::dom::array pair;
  uint64_t begin = 0, end = 0;
  if (value.get(pair) || pair.size() != 2 || pair.at(0).get(begin) || pair.at(1).get(end) || begin >= end || end > size) return std::nullopt;
  return Bytes{static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

}  // namespace

Result<Document> read_text(std::string_view bytes, const std::string& id) {
  if (std::string why = objection(bytes); !why.empty()) return fail(Error::Kind::kInput, fmt::format("{}: {}", id, why));
  Document document;
  document.id = id;
  document.text = bytes;
  return document;
}

Result<Document> read_json(std::string_view line, const std::string& where) {
  const auto complain = [&](const std::string& what) { return fail(Error::Kind::kInput, fmt::format("{}: {}", where, what)); };
  if (line.size() > 2 * kMaxDocument) {
    return complain(fmt::format("the line has {} bytes; at most {} are read as one article", line.size(), 2 * kMaxDocument));
  }
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  const simdjson::padded_string padded(line);
  if (const auto error = parser.parse(padded).get(object)) {
    return complain(fmt::format("no JSON object ({}); wanted {{\"id\",\"title\",\"text\",\"published\"}} on one line", simdjson::error_message(error)));
  }
  std::string problem;
  const auto field = [&](const char* name) -> std::string_view {
    simdjson::dom::element value;
    if (object[name].get(value) || value.is_null()) return {};
    std::string_view text;
    if (value.get(text) && problem.empty()) problem = fmt::format("\"{}\" is no string", name);
    return text;
  };
  const std::string_view id = field("id"), title = field("title"), text = field("text"), published = field("published"), url = field("url");
  if (!problem.empty()) return complain(problem);
  Document document;
  document.id = id.empty() ? where : std::string(id);
  document.url = url;
  document.title_end = static_cast<uint32_t>(title.size());
  document.text = title.empty() ? std::string(text) : fmt::format("{}\n{}", title, text);
  if (std::string why = objection(document.text); !why.empty()) return complain(why);
  if (!published.empty()) {
    document.published = parse_day(published);
    if (!document.published) return complain(fmt::format("\"published\" is '{}'; wanted a day such as 2017-05-03", published));
  }
  return document;
}

Result<std::optional<std::vector<Bytes>>> read_spans(std::string_view line, const Document& document) {
  simdjson::dom::parser parser;
  simdjson::dom::element given;
  const simdjson::padded_string padded(line);
  if (parser.parse(padded)["spans"].get(given) || given.is_null()) return std::nullopt;
  simdjson::dom::array list;
  std::vector<Bytes> spans;
  if (!given.get(list)) {
    for (const simdjson::dom::element pair : list) {
      const std::optional<Bytes> span = span_of(pair, document.text.size());
      if (!span) {
        return fail(Error::Kind::kInput, fmt::format("{}: \"spans\" has {}; wanted [start,end], bytes of the text, which has {}", document.id,
                                                     simdjson::minify(pair), document.text.size()));
      }
      spans.push_back(*span);
    }
    return spans;
  }
  return fail(Error::Kind::kInput, fmt::format("{}: \"spans\" is {}; wanted [[start,end],…]", document.id, simdjson::minify(given)));
}

Result<RelationQuestion> read_relation(std::string_view line, const std::string& where, std::string& uid) {
  const auto complain = [&](const std::string& what) { return fail(Error::Kind::kInput, fmt::format("{}: {}", where, what)); };
  uid = "null";
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  const simdjson::padded_string padded(line);
  if (const auto error = parser.parse(padded).get(object)) {
    return complain(fmt::format("no JSON object ({}); wanted {{\"uid\",\"text\",\"source\":[start,end],\"target\":[start,end]}} on one line",
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
    *side = span_of(value, text.size());
    if (!*side) {
      return complain(fmt::format("\"{}\" is {}; wanted [start,end], bytes of the text, which has {}", name, simdjson::minify(value), text.size()));
    }
  }
  return question;
}

}  // namespace khaldun
