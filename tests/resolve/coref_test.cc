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
