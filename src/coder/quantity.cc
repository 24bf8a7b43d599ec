#include "coder/quantity.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

#include "base/ascii.h"
#include "coder/clause.h"

namespace khaldun {
namespace {

using Lemmas = std::unordered_set<std::string_view>;
const Lemmas kKill = {"kill", "murder",  "assassinate", "behead", "massacre",
                      "slay", "execute", "die",         "perish", "claim"};
const Lemmas kInjure = {"injure", "wound", "hurt", "hospitalize", "hospitalise", "maim"};
const Lemmas kArrest = {"arrest", "detain", "apprehend", "capture", "imprison", "round"};
const Lemmas kPeople = {"people",   "person",  "man",       "woman",      "child",     "civilian",  "soldier",
                        "officer",  "other",   "policeman", "militant",   "protester", "protestor", "demonstrator",
                        "fighter",  "worker",  "student",   "journalist", "villager",  "resident",  "boy",
                        "girl",     "member",  "rebel",     "victim",     "suspect",   "passenger", "migrant",
                        "prisoner", "hostage", "troops",    "insurgent",  "gunman",    "terrorist", "activist",
                        "police",   "guard",   "personnel", "life",       "death",     "casualty"};

std::optional<int> small_number(std::string_view w) {
  constexpr std::array<std::string_view, 21> kUnits = {
      "zero",     "one",     "two",     "three",     "four",     "five",     "six",
      "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
      "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
  constexpr std::array<std::string_view, 8> kTens = {"twenty", "thirty",  "forty",  "fifty",
                                                     "sixty",  "seventy", "eighty", "ninety"};
  for (size_t i = 0; i < kUnits.size(); ++i) {
    if (w == kUnits[i]) return static_cast<int>(i);
  }
  for (size_t i = 0; i < kTens.size(); ++i) {
    if (w == kTens[i]) return static_cast<int>(i + 2) * 10;
  }
  if (w == "dozen") return 12;
  return std::nullopt;
}

/// Value of one numeral word: "1,200", "five"; nothing for years, ordinals, decimals.
std::optional<int> numeral(const Tree& tree, uint32_t w) {
  const std::string lower = ascii_lower(tree.form(w));
  if (const std::optional<int> word = small_number(lower)) return word;
  long value = 0;
  size_t digits = 0;
  for (char c : lower) {
    if (c >= '0' && c <= '9' && digits < 8) {
      value = value * 10 + (c - '0');
      ++digits;
    } else if (c != ',') {
      return std::nullopt;
    }
  }
  if (digits == 0) return std::nullopt;
  // "twenty - five" is read by its parts in count_of; "2 million" likewise.
  return static_cast<int>(value);
}

/// A numeral with its own parts: "twenty-five", "two hundred", "1.2 million" (nothing).
std::optional<int> whole_numeral(const Tree& tree, uint32_t w) {
  std::optional<int> value = numeral(tree, w);
  if (!value) {
    const std::string& lemma = tree.word(w).lemma;
    if (lemma != "hundred" && lemma != "thousand" && lemma != "million") return std::nullopt;
    const int scale = lemma == "hundred" ? 100 : lemma == "thousand" ? 1000 : 1000000;
    for (uint32_t c : tree.children(w)) {
      if (const std::optional<int> part = numeral(tree, c); part && *part > 0 && *part < 2000) return *part * scale;
    }
    return std::nullopt;
  }
  for (uint32_t c : tree.children(w)) {
    if (!tree.is(c, "compound") && !tree.is(c, "nummod")) continue;
    const std::optional<int> part = numeral(tree, c);
    if (!part) continue;
    if (*part >= 20 && *value < 10)
      value = *part + *value;  // twenty - five
    else if (*value >= 20 && *part < 10)
      value = *part + *value;  // headed by the tens
    else if (*value == 12 && tree.word(w).lemma == "dozen")
      value = *part * 12;
  }
  return value;
}

void keep_largest(std::optional<int>& slot, int value) { slot = std::max(slot.value_or(0), value); }

/// Adds up the people counted in a nominal and its conjuncts: "two soldiers and five civilians" is 7.
std::optional<int> people_in(const Tree& tree, std::span<const uint32_t> nouns) {
  std::optional<int> sum;
  for (uint32_t noun : nouns) {
    if (const std::optional<int> n = count_of(tree, noun)) sum = sum.value_or(0) + *n;
  }
  return sum;
}

bool counted_people(const Tree& tree, uint32_t noun) {
  const Word& w = tree.word(noun);
  if (w.upos == Upos::NUM || w.upos == Upos::PROPN) return true;
  return kPeople.contains(w.lemma) || tree.child(noun, "nummod") >= 0;
}

}  // namespace

std::optional<int> count_of(const Tree& tree, uint32_t noun) {
  const Word& word = tree.word(noun);
  if (word.upos == Upos::NUM) return whole_numeral(tree, noun);
  for (uint32_t c : tree.children(noun)) {
    if (tree.is(c, "nummod")) {
      if (const std::optional<int> n = whole_numeral(tree, c)) return n;
    }
  }
  // "a dozen people": the measure may be the head or a determiner-like word.
  for (uint32_t c : tree.children(noun)) {
    if (tree.word(c).lemma == "dozen" && !tree.has_feature(c, "Number=Plur")) return whole_numeral(tree, c);
  }
  if (word.upos == Upos::PROPN) return 1;
  const bool single =
      tree.has_feature(noun, "Number=Sing") &&
      (word.lemma == "man" || word.lemma == "woman" || word.lemma == "person" || word.lemma == "boy" ||
       word.lemma == "girl" || word.lemma == "child" || word.lemma == "civilian" || word.lemma == "soldier" ||
       word.lemma == "officer" || word.lemma == "student" || word.lemma == "journalist" || word.lemma == "policeman");
  if (single && tree.child(noun, "det") >= 0) return 1;
  return std::nullopt;
}

Toll toll_in(const Tree& tree, uint32_t first, uint32_t last) {
  Toll toll;
  for (uint32_t w = first; w < last; ++w) {
    const Word& word = tree.word(w);
    std::optional<int>* slot = nullptr;
    if (kKill.contains(word.lemma))
      slot = &toll.killed;
    else if (kInjure.contains(word.lemma))
      slot = &toll.injured;
    else if (kArrest.contains(word.lemma))
      slot = &toll.arrested;
    if (slot != nullptr && word.upos == Upos::VERB) {
      const std::optional<Clause> clause = clause_of(tree, w);
      const bool intransitive = word.lemma == "die" || word.lemma == "perish";
      std::vector<uint32_t> people = clause->all(intransitive ? "subj" : "obj");
      std::erase_if(people, [&](uint32_t p) { return !counted_people(tree, p); });
      if (word.lemma == "claim" &&
          std::ranges::none_of(people, [&](uint32_t p) { return tree.word(p).lemma == "life"; }))
        continue;
      if (const std::optional<int> n = people_in(tree, people)) keep_largest(*slot, *n);
      continue;
    }
    // "five dead", "leaving 12 wounded": an adjective beside its number; "12 others injured" parses either way.
    std::optional<int>* said = word.lemma == "dead" ? &toll.killed : word.upos == Upos::ADJ ? slot : nullptr;
    if (said != nullptr) {
      const int subject = surface_subject(tree, w);
      std::optional<int> n;
      if (subject >= 0 && counted_people(tree, static_cast<uint32_t>(subject)))
        n = people_in(tree, tree.conjuncts(static_cast<uint32_t>(subject)));
      if (!n && word.head >= 0 && counted_people(tree, static_cast<uint32_t>(word.head)))
        n = count_of(tree, static_cast<uint32_t>(word.head));
      if (!n) n = count_of(tree, w);
      if (n) keep_largest(*said, *n);
    }
    // "a death toll of 31", "20 deaths"
    if (word.lemma == "death" || word.lemma == "fatality" || word.lemma == "toll" || word.lemma == "injury") {
      std::optional<int>& number = word.lemma == "injury" ? toll.injured : toll.killed;
      std::optional<int> n = word.lemma == "toll" ? std::nullopt : count_of(tree, w);
      if (!n && word.lemma == "toll") {
        const uint32_t verb = word.head >= 0 ? static_cast<uint32_t>(word.head) : w;
        for (uint32_t from : {w, verb}) {
          for (uint32_t c : tree.children(from)) {
            if ((tree.is(c, "nmod") || tree.is(c, "obl")) && tree.word(c).upos == Upos::NUM) n = whole_numeral(tree, c);
          }
        }
      }
      if (n) keep_largest(number, *n);
    }
  }
  return toll;
}

}  // namespace khaldun
