// The most products of bytes that one core can sum, whatever their use: what kernels are measured against.
#pragma once

#include <cstdint>

namespace khaldun {

/// Products with their sums, two operations each, a second; measured over some 50 ms. By the instructions that nn uses
/// on this processor, on registers alone.
[[nodiscard]] double peak_operations();

}  // namespace khaldun
