#include "ingest/article.h"

#include <cld2/public/compact_lang_det.h>
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "base/ascii.h"
#include "base/utf8.h"
#include "ingest/ingest.h"

namespace khaldun {
namespace {

constexpr Day kFirstDay{std::chrono::year{1400} / 1 / 1};  // before it nothing was printed
constexpr std::string_view kBlanks = " \t\r\n";
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

/// A day whose month is a name: "Wed, 03 May 2017 10:00:00 GMT" as RFC 822 has it, "May 3, 2017", "Wed May 03 10:00:00
/// +0000 2017", "5-Mar-22" of spreadsheets. The weekday may be missing, and the century, as in the first RFC 822.
std::optional<Day> named_day(std::string_view date) {
  std::string small = ascii_lower(date);
  if (small.find(' ') == std::string::npos) std::ranges::replace(small, '-', ' ');
  std::vector<std::string_view> parts;
  constexpr std::string_view kBetween = " ,\t\r\n";
  for (size_t at = 0, end = 0;
       (at = small.find_first_not_of(kBetween, end)) != std::string::npos && parts.size() < 8;) {
    end = std::min(small.find_first_of(kBetween, at), small.size());
    parts.push_back(std::string_view(small).substr(at, end - at));
  }
  const auto place_among = [](std::string_view name, std::string_view names) {
    const size_t at = name.size() < 3 ? std::string_view::npos : names.find(name.substr(0, 3));
    return at == std::string_view::npos || at % 3 != 0 ? 0 : at / 3 + 1;
  };
  if (!parts.empty() && place_among(parts[0], "montuewedthufrisatsun") > 0) parts.erase(parts.begin());
  if (parts.size() < 3) return std::nullopt;
  if (!digits(parts[0])) std::swap(parts[0], parts[1]);
  const size_t month = place_among(parts[1], "janfebmaraprmayjunjulaugsepoctnovdec");
  const auto found =
      std::find_if(parts.begin() + 2, parts.end(), [](std::string_view p) { return p.size() == 4 && digits(p); });
  std::string year = found != parts.end() ? std::string(*found) : std::string();
  if (year.empty() && parts[2].size() == 2 && digits(parts[2]))
    year = fmt::format("{}{}", parts[2] < "50" ? "20" : "19", parts[2]);
  if (month == 0 || !digits(parts[0]) || parts[0].size() > 2 || year.empty()) return std::nullopt;
  return sane_day(fmt::format("{}-{:02}-{:0>2}", year, month, parts[0]));
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
  date.remove_prefix(std::min(date.find_first_not_of(kBlanks), date.size()));
  if (date.size() >= 10 && digits(date.substr(0, 4)) && (date[4] == '-' || date[4] == '/')) {
    std::string iso(date);
    if (iso[4] == iso[7]) iso[4] = iso[7] = '-';
    return sane_day(iso);
  }
  const std::string_view time = date.substr(std::min<size_t>(8, date.size()));
  if (date.size() >= 8 && digits(date.substr(0, 8)) &&
      (time.empty() || time[0] == 'T' || time[0] == ' ' || (time.size() == 6 && digits(time))))
    return sane_day(fmt::format("{}-{}-{}", date.substr(0, 4), date.substr(4, 2), date.substr(6, 2)));
  return named_day(date);
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
