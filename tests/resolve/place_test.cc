// What a place name in a sentence is read as. Sentences are marked by hand: [LOC Aleppo] is a name that the network
// found, >said is a verb whose subject is the name before it. Words with a capital are proper nouns.
#include "resolve/place.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "resolve/place_key.h"

namespace khaldun {
namespace {

struct Marked {
  Document document;
  Reading reading;
};

/// Cuts marked text into words and sentences as the rooms before would.
class Marker {
 public:
  static Marked read(const std::string& marked) {
    Marker marker;
    std::istringstream in(marked);
    for (std::string token; in >> token;) marker.token(token);
    marker.end_sentence();
    return marker.out_;
  }

 private:
  void token(std::string token) {
    static const std::map<std::string, NameKind> kinds = {{"[PER", NameKind::PER},
                                                          {"[ORG", NameKind::ORG},
                                                          {"[LOC", NameKind::LOC},
                                                          {"[NORP", NameKind::NORP},
                                                          {"[MISC", NameKind::MISC}};
    if (const auto kind = kinds.find(token); kind != kinds.end()) {
      out_.reading.names.push_back({kind->second, size(), 0});
      return;
    }
    if (!out_.document.text.empty()) out_.document.text += ' ';
    const bool verb = token[0] == '>';
    if (verb) token.erase(0, 1);
    std::string part;
    for (size_t i = 0; i < token.size(); ++i) {
      const char c = token[i];
      const bool ends = i + 1 == token.size() || token[i + 1] == ']';
      const bool inner_dot = c == '.' && !(ends && part.find('.') == std::string::npos && part.size() > 4);
      if (c == ']') {
        add(part);
        out_.reading.names.back().last = size();
      } else if (c == '-' || c == ',' || c == '(' || c == ')' || c == ';' || (c == '.' && !inner_dot)) {
        add(part);
        part = c;
        add(part);
        if (c == '.') end_sentence();
      } else {
        if (token.compare(i, std::string::npos, "'s") == 0) add(part);
        part += c;
      }
    }
    add(part);
    if (verb) {
      Word& said = out_.reading.words.back();
      said.upos = Upos::VERB;
      said.lemma = said.lemma == "said" ? "say" : said.lemma == "agreed" ? "agree" : said.lemma;
      const uint32_t subject = out_.reading.names.back().last - 1;
      out_.reading.words[subject].head = static_cast<int32_t>(size() - 1);
      out_.reading.words[subject].deprel = "nsubj";
    }
  }

  void add(std::string& part) {
    if (part.empty()) return;
    static const std::map<std::string, Upos> tags = {
        {"in", Upos::ADP},      {"at", Upos::ADP},       {"near", Upos::ADP}, {"from", Upos::ADP},
        {"of", Upos::ADP},      {"with", Upos::ADP},     {"for", Upos::ADP},  {"the", Upos::DET},
        {"The", Upos::DET},     {"northern", Upos::ADJ}, {"In", Upos::ADP},   {"Police", Upos::NOUN},
        {"Troops", Upos::NOUN}, {"Reading", Upos::VERB}, {"Nice", Upos::ADJ}, {"Turkish", Upos::ADJ},
        {"Syrian", Upos::ADJ},  {"Texan", Upos::ADJ},    {"us", Upos::PRON},  {"Us", Upos::PRON}};
    Word word;
    word.span.begin = static_cast<uint32_t>(out_.document.text.size());
    out_.document.text += part;
    word.span.end = static_cast<uint32_t>(out_.document.text.size());
    for (const char c : part) word.lemma += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    const auto tag = tags.find(part);
    const bool letter = std::isalnum(static_cast<unsigned char>(part[0])) != 0 || (part[0] & 0x80) != 0;
    word.upos = tag != tags.end()                  ? tag->second
                : !letter && part[0] != '\''       ? Upos::PUNCT
                : part[0] >= 'A' && part[0] <= 'Z' ? Upos::PROPN
                                                   : Upos::NOUN;
    word.deprel = "dep";
    out_.reading.words.push_back(word);
    part.clear();
  }

  void end_sentence() {
    if (size() > first_) {
      Sentence s;
      s.first = first_;
      s.last = size();
      s.span = {out_.reading.words[s.first].span.begin, out_.reading.words[s.last - 1].span.end};
      out_.reading.sentences.push_back(s);
    }
    first_ = size();
  }

  uint32_t size() const { return static_cast<uint32_t>(out_.reading.words.size()); }

  Marked out_;
  uint32_t first_ = 0;
};

class Places : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    PackWriter writer("test");
    const auto compiled = compile_places(KHALDUN_SOURCE "/lexicon", writer);
    ASSERT_TRUE(compiled) << compiled.error().message;
    auto pack = Pack::from_bytes(writer.bytes(), "places");
    ASSERT_TRUE(pack) << pack.error().message;
    pack_ = new Pack(std::move(*pack));
    auto desk = PlaceDesk::load(*pack_);
    ASSERT_TRUE(desk) << desk.error().message;
    desk_ = new PlaceDesk(std::move(*desk));
  }
  static void TearDownTestSuite() {
    delete desk_;
    delete pack_;
  }

  static Marked resolve(const std::string& marked) {
    Marked m = Marker::read(marked);
    desk_->resolve(m.document, m.reading);
    return m;
  }
  static std::string written(const Marked& m) {
    static const char* const kinds[] = {"country", "region", "city", "area", "district"};
    std::string all;
    for (const Mention& mention : m.reading.mentions) {
      const Place& place = m.reading.places[mention.targets.at(0)];
      all += (all.empty() ? "" : "; ") + std::string(kinds[static_cast<size_t>(place.kind)]) + " " + place.name + " " +
             (place.country.empty() ? "-" : place.country) + (mention.nested ? "*" : "");
    }
    return all;
  }

  static inline Pack* pack_ = nullptr;
  static inline PlaceDesk* desk_ = nullptr;
};

struct Case {
  const char* text;
  const char* expected;  // "kind name country" of each mention, "*" where it is part of another's name; or nothing
};

const Case kCases[] = {
    // Names as they stand.
    {"Shells fell on [LOC Aleppo] overnight.", "city Aleppo SYR"},
    {"Talks opened in [LOC Geneva] today.", "city Geneva CHE"},
    {"[ORG UN] envoys flew from [LOC Ahmedabad] to [LOC Rajkot].", "city Ahmedabad IND; city Rajkot IND"},
    {"[LOC U.S.] diplomats flew to [LOC Geneva].", "country United States USA; city Geneva CHE"},
    {"Crowds filled [LOC Tahrir Square] again.", "area Tahrir Square EGY"},
    {"A tanker was seized in the [LOC Strait of Hormuz].", "area Strait of Hormuz -"},
    {"Ships entered the [LOC South China Sea].", "area South China Sea -"},
    {"Fighting spread across the [LOC Donbas].", "area Donbas UKR"},
    {"Aid reached the [LOC Gaza Strip].", "region Gaza Strip PSE"},
    {"Two were shot in [LOC Gaza] today.", "region Gaza Strip PSE"},
    {"A strike hit [LOC Gaza City].", "city Gaza City PSE"},
    {"Settlers moved into the [LOC West Bank].", "region West Bank PSE"},
    {"Villages burned in [LOC Rakhine].", "region Rakhine MMR"},
    {"Prisoners arrived at [LOC Guantanamo Bay].", "area Guantanamo Bay CUB"},
    {"Inspectors left the [LOC Zaporizhzhia nuclear plant].", "area Zaporizhzhia nuclear power plant UKR"},
    // Other spellings.
    {"Missiles hit [LOC Kiev] overnight.", "city Kyiv UKR"},
    {"Missiles hit [LOC Kharkov] overnight.", "city Kharkiv UKR"},
    {"Guards fired in [LOC Rangoon].", "city Yangon MMR"},
    {"A blast shook [LOC Sana'a].", "city Sanaa YEM"},
    {"A convoy left [LOC Deir al-Zour].", "city Deir ez-Zor SYR"},
    {"Troops took [LOC al-Bab] today.", "city al-Bab SYR"},
    {"The port of [LOC Al Hodeidah] was closed.", "city Hodeidah YEM"},
    {"He flew to [LOC St. Petersburg].", "city St. Petersburg RUS"},
    {"The court sits in [LOC Zürich].", "city Zurich CHE"},
    {"They met in [LOC Sao Paulo].", "city Sao Paulo BRA"},
    {"Nuclear talks were held in [LOC Peking].", "city Beijing CHN"},
    {"BLAST IN [LOC MOGADISHU]", "city Mogadishu SOM"},
    // Countries.
    {"He went to [LOC Syria] in May.", "country Syria SYR"},
    {"The [LOC U.S.] imposed tariffs.", "country United States USA"},
    {"Goods from the [LOC US] were burned.", "country United States USA"},
    {"He told Us nothing.", ""},
    {"They flew to [LOC England] today.", "region England GBR"},
    {"Rebels entered the [LOC Democratic Republic of the Congo].", "country Democratic Republic of the Congo COD"},
    {"He visited [LOC Mexico] and [LOC Panama].", "country Mexico MEX; country Panama PAN"},
    // Containment.
    {"A fire broke out in [LOC Paris], [LOC Texas].", "city Paris USA; region Texas USA"},
    {"A fire broke out in [LOC Paris], [LOC France].", "city Paris FRA; country France FRA"},
    {"Rallies were held in [LOC Aleppo], [LOC Syria].", "city Aleppo SYR; country Syria SYR"},
    {"A bomb exploded in [LOC Tripoli] in [LOC Lebanon].", "city Tripoli LBN; country Lebanon LBN"},
    {"A bomb exploded in [LOC Tripoli] (Lebanon).", "city Tripoli LBN; country Lebanon LBN"},
    {"A bomb exploded in [LOC Tripoli].", "city Tripoli LBY"},
    {"He was held in [LOC Alexandria], Va.", "city Alexandria USA; region Virginia USA"},
    {"He was held in [LOC Alexandria], VA", "city Alexandria USA; region Virginia USA"},
    {"He was held in [LOC Peoria, Ill.]", "city Peoria USA; region Illinois USA"},
    {"He was held in [LOC Selma], Ala.", "city Selma USA; region Alabama USA"},
    {"He was held in [LOC Portland], Ore.", "city Portland USA; region Oregon USA"},
    {"He was held in [LOC Billings], Mont.", "city Billings USA; region Montana USA"},
    {"He was held in [LOC Waco], Tex.", "city Waco USA; region Texas USA"},
    {"He rested in [LOC Ala].", "city Ala ITA"},
    {"Students marched in [LOC Athens], [LOC Georgia].", "city Athens USA; region Georgia USA"},
    {"He toured [LOC Lebanon], [LOC Israel] and [LOC Jordan].",
     "country Lebanon LBN; country Israel ISR; country Jordan JOR"},
    // A country in the sentence or the document.
    {"[NORP Lebanese] soldiers patrolled [LOC Tripoli].", "city Tripoli LBN"},
    {"Aid came to [LOC Lebanon]. A week later a bomb exploded in [LOC Tripoli].",
     "country Lebanon LBN; city Tripoli LBN"},
    {"[NORP Indian] police fired in [LOC Hyderabad].", "city Hyderabad IND"},
    {"[NORP Pakistani] police fired in [LOC Hyderabad].", "city Hyderabad PAK"},
    {"[NORP Spanish] unions struck in [LOC Cordoba].", "city Cordoba ESP"},
    // Georgia, Jordan, Washington.
    {"Voters in [LOC Georgia] chose a senator in [LOC Atlanta].", "region Georgia USA; city Atlanta USA"},
    {"Protesters in [LOC Georgia] marched in [LOC Tbilisi].", "country Georgia GEO; city Tbilisi GEO"},
    {"Russian troops entered [LOC Georgia].", "country Georgia GEO"},
    {"The U.S. state of [LOC Georgia] sued.", "country United States USA; region Georgia USA"},
    {"[PER Jordan] was elected on Monday.", ""},
    {"[PER Michael Jordan] flew to [LOC Jordan].", "country Jordan JOR"},
    {"He was sworn in in [LOC Washington].", "city Washington USA"},
    {"Fires burned in [LOC Washington] state.", "region Washington USA"},
    {"[PER George Washington] was a general.", ""},
    // Head words beside the name.
    {"Shells fell on northern [LOC Syria].", "country Syria SYR"},
    {"Shells fell on [LOC northern Syria].", "country Syria SYR"},
    {"Shells fell on the city of [LOC Idlib].", "city Idlib SYR"},
    {"Shells fell on [LOC Idlib] province.", "region Idlib SYR"},
    {"Shells fell on [LOC Idlib Province].", "region Idlib SYR"},
    {"Shells fell on [LOC Idlib].", "city Idlib SYR"},
    {"A drone hit the [LOC Kherson] region.", "region Kherson UKR"},
    {"A drone hit [LOC Basra] airport.", "city Basra IRQ"},
    // No places.
    {"[ORG Syrian Democratic Forces] advanced.", ""},
    {"The [MISC Paris Agreement] was signed.", ""},
    {"[NORP Syrians] fled.", ""},
    {"[NORP Turkish] jets returned.", ""},
    {"Police fired tear gas.", ""},
    {"Nice weather helped.", ""},
    {"Reading the verdict took hours.", ""},
    {"He lives on [LOC Lebanon Street].", ""},
    {"[PER Paris Hilton] spoke.", ""},
    // Parts of another's name.
    {"The [ORG Bank of England] cut rates.", "region England GBR*"},
    {"The [ORG Moscow City Court] jailed him.", "city Moscow RUS*"},
    {"He joined [ORG Aleppo University] staff.", "city Aleppo SYR*"},
    {"He was taken to the [LOC Ohio State Penitentiary].", "region Ohio USA"},
    {"He sued the [ORG Eastern Kentucky Housing Board].", "region Kentucky USA*"},
    {"He owns the [ORG West Side Line].", ""},
    {"The [ORG Hazard Fire Department] came.", ""},
    {"The [ORG Hazard Fire Department] came to [LOC Whitesburg], [LOC Kentucky].",
     "city Hazard USA*; city Whitesburg USA; region Kentucky USA"},
    // Villages, where the document speaks of what lies around them.
    {"A fire broke out in [LOC Whitesburg].", ""},
    {"A fire broke out in [LOC Whitesburg], [LOC Kentucky].", "city Whitesburg USA; region Kentucky USA"},
    // Second-level regions.
    {"Voters in [LOC Harlan County], [LOC Kentucky] chose a sheriff.",
     "district Harlan County USA; region Kentucky USA"},
    {"A dam broke in [LOC Cumbria].", "district Cumbria GBR"},
    // Abbreviated.
    {"He died in [LOC Mt. Pleasant], [LOC Texas].", "city Mount Pleasant USA; region Texas USA"},
    {"The [ORG S.C. Highway Patrol] came.", "region South Carolina USA*"},
    {"He went home to D.C. today.", "region District of Columbia USA"},
    {"A senator, D-Pa. , left.", "region Pennsylvania USA*"},
    {"It was built in 100 B.C. here.", ""},
    {"[PER N.C. Wyeth] painted.", ""},
    // Persons by their surnames.
    {"[PER Ann Harlan] left. [LOC Harlan] will not return to [LOC Kentucky].", "region Kentucky USA"},
    {"[PER Ann Harlan] left. She lives in [LOC Harlan], [LOC Kentucky].", "city Harlan USA; region Kentucky USA"},
    // Names that the network missed.
    {"The envoy returned from Baghdad today.", "city Baghdad IRQ"},
    {"He saw Most of it.", ""},
};

TEST_F(Places, ReadsNames) {
  for (const Case& c : kCases) EXPECT_EQ(written(resolve(c.text)), c.expected) << c.text;
}

TEST_F(Places, FillsThePlaceAndTheMention) {
  const Marked m = resolve("Shells fell in the city of [LOC Aleppo] and near [LOC Aleppo] again.");
  ASSERT_EQ(m.reading.places.size(), 1U);
  const Place& place = m.reading.places[0];
  EXPECT_EQ(place.admin1, "Aleppo");
  EXPECT_EQ(place.geonames, 170063U);
  EXPECT_NEAR(place.lat, 36.20, 0.05);
  EXPECT_NEAR(place.lon, 37.16, 0.05);
  ASSERT_EQ(m.reading.mentions.size(), 2U);
  const Mention& mention = m.reading.mentions[0];
  EXPECT_EQ(mention.kind, Mention::Kind::place);
  EXPECT_EQ(mention.first, 6U);
  EXPECT_EQ(mention.last, 7U);
  EXPECT_EQ(mention.targets, std::vector<uint32_t>{0});
}

TEST_F(Places, SaysHow) {
  const auto how = [](const std::string& text) { return resolve(text).reading.mentions.at(0).how; };
  EXPECT_EQ(how("A fire in [LOC Paris], [LOC Texas]."), "contained: what stands beside it holds it");
  EXPECT_EQ(how("[NORP Lebanese] soldiers patrolled [LOC Tripoli]."), "country named in the sentence");
  EXPECT_EQ(how("A bomb exploded in [LOC Tripoli]."), "largest of that name");
  EXPECT_EQ(how("Shells fell on [LOC Idlib] province."), "kind of place named beside it");
  EXPECT_EQ(how("Shells fell on [LOC Avdiivka]."), "only place of that name");
}

TEST_F(Places, LocatesTheSpansThatItIsGiven) {
  Marked m = Marker::read("Talks opened in Geneva . A fire broke out in Paris , [LOC Texas]. He slept.");
  const std::string& text = m.document.text;
  std::vector<Bytes> spans;
  for (const char* words : {"Geneva", "Paris", "slept"}) {
    const auto at = static_cast<uint32_t>(text.find(words));
    spans.push_back({at, at + static_cast<uint32_t>(std::string_view(words).size())});
  }
  const auto places = desk_->locate(m.document, m.reading, spans);
  ASSERT_EQ(places.size(), 3U);
  ASSERT_TRUE(places[0] && places[1]);
  EXPECT_EQ(places[0]->country, "CHE");
  EXPECT_EQ(places[1]->admin1, "Texas");
  EXPECT_FALSE(places[2]);
}

TEST_F(Places, NamesThatLieTogetherSpeakForEachOther) {
  const auto region_of_paris = [](const std::string& others) {
    const Marked m = resolve("Roads near [LOC Paris] were closed. " + others);
    for (const Place& place : m.reading.places) {
      if (place.name == "Paris") return place.admin1;
    }
    return std::string("none");
  };
  EXPECT_EQ(region_of_paris(""), "Île-de-France");
  EXPECT_EQ(region_of_paris("So were those of [LOC Lyon]."), "Île-de-France");
  EXPECT_EQ(
      region_of_paris("So were those of [LOC Lexington], [LOC Georgetown], [LOC Winchester] and [LOC Cynthiana]."),
      "Kentucky");
}

TEST_F(Places, ASpanOfNoKnownNameLiesNearItsNeighbour) {
  const Marked m = Marker::read("Sheep of Quinbleford graze near [LOC Geneva].");
  const auto places = desk_->locate(m.document, m.reading, std::vector<Bytes>{{9, 20}});
  ASSERT_TRUE(places.at(0));
  EXPECT_EQ(places[0]->name, "Quinbleford");
  EXPECT_EQ(places[0]->country, "CHE");
  EXPECT_EQ(places[0]->geonames, 0U);
}

TEST_F(Places, ASpanThatNamesAPeopleIsItsCountry) {
  const Marked m = Marker::read("The Georgian team won.");
  const auto places = desk_->locate(m.document, m.reading, std::vector<Bytes>{{4, 12}});
  ASSERT_TRUE(places.at(0));
  EXPECT_EQ(places[0]->kind, Place::Kind::country);
  EXPECT_EQ(places[0]->country, "GEO");
}

TEST(PlaceKey, IsOneForAllSpellings) {
  EXPECT_EQ(place_key("St. Petersburg"), "st petersburg");
  EXPECT_EQ(place_key("Deir ez-Zor"), "deir ez zor");
  EXPECT_EQ(place_key("Ḩamāh"), "hamah");
  EXPECT_EQ(place_key("Łódź"), "lodz");
  EXPECT_EQ(place_key("Sana’a"), "sanaa");
  EXPECT_EQ(place_key("İzmir"), "izmir");
  EXPECT_EQ(place_key("a\xff"), "a");
  EXPECT_EQ(place_key(" -- "), "");
}

struct BrokenTable {
  const char* regions;
  const char* expected;  // part of the message
};

TEST(PlaceTables, ErrorsNameFileAndLine) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "khaldun_place_test";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder / "places");
  const auto compile = [&folder] {
    PackWriter writer("test");
    const auto done = compile_places(folder.string(), writer);
    return done ? std::string("no error") : done.error().message;
  };
  EXPECT_NE(compile().find("countries.tsv: cannot be opened"), std::string::npos);

  std::ofstream(folder / "countries.tsv")
      << "code\tname\tnames\tadjectives\tpeople\tlat\tlon\tgeonames\nSYR\tSyria\t\tSyrian\tSyrians\t35\t38\t163843\n";
  std::ofstream(folder / "places/districts.tsv") << "name\tnames\tcountry\tadmin1\tlat\tlon\tpopulation\n";
  std::ofstream(folder / "places/areas.tsv") << "name\tnames\tkind\tcountry\tlat\tlon\n";
  std::ofstream(folder / "places/cities.tsv") << "name\tnames\tcountry\tadmin1\tlat\tlon\tpopulation\tseat\tgeonames\n";
  const BrokenTable tables[] = {
      {"name\tcountry\tlat\tlon\tpopulation\n", "regions.tsv:1: no column 'names'"},
      {"name\tnames\tcountry\tlat\tlon\tpopulation\nIdlib\t\tSYR\t35.9\t36.6\t9\t8\n",
       "regions.tsv:2: found 7 cells, wanted 6"},
      {"# a note\nname\tnames\tcountry\tlat\tlon\tpopulation\nIdlib\t\tSYR\t35.9\teast\t9\n",
       "regions.tsv:3: \"35.9\" and \"east\" are no latitude and longitude"},
      {"name\tnames\tcountry\tlat\tlon\tpopulation\nIdlib\t\tSIR\t35.9\t36.6\t9\n",
       "regions.tsv:2: country \"SIR\" is not in countries.tsv"},
      {"name\tnames\tcountry\tlat\tlon\tpopulation\nIdlib\t\tSYR\t35.9\t36.6\tmany\n",
       "regions.tsv:2: population \"many\" is no number"},
      {"name\tnames\tcountry\tlat\tlon\tpopulation\nIdlib\t\tSYR\t35.9\t36.6\t9\n", "no error"},
  };
  for (const BrokenTable& table : tables) {
    std::ofstream(folder / "places/regions.tsv") << table.regions;
    EXPECT_NE(compile().find(table.expected), std::string::npos) << compile();
  }
  std::filesystem::remove_all(folder);
}

TEST(PlaceTables, APackWithoutPlacesIsRefused) {
  const auto pack = Pack::from_bytes(PackWriter("test").bytes(), "empty");
  ASSERT_TRUE(pack);
  const auto desk = PlaceDesk::load(*pack);
  ASSERT_FALSE(desk);
  EXPECT_NE(desk.error().message.find("place/keys"), std::string::npos);
}

}  // namespace
}  // namespace khaldun
