#include "ingest/charset.h"

#include <fmt/format.h>
#include <iconv.h>
#include <simdjson.h>
#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/among.h"
#include "base/ascii.h"
#include "base/utf8.h"

namespace khaldun {
namespace {

bool utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

std::string detected(std::string_view bytes) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), uchardet_delete);
  if (uchardet_handle_data(detector.get(), bytes.data(), bytes.size()) != 0) return {};
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

/// What a guess means in English, of which few bytes tell: its apostrophes, dashes and a name or two look to the
/// detector Baltic, Vietnamese or a Macintosh's.
std::string likely(std::string guess, std::string_view bytes) {
  constexpr std::array<std::string_view, 10> kUnlikely = {
      "ISO-8859-3", "ISO-8859-4",   "ISO-8859-10",  "ISO-8859-13",       "IBM852",
      "IBM865",     "WINDOWS-1257", "WINDOWS-1258", "MAC-CENTRALEUROPE", "VISCII"};
  if (guess == "ISO-8859-9") return "WINDOWS-1254";  // the same with those marks
  // ISO 8859 has control characters, which no text has, where Windows has dashes and quotation marks.
  const bool marks = std::ranges::any_of(bytes, [](unsigned char c) { return c >= 0x80 && c < 0xA0; });
  return among(kUnlikely, guess) || (marks && guess.starts_with("ISO-8859-")) ? "WINDOWS-1252" : guess;
}

Result<std::string> convert(std::string_view bytes, const std::string& from) {
  const iconv_t handle = iconv_open("UTF-8", from.c_str());
  // NOLINTNEXTLINE(performance-no-int-to-ptr): how iconv says that it cannot.
  if (handle == reinterpret_cast<iconv_t>(-1)) {
    if (utf8(bytes)) return std::string(bytes);
    return fail(Error::Kind::kInput, fmt::format("the encoding '{}' is unknown", from));
  }
  const std::unique_ptr<void, decltype(&iconv_close)> closes(handle, iconv_close);
  std::string out;
  std::array<char, 4096> block;
  char* in = const_cast<char*>(bytes.data());  // iconv does not write there
  size_t left = bytes.size();
  while (left > 0) {
    char* to = block.data();
    size_t room = block.size();
    const size_t done = iconv(handle, &in, &left, &to, &room);
    out.append(block.data(), block.size() - room);
    if (done == static_cast<size_t>(-1) && errno != E2BIG) {
      return fail(Error::Kind::kInput, fmt::format("byte {} is no {}", bytes.size() - left, from));
    }
  }
  return out;
}

}  // namespace

Result<std::string> to_utf8(std::string_view bytes, std::string_view declared) {
  if (bytes.starts_with("\xFF\xFE")) return convert(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with("\xFE\xFF")) return convert(bytes.substr(2), "UTF-16BE");
  // Pages that call themselves Latin-1 are Windows-1252 in truth, as the WHATWG rules.
  std::string from(declared);
  std::ranges::transform(from, from.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  // What calls itself UTF-16 and has no zero byte is not: English has one in every character.
  if (from.starts_with("UTF-16") && bytes.find('\0') == std::string_view::npos) from.clear();
  if (from == "ISO-8859-1" || from == "LATIN1" || from == "US-ASCII" || from == "ASCII") from = "WINDOWS-1252";
  if (utf8(bytes) && (from.empty() || from == "UTF-8" || from == "UTF8" || from == "WINDOWS-1252"))
    return std::string(bytes);
  if (from == "UTF-8" || from == "UTF8") {
    std::string storage;
    return std::string(acceptable(bytes, storage));  // a broken byte or two, as browsers pass over
  }
  if (!from.empty()) return convert(bytes, from);
  size_t broken = std::string_view::npos, good = 0;
  for (size_t at = 0; at < bytes.size();) {
    const size_t length = first_character(bytes.substr(at));
    if (length == 0 && broken == std::string_view::npos) broken = at;
    good += length > 1 ? 1 : 0;
    at += std::max<size_t>(length, 1);
  }
  if (good == 0) {
    const std::string guess = likely(detected(bytes), bytes);
    if (!guess.empty() && guess != "UTF-8" && guess != "ASCII") return convert(bytes, guess);
  }
  return fail(
      Error::Kind::kInput,
      fmt::format(
          "the text is not UTF-8 near byte {}, and no other encoding is declared; convert it first, for instance with "
          "iconv -t UTF-8",
          broken));
}

std::string charset_of(std::string_view type) {
  const std::string small = ascii_lower(type);
  const size_t at = small.find("charset=");
  if (at == std::string::npos) return {};
  std::string_view rest = std::string_view(type).substr(at + 8);
  rest = rest.substr(0, rest.find_first_of("; "));
  if (rest.starts_with('"')) rest = rest.substr(1, rest.find('"', 1) - 1);
  return std::string(rest);
}

}  // namespace khaldun
