#include "coder/casting.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <span>

#include "base/among.h"
#include "coder/context.h"
#include "coder/path.h"

namespace khaldun {
namespace {

/// Mentions with a rank: 1 for the word itself, 2 for one that the word's modifiers name.
using Ranked = std::vector<std::pair<const Mention*, int>>;

/// The part that a frame gives to words, by mention.
struct Slots {
  Ranked source, target;
};

int rank_in(const Ranked& list, const Mention* m) {
  for (const auto& [mention, rank] : list) {
    if (mention == m) return rank;
  }
  return 0;
}

void fill(const Tree& tree, const MentionIndex& index, const Clause& clause, const std::vector<std::string>& paths,
          Ranked& to) {
  for (const std::string& path : paths) {
    each_word_in(tree, clause, path, [&](uint32_t w) {
      const int depth = path == "mod" || path == "poss" ? 0 : 2;
      const Mention* own = index.actor_at(w);
      for (const Mention* m : index.actors_of(w, depth)) {
        if (rank_in(to, m) == 0) to.emplace_back(m, m == own ? 1 : 2);
      }
    });
  }
}

Slots slots_of(const Tree& tree, const MentionIndex& index, const Candidate& candidate) {
  Slots slots;
  if (candidate.by_frame) {
    fill(tree, index, candidate.clause, candidate.match.frame->source, slots.source);
    fill(tree, index, candidate.clause, candidate.match.frame->target, slots.target);
  }
  for (const Telling& other : candidate.also) {
    if (other.frame == nullptr) continue;
    if (slots.source.empty()) fill(tree, index, other.clause, other.frame->source, slots.source);
    if (slots.target.empty()) fill(tree, index, other.clause, other.frame->target, slots.target);
  }
  return slots;
}

/// Whoever is quoted where `m` is "I" or "we" in somebody's words, else `m`.
const Mention& quoted(const Tree& tree, const MentionIndex& index, const Candidate& candidate, const Mention& m) {
  constexpr std::array<std::string_view, 5> kSpeaker = {"I", "we", "my", "our", "us"};
  const Word& word = tree.word(m.head);
  if (word.upos != Upos::PRON || !among(kSpeaker, word.lemma)) return m;
  const int source = candidate.by ? static_cast<int>(candidate.by->source) : speaker_before(tree, m.head);
  const Mention* speaker = source < 0 ? nullptr : index.actor_at(static_cast<uint32_t>(source));
  return speaker == nullptr ? m : *speaker;
}

/// "Aden International Airport".
bool airport(const Tree& tree, const Mention& m) {
  const std::string_view form = tree.form(m.last - 1);
  return form == "Airport" || form == "airport";
}

/// The actors that a mention stands for. A place by itself is its state where it is a country, else its people;
/// airports are run by states, and whoever visits a town is received by its state.
Part part_of(const Tree& tree, const MentionIndex& index, const Candidate& candidate, const Mention& mention,
             bool explain) {
  const Reading& reading = tree.reading();
  const Mention& m = quoted(tree, index, candidate, mention);
  Part part{&mention, {}, {}, FeatureList(explain)};
  if (m.kind == Mention::Kind::actor) part.ids = m.targets;
  for (uint32_t target : m.targets) {
    if (m.kind == Mention::Kind::actor) {
      const Actor& a = reading.actors[target];
      part.parties.push_back({a.name, a.id, a.country, a.sector});
    } else {
      const Place& p = reading.places[target];
      const bool state = p.kind == Place::Kind::country, visited = candidate.type == Type::CONSULT;
      const std::string_view host = visited ? index.state_name(p.country) : "";
      const std::string_view name = !host.empty() ? host : state ? std::string_view(p.name) : "";
      const bool of_state = state || visited || airport(tree, m);
      part.parties.push_back({name, "", p.country, of_state ? Sector::GOV : Sector::CVL});
    }
  }
  return part;
}

/// "ISIS" of "committed to the defeat of ISIS", "agreed to hold Russia accountable": against whom friends act is none
/// of them.
bool resisted(const Tree& tree, const Candidate& candidate, uint32_t word) {
  static const std::set<std::string_view> kResisting = {"counter",  "combat",   "defeat",  "deter",   "disrupt",
                                                        "confront", "isolate",  "oppose",  "contain", "resist",
                                                        "punish",   "pressure", "condemn", "degrade"};
  constexpr std::array kFriendly = {Type::AGREE, Type::CONSULT, Type::SUPPORT, Type::COOPERATE, Type::AID};
  if (!among(kFriendly, candidate.type)) return false;
  for (int32_t at = tree.word(word).head; at >= 0 && at != static_cast<int32_t>(candidate.clause.word);) {
    const auto above = static_cast<uint32_t>(at);
    const bool accountable = tree.word(above).lemma == "hold" && tree.has_child_lemma(above, "xcomp", "accountable");
    if (kResisting.contains(tree.word(above).lemma) || accountable) return tree.under(above, candidate.clause.word);
    at = tree.word(above).head;
  }
  return false;
}

/// "Ukraine" of "thanked Turkey for its support of Ukraine": praise is for whose deed it is, not for whom it concerned.
bool concerned(const Tree& tree, const MentionIndex& index, const Candidate& candidate, uint32_t word) {
  static const std::set<std::string_view> kPraising = {"thank",   "commend",      "welcome", "praise",
                                                       "applaud", "congratulate", "salute"};
  if (candidate.type != Type::SUPPORT || !kPraising.contains(tree.word(candidate.clause.word).lemma)) return false;
  for (uint32_t low = word; tree.word(low).head >= 0;) {
    const auto deed = static_cast<uint32_t>(tree.word(low).head);
    if (deed == candidate.clause.word) return false;
    const int owner = tree.child(deed, "nmod:poss");
    const bool owned = owner >= 0 && index.actor_at(static_cast<uint32_t>(owner)) != nullptr;
    if (owned && tree.is(low, "nmod") && tree.word(low).deprel != "nmod:poss")
      return tree.under(deed, candidate.clause.word);
    low = deed;
  }
  return false;
}

/// "government" of "anti-government protests".
bool opposed(const Tree& tree, const Mention& m) {
  return m.first >= 2 && tree.form(m.first - 1) == "-" &&
         (tree.form(m.first - 2) == "anti" || tree.form(m.first - 2) == "Anti");
}

/// "Navalny" of "supporters of Navalny", who act without him.
bool followed(const Tree& tree, const Mention& m) {
  constexpr std::array<std::string_view, 3> kFollowers = {"supporter", "follower", "loyalist"};
  const int32_t above = tree.word(m.head).head;
  return m.kind == Mention::Kind::actor && tree.reading().actors[m.targets.front()].person && above >= 0 &&
         tree.is(m.head, "nmod") && among(kFollowers, tree.word(static_cast<uint32_t>(above)).lemma);
}

/// "Kazakhstan" of "talks in Astana, Kazakhstan" says where the town lies; whoever goes to a town, or strikes it,
/// has to do with its country.
bool locates(const Tree& tree, const MentionIndex& index, const Mention& m) {
  if (m.first < 2 || tree.form(m.first - 1) != ",") return false;
  const Reading& reading = tree.reading();
  const std::string_view country = m.kind == Mention::Kind::actor
                                       ? std::string_view(reading.actors[m.targets.front()].country)
                                       : std::string_view(reading.places[m.targets.front()].country);
  return std::ranges::any_of(index.places_near(tree.sentence_of(m.first)), [&](const Mention* town) {
    const Place& place = reading.places[town->targets.front()];
    return town->last + 1 == m.first && tree.preposition(town->head) == "in" && place.kind != Place::Kind::country &&
           place.country == country;
  });
}

/// Mentions that may play a part in an act of the sentence: its own actors; its places that are no actors; actors of
/// the sentence before that this one does not name again.
std::vector<const Mention*> company(const Tree& tree, const MentionIndex& index, const Candidate& candidate) {
  const uint32_t sentence = tree.sentence_of(candidate.clause.word);
  constexpr size_t kMostly = 16;  // mentions of a sentence
  std::vector<const Mention*> here, before;
  here.reserve(kMostly);
  before.reserve(kMostly);
  std::vector<uint32_t> named;
  const Reading& reading = tree.reading();
  const uint32_t first = reading.sentences[sentence == 0 ? 0 : sentence - 1].first;
  for (auto mention = std::ranges::lower_bound(reading.mentions, first, {}, &Mention::first);
       mention != reading.mentions.end() && mention->first < reading.sentences[sentence].last; ++mention) {
    const Mention& m = *mention;
    const uint32_t at = tree.sentence_of(m.head);
    if (m.targets.empty() || m.kind == Mention::Kind::time || only_backs(tree, m)) continue;
    if (followed(tree, m)) continue;
    if (opposed(tree, m) && candidate.type != Type::PROTEST) continue;
    if (mutual(candidate.type) && locates(tree, index, m)) continue;
    if (resisted(tree, candidate, m.head) || concerned(tree, index, candidate, m.head)) continue;
    const bool actor = m.kind == Mention::Kind::actor;
    if (at == sentence &&
        (actor || (index.actor_at(m.head) == nullptr && !reading.places[m.targets.front()].country.empty()))) {
      here.push_back(&m);
      if (actor) named.insert(named.end(), m.targets.begin(), m.targets.end());
    } else if (at + 1 == sentence && actor && !opposed(tree, m)) {
      before.push_back(&m);
    }
  }
  for (const Mention* m : before) {
    if (among(named, m->targets.front())) continue;
    named.push_back(m->targets.front());
    here.push_back(m);
  }
  return here;
}

/// Who is charged with the act: "the group" of "blamed the group for the raid", "the group was accused of the raid"; -1
/// for nobody.
int charged_with(const Tree& tree, uint32_t act, uint32_t verb) {
  const std::string_view link = tree.is(act, "obl") ? tree.preposition(act) : "";
  if (link != "for" && link != "over" && link != "of") return -1;
  return tree.child(verb, tree.passive(verb) ? "nsubj" : "obj");
}

/// Whether a verb speaks against whoever did an act.
bool accuses(std::string_view lemma) {
  static const std::set<std::string_view> kAccusing = {"accuse",  "blame",     "charge",    "suspect", "convict",
                                                       "condemn", "criticize", "criticise", "denounce"};
  return kAccusing.contains(lemma);
}

/// Whoever is said to have done the act: "accused the group of the raid", "blamed the raid on the group", "attributed
/// it to the group".
std::span<const uint32_t> accused_of(const Tree& tree, const Clause& clause) {
  const uint32_t act = clause.word;
  if (clause.kind != Clause::Kind::noun || tree.word(act).head < 0) return {};
  const auto verb = static_cast<uint32_t>(tree.word(act).head);
  const int charged = accuses(tree.word(verb).lemma) ? charged_with(tree, act, verb) : -1;
  if (charged >= 0) return tree.conjuncts(static_cast<uint32_t>(charged));
  if (!ascribes(tree.word(verb).lemma) || !tree.is(act, tree.passive(verb) ? "nsubj" : "obj")) return {};
  const int to = ascribed_to(tree, verb);
  return to < 0 ? std::span<const uint32_t>() : tree.conjuncts(static_cast<uint32_t>(to));
}

/// Subjects of a verb that only speaks of the act: in "Oslo condemned the raid", "Oslo blamed the group for the raid"
/// and "Oslo denied that people were killed" Oslo does none.
std::span<const uint32_t> tellers_of(const Tree& tree, const Clause& clause) {
  const uint32_t word = clause.word;
  if (tree.word(word).head < 0) return {};
  const auto verb = static_cast<uint32_t>(tree.word(word).head);
  const bool noun =
      clause.kind == Clause::Kind::noun && (tree.is(word, "obj") || (tree.is(word, "nsubj") && tree.passive(verb)));
  const bool charged = clause.kind == Clause::Kind::noun && !tree.passive(verb) && charged_with(tree, word, verb) >= 0;
  if (!tree.verbal(verb) || (!noun && !charged && !tree.is(word, "ccomp"))) return {};
  const bool told = tree.is(word, "nsubj") && tree.passive(verb);  // "the raid was condemned by Oslo"
  const int subject = told ? tree.child(verb, "obl:agent") : surface_subject(tree, verb);
  if (subject < 0 || subject == static_cast<int>(word)) return {};
  return tree.conjuncts(static_cast<uint32_t>(subject));
}

/// "Soldiers" beside "beat" of "police beat a protester and soldiers shot a bystander": whether `word` is subject or
/// object of another verb in a row with the act's, where each has a subject of its own.
bool in_clause_beside(const Tree& tree, uint32_t act, uint32_t word) {
  if (!tree.verbal(act) || tree.child(act, "nsubj") < 0) return false;
  while (tree.is(word, "conj") && tree.word(word).head >= 0 && !tree.verbal(word))
    word = static_cast<uint32_t>(tree.word(word).head);
  if (!tree.is(word, "nsubj") && !tree.is(word, "obj")) return false;
  const auto verb = static_cast<uint32_t>(tree.word(word).head);
  return verb != act && tree.verbal(verb) && tree.child(verb, "nsubj") >= 0 && among(tree.conjuncts(act), verb);
}

/// What is known of one mention beside one act.
class Describer {
 public:
  Describer(const Tree& tree, const MentionIndex& index, const Candidate& candidate)
      : tree_(tree),
        candidate_(candidate),
        slots_(slots_of(tree, index, candidate)),
        type_(to_string(candidate.type)),
        kind_(to_string(candidate.clause.kind)) {
    const Clause& clause = candidate.clause;
    witness_ = !candidate.by_frame ? Piece("head") : candidate.trigger == nullptr ? Piece("frame") : Piece("both");
    if (candidate.by) speaker_ = index.actor_at(candidate.by->source);
    const int32_t above = tree.word(clause.word).head;
    condemned_ = above >= 0 && accuses(tree.word(static_cast<uint32_t>(above)).lemma);
    for (uint32_t w : tellers_of(tree, clause)) tellers_.push_back(index.actor_at(w));
    for (uint32_t w : accused_of(tree, clause)) accused_.push_back(index.actor_at(w));
    if (candidate.by_frame && !candidate.match.frame->mode.empty())
      mode_ = candidate.match.frame->mode;
    else if (candidate.trigger != nullptr)
      mode_ = candidate.trigger->mode;
    listen(index);
  }

  void describe(Part& part, size_t many) const {
    const Mention* m = part.mention;
    const Clause& clause = candidate_.clause;
    const int as_source = rank_in(slots_.source, m), as_target = rank_in(slots_.target, m);
    const std::string slot_text = {'s', static_cast<char>('0' + as_source), 't', static_cast<char>('0' + as_target)};
    const std::string others_text = {slots_.source.empty() ? '-'
                                     : as_source > 0       ? '='
                                                           : 's',
                                     slots_.target.empty() ? '-'
                                     : as_target > 0       ? '='
                                                           : 't'};
    const std::string head_text = head_says(*m);
    const bool before = tree_.sentence_of(m->head) != tree_.sentence_of(clause.word);
    const std::string path_text =
        before ? std::string("before>").append(step_of(tree_, m->head)) : path_to(tree_, clause, m->head);
    const Piece slot = slot_text, others = others_text, head = head_text, path = path_text, shape = shape_of(part);
    const Piece sector =
        m->kind == Mention::Kind::place ? Piece("PLACE") : Piece(to_string(part.parties.front().sector));
    const Piece side = m->head < clause.word ? Piece("before") : Piece("after");
    // Who says it: whoever stands in no slot where somebody else does, or where the act is a deed.
    const bool only_says = as_source == 0 && (!slots_.source.empty() || !verbal(candidate_.type));
    // Whoever the event head is sure of is more than a teller, "Oslo confirmed the deal", unless he condemns it.
    const bool sure = !condemned_ && (head_text[1] == '3' || head_text[1] == '4');
    const auto same = [&](const Mention* other) {
      return other == m || (other != nullptr && m->kind == other->kind && m->targets == other->targets);
    };
    part.speaks = !sure && (std::ranges::any_of(tellers_, same) || (same(speaker_) && only_says));
    part.aside = std::ranges::any_of(tellers_, same) && !slots_.target.empty() && as_target == 0 && head_text[3] == '0';
    part.opposed = opposed(tree_, *m);
    part.accused = among(accused_, m);
    part.beside = in_clause_beside(tree_, clause.word, m->head);
    const bool violent = candidate_.type == Type::ASSAULT || candidate_.type == Type::PROTEST;
    if (violent && candidate_.by_frame && among(candidate_.match.frame->source, "between")) {
      part.fights = std::ranges::any_of(clause.all("between"), [&](uint32_t w) {
        return tree_.sentence_of(w) == tree_.sentence_of(m->head) && w >= m->first && w < m->last &&
               m->kind == Mention::Kind::actor;
      });
    }
    FeatureList& to = part.features;
    to.put({"any"});
    to.put({"type=", type_});
    to.put({"slot=", slot});
    to.put({"slot=", slot, " type=", type_});
    to.put({"others=", others, " witness=", witness_});
    to.put({"others=", others, " slot=", slot, " type=", type_});
    to.put({"head=", head});
    to.put({"head=", head, " slot=", slot, " others=", others});
    to.put({"head=", head, " type=", type_});
    to.put({"path=", path});
    to.put({"path=", path, " kind=", kind_});
    to.put({"path=", path, " type=", type_});
    to.put({"path=", path, " witness=", witness_, " kind=", kind_});
    to.put({"path=", path, " shape=", shape});
    to.put({"sector=", sector, " type=", type_});
    to.put({"sector=", sector, " slot=", slot});
    to.put({"sector=", sector, " head=", head});
    to.put({"shape=", shape, " type=", type_});
    to.put({"shape=", shape, " slot=", slot});
    to.put({"shape=", shape, " side=", side, " kind=", kind_});
    to.put({"side=", side, " type=", type_, " kind=", kind_});
    to.put({"gap=", std::min<uint32_t>(m->head < clause.word ? clause.word - m->head : m->head - clause.word, 20) / 3});
    to.put({"many=", std::min<size_t>(many, 5), " head=", head});
    if (m == speaker_) to.put({"speaker type=", type_}), to.put({"speaker slot=", slot});
    if (candidate_.by_frame && !candidate_.match.frame->mode.empty())
      to.put({"mode=", candidate_.match.frame->mode, " path=", path});
    if (tree_.passive(clause.word)) to.put({"passive path=", path});
    to.put({"path=", path, " head=", head});
    to.put({"path=", path, " slot=", slot});
    to.put({"path=", path, " sector=", sector});
    put_words(to, *m, slot, head, sector);
    put_others(to, part, slot, others, head, side);
  }

 private:
  /// What the word itself says, and the one that it hangs on: "Taliban" of "a Taliban stronghold" does less than "the
  /// Taliban".
  void put_words(FeatureList& to, const Mention& m, const Piece& slot, const Piece& head, const Piece& sector) const {
    const Word& word = tree_.word(m.head);
    const Piece step = step_of(tree_, m.head), how = mode_;
    to.put({"step=", step, " type=", type_});
    to.put({"how=", how, " slot=", slot});
    to.put({"how=", how, " head=", head});
    to.put({"how=", how, " sector=", sector});
    to.put({"how=", how, " step=", step});
    if (word.head >= 0) {
      const Piece under = tree_.word(static_cast<uint32_t>(word.head)).lemma;
      to.put({"under=", under, " step=", step});
      to.put({"under=", under, " step=", step, " type=", type_});
    }
    // Names would teach who is often to blame, not who did it.
    if (word.upos != Upos::NOUN && word.upos != Upos::PRON) return;
    const Piece own = word.lemma;
    to.put({"own=", own, " type=", type_});
    to.put({"own=", own, " step=", step});
  }

  /// What the others beside the act, and the acts beside it, leave for this one.
  void put_others(FeatureList& to, const Part& part, const Piece& slot, const Piece& others, const Piece& head,
                  const Piece& side) const {
    const Mention& m = *part.mention;
    const std::string rest_text = head_says(m, /*of_others=*/true), rival_text = rival_of(m);
    const Piece rest = rest_text, rival = rival_text;
    to.put({"rest=", rest, " head=", head});
    to.put({"rest=", rest, " slot=", slot});
    to.put({"rest=", rest, " type=", type_});
    const std::string kin_text = {kin(part, slots_.source), kin(part, slots_.target)};
    const std::string heard_text = {kin(part, heard_source_), kin(part, heard_target_)};
    const Piece kin = kin_text, heard = heard_text;
    to.put({"kin=", kin, " slot=", slot});
    to.put({"kin=", kin, " others=", others});
    to.put({"kin=", kin, " type=", type_});
    to.put({"heard=", heard, " head=", head});
    to.put({"heard=", heard, " slot=", slot});
    to.put({"heard=", heard, " type=", type_});
    if (rival_text.empty()) return;
    to.put({"rival=", rival, " type=", type_});
    to.put({"rival=", rival, " type=", type_, " head=", head});
    to.put({"rival=", rival, " type=", type_, " side=", side});
  }

  /// The part that the event head gives a word in another act.
  struct Rival {
    uint32_t word;
    float source, target;
    const Trigger* act;
    [[nodiscard]] float sure() const { return std::max(source, target); }
  };

  /// Whom the event head gives a part in the act, and the other acts that it finds near it.
  void listen(const MentionIndex& index) {
    constexpr float kLikely = 0.5F, kSure = 0.3F;
    const Clause& clause = candidate_.clause;
    if (candidate_.trigger != nullptr) {
      for (const Trigger::Role& role : candidate_.trigger->roles) {
        const Mention* who = index.actor_at(role.word);
        if (who == nullptr) continue;
        if (role.source >= kLikely) heard_source_.emplace_back(who, 1);
        if (role.target >= kLikely) heard_target_.emplace_back(who, 1);
      }
    }
    const Reading& reading = tree_.reading();
    const uint32_t sentence = tree_.sentence_of(clause.word);
    const uint32_t first = reading.sentences[sentence == 0 ? 0 : sentence - 1].first;
    for (auto t = std::ranges::lower_bound(reading.triggers, first, {}, &Trigger::word);
         t != reading.triggers.end() && t->word < reading.sentences[sentence].last; ++t) {
      const bool own = t->word == clause.word || &*t == candidate_.trigger ||
                       among(candidate_.match.consumed, t->word) ||
                       std::ranges::any_of(candidate_.also, [&](const Telling& a) { return a.clause.word == t->word; });
      for (const Trigger::Role& role : t->roles) {
        if (!own && std::max(role.source, role.target) > kSure)
          rivals_.push_back({role.word, role.source, role.target, &*t});
      }
    }
    std::ranges::stable_sort(rivals_, {}, &Rival::word);
  }

  /// How `part` is related to those of a side: '=' another mention of one of them, 'c' of the same country, 'o' of none
  /// of theirs, '-' where there is none but itself.
  [[nodiscard]] char kin(const Part& part, const Ranked& side) const {
    char best = '-';
    for (const auto& [other, rank] : side) {
      if (other == part.mention || other->kind != Mention::Kind::actor || other->targets.empty()) continue;
      if (part.mention->kind == Mention::Kind::actor && other->targets == part.mention->targets) return '=';
      const bool fellow = tree_.reading().actors[other->targets.front()].country == part.parties.front().country;
      best = fellow || best == 'c' ? 'c' : 'o';
    }
    return best;
  }

  /// The part that the event head is surest of in another act of the mention's sentence, with that act's type:
  /// "sASSAULT"; empty for none.
  [[nodiscard]] std::string rival_of(const Mention& m) const {
    const Rival* best = nullptr;
    for (auto r = std::ranges::lower_bound(rivals_, m.first, {}, &Rival::word); r != rivals_.end() && r->word < m.last;
         ++r) {
      if (best == nullptr || r->sure() > best->sure()) best = &*r;
    }
    if (best == nullptr) return "";
    const auto type = static_cast<Type>(std::ranges::max_element(best->act->type) - best->act->type.begin());
    return std::string(best->source > best->target ? "s" : "t").append(to_string(type));
  }

  /// How sure the event head is of a mention, or of the surest of all others, in five steps a side: "s4t0".
  [[nodiscard]] std::string head_says(const Mention& m, bool of_others = false) const {
    float source = 0, target = 0;
    if (candidate_.trigger != nullptr) {
      for (const Trigger::Role& role : candidate_.trigger->roles) {
        if ((role.word >= m.first && role.word < m.last) == of_others) continue;
        source = std::max(source, role.source);
        target = std::max(target, role.target);
      }
    }
    const auto step = [](float p) { return p < 0.1F ? '0' : p < 0.3F ? '1' : p < 0.6F ? '2' : p < 0.85F ? '3' : '4'; };
    return {'s', step(source), 't', step(target)};
  }

  [[nodiscard]] Piece shape_of(const Part& part) const {
    const Mention& m = *part.mention;
    const Word& word = tree_.word(m.head);
    if (m.kind == Mention::Kind::place) {
      const bool country = tree_.reading().places[m.targets.front()].kind == Place::Kind::country;
      return country ? Piece("country") : Piece("place");
    }
    if (word.upos == Upos::PRON) return "pronoun";
    if (word.upos == Upos::ADJ || tree_.is(m.head, "amod") || tree_.is(m.head, "compound")) return "modifier";
    if (tree_.reading().actors[m.targets.front()].person) return "person";
    return part.parties.front().name.empty() ? Piece("common") : Piece("name");
  }

  const Tree& tree_;
  const Candidate& candidate_;
  Slots slots_;
  Piece type_, kind_, witness_ = "";
  const Mention* speaker_ = nullptr;
  bool condemned_ = false;  // the act hangs on a verb that accuses
  std::vector<const Mention*> tellers_, accused_;
  std::string_view mode_ = "-";         // the frame's, else the event head's
  std::vector<Rival> rivals_;           // parts in other acts of its sentence and the one before, by word
  Ranked heard_source_, heard_target_;  // whom the event head gives a part
};

/// Whether nothing but nouns and their modifiers stand between a word and one above it, and not the act itself: in
/// "those who condemned the bombing of Kyiv" they do not between "Kyiv" and "those".
bool describes(const Tree& tree, const Candidate& candidate, uint32_t low, uint32_t high) {
  while (low != high) {
    const auto above = static_cast<uint32_t>(tree.word(low).head);
    const bool act = low == candidate.clause.word || among(candidate.match.consumed, low);
    if (act || tree.is(low, "nsubj") || tree.verbal(above)) return false;
    low = above;
  }
  return true;
}

}  // namespace

bool ascribes(std::string_view lemma) {
  constexpr std::array<std::string_view, 5> kAscribing = {"attribute", "ascribe", "impute", "blame", "pin"};
  return among(kAscribing, lemma);
}

int ascribed_to(const Tree& tree, uint32_t verb) {
  for (const uint32_t c : tree.children(verb)) {
    const std::string_view link = tree.is(c, "obl") ? tree.preposition(c) : "";
    if (link == "to" || link == "on") return static_cast<int>(c);
  }
  return -1;
}

bool only_backs(const Tree& tree, const Mention& m) {
  static const std::set<std::string_view> kBacked = {"backed", "aligned",  "allied",  "supported", "sponsored",
                                                     "funded", "armed",    "trained", "linked",    "affiliated",
                                                     "held",   "occupied", "made"};
  return m.last + 1 < tree.reading().words.size() && tree.form(m.last) == "-" &&
         kBacked.contains(tree.form(m.last + 1));
}

const Part* placed_by(const Tree& tree, const Candidate& candidate, const Part& part, std::span<const Part> parts) {
  const Party& party = part.parties.front();
  const bool named = !part.ids.empty() && !party.name.empty() && tree.reading().actors[part.ids.front()].person;
  // "Delegates from 60 nations" come from states that nobody names.
  const Word& word = tree.word(part.mention->head);
  const bool lands = party.country.empty() && (word.lemma == "nation" || word.lemma == "country");
  if ((word.upos == Upos::NOUN && !lands) || named) return nullptr;
  const auto found = std::ranges::find_if(parts, [&](const Part& whole) {
    uint32_t low = part.mention->head;
    const uint32_t high = whole.mention->head;
    if (low == high || tree.sentence_of(low) != tree.sentence_of(high) || !tree.under(low, high)) return false;
    // "Oman" of "the navies of China and Oman", but not of "the navies and Oman".
    while (low != high && tree.is(low, "conj")) low = static_cast<uint32_t>(tree.word(low).head);
    if (low == high || tree.is(low, "appos")) return false;  // "two lawmakers, Odeh and Cassif"
    if (!describes(tree, candidate, low, high)) return false;
    const auto alike = [&](const Party& a) { return a.country == party.country; };
    return whole.mention->kind == Mention::Kind::actor && std::ranges::any_of(whole.parties, alike);
  });
  return found == parts.end() ? nullptr : &*found;
}

std::vector<Part> parts_of(const Tree& tree, const MentionIndex& index, const Candidate& candidate, bool explain) {
  const Describer describer(tree, index, candidate);
  std::vector<const Mention*> mentions = company(tree, index, candidate);
  std::vector<Part> parts;
  parts.reserve(mentions.size());
  for (const Mention* m : mentions) {
    parts.push_back(part_of(tree, index, candidate, *m, explain));
    describer.describe(parts.back(), mentions.size());
  }
  return parts;
}

Odds odds(const Weights& casting, const Part& part) {
  const Weights::Sums sums = casting.sum(part.features);
  const double s = std::exp(sums[0]), t = std::exp(sums[1]);
  return {s / (1 + s + t), t / (1 + s + t)};
}

}  // namespace khaldun
