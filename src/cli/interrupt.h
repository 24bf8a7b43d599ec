// Interrupt: Ctrl-C and a polite kill, while it lives, wait until they are asked for. The second one ends the program
// as ever.
//
//   Interrupt interrupt;
//   while (!interrupt.asked()) work_a_little();
#pragma once

#include <signal.h>

#include <algorithm>
#include <chrono>

namespace khaldun {

class Interrupt {
 public:
  Interrupt() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  ~Interrupt() { pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr); }

  /// Whether one waits to be asked for. Also for those who have no Interrupt at hand; where none lives, none ever
  /// waits.
  static bool waits() {
    sigset_t waiting;
    return sigpending(&waiting) == 0 && (sigismember(&waiting, SIGINT) == 1 || sigismember(&waiting, SIGTERM) == 1);
  }

  bool asked() { return asked_after(std::chrono::milliseconds(0)); }

  /// Waits so long, or until it is asked for.
  bool asked_after(std::chrono::milliseconds time) {
    const int64_t milliseconds = std::max<int64_t>(0, time.count());
    const timespec wanted{milliseconds / 1000, milliseconds % 1000 * 1'000'000};
    if (asked_ || sigtimedwait(&signals_, nullptr, &wanted) < 0) return asked_;
    pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
    return asked_ = true;
  }

 private:
  sigset_t signals_{};
  bool asked_ = false;
};

}  // namespace khaldun
