// Http: pages and feeds from the net, politely: one request at a time, a pause between two to one host, limits on time
// and size.
//
//   Http http([](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); return true; }, 1s);
//   Result<Answer> feed = http.get("https://example.org/feed.rss");
//   feed = http.get("https://example.org/feed.rss", feed->version);  // 304 where it has not changed
#pragma once

#include <chrono>
#include <functional>
#include <map>

#include "khaldun/base.h"

namespace khaldun {

inline constexpr size_t kMaxAnswer = 20'000'000;  // bytes, inflated

/// What a server says of a page's state, to be told again: ETag and Last-Modified; empty where it says nothing.
struct PageVersion {
  std::string etag, last_modified;
  bool operator==(const PageVersion&) const = default;
};

struct Answer {
  int status = 0;  // 200, 304, 404 …
  std::string body, content_type;
  PageVersion version;
  std::chrono::seconds retry_after{0};  // how long the server asks to be left alone
};

/// One thread at a time.
class Http {
 public:
  /// `wait` sleeps, and returns false where the user wants an end; it is also asked while bytes come in.
  using Wait = std::function<bool(std::chrono::milliseconds)>;
  Http(Wait wait, std::chrono::milliseconds pause) : wait_(std::move(wait)), pause_(pause) {}

  /// Follows redirects. Errors: kFile, no answer, too slow, interrupted: another time may do; kInput, too large, no
  /// http or https. The message begins with the URL.
  [[nodiscard]] Result<Answer> get(const std::string& url, const PageVersion& known = {});
  /// Whether the user wants an end.
  [[nodiscard]] bool interrupted() { return !wait_(std::chrono::milliseconds(0)); }

 private:
  using Clock = std::chrono::steady_clock;
  Wait wait_;
  std::chrono::milliseconds pause_;
  std::map<std::string, Clock::time_point> asked_;  // when each host was asked last
};

}  // namespace khaldun
