#include "coder/own_time.h"

#include <array>

#include "base/among.h"
#include "coder/path.h"

namespace khaldun {
namespace {

constexpr int kOtherClause = 4;  // steps that a day of another clause is farther off
constexpr int kFarthest = 12;    // steps that a day may be off

/// Whether a clause keeps its time to itself: "Pyongyang, which sank the ship on March 26", "troops were sent on Monday
/// and the president left", "arrests since the occupation began on Jan. 29".
bool closed(const Tree& tree, uint32_t w) {
  if (tree.is(w, "conj")) return tree.verbal(w) && tree.child(w, "nsubj") >= 0;
  if (tree.is(w, "advcl"))
    return tree.has_child_lemma(w, "mark", "since") || tree.has_child_lemma(w, "mark", "because");
  return tree.word(w).deprel == "acl:relcl";
}

/// Whether a verb speaks of what somebody has done before.
bool speaks_of(const Tree& tree, uint32_t verb) {
  constexpr std::array<std::string_view, 14> kSpeaking = {"condemn", "denounce", "deplore", "criticize", "criticise",
                                                          "mourn",   "decry",    "blame",   "accuse",    "investigate",
                                                          "probe",   "claim",    "slam",    "lament"};
  return among(kSpeaking, tree.word(verb).lemma);
}

/// Whether an act is spoken of, or looked back to, by what its sentence tells of a day: "condemned the raid on Monday",
/// "were buried on Monday, two days after the raid".
bool told_later(const Tree& tree, uint32_t act) {
  const int32_t above = tree.word(act).head;
  if (above < 0 || tree.verbal(act)) return false;
  const std::string_view mark = tree.preposition(act);
  return mark == "after" || mark == "since" || mark == "following" || speaks_of(tree, static_cast<uint32_t>(above));
}

/// Steps through the tree from an act to a time; going up out of a clause costs more than going down.
int steps_to(const Tree& tree, uint32_t act, uint32_t time) {
  const auto up = [&](uint32_t w) { return 3 + (w == act && told_later(tree, act) ? kFarthest : 0); };
  const auto down = [&](uint32_t w) {
    int cost = 1;
    if (tree.is(w, "acl") || tree.is(w, "advcl") || tree.is(w, "ccomp") || tree.is(w, "parataxis"))
      cost += kOtherClause;
    if (tree.is(w, "conj")) cost += 2;
    // Not of "the talks that begin on Monday" themselves.
    const bool of_act = tree.word(w).deprel == "acl:relcl" && tree.word(w).head == static_cast<int32_t>(act);
    // "Condemned Saturday's raid" on a day of its own.
    const bool of_deed = tree.word(w).deprel == "nmod:poss" && speaks_of(tree, act);
    if ((closed(tree, w) && !of_act) || of_deed) cost += kFarthest;
    return cost;
  };
  return distance(tree, act, time, up, down).value_or(kFarthest + 1);
}

/// "April 3rd" of "on April 3rd, in which he condemned the raid".
const Mention* led_from(const Tree& tree, uint32_t predicate, const std::vector<const Mention*>& times) {
  for (const uint32_t c : tree.children(predicate)) {
    const std::string& lemma = tree.word(c).lemma;
    if ((lemma != "which" && lemma != "when") || c == 0) continue;
    const uint32_t lead = lemma == "which" && tree.word(c - 1).upos == Upos::ADP ? c - 1 : c;
    for (const Mention* m : times) {
      if (m->last == lead || (m->last + 1 == lead && tree.form(m->last) == ",")) return m;
    }
  }
  return nullptr;
}

}  // namespace

const Mention* own_time(const Tree& tree, uint32_t predicate, const std::vector<const Mention*>& times) {
  if (const Mention* time = led_from(tree, predicate, times)) return time;
  const Mention* best = nullptr;
  int least = kFarthest + 1;
  for (const Mention* m : times) {
    const int steps = steps_to(tree, predicate, m->head);
    if (steps >= least) continue;
    least = steps;
    best = m;
  }
  return best;
}

}  // namespace khaldun
