// Base: what every room speaks. Byte spans, days, errors.
//
//   khaldun::Result<Pack> pack = Pack::open("models/en.pack");
//   if (!pack) std::cerr << pack.error().message << '\n';
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace khaldun {

/// Half-open span of byte offsets into the text of a Document.
struct Bytes {
  uint32_t begin = 0;
  uint32_t end = 0;

  [[nodiscard]] uint32_t size() const { return end - begin; }
  [[nodiscard]] bool empty() const { return begin == end; }
  [[nodiscard]] bool overlaps(Bytes other) const { return begin < other.end && other.begin < end; }
  [[nodiscard]] std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
  bool operator==(const Bytes&) const = default;
};

/// A calendar day, proleptic Gregorian, without a time zone.
using Day = std::chrono::sys_days;

/// First and last day, both inclusive: "last week" is a span, not a guess.
struct Days {
  Day first{};
  Day last{};
  [[nodiscard]] bool overlaps(Days other) const { return first <= other.last && other.first <= last; }
  bool operator==(const Days&) const = default;
};

/// Day of an ISO 8601 date, "2017-05-02"; nothing where the text is no valid date. A time after it is ignored.
std::optional<Day> parse_day(std::string_view iso);
/// ISO 8601, "2017-05-02".
std::string to_string(Day day);

/// What the world can cause. `message` says what was found, what was wanted and what to do.
struct Error {
  enum class Kind : uint8_t {
    kInput,    // this document cannot be read; others can
    kFile,     // a file is missing, unreadable or not what its name says
    kVersion,  // a data file is of another format version
    kUsage,    // the caller asked for something that does not exist
  };
  Kind kind = Kind::kInput;
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Error::Kind kind, std::string message) {
  return tl::unexpected<Error>(Error{kind, std::move(message)});
}

}  // namespace khaldun
