#include "coder/doers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "base/among.h"
#include "coder/context.h"
#include "coder/items.h"

namespace khaldun {
namespace {

constexpr uint32_t kSoon = 3;    // sentences after the attack in which a suspect is its doer
constexpr size_t kRecent = 300;  // acts back that a noun may name: an article's, not a book's
constexpr uint32_t kClaim = 20;  // sentences after an attack in which somebody claims it
constexpr uint32_t kNext = 2;    // sentences after an act in which one like it goes on with it

/// Who is meant by `noun`: "the Front" of "the militant group, the Front".
const Mention* named_beside(const Tree& tree, const MentionIndex& index, uint32_t noun) {
  for (const uint32_t c : tree.children(noun)) {
    const Mention* name = tree.is(c, "appos") ? index.actor_at(c) : nullptr;
    if (name != nullptr && name->head == c && !tree.reading().actors[name->targets.front()].name.empty()) return name;
  }
  return index.actor_at(noun);
}

/// What kind of act a noun names by its frame: "the putsch" a seizure, "the shelling" an attack.
const Frame* kind_of(const Tree& tree, const FrameTable& frames, const FillerTest& test, uint32_t noun) {
  const std::optional<Clause> clause = tree.nominal(noun) ? clause_of(tree, noun) : std::nullopt;
  const Frame* frame = clause ? frames.best(*clause, tree, test).frame : nullptr;
  return frame != nullptr && frame->codes ? frame : nullptr;
}

/// Whoever is told to have done an attack: "the group" of "the group claimed the attack", "the group carried out the
/// raid", "the group was behind the blast".
struct Deed {
  const Mention* doer = nullptr;
  bool own = true;  // by the text or by himself, "said it was behind the blast"; else others say so
};

/// What is told of the attack that the noun `w` names; nobody where that is not said, or is denied.
Deed deed_of(const Tree& tree, const MentionIndex& index, const FrameTable& frames, const FillerTest& test,
             uint32_t w) {
  static const std::set<std::string_view> kDoing = {"claim", "commit", "perpetrate", "stage", "execute"};
  int subject = -1;
  uint32_t predicate = w;
  if (tree.child(w, "cop") >= 0 && tree.preposition(w) == "behind") {
    subject = tree.child(w, "nsubj");
  } else if (tree.is(w, "obj")) {
    predicate = static_cast<uint32_t>(tree.word(w).head);
    const std::string& verb = tree.word(predicate).lemma;
    if (kDoing.contains(verb) || (verb == "carry" && tree.has_child_lemma(predicate, "compound:prt", "out")))
      subject = surface_subject(tree, predicate);
  }
  const auto who = static_cast<uint32_t>(subject);
  if (subject < 0 || tree.passive(predicate) || tree.has_child_lemma(who, "det", "no")) return {};
  const Frame* kind = kind_of(tree, frames, test, w);
  const Mention* doer = named_beside(tree, index, who);
  if (kind == nullptr || kind->type != Type::ASSAULT || doer == nullptr || doer->kind != Mention::Kind::actor)
    return {};
  const Status status = status_of(tree, predicate).status;
  if (status != Status::occurred && status != Status::alleged) return {};
  const std::optional<Attribution> by = attribution_of(tree, predicate);
  const Mention* teller = by ? index.actor_at(by->source) : nullptr;
  return {doer, !by || (teller != nullptr && share(teller->targets, doer->targets))};
}

/// Who says that he did what the document tells: "the group claimed responsibility", "responsibility was claimed by the
/// group", "the group said it had carried out the attack".
std::vector<const Mention*> claimants(const Tree& tree, const MentionIndex& index, const FrameTable& frames,
                                      const FillerTest& test) {
  static const std::set<std::string_view> kClaiming = {"claim", "take", "assume", "accept"};
  std::vector<const Mention*> found;
  for (uint32_t w = 0; w < tree.reading().words.size(); ++w) {
    if (tree.word(w).head < 0) continue;
    const Deed deed = deed_of(tree, index, frames, test, w);
    if (deed.doer != nullptr && deed.own) found.push_back(deed.doer);
    if (tree.word(w).lemma != "responsibility" && tree.word(w).lemma != "credit") continue;
    const auto verb = static_cast<uint32_t>(tree.word(w).head);
    const bool claimed = tree.is(w, "nsubj") && tree.passive(verb);
    if (!kClaiming.contains(tree.word(verb).lemma) || !(claimed || tree.is(w, "obj"))) continue;
    const bool denied = tree.has_child_lemma(verb, "advmod", "not") || tree.has_child_lemma(w, "det", "no");
    const int who = claimed ? tree.child(verb, "obl:agent") : surface_subject(tree, verb);
    if (who < 0 || denied) continue;
    for (const uint32_t actor : tree.conjuncts(static_cast<uint32_t>(who))) {
      // "No group has claimed responsibility"; "Responsibility was claimed by nobody".
      const Mention* m = tree.has_child_lemma(actor, "det", "no") ? nullptr : named_beside(tree, index, actor);
      if (m != nullptr && m->kind == Mention::Kind::actor) found.push_back(m);
    }
  }
  return found;
}

/// Of drafts in text order those of the sentences from `first` to `last`.
template <class Drafts>
auto drafts_in(Drafts& drafts, uint32_t first, uint32_t last) {
  const auto sentence = [](const Draft& d) { return d.event.sentence; };
  const auto begin = std::ranges::lower_bound(drafts, first, {}, sentence);
  return std::span(begin, std::ranges::upper_bound(begin, drafts.end(), last, {}, sentence));
}

/// Whom others make out to be the doer: "blamed the rebels", "blamed it on the rebels", "the rebels were blamed", "said
/// that the rebels were responsible" or "behind the raid". For the attack at `sentence`, in it or in the next.
const Mention* blamed_after(const Tree& tree, const MentionIndex& index, const FrameTable& frames,
                            const FillerTest& test, uint32_t sentence) {
  const Reading& reading = tree.reading();
  for (uint32_t w = reading.sentences[sentence].first; w < reading.words.size(); ++w) {
    if (tree.sentence_of(w) > sentence + 1) break;
    if (const Deed deed = deed_of(tree, index, frames, test, w); deed.doer != nullptr && !deed.own) return deed.doer;
    const std::string& lemma = tree.word(w).lemma;
    const bool blame = lemma == "blame" && tree.verbal(w);
    const int on = tree.verbal(w) && ascribes(lemma) ? ascribed_to(tree, w) : -1;
    const bool blames = blame || on >= 0 || (lemma == "responsible" && tree.child(w, "cop") >= 0);
    if (!blames || tree.has_child_lemma(w, "advmod", "not")) continue;
    const int who = on >= 0 ? on : tree.child(w, blame && !tree.passive(w) ? "obj" : "nsubj");
    const Mention* m = who < 0 ? nullptr : index.actor_at(static_cast<uint32_t>(who));
    if (m != nullptr && m->kind == Mention::Kind::actor && !tree.has_child_lemma(m->head, "det", "no")) return m;
  }
  return nullptr;
}

/// Whether `m` is told of for what he does himself, in an attack of another sentence than `sentence`: "A bomb killed
/// two. Later gunmen shot a judge."
bool does_another(const Tree& tree, const Mention& m, uint32_t sentence, const std::vector<Draft>& drafts) {
  const uint32_t own = tree.sentence_of(m.head);
  if (own == sentence || tree.has_child_lemma(m.head, "det", "the")) return false;
  return std::ranges::any_of(drafts_in(drafts, own, own), [&](const Draft& d) {
    return d.event.type == Type::ASSAULT && share(d.source, m.targets);
  });
}

/// "A suspect", "the gunman" in or soon after a sentence.
const Mention* suspect_after(const Tree& tree, uint32_t sentence, const std::vector<Draft>& drafts) {
  static const std::set<std::string_view> kSuspects = {"suspect", "perpetrator", "attacker", "assailant",
                                                       "gunman",  "shooter",     "bomber",   "assassin",
                                                       "stabber", "arsonist",    "hijacker", "hitman"};
  const std::vector<Mention>& mentions = tree.reading().mentions;
  for (auto m = std::ranges::lower_bound(mentions, tree.reading().sentences[sentence].first, {}, &Mention::first);
       m != mentions.end() && tree.sentence_of(m->head) <= sentence + kSoon; ++m) {
    if (!one_item(tree, sentence, tree.sentence_of(m->head))) break;
    if (m->kind == Mention::Kind::actor && kSuspects.contains(tree.word(m->head).lemma) &&
        !does_another(tree, *m, sentence, drafts))
      return &*m;
  }
  return nullptr;
}

/// The arrest of one person in the sentence after an attack: "Five people were stabbed. A student was arrested."
const Draft* arrest_after(const Draft& attack, const std::vector<Draft>& drafts) {
  const uint32_t next = attack.event.sentence + 1;
  for (const Draft& d : drafts_in(drafts, next, next)) {
    const Event& e = d.event;
    if (e.mode == "arrest" && e.arrested == 1 && e.status == Status::occurred && !d.target.empty() &&
        d.target.size() == e.target.size())
      return &d;
  }
  return nullptr;
}

bool unidentified(const Event& event) {
  return std::ranges::all_of(event.source, [](const EventActor& a) { return a.sector == Sector::UAF; });
}

/// Nobody is named, though it may be sure who must have done it: "a curfew was imposed".
bool unnamed(const Event& event) { return event.source.size() == 1 && event.source.front().span.empty(); }

/// Nobody is named, or only "gunmen".
bool unseen(const Event& event) {
  return (unnamed(event) && event.source.front().country.empty()) || unidentified(event);
}

/// Weapons of armed forces: nobody is a suspect of an air raid.
bool military(std::string_view mode) {
  constexpr std::array<std::string_view, 3> kModes = {"aerial", "drone", "heavy-weapons"};
  return among(kModes, mode);
}

bool dated_apart(const Event& a, const Event& b) { return a.date && b.date && !a.date->days.overlaps(b.date->days); }

/// Whether the text names the day of an act.
bool by_day(const Event& e) { return e.date && !e.date->span.empty(); }

/// Who claims the attack of `draft` in what is told after it: that or one of the same day was told last before he did.
const Mention* claimant_of(const Tree& tree, const Draft& draft, const std::vector<Draft>& drafts,
                           const std::vector<const Mention*>& claims) {
  const auto claim = std::ranges::lower_bound(claims, draft.event.sentence, {},
                                              [&](const Mention* m) { return tree.sentence_of(m->head); });
  const uint32_t own = draft.event.sentence;
  if (claim == claims.end() || tree.sentence_of((*claim)->head) > own + kClaim) return nullptr;
  if (!one_item(tree, own, tree.sentence_of((*claim)->head))) return nullptr;
  const Draft* last = &draft;
  for (const Draft& d : drafts_in(drafts, own, own + kClaim)) {
    if (d.event.type == Type::ASSAULT && d.word > last->word && d.word < (*claim)->head) last = &d;
  }
  return dated_apart(last->event, draft.event) ? nullptr : *claim;
}

/// Bombs that are laid or carried are seldom those of a state.
bool laid(std::string_view mode) { return mode == "explosives" || mode == "suicide-attack"; }

bool of_state(const Draft& d) {
  constexpr std::array<Sector, 4> kState = {Sector::GOV, Sector::MIL, Sector::COP, Sector::SPY};
  return among(kState, d.event.source.front().sector);
}

/// The doer of the act before, where one is told after the other against one country: "An Israeli strike killed two in
/// Tyre. A second strike hit a school."
const Draft* act_before(const Tree& tree, const Draft& of, const std::vector<Draft>& drafts) {
  const auto mutual_target = [&](const Draft& d) {
    return std::ranges::any_of(d.event.target, [&](const EventActor& a) {
      const auto alike = [&](const EventActor& b) { return a.country == b.country; };
      return !a.country.empty() && std::ranges::any_of(of.event.target, alike);
    });
  };
  const Draft* last = nullptr;
  const uint32_t own = of.event.sentence;
  for (const Draft& d : drafts_in(drafts, own - std::min(own, kNext), own)) {
    const bool same_arms = d.event.mode == of.event.mode || d.event.mode.empty() || of.event.mode.empty();
    if (d.word < of.word && same_arms && d.event.type == of.event.type && !d.source.empty() && mutual_target(d) &&
        !(by_day(d.event) && by_day(of.event) && dated_apart(d.event, of.event)) &&
        one_item(tree, d.event.sentence, own) && !(laid(of.event.mode) && of_state(d)))
      last = &d;
  }
  return last;
}

void give(const Tree& tree, const Mention& m, std::string_view how, Draft& draft) {
  draft.event.source.clear();
  for (const uint32_t id : m.targets) draft.event.source.push_back(actor_of(tree, m, id));
  draft.source = m.targets;
  if (!draft.event.why.empty()) draft.event.why.push_back(fmt::format("source '{}': {}", tree.text(tree.span(m)), how));
}

/// Whoever did another act did this one.
void give(const Draft& other, std::string_view how, Draft& draft) {
  draft.event.source = other.event.source;
  draft.source = other.source;
  if (!draft.event.why.empty()) draft.event.why.push_back(fmt::format("source: {}", how));
}

/// Whether "they", "both", "the participants" are the subject of an act, and nobody knows who they are.
bool by_those_who_met(const Tree& tree, const MentionIndex& index, uint32_t act) {
  static const std::set<std::string_view> kTogether = {"they", "both",  "all",      "two",      "leader",
                                                       "side", "party", "minister", "official", "participant"};
  const int32_t above = tree.word(act).head;
  const uint32_t verb = tree.verbal(act) || above < 0 ? act : static_cast<uint32_t>(above);
  const int subject = tree.verbal(verb) ? surface_subject(tree, verb) : -1;
  if (subject < 0) return false;
  const auto who = static_cast<uint32_t>(subject);
  const bool one_noun = tree.word(who).upos == Upos::NOUN && !tree.has_feature(who, "Number=Plur");
  if (!kTogether.contains(tree.word(who).lemma) || one_noun) return false;
  const Mention* m = index.actor_at(who);
  if (m == nullptr) return true;
  if (m->targets.size() > 1) return false;
  const Actor& actor = tree.reading().actors[m->targets.front()];
  const bool one = actor.person && tree.word(m->head).lemma == "they";  // no one is several
  const bool bare = m->last - m->first == 1;                            // "the leaders", not "Chilean leaders"
  return one || (actor.name.empty() && (actor.country.empty() || bare));
}

/// Whether people of several countries meet.
bool meeting(const Draft& d) {
  const auto foreign = [&](const EventActor& a) { return a.country != d.event.source.front().country; };
  return d.event.type == Type::CONSULT && d.source.size() >= 2 && std::ranges::any_of(d.event.source, foreign);
}

/// Whether the words that state an act hold `lemma`: "putsch" of "carried out a putsch".
bool tells(const Tree& tree, const Draft& draft, std::string_view lemma) {
  const Sentence& sentence = tree.reading().sentences[draft.event.sentence];
  for (uint32_t w = sentence.first; w < sentence.last; ++w) {
    if (tree.word(w).lemma == lemma && draft.event.evidence.front().span.overlaps(tree.word(w).span)) return true;
  }
  return false;
}

/// What a noun that is no act of its own speaks of, "the arrest": the act last told of that it names.
const Draft* named_by(const Tree& tree, const FrameTable& frames, const FillerTest& test, uint32_t noun, Type speech,
                      const std::vector<Draft>& drafts) {
  const Frame* kind = kind_of(tree, frames, test, noun);
  const auto of_kind = [&](const Event& e) {
    if (kind == nullptr || kind->type != e.type) return false;
    return e.type == Type::ASSAULT || kind->mode == e.mode || kind->mode.empty() || e.mode.empty();
  };
  const std::string& lemma = tree.word(noun).lemma;
  const Draft* last = nullptr;
  const auto before = drafts_in(drafts, 0, tree.sentence_of(noun));
  for (const Draft& d : before.last(std::min(kRecent, before.size()))) {
    const bool named = tree.word(d.word).lemma == lemma || (kind != nullptr && tells(tree, d, lemma));
    if (d.word >= noun || d.event.type == speech || !(named || of_kind(d.event))) continue;
    if (last == nullptr || d.word > last->word) last = &d;
  }
  return last;
}

/// Whether `noun` is what `predicate` speaks of: "the raid" of "denounced the raid", "the raid was hailed", "criticism
/// of the raid".
bool spoken_of(const Tree& tree, uint32_t noun, uint32_t predicate) {
  if (tree.word(noun).head != static_cast<int32_t>(predicate)) return false;
  return tree.is(noun, "obj") || tree.word(noun).deprel == "nsubj:pass" || tree.preposition(noun) == "of";
}

/// Whether a record is what somebody says of an act: blame, praise or refusal.
bool speaks_of_acts(Type type) { return type == Type::ACCUSE || type == Type::SUPPORT || type == Type::REJECT; }

}  // namespace

bool condemned(const Tree& tree, uint32_t act) {
  static const std::set<std::string_view> kCondemning = {"condemn",   "condemnation", "denounce", "denunciation",
                                                         "deplore",   "decry",        "slam",     "blast",
                                                         "criticize", "criticise",    "criticism"};
  const int32_t above = tree.word(act).head;
  return above >= 0 && kCondemning.contains(tree.word(static_cast<uint32_t>(above)).lemma) &&
         spoken_of(tree, act, static_cast<uint32_t>(above));
}

bool ascribed(const Tree& tree, uint32_t act) {
  const int32_t above = tree.word(act).head;
  if (above < 0 || !ascribes(tree.word(static_cast<uint32_t>(above)).lemma)) return false;
  return tree.is(act, "obj") || tree.word(act).deprel == "nsubj:pass" || tree.preposition(act) == "for";
}

void aim_at_doers(const Tree& tree, const FrameTable& frames, const FillerTest& test, std::vector<Draft>& drafts) {
  for (Draft& speech : drafts) {
    if (!speaks_of_acts(speech.event.type)) continue;
    for (const uint32_t noun : tree.children(speech.word)) {
      if (!spoken_of(tree, noun, speech.word)) continue;
      const Draft* act = named_by(tree, frames, test, noun, speech.event.type, drafts);
      if (act == nullptr || act->source.empty() || share(act->source, speech.source)) continue;
      if (!speech.event.target.empty() && !share(speech.target, act->target)) continue;
      speech.event.target = act->event.source;
      speech.target = act->source;
      break;
    }
  }
  for (const Draft& act : drafts) {
    if (tree.word(act.word).head < 0 || speaks_of_acts(act.event.type)) continue;
    const auto above = static_cast<uint32_t>(tree.word(act.word).head);
    const auto near = drafts_in(drafts, act.event.sentence, act.event.sentence);
    const auto speech =
        std::ranges::find_if(near, [&](const Draft& d) { return d.word == above && speaks_of_acts(d.event.type); });
    if (speech == near.end() || !spoken_of(tree, act.word, above)) continue;
    // The police that must have made an arrest are accused of it where nobody else is; whom they arrested is not.
    const bool open = speech->event.target.empty() || share(speech->target, act.target);
    const bool known = std::ranges::any_of(
        act.event.source, [&](const EventActor& a) { return a.sector != Sector::UNK && (open || !a.span.empty()); });
    if (known) {
      if (share(act.source, speech->source)) continue;  // nobody condemns himself
      speech->event.target = act.event.source;
      speech->target = act.source;
    } else if (share(speech->target, act.target)) {
      speech->event.target.clear();
      speech->target.clear();
    }
  }
}

void name_doers(const Tree& tree, const MentionIndex& index, const FrameTable& frames, const FillerTest& test,
                std::vector<Draft>& drafts) {
  const auto open = [](const Draft& d) { return d.event.type == Type::ASSAULT && unseen(d.event); };
  const auto goes_on = [](const Draft& d) {
    const bool arrest = d.event.mode == "arrest";  // police do not hand each over
    return unnamed(d.event) && (d.event.type == Type::ASSAULT || (d.event.type == Type::COERCE && !arrest));
  };
  if (std::ranges::any_of(drafts, open)) {
    const std::vector<const Mention*> claims = claimants(tree, index, frames, test);
    for (Draft& draft : drafts) {
      if (!open(draft)) continue;
      const Mention* claimant = claimant_of(tree, draft, drafts, claims);
      const bool person = !military(draft.event.mode) && !unidentified(draft.event);
      const Mention* suspect = person ? suspect_after(tree, draft.event.sentence, drafts) : nullptr;
      if (claimant != nullptr)
        give(tree, *claimant, "claims the attack", draft);
      else if (suspect != nullptr)
        give(tree, *suspect, "told of as its doer", draft);
      if (!unnamed(draft.event)) continue;
      if (const Mention* blamed = blamed_after(tree, index, frames, test, draft.event.sentence)) {
        give(tree, *blamed, "blamed for it", draft);
        draft.event.status = Status::alleged;
        continue;
      }
      const Draft* arrest = person ? arrest_after(draft, drafts) : nullptr;
      if (arrest == nullptr) continue;
      draft.event.source = {arrest->event.target.front()};
      draft.source = {arrest->target.front()};
      if (!draft.event.why.empty()) draft.event.why.push_back("source: who is arrested next");
    }
  }
  std::vector<const Draft*> met;  // the meetings so far
  for (Draft& draft : drafts) {
    if (meeting(draft)) met.push_back(&draft);
    if (!verbal(draft.event.type) || draft.event.type == Type::CONSULT) continue;
    if (!by_those_who_met(tree, index, draft.word)) continue;
    const auto last = std::find_if(met.rbegin(), met.rend(), [&](const Draft* d) { return d->word < draft.word; });
    if (last != met.rend()) give(**last, "those who met", draft);
  }
  for (Draft& draft : drafts) {
    const Draft* before = goes_on(draft) ? act_before(tree, draft, drafts) : nullptr;
    if (before != nullptr) give(*before, "who did the act told before", draft);
  }
}

}  // namespace khaldun
