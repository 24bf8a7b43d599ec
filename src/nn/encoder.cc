#include "nn/encoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <numeric>

#include "nn/floats.h"
#include "nn/reference.h"
#include "nn/simd.h"

namespace khaldun {

namespace {

constexpr size_t kInnerFloats = size_t{64} << 10;

/// Moves the first `width` values of the rows `wanted`, rising numbers counted from `first`, up to the first rows of x,
/// which lie a stride apart. Returns how many there are.
size_t keep(std::span<const uint32_t> wanted, size_t first, size_t stride, size_t width, float* x) {
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i] - first != i) std::copy_n(x + (wanted[i] - first) * stride, width, x + i * stride);
  }
  return wanted.size();
}

}  // namespace

Result<Encoder::Norm> Encoder::load_norm(const Pack& pack, const std::string& prefix, size_t width) {
  auto weight = load_floats(pack, prefix + "/weight", {width}), bias = load_floats(pack, prefix + "/bias", {width});
  if (!weight) return tl::unexpected(weight.error());
  if (!bias) return tl::unexpected(bias.error());
  return Norm{std::move(*weight), std::move(*bias)};
}

Result<Encoder::Layer> Encoder::load_layer(const Pack& pack, size_t index, size_t inner) const {
  const std::string prefix = fmt::format("encoder/{}/", index);
  auto projections = Linear::load_joined(pack, {prefix + "query", prefix + "key", prefix + "value"}, arithmetic_);
  auto output = Linear::load(pack, prefix + "output", arithmetic_);
  auto up = Linear::load(pack, prefix + "up", arithmetic_), down = Linear::load(pack, prefix + "down", arithmetic_);
  for (const auto* linear : {&projections, &output, &up, &down}) {
    if (!*linear) return tl::unexpected(linear->error());
  }
  const struct {
    const Linear& linear;
    const char* name;
    size_t out, in;
  } wanted[] = {{*projections, "query, key, value", 3 * width_, width_},
                {*output, "output", width_, width_},
                {*up, "up", inner, width_},
                {*down, "down", width_, inner}};
  for (const auto& w : wanted) {
    if (w.linear.out() != w.out || w.linear.in() != w.in) {
      return wrong_shape(prefix + w.name, {w.linear.out(), w.linear.in()}, {w.out, w.in});
    }
  }
  auto attention_norm = load_norm(pack, prefix + "attention_norm", width_),
       norm = load_norm(pack, prefix + "norm", width_);
  if (!attention_norm) return tl::unexpected(attention_norm.error());
  if (!norm) return tl::unexpected(norm.error());
  return Layer{std::move(*projections), std::move(*output),         std::move(*up),
               std::move(*down),        std::move(*attention_norm), std::move(*norm)};
}

Result<Encoder> Encoder::load(const Pack& pack, Arithmetic arithmetic) {
  const auto shape = pack.tensor<int32_t>("encoder/shape");
  if (!shape) return tl::unexpected(shape.error());
  if (shape->dims != std::vector<size_t>{4}) return wrong_shape("encoder/shape", shape->dims, {4});
  const int32_t layers = (*shape)[0], width = (*shape)[1], heads = (*shape)[2], inner = (*shape)[3];
  if (layers < 1 || heads < 1 || inner < 1 || width < 1 || width % static_cast<int32_t>(simd::kPanel) != 0 ||
      width % heads != 0 || width / heads % 4 != 0) {
    return fail(
        Error::Kind::kFile,
        fmt::format("tensor 'encoder/shape': found {} layers, width {}, {} heads, inner width {}; wanted a width "
                    "that {} and the heads divide, and heads of a width that 4 divides; export the network again",
                    layers, width, heads, inner, simd::kPanel));
  }
  Encoder encoder;
  encoder.arithmetic_ = arithmetic;
  encoder.width_ = static_cast<size_t>(width);
  encoder.heads_ = static_cast<size_t>(heads);

  const auto piece = pack.tensor<int8_t>("encoder/piece/weight");
  if (!piece) return tl::unexpected(piece.error());
  if (piece->dims.size() != 2 || piece->dims[1] != encoder.width_) {
    return wrong_shape("encoder/piece/weight", piece->dims, {piece->dims.empty() ? 1 : piece->dims[0], encoder.width_});
  }
  auto piece_scale = load_floats(pack, "encoder/piece/scale", {piece->dims[0]});
  if (!piece_scale) return tl::unexpected(piece_scale.error());
  encoder.piece_.assign(piece->values.begin(), piece->values.end());
  encoder.piece_scale_ = std::move(*piece_scale);
  for (auto [name, to] : {std::pair{"encoder/position", &encoder.position_}, {"encoder/case", &encoder.case_}}) {
    const auto found = pack.tensor<float>(name);
    if (!found) return tl::unexpected(found.error());
    auto values = load_floats(pack, name, {found->dims.empty() ? 1 : found->dims[0], encoder.width_});
    if (!values) return tl::unexpected(values.error());
    *to = std::move(*values);
  }
  auto norm = load_norm(pack, "encoder/norm", encoder.width_);
  if (!norm) return tl::unexpected(norm.error());
  encoder.norm_ = std::move(*norm);
  for (size_t i = 0; i < static_cast<size_t>(layers); ++i) {
    auto layer = encoder.load_layer(pack, i, static_cast<size_t>(inner));
    if (!layer) return tl::unexpected(layer.error());
    encoder.layers_.push_back(std::move(*layer));
  }
  return encoder;
}

void Encoder::embed(const Sequences& s, float* x) const {
  for (size_t sentence = 0; sentence + 1 < s.starts.size(); ++sentence) {
    assert(s.starts[sentence + 1] - s.starts[sentence] <= max_pieces());
    const float* position = position_.data();
    for (size_t i = s.starts[sentence]; i < s.starts[sentence + 1]; ++i, x += width_, position += width_) {
      const auto piece = static_cast<size_t>(s.pieces[i]);
      assert(piece < vocabulary() && s.cases[i] < cases());
      const int8_t* row = piece_.data() + piece * width_;
      const float* letters = case_.data() + s.cases[i] * width_;
      constexpr size_t kAhead = 4, kLine = 64;  // the table is large, and the next rows lie anywhere in it
      if (i + kAhead < s.pieces.size()) {
        const int8_t* next = piece_.data() + static_cast<size_t>(s.pieces[i + kAhead]) * width_;
        for (size_t byte = 0; byte < width_; byte += kLine) __builtin_prefetch(next + byte);
      }
      simd::embed(row, piece_scale_[piece], position, letters, width_, x);
    }
  }
}

void Encoder::forward(const Sequences& s, std::vector<float>& out, Scratch& scratch) const {
  const std::span<uint32_t> all(scratch.all.get(s.pieces.size()), s.pieces.size());
  std::iota(all.begin(), all.end(), 0);
  forward(s, all, out, scratch);
}

void Encoder::forward(const Sequences& s, std::span<const uint32_t> wanted, std::vector<float>& out,
                      Scratch& scratch) const {
  size_t rows = s.pieces.size();
  assert(s.cases.size() == rows && !s.starts.empty() && s.starts.front() == 0 && s.starts.back() == rows);
  const bool fast = arithmetic_ == Arithmetic::kFast;
  const auto attention = fast ? simd::attention : reference::attention;
  const auto add_norm = fast ? simd::add_norm : reference::add_norm;
  size_t longest = 0;
  for (size_t i = 0; i + 1 < s.starts.size(); ++i) longest = std::max<size_t>(longest, s.starts[i + 1] - s.starts[i]);

  out.resize(rows * width_);
  float* x = out.data();
  float* projected = scratch.projected.get(rows * 3 * width_);
  float* context = scratch.context.get(rows * width_);
  float* sum = scratch.sum.get(rows * width_);
  float* memory = scratch.memory.get(fast ? simd::attention_memory(longest, width_, heads_) : longest);
  embed(s, x);
  add_norm(x, nullptr, rows, width_, norm_.weight.data(), norm_.bias.data());
  for (const Layer& layer : layers_) {
    layer.projections.apply(x, rows, projected, scratch);
    // In the last layer only those wanted look at the others, and from there on no row does.
    const bool last = &layer == &layers_.back();
    size_t asked = 0;
    for (size_t i = 0; i + 1 < s.starts.size(); ++i) {
      const size_t begin = s.starts[i], pieces = s.starts[i + 1] - begin;
      float* own = projected + begin * 3 * width_;
      size_t queries = pieces;
      if (last) {
        const auto end = std::ranges::lower_bound(wanted.subspan(asked), s.starts[i + 1]);
        queries = keep({wanted.begin() + asked, end}, begin, 3 * width_, width_, own);
      }
      attention(own, pieces, queries, width_, heads_, context + asked * width_, memory);
      asked += queries;
    }
    if (last) rows = keep(wanted, 0, width_, width_, x);
    layer.output.apply(context, rows, sum, scratch);
    add_norm(x, sum, rows, width_, layer.attention_norm.weight.data(), layer.attention_norm.bias.data());
    // The widest matrix, by rows that stay in the second-level cache.
    const size_t most = std::max<size_t>(1, kInnerFloats / layer.up.out());
    float* inner = scratch.inner.get(std::min(rows, most) * layer.up.out());
    for (size_t row = 0; row < rows; row += most) {
      const size_t count = std::min(most, rows - row);
      float* own = x + row * width_;
      layer.up.apply(own, count, inner, scratch, Activation::kGelu);
      layer.down.apply(inner, count, sum, scratch);
      add_norm(own, sum, count, width_, layer.norm.weight.data(), layer.norm.bias.data());
    }
  }
  out.resize(rows * width_);
}

}  // namespace khaldun
