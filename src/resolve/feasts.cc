#include "resolve/feasts.h"

#include <cmath>

namespace khaldun {
namespace {

using std::chrono::days;

Day day_of(int year, unsigned month, unsigned day) { return Day{std::chrono::year{year} / month / day}; }
int year_of(Day day) { return static_cast<int>(std::chrono::year_month_day{day}.year()); }

/// By the method of Meeus, Jones and Butcher.
Day easter_of(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int n = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
  return day_of(year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1));
}

/// Days by which the Julian calendar is behind.
days julian_lag(int year) { return days{year / 100 - year / 400 - 2}; }

/// By the method of Meeus for the Julian calendar.
Day orthodox_easter_of(int year) {
  const int d = (19 * (year % 19) + 15) % 30;
  const int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const int n = d + e + 114;
  return day_of(year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1)) + julian_lag(year);
}

/// By the formula of Gauss; its fractions are parts of days of the Jewish calendar.
Day passover_of(int year) {
  const int jewish = year + 3760;
  const int a = (12 * jewish + 17) % 19, b = jewish % 4;
  const double moon = 32.044093161144 + 1.5542417966212 * a + b / 4.0 - 0.0031777940220923 * jewish;
  int march = static_cast<int>(moon);
  const double part = moon - march;
  const int c = (3 * jewish + 5 * b + march + 5) % 7;
  if (c == 2 || c == 4 || c == 6 || (c == 0 && a > 11 && part >= 0.89772376543210))
    march += 1;
  else if (c == 1 && a > 6 && part >= 0.63287037037037)
    march += 2;
  return day_of(year, 3, 1) + days{march - 1} + julian_lag(year);
}
Day rosh_hashanah_of(int year) { return passover_of(year) + days{163}; }
Day hanukkah_of(int year) {
  const auto length = (rosh_hashanah_of(year + 1) - rosh_hashanah_of(year)).count();
  return rosh_hashanah_of(year) +
         days{length % 10 == 5 ? 84 : 83};  // years of 355 and 385 days have a day more in autumn
}

constexpr double kLunation = 29.530588861;

/// The time of the k-th new moon since 6 January 2000, to some minutes, in days of UTC since 1970 (Meeus, chapter 49).
double new_moon(int k) {
  const double degree = std::acos(-1.0) / 180;
  const double sun = (2.5534 + 29.10535670 * k) * degree, moon = (201.5643 + 385.81693528 * k) * degree,
               node = (160.7108 + 390.67050284 * k) * degree;
  return 2451550.09766 - 2440587.5 + kLunation * k - 0.40720 * std::sin(moon) + 0.17241 * std::sin(sun) +
         0.01608 * std::sin(2 * moon) + 0.01039 * std::sin(2 * node) + 0.00739 * std::sin(moon - sun) -
         0.00514 * std::sin(moon + sun);
}
/// The first new moon at or after a time.
int new_moon_from(double time) {
  int k = static_cast<int>((time - new_moon(0)) / kLunation) - 2;
  while (new_moon(k) < time) ++k;
  return k;
}
double time_of(Day day) { return static_cast<double>(day.time_since_epoch().count()); }
Day day_at(double time) { return Day{days{static_cast<int>(std::floor(time))}}; }

/// The new moon, by the clock of Beijing, from 21 January on.
Day lunar_new_year_of(int year) {
  constexpr double kBeijing = 8.0 / 24;
  return day_at(new_moon(new_moon_from(time_of(day_of(year, 1, 21)) - kBeijing)) + kBeijing);
}

/// The last evening, by the clock of India, before the new moon of the middle of October to that of November.
Day diwali_of(int year) {
  constexpr double kIndia = 5.5 / 24, kEvening = 20.0 / 24;
  return day_at(new_moon(new_moon_from(time_of(day_of(year, 10, 17)) + 0.5)) + kIndia - kEvening);
}

/// The first of a Muslim month (1 to 12), as Mecca mostly sees it: the day after the new moon, or two
/// where the moon is newer than some hours at sunset.
Day muslim_month(int year, int month) {
  constexpr int kFirst = 17037;                   // new moons between 1 Muharram of the year 1 and January 2000
  constexpr double kTooNew = (24.0 - 11.0) / 24;  // after 11:00 UTC
  for (int muslim = (year - 622) * 33 / 32 - 1;; ++muslim) {
    const Day first = day_at(new_moon((muslim - 1) * 12 + month - 1 - kFirst) + kTooNew) + days{1};
    if (year_of(first) >= year) return first;
  }
}

/// A day of a Muslim month that may begin in the year before.
Day muslim_day(int year, int month, int day) {
  const Day early = muslim_month(year - 1, month) + days{day - 1};
  return year_of(early) == year ? early : muslim_month(year, month) + days{day - 1};
}

}  // namespace

Day feast_day(Feast feast, int year) {
  switch (feast) {
    case Feast::easter:
      return easter_of(year);
    case Feast::orthodox_easter:
      return orthodox_easter_of(year);
    case Feast::passover:
      return passover_of(year);
    case Feast::rosh_hashanah:
      return rosh_hashanah_of(year);
    case Feast::hanukkah:
      return hanukkah_of(year);
    case Feast::ramadan:
      return muslim_month(year, 9);
    case Feast::eid_al_fitr:
      return muslim_month(year, 10);
    case Feast::eid_al_adha:
      return muslim_day(year, 12, 10);
    case Feast::ashura:
      return muslim_day(year, 1, 10);
    case Feast::mawlid:
      return muslim_day(year, 3, 12);
    case Feast::lunar_new_year:
      return lunar_new_year_of(year);
    case Feast::diwali:
      return diwali_of(year);
  }
  return easter_of(year);
}

}  // namespace khaldun
