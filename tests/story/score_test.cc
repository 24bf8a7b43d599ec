// Pairs of reports that tell of one act, and pairs that do not.
#include "story/score.h"

#include "story/words.h"
#include "telling.h"

namespace khaldun {
namespace {

struct Pair {
  std::string what, a, b;
};

double total(const Pair& pair) {
  const std::optional<Score> there = compare(features_of(telling(pair.a)), features_of(telling(pair.b)));
  const std::optional<Score> back = compare(features_of(telling(pair.b)), features_of(telling(pair.a)));
  EXPECT_EQ(there.has_value(), back.has_value()) << pair.what;
  EXPECT_DOUBLE_EQ(there ? there->total() : -100, back ? back->total() : -100) << pair.what;
  return there ? there->total() : -100;
}

const std::vector<Pair> kSame = {
    {"a raid with different tolls",
     "herald 2021-05-13 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Rafah | 2021-05-12 | occurred killed=12 | an air "
     "raid on a school in Rafah killed 12",
     "times 2021-05-13 | ASSAULT aerial 195 | Israel/ISR -> PSE:CVL | Rafah | 2021-05-12 | occurred killed=15 "
     "by=medics | jets hit a school, killing 15 people"},
    {"a toll that grew, the town told as its region",
     "herald 2021-05-12 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Rafah | 2021-05-12 | occurred killed=5 | strike on "
     "a refugee camp",
     "times 2021-05-14 | ASSAULT aerial 195 | Israel/ISR -> PSE:REF | Gaza Strip | 2021-05-12 | occurred killed=17 | "
     "bombing of the refugee camp"},
    {"one blames, the other states",
     "herald 2021-05-13 | ASSAULT explosives 183 | Taliban/AFG:REB -> AFG:CVL | Kabul | 2021-05-12 | alleged killed=30 "
     "| car bomb outside a mosque",
     "times 2021-05-13 | ASSAULT suicide-attack 1831 | - -> AFG:CVL | Kabul | 2021-05-12 | occurred killed=30 | a bomb "
     "at a mosque killed 30"},
    {"arrests, one paper without a town",
     "herald 2021-08-16 | COERCE arrest 173 | BLR:COP -> BLR:CVL | Minsk | 2021-08-15 | occurred arrested=200 | police "
     "in Minsk detained 200 protesters",
     "times 2021-08-16 | COERCE arrest 173 | BLR:COP -> BLR:OPP | Belarus | 2021-08-15 | occurred arrested=200 | 200 "
     "were arrested"},
    {"a call between two presidents, told from each side",
     "herald 2022-03-03 | CONSULT phone 041 | Emmanuel Macron/FRA:GOV -> Vladimir Putin/RUS:GOV | - | 2022-03-03 | "
     "occurred | Macron spoke to Putin by phone",
     "tass 2022-03-03 | CONSULT phone 041 | Vladimir Putin/RUS:GOV -> Emmanuel Macron/FRA:GOV | Moscow | 2022-03-03 | "
     "occurred | Putin held a telephone conversation with Macron"},
    {"a call, one side told as the state",
     "herald 2022-03-03 | CONSULT phone 041 | Emmanuel Macron/FRA:GOV -> Vladimir Putin/RUS:GOV | - | 2022-03-03 | "
     "occurred | Macron spoke to Putin by phone",
     "times 2022-03-03 | CONSULT phone 041 | Emmanuel Macron/FRA:GOV -> Russia/RUS | - | - | occurred | Macron called "
     "the Russian leader"},
    {"a visit of three days, told on two of them",
     "herald 2023-03-20 | CONSULT visit 042 | Xi Jinping/CHN:GOV -> Russia/RUS | Moscow | 2023-03-20 | occurred | Xi "
     "arrived in Moscow",
     "times 2023-03-21 | CONSULT visit 042 | Xi Jinping/CHN:GOV -> Vladimir Putin/RUS:GOV | Moscow | 2023-03-21 | "
     "occurred | Xi met Putin at the Kremlin"},
    {"a protest of several days",
     "herald 2020-08-10 | PROTEST demo 141 | BLR:CVL -> Belarus/BLR | Minsk | 2020-08-09 | occurred | protests over "
     "the election in Minsk",
     "times 2020-08-12 | PROTEST demo 141 | BLR:OPP -> BLR:GOV | Minsk | 2020-08-09..2020-08-11 | occurred | three "
     "days of election protests"},
    {"sanctions, announced and told again the next week with their day",
     "herald 2018-08-07 | SANCTION discontinue 163 | United States/USA -> Iran/IRN | - | 2018-08-07 | occurred | the "
     "US reimposed sanctions on cars and gold",
     "times 2018-08-14 | SANCTION discontinue 163 | United States/USA -> Iran/IRN | - | 2018-08-07 | occurred | "
     "sanctions on gold took effect"},
    {"sanctions, placed where each of the parties is",
     "herald 2018-08-07 | SANCTION discontinue 163 | United States/USA -> Belarus/BLR | Minsk | 2018-08-07 | occurred "
     "| sanctions on metals",
     "times 2018-08-08 | SANCTION discontinue 163 | United States/USA -> Belarus/BLR | Paris | 2018-08-07 | occurred | "
     "it has imposed sanctions"},
    {"a bombing, one paper with a party's country for its place",
     "herald 2021-05-13 | ASSAULT aerial 195 | Israel/ISR -> Belarus/BLR | Minsk | 2021-05-12 | occurred killed=3 | an "
     "air raid killed three",
     "times 2021-05-13 | ASSAULT aerial 195 | Israel/ISR -> PSE:CVL, Belarus/BLR | Palestine | 2021-05-12 | occurred "
     "killed=3 | three were killed"},
    {"a raid told later without its day, by a paper with another word for its doers",
     "herald 2021-05-13 | ASSAULT firearms 193 | AFG:UAF -> AFG:CVL | Herat | 2021-05-11 | occurred killed=21 | gunmen "
     "killed 21 villagers",
     "times 2021-05-13 | ASSAULT firearms 193 | AFG:CRM -> AFG:CVL | Herat | 2021-05-12..2021-05-13 | occurred "
     "killed=23 | 23 died at the hands of bandits"},
    {"a truce told as an agreement and as an end of fire",
     "herald 2018-11-13 | AGREE - 0356 | Hamas/PSE:REB, Israel/ISR -> - | Gaza Strip | 2018-11-13 | occurred | they "
     "reached a truce",
     "times 2018-11-13 | RETREAT ceasefire 0871 | Hamas/PSE:REB, Israel/ISR -> - | Gaza Strip | 2018-11-13 | occurred "
     "| the truce took effect"},
    {"a truce announced, and kept",
     "herald 2018-11-13 | CONCEDE - 087 | Hamas/PSE:REB -> Israel/ISR | Gaza Strip | 2018-11-13 | occurred | announced "
     "a ceasefire brokered by Egypt",
     "times 2018-11-13 | RETREAT ceasefire 0871 | Hamas/PSE:REB -> Israel/ISR | Gaza Strip | 2018-11-13 | occurred | "
     "the Egypt-brokered truce"},
    {"a pledge, told once without its receiver, in sentences of the same numbers and names",
     "herald 2019-05-14 | AGREE - 0331 | Japan/JPN -> Belarus/BLR | Belarus | 2019-05-14 | occurred | Japan pledged 50 "
     "million dollars | Japan pledged 50 million dollars to help Belarus rebuild after the cyclone",
     "times 2019-05-15 | AGREE - 030 | Japan/JPN -> - | - | 2019-05-14 | occurred | Tokyo made the pledge | Belarus "
     "will get 50 million dollars for its cyclone-hit region. Tokyo made the pledge on Tuesday."},
    {"a day after the telling is a mistake",
     "herald 2017-03-14 | SANCTION discontinue 161 | Belarus/BLR -> Russia/RUS | Minsk | 2017-03-20 | occurred | Minsk "
     "suspended ties | Minsk suspended high-level ties over the pipeline",
     "times 2017-03-14 | SANCTION discontinue 161 | Belarus/BLR -> Russia/RUS | Minsk | 2017-03-13 | occurred | "
     "Belarus halted relations | Belarus halted relations in a row over a pipeline"},
    {"the first in years is told today",
     "herald 2017-02-06 | PROTEST demo 141 | BLR:CVL -> - | Minsk | 2017-02-05 | occurred | people protested | people "
     "protested in Minsk against a decree on fees",
     "times 2017-02-06 | PROTEST demo 141 | BLR:CVL -> - | Minsk | 1989-01-01..2017-02-06 | occurred | people rally | "
     "people rally over a decree in the largest protest since 1989"},
    {"a capital, by its name and as the capital",
     "herald 2017-02-06 | PROTEST demo 141 | BLR:EDU -> - | Minsk | 2017-02-05 | occurred | students protested | "
     "students protested over fees",
     "times 2017-02-06 | PROTEST demo 141 | BLR:EDU -> - | Belarus | 2017-02-05 | occurred | students marched | "
     "students marched through the Belarusian capital"},
    {"leaders by their last names, as in a headline",
     "herald 2014-11-25 | CONSULT - 040 | John Kerry/USA:GOV, Javad Zarif/IRN:GOV -> - | Paris | 2014-11-24 | occurred "
     "| Kerry met Zarif | Kerry met Zarif to save the nuclear talks",
     "times 2014-11-25 | CONSULT - 046 | Kerry/:UNK, Zarif/:UNK -> - | Paris | - | occurred | Kerry, Zarif hold talks "
     "| Kerry, Zarif hold last nuclear talks in Paris"},
    {"rebels that fight across a border",
     "herald 2014-11-24 | ASSAULT - 190 | AFG:REB -> PSE:CVL | Rafah | 2014-11-22 | occurred killed=15 | militants "
     "attacked a village | militants attacked a village near Bosso",
     "times 2014-11-24 | ASSAULT - 190 | Islamic Front/BLR:REB -> PSE:CVL | Rafah | 2014-11-22 | occurred killed=15 | "
     "kill 15 | Islamic Front fighters kill 15 in the village"},
    {"taken, in the words of one paper an arrest and of another an abduction",
     "herald 2023-05-10 | COERCE arrest 173 | BLR:COP -> Ivan Novik/BLR:OPP | Minsk | 2023-05-09 | occurred | Ivan "
     "Novik was arrested | Ivan Novik was arrested at a court by the agency against graft",
     "times 2023-05-10 | ASSAULT abduct 181 | - -> Ivan Novik/BLR:OPP | Minsk | 2023-05-09 | occurred | men dragged "
     "Ivan Novik away | men of the graft agency dragged Ivan Novik from a court"},
    {"a plan whose day had passed when it was told",
     "herald 2021-05-15 | AID - 071 | Japan/JPN -> Belarus/BLR | - | 2021-05-14 | planned | Japan would lend 20 "
     "million "
     "| Japan would lend Belarus 20 million for a reactor",
     "times 2021-05-15 | AID - 071 | Japan/JPN -> Belarus/BLR | - | 2021-05-14 | occurred | Japan lent 20 million | "
     "Japan lent Belarus 20 million for its reactor"},
    {"an envoy summoned, or called in",
     "herald 2021-05-13 | ACCUSE disapprove 114 | Belarus/BLR -> Russia/RUS | Minsk | 2021-05-12 | occurred | Minsk "
     "summoned the envoy over the pipeline",
     "times 2021-05-13 | REQUEST change 020 | Belarus/BLR -> Russia/RUS | Minsk | 2021-05-12 | occurred | Minsk called "
     "in the envoy over the pipeline"},
    {"a bombing that nobody is said to have done",
     "herald 2021-05-13 | ASSAULT - 190 | - -> AFG:CVL | Kabul | 2021-05-12 | occurred | people died | people died in "
     "a "
     "blast at a wedding",
     "times 2021-05-13 | ASSAULT explosives 183 | - -> AFG:CVL | Kabul | - | occurred | a bomb exploded | a bomb "
     "exploded at a wedding in the west of the town"},
    {"exercises at sea, and off a town on its coast",
     "herald 2021-05-13 | COOPERATE - 062 | Russia/RUS, Belarus/BLR -> - | Black Sea | 2021-05-12 | occurred | navies "
     "held a drill",
     "times 2021-05-13 | COOPERATE - 062 | Belarus/BLR, Russia/RUS -> - | Sevastopol | 2021-05-12 | occurred | ships "
     "took part in a drill"},
};

const std::vector<Pair> kDifferent = {
    {"two raids on one town and day",
     "herald 2021-05-13 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Rafah | 2021-05-12 | occurred killed=12 | an air "
     "raid on a school in Rafah killed 12",
     "times 2021-05-13 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Rafah | 2021-05-12 | occurred killed=3 | a drone "
     "hit a taxi on the coastal road, killing three"},
    {"two raids on one day, in two towns",
     "herald 2021-05-13 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Rafah | 2021-05-12 | occurred | an air raid killed "
     "civilians",
     "times 2021-05-13 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Jenin | 2021-05-12 | occurred | an air raid killed "
     "civilians"},
    {"raids of two days",
     "herald 2021-05-13 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Rafah | 2021-05-12 | occurred killed=4 | air raid "
     "on Rafah",
     "times 2021-05-15 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Rafah | 2021-05-14 | occurred killed=6 | air raid "
     "on Rafah"},
    {"two calls of two presidents in one week",
     "herald 2022-03-03 | CONSULT phone 041 | Emmanuel Macron/FRA:GOV -> Vladimir Putin/RUS:GOV | - | 2022-03-03 | "
     "occurred | Macron spoke to Putin by phone",
     "times 2022-03-06 | CONSULT phone 041 | Emmanuel Macron/FRA:GOV -> Vladimir Putin/RUS:GOV | - | 2022-03-06 | "
     "occurred | Macron spoke to Putin by phone"},
    {"calls of one president to two others on one day",
     "herald 2022-03-03 | CONSULT phone 041 | Emmanuel Macron/FRA:GOV -> Vladimir Putin/RUS:GOV | - | 2022-03-03 | "
     "occurred | Macron spoke to Putin",
     "times 2022-03-03 | CONSULT phone 041 | Emmanuel Macron/FRA:GOV -> Volodymyr Zelensky/UKR:GOV | - | 2022-03-03 | "
     "occurred | Macron spoke to Zelensky"},
    {"a visit planned, and the visit",
     "herald 2023-03-17 | CONSULT visit 042 | Xi Jinping/CHN:GOV -> Russia/RUS | Moscow | 2023-03-20 | planned | Xi "
     "will visit Moscow",
     "times 2023-03-20 | CONSULT visit 042 | Xi Jinping/CHN:GOV -> Russia/RUS | Moscow | 2023-03-20 | occurred | Xi "
     "arrived in Moscow"},
    {"sanctions announced, and earlier ones mentioned",
     "herald 2018-11-05 | SANCTION discontinue 163 | United States/USA -> Iran/IRN | - | 2018-11-05 | occurred | "
     "sanctions on oil took effect",
     "times 2018-11-05 | SANCTION discontinue 163 | United States/USA -> Iran/IRN | - | 2018-08-07 | occurred | "
     "sanctions reimposed in August"},
    {"sanctions on one day by two states",
     "herald 2022-02-25 | SANCTION discontinue 163 | United States/USA -> Russia/RUS | - | 2022-02-25 | occurred | "
     "sanctions on banks",
     "times 2022-02-25 | SANCTION discontinue 163 | Japan/JPN -> Russia/RUS | - | 2022-02-25 | occurred | sanctions on "
     "banks"},
    {"protests of one day in two cities",
     "herald 2020-08-16 | PROTEST demo 141 | BLR:CVL -> Belarus/BLR | Minsk | 2020-08-16 | occurred | protests over "
     "the election",
     "times 2020-08-16 | PROTEST demo 141 | BLR:CVL -> Belarus/BLR | Gomel | 2020-08-16 | occurred | protests over the "
     "election"},
    {"rallies of one crowd in one town on two days",
     "herald 2020-08-16 | PROTEST demo 141 | BLR:CVL -> Belarus/BLR | Minsk | 2020-08-15 | occurred | a rally of "
     "workers",
     "times 2020-08-18 | PROTEST demo 141 | BLR:CVL -> Belarus/BLR | Minsk | 2020-08-17 | occurred | a rally of "
     "students"},
    {"raids somewhere in one strip of land, told without a day three days apart",
     "herald 2021-05-12 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Gaza Strip | 2021-05-11..2021-05-12 | occurred | "
     "air raids killed civilians",
     "times 2021-05-15 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Gaza Strip | 2021-05-14..2021-05-15 | occurred | "
     "air raids killed civilians"},
    {"two journalists arrested on one day",
     "herald 2021-08-16 | COERCE arrest 173 | BLR:COP -> Anna Petrova/BLR:JRN | Minsk | 2021-08-15 | occurred | police "
     "arrested Anna Petrova",
     "times 2021-08-16 | COERCE arrest 173 | BLR:COP -> Ivan Novik/BLR:JRN | Minsk | 2021-08-15 | occurred | police "
     "arrested Ivan Novik"},
    {"condemned and denied",
     "herald 2021-05-13 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Rafah | 2021-05-12 | occurred | air raid on a "
     "school",
     "times 2021-05-13 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Rafah | 2021-05-12 | denied | denied the raid on "
     "the school"},
    {"the act and its condemnation",
     "herald 2021-05-13 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Rafah | 2021-05-12 | occurred | air raid on a "
     "school",
     "times 2021-05-13 | ACCUSE disapprove 111 | Egypt/EGY -> Israel/ISR | Rafah | 2021-05-12 | occurred | Egypt "
     "condemned the raid on the school"},
    {"criticism of two things on one day",
     "herald 2021-05-13 | ACCUSE disapprove 111 | China/CHN -> United States/USA | - | 2021-05-12 | occurred | China "
     "criticised US tariffs on solar panels",
     "times 2021-05-13 | ACCUSE disapprove 111 | China/CHN -> United States/USA | - | 2021-05-12 | occurred | China "
     "criticised the passage of a warship near Taiwan"},
    {"a plan still to come, and the deed",
     "herald 2021-05-13 | AID - 071 | Japan/JPN -> Belarus/BLR | - | 2021-05-14 | planned | Japan will lend 20 million",
     "times 2021-05-14 | AID - 071 | Japan/JPN -> Belarus/BLR | - | 2021-05-14 | occurred | Japan lent 20 million"},
    {"two types that are taken for each other, on two days",
     "herald 2021-05-13 | ACCUSE disapprove 114 | Belarus/BLR -> Russia/RUS | Minsk | 2021-05-12 | occurred | Minsk "
     "summoned the envoy over the pipeline",
     "times 2021-05-14 | REQUEST change 020 | Belarus/BLR -> Russia/RUS | Minsk | 2021-05-13 | occurred | Minsk called "
     "in the envoy over the pipeline"},
    {"two reporters, each named around the other",
     "herald 2021-08-16 | SANCTION convict 173 | BLR:JUD -> Anna Petrova/BLR:JRN | Minsk | 2021-08-15 | occurred | "
     "Petrova jailed | A court jailed Anna Petrova, a day after Ivan Novik",
     "times 2021-08-16 | SANCTION convict 173 | BLR:JUD -> Ivan Novik/BLR:JRN | Minsk | 2021-08-15 | occurred | Novik "
     "jailed | A court jailed Ivan Novik, a friend of Anna Petrova"},
    {"two records of one document",
     "herald 2021-05-13 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Rafah | 2021-05-12 | occurred killed=12 | air raid "
     "on a school",
     "herald 2021-05-13 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Rafah | 2021-05-12 | occurred killed=12 | air raid "
     "on a school"},
    {"one in the capital, one in another town",
     "herald 2017-02-06 | PROTEST demo 141 | BLR:CVL -> - | Gomel | 2017-02-05 | occurred | students protested | "
     "students protested over fees",
     "times 2017-02-06 | PROTEST demo 141 | BLR:CVL -> - | Belarus | 2017-02-05 | occurred | people marched | people "
     "marched through the Belarusian capital over fees"},
    {"a demand and its refusal",
     "herald 2018-10-26 | REQUEST yield 020 | Belarus/BLR -> Russia/RUS | - | 2018-10-26 | occurred | Minsk asked "
     "Moscow | Minsk asked Moscow to extradite 18 suspects",
     "times 2018-10-27 | REJECT yield 120 | Russia/RUS -> Belarus/BLR | - | 2018-10-27 | occurred | Moscow rejected | "
     "Moscow rejected the call of Minsk to extradite 18 suspects"},
    {"a deal signed in one town, and troops that left another",
     "herald 2021-05-13 | AGREE - 057 | Russia/RUS, Belarus/BLR -> - | Moscow | 2021-05-12 | occurred | a deal was "
     "signed",
     "times 2021-05-13 | RETREAT - 087 | BLR:MIL -> - | Gomel | 2021-05-12 | occurred | troops left the town"},
    {"nothing known but the country and the type",
     "herald 2021-05-13 | PROTEST demo 141 | BLR:CVL -> - | - | - | occurred | protesters",
     "times 2021-05-14 | PROTEST demo 141 | BLR:CVL -> - | - | - | occurred | protests"},
};

TEST(Score, ReportsOfOneAct) {
  for (const Pair& pair : kSame) EXPECT_GT(total(pair), 0) << pair.what;
}

TEST(Score, ReportsOfTwoActs) {
  for (const Pair& pair : kDifferent) EXPECT_LE(total(pair), 0) << pair.what;
}

TEST(Score, TheNameBehindARoleIsAName) {
  const auto named = [](const std::string& text) {
    Report report = telling("herald 2021-08-16 | COERCE arrest 173 | - -> BLR:OPP | - | - | occurred | arrested");
    report.event.target.front().text = text;
    return features_of(report).target.front().name;
  };
  EXPECT_EQ(named("opposition lawmaker Jane Doe"), name_hash("Jane Doe"));
  EXPECT_EQ(named("supporters of Jane Doe"), 0u);
  EXPECT_EQ(named("Foreign Minister"), 0u);
  EXPECT_EQ(named("protesters"), 0u);
}

TEST(Score, TellingWordsAreNeitherNamesNorCommon) {
  const Report report = telling(
      "herald 2021-05-13 | ASSAULT aerial 195 | Israel/ISR -> PSE:CVL | Rafah | 2021-05-12 | occurred | Israel's air "
      "raid on Rafah killed 12 in two schools");
  EXPECT_EQ(telling_words(report.event).size(), 1u);  // school
  const Report other = telling("times 2021-05-13 | ASSAULT aerial 195 | - -> - | - | - | occurred | SCHOOL bombed");
  EXPECT_EQ(telling_words(report.event), telling_words(other.event));
}

TEST(Score, AroundWordsHaveNumbersAndNamesButNoYears) {
  EXPECT_EQ(around_words("In 2016 forty-six pirates took the Aris 13"), around_words("the 13 pirates; Aris, 46"));
  EXPECT_EQ(around_words("5,200"), around_words("5200"));
  EXPECT_TRUE(around_words("two men were killed on Monday").empty());
}

TEST(Score, NamesThatSoundAlikeAreSpelledInManyWays) {
  EXPECT_EQ(sound_hash("Mursi"), sound_hash("Morsy"));
  EXPECT_EQ(sound_hash("al-Kasaesbeh"), sound_hash("al-Kasasbeh"));
  EXPECT_NE(sound_hash("Mursi"), sound_hash("Mansour"));
  EXPECT_EQ(sound_hash("Xi"), 0u);
}

TEST(Score, TwoReportsWithoutADayTellTheNewsOfTheirs) {
  const std::string raid = " | ASSAULT aerial 195 | Israel/ISR -> PSE:CVL | Gaza Strip | - | occurred | air strikes";
  const std::string dated =
      " | ASSAULT aerial 195 | Israel/ISR -> PSE:CVL | Gaza Strip | 2021-05-10 | occurred | air strikes";
  const auto when = [](const std::string& a, const std::string& b) {
    return compare(features_of(telling(a)), features_of(telling(b)))->when;
  };
  EXPECT_LT(when("herald 2021-05-11" + raid, "times 2021-05-13" + raid),
            when("herald 2021-05-11" + dated, "times 2021-05-13" + raid));
}

TEST(Score, TheNewsOfAnotherDayIsAnotherActUnlessItLooksBack) {
  const auto total = [](const std::string& a, const std::string& b) {
    return compare(features_of(telling(a)), features_of(telling(b)))->total();
  };
  const std::string monday =
      "herald 2021-05-10 | ASSAULT aerial 195 | Israel/ISR -> PSE:CVL | Gaza Strip | - | occurred killed=84 | air "
      "strikes killed 84 people | Israeli air strikes killed 84 people in the Gaza Strip.";
  const std::string tuesday =
      "times 2021-05-11 | ASSAULT aerial 195 | Israel/ISR -> PSE:CVL | Gaza Strip | - | occurred killed=82 | air "
      "strikes killed 82 people | Israeli air strikes killed 82 people in the Gaza Strip.";
  const std::string condemned =
      "times 2021-05-11 | ASSAULT aerial 195 | Israel/ISR -> PSE:CVL | Gaza Strip | - | occurred | air strikes | "
      "Jordan recalled its envoy after Israeli air strikes in the Gaza Strip.";
  EXPECT_LT(total(monday, tuesday), 0);
  EXPECT_GT(total(monday, condemned), 0);
}

TEST(Score, OvernightSaysNoMoreOfTheDayThanThatItIsNews) {
  Report report = telling(
      "times 2021-05-11 | ASSAULT aerial 195 | Israel/ISR -> PSE:CVL | Gaza Strip | 2021-05-10..2021-05-11 | occurred "
      "| strikes");
  report.event.date->text = "overnight";
  EXPECT_FALSE(features_of(report).dated);
}

TEST(Score, WordsThatLookBackStandShortlyBefore) {
  EXPECT_TRUE(looks_back("The minister resigned following the "));
  EXPECT_TRUE(looks_back("Paris condemned the recent "));
  EXPECT_FALSE(looks_back("An Israeli "));
  EXPECT_FALSE(looks_back(""));
  EXPECT_FALSE(looks_back("After weeks of calm the border town was shaken again when three "));
}

TEST(Score, WordsThatManyStoriesHaveTellLittle) {
  const Features
      a = features_of(telling(
          "herald 2021-05-10 | ASSAULT aerial 195 | Israel/ISR -> PSE:CVL | - | - | occurred | the hospital was "
          "hit | the hospital was hit near a flour mill")),
      b = features_of(telling("times 2021-05-10 | ASSAULT aerial 195 | Israel/ISR -> PSE:CVL | - | - | occurred | the "
                              "hospital was hit | a flour mill beside the hospital was hit"));
  const Score rare = *compare(a, b);
  const Score common = *compare(a, b, {std::vector(a.words.size(), 3.0), std::vector(a.around.size(), 3.0)});
  EXPECT_LT(common.words, rare.words);
  EXPECT_GE(common.words, 0);
  EXPECT_LT(common.around, rare.around);
}

TEST(Score, NamesDifferInCaseAndMarksAlone) {
  EXPECT_EQ(name_hash("Al-Shabaab"), name_hash("al shabaab"));
  EXPECT_NE(name_hash("Al-Shabaab"), name_hash("Shabaab"));
  EXPECT_EQ(name_hash(" - "), 0u);
}

}  // namespace
}  // namespace khaldun
