// The store, the same for SQLite and PostgreSQL: KHALDUN_TEST_POSTGRES is the address of a database that a test may
// write to (tests/postgres.py).
#include "store/store.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace khaldun {
namespace {

EventActor actor(std::string country, Sector sector, std::string id = "") {
  EventActor a;
  a.text = country;
  a.name = country;
  a.id = std::move(id);
  a.country = std::move(country);
  a.sector = sector;
  return a;
}

/// "SOURCE attacked TARGET in Aleppo", with everything that a record can have.
Event attack(std::string source, std::string target, const std::string& day) {
  Event e;
  e.id = "k1:00000000000000aa";
  e.sentence = 2;
  e.type = Type::ASSAULT;
  e.mode = "aerial";
  e.cameo = "195";
  e.quad = 4;
  e.intensity = -9.5;
  e.goldstein = -10;
  e.source = {actor(std::move(source), Sector::MIL, "one.general")};
  e.target = {actor(std::move(target), Sector::CVL)};
  e.date = EventDate{{*parse_day(day), *parse_day(day) + std::chrono::days(1)}, {3, 9}, "on Monday"};
  e.place = EventPlace{{10, 16}, "Aleppo", "Aleppo", "SYR", "Aleppo Governorate", 36.20124, 37.16117, 170063};
  e.killed = 12;
  e.said_by = "a \"monitor\"\twith\ttabs";
  e.evidence = {{{0, 8}, "attacked"}, {{20, 30}, "line\nbreak\\"}};
  e.frame = "assault.attack";
  e.confidence = 0.1 + 0.2;
  return e;
}

class StoreTest : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (std::string_view(GetParam()) == "postgres") {
      const char* address = std::getenv("KHALDUN_TEST_POSTGRES");
      ASSERT_NE(address, nullptr) << "run this by tests/postgres.py";
      // A schema of its own for each test.
      database_ = std::string(address) + "&options=-csearch_path%3D" + schema();
      ASSERT_EQ(std::system(("psql -q '" + std::string(address) + "' -c 'CREATE SCHEMA " + schema() + "'").c_str()), 0);
    } else {
      folder_ = std::filesystem::temp_directory_path() / ("khaldun-" + schema());
      std::filesystem::remove_all(folder_);
      std::filesystem::create_directories(folder_);
      database_ = (folder_ / "e.db").string();
    }
    open(Access::write);
  }
  void TearDown() override {
    store_.reset();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  static std::string schema() {
    std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    name.erase(0, name.size() - std::min<size_t>(name.size(), 40));
    for (char& c : name) c = c == '/' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return name;
  }

  void open(Access access) {
    store_.reset();
    Result<std::unique_ptr<Store>> store = Store::open(database_, access);
    ASSERT_TRUE(store) << store.error().message;
    store_ = std::move(*store);
  }

  static Document document(const std::string& text, const std::string& id = "d") {
    Document d;
    d.id = id;
    d.text = text;
    d.published = *parse_day("2017-05-03");
    return d;
  }

  /// Whether the document was new.
  bool put(const Document& d, std::vector<Event> events = {}, std::string_view versions = "v1") {
    Reading reading;
    reading.published = *d.published;
    reading.published_how = "given";
    reading.events = std::move(events);
    const Result<bool> fresh = store_->put(d, digest_of(d), reading, versions);
    EXPECT_TRUE(fresh) << fresh.error().message;
    return fresh && *fresh;
  }
  void commit() {
    const Result<void> done = store_->commit();
    ASSERT_TRUE(done) << done.error().message;
  }
  std::vector<StoredReport> select(const Query& query = {}) {
    std::vector<StoredReport> found;
    const Result<void> done = store_->select(query, [&](const StoredReport& r) {
      found.push_back(r);
      return true;
    });
    EXPECT_TRUE(done) << done.error().message;
    return found;
  }
  std::vector<std::string> names(const Query& query) {
    std::vector<std::string> found;
    for (const StoredReport& r : select(query)) found.push_back(r.document);
    return found;
  }
  std::vector<std::vector<std::string>> counts(const Query& query) {
    std::vector<std::vector<std::string>> found;
    const Result<void> done = store_->count(query, [&](const std::vector<std::string>& cells) {
      found.push_back(cells);
      return true;
    });
    EXPECT_TRUE(done) << done.error().message;
    return found;
  }

  std::filesystem::path folder_;
  std::string database_;
  std::unique_ptr<Store> store_;
};

TEST_P(StoreTest, ARecordComesBackAsItWas) {
  const Event e = attack("RUS", "SYR", "2017-05-01");
  Event bare;
  bare.cameo = "01";
  bare.quad = 1;
  bare.frame = "head";
  EXPECT_TRUE(put(document("One.", "caf\xC3\xA9\t\\N"), {e, bare}));
  commit();
  open(Access::read);
  const std::vector<StoredReport> found = select();
  ASSERT_EQ(found.size(), 2u);
  const Event& none = found[0].record;  // without a day: first
  EXPECT_TRUE(none.source.empty() && !none.date && !none.place && !none.killed && none.mode.empty());
  const StoredReport& report = found[1];
  const Event& r = report.record;
  EXPECT_EQ(report.document, "caf\xC3\xA9\t\\N");
  EXPECT_EQ(report.published, parse_day("2017-05-03"));
  EXPECT_FALSE(report.event);
  EXPECT_EQ(r.id, e.id);
  EXPECT_EQ(r.sentence, 2u);
  EXPECT_EQ(r.type, Type::ASSAULT);
  EXPECT_EQ(r.mode, "aerial");
  EXPECT_EQ(r.intensity, -9.5);
  EXPECT_EQ(r.confidence, 0.1 + 0.2) << "to the last bit";
  EXPECT_EQ(r.said_by, e.said_by);
  ASSERT_EQ(r.source.size(), 1u);
  EXPECT_EQ(r.source[0].id, "one.general");
  EXPECT_EQ(r.source[0].sector, Sector::MIL);
  ASSERT_TRUE(r.date);
  EXPECT_EQ(r.date->days, e.date->days);
  EXPECT_EQ(r.date->span, e.date->span);
  ASSERT_TRUE(r.place);
  EXPECT_EQ(r.place->lat, 36.20124);
  EXPECT_EQ(r.place->geonames, 170063u);
  EXPECT_EQ(r.killed, 12);
  EXPECT_FALSE(r.injured);
  ASSERT_EQ(r.evidence.size(), 2u);
  EXPECT_EQ(r.evidence[1].quote, "line\nbreak\\");
}

TEST_P(StoreTest, OnlyWhatWasCommittedIsThereAfterwards) {
  for (int i = 0; i < 20; ++i)
    EXPECT_TRUE(put(document("Text " + std::to_string(i)), {attack("RUS", "SYR", "2017-05-01")}));
  EXPECT_FALSE(put(document("Text 19", "another name"))) << "known, though not yet lasting";
  open(Access::write);
  EXPECT_EQ(select().size(), 16u) << "a batch";
  EXPECT_TRUE(*store_->find(digest_of(document("Text 15"))));
  EXPECT_FALSE(*store_->find(digest_of(document("Text 16"))));
  EXPECT_TRUE(put(document("Text 16"), {attack("RUS", "SYR", "2017-05-01")}));
  commit();
  EXPECT_EQ(select().back().document_id, 17) << "no number is left out";
}

TEST_P(StoreTest, ASecondWriterIsRefusedAndAReaderIsNot) {
  const Result<std::unique_ptr<Store>> second = Store::open(database_, Access::write);
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().message.find("another run"), std::string::npos) << second.error().message;
  EXPECT_TRUE(Store::open(database_, Access::read));
}

TEST_P(StoreTest, AReaderCannotWrite) {
  open(Access::read);
  const Result<void> done = store_->put_reject("here", "nothing");
  ASSERT_FALSE(done);
  EXPECT_NE(done.error().message.find("read-only"), std::string::npos) << done.error().message;
}

TEST_P(StoreTest, EachFilterFindsItsOwn) {
  Event talks = attack("FRA", "DEU", "2017-06-01");
  talks.type = Type::CONSULT;
  talks.mode.clear();
  talks.quad = 1;
  talks.goldstein = 1;
  talks.status = Status::planned;
  talks.confidence = 0.9;
  talks.place.reset();
  talks.source = {actor("FRA", Sector::GOV), actor("DEU", Sector::GOV)};
  talks.target.clear();
  put(document("Bombs fell on the “église” in Aleppo’s north-east – U.S. officials said.", "bombs"),
      {attack("RUS", "SYR", "2017-05-01")});
  put(document("France and Germany will talk about the bombing.", "talks"), {talks});
  commit();
  const std::vector<std::string> bombs = {"bombs"}, both = {"bombs", "talks"}, talk = {"talks"}, none;
  Query q;
  EXPECT_EQ(names(q), both);
  const auto with = [](auto set) {
    Query query;
    set(query);
    return query;
  };
  EXPECT_EQ(names(with([](Query& x) { x.types = {Type::CONSULT}; })), talk);
  EXPECT_EQ(names(with([](Query& x) { x.types = {Type::CONSULT, Type::ASSAULT}; })), both);
  EXPECT_EQ(names(with([](Query& x) { x.modes = {"aerial"}; })), bombs);
  EXPECT_EQ(names(with([](Query& x) { x.statuses = {Status::planned}; })), talk);
  EXPECT_EQ(names(with([](Query& x) { x.source = parse_actor_filter("RUS:MIL"); })), bombs);
  EXPECT_EQ(names(with([](Query& x) { x.source = parse_actor_filter("RUS:GOV"); })), none);
  EXPECT_EQ(names(with([](Query& x) { x.source = parse_actor_filter(":MIL"); })), bombs);
  EXPECT_EQ(names(with([](Query& x) { x.source = parse_actor_filter("one.general"); })), bombs);
  EXPECT_EQ(names(with([](Query& x) { x.target = parse_actor_filter("SYR"); })), bombs);
  // Parties to a mutual act count in both directions.
  EXPECT_EQ(names(with([](Query& x) { x.source = parse_actor_filter("DEU"), x.target = parse_actor_filter("FRA"); })),
            talk);
  EXPECT_EQ(names(with([](Query& x) {
              x.source = parse_actor_filter("DEU"), x.target = parse_actor_filter("FRA"), x.text = "talk";
            })),
            talk);
  EXPECT_EQ(names(with([](Query& x) { x.country = "SYR"; })), bombs);
  EXPECT_EQ(names(with([](Query& x) { x.since = parse_day("2017-05-02"); })), talk);
  EXPECT_EQ(names(with([](Query& x) { x.until = parse_day("2017-05-01"); })), bombs);
  EXPECT_EQ(names(with([](Query& x) { x.place = "SYR"; })), bombs);
  EXPECT_EQ(names(with([](Query& x) { x.place = "Aleppo"; })), bombs);
  EXPECT_EQ(names(with([](Query& x) { x.near = Near{36.2, 37.1, 10}; })), bombs);
  EXPECT_EQ(names(with([](Query& x) { x.near = Near{36.2, 37.3, 10}; })), none);
  EXPECT_EQ(names(with([](Query& x) { x.near = Near{0, 0, 30'000}; })), bombs);
  EXPECT_EQ(names(with([](Query& x) { x.min_confidence = 0.5; })), talk);
  for (const char* words : {"bomb", "bombs aleppo", "eglise", "EAST", "u.s.", "north-east", "on the"}) {
    EXPECT_EQ(names(with([&](Query& x) { x.text = words, x.types = {Type::ASSAULT}; })), bombs) << words;
  }
  EXPECT_EQ(names(with([](Query& x) { x.text = "bomb OR talk"; })), none);
  EXPECT_EQ(names(with([](Query& x) { x.text = " "; })), both);
}

TEST_P(StoreTest, OnlyThePartiesToAMutualActStandInBothDirections) {
  const auto joint = [](Type type) {
    Event e = attack("FRA", "", "2017-05-01");
    e.type = type;
    e.source = {actor("FRA", Sector::GOV), actor("DEU", Sector::GOV), actor("FRA", Sector::MIL)};
    e.target.clear();
    return e;
  };
  put(document("One."), {joint(Type::CONSULT), joint(Type::ASSAULT), joint(Type::ACCUSE), joint(Type::PROTEST)});
  commit();
  Query q;
  q.group_by = {GroupKey::dyad, GroupKey::type};
  const std::vector<std::vector<std::string>> pairs = {{"source", "target", "type", "events", "goldstein"},
                                                       {"DEU", "FRA", "ASSAULT", "1", "-10.0"},
                                                       {"DEU", "FRA", "CONSULT", "1", "-10.0"},
                                                       {"FRA", "DEU", "ASSAULT", "1", "-10.0"},
                                                       {"FRA", "DEU", "CONSULT", "1", "-10.0"}};
  EXPECT_EQ(counts(q), pairs);
}

TEST_P(StoreTest, OfSeveralOnASideOnlyThePairsThatAreAskedForCount) {
  Event strike = attack("RUS", "SYR", "2017-05-01");
  strike.source.push_back(actor("BLR", Sector::MIL));
  strike.target.push_back(actor("TUR", Sector::CVL));
  put(document("One."), {strike});
  commit();
  const auto pairs = [&](const char* source, const char* target) {
    Query q;
    q.group_by = {GroupKey::dyad};
    q.source = parse_actor_filter(source);
    q.target = parse_actor_filter(target);
    std::string found;
    const std::vector<std::vector<std::string>> rows = counts(q);
    for (size_t i = 1; i < rows.size(); ++i) found += rows[i][0] + ">" + rows[i][1] + " ";
    return found;
  };
  EXPECT_EQ(pairs("", ""), "BLR>SYR BLR>TUR RUS>SYR RUS>TUR ");
  EXPECT_EQ(pairs("RUS", ""), "RUS>SYR RUS>TUR ");
  EXPECT_EQ(pairs("RUS:MIL", ""), "RUS>SYR RUS>TUR ");
  EXPECT_EQ(pairs("", "TUR"), "BLR>TUR RUS>TUR ");
  EXPECT_EQ(pairs("RUS:MIL", "SYR"), "RUS>SYR ");
  strike.source[1] = actor("BLR", Sector::COP, "blr.chief");
  strike.target[1] = actor("TUR", Sector::COP);
  put(document("Two."), {strike});
  commit();
  EXPECT_EQ(pairs("blr.chief", ""), "BLR>SYR BLR>TUR ");
  EXPECT_EQ(pairs(":COP", ""), "BLR>SYR BLR>TUR ");
  EXPECT_EQ(pairs("", ":COP"), "BLR>TUR RUS>TUR ");
  Query q;
  q.group_by = {GroupKey::dyad};
  q.country = "TUR";
  ASSERT_EQ(counts(q).size(), 3u);
  EXPECT_EQ(counts(q)[1][1] + counts(q)[2][1], "TURTUR");
}

TEST_P(StoreTest, TheSectorsOfAPairAreThoseOfItsEnds) {
  Event arrest = attack("BLR", "BLR", "2017-05-01");
  arrest.source[0].sector = Sector::COP;
  Event talks = attack("FRA", "", "2017-05-02");
  talks.type = Type::CONSULT;
  talks.source = {actor("FRA", Sector::GOV), actor("DEU", Sector::MIL)};
  talks.target.clear();
  put(document("One.", "arrest"), {arrest});
  put(document("Two.", "talks"), {talks});
  commit();
  const auto found = [&](const char* source, const char* target, bool by_type = false) {
    Query q;
    q.source = parse_actor_filter(source);
    q.target = parse_actor_filter(target);
    if (by_type) q.types = {Type::ASSAULT, Type::CONSULT};
    return names(q);
  };
  const std::vector<std::string> one = {"arrest"}, two = {"talks"}, none;
  for (const bool by_type : {false, true}) {
    EXPECT_EQ(found("BLR:COP", "BLR:CVL", by_type), one);
    EXPECT_EQ(found("BLR:CVL", "BLR:COP", by_type), none) << "who was arrested arrested nobody";
    EXPECT_EQ(found("BLR", "BLR:COP", by_type), none);
    EXPECT_EQ(found("FRA:GOV", "DEU:MIL", by_type), two);
    EXPECT_EQ(found("DEU:MIL", "FRA:GOV", by_type), two);
    EXPECT_EQ(found("DEU:GOV", "FRA:GOV", by_type), none);
  }
}

TEST(Query, ActorFiltersThatCannotMatchAreNone) {
  for (const char* good : {"RUS", "SUN", "IMG", "RUS:MIL", ":MIL", "usa.donald_trump", "usa"})
    EXPECT_TRUE(parse_actor_filter(good)) << good;
  for (const char* bad :
       {"", ":", "ABC", "ABC:MIL", "RUS:XXX", "Russia", "xyz", "igo", "uSA", "usa.donald_trump:MIL", "usa:GOV"})
    EXPECT_FALSE(parse_actor_filter(bad)) << bad;
  EXPECT_EQ(parse_actor_filter("usa")->actor, "usa");
}

TEST_P(StoreTest, CountsAreTheSameInBoth) {
  Event strike = attack("RUS", "SYR", "2017-05-02");
  strike.goldstein = -9.1;
  strike.mode.clear();
  put(document("One."), {attack("RUS", "SYR", "2017-05-01"), strike, attack("RUS", "SYR", "2017-06-30")});
  commit();
  Query q;
  q.group_by = {GroupKey::month, GroupKey::dyad};
  const std::vector<std::vector<std::string>> months = {{"month", "source", "target", "events", "goldstein"},
                                                        {"2017-05", "RUS", "SYR", "2", "-9.55"},
                                                        {"2017-06", "RUS", "SYR", "1", "-10.0"}};
  EXPECT_EQ(counts(q), months);
  q.group_by = {GroupKey::mode, GroupKey::quad};
  const std::vector<std::vector<std::string>> modes = {
      {"mode", "quad", "events", "goldstein"}, {"", "4", "1", "-9.1"}, {"aerial", "4", "2", "-10.0"}};
  EXPECT_EQ(counts(q), modes);
}

TEST_P(StoreTest, ReportsOfOneEventCountOnceAndAreFreeWhenOneIsCodedAgain) {
  put(document("One army attacked Aleppo.", "one"), {attack("RUS", "SYR", "2017-05-01")});
  put(document("Two.", "two"), {attack("RUS", "SYR", "2017-05-01")}, "v0");
  commit();
  const Result<std::vector<int64_t>> unlinked = store_->unlinked();
  ASSERT_TRUE(unlinked);
  ASSERT_EQ(*unlinked, (std::vector<int64_t>{1, 2}));
  const Result<std::vector<StoredReport>> told = store_->reports(*unlinked);
  ASSERT_TRUE(told);
  EXPECT_EQ((*told)[0].around, "One army attacked Aleppo.");
  EXPECT_EQ((*told)[1].around, "");  // its text is shorter than its evidence lies
  Event best = attack("RUS", "SYR", "2017-05-01");
  best.killed = 15;
  best.confidence = 0.9;
  ASSERT_TRUE(store_->put_event(1, 2, *unlinked, best));
  commit();
  ASSERT_EQ(select().size(), 1u);
  EXPECT_EQ(select()[0].document, "two");
  EXPECT_EQ(select()[0].reports, 2);
  EXPECT_EQ(select()[0].record.killed, 15);
  EXPECT_EQ(select()[0].record.confidence, 0.1 + 0.2) << "by this number --min-confidence finds it";
  EXPECT_EQ(store_->reports_of(1)->at(1).record.killed, 12) << "each still says what it said";
  Query q;
  q.group_by = {GroupKey::dyad};
  EXPECT_EQ(counts(q)[1][2], "1");

  const Result<std::optional<StoredDocument>> old = store_->outdated(0, "v1");
  ASSERT_TRUE(old && *old);
  EXPECT_EQ((*old)->document.text, "Two.");
  Reading reading;
  reading.published = *parse_day("2017-05-03");
  reading.published_how = "given";
  ASSERT_TRUE(store_->replace((*old)->id, reading, "v1"));
  commit();
  EXPECT_EQ(*store_->unlinked(), (std::vector<int64_t>{1}));
  EXPECT_EQ(select().size(), 1u);
  EXPECT_FALSE(*store_->outdated(0, "v1"));
}

TEST_P(StoreTest, LongTextsAreStored) {
  std::string words;
  for (int i = 0; i < 700'000; ++i) words += "w" + std::to_string(i) + " ";
  EXPECT_TRUE(put(document(words), {attack("RUS", "SYR", "2017-05-01")}));
  ASSERT_TRUE(store_->put_reject(std::string(9000, 'p'), std::string(9000, 'r')));
  commit();
  Query q;
  q.text = "w77";
  EXPECT_EQ(select(q).size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Both, StoreTest, ::testing::Values("sqlite", "postgres"),
                         [](const ::testing::TestParamInfo<const char*>& i) { return std::string(i.param); });

}  // namespace
}  // namespace khaldun
