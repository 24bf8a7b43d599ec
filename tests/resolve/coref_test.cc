#include "resolve/coref.h"

#include "actor_case.h"

namespace khaldun {
namespace {

using namespace actor_case;

void check_all(std::initializer_list<Case> rows) {
  const SmallLexicon lexicon;
  const Desk desk(lexicon.folder());
  for (const Case& row : rows) desk.check(row);
}

TEST(Coref, Pronouns) {
  check_all({
      {"Trump/P2nsubj*PER met/V0root Putin/P2obj*PER | He/R2nsubj praised/V0root him/R2obj", "2018-07-09",
       "Trump = Donald Trump USA GOV; Putin = Vladimir Putin RUS GOV; He = Donald Trump USA GOV; him = Vladimir Putin "
       "RUS GOV"},
      {"Protesters/N2nsubj marched/V0root in/I4case Minsk/P2obl@BLR | Police/N2nsubj beat/V0root them/R2obj",
       "2021-07-09", "Protesters = BLR CVL; Police = BLR COP; them = BLR CVL"},
      {"Russia/P2nsubj closed/V0root its/R4nmod:poss border/N2obj", "2021-07-09",
       "Russia = Russia RUS GOV; its = Russia RUS GOV"},
      {"It/R2expl rained/V0root in/I4case Russia/P2obl@RUS", "2021-07-09", ""},
      {"Putin/P4nsubj*PER and/C3cc Erdogan/P1conj*PER met/V0root | They/R2nsubj agreed/V0root", "2021-07-09",
       "Putin = Vladimir Putin RUS GOV; Erdogan = Recep Tayyip Erdoğan TUR GOV; They = Vladimir Putin RUS GOV + Recep "
       "Tayyip Erdoğan TUR GOV"},
      {"Mrs./P2nmod:desc May/P3nsubj*PER met/V0root Trump/P3obj*PER | He/R2nsubj left/V0root", "2018-07-09",
       "Mrs. May = Theresa May GBR GOV; Trump = Donald Trump USA GOV; He = Donald Trump USA GOV"},
      {"Trump/P2nsubj*PER spoke/V0root | She/R2nsubj spoke/V0root", "2018-07-09",
       "Trump = Donald Trump USA GOV; She = Donald Trump USA GOV"},
      {"He/R2nsubj spoke/V0root", "2018-07-09", ""},
  });
}

TEST(Coref, WhatTheTreeSaysOfPronouns) {
  check_all({
      {"Putin/P2nsubj*PER praised/V0root himself/R2obj", "2021-07-09",
       "Putin = Vladimir Putin RUS GOV; himself = Vladimir Putin RUS GOV"},
      // The subject behind, and the noun of a relative clause.
      {"In/I3case his/R3nmod:poss speech/N6obl ,/U6punct Macron/P6nsubj*PER praised/V0root Merkel/P6obj*PER",
       "2021-07-09", "his = Emmanuel Macron FRA GOV; Macron = Emmanuel Macron FRA GOV; Merkel = Angela Merkel DEU GOV"},
      {"Macron/P2nsubj*PER praised/V0root police/N2obj ,/U6punct who/R6nsubj fled/V3acl:relcl from/I8case "
       "Minsk/P6obl@BLR",
       "2021-07-09", "Macron = Emmanuel Macron FRA GOV; police = BLR COP; who = BLR COP"},
      {"Who/R2nsubj won/V0root", "2021-07-09", ""},
  });
}

// More clauses than a pronoun has room for features, and more nouns than are weighed.
TEST(Coref, SentencesWithoutEnd) {
  std::string clauses = "Kenya/P2nsubj voted/V0root | It/R2nsubj helped/V0root";
  for (int i = 0; i < 100; ++i) clauses += " winning/V2advcl";
  std::string nouns = "Kenya/P2nsubj voted/V0root";
  for (int i = 0; i < 1000; ++i) nouns += " table/N2obj";
  nouns += " | It/R2nsubj helped/V0root";
  check_all({{clauses.c_str(), "2021-07-09", "Kenya = Kenya KEN GOV; It = Kenya KEN GOV"},
             {nouns.c_str(), "2021-07-09", "Kenya = Kenya KEN GOV"}});
}

TEST(Coref, SheAndHeByWordsBeside) {
  check_all({
      {"A/D2det man/N3nsubj met/V0root a/D5det judge/N3obj in/I7case Minsk/P3obl@BLR | He/R2nsubj left/V0root",
       "2021-07-09", "man = BLR CVL; judge = BLR JUD; He = BLR CVL"},
      {"A/D2det man/N3nsubj met/V0root a/D5det judge/N3obj in/I7case Minsk/P3obl@BLR | She/R2nsubj left/V0root",
       "2021-07-09", "man = BLR CVL; judge = BLR JUD; She = BLR JUD"},
  });
}

TEST(Coref, WhoeverMetIsThey) {
  check_all({
      {"Putin/P2nsubj*PER meet/V0root Erdogan/P2obj*PER | They/R2nsubj agreed/V0root", "2021-07-09",
       "Putin = Vladimir Putin RUS GOV; Erdogan = Recep Tayyip Erdoğan TUR GOV; They = Vladimir Putin RUS GOV + Recep "
       "Tayyip Erdoğan TUR GOV"},
      {"Putin/P2nsubj*PER held/V0root talks/N2obj with/I5case Erdogan/P3nmod*PER | The/D2det leaders/N3nsubj "
       "agreed/V0root",
       "2021-07-09",
       "Putin = Vladimir Putin RUS GOV; Erdogan = Recep Tayyip Erdoğan TUR GOV; leaders = Vladimir Putin RUS GOV + "
       "Recep Tayyip Erdoğan TUR GOV"},
      {"Kenya/P2nsubj voted/V0root | They/R2nsubj left/V0root", "2021-07-09", "Kenya = Kenya KEN GOV"},
  });
}

TEST(Coref, FirstPersonInAQuotation) {
  check_all({
      {"\"/U3punct I/R3nsubj agree/V6ccomp \"/U3punct ,/U6punct say/V0root Macron/P6nsubj*PER in/I9case "
       "Kenya/P6obl@KEN",
       "2021-07-09", "I = Emmanuel Macron FRA GOV; Macron = Emmanuel Macron FRA GOV"},
  });
}

TEST(Coref, BothAndTheTwo) {
  check_all({
      {"Putin/P2nsubj*PER met/V0root Erdogan/P2obj*PER | Both/D2det leaders/N3nsubj agreed/V0root", "2021-07-09",
       "Putin = Vladimir Putin RUS GOV; Erdogan = Recep Tayyip Erdoğan TUR GOV; leaders = Vladimir Putin RUS GOV + "
       "Recep Tayyip Erdoğan TUR GOV"},
      {"Putin/P2nsubj*PER met/V0root Erdogan/P2obj*PER | The/D3det two/M3nummod presidents/N4nsubj agreed/V0root",
       "2021-07-09",
       "Putin = Vladimir Putin RUS GOV; Erdogan = Recep Tayyip Erdoğan TUR GOV; presidents = Vladimir Putin RUS GOV + "
       "Recep Tayyip Erdoğan TUR GOV"},
      {"Iran/P2nsubj criticised/V0root Israel/P2obj | The/D3det two/M3nummod countries/N4nsubj talked/V0root",
       "2021-07-09", "Iran = Iran IRN GOV; Israel = Israel ISR GOV; countries = Iran IRN GOV + Israel ISR GOV"},
      {"Hamas/P2nsubj criticised/V0root Israel/P2obj | Both/D2det sides/N3nsubj talked/V0root", "2021-07-09",
       "Hamas = Hamas PSE REB; Israel = Israel ISR GOV; sides = Hamas PSE REB + Israel ISR GOV"},
      {"Kenyan/A2amod soldiers/N3nsubj shot/V0root Syrian/A5amod rebels/N3obj | Both/D2det countries/N3nsubj "
       "talked/V0root",
       "2021-07-09", "Kenyan soldiers = KEN MIL; Syrian rebels = SYR REB; countries = Kenya KEN GOV + Syria SYR GOV"},
      {"Both/D2det leaders/N3nsubj talked/V0root", "2021-07-09", ""},
  });
}

TEST(Coref, DefinitePhrases) {
  check_all({
      {"President/P2nmod:desc Biden/P3nsubj*PER met/V0root Putin/P3obj*PER | The/D2det president/N3nsubj left/V0root",
       "2022-07-09",
       "President Biden = Joe Biden USA GOV; Putin = Vladimir Putin RUS GOV; president = Joe Biden USA GOV"},
      {"Hamas/P2nsubj attacked/V0root Israel/P2obj | The/D2det group/N3nsubj left/V0root", "2022-07-09",
       "Hamas = Hamas PSE REB; Israel = Israel ISR GOV; group = Hamas PSE REB"},
      {"The/D3det French/A3amod government/N4nsubj fell/V0root | The/D2det government/N3nsubj left/V0root",
       "2022-07-09", "French government = France FRA GOV; government = France FRA GOV"},
      {"Kenya/P2nsubj voted/V0root | The/D2det government/N3nsubj left/V0root", "2022-07-09",
       "Kenya = Kenya KEN GOV; government = Kenya KEN GOV"},
      {"Kenya/P2nsubj voted/V0root | The/D2det country/N3nsubj rejoiced/V0root", "2022-07-09",
       "Kenya = Kenya KEN GOV; country = Kenya KEN GOV"},
      {"Macron/P2nsubj*PER praised/V0root his/R4nmod:poss country/N2obj", "2022-07-09",
       "Macron = Emmanuel Macron FRA GOV; his = Emmanuel Macron FRA GOV; country = France FRA GOV"},
      {"Rebels/N4nsubj in/I3case Syria/P1nmod@SYR fled/V0root | The/D2det rebels/N3nsubj left/V0root Kenya/P3obj@KEN",
       "2022-07-09", "Rebels = SYR REB; rebels = SYR REB; Kenya = Kenya KEN GOV"},
  });
}

TEST(Coref, BodiesByTheirKind) {
  check_all({
      // A word of the name, or the sector that the word tells.
      {"The/D3det High/P3compound Court/P6nsubj of/I5case Justice/P3nmod ruled/V0root | The/D2det court/N3nsubj "
       "left/V0root",
       "2022-07-09", "High Court of Justice = High Court of Justice GBR JUD; court = High Court of Justice GBR JUD"},
      {"NATO/P2nsubj met/V0root Hamas/P2obj | The/D2det alliance/N3nsubj left/V0root", "2022-07-09",
       "NATO = NATO IGO IGO; Hamas = Hamas PSE REB; alliance = NATO IGO IGO"},
      {"Hamas/P2nsubj fled/V0root | The/D3det peace/N3compound movement/N4nsubj grew/V0root", "2022-07-09",
       "Hamas = Hamas PSE REB"},
  });
}

TEST(Coref, AdjectivesAlone) {
  check_all({
      {"Putin/P2nsubj*PER met/V0root Erdogan/P2obj*PER | The/D2det former/A3nsubj praised/V0root the/D5det "
       "latter/A3obj",
       "2021-07-09",
       "Putin = Vladimir Putin RUS GOV; Erdogan = Recep Tayyip Erdoğan TUR GOV; former = Vladimir Putin RUS GOV; "
       "latter = Recep Tayyip Erdoğan TUR GOV"},
      {"Raila/P3nsubj*PER Odinga/P1flat*PER won/V0root | The/D6det 60/M4nummod -/U2punct year/N6compound -/U4punct "
       "old/A7nsubj "
       "smiled/V0root",
       "2021-07-09", "Raila Odinga = Raila Odinga KEN OPP; year - old = Raila Odinga KEN OPP"},
      {"Putin/P2nsubj*PER met/V0root Erdogan/P2obj*PER | The/D2det two/M3nsubj agreed/V0root", "2021-07-09",
       "Putin = Vladimir Putin RUS GOV; Erdogan = Recep Tayyip Erdoğan TUR GOV; two = Vladimir Putin RUS GOV + Recep "
       "Tayyip Erdoğan TUR GOV"},
  });
}

TEST(Coref, TheOnlyPersonToldOf) {
  check_all({
      {"Juma/P2nsubj*PER fled/V0root Kenya/P2obj@KEN | The/D2det worker/N3nsubj returned/V0root", "2022-07-09",
       "Juma = Juma KEN CVL; Kenya = Kenya KEN GOV; worker = Juma KEN CVL"},
      {"Juma/P2nsubj*PER met/V0root Wafula/P2obj*PER in/I5case Kenya/P2obl@KEN | The/D2det worker/N3nsubj "
       "returned/V0root",
       "2022-07-09", "Juma = Juma KEN CVL; Wafula = Wafula KEN CVL; worker = KEN LAB"},
      {"Juma/P2nsubj*PER fled/V0root Kenya/P2obj@KEN | The/D2det general/N3nsubj returned/V0root", "2022-07-09",
       "Juma = Juma KEN CVL; Kenya = Kenya KEN GOV; general = KEN MIL"},
  });
}

TEST(Coref, InitialsInBrackets) {
  check_all({
      {"The/D4det People/P4nmod:poss*ORG 's/T2case*ORG Front/P8nsubj*ORG (/U6punct PF/P4appos )/U6punct split/V0root "
       "in/I10case Kenya/P8obl@KEN | "
       "The/D2det PF/P3nsubj resigned/V0root",
       "2022-07-09",
       "People 's Front = People 's Front KEN UNK; PF = People 's Front KEN UNK; PF = People 's Front KEN UNK"},
  });
}

TEST(Coref, PronounKinds) {
  EXPECT_TRUE(pronoun_kind("he")->person);
  EXPECT_TRUE(pronoun_kind("they")->plural);
  EXPECT_EQ(pronoun_kind("she")->gender, Gender::female);
  EXPECT_FALSE(pronoun_kind("we"));
  EXPECT_FALSE(pronoun_kind("who"));
}

}  // namespace
}  // namespace khaldun
