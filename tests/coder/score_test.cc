// What a coded record must agree in to count, one row a level, against one annotated record.
#include "coder/score.h"

#include <gtest/gtest.h>

#include <array>

namespace khaldun {
namespace {

const std::string kText = "Peru accused Chile on Monday. Peru and Chile met.";

Event event(Type type, std::vector<EventActor> source, std::vector<EventActor> target, uint32_t begin, uint32_t end) {
  Event e;
  e.type = type;
  e.source = std::move(source);
  e.target = std::move(target);
  e.evidence = {{{begin, end}, kText.substr(begin, end - begin)}};
  e.date = EventDate{{*parse_day("2017-05-01"), *parse_day("2017-05-01")}, {}, ""};
  e.place.emplace();
  e.place->country = "PER";
  return e;
}

EventActor actor(const char* country, Sector sector) { return {{}, "", "", "", country, sector}; }
const EventActor kPeru = actor("PER", Sector::GOV), kChile = actor("CHL", Sector::GOV);

std::string levels(const Score& score) {
  constexpr std::array<const char*, kLevels> kNames = {"found", "type", "who", "status", "when", "where", "full"};
  std::string out;
  for (size_t l = 0; l < kLevels; ++l) {
    if (score.passed(static_cast<Level>(l)) > 0) out += (out.empty() ? "" : " ") + std::string(kNames[l]);
  }
  return out;
}

struct Row {
  const char* name;
  void (*change)(Event&);
  const char* levels;
};

TEST(Score, CountsEachLevelThatAPairPasses) {
  const Row rows[] = {
      {"the same", [](Event&) {}, "found type who status when where full"},
      {"another type", [](Event& e) { e.type = Type::REJECT; }, "found"},
      {"another country", [](Event& e) { e.target = {actor("BOL", Sector::GOV)}; }, "found type status when where"},
      {"half of the sectors",
       [](Event& e) {
         e.target = {kChile, actor("CHL", Sector::MIL)};
       },
       "found type who status when where full"},
      {"none of the sectors", [](Event& e) { e.target = {actor("CHL", Sector::MIL)}; }, "found type status when where"},
      {"another status", [](Event& e) { e.status = Status::alleged; }, "found type who when where"},
      {"a day beside",
       [](Event& e) {
         e.date->days = {*parse_day("2017-05-02"), *parse_day("2017-05-02")};
       },
       "found type who status when where full"},
      {"two days beside",
       [](Event& e) {
         e.date->days = {*parse_day("2017-05-03"), *parse_day("2017-05-03")};
       },
       "found type who status where"},
      {"no day", [](Event& e) { e.date.reset(); }, "found type who status where"},
      {"another place", [](Event& e) { e.place->country = "CHL"; }, "found type who status when"},
      {"evidence elsewhere, type and country the same",
       [](Event& e) {
         e.evidence[0].span = {30, 48};
       },
       "found type who status when where full"},
      {"evidence and countries elsewhere",
       [](Event& e) {
         e.evidence[0].span = {30, 48};
         e.source = e.target = {};
       },
       ""},
  };
  for (const Row& row : rows) {
    const Event gold = event(Type::ACCUSE, {kPeru}, {kChile}, 0, 18);
    Event coded = gold;
    row.change(coded);
    Score score;
    score.add("a", kText, {gold}, {coded});
    EXPECT_EQ(levels(score), row.levels) << row.name;
  }
}

TEST(Score, MutualActsHaveNoDirection) {
  Score score;
  score.add("a", kText, {event(Type::CONSULT, {kPeru, kChile}, {}, 30, 48)},
            {event(Type::CONSULT, {kChile}, {kPeru}, 30, 48)});
  EXPECT_EQ(score.passed(Level::full), 1U);
}

TEST(Score, CountsWhatPairsOfTheRightTypeAgreeIn) {
  const Event gold = event(Type::ACCUSE, {kPeru}, {kChile}, 0, 18);
  Event coded = gold, other = event(Type::REJECT, {kPeru}, {kChile}, 0, 18);
  coded.cameo = "112";
  coded.said_by = "Lima";
  coded.target = {actor("BOL", Sector::GOV)};
  Score score;
  score.add("a", kText, {gold}, {coded});
  score.add("b", kText, {gold}, {other});
  EXPECT_EQ(score.agreed(Detail::mode), 1U);
  EXPECT_EQ(score.agreed(Detail::killed), 1U);
  EXPECT_EQ(score.agreed(Detail::source_countries), 1U);
  EXPECT_EQ(score.agreed(Detail::cameo_root), 0U);
  EXPECT_EQ(score.agreed(Detail::said_by), 0U);
  EXPECT_EQ(score.agreed(Detail::target_countries), 0U);
}

TEST(Score, ConfidenceIsRightWhereThatShareIsOfTheRightType) {
  Event right = event(Type::ACCUSE, {kPeru}, {kChile}, 0, 18), wrong = event(Type::CONSULT, {kPeru}, {}, 30, 48);
  right.confidence = wrong.confidence = 0.75;
  Score score;
  score.add("a", kText, {right}, {right});
  score.add("b", kText, {right}, {right});
  score.add("c", kText, {right}, {right});
  EXPECT_DOUBLE_EQ(score.calibration_error(), 0.25);
  score.add("d", kText, {}, {wrong});
  EXPECT_DOUBLE_EQ(score.calibration_error(), 0);
  EXPECT_EQ(score.tenths()[7].records, 4U);
  EXPECT_EQ(score.tenths()[7].right, 3U);
  right.confidence = 1;
  score.add("e", kText, {right}, {right});
  EXPECT_EQ(score.tenths()[9].records, 1U);
}

TEST(Score, EveryRecordIsPairedOnceAndTheRestAreMisses) {
  Score score;
  const Event accuse = event(Type::ACCUSE, {kPeru}, {kChile}, 0, 18),
              meet = event(Type::CONSULT, {kPeru, kChile}, {}, 30, 48);
  score.add("a", kText, {accuse, meet}, {accuse, accuse});
  EXPECT_EQ(score.gold(), 2U);
  EXPECT_EQ(score.coded(), 2U);
  EXPECT_EQ(score.passed(Level::found), 1U);
  ASSERT_EQ(score.misses().size(), 2U);
  EXPECT_EQ(score.misses()[0].what, "CONSULT not found");
  EXPECT_EQ(score.misses()[0].quote, "Peru and Chile met");
  EXPECT_EQ(score.misses()[1].what, "ACCUSE coded, not annotated");
  EXPECT_EQ(score.confusion()[static_cast<size_t>(Type::CONSULT)][kTypes], 1U);
}

}  // namespace
}  // namespace khaldun
