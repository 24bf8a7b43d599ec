#include "coder/clause.h"

#include <algorithm>
#include <array>

#include "base/among.h"

namespace khaldun {
namespace {

constexpr int kMaxClimb = 6;  // steps up the tree for an unseen subject: deeper ones are wrong more often than right
constexpr size_t kUsual = 8;  // arguments that few clauses go beyond

// "promised Kyiv to send": the subject of the infinitive is the promiser, not the object.
constexpr std::array<std::string_view, 8> kSubjectControl = {"promise", "threaten", "vow",    "pledge",
                                                             "offer",   "use",      "refuse", "propose"};

// "Called on Kyiv to free him", "appealed to him to leave": who is called on would do it.
constexpr std::array<std::string_view, 3> kCalling = {"call", "appeal", "plead"};
constexpr std::array<std::string_view, 4> kCalledOn = {"on", "upon", "to", "with"};

// Verbs that only carry an event noun: their subject does the act that the noun names.
constexpr std::array<std::string_view, 51> kSupport = {
    "carry",    "conduct",  "launch",   "hold",      "have",    "make",      "stage",    "mount",   "commit",
    "begin",    "start",    "continue", "resume",    "lead",    "join",      "attend",   "order",   "plan",
    "announce", "cancel",   "take",     "undertake", "perform", "execute",   "pay",      "give",    "issue",
    "offer",    "impose",   "open",     "end",       "wage",    "intensify", "step",     "deliver", "do",
    "organize", "organise", "call",     "complete",  "sign",    "express",   "conclude", "pursue",  "threaten",
    "suspend",  "halt",     "stop",     "extend",    "reach",   "provide"};
// Their subject suffers it.
constexpr std::array<std::string_view, 7> kSuffer = {"suffer", "face",    "endure", "survive",
                                                     "escape", "sustain", "receive"};

bool relative_pronoun(const Tree& tree, uint32_t w) {
  if (tree.has_feature(w, "PronType=Rel")) return true;
  const std::string& lemma = tree.word(w).lemma;
  return tree.word(w).upos == Upos::PRON && (lemma == "who" || lemma == "which" || lemma == "that" || lemma == "whom");
}

/// The word that a relative pronoun stands for, or `w` itself.
uint32_t antecedent(const Tree& tree, uint32_t w) {
  if (!relative_pronoun(tree, w)) return w;
  for (int32_t at = tree.word(w).head; at >= 0; at = tree.word(static_cast<uint32_t>(at)).head) {
    const auto verb = static_cast<uint32_t>(at);
    if (tree.is(verb, "acl") && tree.word(verb).head >= 0) return static_cast<uint32_t>(tree.word(verb).head);
  }
  return w;
}

int logical_subject(const Tree& tree, uint32_t verb) {
  return tree.passive(verb) ? tree.child(verb, "obl:agent") : surface_subject(tree, verb);
}

// Their "of" or "in" names what there is: "dozens of peacekeepers", "$10 million in aid", "the last of its guns".
constexpr std::array<std::string_view, 16> kAmounts = {
    "percent", "half",     "dozen",   "hundred", "thousand", "million",    "score", "number",
    "batch",   "majority", "handful", "couple",  "rest",     "contingent", "last",  "bulk"};

void add(std::vector<Argument>& to, const Tree& tree, std::string_view slot, uint32_t word) {
  const auto put = [&](uint32_t w) {
    const bool known = std::ranges::any_of(to, [&](const Argument& a) { return a.word == w && a.slot == slot; });
    if (!known) to.push_back({slot, w});
  };
  for (uint32_t w : tree.conjuncts(antecedent(tree, word))) {
    put(w);
    const bool money = tree.word(w).upos == Upos::SYM;
    if (!money && !among(kAmounts, tree.word(w).lemma)) continue;
    for (uint32_t c : tree.children(w)) {
      const std::string_view preposition = tree.is(c, "nmod") ? tree.preposition(c) : "";
      if (preposition == "of" || (money && preposition == "in")) put(c);
    }
  }
}

void add_obliques(Clause& clause, const Tree& tree, uint32_t word) {
  for (uint32_t c : tree.children(word)) {
    if (tree.is(c, "obl") || tree.is(c, "nmod")) {
      const std::string_view slot = tree.preposition(c);
      if (slot.empty() || tree.word(c).deprel == "nmod:poss") continue;
      add(clause.arguments, tree, slot, c);
    }
  }
}

/// "accused of bombing", "banned from entering", "called for them to leave": a clause behind a preposition fills its
/// slot.
void add_marked_clauses(Clause& clause, const Tree& tree, uint32_t word) {
  for (uint32_t c : tree.children(word)) {
    if (!tree.is(c, "advcl") && !tree.is(c, "acl")) continue;
    const int mark = tree.child(c, "mark");
    if (mark < 0) continue;
    const std::string& lemma = tree.word(static_cast<uint32_t>(mark)).lemma;
    if (lemma == "to") {
      add(clause.arguments, tree, clause.kind == Clause::Kind::verb ? "purpose" : "xcomp",
          c);  // "sent to help"; "a threat to bomb", "ready to talk"
    } else if (tree.word(static_cast<uint32_t>(mark)).upos == Upos::SCONJ && lemma.size() <= 7) {
      add(clause.arguments, tree, lemma, c);
    }
  }
}

bool clause_below(const Tree& tree, uint32_t verb) {
  return tree.child(verb, "xcomp") >= 0 || tree.child(verb, "ccomp") >= 0;
}

Clause verb_clause(const Tree& tree, uint32_t verb) {
  Clause clause{Clause::Kind::verb, verb, {}, {}};
  clause.arguments.reserve(kUsual);
  const std::string& lemma = tree.word(verb).lemma;
  for (uint32_t c : tree.children(verb)) {
    if (tree.is(c, "compound:prt") || (tree.is(c, "advmod") && tree.word(c).lemma.size() <= 5 && c == verb + 1)) {
      clause.predicates.push_back(lemma + "_" + tree.word(c).lemma);
    }
    // "test-fired"
    if (c + 2 == verb && tree.word(c + 1).lemma == "-") clause.predicates.push_back(tree.word(c).lemma + "_" + lemma);
  }
  clause.predicates.push_back(lemma);

  const int subject = surface_subject(tree, verb);
  const int object = tree.child(verb, "obj");
  // Headlines drop the auxiliary: "Minister stabbed", "Two held over raid".
  const bool headline = tree.reading().sentences[tree.sentence_of(verb)].heading && object < 0 &&
                        tree.has_feature(verb, "Tense=Past") && !clause_below(tree, verb) &&
                        tree.child(verb, "aux") < 0;
  const bool passive = tree.passive(verb) || headline;
  if (subject >= 0) {
    const char* slot = !passive ? "subj" : object >= 0 ? "iobj" : "obj";
    add(clause.arguments, tree, slot, static_cast<uint32_t>(subject));
  }
  for (uint32_t c : tree.children(verb)) {
    if (tree.is(c, "obj")) add(clause.arguments, tree, "obj", c);
    if (tree.is(c, "iobj")) add(clause.arguments, tree, "iobj", c);
    if (tree.is(c, "xcomp")) add(clause.arguments, tree, "xcomp", c);
    if (tree.is(c, "ccomp")) add(clause.arguments, tree, "ccomp", c);
    if (passive && tree.is(c, "obl") && tree.preposition(c) == "by") add(clause.arguments, tree, "subj", c);
    // "will not attend" is a refusal where "did not attend" tells of nothing: frames ask for both words.
    if (tree.word(c).deprel == "aux") clause.arguments.push_back({"aux", c});
    if (tree.has_feature(c, "Polarity=Neg") || tree.word(c).lemma == "never") clause.arguments.push_back({"neg", c});
  }
  // "instructed agencies to investigate": the one told stands where an object would.
  if (!clause.has("obj") && (clause.has("xcomp") || clause.has("ccomp"))) {
    for (uint32_t w : clause.all("iobj")) clause.arguments.push_back({"obj", w});
  }
  // "condemned and rejected the attack": the object hangs on the first verb.
  if (!passive && object < 0 && tree.is(verb, "conj") && tree.word(verb).head >= 0) {
    const auto first = static_cast<uint32_t>(tree.word(verb).head);
    const int shared = tree.child(first, "obj");
    if (shared > static_cast<int>(verb)) add(clause.arguments, tree, "obj", static_cast<uint32_t>(shared));
  }
  // "the raids that Turkey launched", "the bridge they bombed": the antecedent is the object.
  if (!passive && tree.is(verb, "acl") && object < 0 && tree.word(verb).head >= 0 && tree.child(verb, "nsubj") >= 0) {
    const auto head = static_cast<uint32_t>(tree.word(verb).head);
    if (surface_subject(tree, verb) != static_cast<int>(head)) add(clause.arguments, tree, "obj", head);
  }
  // An oblique without a preposition that is no time is an object that the tree mislabels.
  if (!passive && !clause.has("obj")) {
    for (uint32_t c : tree.children(verb)) {
      if (tree.word(c).deprel == "obl" && c > verb && tree.word(c).upos != Upos::NUM && tree.preposition(c).empty())
        add(clause.arguments, tree, "obj", c);
    }
  }
  add_obliques(clause, tree, verb);
  // "pulled out of the hospital" is "pulled out" and "of" where the tree has "pulled" and "out of the hospital".
  std::vector<uint32_t> out_of = clause.has("obj") ? std::vector<uint32_t>{} : clause.all("out");
  for (uint32_t w : clause.all("obj")) {
    if (tree.preposition(w).starts_with("out")) out_of.push_back(w);
  }
  if (!out_of.empty()) clause.predicates.insert(clause.predicates.begin(), lemma + "_out");
  for (uint32_t w : out_of) clause.arguments.push_back({"of", w});
  add_marked_clauses(clause, tree, verb);
  return clause;
}

Clause noun_clause(const Tree& tree, uint32_t noun) {
  Clause clause{Clause::Kind::noun, noun, {}, {}};
  clause.arguments.reserve(kUsual);
  const std::string& lemma = tree.word(noun).lemma;
  for (uint32_t c : tree.children(noun)) {
    if (tree.is(c, "compound") || tree.is(c, "amod")) clause.predicates.push_back(tree.word(c).lemma + "_" + lemma);
    // "a US-led raid": the participle is the modifier, its own modifier the doer.
    if ((tree.is(c, "amod") || tree.is(c, "compound")) && tree.word(c).lemma == "lead") {
      for (uint32_t by : tree.children(c)) {
        if (tree.nominal(by) || tree.word(by).upos == Upos::ADJ) add(clause.arguments, tree, "by", by);
      }
    }
    if (tree.is(c, "amod") || tree.is(c, "compound") || tree.word(c).deprel == "nmod:unmarked" ||
        tree.word(c).deprel == "nmod:desc") {
      add(clause.arguments, tree, "mod", c);
    }
    if (tree.word(c).deprel == "nmod:poss") add(clause.arguments, tree, "poss", c);
    // "a strike carried out by the army", "an attack targeting the mosque"
    if (tree.is(c, "acl") && tree.verbal(c)) {
      if (tree.passive(c)) {
        const int agent = logical_subject(tree, c);
        if (agent >= 0) add(clause.arguments, tree, "by", static_cast<uint32_t>(agent));
      } else if (const int object = tree.child(c, "obj");
                 object >= 0 &&
                 among(std::array<std::string_view, 4>{"target", "hit", "involve", "strike"}, tree.word(c).lemma)) {
        add(clause.arguments, tree, tree.word(c).lemma == "involve" ? "between" : "on", static_cast<uint32_t>(object));
      }
      add_obliques(clause, tree, c);
    }
  }
  clause.predicates.push_back(lemma);
  // "Chile is a supporter of the truce"
  const int subject = tree.child(noun, "cop") >= 0 ? tree.child(noun, "nsubj") : -1;
  if (subject >= 0) add(clause.arguments, tree, "subj", static_cast<uint32_t>(subject));
  add_obliques(clause, tree, noun);
  add_marked_clauses(clause, tree, noun);

  // The subject of the verb that carries the noun does the act, or suffers it.
  if (tree.word(noun).head >= 0) {
    const auto verb = static_cast<uint32_t>(tree.word(noun).head);
    if (tree.verbal(verb)) {
      const bool object = tree.is(noun, "obj") || (tree.is(noun, "nsubj:pass"));
      const int doer = logical_subject(tree, verb);
      if (object && doer >= 0) {
        if (among(kSuffer, tree.word(verb).lemma))
          add(clause.arguments, tree, "on", static_cast<uint32_t>(doer));
        else if (among(kSupport, tree.word(verb).lemma))
          add(clause.arguments, tree, "by", static_cast<uint32_t>(doer));
      }
      // "met for talks", "arrived for a visit", "took part in a rally", "was killed in a raid on"
      if (tree.is(noun, "obl")) {
        const std::string_view mark = tree.preposition(noun);
        if ((mark == "for" || mark == "at") && doer >= 0)
          add(clause.arguments, tree, "by", static_cast<uint32_t>(doer));
      }
      if (object || tree.is(noun, "nsubj") || tree.is(noun, "obl")) {
        for (uint32_t c : tree.children(verb)) {  // "held talks with Iran": the preposition often hangs on the verb
          if (!tree.is(c, "obl") || c == noun) continue;
          const std::string_view slot = tree.preposition(c);
          if (!slot.empty() && !clause.has(slot) && slot != "by") add(clause.arguments, tree, slot, c);
        }
      }
    }
  }
  return clause;
}

Clause adjective_clause(const Tree& tree, uint32_t adjective) {
  Clause clause{Clause::Kind::adjective, adjective, {tree.word(adjective).lemma}, {}};
  const int subject = surface_subject(tree, adjective);
  if (subject >= 0) add(clause.arguments, tree, "subj", static_cast<uint32_t>(subject));
  for (uint32_t c : tree.children(adjective)) {
    if (tree.is(c, "xcomp") || tree.is(c, "ccomp"))
      add(clause.arguments, tree, tree.is(c, "xcomp") ? "xcomp" : "ccomp", c);
  }
  add_marked_clauses(clause, tree, adjective);
  add_obliques(clause, tree, adjective);
  return clause;
}

}  // namespace

std::vector<uint32_t> Clause::all(std::string_view slot) const {
  std::vector<uint32_t> words;
  for (const Argument& a : arguments) {
    if (a.slot == slot) words.push_back(a.word);
  }
  return words;
}

bool Clause::has(std::string_view slot) const {
  return std::ranges::any_of(arguments, [&](const Argument& a) { return a.slot == slot; });
}

std::string_view to_string(Clause::Kind kind) {
  return kind == Clause::Kind::verb ? "verb" : kind == Clause::Kind::noun ? "noun" : "adjective";
}

int surface_subject(const Tree& tree, uint32_t verb) {
  for (int step = 0; step < kMaxClimb; ++step) {
    const int own = tree.child(verb, "nsubj");
    if (own >= 0) return static_cast<int>(antecedent(tree, static_cast<uint32_t>(own)));
    const Word& word = tree.word(verb);
    if (word.head < 0) return -1;
    const auto head = static_cast<uint32_t>(word.head);
    if (tree.is(verb, "acl")) {
      if (!tree.nominal(head)) return -1;
      if (tree.has_child_lemma(verb, "mark", "to")) {  // "a plan to attack": whoever has the plan
        if (const int owner = tree.child(head, "nmod:poss"); owner >= 0) return owner;
        if (tree.word(head).head < 0) return -1;
        verb = static_cast<uint32_t>(tree.word(head).head);
        if (!tree.verbal(verb)) return -1;
        continue;
      }
      return static_cast<int>(head);
    }
    // "accused them of ramming", "barred him from entering", "urged": the object of the verb above does it.
    const int mark = tree.is(verb, "advcl") ? tree.child(verb, "mark") : -1;
    const bool of_object = mark >= 0 && (tree.word(static_cast<uint32_t>(mark)).lemma == "of" ||
                                         tree.word(static_cast<uint32_t>(mark)).lemma == "from");
    if (of_object && tree.passive(head)) return surface_subject(tree, head);
    if (among(kCalling, tree.word(head).lemma) && tree.verbal(head) && tree.has_child_lemma(verb, "mark", "to")) {
      for (const uint32_t c : tree.children(head)) {
        if (tree.is(c, "obl") && among(kCalledOn, tree.preposition(c))) return static_cast<int>(c);
      }
    }
    if (tree.is(verb, "xcomp") || of_object) {
      int object = tree.passive(head) ? -1 : tree.child(head, "obj");
      if (object < 0 && !tree.passive(head)) object = tree.child(head, "iobj");  // "begged them to leave"
      if (object >= 0 && !among(kSubjectControl, tree.word(head).lemma)) return object;
    } else if (!tree.is(verb, "conj") && !tree.is(verb, "advcl") && !tree.is(verb, "ccomp")) {
      return -1;
    }
    // "by bombing", "after meeting": a finite clause with its own mark but no subject is rare; an infinitive or a
    // participle takes the subject above.
    if (!tree.verbal(head) && tree.child(head, "nsubj") < 0) return -1;
    verb = head;
  }
  return -1;
}

std::optional<Clause> clause_of(const Tree& tree, uint32_t word) {
  switch (tree.word(word).upos) {
    case Upos::VERB:
      return verb_clause(tree, word);
    case Upos::NOUN:
    case Upos::PROPN:
      return noun_clause(tree, word);
    case Upos::ADJ:
      // Headlines leave out the copula: "Three soldiers dead in ambush".
      if (tree.child(word, "cop") >= 0 || tree.child(word, "nsubj") >= 0 || tree.is(word, "xcomp") ||
          tree.is(word, "conj") || tree.is(word, "advcl") || tree.is(word, "acl")) {
        return adjective_clause(tree, word);
      }
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace khaldun
