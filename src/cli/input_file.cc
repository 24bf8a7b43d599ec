#include "cli/input_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/utf8.h"
#include "cli/interrupt.h"

namespace khaldun {
namespace {

/// All that comes out of a pipe or a terminal. A plain read would go on over a signal that an Interrupt holds back.
Result<std::string> read_all(int file, const std::string& name) {
  constexpr int kPatience = 200;  // milliseconds until it is asked again whether to go on
  std::string all;
  std::array<char, 1 << 16> part;
  while (true) {
    pollfd ready{file, POLLIN, 0};
    const int found = ::poll(&ready, 1, kPatience);
    if (Interrupt::waits()) return fail(Error::Kind::kFile, fmt::format("{}: interrupted before its end", name));
    if (found == 0) continue;
    const ssize_t size = ::read(file, part.data(), part.size());
    if (size == 0) return all;
    if (size > 0) {
      all.append(part.data(), static_cast<size_t>(size));
    } else if (errno != EAGAIN && errno != EINTR) {
      return fail(Error::Kind::kFile, fmt::format("{}: {}", name, std::strerror(errno)));
    }
  }
}

}  // namespace

std::string InputFile::name_of(const std::string& file) {
  std::string storage;
  return file == "-" ? "standard input" : std::string(acceptable(file, storage));
}

Result<InputFile> InputFile::open(const std::string& file) {
  InputFile input;
  const bool standard = file == "-";
  input.name_ = name_of(file);
  // Standard input and pipes, as of `khaldun code <(zcat a.gz)`, cannot be mapped.
  if (std::error_code error; standard || std::filesystem::is_fifo(file, error)) {
    // Nor is the opening of a pipe to which nobody writes yet waited for.
    const int pipe = standard ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (pipe < 0) return fail(Error::Kind::kFile, fmt::format("{}: {}", file, std::strerror(errno)));
    Result<std::string> all = read_all(pipe, input.name_);
    if (!standard) ::close(pipe);
    if (!all) return tl::unexpected(all.error());
    input.read_ = std::move(*all);
    return input;
  }
  Result<MappedFile> mapped = MappedFile::open(file);
  if (!mapped) return tl::unexpected(mapped.error());
  input.mapped_ = std::move(*mapped);
  return input;
}

void InputFile::release(size_t read) {
  constexpr size_t kStep = size_t{1} << 20;  // bytes: a multiple of any page, and seldom enough to cost nothing
  const size_t end = read / kStep * kStep;
  if (!mapped_ || end <= released_) return;
  // The pages are as they lie on disk, so that to drop them loses nothing.
  ::madvise(const_cast<char*>(bytes().data()) + released_, end - released_, MADV_DONTNEED);
  released_ = end;
}

std::optional<Result<std::string_view>> InputFile::line() {
  if (over_) return std::nullopt;
  if (!lines_) lines_.emplace(bytes());
  const std::optional<std::string_view> line = lines_->line();
  over_ = !line || (lines_->cut() && !lines_->error().empty());  // damaged bytes end in half a line
  if (over_ && lines_->error().empty()) return std::nullopt;
  if (over_)
    return fail(Error::Kind::kInput, fmt::format("{}: {}; the lines before were read", name_, lines_->error()));
  return number_++ == 0 ? unmarked(*line) : *line;
}

}  // namespace khaldun
