#include "coder/ontology.h"

#include <fmt/format.h>

#include <charconv>

#include "base/table.h"

namespace khaldun {
namespace {

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Result<void> compile_ontology(const std::string& folder, PackWriter& pack) {
  const auto types = TsvTable::read(folder + "/ontology/types.tsv", {"type", "mode", "quad", "intensity", "cameo"});
  if (!types) return tl::unexpected(types.error());
  std::vector<std::string> keys, cameo;
  std::vector<float> values;  // quad, intensity
  for (size_t i = 0; i < types->size(); ++i) {
    const auto& cell = (*types)[i];
    const auto quad = number(cell[2]), intensity = number(cell[3] == "-" || cell[3].empty() ? "0" : cell[3]);
    if (!parse_type(cell[0]) || !quad || !intensity) {
      return types->error(
          i, fmt::format("row '{} {}' wants a type, a mode, a quad of 1 to 4, a number and a code", cell[0], cell[1]));
    }
    keys.push_back(cell[0] + " " + (cell[1] == "-" ? "" : cell[1]));
    cameo.push_back(cell[4]);
    values.push_back(static_cast<float>(*quad));
    values.push_back(static_cast<float>(*intensity));
  }
  const auto codes = TsvTable::read(folder + "/ontology/cameo.tsv", {"code", "goldstein"});
  if (!codes) return tl::unexpected(codes.error());
  std::vector<std::string> code_keys;
  std::vector<float> goldstein;
  for (size_t i = 0; i < codes->size(); ++i) {
    const auto value = number((*codes)[i][1]);
    if (!value)
      return codes->error(i, fmt::format("code {} wants a number, found '{}'", (*codes)[i][0], (*codes)[i][1]));
    code_keys.push_back((*codes)[i][0]);
    goldstein.push_back(static_cast<float>(*value));
  }
  const size_t n = keys.size(), codes_n = code_keys.size();
  pack.strings("ontology/types", keys);
  pack.strings("ontology/types/cameo", cameo);
  pack.tensor<float>("ontology/types/values", std::move(values), {n, 2});
  pack.strings("ontology/cameo", code_keys);
  pack.tensor<float>("ontology/cameo/goldstein", std::move(goldstein), {codes_n});
  return {};
}

Result<Ontology> Ontology::load(const Pack& pack) {
  const auto types = pack.strings("ontology/types");
  const auto cameo = pack.strings("ontology/types/cameo");
  const auto values = pack.tensor<float>("ontology/types/values");
  const auto codes = pack.strings("ontology/cameo");
  const auto goldstein = pack.tensor<float>("ontology/cameo/goldstein");
  for (const Error* e :
       {types ? nullptr : &types.error(), cameo ? nullptr : &cameo.error(), values ? nullptr : &values.error(),
        codes ? nullptr : &codes.error(), goldstein ? nullptr : &goldstein.error()}) {
    if (e != nullptr) return tl::unexpected(*e);
  }
  if (cameo->size() != types->size() || values->size() != 2 * types->size() || goldstein->size() != codes->size()) {
    return fail(Error::Kind::kFile, "lexicon pack: the columns of the ontology differ in length; rebuild it");
  }
  Ontology ontology;
  const auto round2 = [](float v) {
    return static_cast<double>(static_cast<long>(v * 100 + (v < 0 ? -0.5F : 0.5F))) / 100;
  };
  for (size_t i = 0; i < types->size(); ++i) {
    ontology.rows_[std::string((*types)[i])] = {static_cast<int>((*values)[2 * i]), round2((*values)[2 * i + 1]),
                                                std::string((*cameo)[i])};
  }
  for (size_t i = 0; i < codes->size(); ++i) ontology.goldstein_[std::string((*codes)[i])] = round2((*goldstein)[i]);
  return ontology;
}

const Ontology::Row* Ontology::row_of(const Event& event) const {
  auto row = rows_.find(std::string(to_string(event.type)) + " " + event.mode);
  if (row == rows_.end()) row = rows_.find(std::string(to_string(event.type)) + " ");
  return row == rows_.end() ? nullptr : &row->second;
}

std::string_view Ontology::code_of(const Event& event) const {
  const Row* row = row_of(event);
  return row == nullptr ? std::string_view() : row->cameo;
}

void Ontology::complete(Event& event) const {
  if (const Row* row = row_of(event)) {
    event.quad = row->quad;
    event.intensity = row->intensity;
    if (event.cameo.empty()) event.cameo = row->cameo;
  }
  // A code without a value of its own has its parent's.
  for (std::string code = event.cameo; code.size() >= 2; code.pop_back()) {
    if (const auto value = goldstein_.find(code); value != goldstein_.end()) {
      event.goldstein = value->second;
      break;
    }
  }
}

}  // namespace khaldun
