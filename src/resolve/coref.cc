#include "resolve/coref.h"

#include <algorithm>
#include <array>

#include "base/among.h"

namespace khaldun {
namespace {

constexpr uint32_t kFar = 12;    // sentences back for "both leaders", "the group"
constexpr size_t kRecent = 300;  // tellings back that count: an article's, not a book's

/// Whether both hang on one word, as the arguments of a verb do: they are of different actors.
bool share_head(const Phrases& phrases, uint32_t a, uint32_t b) {
  return phrases.head(a) >= 0 && phrases.head(a) == phrases.head(b);
}

}  // namespace

std::optional<PronounKind> pronoun_kind(std::string_view plain) {
  struct Row {
    std::string_view word;
    PronounKind kind;
  };
  constexpr std::array<Row, 16> kPronouns = {{
      {"he", {true, false, Gender::male}},
      {"him", {true, false, Gender::male}},
      {"his", {true, false, Gender::male}},
      {"himself", {true, false, Gender::male}},
      {"she", {true, false, Gender::female}},
      {"her", {true, false, Gender::female}},
      {"hers", {true, false, Gender::female}},
      {"herself", {true, false, Gender::female}},
      {"they", {false, true, Gender::unknown}},
      {"them", {false, true, Gender::unknown}},
      {"their", {false, true, Gender::unknown}},
      {"theirs", {false, true, Gender::unknown}},
      {"themselves", {false, true, Gender::unknown}},
      {"it", {false, false, Gender::unknown}},
      {"its", {false, false, Gender::unknown}},
      {"itself", {false, false, Gender::unknown}},
  }};
  for (const Row& row : kPronouns) {
    if (row.word == plain) return row.kind;
  }
  return std::nullopt;
}

Gender gender_of_word(std::string_view plain) {
  constexpr std::array<std::string_view, 27> kMale = {
      "mr",     "sir",         "king",      "prince", "lord",      "sheikh",      "pope",     "emir",    "sultan",
      "man",    "boy",         "father",    "son",    "brother",   "husband",     "uncle",    "nephew",  "grandfather",
      "priest", "businessman", "spokesman", "gunman", "policeman", "congressman", "salesman", "widower", "ayatollah"};
  constexpr std::array<std::string_view, 24> kFemale = {
      "mrs",   "ms",          "miss",  "queen",  "princess", "lady",        "baroness",      "madam",
      "dame",  "woman",       "girl",  "mother", "wife",     "sister",      "daughter",      "aunt",
      "niece", "grandmother", "widow", "nun",    "actress",  "spokeswoman", "businesswoman", "chairwoman"};
  return among(kMale, plain) ? Gender::male : among(kFemale, plain) ? Gender::female : Gender::unknown;
}

bool first_person(std::string_view plain) {
  constexpr std::array<std::string_view, 8> kFirst = {"we", "us", "our", "ours", "ourselves", "i", "me", "my"};
  return among(kFirst, plain);
}

bool second_person(std::string_view plain) { return plain == "you" || plain == "your" || plain == "yours"; }

int32_t relative_head(const Phrases& phrases, uint32_t w) {
  constexpr std::array<std::string_view, 4> kRelative = {"who", "whom", "whose", "which"};
  const bool that = phrases.plain(w) == "that" && phrases.word(w).feats.find("PronType=Rel") != std::string_view::npos;
  if (!that && !among(kRelative, phrases.plain(w))) return -1;
  int32_t above = phrases.head(w);
  while (above >= 0 && !phrases.is(static_cast<uint32_t>(above), "acl"))
    above = phrases.head(static_cast<uint32_t>(above));
  return above < 0 ? -1 : phrases.head(static_cast<uint32_t>(above));
}

void History::tell(Told told) {
  std::vector<uint32_t>& words = words_[told.targets];
  words.insert(std::ranges::upper_bound(words, told.word), told.word);
  const auto after = std::ranges::upper_bound(told_, told.word, {}, &Told::word);
  told_.insert(after, std::move(told));
}

void History::gender(uint32_t actor, Gender gender) {
  if (gender == Gender::unknown) return;
  if (genders_.size() <= actor) genders_.resize(actor + 1, Gender::unknown);
  if (genders_[actor] == Gender::unknown) genders_[actor] = gender;
}

Gender History::gender_of(const Told& told) const {
  const bool one = told.targets.size() == 1 && told.targets[0] < genders_.size();
  return one ? genders_[told.targets[0]] : Gender::unknown;
}

std::span<const Told> History::at(uint32_t w) const {
  return {std::ranges::lower_bound(told_, w, {}, &Told::word), std::ranges::upper_bound(told_, w, {}, &Told::word)};
}

size_t History::times(const Told& told, uint32_t w) const {
  const auto known = words_.find(told.targets);
  if (known == words_.end()) return 0;
  return static_cast<size_t>(std::ranges::lower_bound(known->second, w) - known->second.begin());
}

std::span<const Told> History::recent(uint32_t w) const {
  const std::span<const Told> past = before(w);
  return past.last(std::min(past.size(), kRecent));
}

std::span<const Told> History::before(uint32_t w) const {
  return {told_.begin(), std::ranges::lower_bound(told_, w, {}, &Told::word)};
}

bool History::near(const Told& told, uint32_t w, uint32_t sentences) const {
  return phrases_.sentence_number(told.word) + sentences >= phrases_.sentence_number(w);
}

std::vector<const Told*> History::two_before(uint32_t w) const {
  const Told* latter = nullptr;
  const std::span<const Told> past = before(w);
  for (auto told = past.rbegin(); told != past.rend() && near(*told, w, 1); ++told) {
    if (told->modifier || told->joined || told->targets.size() != 1 || share_head(phrases_, told->word, w)) continue;
    if (latter == nullptr)
      latter = &*told;
    else if (told->targets != latter->targets)
      return {&*told, latter};
  }
  return {};
}

const Told* History::person(uint32_t w) const {
  const std::span<const Told> past = before(w);
  for (auto told = past.rbegin(); told != past.rend() && near(*told, w, kFar); ++told) {
    if (told->person && !told->plural) return &*told;
  }
  return nullptr;
}

const Told* History::state(uint32_t w) const {
  const std::span<const Told> past = before(w);
  for (auto told = past.rbegin(); told != past.rend() && near(*told, w, kFar); ++told) {
    if (!told->state || told->targets.size() != 1) continue;
    if (!share_head(phrases_, told->word, w)) return &*told;  // not of "Iran's attacks on the country"
  }
  return nullptr;
}

const Told* History::subject_of_sentence(uint32_t w) const {
  const std::span<const Told> past = before(w);
  for (auto told = past.rbegin(); told != past.rend() && near(*told, w, 0); ++told) {
    if (told->subject && !told->targets.empty()) return &*told;
  }
  return nullptr;
}

const Told* History::organisation(uint32_t w, const std::function<bool(const Told&)>& fits) const {
  const std::span<const Told> past = before(w);
  for (auto told = past.rbegin(); told != past.rend() && near(*told, w, kFar); ++told) {
    if (!told->person && !told->state && told->targets.size() == 1 && fits(*told)) return &*told;
  }
  return nullptr;
}

std::vector<uint32_t> History::last_two(uint32_t w, bool persons, bool groups) const {
  const std::span<const Told> past = recent(w);
  // The two most told of so far; of those told as often the later; rather two that were told together. Arguments of
  // one verb are different: in "Washington urged both sides" Washington is neither.
  struct Candidate {
    uint32_t target, first, last;  // words that told it first and last
    int times;
  };
  std::vector<Candidate> candidates;
  for (const Told& told : past) {
    const bool fits = persons ? told.person && !told.plural : told.state || (groups && !told.person && !told.plural);
    if (!fits) continue;
    for (uint32_t target : told.targets) {
      const auto known = std::ranges::find(candidates, target, &Candidate::target);
      if (known == candidates.end()) {
        candidates.push_back({target, told.word, told.word, 1});
      } else {
        known->last = told.word;
        ++known->times;
      }
    }
  }
  for (const Told& told : past) {
    if (!share_head(phrases_, told.word, w)) continue;
    std::erase_if(candidates, [&](const Candidate& c) { return among(told.targets, c.target); });
  }
  if (candidates.size() < 2) return {};
  std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
    return a.times != b.times ? a.times > b.times : a.last > b.last;
  });
  constexpr int kTogether = 2;  // tellings that a coordination is worth
  Candidate one = candidates[0], other = candidates[1];
  int most = one.times + other.times;
  for (const Told& told : past) {
    if (told.targets.size() != 2) continue;
    const auto a = std::ranges::find(candidates, told.targets[0], &Candidate::target);
    const auto b = std::ranges::find(candidates, told.targets[1], &Candidate::target);
    if (a == candidates.end() || b == candidates.end() || a->times + b->times + kTogether < most) continue;
    most = a->times + b->times + kTogether;
    one = *a;
    other = *b;
  }
  if (other.first < one.first) std::swap(one, other);
  return {one.target, other.target};
}

}  // namespace khaldun
