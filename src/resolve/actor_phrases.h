// Phrases: what the actor desk asks of one document. Trees, plain words and the marks of the desks before it.
//
//   Phrases phrases(document, reading);
//   phrases.plain(w)       "russian" for "Russian", "" for signs
//   phrases.nominal(w)     words [first, last) of the noun phrase around its head: "angry young protesters", no
//   article, no number
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "khaldun/document.h"
#include "khaldun/reading.h"

namespace khaldun {

struct WordSpan {
  uint32_t first = 0, last = 0;
  [[nodiscard]] bool holds(uint32_t w) const { return first <= w && w < last; }
};

/// A view: document and reading must outlive it, and words, names, places and their mentions must not change. Linear
/// time to build.
class Phrases {
 public:
  Phrases(const Document& document, const Reading& reading);

  [[nodiscard]] uint32_t size() const { return static_cast<uint32_t>(reading_.words.size()); }
  [[nodiscard]] const Word& word(uint32_t w) const { return reading_.words[w]; }
  [[nodiscard]] std::string_view form(uint32_t w) const { return word(w).span.of(text_); }
  [[nodiscard]] std::string_view plain(uint32_t w) const {
    return std::string_view(plain_).substr(plain_start_[w], plain_start_[w + 1] - plain_start_[w]);
  }
  [[nodiscard]] std::string_view text(WordSpan span) const {
    return Bytes{word(span.first).span.begin, word(span.last - 1).span.end}.of(text_);
  }
  [[nodiscard]] std::span<const uint32_t> children(uint32_t w) const {
    return std::span(children_).subspan(starts_[w], starts_[w + 1] - starts_[w]);
  }
  [[nodiscard]] const Sentence& sentence(uint32_t w) const { return reading_.sentences[sentence_[w]]; }
  [[nodiscard]] uint32_t sentence_number(uint32_t w) const { return sentence_[w]; }
  /// Paragraphs are parted by an empty line.
  [[nodiscard]] uint32_t paragraph_number(uint32_t w) const { return paragraph_[sentence_[w]]; }
  [[nodiscard]] bool noun(uint32_t w) const { return word(w).upos == Upos::NOUN || word(w).upos == Upos::PROPN; }
  [[nodiscard]] bool capital(uint32_t w) const;  // begins with a capital letter, or has one inside ("xAI")
  [[nodiscard]] bool hyphen(uint32_t w) const {
    const std::string_view f = form(w);
    return f == "-" || f == "–" || f == "‐" || f == "‑";
  }
  /// "government" of "anti-government protesters": whom they are against.
  [[nodiscard]] bool opposed(uint32_t w) const { return w >= 2 && hyphen(w - 1) && plain(w - 2) == "anti"; }

  /// "Albanians" of "ethnic Albanians", who may live in any state.
  [[nodiscard]] bool ethnic(uint32_t w) const { return w > 0 && plain(w - 1) == "ethnic"; }

  /// Whether the relation of `w` is `relation` or a subtype of it.
  [[nodiscard]] bool is(uint32_t w, std::string_view relation) const {
    const std::string_view own = word(w).deprel;
    return own.starts_with(relation) && (own.size() == relation.size() || own[relation.size()] == ':');
  }
  /// Whether `w` stands before its head as a part of its name or as its modifier: compound, amod, title, part of a flat
  /// name.
  [[nodiscard]] bool modifies(uint32_t w) const;
  [[nodiscard]] bool possessor(uint32_t w) const { return word(w).deprel == "nmod:poss"; }
  /// The plain preposition of a nominal, empty where none: "in". A possessive 's is none.
  [[nodiscard]] std::string_view preposition(uint32_t w) const;
  [[nodiscard]] int32_t head(uint32_t w) const { return word(w).head; }
  /// The word of [first, last) whose head lies outside; the first such.
  [[nodiscard]] uint32_t head_of(WordSpan span) const;
  [[nodiscard]] bool subject(uint32_t w) const;  // of any clause, also coordinated with one, or an agent "by …"
  [[nodiscard]] bool plural(uint32_t w) const;
  [[nodiscard]] bool definite(uint32_t w) const;    // "the", "this", "that", "these", "those"
  [[nodiscard]] bool indefinite(uint32_t w) const;  // "a", "an", "some", "any", "another", or a number
  [[nodiscard]] bool anybody(uint32_t w) const;     // "anyone", "everybody", "all" without "of them"
  /// The word that counts `w`, -1 where none.
  [[nodiscard]] int32_t number(uint32_t w) const;
  /// The nearest verb or root above `w`.
  [[nodiscard]] uint32_t clause(uint32_t w) const;
  [[nodiscard]] WordSpan nominal(uint32_t w) const;

  [[nodiscard]] const Name* name(uint32_t w) const {
    return name_[w] < 0 ? nullptr : &reading_.names[static_cast<size_t>(name_[w])];
  }
  [[nodiscard]] const Place* place(uint32_t w) const {
    return place_[w] < 0 ? nullptr : &reading_.places[static_cast<size_t>(place_[w])];
  }
  [[nodiscard]] bool in_time(uint32_t w) const { return time_[w]; }

 private:
  const Reading& reading_;
  std::string_view text_;
  std::string plain_;
  std::vector<uint32_t> plain_start_, starts_, children_, sentence_, paragraph_;
  std::vector<int32_t> name_, place_;
  std::vector<bool> time_;
};

}  // namespace khaldun
