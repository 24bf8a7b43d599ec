// Factuality: whether an act happened. The words around it say one thing (context.h), the event head another; a linear
// model, learnt from annotated documents (training/train_judge.py), weighs them with who says so and of whom.
//
//   "Kyiv says Russian jets bombed a school"    bomb: alleged, since one side says it of the other
#pragma once

#include <array>
#include <string>
#include <vector>

#include "coder/context.h"
#include "coder/judge.h"
#include "coder/roles.h"
#include "pack/weights.h"

namespace khaldun {

/// What speaks for each status of the act of `candidate`; `event` has its sides. Where `explain`, people can read it.
FeatureList status_features(const Tree& tree, const MentionIndex& index, const Candidate& candidate, const Event& event,
                            const StatusReading& words, bool explain);

/// A probability for each status, in the order of Status.
std::array<double, kStatuses> status_odds(const Weights& weights, const FeatureList& features);

}  // namespace khaldun
