// Setting: where an act takes place.
//
//   "Syrian police arrested ten men in Homs after talks in Geneva"    arrest: Homs; talks: Geneva
//
// Candidates are the places that the sentence and the one before name, the last town before them in which something is
// done, and the countries of the act's actors. What the tree says of each is its features; a linear model, learnt from
// annotated documents (training/train_judge.py), weighs them.
#pragma once

#include <string>
#include <vector>

#include "coder/judge.h"
#include "coder/roles.h"
#include "pack/weights.h"

namespace khaldun {

struct Site {
  const Mention* mention = nullptr;  // null for the country of an actor, which the text need not name as a place
  uint32_t place = 0;                // of the reading
  FeatureList features;              // "path=in type=COERCE"
};

/// Where the act of `candidate` may take place; `event` has its sides and mode, `focus` is the country
/// that the document is about. Where `explain`, with features that
/// people can read.
std::vector<Site> sites_of(const Tree& tree, const MentionIndex& index, const Candidate& candidate, const Event& event,
                           std::string_view focus, bool explain);

/// Probability that the act takes place in the country of `site`.
double likelihood(const Weights& setting, const Site& site);

}  // namespace khaldun
