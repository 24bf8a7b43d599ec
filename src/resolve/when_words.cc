#include "resolve/when_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

#include "base/ascii.h"

namespace khaldun {
namespace {

using enum TimeClass;

struct Row {
  TimeClass of;
  int value;
  std::string_view forms;  // separated by spaces
};

constexpr int unit(TimeUnit u) { return static_cast<int>(u); }
constexpr int edge(TimeEdge e) { return static_cast<int>(e); }

constexpr Row kRows[] = {
    {MONTH, 1, "january jan jan."},
    {MONTH, 2, "february feb feb."},
    {MONTH, 3, "march mar mar."},
    {MONTH, 4, "april apr apr."},
    {MONTH, 5, "may"},
    {MONTH, 6, "june jun jun."},
    {MONTH, 7, "july jul jul."},
    {MONTH, 8, "august aug aug."},
    {MONTH, 9, "september sept sept. sep sep."},
    {MONTH, 10, "october oct oct."},
    {MONTH, 11, "november nov nov."},
    {MONTH, 12, "december dec dec."},
    {WEEKDAY, 1, "monday"},
    {WEEKDAY, 2, "tuesday"},
    {WEEKDAY, 3, "wednesday"},
    {WEEKDAY, 4, "thursday"},
    {WEEKDAY, 5, "friday"},
    {WEEKDAY, 6, "saturday"},
    {WEEKDAY, 7, "sunday"},
    {WD, 1, "mon mon."},
    {WD, 2, "tue tue. tues tues."},
    {WD, 3, "wed wed."},
    {WD, 4, "thu thu. thur thur. thurs thurs."},
    {WD, 5, "fri fri."},
    {WD, 6, "sat sat."},
    {WD, 7, "sun sun."},
    {WEEKDAYS, 0, "mondays tuesdays wednesdays thursdays fridays saturdays sundays weekends"},
    {NTH, 1, "first"},
    {NTH, 2, "second"},
    {NTH, 3, "third"},
    {NTH, 4, "fourth"},
    {NTH, 5, "fifth"},
    {NTH, 6, "sixth"},
    {NTH, 7, "seventh"},
    {NTH, 8, "eighth"},
    {NTH, 9, "ninth"},
    {NTH, 10, "tenth"},
    {NTH, 11, "eleventh"},
    {NTH, 12, "twelfth"},
    {NTH, 13, "thirteenth"},
    {NTH, 14, "fourteenth"},
    {NTH, 15, "fifteenth"},
    {NTH, 16, "sixteenth"},
    {NTH, 17, "seventeenth"},
    {NTH, 18, "eighteenth"},
    {NTH, 19, "nineteenth"},
    {NTH, 20, "twentieth"},
    {NTH, 30, "thirtieth"},
    {COUNT, 1, "a an one"},
    {COUNT, 2, "two couple"},
    {COUNT, 3, "three few"},
    {COUNT, 4, "four several"},
    {COUNT, 5, "five"},
    {COUNT, 6, "six"},
    {COUNT, 7, "seven"},
    {COUNT, 8, "eight"},
    {COUNT, 9, "nine"},
    {COUNT, 10, "ten"},
    {COUNT, 11, "eleven"},
    {COUNT, 12, "twelve dozen"},
    {COUNT, 13, "thirteen"},
    {COUNT, 14, "fourteen"},
    {COUNT, 15, "fifteen"},
    {COUNT, 16, "sixteen"},
    {COUNT, 17, "seventeen"},
    {COUNT, 18, "eighteen"},
    {COUNT, 19, "nineteen"},
    {COUNT, 20, "twenty"},
    {COUNT, 30, "thirty"},
    {COUNT, 40, "forty"},
    {COUNT, 50, "fifty"},
    {COUNT, 60, "sixty"},
    {COUNT, 70, "seventy"},
    {COUNT, 80, "eighty"},
    {COUNT, 90, "ninety"},
    {COUNT, 100, "hundred"},
    {COUNT, 1000, "thousand"},
    {UNIT, unit(TimeUnit::day), "day"},
    {UNIT, unit(TimeUnit::week), "week"},
    {UNIT, unit(TimeUnit::fortnight), "fortnight"},
    {UNIT, unit(TimeUnit::month), "month"},
    {UNIT, unit(TimeUnit::quarter), "quarter"},
    {UNIT, unit(TimeUnit::year), "year"},
    {UNIT, unit(TimeUnit::decade), "decade"},
    {UNIT, unit(TimeUnit::century), "century"},
    {UNITS, unit(TimeUnit::day), "days nights"},
    {UNITS, unit(TimeUnit::week), "weeks"},
    {UNITS, unit(TimeUnit::month), "months"},
    {UNITS, unit(TimeUnit::quarter), "quarters"},
    {UNITS, unit(TimeUnit::year), "years"},
    {UNITS, unit(TimeUnit::decade), "decades"},
    {UNITS, unit(TimeUnit::century), "centuries"},
    {CLOCK, 0, "hour hours minute minutes second seconds"},
    {ZONE, 0, "local edt est et cst cdt pst pdt gmt utc cet"},
    {DAYPART, 0, "morning afternoon evening night midday noon midnight dawn dusk lunchtime"},
    {DAYWORD, -1, "yesterday"},
    {DAYWORD, 0, "today tonight"},
    {DAYWORD, 1, "tomorrow"},
    {SHIFT, -1, "last past"},
    {SHIFT, 0, "this current present"},
    {SHIFT, 1, "next coming upcoming"},
    {STEP, -1, "previous preceding"},
    {STEP, 0, "same that"},
    {STEP, 1, "following subsequent"},
    {EDGE, edge(TimeEdge::early), "early beginning start"},
    {EDGE, edge(TimeEdge::mid), "mid middle"},
    {EDGE, edge(TimeEdge::late), "late end"},
    {EDGE, edge(TimeEdge::so_far), "earlier"},
    {EDGE, edge(TimeEdge::rest), "later"},
    {SEASON, 3, "spring"},
    {SEASON, 6, "summer"},
    {SEASON, 9, "autumn fall"},
    {SEASON, 12, "winter"},
    {DATE, 20010911, "9/11"},
    {HALF, 0, "half 1/2 \xC2\xBD"},
    {DASH, 0, "- \xE2\x80\x93 to through until till"},
    {DECADE, 1950, "fifties"},
    {DECADE, 1960, "sixties"},
    {DECADE, 1970, "seventies"},
    {DECADE, 1980, "eighties"},
    {DECADE, 1990, "nineties"},
};

using Lexicon = std::unordered_map<std::string_view, std::vector<TimeWord::Sense>>;

Lexicon make_lexicon() {
  Lexicon lexicon;
  for (const Row& row : kRows) {
    std::string_view forms = row.forms;
    while (!forms.empty()) {
      const size_t space = std::min(forms.find(' '), forms.size());
      lexicon[forms.substr(0, space)].push_back({row.of, row.value});
      forms.remove_prefix(std::min(space + 1, forms.size()));
    }
  }
  return lexicon;
}

int number(std::string_view digits) {
  int value = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc{} && end == digits.data() + digits.size() && digits[0] != '-' ? value : -1;
}

bool in(int value, int low, int high) { return low <= value && value <= high; }

/// "5/3/2017" month first unless impossible, "2017/05/03", "3.5.2017" day first. 0 for anything else.
int whole_date(std::string_view form) {
  const char mark = form.find('/') != std::string_view::npos ? '/' : '.';
  const size_t one = form.find(mark), two = one == std::string_view::npos ? one : form.find(mark, one + 1);
  if (two == std::string_view::npos) return 0;
  const std::string_view a = form.substr(0, one), b = form.substr(one + 1, two - one - 1), c = form.substr(two + 1);
  const bool year_first = a.size() == 4;
  if (a.empty() || b.empty() || b.size() > 2 ||
      (year_first ? c.empty() || c.size() > 2 : a.size() > 2 || c.size() != 4))
    return 0;
  const int year = number(year_first ? a : c);
  int month = number(year_first || mark == '.' ? b : a), day = number(year_first ? c : mark == '.' ? a : b);
  if (month > 12) std::swap(month, day);
  if (!in(year, 1500, 2100) || !in(month, 1, 12) || !in(day, 1, 31)) return 0;
  return year * 10000 + month * 100 + day;
}

void add_numbers(std::string_view form, std::vector<TimeWord::Sense>& senses) {
  size_t digits = 0;
  while (digits < form.size() && form[digits] >= '0' && form[digits] <= '9') ++digits;
  const std::string_view tail = form.substr(digits);
  const int value = digits > 0 && digits <= 4 ? number(form.substr(0, digits)) : -1;
  if (tail.empty() && value >= 0) {
    if (digits <= 2 && in(value, 1, 31)) senses.push_back({DAY, value});
    if (in(value, 1, 12)) senses.push_back({HOUR, value});
    if (digits == 2) senses.push_back({TWO, value});
    if (digits == 4 && value < 2400 && value % 100 < 60) senses.push_back({HHMM, value});
    if (digits == 4 && in(value, 1500, 2100)) senses.push_back({YEAR, value});
    if (in(value, 1, 999)) senses.push_back({COUNT, value});
  } else if (value > 0 && (tail == "st" || tail == "nd" || tail == "rd" || tail == "th")) {
    if (in(value, 1, 31)) senses.push_back({DAY, value});
    senses.push_back({NTH, value});
  } else if (digits == 4 && tail == "s" && value % 10 == 0 && in(value, 1500, 2100)) {
    senses.push_back({DECADE, value});
  } else if (digits <= 2 && in(value, 0, 24) && tail.size() == 3 && (tail[0] == ':' || tail[0] == '.') &&
             in(number(tail.substr(1)), 0, 59)) {
    senses.push_back({HOUR, value});
  } else if (!tail.empty() && value >= 0) {
    if (const int date = whole_date(form); date > 0) senses.push_back({DATE, date});
  } else if (form.size() >= 4 && form.ends_with("0s") && form[0] == '\'') {
    const int decade = number(form.substr(form.size() - 3, 2));  // "'90s"
    if (decade >= 0) senses.push_back({DECADE, decade < 30 ? 2000 + decade : 1900 + decade});
  }
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// Whether a sense of the lexicon holds for this word as it stands: names are capitals, "may" no verb, "fall" a noun.
bool holds(const TimeWord::Sense& sense, const Word& word, std::string_view form, bool capital) {
  const bool verb = word.upos == Upos::VERB || word.upos == Upos::AUX;
  switch (sense.of) {
    case MONTH:
      return capital && !verb;
    case WEEKDAY:
    case WEEKDAYS:
    case WD:
      return capital;
    case SEASON:
    case DAYPART:
    case UNIT:
      return !verb;
    case STEP:
      return form != "that" || word.upos == Upos::DET;
    case SHIFT:
      return form == "present" || form == "past" ? word.upos == Upos::ADJ : !verb;
    case EDGE:
      return !verb;
    default:
      return true;
  }
}

}  // namespace

TimeWord time_word(const Document& document, const Word& of) {
  static const Lexicon lexicon = make_lexicon();
  TimeWord word;
  const std::string_view text = of.span.of(document.text);
  if (text.empty()) return word;
  word.form = ascii_lower(text);
  if (word.form.starts_with("\xE2\x80\x99")) word.form.replace(0, 3, "'");
  if (const auto found = lexicon.find(word.form); found != lexicon.end()) {
    for (const TimeWord::Sense& sense : found->second) {
      if (holds(sense, of, word.form, is_capital(text[0]))) word.senses.push_back(sense);
    }
  }
  add_numbers(word.form, word.senses);
  return word;
}

int counted(int so_far, int next) {
  if (next >= 100) return so_far * next;                                       // "two hundred", "twenty thousand"
  if (so_far >= 17 && so_far <= 20 && next >= 13) return so_far * 100 + next;  // "nineteen ninety"
  if (so_far >= 20 && so_far % (next < 10 ? 10 : 100) == 0) return so_far + next;
  return so_far * next;
}

std::vector<TimeWord> time_words(const Document& document, const Reading& reading) {
  std::vector<TimeWord> words;
  words.reserve(reading.words.size());
  for (const Word& word : reading.words) words.push_back(time_word(document, word));
  return words;
}

}  // namespace khaldun
