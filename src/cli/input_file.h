// InputFile: the bytes of a file on the command line; "-" is standard input.
#pragma once

#include "base/mapped_file.h"
#include "ingest/stream.h"

namespace khaldun {

class InputFile {
 public:
  /// A file's name in UTF-8, for messages and ids.
  [[nodiscard]] static std::string name_of(const std::string& file);
  /// Errors as MappedFile::open; of a pipe also that it was interrupted.
  [[nodiscard]] static Result<InputFile> open(const std::string& file);

  /// The next line of the file without its end, gzip, zstd and a byte-order mark taken off; nothing after the last.
  /// Valid until the next call. Errors (kInput): damaged or cut short, once, behind the lines before.
  std::optional<Result<std::string_view>> line();
  [[nodiscard]] std::string_view bytes() const { return mapped_ ? mapped_->bytes() : std::string_view(read_); }
  /// Says that the first `read` bytes are done with, so that a long file does not fill the memory as it is read. They
  /// may still be read: they come back from the disk.
  void release(size_t read);
  [[nodiscard]] const std::string& name() const { return name_; }
  /// "news.jsonl:12", the line given last.
  [[nodiscard]] std::string place() const { return name_ + ":" + std::to_string(number_); }

 private:
  std::string name_, read_;
  std::optional<MappedFile> mapped_;
  std::optional<Stream> lines_;  // once they are asked for
  bool over_ = false;
  size_t number_ = 0, released_ = 0;
};

}  // namespace khaldun
