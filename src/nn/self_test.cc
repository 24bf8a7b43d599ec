#include "nn/self_test.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "nn/biaffine.h"
#include "nn/encoder.h"
#include "nn/floats.h"

namespace khaldun {
namespace {

template <class T>
Result<std::vector<T>> values(const Pack& pack, const char* name) {
  const auto tensor = pack.tensor<T>(name);
  if (!tensor) return tl::unexpected(tensor.error());
  return std::vector<T>(tensor->values.begin(), tensor->values.end());
}

Result<Sequences> sentences(const Pack& pack) {
  auto pieces = values<int32_t>(pack, "selftest/pieces");
  if (!pieces) return tl::unexpected(pieces.error());
  auto cases = values<uint8_t>(pack, "selftest/cases");
  if (!cases) return tl::unexpected(cases.error());
  auto starts = values<uint32_t>(pack, "selftest/starts");
  if (!starts) return tl::unexpected(starts.error());
  return Sequences{std::move(*pieces), std::move(*cases), std::move(*starts)};
}

bool fits(const Sequences& s, const Encoder& encoder) {
  if (s.cases.size() != s.pieces.size() || s.starts.empty() || s.starts.front() != 0 ||
      s.starts.back() != s.pieces.size() || !std::is_sorted(s.starts.begin(), s.starts.end())) {
    return false;
  }
  for (size_t i = 0; i + 1 < s.starts.size(); ++i) {
    if (s.starts[i + 1] - s.starts[i] > encoder.max_pieces()) return false;
  }
  return std::all_of(s.pieces.begin(), s.pieces.end(),
                     [&](int32_t p) { return p >= 0 && static_cast<size_t>(p) < encoder.vocabulary(); }) &&
         std::all_of(s.cases.begin(), s.cases.end(), [&](uint8_t c) { return c < encoder.cases(); });
}

/// The root of the mean square of what is found less what is wanted.
float distance(std::span<const float> found, std::span<const float> wanted) {
  float squares = 0;
  for (size_t i = 0; i < found.size(); ++i) squares += (found[i] - wanted[i]) * (found[i] - wanted[i]);
  return std::sqrt(squares / static_cast<float>(std::max<size_t>(1, found.size())));
}

Result<void> within(float off, float bound, const std::string& what) {
  if (off <= bound) return {};  // false for no number
  return fail(Error::Kind::kFile, fmt::format("self-test: the {} is off by {:.2g}, at most {:.2g} was wanted; export "
                                              "the network again, or report this processor",
                                              what, off, bound));
}

struct Precision {
  Arithmetic arithmetic;
  const char* name;
  float bound;
};

/// The heads of a network on one sentence of `pieces`, against the answers in the pack.
class Heads {
 public:
  Heads(const Pack& pack, const Precision& precision, size_t pieces, std::vector<float> encoded)
      : pack_(pack), precision_(precision), pieces_(pieces) {
    outputs_["encoder"] = std::move(encoded);
  }

  Result<void> test() {
    constexpr auto kNone = Activation::kNone, kRelu = Activation::kRelu;
    const struct {
      const char *name, *from;
      Activation activation;
      const char* answers;  // none of a layer between
    } linears[] = {{"upos", "encoder", kNone, "upos"},
                   {"feats", "encoder", kNone, "feats"},
                   {"lemma", "encoder", kNone, "lemma"},
                   {"ner", "encoder", kNone, "ner"},
                   {"trigger", "encoder", kRelu, nullptr},
                   {"event_type", "trigger", kNone, "type"},
                   {"mode", "trigger", kNone, "mode"},
                   {"status", "trigger", kNone, "status"},
                   {"arc_dependent", "encoder", kRelu, nullptr},
                   {"arc_head", "encoder", kRelu, nullptr},
                   {"label_dependent", "encoder", kRelu, nullptr},
                   {"label_head", "encoder", kRelu, nullptr},
                   {"role_trigger", "encoder", kRelu, nullptr},
                   {"role_word", "encoder", kRelu, nullptr}};
    for (const auto& l : linears) {
      if (auto done = linear(l.name, outputs_[l.from], l.activation); !done) return done;
      if (l.answers == nullptr) continue;
      if (auto good = compare(l.name, l.answers, {pieces_, outputs_[l.name].size() / pieces_}); !good) return good;
    }
    for (const auto& [name, dependents, heads] : {std::tuple{"arcs", "arc_dependent", "arc_head"},
                                                  {"deprel", "label_dependent", "label_head"},
                                                  {"roles", "role_trigger", "role_word"}}) {
      if (auto good = pairs(name, outputs_[dependents], outputs_[heads]); !good) return good;
    }
    return {};
  }

 private:
  Result<void> linear(const std::string& name, const std::vector<float>& from, Activation activation) {
    const auto layer = Linear::load(pack_, name, precision_.arithmetic);
    if (!layer) return tl::unexpected(layer.error());
    if (const size_t in = from.size() / pieces_; layer->in() != in)
      return wrong_shape(name + "/weight", {layer->out(), layer->in()}, {layer->out(), in});
    std::vector<float>& to = outputs_[name];
    to.resize(pieces_ * layer->out());
    layer->apply(from.data(), pieces_, to.data(), scratch_, activation);
    return {};
  }

  /// Every pair, but of the relations those to the first word.
  Result<void> pairs(const std::string& name, const std::vector<float>& dependents, const std::vector<float>& heads) {
    const auto layer = Biaffine::load(pack_, name, precision_.arithmetic);
    if (!layer) return tl::unexpected(layer.error());
    for (const auto* side : {&dependents, &heads}) {
      if (const size_t in = side->size() / pieces_; layer->width() != in)
        return wrong_shape(name, {layer->width()}, {in});
    }
    std::vector<float>& to = outputs_[name];
    const bool first = name == "deprel";
    std::vector<size_t> dims = {pieces_};
    if (!first) dims.push_back(pieces_);
    if (name != "arcs") dims.push_back(layer->labels());
    to.resize(pieces_ * (first ? 1 : pieces_) * layer->labels());
    if (first)
      layer->labels_of(dependents.data(), heads.data(), std::vector<uint32_t>(pieces_), to.data(), scratch_);
    else
      layer->arcs(dependents.data(), pieces_, heads.data(), pieces_, to.data(), scratch_);
    return compare(name, name, dims, 4);  // products of two vectors, both of them off
  }

  Result<void> compare(const std::string& name, const std::string& answers, const std::vector<size_t>& dims,
                       float slack = 1) {
    const auto wanted = load_floats(pack_, "selftest/" + answers, dims);
    if (!wanted) return tl::unexpected(wanted.error());
    return within(distance(outputs_[name], *wanted), slack * precision_.bound,
                  fmt::format("{} head '{}'", precision_.name, name));
  }

  const Pack& pack_;
  Precision precision_;
  size_t pieces_;
  Scratch scratch_;
  std::map<std::string, std::vector<float>> outputs_;  // of each layer, a row a piece
};

}  // namespace

Result<void> self_test(const Pack& pack) {
  const auto asked = sentences(pack);
  if (!asked) return tl::unexpected(asked.error());
  Scratch scratch;
  std::vector<float> found;
  for (const Precision& precision :
       {Precision{Arithmetic::kReference, "float", kReferenceBound}, {Arithmetic::kFast, "fast", kFastBound}}) {
    const auto encoder = Encoder::load(pack, precision.arithmetic);
    if (!encoder) return tl::unexpected(encoder.error());
    if (!fits(*asked, *encoder)) {
      return fail(Error::Kind::kFile,
                  "tensors 'selftest/...': sentences that the encoder cannot take; export the network again");
    }
    const auto wanted = load_floats(pack, "selftest/encoder", {asked->pieces.size(), encoder->width()});
    if (!wanted) return tl::unexpected(wanted.error());
    encoder->forward(*asked, found, scratch);
    if (auto good = within(distance(found, *wanted), precision.bound, fmt::format("{} encoder", precision.name)); !good)
      return good;
    const size_t pieces = asked->starts[1];
    Heads heads(pack, precision, pieces, {wanted->begin(), wanted->begin() + pieces * encoder->width()});
    if (auto good = heads.test(); !good) return good;
  }
  return {};
}

}  // namespace khaldun
