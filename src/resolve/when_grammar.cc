#include "resolve/when_grammar.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace khaldun {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"january", "february", "march", "april", "may", "june", "july", "august", "september",
                                                      "october", "november", "december"};
constexpr std::array<std::string_view, 12> kShortMonths = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 13> kNumbers = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};
const std::unordered_set<std::string_view> kFuture = {"plan", "schedule", "expect", "set", "due", "intend", "agree", "prepare", "slate", "propose", "aim", "hope", "promise", "vow", "pledge"};

using Kind = TimeExpression::Kind;

class Finder {
 public:
  Finder(const Document& document, const Reading& reading) : document_(document), reading_(reading) {
    lower_.reserve(reading.words.size());
    for (const Word& w : reading.words) {
      std::string form(w.span.of(document.text));
      std::ranges::transform(form, form.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      lower_.push_back(std::move(form));
    }
  }

  std::vector<TimeExpression> find() {
    std::vector<TimeExpression> found;
    for (const Sentence& sentence : reading_.sentences) {
      last_ = sentence.last;
      for (uint32_t w = sentence.first; w < sentence.last;) {
        TimeExpression e;
        e.first = w;
        if (iso(w, e) || day_first(w, e) || month_first(w, e) || modified(w, e) || weekday(w, e) || amount(w, e) || word(w, e) || year(w, e)) {
          if (w > sentence.first && lower_[w - 1] == "since") e.since = true;
          found.push_back(e);
          w = std::max(e.last, w + 1);
        } else {
          ++w;
        }
      }
    }
    return found;
  }

 private:
  std::string_view at(uint32_t w) const { return w < last_ ? std::string_view(lower_[w]) : std::string_view(); }
  bool capital(uint32_t w) const {
    const char c = document_.text[reading_.words[w].span.begin];
    return c >= 'A' && c <= 'Z';
  }

  int month_at(uint32_t w) const {
    std::string_view form = at(w);
    if (form.empty() || !capital(w)) return 0;
    for (size_t i = 0; i < 12; ++i) {
      if (form == kMonths[i]) {
        // "May" and "March" open sentences as other words too.
        const bool verb = reading_.words[w].upos == Upos::AUX || reading_.words[w].upos == Upos::VERB;
        return verb ? 0 : static_cast<int>(i + 1);
      }
    }
    const bool period = form.back() == '.';
    if (period) form.remove_suffix(1);
    if (form == "sept") return 9;
    for (size_t i = 0; i < 12; ++i) {
      if (form == kShortMonths[i] && (period || number_at(w + 1) > 0 || (w > 0 && number_at(w - 1) > 0))) return static_cast<int>(i + 1);
    }
    return 0;
  }

  unsigned weekday_at(uint32_t w) const {
    std::string_view form = at(w);
    if (form.size() > 6 && form.back() == 's') form.remove_suffix(1);
    for (unsigned i = 0; i < 7; ++i) {
      if (form == kWeekdays[i]) return i + 1;
    }
    return 0;
  }

  /// Value of a whole number of at most four digits, with or without an ordinal ending; -1 where there is none.
  int number_at(uint32_t w) const {
    std::string_view form = at(w);
    for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
      if (form.size() > 2 && form.ends_with(ending) && form[0] >= '0' && form[0] <= '9') form.remove_suffix(2);
    }
    if (form.empty() || form.size() > 4) return -1;
    int value = 0;
    for (char c : form) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  }
  int day_at(uint32_t w) const {
    const int n = number_at(w);
    return n >= 1 && n <= 31 && at(w).size() <= 4 ? n : 0;
  }
  int year_at(uint32_t w) const {
    const int n = number_at(w);
    return at(w).size() == 4 && n >= 1500 && n <= 2100 ? n : 0;
  }
  int count_at(uint32_t w) const {
    for (size_t i = 1; i < kNumbers.size(); ++i) {
      if (at(w) == kNumbers[i]) return static_cast<int>(i);
    }
    if (at(w) == "a" || at(w) == "an") return 1;
    if (at(w) == "couple" || at(w) == "few" || at(w) == "several") return at(w) == "couple" ? 2 : 3;
    const int n = number_at(w);
    return n > 0 && n < 1000 ? n : 0;
  }
  char unit_at(uint32_t w) const {
    const std::string_view form = at(w);
    if (form == "day" || form == "days") return 'd';
    if (form == "week" || form == "weeks") return 'w';
    if (form == "month" || form == "months") return 'm';
    if (form == "year" || form == "years") return 'y';
    if (form == "hour" || form == "hours" || form == "minute" || form == "minutes") return 'h';
    return 0;
  }

  bool time_of_day(uint32_t w) const {
    const std::string_view form = at(w);
    return form == "morning" || form == "afternoon" || form == "evening" || form == "night";
  }

  /// An optional comma and the year that closes a date.
  uint32_t closing_year(uint32_t w, TimeExpression& e) const {
    const uint32_t y = at(w) == "," ? w + 1 : w;
    if (const int year = year_at(y); year != 0) {
      e.year = year;
      return y + 1;
    }
    if ((at(w) == "this" || at(w) == "last" || at(w) == "next") && at(w + 1) == "year") {
      e.shift = at(w) == "last" ? -1 : at(w) == "next" ? 1 : 0;
      e.shifted = true;
      return w + 2;
    }
    return w;
  }

  bool iso(uint32_t w, TimeExpression& e) const {
    const int year = year_at(w);
    if (year != 0 && at(w + 1) == "-" && at(w + 3) == "-" && number_at(w + 2) >= 1 && number_at(w + 2) <= 12 && day_at(w + 4) > 0) {
      e.kind = Kind::date;
      e.year = year;
      e.month = number_at(w + 2);
      e.day = day_at(w + 4);
      e.last = w + 5;
      return true;
    }
    // 5/3/2017, month first unless impossible
    const std::string_view form = at(w);
    const size_t one = form.find('/'), two = form.find('/', one + 1);
    if (one == std::string_view::npos || two == std::string_view::npos || form.size() - two != 5) return false;
    int part[3] = {0, 0, 0}, p = 0;
    for (char c : form) {
      if (c == '/') ++p;
      else if (c >= '0' && c <= '9' && p < 3) part[p] = part[p] * 10 + (c - '0');
      else return false;
    }
    if (part[0] > 12) std::swap(part[0], part[1]);
    if (part[0] < 1 || part[0] > 12 || part[1] < 1 || part[1] > 31) return false;
    e.kind = Kind::date;
    e.month = part[0];
    e.day = part[1];
    e.year = part[2];
    e.last = w + 1;
    return true;
  }

  /// "7 April 2017", "the 7th of April", "3-5 May", "3 and 4 May", "28 April – 2 May".
  bool day_first(uint32_t w, TimeExpression& e) const {
    const int day = day_at(w);
    if (day == 0) return false;
    uint32_t next = w + 1;
    int last_day = 0;
    const auto range = [&](uint32_t i) { return at(i) == "-" || at(i) == "\xE2\x80\x93" || at(i) == "and" || at(i) == "to"; };
    if (range(next) && day_at(next + 1) > 0) {
      last_day = day_at(next + 1);
      next += 2;
    }
    if (at(next) == "of") ++next;
    const int month = month_at(next);
    if (month == 0) return false;
    e.kind = Kind::date;
    e.day = day;
    e.month = month;
    e.last_day = last_day;
    ++next;
    if (last_day == 0 && range(next) && day_at(next + 1) > 0 && month_at(next + 2) > 0) {
      e.last_day = day_at(next + 1);
      e.last_month = month_at(next + 2);
      next += 3;
    }
    e.last = closing_year(next, e);
    return true;
  }

  /// "April 7th, 2017", "May 3-5", "May 3 and 4", "May 28 to June 2", "July 2016", "July".
  bool month_first(uint32_t w, TimeExpression& e) const {
    const int month = month_at(w);
    if (month == 0) return false;
    e.month = month;
    uint32_t next = w + 1;
    if (at(next) == "the" && day_at(next + 1) > 0) ++next;
    if (day_at(next) > 0) {
      e.kind = Kind::date;
      e.day = day_at(next);
      ++next;
      const bool range = at(next) == "-" || at(next) == "\xE2\x80\x93" || at(next) == "and" || at(next) == "to";
      if (range && month_at(next + 1) > 0 && day_at(next + 2) > 0) {
        e.last_month = month_at(next + 1);
        e.last_day = day_at(next + 2);
        next += 3;
      } else if (range && day_at(next + 1) > 0 && month_at(next + 2) == 0) {
        e.last_day = day_at(next + 1);
        next += 2;
      }
      e.last = closing_year(next, e);
      return true;
    }
    e.kind = Kind::month;
    e.last = closing_year(at(next) == "of" ? next + 1 : next, e);
    if (e.last == next + 1 && at(next) == "of") e.last = next;
    return true;
  }

  /// "last Friday", "next week", "this month", "early 2019", "late March", "the past two weeks", "this year in July".
  bool modified(uint32_t w, TimeExpression& e) const {
    const std::string_view form = at(w);
    uint32_t next = w + 1;
    if (form == "early" || form == "late" || form == "mid") {
      if (at(next) == "-") ++next;
      TimeExpression inner;
      if (month_at(next) > 0 && month_first(next, inner) && inner.kind == Kind::month) {
        inner.first = w;
        inner.part = form[0];
        e = inner;
        return true;
      }
      if (year_at(next) > 0) {
        e.kind = Kind::year;
        e.year = year_at(next);
        e.part = form[0];
        e.last = next + 1;
        return true;
      }
      return false;
    }
    const bool before = form == "last" || form == "past" || form == "previous", after = form == "next" || form == "coming";
    if (!before && !after && form != "this" && form != "earlier" && form != "later") return false;
    if ((form == "earlier" || form == "later") && at(next) != "this") return false;
    if (form == "earlier" || form == "later") ++next;
    const int shift = before ? -1 : after ? 1 : 0;
    if (const unsigned day = weekday_at(next); day > 0) {
      weekday(next, e);
      e.first = w;
      e.shift = shift;
      e.shifted = true;
      return true;
    }
    if (const int month = month_at(next); month > 0) {
      month_first(next, e);
      e.first = w;
      e.shift = shift;
      e.shifted = true;
      return true;
    }
    if (const char unit = unit_at(next); unit != 0 && unit != 'h' && at(next).back() != 's') {
      e.kind = unit == 'd' ? Kind::offset : Kind::period;
      e.unit = unit;
      e.amount = e.shift = shift;
      e.narrative = form == "previous";
      e.last = next + 1;
      if (unit == 'y' && (at(next + 1) == "in") && month_at(next + 2) > 0) {  // "this year in July"
        e.kind = Kind::month;
        e.month = month_at(next + 2);
        e.shifted = true;
        e.last = next + 3;
      }
      return true;
    }
    if (at(next) == "weekend") {
      e.kind = Kind::weekday;
      e.weekday = 6;
      e.last_weekday = 7;
      e.shift = shift;
      e.shifted = true;
      e.last = next + 1;
      return true;
    }
    if (time_of_day(next)) {
      e.kind = Kind::offset;
      e.amount = shift;
      e.last = next + 1;
      return true;
    }
    // "the last six years", "the next few days"
    const int count = count_at(next);
    const uint32_t unit_word = at(next) == "couple" && at(next + 1) == "of" ? next + 2 : next + 1;
    if (count > 0 && shift != 0 && unit_at(unit_word) != 0 && unit_at(unit_word) != 'h') {
      e.kind = Kind::span;
      e.amount = shift * count;
      e.unit = unit_at(unit_word);
      e.last = unit_word + 1;
      return true;
    }
    return false;
  }

  /// "Friday", "Monday morning", "Wednesday and Thursday", "Monday to Thursday", "Tuesday, August 17, 2021".
  bool weekday(uint32_t w, TimeExpression& e) const {
    const unsigned day = weekday_at(w);
    if (day == 0) {
      if (at(w) == "weekend") {
        e.kind = Kind::weekday;
        e.weekday = 6;
        e.last_weekday = 7;
        e.last = w + 1;
        return true;
      }
      return false;
    }
    e.kind = Kind::weekday;
    e.weekday = day;
    e.last = w + 1;
    if (time_of_day(e.last)) ++e.last;
    const uint32_t date = at(e.last) == "," ? e.last + 1 : e.last;
    TimeExpression inner;
    if ((month_first(date, inner) || day_first(date, inner)) && inner.kind == Kind::date) {
      inner.first = e.first;
      e = inner;
      return true;
    }
    const std::string_view link = at(e.last);
    if ((link == "and" || link == "to" || link == "-" || link == "through" || link == "or" || link == "\xE2\x80\x93") && weekday_at(e.last + 1) > 0) {
      e.last_weekday = weekday_at(e.last + 1);
      e.last += 2;
      if (time_of_day(e.last)) ++e.last;
    }
    return true;
  }

  /// "three days ago", "two weeks earlier", "a day later", "within three weeks", "three hours".
  bool amount(uint32_t w, TimeExpression& e) const {
    const int count = count_at(w);
    uint32_t unit_word = w + 1;
    if (count == 0) return false;
    if (at(unit_word) == "couple" || at(unit_word) == "few") ++unit_word;
    if (at(unit_word) == "of") ++unit_word;
    const char unit = unit_at(unit_word);
    if (unit == 0) return false;
    const std::string_view tail = at(unit_word + 1);
    e.unit = unit;
    e.last = unit_word + 2;
    if (tail == "ago") e.amount = -count;
    else if (tail == "earlier" || tail == "before" || tail == "prior") e.amount = -count, e.narrative = true;
    else if (tail == "later" || tail == "afterwards" || tail == "after") e.amount = count, e.narrative = true;
    else {
      e.kind = Kind::duration;
      e.last = unit_word + 1;
      return at(w) != "a" && at(w) != "an";
    }
    e.kind = unit == 'h' ? Kind::duration : Kind::offset;
    return true;
  }

  bool word(uint32_t w, TimeExpression& e) const {
    const std::string_view form = at(w);
    e.kind = Kind::offset;
    e.last = w + 1;
    if (form == "yesterday") e.amount = -1;
    else if (form == "tomorrow") e.amount = 1;
    else if (form == "today" || form == "tonight") e.amount = 0;
    else if (form == "overnight") e.amount = 0;
    else if ((form == "following" || form == "next") && at(w + 1) == "day") e.amount = 1, e.narrative = true, e.last = w + 2;
    else if (form == "daily" || form == "weekly" || form == "monthly") e.kind = Kind::duration;
    else return false;
    if (time_of_day(e.last)) ++e.last;
    return true;
  }

  /// "in 2014", "since 2011", "the 1990s", "2019 – 2021".
  bool year(uint32_t w, TimeExpression& e) const {
    const std::string_view form = at(w);
    e.kind = Kind::year;
    e.last = w + 1;
    if (form.size() == 5 && form.back() == 's' && form[3] == '0' && (form[0] == '1' || form[0] == '2')) {
      int decade = 0;
      for (size_t i = 0; i < 4; ++i) {
        if (form[i] < '0' || form[i] > '9') return false;
        decade = decade * 10 + (form[i] - '0');
      }
      e.year = decade;
      e.last_year = decade + 9;
      return true;
    }
    const int value = year_at(w);
    if (value < 1900) return false;
    const std::string_view before = w > 0 ? std::string_view(lower_[w - 1]) : std::string_view();
    const bool said = before == "in" || before == "since" || before == "of" || before == "by" || before == "until" || before == "from" || before == "during" ||
                      before == "year" || before == "to" || before == "the" || before == "and" || before == "(" || before == "before" || before == "after" || before == "between";
    const Upos next = w + 1 < last_ ? reading_.words[w + 1].upos : Upos::PUNCT;
    if (!said || (next == Upos::NOUN && before != "the")) return false;  // "2,000 people" is one word; "2019 soldiers" counts
    e.year = value;
    const std::string_view link = at(w + 1);
    if ((link == "-" || link == "\xE2\x80\x93" || link == "to" || link == "and") && year_at(w + 2) > value) {
      e.last_year = year_at(w + 2);
      e.last = w + 3;
    }
    return true;
  }

  const Document& document_;
  const Reading& reading_;
  std::vector<std::string> lower_;
  uint32_t last_ = 0;
};

bool has(std::string_view feats, std::string_view feature) { return feats.find(feature) != std::string_view::npos; }

}  // namespace

std::vector<TimeExpression> find_times(const Document& document, const Reading& reading) { return Finder(document, reading).find(); }

Direction direction_of(const Document& document, const Reading& reading, uint32_t w) {
  // The tense of the nearest verb above; an infinitive takes that of what it hangs on, unless that itself looks ahead.
  int32_t at = static_cast<int32_t>(w);
  for (int step = 0; at >= 0 && step < 10; ++step, at = reading.words[static_cast<size_t>(at)].head) {
    const Word& word = reading.words[static_cast<size_t>(at)];
    if (kFuture.contains(word.lemma) && step > 0) return Direction::future;
    if (word.upos != Upos::VERB && word.upos != Upos::AUX && word.upos != Upos::ADJ && word.upos != Upos::NOUN) continue;
    bool to = false, past_helper = false, any_helper = false;
    // Helpers stand before their verb, within a few words.
    for (uint32_t c = static_cast<uint32_t>(std::max(0, at - 8)); c < static_cast<uint32_t>(at); ++c) {
      const Word& helper = reading.words[c];
      if (helper.head != at) continue;
      if (helper.deprel.starts_with("aux") || helper.deprel == "cop") {
        if (helper.lemma == "will" || helper.lemma == "shall" || helper.lemma == "would" || helper.lemma == "'ll") return Direction::future;
        any_helper = true;
        past_helper = past_helper || has(helper.feats, "Tense=Past") || helper.lemma == "have";
      }
      if (helper.deprel == "mark" && helper.span.of(document.text) == "to") to = true;
    }
    if (past_helper) return Direction::past;
    if (to) continue;
    if (word.upos == Upos::VERB && has(word.feats, "Tense=Past")) return Direction::past;
    if (word.upos == Upos::VERB && has(word.feats, "VerbForm=Ger") && !any_helper) continue;
    if (any_helper || (word.upos == Upos::VERB && has(word.feats, "Tense=Pres"))) return Direction::open;
  }
  return Direction::open;
}

}  // namespace khaldun
