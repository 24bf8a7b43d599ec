// Encoder: word pieces -> a vector each, in the light of their sentence. A BERT with post-norms and a letter-case
// embedding; layers, width, heads and inner width are those of the pack.
//
//   auto encoder = Encoder::load(pack);                                  // Result<Encoder>
//   Sequences s{.pieces = {101, 2631, 102}, .cases = {0, 2, 0}, .starts = {0, 3}};
//   std::vector<float> out;
//   encoder->forward(s, out, scratch);                                   // out [3][encoder->width()]
#pragma once

#include <span>
#include <vector>

#include "nn/kernels.h"

namespace khaldun {

/// Sentences as pieces, one after the other without padding. Sentence i is pieces[starts[i] .. starts[i + 1]).
struct Sequences {
  std::vector<int32_t> pieces;   // ids, each below Encoder::vocabulary()
  std::vector<uint8_t> cases;    // the letter case of each piece's word, each below Encoder::cases()
  std::vector<uint32_t> starts;  // n + 1 rising offsets, 0 first and pieces.size() last
};

/// Immutable; any number of threads may use it, each with its Scratch.
class Encoder {
 public:
  /// Reads the tensors "encoder/..." (training/export.py lists them); copies them.
  /// Errors (kFile): missing, shapes that do not fit, numbers that are not finite.
  [[nodiscard]] static Result<Encoder> load(const Pack& pack, Arithmetic arithmetic = Arithmetic::kFast);

  [[nodiscard]] size_t width() const { return width_; }
  [[nodiscard]] size_t vocabulary() const { return piece_scale_.size(); }
  [[nodiscard]] size_t cases() const { return case_.size() / width_; }
  /// Of one sentence; longer ones must be cut by the caller.
  [[nodiscard]] size_t max_pieces() const { return position_.size() / width_; }

  /// out [total pieces][width]. A sentence gets the same vectors whatever stands beside it.
  void forward(const Sequences& s, std::vector<float>& out, Scratch& scratch) const;
  /// Only the vectors of the pieces `wanted`, rising numbers: out [wanted][width]. The others count as what these
  /// attend to, and are spared what the last layer does behind its attention.
  void forward(const Sequences& s, std::span<const uint32_t> wanted, std::vector<float>& out, Scratch& scratch) const;

 private:
  struct Norm {
    std::vector<float> weight, bias;
  };
  struct Layer {
    Linear projections, output, up, down;  // projections: query, key and value side by side
    Norm attention_norm, norm;
  };
  Encoder() = default;
  [[nodiscard]] static Result<Norm> load_norm(const Pack& pack, const std::string& prefix, size_t width);
  [[nodiscard]] Result<Layer> load_layer(const Pack& pack, size_t index, size_t inner) const;
  void embed(const Sequences& s, float* x) const;

  Arithmetic arithmetic_ = Arithmetic::kFast;
  size_t width_ = 0, heads_ = 0;
  std::vector<int8_t> piece_;       // [vocabulary][width]
  std::vector<float> piece_scale_;  // [vocabulary]
  std::vector<float> position_, case_;
  Norm norm_;
  std::vector<Layer> layers_;
};

}  // namespace khaldun
