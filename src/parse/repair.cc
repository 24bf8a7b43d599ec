#include "parse/repair.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

#include "base/among.h"
#include "base/ascii.h"

namespace khaldun {
namespace {

/// Words that a hyphen joins are one where the tree hangs both on the same word: "cease-fire".
void one_compound(Reading& reading, const Sentence& sentence) {
  for (uint32_t w = sentence.first; w + 2 < sentence.last; ++w) {
    Word& first = reading.words[w];
    const Word& hyphen = reading.words[w + 1];
    const Word& last = reading.words[w + 2];
    const bool joined =
        hyphen.lemma == "-" && first.span.end == hyphen.span.begin && hyphen.span.end == last.span.begin;
    if (!joined || last.upos != Upos::NOUN || first.deprel != last.deprel || first.head != last.head) continue;
    first.head = static_cast<int32_t>(w + 2);
    first.deprel = "compound";
  }
}

bool below(const Reading& reading, uint32_t low, uint32_t high) {
  for (int32_t at = reading.words[low].head; at >= 0; at = reading.words[static_cast<size_t>(at)].head) {
    if (at == static_cast<int32_t>(high)) return true;
  }
  return false;
}

/// An adjective that leads to a noun describes it, and is no subject or object beside it: "American and Israeli
/// airstrikes killed three".
void adjective_of_noun(Reading& reading, const Sentence& sentence) {
  for (uint32_t w = sentence.first; w + 1 < sentence.last; ++w) {
    Word& word = reading.words[w];
    const bool argument =
        word.deprel.starts_with("nsubj") || word.deprel.starts_with("obl") || word.deprel.ends_with("obj");
    if (word.upos != Upos::ADJ || !argument) continue;
    const auto leads = [&](const Word& v) {
      return v.upos == Upos::ADJ || v.upos == Upos::CCONJ || v.lemma == "," || v.lemma == "-";
    };
    uint32_t at = w + 1;
    while (at < sentence.last && leads(reading.words[at])) ++at;
    if (at == sentence.last || reading.words[at].upos != Upos::NOUN || reading.words[at - 1].upos != Upos::ADJ)
      continue;
    Word& noun = reading.words[at];
    if (below(reading, at, w) || (noun.head == word.head && noun.deprel == "compound")) {
      noun.head = word.head;
      noun.deprel = word.deprel;
    }
    word.head = static_cast<int32_t>(at);
    word.deprel = "amod";
    for (uint32_t v = w + 1; v < at; ++v) {
      Word& other = reading.words[v];
      const bool outside = other.head < static_cast<int32_t>(w) || other.head > static_cast<int32_t>(at);
      if (other.deprel == "conj" && outside && !below(reading, w, v)) other.head = static_cast<int32_t>(w);
    }
  }
}

/// The first word after `w` that does not hang below it.
uint32_t behind_subtree(const Reading& reading, const Sentence& sentence, uint32_t w) {
  uint32_t v = w + 1;
  while (v < sentence.last && below(reading, v, w)) ++v;
  return v;
}

/// A clause has one subject. Of two side by side the first is part of the second: "the secretary-general spoke". Of two
/// with what is said between them the first is the subject of that: "Police detained two men, the ministry said".
void one_subject(Reading& reading, const Sentence& sentence) {
  const auto subject = [&](const Word& word) { return word.deprel.starts_with("nsubj"); };
  for (uint32_t w = sentence.first; w + 1 < sentence.last; ++w) {
    Word& word = reading.words[w];
    if (!subject(word)) continue;
    uint32_t next = w + 1;
    if (reading.words[next].lemma == "-" && next + 1 < sentence.last) ++next;
    const bool two = reading.words[next].deprel == word.deprel && reading.words[next].head == word.head;
    if (two && word.upos != Upos::PRON && reading.words[next].upos != Upos::PRON) {
      word.head = static_cast<int32_t>(next);
      word.deprel = "compound";
      continue;
    }
    // "The ambassador to the United Nations Nikki Haley": the name stands beside the title that ends before it.
    const uint32_t behind = behind_subtree(reading, sentence, w);
    if (behind < sentence.last && behind > w + 1) {
      Word& name = reading.words[behind];
      if (name.upos == Upos::PROPN && name.deprel == word.deprel && name.head == word.head) {
        name.head = static_cast<int32_t>(w);
        name.deprel = "appos";
      }
    }
    // "Erdogan phoned his counterpart": of two subjects the one behind the verb is its object.
    const bool leads = word.deprel == "nsubj" && word.head > static_cast<int32_t>(w);
    for (uint32_t v = leads ? static_cast<uint32_t>(word.head) + 1 : sentence.last; v < sentence.last; ++v) {
      Word& other = reading.words[v];
      if (other.head != word.head) continue;
      if (other.deprel == "obj" || other.deprel == "iobj") break;
      if (other.deprel == "nsubj" && other.upos != Upos::PRON) other.deprel = "obj";
    }
    int32_t said = -1;
    for (uint32_t v = w + 1; v < sentence.last; ++v) {
      const Word& other = reading.words[v];
      if (said >= 0 && subject(other) && other.head == said) break;  // it has a subject of its own
      if (other.head != word.head) continue;
      if (other.deprel == "ccomp") said = static_cast<int32_t>(v);
      if (!subject(other)) continue;
      if (said >= 0) word.head = said;
      break;
    }
  }
}

/// "was due to meet": the infinitive is what is due; "due to" is no preposition before it.
void due_to(Reading& reading, const Sentence& sentence) {
  for (uint32_t w = sentence.first; w + 2 < sentence.last; ++w) {
    Word& due = reading.words[w];
    if (due.lemma != "due" || reading.words[w + 1].lemma != "to") continue;
    uint32_t act = w + 2;
    while (act + 1 < sentence.last && reading.words[act].upos == Upos::ADV) ++act;
    Word& verb = reading.words[act];
    const bool part = due.head > static_cast<int32_t>(w) &&
                      (due.head == static_cast<int32_t>(act) ||
                       reading.words[static_cast<size_t>(due.head)].head == static_cast<int32_t>(act));
    if (!part || below(reading, act, w + 1) || verb.feats.find("VerbForm=Inf") == std::string_view::npos) continue;
    for (uint32_t v = sentence.first; v < w; ++v) {
      if (reading.words[v].head == static_cast<int32_t>(act)) reading.words[v].head = static_cast<int32_t>(w);
    }
    due.head = std::exchange(verb.head, static_cast<int32_t>(w));
    due.deprel = std::exchange(verb.deprel, "xcomp");
    reading.words[w + 1].head = static_cast<int32_t>(act);
    reading.words[w + 1].deprel = "mark";
  }
}

/// "Envoy summoned over cartoon": what is behind "over" in a headline is the reason, where the tree has a verb with a
/// particle and its object.
void reason_of_headline(Reading& reading, const Sentence& sentence) {
  constexpr std::array<std::string_view, 7> kTakeOver = {"take", "hand", "turn", "win", "run", "knock", "pass"};
  for (uint32_t w = sentence.first + 1; sentence.heading && w + 1 < sentence.last; ++w) {
    Word& over = reading.words[w];
    const Word& verb = reading.words[w - 1];
    const bool particle =
        over.lemma == "over" && over.deprel == "compound:prt" && over.head == static_cast<int32_t>(w - 1);
    if (!particle || verb.feats.find("Tense=Past") == std::string_view::npos || among(kTakeOver, verb.lemma)) continue;
    for (uint32_t v = w + 1; v < sentence.last; ++v) {
      Word& object = reading.words[v];
      if (object.deprel != "obj" || object.head != static_cast<int32_t>(w - 1)) continue;
      object.deprel = "obl";
      over.deprel = "case";
      over.head = static_cast<int32_t>(v);
      break;
    }
  }
}

/// "Two soldiers it kidnapped": a pronoun with a verb and nothing between them does what the verb tells.
void active_relative(Reading& reading, const Sentence& sentence) {
  for (uint32_t w = sentence.first + 1; w + 1 < sentence.last; ++w) {
    Word& pronoun = reading.words[w];
    Word& verb = reading.words[w + 1];
    const bool relative = verb.deprel.starts_with("acl") && verb.head < static_cast<int32_t>(w);
    if (pronoun.upos != Upos::PRON || !pronoun.deprel.starts_with("nsubj") ||
        pronoun.head != static_cast<int32_t>(w + 1) || !relative ||
        verb.feats.find("Tense=Past|VerbForm=Part") == std::string_view::npos)
      continue;
    pronoun.deprel = "nsubj";
    verb.deprel = "acl:relcl";
    verb.feats = "Mood=Ind|Tense=Past|VerbForm=Fin";
  }
}

/// What a preposition leads is no object: "went on strike". "Off" and "in" may be particles ("sealed off streets"),
/// "over" may stand before a number, and "of" behind what it is of ("a state of emergency").
void no_object_behind_preposition(Reading& reading, const Sentence& sentence) {
  constexpr std::array<std::string_view, 8> kLeads = {"on", "for", "at", "to", "into", "with", "from", "against"};
  for (uint32_t w = sentence.first; w < sentence.last; ++w) {
    const Word& link = reading.words[w];
    if (link.deprel != "case" || link.head <= static_cast<int32_t>(w)) continue;
    if (!among(kLeads, link.lemma)) continue;
    Word& led = reading.words[static_cast<size_t>(link.head)];
    if (led.deprel == "obj" && led.head < static_cast<int32_t>(w)) led.deprel = "obl";
  }
}

}  // namespace

bool noun_can_be(std::string_view form, bool plural, std::string_view lemma) {
  struct Ending {
    std::string_view plural, singular;
  };
  constexpr std::array<Ending, 4> kEndings = {{{"s", ""}, {"es", ""}, {"ies", "y"}, {"men", "man"}}};
  constexpr std::array<std::string_view, 6> kHissing = {"s", "x", "z", "ch", "sh", "o"};
  if (form == lemma) return !plural || !form.ends_with('s');
  return std::ranges::any_of(kEndings, [&](const Ending& ending) {
    if (!form.ends_with(ending.plural)) return false;
    const std::string stem = std::string(form.substr(0, form.size() - ending.plural.size())).append(ending.singular);
    const bool takes_it = ending.plural != "es" ||
                          std::ranges::any_of(kHissing, [&](std::string_view end) { return stem.ends_with(end); });
    return takes_it && stem == lemma;
  });
}

bool past_for_certain(const Word& word, std::string_view form) {
  const bool letter = std::isalpha(static_cast<unsigned char>(form.front())) != 0;  // "'ve" is one of "have"
  return word.upos == Upos::VERB && letter && !form.ends_with('s') && word.lemma != "be" &&
         !ascii_lower_is(form, word.lemma) && word.feats.find("Tense=Pres|VerbForm=Fin") != std::string_view::npos;
}

void repair_tree(Reading& reading, const Sentence& sentence) {
  one_compound(reading, sentence);
  adjective_of_noun(reading, sentence);
  one_subject(reading, sentence);
  due_to(reading, sentence);
  reason_of_headline(reading, sentence);
  active_relative(reading, sentence);
  no_object_behind_preposition(reading, sentence);
}

}  // namespace khaldun
