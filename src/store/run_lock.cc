#include "store/run_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace khaldun {

Result<RunLock> RunLock::take(const std::string& database) {
  std::string path = database;
  std::error_code error;
  if (std::filesystem::is_symlink(database, error)) {  // by whatever name, the lock is one
    const std::filesystem::path file = std::filesystem::weakly_canonical(database, error);
    if (!error) path = file;
  }
  path += ".lock";
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
