#include "resolve/when_tense.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <unordered_set>

#include "base/among.h"

namespace khaldun {
namespace {

/// A verb without its endings, so that "plans", "planned" and a lemma cut wrongly are one: "plan".
std::string stem(std::string_view form) {
  std::string s(form);
  for (const std::string_view ending : {"ing", "ed", "es", "s", "d"}) {
    if (s.size() > ending.size() + 2 && s.ends_with(ending)) {
      s.resize(s.size() - ending.size());
      break;
    }
  }
  while (s.size() > 3 && s.back() == 'e') s.pop_back();
  if (s.size() > 2 && s[s.size() - 1] == s[s.size() - 2]) s.pop_back();
  return s;
}

/// A list of words, separated by spaces, that holds verbs by their stems and other words by their lemmas.
class Words {
 public:
  explicit Words(std::string_view list) {
    while (!list.empty()) {
      const size_t space = std::min(list.find(' '), list.size());
      lemmas_.emplace(list.substr(0, space));
      stems_.insert(stem(list.substr(0, space)));
      list.remove_prefix(std::min(space + 1, list.size()));
    }
  }
  [[nodiscard]] bool hold(const Word& word) const {
    return lemmas_.contains(word.lemma) || (word.upos == Upos::VERB && stems_.contains(stem(word.lemma)));
  }

 private:
  std::unordered_set<std::string> lemmas_, stems_;
};

struct Lists {
  // What is said of a day by these lies ahead: "a vote scheduled for Friday", "the strike planned on Friday" …
  Words scheduling{"schedule plan slate due suppose expect anticipate project"};
  // … and by these with a preposition of time to come: "set for Friday", "postponed until Friday".
  Words scheduling_for{
      "set fix postpone reschedule extend delay adjourn push move book call deadline give announce organise organize"};
  // What hangs on these lies ahead: "agreed to meet on Friday", "a call for a strike on Friday".
  Words planning{
      "plan schedule expect set due intend intention agree prepare preparation slate propose proposal aim hope promise "
      "vow pledge "
      "want call urge ask invite invitation order threaten decide decision offer ready likely request demand warn "
      "poise bind commit "
      "need appeal go look seek willing able wish expectation suppose deadline"};
  // Words beside which a date lies ahead, whatever the verb: "a dividend payable 7 December", "effective 1 June".
  Words taking_effect{"payable effective due valid"};
  // Whoever does these did what the infinitive says: "managed to meet on Friday".
  Words done{"come go manage begin start continue help get have use fail force seem appear happen"};
  Words coming{"planned scheduled upcoming forthcoming expected coming proposed slated plan schedule expect propose"};
  // "will attend Friday's meeting" is ahead, "will appeal Friday's ruling" is not.
  Words meetings{
      "meeting talk talks summit vote election referendum poll conference visit hearing session deadline ceremony "
      "rally protest march "
      "strike debate trial inauguration round match game event demonstration trip launch funeral"};
  Words ahead{"will shall 'll wo ll \xE2\x80\x99ll"};
  Words modal{"would may might can should must ca"};
};

const Lists& lists() {
  static const Lists all;
  return all;
}

bool has(const Word& word, std::string_view feature) { return word.feats.find(feature) != std::string_view::npos; }

/// What the words around a verb say of its time.
struct VerbPhrase {
  bool ahead = false, modal = false, have = false, had = false, past_helper = false, present_helper = false, to = false;
  bool could = false, negated = false, helped = false;
};

class Climb {
 public:
  Climb(const Reading& reading, uint32_t first, uint32_t last) : words_(reading.words), first_(first), last_(last) {
    const auto own =
        std::ranges::find_if(reading.sentences, [&](const Sentence& s) { return s.first <= first && first < s.last; });
    if (own != reading.sentences.end()) sentence_ = *own;
  }

  Direction from(uint32_t head) {
    if (behind_ahead_of() || takes_effect()) return Direction::future;
    bool planned = false;  // below lies an infinitive or a noun, whose time a word of planning may tell
    bool infinitive = false;
    int32_t below = -1;
    for (int32_t at = static_cast<int32_t>(head), step = 0; at >= 0 && step < 12;
         below = at, at = words_[static_cast<size_t>(at)].head, ++step) {
      if (inside(at)) continue;
      const Word& word = words_[static_cast<size_t>(at)];
      const bool direct = below >= 0 && inside(below);
      const bool noun = word.upos == Upos::NOUN || word.upos == Upos::PROPN;
      if (planned && below >= 0 && is_occasion(below)) planned = false;
      if (noun && modifier_says_coming(at)) return Direction::future;
      if (noun && direct && at >= static_cast<int32_t>(last_) && !lists().meetings.hold(word)) return Direction::open;
      const VerbPhrase phrase = phrase_of(at);
      if (phrase.ahead) return Direction::future;
      if (direct && (lists().scheduling.hold(word) || (lists().scheduling_for.hold(word) && is_told_for()))) {
        return phrase.had ? Direction::past : Direction::future;
      }
      // "announced a strike for Wednesday"
      if (noun && direct && lists().meetings.hold(word) && is_told_for() && word.head >= 0 &&
          lists().scheduling_for.hold(words_[static_cast<size_t>(word.head)]))
        return phrase_of(word.head).had ? Direction::past : Direction::future;
      if (planned && !direct && lists().planning.hold(word)) {
        return phrase.had && lists().scheduling.hold(word) ? Direction::past : Direction::future;
      }
      const bool have = phrase.have || phrase.had;
      // "could not be reached on Friday" looks back, "could be reached on Friday" ahead.
      if (phrase.could && phrase.negated) return Direction::past;
      if (phrase.modal || phrase.could) return have ? Direction::past : Direction::future;
      if (phrase.to && !have) {
        if (phrase.present_helper) return Direction::future;  // "is to meet"
        planned = infinitive = true;
        continue;
      }
      // "subpoenaed him to testify on 10 February": what verbs of no list lead to may lie ahead.
      if (infinitive && word.upos == Upos::VERB && !lists().done.hold(word)) return Direction::open;
      infinitive = false;
      if (have || phrase.past_helper || while_it_was(at)) return Direction::past;
      if (phrase.present_helper || is_present(word) || is_bare(word, phrase))
        return direct ? present(word, phrase) : Direction::open;
      if (word.upos == Upos::VERB && has(word, "Tense=Past")) return Direction::past;
      planned = true;
    }
    return Direction::open;
  }

 private:
  bool inside(int32_t w) const { return w >= static_cast<int32_t>(first_) && w < static_cast<int32_t>(last_); }
  /// A present whose plural looks like an infinitive: "The ministers meet on Friday".
  static bool is_bare(const Word& word, const VerbPhrase& p) {
    return word.upos == Upos::VERB && word.feats == "VerbForm=Inf" && !p.to && !p.helped && word.deprel != "xcomp";
  }
  static bool is_present(const Word& word) {
    return word.upos == Upos::VERB && has(word, "Tense=Pres") && !has(word, "VerbForm=Part") &&
           !has(word, "VerbForm=Ger");
  }

  /// The word `n` before the expression, its determiners and adjectives passed over; null outside the sentence.
  const Word* before(uint32_t n) const {
    uint32_t w = first_;
    while (w > sentence_.first &&
           (words_[w - 1].upos == Upos::DET || words_[w - 1].upos == Upos::ADJ || words_[w - 1].upos == Upos::NUM))
      --w;
    return w >= sentence_.first + n ? &words_[w - n] : nullptr;
  }
  /// "ahead of Friday's vote"
  bool behind_ahead_of() const {
    return before(2) != nullptr && before(1)->lemma == "of" && before(2)->lemma == "ahead";
  }
  /// "payable 7 December", "effective on 1 June"
  bool takes_effect() const {
    uint32_t w = first_;
    if (w > sentence_.first && words_[w - 1].upos == Upos::ADP) --w;
    return w > sentence_.first && lists().taking_effect.hold(words_[w - 1]);
  }
  /// "set for Friday", "extended until 9 a.m. on Friday"
  bool is_told_for() const {
    for (uint32_t n = 1; n <= 4 && before(n) != nullptr; ++n) {
      const std::string& lemma = before(n)->lemma;
      if (before(n)->upos == Upos::NOUN || before(n)->upos == Upos::VERB) return false;
      if (lemma == "for" || lemma == "until" || lemma == "till" || lemma == "by" || lemma == "to" || lemma == "through")
        return true;
    }
    return false;
  }

  /// "agreed to it during a meeting in October": what is planned then is told elsewhere.
  bool is_occasion(int32_t noun) const {
    constexpr std::array<std::string_view, 4> kOn = {"during", "at", "after", "following"};
    return std::ranges::any_of(std::span(words_.begin() + sentence_.first, words_.begin() + noun), [&](const Word& w) {
      return w.head == noun && w.deprel == "case" && among(kOn, w.lemma);
    });
  }

  VerbPhrase phrase_of(int32_t at) const {
    VerbPhrase p;
    constexpr int32_t kFar = 12;  // helpers stand a few words before their verb
    for (int32_t c = std::max(static_cast<int32_t>(sentence_.first), at - kFar); c < at; ++c) {
      const Word& helper = words_[static_cast<size_t>(c)];
      if (helper.lemma == "neither" || helper.lemma == "nor" || helper.lemma == "nobody") p.negated = true;
      if (helper.head != at) continue;
      if (helper.deprel == "mark" && helper.lemma == "to") p.to = true;
      if (helper.lemma == "not" || helper.lemma == "n't") p.negated = true;
      if (!helper.deprel.starts_with("aux") && helper.deprel != "cop") continue;
      p.helped = true;
      if (lists().ahead.hold(helper))
        p.ahead = true;
      else if (helper.lemma == "could")
        p.could = true;
      else if (lists().modal.hold(helper))
        p.modal = true;
      else if (helper.lemma == "have")
        (has(helper, "Tense=Past") ? p.had : p.have) = true;
      else if (has(helper, "Tense=Past"))
        p.past_helper = true;
      else if (has(helper, "Tense=Pres"))
        p.present_helper = true;
    }
    return p;
  }

  /// "was killed when rebels overran the post on Monday": such a clause has the time of the verb above, and a form that
  /// looks like a present is a past that was misread.
  bool while_it_was(int32_t at) const {
    const Word& word = words_[static_cast<size_t>(at)];
    if (word.head < 0 || word.deprel != "advcl") return false;
    constexpr std::array<std::string_view, 3> kWhile = {"when", "while", "as"};
    const auto opens = [&](const Word& w) {
      return w.head == at && (w.deprel == "advmod" || w.deprel == "mark") && among(kWhile, w.lemma);
    };
    const std::span clause(words_.begin() + sentence_.first, words_.begin() + at);
    if (!std::ranges::any_of(clause, opens)) return false;
    const VerbPhrase above = phrase_of(word.head);
    return above.past_helper || above.had || has(words_[static_cast<size_t>(word.head)], "Tense=Past|VerbForm=Fin");
  }

  /// "opens on Friday", "is meeting on Friday" look ahead; a headline's "dies on Friday" looks back.
  Direction present(const Word& word, const VerbPhrase& p) const {
    if (p.present_helper && has(word, "Tense=Past")) return Direction::open;  // "is held on Friday"
    if (sentence_.heading) return Direction::past;
    return Direction::future;
  }

  /// "the planned vote"
  bool modifier_says_coming(int32_t noun) const {
    for (int32_t c = std::max(static_cast<int32_t>(sentence_.first), noun - 6); c < noun; ++c) {
      const Word& word = words_[static_cast<size_t>(c)];
      if (word.head == noun && word.deprel == "amod" && lists().coming.hold(word)) return true;
    }
    return false;
  }

  const std::vector<Word>& words_;
  uint32_t first_, last_;
  Sentence sentence_;
};

}  // namespace

uint32_t head_of(const Reading& reading, uint32_t first, uint32_t last) {
  for (uint32_t w = first; w < last; ++w) {
    const int32_t head = reading.words[w].head;
    if (head < static_cast<int32_t>(first) || head >= static_cast<int32_t>(last)) return w;
  }
  return first;
}

Direction direction_of(const Reading& reading, uint32_t first, uint32_t last) {
  return Climb(reading, first, last).from(head_of(reading, first, last));
}

}  // namespace khaldun
