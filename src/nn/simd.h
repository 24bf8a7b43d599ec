// The fast arithmetic: vector code for whatever processor the program finds itself on. `reference.h` is its plain twin.
//
//   const float limit = simd::limit_of(in);                    // so that no sum of products passes 32 bits
//   simd::round_rows(x, rows, in, limit, rounded, scales);     // x ~ rounded * scales
//   simd::multiply(...);                                       // y = act(rounded panels^T * scales + bias)
#pragma once

#include <cstddef>
#include <cstdint>

#include "nn/kernels.h"

namespace khaldun::simd {

/// Outputs are computed this many at a time. The weights of one panel stand together: for each pair of inputs (k, k +
/// 1) the two weights of output 0, those of output 1, ...; missing inputs and outputs are zero.
inline constexpr size_t kPanel = 16;

[[nodiscard]] constexpr size_t rounded_up(size_t value, size_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}
/// int8 values of the panels of an [out, in] matrix.
[[nodiscard]] constexpr size_t panels_size(size_t out, size_t in) {
  return rounded_up(out, kPanel) * rounded_up(in, 2);
}
/// weight [out][in] -> panels [panels_size].
void pack_panels(const int8_t* weight, size_t out, size_t in, int8_t* panels);

/// The largest magnitude of a rounded input for which `in` products with weights of 8 bits stay inside 32 bits.
[[nodiscard]] float limit_of(size_t in);
/// x [rows][in] -> rounded [rows][in to even], scales [rows].
void round_rows(const float* x, size_t rows, size_t in, float limit, int16_t* rounded, float* scales);

struct Multiply {
  const int16_t* x;       // [rows][in to even]
  const float* x_scales;  // [rows]
  size_t rows, in, out;
  const int8_t* panels;
  const float* scales;  // [out to a whole panel]
  const float* bias;    // [out to a whole panel]
  Activation activation;
  float* y;  // [rows][out]
};
void multiply(const Multiply& m);

/// softmax(q k^T / sqrt(head width)) v for one sequence. projected [pieces][3 width]: q, k, v side by side, each of
/// `heads` heads; context [pieces][width]; memory of attention_memory(...) floats.
void attention(const float* projected, size_t pieces, size_t width, size_t heads, float* context, float* memory);
[[nodiscard]] size_t attention_memory(size_t pieces, size_t width, size_t heads);

/// x = norm(x + y) by rows; width is a multiple of kPanel. y null: nothing to add.
void add_norm(float* x, const float* y, size_t rows, size_t width, const float* weight, const float* bias);

[[nodiscard]] float dot(const float* x, const float* y, size_t size);

/// x = gelu(x), the exact kind (by erf), within 1e-6 max(1, |x|).
void gelu(float* x, size_t size);

}  // namespace khaldun::simd
