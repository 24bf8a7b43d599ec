// The day of publication that a text without one is given. Marks: _ a past verb, = a present one, ^ an infinitive.
#include <gtest/gtest.h>

#include "when_case.h"

namespace khaldun {
namespace {

struct Row {
  const char* text;
  const char* day;       // first day that is right
  const char* last_day;  // last day that is right
  const char* how;
};

class Published : public testing::TestWithParam<Row> {};

TEST_P(Published, IsInferred) {
  const Row& row = GetParam();
  auto [document, reading] = when_case::Reader::read(row.text);
  resolve_times(document, reading, *parse_day("2024-01-10"));
  EXPECT_EQ(reading.published_how, row.how);
  EXPECT_GE(to_string(reading.published), row.day);
  EXPECT_LE(to_string(reading.published), row.last_day);
}

INSTANTIATE_TEST_SUITE_P(
    Datelines, Published,
    testing::Values(Row{"Tuesday, August 17, 2021\nPolice _detained him on Sunday.", "2021-08-17", "2021-08-17",
                        "dateline"},
                    Row{"Police detain mayor\nAugust 17, 2021\nPolice _detained him on Sunday.", "2021-08-17",
                        "2021-08-17", "dateline"},
                    Row{"WASHINGTON \xE2\x80\x94 May 3, 2017 \xE2\x80\x94 The envoy _left.", "2017-05-03", "2017-05-03",
                        "dateline"},
                    Row{"Published 3 May 2017\nThe envoy _left.", "2017-05-03", "2017-05-03", "dateline"},
                    // Without its year: the last such day before today, the one after the last day told, or the one
                    // that its weekdays fit.
                    Row{"MINSK, Aug 17 (Reuters) - Police _detained him.", "2023-08-17", "2023-08-17", "dateline"},
                    Row{"MINSK, Aug 17 (Reuters) - He was _seized on August 9, 2020. He _fled.", "2020-08-17",
                        "2020-08-17", "dateline"},
                    Row{"MINSK, Aug 17 : Police _detained him.", "2023-08-17", "2023-08-17", "dateline"},
                    Row{"MINSK, Feb 10 (Reuters) - He was _seized on August 9, 2020. He _fled.", "2021-02-10",
                        "2021-02-10", "dateline"}));

INSTANTIATE_TEST_SUITE_P(
    Inferred, Published,
    testing::Values(
        // Plans for this Wednesday, a past Tuesday, and dates so full that they are not of this week or month.
        Row{"On Tuesday the leaders _spoke. They _spoke on January 28th too. On April 7th, 2017 ships _fired missiles. "
            "The minister _came on "
            "April 12th, 2017 and was _received. They _met on April 3rd this year. The delegates will ^meet this "
            "Wednesday and Thursday. They "
            "will ^meet this year in July.",
            "2017-05-02", "2017-05-03", "inferred"},
        // What is a week old or less would be told by its weekday.
        Row{"The court _ruled on 14 June 2019. On Friday the party _appealed. It will ^vote on Monday.", "2019-06-28",
            "2019-07-08", "inferred"},
        Row{"Rebels _took the town on March 2, 2020. Yesterday they _left it. The minister _came on Sunday.",
            "2020-03-09", "2020-04-06", "inferred"},
        // A plan with its year lies ahead.
        Row{"The truce _began on 5 October 2021. The vote will ^follow on 24 October 2021. They _met on Monday.",
            "2021-10-11", "2021-10-24", "inferred"},
        // A weekday with its date is of the year in which it fell on that day.
        Row{"He was _jailed on 20 September 2018. She was _freed on Thursday, October 11.", "2018-10-11", "2018-11-19",
            "inferred"},
        // Who died has no news before.
        Row{"The laureate (18 July 1918 \xE2\x80\x93 5 December 2013) was _buried on Sunday.", "2013-12-05",
            "2014-02-03", "inferred"},
        Row{"The war of July 2015 to March 2016 _began on 3 July 2015. They _met on Monday.", "2016-03-01",
            "2016-05-30", "inferred"},
        // A range under way tells no day before it is told.
        Row{"The law (1 January 1500 \xE2\x80\x93 31 December 2030) was _read on Monday.", "2024-01-10", "2024-01-10",
            "inferred"},
        Row{"It _opened on 1 February 2022. This week the mayor _closed it.", "2022-02-08", "2022-03-14", "inferred"}));

INSTANTIATE_TEST_SUITE_P(
    Unknown, Published,
    testing::Values(
        Row{"Police _detained him on Sunday.", "2024-01-10", "2024-01-10", "unknown"},
        Row{"The war _ended on 8 May 1945.", "2024-01-10", "2024-01-10", "unknown"},
        // The latest full date is background: the text knows a later year.
        Row{"The war _ended on 8 May 1945. In 2014 it _joined. They _met on Friday.", "2024-01-10", "2024-01-10",
            "unknown"},
        // What a report is about is not when it was written.
        Row{"9/11 : Trial of five men\nThey _met on Tuesday.", "2024-01-10", "2024-01-10", "unknown"},
        Row{"Jan. 6 riot : Five _guilty\nThey _met on Tuesday.", "2024-01-10", "2024-01-10", "unknown"},
        Row{"October 7 attack : Families _sue\nThey _met on Tuesday.", "2024-01-10", "2024-01-10", "unknown"},
        Row{"Oct. 7 : What is known\nThey _met on Tuesday.", "2024-01-10", "2024-01-10", "unknown"},
        Row{"Christmas \xE2\x80\x94 Police _arrest 20", "2024-01-10", "2024-01-10", "unknown"},
        Row{"Mosque _opens on Christmas. The 9/11 inquiry _met on Tuesday.", "2024-01-10", "2024-01-10", "unknown"},
        Row{"Nothing of time.", "2024-01-10", "2024-01-10", "unknown"}));

TEST(Published, GivenDayHasPriority) {
  auto [document, reading] = when_case::Reader::read("Tuesday, August 17, 2021\nPolice _detained him.");
  document.published = parse_day("2021-08-18");
  resolve_times(document, reading, Day{});
  EXPECT_EQ(to_string(reading.published), "2021-08-18");
  EXPECT_EQ(reading.published_how, "given");
}

TEST(Published, ADatelineHasPriorityOverALaterCrawl) {
  for (const auto& [text, day] : {std::pair{"MINSK, Aug 17 (Reuters) - Police _detained him.", "2021-08-17"},
                                  {"MINSK, Aug 17, 2022 (Reuters) - Police _detained him.", "2021-08-23"},
                                  {"Police _detained him on 12 August 2021 and _left on Friday.", "2021-08-23"}}) {
    auto [document, reading] = when_case::Reader::read(text);
    document.published = parse_day("2021-08-23");
    document.crawled = true;
    resolve_times(document, reading, *parse_day("2024-01-10"));
    EXPECT_EQ(to_string(reading.published), day) << text;
    EXPECT_TRUE(reading.dated()) << text;
  }
}

TEST(Published, OfAnEmptyDocumentIsUnknown) {
  Document document;
  Reading reading;
  resolve_times(document, reading, *parse_day("2024-01-10"));
  EXPECT_EQ(to_string(reading.published), "2024-01-10");
  EXPECT_EQ(reading.published_how, "unknown");
  EXPECT_TRUE(reading.mentions.empty());
}

}  // namespace
}  // namespace khaldun
