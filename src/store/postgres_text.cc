#include "store/postgres_text.h"

#include <fmt/format.h>

#include <cctype>
#include <iterator>

namespace khaldun {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// Bytes of the character that stands first; 0 where it is none that PostgreSQL takes.
size_t character(std::string_view text) {
  const auto at = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto follows = [&](size_t i) { return (at(i) & 0xC0U) == 0x80U; };
  const unsigned first = at(0), second = at(1);
  if (first < 0x80) return first == 0 ? 0 : 1;
  if (first >= 0xC2 && first < 0xE0) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first < 0xF0) {
    const bool overlong = first == 0xE0 && second < 0xA0, surrogate = first == 0xED && second >= 0xA0;
    return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first < 0xF5) {
    const bool overlong = first == 0xF0 && second < 0x90, beyond = first == 0xF4 && second >= 0x90;
    return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

void escape(std::string_view text, std::string& out) {
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
}

}  // namespace

std::string_view acceptable(std::string_view text, std::string& storage) {
  size_t good = 0;
  for (size_t size = 0; good < text.size() && (size = character(text.substr(good))) > 0;) good += size;
  if (good == text.size()) return text;
  storage.assign(text.substr(0, good));
  for (size_t at = good; at < text.size();) {
    const size_t size = character(text.substr(at));
    storage += size == 0 ? kReplacement : text.substr(at, size);
    at += std::max<size_t>(size, 1);
  }
  return storage;
}

void write_copy(const Values& values, std::string& out) {
  std::string storage;
  for (const Value& value : values) {
    if (&value != &values.front()) out += '\t';
    switch (value.kind()) {
      case Value::Kind::null:
        out += "\\N";
        break;
      case Value::Kind::integer:
        fmt::format_to(std::back_inserter(out), "{}", value.integer());
        break;
      case Value::Kind::real:
        fmt::format_to(std::back_inserter(out), "{}", value.real());
        break;
      case Value::Kind::text:
        escape(acceptable(value.text(), storage), out);
        break;
      case Value::Kind::bytes:
        out += "\\\\x";
        for (const unsigned char byte : value.text()) fmt::format_to(std::back_inserter(out), "{:02x}", byte);
    }
  }
  out += '\n';
}

std::string numbered(std::string_view sql) {
  std::string out;
  int next = 0;
  for (size_t i = 0; i < sql.size(); ++i) {
    out += sql[i] == '?' ? '$' : sql[i];
    const bool has_number = i + 1 < sql.size() && std::isdigit(static_cast<unsigned char>(sql[i + 1])) != 0;
    if (sql[i] == '?' && !has_number) out += std::to_string(++next);
  }
  return out;
}

}  // namespace khaldun
