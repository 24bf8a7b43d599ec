// Addresses of pages, as feeds write them.
#include "fetch/url.h"

#include <gtest/gtest.h>

namespace khaldun {
namespace {

TEST(Url, Parts) {
  const auto url = parse_url("HTTPS://Example.ORG:8443/News/a b?q=caf\xC3\xA9&x=%20+#top");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->origin, "https://example.org:8443");
  EXPECT_EQ(url->host, "example.org");
  EXPECT_EQ(url->target, "/News/a%20b?q=caf%C3%A9&x=%20+");
  EXPECT_EQ(parse_url("http://example.org")->target, "/");
  EXPECT_EQ(parse_url("http://example.org?a=1")->target, "/?a=1");
  EXPECT_EQ(parse_url("http://me:secret@example.org/")->origin, "http://example.org");
  EXPECT_EQ(parse_url("http://[::1]:80/")->host, "[::1]");
  // A line break would begin another header.
  EXPECT_EQ(parse_url("http://example.org/a\r\nHost: b")->target, "/a%0D%0AHost:%20b");
}

TEST(Url, WhatIsNone) {
  for (const char* text : {"", "example.org", "ftp://example.org/", "file:///etc/passwd", "http://", "http:///path",
                           "http://a b/", "http://a\\b/", "http://:80/"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

TEST(Url, LinksAreResolved) {
  const Url base = *parse_url("https://example.org/news/feed.rss?all/of=it");
  EXPECT_EQ(resolve(base, "http://example.com/x"), "http://example.com/x");
  EXPECT_EQ(resolve(base, "//example.com/x"), "https://example.com/x");
  EXPECT_EQ(resolve(base, "/x"), "https://example.org/x");
  EXPECT_EQ(resolve(base, "x?y"), "https://example.org/news/x?y");
}

}  // namespace
}  // namespace khaldun
