#include "nn/kernels.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <numeric>

#include "nn/floats.h"
#include "nn/reference.h"
#include "nn/simd.h"

namespace khaldun {

Result<Linear> Linear::load(const Pack& pack, const std::string& prefix, Arithmetic arithmetic) {
  return load_joined(pack, {prefix}, arithmetic);
}

Result<Linear> Linear::load_joined(const Pack& pack, std::initializer_list<std::string> prefixes,
                                   Arithmetic arithmetic) {
  Linear linear;
  linear.arithmetic_ = arithmetic;
  std::vector<int8_t> weights;
  for (const std::string& prefix : prefixes) {
    const std::string name = prefix + "/weight";
    const auto weight = pack.tensor<int8_t>(name);
    if (!weight) return tl::unexpected(weight.error());
    const auto& dims = weight->dims;
    if (linear.in_ == 0 && dims.size() == 2) linear.in_ = dims[1];
    if (dims.size() != 2 || weight->size() == 0 || dims[1] != linear.in_) {
      return wrong_shape(name, dims,
                         {std::max<size_t>(1, dims.empty() ? 0 : dims[0]), std::max<size_t>(1, linear.in_)});
    }
    if (linear.in_ > simd::kMostInputs) {
      return fail(Error::Kind::kFile,
                  fmt::format("tensor '{}': found {} inputs, wanted at most {}; train a narrower network", name,
                              linear.in_, simd::kMostInputs));
    }
    auto scale = load_floats(pack, prefix + "/scale", {dims[0]}), bias = load_floats(pack, prefix + "/bias", {dims[0]});
    if (!scale) return tl::unexpected(scale.error());
    if (!bias) return tl::unexpected(bias.error());
    weights.insert(weights.end(), weight->values.begin(), weight->values.end());
    linear.scale_.insert(linear.scale_.end(), scale->begin(), scale->end());
    linear.bias_.insert(linear.bias_.end(), bias->begin(), bias->end());
    linear.out_ += dims[0];
  }
  if (arithmetic == Arithmetic::kFast) {
    simd::pack_panels(weights.data(), linear.out_, linear.in_,
                      linear.panels_.get(simd::panels_size(linear.out_, linear.in_)));
    for (size_t i = 0; i < weights.size(); i += linear.in_) {
      linear.weight_sums_.push_back(static_cast<float>(std::accumulate(&weights[i], &weights[i] + linear.in_, 0)));
    }
    for (auto* values : {&linear.weight_sums_, &linear.scale_, &linear.bias_}) {
      values->resize(simd::rounded_up(linear.out_, simd::kPanel));
    }
  } else {
    linear.weights_.resize(weights.size());
    for (size_t i = 0; i < weights.size(); ++i) linear.weights_[i] = weights[i] * linear.scale_[i / linear.in_];
  }
  return linear;
}

Inputs inputs_of(const float* x, size_t rows, size_t in, Scratch& scratch) {
  uint8_t* rounded = scratch.rounded.get(rows * simd::rounded_up(in, simd::kGroup));
  Range* ranges = scratch.ranges.get(rows);
  simd::round_rows(x, rows, in, rounded, ranges);
  return {.x = x,
          .rows = rows,
          .in = in,
          .rounded = rounded,
          .ranges = ranges,
          .memory = scratch.wide.get(simd::multiply_memory(rows, in))};
}

void Linear::apply(const float* x, size_t rows, float* y, Scratch& scratch, Activation activation) const {
  apply(inputs_of(x, rows, in_, scratch), y, activation);
}

void Linear::apply(const Inputs& inputs, float* y, Activation activation) const {
  assert(inputs.in == in_);
  if (arithmetic_ == Arithmetic::kReference) {
    reference::linear(inputs.x, inputs.rows, in_, weights_.data(), bias_.data(), out_, activation, y);
    return;
  }
  simd::multiply({.x = inputs.rounded,
                  .ranges = inputs.ranges,
                  .rows = inputs.rows,
                  .in = in_,
                  .out = out_,
                  .panels = panels_.data(),
                  .weight_sums = weight_sums_.data(),
                  .scales = scale_.data(),
                  .bias = bias_.data(),
                  .activation = activation,
                  .y = y,
                  .memory = inputs.memory});
}

}  // namespace khaldun
