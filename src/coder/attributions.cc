#include "coder/attributions.h"

#include <algorithm>
#include <array>

#include "coder/clause.h"
#include "coder/context.h"

namespace khaldun {
namespace {

class Finder {
 public:
  explicit Finder(const Tree& tree) : tree_(tree) {}

  std::vector<AttributionSpans> find() {
    const Reading& reading = tree_.reading();
    for (uint32_t w = 0; w < reading.words.size(); ++w) {
      if (tree_.word(w).upos == Upos::VERB && reports(tree_.word(w).lemma))
        by_verb(w);
      else if (tree_.is(w, "obl"))
        by_according(w);
    }
    return std::move(found_);
  }

 private:
  Bytes span(uint32_t first, uint32_t last) const { return {tree_.word(first).span.begin, tree_.word(last).span.end}; }
  Bytes whole(uint32_t w) const {
    const auto [first, last] = tree_.extent(w);
    return span(first, last);
  }

  /// A nominal without the clauses and prepositions that stand outside of it.
  Bytes nominal(uint32_t w) const {
    uint32_t first = w, last = w;
    for (uint32_t c : tree_.children(w)) {
      if (tree_.is(c, "case") || tree_.is(c, "punct") || tree_.is(c, "parataxis") || tree_.is(c, "cop") ||
          tree_.is(c, "nsubj"))
        continue;
      const auto [from, to] = tree_.extent(c);
      first = std::min(first, from);
      last = std::max(last, to);
    }
    return span(first, last);
  }

  /// The extent of `top` without that of `hole`, as one span or two.
  void around(uint32_t top, uint32_t hole, std::vector<Bytes>& out) const {
    const auto [first, last] = tree_.extent(top);
    const auto [from, to] = tree_.extent(hole);
    const auto part = [&](uint32_t a, uint32_t b) {  // [a, b] without the commas at its ends
      while (a < b && tree_.word(a).upos == Upos::PUNCT && tree_.quote(a) == nullptr) ++a;
      while (b > a && tree_.word(b).upos == Upos::PUNCT && tree_.quote(b) == nullptr) --b;
      if (tree_.word(a).upos != Upos::PUNCT || a < b) out.push_back(span(a, b));
    };
    if (first < from) part(first, from - 1);
    if (to < last) part(to + 1, last);
  }

  void by_verb(uint32_t verb) {
    const int subject = surface_subject(tree_, verb);
    if (subject < 0) return;
    AttributionSpans a{nominal(static_cast<uint32_t>(subject)), tree_.word(verb).span, {}};
    const Word& word = tree_.word(verb);
    if (tree_.is(verb, "parataxis") && word.head >= 0) around(static_cast<uint32_t>(word.head), verb, a.content);
    for (uint32_t c : tree_.children(verb)) {
      const bool told = tree_.is(c, "ccomp") || (tree_.is(c, "parataxis") && !tree_.is(verb, "parataxis")) ||
                        (tree_.is(c, "xcomp") && tree_.verbal(c)) || (tree_.is(c, "obj") && tree_.quote(c) != nullptr);
      if (told) a.content.push_back(whole(c));
    }
    if (a.content.empty()) {
      for (uint32_t c : tree_.children(verb)) {
        if (tree_.is(c, "obj")) a.content.push_back(whole(c));
      }
    }
    quotation_after(verb, a.content);
    if (!a.content.empty()) found_.push_back(std::move(a));
  }

  void by_according(uint32_t w) {
    const std::string_view mark = tree_.preposition(w);
    if (mark != "accord" && mark != "according_to" && mark != "accord_to" && mark != "according") return;
    const int cue = tree_.child(w, "case");
    if (cue < 0 || tree_.word(w).head < 0) return;
    AttributionSpans a{nominal(w), whole(static_cast<uint32_t>(cue)), {}};
    around(static_cast<uint32_t>(tree_.word(w).head), w, a.content);
    if (!a.content.empty()) found_.push_back(std::move(a));
  }

  /// Sentences after that of `verb` that stand in quotation marks from end to end go on with what its subject says.
  void quotation_after(uint32_t verb, std::vector<Bytes>& content) const {
    const Reading& reading = tree_.reading();
    for (uint32_t s = tree_.sentence_of(verb) + 1; s < reading.sentences.size(); ++s) {
      const Sentence& next = reading.sentences[s];
      for (uint32_t w = next.first; w < next.last; ++w) {
        if (tree_.quote(w) == nullptr) return;
      }
      content.push_back(next.span);
    }
  }

  const Tree& tree_;
  std::vector<AttributionSpans> found_;
};

}  // namespace

std::vector<AttributionSpans> attributions_in(const Document& document, const Reading& reading) {
  const Tree tree(document, reading);
  std::vector<AttributionSpans> found = Finder(tree).find();
  for (AttributionSpans& a : found) std::ranges::sort(a.content, {}, &Bytes::begin);
  std::ranges::stable_sort(found, {}, [](const AttributionSpans& a) { return a.cue.begin; });
  return found;
}

}  // namespace khaldun
