// RunLock: keeps a second writer away from a file for as long as it lives; the system lets go of it however the program
// ends.
//
//   Result<RunLock> lock = RunLock::take("events.db");   // fails while another process holds it, and says which
#pragma once

#include <string>
#include <utility>

#include "khaldun/base.h"

namespace khaldun {

/// It stands in a file beside the database, because closing a file drops the locks that SQLite holds on it.
class RunLock {
 public:
  [[nodiscard]] static Result<RunLock> take(const std::string& database);
  RunLock(RunLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  RunLock& operator=(RunLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  ~RunLock();

 private:
  explicit RunLock(int file) : file_(file) {}
  int file_;
};

}  // namespace khaldun
