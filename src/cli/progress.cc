#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace khaldun {

Progress::Progress() : terminal_(isatty(STDERR_FILENO) == 1) {}

void Progress::show(int64_t documents, int64_t rejected, double part) {
  if (first_part_ < 0) first_part_ = part;
  const Clock::time_point now = Clock::now();
  if (!terminal_ || now - last_ < std::chrono::milliseconds(200)) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::string left;
  if (part > first_part_ && part <= 1) {
    const auto rest = static_cast<int64_t>(seconds * (1 - part) / (part - first_part_));
    left = fmt::format("  {} %  {:02}:{:02}:{:02} left", static_cast<int>(100 * part), rest / 3600, rest / 60 % 60,
                       rest % 60);
  }
  fmt::print(stderr, "\r\x1b[K{} documents  {:.1f}/s{}  {} rejected", documents,
             static_cast<double>(documents) / seconds, left, rejected);
  std::fflush(stderr);
  drawn_ = true;
}

void Progress::clear() {
  if (drawn_) fmt::print(stderr, "\r\x1b[K");
  drawn_ = false;
}

}  // namespace khaldun
