// Coref: what bare definite phrases go back to. Remembers who was named so far; asked once a phrase, in text order.
// Pronouns: resolve/antecedents.h.
//
//   "Putin met Erdogan. Both leaders left. The president praised ..."   both leaders -> Putin, Erdogan
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "resolve/actor_phrases.h"
#include "resolve/actor_tables.h"

namespace khaldun {

/// One phrase that was resolved.
struct Told {
  uint32_t word = 0;              // its head
  std::vector<uint32_t> targets;  // into Reading::actors
  std::string_view role;          // "president", also a title; empty where none
  bool person = false;            // one human being
  bool plural = false;
  bool subject = false;
  bool state = false;     // a country or its government
  bool modifier = false;  // "Syrian" in "Syrian wine": too weak for a pronoun of a person or group
  bool named = false;     // has a name of its own, "Hamas", "Putin"; "police" have none
  bool joined = false;    // "Putin and Erdogan" together
};

class History {
 public:
  explicit History(const Phrases& phrases) : phrases_(phrases) {}

  void tell(Told told);
  /// Says that an actor is a man or a woman, from a title.
  void gender(uint32_t actor, Gender gender);

  /// What was told of the word `w`: a phrase, then "A and B" together where it is the B. Holds until the next tell().
  [[nodiscard]] std::span<const Told> at(uint32_t w) const;
  [[nodiscard]] Gender gender_of(const Told& told) const;
  /// How often the actors of `told` were told of before `w`.
  [[nodiscard]] size_t times(const Told& told, uint32_t w) const;
  /// What was told before `w`, in text order; it holds until the next tell().
  [[nodiscard]] std::span<const Told> before(uint32_t w) const;
  /// The last of them, as many as an article holds.
  [[nodiscard]] std::span<const Told> recent(uint32_t w) const;
  /// The last person, state or organisation that was told in the last sentences; of organisations, also unnamed ones,
  /// the last that fits.
  [[nodiscard]] const Told* person(uint32_t w) const;
  [[nodiscard]] const Told* state(uint32_t w) const;
  [[nodiscard]] const Told* organisation(uint32_t w, const std::function<bool(const Told&)>& fits) const;
  /// The last two actors of the last sentences, "the former" and "the latter"; empty where there are no two.
  [[nodiscard]] std::vector<const Told*> two_before(uint32_t w) const;
  [[nodiscard]] bool near(const Told& told, uint32_t w, uint32_t sentences) const;
  /// The last subject told of in the sentence of `w`.
  [[nodiscard]] const Told* subject_of_sentence(uint32_t w) const;
  /// The last two persons, states or, with `groups` too, organisations, in text order; empty where there are no two.
  [[nodiscard]] std::vector<uint32_t> last_two(uint32_t w, bool persons, bool groups) const;

 private:
  const Phrases& phrases_;
  std::vector<Told> told_;
  std::map<std::vector<uint32_t>, std::vector<uint32_t>> words_;  // targets: the words that told of them, in text order
  std::vector<Gender> genders_;                                   // by actor
};

/// How a pronoun refers; nothing for words that are none of the third person.
struct PronounKind {
  bool person, plural;
  Gender gender;
};
[[nodiscard]] std::optional<PronounKind> pronoun_kind(std::string_view plain);
/// What a word says of whom it stands with: "Mrs", "mother", "spokesman".
[[nodiscard]] Gender gender_of_word(std::string_view plain);
/// "we", "our", "I": in a release its author, in a quotation whoever is quoted.
[[nodiscard]] bool first_person(std::string_view plain);
/// "you", "your".
[[nodiscard]] bool second_person(std::string_view plain);
/// The noun that "who", "which", "that" or "whose" of a relative clause stands for; -1 for other words.
[[nodiscard]] int32_t relative_head(const Phrases& phrases, uint32_t w);

}  // namespace khaldun
