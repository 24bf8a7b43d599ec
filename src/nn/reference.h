// The same arithmetic as simd.h in plain float loops, to hold the fast one to.
#pragma once

#include <cstddef>

#include "nn/kernels.h"

namespace khaldun::reference {

/// BERT's epsilon.
inline constexpr float kNormEpsilon = 1e-12f;

/// x [rows][in], weight [out][in], bias [out] -> y [rows][out].
void linear(const float* x, size_t rows, size_t in, const float* weight, const float* bias, size_t out,
            Activation activation, float* y);
/// As simd::attention; memory of `pieces` floats.
void attention(const float* projected, size_t pieces, size_t queries, size_t width, size_t heads, float* context,
               float* memory);
/// As simd::add_norm.
void add_norm(float* x, const float* y, size_t rows, size_t width, const float* weight, const float* bias);
/// As simd::affine.
void affine(const float* x, size_t size, const float* rows, size_t count, float* out);
[[nodiscard]] float gelu(float x);

}  // namespace khaldun::reference
