// News: how many stories of some days have a word. What many of them have ("Gaza", "troops", while there is a war) tells
// little of which act a report tells.
//
//   News news;
//   news.add({5, 6}, {gaza, school});       // a story of two stretches of days
//   news.add({6}, {gaza});
//   news.logs(5, 7, {gaza, school, port});  // {log 3, log 2, 0}: a story counts in each of its stretches
#pragma once

#include <map>
#include <set>
#include <unordered_map>
#include <vector>

#include "khaldun/base.h"

namespace khaldun {

class News {
 public:
  /// Counts the words of a story in stretches of its days, all sorted; each pair of them once a story.
  void add(const std::set<int>& stretches, const std::vector<uint32_t>& words);
  /// Takes back what `add` counted.
  void remove(const std::set<int>& stretches, const std::vector<uint32_t>& words);

  /// The logarithms of the counts of all stretches from `first` to `last`; 0 for a word that none or one has.
  [[nodiscard]] std::vector<double> logs(int first, int last, const std::vector<uint32_t>& words) const;

 private:
  std::map<int, std::unordered_map<uint32_t, uint32_t>> counts_;
};

}  // namespace khaldun
