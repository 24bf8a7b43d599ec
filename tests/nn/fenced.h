// Arrays beside which nothing may be read or written: the process ends where code does.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <new>
#include <vector>

namespace khaldun {

enum class Fence { kBefore, kBehind };

/// Gives memory that begins or ends at a page that may not be touched.
template <class T, Fence kFence>
struct FencedMemory {
  using value_type = T;
  template <class U>
  struct rebind {
    using other = FencedMemory<U, kFence>;
  };
  friend bool operator==(FencedMemory, FencedMemory) { return true; }

  T* allocate(size_t count) {
    const Pages pages(count);
    void* all = mmap(nullptr, pages.all, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED) throw std::bad_alloc();
    char* open = static_cast<char*>(all) + pages.one;
    if (mprotect(open, pages.open, PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
    return reinterpret_cast<T*>(kFence == Fence::kBefore ? open : open + pages.open - count * sizeof(T));
  }
  void deallocate(T* data, size_t count) {
    const Pages pages(count);
    char* open = reinterpret_cast<char*>(data);
    if (kFence == Fence::kBehind) open += count * sizeof(T) - pages.open;
    munmap(open - pages.one, pages.all);
  }

 private:
  struct Pages {
    explicit Pages(size_t count) : open((count * sizeof(T) + one - 1) / one * one), all(open + 2 * one) {}
    size_t one = static_cast<size_t>(sysconf(_SC_PAGESIZE)), open, all;
  };
};

template <class T, Fence kFence>
using Fenced = std::vector<T, FencedMemory<T, kFence>>;

}  // namespace khaldun
