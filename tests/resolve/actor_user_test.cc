// A user's own actors on top of the tables: our format, and those of TABARI and PETRARCH.
#include "resolve/actor_user.h"

#include <gtest/gtest.h>

#include "resolve/actor.h"
#include "resolve/actor_tables.h"

namespace khaldun {
namespace {

constexpr std::string_view kTablesAlone = "none";

class OwnActors : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    PackWriter writer("test");
    auto compiled = compile_actors(KHALDUN_SOURCE "/lexicon", writer);
    if (compiled) compiled = compile_weights(KHALDUN_SOURCE "/lexicon", writer);
    ASSERT_TRUE(compiled) << compiled.error().message;
    auto pack = Pack::from_bytes(writer.bytes(), "actors");
    ASSERT_TRUE(pack) << pack.error().message;
    lexicon_ = new Pack(std::move(*pack));
  }
  static void TearDownTestSuite() { delete lexicon_; }

  /// "COUNTRY SECTOR name" of all that `name` means on the day, once `text` is added to the tables.
  static std::string find(std::string_view text, std::string_view name, std::optional<Day> day = {}) {
    std::vector<ActorText> texts;
    if (text != kTablesAlone) texts.push_back({"own", text});
    const Result<Pack> pack = with_actors(*lexicon_, texts);
    if (!pack) return pack.error().message;
    const Result<ActorDesk> desk = ActorDesk::load(*lexicon_, &*pack);
    if (!desk) return desk.error().message;
    std::string found;
    for (const ActorEntry& e : desk->find(name, day)) {
      found += (found.empty() ? "" : "; ") + std::string(e.country) + " " + std::string(to_string(e.sector)) + " " +
               std::string(e.name);
    }
    return found;
  }

  static inline Pack* lexicon_ = nullptr;
};

constexpr const char* kTable =
    "# ours\n"
    "name\tkind\tcountry\tsector\taliases\tstart\tend\n"
    "Amina Wanjiru\tperson\tKEN\tLEG\t\t2019\t2020\n"
    "Amina Wanjiru\tperson\tKEN\tOPP\t\t2021-03-01\n"
    "Red Shore Front\torganisation\tKEN\tREB\tRSF|Shore Front\n"
    "Red Shore Front\torganisation\tKEN\tGOV\t\t2022-06-01\n"
    "Red Cross\torganisation\tKEN\tCVL\r\n";

TEST_F(OwnActors, ATableAddsAndOverrides) {
  EXPECT_EQ(find(kTable, "Wanjiru", parse_day("2019-07-01")), "KEN LEG Amina Wanjiru");
  EXPECT_EQ(find(kTable, "Amina Wanjiru", parse_day("2022-07-01")), "KEN OPP Amina Wanjiru");
  EXPECT_EQ(find(kTable, "shore front", parse_day("2022-05-31")), "KEN REB Red Shore Front");
  EXPECT_EQ(find(kTable, "shore front", parse_day("2022-06-01")), "KEN GOV Red Shore Front");
  EXPECT_EQ(find(kTable, "Red Cross"), "KEN CVL Red Cross");
  EXPECT_EQ(find(kTable, "NATO"), "IGO IGO NATO") << "what the file does not name stays";
}

TEST_F(OwnActors, ATableIsKnownByItsColumns) {
  const struct {
    const char *text, *found;
  } rows[] = {
      {"# actors [draft]\nname\tkind\tcountry\tsector\nAda Okoro\tperson\tNGA\tOPP\n", "NGA OPP Ada Okoro"},
      {"name\tkind\tcountry\tsector\taliases\nAda Okoro\tperson\tNGA\tOPP\tOkoro [the Younger]\n", "NGA OPP Ada Okoro"},
      {"\xEF\xBB\xBFname\tkind\tcountry\tsector\nAda Okoro\tperson\tNGA\tOPP\n", "NGA OPP Ada Okoro"},
      {"\xEF\xBB\xBF"
       "ADA_OKORO [NGAOPP]\n",
       "NGA OPP Ada Okoro"},
      {"# name\nADA_OKORO [NGAOPP]\n", "NGA OPP Ada Okoro"},
  };
  for (const auto& row : rows) EXPECT_EQ(find(row.text, "Ada Okoro"), row.found) << row.text;
}

TEST_F(OwnActors, RoleWordsAreFound) {
  const std::string table = "name\tkind\tsector\taliases\nkelp diver\trole\tLAB\tkelper\n";
  EXPECT_EQ(find(table, "Kelp divers"), " LAB kelp diver");
  EXPECT_EQ(find(table, "kelper"), " LAB kelper");
  EXPECT_EQ(find(table, "kelp farmer"), "");
}

TEST_F(OwnActors, OtherEncodingsAreRefused) {
  const std::string_view utf16("\xFF\xFEn\0a\0m\0e\0", 10), bare("n\0a\0m\0e\0", 8), latin("name\tkind\nCaf\xE9\n");
  for (const std::string_view text : {utf16, bare, latin})
    EXPECT_NE(find(text, "Ada Okoro").find("save as UTF-8"), std::string::npos);
}

TEST_F(OwnActors, ARoleThatTheTablesKnowKeepsItsKind) {
  const std::vector<ActorText> texts = {
      {"own", "name\tkind\tsector\taliases\nleadership\trole\tOPP\tfederal authorities|dock worker\n"}};
  const Result<Pack> pack = with_actors(*lexicon_, texts);
  ASSERT_TRUE(pack) << pack.error().message;
  const auto tables = ActorTables::load(*pack);
  ASSERT_TRUE(tables) << tables.error().message;
  EXPECT_EQ(tables->role("leadership")->kind, RoleKind::group);
  EXPECT_EQ(tables->role("federal authorities")->kind, RoleKind::group);
  EXPECT_EQ(tables->role("dock worker")->kind, RoleKind::person);
}

constexpr const char* kPeers =
    "; TABARI and PETRARCH\n"
    "RED_SHORE_FRONT_ [KENREB]  ; a remark\n"
    "+RSF_\n"
    "AMINA_WANJIRU\n"
    "\t[KENLEG <20201231]\n"
    "\t[KENOPP >20210101]\n"
    "NATO [---]\n"
    "OPEC [###] # not ours\n"
    "IMF [+++]\n"
    "ADA_OKORO [NGAOPP]; [a remark]\n"
    "SHILLINGLAND [KEN]\n"
    "JOHN_FICTION [USAGOV 900101-991231] [USAELI >000101]\n"
    "!PERSON! = MAN, WOMAN\n"
    "HARBOUR!PERSON! {HARBOURPEOPLE} [~LAB]\n";

TEST_F(OwnActors, FilesOfTabariAndPetrarchLoad) {
  EXPECT_EQ(find(kPeers, "RSF"), "KEN REB Red Shore Front");
  EXPECT_EQ(find(kPeers, "Amina Wanjiru", parse_day("2019-07-01")), "KEN LEG Amina Wanjiru");
  EXPECT_EQ(find(kPeers, "Amina Wanjiru", parse_day("2023-07-01")), "KEN OPP Amina Wanjiru");
  for (const char* nobody : {"NATO", "OPEC", "IMF"}) EXPECT_EQ(find(kPeers, nobody), "") << nobody;
  EXPECT_EQ(find(kPeers, "Ada Okoro"), "NGA OPP Ada Okoro");
  EXPECT_EQ(find(kPeers, "Shillingland"), "KEN GOV Kenya");
  EXPECT_EQ(find(kPeers, "John Fiction", parse_day("1995-01-01")), "USA GOV John Fiction");
  EXPECT_EQ(find(kPeers, "John Fiction", parse_day("2005-01-01")), "USA ELI John Fiction");
}

TEST_F(OwnActors, EveryWrongLineIsNamed) {
  const struct {
    const char *text, *says;
  } rows[] = {
      {"name,kind,sector\n", "own:1: found column 'name,kind,sector'; wanted a first line"},
      {"name\tsector\nX\tGOV\n", "own:1: no column 'kind'"},
      {"name\tkind\tsector\nX\tperson\tGOVERN\n", "own:2: sector 'GOVERN'"},
      {"name\tkind\tsector\nX\tship\tGOV\n", "own:2: kind 'ship'"},
      {"name\tkind\tsector\tcountry\nX\tperson\tGOV\tKenya\n", "own:2: country 'Kenya'"},
      {"name\tkind\tsector\tcountry\nX\tperson\tGOV\tken\n", "own:2: country 'ken'; wanted three capitals"},
      {"name\tkind\tsector\tcountry\nX\tperson\tGOV\tK.EN\n", "own:2: country 'K.EN'"},
      {"name\tkind\tsector\n!!!\tperson\tGOV\n", "own:2: name '!!!'; wanted letters or digits"},
      {"name\tkind\tsector\taliases\nX\trole\tGOV\tY|?\n", "own:2: alias '?'; wanted letters or digits"},
      {"name\tkind\tsector\tname\nX\tperson\tGOV\tY\n", "own:1: found column 'name' twice"},
      {"name\tkind\tsector\n# none\n", "own:2: found no line below the names of columns"},
      {"", "own:1: found nothing; wanted a first line"},
      {"# none\n", "own:1: found nothing; wanted a first line"},
      {"name\tkind\tsector\tstart\nX\tperson\tGOV\tMay\n", "own:2: 'May' to ''; wanted days"},
      {"name\tkind\tsector\tstart\nX\torganisation\tGOV\tMay\n", "own:2: 'May' to ''; wanted days"},
      {"name\tkind\tsector\nX\tperson\tGOV\tKEN\n", "own:2: 4 cells; wanted 3"},
      {"name\tkind\tsector\nX\tperson\tG\nY\tperson\tH\n",
       "own:2: sector 'G'; wanted one of the codebook, such as GOV, OPP, REB or CVL\nown:3: sector 'H'"},
      {"JOHN [USAGOV\n", "own:1: '[USAGOV'; wanted a closing ]"},
      {"JOHN\nJANE [USA]\n", "own:1: 'JOHN' has no code"},
      {"JOHN [USAGOV 2001]\n", "own:1: '2001'; wanted <YYMMDD"},
      {"JOHN [USAGO]\n", "own:1: code 'USAGO'; wanted three letters"},
      {"+JOHN [USAGOV]\n", "own:1: synonym '+JOHN [USAGOV]' stands under no name"},
      {"DOCK!PERSON! [~LAB]\n", "own:1: 'DOCK!PERSON!' names a list"},
  };
  for (const auto& row : rows) EXPECT_EQ(find(row.text, "X").rfind(row.says, 0), 0U) << row.text << find(row.text, "X");
}

TEST_F(OwnActors, AWrongCodeIsNamedOnce) {
  for (const char* text : {"JOHN [USAGOV\n", "JOHN [USAGOV 2001]\n", "JOHN\n\t[USAGOV >2001]\n", "[USAGOV]\n"})
    EXPECT_EQ(find(text, "X").find("\nown:"), std::string::npos) << find(text, "X");
}

TEST_F(OwnActors, OfficesAreFoundByTitleAndDay) {
  const struct {
    const char *name, *day, *found;
  } rows[] = {
      {"Putin", "2010-05-01", "RUS GOV Vladimir Putin"},
      {"president of France", "2019-02-03", "FRA GOV Emmanuel Macron"},
      {"French president", "2010-02-03", "FRA GOV Nicolas Sarkozy"},
      {"Secretary General of NATO", "2016-01-01", "IGO IGO Jens Stoltenberg"},
      {"International Monetary Fund managing director", "1999-01-01", "IGO IGO Michel Camdessus"},
      {"EU high representative", "2005-01-01", "IGO IGO Javier Solana"},
      {"German foreign minister", "1991-05-02", "DEU GOV Hans-Dietrich Genscher"},
      {"Bosnian head of state", "2005-01-01", "BIH GOV Borislav Paravac"},
      {"Oman's head of government", "1999-01-01", "OMN GOV Qaboos bin Said"},
      {"South Korean president", "2025-05-10", "KOR GOV Lee Ju-ho"},
      {"Barack Obama", "2019-01-01", "USA ELI Barack Obama"},
      {"president of Nowhere", "2019-01-01", ""},
      // Whoever heads a body, by any title and any name of it.
      {"UN chief", "2003-08-19", "IGO IGO Kofi Annan"},
      {"head of the FBI", "2010-07-01", "USA COP Robert Mueller"},
      {"CIA director", "2022-03-03", "USA SPY William Burns"},
      {"Hamas leader", "2010-01-01", "PSE REB Khaled Meshaal"},
      {"Mossad chief", "2013-08-20", "ISR SPY Tamir Pardo"},
      // Names of an office that are no title of it.
      {"EU foreign policy chief", "2012-05-05", "IGO IGO Catherine Ashton"},
      {"French ambassador to the UN", "2012-02-04", "FRA GOV Gérard Araud"},
      {"Knesset speaker", "2010-10-10", "ISR LEG Reuven Rivlin"},
      {"White House spokesman", "2003-03-20", "USA GOV Ari Fleischer"},
      {"Russian foreign ministry spokeswoman", "2019-05-05", "RUS GOV Maria Zakharova"},
      {"Monaco's minister of state", "2018-05-05", "MCO GOV Serge Telle"},
  };
  for (const auto& row : rows) EXPECT_EQ(find(kTablesAlone, row.name, parse_day(row.day)), row.found) << row.name;
}

}  // namespace
}  // namespace khaldun
