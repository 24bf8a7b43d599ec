#include <fmt/format.h>

#include <charconv>

#include "khaldun/base.h"

namespace khaldun {

std::optional<Day> parse_day(std::string_view iso) {
  if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  if (iso.size() > 10 && iso[10] != 'T' && iso[10] != ' ') return std::nullopt;
  int parts[3];
  constexpr size_t kBegin[] = {0, 5, 8}, kLength[] = {4, 2, 2};
  for (size_t i = 0; i < 3; ++i) {
    const char* begin = iso.data() + kBegin[i];
    auto [end, error] = std::from_chars(begin, begin + kLength[i], parts[i]);
    if (error != std::errc{} || end != begin + kLength[i] || *begin == '-') return std::nullopt;
  }
  const std::chrono::year_month_day day{std::chrono::year{parts[0]},
                                        std::chrono::month{static_cast<unsigned>(parts[1])},
                                        std::chrono::day{static_cast<unsigned>(parts[2])}};
  if (!day.ok()) return std::nullopt;
  return Day{day};
}

std::string to_string(Day day) {
  const std::chrono::year_month_day ymd{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

}  // namespace khaldun
