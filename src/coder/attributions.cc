#include "coder/attributions.h"

#include <array>

#include "base/among.h"
#include "coder/clause.h"
#include "coder/context.h"

namespace khaldun {
namespace {

/// Words [first, last], both inclusive.
struct Range {
  uint32_t first = 0, last = 0;

  [[nodiscard]] bool holds(uint32_t w) const { return first <= w && w <= last; }
  [[nodiscard]] bool overlaps(Range other) const { return first <= other.last && other.first <= last; }
};

struct Found {
  std::optional<Range> source, cue;
  std::vector<Range> content;
  uint32_t word = 0;  // of the cue, or where the quotation begins
};

constexpr uint32_t kLongestSpeech = 600;  // words behind its cue that a speech may go on

class Finder {
 public:
  Finder(const Tree& tree, const Cues& cues) : tree_(tree), cues_(cues), times_(tree.reading().words.size()) {
    for (const Mention& m : tree.reading().mentions) {
      if (m.kind == Mention::Kind::time) times_[m.head] = true;
    }
  }

  /// In the order of their words.
  std::vector<Found> find() {
    const Reading& reading = tree_.reading();
    for (uint32_t w = 0; w < reading.words.size(); ++w) {
      const std::string& lemma = tree_.word(w).lemma;
      switch (tree_.word(w).upos) {
        case Upos::VERB:
          if (const Cue* cue = verb_cue(w); cue != nullptr) by_verb(w, *cue);
          break;
        case Upos::ADJ:
          if (const Cue* cue = cues_.find(Cues::Kind::adjective, lemma); cue != nullptr) by_adjective(w, *cue);
          break;
        case Upos::ADV:
          if (cues_.find(Cues::Kind::adverb, lemma) != nullptr) by_adverb(w);
          break;
        case Upos::NOUN:
          if (const Cue* cue = cues_.find(Cues::Kind::noun, lemma); cue != nullptr) by_noun(w, *cue);
          break;
        default:
          break;
      }
      if (tree_.is(w, "obl") || tree_.is(w, "nmod")) by_preposition(w);
    }
    for (const Sentence& sentence : reading.sentences) by_colon(sentence);
    std::ranges::stable_sort(found_, {}, &Found::word);
    for (uint32_t w = 0; w < reading.words.size(); ++w) {
      if (const Quote* quote = tree_.quote(w); quote != nullptr) {
        by_quotation({quote->first, quote->last - 1});
        w = quote->last - 1;
      }
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] uint32_t head(uint32_t w) const { return static_cast<uint32_t>(tree_.word(w).head); }
  /// Whether `w` hangs with that relation on a word, whose head() then is.
  [[nodiscard]] bool hangs(uint32_t w, std::string_view relation) const {
    return tree_.word(w).head >= 0 && tree_.is(w, relation);
  }
  [[nodiscard]] const Sentence& sentence(uint32_t w) const { return tree_.reading().sentences[tree_.sentence_of(w)]; }
  [[nodiscard]] Range whole(uint32_t w) const {
    const auto [first, last] = tree_.extent(w);
    return {first, last};
  }

  [[nodiscard]] const Cue* verb_cue(uint32_t verb) const {
    const std::string& lemma = tree_.word(verb).lemma;
    if (const int particle = tree_.child(verb, "compound:prt"); particle >= 0)
      return cues_.find(Cues::Kind::verb, lemma + "_" + tree_.word(static_cast<uint32_t>(particle)).lemma);
    return cues_.find(Cues::Kind::verb, lemma);
  }

  /// A nominal without the clauses and prepositions that stand outside of it, and without the clause that `cue` is in.
  [[nodiscard]] Range nominal(uint32_t w, uint32_t cue) const {
    Range all{w, w};
    for (uint32_t c : tree_.children(w)) {
      if (tree_.is(c, "case") || tree_.is(c, "punct") || tree_.is(c, "parataxis") || tree_.is(c, "cop") ||
          tree_.is(c, "nsubj") || tree_.is(c, "mark") || tree_.under(cue, c))
        continue;
      const Range part = whole(c);
      all = {std::min(all.first, part.first), std::max(all.last, part.last)};
    }
    return all;
  }

  /// A verb with its auxiliaries, negation, particle and the adverbs between.
  [[nodiscard]] Range verb_group(uint32_t verb) const {
    static constexpr std::array<std::string_view, 11> kJoining = {"also", "then", "later", "thus",  "now",  "so",
                                                                  "when", "how",  "why",   "where", "while"};
    Range group{verb, verb};
    while (group.first > sentence(verb).first) {
      const uint32_t before = group.first - 1;
      const bool adverb = tree_.is(before, "advmod") && !among(kJoining, tree_.word(before).lemma);
      if (tree_.word(before).head != static_cast<int32_t>(verb) || (!tree_.is(before, "aux") && !adverb)) break;
      group.first = before;
    }
    if (tree_.child(verb, "compound:prt") == static_cast<int>(verb) + 1) group.last = verb + 1;
    return group;
  }

  /// Adds words to the content, without the commas at their ends.
  void put(Found& found, Range part) const {
    const auto outer = [&](uint32_t w) { return tree_.word(w).upos == Upos::PUNCT && tree_.quote(w) == nullptr; };
    while (part.first < part.last && outer(part.first)) ++part.first;
    while (part.last > part.first && outer(part.last)) --part.last;
    if (outer(part.first)) return;
    std::erase_if(found.content, [&](Range known) {  // part takes in all that it touches: it may join two
      const bool touches = known.first <= part.last + 1 && part.first <= known.last + 1;
      if (touches) part = {std::min(known.first, part.first), std::max(known.last, part.last)};
      return touches;
    });
    found.content.push_back(part);
  }

  /// Adds the extent of `top` without `hole`, and without the clauses that are joined to it behind the hole.
  void put_around(Found& found, uint32_t top, Range hole) const {
    Range all{top, top};
    for (uint32_t c : tree_.children(top)) {
      if (tree_.is(c, "conj") && c > hole.last && hole.last > top && tree_.child(c, "nsubj") >= 0) continue;
      const Range part = whole(c);
      all = {std::min(all.first, part.first), std::max(all.last, part.last)};
    }
    if (all.first < hole.first) put(found, {all.first, hole.first - 1});
    if (hole.last < all.last) put(found, {hole.last + 1, all.last});
  }

  void keep(Found found) {
    if (found.content.empty()) return;
    found_.push_back(std::move(found));
  }

  // Verbs

  /// Tree::passive, but where a subject of its own says otherwise.
  [[nodiscard]] bool passive(uint32_t verb) const {
    for (uint32_t c : tree_.children(verb)) {
      if (tree_.word(c).deprel == "nsubj") return tree_.child(verb, "aux:pass") >= 0;
    }
    return tree_.passive(verb);
  }

  /// "By the army" of a passive; -1 where nobody is named.
  [[nodiscard]] int agent_of(uint32_t verb) const {
    if (const int agent = tree_.child(verb, "obl:agent"); agent >= 0) return agent;
    for (uint32_t c : tree_.children(verb)) {
      if (tree_.is(c, "obl") && tree_.preposition(c) == "by") return static_cast<int>(c);
    }
    return -1;
  }

  /// The subject of a participle behind a comma, which the tree hangs on what is nearest; -1 where that is right.
  [[nodiscard]] int subject_of_participle(uint32_t verb) const {
    const bool participle = verb > 0 && tree_.child(verb, "mark") < 0 && tree_.word(verb - 1).upos == Upos::PUNCT;
    if (!participle || tree_.word(verb).head < 0) return -1;
    const uint32_t above = head(verb);
    // "filed a petition, accusing …": whoever filed it
    const bool on_object = tree_.is(verb, "acl") && (hangs(above, "obj") || hangs(above, "obl"));
    if (on_object && tree_.verbal(head(above))) return surface_subject(tree_, head(above));
    // "said the talks had failed, adding that …": whoever said so, not the talks
    for (uint32_t clause = above; tree_.is(verb, "advcl") && tree_.word(clause).head >= 0; clause = head(clause)) {
      const Cue* cue = tree_.is(clause, "ccomp") ? verb_cue(head(clause)) : nullptr;
      if (cue != nullptr && cue->that) return surface_subject(tree_, head(clause));
    }
    return -1;
  }

  /// Who says it: the subject, or the agent of a passive; -1 where nobody is named.
  [[nodiscard]] int source_of(uint32_t verb) const {
    if (passive(verb)) return agent_of(verb);
    if (tree_.child(verb, "nsubj") < 0) {
      // "…," wrote Roe: a speaker after the verb is easily taken for an object.
      const bool behind_quotation = verb > 0 && tree_.quote(verb) == nullptr && tree_.quote(verb - 1) != nullptr;
      const int object = tree_.child(verb, "obj");
      if (behind_quotation && object == static_cast<int>(verb) + 1) return object;
      if (const int subject = subject_of_participle(verb); subject >= 0) return subject;
      // "quoted an official as saying"
      if (hangs(verb, "advcl") && tree_.has_child_lemma(verb, "mark", "as")) {
        if (const int quoted = tree_.child(head(verb), "obj"); quoted >= 0) return quoted;
      }
    }
    const int subject = surface_subject(tree_, verb);
    const bool reason = tree_.is(verb, "acl") && tree_.has_child_lemma(verb, "mark", "to") &&
                        subject == tree_.word(verb).head;  // "no reason to believe": nobody's
    return reason ? -1 : subject;
  }

  /// The words of a source. One behind its verb ends where the next comma stands, whatever the tree hangs elsewhere:
  /// "…," said Jo Roe of the bank, "…".
  [[nodiscard]] Range speaker(uint32_t source, uint32_t verb) const {
    Range all = nominal(source, verb);
    const auto strays = [&](uint32_t w) {  // into the clause before the verb
      if (!tree_.under(w, verb)) return true;
      return std::ranges::any_of(tree_.children(verb), [&](uint32_t c) {
        return c < verb && (tree_.is(c, "ccomp") || tree_.is(c, "parataxis")) && tree_.under(w, c);
      });
    };
    for (uint32_t w = all.last + 1; source > verb && w < sentence(verb).last && strays(w); ++w) {
      if (tree_.word(w).upos == Upos::PUNCT || tree_.verbal(w) || tree_.quote(w) != nullptr) break;
      all.last = w;
    }
    return all;
  }

  [[nodiscard]] bool takes_as(uint32_t c) const {
    return (tree_.is(c, "obl") && tree_.preposition(c) == "as" && tree_.word(c).lemma != "result") ||
           (tree_.is(c, "advcl") && tree_.child(c, "nsubj") < 0 &&
            (tree_.has_child_lemma(c, "mark", "as") || tree_.has_child_lemma(c, "case", "as")));
  }

  /// "of lying" of "accused them of lying"; not "on Monday" of "agreed on Monday".
  [[nodiscard]] bool behind_preposition(uint32_t c, const Cue& cue) const {
    if (times_[c]) return false;
    if (tree_.is(c, "obl") || tree_.is(c, "nmod") || tree_.is(c, "obj")) return cue.takes(tree_.preposition(c));
    if (tree_.is(c, "nsubj")) return false;
    return std::ranges::any_of(tree_.children(c), [&](uint32_t mark) {  // "to" of an infinitive is none
      return tree_.is(mark, "mark") && tree_.word(mark).upos != Upos::PART && cue.takes(tree_.word(mark).lemma);
    });
  }

  [[nodiscard]] bool behind_comma(uint32_t clause) const {
    const uint32_t first = whole(clause).first;
    return tree_.form(first) == "," || (first > 0 && tree_.form(first - 1) == ",");
  }

  /// Whether a word below a verb says something of the verb's object: "called it a mistake", "accused them of lying".
  [[nodiscard]] bool of_object(uint32_t c, const Cue& cue) const {
    const bool clause = tree_.is(c, "xcomp") || tree_.is(c, "ccomp");
    return (cue.infinitive && tree_.is(c, "xcomp") && tree_.verbal(c)) ||
           (cue.as && (takes_as(c) || (clause && !tree_.verbal(c)))) || behind_preposition(c, cue);
  }

  /// Whether a word below a verb is the clause or the quotation that it takes.
  [[nodiscard]] bool told_clause(uint32_t c, uint32_t verb, const Cue& cue) const {
    const Quote* quote = tree_.quote(c);
    const bool quoted = quote != nullptr && quote != tree_.quote(verb);
    if (tree_.is(c, "ccomp") || tree_.is(c, "csubj")) {
      // "The rifle was discovered buried" says nothing that is discovered; "it was discovered that" does.
      const int subject = passive(verb) ? tree_.child(verb, "nsubj") : -1;
      const bool nobody = subject < 0 || tree_.word(static_cast<uint32_t>(subject)).lemma == "it";
      return (cue.that && (nobody || cue.told || tree_.child(c, "mark") >= 0)) || (cue.quote && quoted);
    }
    if (tree_.is(c, "obj")) return cue.quote && quoted;
    return tree_.is(c, "parataxis") && !own_sentence(tree_, c) && !tree_.is(verb, "parataxis") && cue.quote &&
           (quoted || (cue.that && (c < verb || !behind_comma(c))));
  }

  /// "The bridge, the mayor said, will open": the tree takes what is put in between for a relative clause.
  [[nodiscard]] bool put_between(uint32_t verb) const {
    const int subject = tree_.child(verb, "nsubj");
    return hangs(verb, "acl") && behind_comma(verb) && subject >= 0 && tree_.child(verb, "ccomp") < 0 &&
           tree_.child(verb, "obj") < 0 && surface_subject(tree_, verb) == subject &&
           tree_.word(head(verb)).head >= 0 && tree_.verbal(head(head(verb)));
  }

  [[nodiscard]] Range up_to_comma(Range part) const {
    const uint32_t end = sentence(part.last).last - 1;
    uint32_t comma = part.last;
    while (comma < end && tree_.form(comma) != ",") ++comma;
    return comma < end ? Range{part.first, comma} : part;
  }

  void by_verb(uint32_t verb, const Cue& cue) {
    const int source = source_of(verb);
    // "An island called Skye": a passive participle names its noun.
    if (source < 0 && (!passive(verb) || tree_.word(verb).deprel == "acl")) return;
    Found found{std::nullopt, verb_group(verb), {}, verb};
    // What stands between the parts of a clause that goes around it: "the talks, he said in Rome, had failed".
    Range hole = *found.cue;
    const auto widen = [&](Range part) { hole = {std::min(hole.first, part.first), std::max(hole.last, part.last)}; };
    if (source >= 0) {
      found.source = speaker(static_cast<uint32_t>(source), verb);
      if (tree_.word(static_cast<uint32_t>(source)).head == static_cast<int32_t>(verb)) widen(*found.source);
    }
    for (uint32_t c : tree_.children(verb)) {
      if (tree_.is(c, "obl") || tree_.is(c, "iobj") || tree_.is(c, "obj")) widen(whole(c));
    }

    // "…, the army said", "as the army said, …"
    const bool aside = hangs(verb, "advcl") && tree_.has_child_lemma(verb, "mark", "as") &&
                       tree_.child(verb, "nsubj") >= 0 && tree_.child(verb, "ccomp") < 0 &&
                       tree_.child(verb, "obj") < 0;
    if ((cue.quote && hangs(verb, "parataxis") && !own_sentence(tree_, verb)) || (cue.that && aside))
      put_around(found, head(verb), whole(verb));
    else if (cue.that && put_between(verb))
      put_around(found, head(head(verb)), up_to_comma(whole(verb)));
    bool of_it = false;
    for (uint32_t c : tree_.children(verb)) {
      const bool of = of_object(c, cue);
      if (static_cast<int>(c) == source || (!of && !told_clause(c, verb, cue))) continue;
      of_it |= of;
      if (whole(c).holds(verb))
        put_around(found, c, hole);
      else
        put(found, whole(c));
    }
    if (cue.that && found.content.empty()) put_clause_of_oblique(found, verb);
    if (!cue.told && of_it)
      put_object(found, verb, source);
    else if (!cue.told && cue.object && found.content.empty())
      put_object_alone(found, verb, source);
    keep(std::move(found));
  }

  /// "Said on condition of anonymity that …": the tree hangs the clause on the noun before it.
  void put_clause_of_oblique(Found& found, uint32_t verb) const {
    for (uint32_t c : tree_.children(verb)) {
      if (!tree_.is(c, "obl") || c < verb) continue;
      for (uint32_t clause : tree_.children(c)) {
        if (tree_.word(clause).deprel == "acl" && tree_.has_child_lemma(clause, "mark", "that"))
          put(found, whole(clause));
      }
    }
  }

  /// The object, or the subject of a passive; -1 where there is none.
  [[nodiscard]] int object_of(uint32_t verb) const {
    if (passive(verb)) return surface_subject(tree_, verb);
    const int object = tree_.child(verb, "obj");
    return object >= 0 ? object : tree_.child(verb, "iobj");
  }

  void put_object(Found& found, uint32_t verb, int source) const {
    const int object = object_of(verb);
    if (object >= 0 && object != source) put(found, nominal(static_cast<uint32_t>(object), verb));
  }

  /// An object that is the whole content: "denied the charges", "a charge that he denied".
  void put_object_alone(Found& found, uint32_t verb, int source) const {
    int object = object_of(verb);
    const auto pronoun = [&] {  // "rejected it", not "rejected what he called a fair offer"
      const auto w = static_cast<uint32_t>(object);
      return tree_.word(w).upos == Upos::PRON && tree_.child(w, "acl") < 0;
    };
    const bool relative = hangs(verb, "acl") && source >= 0 && !tree_.has_child_lemma(verb, "mark", "to");
    if (relative && (object < 0 || pronoun())) object = tree_.word(verb).head;
    // "Asked about it, he left": the unseen subject of a participle is none of its own.
    const bool unseen = passive(verb) && tree_.is(verb, "advcl") && tree_.child(verb, "nsubj") < 0;
    if (object < 0 || object == source || pronoun() || unseen) return;
    const Range all = nominal(static_cast<uint32_t>(object), verb);
    put(found, all);
    // "Announced three days of mourning": the tree hangs what belongs to the object on the verb.
    for (uint32_t c : tree_.children(verb)) {
      const bool belongs = tree_.is(c, "obl") && tree_.preposition(c) == "of" && whole(c).first == all.last + 1;
      if (belongs) put(found, whole(c));
    }
  }

  // Nouns, adjectives, adverbs, prepositions

  /// Whether an infinitive or another clause is what the cue takes.
  [[nodiscard]] bool fits(uint32_t clause, const Cue& cue) const {
    return tree_.has_child_lemma(clause, "mark", "to") ? cue.infinitive : cue.that;
  }

  /// Whose claim it is: "Peru's claim", "a claim by Peru", "Peru has plans"; -1 where nobody is named.
  [[nodiscard]] int owner_of(uint32_t noun) const {
    const std::optional<Clause> clause = clause_of(tree_, noun);
    for (const std::string_view slot : {"poss", "by", "from", "mod"}) {
      for (uint32_t w : clause ? clause->all(slot) : std::vector<uint32_t>{}) {
        if (tree_.nominal(w) && (slot != "mod" || tree_.word(w).upos == Upos::PROPN)) return static_cast<int>(w);
      }
    }
    return -1;
  }

  void by_noun(uint32_t noun, const Cue& cue) {
    Found found{std::nullopt, Range{noun, noun}, {}, noun};
    for (uint32_t c : tree_.children(noun)) {
      // "the claim that", "the claim banks fail"; not "calls, many of them worried"
      const bool clause =
          tree_.is(c, "ccomp") || (tree_.word(c).deprel == "acl" &&
                                   (tree_.child(c, "mark") >= 0 || (tree_.child(c, "nsubj") >= 0 && !behind_comma(c))));
      if ((clause && fits(c, cue)) || behind_preposition(c, cue)) put(found, whole(c));
    }
    // "Their fear is that prices will rise"
    if (hangs(noun, "nsubj:outer") && fits(head(noun), cue)) {
      const int mark = tree_.child(head(noun), "mark");
      if (mark > static_cast<int>(noun)) put(found, {static_cast<uint32_t>(mark), whole(head(noun)).last});
    }
    if (found.content.empty()) return;
    const int source = owner_of(noun);
    // "Expressed a desire to", "stated its intention to": the verb is the cue.
    if (hangs(noun, "obj") && tree_.verbal(head(noun))) {
      const Cue* carrier = verb_cue(head(noun));
      if (carrier != nullptr && carrier->object &&
          (source < 0 || tree_.word(static_cast<uint32_t>(source)).upos == Upos::PRON ||
           source == surface_subject(tree_, head(noun))))
        return;
    }
    if (source >= 0) found.source = nominal(static_cast<uint32_t>(source), noun);
    keep(std::move(found));
  }

  void by_adjective(uint32_t adjective, const Cue& cue) {
    const int subject = surface_subject(tree_, adjective);
    if (subject < 0) return;
    Found found{nominal(static_cast<uint32_t>(subject), adjective), verb_group(adjective), {}, adjective};
    for (uint32_t c : tree_.children(adjective)) {
      const bool clause = tree_.is(c, "ccomp") || tree_.is(c, "xcomp") ||
                          (tree_.is(c, "advcl") && tree_.has_child_lemma(c, "mark", "to"));
      if ((clause && fits(c, cue)) || behind_preposition(c, cue)) put(found, whole(c));
    }
    keep(std::move(found));
  }

  void by_adverb(uint32_t adverb) {
    if (tree_.word(adverb).head < 0) return;
    Found found{std::nullopt, Range{adverb, adverb}, {}, adverb};
    put_around(found, head(adverb), {adverb, adverb});
    keep(std::move(found));
  }

  /// "According to the police", "in the view of critics", "in his opinion".
  void by_preposition(uint32_t w) {
    static constexpr std::array<std::string_view, 8> kViews = {"view",       "opinion",  "eye",        "word",
                                                               "estimation", "judgment", "assessment", "account"};
    const int mark = tree_.child(w, "case");
    if (mark < 0 || tree_.word(w).head < 0) return;
    const auto first = static_cast<uint32_t>(mark);
    const std::string_view preposition = tree_.preposition(w);
    Found found{std::nullopt, std::nullopt, {}, first};
    if (according(tree_, w) >= 0) {
      found.source = nominal(w, first);
      found.cue = whole(first);
    } else if ((preposition == "in" || preposition == "by") && among(kViews, tree_.word(w).lemma)) {
      for (uint32_t c : tree_.children(w)) {
        const bool mine = tree_.word(c).deprel == "nmod:poss",
                   of = c > w && tree_.is(c, "nmod") && tree_.preposition(c) == "of";
        if (!mine && !of) continue;
        found.source = nominal(c, w);
        found.cue = mine ? Range{w, w} : Range{first, found.source->first - 1};  // "In the view of"
      }
    }
    if (!found.source || !found.cue) return;
    put_around(found, head(w), whole(w));
    keep(std::move(found));
  }

  // Colons and quotations

  /// Headlines: "Merkel: We will manage", "Study: people infected may be more".
  void by_colon(const Sentence& s) {
    static constexpr std::array<std::string_view, 12> kSpeakers = {"study",  "report",    "official",  "police",
                                                                   "poll",   "survey",    "scientist", "researcher",
                                                                   "expert", "president", "minister",  "source"};
    constexpr uint32_t kLongest = 8;  // words of a speaker
    uint32_t colon = s.first;
    bool named = false;
    for (; colon < s.last && tree_.form(colon) != ":"; ++colon) {
      const Upos tag = tree_.word(colon).upos;
      if (tree_.verbal(colon) || tag == Upos::PUNCT || colon - s.first == kLongest) return;
      named |= tag == Upos::PROPN || among(kSpeakers, tree_.word(colon).lemma);
    }
    bool told = false;
    for (uint32_t w = colon; w < s.last; ++w) told |= tree_.verbal(w);
    if (!named || !told) return;
    Found found{Range{s.first, colon - 1}, Range{colon, colon}, {}, colon};
    put(found, {colon + 1, s.last - 1});
    keep(std::move(found));
  }

  /// Gives a quotation as a whole to whoever says a part of it, or stands beside it.
  void by_quotation(Range quote) {
    const Sentence &opening = sentence(quote.first), &closing = sentence(quote.last);
    bool claimed = false;
    for (auto at = std::ranges::lower_bound(found_, opening.first, {}, &Found::word);
         at != found_.end() && at->word < closing.last; ++at) {
      Found& f = *at;
      if (quote.holds(f.word)) continue;
      const bool inside =
          std::ranges::any_of(f.content, [&](Range c) { return c.first <= quote.first && quote.last <= c.last; });
      const bool part = std::ranges::any_of(f.content, [&](Range c) { return c.overlaps(quote); });
      if (part && !inside) put(f, quote);
      claimed |= part;
    }
    if (claimed) return;
    bool clause = false;
    for (uint32_t w = quote.first; w <= quote.last; ++w) clause |= tree_.verbal(w);
    const bool colon = quote.first > 0 && tree_.form(quote.first - 1) == ":";
    if (!clause && !colon) return;

    if (const std::optional<Attribution> beside = speaker_of_quote(tree_, quote.first)) {
      give(quote, beside->cue);
      return;
    }
    const bool alone = quote.first == opening.first && quote.last + 1 >= closing.last - 1;
    if (quote.first == 0 || (!alone && !colon)) return;
    // "He answered the charges: “…”", and a quotation that goes on or stands by itself behind its speaker's sentence.
    const Sentence& before = sentence(quote.first - 1);
    if (alone && !colon) {
      auto at = std::ranges::lower_bound(found_, quote.first, {}, &Found::word);
      while (at != found_.begin() && (--at)->word + kLongestSpeech > quote.first) {
        if (speaks_in(*at, before)) {
          put(*at, quote);
          return;
        }
      }
    }
    for (uint32_t w = before.first; w < std::min(before.last, quote.first); ++w) {
      if (!tree_.is(w, "root")) continue;
      if (colon && tree_.verbal(w))
        give(quote, w);
      else if (const int subject = tree_.child(w, "nsubj"); subject >= 0)
        found_.insert(std::ranges::lower_bound(found_, quote.first, {}, &Found::word),
                      {nominal(static_cast<uint32_t>(subject), w), std::nullopt, {quote}, quote.first});
    }
  }

  /// Whether a found one has its cue or the end of its quotation in that sentence, and quotes.
  [[nodiscard]] bool speaks_in(const Found& f, const Sentence& s) const {
    if (!f.cue || tree_.quote(f.word) != nullptr) return false;
    const auto here = [&](uint32_t w) { return s.first <= w && w < s.last; };
    return std::ranges::any_of(f.content, [&](Range c) {
      return (here(f.word) || here(c.last)) && (tree_.quote(c.first) != nullptr || tree_.quote(c.last) != nullptr);
    });
  }

  /// Makes a quotation content of `verb`, with the others that it may have.
  void give(Range quote, uint32_t verb) {
    const auto at = std::ranges::lower_bound(found_, verb, {}, &Found::word);
    const int source = source_of(verb);
    if (at != found_.end() && at->word == verb)
      put(*at, quote);
    else if (source >= 0)
      found_.insert(at, {speaker(static_cast<uint32_t>(source), verb), verb_group(verb), {quote}, verb});
  }

  const Tree& tree_;
  const Cues& cues_;
  std::vector<bool> times_;  // by word: whether it is the head of a time
  std::vector<Found> found_;
};

}  // namespace

std::vector<AttributionSpans> attributions_in(const Document& document, const Reading& reading, const Cues& cues) {
  const Tree tree(document, reading);
  std::vector<Found> found = Finder(tree, cues).find();
  const auto bytes = [&](Range r) { return Bytes{tree.word(r.first).span.begin, tree.word(r.last).span.end}; };
  std::vector<AttributionSpans> spans;
  for (Found& f : found) {
    AttributionSpans& a = spans.emplace_back();
    if (f.source) a.source = bytes(*f.source);
    if (f.cue) a.cue = bytes(*f.cue);
    std::ranges::sort(f.content, {}, &Range::first);
    for (const Range part : f.content) a.content.push_back(bytes(part));
  }
  return spans;
}

}  // namespace khaldun
