// Feasts that move through the calendar of months: by the moon, or by other calendars.
//
//   feast_day(Feast::easter, 2017)       2017-04-16      feast_day(Feast::passover, 2017)        2017-04-11
//   feast_day(Feast::eid_al_fitr, 2017)  2017-06-25      feast_day(Feast::lunar_new_year, 2017)  2017-01-28
//
// Jewish and Muslim days begin at the sunset before; the day given is the one whose noon lies in them.
#pragma once

#include <cstdint>

#include "khaldun/base.h"

namespace khaldun {

enum class Feast : uint8_t {
  easter,           // Sunday, western churches
  orthodox_easter,  // Sunday, eastern churches
  passover,         // 15 Nisan
  rosh_hashanah,    // 1 Tishri
  hanukkah,         // 25 Kislev
  ramadan,          // its first day
  eid_al_fitr,      // 1 Shawwal
  eid_al_adha,      // 10 Dhu al-Hijja
  ashura,           // 10 Muharram
  mawlid,           // 12 Rabi al-Awwal
  lunar_new_year,   // of China, Korea and Vietnam
  diwali,
};

/// The day of the feast in a year from 1900 to 2099; where two fall into the year, the first. Those by the moon are
/// reckoned, not sighted: a country may keep Muslim feasts a day later.
Day feast_day(Feast feast, int year);

}  // namespace khaldun
