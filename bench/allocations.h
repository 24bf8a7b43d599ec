// Counts what the program allocates: link allocations.cc and every operator new counts. In a file of its own, since
// compilers that see both a new and its replacement take them for mismatched.
#pragma once

#include <cstdint>

/// Calls of operator new since the program began, over all threads.
uint64_t allocations();
