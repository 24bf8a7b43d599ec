#include "coder/score.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <tuple>

namespace khaldun {
namespace {

constexpr std::array<std::string_view, kLevels> kNames = {"found", "type", "who", "status", "when", "where", "full"};

constexpr std::array<std::string_view, kDetails> kDetailNames = {"mode",    "CAMEO root",       "killed",
                                                                 "said by", "source countries", "target countries"};

using Passed = std::array<bool, kLevels>;
bool passes(const Passed& passed, Level level) { return passed[static_cast<size_t>(level)]; }

std::set<std::string_view> countries(const std::vector<EventActor>& side) {
  std::set<std::string_view> found;
  for (const EventActor& a : side) found.insert(a.country);
  return found;
}

bool same_side(const std::vector<EventActor>& gold, const std::vector<EventActor>& coded) {
  if (countries(gold) != countries(coded)) return false;
  using Pair = std::pair<std::string_view, Sector>;
  std::set<Pair> a, b;
  for (const EventActor& actor : gold) a.emplace(actor.country, actor.sector);
  for (const EventActor& actor : coded) b.emplace(actor.country, actor.sector);
  const auto both = std::ranges::count_if(a, [&](const Pair& p) { return b.contains(p); });
  return a.empty() || 4 * static_cast<size_t>(both) >= a.size() + b.size();
}

std::vector<EventActor> parties(const Event& event) {
  std::vector<EventActor> all = event.source;
  all.insert(all.end(), event.target.begin(), event.target.end());
  return all;
}

Passed compare(const Event& gold, const Event& coded) {
  const bool type = gold.type == coded.type;
  const bool who = mutual(gold.type) ? same_side(parties(gold), parties(coded))
                                     : same_side(gold.source, coded.source) && same_side(gold.target, coded.target);
  const std::chrono::days one(1);
  const bool when = !gold.date || (coded.date && gold.date->days.first - one <= coded.date->days.last &&
                                   coded.date->days.first <= gold.date->days.last + one);
  const bool where =
      !gold.place || gold.place->country.empty() || (coded.place && gold.place->country == coded.place->country);
  const bool status = gold.status == coded.status;
  return {true, type, type && who, type && status, type && when, type && where, type && who && status && when && where};
}

/// In the order of Detail.
std::array<bool, kDetails> details(const Event& gold, const Event& coded) {
  const bool together = mutual(gold.type);
  const bool source = together ? countries(parties(gold)) == countries(parties(coded))
                               : countries(gold.source) == countries(coded.source);
  const bool target = together ? source : countries(gold.target) == countries(coded.target);
  return {gold.mode == coded.mode,
          gold.cameo.substr(0, 2) == coded.cameo.substr(0, 2),
          gold.killed == coded.killed,
          gold.said_by.empty() == coded.said_by.empty(),
          source,
          target};
}

size_t shared(const std::vector<Evidence>& a, const std::vector<Evidence>& b) {
  size_t bytes = 0;
  for (const Evidence& x : a) {
    for (const Evidence& y : b) {
      const uint32_t begin = std::max(x.span.begin, y.span.begin), end = std::min(x.span.end, y.span.end);
      bytes += end > begin ? end - begin : 0;
    }
  }
  return bytes;
}

bool share_a_country(const Event& a, const Event& b) {
  const std::vector<EventActor> left = parties(a), right = parties(b);
  return std::ranges::any_of(left, [&](const EventActor& x) {
    return !x.country.empty() &&
           std::ranges::any_of(right, [&](const EventActor& y) { return x.country == y.country; });
  });
}

std::string parties_text(const Event& event) {
  std::string text;
  for (const auto* side : {&event.source, &event.target}) {
    if (side == &event.target) text += " > ";
    for (const EventActor& a : *side) {
      fmt::format_to(std::back_inserter(text), "{}{}:{}", text.empty() || text.ends_with(' ') ? "" : "+",
                     a.country.empty() ? "-" : a.country, to_string(a.sector));
    }
  }
  return text;
}

std::string quote_of(const Event& event) { return event.evidence.empty() ? "" : event.evidence.front().quote; }

double f1(size_t passed, size_t gold, size_t coded) {
  return gold + coded == 0 ? 0 : 200.0 * static_cast<double>(passed) / static_cast<double>(gold + coded);
}
double part(size_t passed, size_t all) {
  return all == 0 ? 0 : 100.0 * static_cast<double>(passed) / static_cast<double>(all);
}

}  // namespace

double Score::calibration_error() const {
  double off = 0;
  for (const Tenth& t : tenths_) off += std::abs(t.confidence - static_cast<double>(t.right));
  return coded_ == 0 ? 0 : off / static_cast<double>(coded_);
}

void Score::add(const std::string& document, std::string_view text, std::vector<Event> gold,
                const std::vector<Event>& coded) {
  for (Event& event : gold) {
    for (Evidence& e : event.evidence) {
      const size_t at = e.quote.empty() ? std::string_view::npos : text.find(e.quote);
      if (at != std::string_view::npos)
        e.span = {static_cast<uint32_t>(at), static_cast<uint32_t>(at + e.quote.size())};
    }
  }
  struct Pairing {
    std::tuple<int, bool, bool, bool, size_t> rank;
    size_t gold, coded;
    Passed passed;
  };
  std::vector<Pairing> pairs;
  for (size_t g = 0; g < gold.size(); ++g) {
    for (size_t c = 0; c < coded.size(); ++c) {
      const size_t bytes = shared(gold[g].evidence, coded[c].evidence);
      const Passed passed = compare(gold[g], coded[c]);
      const bool type = passes(passed, Level::type);
      if (bytes == 0 && !(type && share_a_country(gold[g], coded[c]))) continue;
      pairs.push_back({{(bytes > 0 ? 1 : 0) + (type ? 1 : 0), passes(passed, Level::full), passes(passed, Level::who),
                        passes(passed, Level::status), bytes},
                       g,
                       c,
                       passed});
    }
  }
  std::ranges::stable_sort(pairs, std::greater(), &Pairing::rank);
  std::vector<bool> used_gold(gold.size(), false), used_coded(coded.size(), false);
  const auto type_of = [](const Event& event) { return static_cast<size_t>(event.type); };
  const auto tenth_of = [&](const Event& event) -> Tenth& {
    return tenths_[std::min<size_t>(9, static_cast<size_t>(event.confidence * 10))];
  };
  for (const Event& event : coded) {
    ++tenth_of(event).records;
    tenth_of(event).confidence += event.confidence;
  }
  for (const Pairing& p : pairs) {
    if (used_gold[p.gold] || used_coded[p.coded]) continue;
    used_gold[p.gold] = used_coded[p.coded] = true;
    const Event &g = gold[p.gold], &c = coded[p.coded];
    for (size_t level = 0; level < kLevels; ++level) passed_[level] += p.passed[level] ? 1 : 0;
    ++confusion_[type_of(g)][type_of(c)];
    if (passes(p.passed, Level::type)) {
      const auto same = details(g, c);
      for (size_t d = 0; d < kDetails; ++d) agreed_[d] += same[d] ? 1 : 0;
      ++tenth_of(c).right;
    }
    if (!passes(p.passed, Level::type))
      misses_.push_back({document, fmt::format("{} coded {}", to_string(g.type), to_string(c.type)), quote_of(g)});
    else if (!passes(p.passed, Level::who))
      misses_.push_back(
          {document, fmt::format("{} {} coded {}", to_string(g.type), parties_text(g), parties_text(c)), quote_of(g)});
  }
  for (size_t g = 0; g < gold.size(); ++g) {
    if (used_gold[g]) continue;
    ++confusion_[type_of(gold[g])][kTypes];
    misses_.push_back({document, fmt::format("{} not found", to_string(gold[g].type)), quote_of(gold[g])});
  }
  for (size_t c = 0; c < coded.size(); ++c) {
    if (used_coded[c]) continue;
    ++confusion_[kTypes][type_of(coded[c])];
    misses_.push_back({document, fmt::format("{} coded, not annotated", to_string(coded[c].type)), quote_of(coded[c])});
  }
  gold_ += gold.size();
  coded_ += coded.size();
}

std::string to_string(const Score& score) {
  std::string out =
      fmt::format("{} annotated records, {} coded\n\nlevel    precision  recall     F1\n", score.gold(), score.coded());
  const auto to = std::back_inserter(out);
  for (size_t l = 0; l < kLevels; ++l) {
    const size_t passed = score.passed(static_cast<Level>(l));
    fmt::format_to(to, "{:8} {:9.1f} {:7.1f} {:6.1f}\n", kNames[l], part(passed, score.coded()),
                   part(passed, score.gold()), f1(passed, score.gold(), score.coded()));
  }
  const size_t pairs = score.passed(Level::type);
  fmt::format_to(to, "\nof {} pairs of the right type agree", pairs);
  for (size_t d = 0; d < kDetails; ++d)
    fmt::format_to(to, "{} {} {:.1f} %", d == 0 ? "" : ",", kDetailNames[d],
                   part(score.agreed(static_cast<Detail>(d)), pairs));
  out += "\n\nconfidence    records  mean  right type\n";
  for (size_t t = 0; t < score.tenths().size(); ++t) {
    const Tenth& tenth = score.tenths()[t];
    if (tenth.records == 0) continue;
    const auto records = static_cast<double>(tenth.records);
    fmt::format_to(to, "0.{} to {:.1f} {:9} {:7.2f} {:8.2f}\n", t, static_cast<double>(t + 1) / 10, tenth.records,
                   tenth.confidence / records, static_cast<double>(tenth.right) / records);
  }
  fmt::format_to(to, "expected calibration error {:.3f}\n", score.calibration_error());
  const auto& table = score.confusion();
  out += "\ntype        gold  coded     F1   coded as another type, or not (-)\n";
  for (size_t t = 0; t < kTypes; ++t) {
    size_t gold = 0, coded = 0;
    std::string others;
    for (size_t o = 0; o <= kTypes; ++o) {
      gold += table[t][o];
      coded += table[o][t];
      if (o != t && table[t][o] > 0)
        fmt::format_to(std::back_inserter(others), "  {} {}", o == kTypes ? "-" : to_string(static_cast<Type>(o)),
                       table[t][o]);
    }
    if (gold + coded > 0)
      fmt::format_to(to, "{:10} {:5} {:6} {:6.1f} {}\n", to_string(static_cast<Type>(t)), gold, coded,
                     f1(table[t][t], gold, coded), others);
  }
  return out;
}

}  // namespace khaldun
