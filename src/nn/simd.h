// The fast arithmetic: vector code for whatever processor the program finds itself on. `reference.h` is its plain twin.
//
//   simd::round_rows(x, rows, in, rounded, ranges);     // x ~ least + step * rounded, row by row
//   simd::multiply(...);                                // y = act(x panels^T * scales + bias)
//
// Inputs are rounded to 8 bits and sums of products are exact, so that every processor gives the same answer but for
// the last bits of a float. What it lacks: instructions for products of bytes are used only where there are those of
// AVX-512; AVX-VNNI alone (some processors of laptops) and NEON's dot products take the way by 16 bits.
#pragma once

#include <cstddef>
#include <cstdint>

#include "nn/kernels.h"

namespace khaldun::simd {

/// Outputs are computed this many at a time. The weights of one panel stand together: for each group of kGroup inputs
/// the weights of output 0, those of output 1, ...; missing inputs and outputs are zero.
inline constexpr size_t kPanel = 16, kGroup = 4;
/// As many products of a rounded input and a weight stay inside 32 bits.
inline constexpr size_t kMostInputs = 65'536;
inline constexpr float kMostRounded = 255;

[[nodiscard]] constexpr size_t rounded_up(size_t value, size_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}
/// int8 values of the panels of an [out, in] matrix.
[[nodiscard]] constexpr size_t panels_size(size_t out, size_t in) {
  return rounded_up(out, kPanel) * rounded_up(in, kGroup);
}
/// weight [out][in] -> panels [panels_size].
void pack_panels(const int8_t* weight, size_t out, size_t in, int8_t* panels);

/// x [rows][in] -> rounded [rows][in to a whole group], ranges [rows]: 0 stands for the least of a row, 255 for the
/// most.
void round_rows(const float* x, size_t rows, size_t in, uint8_t* rounded, Range* ranges);

struct Multiply {
  const uint8_t* x;     // [rows][in to a whole group]
  const Range* ranges;  // [rows]
  size_t rows, in, out;
  const int8_t* panels;
  const float* weight_sums;  // [out to a whole panel]: of the weights of an output
  const float* scales;       // [out to a whole panel]
  const float* bias;         // [out to a whole panel]
  Activation activation;
  float* y;         // [rows][out]
  int16_t* memory;  // [multiply_memory(rows, in)]
};
void multiply(const Multiply& m);
/// Without VNNI bytes become numbers of 16 bits: the rows, and so many panels at a time.
inline constexpr size_t kWidePanels = 2;
[[nodiscard]] constexpr size_t multiply_memory(size_t rows, size_t in) {
  return (rows + kWidePanels * kPanel) * rounded_up(in, kGroup);
}

/// softmax(q k^T / sqrt(head width)) v for one sequence. projected [pieces][3 width]: q, k, v side by side, each of
/// `heads` heads whose width is a multiple of four; of the q only the first `queries` are answered: context
/// [queries][width]; memory of attention_memory(...) floats.
void attention(const float* projected, size_t pieces, size_t queries, size_t width, size_t heads, float* context,
               float* memory);
inline constexpr size_t kQueries = 6;  // rows of scores at a time
[[nodiscard]] constexpr size_t attention_memory(size_t pieces, size_t width, size_t heads) {
  return (width / heads + kQueries) * rounded_up(pieces, kPanel);
}

/// x = norm(x + y) by rows; width is a multiple of kPanel. y null: nothing to add.
void add_norm(float* x, const float* y, size_t rows, size_t width, const float* weight, const float* bias);

/// x = scale * piece + position + letters, each of `width`, a multiple of kPanel.
void embed(const int8_t* piece, float scale, const float* position, const float* letters, size_t width, float* x);

/// out [count] = x [size] times each of `rows` [count][size + 1], plus the last of the row.
void affine(const float* x, size_t size, const float* rows, size_t count, float* out);

/// The place of the greatest of x [n], the first of equals; n is at least 1 and no value is NaN.
[[nodiscard]] size_t greatest(const float* x, size_t n);

/// x = gelu(x), the exact kind (by erf), within 5e-5 max(1, |x|): much less than what the next layer's rounding takes.
void gelu(float* x, size_t size);

}  // namespace khaldun::simd
