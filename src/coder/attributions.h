// Attributions: who says what. Every reporting verb, "according to", and every quotation with its speaker.
//
//   "We will leave," the envoy said. "Soon."
//   source [the envoy]  cue [said]  content ["We will leave,"] ["Soon."]
#pragma once

#include <string>
#include <vector>

#include "coder/tree.h"

namespace khaldun {

struct AttributionSpans {
  Bytes source;                // who reports, with determiner and modifiers
  Bytes cue;                   // "said", "according to"
  std::vector<Bytes> content;  // what is reported, in the order of the text
};

/// In the order of their cues.
std::vector<AttributionSpans> attributions_in(const Document& document, const Reading& reading);

}  // namespace khaldun
