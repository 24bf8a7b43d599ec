#include "resolve/actor_phrases.h"

#include <algorithm>
#include <array>

#include "base/among.h"
#include "resolve/names.h"

namespace khaldun {

Phrases::Phrases(const Document& document, const Reading& reading) : reading_(reading), text_(document.text) {
  const uint32_t n = size();
  plain_.reserve(document.text.size() + n);
  plain_start_.reserve(n + 1);
  for (uint32_t w = 0; w < n; ++w) {
    plain_start_.push_back(static_cast<uint32_t>(plain_.size()));
    normalise(form(w), plain_);
  }
  plain_start_.push_back(static_cast<uint32_t>(plain_.size()));

  starts_.assign(n + 2, 0);
  for (const Word& w : reading.words) {
    if (w.head >= 0) ++starts_[static_cast<size_t>(w.head) + 2];
  }
  for (size_t i = 2; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  children_.resize(starts_.back());
  for (uint32_t w = 0; w < n; ++w) {
    if (head(w) >= 0) children_[starts_[static_cast<size_t>(head(w)) + 1]++] = w;
  }
  starts_.pop_back();

  sentence_.assign(n, 0);
  for (uint32_t s = 0; s < reading.sentences.size(); ++s) {
    for (uint32_t w = reading.sentences[s].first; w < reading.sentences[s].last; ++w) sentence_[w] = s;
  }
  uint32_t paragraphs = 0, end = 0;
  for (const Sentence& s : reading.sentences) {
    const std::string_view gap = text_.substr(end, s.span.begin - end);
    paragraphs += std::ranges::count(gap, '\n') > 1;
    paragraph_.push_back(paragraphs);
    end = s.span.end;
  }
  name_.assign(n, -1);
  for (size_t i = 0; i < reading.names.size(); ++i) {
    for (uint32_t w = reading.names[i].first; w < reading.names[i].last; ++w) name_[w] = static_cast<int32_t>(i);
  }
  place_.assign(n, -1);
  time_.assign(n, false);
  for (const Mention& m : reading.mentions) {
    for (uint32_t w = m.first; w < m.last; ++w) {
      if (m.kind == Mention::Kind::time) time_[w] = true;
      if (m.kind == Mention::Kind::place && !m.nested && !m.targets.empty())
        place_[w] = static_cast<int32_t>(m.targets.front());
    }
  }
}

bool Phrases::capital(uint32_t w) const {
  const std::string_view f = form(w);
  return !f.empty() && ((f[0] >= 'A' && f[0] <= 'Z') || static_cast<unsigned char>(f[0]) >= 0xC3 || coined(f));
}

bool Phrases::modifies(uint32_t w) const {
  const std::string_view own = word(w).deprel;
  return own == "compound" || own == "amod" || own == "nmod:desc" || own == "flat" || own == "nmod:unmarked" ||
         own == "goeswith" || own == "flat:foreign" || (own == "obl:unmarked" && hyphen(w + 1));  // "Iran-backed"
}

std::string_view Phrases::preposition(uint32_t w) const {
  for (uint32_t c : children(w)) {
    if (is(c, "case") && c < w) return plain(c);
  }
  return {};
}

uint32_t Phrases::head_of(WordSpan span) const {
  for (uint32_t w = span.first; w < span.last; ++w) {
    if (word(w).upos == Upos::PUNCT) continue;
    if (head(w) < 0 || !span.holds(static_cast<uint32_t>(head(w)))) return w;
  }
  return span.first;
}

bool Phrases::subject(uint32_t w) const {
  for (int depth = 0; depth < 8 && is(w, "conj") && head(w) >= 0; ++depth) w = static_cast<uint32_t>(head(w));
  return is(w, "nsubj") || is(w, "csubj") || word(w).deprel == "obl:agent";
}

bool Phrases::plural(uint32_t w) const {
  if (word(w).feats.find("Number=Plur") != std::string_view::npos ||
      word(w).feats.find("Number=Ptan") != std::string_view::npos)
    return true;
  return word(w).feats.find("Number=Sing") == std::string_view::npos && word(w).upos == Upos::NOUN &&
         !plain(w).empty() && plain(w).back() == 's' && plain(w) != word(w).lemma;
}

bool Phrases::definite(uint32_t w) const {
  return std::ranges::any_of(children(w), [&](uint32_t c) {
    const std::string_view p = plain(c);
    return is(c, "det") && (p == "the" || p == "this" || p == "that" || p == "these" || p == "those" || p == "both");
  });
}

bool Phrases::indefinite(uint32_t w) const {
  return number(w) >= 0 || std::ranges::any_of(children(w), [&](uint32_t c) {
           const std::string_view p = plain(c);
           return is(c, "det") && (p == "a" || p == "an" || p == "some" || p == "any" || p == "another" || p == "no");
         });
}

bool Phrases::anybody(uint32_t w) const {
  constexpr std::array<std::string_view, 5> kAnybody = {"anyone", "anybody", "everyone", "everybody", "all"};
  return word(w).upos != Upos::NOUN && among(kAnybody, plain(w)) &&
         std::ranges::none_of(children(w), [&](uint32_t c) { return is(c, "nmod") && preposition(c) == "of"; });
}

int32_t Phrases::number(uint32_t w) const {
  for (uint32_t c : children(w)) {
    if (is(c, "nummod")) return static_cast<int32_t>(c);
  }
  return -1;
}

uint32_t Phrases::clause(uint32_t w) const {
  while (head(w) >= 0) {
    w = static_cast<uint32_t>(head(w));
    if (word(w).upos == Upos::VERB) return w;
  }
  return w;
}

WordSpan Phrases::nominal(uint32_t w) const {
  WordSpan span{w, w + 1};
  const Sentence& own = sentence(w);
  // Leftwards over modifiers, theirs, and possessors that are names; rightwards over the rest of a flat name.
  // "Secretary of State Blinken": of-phrases of a title.
  const auto in_title = [&](uint32_t v) {
    const bool nominal =
        word(v).deprel == "nmod" && head(v) >= 0 && word(static_cast<uint32_t>(head(v))).deprel == "nmod:desc";
    return nominal && preposition(v) == "of";
  };
  const auto belongs = [&](uint32_t v) {
    const bool small = word(v).upos == Upos::DET || is(v, "case");
    if (small && head(v) >= 0 && in_title(static_cast<uint32_t>(head(v)))) v = static_cast<uint32_t>(head(v));
    for (int depth = 0; depth < 8; ++depth) {
      const Upos tag = word(v).upos;
      if (tag == Upos::PRON || tag == Upos::DET || tag == Upos::NUM) return false;
      const bool fits =
          modifies(v) || in_title(v) || (tag == Upos::PUNCT && hyphen(v)) ||
          (is(v, "case") && plain(v) != "of" && head(v) >= 0 && possessor(static_cast<uint32_t>(head(v)))) ||
          (possessor(v) && tag == Upos::PROPN &&
           (place(v) != nullptr || name(v) == nullptr || name(v)->kind != NameKind::PER)) ||
          ((is(v, "conj") || is(v, "cc")) && head(v) >= 0);
      if (!fits || head(v) < 0) return false;
      v = static_cast<uint32_t>(head(v));
      if (v == w) return true;
    }
    return false;
  };
  while (span.first > own.first && belongs(span.first - 1)) --span.first;
  // A conjunct of the head is no part of it, nor is a span that begins with a connective or a sign.
  while (span.first < w &&
         (word(span.first).upos == Upos::PUNCT || word(span.first).upos == Upos::CCONJ || is(span.first, "case")))
    ++span.first;
  const auto follows = [&](uint32_t v) {
    for (int depth = 0; depth < 8; ++depth) {
      const bool fits = is(v, "flat") || (word(v).upos == Upos::PUNCT && hyphen(v)) ||
                        (is(v, "nmod:desc") && v > w && name(v) != nullptr);
      if (!fits || head(v) < 0) return false;
      v = static_cast<uint32_t>(head(v));
      if (v == w) return true;
    }
    return false;
  };
  while (span.last < own.last && follows(span.last)) ++span.last;
  while (span.last > w + 1 && word(span.last - 1).upos == Upos::PUNCT) --span.last;
  return span;
}

}  // namespace khaldun
