// Any bytes as a pack: refused with an error, or every section can be read to its end.
#include <cstdlib>

#include "base/crc32c.h"
#include "pack/pack.h"

namespace {

template <class T>
size_t read_tensor(const khaldun::Pack& pack, std::string_view name) {
  const auto tensor = pack.tensor<T>(name);
  size_t sum = 0;
  if (tensor) {
    for (const T& value : tensor->values) sum += value != T{};
  }
  return sum;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::vector<char> bytes(data, data + size);
  // Signs the directory, so that mutations get past its checksum.
  uint64_t at = 0, length = 0;
  if (size >= 64) {
    std::memcpy(&at, &bytes[24], 8);
    std::memcpy(&length, &bytes[32], 8);
    if (at <= size && length <= size - at) {
      const uint32_t crc = khaldun::crc32c(0, &bytes[0] + at, length);
      std::memcpy(&bytes[40], &crc, 4);
    }
  }
  const auto pack = khaldun::Pack::from_bytes(std::move(bytes), "fuzz");
  if (!pack) {
    if (pack.error().message.empty()) std::abort();
    return 0;
  }
  for (const std::string_view name : {"a", "b", "c", "pack/version"}) {
    read_tensor<int8_t>(*pack, name);
    read_tensor<uint32_t>(*pack, name);
    read_tensor<float>(*pack, name);
    read_tensor<int64_t>(*pack, name);
    if (const auto strings = pack->strings(name)) {
      for (size_t row = 0; row < strings->size(); ++row) {
        if (const auto dictionary = pack->dictionary(name)) {
          const auto found = dictionary->find((*strings)[row]);
          if (found && (*strings)[*found] != (*strings)[row]) std::abort();
        }
      }
    }
  }
  return 0;
}
