// Clause: a predicate with its arguments in logical places: passives, relative clauses, control, coordination,
// possessives and support verbs undone.
//
//   "Missiles fired by the army hit Homs"   fire: subj army, obj missiles · hit: subj missiles, obj Homs
//   "The envoy who was urged to quit"       urge: obj envoy, xcomp quit · quit: subj envoy
//   "Turkey carried out an air strike on X" strike (noun): mod air, on X, by Turkey
#pragma once

#include <string>
#include <vector>

#include "coder/tree.h"

namespace khaldun {

/// An argument: the slot it fills ("subj", "obj", "iobj", "xcomp", "ccomp", "poss", "mod", of a verb "aux" and "neg", or a
/// preposition's lemma) and the head word of each filler.
struct Argument {
  std::string_view slot;  // of the program, the reading or the tree
  uint32_t word = 0;
};

struct Clause {
  enum class Kind : uint8_t { verb, noun, adjective } kind{};
  uint32_t word = 0;
  std::vector<std::string> predicates;  // ways to name it, longest first: "pull_out", "pull"
  std::vector<Argument> arguments;

  [[nodiscard]] std::vector<uint32_t> all(std::string_view slot) const;
  [[nodiscard]] bool has(std::string_view slot) const;
};

std::string_view to_string(Clause::Kind kind);

/// The clause whose predicate is `word`; nothing where the word is no verb, noun or predicate adjective.
std::optional<Clause> clause_of(const Tree& tree, uint32_t word);

/// Calls `visit` with each word in a slot path of the clause: "obj", "with", "obj.poss", "xcomp.with".
template <class Visit>
void each_word_in(const Tree& tree, const Clause& clause, std::string_view path, const Visit& visit) {
  const size_t dot = path.find('.');
  for (const Argument& a : clause.arguments) {
    if (a.slot != path.substr(0, dot)) continue;
    if (dot == std::string_view::npos)
      visit(a.word);
    else if (const std::optional<Clause> inner = clause_of(tree, a.word))
      each_word_in(tree, *inner, path.substr(dot + 1), visit);
  }
}

/// The word that stands where the subject of `verb` would be written: for a passive the one acted on; -1 where unseen.
/// Follows coordination, control, relative and participial clauses.
int surface_subject(const Tree& tree, uint32_t verb);

}  // namespace khaldun
