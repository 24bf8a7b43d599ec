// Stream: the bytes of a file from front to back, gzip and zstd taken off on the way, a few blocks in memory at a time.
//
//   Stream stream(file.bytes());
//   while (auto line = stream.line()) ...
//   if (!stream.error().empty()) ...      // damaged or cut short: what came before has been given
#pragma once

#include <memory>
#include <string>

#include "khaldun/base.h"

namespace khaldun {

class Stream {
 public:
  /// Reads `bytes` in place; they must outlive it. Members of gzip and frames of zstd one after another are one stream.
  explicit Stream(std::string_view bytes);
  Stream(Stream&&) noexcept;
  Stream& operator=(Stream&&) noexcept;
  ~Stream();

  /// The next `size` bytes, fewer at the end. Valid until the next call.
  std::string_view peek(size_t size);
  /// Passes over bytes; those beyond the end do not count.
  void skip(size_t size);
  /// The next line without its end; nothing at the end of the stream. A line of more than `most` bytes comes in pieces
  /// of `most`.
  std::optional<std::string_view> line(size_t most = SIZE_MAX);
  /// Whether the line given last has no end: the stream's last, or a piece.
  [[nodiscard]] bool cut() const { return cut_; }
  /// What is wrong with the compressed bytes; empty where nothing is.
  [[nodiscard]] const std::string& error() const { return error_; }
  /// Bytes of the file that have not been read.
  [[nodiscard]] size_t left() const;

 private:
  struct Inflater;
  /// Puts more bytes behind those in memory; false at the end.
  bool fill();
  std::string_view bytes_;  // compressed, or as they are
  size_t at_ = 0;           // in bytes_, or in block_
  std::string block_;       // inflated bytes
  std::unique_ptr<Inflater> inflater_;
  std::string error_;
  bool cut_ = false;
};

}  // namespace khaldun
