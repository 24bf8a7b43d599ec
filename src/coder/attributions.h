// Attributions: who says, writes, thinks, wants, knows or feels what. The words that say so are in cues.h; here are the
// ways in which source, cue and content stand in a sentence, and quotations that run over sentences.
//
//   "We will leave," the envoy said. "Soon."
//   source [the envoy]  cue [said]  content ["We will leave,"] ["Soon."]
//   He is believed to have left.
//   source none  cue [is believed]  content [He] [to have left]
#pragma once

#include <optional>
#include <vector>

#include "coder/cues.h"
#include "coder/tree.h"

namespace khaldun {

struct AttributionSpans {
  std::optional<Bytes> source;  // with determiner and modifiers; nothing where the sentence names none
  std::optional<Bytes> cue;     // "has said", "according to"; nothing where a quotation stands by itself
  std::vector<Bytes> content;   // in the order of the text, never empty
};

/// Needs words and sentences; with mentions of times it knows "agreed on Monday" from "agreed on a price".
/// In the order of their cues, one without a cue where its content begins.
std::vector<AttributionSpans> attributions_in(const Document& document, const Reading& reading, const Cues& cues);

}  // namespace khaldun
