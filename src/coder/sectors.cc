#include "coder/sectors.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/among.h"
#include "coder/implied.h"

namespace khaldun {
namespace {

/// Acts that are done with force, or to somebody's person.
bool befalls(Type type) {
  constexpr std::array kActs = {Type::ASSAULT,  Type::COERCE,  Type::PROTEST, Type::MOBILIZE,
                                Type::SANCTION, Type::CONCEDE, Type::RETREAT};
  return among(kActs, type);
}

bool state(const Actor& actor) { return !actor.id.empty() && actor.id.find('.') == std::string::npos; }

/// "Iran arrested", "arrested by Iran", "Iran's arrest of": not "was arrested in Iran", "the president announced the
/// arrest".
bool given(const Act& act, uint32_t doer, bool person) {
  constexpr std::array<std::string_view, 4> kDoers = {"poss", "mod", "by", "subj"};
  constexpr std::array<std::string_view, 2> kTelling = {"announce", "confirm"};
  const Clause& clause = act.candidate.clause;
  const bool telling = clause.kind == Clause::Kind::noun || among(kTelling, act.tree.word(clause.word).lemma);
  return std::ranges::any_of(clause.arguments, [&](const Argument& a) {
    return a.word == doer && among(kDoers, a.slot) && !(person && telling && a.slot == "subj");
  });
}

/// Whether nobody but its police or its courts does what `event` is by such words: "was arrested in Iran" is by its
/// police, "was held in Iran" as much by its government.
bool by_organs(const Act& act) {
  static const std::set<std::string_view> kArrests = {"arrest",    "rearrest",  "capture",
                                                      "recapture", "apprehend", "custody"};
  static const std::set<std::string_view> kCharges = {"charge", "indict", "indictment", "prosecute",  "prosecution",
                                                      "try",    "trial",  "arraign",    "arraignment"};
  if (act.event.type == Type::SANCTION) return true;
  const auto& words = act.event.type == Type::COERCE ? kArrests : kCharges;
  const auto holds = [&](uint32_t w) { return words.contains(act.tree.word(w).lemma); };
  return holds(act.candidate.clause.word) || std::ranges::any_of(act.candidate.match.consumed, holds);
}

/// "The government", "the Ortega regime": a state by the words for its rulers.
bool rulers(std::string_view lemma) {
  constexpr std::array<std::string_view, 4> kRulers = {"government", "regime", "administration", "cabinet"};
  return among(kRulers, lemma);
}

/// Whether only one in office does such an act, or bears it: resigning, being dismissed, using a state's force.
bool of_office(const Event& event, bool as_source) {
  if (event.type == Type::SANCTION && event.mode == "expel") return true;
  if (!as_source) return false;
  return event.mode == "resign" || event.type == Type::COERCE || event.type == Type::ASSAULT;
}

/// The office that `actor` held last by `day`; nullptr where the tables know of none.
const Tenure* last_held(const Actor& actor, Day day) {
  const Tenure* held = nullptr;
  for (const Tenure& t : actor.tenures) {
    if (t.days.first <= day && (held == nullptr || t.days.last > held->days.last)) held = &t;
  }
  return held;
}

/// Words of crimes that are done for gain and in company.
bool crime(std::string_view lemma) {
  static const std::set<std::string_view> kCrimes = {
      "drug",     "narcotic",   "cocaine",    "heroin",      "methamphetamine", "hashish",   "fentanyl", "smuggle",
      "smuggler", "traffic",    "smuggling",  "trafficking", "trafficker",      "scam",      "mafia",    "cartel",
      "gang",     "robbery",    "banditry",   "racketeer",   "racketeering",    "extortion", "fraud",    "poacher",
      "poaching", "cybercrime", "ransomware", "counterfeit", "counterfeiting"};
  return kCrimes.contains(lemma);
}

/// For whom the words [first, last] say that others act: an armed group that they name, terrorists or criminals.
std::optional<Sector> company(const Tree& tree, uint32_t first, uint32_t last) {
  const Reading& reading = tree.reading();
  for (auto m = std::ranges::lower_bound(reading.mentions, first, {}, &Mention::first);
       m != reading.mentions.end() && m->last <= last + 1; ++m) {
    if (m->kind != Mention::Kind::actor || m->targets.empty()) continue;
    const Sector sector = reading.actors[m->targets.front()].sector;
    if (sector == Sector::REB || sector == Sector::PRM || sector == Sector::CRM) return sector;
  }
  constexpr std::array<std::string_view, 3> kTerror = {"terrorism", "terrorist", "terror"};
  for (uint32_t w = first; w <= last; ++w) {
    if (among(kTerror, tree.word(w).lemma)) return Sector::REB;
    if (crime(tree.word(w).lemma)) return Sector::CRM;
  }
  return std::nullopt;
}

/// "Suspected of being members of the ELN", "allegedly linked to a cartel", "convicted of smuggling drugs".
bool suspects(const Tree& tree, uint32_t verb) {
  static const std::set<std::string_view> kSuspecting = {"suspect",   "accuse", "convict", "believe",  "allege",
                                                         "affiliate", "link",   "connect", "associate"};
  return kSuspecting.contains(tree.word(verb).lemma) || tree.has_child_lemma(verb, "advmod", "allegedly");
}

bool boat(const Tree& tree, uint32_t w) {
  constexpr std::array<std::string_view, 4> kBoats = {"boat", "vessel", "ship", "speedboat"};
  return among(kBoats, tree.word(w).lemma);
}

/// "12 others" of "killed three rebels and detained 12 others": who those before are.
std::optional<Sector> of_those_before(const Tree& tree, uint32_t verb) {
  if (!tree.is(verb, "conj")) return std::nullopt;
  const auto before = static_cast<uint32_t>(tree.word(verb).head);
  for (const uint32_t c : tree.children(before)) {
    if (!tree.is(c, "obj") && !(tree.is(c, "nsubj") && tree.passive(before))) continue;
    const auto [first, last] = tree.extent(c);
    return company(tree, first, last);
  }
  return std::nullopt;
}

/// People without a name, or their boat, whom the words around them tell to be rebels or criminals.
std::optional<Sector> suspected(const Act& act, const Mention& mention) {
  static const std::set<std::string_view> kAnybody = {"people",   "person", "individual", "suspect",  "other",
                                                      "prisoner", "man",    "woman",      "national", "foreigner"};
  const Tree& tree = act.tree;
  const uint32_t head = mention.head;
  for (const uint32_t c : tree.children(head)) {
    if (c < head && boat(tree, head) && crime(tree.word(c).lemma)) return Sector::CRM;
    if (c < head || !tree.is(c, "acl") || !suspects(tree, c)) continue;
    const auto [first, last] = tree.extent(c);
    if (const auto of = company(tree, first, last)) return of;
  }
  const bool rest = tree.word(head).lemma == "other" || tree.word(head).lemma == "suspect";
  if (act.event.mode == "arrest" && rest) {
    if (const auto of = of_those_before(tree, act.candidate.clause.word)) return of;
  }
  // "Police arrested nine people in raids on the ELN".
  if (!organ_for(act.event) || !kAnybody.contains(tree.word(head).lemma)) return std::nullopt;
  const auto [first, last] = tree.extent(act.candidate.clause.word);
  return head < last ? company(tree, head + 1, last) : std::nullopt;
}

/// Who strikes and demonstrates as one of those who work.
bool employed(const Tree& tree, uint32_t w) {
  static const std::set<std::string_view> kWorkers = {
      "worker",   "employee", "attendant", "miner", "driver", "trucker",    "docker",  "laborer",
      "labourer", "pilot",    "striker",   "crew",  "staff",  "dockworker", "cleaner", "steelworker"};
  return kWorkers.contains(tree.word(w).lemma);
}

/// "The U.S.-led coalition killed two men": allies in arms, no government of several parties.
bool fighting_coalition(const Act& act, const EventActor& as, uint32_t head) {
  const bool fights = act.event.type == Type::ASSAULT || act.event.type == Type::MOBILIZE;
  return fights && as.sector == Sector::GOV && act.tree.word(head).lemma == "coalition";
}

/// "Iranian drones" that are shot down, "an Afghan post" that is taken: a state's forces.
bool arms(const Tree& tree, uint32_t w) {
  constexpr std::array<std::string_view, 7> kArms = {"drone",   "post", "outpost", "corvette",
                                                     "frigate", "tank", "bomber"};
  const int32_t above = tree.word(w).head;
  const bool modifies = tree.is(w, "amod") || tree.is(w, "compound");
  return modifies && above >= 0 && among(kArms, tree.word(static_cast<uint32_t>(above)).lemma);
}

/// Whether `actor`, to whom the act is given, only stands for the organ that does it.
bool for_organ(const Act& act, const Actor& actor, const Mention& mention) {
  constexpr std::array kPolitical = {Sector::GOV, Sector::LEG, Sector::ELI, Sector::OPP, Sector::PTY};
  const Word& word = act.tree.word(mention.head);
  const Clause& clause = act.candidate.clause;
  const bool arrests = act.event.type == Type::COERCE, accuses = act.event.type == Type::ACCUSE;
  const bool organs = by_organs(act), does = given(act, mention.head, actor.person);
  if (actor.person) return among(kPolitical, actor.sector) && (arrests || organs) && !does;
  const bool land = mention.kind == Mention::Kind::place || (state(actor) && !rulers(word.lemma));
  if (land && organs && !does) return true;
  if (actor.sector != Sector::GOV) return false;
  // "The authorities" who arrest are police, but officials are none, and Iran is a state.
  if (actor.name.empty()) return word.lemma == "authority" ? arrests || organs : !arrests && !accuses;
  // A state named beside a sentence is its courts: "a Thai prison sentence", "U.S. charges".
  if (arrests || among(clause.all("subj"), mention.head)) return false;
  return !accuses || word.upos == Upos::ADJ || (organs && among(clause.all("mod"), mention.head));
}

}  // namespace

void settle(const Act& act, const Actor& actor, bool as_source, const Mention& mention, EventActor& as) {
  const auto& [tree, candidate, event] = act;
  // A named person of no known office on whom force is used is a civilian until the text says more.
  if (!as_source && befalls(event.type) && actor.person && as.sector == Sector::UNK) as.sector = Sector::CVL;
  if (as.sector == Sector::ELI && of_office(event, as_source)) {
    if (const Tenure* held = last_held(actor, tree.reading().published)) as.sector = held->sector;
  }
  const bool place = mention.kind == Mention::Kind::place;
  const bool group = as.sector == Sector::UNK && tree.word(mention.head).lemma == "group";
  const bool nameless = !place && actor.name.empty() && (as.sector == Sector::CVL || group || boat(tree, mention.head));
  if (const auto sector = nameless ? suspected(act, mention) : std::nullopt) as.sector = *sector;
  if (nameless && as_source && event.type == Type::PROTEST && employed(tree, mention.head)) as.sector = Sector::LAB;
  if (actor.name.empty() && fighting_coalition(act, as, mention.head)) {
    as.sector = Sector::MIL;
    if (mention.guessed) as.country.clear();  // it is of several
  }
  const bool forces = !as_source && event.type == Type::ASSAULT && state(actor) && arms(tree, mention.head);
  const bool organ = as_source && organ_for(event) && for_organ(act, actor, mention);
  if (!forces && !organ) return;
  if (actor.person) as.span = {}, as.text.clear();
  as.sector = forces ? Sector::MIL : *organ_for(event);
  as.name.clear();
  as.id.clear();
}

void lone_attackers(const Reading& reading, std::vector<Draft>& drafts) {
  const auto settle_side = [&](std::vector<EventActor>& side, const std::vector<uint32_t>& ids) {
    if (side.size() != ids.size()) return;  // places are among them, which have no ids
    for (size_t i = 0; i < side.size(); ++i) {
      const bool lone = reading.actors[ids[i]].person && !side[i].country.empty();
      if (side[i].sector == Sector::UAF && lone) side[i].sector = Sector::CVL;
    }
  };
  for (Draft& draft : drafts) {
    settle_side(draft.event.source, draft.source);
    settle_side(draft.event.target, draft.target);
  }
}

}  // namespace khaldun
