#include "resolve/timex.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <vector>

#include "resolve/when_words.h"

namespace khaldun {
namespace {

using namespace std::chrono;

struct Letter {
  std::string_view word, letter;
};
constexpr std::array<Letter, 12> kParts = {{{"morning", "MO"}, {"mornings", "MO"}, {"midday", "12:00"}, {"noon", "12:00"}, {"afternoon", "AF"}, {"evening", "EV"},
                                            {"night", "NI"}, {"nights", "NI"}, {"tonight", "NI"}, {"overnight", "NI"}, {"dawn", "MO"}, {"midnight", "24:00"}}};
constexpr std::array<Letter, 5> kSeasons = {{{"spring", "SP"}, {"summer", "SU"}, {"autumn", "FA"}, {"fall", "FA"}, {"winter", "WI"}}};
constexpr std::array<Letter, 8> kOften = {{{"daily", "P1D"}, {"nightly", "XXXX-XX-XXTNI"}, {"weekly", "P1W"}, {"monthly", "P1M"},
                                           {"quarterly", "P1Q"}, {"yearly", "P1Y"}, {"annual", "P1Y"}, {"annually", "P1Y"}}};

template <size_t N>
std::string_view letter_of(const std::array<Letter, N>& table, std::string_view word) {
  const auto found = std::ranges::find(table, word, &Letter::word);
  return found == table.end() ? "" : found->letter;
}

std::string week_of(Day day) {
  // ISO 8601: a week belongs to the year of its Thursday.
  const Day thursday = day + days(4 - static_cast<int>(weekday(day).iso_encoding()));
  const year y = year_month_day(thursday).year();
  const auto week = (thursday - Day(y / January / 1)).count() / 7 + 1;
  return fmt::format("{:04}-W{:02}", static_cast<int>(y), week);
}

class Writer {
 public:
  Writer(const Document& document, const Reading& reading, const Mention& m) : time_(reading.times[m.targets.front()]) {
    for (uint32_t w = m.first; w < m.last; ++w) {
      words_.push_back(time_word(document, reading.words[w]));
      forms_.push_back(words_.back().form);
    }
    published_ = reading.published;
    if (m.first > 0) before_ = reading.words[m.first - 1].lemma;
  }

  Timex write() const {
    if (std::optional<Timex> often = set()) return *often;
    // An hour alone is one of the publication day.
    if (const Timex hour = of_day(to_string(published_)); !time_.days && hour.type == "TIME") return hour;
    if (!time_.days) return duration().value_or(Timex{"DATE", reference()});
    const auto [first, last] = *time_.days;
    const year_month_day a(first), b(last);
    const int from = static_cast<int>(a.year());
    if (first == last) return of_day(to_string(first));
    if (has("overnight")) return {"TIME", to_string(last) + "TNI"};
    if (before_ == "since") return {"DATE", beginning(first)};
    if (has("weekend")) return {"DATE", week_of(first) + "-WE"};
    if (last - first == days(6)) return {"DATE", week_of(last)};
    const bool months = a.day() == day(1) && last == Day(b.year() / b.month() / std::chrono::last);
    const int length = months ? (static_cast<int>(b.year()) - from) * 12 + static_cast<int>(static_cast<unsigned>(b.month())) -
                                    static_cast<int>(static_cast<unsigned>(a.month())) + 1
                              : 0;
    const auto month = static_cast<unsigned>(a.month());
    for (const std::string& form : forms_) {
      if (const std::string_view season = letter_of(kSeasons, form); !season.empty()) return {"DATE", fmt::format("{:04}-{}", from, season)};
    }
    if (length == 1) return {"DATE", fmt::format("{:04}-{:02}", from, month)};
    if (length == 3 && (month - 1) % 3 == 0) return {"DATE", fmt::format("{:04}-Q{}", from, (month + 2) / 3)};
    if (length == 6 && has("half")) return {"DATE", fmt::format("{:04}-H{}", from, month == 1 ? 1 : 2)};
    if (length == 12 && month == 1) return {"DATE", fmt::format("{:04}", from)};
    for (const TimeWord& word : words_) {  // "the late 1970s"
      const auto* decade = word.as(TimeClass::DECADE);
      if (decade != nullptr && b.year() < year(decade->value + 10)) return {"DATE", fmt::format("{:03}", decade->value / 10)};
    }
    if (length == 120) return {"DATE", fmt::format("{:03}", from / 10)};
    if (length == 1200) return {"DATE", fmt::format("{:02}", from / 100)};
    // A part of a longer whole: "early 2019", "late March", "earlier this month".
    const bool in_month = has("month") || std::ranges::any_of(words_, [](const TimeWord& word) { return word.as(TimeClass::MONTH) != nullptr; });
    const bool part = std::ranges::any_of(words_, [](const TimeWord& word) {
      return word.as(TimeClass::EDGE) != nullptr || (word.as(TimeClass::SHIFT) != nullptr && word.form != "past");
    });
    const bool many = std::ranges::any_of(words_, [](const TimeWord& word) { return word.as(TimeClass::UNITS) != nullptr; });
    if (part && !many && has("week")) return {"DATE", week_of(first)};
    if (part && !many && in_month) return {"DATE", fmt::format("{:04}-{:02}", from, month)};
    if (part && !many) return {"DATE", fmt::format("{:04}", from)};
    if (has("recent")) return {"DATE", "PAST_REF"};
    if (std::optional<Timex> stretch = duration()) return *stretch;
    if (a.year() == b.year()) return {"DATE", a.month() == b.month() ? fmt::format("{:04}-{:02}", from, month) : fmt::format("{:04}", from)};
    return {"DATE", fmt::format("{:04}", from)};
  }

 private:
  [[nodiscard]] bool has(std::string_view word) const { return std::ranges::find(forms_, word) != forms_.end(); }

  /// "since 1985", "since November": as exact as the words are.
  [[nodiscard]] std::string beginning(Day first) const {
    const auto told = [&](TimeClass of) { return std::ranges::any_of(words_, [of](const TimeWord& word) { return word.as(of) != nullptr; }); };
    const std::string day = to_string(first);
    if (told(TimeClass::MONTH)) return told(TimeClass::DAY) || told(TimeClass::NTH) ? day : day.substr(0, 7);
    return told(TimeClass::YEAR) ? day.substr(0, 4) : day;
  }

  /// "Tuesday morning", "4 p.m. on Friday".
  [[nodiscard]] Timex of_day(std::string date) const {
    for (size_t i = 0; i < forms_.size(); ++i) {
      if (const std::string_view part = letter_of(kParts, forms_[i]); !part.empty()) return {"TIME", date + "T" + std::string(part)};
      const size_t colon = forms_[i].find(':');
      const bool later = i + 1 < forms_.size() && forms_[i + 1].starts_with("p");
      const bool marked = i + 1 < forms_.size() && (forms_[i + 1] == "p.m." || forms_[i + 1] == "a.m." || forms_[i + 1] == "pm" || forms_[i + 1] == "am");
      if (!std::isdigit(static_cast<unsigned char>(forms_[i].front())) || (colon == std::string::npos && !marked)) continue;
      int hour = std::atoi(forms_[i].c_str());
      if (later && hour < 12) hour += 12;
      return {"TIME", colon == std::string::npos ? fmt::format("{}T{:02}", date, hour) : fmt::format("{}T{:02}{}", date, hour, forms_[i].substr(colon))};
    }
    return {"DATE", std::move(date)};
  }

  /// "three days", "the past two years", "several hours"; nothing where no unit is told.
  [[nodiscard]] std::optional<Timex> duration() const {
    constexpr std::array<std::string_view, 7> kLetters = {"D", "W", "M", "Q", "Y", "DE", "CE"};
    int amount = 0;
    bool vague = false;
    for (size_t i = 0; i < words_.size(); ++i) {
      const TimeWord& word = words_[i];
      if (word.form == "several" || word.form == "few") vague = true;
      else if (const auto* count = word.as(TimeClass::COUNT)) amount = count->value;
      const auto* unit = word.as(TimeClass::UNITS) != nullptr ? word.as(TimeClass::UNITS) : word.as(TimeClass::UNIT);
      const bool clock = word.as(TimeClass::CLOCK) != nullptr;
      if (unit == nullptr && !clock) continue;
      const bool many = word.as(TimeClass::UNITS) != nullptr || word.form.ends_with("s");
      const std::string n = vague || (amount == 0 && many) ? "X" : fmt::to_string(std::max(1, amount));
      if (unit != nullptr) return Timex{"DURATION", fmt::format("P{}{}", n, kLetters[static_cast<size_t>(unit->value)])};
      return Timex{"DURATION", fmt::format("PT{}{}", n, static_cast<char>(std::toupper(static_cast<unsigned char>(word.form.front()))))};
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Timex> set() const {
    for (const std::string& form : forms_) {
      if (const std::string_view value = letter_of(kOften, form); !value.empty()) return Timex{"SET", std::string(value)};
    }
    for (const TimeWord& word : words_) {
      if (word.as(TimeClass::WEEKDAYS) == nullptr) continue;
      constexpr std::array<std::string_view, 7> kDays = {"mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"};
      const auto day = std::ranges::find(kDays, word.form);
      return Timex{"SET", day == kDays.end() ? "XXXX-WXX-WE" : fmt::format("XXXX-WXX-{}", day - kDays.begin() + 1)};
    }
    if (!has("every") && !has("each")) return std::nullopt;
    for (const TimeWord& word : words_) {
      if (const auto* day = word.as(TimeClass::WEEKDAY)) return Timex{"SET", fmt::format("XXXX-WXX-{}", day->value)};
    }
    if (const std::optional<Timex> span = duration()) return Timex{"SET", span->value};
    return std::nullopt;
  }

  [[nodiscard]] std::string reference() const {
    if (has("future") || has("coming")) return "FUTURE_REF";
    if (has("past") || has("recently")) return "PAST_REF";
    return "PRESENT_REF";
  }

  const Time& time_;
  std::vector<std::string> forms_;
  std::vector<TimeWord> words_;
  std::string before_;
  Day published_{};
};

}  // namespace

Timex timex_of(const Document& document, const Reading& reading, const Mention& mention) { return Writer(document, reading, mention).write(); }

}  // namespace khaldun
