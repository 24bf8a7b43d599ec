// Coder: turns a parsed and resolved document into event records.
//
//   Result<Coder> coder = Coder::load(lexicon);   // a Pack with frames and ontology
//   coder->code(document, reading);               // fills reading.events
//
// Order: candidates (judge.h) -> a record of each (record.h: its sides by casting.h, its status by context.h and
// factuality.h, its place by setting.h, its day by timing.h) -> whether it is one (verdict.h) -> what it is about
// (matter.h) -> doers told elsewhere (doers.h) -> one record per act in the document (merge.h) -> what is asked for or
// promised (content.h).
#pragma once

#include "coder/matter.h"
#include "coder/ontology.h"
#include "coder/record.h"
#include "coder/relate.h"

namespace khaldun {

/// Immutable once loaded; any number of threads may code with it.
class Coder {
 public:
  /// Errors (kFile): the pack lacks frames or ontology, or they are wrong.
  [[nodiscard]] static Result<Coder> load(const Pack& lexicon);

  /// Adds a user's own frames, which win over the lexicon's. Errors as FrameTable::add.
  [[nodiscard]] Result<void> add_frames(std::string_view text, const std::string& file) {
    return frames_.add(text, file, true);
  }

  /// Fills reading.events, in the order in which the text tells them, and, where `explain`, what each of them was
  /// judged by. Needs words, trees, names, triggers and mentions.
  void code(const Document& document, Reading& reading, bool explain = false) const;
  /// The act between two mentions of a document that has been read; see relate.h.
  [[nodiscard]] std::array<double, kTypes> relate(const Document& document, const Reading& reading,
                                                  const Pair& pair) const;

 private:
  Coder(FrameTable frames, Judgement judgement, Ontology ontology, Matters matters)
      : frames_(std::move(frames)),
        judgement_(std::move(judgement)),
        ontology_(std::move(ontology)),
        matters_(std::move(matters)) {}
  FrameTable frames_;
  Judgement judgement_;
  Ontology ontology_;
  Matters matters_;
};

}  // namespace khaldun
