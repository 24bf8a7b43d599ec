// Antecedents: which word a pronoun of the third person goes back to.
//
//   "Putin met Erdogan. He praised him."   He -> Putin · him -> Erdogan
//   "It is true that police left."         It -> nothing
//
// Candidates are the nouns of the sentences before, those that are no actors among them, pronouns of the same kind, and
// the subject of the sentence behind "In his speech"; and that it goes back to nothing. Number, gender and what the
// tree forbids rule some out; a linear model, learnt from a treebank with coreference (training/train_coref.py), weighs
// the rest by what the tree says of each. The nearest 128 are weighed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pack/weights.h"
#include "resolve/coref.h"
#include "types/quotes.h"

namespace khaldun {

class Antecedents {
 public:
  /// Where `judged` is not null each pronoun's candidates are written there, with their probabilities and features.
  Antecedents(const Phrases& phrases, const History& history, const Weights& weights, std::vector<Quote> quotes,
              std::vector<std::string>* judged);

  /// What the pronoun `w` goes back to; nullptr where that is nothing, no actor, or too unsure. Pointers hold until the
  /// next History::tell().
  [[nodiscard]] const Told* of(uint32_t w);
  /// Subjects behind the pronoun that it may go back to, "In his speech, Putin said": resolve them first.
  [[nodiscard]] std::vector<uint32_t> behind(uint32_t w) const;
  /// The subject of what reports the quotation in which `w` stands; -1 where it stands in none or nobody is told.
  [[nodiscard]] int32_t speaker(uint32_t w) const;

 private:
  struct Candidate {
    uint32_t word;
    const Told* told;  // null for what is no actor
    FeatureList features;
    double probability = 0;
  };
  struct Asked;
  struct Nearer;
  [[nodiscard]] bool possible(const Asked& asked, uint32_t c, const Told* told) const;
  [[nodiscard]] std::vector<Candidate> candidates(const Asked& asked) const;
  void describe(const Asked& asked, std::vector<Candidate>& candidates) const;
  /// Puts features of what the candidate is and how far it stands.
  void describe_itself(const Asked& asked, Candidate& c, const Nearer& nearer) const;
  /// Puts features of where it stands as seen from the words above the pronoun.
  void describe_place(const Asked& asked, Candidate& c) const;
  /// Puts features of how often it was told of, what else was told of since, and who quotes it.
  void describe_telling(const Asked& asked, Candidate& c, const Nearer& nearer) const;
  /// "named", "role", "thing", ...
  [[nodiscard]] Piece kind_of(const Candidate& c) const;
  [[nodiscard]] Piece role_of(const Candidate& c) const;
  [[nodiscard]] uint32_t sentences_between(const Asked& asked, const Candidate& c) const;
  /// How often the lemma of `noun` stands before `w`.
  [[nodiscard]] size_t times(uint32_t noun, uint32_t w) const;
  void count_lemmas();
  [[nodiscard]] FeatureList of_nothing(const Asked& asked, const std::vector<Candidate>& candidates) const;
  void write(const Asked& asked, const std::vector<Candidate>& candidates, double nothing,
             const FeatureList& why) const;

  const Phrases& phrases_;
  const History& history_;
  const Weights& weights_;
  std::vector<std::string>* judged_;
  std::vector<Quote> quotes_;
  std::vector<int32_t> quote_;  // by word: which quotation it stands in, -1 where none
  // From the first pronoun on: the number of each word's lemma; where the words of each begin; these, in text order.
  std::vector<uint32_t> lemma_, lemma_starts_, lemma_words_;
};

}  // namespace khaldun
