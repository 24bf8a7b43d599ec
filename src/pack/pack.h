// Pack: the one file format for all learned and listed data. Versioned, checksummed, memory-mapped, read in place.
//
//   auto pack = Pack::open("models/en.pack");                       // Result<Pack>
//   auto weights = pack->tensor<int8_t>("encoder/0/query/weight");  // Result<Tensor<int8_t>>: dims {384, 384}
//   auto names = pack->dictionary("place/names");                   // Result<Dictionary>: text -> row
//   if (auto row = names->find("st petersburg")) ...
//
// The file, little-endian (training/pack.py writes it too):
//    1  bytes 0..7    magic "KHALDUN\n" (an unfinished file has "khaldun?" here)
//    2  bytes 8..11   u32 format version, kFormatVersion
//    3  bytes 12..15  u32 number of sections
//    4  bytes 16..23  u64 size of the file
//    5  bytes 24..31  u64 offset of the directory
//    6  bytes 32..39  u64 size of the directory
//    7  bytes 40..43  u32 crc32c of the directory
//    8  bytes 44..63  zero
//    9  sections, each at a multiple of 64 bytes, zeros between
//   10  the directory, a row a section, in the order of writing:
//         u32 length of the name, the name, u32 kind, u32 element, u32 rank, u64 dims[rank],
//         u64 offset, u64 size in bytes, u32 crc32c of its bytes
//   kind 1 tensor: elements in row-major order; element: 1 i8, 2 u8, 3 i32, 4 u32, 5 f32, 6 i64
//   kind 2 strings: u32 offsets[n + 1] into the bytes that follow them; element 0, rank 1, dims {n}
// A section "x#hash" makes the strings "x" a dictionary: a tensor of u32, a power of two of slots, each 0 (empty) or
// row + 1; a key stands in the first free slot at or after its crc32c modulo the number of slots, wrapping around.
// The strings section "pack/version" holds one row: the version of the content.
#pragma once

#include <cstring>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/mapped_file.h"
#include "khaldun/base.h"

namespace khaldun {

inline constexpr uint32_t kFormatVersion = 1;

/// A view of a section; lives as long as its Pack.
template <class T>
struct Tensor {
  std::span<const T> values;
  std::vector<size_t> dims;
  [[nodiscard]] size_t size() const { return values.size(); }
  [[nodiscard]] const T& operator[](size_t i) const { return values[i]; }
};

/// Rows of text; lives as long as its Pack.
class Strings {
 public:
  Strings() = default;
  Strings(std::span<const uint32_t> offsets, std::string_view bytes) : offsets_(offsets), bytes_(bytes) {}
  [[nodiscard]] size_t size() const { return offsets_.empty() ? 0 : offsets_.size() - 1; }
  [[nodiscard]] std::string_view operator[](size_t row) const {
    return bytes_.substr(offsets_[row], offsets_[row + 1] - offsets_[row]);
  }

 private:
  std::span<const uint32_t> offsets_;  // checked when the pack was opened: rising, inside bytes_
  std::string_view bytes_;
};

/// Rows of distinct text with a hash index: text -> row in one probe or few.
class Dictionary {
 public:
  Dictionary() = default;
  Dictionary(Strings keys, std::span<const uint32_t> slots);
  [[nodiscard]] std::optional<uint32_t> find(std::string_view key) const;
  [[nodiscard]] size_t size() const { return keys_.size(); }
  [[nodiscard]] std::string_view operator[](size_t row) const { return keys_[row]; }

 private:
  Strings keys_;
  std::span<const uint32_t> slots_;  // a power of two of them, at least one empty
  // By slot: 0 where it is empty, else a byte of its key's hash. Most of what is looked up is in no dictionary, and
  // here that shows without a visit to the keys.
  std::shared_ptr<const std::vector<uint8_t>> tags_;
};

/// Immutable once opened; any number of threads may read it. Movable; views stay valid over a move.
class Pack {
 public:
  /// Errors: kFile (missing, unreadable, truncated, damaged, unfinished), kVersion (newer than this program: says both
  /// versions and how to get the right one). Every section's checksum and shape is checked.
  [[nodiscard]] static Result<Pack> open(const std::string& path);
  /// The same from bytes in memory, which the pack then owns; `name` stands for the path in errors.
  [[nodiscard]] static Result<Pack> from_bytes(std::vector<char> bytes, const std::string& name);

  [[nodiscard]] std::string_view version() const { return version_; }
  [[nodiscard]] bool has(std::string_view section) const { return sections_.find(section) != sections_.end(); }
  /// Errors (kFile): no such section, another kind or element type.
  template <class T>
  [[nodiscard]] Result<Tensor<T>> tensor(std::string_view section) const;
  [[nodiscard]] Result<Strings> strings(std::string_view section) const;
  [[nodiscard]] Result<Dictionary> dictionary(std::string_view section) const;

 private:
  struct Section {
    uint32_t kind, element;
    std::vector<size_t> dims;
    std::string_view bytes;
  };
  Pack() = default;
  [[nodiscard]] Result<void> read(std::string_view bytes, const std::string& name);
  std::optional<MappedFile> file_;
  std::unique_ptr<std::vector<char>> owned_;
  std::map<std::string, Section, std::less<>> sections_;
  std::string version_, name_;
};

/// Collects sections and writes them as one pack.
class PackWriter {
 public:
  explicit PackWriter(std::string version);
  template <class T>
  void tensor(std::string name, std::vector<T> values, std::vector<size_t> dims);
  void strings(std::string name, const std::vector<std::string>& rows);
  /// Rows must be distinct (asserted). Row i keeps number i.
  void dictionary(std::string name, const std::vector<std::string>& rows);
  [[nodiscard]] std::vector<char> bytes() const;
  /// Writes to a temporary name beside `path`, then renames.
  [[nodiscard]] Result<void> write(const std::string& path) const;

 private:
  struct Section {
    std::string name;
    uint32_t kind, element;
    std::vector<size_t> dims;
    std::string bytes;
  };
  std::vector<Section> sections_;
};

}  // namespace khaldun
