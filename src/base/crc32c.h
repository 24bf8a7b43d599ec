// CRC-32C (Castagnoli), the checksum of every section of a pack.
#pragma once

#include <cstddef>
#include <cstdint>

namespace khaldun {

/// CRC-32C of `size` bytes, continuing from `crc` (0 at the start): crc32c(0, "123456789", 9) is 0xE3069283.
uint32_t crc32c(uint32_t crc, const void* data, size_t size);

}  // namespace khaldun
