#include "pack/weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <charconv>

#include "base/mapped_file.h"

namespace khaldun {

Result<Weights> Weights::load(const Pack& lexicon, const std::string& section, size_t outputs) {
  const Result<Strings> lines = lexicon.strings(section);
  if (!lines) return tl::unexpected(lines.error());
  assert(outputs <= kMostOutputs);
  Weights weights;
  const size_t slots = std::bit_ceil(2 * lines->size() + 2);
  weights.tags_.resize(slots);
  weights.weights_.resize(slots * outputs);
  weights.outputs_ = outputs;
  weights.shift_ = 64 - std::countr_zero(slots);
  for (size_t i = 0; i < lines->size(); ++i) {
    const std::string_view line = (*lines)[i];
    const size_t at = line.find('\t');
    FeatureList feature;
    feature.put({line.substr(0, at)});
    const uint64_t hash = feature.hashes().front();
    const size_t slot = weights.slot_of(hash);
    if (weights.tags_[slot] != 0) {
      return fail(Error::Kind::kFile,
                  fmt::format("{}, row {}: found '{}' a second time, or a feature of the same hash; keep one", section,
                              i + 1, line.substr(0, at)));
    }
    weights.tags_[slot] = weights.tag_of(hash);
    std::string_view rest = line.substr(std::min(at, line.size()));  // "\t0.5\t-1"
    const auto wrong = [&] {
      return fail(Error::Kind::kFile,
                  fmt::format("{}, row {}: found '{}'; wanted a feature and {} numbers between tabs", section, i + 1,
                              line, outputs));
    };
    for (size_t o = 0; o < outputs; ++o) {
      if (rest.empty()) return wrong();
      const size_t end = std::min(rest.find('\t', 1), rest.size());
      const auto [stop, error] =
          std::from_chars(rest.data() + 1, rest.data() + end, weights.weights_[slot * outputs + o]);
      if (error != std::errc() || stop != rest.data() + end) return wrong();
      rest.remove_prefix(end);
    }
    if (!rest.empty()) return wrong();
  }
  return weights;
}

void FeatureList::spell(std::initializer_list<Piece> pieces) {
  if (!text_.empty()) text_ += "; ";
  for (const Piece& piece : pieces) text_ += piece.text();
}

uint32_t Weights::tag_of(uint64_t hash) const { return std::max(1U, static_cast<uint32_t>(hash >> (shift_ - 32))); }

size_t Weights::slot_of(uint64_t hash) const {
  size_t at = first_slot(hash);
  while (tags_[at] != 0 && tags_[at] != tag_of(hash)) at = (at + 1) & (tags_.size() - 1);
  return at;
}

void Weights::fetch(const FeatureList& features) const {
  for (const uint64_t hash : features.hashes()) {
    __builtin_prefetch(&tags_[first_slot(hash)]);
    __builtin_prefetch(&weights_[first_slot(hash) * outputs_]);
  }
}

template <size_t kOutputs>
Weights::Sums Weights::sum_of(const FeatureList& features) const {
  Sums sums{};
  for (const uint64_t hash : features.hashes()) {
    const float* weights = &weights_[slot_of(hash) * kOutputs];  // all zero in a free slot
    for (size_t o = 0; o < kOutputs; ++o) sums[o] += static_cast<double>(weights[o]);
  }
  return sums;
}

Weights::Sums Weights::sum(const FeatureList& features) const {
  switch (outputs_) {
    case 1:
      return sum_of<1>(features);
    case 2:
      return sum_of<2>(features);
    case 3:
      return sum_of<3>(features);
    default:
      return sum_of<kMostOutputs>(features);
  }
}

Result<void> compile_weights(const std::string& folder, PackWriter& pack) {
  for (const char* name : {"casting", "coref", "setting", "timing", "factuality", "verdict", "merging"}) {
    const Result<MappedFile> file = MappedFile::open(fmt::format("{}/judge/{}.tsv", folder, name));
    if (!file) return tl::unexpected(file.error());
    std::vector<std::string> lines;
    for (std::string_view rest = file->bytes(); !rest.empty();) {
      const size_t end = std::min(rest.find('\n'), rest.size());
      if (const std::string_view line = rest.substr(0, end); !line.empty() && line[0] != '#') lines.emplace_back(line);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    pack.strings(fmt::format("judge/{}", name), lines);
  }
  return {};
}

}  // namespace khaldun
