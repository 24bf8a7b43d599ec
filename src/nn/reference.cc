#include "nn/reference.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace khaldun::reference {

namespace {

float dot(const float* x, const float* y, size_t size) {
  float sum = 0;
  for (size_t i = 0; i < size; ++i) sum += x[i] * y[i];
  return sum;
}

}  // namespace

void affine(const float* x, size_t size, const float* rows, size_t count, float* out) {
  for (size_t i = 0; i < count; ++i, rows += size + 1) out[i] = dot(x, rows, size) + rows[size];
}

float gelu(float x) { return 0.5f * x * (1 + std::erf(x / std::numbers::sqrt2_v<float>)); }

void linear(const float* x, size_t rows, size_t in, const float* weight, const float* bias, size_t out,
            Activation activation, float* y) {
  for (size_t r = 0; r < rows; ++r) {
    for (size_t o = 0; o < out; ++o) {
      const float value = dot(x + r * in, weight + o * in, in) + bias[o];
      switch (activation) {
        case Activation::kNone:
          y[r * out + o] = value;
          break;
        case Activation::kRelu:
          y[r * out + o] = std::max(value, 0.0f);
          break;
        case Activation::kGelu:
          y[r * out + o] = gelu(value);
          break;
      }
    }
  }
}

void attention(const float* projected, size_t pieces, size_t queries, size_t width, size_t heads, float* context,
               float* memory) {
  const size_t head_width = width / heads, stride = 3 * width;
  const float scale = 1 / std::sqrt(static_cast<float>(head_width));
  for (size_t head = 0; head < heads; ++head) {
    const float* query = projected + head * head_width;
    const float* key = query + width;
    const float* value = key + width;
    for (size_t i = 0; i < queries; ++i) {
      for (size_t j = 0; j < pieces; ++j) memory[j] = scale * dot(query + i * stride, key + j * stride, head_width);
      const float most = *std::max_element(memory, memory + pieces);
      float sum = 0;
      for (size_t j = 0; j < pieces; ++j) sum += memory[j] = std::exp(memory[j] - most);
      float* out = context + i * width + head * head_width;
      std::fill(out, out + head_width, 0.0f);
      for (size_t j = 0; j < pieces; ++j) {
        for (size_t d = 0; d < head_width; ++d) out[d] += memory[j] / sum * value[j * stride + d];
      }
    }
  }
}

void add_norm(float* x, const float* y, size_t rows, size_t width, const float* weight, const float* bias) {
  const auto n = static_cast<float>(width);
  for (size_t r = 0; r < rows; ++r) {
    float* row = x + r * width;
    float mean = 0, variance = 0;
    for (size_t i = 0; i < width; ++i) mean += row[i] += y == nullptr ? 0 : y[r * width + i];
    mean /= n;
    for (size_t i = 0; i < width; ++i) variance += (row[i] - mean) * (row[i] - mean);
    const float scale = 1 / std::sqrt(variance / n + kNormEpsilon);
    for (size_t i = 0; i < width; ++i) row[i] = (row[i] - mean) * scale * weight[i] + bias[i];
  }
}

}  // namespace khaldun::reference
