#include "store/run_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace khaldun {

Result<RunLock> RunLock::take(const std::string& database) {
  const std::string path = database + ".lock";
  RunLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (lock.file_ < 0) {
    return fail(Error::Kind::kFile,
                fmt::format("{}: {}; the folder of a database must be there and writable", path, std::strerror(errno)));
  }
  if (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0) {
    char holder[32] = {};
    const bool known = ::pread(lock.file_, holder, sizeof holder - 1, 0) > 0;
    return fail(Error::Kind::kFile,
                fmt::format("{}: another run{} is writing to it; wait for its end, or name another database", database,
                            known ? fmt::format(" (process {})", holder) : ""));
  }
  const std::string own = std::to_string(::getpid());
  // Only to be told to others: a lock without a number is as good.
  [[maybe_unused]] const bool told =
      ::ftruncate(lock.file_, 0) == 0 && ::pwrite(lock.file_, own.data(), own.size(), 0) >= 0;
  return lock;
}

RunLock::~RunLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace khaldun
