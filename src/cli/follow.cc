// khaldun follow: what feeds tell, as they tell it, into a database.
#include <fmt/format.h>

#include <charconv>
#include <iostream>

#include "cli/coding_run.h"
#include "cli/follower.h"
#include "fetch/url.h"

namespace khaldun {
namespace {

struct FollowOptions {
  std::vector<std::string> feeds;
  std::string database, every_text = "15m";
  double pause = 1;  // seconds
  unsigned threads = 1;
  bool once = false;
};

/// "90s", "15m", "2h" or "1d".
std::optional<std::chrono::seconds> parse_time(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number <= 0 || number > 100'000 || end + 1 != text.data() + text.size())
    return std::nullopt;
  switch (*end) {
    case 's':
      return std::chrono::seconds(number);
    case 'm':
      return std::chrono::minutes(number);
    case 'h':
      return std::chrono::hours(number);
    case 'd':
      return std::chrono::days(number);
    default:
      return std::nullopt;
  }
}

/// One round: the new articles of all feeds that are due.
int code_new(const Engine& engine, Store& store, Follower& follower, const CodingOptions& coding,
             Interrupt& interrupt) {
  int outcome = kOk;
  if (std::optional<Task> first = follower.next()) {
    const auto next = [&] { return first ? std::exchange(first, std::nullopt) : follower.next(); };
    outcome = CodingRun(engine, store, coding, {next, [] { return 0.0; }}, interrupt).go();
    if (outcome == kDatabase) return outcome;
  }
  const Result<void> settled = follower.settle();
  return settled ? outcome : database_error(settled.error());
}

int follow(const DataOptions& data, const FollowOptions& options) {
  const std::optional<std::chrono::seconds> every = parse_time(options.every_text);
  if (!every) {
    std::cerr << "khaldun: --every is '" << options.every_text << "'; wanted a time such as 90s, 15m, 2h or 1d\n";
    return kUsage;
  }
  for (const std::string& feed : options.feeds) {
    if (feed.find("://") == std::string::npos || parse_url(feed)) continue;
    std::cerr << "khaldun: found the feed '" << feed << "'; wanted an http or https address, or a file\n";
    return kUsage;
  }
  Interrupt interrupt;
  const std::optional<Engine> engine = load_engine(data);
  if (!engine) return kUsage;  // before a database is made for nothing
  const Result<std::unique_ptr<Store>> store = Store::open(options.database, Access::write);
  if (!store) return database_error(store.error());
  const auto wait = [&](std::chrono::milliseconds time) { return !interrupt.asked_after(time); };
  Http http(wait, std::chrono::milliseconds(static_cast<int64_t>(options.pause * 1000)));
  Follower follower(options.feeds, options.once ? std::nullopt : every, http, **store);
  const std::string name = Store::shown(options.database);
  const CodingOptions coding{name, data.line, std::nullopt, options.threads, false};
  while (true) {
    const int outcome = code_new(*engine, **store, follower, coding, interrupt);
    if (outcome == kDatabase) return outcome;
    const auto due = follower.due();
    if (!due) return follower.failures() > 0 ? kRejects : outcome;
    if (interrupt.asked_after(std::chrono::ceil<std::chrono::milliseconds>(*due - Follower::Clock::now()))) break;
  }
  fmt::print(stderr, "khaldun: stopped\n");
  return kOk;
}

}  // namespace

Command add_follow(CLI::App& app, const DataOptions& data) {
  const auto a = std::make_shared<FollowOptions>();
  CLI::App* command = app.add_subcommand("follow", "poll feeds and code what is new into a database, until Ctrl-C");
  command->add_option("FEED", a->feeds, "RSS and Atom feeds: http and https addresses, files")->required();
  command
      ->add_option("--db", a->database, "an SQLite file, created where it is missing, or postgresql://USER@HOST/NAME")
      ->required();
  command->add_option("--every", a->every_text, "how often each feed is asked: 90s, 15m, 2h, 1d")
      ->capture_default_str();
  command->add_flag("--once", a->once, "ask each feed once and end, as for cron");
  command->add_option("--pause", a->pause, "seconds between two requests to one host")
      ->check(CLI::Range(0.0, 3600.0))
      ->capture_default_str();
  command->add_option("--threads", a->threads, "threads that code")->check(CLI::Range(1, 256))->capture_default_str();
  command->footer(
      "Examples:\n  khaldun follow --every 15m --db events.db https://example.org/world.rss "
      "https://example.com/atom.xml\n"
      "  khaldun follow --once --db events.db https://example.org/world.rss\nSee docs/follow.md.");
  return {command, [&data, a] { return follow(data, *a); }};
}

}  // namespace khaldun
