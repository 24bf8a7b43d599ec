// Context: what the words around a predicate say of its act: whether it happened, and who says so.
//
//   "The ministry said the talks would resume"   resume: planned, said by "The ministry"
//   "Troops failed to take the town"             take: denied
#pragma once

#include <string>
#include <string_view>

#include "coder/tree.h"

namespace khaldun {

struct StatusReading {
  Status status = Status::occurred;
  bool certain = false;  // a word of the text says so; false: nothing says otherwise
  bool own = false;      // and it stands at the predicate itself: "did not send", "if they send", "plan to send"
  bool modal = false;    // and is no verb that it hangs on: "could send", "if they send", "reportedly sent"
  std::string why;       // "'will' before 'send'"
};

/// Status of the act that `predicate` tells, by tense, modality, negation, condition, report cues and implicative
/// verbs, composed from the predicate up to the root.
StatusReading status_of(const Tree& tree, uint32_t predicate);

/// Whether `word` names what goes on around the act that it hangs on: "following talks", "on the margins".
bool circumstance(const Tree& tree, uint32_t word);
/// Whether it does, or tells it in a clause: "after it imposed a curfew".
bool beside(const Tree& tree, uint32_t word);

/// A reporting source.
struct Attribution {
  uint32_t source = 0;  // head word of the one who reports
  uint32_t cue = 0;     // "said", "according"
};

/// "According" of "according to the army", where `nominal` is the army; -1 behind another preposition. The tags and the
/// tree have it as a verb, an adverb or a fixed preposition.
int according(const Tree& tree, uint32_t nominal);

/// "HRW warned" of "ECOWAS urged talks; HRW warned of war": a clause behind a semicolon is a sentence of its own, and
/// neither tells the other.
[[nodiscard]] bool own_sentence(const Tree& tree, uint32_t w);

/// Whether the act told by `w` is another, which `act` answers: "raid" of "bombed the town in retaliation for a raid".
[[nodiscard]] bool answers(const Tree& tree, uint32_t act, uint32_t w);

/// Who reports the clause of `predicate`: the nearest "X said that", "according to X", ", X said" above it; nothing in
/// the reporter's own voice.
std::optional<Attribution> attribution_of(const Tree& tree, uint32_t predicate);

/// Whoever is reported to say something beside the quotation that `word` stands in, in a sentence that holds one of its
/// ends.
std::optional<Attribution> speaker_of_quote(const Tree& tree, uint32_t word);

/// Who speaks where a quotation runs over sentences: the nearest one reported to say something within three sentences
/// before `word`, -1 where nobody is.
int speaker_before(const Tree& tree, uint32_t word);

/// Words of the reporting source as `said_by` wants them: without determiner, relative clauses and appositions.
std::string source_text(const Tree& tree, uint32_t source);

}  // namespace khaldun
