#include "story/news.h"

#include <cmath>

namespace khaldun {

void News::add(const std::set<int>& stretches, const std::vector<uint32_t>& words) {
  if (words.empty()) return;
  for (const int stretch : stretches) {
    auto& counts = counts_[stretch];
    for (const uint32_t word : words) ++counts[word];
  }
}

void News::remove(const std::set<int>& stretches, const std::vector<uint32_t>& words) {
  if (words.empty()) return;
  for (const int stretch : stretches) {
    auto& counts = counts_.at(stretch);
    for (const uint32_t word : words) {
      const auto count = counts.find(word);
      if (--count->second == 0) counts.erase(count);
    }
    if (counts.empty()) counts_.erase(stretch);
  }
}

std::vector<double> News::logs(int first, int last, const std::vector<uint32_t>& words) const {
  std::vector<double> logs;
  const auto begin = counts_.lower_bound(first), end = counts_.upper_bound(last);
  for (const uint32_t word : words) {
    uint32_t told = 0;
    for (auto stretch = begin; stretch != end; ++stretch) {
      const auto count = stretch->second.find(word);
      if (count != stretch->second.end()) told += count->second;
    }
    logs.push_back(std::log(std::max(told, 1U)));
  }
  return logs;
}

}  // namespace khaldun
