// Tree: the dependency trees of a document with the children of each word at hand, and small questions about them.
//
//   Tree tree(document, reading);
//   for (uint32_t child : tree.children(verb)) if (tree.is(child, "nsubj")) ...
#pragma once

#include <algorithm>
#include <forward_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "types/quotes.h"

namespace khaldun {

/// A view: the document and the reading must outlive it. Built once a document, in linear time.
class Tree {
 public:
  Tree(const Document& document, const Reading& reading);
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  [[nodiscard]] const Reading& reading() const { return reading_; }
  [[nodiscard]] const Word& word(uint32_t w) const { return reading_.words[w]; }
  [[nodiscard]] std::string_view form(uint32_t w) const { return word(w).span.of(text_); }
  [[nodiscard]] std::string_view text(Bytes span) const { return span.of(text_); }
  [[nodiscard]] Bytes span(const Mention& m) const { return {word(m.first).span.begin, word(m.last - 1).span.end}; }
  [[nodiscard]] std::span<const uint32_t> children(uint32_t w) const {
    return std::span(children_).subspan(starts_[w], starts_[w + 1] - starts_[w]);
  }
  [[nodiscard]] uint32_t sentence_of(uint32_t w) const { return sentence_[w]; }

  // Asked of every word many times, with a relation that is written in the program: here compilers see its letters.

  /// Whether the relation of `w` to its head is `relation` or one of its subtypes: is(w, "nsubj") holds for nsubj:pass.
  [[nodiscard]] bool is(uint32_t w, std::string_view relation) const {
    const std::string_view own = word(w).deprel;
    return own.starts_with(relation) && (own.size() == relation.size() || own[relation.size()] == ':');
  }
  [[nodiscard]] bool has_feature(uint32_t w, std::string_view feature) const;  // "Tense=Past"
  /// The first child with `relation` (or a subtype), -1 where none.
  [[nodiscard]] int child(uint32_t w, std::string_view relation) const {
    for (const uint32_t c : children(w)) {
      if (is(c, relation)) return static_cast<int>(c);
    }
    return -1;
  }
  [[nodiscard]] bool has_child_lemma(uint32_t w, std::string_view relation, std::string_view lemma) const {
    return std::ranges::any_of(children(w), [&](uint32_t c) { return is(c, relation) && word(c).lemma == lemma; });
  }
  /// The preposition of a nominal, with its fixed parts: "because_of"; empty where none.
  [[nodiscard]] std::string_view preposition(uint32_t w) const { return prepositions_[w]; }
  /// `w` and the words coordinated with it.
  [[nodiscard]] std::span<const uint32_t> conjuncts(uint32_t w) const {
    return std::span(conjuncts_).subspan(conjunct_starts_[w], conjunct_starts_[w + 1] - conjunct_starts_[w]);
  }
  /// First and last word of the subtree of `w`, both inclusive.
  [[nodiscard]] std::pair<uint32_t, uint32_t> extent(uint32_t w) const;
  [[nodiscard]] bool verbal(uint32_t w) const { return word(w).upos == Upos::VERB || word(w).upos == Upos::AUX; }
  [[nodiscard]] bool nominal(uint32_t w) const {
    return word(w).upos == Upos::NOUN || word(w).upos == Upos::PROPN || word(w).upos == Upos::PRON ||
           word(w).upos == Upos::NUM;
  }
  [[nodiscard]] bool passive(uint32_t verb) const;
  /// Whether `ancestor` stands on the way from `w` to the root.
  [[nodiscard]] bool under(uint32_t w, uint32_t ancestor) const;
  /// The quotation that `w` stands in, nullptr where none.
  [[nodiscard]] const Quote* quote(uint32_t w) const;

 private:
  /// "because_of" for the word of "because" in it.
  [[nodiscard]] std::string_view with_fixed_parts(uint32_t mark);
  const Reading& reading_;
  std::string_view text_;
  std::vector<std::string_view> prepositions_;  // by word: a lemma, or one of compounds_
  std::forward_list<std::string> compounds_;    // "because_of"
  std::vector<uint32_t> conjunct_starts_, conjuncts_;
  std::vector<uint32_t> starts_, children_, sentence_;
  std::vector<Quote> quotes_;
};

}  // namespace khaldun
