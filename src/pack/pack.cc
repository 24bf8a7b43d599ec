#include "pack/pack.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

#include "base/crc32c.h"

namespace khaldun {
namespace {

static_assert(std::endian::native == std::endian::little, "packs are read in place: little-endian machines only");

constexpr std::string_view kMagic = "KHALDUN\n", kUnfinishedMagic = "khaldun?";
constexpr size_t kHeaderSize = 64, kAlignment = 64;
constexpr uint32_t kTensor = 1, kStrings = 2;
constexpr size_t kMaxRank = 8;
constexpr std::string_view kHashSuffix = "#hash";
constexpr std::string_view kVersionSection = "pack/version";

struct ElementType {
  uint32_t code;
  size_t size;
  std::string_view name;
};
constexpr ElementType kElements[] = {{1, 1, "i8"},  {2, 1, "u8"},  {3, 4, "i32"},
                                     {4, 4, "u32"}, {5, 4, "f32"}, {6, 8, "i64"}};

const ElementType* element_of(uint32_t code) { return code >= 1 && code <= 6 ? &kElements[code - 1] : nullptr; }

template <class T>
constexpr uint32_t kCodeOf = 0;
template <>
constexpr uint32_t kCodeOf<int8_t> = 1;
template <>
constexpr uint32_t kCodeOf<uint8_t> = 2;
template <>
constexpr uint32_t kCodeOf<int32_t> = 3;
template <>
constexpr uint32_t kCodeOf<uint32_t> = 4;
template <>
constexpr uint32_t kCodeOf<float> = 5;
template <>
constexpr uint32_t kCodeOf<int64_t> = 6;

uint32_t crc_of(std::string_view bytes) { return crc32c(0, bytes.data(), bytes.size()); }

template <class T>
std::span<const T> elements(std::string_view bytes) {
  return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

/// Reads little-endian numbers one after the other; once a read passes the end, `ok` is false and numbers are 0.
struct Cursor {
  std::string_view rest;
  bool ok = true;

  std::string_view take(size_t size) {
    if (size > rest.size()) {
      ok = false;
      rest = {};
      return {};
    }
    const std::string_view taken = rest.substr(0, size);
    rest.remove_prefix(size);
    return taken;
  }
  template <class T>
  T number() {
    T value{};
    const std::string_view taken = take(sizeof(T));
    if (ok) std::memcpy(&value, taken.data(), sizeof(T));
    return value;
  }
};

/// Elements of `dims`, or nothing where their bytes would pass `limit`.
std::optional<size_t> count_of(const std::vector<size_t>& dims, size_t element_size, size_t limit) {
  size_t count = 1;
  for (const size_t dim : dims) {
    if (dim == 0) return 0;
    if (count > limit / dim) return std::nullopt;
    count *= dim;
  }
  if (count > limit / element_size) return std::nullopt;
  return count;
}

/// Offsets that rise from 0 to the end of the bytes after them.
bool is_strings(std::string_view bytes, size_t rows) {
  if (rows >= bytes.size() / sizeof(uint32_t)) return false;
  const auto offsets = elements<uint32_t>(bytes).first(rows + 1);
  for (size_t i = 0; i < rows; ++i) {
    if (offsets[i] > offsets[i + 1]) return false;
  }
  return offsets[0] == 0 && offsets[rows] == bytes.size() - (rows + 1) * sizeof(uint32_t);
}

/// A power of two of slots, each empty or the row + 1 of one of `rows`, at least one empty.
bool is_hash(std::span<const uint32_t> slots, size_t rows) {
  if (!std::has_single_bit(slots.size())) return false;
  bool has_empty = false;
  for (const uint32_t slot : slots) {
    if (slot > rows) return false;
    has_empty |= slot == 0;
  }
  return has_empty;
}

size_t first_slot(uint32_t hash, size_t slots) { return hash & (slots - 1); }
uint8_t tag_of(uint32_t hash) { return static_cast<uint8_t>(std::max(1U, hash >> 24)); }

Strings strings_of(std::string_view bytes, size_t rows) {
  return {elements<uint32_t>(bytes).first(rows + 1), bytes.substr((rows + 1) * sizeof(uint32_t))};
}

constexpr std::string_view kRebuild = "rebuild it or install it again";

}  // namespace

Dictionary::Dictionary(Strings keys, std::span<const uint32_t> slots) : keys_(keys), slots_(slots) {
  std::vector<uint8_t> tags(slots.size());
  for (size_t i = 0; i < slots.size(); ++i) {
    if (slots[i] != 0) tags[i] = tag_of(crc_of(keys[slots[i] - 1]));
  }
  tags_ = std::make_shared<const std::vector<uint8_t>>(std::move(tags));
}

std::optional<uint32_t> Dictionary::find(std::string_view key) const {
  if (slots_.empty()) return std::nullopt;
  const uint32_t hash = crc_of(key);
  const std::vector<uint8_t>& tags = *tags_;
  for (size_t i = first_slot(hash, slots_.size()); tags[i] != 0; i = (i + 1) & (slots_.size() - 1)) {
    if (tags[i] == tag_of(hash) && keys_[slots_[i] - 1] == key) return slots_[i] - 1;
  }
  return std::nullopt;
}

Result<Pack> Pack::open(const std::string& path) {
  auto file = MappedFile::open(path);
  if (!file) return tl::unexpected(file.error());
  Pack pack;
  pack.file_ = std::move(*file);
  if (auto done = pack.read(pack.file_->bytes(), path); !done) return tl::unexpected(done.error());
  return pack;
}

Result<Pack> Pack::from_bytes(std::vector<char> bytes, const std::string& name) {
  Pack pack;
  pack.owned_ = std::make_unique<std::vector<char>>(std::move(bytes));
  if (auto done = pack.read({pack.owned_->data(), pack.owned_->size()}, name); !done)
    return tl::unexpected(done.error());
  return pack;
}

Result<void> Pack::read(std::string_view bytes, const std::string& name) {
  name_ = name;
  const auto broken = [&](std::string what) {
    return fail(Error::Kind::kFile, fmt::format("{}: {}; {}", name, what, kRebuild));
  };
  Cursor header{bytes};
  const std::string_view magic = header.take(kMagic.size());
  if (magic == kUnfinishedMagic) return broken("an unfinished pack: its writer was stopped");
  if (magic != kMagic) return broken(fmt::format("not a pack: wanted one of format version {}", kFormatVersion));
  const auto version = header.number<uint32_t>();
  if (header.ok && version > kFormatVersion) {
    return fail(
        Error::Kind::kVersion,
        fmt::format("{}: format version {}, this program reads up to {}; rebuild the pack or install a newer khaldun",
                    name, version, kFormatVersion));
  }
  const auto count = header.number<uint32_t>();
  const auto file_size = header.number<uint64_t>(), offset = header.number<uint64_t>(),
             size = header.number<uint64_t>();
  const auto crc = header.number<uint32_t>();
  if (bytes.size() < kHeaderSize) {
    return broken(fmt::format("truncated: {} bytes, wanted a header of {}", bytes.size(), kHeaderSize));
  }
  if (version == 0) return broken("damaged header: format version 0");
  if (bytes.size() < file_size) return broken(fmt::format("truncated: {} bytes of {}", bytes.size(), file_size));
  if (bytes.size() > file_size) {
    return broken(fmt::format("damaged: {} bytes, its header says {}", bytes.size(), file_size));
  }
  if (offset > bytes.size() || size > bytes.size() - offset || crc_of(bytes.substr(offset, size)) != crc) {
    return broken("damaged directory");
  }

  Cursor directory{bytes.substr(offset, size)};
  for (uint32_t row = 0; row < count; ++row) {
    const std::string_view title = directory.take(directory.number<uint32_t>());
    Section section{};
    section.kind = directory.number<uint32_t>();
    section.element = directory.number<uint32_t>();
    const auto rank = directory.number<uint32_t>();
    if (!directory.ok || rank > kMaxRank) return broken(fmt::format("damaged directory at row {}", row));
    for (uint32_t i = 0; i < rank; ++i) section.dims.push_back(directory.number<uint64_t>());
    const auto at = directory.number<uint64_t>(), length = directory.number<uint64_t>();
    const auto sum = directory.number<uint32_t>();
    if (!directory.ok) return broken(fmt::format("damaged directory at row {}", row));
    const auto bad = [&](std::string_view what) {
      return broken(fmt::format("damaged section '{}': {}", title, what));
    };
    if (at % kAlignment != 0 || at > bytes.size() || length > bytes.size() - at) return bad("it lies outside the file");
    section.bytes = bytes.substr(at, length);
    if (crc_of(section.bytes) != sum) return bad("wrong checksum");
    if (section.kind == kTensor) {
      const ElementType* element = element_of(section.element);
      if (element == nullptr) return bad(fmt::format("unknown element type {}", section.element));
      const auto elements_wanted = count_of(section.dims, element->size, length);
      if (elements_wanted != length / element->size || length % element->size != 0) {
        return bad(fmt::format("{} bytes do not fit its shape", length));
      }
    } else if (section.kind == kStrings) {
      if (section.dims.size() != 1 || !is_strings(section.bytes, section.dims[0])) return bad("its rows do not fit");
    } else {
      return bad(fmt::format("unknown kind {}", section.kind));
    }
    if (!sections_.emplace(title, std::move(section)).second) return bad("it stands there twice");
  }
  if (!directory.rest.empty()) return broken("damaged directory: more rows than its header says");

  for (const auto& [title, section] : sections_) {
    if (!title.ends_with(kHashSuffix)) continue;
    const auto keys = sections_.find(std::string_view(title).substr(0, title.size() - kHashSuffix.size()));
    if (keys == sections_.end() || keys->second.kind != kStrings || section.kind != kTensor ||
        section.element != kCodeOf<uint32_t> || !is_hash(elements<uint32_t>(section.bytes), keys->second.dims[0])) {
      return broken(fmt::format("damaged section '{}': no index of its strings", title));
    }
  }
  const auto content = strings(kVersionSection);
  if (!content || content->size() != 1)
    return broken(fmt::format("no content version (strings '{}')", kVersionSection));
  version_ = (*content)[0];
  return {};
}

template <class T>
Result<Tensor<T>> Pack::tensor(std::string_view section) const {
  const auto found = sections_.find(section);
  if (found == sections_.end() || found->second.kind != kTensor || found->second.element != kCodeOf<T>) {
    return fail(Error::Kind::kFile,
                fmt::format("{}: no tensor '{}' of {}; {}", name_, section, element_of(kCodeOf<T>)->name, kRebuild));
  }
  return Tensor<T>{elements<T>(found->second.bytes), found->second.dims};
}

template Result<Tensor<int8_t>> Pack::tensor(std::string_view) const;
template Result<Tensor<uint8_t>> Pack::tensor(std::string_view) const;
template Result<Tensor<int32_t>> Pack::tensor(std::string_view) const;
template Result<Tensor<uint32_t>> Pack::tensor(std::string_view) const;
template Result<Tensor<float>> Pack::tensor(std::string_view) const;
template Result<Tensor<int64_t>> Pack::tensor(std::string_view) const;

Result<Strings> Pack::strings(std::string_view section) const {
  const auto found = sections_.find(section);
  if (found == sections_.end() || found->second.kind != kStrings) {
    return fail(Error::Kind::kFile, fmt::format("{}: no strings '{}'; {}", name_, section, kRebuild));
  }
  return strings_of(found->second.bytes, found->second.dims[0]);
}

Result<Dictionary> Pack::dictionary(std::string_view section) const {
  auto keys = strings(section);
  if (!keys) return tl::unexpected(keys.error());
  const auto slots = tensor<uint32_t>(std::string(section).append(kHashSuffix));
  if (!slots)
    return fail(Error::Kind::kFile, fmt::format("{}: strings '{}' are no dictionary; {}", name_, section, kRebuild));
  return Dictionary(*keys, slots->values);
}

PackWriter::PackWriter(std::string version) { strings(std::string(kVersionSection), {std::move(version)}); }

template <class T>
void PackWriter::tensor(std::string name, std::vector<T> values, std::vector<size_t> dims) {
  const std::string_view bytes(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  assert(count_of(dims, sizeof(T), bytes.size()) == values.size());
  assert(dims.size() <= kMaxRank);
  sections_.push_back({std::move(name), kTensor, kCodeOf<T>, std::move(dims), std::string(bytes)});
}

template void PackWriter::tensor(std::string, std::vector<int8_t>, std::vector<size_t>);
template void PackWriter::tensor(std::string, std::vector<uint8_t>, std::vector<size_t>);
template void PackWriter::tensor(std::string, std::vector<int32_t>, std::vector<size_t>);
template void PackWriter::tensor(std::string, std::vector<uint32_t>, std::vector<size_t>);
template void PackWriter::tensor(std::string, std::vector<float>, std::vector<size_t>);
template void PackWriter::tensor(std::string, std::vector<int64_t>, std::vector<size_t>);

void PackWriter::strings(std::string name, const std::vector<std::string>& rows) {
  std::vector<uint32_t> offsets{0};
  std::string text;
  for (const std::string& row : rows) {
    text += row;
    assert(text.size() <= UINT32_MAX);
    offsets.push_back(static_cast<uint32_t>(text.size()));
  }
  std::string bytes(reinterpret_cast<const char*>(offsets.data()), offsets.size() * sizeof(uint32_t));
  sections_.push_back({std::move(name), kStrings, 0, {rows.size()}, bytes + text});
}

void PackWriter::dictionary(std::string name, const std::vector<std::string>& rows) {
  std::vector<uint32_t> slots(std::bit_ceil(2 * rows.size() + 1));
  for (size_t row = 0; row < rows.size(); ++row) {
    size_t i = first_slot(crc_of(rows[row]), slots.size());
    for (; slots[i] != 0; i = (i + 1) & (slots.size() - 1)) assert(rows[slots[i] - 1] != rows[row]);
    slots[i] = static_cast<uint32_t>(row + 1);
  }
  strings(name, rows);
  const size_t count = slots.size();
  tensor(name.append(kHashSuffix), std::move(slots), {count});
}

std::vector<char> PackWriter::bytes() const {
  std::string out(kHeaderSize, '\0'), directory;
  const auto append = [](std::string& to, auto number) {
    to.append(reinterpret_cast<const char*>(&number), sizeof(number));
  };
  const auto put = [&out](size_t at, auto number) { std::memcpy(out.data() + at, &number, sizeof(number)); };
  for (const Section& section : sections_) {
    out.resize((out.size() + kAlignment - 1) / kAlignment * kAlignment);
    append(directory, static_cast<uint32_t>(section.name.size()));
    directory += section.name;
    append(directory, section.kind);
    append(directory, section.element);
    append(directory, static_cast<uint32_t>(section.dims.size()));
    for (const size_t dim : section.dims) append(directory, uint64_t{dim});
    append(directory, uint64_t{out.size()});
    append(directory, uint64_t{section.bytes.size()});
    append(directory, crc_of(section.bytes));
    out += section.bytes;
  }
  const size_t at = out.size();
  out += directory;
  kMagic.copy(out.data(), kMagic.size());
  put(8, kFormatVersion);
  put(12, static_cast<uint32_t>(sections_.size()));
  put(16, uint64_t{out.size()});
  put(24, uint64_t{at});
  put(32, uint64_t{directory.size()});
  put(40, crc_of(directory));
  return {out.begin(), out.end()};
}

Result<void> PackWriter::write(const std::string& path) const {
  const std::vector<char> content = bytes();
  const std::string temporary = fmt::format("{}.{}.unfinished", path, ::getpid());
  const auto failed = [&](std::string_view what) {
    const int error = errno;
    std::remove(temporary.c_str());
    return fail(Error::Kind::kFile, fmt::format("{}: {}: {}; check the folder and the space on its disk", path, what,
                                                std::strerror(error)));
  };
  std::ofstream file(temporary, std::ios::binary);
  file << kUnfinishedMagic;
  file.write(content.data() + kMagic.size(), static_cast<std::streamsize>(content.size() - kMagic.size()));
  file.seekp(0);
  file << kMagic;
  file.close();
  if (!file) return failed("cannot write");
  std::error_code error;
  std::filesystem::rename(temporary, path, error);
  if (error) {
    errno = error.value();
    return failed("cannot rename into place");
  }
  return {};
}

}  // namespace khaldun
