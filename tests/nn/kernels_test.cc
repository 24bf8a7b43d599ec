#include "nn/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

#include "every_target.h"
#include "nn/biaffine.h"
#include "nn/reference.h"
#include "nn/simd.h"

namespace khaldun {
namespace {

std::vector<float> normals(size_t size, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  std::vector<float> values(size);
  for (float& v : values) v = normal(random);
  return values;
}

std::vector<int8_t> weights(size_t size, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<int8_t> values(size);
  for (int8_t& v : values) v = static_cast<int8_t>(static_cast<int>(random() % 255) - 127);
  return values;
}

/// Rows whose outputs are near 1.
void add_linear(PackWriter& writer, const std::string& name, size_t out, size_t in) {
  writer.tensor(name + "/weight", weights(out * in, 1), {out, in});
  writer.tensor(name + "/scale", std::vector<float>(out, 1 / (73 * std::sqrt(static_cast<float>(in)))), {out});
  writer.tensor(name + "/bias", normals(out, 2), {out});
}

Pack open(const PackWriter& writer) { return std::move(Pack::from_bytes(writer.bytes(), "test.pack").value()); }

std::vector<float> apply(const Linear& linear, const std::vector<float>& x, Activation activation) {
  Scratch scratch;
  const size_t rows = x.size() / linear.in();
  std::vector<float> y(rows * linear.out());
  linear.apply(x.data(), rows, y.data(), scratch, activation);
  return y;
}

float furthest(const std::vector<float>& a, const std::vector<float>& b) {
  EXPECT_EQ(a.size(), b.size());
  float most = 0;
  for (size_t i = 0; i < a.size(); ++i) most = std::max(most, std::fabs(a[i] - b[i]));
  return most;
}

TEST(RoundRows, EveryProcessorGivesTheNearestBytes) {
  for (const size_t in : {1, 3, 16, 31, 384, 1537}) {
    const size_t rows = 3, stride = simd::rounded_up(in, simd::kGroup);
    auto x = normals(rows * in, 3);
    std::fill_n(x.begin(), in, -2.5f);  // a row of one value
    std::vector<uint8_t> wanted(rows * stride);
    for (size_t r = 0; r < rows; ++r) {
      const auto [least, most] = std::minmax_element(&x[r * in], &x[r * in] + in);
      for (size_t i = 0; i<in&& * most> * least; ++i) {
        wanted[r * stride + i] =
            static_cast<uint8_t>(std::lrint((x[r * in + i] - *least) * (simd::kMostRounded / (*most - *least))));
      }
    }
    on_every_target([&] {
      std::vector<uint8_t> found(wanted.size(), 77);
      std::vector<Range> ranges(rows);
      simd::round_rows(x.data(), rows, in, found.data(), ranges.data());
      EXPECT_EQ(found, wanted) << in;
      for (size_t r = 0; r < rows; ++r) {
        for (size_t i = 0; i < in; ++i) {
          const float back = ranges[r].least + ranges[r].step * static_cast<float>(found[r * stride + i]);
          ASSERT_LE(std::fabs(x[r * in + i] - back), ranges[r].step * 0.5001f + 1e-6f);
        }
      }
    });
  }
}

/// The bounds of any processor to plain floats over the inputs as rounded, and of the rounding.
TEST(Linear, FastIsTheReferenceWithinItsBounds) {
  const struct {
    size_t rows, in, out;
  } shapes[] = {{1, 1, 1},    {1, 2, 16},    {2, 3, 17},     {5, 31, 15},    {6, 32, 32},   {7, 33, 5},
                {13, 96, 51}, {25, 384, 96}, {25, 1536, 40}, {200, 384, 33}, {11, 64, 113}, {9, 20, 80}};
  for (const auto& s : shapes) {
    SCOPED_TRACE(testing::Message() << s.rows << " rows, " << s.in << " to " << s.out);
    PackWriter writer("1");
    add_linear(writer, "x", s.out, s.in);
    const Pack pack = open(writer);
    const auto fast = Linear::load(pack, "x"), reference = Linear::load(pack, "x", Arithmetic::kReference);
    ASSERT_TRUE(fast && reference);
    EXPECT_EQ(fast->in(), s.in);
    EXPECT_EQ(fast->out(), s.out);
    const auto x = normals(s.rows * s.in, 3);
    const size_t stride = simd::rounded_up(s.in, simd::kGroup);
    std::vector<uint8_t> bytes(s.rows * stride);
    std::vector<Range> ranges(s.rows);
    simd::round_rows(x.data(), s.rows, s.in, bytes.data(), ranges.data());
    std::vector<float> rounded(x.size());
    float step = 0;
    for (size_t i = 0; i < x.size(); ++i) {
      const Range& range = ranges[i / s.in];
      rounded[i] = range.least + range.step * static_cast<float>(bytes[i / s.in * stride + i % s.in]);
      step = std::max(step, range.step);
    }
    for (const Activation activation : {Activation::kNone, Activation::kRelu, Activation::kGelu}) {
      const auto wanted = apply(*reference, rounded, activation), unrounded = apply(*reference, x, activation);
      on_every_target([&] {
        const auto found = apply(*fast, x, activation);
        EXPECT_LE(furthest(found, wanted), activation == Activation::kGelu ? 5e-4f : 2e-5f);
        // Weights of the test have a norm near 1; errors of inputs are even within half a step.
        EXPECT_LE(furthest(found, unrounded), 2 * step + 5e-4f);
      });
    }
  }
}

TEST(Linear, LargestSumsStayInsideTheirIntegers) {
  for (const size_t in : {size_t{2}, size_t{384}, size_t{6001}, simd::kMostInputs}) {
    PackWriter writer("1");
    writer.tensor("x/weight", std::vector<int8_t>(in, -128), {1, in});
    writer.tensor<float>("x/scale", {1.0f / 128}, {1});
    writer.tensor<float>("x/bias", {0}, {1});
    const auto linear = Linear::load(open(writer), "x");
    ASSERT_TRUE(linear);
    const auto n = static_cast<float>(in - 1);
    std::vector<float> x(in, 5);
    x[0] = 0;  // so that the others are rounded to 255
    on_every_target([&] { EXPECT_NEAR(apply(*linear, x, Activation::kNone)[0], -5 * n, 1e-5f * n) << in; });
  }
}

TEST(Linear, ZerosGiveTheBias) {
  PackWriter writer("1");
  add_linear(writer, "x", 19, 7);
  const Pack pack = open(writer);
  const auto y = apply(*Linear::load(pack, "x"), std::vector<float>(7), Activation::kNone);
  const auto bias = pack.tensor<float>("x/bias");
  EXPECT_EQ(y, std::vector<float>(bias->values.begin(), bias->values.end()));
}

TEST(Linear, JoinedStandSideBySide) {
  PackWriter writer("1");
  add_linear(writer, "a", 5, 24);
  add_linear(writer, "b", 18, 24);
  const Pack pack = open(writer);
  const auto both = Linear::load_joined(pack, {"a", "b"}, Arithmetic::kFast);
  ASSERT_TRUE(both) << both.error().message;
  const auto x = normals(24, 4);
  auto wanted = apply(*Linear::load(pack, "a"), x, Activation::kNone);
  const auto second = apply(*Linear::load(pack, "b"), x, Activation::kNone);
  wanted.insert(wanted.end(), second.begin(), second.end());
  EXPECT_EQ(apply(*both, x, Activation::kNone), wanted);
}

TEST(Linear, WhatDoesNotFitIsNamed) {
  const struct {
    std::function<void(PackWriter&)> write;
    const char* message;
  } cases[] = {
      {[](PackWriter&) {}, "no tensor 'x/weight' of i8"},
      {[](PackWriter& w) {
         w.tensor<int8_t>("x/weight", {1, 2}, {2});
       },
       "'x/weight': found shape 2, wanted"},
      {[](PackWriter& w) {
         w.tensor<int8_t>("x/weight", {}, {0, 3});
       },
       "'x/weight': found shape 0 x 3, wanted 1 x 3"},
      {[](PackWriter& w) {
         w.tensor("x/weight", std::vector<int8_t>(simd::kMostInputs + 1), {1, simd::kMostInputs + 1});
       },
       "'x/weight': found 65537 inputs, wanted at most 65536"},
      {[](PackWriter& w) {
         w.tensor<int8_t>("x/weight", {1, 2}, {1, 2});
       },
       "no tensor 'x/scale' of f32"},
      {[](PackWriter& w) {
         w.tensor<int8_t>("x/weight", {1, 2}, {1, 2});
         w.tensor<float>("x/scale", {1, 1}, {2});
       },
       "'x/scale': found shape 2, wanted 1"},
      {[](PackWriter& w) {
         w.tensor<int8_t>("x/weight", {1, 2}, {1, 2});
         w.tensor<float>("x/scale", {1}, {1});
         w.tensor<float>("x/bias", {NAN}, {1});
       },
       "'x/bias': found a number that is not finite"},
  };
  for (const auto& c : cases) {
    PackWriter writer("1");
    c.write(writer);
    const auto linear = Linear::load(open(writer), "x");
    ASSERT_FALSE(linear) << c.message;
    EXPECT_EQ(linear.error().kind, Error::Kind::kFile);
    EXPECT_NE(linear.error().message.find(c.message), std::string::npos) << linear.error().message;
  }
}

TEST(Gelu, IsTheExactOneWithinItsBound) {
  std::vector<float> x;
  for (int i = -120000; i <= 120000; ++i) x.push_back(static_cast<float>(i) / 10000);
  on_every_target([&] {
    auto y = x;
    simd::gelu(y.data(), y.size());
    for (size_t i = 0; i < x.size(); ++i) {
      const double wanted = 0.5 * x[i] * (1 + std::erf(x[i] / std::sqrt(2.0)));
      ASSERT_NEAR(y[i], wanted, 5e-5 * std::max(1.0f, std::fabs(x[i]))) << x[i];
    }
  });
}

TEST(Attention, FastIsTheReference) {
  const struct {
    size_t pieces, width, heads;
  } shapes[] = {{1, 16, 1}, {3, 32, 4}, {27, 384, 12}, {33, 48, 2}, {100, 32, 2}};
  for (const auto& s : shapes) {
    auto projected = normals(s.pieces * 3 * s.width, 5);
    for (float& v : projected) v *= 3;
    std::vector<float> wanted(s.pieces * s.width), found(wanted.size()), memory(s.pieces);
    reference::attention(projected.data(), s.pieces, s.pieces, s.width, s.heads, wanted.data(), memory.data());
    on_every_target([&] {
      memory.assign(simd::attention_memory(s.pieces, s.width, s.heads), NAN);  // it may hold anything
      simd::attention(projected.data(), s.pieces, s.pieces, s.width, s.heads, found.data(), memory.data());
      EXPECT_LE(furthest(found, wanted), 2e-5f) << s.pieces << " pieces, width " << s.width;
      const size_t some = (s.pieces + 1) / 2;
      std::vector<float> first(wanted.size(), -1);
      simd::attention(projected.data(), s.pieces, some, s.width, s.heads, first.data(), memory.data());
      std::fill(found.begin() + static_cast<ptrdiff_t>(some * s.width), found.end(), -1.0f);
      EXPECT_EQ(first, found) << "the first queries alone";
    });
  }
}

TEST(Attention, FarApartScoresDoNotOverflow) {
  std::vector<float> projected(2 * 48, 0), context(32), memory;
  projected[0] = projected[48] = 1000;          // both queries
  projected[16] = 1000, projected[64] = -1000;  // the keys
  projected[32] = 7, projected[80] = 9;         // the values
  on_every_target([&] {
    memory.assign(simd::attention_memory(2, 16, 1), 0);
    simd::attention(projected.data(), 2, 2, 16, 1, context.data(), memory.data());
    EXPECT_FLOAT_EQ(context[0], 7);
    EXPECT_FLOAT_EQ(context[16], 7);
  });
}

TEST(AddNorm, FastIsTheReference) {
  for (const size_t width : {16, 32, 384}) {
    const auto x = normals(3 * width, 6), y = normals(3 * width, 7), weight = normals(width, 8),
               bias = normals(width, 9);
    for (const float* added : {y.data(), static_cast<const float*>(nullptr)}) {
      auto wanted = x;
      reference::add_norm(wanted.data(), added, 3, width, weight.data(), bias.data());
      on_every_target([&] {
        auto found = x;
        simd::add_norm(found.data(), added, 3, width, weight.data(), bias.data());
        EXPECT_LE(furthest(found, wanted), 1e-5f);
      });
    }
  }
}

TEST(Affine, SumsEveryProductOfEveryRow) {
  constexpr size_t kRows = 3;
  for (const size_t size : {0, 1, 15, 64, 97, 257}) {
    const auto x = normals(size, 10), rows = normals(kRows * (size + 1), 11);
    std::vector<float> wanted(kRows);
    reference::affine(x.data(), size, rows.data(), kRows, wanted.data());
    on_every_target([&] {
      std::vector<float> found(kRows);
      simd::affine(x.data(), size, rows.data(), kRows, found.data());
      EXPECT_LE(furthest(found, wanted), 1e-4f) << size;
    });
  }
}

TEST(Greatest, IsTheFirstOfEquals) {
  for (const size_t size : {1, 2, 16, 17, 100}) {
    const std::vector<float> low(size, -3);
    for (size_t at = 0; at < size; ++at) {
      auto x = low;
      x[at] = x.back() = -1;
      on_every_target([&] { EXPECT_EQ(simd::greatest(x.data(), size), at); });
    }
  }
}

TEST(Biaffine, ScoresEveryPairByItsFormula) {
  constexpr size_t kWidth = 20, kLabels = 3, kWords = 4;
  PackWriter writer("1");
  add_linear(writer, "u", kLabels * (kWidth + 1), kWidth);
  const Pack pack = open(writer);
  const auto weight = pack.tensor<int8_t>("u/weight");
  const auto scale = pack.tensor<float>("u/scale"), bias = pack.tensor<float>("u/bias");
  const auto x = normals(kWords * kWidth, 12), y = normals(kWords * kWidth, 13);
  // score_l = sum over a, c of [x, 1]_a U_l[a, c] [y, 1]_c
  const auto wanted = [&](size_t i, size_t j, size_t l) {
    double score = 0;
    for (size_t a = 0; a <= kWidth; ++a) {
      const size_t row = l * (kWidth + 1) + a;
      double form = (*bias)[row];
      for (size_t c = 0; c < kWidth; ++c) form += (*weight)[row * kWidth + c] * (*scale)[row] * y[j * kWidth + c];
      score += form * (a < kWidth ? x[i * kWidth + a] : 1);
    }
    return score;
  };
  for (const auto& [arithmetic, bound] : {std::pair{Arithmetic::kReference, 1e-4}, {Arithmetic::kFast, 0.1}}) {
    const auto biaffine = Biaffine::load(pack, "u", arithmetic);
    ASSERT_TRUE(biaffine) << biaffine.error().message;
    EXPECT_EQ(biaffine->labels(), kLabels);
    EXPECT_EQ(biaffine->width(), kWidth);
    Scratch scratch;
    std::vector<uint32_t> heads;  // some have several dependents, some none
    for (uint32_t i = 0; i < kWords; ++i) heads.push_back(i * i % kWords);
    std::vector<float> all(kWords * kWords * kLabels), own(kWords * kLabels);
    biaffine->arcs(x.data(), kWords, y.data(), kWords, all.data(), scratch);
    biaffine->labels_of(x.data(), y.data(), heads, own.data(), scratch);
    for (size_t i = 0; i < kWords; ++i) {
      for (size_t l = 0; l < kLabels; ++l) {
        for (size_t j = 0; j < kWords; ++j) EXPECT_NEAR(all[(i * kWords + j) * kLabels + l], wanted(i, j, l), bound);
        EXPECT_NEAR(own[i * kLabels + l], wanted(i, heads[i], l), bound);
      }
    }
  }
}

TEST(Biaffine, OutputsThatAreNoFormsAreRefused) {
  PackWriter writer("1");
  add_linear(writer, "u", 22, 10);
  add_linear(writer, "v", 23, 10);
  const Pack pack = open(writer);
  EXPECT_TRUE(Biaffine::load(pack, "u"));
  const auto v = Biaffine::load(pack, "v");
  ASSERT_FALSE(v);
  EXPECT_NE(v.error().message.find("'v/weight': found shape 23 x 10, wanted 33 x 10"), std::string::npos)
      << v.error().message;
}

}  // namespace
}  // namespace khaldun
