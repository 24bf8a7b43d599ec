#include "story/best.h"

#include "telling.h"

namespace khaldun {
namespace {

Best best(const std::vector<std::string>& lines) {
  std::vector<Report> reports;
  for (const std::string& line : lines) reports.push_back(telling(line, reports.size()));
  return best_of(reports);
}

const std::string kAct = "ASSAULT explosives 183 | - -> AFG:CVL | Kabul | 2021-05-12 | occurred ";

TEST(Best, TheLatestTollOfAuthorities) {
  struct Case {
    std::vector<std::string> days_and_tolls;
    std::optional<int> killed;
  };
  const std::vector<Case> kCases = {
      {{"2021-05-12 |killed=12", "2021-05-13 |killed=14 by=police", "2021-05-14 |killed=17 by=witness"}, 14},
      {{"2021-05-12 |killed=12 by=police", "2021-05-14 |killed=30 by=ministry"}, 30},
      {{"2021-05-12 |killed=30 by=police", "2021-05-14 |killed=28 by=police"}, 28},  // corrected downwards
      {{"2021-05-12 |killed=12", "2021-05-13 |killed=14", "2021-05-13 |killed=13", "2021-05-13 |killed=13"}, 13},
      {{"2021-05-13 |killed=12", "2021-05-13 |killed=14"}, 14},
      {{"2021-05-12 |killed=12", "2021-05-14 |injured=3"}, 12},
      {{"2021-05-12 |injured=3"}, std::nullopt},
  };
  for (const Case& c : kCases) {
    std::vector<std::string> lines;
    for (const std::string& told : c.days_and_tolls) {
      const std::vector<std::string> cells = cells_of(told, " |");
      lines.push_back("d" + std::to_string(lines.size()) + " " + cells[0] + " | " + kAct + cells[1] + " | bomb");
    }
    EXPECT_EQ(best(lines).event.killed, c.killed) << c.days_and_tolls[0];
  }
}

TEST(Best, WhatMostSay) {
  const Best found = best({
      "a 2021-05-13 | ASSAULT explosives 183 | - -> AFG:CVL | Kabul | 2021-05-12 | alleged sure=0.5 | bomb",
      "b 2021-05-13 | ASSAULT suicide-attack 1831 | Taliban/AFG:REB -> AFG:CVL | Kabul | 2021-05-12 | occurred "
      "sure=0.9 | bomb at a mosque",
      "c 2021-05-14 | ASSAULT suicide-attack 1831 | Taliban/AFG:REB -> AFG:CVL | Herat | 2021-05-10..2021-05-16 | "
      "occurred sure=0.7 | bomb",
  });
  const Event& e = found.event;
  EXPECT_EQ(found.report, 1u);
  EXPECT_EQ(e.evidence[0].quote, "bomb at a mosque");
  EXPECT_EQ(e.mode, "suicide-attack");
  EXPECT_EQ(e.status, Status::occurred);
  EXPECT_EQ(to_string(e.date->days.last), "2021-05-12");
  EXPECT_EQ(e.confidence, 0.9);
}

TEST(Best, OfEquallyManyTheMoreExact) {
  const Event e = best({
                           "a 2021-05-13 | COERCE arrest 173 | BLR:COP -> BLR:CVL | Belarus | 2021-05-10..2021-05-16 | "
                           "occurred | arrests",
                           "b 2021-05-13 | COERCE - 170 | BLR:COP -> BLR:CVL | Minsk | 2021-05-12 | occurred | arrests",
                       })
                      .event;
  EXPECT_EQ(e.mode, "arrest");
  EXPECT_EQ(to_string(e.date->days.first), "2021-05-12");
}

TEST(Best, OfOneReportIsThatReport) {
  const Best found = best(
      {"a 2021-05-13 | COERCE arrest 173 | BLR:COP -> BLR:CVL | Minsk | 2021-05-12 | denied arrested=3 | arrests"});
  EXPECT_EQ(found.event.status, Status::denied);
  EXPECT_EQ(found.event.arrested, 3);
  EXPECT_EQ(found.event.target[0].country, "BLR");
}

TEST(Best, Authorities) {
  for (const char* who : {"police", "Health Ministry", "the governor", "Interior minister Ivan Novik", "UN spokesman"})
    EXPECT_TRUE(authority(who)) << who;
  for (const char* who : {"", "witnesses", "a resident", "Reuters"}) EXPECT_FALSE(authority(who)) << who;
}

}  // namespace
}  // namespace khaldun
