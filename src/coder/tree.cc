#include "coder/tree.h"

#include <algorithm>

namespace khaldun {

Tree::Tree(const Document& document, const Reading& reading)
    : reading_(reading), text_(document.text), quotes_(quotes_in(document, reading)) {
  const size_t n = reading.words.size();
  starts_.assign(n + 1, 0);
  for (const Word& word : reading.words) {
    if (word.head >= 0) ++starts_[static_cast<size_t>(word.head) + 1];
  }
  for (size_t i = 0; i < n; ++i) starts_[i + 1] += starts_[i];
  children_.resize(starts_[n]);
  std::vector<uint32_t> next(starts_.begin(), starts_.end() - 1);
  for (uint32_t i = 0; i < n; ++i) {
    if (reading.words[i].head >= 0) children_[next[static_cast<size_t>(reading.words[i].head)]++] = i;
  }
  sentence_.resize(n);
  for (uint32_t s = 0; s < reading.sentences.size(); ++s) {
    for (uint32_t w = reading.sentences[s].first; w < reading.sentences[s].last; ++w) sentence_[w] = s;
  }
  prepositions_.resize(n);
  conjunct_starts_.reserve(n + 1);
  conjuncts_.reserve(n + n / 4);
  for (uint32_t w = 0; w < n; ++w) {
    if (const int mark = child(w, "case"); mark >= 0) prepositions_[w] = with_fixed_parts(static_cast<uint32_t>(mark));
    const size_t start = conjuncts_.size();
    conjunct_starts_.push_back(static_cast<uint32_t>(start));
    conjuncts_.push_back(w);
    for (size_t i = start; i < conjuncts_.size(); ++i) {
      for (const uint32_t c : children(conjuncts_[i])) {
        if (is(c, "conj")) conjuncts_.push_back(c);
      }
    }
  }
  conjunct_starts_.push_back(static_cast<uint32_t>(conjuncts_.size()));
}

std::string_view Tree::with_fixed_parts(uint32_t mark) {
  if (child(mark, "fixed") < 0) return word(mark).lemma;
  std::string& name = compounds_.emplace_front(word(mark).lemma);
  for (const uint32_t part : children(mark)) {
    if (is(part, "fixed")) name += "_" + word(part).lemma;
  }
  return name;
}

bool Tree::has_feature(uint32_t w, std::string_view feature) const {
  const std::string_view feats = word(w).feats;
  for (size_t at = feats.find(feature); at != std::string_view::npos; at = feats.find(feature, at + 1)) {
    const size_t end = at + feature.size();
    if ((at == 0 || feats[at - 1] == '|') && (end == feats.size() || feats[end] == '|')) return true;
  }
  return false;
}

std::pair<uint32_t, uint32_t> Tree::extent(uint32_t w) const {
  std::pair<uint32_t, uint32_t> all = {w, w};
  std::vector<uint32_t> open = {w};
  while (!open.empty()) {
    const uint32_t at = open.back();
    open.pop_back();
    all = {std::min(all.first, at), std::max(all.second, at)};
    for (uint32_t c : children(at)) open.push_back(c);
  }
  return all;
}

bool Tree::passive(uint32_t verb) const {
  if (child(verb, "nsubj:pass") >= 0 || child(verb, "aux:pass") >= 0) return true;
  return has_feature(verb, "Voice=Pass") || (word(verb).deprel == "acl" && has_feature(verb, "Tense=Past"));
}

const Quote* Tree::quote(uint32_t w) const {
  const auto after = std::ranges::upper_bound(quotes_, w, {}, &Quote::first);
  if (after == quotes_.begin() || std::prev(after)->last <= w) return nullptr;
  return &*std::prev(after);
}

bool Tree::under(uint32_t w, uint32_t ancestor) const {
  for (int32_t at = static_cast<int32_t>(w); at >= 0; at = word(static_cast<uint32_t>(at)).head) {
    if (at == static_cast<int32_t>(ancestor)) return true;
  }
  return false;
}

}  // namespace khaldun
