#include "resolve/antecedents.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/among.h"
#include "base/name_table.h"

namespace khaldun {
namespace {

constexpr uint32_t kReach = 4;  // sentences back
constexpr double kSure = 0.3;   // least probability of an actor that a pronoun gets
constexpr int kDeep = 12;       // steps up a tree
constexpr size_t kMost = 128;   // candidates, the nearest: news have half as many, a list that never ends thousands

std::string_view base_of(std::string_view deprel) { return deprel.substr(0, deprel.find(':')); }

bool reports(std::string_view lemma) {
  constexpr std::array<std::string_view, 22> kVerbs = {
      "say",   "tell",    "add",      "state",    "note",   "explain", "write",    "tweet",
      "claim", "declare", "announce", "warn",     "insist", "observe", "continue", "ask",
      "reply", "stress",  "comment",  "conclude", "argue",  "recall"};
  return among(kVerbs, lemma);
}

/// Where a noun stands in its clause; that of a conjunct is that of the first.
Piece role_of(const Phrases& phrases, uint32_t w) {
  for (int depth = 0; depth < 8 && phrases.is(w, "conj") && phrases.head(w) >= 0; ++depth)
    w = static_cast<uint32_t>(phrases.head(w));
  const std::string_view relation = phrases.word(w).deprel;
  if (relation == "nsubj:pass") return "passive";
  if (relation == "obl:agent") return "agent";
  if (relation == "nmod:poss") return "poss";
  const std::string_view base = base_of(relation);
  constexpr std::array<std::string_view, 8> kTold = {"nsubj", "obj", "iobj", "obl", "nmod", "appos", "root", "det"};
  return among(kTold, base) ? Piece(base) : Piece("other");
}

Piece name_of(const PronounKind& kind) {
  if (kind.person) return "he";
  return kind.plural ? Piece("they") : Piece("it");
}

Piece step(size_t n, size_t most) { return Piece(std::min(n, most)); }

/// Steps of two: 0, 1, 2-3, 4-7, 8-15, ...
size_t doublings(size_t n) {
  size_t steps = 0;
  for (; n > 0; n /= 2) ++steps;
  return steps;
}

}  // namespace

/// A pronoun and what its place in the tree says, found once for all candidates.
struct Antecedents::Asked {
  uint32_t word;
  PronounKind kind;
  bool possessive, reflexive;
  Piece role, verb;                     // the lemma of its clause's verb
  std::vector<uint32_t> siblings = {};  // actors of arguments of its own verb
  // Words above it, each with the word below it that leads to the pronoun.
  std::vector<std::pair<uint32_t, uint32_t>> path = {};
};

/// What stands between a pronoun and the candidate at hand.
struct Antecedents::Nearer {
  size_t candidates = 0;
  std::vector<const Told*> told;  // each actor once
  const Told* last = nullptr;     // what the last pronoun of this kind goes back to

  /// How many other actors were told of since.
  [[nodiscard]] size_t rivals_of(const Candidate& c) const {
    return static_cast<size_t>(
        std::ranges::count_if(told, [&](const Told* t) { return c.told == nullptr || t->targets != c.told->targets; }));
  }
  void pass(const Candidate& c) {
    ++candidates;
    if (c.told == nullptr) return;
    const auto same = [&](const Told* t) { return t->targets == c.told->targets; };
    if (std::ranges::none_of(told, same)) told.push_back(c.told);
  }
};

Antecedents::Antecedents(const Phrases& phrases, const History& history, const Weights& weights,
                         std::vector<Quote> quotes, std::vector<std::string>* judged)
    : phrases_(phrases),
      history_(history),
      weights_(weights),
      judged_(judged),
      quotes_(std::move(quotes)),
      quote_(phrases.size(), -1) {
  for (size_t i = 0; i < quotes_.size(); ++i)
    std::fill(quote_.begin() + quotes_[i].first, quote_.begin() + quotes_[i].last, static_cast<int32_t>(i));
}

std::vector<uint32_t> Antecedents::behind(uint32_t w) const {
  std::vector<uint32_t> subjects;
  uint32_t below = w;
  for (int depth = 0; depth < kDeep && phrases_.head(below) >= 0; ++depth) {
    const auto above = static_cast<uint32_t>(phrases_.head(below));
    for (const uint32_t c : phrases_.children(above)) {
      if (c > w && c > below && phrases_.is(c, "nsubj")) subjects.push_back(c);
    }
    below = above;
  }
  return subjects;
}

int32_t Antecedents::speaker(uint32_t w) const {
  // In the sentences of the quotation, else in those of the ones before: a speaker goes on.
  std::pair<uint32_t, uint32_t> read{};  // words already looked at: a sentence may hold many quotations
  for (int32_t q = quote_[w]; q >= 0; --q) {
    const Quote& quote = quotes_[static_cast<size_t>(q)];
    if (phrases_.sentence_number(quote.last - 1) + kReach < phrases_.sentence_number(w)) break;
    const uint32_t first = phrases_.sentence(quote.first).first, last = phrases_.sentence(quote.last - 1).last;
    if (std::exchange(read, {first, last}) == std::pair{first, last}) continue;
    for (uint32_t verb = first; verb < last; ++verb) {
      if (quote_[verb] >= 0 || !reports(phrases_.word(verb).lemma)) continue;
      for (const uint32_t c : phrases_.children(verb)) {
        if (quote_[c] < 0 && phrases_.word(c).deprel == "nsubj") return static_cast<int32_t>(c);
      }
    }
  }
  return -1;
}

bool Antecedents::possible(const Asked& asked, uint32_t c, const Told* told) const {
  if (c == asked.word || phrases_.in_time(c)) return false;
  const PronounKind& kind = asked.kind;
  if (phrases_.word(c).upos == Upos::PRON) {
    const auto other = pronoun_kind(phrases_.plain(c));
    if (!other || other->person != kind.person || other->plural != kind.plural || other->gender != kind.gender ||
        phrases_.is(c, "expl"))
      return false;
  } else if (told == nullptr && (!phrases_.noun(c) || phrases_.modifies(c))) {
    return false;
  }
  if (told != nullptr && told->modifier) return false;
  const Name* name = phrases_.name(c);
  const bool several = told != nullptr ? told->plural || told->targets.size() > 1 : phrases_.plural(c);
  const bool person = told != nullptr ? told->person : name != nullptr && name->kind == NameKind::PER;
  if (kind.person) {
    const bool thing = told != nullptr ? !told->person : (name != nullptr && !person) || phrases_.place(c) != nullptr;
    const Gender gender = told != nullptr ? history_.gender_of(*told) : Gender::unknown;
    if (several || thing || (gender != Gender::unknown && gender != kind.gender)) return false;
  } else if (kind.plural ? !several && (person || (told != nullptr && told->state)) : person || several) {
    return false;  // "they" of a state by its name is rare
  }
  // What holds the pronoun is not what it goes back to, "the leader of his party", but for "the man who lost his job".
  const auto above = std::ranges::find(asked.path, c, &std::pair<uint32_t, uint32_t>::first);
  if (above != asked.path.end() && !phrases_.is(above->second, "acl")) return false;
  if (asked.possessive || asked.reflexive) return true;
  // Arguments of one verb are different: "Putin met him".
  if (phrases_.head(c) >= 0 && phrases_.head(c) == phrases_.head(asked.word)) return false;
  return told == nullptr ||
         std::ranges::none_of(told->targets, [&](uint32_t target) { return among(asked.siblings, target); });
}

std::vector<Antecedents::Candidate> Antecedents::candidates(const Asked& asked) const {
  std::vector<Candidate> found;
  const uint32_t own = phrases_.sentence_number(asked.word);
  const auto add = [&](uint32_t c) {
    const std::span<const Told> told = history_.at(c);
    for (const Told& t : told) {
      if (possible(asked, c, &t)) found.push_back({c, &t, FeatureList(judged_ != nullptr), 0});
    }
    if (told.empty() && possible(asked, c, nullptr)) found.push_back({c, nullptr, FeatureList(judged_ != nullptr), 0});
  };
  for (const uint32_t c : behind(asked.word)) add(c);
  for (uint32_t c = asked.word; c-- > 0 && phrases_.sentence_number(c) + kReach >= own && found.size() < kMost;) add(c);
  if (!asked.kind.plural) return found;
  // "They" are rather the soldiers than the army.
  const auto one = [](const Candidate& c) {
    return c.told != nullptr && !c.told->plural && c.told->targets.size() == 1;
  };
  const bool many = std::ranges::any_of(found, [&](const Candidate& c) {
    return c.told != nullptr && !one(c) && phrases_.sentence_number(c.word) + 1 >= own;
  });
  if (many) std::erase_if(found, one);
  return found;
}

Piece Antecedents::kind_of(const Candidate& c) const {
  const Told* told = c.told;
  if (phrases_.word(c.word).upos == Upos::PRON) return told != nullptr ? Piece("pronoun") : Piece("lost pronoun");
  if (told != nullptr) {
    if (told->state) return "state";
    if (told->joined) return "both";
    return told->named ? Piece("named") : Piece("role");
  }
  if (phrases_.place(c.word) != nullptr) return "place";
  return phrases_.name(c.word) != nullptr ? Piece("name") : Piece("thing");
}

uint32_t Antecedents::sentences_between(const Asked& asked, const Candidate& c) const {
  return c.word > asked.word ? 0 : phrases_.sentence_number(asked.word) - phrases_.sentence_number(c.word);
}

Piece Antecedents::role_of(const Candidate& c) const {
  // Who met whom are subjects together.
  return c.told != nullptr && c.told->joined && c.told->subject ? Piece("nsubj") : khaldun::role_of(phrases_, c.word);
}

void Antecedents::describe_itself(const Asked& asked, Candidate& c, const Nearer& nearer) const {
  FeatureList& to = c.features;
  const Piece kind = name_of(asked.kind), own = asked.role, role = role_of(c), what = kind_of(c);
  const uint32_t sentences = sentences_between(asked, c);
  const Piece distance = step(sentences, kReach), far = step(sentences, 1);
  const bool several = c.told != nullptr ? c.told->plural || c.told->targets.size() > 1 : phrases_.plural(c.word);
  const Piece number = several ? Piece(" many") : Piece(" one");
  const Piece article = phrases_.definite(c.word)     ? Piece("the")
                        : phrases_.indefinite(c.word) ? Piece("a")
                                                      : Piece("no");
  to.put({kind, " distance=", distance});
  to.put({kind, " role=", role, " distance=", far});
  to.put({kind, " what=", what, number});
  to.put({kind, " what=", what, " distance=", distance});
  to.put({kind, " what=", what, " role=", role});
  if (phrases_.word(c.word).upos != Upos::PRON) to.put({kind, " what=", what, number, " article=", article});
  to.put({kind, " between=", step(nearer.candidates, 6), " distance=", far});
  to.put({kind, " own=", own, " role=", role, " distance=", far});
  to.put({kind, " own=", own, " what=", what});
  to.put({kind, " verb=", asked.verb, " what=", what});
  if (asked.kind.person && c.told != nullptr)
    to.put({"gender known=", history_.gender_of(*c.told) != Gender::unknown, " what=", what});
}

void Antecedents::describe_place(const Asked& asked, Candidate& c) const {
  FeatureList& to = c.features;
  const Piece kind = name_of(asked.kind), own = asked.role, role = role_of(c);
  const bool after = c.word > asked.word;
  for (const auto& [above, below] : asked.path) {
    if (c.word == above) {
      to.put({kind, " holds own=", own});
    } else if (phrases_.head(c.word) == static_cast<int32_t>(above)) {
      const Piece over = base_of(phrases_.word(below).deprel);
      to.put({kind, " over=", over, " role=", role});
      to.put({kind, " over=", over, " role=", role, " own=", own});
      if (after) to.put({kind, " after over=", over});
      break;
    }
  }
  if (!after && sentences_between(asked, c) == 0) to.put({kind, " gap=", step(doublings(asked.word - c.word), 6)});
  if (after) to.put({kind, " after"});
}

void Antecedents::describe_telling(const Asked& asked, Candidate& c, const Nearer& nearer) const {
  FeatureList& to = c.features;
  const uint32_t w = asked.word;
  const Piece kind = name_of(asked.kind), role = role_of(c);
  const bool pronoun = phrases_.word(c.word).upos == Upos::PRON;
  const Piece rivals = step(nearer.rivals_of(c), 3);
  to.put({kind, " rivals=", rivals, " pronoun=", pronoun});
  to.put({kind, " rivals=", rivals, " role=", role});
  if (c.word < w) {
    const size_t paragraphs = phrases_.paragraph_number(w) - phrases_.paragraph_number(c.word);
    to.put({kind, " paragraphs=", step(paragraphs, 2), " pronoun=", pronoun});
  }
  if (c.told != nullptr) {
    to.put({kind, " times=", step(history_.times(*c.told, w), 5)});
    if (!pronoun && nearer.last != nullptr) to.put({kind, " last=", nearer.last->targets == c.told->targets});
  } else if (!pronoun) {
    to.put({kind, " times=", step(times(c.word, w), 5), " thing"});
  }
  const bool in = quote_[w] >= 0, same = quote_[w] == quote_[c.word];
  to.put({kind, " quoted=", in, " same=", same});
  if (in && !same) to.put({kind, " quoted other role=", role, " distance=", step(sentences_between(asked, c), 1)});
}

size_t Antecedents::times(uint32_t noun, uint32_t w) const {
  const uint32_t first = lemma_starts_[lemma_[noun]], last = lemma_starts_[lemma_[noun] + 1];
  const auto words = std::span(lemma_words_).subspan(first, last - first);
  return static_cast<size_t>(std::ranges::lower_bound(words, w) - words.begin());
}

void Antecedents::count_lemmas() {
  NameTable lemmas;
  lemma_.reserve(phrases_.size());
  for (uint32_t w = 0; w < phrases_.size(); ++w) lemma_.push_back(lemmas.add(phrases_.word(w).lemma));
  lemma_starts_.assign(lemmas.size() + 1, 0);
  for (const uint32_t lemma : lemma_) ++lemma_starts_[lemma + 1];
  std::partial_sum(lemma_starts_.begin(), lemma_starts_.end(), lemma_starts_.begin());
  lemma_words_.resize(lemma_.size());
  std::vector<uint32_t> next(lemma_starts_.begin(), lemma_starts_.end() - 1);
  for (uint32_t w = 0; w < lemma_.size(); ++w) lemma_words_[next[lemma_[w]]++] = w;
}

void Antecedents::describe(const Asked& asked, std::vector<Candidate>& candidates) const {
  Nearer nearer;
  for (const Candidate& c : candidates) {
    if (nearer.last == nullptr && phrases_.word(c.word).upos == Upos::PRON) nearer.last = c.told;
  }
  for (Candidate& c : candidates) {
    describe_itself(asked, c, nearer);
    describe_place(asked, c);
    describe_telling(asked, c, nearer);
    if (c.word < asked.word) nearer.pass(c);
  }
}

FeatureList Antecedents::of_nothing(const Asked& asked, const std::vector<Candidate>& candidates) const {
  FeatureList to(judged_ != nullptr);
  const uint32_t w = asked.word;
  const Piece kind = name_of(asked.kind);
  const Piece own = asked.possessive ? Piece("poss") : khaldun::role_of(phrases_, w);
  to.put({kind, " nothing"});
  to.put({kind, " nothing own=", own});
  const auto actors = static_cast<size_t>(std::ranges::count_if(candidates, [](const Candidate& c) { return c.told; }));
  to.put({kind, " nothing actors=", step(actors, 4)});
  to.put({kind, " nothing quoted=", quote_[w] >= 0});
  if (asked.kind.person || asked.kind.plural || phrases_.head(w) < 0) return to;
  // "It is clear that ...", "it rained".
  const auto above = static_cast<uint32_t>(phrases_.head(w));
  to.put({"it nothing own=", own, " above=", to_string(phrases_.word(above).upos)});
  to.put({"it nothing own=", own, " verb=", phrases_.word(above).lemma});
  // Each once, as in training; there are sentences with a hundred clauses, and a list holds fewer features.
  for (const Piece clause : {Piece("csubj"), Piece("ccomp"), Piece("xcomp"), Piece("advcl"), Piece("acl")}) {
    const auto behind = [&](uint32_t c) { return c > above && phrases_.is(c, clause.text()); };
    if (std::ranges::any_of(phrases_.children(above), behind)) to.put({"it nothing own=", own, " clause=", clause});
  }
  return to;
}

const Told* Antecedents::of(uint32_t w) {
  const std::optional<PronounKind> kind = pronoun_kind(phrases_.plain(w));
  if (!kind || phrases_.is(w, "expl")) return nullptr;
  if (lemma_.empty()) count_lemmas();  // many texts have no pronoun
  const std::string_view plain = phrases_.plain(w);
  const bool reflexive = plain.ends_with("self") || plain.ends_with("selves");
  Asked asked{w,
              *kind,
              phrases_.possessor(w),
              reflexive,
              reflexive ? Piece("self") : khaldun::role_of(phrases_, w),
              phrases_.word(phrases_.clause(w)).lemma};
  for (uint32_t below = w; phrases_.head(below) >= 0 && asked.path.size() < kDeep;) {
    const auto above = static_cast<uint32_t>(phrases_.head(below));
    asked.path.emplace_back(above, below);
    below = above;
  }
  for (const auto& [above, below] : asked.path) {
    // Nor is it the unwritten subject of its own verb: "Police held staff, accusing them of fraud".
    for (const uint32_t c : phrases_.children(above)) {
      const bool argument = below == w ? c != w : phrases_.subject(c);
      if (!argument || c == below) continue;
      for (const Told& told : history_.at(c))
        asked.siblings.insert(asked.siblings.end(), told.targets.begin(), told.targets.end());
    }
    const bool open = phrases_.is(above, "advcl") || phrases_.is(above, "xcomp") || phrases_.is(above, "conj");
    const auto written = [&](uint32_t c) { return phrases_.is(c, "nsubj"); };
    if (!open || std::ranges::any_of(phrases_.children(above), written)) break;
  }
  std::vector<Candidate> all = candidates(asked);
  describe(asked, all);
  for (const Candidate& c : all) weights_.fetch(c.features);
  const FeatureList why = of_nothing(asked, all);
  double nothing = weights_.sum(why)[0], most = nothing;
  for (Candidate& c : all) {
    c.probability = weights_.sum(c.features)[0];
    most = std::max(most, c.probability);
  }
  nothing = std::exp(nothing - most);
  double sum = nothing;
  for (Candidate& c : all) {
    c.probability = std::exp(c.probability - most);
    sum += c.probability;
  }
  for (Candidate& c : all) c.probability /= sum;
  if (judged_ != nullptr) write(asked, all, nothing / sum, why);
  // An actor is as probable as all its mentions together.
  const Told* best = nullptr;
  double surest = kSure;
  for (const Candidate& c : all) {
    if (c.told == nullptr) continue;
    double probability = 0;
    for (const Candidate& other : all)
      probability += other.told != nullptr && other.told->targets == c.told->targets ? other.probability : 0;
    if (probability <= surest) continue;
    surest = probability;
    best = c.told;
  }
  return best;
}

void Antecedents::write(const Asked& asked, const std::vector<Candidate>& candidates, double nothing,
                        const FeatureList& why) const {
  const uint32_t at = phrases_.word(asked.word).span.begin;
  judged_->push_back(fmt::format("pronoun {} nothing: {:.2f} by {}", at, nothing, why.text()));
  for (const Candidate& c : candidates)
    judged_->push_back(fmt::format("pronoun {} {} {}: {:.2f} by {}", at,
                                   c.told != nullptr && c.told->joined ? "both" : "word",
                                   phrases_.word(c.word).span.begin, c.probability, c.features.text()));
}

}  // namespace khaldun
