#include "resolve/timex.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <vector>

#include "base/among.h"
#include "resolve/when_words.h"

namespace khaldun {
namespace {

using namespace std::chrono;

struct Letter {
  std::string_view word, letter;
};
constexpr std::array<Letter, 12> kParts = {{{"morning", "MO"},
                                            {"mornings", "MO"},
                                            {"midday", "12:00"},
                                            {"noon", "12:00"},
                                            {"afternoon", "AF"},
                                            {"evening", "EV"},
                                            {"night", "NI"},
                                            {"nights", "NI"},
                                            {"tonight", "NI"},
                                            {"overnight", "NI"},
                                            {"dawn", "MO"},
                                            {"midnight", "24:00"}}};
constexpr std::array<Letter, 5> kSeasons = {
    {{"spring", "SP"}, {"summer", "SU"}, {"autumn", "FA"}, {"fall", "FA"}, {"winter", "WI"}}};
constexpr std::array<Letter, 9> kOften = {{{"hourly", "PT1H"},
                                           {"daily", "P1D"},
                                           {"nightly", "XXXX-XX-XXTNI"},
                                           {"weekly", "P1W"},
                                           {"monthly", "P1M"},
                                           {"quarterly", "P1Q"},
                                           {"yearly", "P1Y"},
                                           {"annual", "P1Y"},
                                           {"annually", "P1Y"}}};

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

/// Words [first, last) of a reading that tell one time, and its days.
class Writer {
 public:
  Writer(const Document& document, const Reading& reading, uint32_t first, uint32_t last, std::optional<Days> days)
      : reading_(reading), first_(first), last_(last), days_(days) {
    for (uint32_t w = first; w < last; ++w) {
      words_.push_back(time_word(document, reading.words[w]));
      forms_.push_back(words_.back().form);
    }
    if (first > 0) before_ = reading.words[first - 1].lemma;
  }

  /// Adds the time to `out`; a day that no calendar has is none.
  void write(std::vector<Timex>& out) const {
    if (is_no_day()) return;
    Timex timex = value();
    timex.first = first_;
    timex.last = last_;
    timex.days = days_;
    out.push_back(std::move(timex));
  }

 private:
  Timex value() const {
    if (std::optional<Timex> often = set()) return *often;
    // An hour alone is one of the publication day, "the next morning" is not.
    const bool follows = told(TimeClass::STEP) || has("next");
    if (Timex hour = of_day(follows ? "XXXX-XX-XX" : to_string(reading_.published)); !days_ && hour.type == "TIME")
      return hour;
    if (has("these")) return {"DATE", "PRESENT_REF"};  // "these days"
    if (has("ago") && is_vague()) return {"DATE", "PAST_REF"};
    const bool named = !told(TimeClass::COUNT) && !told(TimeClass::EDGE) && words_.size() == 2;  // "Independence Day"
    if (!days_ && forms_.back() == "day" && (told(TimeClass::STEP) || named)) return {"DATE", "XXXX-XX-XX"};
    if (!days_ || before_ == "within") return duration().value_or(Timex{"DATE", reference()});
    const auto [first, last] = *days_;
    const year_month_day a(first), b(last);
    const int from = static_cast<int>(a.year());
    // A part of a longer whole: "earlier this month", said on its first day.
    if (told(TimeClass::EDGE) && forms_.back() == "week") return {"DATE", week_of(first)};
    if (told(TimeClass::EDGE) && forms_.back() == "month") return {"DATE", to_string(first).substr(0, 7)};
    if (told(TimeClass::EDGE) && forms_.back() == "year" && !told(TimeClass::MONTH))
      return {"DATE", to_string(first).substr(0, 4)};
    if (first == last) return of_day(to_string(first));
    if (has("overnight")) return {"TIME", to_string(last) + "TNI"};
    if (before_ == "since") return {"DATE", beginning(first)};
    if (is_feast()) return {"DATE", to_string(first)};
    if (has("weekend")) return {"DATE", week_of(first) + "-WE"};
    if (last - first == days(6)) return {"DATE", week_of(last)};
    const bool months = a.day() == day(1) && last == Day(b.year() / b.month() / std::chrono::last);
    const int length = months ? (static_cast<int>(b.year()) - from) * 12 +
                                    static_cast<int>(static_cast<unsigned>(b.month())) -
                                    static_cast<int>(static_cast<unsigned>(a.month())) + 1
                              : 0;
    const auto month = static_cast<unsigned>(a.month());
    for (const std::string& form : forms_) {
      if (const std::string_view season = letter_of(kSeasons, form); !season.empty())
        return {"DATE", fmt::format("{:04}-{}", from, season)};
    }
    if (length == 1) return {"DATE", fmt::format("{:04}-{:02}", from, month)};
    if (length == 3 && (month - 1) % 3 == 0) return {"DATE", fmt::format("{:04}-Q{}", from, (month + 2) / 3)};
    if (length == 6 && has("half")) return {"DATE", fmt::format("{:04}-H{}", from, month == 1 ? 1 : 2)};
    if (length == 12 && month == 1) return {"DATE", fmt::format("{:04}", from)};
    for (const TimeWord& word : words_) {  // "the late 1970s"
      const auto* decade = word.as(TimeClass::DECADE);
      if (decade != nullptr && b.year() < year(decade->value + 10))
        return {"DATE", fmt::format("{:03}", decade->value / 10)};
    }
    if (length == 120) return {"DATE", fmt::format("{:03}", from / 10)};
    if (length == 1200) return {"DATE", fmt::format("{:02}", from / 100)};
    if (has("fortnight")) return *duration();
    // A part of a longer whole: "early 2019", "late March", "earlier this month".
    const bool in_month = has("month") || told(TimeClass::MONTH);
    const bool part = std::ranges::any_of(words_, [](const TimeWord& word) {
      return word.as(TimeClass::EDGE) != nullptr || (word.as(TimeClass::SHIFT) != nullptr && word.form != "past");
    });
    const bool many = told(TimeClass::UNITS) || told(TimeClass::CLOCK);
    const Day whole = first == reading_.published ? last : first;  // "over the next year" is told by its end
    if (part && !many && has("week")) return {"DATE", week_of(whole)};
    if (part && !many && in_month) return {"DATE", to_string(whole).substr(0, 7)};
    if (part && !many && has("century")) return {"DATE", to_string(whole).substr(0, 2)};
    if (part && !many && has("decade")) return {"DATE", to_string(whole).substr(0, 3)};
    if (part && !many) return {"DATE", to_string(whole).substr(0, 4)};
    // "Recent months" and "coming years" are lengths, "past years" and "the future" are not.
    if (forms_.front() == "past" && forms_.size() == 2) return {"DATE", "PAST_REF"};
    if (!told(TimeClass::COUNT) && has("future")) return {"DATE", "FUTURE_REF"};
    if (std::optional<Timex> stretch = duration()) return *stretch;
    if (a.year() == b.year())
      return {"DATE", a.month() == b.month() ? fmt::format("{:04}-{:02}", from, month) : fmt::format("{:04}", from)};
    return {"DATE", fmt::format("{:04}", from)};
  }

  [[nodiscard]] bool has(std::string_view word) const { return among(forms_, word); }
  [[nodiscard]] bool told(TimeClass of) const {
    return std::ranges::any_of(words_, [of](const TimeWord& word) { return word.as(of) != nullptr; });
  }
  /// "31 April 2019", "the fifth Monday of February": a day is told and there is none.
  [[nodiscard]] bool is_no_day() const {
    if (days_) return false;
    const bool nth = told(TimeClass::NTH), day = nth || told(TimeClass::DAY);
    if (told(TimeClass::DATE) || (told(TimeClass::YEAR) && day)) return true;
    // Without its year a day may just be one that nobody can date.
    if (!reading_.dated()) return false;
    return (told(TimeClass::MONTH) && day) || (told(TimeClass::WEEKDAY) && nth) ||
           (forms_.front() == "the" && words_.back().as(TimeClass::NTH) != nullptr);
  }
  /// Feasts of many days are told by the first.
  [[nodiscard]] bool is_feast() const {
    return has("ramadan") || has("passover") || has("hanukkah") || has("chanukah") || has("sukkot") || has("rosh");
  }
  /// "several years", "a few days", "months": how many is left open.
  [[nodiscard]] bool is_vague() const {
    return has("several") || has("few") || (told(TimeClass::UNITS) && !told(TimeClass::COUNT));
  }

  /// "since 1985", "since November": as exact as the words are.
  [[nodiscard]] std::string beginning(Day first) const {
    const std::string day = to_string(first);
    if (told(TimeClass::MONTH)) return told(TimeClass::DAY) || told(TimeClass::NTH) ? day : day.substr(0, 7);
    if (told(TimeClass::DECADE)) return day.substr(0, 3);
    if (has("week")) return week_of(first);
    if (has("month")) return day.substr(0, 7);
    const bool spoken = told(TimeClass::COUNT) && !told(TimeClass::UNITS);  // "nineteen ninety-six"
    return told(TimeClass::YEAR) || (has("year") && !has("end")) || spoken ? day.substr(0, 4) : day;
  }

  /// "Tuesday morning", "4 p.m. on Friday".
  [[nodiscard]] Timex of_day(std::string date) const {
    if (has("hours") && (has("early") || has("small") || has("wee"))) return {"TIME", date + "TMO"};
    for (size_t i = 0; i < forms_.size(); ++i) {
      if (const std::string_view part = letter_of(kParts, forms_[i]); !part.empty())
        return {"TIME", date + "T" + std::string(part)};
      if (const auto* hhmm = words_[i].as(TimeClass::HHMM); hhmm != nullptr && told(TimeClass::ZONE)) {
        return {"TIME", fmt::format("{}T{:02}:{:02}", date, hhmm->value / 100, hhmm->value % 100)};
      }
      const size_t point = forms_[i].find_first_of(":.");  // "10:35", "10.35 pm"
      const std::string_view mark = i + 1 < forms_.size() ? std::string_view(forms_[i + 1]) : std::string_view();
      if (const auto* hour = words_[i].as(TimeClass::COUNT); hour != nullptr && mark == "o'clock")
        return {"TIME", fmt::format("{}T{:02}:00", date, hour->value)};
      const bool later = mark == "p.m." || mark == "pm", marked = later || mark == "a.m." || mark == "am";
      if (!std::isdigit(static_cast<unsigned char>(forms_[i].front())) ||
          (!marked && forms_[i].find(':') == std::string::npos))
        continue;
      int hour = std::atoi(forms_[i].c_str());
      if (marked) hour = hour % 12 + (later ? 12 : 0);
      const std::string minutes = point == std::string::npos ? "00" : forms_[i].substr(point + 1);
      return {"TIME", fmt::format("{}T{:02}:{}", date, hour, minutes)};
    }
    return {"DATE", std::move(date)};
  }

  /// "three days", "the past two years", "2 1/2 hours"; nothing where no unit is told. Decades and centuries in years,
  /// fortnights in weeks.
  [[nodiscard]] std::optional<Timex> duration() const {
    constexpr std::array<std::string_view, 8> kLetters = {"D", "W", "2W", "M", "Q", "Y", "DE", "CE"};
    if (has("quarter") && forms_.back() == "century") return Timex{"DURATION", "P25Y"};
    const bool half = told(TimeClass::HALF);
    int amount = has("other") ? 2 : 1;  // "every other day"
    for (size_t i = 0; i < words_.size(); ++i) {
      const TimeWord& word = words_[i];
      if (const auto* count = word.as(TimeClass::COUNT)) amount = counted(amount, count->value);
      const auto* unit = word.as(TimeClass::UNITS) != nullptr ? word.as(TimeClass::UNITS) : word.as(TimeClass::UNIT);
      const bool clock = word.as(TimeClass::CLOCK) != nullptr;
      const bool year_earlier =
          i + 2 < words_.size() && forms_[i + 1] == "-" && (forms_[i + 2] == "earlier" || forms_[i + 2] == "ago");
      if ((unit == nullptr && !clock) || year_earlier) continue;  // "the year-earlier nine months"
      const bool vague = is_vague() || (clock && word.form.ends_with("s") && !told(TimeClass::COUNT));
      std::string letter(unit != nullptr ? kLetters[static_cast<size_t>(unit->value)] : std::string_view());
      if (clock) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(word.form.front())));
      const std::string_view mark = clock ? "PT" : "P";
      if (vague) return Timex{"DURATION", fmt::format("{}X{}", mark, letter)};
      if (words_.front().as(TimeClass::HALF) != nullptr) amount = 0;
      if (letter == "2W") return Timex{"DURATION", fmt::format("P{}W", 2 * amount)};
      if (letter == "DE" || letter == "CE") {
        amount = letter == "DE" ? amount * 10 + (half ? 5 : 0) : amount * 100 + (half ? 50 : 0);
        return Timex{"DURATION", fmt::format("P{}Y", amount)};
      }
      if (!half) return Timex{"DURATION", fmt::format("{}{}{}", mark, amount, letter)};
      const std::string whole = amount == 0 ? "" : fmt::format("{}{}", amount, letter);
      if (clock) return Timex{"DURATION", fmt::format("PT{}30{}", whole, letter == "H" ? "M" : "S")};
      if (letter == "Y") return Timex{"DURATION", fmt::format("P{}6M", whole)};
      return Timex{"DURATION", fmt::format("P{}.5{}", amount, letter)};
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Timex> set() const {
    for (const std::string& form : forms_) {
      if (const std::string_view value = letter_of(kOften, form); !value.empty())
        return Timex{"SET", std::string(value)};
    }
    if ((before_ == "once" || before_ == "twice" || before_ == "time") && forms_[0] == "a")
      return Timex{"SET", duration()->value};
    for (const TimeWord& word : words_) {
      if (word.as(TimeClass::WEEKDAYS) == nullptr) continue;
      constexpr std::array<std::string_view, 7> kDays = {"mondays", "tuesdays",  "wednesdays", "thursdays",
                                                         "fridays", "saturdays", "sundays"};
      const auto day = std::ranges::find(kDays, word.form);
      return Timex{"SET", day == kDays.end() ? "XXXX-WXX-WE" : fmt::format("XXXX-WXX-{}", day - kDays.begin() + 1)};
    }
    const bool each = has("every") || has("each");
    if (!each && !(!days_ && told(TimeClass::WEEKDAY))) return std::nullopt;
    for (const TimeWord& word : words_) {
      if (const auto* day = word.as(TimeClass::WEEKDAY))
        return Timex{"SET", of_day(fmt::format("XXXX-WXX-{}", day->value)).value};
      if (const auto* month = word.as(TimeClass::MONTH)) return Timex{"SET", fmt::format("XXXX-{:02}", month->value)};
      if (const std::string_view season = letter_of(kSeasons, word.form); !season.empty())
        return Timex{"SET", fmt::format("XXXX-{}", season)};
      if (word.as(TimeClass::DAYPART) != nullptr) return Timex{"SET", of_day("XXXX-XX-XX").value};
    }
    if (const std::optional<Timex> span = duration()) return Timex{"SET", span->value};
    return std::nullopt;
  }

  [[nodiscard]] std::string reference() const {
    if (has("future") || has("coming") || has("term")) return "FUTURE_REF";
    if (has("past") || has("recently")) return "PAST_REF";
    return "PRESENT_REF";
  }

  const Reading& reading_;
  uint32_t first_, last_;
  std::optional<Days> days_;
  std::vector<std::string> forms_;
  std::vector<TimeWord> words_;
  std::string before_;
};

/// What the words of one end of a range tell: a day, a month, a year or a decade; nothing where they tell none.
std::optional<TimeUnit> exactness(const Document& document, const Reading& reading, uint32_t first, uint32_t last) {
  std::optional<TimeUnit> finest;
  for (uint32_t w = first; w < last; ++w) {
    const TimeWord word = time_word(document, reading.words[w]);
    if (word.as(TimeClass::DAY) != nullptr || word.as(TimeClass::WEEKDAY) != nullptr) return TimeUnit::day;
    if (word.as(TimeClass::MONTH) != nullptr)
      finest = TimeUnit::month;
    else if (word.as(TimeClass::YEAR) != nullptr && !finest)
      finest = TimeUnit::year;
    else if (word.as(TimeClass::DECADE) != nullptr && !finest)
      finest = TimeUnit::decade;
  }
  return finest;
}

/// The day, month, year or decade around `day`.
Days around(Day day, TimeUnit unit) {
  const year_month_day ymd(day);
  if (unit == TimeUnit::day) return {day, day};
  if (unit == TimeUnit::month)
    return {Day(ymd.year() / ymd.month() / 1), Day(ymd.year() / ymd.month() / std::chrono::last)};
  const year from = unit == TimeUnit::year ? ymd.year() : year(static_cast<int>(ymd.year()) / 10 * 10);
  return {Day(from / January / 1), Day((unit == TimeUnit::year ? from : from + years(9)) / December / 31)};
}

}  // namespace

std::vector<Timex> timex_of(const Document& document, const Reading& reading, const Mention& mention) {
  const std::optional<Days>& told = reading.times[mention.targets.front()].days;
  std::vector<Timex> found;
  for (uint32_t w = mention.first + 1; told && told->first < told->last && w + 1 < mention.last; ++w) {
    const TimeWord joint = time_word(document, reading.words[w]);
    if (joint.as(TimeClass::DASH) == nullptr && joint.form != "and" && joint.form != "or" && joint.form != "&")
      continue;
    const auto left = exactness(document, reading, mention.first, w),
               right = exactness(document, reading, w + 1, mention.last);
    if (!left || !right || (*left == TimeUnit::year && *right == TimeUnit::day)) continue;  // "the 2007-08 crisis"
    Writer(document, reading, mention.first, w, around(told->first, *left)).write(found);
    Writer(document, reading, w + 1, mention.last, around(told->last, *right)).write(found);
    return found;
  }
  Writer(document, reading, mention.first, mention.last, told).write(found);
  return found;
}

}  // namespace khaldun
