#include "coder/quantity.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/among.h"
#include "base/ascii.h"
#include "coder/clause.h"
#include "coder/context.h"

namespace khaldun {
namespace {

using Lemmas = std::unordered_set<std::string_view>;
const Lemmas kKill = {"kill", "murder",  "assassinate", "behead", "massacre", "slay",
                      "hang", "execute", "lynch",       "die",    "perish",   "claim"};
const Lemmas kToDeath = {"batter", "beat",  "bludgeon", "burn", "choke", "club",   "crush",
                         "hack",   "knife", "put",      "stab", "stone", "trample"};  // and whoever it is dies of it
const Lemmas kInjure = {"injure", "wound", "hurt", "hospitalize", "hospitalise", "maim"};
const Lemmas kArrest = {"arrest", "detain", "apprehend", "capture", "imprison", "jail", "round", "seize"};
const Lemmas kTollNouns = {"death", "fatality", "toll", "injury"};
const Lemmas kPeople = {"activist",   "attacker",  "boy",         "bystander",    "candidate", "casualty",  "child",
                        "civilian",   "commander", "death",       "demonstrator", "doctor",    "driver",    "employee",
                        "farmer",     "fighter",   "girl",        "guard",        "gunman",    "hostage",   "insurgent",
                        "journalist", "judge",     "lawyer",      "leader",       "life",      "man",       "mayor",
                        "medic",      "member",    "migrant",     "militant",     "nurse",     "officer",   "official",
                        "other",      "passenger", "peacekeeper", "people",       "person",    "personnel", "pilot",
                        "police",     "policeman", "policewoman", "politician",   "priest",    "prisoner",  "protester",
                        "protestor",  "rebel",     "refugee",     "reporter",     "resident",  "sailor",    "settler",
                        "soldier",    "student",   "suspect",     "teacher",      "terrorist", "tourist",   "troops",
                        "victim",     "villager",  "woman",       "worker"};
const Lemmas kMany = {"people", "personnel", "police", "troops"};  // also where their number is a singular

/// Value of one word below a hundred, or of digits: "1,200", "five"; nothing for ordinals, decimals.
std::optional<int> plain_number(std::string_view word) {
  constexpr std::array<std::string_view, 20> kUnits = {
      "zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
      "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
  constexpr std::array<std::string_view, 8> kTens = {"twenty", "thirty",  "forty",  "fifty",
                                                     "sixty",  "seventy", "eighty", "ninety"};
  for (size_t i = 0; i < kUnits.size(); ++i) {
    if (word == kUnits[i]) return static_cast<int>(i);
  }
  for (size_t i = 0; i < kTens.size(); ++i) {
    if (word == kTens[i]) return static_cast<int>(i + 2) * 10;
  }
  int value = 0;
  size_t digits = 0;
  for (char c : word) {
    if (c >= '0' && c <= '9' && digits < 8) {
      value = value * 10 + (c - '0');
      ++digits;
    } else if (c != ',') {
      return std::nullopt;
    }
  }
  return digits == 0 ? std::nullopt : std::optional(value);
}

/// By how much a word multiplies the number before it; 0 where it does not. "Hundreds" tell no number.
int scale_of(std::string_view word) {
  if (word == "dozen") return 12;
  if (word == "hundred") return 100;
  if (word == "thousand") return 1000;
  return word == "million" ? 1'000'000 : 0;
}

/// The words of a numeral: of "one hundred and twenty rebels" one, hundred, twenty. Not the second of "two or three".
void words_of_numeral(const Tree& tree, uint32_t w, std::vector<uint32_t>& words) {
  words.push_back(w);
  for (uint32_t c : tree.children(w)) {
    const bool adds = tree.is(c, "conj") && tree.has_child_lemma(c, "cc", "and");
    if (tree.word(c).upos == Upos::NUM &&
        (adds || tree.is(c, "compound") || tree.is(c, "nummod") || tree.is(c, "flat")))
      words_of_numeral(tree, c, words);
  }
}

/// The number that a numeral tells: "twenty-five", "two hundred", "a hundred and five"; nothing where it is vague
/// ("a few hundred"), broken ("1.2 million") or more than any toll.
std::optional<int> whole_numeral(const Tree& tree, uint32_t w) {
  constexpr long kMost = 100'000'000;
  constexpr std::array<std::string_view, 4> kVague = {"few", "several", "many", "couple"};
  std::vector<uint32_t> words;
  words_of_numeral(tree, w, words);
  std::ranges::sort(words);
  if (words.front() > 0 && among(kVague, tree.word(words.front() - 1).lemma)) return std::nullopt;
  long sum = 0, part = 0;  // "three thousand" and "two hundred"
  for (uint32_t n : words) {
    const std::string form = ascii_lower(tree.form(n));
    if (const int scale = scale_of(form); scale > 0) {
      part = std::max(part, 1L) * scale;
      if (scale >= 1000) sum += std::exchange(part, 0);
    } else if (const std::optional<int> number = plain_number(form)) {
      const bool fits = part % 100 == 0 || (part % 100 >= 20 && part % 10 == 0 && *number < 10);
      if (fits) part += *number;
    } else {
      return std::nullopt;
    }
    if (sum + part > kMost) return std::nullopt;
  }
  return static_cast<int>(sum + part);
}

void keep_largest(std::optional<int>& slot, int value) { slot = std::max(slot.value_or(0), value); }

/// "two children among them", "including two children", and the nurse of "including two children and a nurse", which
/// trees may hang on those counted `first`.
bool part_of_others(const Tree& tree, uint32_t first, uint32_t noun) {
  if (tree.preposition(noun) == "include") return true;
  for (uint32_t w = noun; w > first && tree.form(w) != ","; --w) {
    if (tree.is(w, "case") && tree.word(w).lemma == "include") return true;
  }
  return std::ranges::any_of(tree.children(noun), [&](uint32_t c) {
    return tree.word(c).upos == Upos::PRON && (tree.preposition(c) == "among" || tree.preposition(c) == "of");
  });
}

/// Adds up the people counted in a nominal and its conjuncts: "two soldiers and five civilians" is 7.
std::optional<int> people_in(const Tree& tree, std::span<const uint32_t> nouns) {
  std::optional<int> sum;
  for (uint32_t noun : nouns) {
    if (sum && part_of_others(tree, nouns.front(), noun)) continue;
    if (const std::optional<int> n = count_of(tree, noun)) sum = sum.value_or(0) + *n;
  }
  return sum;
}

bool counted_people(const Tree& tree, uint32_t noun) {
  const Word& w = tree.word(noun);
  if (w.upos == Upos::NUM || w.upos == Upos::PROPN) return true;
  return kPeople.contains(w.lemma) || tree.child(noun, "nummod") >= 0;
}

bool ends_in(const Tree& tree, uint32_t verb, std::string_view link, std::string_view noun) {
  return std::ranges::any_of(tree.children(verb), [&](uint32_t c) {
    return tree.is(c, "obl") && tree.word(c).lemma == noun && tree.preposition(c) == link;
  });
}

/// What a word counts: "killed", "mowed down", "beat to death"; "wounded"; "arrested", "took into custody". Null: nothing.
std::optional<int>* slot_of(const Tree& tree, uint32_t w, Toll& toll) {
  const std::string_view lemma = tree.word(w).lemma;
  const bool down = (lemma == "gun" || lemma == "mow") && tree.has_child_lemma(w, "compound:prt", "down");
  if (kKill.contains(lemma) || down || (kToDeath.contains(lemma) && ends_in(tree, w, "to", "death")))
    return &toll.killed;
  if (kInjure.contains(lemma)) return &toll.injured;
  if (kArrest.contains(lemma) || (lemma == "take" && ends_in(tree, w, "into", "custody"))) return &toll.arrested;
  return nullptr;
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
  if (word.upos == Upos::PROPN && !tree.has_feature(noun, "Number=Plur")) return 1;  // "dozens of Kenyans" are more
  const bool single =
      tree.has_feature(noun, "Number=Sing") && kPeople.contains(word.lemma) && !kMany.contains(word.lemma);
  if (single && tree.child(noun, "det") >= 0) return 1;
  return std::nullopt;
}

Toll toll_of(const Tree& tree, uint32_t act, bool of_itself) {
  const Sentence& sentence = tree.reading().sentences[tree.sentence_of(act)];
  const auto other = [&](uint32_t w) {
    for (int32_t at = static_cast<int32_t>(w); at >= 0; at = tree.word(static_cast<uint32_t>(at)).head) {
      const auto top = static_cast<uint32_t>(at);
      if (beside(tree, top) && !tree.under(act, top)) return true;
    }
    return false;
  };
  // "Police shot dead three", not "the riots left three dead".
  const auto by_another = [&](uint32_t w) {
    auto at = static_cast<int32_t>(w);
    while (at >= 0 && !tree.verbal(static_cast<uint32_t>(at))) at = tree.word(static_cast<uint32_t>(at)).head;
    if (at < 0 || tree.passive(static_cast<uint32_t>(at))) return false;
    const std::string& verb = tree.word(static_cast<uint32_t>(at)).lemma;
    const int doer = surface_subject(tree, static_cast<uint32_t>(at));
    const bool own = doer >= 0 && (tree.under(act, static_cast<uint32_t>(doer)) || doer == surface_subject(tree, act));
    return doer >= 0 && !own && verb != "die" && verb != "perish";
  };
  Toll toll;
  for (uint32_t w = sentence.first; w < sentence.last; ++w) {
    const Word& word = tree.word(w);
    std::optional<int>* slot = slot_of(tree, w, toll);
    const bool noun = kTollNouns.contains(word.lemma);
    if ((slot == nullptr && word.lemma != "dead" && !noun) || other(w) || answers(tree, act, w)) continue;
    if (of_itself && by_another(w)) continue;
    if (slot != nullptr && word.upos == Upos::VERB) {
      const std::optional<Clause> clause = clause_of(tree, w);
      const bool intransitive = word.lemma == "die" || word.lemma == "perish";
      std::vector<uint32_t> people = clause->all(intransitive ? "subj" : "obj");
      if (intransitive && people.empty()) people = clause->all("obj");  // trees take who died for one acted on, too
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
      if (!n && word.head >= 0 && tree.word(static_cast<uint32_t>(word.head)).lemma == "leave") {  // "leaving 27 dead"
        const int left = tree.child(static_cast<uint32_t>(word.head), "obj");
        if (left >= 0 && counted_people(tree, static_cast<uint32_t>(left)))
          n = people_in(tree, tree.conjuncts(static_cast<uint32_t>(left)));
      }
      if (n) keep_largest(*said, *n);
    }
    // "a death toll of 31", "20 deaths"
    if (noun) {
      std::optional<int>& number = word.lemma == "injury" ? toll.injured : toll.killed;
      std::optional<int> n = word.lemma == "toll" ? std::nullopt : count_of(tree, w);
      if (!n && word.lemma == "toll") {
        const uint32_t verb = word.head >= 0 ? static_cast<uint32_t>(word.head) : w;
        // "Of 31", "rose to 31", not "in 2019" or "from 12".
        constexpr std::array<std::string_view, 6> kUpTo = {"", "of", "to", "at", "above", "past"};
        for (uint32_t from : {w, verb}) {
          for (uint32_t c : tree.children(from)) {
            const bool counts = (tree.is(c, "nmod") || tree.is(c, "obl")) && among(kUpTo, tree.preposition(c));
            if (!n && counts && tree.word(c).upos == Upos::NUM) n = whole_numeral(tree, c);
          }
        }
      }
      if (n) keep_largest(number, *n);
    }
  }
  return toll;
}

}  // namespace khaldun
