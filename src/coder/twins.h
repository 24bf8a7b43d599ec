// Twins: whether two tellings are of one act.
//
//   "A bomb killed four in Quetta. Police say it exploded at a market."       one act
//   "A bomb killed four in Quetta. Elsewhere, a bomb wounded two soldiers."   two
//
// What the two agree in, how far apart they stand and how the second is led in are features; a linear model, learnt
// from annotated documents (training/train_judge.py), weighs them.
#pragma once

#include "coder/record.h"
#include "pack/weights.h"

namespace khaldun {

/// Whether the text tells who they are; who only must have done it may be anybody of that country.
bool known(const std::vector<EventActor>& actors);

/// What is known of `a` and of `b`, which is of the same type and told after it. Where `explain`, for people to read.
FeatureList twin_features(const Tree& tree, const Draft& a, const Draft& b, bool explain);

/// Whether the text itself tells `a` and `b` apart: each has a day of its own, `b` is of other news (items.h) or is done
/// too, or one sentence tells two ways of coercion, "arrested the editor and seized his papers", or of two verbs in a row
/// each has a doer.
bool told_apart(const Tree& tree, const Draft& a, const Draft& b);

/// Probability that both tell the same act.
double twin_odds(const Weights& merging, const FeatureList& features);

}  // namespace khaldun
