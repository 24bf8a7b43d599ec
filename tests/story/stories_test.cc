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

Stories after_the_news(Ids* found = nullptr) {
  Stories stories;
  for (size_t i = 0; i < kNews.size(); ++i) {
    const uint64_t story = stories.add(telling(kNews[i], 10 + i));
    if (found != nullptr) found->push_back(story);
  }
  return stories;
}

TEST(Stories, AReportJoinsItsStoryOrBeginsOne) {
  Ids found;
  const Stories stories = after_the_news(&found);
  EXPECT_EQ(found, (Ids{10, 11, 10, 13, 11, 10}));
  EXPECT_EQ(stories.size(), 3u);
  EXPECT_EQ(stories.reports_of(10), (Ids{10, 12, 15}));
  EXPECT_EQ(stories.reports_of(99), Ids{});
}

TEST(Stories, SplitUndoesAMerge) {
  Stories stories = after_the_news();
  EXPECT_EQ(stories.split(10, {12}), 12u);
  EXPECT_EQ(stories.reports_of(10), (Ids{10, 15}));
  EXPECT_EQ(stories.reports_of(12), Ids{12});
  EXPECT_EQ(stories.split(12, {12}), 12u);      // nothing would stay
  EXPECT_EQ(stories.split(10, {11, 77}), 10u);  // not of this story
  EXPECT_EQ(stories.split(99, {10}), 99u);
  EXPECT_EQ(stories.size(), 4u);
}

TEST(Stories, ThePartWithTheFirstReportKeepsTheId) {
  Stories stories = after_the_news();
  EXPECT_EQ(stories.split(10, {10}), 12u);
  EXPECT_EQ(stories.reports_of(10), Ids{10});
  EXPECT_EQ(stories.reports_of(12), (Ids{12, 15}));
}

TEST(Stories, NoReportIsLost) {
  Stories stories = after_the_news();
  stories.split(10, {12});
  Ids all;
  for (uint64_t story = 0; story < 100; ++story) {
    const Ids reports = stories.reports_of(story);
    all.insert(all.end(), reports.begin(), reports.end());
  }
  std::ranges::sort(all);
  EXPECT_EQ(all, (Ids{10, 11, 12, 13, 14, 15}));
}

TEST(Stories, PutBackTheyGoOnAsBefore) {
  Stories stories;
  stories.put(telling(kNews[0], 10), 10);
  stories.put(telling(kNews[3], 13), 10);  // the store says so, whatever the score
  EXPECT_EQ(stories.reports_of(10), (Ids{10, 13}));
  Stories again;
  again.put(telling(kNews[0], 10), 10);
  again.put(telling(kNews[1], 11), 11);
  again.put(telling(kNews[2], 12), 10);
  EXPECT_EQ(again.add(telling(kNews[3], 13)), 13u);
  EXPECT_EQ(again.add(telling(kNews[4], 14)), 11u);
  EXPECT_EQ(again.add(telling(kNews[5], 15)), 10u);
}

TEST(Stories, WhatIsForgottenIsNotJoined) {
  Stories stories = after_the_news();
  stories.forget(*parse_day("2021-05-04"));
  EXPECT_EQ(stories.size(), 3u);
  stories.forget(*parse_day("2021-06-30"));
  EXPECT_EQ(stories.size(), 0u);
  EXPECT_EQ(stories.add(telling(kNews[5], 16)), 16u);
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

TEST(Stories, ASpanOfCenturiesIsNoBurden) {
  Stories stories;
  EXPECT_EQ(
      stories.add(telling(
          "a 2021-08-16 | PROTEST demo 141 | BLR:CVL -> - | Minsk | 0001-01-01..9999-12-31 | occurred | marches", 1)),
      1u);
}

}  // namespace
}  // namespace khaldun
