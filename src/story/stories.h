// Stories: which reports tell of one act. Each report is in exactly one story, from the moment that it is added; none
// is ever lost.
//
//   Stories stories;
//   const uint64_t story = stories.add({7, "doc-1", published, event});  // 7: it begins a story
//   stories.add({9, "doc-2", published, same_event});                     // 7: it tells of the same
//
// A story has the id of its first report. A report joins the story that its members fit best, or begins its own; what
// was decided before is not touched. So the result depends on the order in which documents are added, and on nothing
// else: same order, same stories. Add them by day of publication, as news comes; then later tolls meet earlier ones.
// What stands on one side of a split (Report::sides) joins nothing that stands on the other.
//
// Cost: a report is compared with the stories of its days alone that have its types and countries, or one of its telling
// words: so a report without any country, or of a type that the coder missed, finds its act. Of each story, with at most
// eight reports.
#pragma once

#include <map>
#include <set>
#include <span>
#include <unordered_map>

#include "story/features.h"
#include "story/news.h"
#include "story/score.h"

namespace khaldun {

/// One thread at a time.
class Stories {
 public:
  /// Adds a report and returns its story: another's id, or its own where it begins one.
  uint64_t add(const Report& report) { return add(std::span(&report, 1)).front(); }

  /// The same for all reports of one document, which never join one story: where two fit the same, the one that fits it
  /// better has it.
  std::vector<uint64_t> add(std::span<const Report> document);

  /// Puts a report where it was before, as the store says.
  void put(const Report& report, uint64_t story);

  /// Forgets the stories that were all published and take place before `day`: no later report joins them. Keeps a long
  /// run's memory flat; the store still has them.
  void forget(Day day);

 private:
  struct Story {
    std::vector<Features> reports;  // in the order of adding
    std::vector<uint32_t> words;    // of all of them, sorted
    std::vector<uint32_t> around;   // those and what stands around
    std::set<int> stretches;        // of the days of all of them
    Day until = Day::min();         // the last that any of them was published or takes place
  };
  /// How well a report fits a story, and the member that it fits best.
  struct Fit {
    double whole, best;
  };
  /// Nothing where it cannot be of it.
  std::optional<Fit> fit(const Features& report, const Common& common, const Story& story) const;
  void place(Features report, uint64_t story);
  [[nodiscard]] std::vector<uint64_t> near(const Features& report) const;
  [[nodiscard]] Common common(const Features& report) const;

  std::unordered_map<uint64_t, Story> stories_;
  // Stretch of days -> type and country, or telling word -> stories.
  std::map<int, std::unordered_map<uint64_t, std::vector<uint64_t>>> blocks_;
  News news_;  // of all stories
};

}  // namespace khaldun
