// Verdict: whether what a candidate tells is an act worth a record. The last word of the judge, said of the finished
// record, with all that is known of it: the two witnesses, its parties, its day, and how it is told.
#pragma once

#include "coder/record.h"

namespace khaldun {

/// Acts that the same sentence tells, as seen from one of them.
struct Neighbours {
  const Candidate* above = nullptr;  // on which it hangs: "condemned" above "attack"
  bool below = false;                // another hangs on it
  bool stronger = false;             // the witnesses are surer of another word's
  bool rival = false;                // or of another type of this word
};

/// What the weights of lexicon/judge/verdict.tsv are asked of. Where `explain`, people can read it.
FeatureList verdict_features(const Tree& tree, const Candidate& candidate, const Draft& draft,
                             const Neighbours& neighbours, bool explain);

/// Probability that it is a record.
double verdict_odds(const Weights& weights, const FeatureList& features);

}  // namespace khaldun
