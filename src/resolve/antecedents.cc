#include "resolve/antecedents.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/among.h"

namespace khaldun {
namespace {

constexpr uint32_t kReach = 4;     // sentences back
constexpr uint32_t kWords = 3000;  // words back in which a noun is counted
constexpr double kSure = 0.3;      // least probability of an actor that a pronoun gets
constexpr int kDeep = 12;          // steps up a tree

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
  std::vector<uint32_t> siblings;  // actors of arguments of its own verb
  std::vector<std::pair<uint32_t, uint32_t>>
      path;  // words above it, each with the word below it that leads to the pronoun
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
  for (int32_t q = quote_[w]; q >= 0; --q) {
    const Quote& quote = quotes_[static_cast<size_t>(q)];
    if (phrases_.sentence_number(quote.last - 1) + kReach < phrases_.sentence_number(w)) break;
    const uint32_t first = phrases_.sentence(quote.first).first, last = phrases_.sentence(quote.last - 1).last;
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
  for (uint32_t c = asked.word; c-- > 0 && phrases_.sentence_number(c) + kReach >= own;) add(c);
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

void Antecedents::describe(const Asked& asked, std::vector<Candidate>& candidates) const {
  const uint32_t w = asked.word;
  const Piece kind = name_of(asked.kind);
  const Piece own = asked.reflexive ? Piece("self") : role_of(phrases_, w);
  const uint32_t verb = phrases_.clause(w);
  const Piece lemma(phrases_.word(verb).lemma);
  size_t between = 0;
  std::vector<const Told*> nearer;  // what was told since, each actor once
  const Told* last = nullptr;       // what the pronoun of this kind before went back to
  for (const Candidate& c : candidates) {
    if (last == nullptr && phrases_.word(c.word).upos == Upos::PRON) last = c.told;
  }
  for (Candidate& c : candidates) {
    FeatureList& to = c.features;
    const uint32_t sentences = c.word > w ? 0 : phrases_.sentence_number(w) - phrases_.sentence_number(c.word);
    const Piece distance = step(sentences, kReach);
    // Who met whom are subjects together.
    const Piece role =
        c.told != nullptr && c.told->joined && c.told->subject ? Piece("nsubj") : role_of(phrases_, c.word);
    const Name* name = phrases_.name(c.word);
    const bool pronoun = phrases_.word(c.word).upos == Upos::PRON;
    const Piece what = pronoun             ? c.told != nullptr ? Piece("pronoun") : Piece("lost pronoun")
                                   : c.told == nullptr ? phrases_.place(c.word) != nullptr ? Piece("place")
                                                         : name != nullptr                 ? Piece("name")
                                                                                           : Piece("thing")
                                   : c.told->state ? Piece("state")
                       : c.told->joined    ? Piece("both")
                       : c.told->named     ? Piece("named")
                                           : Piece("role");
    const bool several = c.told != nullptr ? c.told->plural || c.told->targets.size() > 1 : phrases_.plural(c.word);
    const Piece definite = phrases_.definite(c.word)     ? Piece("the")
                           : phrases_.indefinite(c.word) ? Piece("a")
                                                         : Piece("no");
    const Piece number = several ? Piece(" many") : Piece(" one");
    to.put({kind, " distance=", distance});
    to.put({kind, " role=", role, " distance=", step(sentences, 1)});
    to.put({kind, " what=", what, number});
    to.put({kind, " what=", what, " distance=", distance});
    to.put({kind, " what=", what, " role=", role});
    if (!pronoun) to.put({kind, " what=", what, number, " article=", definite});
    to.put({kind, " between=", step(between, 6), " distance=", step(sentences, 1)});
    to.put({kind, " own=", own, " role=", role, " distance=", step(sentences, 1)});
    to.put({kind, " own=", own, " what=", what});
    to.put({kind, " verb=", lemma, " what=", what});
    if (asked.kind.person && c.told != nullptr)
      to.put({"gender known=", history_.gender_of(*c.told) != Gender::unknown, " what=", what});
    // Where it stands as seen from the words above the pronoun.
    for (const auto& [above, below] : asked.path) {
      if (c.word == above) {
        to.put({kind, " holds own=", own});
      } else if (phrases_.head(c.word) >= 0 && static_cast<uint32_t>(phrases_.head(c.word)) == above) {
        to.put({kind, " over=", base_of(phrases_.word(below).deprel), " role=", role});
        to.put({kind, " over=", base_of(phrases_.word(below).deprel), " role=", role, " own=", own});
        if (c.word > w) to.put({kind, " after over=", base_of(phrases_.word(below).deprel)});
        break;
      }
    }
    if (sentences == 0 && c.word < w) to.put({kind, " gap=", step(doublings(w - c.word), 6)});
    if (c.word > w) to.put({kind, " after"});
    const auto rivals = static_cast<size_t>(std::ranges::count_if(
        nearer, [&](const Told* told) { return c.told == nullptr || told->targets != c.told->targets; }));
    to.put({kind, " rivals=", step(rivals, 3), " pronoun=", pronoun});
    to.put({kind, " rivals=", step(rivals, 3), " role=", role});
    if (c.word < w) {
      const size_t paragraphs = phrases_.paragraph_number(w) - phrases_.paragraph_number(c.word);
      to.put({kind, " paragraphs=", step(paragraphs, 2), " pronoun=", pronoun});
    }
    if (c.told != nullptr) {
      to.put({kind, " times=", step(history_.times(*c.told, w), 5)});
      if (!pronoun && last != nullptr) to.put({kind, " last=", last->targets == c.told->targets});
    } else if (!pronoun) {
      size_t times = 0;
      for (uint32_t v = w - std::min(w, kWords); v < w; ++v)
        times += phrases_.word(v).lemma == phrases_.word(c.word).lemma;
      to.put({kind, " times=", step(times, 5), " thing"});
    }
    const bool in = quote_[w] >= 0, same = quote_[w] == quote_[c.word];
    to.put({kind, " quoted=", in, " same=", same});
    if (in && !same) to.put({kind, " quoted other role=", role, " distance=", step(sentences, 1)});
    if (c.word < w) ++between;
    const bool again = std::ranges::any_of(
        nearer, [&](const Told* told) { return c.told != nullptr && told->targets == c.told->targets; });
    if (c.told != nullptr && c.word < w && !again) nearer.push_back(c.told);
  }
}

FeatureList Antecedents::of_nothing(const Asked& asked, const std::vector<Candidate>& candidates) const {
  FeatureList to(judged_ != nullptr);
  const uint32_t w = asked.word;
  const Piece kind = name_of(asked.kind);
  const Piece own = asked.possessive ? Piece("poss") : role_of(phrases_, w);
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
  for (const uint32_t c : phrases_.children(above)) {
    if (c > above && (phrases_.is(c, "csubj") || phrases_.is(c, "ccomp") || phrases_.is(c, "xcomp") ||
                      phrases_.is(c, "advcl") || phrases_.is(c, "acl")))
      to.put({"it nothing own=", own, " clause=", base_of(phrases_.word(c).deprel)});
  }
  return to;
}

const Told* Antecedents::of(uint32_t w) const {
  const std::optional<PronounKind> kind = pronoun_kind(phrases_.plain(w));
  if (!kind || phrases_.is(w, "expl")) return nullptr;
  const std::string_view plain = phrases_.plain(w);
  Asked asked{w, *kind, phrases_.possessor(w), plain.ends_with("self") || plain.ends_with("selves"), {}, {}};
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
  const FeatureList why = of_nothing(asked, all);
  double nothing = weights_.sum(why)[0], most = nothing;
  for (Candidate& c : all) {
    c.odds = weights_.sum(c.features)[0];
    most = std::max(most, c.odds);
  }
  double sum = nothing = std::exp(nothing - most);
  for (Candidate& c : all) sum += c.odds = std::exp(c.odds - most);
  for (Candidate& c : all) c.odds /= sum;
  if (judged_ != nullptr) write(asked, all, nothing / sum, why);
  // An actor is as probable as all its mentions together.
  const Told* best = nullptr;
  double best_odds = kSure;
  for (const Candidate& c : all) {
    if (c.told == nullptr) continue;
    double odds = 0;
    for (const Candidate& other : all)
      odds += other.told != nullptr && other.told->targets == c.told->targets ? other.odds : 0;
    if (odds <= best_odds) continue;
    best_odds = odds;
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
                                   phrases_.word(c.word).span.begin, c.odds, c.features.text()));
}

}  // namespace khaldun
