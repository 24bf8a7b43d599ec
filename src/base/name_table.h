// NameTable: distinct names, numbered from 0 in the order in which they came.
//
//   NameTable names;
//   names.add("hold");   // 0
//   names.find("have");  // nothing
//
// One flat table, at most half full, for names that are asked for much oftener than they are there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khaldun {

class NameTable {
 public:
  /// The number of `name`: the next one where it is new.
  uint32_t add(std::string_view name);
  [[nodiscard]] std::optional<uint32_t> find(std::string_view name) const;
  [[nodiscard]] size_t size() const { return ends_.size(); }

 private:
  struct Slot {
    uint32_t tag = 0, row = 0;  // half of the name's hash; its number + 1, 0 where the slot is free
  };
  [[nodiscard]] std::string_view name_of(uint32_t number) const;
  /// The slot where `name`, of this hash, stands or would stand.
  [[nodiscard]] size_t slot_of(std::string_view name, size_t hash) const;
  std::vector<Slot> slots_ = std::vector<Slot>(16);  // a power of two
  std::string text_;
  std::vector<size_t> ends_;
};

}  // namespace khaldun
