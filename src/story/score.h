// Score: whether two reports tell of one act, as a sum of what each part says (weights.h).
//
//   std::optional<Score> score = compare(features_of(a), features_of(b));
//   if (score && score->total() > 0) ...  // one act
#pragma once

#include "story/features.h"

namespace khaldun {

struct Score {
  double what = 0, status = 0, when = 0, where = 0, source = 0, target = 0, tolls = 0, words = 0, around = 0;

  [[nodiscard]] double total() const;  // with the prior; above 0: one act
};

/// How common the words of a report are: for each of its `words` and of what stands `around` it, the logarithm of how
/// many stories of these days have it (news.h). Empty: all are rare.
struct Common {
  std::vector<double> words, around;
};

/// Nothing where the two cannot be one act: types that are no kin (kin.h) and no telling word in common, different types
/// on different days, a plan still to come and a deed, days far apart, one document.
/// `common` is of `a`.
std::optional<Score> compare(const Features& a, const Features& b, const Common& common = {});

/// What two sets of telling words say: those of two reports, or of a report and of all reports of a story.
/// `around_known`: what stands around both is scored too; `common`: Common::words of `a`.
double score_words(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b, bool around_known,
                   const std::vector<double>& common = {});

}  // namespace khaldun
