// What times are found in a text and which days they are, one row a rule. Marks: _ a past verb, = a present one, ^ an
// infinitive, # a count.
#include "resolve/when.h"

#include <gtest/gtest.h>

#include "resolve/when_words.h"
#include "when_case.h"

namespace khaldun {
namespace {

struct Row {
  const char* text;
  const char* published;
  const char* mention;  // the words found; empty where nothing may be
  const char* first;    // empty for a time without days
  const char* last;
};

constexpr const char* kTuesday = "2017-05-02";

class When : public testing::TestWithParam<Row> {};

TEST_P(When, Resolves) {
  const Row& row = GetParam();
  auto [document, reading] = when_case::Reader::read(row.text);
  document.published = parse_day(row.published);
  resolve_times(document, reading, Day{});
  std::string found, days;
  for (const Mention& m : reading.mentions) {
    const Bytes span{reading.words[m.first].span.begin, reading.words[m.last - 1].span.end};
    found += (found.empty() ? "" : " | ") + std::string(span.of(document.text));
    EXPECT_FALSE(m.how.empty());
  }
  EXPECT_EQ(found, row.mention);
  if (reading.times.empty()) return;
  const Time& time = reading.times.back();  // earlier ones are there to count from
  EXPECT_EQ(time.days ? to_string(time.days->first) : "", row.first);
  EXPECT_EQ(time.days ? to_string(time.days->last) : "", row.last);
}

INSTANTIATE_TEST_SUITE_P(
    Weekdays, When,
    testing::Values(
        Row{"They _met on Tuesday.", kTuesday, "Tuesday", "2017-05-02", "2017-05-02"},
        Row{"They _met on Monday.", kTuesday, "Monday", "2017-05-01", "2017-05-01"},
        Row{"They _met on Wednesday.", kTuesday, "Wednesday", "2017-04-26", "2017-04-26"},
        Row{"They will ^meet on Wednesday.", kTuesday, "Wednesday", "2017-05-03", "2017-05-03"},
        Row{"They will ^meet on Tuesday.", kTuesday, "Tuesday", "2017-05-02", "2017-05-02"},
        Row{"They will ^meet on Monday.", kTuesday, "Monday", "2017-05-08", "2017-05-08"},
        Row{"Talks on Friday", kTuesday, "Friday", "2017-04-28", "2017-04-28"},
        Row{"They _agreed to ^meet on Friday.", kTuesday, "Friday", "2017-05-05", "2017-05-05"},
        Row{"They _came to ^meet on Friday.", kTuesday, "Friday", "2017-04-28", "2017-04-28"},
        Row{"Parliament =votes on Friday.", kTuesday, "Friday", "2017-05-05", "2017-05-05"},
        Row{"They had _met on Friday.", kTuesday, "Friday", "2017-04-28", "2017-04-28"},
        Row{"They would ^meet on Friday.", kTuesday, "Friday", "2017-05-05", "2017-05-05"},
        Row{"The vote was _scheduled for Friday.", kTuesday, "Friday", "2017-05-05", "2017-05-05"},
        Row{"They _announced talks for Friday.", kTuesday, "Friday", "2017-05-05", "2017-05-05"},
        Row{"They _announced talks on Friday.", kTuesday, "Friday", "2017-04-28", "2017-04-28"},
        Row{"He could not be ^reached on Friday.", kTuesday, "Friday", "2017-04-28", "2017-04-28"},
        Row{"He could ^speak on Friday.", kTuesday, "Friday", "2017-05-05", "2017-05-05"},
        Row{"Neither could be ^reached on Friday.", kTuesday, "Friday", "2017-04-28", "2017-04-28"},
        Row{"Ministers ^meet on Friday.", kTuesday, "Friday", "2017-05-05", "2017-05-05"},
        Row{"They _postponed it until Friday.", kTuesday, "Friday", "2017-05-05", "2017-05-05"},
        Row{"They _gave aid to victims on Friday.", kTuesday, "Friday", "2017-04-28", "2017-04-28"},
        Row{"They had _planned to ^meet on Friday.", kTuesday, "Friday", "2017-04-28", "2017-04-28"},
        Row{"They _met last Friday.", kTuesday, "last Friday", "2017-04-28", "2017-04-28"},
        Row{"They _met last Tuesday.", kTuesday, "last Tuesday", "2017-04-25", "2017-04-25"},
        Row{"They will ^meet next Monday.", kTuesday, "next Monday", "2017-05-08", "2017-05-08"},
        Row{"They will ^meet next Tuesday.", kTuesday, "next Tuesday", "2017-05-09", "2017-05-09"},
        Row{"They will ^meet this Friday.", kTuesday, "this Friday", "2017-05-05", "2017-05-05"},
        Row{"They _met this Monday.", kTuesday, "this Monday", "2017-05-01", "2017-05-01"},
        Row{"They _met this past Sunday.", kTuesday, "this past Sunday", "2017-04-30", "2017-04-30"},
        Row{"They will ^meet this coming Sunday.", kTuesday, "this coming Sunday", "2017-05-07", "2017-05-07"},
        Row{"They will ^meet this Wednesday and Thursday.", kTuesday, "this Wednesday and Thursday", "2017-05-03",
            "2017-05-04"},
        Row{"They _met from Monday to Thursday.", "2017-05-05", "Monday to Thursday", "2017-05-01", "2017-05-04"},
        Row{"They _met Monday through Wednesday.", "2017-05-05", "Monday through Wednesday", "2017-05-01",
            "2017-05-03"},
        Row{"They _met between Monday and Wednesday.", "2017-05-05", "Monday and Wednesday", "2017-05-01",
            "2017-05-03"},
        Row{"They _met on Monday and Friday.", "2017-05-06", "Monday | Friday", "2017-05-05", "2017-05-05"},
        Row{"They _met on Wednesday night.", kTuesday, "Wednesday night", "2017-04-26", "2017-04-26"},
        Row{"They _met early Monday morning.", kTuesday, "early Monday morning", "2017-05-01", "2017-05-01"},
        Row{"They _met on Tuesday of last week.", kTuesday, "Tuesday of last week", "2017-04-25", "2017-04-25"},
        Row{"They will ^meet on Friday next week.", kTuesday, "Friday next week", "2017-05-12", "2017-05-12"},
        Row{"They _met over the weekend.", kTuesday, "the weekend", "2017-04-29", "2017-04-30"},
        Row{"They will ^meet this weekend.", kTuesday, "this weekend", "2017-05-06", "2017-05-07"},
        Row{"They _met last weekend.", "2017-04-30", "last weekend", "2017-04-22", "2017-04-23"},
        Row{"They =meet on Mondays.", kTuesday, "Mondays", "", ""},
        Row{"They =meet every Monday.", kTuesday, "every Monday", "", ""},
        Row{"Shops =meet on Monday and Tuesday nights.", kTuesday, "Monday | Tuesday nights", "", ""},
        Row{"They _fought on Bloody Sunday.", kTuesday, "", "", ""}));

INSTANTIATE_TEST_SUITE_P(
    Dates, When,
    testing::Values(
        Row{"They _met on April 7th, 2017.", kTuesday, "April 7th, 2017", "2017-04-07", "2017-04-07"},
        Row{"They _met on 7 April 2017.", kTuesday, "7 April 2017", "2017-04-07", "2017-04-07"},
        Row{"They _met on April 7.", kTuesday, "April 7", "2017-04-07", "2017-04-07"},
        Row{"They _met on 7 April.", kTuesday, "7 April", "2017-04-07", "2017-04-07"},
        Row{"They _met on the 7th of April.", kTuesday, "the 7th of April", "2017-04-07", "2017-04-07"},
        Row{"They _met on the seventh of April.", kTuesday, "the seventh of April", "2017-04-07", "2017-04-07"},
        Row{"They _met on 2017-04-07.", kTuesday, "2017-04-07", "2017-04-07", "2017-04-07"},
        Row{"They _met on 5/3/2017.", "2017-08-01", "5/3/2017", "2017-05-03", "2017-05-03"},
        Row{"They _met on 25/3/2017.", "2017-08-01", "25/3/2017", "2017-03-25", "2017-03-25"},
        Row{"They _met on 3.5.2017.", "2017-08-01", "3.5.2017", "2017-05-03", "2017-05-03"},
        Row{"They _met on 2017/05/03.", "2017-08-01", "2017/05/03", "2017-05-03", "2017-05-03"},
        Row{"They _met on Jan. 28.", kTuesday, "Jan. 28", "2017-01-28", "2017-01-28"},
        Row{"They _met on Tuesday, April 4.", kTuesday, "Tuesday, April 4", "2017-04-04", "2017-04-04"},
        Row{"They _met on Tuesday, August 17, 2021.", kTuesday, "Tuesday, August 17, 2021", "2021-08-17", "2021-08-17"},
        // Tuesday tells the year where the tense does not.
        Row{"The vote of Tuesday, December 6", kTuesday, "Tuesday, December 6", "2016-12-06", "2016-12-06"},
        Row{"They _met on April 3rd this year.", kTuesday, "April 3rd this year", "2017-04-03", "2017-04-03"},
        Row{"They _met on 3 April last year.", kTuesday, "3 April last year", "2016-04-03", "2016-04-03"},
        Row{"They _met on June 10.", kTuesday, "June 10", "2016-06-10", "2016-06-10"},
        Row{"They will ^meet on June 10.", kTuesday, "June 10", "2017-06-10", "2017-06-10"},
        Row{"They will ^meet on January 10.", kTuesday, "January 10", "2018-01-10", "2018-01-10"},
        Row{"The June 10 vote", kTuesday, "June 10", "2017-06-10", "2017-06-10"},
        Row{"The November 10 attack", kTuesday, "November 10", "2016-11-10", "2016-11-10"},
        Row{"The April #7 bombings", kTuesday, "April 7", "2017-04-07", "2017-04-07"},
        Row{"They _summoned him to ^speak on August 1.", kTuesday, "August 1", "2017-08-01", "2017-08-01"},
        Row{"They _declared a dividend payable June 7.", kTuesday, "June 7", "2017-06-07", "2017-06-07"},
        Row{"They _met last Oct. 23.", kTuesday, "last Oct. 23", "2016-10-23", "2016-10-23"},
        Row{"They _met in the week of March 6.", kTuesday, "the week of March 6", "2017-03-06", "2017-03-12"},
        Row{"They _met on the third Monday of April.", kTuesday, "the third Monday of April", "2017-04-17",
            "2017-04-17"},
        Row{"They _met on Feb. 24th of 2011.", kTuesday, "Feb. 24th of 2011", "2011-02-24", "2011-02-24"},
        Row{"They _met on 24 February of 2011.", kTuesday, "24 February of 2011", "2011-02-24", "2011-02-24"},
        Row{"They _met on the third Monday of April of 2016.", kTuesday, "the third Monday of April of 2016",
            "2016-04-18", "2016-04-18"},
        // Days of a month that is told from here.
        Row{"They _met on the 15th of last month.", "2023-05-20", "the 15th of last month", "2023-04-15", "2023-04-15"},
        Row{"They will ^meet on the first of next month.", "2023-12-20", "the first of next month", "2024-01-01",
            "2024-01-01"},
        Row{"They _held the first of this month's talks.", kTuesday, "this month", "2017-05-01", "2017-05-31"},
        Row{"They _met on the first Monday of the month.", "2023-05-10", "the first Monday of the month", "2023-05-01",
            "2023-05-01"},
        Row{"They _met on the second Tuesday of last month.", "2023-05-10", "the second Tuesday of last month",
            "2023-04-11", "2023-04-11"},
        Row{"They _met on the last Friday of last month.", "2023-01-10", "the last Friday of last month", "2022-12-30",
            "2022-12-30"},
        Row{"They _met on the last Friday in April.", kTuesday, "the last Friday in April", "2017-04-28", "2017-04-28"},
        Row{"They _met on May 3-5, 2016.", kTuesday, "May 3-5, 2016", "2016-05-03", "2016-05-05"},
        Row{"They _met on 3-5 April.", kTuesday, "3-5 April", "2017-04-03", "2017-04-05"},
        Row{"They _met on April 3 and 4.", kTuesday, "April 3 and 4", "2017-04-03", "2017-04-04"},
        Row{"They _met on 3, 4 and 5 April.", kTuesday, "3, 4 and 5 April", "2017-04-03", "2017-04-05"},
        Row{"They _met between 3 and 5 April.", kTuesday, "3 and 5 April", "2017-04-03", "2017-04-05"},
        Row{"They _met between April 3 and April 9.", kTuesday, "April 3 and April 9", "2017-04-03", "2017-04-09"},
        Row{"They _met on April 3 and June 9, 2016.", kTuesday, "April 3 | June 9, 2016", "2016-06-09", "2016-06-09"},
        Row{"They will ^meet 28 April \xE2\x80\x93 2 May.", "2017-04-20", "28 April \xE2\x80\x93 2 May", "2017-04-28",
            "2017-05-02"},
        Row{"They _met from December 28 to January 3.", kTuesday, "December 28 to January 3", "2016-12-28",
            "2017-01-03"},
        Row{"They _met from 28 December to 3 January 2016.", kTuesday, "28 December to 3 January 2016", "2015-12-28",
            "2016-01-03"},
        Row{"They _met on the 7th.", "2017-04-20", "the 7th", "2017-04-07", "2017-04-07"},
        Row{"They will ^meet on the 7th.", "2017-04-20", "the 7th", "2017-05-07", "2017-05-07"},
        Row{"They _met on the 7th floor.", kTuesday, "", "", ""},
        Row{"They _met on February 30.", kTuesday, "February 30", "", ""},
        Row{"In May #12 people _died.", "2017-05-20", "May", "2017-05-01", "2017-05-31"},
        Row{"They _met on Christmas Eve.", kTuesday, "Christmas Eve", "2016-12-24", "2016-12-24"},
        Row{"They _met last Christmas.", kTuesday, "last Christmas", "2016-12-25", "2016-12-25"},
        Row{"They _met last Easter.", kTuesday, "last Easter", "2017-04-16", "2017-04-16"},
        Row{"They _met on Good Friday 2016.", kTuesday, "Good Friday 2016", "2016-03-25", "2016-03-25"},
        Row{"They _met on Thanksgiving.", kTuesday, "Thanksgiving", "2016-11-24", "2016-11-24"},
        Row{"They _met on New Year's Day.", kTuesday, "New Year's Day", "2017-01-01", "2017-01-01"},
        Row{"They will ^march on May Day.", "2017-04-20", "May Day", "2017-05-01", "2017-05-01"},
        Row{"The September 11 attacks", kTuesday, "September 11 attacks", "2001-09-11", "2001-09-11"}));

INSTANTIATE_TEST_SUITE_P(
    NamedDays, When,
    testing::Values(
        // Of the calendar.
        Row{"On New Year's they _met.", kTuesday, "New Year's", "2017-01-01", "2017-01-01"},
        Row{"They _met on New Year ’s Eve.", kTuesday, "New Year ’s Eve", "2016-12-31", "2016-12-31"},
        Row{"They _met on Christmas Eve.", kTuesday, "Christmas Eve", "2016-12-24", "2016-12-24"},
        Row{"They _met on Orthodox Christmas.", kTuesday, "Orthodox Christmas", "2017-01-07", "2017-01-07"},
        Row{"They _met on Nowruz.", kTuesday, "Nowruz", "2017-03-21", "2017-03-21"},
        Row{"They will ^march on Victory Day.", kTuesday, "Victory Day", "2017-05-09", "2017-05-09"},
        Row{"They will ^march on Bastille Day.", kTuesday, "Bastille Day", "2017-07-14", "2017-07-14"},
        Row{"They _met on Inauguration Day.", kTuesday, "Inauguration Day", "2017-01-20", "2017-01-20"},
        // By the weekday.
        Row{"They _met on Election Day.", kTuesday, "Election Day", "2016-11-08", "2016-11-08"},
        Row{"They will ^vote on Election Day.", "2018-10-01", "Election Day", "2018-11-06", "2018-11-06"},
        Row{"Shops _opened on Black Friday.", kTuesday, "Black Friday", "2016-11-25", "2016-11-25"},
        Row{"They will ^meet on Memorial Day.", kTuesday, "Memorial Day", "2017-05-29", "2017-05-29"},
        Row{"They _met on Presidents ' Day.", kTuesday, "Presidents ' Day", "2017-02-20", "2017-02-20"},
        Row{"They _met on Labor Day.", kTuesday, "Labor Day", "2016-09-05", "2016-09-05"},
        // From Easter.
        Row{"They _met on Good Friday.", kTuesday, "Good Friday", "2017-04-14", "2017-04-14"},
        Row{"They _met over the Easter weekend.", kTuesday, "the Easter weekend", "2017-04-14", "2017-04-17"},
        Row{"They _met in Holy Week.", kTuesday, "Holy Week", "2017-04-09", "2017-04-15"},
        Row{"They _met on Orthodox Easter.", "2016-05-20", "Orthodox Easter", "2016-05-01", "2016-05-01"},
        // Of other calendars, and by the moon.
        Row{"They _met on Passover.", kTuesday, "Passover", "2017-04-11", "2017-04-18"},
        Row{"They _met on Yom Kippur.", "2017-10-10", "Yom Kippur", "2017-09-30", "2017-09-30"},
        Row{"They _met on Rosh Hashanah.", "2017-10-10", "Rosh Hashanah", "2017-09-21", "2017-09-22"},
        Row{"They will ^meet on Hanukkah.", "2017-12-01", "Hanukkah", "2017-12-13", "2017-12-20"},
        Row{"They will ^meet in the holy month of Ramadan.", kTuesday, "the holy month of Ramadan", "2017-05-27",
            "2017-06-24"},
        Row{"They _met on Eid al-Fitr.", "2017-07-01", "Eid al-Fitr", "2017-06-25", "2017-06-25"},
        Row{"They _met on Eid al-Adha.", "2017-09-10", "Eid al-Adha", "2017-09-01", "2017-09-01"},
        Row{"They _met on Chinese New Year.", kTuesday, "Chinese New Year", "2017-01-28", "2017-01-28"},
        Row{"They _met on Diwali.", "2017-11-02", "Diwali", "2017-10-19", "2017-10-19"},
        // Which state's day it is must be told.
        Row{"They _met on Independence Day.", kTuesday, "Independence Day", "", ""},
        Row{"They _met on Ukraine's Independence Day.", kTuesday, "Ukraine's Independence Day", "2016-08-24",
            "2016-08-24"},
        // What is called after a day is none.
        Row{"The Good Friday Agreement", kTuesday, "", "", ""}, Row{"The Yom Kippur War", kTuesday, "", "", ""},
        Row{"They _sailed to Easter Island.", kTuesday, "", "", ""}));

INSTANTIATE_TEST_SUITE_P(
    Months, When,
    testing::Values(
        Row{"They will ^meet in July.", kTuesday, "July", "2017-07-01", "2017-07-31"},
        Row{"They _met in July.", kTuesday, "July", "2016-07-01", "2016-07-31"},
        Row{"They _met in April.", "2017-04-20", "April", "2017-04-01", "2017-04-30"},
        Row{"They will ^meet this year in July.", kTuesday, "this year in July", "2017-07-01", "2017-07-31"},
        Row{"They _met last July.", kTuesday, "last July", "2016-07-01", "2016-07-31"},
        Row{"They _met last April.", kTuesday, "last April", "2016-04-01", "2016-04-30"},
        Row{"They will ^meet next July.", kTuesday, "next July", "2017-07-01", "2017-07-31"},
        Row{"They _met in July 2016.", kTuesday, "July 2016", "2016-07-01", "2016-07-31"},
        Row{"They _met in July of last year.", kTuesday, "July of last year", "2016-07-01", "2016-07-31"},
        Row{"They _met in late March.", kTuesday, "late March", "2017-03-21", "2017-03-31"},
        Row{"They will ^meet in mid-May.", kTuesday, "mid-May", "2017-05-11", "2017-05-20"},
        Row{"They _met at the end of March 2016.", kTuesday, "the end of March 2016", "2016-03-21", "2016-03-31"},
        Row{"They _met in the first week of March.", kTuesday, "the first week of March", "2017-03-01", "2017-03-10"},
        Row{"They _met in February and March.", kTuesday, "February and March", "2017-02-01", "2017-03-31"},
        Row{"They _met from November to January.", kTuesday, "November to January", "2016-11-01", "2017-01-31"},
        Row{"They _met from July 2015 to March 2016.", kTuesday, "July 2015 to March 2016", "2015-07-01", "2016-03-31"},
        Row{"Exports _rose in the first quarter of 2017.", kTuesday, "the first quarter of 2017", "2017-01-01",
            "2017-03-31"},
        Row{"Exports _rose in the fourth quarter.", kTuesday, "the fourth quarter", "2016-10-01", "2016-12-31"},
        Row{"Exports _rose in the second half of 2016.", kTuesday, "the second half of 2016", "2016-07-01",
            "2016-12-31"},
        Row{"They _met last summer.", kTuesday, "last summer", "2016-06-01", "2016-08-31"},
        Row{"They _met in the winter of 2015.", kTuesday, "the winter of 2015", "2015-12-01", "2016-02-29"},
        Row{"They _met this winter.", "2017-01-20", "this winter", "2016-12-01", "2017-02-28"},
        Row{"They will ^meet in autumn.", kTuesday, "autumn", "2017-09-01", "2017-11-30"},
        Row{"They may ^meet.", kTuesday, "", "", ""}, Row{"Theresa May _met them.", kTuesday, "", "", ""},
        Row{"The Women's March _was large.", kTuesday, "", "", ""}));

INSTANTIATE_TEST_SUITE_P(
    Years, When,
    testing::Values(Row{"They _met in 2014.", kTuesday, "2014", "2014-01-01", "2014-12-31"},
                    Row{"They _met in early 2016.", kTuesday, "early 2016", "2016-01-01", "2016-04-30"},
                    Row{"They _met in mid-2016.", kTuesday, "mid-2016", "2016-05-01", "2016-08-31"},
                    Row{"They _met at the end of 2016.", kTuesday, "the end of 2016", "2016-09-01", "2016-12-31"},
                    Row{"They have _fought since 2011.", kTuesday, "2011", "2011-01-01", "2017-05-02"},
                    Row{"They have _fought since March.", kTuesday, "March", "2017-03-01", "2017-05-02"},
                    Row{"They have _fought since Friday.", kTuesday, "Friday", "2017-04-28", "2017-05-02"},
                    Row{"They _fought from 2011 to 2014.", kTuesday, "2011 to 2014", "2011-01-01", "2014-12-31"},
                    Row{"They _fought between 2011 and 2014.", kTuesday, "2011 and 2014", "2011-01-01", "2014-12-31"},
                    Row{"They _fought in the 1990s.", kTuesday, "the 1990s", "1990-01-01", "1999-12-31"},
                    Row{"They _fought in the late 1990s.", kTuesday, "the late 1990s", "1996-09-01", "1999-12-31"},
                    Row{"They _fought in the 19th century.", kTuesday, "the 19th century", "1801-01-01", "1900-12-31"},
                    Row{"The 2016 election", kTuesday, "2016", "2016-01-01", "2016-12-31"},
                    Row{"They _killed #2000 people.", kTuesday, "", "", ""},
                    Row{"They _adopted resolution 1973.", kTuesday, "", "", ""}));

INSTANTIATE_TEST_SUITE_P(
    Periods, When,
    testing::Values(
        Row{"They _met last week.", kTuesday, "last week", "2017-04-24", "2017-04-30"},
        Row{"They _met last month.", kTuesday, "last month", "2017-04-01", "2017-04-30"},
        Row{"They _met last month.", "2017-01-10", "last month", "2016-12-01", "2016-12-31"},
        Row{"They _met last year.", kTuesday, "last year", "2016-01-01", "2016-12-31"},
        Row{"The bombings this month of embassies", kTuesday, "this month", "2017-05-01", "2017-05-31"},
        Row{"It _was the last year of the war.", kTuesday, "", "", ""},
        Row{"They _fought in the past 48 hours.", kTuesday, "the past 48 hours", "2017-04-30", "2017-05-02"},
        Row{"They _met this week.", kTuesday, "this week", "2017-05-01", "2017-05-07"},
        Row{"They _met earlier this week.", "2017-05-04", "earlier this week", "2017-05-01", "2017-05-04"},
        Row{"They will ^meet later this month.", kTuesday, "later this month", "2017-05-02", "2017-05-31"},
        Row{"They will ^meet next month.", kTuesday, "next month", "2017-06-01", "2017-06-30"},
        Row{"They will ^meet early next year.", kTuesday, "early next year", "2018-01-01", "2018-04-30"},
        Row{"They _met the week before last.", kTuesday, "the week before last", "2017-04-17", "2017-04-23"},
        Row{"They will ^meet at the end of the month.", kTuesday, "the end of the month", "2017-05-21", "2017-05-31"},
        Row{"They _met this quarter.", kTuesday, "this quarter", "2017-04-01", "2017-06-30"},
        Row{"They _fought in the past two weeks.", kTuesday, "the past two weeks", "2017-04-18", "2017-05-02"},
        Row{"They _fought for the last six years.", kTuesday, "the last six years", "2011-05-02", "2017-05-02"},
        Row{"They _fought over the last week.", kTuesday, "the last week", "2017-04-25", "2017-05-02"},
        Row{"They _fought in the past month.", kTuesday, "the past month", "2017-04-02", "2017-05-02"},
        Row{"They _fought in recent days.", kTuesday, "recent days", "2017-04-29", "2017-05-02"},
        Row{"They will ^meet in the next few days.", kTuesday, "the next few days", "2017-05-02", "2017-05-05"}));

INSTANTIATE_TEST_SUITE_P(
    Offsets, When,
    testing::Values(
        Row{"They _met yesterday.", kTuesday, "yesterday", "2017-05-01", "2017-05-01"},
        Row{"They _met today.", kTuesday, "today", "2017-05-02", "2017-05-02"},
        Row{"They will ^meet tomorrow morning.", kTuesday, "tomorrow morning", "2017-05-03", "2017-05-03"},
        Row{"They will ^meet tonight.", kTuesday, "tonight", "2017-05-02", "2017-05-02"},
        Row{"They _met last night.", kTuesday, "last night", "2017-05-01", "2017-05-01"},
        Row{"They _met this morning.", kTuesday, "this morning", "2017-05-02", "2017-05-02"},
        Row{"Shells _fell overnight.", kTuesday, "overnight", "2017-05-01", "2017-05-02"},
        Row{"They _met the day before yesterday.", kTuesday, "the day before yesterday", "2017-04-30", "2017-04-30"},
        Row{"They will ^meet the day after tomorrow.", kTuesday, "the day after tomorrow", "2017-05-04", "2017-05-04"},
        Row{"They _met three days ago.", kTuesday, "three days ago", "2017-04-29", "2017-04-29"},
        Row{"They _met a week ago.", kTuesday, "a week ago", "2017-04-22", "2017-04-28"},
        Row{"They _met a few days ago.", kTuesday, "a few days ago", "2017-04-29", "2017-04-29"},
        Row{"They _met two months ago.", kTuesday, "two months ago", "2017-03-01", "2017-03-31"},
        Row{"They _met 10 years ago.", kTuesday, "10 years ago", "2007-01-01", "2007-12-31"},
        Row{"They _met two and a half years ago.", kTuesday, "two and a half years ago", "2014-11-01", "2014-11-30"},
        Row{"They _met 2 1/2 years ago.", kTuesday, "2 1/2 years ago", "2014-11-01", "2014-11-30"},
        Row{"They _met a year and a half ago.", kTuesday, "a year and a half ago", "2015-11-01", "2015-11-30"},
        Row{"They _met half a year ago.", kTuesday, "half a year ago", "2016-11-01", "2016-11-30"},
        Row{"They _met a fortnight ago.", kTuesday, "a fortnight ago", "2017-04-15", "2017-04-21"},
        Row{"They _met in the past fortnight.", kTuesday, "the past fortnight", "2017-04-18", "2017-05-02"},
        Row{"They _met a quarter of a century ago.", kTuesday, "a quarter of a century ago", "1992-01-01",
            "1992-12-31"},
        Row{"They _met a quarter-century ago.", kTuesday, "a quarter-century ago", "1992-01-01", "1992-12-31"},
        Row{"They _met half a century ago.", kTuesday, "half a century ago", "1967-01-01", "1967-12-31"},
        Row{"They _met a month and a half ago.", kTuesday, "a month and a half ago", "2017-03-16", "2017-03-22"},
        Row{"They _met a week and a half ago.", kTuesday, "a week and a half ago", "2017-04-22", "2017-04-22"},
        Row{"They will ^meet in three days.", kTuesday, "three days", "2017-05-05", "2017-05-05"},
        Row{"They _won in three days.", kTuesday, "three days", "", ""},
        // From the day told before.
        Row{"They _met on April 7. He _left a day earlier.", kTuesday, "April 7 | a day earlier", "2017-04-06",
            "2017-04-06"},
        Row{"They _met on April 7. He _left the following day.", kTuesday, "April 7 | the following day", "2017-04-08",
            "2017-04-08"},
        Row{"They _met on April 7. He _left the next day.", kTuesday, "April 7 | the next day", "2017-04-08",
            "2017-04-08"},
        Row{"They _met on April 7. He _came the previous day.", kTuesday, "April 7 | the previous day", "2017-04-06",
            "2017-04-06"},
        Row{"They _met on April 7. He _left the same day.", kTuesday, "April 7 | the same day", "2017-04-07",
            "2017-04-07"},
        Row{"They _met on April 7. He _left two weeks later.", kTuesday, "April 7 | two weeks later", "2017-04-18",
            "2017-04-24"},
        Row{"They _met on April 7. He _left three days later.", kTuesday, "April 7 | three days later", "2017-04-10",
            "2017-04-10"},
        Row{"They _met on April 7. He _left the following Monday.", kTuesday, "April 7 | the following Monday",
            "2017-04-10", "2017-04-10"},
        Row{"They _met in 2014. He _left the following year.", kTuesday, "2014 | the following year", "2015-01-01",
            "2015-12-31"},
        Row{"They _met in March. He _left two days later.", kTuesday, "March | two days later", "", ""},
        Row{"He _left a day earlier.", kTuesday, "a day earlier", "2017-05-01", "2017-05-01"},
        Row{"He _left three days later.", kTuesday, "three days later", "", ""},
        Row{"He will ^leave three days later.", kTuesday, "three days later", "2017-05-05", "2017-05-05"},
        Row{"Months before the vote he _left.", kTuesday, "Months", "", ""},
        Row{"They _spoke for three hours.", kTuesday, "three hours", "", ""},
        Row{"Flights =leave daily.", kTuesday, "daily", "", ""},
        Row{"A three-day visit", kTuesday, "three-day", "", ""},
        Row{"They _left two days before the vote.", kTuesday, "two days", "", ""},
        Row{"They _left two days before voting.", kTuesday, "two days", "", ""},
        Row{"They _rose to 13 from seven a year ago.", kTuesday, "a year ago", "2016-01-01", "2016-12-31"},
        Row{"They _met in June 2015. He _left later that year.", kTuesday, "June 2015 | later that year", "2015-06-01",
            "2015-12-31"},
        Row{"They _lost three quarters of the food.", kTuesday, "", "", ""},
        Row{"They _held 10 local men and 1500 local women.", kTuesday, "", "", ""},
        Row{"They _met at 10 local time.", kTuesday, "10 local time", "", ""},
        Row{"The April 6 Youth Movement _left the March 14 coalition.", kTuesday, "", "", ""},
        Row{"They _left the March 14 coalition raid.", kTuesday, "March 14", "2017-03-14", "2017-03-14"},
        Row{"A 10-year-old boy _died.", kTuesday, "", "", ""},
        Row{"A boy, 10 years old, _died.", kTuesday, "", "", ""}));

TEST(WhenWords, CountUp) {
  const struct {
    std::vector<int> words;
    int expected;
  } rows[] = {{{3}, 3},          {{20, 4}, 24},       {{2, 100}, 200},      {{1, 100, 20}, 120},
              {{100, 5}, 105},   {{19, 90, 6}, 1996}, {{20, 13}, 2013},     {{2, 1000, 6}, 2006},
              {{19, 100}, 1900}, {{20, 1000}, 20000}, {{2, 1000, 17}, 2017}};
  for (const auto& row : rows) {
    int so_far = 1;
    for (const int next : row.words) so_far = counted(so_far, next);
    EXPECT_EQ(so_far, row.expected);
  }
}

TEST(WhenTense, AMeetingAnnouncedForADayIsToCome) {
  for (const auto& [text, day] : {std::pair{"They _announced a strike for Friday.", "2017-05-05"},
                                  {"They had _announced a strike for Friday.", "2017-04-28"},
                                  {"They _condemned a strike for Friday.", "2017-04-28"},
                                  {"They _announced a profit for Friday.", "2017-04-28"}}) {
    auto [document, reading] = when_case::Reader::read(text);
    document.published = parse_day(kTuesday);
    const size_t friday = reading.words.size() - 2;
    reading.words[friday].head = static_cast<int32_t>(friday) - 2;  // hangs on the noun before "for"
    resolve_times(document, reading, Day{});
    EXPECT_EQ(to_string(reading.times.at(0).days->first), day) << text;
  }
}

TEST(WhenTense, AMeetingAtWhichTheyAgreedIsOver) {
  auto [document, reading] = when_case::Reader::read("They _agreed to it during a meeting on Friday.");
  document.published = parse_day(kTuesday);
  const size_t friday = reading.words.size() - 2, meeting = friday - 2, during = meeting - 2;
  reading.words[friday].head = reading.words[during].head = static_cast<int32_t>(meeting);
  reading.words[during].deprel = "case";
  resolve_times(document, reading, Day{});
  EXPECT_EQ(to_string(reading.times.at(0).days->first), "2017-04-28");
}

TEST(WhenNames, HoldNoTimes) {
  auto [document, reading] = when_case::Reader::read("USA Today _met the October Club in April.");
  reading.names = {{NameKind::ORG, 0, 2}, {NameKind::ORG, 4, 6}};
  document.published = parse_day(kTuesday);
  resolve_times(document, reading, Day{});
  ASSERT_EQ(reading.mentions.size(), 1U);
  EXPECT_EQ(reading.words[reading.mentions[0].first].lemma, "april");
}

TEST(WhenUndated, OnlyDaysThatNeedNoPublicationDayAreTold) {
  const auto days = [](const std::string& text) {
    auto [document, reading] = when_case::Reader::read(text);
    resolve_times(document, reading, *parse_day(kTuesday));
    EXPECT_FALSE(reading.dated()) << text;
    const std::optional<Days>& told = reading.times.at(0).days;
    return told ? to_string(told->first) + "/" + to_string(told->last) : "";
  };
  EXPECT_EQ(days("They _met on 5 February 2014."), "2014-02-05/2014-02-05");
  EXPECT_EQ(days("They _met in February 2014."), "2014-02-01/2014-02-28");
  EXPECT_EQ(days("They _met in 2014."), "2014-01-01/2014-12-31");
  for (const char* text :
       {"They _met on Friday.", "They _met last month.", "They _met on 12 April.", "They _met three days ago."})
    EXPECT_EQ(days(text), "") << text;
}

}  // namespace
}  // namespace khaldun
