// Links in stores of a few to a few thousand reports; how alike two must be is tested in tests/story.
#include "engine/link.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace khaldun {
namespace {

EventActor state(const std::string& name, const std::string& country) {
  EventActor a;
  a.text = a.name = name;
  a.id = "sta";
  a.country = country;
  a.sector = Sector::GOV;
  return a;
}

/// An article: when it was published, and what it tells, "" for a day that nobody knows.
struct Article {
  std::string published;
  struct Attack {
    std::string day;
    int killed = 0;
  };
  std::vector<Attack> attacks;
};

class LinkTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("khaldun-link-") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    begin();
  }
  void TearDown() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  /// An empty store.
  void begin() {
    store_.reset();
    articles_ = 0;
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    Result<std::unique_ptr<Store>> store = Store::open((folder_ / "e.db").string(), Access::write);
    ASSERT_TRUE(store) << store.error().message;
    store_ = std::move(*store);
  }

  void put(const Article& article) {
    Document document;
    document.id = "a" + std::to_string(++articles_);
    document.text = document.id + ": planes bombed the harbour of Aden";
    document.published = parse_day(article.published);
    Reading reading;
    reading.published = document.published.value_or(*parse_day("2026-01-01"));
    reading.published_how = document.published ? "given" : "unknown";
    for (const Article::Attack& attack : article.attacks) {
      Event e;
      e.id = "k1:" + document.id;
      e.type = Type::ASSAULT;
      e.mode = "aerial";
      e.cameo = "195";
      e.quad = 4;
      e.status = Status::planned;
      e.source = {state("Saudi Arabia", "SAU")};
      e.target = {state("Yemen", "YEM")};
      if (const std::optional<Day> day = parse_day(attack.day)) e.date = EventDate{{*day, *day}, {}, attack.day};
      e.place = EventPlace{{}, "Aden", "Aden", "YEM", "Aden", 12.779, 45.037, 415189};
      e.killed = attack.killed;
      e.evidence = {{{4, 20}, "planes bombed the harbour"}};
      e.frame = "assault.bomb";
      reading.events.push_back(e);
    }
    const Result<bool> fresh = store_->put(document, digest_of(document), reading, "v1");
    ASSERT_TRUE(fresh && *fresh);
  }

  /// Compares until `batches` are done; returns how many reports were.
  int64_t link(int batches = 1'000) {
    EXPECT_TRUE(store_->commit());
    const Result<int64_t> linked = link_reports(*store_, [&] { return batches-- > 0; });
    EXPECT_TRUE(linked) << linked.error().message;
    return linked.value_or(-1);
  }

  /// By report, in the order of storing: its event.
  std::vector<int64_t> events() {
    std::vector<int64_t> ids, events;
    for (int64_t id = 1; store_->reports({&id, 1}); ++id) ids.push_back(id);
    const Result<std::vector<StoredReport>> reports = store_->reports(ids);
    for (const StoredReport& r : *reports) events.push_back(r.event.value_or(-1));
    return events;
  }

  std::filesystem::path folder_;
  std::unique_ptr<Store> store_;
  int articles_ = 0;
};

TEST_F(LinkTest, HowAnArchiveIsCutIntoRunsDecidesNothing) {
  struct Case {
    std::string what;
    std::vector<Article> articles;
    std::vector<int64_t> events;
  };
  for (const Case& c : std::vector<Case>{
           {"told on two days", {{"2019-01-10", {{"2019-01-09", 5}}}, {"2019-01-11", {{"2019-01-09", 5}}}}, {1, 1}},
           {"announced long before",
            {{"2019-01-10", {{"2019-06-01", 5}}}, {"2019-05-20", {{"2019-06-01", 5}}}},
            {1, 1}},
           {"of long before", {{"2019-05-20", {{"2019-01-10", 5}}}, {"2019-06-10", {{"2019-01-10", 5}}}}, {1, 1}},
           {"of too long before", {{"2019-01-10", {{"2019-01-09", 5}}}, {"2019-06-10", {{"2019-01-09", 5}}}}, {1, 2}},
           {"on unknown days", {{"", {{"", 5}}}, {"2019-01-10", {{"2019-01-09", 400}}}, {"", {{"", 5}}}}, {1, 2, 1}}}) {
    begin();
    for (const Article& article : c.articles) put(article);
    link();
    EXPECT_EQ(events(), c.events) << c.what;
    begin();
    for (const Article& article : c.articles) {
      put(article);
      EXPECT_EQ(link(), 1);
    }
    EXPECT_EQ(events(), c.events) << c.what << ", a run each";
  }
}

TEST_F(LinkTest, StoppedBetweenBatchesAndStartedAgainItEndsTheSame) {
  // Three acts an article, so that batches of 1,024 reports end inside of one; each told by two papers some days apart.
  const auto put_all = [&] {
    for (int i = 0; i < 800; ++i) {
      const Day told = *parse_day("2015-01-01") + std::chrono::days(i / 2);
      const std::string day = to_string(told - std::chrono::days(1 + i % 2));
      put({to_string(told + std::chrono::days(i % 2)), {{day, 3}, {day, 40}, {day, 900}}});
    }
  };
  put_all();
  EXPECT_EQ(link(), 2'400);
  const std::vector<int64_t> whole = events();
  EXPECT_EQ(std::ranges::count(whole, -1), 0);
  const std::set<int64_t> different(whole.begin(), whole.end());
  EXPECT_GT(different.size(), 300u);
  EXPECT_LT(different.size(), 2'300u);

  begin();
  put_all();
  const int64_t first = link(1);
  EXPECT_EQ(first % 3, 0) << "whole articles";
  EXPECT_GT(first, 1'000);
  EXPECT_LE(first, 1'024);
  EXPECT_EQ(first + link(1) + link(), 2'400);
  EXPECT_EQ(events(), whole);
}

TEST_F(LinkTest, OnlySomeReportsOfAnEventLeaveIt) {
  for (int i = 0; i < 3; ++i) put({"2019-01-10", {{"2019-01-09", 5}}});
  link();
  ASSERT_EQ(events(), (std::vector<int64_t>{1, 1, 1}));
  EXPECT_FALSE(split_event(*store_, 7, {1}));
  EXPECT_FALSE(split_event(*store_, 1, {4}));
  EXPECT_FALSE(split_event(*store_, 1, {1, 2, 3}));
  EXPECT_EQ(*split_event(*store_, 1, {1}), 2);  // the part with the first report keeps the id
  EXPECT_EQ(events(), (std::vector<int64_t>{1, 2, 2}));
  put({"2019-01-11", {{"2019-01-09", 5}}});
  link();
  EXPECT_EQ(events()[0], 1);
}

}  // namespace
}  // namespace khaldun
