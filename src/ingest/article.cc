#include "ingest/article.h"

#include <cld2/public/compact_lang_det.h>
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "base/utf8.h"
#include "ingest/ingest.h"

namespace khaldun {
namespace {

constexpr Day kFirstDay{std::chrono::year{1400} / 1 / 1};  // before it nothing was printed
constexpr size_t kTellsLanguage = 200;  // bytes from which on a text's language is told with some certainty

bool digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// The language of a text that is surely not English; empty for all others.
std::string foreign(std::string_view text) {
  const auto beyond_ascii = std::ranges::count_if(text, [](unsigned char c) { return c >= 0x80; });
  if (static_cast<size_t>(beyond_ascii) > text.size() / 2) return "another script";
  if (text.size() < kTellsLanguage) return {};
  bool reliable = false;
  int bytes = 0;
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percent{};
  const size_t size = std::min<size_t>(text.size(), 20'000);
  CLD2::DetectLanguageSummary(text.data(), static_cast<int>(size), true, languages.data(), percent.data(), &bytes,
                              &reliable);
  if (!reliable || percent[0] < 60 || languages[0] == CLD2::ENGLISH || languages[0] == CLD2::UNKNOWN_LANGUAGE)
    return {};
  std::string name = CLD2::LanguageName(languages[0]);
  std::transform(name.begin() + 1, name.end(), name.begin() + 1,
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

/// The day of an ISO date; nothing for 0001-01-01, which some programs write where they know none.
std::optional<Day> sane_day(std::string_view iso) {
  const std::optional<Day> day = parse_day(iso);
  return day && *day >= kFirstDay ? day : std::nullopt;
}

}  // namespace

std::string objection(std::string_view text) {
  if (std::ranges::all_of(unmarked(text), [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; })) {
    return "the text is empty; wanted an article in plain text";
  }
  if (text.size() > kMaxDocument) {
    return fmt::format("the text has {} bytes; at most {} are read as one article, so split it", text.size(),
                       kMaxDocument);
  }
  if (const size_t at = text.find('\0'); at != std::string_view::npos) {
    return fmt::format("found a zero byte at offset {}, as binary files have; wanted plain text", at);
  }
  if (!simdjson::validate_utf8(text.data(), text.size())) return "the text is not UTF-8";
  return {};
}

Result<Document> document_of(Article article, const std::string& where) {
  Document document;
  std::string storage;
  document.id = acceptable(article.id.empty() ? where : article.id, storage);
  // It stands in lines of its own, as "# newdoc id = a1".
  std::ranges::replace_if(
      document.id, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  document.url = acceptable(article.url, storage);
  document.title_end = static_cast<uint32_t>(article.title.size());
  document.text = article.title.empty() ? std::move(article.text) : article.title + "\n" + article.text;
  document.published = article.published;
  std::string why = objection(document.text);
  if (const std::string language = why.empty() ? foreign(document.text) : ""; !language.empty()) {
    why = fmt::format("the text is in {}; wanted English, which is all that the tables and the network know", language);
  }
  if (!why.empty()) return fail(Error::Kind::kInput, fmt::format("{}: {}", where, why));
  if (!document.published) document.published = day_in_url(document.url);
  return document;
}

std::optional<Day> day_in(std::string_view date) {
  while (!date.empty() && date.front() == ' ') date.remove_prefix(1);
  if (date.size() >= 10 && digits(date.substr(0, 4)) && date[4] == '-') return sane_day(date);
  const std::string_view time = date.substr(std::min<size_t>(8, date.size()));
  if (date.size() >= 8 && digits(date.substr(0, 8)) &&
      (time.empty() || time[0] == 'T' || time[0] == ' ' || (time.size() == 6 && digits(time))))
    return sane_day(fmt::format("{}-{}-{}", date.substr(0, 4), date.substr(4, 2), date.substr(6, 2)));
  // RFC 822: "Wed, 03 May 2017 10:00:00 GMT", the weekday may be missing.
  if (const size_t comma = date.find(','); comma != std::string_view::npos) date.remove_prefix(comma + 1);
  std::vector<std::string_view> parts;
  for (size_t at = 0; at < date.size() && parts.size() < 3;) {
    const size_t begin = date.find_first_not_of(' ', at);
    if (begin == std::string_view::npos) break;
    at = std::min(date.find(' ', begin), date.size());
    parts.push_back(date.substr(begin, at - begin));
  }
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (parts.size() < 3 || !digits(parts[0]) || parts[0].size() > 2 || parts[1].size() < 3 || parts[2].size() != 4 ||
      !digits(parts[2]))
    return std::nullopt;
  const size_t month = kMonths.find(parts[1].substr(0, 3));
  if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
  return sane_day(fmt::format("{}-{:02}-{:0>2}", parts[2], month / 3 + 1, parts[0]));
}

std::optional<Day> day_in_url(std::string_view url) {
  for (size_t at = 0; at + 10 <= url.size(); ++at) {
    const std::string_view part = url.substr(at, 10);
    const bool begins = at == 0 || std::isdigit(static_cast<unsigned char>(url[at - 1])) == 0;
    const bool ends = at + 10 == url.size() || std::isdigit(static_cast<unsigned char>(url[at + 10])) == 0;
    const char sign = part[4];
    if (!begins || !ends || (sign != '/' && sign != '-') || part[7] != sign) continue;
    if (const auto day = sane_day(fmt::format("{}-{}-{}", part.substr(0, 4), part.substr(5, 2), part.substr(8, 2))))
      return day;
  }
  return std::nullopt;
}

}  // namespace khaldun
