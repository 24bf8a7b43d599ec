// How TimeML writes a time expression, one row a rule. Published on Tuesday, 2 May 2017; marks as in when_case.h.
#include "resolve/timex.h"

#include <gtest/gtest.h>

#include "when_case.h"

namespace khaldun {
namespace {

struct Row {
  const char *text, *timex;  // type and value of the last expression
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
    {"They _met at 4 pm GMT on Monday.", "TIME 2017-05-01T16"},
    {"They _met at 4 pm.", "TIME 2017-05-02T16"},
    {"They _met at noon on Saturday.", "TIME 2017-04-29T12:00"},
    {"They _won 4 on Monday.", "DATE 2017-05-01"},
    {"They _fought in recent years.", "DATE PAST_REF"},
    {"Sales _rose in the first quarter from a year ago.", "DATE 2016-Q1"},
    {"Sales _rose from the year-ago quarter.", "DATE 2016"},
};

TEST(Timex, IsWrittenAsTimemlDoes) {
  for (const Row& row : kRows) {
    auto [document, reading] = when_case::Reader::read(row.text);
    document.published = parse_day("2017-05-02");
    infer_published(document, reading, Day{});
    resolve_times(document, reading);
    std::string found = "nothing";
    for (const Mention& m : reading.mentions) {
      const Timex timex = timex_of(document, reading, m);
      found = std::string(timex.type) + " " + timex.value;
    }
    EXPECT_EQ(found, row.timex) << row.text;
  }
}

}  // namespace
}  // namespace khaldun
