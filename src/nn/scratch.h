// Scratch: the buffers of one thread's forward passes. Kept and reused, so that a warm pass allocates nothing.
//
//   Scratch scratch;                        // one a thread
//   for (const Sequences& s : all) encoder.forward(s, out, scratch);
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>

namespace khaldun {

/// Aligned memory that only grows. `get` does not keep what was in it.
template <class T>
class Buffer {
 public:
  /// Room for `size` values, valid until the next call.
  [[nodiscard]] T* get(size_t size) {
    if (size > size_) {
      data_.reset(static_cast<T*>(::operator new(size * sizeof(T), kAlignment)));
      size_ = size;
    }
    return data_.get();
  }
  /// What `get` gave last.
  [[nodiscard]] T* data() const { return data_.get(); }

 private:
  static constexpr std::align_val_t kAlignment{64};
  struct Free {
    void operator()(T* data) const { ::operator delete(data, kAlignment); }
  };
  std::unique_ptr<T, Free> data_;
  size_t size_ = 0;
};

/// A row of floats as bytes: x ~ least + step * byte.
struct Range {
  float least, step;
};

/// Each class of the room uses its own buffers, so that they may call each other with one Scratch.
struct Scratch {
  Buffer<uint8_t> rounded;                               // Linear: inputs as bytes
  Buffer<Range> ranges;                                  // Linear: what the bytes of a row stand for
  Buffer<int16_t> wide;                                  // Linear: memory of its products
  Buffer<float> chosen;                                  // Biaffine: the heads that have dependents
  Buffer<uint32_t> places;                               // Biaffine: where each of them stands
  Buffer<float> forms;                                   // Biaffine: U [y, 1] of each head and label
  Buffer<float> projected, context, inner, sum, memory;  // Encoder; `memory` is its attention's
  Buffer<uint32_t> all;                                  // Encoder: the numbers of all pieces
};

}  // namespace khaldun
