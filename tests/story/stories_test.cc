#include "story/stories.h"

#include <algorithm>

#include "telling.h"

namespace khaldun {
namespace {

using Ids = std::vector<uint64_t>;

const std::vector<std::string> kNews = {
    /* 0 */
    "herald 2021-05-12 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Rafah | 2021-05-12 | occurred killed=5 | air raid "
    "on a school",
    /* 1 */
    "herald 2021-05-12 | CONSULT phone 041 | Joe Biden/USA:GOV -> Benjamin Netanyahu/ISR:GOV | - | 2021-05-12 | "
    "occurred | Biden called Netanyahu",
    /* 2 */
    "times 2021-05-13 | ASSAULT aerial 195 | Israel/ISR -> PSE:CVL | Rafah | 2021-05-12 | occurred killed=6 | school "
    "hit from the air",
    /* 3 */
    "times 2021-05-13 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Jenin | 2021-05-12 | occurred killed=2 | air raid on "
    "a school",
    /* 4 */
    "post 2021-05-13 | CONSULT phone 041 | Benjamin Netanyahu/ISR:GOV -> Joe Biden/USA:GOV | - | 2021-05-12 | occurred "
    "| Netanyahu spoke with Biden",
    /* 5 */
    "post 2021-05-14 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Rafah | 2021-05-12 | occurred killed=7 | the school "
    "raid in Rafah",
};

/// Adds the news; returns the story of each.
Ids add_news(Stories& stories) {
  Ids found;
  for (size_t i = 0; i < kNews.size(); ++i) found.push_back(stories.add(telling(kNews[i], 10 + i)));
  return found;
}

TEST(Stories, AReportJoinsItsStoryOrBeginsOne) {
  Stories stories;
  EXPECT_EQ(add_news(stories), (Ids{10, 11, 10, 13, 11, 10}));
}

TEST(Stories, PutBackTheyGoOnAsBefore) {
  Stories again;
  again.put(telling(kNews[0], 10), 10);
  again.put(telling(kNews[1], 11), 11);
  again.put(telling(kNews[2], 12), 10);
  EXPECT_EQ(again.add(telling(kNews[3], 13)), 13u);
  EXPECT_EQ(again.add(telling(kNews[4], 14)), 11u);
  EXPECT_EQ(again.add(telling(kNews[5], 15)), 10u);
}

TEST(Stories, TheSidesOfASplitStayApart) {
  const struct {
    std::vector<int64_t> sides;
    uint64_t story;
  } rows[] = {{{}, 1u}, {{1, 3}, 1u}, {{-1}, 2u}, {{3, 2}, 2u}};
  for (const auto& row : rows) {
    Stories stories;
    Report first = telling(kNews[0], 1), again = telling(kNews[2], 2);
    first.sides = {1, -2};
    again.sides = row.sides;
    stories.add(first);
    EXPECT_EQ(stories.add(again), row.story) << ::testing::PrintToString(row.sides);
  }
}

TEST(Stories, WhatIsForgottenIsNotJoined) {
  const std::string again = "globe" + kNews[5].substr(4);
  for (const auto& [day, story] : {std::pair{"2021-05-14", 10u}, std::pair{"2021-05-15", 16u}}) {
    Stories stories;
    add_news(stories);
    stories.forget(*parse_day(day));
    EXPECT_EQ(stories.add(telling(again, 16)), story) << day;
  }
}

TEST(Stories, WhatIsStillToComeOrPublishedOnAnUnknownDayIsNotForgotten) {
  const std::string visit =
      " | CONSULT visit 042 | Emmanuel Macron/FRA:GOV -> Kenya/KEN | - | 2021-08-01 | planned | Macron will visit "
      "Kenya";
  Report unknown = telling(
      "b 1970-01-01 | CONSULT visit 042 | Emmanuel Macron/FRA:GOV -> Kenya/KEN | - | - | planned | "
      "Macron will visit Kenya",
      2);
  unknown.undated = true;
  Stories stories;
  stories.add(telling("a 2021-05-12" + visit, 1));
  stories.add(unknown);
  stories.forget(*parse_day("2021-07-31"));
  EXPECT_EQ(stories.add(telling("c 2021-07-31" + visit, 3)), 1u);
  unknown.id = 4;
  unknown.document = "d";
  EXPECT_EQ(stories.add(unknown), 2u);
}

TEST(Stories, ATellingThatFitsTwoStoriesGoesToTheBetter) {
  Stories stories;
  stories.add(
      telling("a 2021-08-16 | COERCE arrest 173 | BLR:COP -> BLR:CVL | Minsk | 2021-08-15 | occurred arrested=200 | "
              "arrests on the bridge",
              1));
  stories.add(
      telling("b 2021-08-16 | COERCE arrest 173 | BLR:COP -> BLR:CVL | Gomel | 2021-08-15 | occurred arrested=20 | "
              "arrests by the factory",
              2));
  EXPECT_EQ(
      stories.add(telling(
          "c 2021-08-16 | COERCE arrest 173 | BLR:COP -> BLR:CVL | - | 2021-08-15 | occurred arrested=20 | the factory",
          3)),
      2u);
}

TEST(Stories, OfTwoRecordsOfADocumentTheBetterJoins) {
  Stories stories;
  stories.add(
      telling("a 2022-03-03 | CONSULT phone 041 | Emmanuel Macron/FRA:GOV -> Vladimir Putin/RUS:GOV | - | 2022-03-03 | "
              "occurred | Macron spoke to Putin",
              1));
  const std::vector<Report> document = {telling("b 2022-03-03 | AGREE - 030 | Emmanuel Macron/FRA:GOV -> Vladimir "
                                                "Putin/RUS:GOV | - | 2022-03-03 | occurred | they agreed",
                                                2),
                                        telling("b 2022-03-03 | CONSULT phone 041 | Emmanuel Macron/FRA:GOV -> "
                                                "Vladimir Putin/RUS:GOV | - | 2022-03-03 | occurred | in a phone call",
                                                3)};
  EXPECT_EQ(stories.add(document), (Ids{2, 1}));
}

TEST(Stories, WhatContradictsAMemberContradictsTheStory) {
  Stories stories;
  const std::string rally = " 2021-08-16 | PROTEST demo 141 | BLR:CVL -> Belarus/BLR | ",
                    day = " | 2021-08-15 | occurred | a rally";
  EXPECT_EQ(stories.add(telling("a" + rally + "Minsk" + day, 1)), 1u);
  EXPECT_EQ(stories.add(telling("b" + rally + "Belarus" + day, 2)), 1u);
  EXPECT_EQ(stories.add(telling("c" + rally + "Gomel" + day, 3)), 3u);  // though b may tell of it
}

TEST(Stories, AReportWithoutCountriesFindsItsLikeAlone) {
  Stories stories;
  stories.add(
      telling("a 2021-08-16 | ASSAULT firearms 190 | - -> Jane Doe/:JRN | - | 2021-08-15 | occurred | gunmen shot Jane "
              "Doe outside her home",
              1));
  EXPECT_EQ(stories.add(telling("b 2021-08-16 | ASSAULT firearms 190 | - -> Jane Doe/:JRN | - | 2021-08-15 | occurred "
                                "| Jane Doe was shot at her home",
                                2)),
            1u);
}

TEST(Stories, AReportWithoutCountriesFindsItsActByATellingWord) {
  Stories stories;
  stories.add(
      telling("a 2021-08-16 | ASSAULT firearms 193 | ZAF:COP -> ZAF:LAB | - | 2021-08-15 | occurred killed=34 | police "
              "fired on miners",
              1));
  EXPECT_EQ(stories.add(telling("b 2021-08-16 | ASSAULT firearms 193 | :COP -> :LAB | - | 2021-08-15 | occurred "
                                "killed=34 | miners shot",
                                2)),
            1u);
}

TEST(Stories, AReportOfAnotherTypeFindsItsActByATellingWord) {
  Stories stories;
  const std::string actors = " | Belarus/BLR -> Ecuador/ECU | Belarus | 2021-08-15 | occurred | ";
  stories.add(telling("a 2021-08-16 | REQUEST change 020" + actors + "called in the ambassador over the asylum", 1));
  EXPECT_EQ(stories.add(telling("b 2021-08-16 | PROTEST demo 1412" + actors + "ambassador summoned", 2)), 1u);
  EXPECT_EQ(stories.add(telling("c 2021-08-16 | PROTEST demo 1412" + actors + "a rally", 3)), 3u);
}

TEST(Stories, ASpanOfCenturiesIsNoBurden) {
  Stories stories;
  EXPECT_EQ(
      stories.add(telling(
          "a 2021-08-16 | PROTEST demo 141 | BLR:CVL -> - | Minsk | 0001-01-01..9999-12-31 | occurred | marches", 1)),
      1u);
}

}  // namespace
}  // namespace khaldun
