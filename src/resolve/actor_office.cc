#include "resolve/actor_office.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/among.h"
#include "base/split.h"
#include "resolve/names.h"

namespace khaldun {
namespace {

std::string join(const std::vector<std::string_view>& tokens, size_t first, size_t last) {
  std::string out;
  for (size_t i = first; i < last; ++i) {
    if (!out.empty()) out += ' ';
    out += tokens[i];
  }
  return out;
}

/// The field of a ministry by its usual name.
std::string field_of(std::string field) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kSame = {{
      {"foreign affairs", "foreign"},
      {"external affairs", "foreign"},
      {"foreign relations", "foreign"},
      {"state", "foreign"},
      {"home", "interior"},
      {"home affairs", "interior"},
      {"internal affairs", "interior"},
      {"internal security", "interior"},
      {"national defence", "defence"},
      {"treasury", "finance"},
      {"finances", "finance"},
      {"war", "defence"},
  }};
  for (const auto& [other, usual] : kSame) {
    if (field == other) return std::string(usual);
  }
  return field;
}

/// "general secretary", "press secretary" are no ministers.
bool ministerial(std::string_view field) {
  constexpr std::array<std::string_view, 9> kNot = {"general", "press",     "first",   "permanent", "private",
                                                    "under",   "assistant", "cabinet", "executive"};
  return !among(kNot, field);
}

}  // namespace

std::string office_key(std::string_view title) {
  std::string plain = normalise(title);
  std::vector<std::string_view> tokens;
  for (std::string_view t : split(plain, ' ')) {
    if (t == "the") continue;
    tokens.push_back(t == "defense" ? "defence" : t == "spokesman" || t == "spokeswoman" ? "spokesperson" : t);
  }
  if (tokens.empty()) return {};
  const auto minister = [](std::string_view t) { return t == "minister" || t == "secretary"; };
  if (tokens.size() == 1) {
    if (tokens[0] == "premier" || tokens[0] == "taoiseach") return "prime minister";
    return std::string(tokens[0]);
  }
  if (tokens.back() == "state" && tokens[0] == "minister") return "minister state";  // no foreign minister
  if (minister(tokens[0]) && (tokens[1] == "of" || tokens[1] == "for") && tokens.size() > 2) {
    return field_of(join(tokens, 2, tokens.size())) + " minister";
  }
  if (minister(tokens.back()) && tokens[0] != "prime" && tokens[0] != "first" && tokens[0] != "chief") {
    const std::string field = join(tokens, 0, tokens.size() - 1);
    if (field == "state") return "state secretary";  // a deputy, where America's is the Secretary of State
    if (ministerial(field)) return field_of(field) + " minister";
  }
  std::erase(tokens, "of");
  return join(tokens, 0, tokens.size());
}

std::string office_of(std::string_view title, std::string_view body) {
  constexpr std::array<std::string_view, 4> kChiefs = {"chief", "head", "boss", "leader"};
  std::string key = office_key(title);
  if (among(kChiefs, key)) key = "chief";
  return key.append(" @").append(body);
}

bool heads(std::string_view title) {
  constexpr std::array<std::string_view, 17> kHeads = {"secretary general",
                                                       "director general",
                                                       "director",
                                                       "president",
                                                       "chairperson",
                                                       "chairman",
                                                       "chair",
                                                       "managing director",
                                                       "administrator",
                                                       "commissioner",
                                                       "executive director",
                                                       "leader",
                                                       "head",
                                                       "commander",
                                                       "chief",
                                                       "governor",
                                                       "commissioner general"};
  return among(kHeads, title);
}

void Bodies::add(std::string_view plain, std::string_view country, std::string_view id) {
  // As office_key leaves them out: "international court of justice".
  std::string key = normalise(country);
  for (std::string_view token : khaldun::split(plain, ' ')) {
    if (token == "of" || token == "the") continue;
    key.append(" ").append(token == "defense" ? "defence" : token);
  }
  ids_.emplace(std::move(key), id);
}

Bodies::Split Bodies::split(std::string_view office, std::string_view country) const {
  const std::string owner = normalise(country) + " ";
  const auto body = [&](std::string_view words) {
    const auto at = ids_.find(owner + std::string(words));
    return at == ids_.end() ? std::string_view() : std::string_view(at->second);
  };
  // The longest body first: behind the title, else before it.
  for (size_t space = office.find(' '); space != std::string_view::npos; space = office.find(' ', space + 1)) {
    if (const std::string_view id = body(office.substr(space + 1)); !id.empty()) return {office.substr(0, space), id};
  }
  for (size_t space = office.rfind(' '); space != std::string_view::npos && space > 0;
       space = office.rfind(' ', space - 1)) {
    if (const std::string_view id = body(office.substr(0, space)); !id.empty()) return {office.substr(space + 1), id};
  }
  return {office, {}};
}

}  // namespace khaldun
