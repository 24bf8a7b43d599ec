// Follower: what is new in feeds, one round of asking after the other.
//
//   Follower follower({"https://example.org/feed.rss"}, std::chrono::minutes(15), http, store);
//   while (auto task = follower.next()) ...              // the new articles of all feeds that are due
//   follower.settle();                                   // once they are lasting
//   sleep_until(follower.due());
#pragma once

#include <chrono>
#include <deque>
#include <set>

#include "fetch/http.h"
#include "ingest/feed.h"
#include "khaldun/engine.h"
#include "store/store.h"

namespace khaldun {

/// An entry that brings no text is read from the page that it links to; where that cannot be had for good, from its
/// summary. What the store has met is not asked for again. A feed that cannot be read is asked less and less often, at
/// least once a day; each time is said on stderr.
class Follower {
 public:
  using Clock = std::chrono::steady_clock;
  /// `places` are URLs and files, each asked once where `every` is nothing.
  Follower(const std::vector<std::string>& places, std::optional<std::chrono::seconds> every, Http& http, Store& store);

  /// The next new article, or why it is none; nothing once all feeds that are due have been asked.
  std::optional<Task> next();
  /// Notes the versions of the feeds of which every article is lasting. Errors: the store's, also those met in `next`.
  [[nodiscard]] Result<void> settle();

  /// When the next feed is to be asked; nothing where none is asked again.
  [[nodiscard]] std::optional<Clock::time_point> due() const;
  /// How often a feed or a page could not be had.
  [[nodiscard]] int failures() const { return failures_; }

 private:
  struct Feed {
    std::string place;
    FeedVersion version, lasting;  // as asked last, and as the store has it
    bool complete = false;         // all its articles have been given
    bool over = false;             // it is not asked again
    int failed = 0;                // times in a row
    Clock::time_point due{};
  };
  void ask(Feed& feed);
  void read(Feed& feed, std::string_view bytes);
  void put_off(Feed& feed, const std::string& why, std::chrono::seconds at_least = {});
  std::optional<Task> task_of(FeedEntry entry);
  std::optional<Task> page_of(FeedEntry entry, const std::string& url);

  std::optional<std::chrono::seconds> every_;
  Http& http_;
  Store& store_;
  Result<void> good_;
  std::vector<Feed> feeds_;
  Feed* open_ = nullptr;  // the feed whose entries are being given
  std::deque<FeedEntry> entries_;
  std::set<std::string> met_;  // entries of this process, by URL, or by feed and id
  int failures_ = 0;
};

}  // namespace khaldun
