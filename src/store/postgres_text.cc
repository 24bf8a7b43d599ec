#include "store/postgres_text.h"

#include <fmt/format.h>

#include <cctype>
#include <iterator>

namespace khaldun {
namespace {

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
