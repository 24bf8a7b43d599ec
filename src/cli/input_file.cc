#include "cli/input_file.h"

#include <fmt/format.h>
#include <sys/mman.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "base/utf8.h"

namespace khaldun {

Result<InputFile> InputFile::open(const std::string& file) {
  InputFile input;
  std::string storage;
  input.name_ = file == "-" ? "standard input" : acceptable(file, storage);
  // Standard input and pipes, as of `khaldun code <(zcat a.gz)`, cannot be mapped.
  if (file == "-") {
    input.read_.assign(std::istreambuf_iterator<char>(std::cin), {});
    return input;
  }
  if (std::error_code error; std::filesystem::is_fifo(file, error)) {
    std::ifstream pipe(file, std::ios::binary);
    input.read_.assign(std::istreambuf_iterator<char>(pipe), {});
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
