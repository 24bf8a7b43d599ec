#include "coder/weights.h"

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
  weights.slots_.resize(std::bit_ceil(2 * lines->size() + 2));
  weights.shift_ = 64 - std::countr_zero(weights.slots_.size());
  for (size_t i = 0; i < lines->size(); ++i) {
    const std::string_view line = (*lines)[i];
    size_t at = line.find('\t');
    FeatureList feature;
    feature.put({line.substr(0, at)});
    const uint64_t hash = feature.hashes().front();
    Slot& slot = weights.slots_[weights.place_of(hash)];
    if (slot.hash != 0) {
      return fail(Error::Kind::kFile,
                  fmt::format("{}, row {}: found '{}' a second time, or a feature of the same hash; keep one", section,
                              i + 1, line.substr(0, at)));
    }
    slot.hash = hash;
    for (size_t o = 0; o < outputs; ++o) {
      const size_t end = at == std::string_view::npos ? at : std::min(line.find('\t', at + 1), line.size());
      float value = 0;
      const bool good = at != std::string_view::npos &&
                        std::from_chars(line.data() + at + 1, line.data() + end, value).ec == std::errc();
      if (!good)
        return fail(Error::Kind::kFile,
                    fmt::format("{}, row {}: found '{}'; wanted a feature and {} numbers between tabs", section, i + 1,
                                line, outputs));
      slot.weights[o] = value;
      at = end == line.size() ? std::string_view::npos : end;
    }
  }
  return weights;
}

void FeatureList::spell(std::initializer_list<Piece> pieces) {
  if (!text_.empty()) text_ += "; ";
  for (const Piece& piece : pieces) text_ += piece.text();
}

size_t Weights::place_of(uint64_t hash) const {
  size_t at = hash >> shift_;
  while (slots_[at].hash != 0 && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
  return at;
}

Weights::Sums Weights::sum(const FeatureList& features) const {
  Sums sums{};
  for (const uint64_t hash : features.hashes()) {
    const Slot& slot = slots_[place_of(hash)];
    for (size_t o = 0; o < kMostOutputs; ++o)
      sums[o] += static_cast<double>(slot.weights[o]);  // all zero in a free slot
  }
  return sums;
}

Result<void> compile_weights(const std::string& folder, PackWriter& pack) {
  for (const char* name : {"casting", "setting", "factuality", "verdict"}) {
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
