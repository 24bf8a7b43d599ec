#include "coder/weights.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/mapped_file.h"

namespace khaldun {

std::string FeatureList::joined() const {
  std::string all;
  for (size_t i = 0; i < size(); ++i) all.append(i == 0 ? "" : "; ").append((*this)[i]);
  return all;
}

Result<Weights> Weights::load(const Pack& lexicon, const std::string& section, size_t outputs) {
  const Result<Strings> lines = lexicon.strings(section);
  if (!lines) return tl::unexpected(lines.error());
  Weights weights;
  weights.outputs_ = outputs;
  for (size_t i = 0; i < lines->size(); ++i) {
    const std::string_view line = (*lines)[i];
    size_t at = line.find('\t');
    if (weights.rows_.add(line.substr(0, at)) != i) {
      return fail(Error::Kind::kFile, fmt::format("{}, row {}: found '{}' a second time; keep one", section, i + 1, line.substr(0, at)));
    }
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
    const std::optional<uint32_t> row = rows_.find(features[i]);
    if (!row) continue;
    for (size_t o = 0; o < outputs_; ++o) sums[o] += static_cast<double>(values_[*row * outputs_ + o]);
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
