// Record: from a candidate to a full event: roles, status, day, place, tolls, evidence, and why.
#pragma once

#include "coder/casting.h"
#include "coder/judge.h"
#include "coder/roles.h"

namespace khaldun {

/// An event with the things that merging and ordering still need.
struct Draft {
  Event event;
  uint32_t word = 0;                     // the predicate
  std::vector<uint32_t> source, target;  // actors of the reading, as indices
  bool heading = false;                  // told by a headline
  bool again = false;                    // "the attack": a noun that speaks of what was told before
};

/// How long a text is: "brief", "article" or "long".
constexpr std::string_view length_of(const Reading& reading) {
  const size_t sentences = reading.sentences.size();
  return sentences <= 3 ? "brief" : sentences <= 15 ? "article" : "long";
}

/// The actor `id`, one of the targets of `mention`, as a side of an event.
EventActor actor_of(const Tree& tree, const Mention& mention, uint32_t id);

/// What the whole document says, for what a clause leaves open.
struct DocumentContext {
  std::string focus_country;  // most named country of the document, empty where none stands out
  bool explain = false;       // whether Event::why and judged are wanted
};

/// Learnt weights: who plays which part in an act, where and when it takes place, whether it happened; whether it is a
/// record at all, and whether two of them tell one act.
struct Judgement {
  Weights casting, setting, timing, factuality, verdict, merging;
};

Draft record_of(const Tree& tree, const Candidate& candidate, const MentionIndex& index, const Judgement& judgement,
                const DocumentContext& context);

}  // namespace khaldun
