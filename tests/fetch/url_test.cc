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
                           "http://a b/", "http://a\\b/", "http://:80/", "http://example.org:99999999999/x",
                           "http://example.org:65536/", "http://example.org:000080/", "http://example.org:/",
                           "http://example.org:80a/", "http://example.org:-1/", "http://a:80:80/", "http://[::1]80/"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
  EXPECT_TRUE(parse_url("http://example.org:65535/"));
  EXPECT_TRUE(parse_url("http://" + std::string(253, 'a') + ":8080/"));
  EXPECT_FALSE(parse_url("http://" + std::string(254, 'a') + "/"));
}

TEST(Url, LinksAreResolved) {
  const Url base = *parse_url("https://example.org/news/feed.rss?all/of=it");
  const struct {
    const char *link, *whole;
  } rows[] = {{"http://example.com/x", "http://example.com/x"},
              {"HTTP://example.com/x", "HTTP://example.com/x"},
              {"//example.com/x", "https://example.com/x"},
              {"/x", "https://example.org/x"},
              {"x?y", "https://example.org/news/x?y"},
              {"?page=2", "https://example.org/news/feed.rss?page=2"},
              {"#top", "https://example.org/news/feed.rss?all/of=it#top"},
              {"./x", "https://example.org/news/x"},
              {"../x/./y/../z?a=../b", "https://example.org/x/z?a=../b"},
              {"../../../x", "https://example.org/x"},
              {"..", "https://example.org/"},
              {"/a/b/.", "https://example.org/a/b/"},
              {"/a/..b/c", "https://example.org/a/..b/c"},
              {"ftp://example.org/x", ""},
              {"mailto:desk@example.org", ""},
              {"http://example.org:99999999999/x", "http://example.org:99999999999/x"},
              {"2024:review", "https://example.org/news/2024:review"},
              {"x/a:b", "https://example.org/news/x/a:b"}};
  for (const auto& row : rows) EXPECT_EQ(resolve(base, row.link), row.whole) << row.link;
}

}  // namespace
}  // namespace khaldun
