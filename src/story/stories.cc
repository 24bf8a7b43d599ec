#include "story/stories.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <unordered_set>

#include "base/among.h"
#include "story/kin.h"
#include "story/weights.h"
#include "story/words.h"

namespace khaldun {
namespace {

constexpr int kStretch = 4;   // days of a block
constexpr int kSlack = 5;     // days that two tellings may lie apart, at most
constexpr int kLongest = 32;  // of a longer span the last days count: an act of "this year" is told near its end
constexpr size_t kFirst = 4, kLast = 4;  // members of a story that a report is compared with
constexpr double kCannot = -6;           // what a member says that cannot be the same act

int stretch_of(Day day) { return static_cast<int>(day.time_since_epoch().count() + 4'000'000) / kStretch; }

uint64_t country_key(Type type, uint32_t country) { return static_cast<uint64_t>(type) << 32 | country; }

/// No type has its number.
uint64_t word_key(uint32_t word) { return static_cast<uint64_t>(kTypes) << 32 | word; }

Day first_day(const Features& f) { return std::max(f.days.first, f.days.last - std::chrono::days(kLongest)); }

/// The stretches of days in which what is told of one act with a report may lie.
std::pair<int, int> stretches_near(const Features& report) {
  return {stretch_of(first_day(report) - std::chrono::days(kSlack)),
          stretch_of(report.days.last + std::chrono::days(kSlack))};
}

std::vector<uint32_t> united(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  std::vector<uint32_t> all;
  std::ranges::set_union(a, b, std::back_inserter(all));
  return all;
}

}  // namespace

// Of the first and last members the best counts, for an act told thinly once is still that act, and the worst as much,
// for what contradicts one member contradicts the story. The words are compared with all that the story was told in:
// one paper may well leave out what another tells, but hardly all that ten tell.
std::optional<Stories::Fit> Stories::fit(const Features& report, const Common& common, const Story& story) const {
  const auto barred = [&](const Features& f) {
    return f.document == report.document ||
           std::ranges::any_of(report.sides, [&](int64_t side) { return among(f.sides, -side); });
  };
  if (std::ranges::any_of(story.reports, barred)) return std::nullopt;
  const double words = score_words(report.words, story.words, !report.around.empty(), common.words);
  double sum = 0, best = kCannot, worst = std::numeric_limits<double>::max();
  size_t count = 0;
  for (size_t i = 0; i < story.reports.size(); ++i) {
    if (i >= kFirst && i + kLast < story.reports.size()) continue;
    std::optional<Score> score = compare(report, story.reports[i], common);
    if (score) score->words = words;
    const double total = score ? score->total() : kCannot;
    best = std::max(best, total);
    worst = std::min(worst, total);
    sum += total;
    ++count;
  }
  return Fit{weight::kBest * best + weight::kMean * sum / static_cast<double>(count) + weight::kWorst * worst, best};
}

std::vector<uint64_t> Stories::near(const Features& report) const {
  std::vector<uint64_t> found;
  std::vector<uint64_t> keys;
  for (const uint32_t country : report.countries) {
    for (const Type type : kin_of(report.type)) keys.push_back(country_key(type, country));
  }
  for (const uint32_t word : report.words) keys.push_back(word_key(word));
  const auto [first, last] = stretches_near(report);
  const auto end = blocks_.upper_bound(last);
  for (auto block = blocks_.lower_bound(first); block != end; ++block) {
    for (const uint64_t key : keys) {
      const auto at = block->second.find(key);
      if (at != block->second.end()) found.insert(found.end(), at->second.begin(), at->second.end());
    }
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

Common Stories::common(const Features& report) const {
  const auto [first, last] = stretches_near(report);
  return {news_.logs(first, last, report.words), news_.logs(first, last, report.around)};
}

std::vector<uint64_t> Stories::add(std::span<const Report> document) {
  struct Choice {
    Fit fit;
    size_t report;
    uint64_t story;
  };
  std::vector<Features> features;
  std::vector<Choice> choices;
  std::vector<uint64_t> stories;
  for (const Report& report : document) {
    features.push_back(features_of(report));
    stories.push_back(report.id);
    std::vector<Choice> fits;
    const Common common = this->common(features.back());
    for (const uint64_t story : near(features.back())) {
      if (const std::optional<Fit> fit = this->fit(features.back(), common, stories_.at(story)))
        fits.push_back({*fit, stories.size() - 1, story});
    }
    // Where many acts of a kind are told in a land and week, one that looks like this is less surely this.
    const double crowd = weight::kCrowd * std::log(std::max<size_t>(1, fits.size()));
    std::ranges::copy_if(fits, std::back_inserter(choices), [&](const Choice& c) { return c.fit.whole + crowd > 0; });
  }
  std::ranges::stable_sort(choices, std::greater(), [](const Choice& c) { return c.fit.best; });
  std::vector<bool> settled(document.size());
  std::unordered_set<uint64_t> taken;
  for (const Choice& choice : choices) {
    if (settled[choice.report] || !taken.insert(choice.story).second) continue;
    settled[choice.report] = true;
    stories[choice.report] = choice.story;
  }
  for (size_t i = 0; i < stories.size(); ++i) place(std::move(features[i]), stories[i]);
  return stories;
}

void Stories::put(const Report& report, uint64_t story) { place(features_of(report), story); }

void Stories::place(Features report, uint64_t story) {
  std::vector<uint64_t> keys;
  for (const uint32_t country : report.countries) keys.push_back(country_key(report.type, country));
  for (const uint32_t word : report.words) keys.push_back(word_key(word));
  Story& into = stories_[story];
  news_.remove(into.stretches, into.around);
  for (int stretch = stretch_of(first_day(report)); stretch <= stretch_of(report.days.last); ++stretch) {
    into.stretches.insert(stretch);
    for (const uint64_t key : keys) {
      std::vector<uint64_t>& block = blocks_[stretch][key];
      if (!among(block, story)) block.push_back(story);
    }
  }
  into.words = united(into.words, report.words);
  into.around = united(united(into.around, report.around), report.words);
  news_.add(into.stretches, into.around);
  into.until = std::max(into.until, report.until);
  into.reports.push_back(std::move(report));
}

void Stories::forget(Day day) {
  std::erase_if(stories_, [&](const auto& story) {
    const bool old = story.second.until < day;
    if (old) news_.remove(story.second.stretches, story.second.around);
    return old;
  });
  const auto gone = [&](uint64_t story) { return !stories_.contains(story); };
  for (auto& [stretch, block] : blocks_) {
    for (auto& [key, stories] : block) std::erase_if(stories, gone);
    std::erase_if(block, [](const auto& at) { return at.second.empty(); });
  }
  std::erase_if(blocks_, [](const auto& at) { return at.second.empty(); });
}

}  // namespace khaldun
