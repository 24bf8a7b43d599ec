// The table of time expressions but days with a name. To teach the program one more, add a row here and a row in
// tests/resolve/when_test.cc.
#include <algorithm>

#include "resolve/when_grammar.h"

namespace khaldun {
namespace {

using Kind = TimeMeaning::Kind;
using Match = const TimeMatch&;

template <class... Forms>
bool one_of(std::string_view form, Forms... forms) {
  return ((form == forms) || ...);
}

bool is(const Word* word, Upos upos) { return word != nullptr && word->upos == upos; }
bool is_noun(const Word* word) { return is(word, Upos::NOUN) || is(word, Upos::PROPN); }
bool is_plural(const Word* word) {
  return word != nullptr && word->feats.find("Number=Plur") != std::string_view::npos;
}
const Word& last_word(Match m) { return m.reading.words[m.found.last - 1]; }

bool counts_what_follows(Match m) {
  const Word& number = last_word(m);
  return number.deprel == "nummod" && number.head >= static_cast<int32_t>(m.found.last);
}

/// Not "In May 12 people died", not "3 May 5, …", no empty range.
bool is_date(Match m) {
  const TimeMeaning& say = m.found.meaning;
  const bool month_in =
      m.words[m.found.first].as(TimeClass::MONTH) != nullptr && one_of(m.form(-1), "in", "during", "since", "");
  if (month_in && counts_what_follows(m) && m.words[m.found.last - 1].as(TimeClass::YEAR) == nullptr) return false;
  if (say.last_day > 0 && say.last_month == 0 && say.last_day <= say.day) return false;
  return say.last_day == 0 || m.form(0) != "%";
}

bool is_unbroken(Match m) {
  for (uint32_t w = m.found.first + 1; w < m.found.last; ++w) {
    if (m.reading.words[w].span.begin != m.reading.words[w - 1].span.end) return false;
  }
  return true;
}
/// "2017-04-07" without blanks.
bool is_glued(Match m) {
  return is_unbroken(m) && m.found.meaning.month >= 1 && m.found.meaning.month <= 12 && m.found.meaning.day >= 1 &&
         m.found.meaning.day <= 31;
}

/// "on the 7th", not "on the 7th floor".
bool is_day_of_month(Match m) {
  const std::string& day = m.words[m.found.last - 1].form;
  return day[0] >= '0' && day[0] <= '9' &&
         one_of(m.form(-1), "on", "until", "by", "from", "since", "before", "after", "of") && !is_noun(m.word(0)) &&
         !is(m.word(0), Upos::ADJ) && m.form(0) != "-";
}
/// "on the 15th of last month", not "the first of this month's talks".
bool is_day_of_said_month(Match m) { return m.form(0) != "'s" && !is_noun(m.word(0)); }

/// A month without a day or year: no person ("Theresa May", "April Jones"), no short form, no march in the street.
bool is_month(Match m) {
  const std::string& month = m.words[m.found.last - 1].form;
  if (m.found.last - m.found.first > 1) return true;
  for (const Name& name : m.reading.names) {
    if (name.kind == NameKind::PER && name.first <= m.found.first && m.found.first < name.last) return false;
  }
  const std::string_view before = m.form(-1);
  if (month == "may" || month == "march") {
    if (one_of(before, "in", "of", "since", "until", "till", "by", "during", "from", "throughout", "for", "late",
               "early", "-", "between"))
      return true;
    return one_of(before, "the", "a", "this") && is_noun(m.word(0));
  }
  return month.size() > 3 && (month.size() > 4 || month.back() == '.' || month == "june" || month == "july") &&
         month != "sept";
}

/// A bare year: "in 2014", "the 2016 election"; no number of things, rooms, flights or resolutions.
bool is_year(Match m) {
  const Word& word = last_word(m);
  if (counts_what_follows(m) && is_plural(&m.reading.words[static_cast<size_t>(word.head)])) return false;
  if (m.found.meaning.year < 1700) return one_of(m.form(-1), "in", "since", "until");
  const Word* before = m.word(-1);
  if (before == nullptr) return !is(m.word(0), Upos::PUNCT) || m.form(0) == ",";
  if (one_of(m.form(-1), "resolution", "no.", "number", "flight", "room", "route", "article", "section", "case",
             "about", "some", "than", "nearly", "almost", "over", "least", "page", "law", "directive", "around",
             "another", "with") ||
      before->upos == Upos::SYM || before->upos == Upos::NUM) {
    return false;
  }
  return !one_of(m.form(0), "%", "percent", "per", "hours", "gmt", "people", "km", "miles", "meters", "metres") &&
         !is(m.word(0), Upos::SYM);
}

bool is_year_range(Match m) {
  const bool told = one_of(m.form(-1), "from", "between", "in", "(", "for", "the", "of", "during") || is_glued(m);
  return m.found.meaning.year < m.found.meaning.last_year && (told || m.found.meaning.year > 1900) &&
         (m.words[m.found.first + 1].form != "and" || m.form(-1) == "between");
}

/// "the 1990-91 war", glued
bool is_short_range(Match m) {
  return m.found.meaning.year < m.found.meaning.last_year && is_year(m) && is_unbroken(m);
}
/// "in the 1930's"
bool is_decade(Match m) {
  const bool the = m.words[m.found.first].form == "the" || one_of(m.form(-1), "early", "late", "mid");
  return the && m.found.meaning.year % 10 == 0 && !is_noun(m.word(0));
}

bool follows_directly(int first, int last, int cycle) { return last == first % cycle + 1; }

/// "Monday and Tuesday" is a span, "Monday and Friday" are two times.
bool are_weekdays_in_a_row(Match m) {
  if (one_of(m.form(0), "mornings", "afternoons", "evenings", "nights")) return false;  // "Monday and Tuesday nights"
  return follows_directly(m.found.meaning.weekday, m.found.meaning.last_weekday, 7);
}
bool are_months_in_a_row(Match m) { return follows_directly(m.found.meaning.month, m.found.meaning.last_month, 12); }
bool is_between(Match m) { return m.form(-1) == "between"; }

/// "two days before", at the end of what it belongs to; "two days before the vote" and "before voting" count from the
/// vote.
bool ends_its_phrase(Match m) {
  const Word* next = m.word(0);
  return next == nullptr || next->upos == Upos::PUNCT || next->upos == Upos::CCONJ || next->upos == Upos::AUX ||
         (next->upos == Upos::VERB && next->feats.find("VerbForm=Fin") != std::string::npos);
}

bool is_season(Match m) {
  if (m.found.last - m.found.first > 1 && m.words[m.found.first].form != "the") return true;
  return one_of(m.form(-1), "in", "during", "since", "until", "by", "over", "throughout", "into", "of", "for") &&
         !is_noun(m.word(0)) && !is(m.word(0), Upos::ADP);
}

/// "over the last week": the seven days before now; "the last week" alone is no such thing.
bool is_stretch(Match m) {
  if (m.found.meaning.shift == 0) return false;
  const bool past = m.words[m.found.first].form == "past" || m.words[m.found.first + 1].form == "past";
  return past || one_of(m.form(-1), "over", "in", "during", "within", "for", "throughout", "into");
}

bool is_after_in(Match m) {
  return one_of(m.form(-1), "in", "within") && !one_of(m.form(0), "of", "that", "which", "when", "where");
}
/// One number: "twenty four hours", "a hundred years"; not "from seven a year ago", "a 24-hour day".
bool is_counted(Match m) {
  const bool article = one_of(m.words[m.found.first].form, "a", "an");
  for (uint32_t w = m.found.first + 1; w < m.found.last; ++w) {
    const std::string& form = m.words[w].form;
    if (one_of(form, "a", "an") || (article && (form == "-" || (form[0] >= '0' && form[0] <= '9')))) return false;
  }
  return true;
}
bool is_duration(Match m) {
  const bool part =
      m.found.meaning.unit == TimeUnit::quarter && one_of(m.words[m.found.first].form, "three", "3", "a", "one");
  if (part && m.form(0) == "of") return false;  // "three quarters of the food"
  return is_counted(m) && (!one_of(m.words[m.found.first].form, "a", "an") || m.found.last - m.found.first > 2);
}
/// A length, "lasted a week", "a month after the vote", or a rate: "twice a week".
bool is_one_unit(Match m) {
  const Word* before = m.word(-1);
  if (m.found.meaning.unit == TimeUnit::quarter) return false;  // "a quarter of the votes"
  return one_of(m.form(0), "after", "before", "or") ||
         one_of(m.form(-1), "for", "within", "about", "nearly", "almost", "over", "under", "barely", "just", "only",
                "than", "once", "twice") ||
         (before != nullptr && one_of(before->lemma, "last", "take", "spend", "wait", "time"));
}
/// What years make old, other than a person: "an 8-month-old truce".
bool is_lasting(Match m) {
  const Word* what = m.word(0);
  return what != nullptr && one_of(what->lemma, "truce", "ceasefire", "cease-fire", "war", "conflict", "dispute",
                                   "crisis", "standoff", "embargo", "ban", "blockade", "siege", "strike", "insurgency",
                                   "rebellion", "uprising", "revolt", "campaign", "feud", "agreement", "treaty", "pact",
                                   "deal", "alliance", "government", "regime", "rule", "law", "slump", "case");
}
/// "the March 14 coalition", not "the March 14 coalition raid"
bool is_whole(Match m) { return !is_noun(m.word(0)); }
/// "for the year", "the first months of the year", not "the year of the war".
bool is_this_period(Match m) {
  const bool named = m.found.last - m.found.first > 2;
  if (is(&last_word(m), Upos::PROPN)) return false;  // "Person of the Year"
  return (named || one_of(m.form(-1), "for", "of", "in", "during", "throughout", "over", "through", "by")) &&
         !one_of(m.form(0), "of", "that", "when", "before", "after", "-", "to", "ahead", "following", "ended",
                 "ending");
}
bool is_this_week_or_month(Match m) {
  const TimeUnit unit = m.found.meaning.unit;
  return (unit == TimeUnit::week || unit == TimeUnit::month) && is_this_period(m);
}
/// "in the quarter ended July 31", not "the quarter finals"
bool is_quarter(Match m) { return !is_noun(m.word(0)) || m.form(0) == "ended"; }
/// "the year ended March 31": a length.
bool is_ended(Match m) { return one_of(m.form(0), "ended", "ending", "ends"); }
/// "in the morning", not "the morning of the attack".
bool is_told_part(Match m) {
  return m.form(0) != "of" && !is_noun(m.word(0)) &&
         one_of(m.form(-1), "in", "during", "by", "until", "through", "throughout", "into");
}
/// "January nineteen ninety-seven", not "in May nineteen people"
bool has_spoken_year(Match m) {
  return m.found.meaning.amount > 1500 && m.found.meaning.amount < 2100 && !counts_what_follows(m);
}
/// "in nineteen ninety-six", "by the year two thousand"; not "two thousand people".
bool is_spoken_year(Match m) {
  const bool told = one_of(m.words[m.found.first].form, "eighteen", "nineteen", "year", "the") ||
                    one_of(m.form(-1), "in", "since", "until");
  return told && has_spoken_year(m);
}
bool is_adjective(Match m) { return is(&last_word(m), Upos::ADJ); }
/// "last week", not "the last day", "the last year of the war".
bool is_period(Match m) {
  if (is(&last_word(m), Upos::PROPN) && !m.sentence.heading) return false;  // the programme "This Week"
  if (m.found.meaning.unit == TimeUnit::day) return m.words[m.found.last - 2].form == "this";
  const Word* before = m.word(-1);
  const bool owned =
      m.words[m.found.first].form == "the" || is(before, Upos::DET) || is(before, Upos::PRON) || is(before, Upos::PART);
  return m.form(0) != "of" || (!owned && m.words[m.found.first].as(TimeClass::SHIFT) != nullptr);
}
/// "now" and "recently" beside a verb, no noun and no conjunction.
bool is_reference(Match m) { return is(&last_word(m), Upos::ADV); }
/// "in the past", "in the future": with nothing that says whose.
bool is_past_or_future(Match m) {
  return one_of(m.form(-1), "in", "for", "of", "from", "into", "about") && m.form(0) != "of" && is_noun(&last_word(m));
}
/// "meet daily", not the newspapers "the daily", "the daily Granma"
bool is_often(Match m) {
  return !is_noun(&last_word(m)) || (!is(m.word(0), Upos::PROPN) && !is(m.word(-1), Upos::DET));
}
/// "10:35 on Friday", "4 p.m. Friday"; "4 on Friday" is a number of something.
bool is_hour(Match m) {
  const std::string& hour = m.words[m.found.first].form;
  return hour.find(':') != std::string::npos || one_of(m.words[m.found.first + 1].form, "a.m.", "p.m.", "am", "pm");
}

/// "10 GMT", "10 local time"; not "arrested 10 local officials".
bool is_zoned(Match m) { return m.words[m.found.last - 1].form != "local"; }
/// "at 14:30", not "won 21:19"
bool is_bare_hour(Match m) {
  return m.words[m.found.first].form.find(':') != std::string::npos &&
         one_of(m.form(-1), "at", "around", "by", "until", "since");
}

/// "for weeks", "in years", "of months", "days after the vote"; not "the weeks", "five weeks".
bool is_vague(Match m) {
  const Word* before = m.word(-1);
  const bool alone = before == nullptr ||
                     (!is_noun(before) && !is(before, Upos::ADJ) && !is(before, Upos::DET) && !is(before, Upos::NUM));
  if (alone && one_of(m.form(0), "after", "before", "later", "earlier")) return true;
  return one_of(m.form(-1), "for", "in", "of", "after", "within", "over", "took", "take", "takes") && m.form(0) != "of";
}
/// "the end of the month", not "the end of the day".
bool is_edge_of(Match m) { return m.words[m.found.last - 1].form != "day"; }

constexpr TimeMeaning with(Kind kind, int amount = 1) {
  TimeMeaning meaning;
  meaning.kind = kind;
  meaning.amount = amount;
  return meaning;
}
constexpr TimeMeaning narrative(Kind kind, int amount) {
  TimeMeaning meaning = with(kind, amount);
  meaning.narrative = true;
  return meaning;
}
constexpr TimeMeaning within(Kind kind, TimeUnit unit, int length = 1) {
  TimeMeaning meaning = with(kind);
  meaning.within = unit;
  meaning.length = length;
  return meaning;
}
constexpr TimeMeaning months(int length) {
  TimeMeaning meaning = with(Kind::months);
  meaning.length = length;
  return meaning;
}
constexpr TimeMeaning named_date() {
  TimeMeaning meaning = with(Kind::date);
  meaning.named = true;
  return meaning;
}
/// `amount` units and a half ago.
constexpr TimeMeaning half_ago(int amount) {
  TimeMeaning meaning = with(Kind::offset, -amount);
  meaning.half = -1;
  return meaning;
}
constexpr TimeMeaning decade() {
  TimeMeaning meaning = with(Kind::years);
  meaning.unit = TimeUnit::decade;
  return meaning;
}
constexpr TimeMeaning this_century() {
  TimeMeaning meaning = with(Kind::years);
  meaning.nth = 21;
  return meaning;
}
constexpr TimeMeaning second_half() {
  TimeMeaning meaning = months(6);
  meaning.nth = 2;
  return meaning;
}
constexpr TimeMeaning shifted(Kind kind, TimeUnit unit, int shift) {
  TimeMeaning meaning = with(kind);
  meaning.unit = unit;
  meaning.shift = shift;
  return meaning;
}
constexpr TimeMeaning year_before() {
  TimeMeaning meaning = with(Kind::offset, -1);
  meaning.unit = TimeUnit::year;
  return meaning;
}
constexpr TimeMeaning quarter_century_ago() {
  TimeMeaning meaning = with(Kind::offset, -25);
  meaning.unit = TimeUnit::year;
  return meaning;
}
constexpr TimeMeaning quarter_of_last_year() {
  TimeMeaning meaning = within(Kind::months, TimeUnit::year, 3);
  meaning.shift = -1;
  return meaning;
}
constexpr TimeMeaning last_weekday(std::optional<TimeUnit> within = std::nullopt) {
  TimeMeaning meaning = with(Kind::movable);
  meaning.nth = -1;
  meaning.within = within;
  return meaning;
}
constexpr TimeMeaning week_of_date() {
  TimeMeaning meaning = with(Kind::date);
  meaning.unit = TimeUnit::week;
  return meaning;
}
constexpr TimeMeaning edge_of_month(TimeEdge edge) {
  TimeMeaning meaning = with(Kind::months);
  meaning.edge = edge;
  return meaning;
}
constexpr TimeMeaning weekend() {
  TimeMeaning meaning = with(Kind::weekday);
  meaning.weekday = 6;
  meaning.last_weekday = 7;
  return meaning;
}

const TimeRule kRules[] = {
    // Dates.
    {"[WEEKDAY/WD [,]] MONTH [the] DAY/NTH [[,/of] YEAR]", with(Kind::date), is_date},
    {"[WEEKDAY/WD [,]] [the] DAY/NTH [of] MONTH [[,/of] YEAR]", with(Kind::date), is_date},
    {"[WEEKDAY/WD [,]] MONTH DAY [,/of] SHIFT year", within(Kind::date, TimeUnit::year)},
    {"[WEEKDAY/WD [,]] [the] DAY [of] MONTH [,/of] SHIFT year", within(Kind::date, TimeUnit::year)},
    {"SHIFT MONTH DAY", with(Kind::date), is_date},
    {"[the] week of/beginning/starting/ending [on] MONTH DAY/NTH [[,] YEAR]", week_of_date()},
    {"[the] week of/beginning/starting/ending [on] [the] DAY/NTH [of] MONTH [YEAR]", week_of_date()},
    {"[the] NTH WEEKDAY of/in MONTH [[,/of] YEAR]", with(Kind::movable)},
    {"[the] last WEEKDAY of/in MONTH [[,/of] YEAR]", last_weekday()},
    {"[the] NTH WEEKDAY of/in the/SHIFT month", within(Kind::movable, TimeUnit::month)},
    {"[the] last WEEKDAY of/in the/SHIFT month", last_weekday(TimeUnit::month)},
    {"MONTH DAY DASH/and/or/& DAY [[,] YEAR]", with(Kind::date), is_date},
    {"MONTH DAY , DAY [,] and DAY [[,] YEAR]", with(Kind::date), is_date},
    {"[the] DAY DASH/and/or/& [the] DAY [of] MONTH [[,] YEAR]", with(Kind::date), is_date},
    {"DAY , DAY [,] and DAY [of] MONTH [[,] YEAR]", with(Kind::date), is_date},
    {"MONTH DAY [[,] YEAR [,]] DASH MONTH DAY [[,] YEAR]", with(Kind::date), is_date},
    {"MONTH DAY [[,] YEAR] and MONTH DAY [[,] YEAR]", with(Kind::date), is_between},
    {"DAY [of] MONTH [YEAR] DASH DAY [of] MONTH [YEAR]", with(Kind::date), is_date},
    {"DAY [of] MONTH [YEAR] and DAY [of] MONTH [YEAR]", with(Kind::date), is_between},
    {"YEAR - TWO - TWO", with(Kind::date), is_glued},
    {"[WEEKDAY/WD [,]] DATE", named_date(), [](Match m) { return m.words[m.found.last - 1].form == "9/11"; }},
    {"[WEEKDAY/WD [,]] DATE", with(Kind::date)},
    {"the NTH", with(Kind::month_day), is_day_of_month},
    {"the NTH of SHIFT month", within(Kind::date, TimeUnit::month), is_day_of_said_month},

    // Months, quarters, halves, seasons.
    {"MONTH", with(Kind::months), is_month},
    {"MONTH [,/of] YEAR", with(Kind::months)},
    {"MONTH/SEASON [of] COUNT COUNT [[-] COUNT]", with(Kind::months), has_spoken_year},
    {"the SEASON of COUNT COUNT [[-] COUNT]", with(Kind::months), has_spoken_year},
    {"[the] EDGE [-/of/in] MONTH [[,/of] YEAR]", with(Kind::months)},
    {"[the] [EDGE [-/of/in]] MONTH [,/of/in] SHIFT year", within(Kind::months, TimeUnit::year)},
    {"SHIFT year [,] in [EDGE] MONTH", within(Kind::months, TimeUnit::year)},
    {"[the] [EDGE [of]] SHIFT MONTH", with(Kind::months)},
    {"MONTH [YEAR] DASH MONTH [YEAR]", with(Kind::months)},
    {"MONTH [YEAR] and MONTH [[in/of] YEAR]", with(Kind::months), is_between},
    {"MONTH and/or MONTH [YEAR]", with(Kind::months), are_months_in_a_row},
    {"[the] NTH [-] quarter [[of/,] YEAR]", months(3)},
    {"[the] NTH [-] quarter [of] SHIFT year", within(Kind::months, TimeUnit::year, 3)},
    {"SHIFT year 's NTH [-] quarter", within(Kind::months, TimeUnit::year, 3)},
    {"[the] YEAR NTH [-] quarter", months(3)},
    {"[the] NTH half [of] YEAR", months(6)},
    {"[the] last/latter half of YEAR", second_half()},
    {"[the] NTH half of SHIFT year", within(Kind::months, TimeUnit::year, 6)},
    {"[the] NTH half of the [calendar] year", within(Kind::months, TimeUnit::year, 6)},
    {"[the] NTH [-] quarter of the [calendar] year", within(Kind::months, TimeUnit::year, 3)},
    {"[the] [EDGE [-]] SEASON", with(Kind::months), is_season},
    {"[the] [EDGE [-/of]] SEASON [of/,/in] YEAR", with(Kind::months)},
    {"[the] [EDGE [-/of]] SHIFT [past/coming] SEASON", with(Kind::months)},
    {"[the] SEASON of SHIFT year", within(Kind::months, TimeUnit::year)},

    // Years, decades, centuries.
    {"YEAR", with(Kind::years), is_year},
    {"[the] EDGE [-] [of/in] YEAR", with(Kind::years)},
    {"YEAR DASH/and YEAR", with(Kind::years), is_year_range},
    {"YEAR - TWO", with(Kind::years), is_short_range},
    {"[the] [EDGE [-]] YEAR 's", decade(), is_decade},
    {"[the] [EDGE [-] [of/in] [the]] DECADE", with(Kind::years)},
    {"[the] DECADE and DECADE", with(Kind::years)},
    {"[the] [EDGE [-]] NTH [-] century", with(Kind::years)},
    {"[the] [EDGE [-]] twenty - first century", this_century()},
    {"the year YEAR", with(Kind::years)},
    {"the YEAR quarter/period", within(Kind::years, TimeUnit::quarter)},
    {"[the] [year] COUNT COUNT [[-] COUNT]", with(Kind::years), is_spoken_year},

    // Weekdays.
    {"[EDGE [on]] WEEKDAY [DAYPART]", with(Kind::weekday)},
    {"[EDGE] [the] SHIFT [past/coming] WEEKDAY [DAYPART]", with(Kind::weekday)},
    {"[the] STEP WEEKDAY [DAYPART]", with(Kind::weekday)},
    {"[the] [EDGE [-]] DAYPART [of/on] WEEKDAY", with(Kind::weekday)},
    {"[the] early/small/wee hours of/on WEEKDAY", with(Kind::weekday)},
    {"[the] early/small/wee hours of/on MONTH DAY [[,] YEAR]", with(Kind::date), is_date},
    {"[the] early/small/wee hours of/on DAY MONTH [YEAR]", with(Kind::date), is_date},
    {"[the] [EDGE [-]] DAYPART of [WEEKDAY/WD [,]] MONTH DAY [[,] YEAR]", with(Kind::date), is_date},
    {"[the] [EDGE [-]] DAYPART of [WEEKDAY/WD [,]] DAY MONTH [YEAR]", with(Kind::date), is_date},
    {"[EDGE] WEEKDAY [DAYPART] [of] SHIFT week", within(Kind::weekday, TimeUnit::week)},
    {"SHIFT week on WEEKDAY [DAYPART]", within(Kind::weekday, TimeUnit::week)},
    {"[SHIFT] WEEKDAY [DAYPART] DASH WEEKDAY [DAYPART]", with(Kind::weekday)},
    {"WEEKDAY [DAYPART] and WEEKDAY [DAYPART]", with(Kind::weekday), is_between},
    {"[SHIFT] WEEKDAY [DAYPART] and/or WEEKDAY [DAYPART]", with(Kind::weekday), are_weekdays_in_a_row},
    {"[the] SHIFT [past/coming] weekend", weekend()},
    {"[the] weekend", weekend()},
    // Hours of a day that is told beside them.
    {"HOUR [a.m./p.m./am/pm] [ZONE] [time] [,] [on] WEEKDAY/WD", with(Kind::weekday), is_hour},
    {"HOUR [a.m./p.m./am/pm] [ZONE] [time] [,] [on] [WEEKDAY/WD [,]] MONTH DAY [[,] YEAR]", with(Kind::date), is_hour},
    {"HOUR [a.m./p.m./am/pm] [ZONE] [time] DAYWORD", with(Kind::offset), is_hour},
    {"HOUR [a.m./p.m./am/pm] [ZONE] [time] ( HOUR/HHMM ZONE ) [on] WEEKDAY", with(Kind::weekday), is_hour},
    {"HHMM [hours] ZONE [,] [on] WEEKDAY", with(Kind::weekday)},
    {"HHMM [hours] ZONE DAYWORD", with(Kind::offset)},
    {"WEEKDAY [,] [at] HOUR a.m./p.m./am/pm [ZONE]", with(Kind::weekday)},
    {"MONTH DAY [,] [at] HOUR a.m./p.m./am/pm [ZONE]", with(Kind::date)},
    {"DAYWORD [at] HOUR a.m./p.m./am/pm [ZONE]", with(Kind::offset)},
    {"noon/midday/midnight [on] WEEKDAY", with(Kind::weekday)},
    {"WEEKDAY [,] at noon/midday/midnight", with(Kind::weekday)},
    {"DAYWORD at noon/midday/midnight", with(Kind::offset)},
    {"noon/midday/midnight DAYWORD", with(Kind::offset)},
    {"bloody/super WEEKDAY", with(Kind::skip)},

    // Days counted from today.
    {"[EDGE] DAYWORD [DAYPART]", with(Kind::offset)},
    {"[EDGE [-]] DAYPART DAYWORD", with(Kind::offset)},
    {"[the] next day/morning/afternoon/evening/night", narrative(Kind::offset, 1)},
    {"SHIFT DAYPART", with(Kind::offset)},
    {"overnight", with(Kind::stretch, -1)},
    {"[the] day after tomorrow", with(Kind::offset, 2)},
    {"[the] day before yesterday", with(Kind::offset, -2)},
    {"[a] COUNT [[-] COUNT] [of] UNIT/UNITS [or so] ago", with(Kind::offset, -1), is_counted},
    {"COUNT HALF [-] UNIT/UNITS ago", half_ago(1)},
    {"COUNT [-] and [-] a [-] HALF [-] UNIT/UNITS ago", half_ago(1)},
    {"a/an/one UNIT and a HALF ago", half_ago(1)},
    {"HALF [-] [a/an] UNIT ago", half_ago(0)},
    {"a quarter [of] [a/-] century ago", quarter_century_ago()},
    {"UNITS ago", with(Kind::none)},
    {"[a] COUNT [of] UNIT/UNITS from now", with(Kind::offset)},
    {"COUNT UNIT/UNITS", with(Kind::ahead), is_after_in},

    // Days counted from the day told before.
    {"[a] COUNT [of] UNIT/UNITS earlier/previously", narrative(Kind::offset, -1)},
    {"[a] COUNT [of] UNIT/UNITS later/afterwards/afterward", narrative(Kind::offset, 1)},
    {"[a] COUNT [of] UNIT/UNITS before", narrative(Kind::offset, -1), ends_its_phrase},
    {"[a] COUNT [of] UNIT/UNITS after", narrative(Kind::offset, 1), ends_its_phrase},
    {"[the] [comparable/corresponding/same] year - earlier/ago [quarter/period]", year_before()},
    {"[the] comparable/corresponding/same quarter/period a year earlier/ago", year_before()},
    {"[the] comparable/corresponding/same quarter/period [of/in] last year", year_before()},
    {"the quarter a year earlier/ago", year_before()},
    {"last year 's quarter/period", year_before()},
    {"[the] year - earlier/ago NTH [-] quarter", quarter_of_last_year()},
    {"[the] year - earlier/ago COUNT UNITS", with(Kind::none)},
    {"the day before", narrative(Kind::offset, -1), ends_its_phrase},
    {"the day after", narrative(Kind::offset, 1), ends_its_phrase},
    {"[the] STEP DAYPART", narrative(Kind::offset, 1)},
    {"the DAYPART", narrative(Kind::offset, 0), is_told_part},
    {"[the] EDGE [-] DAYPART", narrative(Kind::offset, 0)},
    {"[the/that] STEP UNIT", narrative(Kind::period, 1)},
    {"EDGE STEP UNIT", narrative(Kind::period, 1)},

    // Weeks, months, years around the publication day.
    {"the SHIFT UNIT", with(Kind::stretch), is_stretch},
    {"[the] [EDGE [of]] SHIFT UNIT", with(Kind::period), is_period},
    {"[the] first week of MONTH [[,] YEAR]", edge_of_month(TimeEdge::early)},
    {"[the] last week of MONTH [[,] YEAR]", edge_of_month(TimeEdge::late)},
    {"[the] EDGE of the UNIT", shifted(Kind::period, TimeUnit::day, 0), is_edge_of},
    {"earlier/later in the UNIT", shifted(Kind::period, TimeUnit::day, 0)},
    {"[the] UNIT before last", shifted(Kind::period, TimeUnit::day, -2), [](Match m) { return !is_noun(m.word(0)); }},
    {"the [full/whole/entire/fiscal/financial/calendar] year", shifted(Kind::period, TimeUnit::year, 0),
     is_this_period},
    {"the UNIT", shifted(Kind::period, TimeUnit::day, 0), is_this_week_or_month},
    {"[the] SHIFT/STEP fiscal/financial/calendar/school/academic UNIT", with(Kind::period)},
    {"[the] latest fiscal/financial year", shifted(Kind::period, TimeUnit::year, -1)},
    {"[the] SHIFT COUNT [[-] COUNT] [of] UNITS/CLOCK", with(Kind::stretch), is_counted},
    {"[the] SHIFT UNITS", with(Kind::stretch, 3)},
    {"[the] coming/upcoming/future UNITS", with(Kind::stretch, 3)},
    {"recent UNITS [and UNITS]", with(Kind::stretch, -3)},

    // News of business speaks of the quarter that is over.
    {"the latest period", shifted(Kind::period, TimeUnit::quarter, -1)},
    {"the [latest] quarter", shifted(Kind::period, TimeUnit::quarter, -1), is_quarter},

    // Times without days.
    {"HOUR a.m./p.m./am/pm [ZONE] [time]", with(Kind::none)},
    {"HOUR ZONE [time]", with(Kind::none), is_zoned},
    {"HOUR", with(Kind::none), is_bare_hour},
    {"COUNT o'clock", with(Kind::none)},
    {"HHMM [hours] ZONE [time]", with(Kind::none), is_zoned},
    {"noon/midday/midnight", with(Kind::none)},
    {"[a] COUNT [[-] COUNT] [of] [-] UNIT/UNITS", with(Kind::none), is_duration},
    {"[a] COUNT [[-] COUNT] [of] [-] CLOCK [ago/later/earlier/before/after]", with(Kind::none), is_duration},
    {"COUNT HALF [-] UNIT/UNITS/CLOCK", with(Kind::none)},
    {"COUNT [-] and [-] a [-] HALF [-] UNIT/UNITS/CLOCK", with(Kind::none)},
    {"a/an UNIT/CLOCK and a HALF", with(Kind::none)},
    {"HALF [-] [a/an] UNIT/CLOCK", with(Kind::none)},
    {"a quarter [of] [a/-] century", with(Kind::none)},
    {"COUNT more/additional/further/full/whole/consecutive/straight/successive/working/business/trading [-] "
     "UNIT/UNITS/CLOCK",
     with(Kind::none)},
    {"another/additional [COUNT] UNIT/UNITS/CLOCK", with(Kind::none)},
    {"[COUNT -] UNIT/UNITS/CLOCK - long", with(Kind::none)},
    {"daylong/weeklong/monthlong/yearlong", with(Kind::none)},
    {"COUNT - UNIT - old", with(Kind::none), is_lasting},
    {"UNITS/hours/minutes", with(Kind::none), is_vague},
    {"a/an UNIT/CLOCK", with(Kind::none), is_one_unit},
    {"the [fiscal] year", with(Kind::none), is_ended},
    {"now/currently/recently/nowadays", with(Kind::none), is_reference},
    {"current", with(Kind::none), is_adjective},
    {"these days", with(Kind::none)},
    {"[the] near/immediate/distant future", with(Kind::none)},
    {"the past/future/present", with(Kind::none), is_past_or_future},
    {"the near/short term", with(Kind::none), is_past_or_future},
    {"WEEKDAYS", with(Kind::none)},
    {"WEEKDAY mornings/afternoons/evenings/nights", with(Kind::none)},
    {"every/each [other] WEEKDAY/UNIT/DAYPART/MONTH/SEASON/CLOCK", with(Kind::none)},
    {"every COUNT UNITS/CLOCK", with(Kind::none)},
    {"hourly/daily/weekly/monthly/yearly/annually/nightly", with(Kind::none), is_often},

    // What only looks like a time.
    {"the/'s MONTH DAY [youth] movement/alliance/coalition/bloc/group/brigades/commission", with(Kind::skip), is_whole},
    {"the/'s DAY MONTH [youth] movement/alliance/coalition/bloc/group/brigades/commission", with(Kind::skip), is_whole},
    {"[a/an] COUNT [[-] COUNT] [-] UNIT/UNITS [-] old/olds", with(Kind::skip)},
    {"COUNT UNITS of age", with(Kind::skip)},
};

}  // namespace

std::span<const TimeRule> time_rules() { return kRules; }

}  // namespace khaldun
