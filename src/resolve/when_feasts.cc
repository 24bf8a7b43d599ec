// The table of days with a name, by what they are called: feasts and the days of states. A row is as in when_rules.cc.
#include <array>

#include "base/among.h"
#include "resolve/when_grammar.h"

namespace khaldun {
namespace {

using Kind = TimeMeaning::Kind;
using Match = const TimeMatch&;

bool is_name(Match m) { return m.reading.words[m.found.last - 1].upos == Upos::PROPN; }
/// Easter, not what is called after it: "Easter Island", "the Good Friday Agreement", "the Yom Kippur War".
bool is_feast(Match m) {
  constexpr std::array<std::string_view, 15> kCalledAfter = {
      "agreement", "accord", "accords", "war",  "offensive", "rising",     "island",     "tree",
      "trees",     "egg",    "eggs",    "card", "cards",     "resolution", "resolutions"};
  return !among(kCalledAfter, m.form(0));
}

constexpr TimeMeaning feast(int month, int day, int year = 0) {
  return {.kind = Kind::date, .year = year, .month = month, .day = day, .named = true};
}
/// The nth weekday of a month, or days after it.
constexpr TimeMeaning movable(int nth, int weekday, int month, int after = 0) {
  return {.kind = Kind::movable, .month = month, .weekday = weekday, .nth = nth, .after = after};
}
constexpr TimeMeaning movable(Feast feast, int after = 0, int days = 1) {
  return {.kind = Kind::movable, .length = days, .feast = feast, .after = after};
}

const TimeRule kRules[] = {
    {"[SHIFT] christmas [day] [YEAR]", feast(12, 25), is_feast},
    {"[SHIFT] christmas eve [YEAR]", feast(12, 24)},
    {"orthodox christmas", feast(1, 7)},
    {"boxing day [YEAR]", feast(12, 26)},
    {"[SHIFT] new year 's eve [YEAR]", feast(12, 31)},
    {"[SHIFT] new year 's [day] [YEAR]", feast(1, 1), is_feast},
    {"epiphany", feast(1, 6), is_name},
    {"groundhog day", feast(2, 2)},
    {"[SHIFT] valentine 's day", feast(2, 14)},
    {"women 's day", feast(3, 8)},
    {"[SHIFT] st./st patrick 's day", feast(3, 17)},
    {"nowruz/norouz/newroz/navruz", feast(3, 21)},
    {"april fool/fools 's day", feast(4, 1)},
    {"earth day", feast(4, 22)},
    {"anzac day", feast(4, 25)},
    {"may day", feast(5, 1)},
    {"labour day", feast(5, 1)},
    {"international workers '/'s day", feast(5, 1)},
    {"cinco de mayo", feast(5, 5)},
    {"ve/v-e day", feast(5, 8)},
    {"victory day", feast(5, 9), is_name},
    {"juneteenth", feast(6, 19)},
    {"canada day", feast(7, 1)},
    {"[the] [SHIFT] fourth/4th of july", feast(7, 4)},
    {"bastille day", feast(7, 14)},
    {"[SHIFT] halloween", feast(10, 31)},
    {"all saints '/'s day", feast(11, 1)},
    {"all souls '/'s day", feast(11, 2)},
    {"guy fawkes night/day", feast(11, 5)},
    {"armistice/veterans/remembrance day", feast(11, 11)},
    {"inauguration day", feast(1, 20), is_name},
    {"[SHIFT] election day", movable(1, 1, 11, 1), is_name},
    {"[SHIFT] thanksgiving [day] [YEAR]", movable(4, 4, 11)},
    {"[SHIFT] black friday [YEAR]", movable(4, 4, 11, 1)},
    {"[SHIFT] cyber monday [YEAR]", movable(4, 4, 11, 4)},
    {"[SHIFT] memorial day", movable(-1, 1, 5)},
    {"[SHIFT] labor day", movable(1, 1, 9)},
    {"columbus day", movable(2, 1, 10)},
    {"indigenous peoples '/'s day", movable(2, 1, 10)},
    {"presidents '/'s day", movable(3, 1, 2)},
    {"martin luther king [jr.] day", movable(3, 1, 1)},
    {"mother 's day", movable(2, 7, 5)},
    {"father 's day", movable(3, 7, 6)},
    {"[SHIFT] easter [sunday] [YEAR]", movable(Feast::easter), is_feast},
    {"[SHIFT] orthodox easter [sunday]", movable(Feast::orthodox_easter)},
    {"[SHIFT] easter monday [YEAR]", movable(Feast::easter, 1)},
    {"[the] [SHIFT] easter weekend", movable(Feast::easter, -2, 4)},
    {"easter week", movable(Feast::easter, -6, 7)},
    {"holy week", movable(Feast::easter, -7, 7)},
    {"palm sunday", movable(Feast::easter, -7)},
    {"maundy/holy thursday", movable(Feast::easter, -3)},
    {"[SHIFT] good friday [YEAR]", movable(Feast::easter, -2), is_feast},
    {"good friday agreement/accord/accords", {.kind = Kind::skip}},
    {"mardi gras", movable(Feast::easter, -47), is_feast},
    {"shrove tuesday", movable(Feast::easter, -47)},
    {"ash wednesday", movable(Feast::easter, -46)},
    {"ascension day", movable(Feast::easter, 39)},
    {"pentecost", movable(Feast::easter, 49), is_feast},
    {"whit monday", movable(Feast::easter, 50)},
    {"[SHIFT] passover [YEAR]", movable(Feast::passover, 0, 8)},
    {"[SHIFT] rosh hashanah/hashana [YEAR]", movable(Feast::rosh_hashanah, 0, 2)},
    {"[SHIFT] yom kippur [YEAR]", movable(Feast::rosh_hashanah, 9), is_feast},
    {"[SHIFT] sukkot [YEAR]", movable(Feast::rosh_hashanah, 14, 7)},
    {"[SHIFT] purim [YEAR]", movable(Feast::passover, -30)},
    {"[SHIFT] hanukkah/chanukah [YEAR]", movable(Feast::hanukkah, 0, 8)},
    {"[the] [muslim/islamic/fasting/holy] [fasting/holy] [month of] [SHIFT] ramadan [YEAR]",
     movable(Feast::ramadan, 0, 29), is_feast},
    {"[SHIFT] eid [-] al [-] fitr [YEAR]", movable(Feast::eid_al_fitr)},
    {"[SHIFT] eid [-] al [-] adha [YEAR]", movable(Feast::eid_al_adha)},
    {"[SHIFT] eid al-fitr/ul-fitr [YEAR]", movable(Feast::eid_al_fitr)},
    {"[SHIFT] eid al-adha/ul-adha [YEAR]", movable(Feast::eid_al_adha)},
    {"ashura/ashoura", movable(Feast::ashura)},
    {"mawlid", movable(Feast::mawlid)},
    {"prophet [mohammed/muhammad] 's birthday", movable(Feast::mawlid)},
    {"[the] [SHIFT] lunar/chinese new year", movable(Feast::lunar_new_year), is_feast},
    {"spring festival", movable(Feast::lunar_new_year), is_name},
    {"tet", movable(Feast::lunar_new_year), is_feast},
    {"[SHIFT] diwali/deepavali", movable(Feast::diwali)},
    // The day of a state is told by the state; without one it has no days.
    {"american/u.s. independence day", feast(7, 4)},
    {"america 's independence day", feast(7, 4)},
    {"india 's independence day", feast(8, 15)},
    {"indian independence day", feast(8, 15)},
    {"pakistan 's independence day", feast(8, 14)},
    {"ukraine 's independence day", feast(8, 24)},
    {"ukrainian independence day", feast(8, 24)},
    {"mexico 's independence day", feast(9, 16)},
    {"mexican independence day", feast(9, 16)},
    {"poland 's independence day", feast(11, 11)},
    {"india 's republic day", feast(1, 26)},
    {"independence/republic/constitution/liberation/national day", {.kind = Kind::none}, is_name},
    {"september/sept/sept. 11 [terrorist/terror] attack/attacks/hijackings", feast(9, 11, 2001)},
    {"january/jan. 6 attack/riot/insurrection", feast(1, 6, 2021)},
    {"october/oct. 7 attack/attacks/massacre", feast(10, 7, 2023)},
    {"[the] year - end", feast(12, 31)},
    {"year end", feast(12, 31)},
    {"[the] year 's end", feast(12, 31)},
};

}  // namespace

std::span<const TimeRule> feast_rules() { return kRules; }

}  // namespace khaldun
