#include "story/kin.h"

#include <array>

namespace khaldun {
namespace {

using enum Type;
using Pair = std::pair<Type, Type>;

// What a truce or a pledge is called; then what one and the same act is taken for: missiles are "launched" in a test
// and in a raid, an envoy is "recalled" and "withdrawn", a ban is "imposed" and a visit "refused".
constexpr std::array kNear = {
    Pair{CONCEDE, RETREAT}, Pair{AGREE, RETREAT},   Pair{AGREE, CONCEDE},    Pair{AGREE, AID},
    Pair{AGREE, COOPERATE}, Pair{AGREE, CONSULT},   Pair{SANCTION, COERCE},  Pair{ACCUSE, REJECT},
    Pair{ASSAULT, COERCE},  Pair{SANCTION, REJECT}, Pair{SANCTION, RETREAT}, Pair{MOBILIZE, ASSAULT},
    Pair{MOBILIZE, AID},    Pair{MOBILIZE, COERCE}, Pair{REQUEST, THREATEN}, Pair{ACCUSE, THREATEN},
    Pair{AGREE, SUPPORT},   Pair{AID, COOPERATE},   Pair{CONSULT, COOPERATE}};

// A crowd "storms" a parliament and "protests" there, an envoy is "summoned" to hear a protest or a request, a refusal
// is a vow to block, a diplomat is "expelled" or "told to leave", what is asked is asked in talks, and drills are held
// or begun.
constexpr std::array kFar = {Pair{PROTEST, ASSAULT},  Pair{ACCUSE, REQUEST},    Pair{REJECT, THREATEN},
                             Pair{REQUEST, SANCTION}, Pair{REQUEST, CONSULT},   Pair{AGREE, REQUEST},
                             Pair{SUPPORT, AID},      Pair{MOBILIZE, COOPERATE}};

struct Table {
  std::array<std::array<Kin, kTypes>, kTypes> kin{};
  std::array<std::vector<Type>, kTypes> of;

  Table() {
    for (size_t i = 0; i < kTypes; ++i) add(static_cast<Type>(i), static_cast<Type>(i), Kin::same);
    for (const auto& [a, b] : kNear) add(a, b, Kin::near), add(b, a, Kin::near);
    for (const auto& [a, b] : kFar) add(a, b, Kin::far), add(b, a, Kin::far);
  }
  void add(Type a, Type b, Kin how) {
    kin[static_cast<size_t>(a)][static_cast<size_t>(b)] = how;
    of[static_cast<size_t>(a)].push_back(b);
  }
};

const Table& table() {
  static const Table kTable;
  return kTable;
}

}  // namespace

Kin kin(Type a, Type b) { return table().kin[static_cast<size_t>(a)][static_cast<size_t>(b)]; }

const std::vector<Type>& kin_of(Type type) { return table().of[static_cast<size_t>(type)]; }

}  // namespace khaldun
