#include "coder/evidence.h"

#include <algorithm>

namespace khaldun {

Evidence evidence_of(const Tree& tree, const MentionIndex& index, const Candidate& candidate) {
  constexpr uint32_t kReach = 10;  // words; a subject farther off is left out
  const uint32_t word = candidate.clause.word;
  const Sentence& sentence = tree.reading().sentences[tree.sentence_of(word)];
  uint32_t first = word, last = word;
  const auto stretch = [&](uint32_t w) {
    if (w < sentence.first || w >= sentence.last || w + kReach < first || w > last + kReach) return;
    first = std::min(first, w);
    last = std::max(last, w);
  };
  for (const Argument& a : candidate.clause.arguments) {
    if (a.slot == "subj" || a.slot == "obj" || a.slot == "iobj" || a.slot == "poss" || a.slot == "mod") stretch(a.word);
  }
  for (const uint32_t c : candidate.match.consumed) stretch(c);
  if (candidate.trigger != nullptr) stretch(candidate.trigger->word);
  for (const uint32_t c : tree.children(word)) {
    if (tree.is(c, "compound:prt") || tree.is(c, "aux")) stretch(c);
  }
  // Never cut a name: widen to the mention that an end stands in.
  for (uint32_t* end : {&first, &last}) {
    if (const Mention* m = index.actor_at(*end)) {
      first = std::min(first, m->first);
      last = std::max(last, m->last - 1);
    }
  }
  // Nor a word with hyphens: "Rwanda-backed".
  const auto joined = [&](uint32_t w) { return tree.word(w).span.end == tree.word(w + 1).span.begin; };
  while (first >= sentence.first + 2 && tree.form(first - 1) == "-" && joined(first - 1)) first -= 2;
  while (last + 2 < sentence.last && tree.form(last + 1) == "-" && joined(last)) last += 2;
  const Bytes span{tree.word(first).span.begin, tree.word(last).span.end};
  return {span, std::string(tree.text(span))};
}

}  // namespace khaldun
