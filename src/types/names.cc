// Names of the enumerations, in their order.
#include <algorithm>

#include "khaldun/event.h"
#include "khaldun/reading.h"

namespace khaldun {
namespace {

using Names = std::string_view;

constexpr std::array<Names, kTypes> kTypeNames = {"AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE", "AID",
                                                  "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",  "PROTEST",
                                                  "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT"};
constexpr std::array<Names, kStatuses> kStatusNames = {"occurred", "planned", "proposed", "alleged", "denied"};
constexpr std::array<Names, kSectors> kSectorNames = {"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "OPP", "REB",
                                                      "UAF", "PRM", "CRM", "CVL", "BUS", "MED", "JRN", "EDU", "REL",
                                                      "LAB", "REF", "SOC", "ELI", "AGR", "IGO", "NGO", "UNK"};
constexpr std::array<Names, kUpos> kUposNames = {"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                                 "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                                 "PUNCT", "SCONJ", "SYM", "VERB", "X"};
constexpr std::array<Names, 5> kNameKindNames = {"PER", "ORG", "LOC", "NORP", "MISC"};

template <class Enum, size_t kSize>
std::optional<Enum> find(const std::array<Names, kSize>& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<Enum>(at - names.begin());
}

}  // namespace

std::string_view to_string(Type type) { return kTypeNames[static_cast<size_t>(type)]; }
std::string_view to_string(Status status) { return kStatusNames[static_cast<size_t>(status)]; }
std::string_view to_string(Sector sector) { return kSectorNames[static_cast<size_t>(sector)]; }
std::string_view to_string(Upos tag) { return kUposNames[static_cast<size_t>(tag)]; }
std::string_view to_string(NameKind kind) { return kNameKindNames[static_cast<size_t>(kind)]; }

std::optional<Type> parse_type(std::string_view name) { return find<Type>(kTypeNames, name); }
std::optional<Status> parse_status(std::string_view name) { return find<Status>(kStatusNames, name); }
std::optional<Sector> parse_sector(std::string_view name) { return find<Sector>(kSectorNames, name); }
std::optional<Upos> parse_upos(std::string_view name) { return find<Upos>(kUposNames, name); }

const std::vector<std::string_view>& modes_of(Type type) {
  static const std::array<std::vector<std::string_view>, kTypes> kModes = {{
      /* AGREE */ {},
      /* CONSULT */ {"visit", "third-party", "multilateral", "phone"},
      /* SUPPORT */ {},
      /* CONCEDE */ {},
      /* COOPERATE */ {},
      /* AID */ {},
      /* RETREAT */ {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
      /* REQUEST */ {"assist", "change", "yield", "meet"},
      /* ACCUSE */ {"disapprove", "investigate", "allege"},
      /* REJECT */ {"assist", "change", "yield", "meet"},
      /* THREATEN */ {"restrict", "arrest", "relations", "expel", "territory", "violence"},
      /* PROTEST */ {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"},
      /* SANCTION */ {"convict", "expel", "withdraw", "discontinue"},
      /* MOBILIZE */ {"troops", "weapons", "police", "militia"},
      /* COERCE */
      {"seize", "restrict", "arrest", "deport", "withhold", "cyber", "censor", "curfew", "martial-law",
       "misinformation"},
      /* ASSAULT */
      {"abduct", "torture", "sexual", "destroy", "beat", "crowd-control", "primitive", "firearms", "explosives",
       "targeted", "suicide-attack", "aerial", "drone", "heavy-weapons", "unconventional"},
  }};
  return kModes[static_cast<size_t>(type)];
}

}  // namespace khaldun
