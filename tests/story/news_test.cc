#include "story/news.h"

#include <gtest/gtest.h>

#include <cmath>

namespace khaldun {
namespace {

using Logs = std::vector<double>;

TEST(News, CountsStoriesOfTheStretchesAskedFor) {
  News news;
  news.add({5, 6}, {1, 2});
  news.add({6}, {1});
  EXPECT_EQ(news.logs(5, 7, {1, 2, 3}), (Logs{std::log(3), std::log(2), 0}));
  EXPECT_EQ(news.logs(6, 6, {1}), (Logs{std::log(2)}));
  EXPECT_EQ(news.logs(7, 9, {1}), (Logs{0}));
}

TEST(News, WhatIsRemovedNoLongerCounts) {
  News news;
  news.add({5}, {1, 2});
  news.add({5, 6}, {1, 2});
  news.remove({5}, {1, 2});
  EXPECT_EQ(news.logs(5, 6, {1}), (Logs{std::log(2)}));
  news.remove({5, 6}, {1, 2});
  EXPECT_EQ(news.logs(5, 6, {1}), (Logs{0}));
}

}  // namespace
}  // namespace khaldun
