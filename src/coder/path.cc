#include "coder/path.h"

#include <array>

namespace khaldun {
namespace {

/// The way down from `top` to `low`, coordination left out; "deep" where it is longer than three steps.
std::string way_down(const Tree& tree, uint32_t top, uint32_t low) {
  constexpr size_t kMost = 3;
  std::array<std::string_view, kMost> steps;  // from below
  size_t count = 0;
  for (uint32_t at = low; at != top; at = static_cast<uint32_t>(tree.word(at).head)) {
    const std::string_view step = step_of(tree, at);
    if (step == "conj") continue;
    if (count == kMost) return "deep";
    steps[count++] = step;
  }
  std::string way;
  while (count > 0) {
    if (!way.empty()) way += '>';
    way += steps[--count];
  }
  return way;
}

}  // namespace

std::string_view step_of(const Tree& tree, uint32_t w) {
  const Word& word = tree.word(w);
  if (word.deprel == "nmod:poss") return "poss";
  if (tree.is(w, "amod") || tree.is(w, "compound") || word.deprel == "nmod:unmarked" || word.deprel == "nmod:desc")
    return "mod";
  if (tree.is(w, "nsubj")) return "subj";
  if (tree.is(w, "obj") || tree.is(w, "iobj")) return "obj";
  if (tree.is(w, "appos") || tree.is(w, "flat")) return "appos";
  if (tree.is(w, "nmod") || tree.is(w, "obl")) {
    const std::string_view mark = tree.preposition(w);
    return mark.empty() ? "bare" : mark;
  }
  if (tree.is(w, "acl") || tree.is(w, "advcl") || tree.is(w, "ccomp") || tree.is(w, "xcomp") || tree.is(w, "parataxis"))
    return "clause";
  if (tree.is(w, "conj")) return "conj";
  return "other";
}

std::string path_to(const Tree& tree, const Clause& clause, uint32_t word) {
  if (word == clause.word) return "self";
  for (const Argument& a : clause.arguments) {
    if (a.word == word) return std::string(a.slot);
  }
  std::string best;
  for (const Argument& a : clause.arguments) {
    if (!tree.under(word, a.word)) continue;
    std::string way = std::string(a.slot).append(">").append(way_down(tree, a.word, word));
    if (best.empty() || way.size() < best.size()) best = std::move(way);
  }
  if (!best.empty()) return best;
  if (tree.under(word, clause.word)) return "below>" + way_down(tree, clause.word, word);
  std::string up;
  uint32_t at = clause.word;
  for (int step = 0; step < 3 && tree.word(at).head >= 0; ++step) {
    if (!up.empty()) up += '<';
    up += step_of(tree, at);
    at = static_cast<uint32_t>(tree.word(at).head);
    if (at == word) {
      up += "^self";
      return up;
    }
    if (!tree.under(word, at)) continue;
    std::string way = way_down(tree, at, word);
    if (tree.passive(at) && way.starts_with("subj")) way = "pass" + way;
    up += "^" + way;
    return up;
  }
  return "far";
}

}  // namespace khaldun
