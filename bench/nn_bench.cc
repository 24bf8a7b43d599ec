// Speed of the encoder and its heads on one core: nine layers of 384 (the pack en) and two of 192 (en-fast), random
// weights, sentences of 25 pieces. items_per_second are pieces (encoder, linear) or words (labels). GOP/s counts the
// products of int8 weights and their sums, two for each weight and row, and "of peak" is their share of what this core
// can do on registers alone, measured once at the start. Attention, norms and rounding take time and count as nothing.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <random>

#include "nn/biaffine.h"
#include "nn/encoder.h"
#include "peak.h"

namespace khaldun {
namespace {

constexpr size_t kVocabulary = 1000, kPieces = 25, kHeadWidth = 32;

struct RandomPack {
  PackWriter writer{"bench"};
  std::mt19937 random{1};

  std::vector<float> floats(size_t size, float mean, float deviation) {
    std::normal_distribution<float> normal(mean, deviation);
    std::vector<float> values(size);
    for (float& v : values) v = normal(random);
    return values;
  }
  void rows(const std::string& name, size_t out, size_t in) {
    std::vector<int8_t> weight(out * in);
    for (int8_t& v : weight) v = static_cast<int8_t>(static_cast<int>(random() % 255) - 127);
    writer.tensor(name + "/weight", weight, {out, in});
    writer.tensor(name + "/scale", std::vector<float>(out, 1 / (73 * std::sqrt(static_cast<float>(in)))), {out});
  }
  void linear(const std::string& name, size_t out, size_t in) {
    rows(name, out, in);
    writer.tensor(name + "/bias", floats(out, 0, 0.1f), {out});
  }
  void norm(const std::string& name, size_t width) {
    writer.tensor(name + "/weight", floats(width, 1, 0.1f), {width});
    writer.tensor(name + "/bias", floats(width, 0, 0.1f), {width});
  }
  Pack open() { return Pack::from_bytes(writer.bytes(), "bench").value(); }
  void encoder(size_t layers, size_t width) {
    const auto number = [](size_t n) { return static_cast<int32_t>(n); };
    writer.tensor<int32_t>("encoder/shape",
                           {number(layers), number(width), number(width / kHeadWidth), number(4 * width)}, {4});
    rows("encoder/piece", kVocabulary, width);
    writer.tensor("encoder/position", floats(512 * width, 0, 0.1f), {512, width});
    writer.tensor("encoder/case", floats(5 * width, 0, 0.1f), {5, width});
    norm("encoder/norm", width);
    for (size_t i = 0; i < layers; ++i) {
      const std::string layer = "encoder/" + std::to_string(i) + "/";
      for (const char* name : {"query", "key", "value", "output"}) linear(layer + name, width, width);
      linear(layer + "up", 4 * width, width);
      linear(layer + "down", width, 4 * width);
      norm(layer + "attention_norm", width);
      norm(layer + "norm", width);
    }
  }
};

void count_operations(benchmark::State& state, size_t each) {
  static const double peak = peak_operations();
  const double all = static_cast<double>(state.iterations()) * static_cast<double>(each);
  state.counters["GOP/s"] = benchmark::Counter(all / 1e9, benchmark::Counter::kIsRate);
  state.counters["of peak"] = benchmark::Counter(all / peak, benchmark::Counter::kIsRate);
}

void peak(benchmark::State& state) {
  double most = 0;
  for (auto _ : state) most = std::max(most, peak_operations());
  state.counters["GOP/s"] = most / 1e9;
}
BENCHMARK(peak)->Unit(benchmark::kMillisecond);

void encoder(benchmark::State& state) {
  const auto layers = static_cast<size_t>(state.range(0)), width = static_cast<size_t>(state.range(1));
  RandomPack pack;
  pack.encoder(layers, width);
  const auto encoder = Encoder::load(pack.open());
  if (!encoder) return state.SkipWithError(encoder.error().message.c_str());
  Sequences s;
  s.starts.push_back(0);
  for (int64_t i = 0; i < state.range(2); ++i) {
    for (size_t p = 0; p < kPieces; ++p) {
      s.pieces.push_back(std::rand() % static_cast<int>(kVocabulary));
      s.cases.push_back(static_cast<uint8_t>(std::rand() % 5));
    }
    s.starts.push_back(static_cast<uint32_t>(s.pieces.size()));
  }
  Scratch scratch;
  std::vector<float> out;
  for (auto _ : state) encoder->forward(s, out, scratch);
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(s.pieces.size()));
  count_operations(state, 2 * s.pieces.size() * layers * 12 * width * width);
}
BENCHMARK(encoder)
    ->ArgNames({"layers", "width", "sentences"})
    ->ArgsProduct({{9}, {384}, {1, 4, 20, 100}})
    ->ArgsProduct({{2}, {192}, {1, 4, 20, 100}})
    ->Unit(benchmark::kMicrosecond);

void linear(benchmark::State& state) {
  const auto rows = static_cast<size_t>(state.range(0)), in = static_cast<size_t>(state.range(1)),
             out = static_cast<size_t>(state.range(2));
  RandomPack pack;
  pack.linear("x", out, in);
  const auto x = pack.floats(rows * in, 0, 1);
  const auto linear = Linear::load(pack.open(), "x");
  if (!linear) return state.SkipWithError(linear.error().message.c_str());
  std::vector<float> y(rows * out);
  Scratch scratch;
  for (auto _ : state) linear->apply(x.data(), rows, y.data(), scratch);
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(rows));
  count_operations(state, 2 * rows * in * out);
}
BENCHMARK(linear)
    ->ArgNames({"rows", "in", "out"})
    ->Args({25, 384, 1536})
    ->Args({25, 1536, 384})
    ->Args({250, 384, 1536})
    ->Args({250, 1536, 384})
    ->Args({250, 192, 576})
    ->Args({250, 192, 768})
    ->Args({250, 768, 192});

void labels(benchmark::State& state) {
  const auto width = static_cast<size_t>(state.range(0)), words = static_cast<size_t>(state.range(1));
  constexpr size_t kLabels = 51;
  RandomPack pack;
  pack.linear("deprel", kLabels * (width + 1), width);
  const auto x = pack.floats(words * width, 0, 1);
  const auto deprel = Biaffine::load(pack.open(), "deprel");
  if (!deprel) return state.SkipWithError(deprel.error().message.c_str());
  std::vector<float> scores(words * kLabels);
  std::vector<uint32_t> heads(words);  // of their own: the slowest case
  std::iota(heads.begin(), heads.end(), 0);
  Scratch scratch;
  for (auto _ : state) deprel->labels_of(x.data(), x.data(), heads, scores.data(), scratch);
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(words));
}
BENCHMARK(labels)->ArgNames({"width", "words"})->ArgsProduct({{96, 64}, {1, 20}});

}  // namespace
}  // namespace khaldun
