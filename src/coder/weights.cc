#include "coder/weights.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <charconv>

#include "base/mapped_file.h"

namespace khaldun {
namespace {

size_t hash_of(std::string_view feature) { return std::hash<std::string_view>()(feature); }
uint32_t tag_of(size_t hash) { return static_cast<uint32_t>(hash >> 32); }

}  // namespace

std::string FeatureList::joined() const {
  std::string all;
  for (size_t i = 0; i < size(); ++i) all.append(i == 0 ? "" : "; ").append((*this)[i]);
  return all;
}

size_t Weights::slot_of(std::string_view feature, size_t hash) const {
  size_t at = hash & (slots_.size() - 1);
  while (slots_[at].row != 0 && (slots_[at].tag != tag_of(hash) || names_[slots_[at].row - 1] != feature)) at = (at + 1) & (slots_.size() - 1);
  return at;
}

Result<Weights> Weights::load(const Pack& lexicon, const std::string& section, size_t outputs) {
  const Result<Strings> lines = lexicon.strings(section);
  if (!lines) return tl::unexpected(lines.error());
  Weights weights;
  weights.outputs_ = outputs;
  weights.slots_.resize(std::bit_ceil(2 * lines->size() + 1));
  for (size_t i = 0; i < lines->size(); ++i) {
    const std::string_view line = (*lines)[i];
    size_t at = line.find('\t');
    const std::string_view feature = line.substr(0, at);
    weights.names_.put(feature);
    const size_t hash = hash_of(feature);
    Slot& slot = weights.slots_[weights.slot_of(feature, hash)];
    if (slot.row == 0) slot = {tag_of(hash), static_cast<uint32_t>(i + 1)};
    for (size_t o = 0; o < outputs; ++o) {
      const size_t end = at == std::string_view::npos ? at : std::min(line.find('\t', at + 1), line.size());
      float value = 0;
      const bool good = at != std::string_view::npos && std::from_chars(line.data() + at + 1, line.data() + end, value).ec == std::errc();
      if (!good) return fail(Error::Kind::kFile, fmt::format("{}, row {}: found '{}'; wanted a feature and {} numbers between tabs", section, i + 1, line, outputs));
      weights.values_.push_back(value);
      at = end == line.size() ? std::string_view::npos : end;
    }
  }
  return weights;
}

std::vector<double> Weights::sum(const FeatureList& features) const {
  std::vector<double> sums(outputs_, 0.0);
  for (size_t i = 0; i < features.size(); ++i) {
    const std::string_view feature = features[i];
    const uint32_t row = slots_[slot_of(feature, hash_of(feature))].row;
    if (row == 0) continue;
    for (size_t o = 0; o < outputs_; ++o) sums[o] += static_cast<double>(values_[(row - 1) * outputs_ + o]);
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
