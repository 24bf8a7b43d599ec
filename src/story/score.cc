#include "story/score.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/among.h"
#include "story/kin.h"
#include "story/weights.h"

namespace khaldun {
namespace {

using Who = Features::Who;

/// What is not the type's own business (verbal acts are told where the speaker stands).
bool deed(Type type) {
  return type == Type::ASSAULT || type == Type::COERCE || type == Type::PROTEST || type == Type::MOBILIZE ||
         type == Type::RETREAT || type == Type::AID;
}

bool by_phone(const Features& f) {
  return f.type == Type::CONSULT && f.mode >= 0 && modes_of(f.type)[static_cast<size_t>(f.mode)] == "phone";
}

/// Acts that go on for days, and are told on each of them.
bool lasting(const Features& f) {
  return f.type == Type::PROTEST || f.type == Type::MOBILIZE || f.type == Type::COOPERATE || f.type == Type::AID ||
         (f.type == Type::CONSULT && f.mode >= 0 && !by_phone(f));
}

/// Modes of one family are often taken for each other.
int mode_family(std::string_view mode) {
  constexpr std::array<std::array<std::string_view, 4>, 9> kFamilies = {{
      {"explosives", "suicide-attack", "targeted", "unconventional"},
      {"aerial", "drone", "heavy-weapons", "destroy"},
      {"firearms", "primitive", "beat", "crowd-control"},
      {"demo", "riot", "obstruct", "vandalize"},
      {"strike", "boycott", "hunger", ""},
      {"visit", "multilateral", "third-party", ""},
      {"restrict", "censor", "curfew", "martial-law"},
      {"arrest", "seize", "", ""},
      {"troops", "weapons", "militia", "police"},
  }};
  for (size_t i = 0; i < kFamilies.size(); ++i) {
    if (among(kFamilies[i], mode)) return static_cast<int>(i);
  }
  return -1;
}

/// What one says to or of another. Nobody says the same twice on a day, but raids may well be many.
bool spoken(Type type) { return verbal(type) && !mutual(type) && type != Type::CONCEDE; }

double worth_of(Kin kin) {
  switch (kin) {
    case Kin::same:
      return 0;
    case Kin::near:
      return weight::kNearType;
    case Kin::far:
      return weight::kFarType;
    case Kin::none:
      break;
  }
  return weight::kOtherType;
}

double what(const Features& a, const Features& b) {
  double score = worth_of(kin(a.type, b.type));
  if (a.type == b.type && a.mode >= 0 && b.mode >= 0) {
    const std::string_view x = modes_of(a.type)[static_cast<size_t>(a.mode)],
                           y = modes_of(b.type)[static_cast<size_t>(b.mode)];
    const bool near = mode_family(x) >= 0 && mode_family(x) == mode_family(y);
    score += x == y ? weight::kSameMode : near ? weight::kNearMode : weight::kOtherMode;
  }
  if (a.cameo == b.cameo) score += weight::kSameCode;
  if (spoken(a.type) && spoken(b.type)) score += weight::kSpoken;
  return score;
}

/// Whether a plan was told when its day had passed: then what is called a plan is the deed ("Quito would give asylum,
/// it said on Thursday").
std::optional<double> overdue(const Features& plan) {
  if (!plan.dated) return weight::kPlanUndated;
  if (plan.days.last < plan.published) return weight::kPlanOverdue;
  return std::nullopt;
}

std::optional<double> status(const Features& a, const Features& b) {
  if (a.status == b.status) return 0;
  const auto are = [&](Status x, Status y) {
    return (a.status == x && b.status == y) || (a.status == y && b.status == x);
  };
  if (are(Status::occurred, Status::alleged)) return weight::kOccurredAlleged;
  if (are(Status::planned, Status::proposed)) return weight::kPlannedProposed;
  if (are(Status::alleged, Status::denied)) return weight::kAllegedDenied;
  if (are(Status::planned, Status::occurred)) return overdue(a.status == Status::planned ? a : b);
  return std::nullopt;
}

/// The one that was published later; nothing for one day.
const Features* later(const Features& a, const Features& b) {
  if (a.published == b.published) return nullptr;
  return a.published < b.published ? &b : &a;
}

/// Whether each of two reports without a day tells the news of its own: the later one does not look back.
bool news_of_two_days(const Features& a, const Features& b) {
  const Features* const last = later(a, b);
  return !a.dated && !b.dated && last != nullptr && !last->looks_back;
}

std::optional<double> when(const Features& a, const Features& b) {
  const auto days_from = [](Day from, Day to) { return static_cast<long>((to - from).count()); };
  // Two texts without a day each tell the news of theirs.
  const bool undated = !a.dated && !b.dated;
  const long gap = undated ? std::abs(days_from(a.days.last, b.days.last))
                           : std::max({0L, days_from(a.days.last, b.days.first), days_from(b.days.last, a.days.first)});
  const double days = static_cast<double>(gap);
  const bool brief = std::max(a.days.last - a.days.first, b.days.last - b.days.first) < std::chrono::days(7);
  if (!a.dated || !b.dated) {
    if (gap > 5) return std::nullopt;
    const double per_day = !news_of_two_days(a, b)    ? weight::kUndatedPerDay
                           : lasting(a) && lasting(b) ? weight::kLastingNewsPerDay
                                                      : weight::kNewsPerDay;
    return (brief ? weight::kUndated : weight::kUndatedLong) + days * per_day;
  }
  if (gap == 0) {
    if (a.days == b.days && a.days.first == a.days.last) return weight::kSameDay;
    return brief ? weight::kShortSpans : weight::kLongSpans;
  }
  if (lasting(a) && lasting(b)) {
    if (gap > 4) return std::nullopt;
    return weight::kLastingNextDay + (days - 1) * weight::kLastingPerDay;
  }
  if (gap > 2) return std::nullopt;
  return gap == 1 ? weight::kNextDay : weight::kTwoDays;
}

/// What it is worth that the later one looks back; of one day, that one of them does.
double looking_back(const Features& a, const Features& b) {
  const Features* const last = later(a, b);
  const bool back = last != nullptr ? last->looks_back : a.looks_back != b.looks_back;
  return back ? weight::kLooksBack : 0;
}

double kilometres(const Features::Where& a, const Features::Where& b) {
  constexpr double kRadian = 3.14159265358979 / 180, kDegree = 111.2;
  const double dy = a.lat - b.lat, dx = std::remainder(a.lon - b.lon, 360.0) * std::cos((a.lat + b.lat) / 2 * kRadian);
  return kDegree * std::sqrt(dx * dx + dy * dy);
}

/// What it is worth that two acts of a type took place far from each other.
double far_apart(const Features& f) {
  if (deed(f.type)) return weight::kFarDeeds;
  return mutual(f.type) && !by_phone(f) ? weight::kFarTalks : weight::kFarWords;
}

/// Whether an actor of either is of a country.
bool takes_part(uint32_t country, const Features& a, const Features& b) {
  return std::ranges::any_of(std::array{&a.source, &a.target, &b.source, &b.target}, [&](const std::vector<Who>* side) {
    return std::ranges::find(*side, country, &Who::country) != side->end();
  });
}

/// Whether a name's last word stands around a report.
bool told(uint32_t stem, const Features& in) { return stem != 0 && std::ranges::binary_search(in.around, stem); }

double where(const Features& a, const Features& b) {
  if (!a.place || !b.place) return 0;
  const Features::Where &x = *a.place, &y = *b.place;
  const double far = std::max(far_apart(a), far_apart(b));  // either may be told with the place of a party
  if (x.whole_country || y.whole_country) {
    if (x.country == y.country) return weight::kSameCountry;
    const bool of_party =
        (x.whole_country && takes_part(x.country, a, b)) || (y.whole_country && takes_part(y.country, a, b));
    return std::max(far * weight::kOtherLand, of_party ? weight::kPartyLand : far);
  }
  if (x.capital || y.capital)
    return x.name == y.name && x.country == y.country ? weight::kSameTown : std::max(far, weight::kOtherTown);
  if (x.name == y.name && x.country == y.country && kilometres(x, y) < 100)
    return x.admin1 != 0 ? weight::kSameTown : weight::kSameRegion;
  if ((x.admin1 != 0 && x.admin1 == y.name) || (y.admin1 != 0 && y.admin1 == x.name)) return weight::kInside;
  const double apart = kilometres(x, y);
  if (apart < 30) return weight::kNearby;
  if ((x.country == 0 || y.country == 0) && apart < 1000) return weight::kAtSea;
  if (told(x.stem, b) || told(y.stem, a)) return std::max(far, weight::kFarTold);
  return apart < 100 ? std::max(far, weight::kApart) : far;
}

double likeness(const Who& a, const Who& b) {
  if (a.name != 0 && a.name == b.name) return a.state && b.state ? weight::kSameState : weight::kSameName;
  const bool headline = a.name == a.last || b.name == b.last;  // one of them has no more than that word
  if (a.last != 0 && a.last == b.last && headline) return weight::kLastName;
  if (a.sound != 0 && a.sound == b.sound) return weight::kSoundsAlike;
  if (armed(a.sector) && armed(b.sector) && a.country != b.country) return weight::kForeignArms;
  if (a.country != 0 && b.country != 0 && a.country != b.country) {
    const bool unnamed = (a.name == 0 || b.name == 0) && a.sector == b.sector;
    return unnamed ? weight::kOtherCountryKind : weight::kOtherCountry;
  }
  const bool named =
      a.name != 0 && b.name != 0 && !a.state && !b.state;  // "Putin" may stand for Russia, not for Lavrov
  const bool both_organs = organ_of_state(a.sector) && organ_of_state(b.sector);
  if (a.country == 0 || b.country == 0)
    return named ? weight::kOtherName : a.sector == b.sector ? weight::kSameTrade : 0;
  if (named) return both_organs ? weight::kOtherOfficial : weight::kOtherName;
  if (a.sector == b.sector) return weight::kSameKind;
  if (a.sector == Sector::UNK || b.sector == Sector::UNK) return 0;
  if (armed(a.sector) && armed(b.sector)) return weight::kSameArms;
  return both_organs                                              ? weight::kSameOrgans
         : !organ_of_state(a.sector) && !organ_of_state(b.sector) ? weight::kSameSociety
                                                                  : weight::kSameLand;
}

/// One side of a report, with the report.
struct Side {
  const std::vector<Who>& actors;
  const Features& report;
};

/// What the best partner of an actor on the other side is worth. One whose name stands around the other report may well
/// be of its act, though not in that role; where both are named, they are two.
double partner(const Who& actor, const Features& report, const Side& other) {
  double best = -100;
  for (const Who& who : other.actors) {
    const double like = likeness(actor, who);
    const bool two_names = actor.name != 0 && who.name != 0 && !actor.state && !who.state;
    const bool known = !two_names && like < weight::kTold && (told(actor.stem, other.report) || told(who.stem, report));
    best = std::max(best, known ? weight::kTold : like);
  }
  return best;
}

/// What the actors of one side find on the other: the mean.
double partners(const Side& fewer, const Side& more) {
  double sum = 0;
  for (const Who& actor : fewer.actors) sum += partner(actor, fewer.report, more);
  return sum / static_cast<double>(fewer.actors.size());
}

/// The same of the shorter side; of both where they are as long, so that a pair is worth the same from either end.
double side(const Side& a, const Side& b) {
  if (a.actors.size() == b.actors.size()) return (partners(a, b) + partners(b, a)) / 2;
  return a.actors.size() < b.actors.size() ? partners(a, b) : partners(b, a);
}

double source(const Side& a, const Side& b) {
  if (a.actors.empty() && b.actors.empty()) return weight::kNoDoer;
  if (a.actors.empty() || b.actors.empty()) return weight::kOneDoer;
  return side(a, b);
}

double target(const Side& a, const Side& b) {
  if (a.actors.empty() && b.actors.empty()) return 0;
  if (a.actors.empty() || b.actors.empty()) return weight::kOneTarget;
  return side(a, b);
}

/// The parties of mutual acts stand all on one side, so that theirs counts for both.
double parties(const Side& a, const Side& b) {
  if (a.actors.empty() || b.actors.empty()) return 0;
  return side(a, b) * static_cast<double>(std::clamp<size_t>(std::min(a.actors.size(), b.actors.size()), 1, 2));
}

double tolls(const Features& a, const Features& b) {
  double sum = 0;
  for (size_t i = 0; i < a.tolls.size(); ++i) {
    const int x = a.tolls[i], y = b.tolls[i];
    if (x < 0 || y < 0) continue;
    if (x == y) {
      sum += x >= 10 ? weight::kSameMany : x >= 3 ? weight::kSameSome : weight::kSameFew;
      continue;
    }
    const double ratio = (std::max(x, y) + 1.0) / (std::min(x, y) + 1.0);
    const double worth = ratio <= 1.35  ? weight::kCloseToll
                         : ratio <= 2.0 ? weight::kTwiceToll
                         : ratio <= 4.0 ? weight::kFourTimesToll
                                        : weight::kOtherToll;
    const bool grew = (a.published < b.published && x < y) || (b.published < a.published && y < x);
    if (news_of_two_days(a, b))
      sum += std::min(worth, weight::kOtherNewsToll);
    else
      sum += worth < 0 && grew ? worth * weight::kLaterToll : worth;
  }
  return sum;
}

/// How many two sorted lists have in common.
size_t shared_of(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  size_t shared = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y)
      ++shared, ++x, ++y;
    else if (*x < *y)
      ++x;
    else
      ++y;
  }
  return shared;
}

/// Names that both have for their actors and places are worth what they are there, and nothing here.
double around(const Features& a, const Features& b, const std::vector<double>& common) {
  if (a.around.empty() || b.around.empty()) return 0;
  const auto has = [](const std::vector<uint32_t>& words, uint32_t word) {
    return std::ranges::binary_search(words, word);
  };
  double shared = 0;
  for (size_t i = 0; i < a.around.size(); ++i) {
    const uint32_t word = a.around[i];
    if (!has(b.around, word) || (has(a.names, word) && has(b.names, word))) continue;
    shared += common.empty() ? 1 : std::max(0.0, 1 + weight::kCommonAround * common[i]);
  }
  constexpr std::array kWorth = {weight::kAroundNone, weight::kAroundOne, weight::kAroundTwo, weight::kAroundMore};
  if (shared >= kWorth.size() - 1) return weight::kAroundMore;
  const auto below = static_cast<size_t>(shared);
  return std::lerp(kWorth[below], kWorth[below + 1], shared - std::floor(shared));
}

}  // namespace

double Score::total() const {
  return weight::kPrior + what + status + when + where + source + target + tolls + words + around;
}

double score_words(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b, bool around_known,
                   const std::vector<double>& common) {
  const size_t fewer = std::min(a.size(), b.size());
  if (fewer == 0) return 0;
  size_t shared = 0;
  double best = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    if (!std::ranges::binary_search(b, a[i])) continue;
    ++shared;
    best = std::max(best, weight::kSharedWord + (common.empty() ? 0 : weight::kCommonWord * common[i]));
  }
  if (shared == 0 && around_known) return 0;
  if (shared == 0) return std::max(static_cast<double>(fewer * fewer) * weight::kNoWord, weight::kNoWords);
  return shared >= 2 ? best + weight::kMoreWords : best;
}

std::optional<Score> compare(const Features& a, const Features& b, const Common& common) {
  if (kin(a.type, b.type) == Kin::none && shared_of(a.words, b.words) == 0) return std::nullopt;
  if (a.document != 0 && a.document == b.document) return std::nullopt;
  const std::optional<double> happened = khaldun::status(a, b), day = khaldun::when(a, b);
  if (!happened || !day || (a.type != b.type && *day < 0)) return std::nullopt;
  const bool one_land = shared_of(a.countries, b.countries) > 0;
  Score score;
  score.what = khaldun::what(a, b);
  score.status = *happened;
  score.when = *day + looking_back(a, b);
  score.where = khaldun::where(a, b) + (one_land ? 0 : weight::kNoLand);
  const bool one_sided = mutual(a.type) && mutual(b.type);
  const Side doers{a.source, a}, other_doers{b.source, b};
  score.source = one_sided ? parties(doers, other_doers) : source(doers, other_doers);
  if (!one_sided) score.target = target({a.target, a}, {b.target, b});
  score.tolls = khaldun::tolls(a, b);
  score.words = score_words(a.words, b.words, !a.around.empty() && !b.around.empty(), common.words);
  score.around = khaldun::around(a, b, common.around);
  return score;
}

}  // namespace khaldun
