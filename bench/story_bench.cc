// Stories on synthetic news: pairwise precision and recall, and the time, of 10,000 and 100,000 reports.
//
//   story_bench [SEED]
//
// The news is made up so that it is hard in the ways that real news is: countries of very different weight, events told
// by none or many papers, each in words of its own (synonyms, left out or blurred days, places and actors, tolls that
// grow, codes that differ), and for every third event a twin of the same countries and days: another town, another day
// of the week, another victim in the town.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>

#include "story/stories.h"

namespace khaldun {
namespace {

constexpr size_t kCountries = 60, kTowns = 25, kLeaders = 4, kTopics = 3000;

struct Kind {
  Type type;
  const char *mode, *near_mode, *cameo, *near_cameo;
  Sector source, target;
  bool domestic, mutual, toll;
};
constexpr Kind kKinds[] = {
    {Type::ASSAULT, "aerial", "heavy-weapons", "195", "194", Sector::MIL, Sector::CVL, false, false, true},
    {Type::ASSAULT, "explosives", "suicide-attack", "183", "1831", Sector::REB, Sector::CVL, true, false, true},
    {Type::ASSAULT, "firearms", "", "193", "190", Sector::UAF, Sector::COP, true, false, true},
    {Type::COERCE, "arrest", "", "173", "173", Sector::COP, Sector::OPP, true, false, true},
    {Type::PROTEST, "demo", "riot", "141", "145", Sector::CVL, Sector::GOV, true, false, false},
    {Type::CONSULT, "phone", "", "041", "040", Sector::GOV, Sector::GOV, false, true, false},
    {Type::CONSULT, "visit", "", "042", "040", Sector::GOV, Sector::GOV, false, true, false},
    {Type::ACCUSE, "disapprove", "", "111", "110", Sector::GOV, Sector::GOV, false, false, false},
    {Type::REQUEST, "yield", "", "0256", "020", Sector::GOV, Sector::GOV, false, false, false},
    {Type::SANCTION, "discontinue", "", "163", "160", Sector::GOV, Sector::GOV, false, false, false},
    {Type::AID, "", "", "073", "070", Sector::GOV, Sector::REF, false, false, false},
    {Type::THREATEN, "violence", "", "138", "130", Sector::GOV, Sector::GOV, false, false, false},
};

struct Truth {
  const Kind* kind;
  size_t source, target, leader, host, town, toll;  // countries, whose leaders, and which town of the target's
  int day, last;
  std::vector<size_t> topics;  // what it is about, as words
};

class News {
 public:
  explicit News(unsigned seed) : random_(seed) {}

  /// Reports in the order of publication, each with the number of its true event in `of`.
  std::vector<Report> make(size_t size, std::vector<size_t>& of) {
    std::vector<std::pair<Report, size_t>> all;
    const int days = static_cast<int>(size / 300) + 1;  // a small desk's 300 reports a day
    for (size_t events = 0; all.size() < size;) {
      Truth truth = event(days);
      tell(truth, events++, all);
      if (chance(0.35)) tell(twin(truth), events++, all);
    }
    all.resize(size);
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.first.published < b.first.published; });
    std::vector<Report> reports;
    for (auto& [report, event] : all) {
      report.id = reports.size() + 1;
      reports.push_back(std::move(report));
      of.push_back(event);
    }
    return reports;
  }

 private:
  bool chance(double p) { return std::uniform_real_distribution<>(0, 1)(random_) < p; }
  size_t below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random_); }
  /// Few countries make most of the news.
  size_t country() {
    return static_cast<size_t>(static_cast<double>(kCountries) *
                               std::pow(std::uniform_real_distribution<>(0, 1)(random_), 2.5));
  }

  Truth event(int days) {
    Truth t{};
    t.kind = &kKinds[below(std::size(kKinds))];
    t.target = country();
    t.source = t.kind->domestic ? t.target : country();
    while (!t.kind->domestic && t.source == t.target) t.source = country();
    t.leader = below(2) * below(kLeaders);  // mostly the first
    t.host = below(2) * below(kLeaders);
    t.town = below(2) * below(kTowns);
    t.toll = 1 + static_cast<size_t>(std::exp(std::normal_distribution<>(1.8, 1.2)(random_)));
    t.day = 10 + static_cast<int>(below(static_cast<size_t>(days)));
    t.last = t.day +
             (t.kind->type == Type::PROTEST || t.kind->mode == std::string("visit") ? static_cast<int>(below(3)) : 0);
    topics(t);
    return t;
  }

  void topics(Truth& t) {
    t.topics.clear();
    for (size_t i = 2 + below(3); i > 0; --i) t.topics.push_back(below(kTopics));
  }

  /// The same countries and kind, but another act.
  Truth twin(Truth t) {
    topics(t);
    t.toll = 1 + static_cast<size_t>(std::exp(std::normal_distribution<>(1.8, 1.2)(random_)));
    const size_t how = below(4);
    if (how == 0) t.town = (t.town + 1 + below(kTowns - 1)) % kTowns;  // elsewhere on the day
    if (how == 1 || how == 2) {                                        // again in the week
      const int later = 1 + static_cast<int>(below(5));
      t.day += later;
      t.last += later;
    }
    if (how == 3 && t.kind->type == Type::CONSULT)
      t.host = (t.host + 1) % kLeaders;  // on the day, in the town, with or to another
    return t;
  }

  static std::string code(size_t c) { return {static_cast<char>('A' + c / 26), static_cast<char>('A' + c % 26), 'X'}; }
  /// Made-up words of letters alone: "qbcword", its synonym "syqbcword".
  static std::string word(size_t topic, bool synonym) {
    std::string w = synonym ? "z" : "q";
    for (size_t i = 0; i < 3; ++i, topic /= 15) w += static_cast<char>('a' + topic % 15);
    return w + "ot";
  }

  EventActor actor(size_t c, Sector sector, size_t leader) {
    EventActor a;
    a.country = code(c);
    a.sector = sector;
    a.text = "they";
    if (sector == Sector::GOV && chance(0.9)) {
      const bool state = chance(0.35);
      a.name = state ? code(c) + "land" : code(c) + " leader " + std::string(1, static_cast<char>('a' + leader));
      if (state) a.id = "xyz";
    }
    if (sector == Sector::OPP && chance(0.3)) a.sector = Sector::CVL;
    if (sector == Sector::MIL && chance(0.4)) {
      a.sector = Sector::GOV;
      a.name = code(c) + "land";
      a.id = "xyz";
    }
    if (sector != Sector::GOV && chance(0.05)) a.country.clear();
    return a;
  }

  void tell(const Truth& t, size_t number, std::vector<std::pair<Report, size_t>>& all) {
    const size_t papers = 1 + static_cast<size_t>(std::exponential_distribution<>(0.4)(random_));
    for (size_t p = 0; p < papers; ++p) {
      Report r;
      r.document = "d" + std::to_string(all.size());
      Event& e = r.event;
      const Kind& k = *t.kind;
      const int delay = chance(0.1) ? 3 + static_cast<int>(below(6)) : static_cast<int>(below(3));
      const int told = t.day + static_cast<int>(below(static_cast<size_t>(t.last - t.day) + 1));
      r.published = Day(std::chrono::days(17000 + told + delay));
      e.type = k.type;
      e.mode = chance(0.15) ? "" : chance(0.1) ? k.near_mode : k.mode;
      e.cameo = chance(0.2) ? k.near_cameo : k.cameo;
      if (chance(0.1)) e.status = Status::alleged;
      const bool reverse = k.mutual && chance(0.3);
      e.source = {actor(reverse ? t.target : t.source, k.source, reverse ? t.host : t.leader)};
      if (!chance(0.12)) e.target = {actor(reverse ? t.source : t.target, k.target, reverse ? t.leader : t.host)};
      if (chance(0.08)) e.source.clear();
      if (delay > 2 || !chance(0.15)) {  // a late paper names the day
        const int day = told + (chance(0.04) ? 1 : 0);
        const int last = chance(0.1) ? t.last : day;
        e.date = EventDate{
            {Day(std::chrono::days(17000 + day)), Day(std::chrono::days(17000 + std::max(day, last)))}, {}, ""};
      }
      const bool at_home = k.toll || k.type == Type::PROTEST || k.type == Type::AID;
      if (!chance(at_home ? 0.2 : 0.6)) {
        EventPlace place;
        place.country = code(t.target);
        const double lat = static_cast<double>(t.target % 10) * 12 - 50,
                     lon = static_cast<double>(t.target / 10) * 40 - 100;
        if (chance(0.15)) {
          place.name = code(t.target) + " province " + std::to_string(t.town / 5);
          place.lat = lat + static_cast<double>(t.town / 5) * 1.5;
          place.lon = lon;
        } else {
          place.name = code(t.target) + " town " + std::to_string(t.town);
          place.admin1 = code(t.target) + " province " + std::to_string(t.town / 5);
          place.lat = lat + static_cast<double>(t.town / 5) * 1.5;
          place.lon = lon + static_cast<double>(t.town % 5) * 1.1;
        }
        e.place = place;
      }
      if (k.toll && !chance(0.3)) {
        const double grown = static_cast<double>(t.toll) * (1 + 0.1 * delay + (chance(0.2) ? 0.3 : 0));
        (k.type == Type::COERCE ? e.arrested : e.killed) = static_cast<int>(grown);
      }
      std::string quote;
      for (const size_t topic : t.topics) {
        if (chance(0.65)) quote += word(topic, chance(0.25)) + " ";
      }
      if (chance(0.3)) quote += word(below(kTopics), false);
      e.evidence = {{{}, quote}};
      e.confidence = 0.5;
      all.emplace_back(std::move(r), number);
    }
  }

  std::mt19937 random_;
};

double pairs(size_t n) { return static_cast<double>(n) * static_cast<double>(n - 1) / 2; }

void run(size_t size, unsigned seed) {
  std::vector<size_t> truth;
  const std::vector<Report> reports = News(seed).make(size, truth);
  const auto start = std::chrono::steady_clock::now();
  Stories stories;
  std::vector<uint64_t> found;
  for (const Report& report : reports) found.push_back(stories.add(report));
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

  std::map<size_t, size_t> of_truth;
  std::map<uint64_t, size_t> of_story;
  std::map<std::pair<size_t, uint64_t>, size_t> of_both;
  for (size_t i = 0; i < size; ++i) {
    ++of_truth[truth[i]];
    ++of_story[found[i]];
    ++of_both[{truth[i], found[i]}];
  }
  double right = 0, said = 0, there = 0;
  for (const auto& [key, n] : of_both) right += pairs(n);
  for (const auto& [key, n] : of_story) said += pairs(n);
  for (const auto& [key, n] : of_truth) there += pairs(n);
  std::printf(
      "%7zu reports of %6zu events: %6zu stories, pairs precision %5.1f recall %5.1f, %6.2f s, %7.0f reports a "
      "second\n",
      size, of_truth.size(), of_story.size(), 100 * right / said, 100 * right / there, seconds,
      static_cast<double>(size) / seconds);
}

}  // namespace
}  // namespace khaldun

int main(int argc, char** argv) {
  const unsigned seed = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 1;
  khaldun::run(10'000, seed);
  khaldun::run(100'000, seed);
}
