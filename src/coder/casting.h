// Casting: which of a sentence's actors play source and target of an act.
//
//   "Oslo said Turkish jets had bombed Homs"    bomb: Turkish source, Homs target, Oslo neither
//
// Every actor that the sentence names is a candidate. What the frame's slots, the event head and the tree say of it are
// its features; a linear model, learnt from annotated documents (training/train_judge.py), weighs them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "coder/judge.h"
#include "coder/roles.h"
#include "pack/weights.h"

namespace khaldun {

/// An actor, or a place that stands for its people or its state, as a record would name it. Views of the reading.
struct Party {
  std::string_view name, id, country;
  Sector sector{};
};

/// Somebody beside one act: an actor mention of its sentence, a place that stands for its people or its state, or an
/// actor of the sentence before.
struct Part {
  const Mention* mention = nullptr;
  std::vector<Party> parties;     // several for "both leaders"
  std::span<const uint32_t> ids;  // of the reading's actors, one for each of `parties`; empty for a place
  FeatureList features;           // "path=subj type=ASSAULT"
  bool speaks = false;            // only tells of the act: "Oslo" of "Oslo condemned the raid"
  bool aside = false;             // and it is done to somebody else: "the families condemned the arrest of students"
  bool opposed = false;           // what protesters are against: "government" of "anti-government protests"
  bool fights = false;            // named as one of two who clash: "police" of "clashes between police and students"
  bool beside = false;            // argument of a clause in a row with the act's: "police shot him and rebels fled"
  bool accused = false;           // said to have done it: "the group" of "Oslo blamed the group for the raid"
};

/// Whoever may play a part in the act of `candidate`, in the order of the text, the sentence before last. Where
/// `explain`, with features that people can read.
std::vector<Part> parts_of(const Tree& tree, const MentionIndex& index, const Candidate& candidate, bool explain);

/// Whether a verb says who did its object: "attributed the raid to the group", "blamed it on them".
bool ascribes(std::string_view lemma);

/// To whom such a verb ascribes it: "the group"; -1 for nobody.
int ascribed_to(const Tree& tree, uint32_t verb);

/// "Rwanda" of "Rwanda-backed rebels" takes no part, nor is it where; "the US" of "US-led strikes" does.
bool only_backs(const Tree& tree, const Mention& mention);

/// Probabilities that somebody is source or target; the rest to 1 is neither.
struct Odds {
  double source = 0, target = 0;
};
Odds odds(const Weights& casting, const Part& part);

/// The one of `parts` of which `part` only says of which country it is, nullptr for none: "lawmakers" for "Kenya" of
/// "lawmakers in Kenya", but nobody for "the government" of "protests against the government" nor for a person by name.
const Part* placed_by(const Tree& tree, const Candidate& candidate, const Part& part, std::span<const Part> parts);

}  // namespace khaldun
