// The country of generic actors: "police", "protesters", "the army", "a ministry".
#include <algorithm>
#include <array>
#include <set>

#include "base/among.h"
#include "resolve/actor_desk.h"

namespace khaldun {
namespace {

constexpr uint32_t kNear = 2;     // sentences behind in which armed people are told of that a text goes on to tell of
constexpr uint32_t kGround = 40;  // sentences behind in which places say where a text is: a news article

/// "Police detained twelve people": whom the police and courts of a state hold, judge or let go are mostly its own.
bool holds(std::string_view lemma) {
  static const std::set<std::string_view> kHolding = {
      "arrest",  "detain", "imprison", "jail",   "sentence", "convict", "charge",  "indict",
      "release", "free",   "pardon",   "acquit", "capture",  "execute", "dismiss", "prosecute"};
  return kHolding.contains(lemma);
}

/// People of the street, who come from around it.
bool protests(const Role& role) {
  constexpr std::array<std::string_view, 5> kStreet = {"protester", "demonstrator", "rioter", "resident", "villager"};
  return among(kStreet, role.key);
}

/// "Fighting the government", "seeking to oust the president": acts against whoever rules the doer's own country.
bool opposes(std::string_view lemma) {
  constexpr std::array<std::string_view, 10> kOpposing = {"fight", "battle", "oppose", "overthrow", "topple",
                                                          "oust",  "unseat", "depose", "resist",    "denounce"};
  return among(kOpposing, lemma);
}

/// Prepositions that say nothing of where: "fled to India", "talks with Peru", "raids by Chad".
bool aside(std::string_view mark) {
  constexpr std::array<std::string_view, 4> kAside = {"to", "from", "with", "by"};
  return among(kAside, mark);
}

}  // namespace

/// Migrants and tourists are of any country but the one where they are told of.
bool ActorWork::stranger(const Role& role) {
  constexpr std::array<std::string_view, 4> kStrangers = {"foreigner", "asylum seeker", "tourist", "foreign national"};
  return role.key.ends_with("migrant") || among(kStrangers, role.key);
}

/// "Foreign powers", "several countries", "our allies": they are states, and the text does not say which. So are
/// "foreign embassies", "world leaders", "international observers"; ships are of any flag until the text tells it.
bool ActorWork::unnamed_states(uint32_t w, const Role& role) const {
  constexpr std::array<std::string_view, 7> kOthers = {"ally",  "partner",      "neighbor",   "neighbour",
                                                       "donor", "world leader", "participant"};
  constexpr std::array<std::string_view, 12> kStates = {
      "mediator",    "country",        "foreign power", "power",           "nation",       "government",
      "democracies", "member country", "donor country", "western country", "member state", "donor nation"};
  constexpr std::array<std::string_view, 14> kElsewhere = {
      "foreign", "international", "neighboring", "neighbouring", "regional", "western", "european",
      "african", "arab",          "asian",       "american",     "global",   "world",   "gulf"};
  constexpr std::array<std::string_view, 7> kShips = {"ship", "vessel", "tanker", "boat", "yacht", "crew", "crewman"};
  const std::string_view noun = role.key.substr(role.key.find_last_of(' ') + 1);
  const bool civil = role.sector == Sector::BUS || role.sector == Sector::CVL;
  if ((civil && among(kShips, noun)) || role.key == "international community") return true;
  if (stranger(role)) return true;
  if (role.key == "bomber" && !warplane(w)) return true;  // of some group that the text may never name
  if (role.key == "critic" && phrases_.plural(w)) return true;
  // "Coalition forces", "a multinational force", "a US-led coalition": several armies, and the text does not say which.
  const auto of_many = [&](uint32_t c) {
    const bool many = phrases_.plain(c) == "coalition" || phrases_.plain(c) == "multinational";
    return (many && role.sector == Sector::MIL) || roles_.led_by_state(c);
  };
  if (std::ranges::any_of(phrases_.children(w), of_many)) return true;
  if (!phrases_.plural(w)) return false;
  // "Delegates from 60 nations".
  const auto of_states = [&](uint32_t c) {
    constexpr std::array<std::string_view, 3> kLands = {"country", "nation", "state"};
    constexpr std::array<std::string_view, 2> kOf = {"of", "from"};
    return phrases_.is(c, "nmod") && phrases_.plural(c) && !phrases_.definite(c) &&
           among(kLands, phrases_.word(c).lemma) && among(kOf, phrases_.preposition(c));
  };
  if (std::ranges::any_of(phrases_.children(w), of_states)) return true;
  if (among(kOthers, role.key) || (role.sector == Sector::GOV && among(kOthers, noun)) ||
      (among(kStates, role.key) && !phrases_.definite(w)))
    return true;
  // "Foreign ministers" are no foreigners, though "neighbouring countries" are.
  const std::optional<RolePhrase> phrase = among(kStates, noun) ? std::nullopt : roles_.at(w);
  // "Arab states"; but "Arab militias" and "Sunni Arab leaders" are a country's own.
  const bool arabs = role.sector != Sector::GOV || std::ranges::any_of(phrases_.children(w), [&](uint32_t c) {
                       return phrases_.plain(c) == "sunni";
                     });
  return std::ranges::any_of(phrases_.children(w), [&](uint32_t c) {
    const bool of_title = (phrase && phrase->span.holds(c)) || (arabs && phrases_.plain(c) == "arab");
    return phrases_.modifies(c) && !of_title && among(kElsewhere, phrases_.plain(c));
  });
}

/// America has secretaries: "the Foreign Minister" of its releases is of the other state that the text is about, else
/// of the one that was told of last.
std::string_view ActorWork::minister_abroad(uint32_t w, const Role& role) const {
  if (author_.country != "USA" || !role.key.ends_with("minister")) return {};
  if (tables_.state(names_.focus) && names_.focus != author_.country) return names_.focus;
  const std::span<const Told> past = history_.recent(w);
  for (auto told = past.rbegin(); told != past.rend(); ++told) {
    const auto state = tables_.state(found_.actors[told->targets.back()].country);
    if (state && tables_.countries[*state] != author_.country) return tables_.countries[*state];
  }
  return {};
}

/// "In Dakar he will meet with senior officials": theirs is the country that was named last and is not the guest's own.
std::string_view ActorWork::host_of(uint32_t w) const {
  const Told* guest = history_.subject_of_sentence(w);
  if (guest == nullptr) return {};
  const std::string& own = found_.actors[guest->targets.front()].country;
  if (own != names_.focus || own.empty()) return {};
  for (uint32_t v = w, begin = phrases_.sentence(w).first; v-- > 0;) {
    if (v < begin && phrases_.sentence_number(v) + 1 < phrases_.sentence_number(w)) break;
    const NameMatch* m = roles_.match(v);
    const Place* place = phrases_.place(v);
    std::string_view country = place != nullptr ? std::string_view(place->country)
                               : m != nullptr && tables_.kind(m->entity) == EntityKind::state
                                   ? tables_.countries[m->entity]
                                   : std::string_view();
    if (country.empty() || country == own) continue;
    if (const auto state = tables_.state(country)) return tables_.countries[*state];
  }
  return {};
}

std::string_view ActorWork::ground_of(uint32_t w) const {
  std::string_view ground;
  for (uint32_t v = w; v-- > 0 && phrases_.sentence_number(v) + kGround >= phrases_.sentence_number(w);) {
    const Place* place = phrases_.place(v);
    if (place == nullptr || place->country.empty() || place->country == author_.country) continue;
    if (phrases_.preposition(v).empty() || aside(phrases_.preposition(v))) continue;
    if (place->country == names_.focus) return {};
    const auto state = tables_.state(place->country);
    if (ground.empty() && state) ground = tables_.countries[*state];
  }
  return ground;
}

const Actor* ActorWork::alike_before(uint32_t w, const Role& role) const {
  const std::span<const Told> past = history_.recent(w);
  for (auto told = past.rbegin(); told != past.rend() && history_.near(*told, w, kNear); ++told) {
    const Actor& actor = found_.actors[told->targets.front()];
    // "The rebels" may have been told of by their group's name.
    const bool by_name = phrases_.definite(w) && told->named && !told->person && actor.sector == role.sector;
    const bool alike = role.sector == Sector::MIL ? actor.sector == Sector::MIL : told->role == role.key || by_name;
    if (alike && !guessed_at(told->word)) return &actor;
  }
  return nullptr;
}

const Actor* ActorWork::holder_of(uint32_t w) const {
  if (!phrases_.is(w, "obj") || phrases_.head(w) < 0) return nullptr;
  const auto verb = static_cast<uint32_t>(phrases_.head(w));
  if (!holds(phrases_.word(verb).lemma)) return nullptr;
  for (const uint32_t c : phrases_.children(verb)) {
    if (phrases_.word(c).deprel != "nsubj" || c > w || targets_[c].empty()) continue;
    const Actor& actor = found_.actors[targets_[c].front()];
    const bool army = actor.sector == Sector::MIL;  // it captures others
    return organ_of_state(actor.sector) && !army ? &actor : nullptr;
  }
  return nullptr;
}

bool ActorWork::guessed_at(uint32_t w) const {
  const auto told =
      std::find_if(found_.mentions.rbegin(), found_.mentions.rend(), [&](const Mention& m) { return m.head == w; });
  return told != found_.mentions.rend() && told->guessed;
}

std::string_view ActorWork::country_against(uint32_t w) const {
  const auto ruled = [&](uint32_t c) -> std::string_view {
    const NameMatch* m = roles_.match(c);
    const bool person = m != nullptr && tables_.kind(m->entity) == EntityKind::person;
    if (person && tables_.term_on(m->entity, day_).sector == Sector::GOV) return tables_.countries[m->entity];
    const std::optional<RolePhrase> role = m == nullptr ? roles_.at(c) : std::nullopt;
    if (!role || role->role.sector != Sector::GOV) return {};
    const Standing standing = roles_.standing(c);
    return standing.countries.size() == 1 ? standing.countries.front() : std::string_view();
  };
  const auto against = [&](uint32_t verb) -> std::string_view {
    uint32_t v = verb;
    for (const uint32_t c : phrases_.children(verb)) {
      if (phrases_.is(c, "xcomp")) v = c;  // "seeking to oust"
    }
    if (!opposes(phrases_.word(v).lemma)) return {};
    for (const uint32_t c : phrases_.children(v)) {
      const std::string_view country = phrases_.is(c, "obj") ? ruled(c) : std::string_view();
      if (!country.empty()) return country;
    }
    return {};
  };
  for (const uint32_t c : phrases_.children(w)) {
    const std::string_view country = phrases_.is(c, "acl") ? against(c) : std::string_view();
    if (!country.empty()) return country;
  }
  // "Rebels fighting", wherever the tree hangs it.
  const uint32_t next = w + 1;
  if (next < phrases_.sentence(w).last && phrases_.plain(next).ends_with("ing")) {
    if (const std::string_view country = against(next); !country.empty()) return country;
  }
  const bool does = phrases_.word(w).deprel == "nsubj" && phrases_.head(w) >= 0;
  return does ? against(static_cast<uint32_t>(phrases_.head(w))) : std::string_view();
}

std::string_view ActorWork::home_of_name(uint32_t w, Standing& standing) const {
  // "Jane Roe, John Poe and Mary Moe": whoever are named in one breath mostly come from one country.
  const int32_t first = phrases_.is(w, "conj") ? phrases_.head(w) : -1;
  const std::span<const Told> told = first < 0 ? std::span<const Told>() : history_.at(static_cast<uint32_t>(first));
  const bool named = !told.empty() && told.front().person && told.front().named;
  const auto beside = named ? tables_.state(found_.actors[told.front().targets.front()].country) : std::nullopt;
  if (beside) {
    standing.countries.push_back(tables_.countries[*beside]);
    return to_string(Basis::beside);
  }
  if (!names_.focus.empty()) standing.countries.push_back(names_.focus);
  return "name; country of the document";
}

void ActorWork::complete(uint32_t w, Standing& standing) {
  if (!standing.countries.empty()) return;
  // An actor's own text may move when actors are added; the tables do not.
  const auto state_of = [&](const Actor& actor, Basis basis) {
    const auto state = tables_.state(actor.country);
    if (!state) return false;
    standing.countries.push_back(tables_.countries[*state]);
    standing.basis = basis;
    return true;
  };
  const std::optional<RolePhrase> phrase = roles_.at(w);
  if (phrase && unnamed_states(w, phrase->role)) {
    standing.basis = Basis::unnamed_states;
    return;
  }
  // "Saudi jets and a destroyer".
  const int32_t first = phrases_.is(w, "conj") ? phrases_.head(w) : -1;
  const bool twin = phrase && first >= 0 && plan_[static_cast<uint32_t>(first)] == Plan::role &&
                    roles_.at(static_cast<uint32_t>(first))->role.sector == phrase->role.sector &&
                    !guessed_at(static_cast<uint32_t>(first));
  if (twin && !targets_[static_cast<uint32_t>(first)].empty()) {
    const Actor& before = found_.actors[targets_[static_cast<uint32_t>(first)].front()];
    if (state_of(before, Basis::beside)) return;
  }
  if (standing.owner >= 0 && !targets_[static_cast<uint32_t>(standing.owner)].empty()) {
    const Actor& possessor = found_.actors[targets_[static_cast<uint32_t>(standing.owner)].front()];
    if (state_of(possessor, Basis::possessor)) return;
  }
  // "Human rights groups" are of no country until the text says so.
  if (phrase && (phrase->role.sector == Sector::NGO || phrase->role.sector == Sector::IGO)) {
    standing.countries.push_back(to_string(phrase->role.sector));
    standing.basis = Basis::above_states;
    return;
  }
  const bool rises =
      phrase && (armed(phrase->role.sector) || phrase->role.sector == Sector::OPP || protests(phrase->role));
  if (const std::string_view country = rises ? country_against(w) : std::string_view(); tables_.state(country)) {
    standing.countries.push_back(country);
    standing.basis = Basis::phrase;
    return;
  }
  // "All parties" are those at odds, no one's of state.
  const bool sides = phrase && phrase->role.key == "party" && phrases_.plural(w);
  const bool official =
      phrase && !sides &&
      (phrase->role.sector == Sector::GOV || phrase->role.sector == Sector::LEG || phrase->role.sector == Sector::PTY);
  // In a release "the Under Secretary", "the Administration" and "Congress" are the author's.
  const bool house = official && (Roles::government(phrase->role.key) || phrase->role.key == "congress");
  if (official && (phrase->role.kind == RoleKind::person || house) && phrases_.capital(w) && !phrases_.plural(w) &&
      !author_.country.empty()) {
    const std::string_view guest = minister_abroad(w, phrase->role);
    standing.countries.push_back(guest.empty() ? author_.country : guest);
    standing.basis = guest.empty() ? Basis::author : Basis::told_before;
    return;
  }
  // "The general told senators": officials answer to the parliament of their own state.
  constexpr std::array<std::string_view, 5> kAnswering = {"tell", "brief", "assure", "inform", "warn"};
  if (phrase && phrase->role.sector == Sector::LEG && (phrases_.is(w, "obj") || phrases_.is(w, "iobj")) &&
      among(kAnswering, phrases_.word(phrases_.clause(w)).lemma)) {
    const Told* teller = history_.subject_of_sentence(w);
    const Actor* of = teller == nullptr ? nullptr : &found_.actors[teller->targets.front()];
    if (of != nullptr && organ_of_state(of->sector) && state_of(*of, Basis::subject)) return;
  }
  // Officials travel and speak of elsewhere: where they act says less of them than what the document is about.
  const bool political = official && (phrase->role.kind == RoleKind::person || Roles::government(phrase->role.key));
  if (political && phrases_.plural(w) && phrases_.preposition(w) == "with") {
    if (const std::string_view host = host_of(w); !host.empty()) {
      standing.countries.push_back(host);
      standing.basis = Basis::journey;
      return;
    }
  }
  if (political && !names_.focus.empty()) {
    standing.countries.push_back(names_.focus);
    standing.basis = Basis::document;
    return;
  }
  // "The Israeli minister said the military would hold the valley": forces are of whoever speaks of them.
  if (phrase && phrase->role.sector == Sector::MIL && !phrases_.plural(w)) {
    const Told* subject = history_.subject_of_sentence(w);
    const Actor* of = subject == nullptr ? nullptr : &found_.actors[subject->targets.front()];
    // In a release the author speaks of the forces of others.
    const bool own = of != nullptr && of->sector == Sector::GOV && of->country != author_.country;
    if (own && state_of(*of, Basis::subject)) return;
  }
  // "U.S. troops raided a house, and the soldiers shot two men", "Tamil rebels ... rebels": those just told of.
  const bool governments = std::ranges::any_of(phrases_.children(w), [&](uint32_t c) {
    return phrases_.modifies(c) && phrases_.plain(c) == "government";  // of where a text is, like rebels
  });
  if (phrase && phrases_.plural(w) && !governments &&
      (phrase->role.sector == Sector::MIL || armed(phrase->role.sector))) {
    const Actor* alike = alike_before(w, phrase->role);
    if (alike != nullptr && state_of(*alike, Basis::told_before)) return;
  }
  // News in English write nobody else's marines with a capital.
  if (phrase && phrase->role.key == "marine" && phrases_.capital(w)) {
    standing.countries.emplace_back("USA");
    standing.basis = Basis::role;
    return;
  }
  // What a release says of people is said of others: its author's own state is named all over.
  const auto authors = [&](std::string_view country) { return !official && country == author_.country; };
  const uint32_t verb = phrases_.clause(w);
  const Sentence& sentence = phrases_.sentence(w);
  // Forces and courts are rather those of the state that the text is about: "soldiers seized him, he said in Costa
  // Rica".
  constexpr std::array kOrgans = {Sector::MIL, Sector::COP, Sector::JUD, Sector::LEG};
  const bool organ = phrase && among(kOrgans, phrase->role.sector);
  const bool focus = !names_.focus.empty() && !authors(names_.focus);
  // Rebels, police and protesters are of where a text is, whoever it speaks of most.
  const bool local = phrase && (governments || armed(phrase->role.sector) || phrase->role.sector == Sector::COP ||
                                protests(phrase->role));
  std::string_view in_clause, in_sentence;
  bool several = false;
  uint32_t nearest = sentence.last - sentence.first;
  for (uint32_t v = sentence.first; v < sentence.last; ++v) {
    const Place* place = phrases_.place(v);
    if (place == nullptr || place->country.empty() || authors(place->country)) continue;
    if (aside(phrases_.preposition(v))) continue;
    // "U.S. officials" may speak of anywhere.
    const NameMatch* m = roles_.match(v);
    if (m != nullptr && tables_.kind(m->entity) == EntityKind::state && phrases_.modifies(v)) continue;
    const uint32_t gap = v < w ? w - v : v - w;
    if (phrases_.clause(v) == verb && !phrases_.preposition(v).empty() && gap < nearest) {
      in_clause = place->country;
      nearest = gap;
    }
    several = several || (!in_sentence.empty() && in_sentence != place->country);
    in_sentence = place->country;
  }
  if (!in_clause.empty()) {
    standing.countries.push_back(in_clause);
    standing.basis = Basis::clause;
  } else if (const Actor* holder = holder_of(w); holder != nullptr && state_of(*holder, Basis::subject)) {
    return;
  } else if (!in_sentence.empty() && !several && !(organ && focus)) {
    standing.countries.push_back(in_sentence);
    standing.basis = Basis::sentence;
  } else if (const std::string_view ground = local ? ground_of(w) : std::string_view(); !ground.empty()) {
    standing.countries.push_back(ground);
    standing.basis = Basis::ground;
  } else if (focus) {
    standing.countries.push_back(names_.focus);
    standing.basis = Basis::document;
  } else {
    standing.basis = Basis::role;
  }
}

}  // namespace khaldun
