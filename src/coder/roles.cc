#include "coder/roles.h"

#include <algorithm>

#include "base/among.h"

namespace khaldun {

MentionIndex::MentionIndex(const Tree& tree) : tree_(tree) {
  const Reading& reading = tree.reading();
  actor_.assign(reading.words.size(), -1);
  place_.assign(reading.words.size(), -1);
  for (size_t i = 0; i < reading.mentions.size(); ++i) {
    const Mention& m = reading.mentions[i];
    if (m.kind == Mention::Kind::time) {
      times_.push_back(&m);
      continue;
    }
    if (m.targets.empty()) continue;
    if (m.kind == Mention::Kind::place && !m.nested) places_.push_back(&m);
    std::vector<int32_t>& index = m.kind == Mention::Kind::actor ? actor_ : place_;
    index[m.head] = static_cast<int32_t>(i);
  }
  for (uint32_t p = 0; p < reading.places.size(); ++p) {
    if (reading.places[p].kind == Place::Kind::country) states_[reading.places[p].country].push_back(p);
  }
  // A word inside a mention finds it too, unless it heads one of its own ("Russian" in "Russian minister").
  for (size_t i = 0; i < reading.mentions.size(); ++i) {
    const Mention& m = reading.mentions[i];
    if (m.kind == Mention::Kind::time || m.targets.empty()) continue;
    std::vector<int32_t>& index = m.kind == Mention::Kind::actor ? actor_ : place_;
    for (uint32_t w = m.first; w < m.last; ++w) {
      if (index[w] < 0) index[w] = static_cast<int32_t>(i);
    }
  }
}

std::span<const Mention* const> MentionIndex::near(const std::vector<const Mention*>& mentions,
                                                   uint32_t sentence) const {
  const std::vector<Sentence>& sentences = tree_.reading().sentences;
  const auto first = [](const Mention* m) { return m->first; };
  const auto begin = std::ranges::lower_bound(mentions, sentences[sentence == 0 ? 0 : sentence - 1].first, {}, first);
  return {begin, std::ranges::lower_bound(begin, mentions.end(), sentences[sentence].last, {}, first)};
}

std::span<const Mention* const> MentionIndex::places_until(uint32_t sentence) const {
  const auto first = [](const Mention* m) { return m->first; };
  return {places_.begin(), std::ranges::lower_bound(places_, tree_.reading().sentences[sentence].last, {}, first)};
}

std::span<const uint32_t> MentionIndex::states(std::string_view country) const {
  const auto known = states_.find(country);
  return known == states_.end() ? std::span<const uint32_t>() : known->second;
}

std::string_view MentionIndex::state_name(std::string_view country) const {
  const std::span<const uint32_t> places = states(country);
  return places.empty() ? std::string_view() : tree_.reading().places[places.front()].name;
}

const Mention* MentionIndex::actor_at(uint32_t word) const {
  return actor_[word] < 0 ? nullptr : &tree_.reading().mentions[static_cast<size_t>(actor_[word])];
}

const Mention* MentionIndex::place_at(uint32_t word) const {
  return place_[word] < 0 ? nullptr : &tree_.reading().mentions[static_cast<size_t>(place_[word])];
}

std::vector<const Mention*> MentionIndex::actors_of(uint32_t word, int depth) const {
  if (const Mention* own = actor_at(word)) return {own};
  std::vector<const Mention*> found;
  if (depth == 0) return found;
  // "dozens of protesters", "two of the gunmen": the part stands for the whole; then possessors, modifiers, places.
  constexpr std::string_view kRelations[] = {"of", "nmod:poss", "mod", "appos", "in"};
  for (std::string_view relation : kRelations) {
    for (uint32_t c : tree_.children(word)) {
      bool fits = false;
      if (relation == "nmod:poss")
        fits = tree_.word(c).deprel == "nmod:poss";
      else if (relation == "mod")
        fits = tree_.is(c, "amod") || tree_.is(c, "compound") || tree_.word(c).deprel == "nmod:unmarked" ||
               tree_.word(c).deprel == "nmod:desc";
      else if (relation == "appos")
        fits = tree_.is(c, "appos") || tree_.is(c, "flat");
      else if (tree_.is(c, "nmod") && tree_.word(c).deprel != "nmod:poss") {
        const std::string_view mark = tree_.preposition(c);
        fits = relation == "of" ? mark == "of" : mark == "in" || mark == "from" || mark == "at" || mark == "near";
      }
      if (!fits) continue;
      for (const Mention* m : actors_of(c, depth - 1)) {
        if (!among(found, m)) found.push_back(m);
      }
    }
    if (!found.empty()) return found;
  }
  return found;
}

}  // namespace khaldun
