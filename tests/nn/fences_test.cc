// The kernels are built without sanitizers; here they run over arrays that end the process at a touch beside them.
#include <gtest/gtest.h>

#include "every_target.h"
#include "fenced.h"
#include "nn/simd.h"

namespace khaldun {
namespace {

template <class Side>
class Fences : public testing::Test {};

template <Fence kFence>
struct Side {
  using Floats = Fenced<float, kFence>;
  using Bytes = Fenced<uint8_t, kFence>;
  using Weights = Fenced<int8_t, kFence>;
  using Words = Fenced<int16_t, kFence>;
  using Ranges = Fenced<Range, kFence>;
};
using Sides = testing::Types<Side<Fence::kBefore>, Side<Fence::kBehind>>;
TYPED_TEST_SUITE(Fences, Sides);

TEST(FencesDeathTest, EndTheProcess) {
  Fenced<float, Fence::kBefore> before(3);
  Fenced<float, Fence::kBehind> behind(3);
  EXPECT_DEATH(++before.data()[-1], "");
  EXPECT_DEATH(++behind.data()[3], "");
}

TYPED_TEST(Fences, LinearKeepsToItsArrays) {
  const struct {
    size_t rows, in, out;
  } shapes[] = {{1, 1, 1}, {2, 3, 17}, {5, 31, 15}, {6, 32, 32}, {7, 33, 5}, {13, 96, 51}, {11, 64, 113}, {9, 20, 80}};
  for (const auto& shape : shapes) {
    const size_t rows = shape.rows, in = shape.in, out = shape.out;
    typename TypeParam::Floats x(rows * in, 0.5f), y(rows * out), of_outputs(simd::rounded_up(out, simd::kPanel));
    typename TypeParam::Bytes rounded(rows * simd::rounded_up(in, simd::kGroup));
    typename TypeParam::Ranges ranges(rows);
    typename TypeParam::Weights weights(out * in, 1), panels(simd::panels_size(out, in));
    typename TypeParam::Words memory(simd::multiply_memory(rows, in));
    x[0] = 1;
    simd::pack_panels(weights.data(), out, in, panels.data());
    on_every_target([&] {
      simd::round_rows(x.data(), rows, in, rounded.data(), ranges.data());
      for (const Activation activation : {Activation::kNone, Activation::kRelu, Activation::kGelu}) {
        simd::multiply({.x = rounded.data(),
                        .ranges = ranges.data(),
                        .rows = rows,
                        .in = in,
                        .out = out,
                        .panels = panels.data(),
                        .weight_sums = of_outputs.data(),
                        .scales = of_outputs.data(),
                        .bias = of_outputs.data(),
                        .activation = activation,
                        .y = y.data(),
                        .memory = memory.data()});
      }
    });
  }
}

TYPED_TEST(Fences, AttentionKeepsToItsArrays) {
  const struct {
    size_t pieces, width, heads;
  } shapes[] = {{1, 16, 1}, {3, 32, 4}, {27, 384, 12}, {33, 48, 2}, {100, 32, 2}, {7, 12, 3}};
  for (const auto& shape : shapes) {
    const size_t pieces = shape.pieces, width = shape.width, heads = shape.heads;
    typename TypeParam::Floats projected(pieces * 3 * width), context(pieces * width),
        memory(simd::attention_memory(pieces, width, heads));
    on_every_target([&] {
      for (const size_t queries : {size_t{1}, pieces})
        simd::attention(projected.data(), pieces, queries, width, heads, context.data(), memory.data());
    });
  }
}

TYPED_TEST(Fences, WholePanelsKeepToTheirArrays) {
  for (const size_t width : {16, 48, 384}) {
    typename TypeParam::Floats x(2 * width, 1), y(2 * width), weight(width), bias(width);
    typename TypeParam::Weights piece(width);
    on_every_target([&] {
      simd::add_norm(x.data(), y.data(), 2, width, weight.data(), bias.data());
      simd::embed(piece.data(), 1, weight.data(), bias.data(), width, y.data());
    });
  }
}

TYPED_TEST(Fences, AnyLengthKeepsToItsArrays) {
  for (const size_t size : {1, 3, 4, 15, 16, 17, 64, 97}) {
    typename TypeParam::Floats x(size), rows(3 * (size + 1)), out(3);
    on_every_target([&] {
      simd::affine(x.data(), size, rows.data(), 3, out.data());
      EXPECT_EQ(simd::greatest(x.data(), size), 0U);
      simd::gelu(x.data(), size);
    });
  }
}

}  // namespace
}  // namespace khaldun
