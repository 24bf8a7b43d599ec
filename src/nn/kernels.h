// Linear: y = act(x W^T + b) over rows, from int8 weights with a float scale for each output.
//
//   auto upos = Linear::load(pack, "upos");                      // Result<Linear>
//   std::vector<float> scores(rows * upos->out());
//   upos->apply(vectors, rows, scores.data(), scratch);          // vectors: [rows][in]
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "khaldun/base.h"
#include "nn/scratch.h"
#include "pack/pack.h"

namespace khaldun {

/// kFast rounds each row of inputs to 8 bits and sums integers, exactly; SIMD chosen at run time.
/// kReference is plain float over the same weights, for tests: some hundred times slower.
enum class Arithmetic : uint8_t { kFast, kReference };

enum class Activation : uint8_t { kNone, kRelu, kGelu };

/// Rows that several layers read, rounded once for all of them. Views of x and of the Scratch, until either changes.
struct Inputs {
  const float* x;  // [rows][in]
  size_t rows, in;
  const uint8_t* rounded;
  const Range* ranges;
  int16_t* memory;
};
[[nodiscard]] Inputs inputs_of(const float* x, size_t rows, size_t in, Scratch& scratch);

/// Immutable; any number of threads may use it, each with its Scratch.
class Linear {
 public:
  /// Reads "<prefix>/weight" i8 [out, in], "<prefix>/scale" f32 [out] and "<prefix>/bias" f32 [out]; copies them.
  /// Errors (kFile): missing, shapes that do not fit, numbers that are not finite.
  [[nodiscard]] static Result<Linear> load(const Pack& pack, const std::string& prefix,
                                           Arithmetic arithmetic = Arithmetic::kFast);
  /// Several of one input width as one: their outputs stand side by side.
  [[nodiscard]] static Result<Linear> load_joined(const Pack& pack, std::initializer_list<std::string> prefixes,
                                                  Arithmetic arithmetic);

  [[nodiscard]] size_t in() const { return in_; }
  [[nodiscard]] size_t out() const { return out_; }

  /// x [rows][in] -> y [rows][out]; y must not overlap x.
  void apply(const float* x, size_t rows, float* y, Scratch& scratch, Activation activation = Activation::kNone) const;
  void apply(const Inputs& inputs, float* y, Activation activation = Activation::kNone) const;

 private:
  Linear() = default;
  size_t in_ = 0, out_ = 0;
  Arithmetic arithmetic_ = Arithmetic::kFast;
  Buffer<int8_t> panels_;       // kFast: the weights in the order in which simd::multiply reads them
  std::vector<float> weights_;  // kReference: [out][in]
  std::vector<float> scale_;    // [out], in kFast with zeros to a whole panel; so are the two below
  std::vector<float> bias_;
  std::vector<float> weight_sums_;  // kFast: over the inputs, of the weights as int8
};

}  // namespace khaldun
