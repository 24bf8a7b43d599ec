// Progress: one line on a terminal that is written over, and nothing elsewhere.
//
//   12,400 documents  85.2/s  31 %  00:05:24 left  3 rejected
#pragma once

#include <chrono>
#include <cstdint>

namespace khaldun {

class Progress {
 public:
  Progress();
  /// `part` of all is done, 0 to 1. Draws at most some times a second.
  void show(int64_t documents, int64_t rejected, double part);
  /// Takes the line away, so that a message can stand there.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool terminal_, drawn_ = false;
  Clock::time_point start_ = Clock::now(), last_ = start_;
  double first_part_ = -1;  // what was known already took no time
};

}  // namespace khaldun
