// Judge: weighs what the frames and the network's event head say of a word, and decides type and confidence.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "coder/context.h"
#include "coder/frame.h"

namespace khaldun {

/// The same act told by another word of the sentence ("assassinated as a bomb exploded").
struct Telling {
  Clause clause;
  const Frame* frame = nullptr;  // null where only the head found it
};

/// A word that states an act.
struct Candidate {
  Clause clause;
  FrameMatch match;                  // frame may be null
  const Trigger* trigger = nullptr;  // of the word, or of a word that the frame consumed
  Type type{};
  double confidence = 0;
  bool by_frame = false;  // the frame's type was chosen
  std::vector<Telling> also;
  std::optional<Attribution> by;  // who reports it
};

/// What frame and event head say of one word.
struct Witness {
  Clause clause;
  FrameMatch match;                   // frame may be null
  const Trigger* trigger = nullptr;   // of the word, or of a word that the frame consumed
  std::array<double, kTypes> odds{};  // probability that the word tells an act of a type; each for itself
};

/// Nothing where neither says a word. `trigger_of` has a place for each word of the document.
std::optional<Witness> witness_of(const Tree& tree, const FrameTable& frames, const FillerTest& test,
                                  const std::vector<const Trigger*>& trigger_of, uint32_t word);

/// The acts that one sentence may state, several types of a word where the witnesses disagree; repeats of one act
/// within the sentence joined. Candidates come in the order of their words.
std::vector<Candidate> candidates_in(const Tree& tree, const Sentence& sentence, const FrameTable& frames,
                                     const FillerTest& test, const std::vector<const Trigger*>& trigger_of);

}  // namespace khaldun
