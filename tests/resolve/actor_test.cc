#include "actor_case.h"

namespace khaldun {
namespace {

using namespace actor_case;

const Desk& small() {
  static const SmallLexicon lexicon;
  static const Desk desk(lexicon.folder());
  return desk;
}

void check_all(std::initializer_list<Case> rows) {
  for (const Case& row : rows) small().check(row);
}

TEST(Actor, NamesByDay) {
  check_all({
      {"President/P2nmod:desc Donald/P4nsubj*PER Trump/P2flat*PER phoned/V0root Putin/P4obj*PER", "2017-05-02",
       "President Donald Trump = Donald Trump USA GOV; Putin = Vladimir Putin RUS GOV"},
      {"Trump/P2nsubj*PER phoned/V0root Macron/P2obj*PER", "2018-05-02",
       "Trump = Donald Trump USA GOV; Macron = Emmanuel Macron FRA GOV"},
      {"Donald/P3nsubj*PER Trump/P1flat*PER criticised/V0root Joe/P3obj*PER Biden/P4flat*PER", "2022-05-02",
       "Donald Trump = Donald Trump USA ELI; Joe Biden = Joe Biden USA GOV"},
      {"Boris/P3nsubj*PER Johnson/P1flat*PER resigned/V0root", "2018-07-09", "Boris Johnson = Boris Johnson GBR GOV"},
      {"Boris/P3nsubj*PER Johnson/P1flat*PER resigned/V0root", "2019-01-09", "Boris Johnson = Boris Johnson GBR ELI"},
      {"Boris/P3nsubj*PER Johnson/P1flat*PER resigned/V0root", "2022-07-09", "Boris Johnson = Boris Johnson GBR GOV"},
      {"former/A2amod President/P3nmod:desc Barack/P5nsubj*PER Obama/P3flat*PER spoke/V0root", "2018-07-09",
       "former President Barack Obama = Barack Obama USA ELI"},
      {"Angela/P3nsubj*PER Merkel/P1flat*PER spoke/V0root", "2018-07-09", "Angela Merkel = Angela Merkel DEU GOV"},
      {"Emmanuel/P3nsubj*PER Macron/P1flat*PER spoke/V0root", "2016-07-09",
       "Emmanuel Macron = Emmanuel Macron FRA PTY"},
      {"Raila/P3nsubj*PER Odinga/P1flat*PER spoke/V0root", "2016-07-09", "Raila Odinga = Raila Odinga KEN OPP"},
      {"Mr./P2nmod:desc Trump/P3nsubj*PER spoke/V0root", "2018-07-09", "Mr. Trump = Donald Trump USA GOV"},
      {"Bashar/P5nsubj*PER al/P1flat*PER -/U4punct Assad/P1flat*PER fled/V0root", "2015-01-01",
       "Bashar al - Assad = Bashar al-Assad SYR GOV"},
      {"Tayyip/P3nsubj*PER Erdogan/P1flat*PER spoke/V0root", "2016-07-09",
       "Tayyip Erdogan = Recep Tayyip Erdoğan TUR GOV"},
      {"Erdoğan/P2nsubj*PER spoke/V0root", "2016-07-09", "Erdoğan = Recep Tayyip Erdoğan TUR GOV"},
      {"President/P2nmod:desc Xi/P3nsubj*PER spoke/V0root", "2016-07-09", "President Xi = Xi Jinping CHN GOV"},
      {"Theresa/P3nsubj*PER May/P1flat*PER spoke/V0root in/I5case May/P3obl~", "2017-07-09",
       "Theresa May = Theresa May GBR GOV"},
      {"Elections/N2nsubj come/V0root in/I4case May/P2obl~", "2017-07-09", ""},
      {"Alexei/P3nsubj:pass*PER Navalny/P1flat*PER arrested/V0root", "2021-01-17",
       "Alexei Navalny = Alexei Navalny RUS OPP"},
  });
}

TEST(Actor, NotThePersonOfTheTable) {
  check_all({
      {"Mary/P3nsubj*PER Trump/P1flat*PER spoke/V0root", "2018-07-09", "Mary Trump = Mary Trump - CVL"},
      {"Ahmed/P3nsubj*PER Putin/P1flat*PER spoke/V0root | Putin/P2nsubj*PER left/V0root", "2018-07-09",
       "Ahmed Putin = Ahmed Putin - CVL; Putin = Ahmed Putin - CVL"},
      {"Obama/P2nsubj*PER spoke/V0root", "2036-07-09", "Obama = Obama - CVL"},
      {"Jordan/P3nsubj*PER Smith/P1flat*PER spoke/V0root", "2018-07-09", "Jordan Smith = Jordan Smith - CVL"},
      {"Let/V0root us/R1obj go/V1xcomp", "2018-07-09", ""},
  });
}

TEST(Actor, StatesAndTheirSeats) {
  check_all({
      {"Moscow/P2nsubj condemned/V0root Washington/P2obj", "2018-07-09",
       "Moscow = Russia RUS GOV; Washington = United States USA GOV"},
      {"The/D3det White/A3amod House/P4nsubj condemned/V0root Iran/P4obj", "2018-07-09",
       "White House = United States USA GOV; Iran = Iran IRN GOV"},
      {"The/D2det Kremlin/P3nsubj denied/V0root it/R3obj", "2018-07-09", "Kremlin = Russia RUS GOV"},
      {"Brussels/P2nsubj fined/V0root Germany/P2obj", "2018-07-09",
       "Brussels = European Union IGO IGO; Germany = Germany DEU GOV"},
      {"Talks/N2nsubj began/V0root in/I4case Moscow/P2obl@RUS", "2018-07-09", ""},
      {"Talks/N2nsubj began/V0root in/I4case Syria/P2obl@SYR", "2018-07-09", ""},
      {"Russia/P3nmod:poss 's/T1case attack/N4nsubj shocked/V0root Ukraine/P4obj", "2022-07-09",
       "Russia = Russia RUS GOV; Ukraine = Ukraine UKR GOV"},
      {"an/D3det Israeli/A3amod raid/N4nsubj hit/V0root Iran/P4obj@IRN", "2018-07-09",
       "Israeli = Israel ISR GOV; Iran = Iran IRN GOV"},
      {"US/P2compound strikes/N3nsubj hit/V0root Iran/P3obj", "2018-07-09",
       "US = United States USA GOV; Iran = Iran IRN GOV"},
      {"US/P4compound and/C3cc British/A1conj strikes/N5nsubj began/V0root", "2018-07-09",
       "US = United States USA GOV; British = United Kingdom GBR GOV"},
      {"sanctions/N0root on/I3case Iran/P1nmod", "2018-07-09", "Iran = Iran IRN GOV"},
      {"talks/N0root between/I3case Moscow/P1nmod and/C5cc Kyiv/P3conj", "2018-07-09",
       "Moscow = Russia RUS GOV; Kyiv = Ukraine UKR GOV"},
      {"Russia/P4nsubj ,/U3punct China/P1conj voted/V0root", "2018-07-09",
       "Russia = Russia RUS GOV; China = China CHN GOV"},
      {"Georgia/P2nsubj@USA voted/V0root", "2018-07-09", "Georgia = Georgia USA GOV"},
      {"the/D3det Syrian/A3amod city/N4nsubj fell/V0root", "2018-07-09", ""},
      {"He/R2nsubj spoke/V0root in/I4case French/P2obl", "2018-07-09", ""},
  });
}

TEST(Actor, OrganisationsAndGroups) {
  check_all({
      {"The/D3det United/P3compound Nations/P4nsubj condemned/V0root ISIS/P4obj", "2018-07-09",
       "United Nations = United Nations IGO IGO; ISIS = Islamic State IMG REB"},
      {"NATO/P2nsubj condemned/V0root al/P2obj -/U5punct Shabaab/P3flat", "2018-07-09",
       "NATO = NATO IGO IGO; al - Shabaab = al-Shabaab IMG REB"},
      {"The/D5det Kurdistan/P5compound Workers/P5nmod:poss '/T3case Party/P6nsubj attacked/V0root", "2018-07-09",
       "Kurdistan Workers ' Party = Kurdistan Workers' Party TUR REB"},
      {"Hamas/P2compound fighters/N3nsubj attacked/V0root Israel/P3obj", "2018-07-09",
       "Hamas fighters = Hamas PSE REB; Israel = Israel ISR GOV"},
      {"Hamas/P2compound leader/N3nmod:desc Yahya/P5nsubj*PER Sinwar/P3flat*PER spoke/V0root", "2018-07-09",
       "Hamas leader Yahya Sinwar = Yahya Sinwar PSE REB"},
      {"UN/P2compound officials/N3nsubj spoke/V0root", "2018-07-09", "UN officials = IGO IGO"},
      {"Amnesty/P3nsubj International/P1flat criticised/V0root Kenya/P3obj", "2018-07-09",
       "Amnesty International = Amnesty International NGO NGO; Kenya = Kenya KEN GOV"},
      {"Zenith/P2compound*ORG Mining/P3nsubj*ORG sued/V0root Kenya/P3obj", "2018-07-09",
       "Zenith Mining = Zenith Mining KEN UNK; Kenya = Kenya KEN GOV"},
  });
}

TEST(Actor, Offices) {
  check_all({
      {"The/D3det French/A3amod president/N4nsubj met/V0root Putin/P4obj*PER", "2018-07-09",
       "French president = Emmanuel Macron FRA GOV; Putin = Vladimir Putin RUS GOV"},
      {"The/D4det Russian/A4amod foreign/A4amod minister/N5nsubj spoke/V0root", "2018-07-09",
       "Russian foreign minister = Sergei Lavrov RUS GOV"},
      {"US/P2compound Secretary/P5nsubj of/I4case State/P2nmod spoke/V0root", "2018-01-09",
       "US Secretary of State = Rex Tillerson USA GOV"},
      {"US/P2compound Secretary/P5nmod:desc of/I4case State/P2nmod Antony/P7nsubj*PER Blinken/P5flat*PER spoke/V0root",
       "2022-01-09", "US Secretary of State Antony Blinken = Antony Blinken USA GOV"},
      {"NATO/P2compound Secretary/P4nsubj General/P2flat spoke/V0root", "2018-07-09",
       "NATO Secretary General = Jens Stoltenberg IGO IGO"},
      {"the/D2det Secretary/P6nsubj General/P2flat of/I5case NATO/P2nmod spoke/V0root", "2018-07-09",
       "Secretary General of NATO = Jens Stoltenberg IGO IGO"},
      {"The/D3det former/A3amod president/N6nsubj of/I5case France/P3nmod spoke/V0root", "2018-07-09",
       "former president of France = FRA ELI"},
      {"The/D3det French/A3amod president/N4nsubj spoke/V0root", "1990-07-09", "French president = FRA GOV"},
      {"a/D3det Russian/A3amod minister/N4nsubj spoke/V0root", "2018-07-09", "Russian minister = RUS GOV"},
      {"Putin/P2nsubj*PER met/V0root his/R5nmod:poss Syrian/A5amod counterpart/N2obj", "2018-07-09",
       "Putin = Vladimir Putin RUS GOV; his = Vladimir Putin RUS GOV; Syrian counterpart = Bashar al-Assad SYR GOV"},
      {"Trump/P2nsubj*PER met/V0root his/R5nmod:poss Russian/A5amod counterpart/N6nmod:desc Vladimir/P2obj*PER "
       "Putin/P6flat*PER",
       "2018-07-09",
       "Trump = Donald Trump USA GOV; his = Donald Trump USA GOV; Russian counterpart Vladimir Putin = Vladimir Putin "
       "RUS GOV"},
      {"Trump/P2nsubj*PER met/V0root the/D5det French/A5amod president/N2obj ,/U7punct Emmanuel/P5appos*PER "
       "Macron/P7flat*PER",
       "2018-07-09",
       "Trump = Donald Trump USA GOV; French president = Emmanuel Macron FRA GOV; Emmanuel Macron = Emmanuel Macron "
       "FRA GOV"},
  });
}

TEST(Actor, OfficesOfBodies) {
  check_all({
      {"The/D3det UN/P3compound chief/N4nsubj spoke/V0root", "2018-07-09", "UN chief = António Guterres IGO IGO"},
      {"the/D2det head/N5nsubj of/I4case NATO/P2nmod spoke/V0root", "2018-07-09",
       "head of NATO = Jens Stoltenberg IGO IGO"},
      {"The/D4det UN/P4compound aid/N4compound chief/N5nsubj spoke/V0root", "2018-07-09",
       "UN aid chief = Mark Lowcock IGO IGO"},
      {"a/D4det senior/A4amod UN/P4compound chief/N5nsubj spoke/V0root", "2018-07-09", "senior UN chief = IGO IGO"},
      {"Russia/P4nmod:poss 's/T1case UN/P4compound ambassador/N5nsubj spoke/V0root", "2018-07-09",
       "Russia 's UN ambassador = Vasily Nebenzya RUS GOV"},
      {"The/D4det Russian/A4amod top/A4amod diplomat/N5nsubj spoke/V0root", "2018-07-09",
       "Russian top diplomat = Sergei Lavrov RUS GOV"},
      {"the/D2det speaker/N6nsubj of/I5case the/D5det Duma/P2nmod left/V0root Russia/P6obj", "2018-07-09",
       "speaker of the Duma = Vyacheslav Volodin RUS LEG; Russia = Russia RUS GOV"},
  });
}

TEST(Actor, StatesThatWere) {
  check_all({
      {"Moscow/P2nsubj@RUS condemned/V0root Iran/P2obj", "1990-07-09",
       "Moscow = Soviet Union SUN GOV; Iran = Iran IRN GOV"},
      {"Moscow/P2nsubj@RUS condemned/V0root Iran/P2obj", "1995-07-09", "Moscow = Russia RUS GOV; Iran = Iran IRN GOV"},
      {"Moscow/P2nsubj@USA condemned/V0root Iran/P2obj", "1990-07-09", "Moscow = Moscow USA GOV; Iran = Iran IRN GOV"},
      {"Belgrade/P2nsubj condemned/V0root Iran/P2obj", "2004-07-09",
       "Belgrade = Serbia and Montenegro SCG GOV; Iran = Iran IRN GOV"},
      {"Belgrade/P2nsubj condemned/V0root Iran/P2obj", "2014-07-09", "Belgrade = Serbia SRB GOV; Iran = Iran IRN GOV"},
      {"Serbia/P4nsubj and/C3cc Montenegro/P1conj voted/V0root", "2004-07-09",
       "Serbia and Montenegro = Serbia and Montenegro SCG GOV"},
      {"Serbia/P4nsubj and/C3cc Montenegro/P1conj voted/V0root", "2014-07-09",
       "Serbia = Serbia SRB GOV; Montenegro = Montenegro MNE GOV"},
      {"Soviet/A2amod soldiers/N3nsubj fired/V0root", "2014-07-09", "Soviet soldiers = SUN MIL"},
  });
}

TEST(Actor, TreesThatGoWrong) {
  check_all({
      // A title before another's name is his, wherever the tree hangs it.
      {"Secretary/P5nmod:desc Blinken/P6nsubj*PER and/C5cc Mr./P5nmod:desc Putin/P2conj*PER spoke/V0root", "2022-02-16",
       "Secretary Blinken = Antony Blinken USA GOV; Mr. Putin = Vladimir Putin RUS GOV"},
      // The owner right behind a role is its own.
      {"the/D2det people/N7nsubj and/C4cc government/N2conj of/I6case Kenya/P2nmod voted/V0root", "2018-07-09",
       "people = KEN CVL; government = Kenya KEN GOV; Kenya = Kenya KEN GOV"},
      {"Minister/P2nmod:desc Di/P4nsubj*PER Maio/P2flat*PER spoke/V0root in/I6case Italy/P4obl@ITA", "2021-06-02",
       "Minister Di Maio = Luigi Di Maio ITA GOV"},
  });
}

TEST(Actor, RolesAndTheirCountry) {
  check_all({
      {"Syrian/A2amod rebels/N3nsubj shot/V0root civilians/N3obj", "2018-07-09",
       "Syrian rebels = SYR REB; civilians = SYR CVL"},
      {"Police/N4nsubj in/I3case Minsk/P1nmod@BLR detained/V0root 200/M6nummod protesters/N4obj", "2021-07-09",
       "Police = BLR COP; protesters = BLR CVL"},
      {"Police/N2nsubj detained/V0root protesters/N2obj in/I5case Minsk/P2obl@BLR", "2021-07-09",
       "Police = BLR COP; protesters = BLR CVL"},
      {"Kenya/P3nmod:poss 's/T1case parliament/N4nsubj voted/V0root", "2018-07-09", "Kenya 's parliament = KEN LEG"},
      {"Russian/A2amod government/N3nsubj condemned/V0root the/D6det Syrian/A6amod regime/N3obj", "2018-07-09",
       "Russian government = Russia RUS GOV; Syrian regime = Syria SYR GOV"},
      {"The/D3det Trump/P3compound*PER administration/N4nsubj spoke/V0root", "2018-07-09",
       "Trump administration = United States USA GOV"},
      {"Putin/P3nmod:poss*PER 's/T1case government/N4nsubj spoke/V0root", "2018-07-09",
       "Putin = Vladimir Putin RUS GOV; government = Russia RUS GOV"},
      {"US/P2compound military/N3nsubj attacked/V0root Iran/P3obj", "2018-07-09",
       "US military = USA MIL; Iran = Iran IRN GOV"},
      {"a/D2det spokesman/N6nsubj for/I5case the/D5det army/N2nmod said/V0root so/B6advmod in/I9case Kenya/P6obl@KEN",
       "2018-07-09", "spokesman = KEN MIL; army = KEN MIL"},
      {"riot/N2compound police/N3nsubj beat/V0root workers/N3obj in/I6case Nairobi/P3obl@KEN", "2018-07-09",
       "riot police = KEN COP; workers = KEN LAB"},
      {"Syrian/A4amod and/C3cc Russian/A1conj forces/N5nsubj attacked/V0root", "2018-07-09",
       "Syrian and Russian forces = SYR MIL + RUS MIL"},
      {"US/P3compound -/U1punct led/V5amod coalition/N5compound forces/N6nsubj attacked/V0root", "2018-07-09",
       "US - led coalition forces = - MIL"},
      {"rebel/N2compound commanders/N3nsubj met/V0root in/I5case Syria/P3obl@SYR", "2018-07-09", "rebel = SYR REB"},
      {"rebel/N2compound leaders/N3nsubj met/V0root in/I5case Syria/P3obl@SYR", "2018-07-09",
       "rebel leaders = SYR REB"},
      {"a/D4det rebel/N3compound -/U2punct held/V5amod town/N0root", "2018-07-09", ""},
      {"At/I2case least/A3nmod 20/M4nummod people/N6nsubj:pass were/X6aux:pass killed/V0root in/I8case Kenya/P6obl@KEN",
       "2018-07-09", "people = KEN CVL"},
      {"103/M2nummod Palestinians/N4nsubj:pass were/X4aux:pass killed/V0root", "2018-07-09", "Palestinians = PSE CVL"},
      {"Thousands/N2nsubj marched/V0root in/I4case Minsk/P2obl@BLR", "2018-07-09", "Thousands = BLR CVL"},
      {"The/D3det Supreme/P3amod*ORG Court/P4nsubj*ORG ruled/V0root in/I6case Kenya/P4obl@KEN", "2018-07-09",
       "Supreme Court = Supreme Court KEN JUD"},
      {"leaders/N6nsubj of/I3case Iran/P1nmod and/C5cc Kenya/P3conj met/V0root", "2018-07-09",
       "leaders of Iran = IRN GOV + KEN GOV; Kenya = Kenya KEN GOV"},
      {"NATO/P2nsubj*PER met/V0root", "2018-07-09", "NATO = NATO IGO IGO"},
      // Makers' names, also where the names' tags say a person.
      {"Iran/P2nsubj sued/V0root xAI/P2obj*ORG", "2026-01-09", "Iran = Iran IRN GOV; xAI = xAI USA BUS"},
      {"Iran/P2nsubj sued/V0root TikTok/P2obj*PER", "2026-01-09", "Iran = Iran IRN GOV; TikTok = TikTok CHN BUS"},
      // The tables know Britain's by the bare name.
      {"The/D4det Kenyan/A4amod*ORG High/P4amod*ORG Court/P7nsubj*ORG of/I6case*ORG Justice/P4nmod*ORG ruled/V0root",
       "2018-07-09", "Kenyan High Court of Justice = Kenyan High Court of Justice KEN JUD"},
      {"an/D4det Israeli/A4amod police/N4compound raid/N5nsubj began/V0root", "2018-07-09",
       "Israeli = Israel ISR GOV; police = ISR COP"},
      {"US/P3compound military/A3amod strikes/N4nsubj began/V0root", "2018-07-09",
       "US = United States USA GOV; military = USA MIL"},
      {"military/A2amod aid/N0root", "2018-07-09", ""},
      {"pro/A3amod -/U3punct Palestinian/A4amod protesters/N5nsubj marched/V0root in/I7case Paris/P5obl@FRA",
       "2018-07-09", "pro - Palestinian protesters = FRA CVL"},
      {"Kenyan/A2amod officials/N3nsubj met/V0root | Officials/N2nsubj spoke/V0root in/I4case Paris/P2obl@FRA",
       "2018-07-09", "Kenyan officials = KEN GOV; Officials = KEN GOV"},
      {"two/M2nummod policemen/N4nsubj:pass were/X4aux:pass killed/V0root in/I6case Kenya/P4obl@KEN", "2018-07-09",
       "policemen = KEN COP"},
      {"The/D5det US/P5compound*ORG Drug/P4compound*ORG Enforcement/P5compound*ORG Administration/P6nsubj*ORG "
       "spoke/V0root",
       "2018-07-09", "US Drug Enforcement Administration = US Drug Enforcement Administration USA GOV"},
      {"fighter/N2compound jets/N0root", "2018-07-09", ""},
      {"The/D2det French/P3nsubj refused/V0root", "2018-07-09", "French = France FRA GOV"},
      {"The/D4det UN/P4compound*ORG General/P4amod*ORG Assembly/P5nsubj*ORG voted/V0root in/I7case Kenya/P5obl@KEN",
       "2018-07-09", "UN General Assembly = UN General Assembly IGO IGO"},
      {"Soldiers/N2nsubj fired/V0root", "2018-07-09", "Soldiers = - MIL"},
      {"Hamas/P2compound gunmen/N3nsubj fired/V0root", "2018-07-09", "Hamas gunmen = Hamas PSE REB"},
      {"a/D3det Hamas/P3compound gunman/N4nsubj fired/V0root", "2018-07-09", "Hamas gunman = PSE REB"},
      {"Kenyan/A3amod civilian/A3amod leaders/N4nsubj spoke/V0root", "2018-07-09", "Kenyan civilian leaders = KEN GOV"},
      {"NATO/P2compound forces/N3nsubj attacked/V0root", "2018-07-09", "NATO forces = IGO MIL"},
      {"Migrants/N4nsubj in/I3case Kenya/P1nmod@KEN spoke/V0root", "2018-07-09", "Migrants = - REF"},
      {"Kenya/P3nmod:poss 's/T1case neighbours/N4nsubj voted/V0root", "2018-07-09", "Kenya 's neighbours = - GOV"},
      {"the/D4det Kenyan/A4amod director/N4compound general/N5nsubj spoke/V0root", "2018-07-09",
       "Kenyan director general = KEN GOV"},
      {"Kenya/P5nmod:poss 's/T1case opposition/N5compound Unity/P5compound party/N6nsubj voted/V0root", "2018-07-09",
       "Kenya 's opposition Unity party = KEN OPP"},
  });
}

TEST(Actor, UnlistedPeople) {
  check_all({
      {"Kenyan/A3amod opposition/N3compound leader/N4nmod:desc Martha/P6nsubj*PER Karua/P4flat*PER spoke/V0root",
       "2018-07-09", "Kenyan opposition leader Martha Karua = Martha Karua KEN OPP"},
      {"John/P7nsubj*PER Otieno/P1flat*PER ,/U5punct a/D5det spokesman/N1appos ,/U1punct spoke/V0root in/I9case "
       "Kenya/P7obl@KEN",
       "2018-07-09", "John Otieno = John Otieno KEN GOV; spokesman = John Otieno KEN GOV"},
      {"Kenyan/A2amod Senator/P3nmod:desc John/P5nsubj*PER Otieno/P3flat*PER spoke/V0root | Otieno/P2nsubj*PER "
       "resigned/V0root",
       "2018-07-09", "Kenyan Senator John Otieno = John Otieno KEN LEG; Otieno = John Otieno KEN LEG"},
      {"former/A3amod Kenyan/A3amod general/N4nmod:desc John/P6nsubj*PER Otieno/P4flat*PER spoke/V0root", "2018-07-09",
       "former Kenyan general John Otieno = John Otieno KEN ELI"},
      {"Kenya/P2nsubj arrested/V0root John/P2obj*PER Otieno/P3flat*PER", "2018-07-09",
       "Kenya = Kenya KEN GOV; John Otieno = John Otieno KEN CVL"},
  });
}

TEST(Actor, SyntacticHeads) {
  const Text t = small().resolve(
      "President/P2nmod:desc Donald/P4nsubj*PER Trump/P2flat*PER phoned/V0root the/D7det French/A7amod president/N4obj",
      "2018-05-02");
  ASSERT_EQ(t.reading.mentions.size(), 2U);
  EXPECT_EQ(t.reading.mentions[0].head, 1U);  // Donald, as the treebank has it
  EXPECT_EQ(t.reading.mentions[1].head, 6U);
  EXPECT_EQ(t.reading.actors[t.reading.mentions[0].targets[0]].id, "usa.donald_trump");
  EXPECT_EQ(t.reading.mentions[0].how, "office holder on the day");
}

TEST(Actor, CountriesOfWhatStandsAroundAreGuesses) {
  const Text around = small().resolve("Police/N2nsubj fled/V0root in/I4case Minsk/P2obl@BLR", "2018-05-02");
  EXPECT_EQ(around.reading.mentions.at(0).how, "place in the clause");
  EXPECT_TRUE(around.reading.mentions.at(0).guessed);
  const Text told = small().resolve("Belarusian/A2amod police/N3nsubj fled/V0root", "2018-05-02");
  EXPECT_EQ(told.reading.mentions.at(0).how, "country in the phrase");
  EXPECT_FALSE(told.reading.mentions.at(0).guessed);
}

TEST(Actor, MentionsOfOneActorShareIt) {
  const Text t = small().resolve(
      "Russia/P2nsubj condemned/V0root Iran/P2obj | The/D2det Kremlin/P3nsubj warned/V0root the/D6det Iranian/A6amod "
      "government/N3obj",
      "2018-05-02");
  ASSERT_EQ(t.reading.mentions.size(), 4U);
  EXPECT_EQ(t.reading.actors.size(), 2U);
  EXPECT_EQ(t.reading.mentions[0].targets, t.reading.mentions[2].targets);
  EXPECT_EQ(t.reading.mentions[1].targets, t.reading.mentions[3].targets);
}

TEST(ActorTables, ErrorsNameFileAndLine) {
  const struct {
    const char* file;
    const char* content;
    const char* wanted;
  } rows[] = {
      {"actors/roles.tsv", "noun\tsector\tkind\nrebel\tREBEL\tperson\n", "actors/roles.tsv:2: found sector 'REBEL'"},
      {"actors/roles.tsv", "noun\tsector\tkind\n\nrebel\tREB\n", "actors/roles.tsv:3: found sector 'REB' and kind ''"},
      {"actors/roles.tsv", "noun\tsector\nrebel\tREB\n", "actors/roles.tsv:1: no column 'kind'; found noun, sector"},
      {"actors/people.tsv", "# c\ncountry\tsector\tname\taliases\tstart\tend\nKEN\tXXX\tSomebody\n",
       "actors/people.tsv:3: found name 'Somebody' and sector 'XXX'"},
      {"actors/office_holders.tsv",
       "country\tsector\toffice\tname\taliases\tstart\tend\nKEN\tGOV\tpresident\tA B\t\t2020-13-01\t\n",
       "actors/office_holders.tsv:2: found '2020-13-01'"},
      {"actors/office_holders.tsv",
       "country\tsector\toffice\tname\taliases\tstart\tend\nKEN\tGOV\tpresident\tA B\t\t2020\t2019\n",
       "actors/office_holders.tsv:2: found '2020' to '2019'"},
      {"past_states.tsv", "code\tstart\tend\tmetonyms\nXYZ\t\t1991\tMoscow\n", "past_states.tsv:2: found code 'XYZ'"},
      {"actors/office_titles.tsv", "country\tcalled\toffice\nKEN\t\tpresident\n",
       "actors/office_titles.tsv:2: found '' for the office 'president'"},
      {"countries.tsv", "code\tcode2\tname\tnames\tadjectives\tpeople\tcapital\tmetonyms\nKE\tKE\tKenya\t\t\t\n",
       "countries.tsv:2: found code 'KE'"},
  };
  for (const auto& row : rows) {
    const SmallLexicon lexicon;
    lexicon.put(row.file, row.content);
    PackWriter writer("test");
    const Result<void> done = compile_actors(lexicon.folder(), writer);
    ASSERT_FALSE(done) << row.content;
    EXPECT_NE(done.error().message.find(row.wanted), std::string::npos) << done.error().message;
  }
  PackWriter writer("test");
  EXPECT_FALSE(compile_actors("/nowhere", writer));
}

TEST(RealLexicon, KnowsTheWorld) {
  const std::string folder = KHALDUN_SOURCE "/lexicon";
  if (!std::filesystem::exists(folder + "/actors/roles.tsv")) GTEST_SKIP() << "no tables of actors in " << folder;
  const Desk desk(folder);
  for (const Case& row : std::initializer_list<Case>{
           {"Angela/P3nsubj*PER Merkel/P1flat*PER spoke/V0root", "2017-05-02", "Angela Merkel = Angela Merkel DEU GOV"},
           {"Angela/P3nsubj*PER Merkel/P1flat*PER spoke/V0root", "2023-05-02", "Angela Merkel = Angela Merkel DEU ELI"},
           {"Putin/P2nsubj*PER spoke/V0root", "2022-03-01", "Putin = Vladimir Putin RUS GOV"},
           {"The/D2det Kremlin/P3nsubj denied/V0root it/R3obj", "2018-07-09", "The Kremlin = Russia RUS GOV"},
           {"Burmese/A2amod soldiers/N3nsubj fled/V0root", "2018-07-09", "Burmese soldiers = MMR MIL"},
           {"The/D2det UN/P3nsubj condemned/V0root Hamas/P3obj", "2018-07-09",
            "UN = United Nations IGO IGO; Hamas = Hamas PSE REB"},
           {"Police/N2nsubj detained/V0root protesters/N2obj in/I5case Minsk/P2obl@BLR", "2021-07-09",
            "Police = BLR COP; protesters = BLR CVL"},
           {"The/D4det British/A4amod foreign/A4amod secretary/N5nsubj resigned/V0root", "2018-07-01",
            "British foreign secretary = Boris Johnson GBR GOV"},
           {"The/D3det police/N3compound convoy/N4nsubj burned/V0root", "2018-07-09", "police convoy = - COP"},
           {"A/D3det Hamas/P3compound sniper/N4nsubj fired/V0root", "2018-07-09", "Hamas sniper = PSE REB"},
           {"opposition/N2compound protesters/N3nsubj marched/V0root", "2018-07-09", "opposition protesters = - OPP"},
           {"national/A2amod leaders/N3nsubj met/V0root", "2018-07-09", "national leaders = - GOV"},
           {"The/D2det attorney/N4nsubj general/A2amod spoke/V0root", "2018-07-09", "attorney general = - JUD"},
           {"The/D3det task/N3compound force/N4nsubj left/V0root", "2018-07-09", "task force = - MIL"},
       }) {
    desk.check(row);
  }
}

TEST(ActorTables, ForeignPackIsRefused) {
  const PackWriter writer("empty");
  const Result<Pack> pack = Pack::from_bytes(writer.bytes(), "empty");
  ASSERT_TRUE(pack);
  EXPECT_FALSE(ActorDesk::load(*pack));
}

}  // namespace
}  // namespace khaldun
