// How TimeML writes a time expression, one row a rule. Published on Tuesday, 2 May 2017; marks as in when_case.h.
#include "resolve/timex.h"

#include <gtest/gtest.h>

#include "when_case.h"

namespace khaldun {
namespace {

struct Row {
  const char *text, *timex;  // type and value of the last mention; both ends of a range
};

const Row kRows[] = {
    {"They _met on Tuesday.", "DATE 2017-05-02"},
    {"They _met on 14 March 2016.", "DATE 2016-03-14"},
    {"They _met last week.", "DATE 2017-W17"},
    {"They _met last month.", "DATE 2017-04"},
    {"They _met in July 2015.", "DATE 2015-07"},
    {"They _met in 2015.", "DATE 2015"},
    {"They _met in the 1990s.", "DATE 199"},
    {"They _met in the late 1970s.", "DATE 197"},
    {"They _met earlier this month.", "DATE 2017-05"},
    {"They will ^meet early next year.", "DATE 2018"},
    {"They _met since 2015.", "DATE 2015"},
    {"They _met since November 2015.", "DATE 2015-11"},
    {"They _met overnight.", "TIME 2017-05-02TNI"},
    {"They _talked for weeks.", "DURATION PXW"},
    {"They _met last summer.", "DATE 2016-SU"},
    {"They _met in the first quarter of 2016.", "DATE 2016-Q1"},
    {"They _met last weekend.", "DATE 2017-W17-WE"},
    {"They _met on Monday morning.", "TIME 2017-05-01TMO"},
    {"They _met for three days.", "DURATION P3D"},
    {"They _met for several weeks.", "DURATION PXW"},
    {"They =meet every Monday.", "SET XXXX-WXX-1"},
    {"They =meet daily.", "SET P1D"},
    {"They _met at 10:35 am on Friday.", "TIME 2017-04-28T10:35"},
    {"They _met at 4 pm GMT on Monday.", "TIME 2017-05-01T16:00"},
    {"They _met at 4 pm.", "TIME 2017-05-02T16:00"},
    {"They _met at 12:30 a.m. on Friday.", "TIME 2017-04-28T00:30"},
    {"They _met at 12:30 pm on Friday.", "TIME 2017-04-28T12:30"},
    {"They _met at 12 a.m.", "TIME 2017-05-02T00:00"},
    {"They _met at 10:35 PST on Friday.", "TIME 2017-04-28T10:35"},
    {"They _met at 2.30 pm on Friday.", "TIME 2017-04-28T14:30"},
    {"They _met at 14:30.", "TIME 2017-05-02T14:30"},
    {"They _met at noon on Saturday.", "TIME 2017-04-29T12:00"},
    {"They _met on Saturday at noon.", "TIME 2017-04-29T12:00"},
    {"They _met at dawn on Saturday.", "TIME 2017-04-29TMO"},
    {"They _met in the early hours of Saturday.", "TIME 2017-04-29TMO"},
    {"They _met in the small hours of 3 April.", "TIME 2017-04-03TMO"},
    {"They _met at 12 o'clock.", "TIME 2017-05-02T12:00"},
    {"They _met at eleven o'clock.", "TIME 2017-05-02T11:00"},
    {"They _won 4 on Monday.", "DATE 2017-05-01"},
    {"They _fought in recent years.", "DURATION PXY"},
    {"Sales _rose in the first quarter from a year ago.", "DATE 2016-Q1"},
    {"Sales _rose from the year-ago quarter.", "DATE 2016"},
    {"Sales _rose in the first quarter, from 13 in the year-ago quarter.", "DATE 2016-Q1"},
    {"Sales _rose in the first quarter. They _fell in the 2015 period.", "DATE 2015-Q1"},
    {"They _won the last half of 2015.", "DATE 2015-H2"},
    {"They will ^win the second half of the year.", "DATE 2017-H2"},
    {"They will ^win the third quarter of the year.", "DATE 2017-Q3"},
    {"They _met in the early 19th century.", "DATE 18"},
    {"They _met days after the vote.", "DURATION PXD"},
    // The ends of a range.
    {"They _met from 3 to 5 April.", "DATE 2017-04-03, DATE 2017-04-05"},
    {"They _fought between 2011 and 2014.", "DATE 2011, DATE 2014"},
    {"They _met from July 2015 to March 2016.", "DATE 2015-07, DATE 2016-03"},
    {"They _met Monday and Tuesday.", "DATE 2017-05-01, DATE 2017-05-02"},
    {"The 1990-91 war", "DATE 1990"},
    {"In the 1930's , they _fought.", "DATE 193"},
    {"They _left two and a half years ago.", "DATE 2014-11"},
    {"They _fought in the 1960s and 1970s.", "DATE 196, DATE 197"},
    {"They _fought in the 1800s.", "DATE 18"},
    {"They _fought in the eighteenth century.", "DATE 17"},
    {"They _fought in the twenty-first century.", "DATE 20"},
    {"They _met on the seventeenth of April.", "DATE 2017-04-17"},
    // Parts of a day.
    {"They _met on 3 April. It _ended in the evening.", "TIME 2017-04-03TEV"},
    {"They _met by mid-afternoon.", "TIME 2017-05-02TAF"},
    {"They _met on the night of April 3.", "TIME 2017-04-03TNI"},
    {"They _met at 0735 GMT on Monday.", "TIME 2017-05-01T07:35"},
    {"They _met at 10:35 a.m. (0735 GMT) Monday.", "TIME 2017-05-01T10:35"},
    // Lengths.
    {"They _fought for 2 1/2 years.", "DURATION P2Y6M"},
    {"They _spoke for one and a half hours.", "DURATION PT1H30M"},
    {"They _waited half an hour.", "DURATION PT30M"},
    {"They _fought for twenty four hours.", "DURATION PT24H"},
    {"They _fought for two decades.", "DURATION P20Y"},
    {"They _met for two more weeks.", "DURATION P2W"},
    {"They _met for another week.", "DURATION P1W"},
    {"They _met for about a year.", "DURATION P1Y"},
    {"The day-long meeting", "DURATION P1D"},
    {"The 8-month-old truce _held.", "DURATION P8M"},
    {"They must ^leave within 18 months.", "DURATION P18M"},
    {"They _fought over the last fortnight.", "DURATION P2W"},
    {"They _fought for two fortnight periods.", "DURATION P4W"},
    {"They _fought for a quarter of a century.", "DURATION P25Y"},
    {"They _fought for hours.", "DURATION PTXH"},
    {"They _won in the year ended March 31.", "DATE 2017-03-31"},
    // Sets.
    {"They =march every July.", "SET XXXX-07"},
    {"They =meet on Tuesday nights.", "SET XXXX-WXX-2TNI"},
    {"They =vote every four years.", "SET P4Y"},
    {"They =meet every other day.", "SET P2D"},
    {"They =meet twice a week.", "SET P1W"},
    // As exact as told.
    {"They _met earlier this month.", "DATE 2017-05"},
    {"They _met in June 2015. He _left later that year.", "DATE 2015"},
    {"They _met in the week of March 6.", "DATE 2017-W10"},
    {"They _fought since the 1990s.", "DATE 199"},
    {"They _won for the week.", "DATE 2017-W18"},
    {"They _lost over the fiscal year.", "DATE 2017"},
    {"They will ^end it by year-end.", "DATE 2017-12-31"},
    {"They _rose since year-end.", "DATE 2016-12-31"},
    {"They _met in early October last year.", "DATE 2016-10"},
    {"They _lost it in the last decade.", "DATE 200"},
    {"They will ^close over the next year or so.", "DATE 2018"},
    {"They _met in January nineteen ninety-seven.", "DATE 1997-01"},
    {"They _met in the winter of nineteen ninety-four.", "DATE 1994-WI"},
    {"They will ^meet in Ramadan.", "DATE 2017-05-27"},
    {"They _met on Independence Day.", "DATE XXXX-XX-XX"},
    // The quarter of the year before, until figures of more months come.
    {"They _earned it in the first quarter. They _lost in the year-ago quarter.", "DATE 2016-Q1"},
    {"They _earned it in the first quarter. They _lost in the same period last year.", "DATE 2016-Q1"},
    {"They _earned it in the first quarter. They _lost in last year's quarter.", "DATE 2016-Q1"},
    {"They _lost in the year-earlier third quarter.", "DATE 2016-Q3"},
    {"They _earned it in the first quarter. In the nine months they _lost less than a year earlier.", "DATE 2016"},
    {"They _lost in the year-earlier nine months.", "DURATION P9M"},
    {"They _met in nineteen ninety-six.", "DATE 1996"},
    {"They _met by the year 2000.", "DATE 2000"},
    // Times that no calendar knows.
    {"They _met on 31 April 2019.", ""},
    {"They _met on the 31st of June.", ""},
    {"They _met on Monday, Feb. 30.", ""},
    {"They _met on 31/4/2016.", ""},
    {"They _met on 2016-02-30.", ""},
    {"They _met on the fifth Monday of last month.", ""},
    {"They _met a few years ago.", "DATE PAST_REF"},
    {"They _met months ago.", "DATE PAST_REF"},
    {"They =live here these days.", "DATE PRESENT_REF"},
    {"They will ^meet in coming weeks.", "DURATION PXW"},
    {"They will ^meet in the near future.", "DATE FUTURE_REF"},
    {"They will ^lose in the short term.", "DATE FUTURE_REF"},
    {"They _lost in past years.", "DATE PAST_REF"},
    {"They _met in March. He _left that day.", "DATE XXXX-XX-XX"},
    // What it follows is not told.
    {"He _left the following day.", "DATE XXXX-XX-XX"},
    {"He _left the next morning.", "TIME XXXX-XX-XXTMO"},
};

TEST(Timex, IsWrittenAsTimemlDoes) {
  for (const Row& row : kRows) {
    auto [document, reading] = when_case::Reader::read(row.text);
    document.published = parse_day("2017-05-02");
    resolve_times(document, reading, Day{});
    ASSERT_FALSE(reading.mentions.empty()) << row.text;
    std::string found;
    for (const Timex& timex : timex_of(document, reading, reading.mentions.back())) {
      found += (found.empty() ? "" : ", ") + std::string(timex.type) + " " + timex.value;
    }
    EXPECT_EQ(found, row.timex) << row.text;
  }
}

}  // namespace
}  // namespace khaldun
