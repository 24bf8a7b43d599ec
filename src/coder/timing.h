// Timing: the day of an act.
//
//   "A court in Oslo sentences a man for the raid of 2019"    sentences: the day of publication; raid: 2019
//
// Candidates are the times that the sentence names and the day of publication, of which a report tells. What the tree
// says of each, its size and how long ago it is are its features; a linear model, learnt from annotated documents
// (training/train_judge.py), weighs them.
#pragma once

#include <vector>

#include "coder/judge.h"
#include "coder/roles.h"
#include "pack/weights.h"

namespace khaldun {

struct Moment {
  const Mention* mention = nullptr;  // null for the day of publication, and the one before
  Days days;
  std::string_view how;  // how the days were found, for --explain
  FeatureList features;  // "path=obj>of ago=old"
};

/// When the act of `candidate` may take place; `event` has its type and status. Where `explain`, with features that
/// people can read.
std::vector<Moment> moments_of(const Tree& tree, const MentionIndex& index, const Candidate& candidate,
                               const Event& event, bool explain);

/// How the own time of an act, if it has one, lies to the day of publication: "ahead", "now", "week", "month", "year",
/// "old"; "undated" where nobody knows that day, "none" where the act has no time of its own.
std::string_view own_age(const Tree& tree, const MentionIndex& index, uint32_t predicate);

/// Probability that the act takes place at `moment`.
double likelihood(const Weights& timing, const Moment& moment);

}  // namespace khaldun
