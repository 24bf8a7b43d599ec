// How fast a large database answers: store_bench DATABASE [--events N]
//
// DATABASE is what --db takes, a file or postgresql://…. An empty one is filled with N made-up events (1,000,000) in
// documents of two, whose countries, actors, places and words are as unevenly spread as in news; then each kind of
// `khaldun query` is timed: the median of five and the best, after one that does not count. A time has everything but
// the printing: all rows with their actors and quotes.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <random>

#include "store/store.h"

namespace khaldun {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

[[noreturn]] void stop(const Error& error) {
  fmt::print(stderr, "store_bench: {}\n", error.message);
  std::exit(4);
}
template <class T>
T value_of(Result<T> result) {
  if (!result) stop(result.error());
  return std::move(*result);
}
void check(const Result<void>& result) {
  if (!result) stop(result.error());
}

constexpr int kCountries = 200, kActors = 3000, kPlaces = 5000, kWords = 20'000, kDays = 4000;
const Day kFirst = *parse_day("2010-01-01");

std::string country(int i) { return {static_cast<char>('A' + i / 26 % 26), static_cast<char>('A' + i % 26), 'X'}; }

/// The same for the same seed.
class News {
 public:
  Document document(int64_t id) {
    Document d;
    d.id = fmt::format("d{}", id);
    d.url = fmt::format("http://127.0.0.1/{}", id);
    d.published = kFirst + std::chrono::days(id * kDays / documents_);
    d.text = fmt::format("Number {}.", id);
    for (int i = 0; i < 60; ++i) d.text += fmt::format(" w{}", skewed(kWords));
    return d;
  }
  Event event(const Document& d) {
    Event e;
    e.id = fmt::format("k1:{:016x}", random_());
    e.sentence = static_cast<uint32_t>(below(10));
    e.type = static_cast<Type>(below(kTypes));
    const std::vector<std::string_view>& modes = modes_of(e.type);
    if (!modes.empty() && below(2) == 0) e.mode = modes[static_cast<size_t>(below(static_cast<int>(modes.size())))];
    e.cameo = fmt::format("{:03}", below(200));
    e.quad = 1 + static_cast<int>(e.type) / 4;
    e.goldstein = below(200) / 10.0 - 10;
    e.intensity = e.goldstein;
    e.status = below(10) < 7 ? Status::occurred : static_cast<Status>(1 + below(4));
    e.source = {actor()};
    if (below(5) > 0)
      e.target = {actor()};
    else
      e.source.push_back(actor());
    const Day day = *d.published - std::chrono::days(below(5));
    if (below(10) > 0) e.date = EventDate{{day, day}, {}, {}};
    if (below(2) == 0) e.place = place();
    if (below(8) == 0) e.killed = below(40);
    e.evidence = {{{4, 50}, d.text.substr(4, 46)}};
    e.frame = "made.up";
    e.confidence = 0.3 + below(700) / 1000.0;
    return e;
  }
  static EventPlace place(int i) {
    return {{}, fmt::format("place {}", i),    fmt::format("place {}", i),      country(i % kCountries),
            "", std::fmod(i * 7.31, 130) - 60, std::fmod(i * 13.77, 360) - 180, static_cast<uint32_t>(i + 1)};
  }
  explicit News(int64_t documents) : documents_(documents) {}

 private:
  EventActor actor() {
    EventActor a;
    const int i = skewed(kActors);
    a.text = a.name = fmt::format("actor {}", i);
    if (below(2) == 0) a.id = fmt::format("x.actor{}", i);
    a.country = country(skewed(kCountries));
    a.sector = static_cast<Sector>(skewed(kSectors));
    return a;
  }
  EventPlace place() { return place(skewed(kPlaces)); }
  int below(int n) { return static_cast<int>(random_() % static_cast<uint64_t>(n)); }
  /// The first of n are met most: a half of all falls on the first square root of n.
  int skewed(int n) { return static_cast<int>(std::pow(n, static_cast<double>(random_() >> 11) / 0x1p53)) - 1; }
  int64_t documents_;
  std::mt19937_64 random_{7};
};

void fill(Store& store, int64_t events) {
  const int64_t documents = events / 2;
  News news(documents);
  Reading reading;
  reading.published_how = "given";
  const auto start = Clock::now();
  std::array<double, 10> tenths{};
  for (int64_t i = 0; i < documents; ++i) {
    const Document d = news.document(i);
    reading.published = *d.published;
    reading.events = {news.event(d), news.event(d)};
    value_of(store.put(d, digest_of(d), reading, "bench"));
    tenths[static_cast<size_t>(i * 10 / documents)] = peak_mib();
  }
  check(store.commit());
  const double written = seconds_since(start);
  fmt::print(
      "written   {} documents with {} events in {:.0f} s: {:.2f} ms a document; peak memory after 2 tenths {:.0f} MiB, "
      "after all {:.0f} MiB\n",
      documents, events, written, 1000 * written / static_cast<double>(documents), tenths[1], tenths[9]);

  // Every tenth event is told twice.
  const auto begun = Clock::now();
  const std::vector<int64_t> all = value_of(store.unlinked());
  for (size_t i = 0; i < all.size();) {
    const size_t members = i % 10 == 0 && i + 1 < all.size() ? 2 : 1;
    const std::vector<int64_t> ids(all.begin() + static_cast<ptrdiff_t>(i),
                                   all.begin() + static_cast<ptrdiff_t>(i + members));
    check(store.put_event(ids[0], ids[0], ids, value_of(store.reports(std::span(ids).first(1)))[0].record));
    if (i % 1024 < members) check(store.commit());
    i += members;
  }
  check(store.commit());
  fmt::print("linked    in {:.0f} s: {:.2f} ms a document\n", seconds_since(begun),
             1000 * seconds_since(begun) / static_cast<double>(documents));
  check(store.begin_run("bench", "store_bench"));
  check(store.end_run({documents, 0, 0}));
}

struct Kind {
  std::string name;
  std::function<void(Query&)> set;
};

std::vector<Kind> kinds() {
  const auto month = [](Query& q) { q.since = parse_day("2015-05-01"), q.until = parse_day("2015-05-31"); };
  const auto year = [](Query& q) { q.since = parse_day("2015-01-01"), q.until = parse_day("2015-12-31"); };
  const std::string often = country(2), seldom = country(60);
  const EventPlace place = News::place(40);
  return {
      {"--type, a month", [=](Query& q) { month(q), q.types = {Type::ASSAULT}; }},
      {"--mode, a month",
       [=](Query& q) {
         month(q), q.modes = {"drone", "arrest"};
       }},
      {"--status, a month", [=](Query& q) { month(q), q.statuses = {Status::denied}; }},
      {"--source COUNTRY:SECTOR, a month",
       [=](Query& q) {
         month(q), q.source = ActorFilter{often, "MIL", ""};
       }},
      {"--source ACTOR, a year",
       [=](Query& q) {
         year(q), q.source = ActorFilter{"", "", "x.actor40"};
       }},
      {"--source :SECTOR, a month",
       [=](Query& q) {
         month(q), q.source = ActorFilter{"", "REL", ""};
       }},
      {"--target COUNTRY, a year",
       [=](Query& q) {
         year(q), q.target = ActorFilter{seldom, "", ""};
       }},
      {"--source --target, a year",
       [=](Query& q) {
         year(q), q.source = ActorFilter{often, "", ""}, q.target = ActorFilter{country(9), "", ""};
       }},
      {"--source --target, all years",
       [=](Query& q) {
         q.source = ActorFilter{often, "", ""}, q.target = ActorFilter{seldom, "", ""};
       }},
      {"--country, a month", [=](Query& q) { month(q), q.country = seldom; }},
      {"--since --until, three days",
       [=](Query& q) { q.since = parse_day("2015-05-01"), q.until = parse_day("2015-05-03"); }},
      {"--place NAME, a year", [=](Query& q) { year(q), q.place = "place 40"; }},
      {"--place COUNTRY, a month", [=](Query& q) { month(q), q.place = often; }},
      {"--near 50 km, a year",
       [=](Query& q) {
         year(q), q.near = Near{place.lat, place.lon, 50};
       }},
      {"--near 300 km, a month",
       [=](Query& q) {
         month(q), q.near = Near{place.lat, place.lon, 300};
       }},
      {"--min-confidence 0.99, a month", [=](Query& q) { month(q), q.min_confidence = 0.99; }},
      {"--text, two words", [=](Query& q) { q.text = "w1500 w900"; }},
      {"--text, a frequent and a rare word", [=](Query& q) { q.text = "w2 w9000"; }},
      {"--text --source, a year",
       [=](Query& q) {
         year(q), q.text = "w1500", q.source = ActorFilter{often, "", ""};
       }},
      {"--type --source --target, all years",
       [=](Query& q) {
         q.types = {Type::ASSAULT}, q.source = ActorFilter{often, "", ""}, q.target = ActorFilter{country(9), "", ""};
       }},
      {"--group-by month,dyad, all years",
       [=](Query& q) {
         q.group_by = {GroupKey::month, GroupKey::dyad};
       }},
      {"--group-by month,dyad, one dyad",
       [=](Query& q) {
         q.group_by = {GroupKey::month, GroupKey::dyad}, q.source = ActorFilter{often, "", ""},
         q.target = ActorFilter{country(9), "", ""};
       }},
      {"--group-by day,quad, one dyad",
       [=](Query& q) {
         q.group_by = {GroupKey::dyad, GroupKey::day, GroupKey::quad}, q.source = ActorFilter{often, "", ""},
         q.target = ActorFilter{country(9), "", ""};
       }},
      {"--group-by type, a month", [=](Query& q) { month(q), q.group_by = {GroupKey::type}; }},
      {"--group-by place, --type, a month",
       [=](Query& q) { month(q), q.types = {Type::ASSAULT}, q.group_by = {GroupKey::place}; }},
      {"--group-by year,type, all years",
       [=](Query& q) {
         q.group_by = {GroupKey::year, GroupKey::type};
       }},
      {"--type, all years", [=](Query& q) { q.types = {Type::ASSAULT}; }},
  };
}

size_t answer(Store& store, const Query& query) {
  size_t rows = 0;
  if (query.group_by.empty()) {
    check(store.select(query, [&](const StoredReport&) { return ++rows > 0; }));
    return rows;
  }
  check(store.count(query, [&](const std::vector<std::string>&) { return ++rows > 0; }));
  return rows - 1;  // the first has the names
}

int run(const std::vector<std::string>& arguments) {
  int64_t events = 1'000'000;
  if (arguments.size() == 3 && arguments[1] == "--events")
    events = std::strtoll(arguments[2].c_str(), nullptr, 10);
  else if (arguments.size() != 1) {
    fmt::print(stderr, "usage: store_bench DATABASE [--events N]\n");
    return 2;
  }
  if (!value_of(Store::exists(arguments[0]))) fill(*value_of(Store::open(arguments[0], Access::write)), events);
  const std::unique_ptr<Store> store = value_of(Store::open(arguments[0], Access::read));
  for (const Kind& kind : kinds()) {
    Query query;
    kind.set(query);
    size_t rows = answer(*store, query);
    std::array<double, 5> times{};
    for (double& time : times) {
      const auto start = Clock::now();
      rows = answer(*store, query);
      time = 1000 * seconds_since(start);
    }
    std::ranges::sort(times);
    fmt::print("{:<38} {:7} rows {:9.1f} ms {:9.1f} ms\n", kind.name, rows, times[2], times[0]);
  }
  fmt::print("peak memory {:.0f} MiB\n", peak_mib());
  return 0;
}

}  // namespace
}  // namespace khaldun

int main(int argc, char** argv) { return khaldun::run({argv + 1, argv + argc}); }
