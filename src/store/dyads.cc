#include "store/dyads.h"

#include <algorithm>

namespace khaldun {

std::vector<Dyad> dyads(const Event& event) {
  std::vector<Dyad> pairs;
  const bool each_other = mutual(event.type) || event.type == Type::ASSAULT;
  if (each_other && event.target.empty() && event.source.size() > 1) {
    for (const EventActor& a : event.source) {
      for (const EventActor& b : event.source) {
        if (&a != &b) pairs.push_back({&a, &b});
      }
    }
    return pairs;
  }
  for (size_t s = 0; s < std::max<size_t>(event.source.size(), 1); ++s) {
    for (size_t t = 0; t < std::max<size_t>(event.target.size(), 1); ++t) {
      pairs.push_back(
          {s < event.source.size() ? &event.source[s] : nullptr, t < event.target.size() ? &event.target[t] : nullptr});
    }
  }
  return pairs;
}

}  // namespace khaldun
