// MappedFile: a file's bytes, read-only, in memory for as long as the object lives.
#pragma once

#include <string>

#include "khaldun/base.h"

namespace khaldun {

class MappedFile {
 public:
  /// Maps `path`. Errors (kFile): missing, no permission, a folder, unmappable.
  [[nodiscard]] static Result<MappedFile> open(const std::string& path);

  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

 private:
  MappedFile(void* data, size_t size) : data_(data), size_(size) {}
  void* data_ = nullptr;  // null for an empty file
  size_t size_ = 0;
};

}  // namespace khaldun
