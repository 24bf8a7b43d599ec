#include "cli/follower.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "base/ascii.h"
#include "cli/input_file.h"
#include "cli/show.h"
#include "fetch/url.h"
#include "ingest/charset.h"
#include "ingest/html.h"

namespace khaldun {
namespace {

constexpr std::chrono::seconds kSeldom = std::chrono::hours(24);

bool is_temporary(int status) { return status == 408 || status == 425 || status == 429 || status >= 500; }

/// Not a PDF, a picture, a film.
bool may_be_page(const std::string& content_type) {
  const std::string type = ascii_lower(content_type);
  return type.empty() || type.starts_with("text/") || type.starts_with("application/xhtml");
}

}  // namespace

Follower::Follower(const std::vector<std::string>& places, std::optional<std::chrono::seconds> every, Http& http,
                   Store& store)
    : every_(every), http_(http), store_(store) {
  for (const std::string& place : places) {
    const Result<FeedVersion> version = store.feed_version(place);
    if (!version)
      good_ = tl::unexpected(version.error());
    else
      feeds_.push_back({place, *version, *version, false, false, 0, Clock::now()});
  }
}

std::optional<Task> Follower::next() {
  while (good_ && !http_.interrupted()) {
    while (!entries_.empty()) {
      FeedEntry entry = std::move(entries_.front());
      entries_.pop_front();
      if (std::optional<Task> task = task_of(std::move(entry))) return task;
      if (!good_ || http_.interrupted()) return std::nullopt;
    }
    open_ = nullptr;
    const auto feed = std::ranges::find_if(feeds_, [](const Feed& f) { return !f.over && f.due <= Clock::now(); });
    if (feed == feeds_.end()) return std::nullopt;
    ask(*feed);
  }
  return std::nullopt;
}

Result<void> Follower::settle() {
  if (!good_) return good_;
  for (Feed& feed : feeds_) {
    const bool same =
        feed.version.etag == feed.lasting.etag && feed.version.last_modified == feed.lasting.last_modified;
    if (!feed.complete || same || &feed == open_) continue;
    if (Result<void> done = store_.put_feed_version(feed.place, feed.version); !done) return done;
    feed.lasting = feed.version;
  }
  return store_.commit();
}

std::optional<Follower::Clock::time_point> Follower::due() const {
  std::optional<Clock::time_point> first;
  for (const Feed& feed : feeds_) {
    if (!feed.over && (!first || feed.due < *first)) first = feed.due;
  }
  return first;
}

void Follower::ask(Feed& feed) {
  feed.over = !every_;
  if (every_) feed.due = Clock::now() + *every_;
  if (!parse_url(feed.place)) {
    const Result<InputFile> file = InputFile::open(feed.place);
    if (!file) return put_off(feed, file.error().message);
    return read(feed, file->bytes());
  }
  const Result<Answer> answer = http_.get(feed.place, {feed.lasting.etag, feed.lasting.last_modified});
  if (!answer) return put_off(feed, answer.error().message);
  if (answer->status == 304) {
    feed.failed = 0;
    return;
  }
  if (answer->status == 410) {
    feed.over = true;
    ++failures_;
    std::cerr << "khaldun: " << feed.place << ": the server says that this feed is gone; it is not asked again\n";
    return;
  }
  if (answer->status != 200)
    return put_off(feed, fmt::format("{}: the server answers {}", feed.place, answer->status), answer->retry_after);
  feed.version = {answer->version.etag, answer->version.last_modified};
  feed.complete = false;  // until it is read
  read(feed, answer->body);
}

void Follower::read(Feed& feed, std::string_view bytes) {
  Result<std::vector<FeedEntry>> entries = read_entries(bytes, feed.place);
  if (!entries) return put_off(feed, entries.error().message);
  feed.failed = 0;
  feed.complete = true;
  open_ = &feed;
  std::ranges::move(*entries, std::back_inserter(entries_));
}

void Follower::put_off(Feed& feed, const std::string& why, std::chrono::seconds at_least) {
  if (http_.interrupted()) return;
  ++failures_;
  if (!every_) {
    std::cerr << "khaldun: " << printable(why) << "\n";
    return;
  }
  const std::chrono::seconds wait = std::min(kSeldom, std::max(at_least, *every_ * (1 << std::min(++feed.failed, 10))));
  feed.due = Clock::now() + wait;
  std::cerr << fmt::format("khaldun: {}; asked again in {} min\n", printable(why),
                           std::chrono::ceil<std::chrono::minutes>(wait).count());
}

std::optional<Task> Follower::task_of(FeedEntry entry) {
  const std::optional<Url> feed = parse_url(open_->place);
  const std::string url = feed && !entry.url.empty() ? resolve(*feed, entry.url) : entry.url;
  // Without a link its id, which another feed may have given to something else.
  const std::string key = url.empty() && !entry.id.empty() ? fmt::format("{} {}", open_->place, entry.id) : url;
  if (met_.contains(key)) return std::nullopt;
  if (!key.empty()) {
    const Result<bool> met = store_.met(key);
    if (!met) good_ = tl::unexpected(met.error());
    if (!met || *met) return std::nullopt;
  }
  std::optional<Task> task =
      entry.whole || !parse_url(url) ? Task{std::move(entry.document), std::nullopt} : page_of(std::move(entry), url);
  if (!task) return std::nullopt;
  if (!key.empty()) met_.insert(key);
  task->source = key.empty() ? open_->place : key;
  if (task->document)
    task->document->url = url;
  else if (std::string& why = task->document.error().message; !key.empty() && !why.starts_with(key + ": "))
    why = fmt::format("{}: {}", key, why);  // by this place the store knows it again
  return task;
}

std::optional<Task> Follower::page_of(FeedEntry entry, const std::string& url) {
  const Result<Answer> answer = http_.get(url);
  if (answer ? is_temporary(answer->status) : answer.error().kind == Error::Kind::kFile) {
    open_->complete = false;  // so that the server sends the feed again
    if (http_.interrupted()) return std::nullopt;
    ++failures_;
    std::cerr << fmt::format(
        "khaldun: {}; asked again with the feed\n",
        printable(answer ? fmt::format("{}: the server answers {}", url, answer->status) : answer.error().message));
    return std::nullopt;
  }
  Result<Document> page = answer.and_then([&](const Answer& a) -> Result<Document> {
    if (a.status != 200) return fail(Error::Kind::kInput, fmt::format("{}: the server answers {}", url, a.status));
    if (!may_be_page(a.content_type))
      return fail(Error::Kind::kInput, fmt::format("{}: found {}; wanted a page of HTML", url, a.content_type));
    return read_html(a.body, url, url, charset_of(a.content_type));
  });
  if (!page) return Task{entry.document ? std::move(entry.document) : std::move(page), std::nullopt};
  page->id = entry.id;
  if (entry.published) page->published = entry.published;
  return Task{std::move(page), std::nullopt};
}

}  // namespace khaldun
