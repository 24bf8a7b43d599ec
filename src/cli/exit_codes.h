// What the program returns.
#pragma once

namespace khaldun {

inline constexpr int kOk = 0, kUsage = 2, kRejects = 3, kDatabase = 4, kInterrupted = 130;

}  // namespace khaldun
