#include "coder/judge.h"

#include <algorithm>
#include <cmath>

#include "base/among.h"

namespace khaldun {
namespace {

// Weights of the two witnesses, on the logit scale. Set on the development set; see docs/measured.md.
constexpr double kBias = 0.6;
constexpr double kHead = 0.9;
constexpr double kHeadFloor = 0.05;   // what the head is taken to say of a word that it does not name
constexpr double kFrameExact = 2.4;   // a frame with conditions
constexpr double kFrameVerb = 1.6;    // a verb or adjective alone
constexpr double kFrameNoun = 1.2;    // a noun alone
constexpr double kFrameOther = -0.6;  // a frame of another type
constexpr double kFrameNone = -2.0;   // a frame that says: no event
constexpr double kThreshold = 0.15;   // what is likelier than this is looked at; verdict.h decides
constexpr double kSecond = 0.2;  // and a second type of the word, where it is not so much less likely than the first

double logit(double p) { return std::log(p / (1 - p)); }

bool speaks_for(const Frame* frame, size_t type) {
  return frame != nullptr && frame->codes && frame->type == static_cast<Type>(type);
}

/// Whether a frame tells the end of the conflict that its noun names, or the refusal of what it names, or only speaks of
/// it: "raised the prospect of sanctions", "lodged a protest".
bool ends(const Frame* frame, size_t named) {
  if (frame == nullptr || !frame->codes) return false;
  const bool yields = frame->type == Type::CONCEDE || frame->type == Type::RETREAT;
  const bool speaks = frame->type == Type::THREATEN || frame->type == Type::ACCUSE;
  if (speaks && named >= static_cast<size_t>(Type::PROTEST)) return true;
  return frame->type == Type::REJECT || (yields && named >= static_cast<size_t>(Type::REQUEST));
}

std::array<double, kTypes> odds_of(const Frame* frame, const Trigger* trigger) {
  std::array<double, kTypes> odds{};
  // A user's frame is final, and so is one that says of just these arguments that they make no event.
  if (frame != nullptr && (frame->own || (!frame->codes && !frame->conditions.empty()))) {
    if (frame->codes) odds[static_cast<size_t>(frame->type)] = 1;
    return odds;
  }
  for (size_t t = 0; t < kTypes; ++t) {
    const double p = trigger == nullptr ? 0 : static_cast<double>(trigger->type[t]);
    double z = kBias + kHead * logit(std::clamp(p, kHeadFloor, 0.99));
    if (speaks_for(frame, t))
      z += !frame->conditions.empty() ? kFrameExact : frame->kind == Clause::Kind::noun ? kFrameNoun : kFrameVerb;
    else if (frame != nullptr)
      z += frame->codes ? kFrameOther : kFrameNone;
    odds[t] = 1 / (1 + std::exp(-z));
  }
  return odds;
}

/// Whether a word's tag is one of a clause's predicate; no frame fits others.
bool may_predicate(const Tree& tree, uint32_t word) {
  const Upos tag = tree.word(word).upos;
  return tag == Upos::VERB || tag == Upos::NOUN || tag == Upos::PROPN || tag == Upos::ADJ;
}

/// Whether two predicates of one sentence tell one act: the same type, and one is the other's argument or carries it.
bool same_act(const Tree& tree, const Candidate& a, const Candidate& b) {
  if (a.type != b.type) return false;
  // "Arrested the judges after it imposed a curfew".
  const auto apart = [&](uint32_t at) {
    return tree.is(at, "conj") || tree.is(at, "parataxis") || tree.is(at, "ccomp") || beside(tree, at);
  };
  const auto linked = [&](uint32_t low, uint32_t high) {
    uint32_t at = low;
    for (int step = 0; step < 2; ++step) {
      if (apart(at) || tree.word(at).head < 0) return false;
      at = static_cast<uint32_t>(tree.word(at).head);
      if (at == high) return true;
    }
    return false;
  };
  return linked(a.clause.word, b.clause.word) || linked(b.clause.word, a.clause.word);
}

}  // namespace

std::optional<Witness> witness_of(const Tree& tree, const FrameTable& frames, const FillerTest& test,
                                  const std::vector<const Trigger*>& trigger_of, uint32_t word) {
  if (trigger_of[word] == nullptr && (!may_predicate(tree, word) || !frames.knows(tree.word(word).lemma)))
    return std::nullopt;
  Witness witness;
  witness.trigger = trigger_of[word];
  std::optional<Clause> clause = clause_of(tree, word);
  // A participle before its noun ("the proposed raid") states nothing of itself.
  const bool inert = tree.word(word).upos == Upos::VERB && tree.is(word, "amod");
  if (clause && !inert) witness.match = frames.best(*clause, tree, test);
  if (witness.match.frame == nullptr && witness.trigger == nullptr) return std::nullopt;
  witness.clause = clause ? std::move(*clause) : Clause{Clause::Kind::noun, word, {tree.word(word).lemma}, {}};
  for (uint32_t c : witness.match.consumed) {  // "impose sanctions": the head may point at the noun
    const Trigger* other = trigger_of[c];
    if (other == nullptr || tree.sentence_of(c) != tree.sentence_of(word)) continue;
    // "threatened to arrest", "lifted the ban": what the head says of "arrest" and "ban" is not said of the threat and
    // the lifting.
    const auto type = static_cast<size_t>(std::ranges::max_element(other->type) - other->type.begin());
    if ((tree.verbal(c) || ends(witness.match.frame, type)) && !speaks_for(witness.match.frame, type)) continue;
    const auto peak = [](const Trigger* t) { return t == nullptr ? 0.0F : *std::ranges::max_element(t->type); };
    if (peak(other) > peak(witness.trigger)) witness.trigger = other;
  }
  witness.odds = odds_of(witness.match.frame, witness.trigger);
  return witness;
}

std::vector<Candidate> candidates_in(const Tree& tree, const Sentence& sentence, const FrameTable& frames,
                                     const FillerTest& test, const std::vector<const Trigger*>& trigger_of) {
  std::vector<bool> in_name(sentence.last - sentence.first, false);
  const std::vector<Name>& names = tree.reading().names;  // in text order, none across sentences
  for (auto at = std::ranges::lower_bound(names, sentence.first, {}, &Name::first);
       at != names.end() && at->first < sentence.last; ++at) {
    const Name& name = *at;
    if (name.kind == NameKind::NORP || name.kind == NameKind::MISC) continue;
    std::fill(in_name.begin() + (name.first - sentence.first), in_name.begin() + (name.last - sentence.first), true);
  }
  std::vector<Candidate> found;
  for (uint32_t w = sentence.first; w < sentence.last; ++w) {
    std::optional<Witness> witness = witness_of(tree, frames, test, trigger_of, w);
    if (!witness) continue;
    // Part of a name ("Court of Appeal") tells no act by a frame, nor does what tells of an actor: "riot police".
    const int32_t head = tree.word(w).head;
    const bool of_actor = tree.is(w, "compound") && head >= 0 && test.is(static_cast<uint32_t>(head), "@actor");
    if (in_name[w - sentence.first] || of_actor) {
      if (trigger_of[w] == nullptr) continue;
      witness->match = {};
      witness->trigger = trigger_of[w];
      witness->odds = odds_of(nullptr, trigger_of[w]);
    }
    const std::array<double, kTypes>& odds = witness->odds;
    const auto best = static_cast<size_t>(std::ranges::max_element(odds) - odds.begin());
    for (size_t t = 0; t < kTypes; ++t) {
      if (odds[t] < kThreshold || odds[t] < odds[best] * kSecond) continue;
      Candidate candidate;
      candidate.type = static_cast<Type>(t);
      candidate.confidence = odds[t];
      candidate.by_frame = speaks_for(witness->match.frame, t);
      candidate.clause = witness->clause;
      candidate.match = witness->match;
      candidate.trigger = witness->trigger;
      found.push_back(std::move(candidate));
    }
  }

  // Words that a frame consumed state no act of their own; of one act told twice in the sentence the surer telling
  // stays.
  std::vector<uint32_t> consumed;
  for (const Candidate& c : found) {
    if (c.by_frame) consumed.insert(consumed.end(), c.match.consumed.begin(), c.match.consumed.end());
  }
  std::vector<Candidate> kept;
  for (Candidate& c : found) {
    if (among(consumed, c.clause.word)) continue;
    const auto twin = std::ranges::find_if(kept, [&](const Candidate& k) { return same_act(tree, k, c); });
    if (twin == kept.end()) {
      kept.push_back(std::move(c));
      continue;
    }
    if (c.confidence > twin->confidence) std::swap(*twin, c);
    for (Telling& telling : c.also) twin->also.push_back(std::move(telling));
    twin->also.push_back({std::move(c.clause), c.by_frame ? c.match.frame : nullptr});
  }
  std::ranges::stable_sort(kept, {}, [](const Candidate& c) { return c.clause.word; });
  for (Candidate& c : kept) c.by = attribution_of(tree, c.clause.word);
  return kept;
}

}  // namespace khaldun
