#include "base/name_table.h"

#include <functional>

namespace khaldun {
namespace {

size_t hash_of(std::string_view name) { return std::hash<std::string_view>()(name); }
uint32_t tag_of(uint64_t hash) { return static_cast<uint32_t>(hash >> 32); }

}  // namespace

std::string_view NameTable::name_of(uint32_t number) const {
  const size_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(text_).substr(begin, ends_[number] - begin);
}

size_t NameTable::slot_of(std::string_view name, size_t hash) const {
  size_t at = hash & (slots_.size() - 1);
  while (slots_[at].row != 0 && (slots_[at].tag != tag_of(hash) || name_of(slots_[at].row - 1) != name)) {
    at = (at + 1) & (slots_.size() - 1);
  }
  return at;
}

uint32_t NameTable::add(std::string_view name) {
  const size_t hash = hash_of(name);
  if (const Slot& slot = slots_[slot_of(name, hash)]; slot.row != 0) return slot.row - 1;
  text_ += name;
  ends_.push_back(text_.size());
  if (2 * size() > slots_.size()) {
    slots_.assign(2 * slots_.size(), {});
    for (uint32_t i = 0; i + 1 < size(); ++i) {
      const size_t other = hash_of(name_of(i));
      slots_[slot_of(name_of(i), other)] = {tag_of(other), i + 1};
    }
  }
  const auto number = static_cast<uint32_t>(size() - 1);
  slots_[slot_of(name, hash)] = {tag_of(hash), number + 1};
  return number;
}

std::optional<uint32_t> NameTable::find(std::string_view name) const {
  const Slot& slot = slots_[slot_of(name, hash_of(name))];
  if (slot.row == 0) return std::nullopt;
  return slot.row - 1;
}

}  // namespace khaldun
