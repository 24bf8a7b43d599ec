#include "resolve/actor_desk.h"

#include <algorithm>
#include <array>

#include "base/among.h"
#include "resolve/actor.h"
#include "resolve/names.h"

namespace khaldun {
namespace {

constexpr size_t kLater = 50;  // full names behind that a surname may be, as many as an article holds

/// Whose former holders are of the elite: a former minister, but no former executive.
bool public_office(Sector sector) { return organ_of_state(sector) || sector == Sector::PTY || sector == Sector::IGO; }

/// "Alawite civilians": people told apart by their faith act and suffer as a community of it.
bool faith(std::string_view plain) {
  constexpr std::array<std::string_view, 22> kFaiths = {
      "alawite", "druze",    "christian", "muslim",     "shia",     "shiite",    "shi'ite", "sunni",
      "jewish",  "hindu",    "sikh",      "buddhist",   "ahmadi",   "ahmadiyya", "yazidi",  "yezidi",
      "coptic",  "catholic", "orthodox",  "protestant", "rohingya", "bahai"};
  return among(kFaiths, plain);
}

/// "Muslim men": people told apart by their sex suffer as such, whatever their faith.
bool by_sex(std::string_view role) {
  constexpr std::array<std::string_view, 5> kSexes = {"man", "woman", "boy", "girl", "women and children"};
  return among(kSexes, role);
}

/// "International Association of Judges": a name that says that its bearer is of no single state.
bool worldwide(std::string_view name) {
  constexpr std::array<std::string_view, 4> kWide = {"International ", "World ", "Global ", "Worldwide "};
  return std::ranges::any_of(kWide, [&](std::string_view w) { return name.starts_with(w); });
}

/// "European negotiators", "European officials": the Union's; "European leaders" are those of its states.
bool europeans(const Phrases& phrases, uint32_t w, const Role& role) {
  constexpr std::array<std::string_view, 6> kServants = {"negotiator", "mediator",     "official",
                                                         "diplomat",   "investigator", "commissioner"};
  const auto european = [&](uint32_t c) { return phrases.modifies(c) && phrases.plain(c) == "european"; };
  return among(kServants, role.key) && std::ranges::any_of(phrases.children(w), european);
}

/// "President-elect", "prime minister-designate": one whom the voters or the parliament have made one of the government.
bool elected(const ActorTables& tables, const Phrases& phrases, WordSpan title) {
  for (uint32_t v = title.first + 2; v < title.last; ++v) {
    if (phrases.plain(v) != "elect" && phrases.plain(v) != "designate") continue;
    const std::optional<Role> office = phrases.hyphen(v - 1) ? tables.role(phrases.plain(v - 2)) : std::nullopt;
    if (office && office->sector == Sector::GOV) return true;
  }
  return false;
}

/// "Supporters", "followers": who they are goes by whom they follow.
bool follows(std::string_view role) {
  constexpr std::array<std::string_view, 6> kFollowers = {"supporter", "follower",    "loyalist",
                                                          "partisan",  "sympathizer", "sympathiser"};
  return among(kFollowers, role);
}

/// Whether those that a role tells of bear arms, or may where whose they are is told: "his men".
bool under_arms(const Role& role) {
  return armed(role.sector) || role.sector == Sector::MIL || role.key == "man" || role.key == "volunteer";
}

/// What carries people, or where they are, is theirs.
bool theirs(std::string_view lemma) {
  constexpr std::array<std::string_view, 23> kCarriers = {
      "ship",      "vessel",       "boat",     "plane",    "helicopter", "convoy",   "patrol",      "vehicle",
      "truck",     "base",         "camp",     "post",     "outpost",    "barracks", "bunker",      "checkpoint",
      "checkpost", "headquarters", "garrison", "compound", "depot",      "position", "installation"};
  return among(kCarriers, lemma);
}

}  // namespace

ActorWork::ActorWork(const ActorTables& tables, const Weights& coref, const Document& document, const Reading& reading,
                     std::vector<std::string>* judged)
    : tables_(tables),
      reading_(reading),
      day_(static_cast<int32_t>(reading.published.time_since_epoch().count())),
      phrases_(document, reading),
      names_(find_names(tables, phrases_, document, day_)),
      roles_(tables_, phrases_, names_, day_),
      author_(find_author(tables, phrases_, names_, roles_, reading)),
      history_(phrases_),
      antecedents_(phrases_, history_, coref, quotes_in(document, reading), judged),
      targets_(phrases_.size()) {
  for (const Name& name : reading.names) {
    if (name.kind == NameKind::PER && name.first + 1 < name.last)
      full_names_[phrases_.plain(name.last - 1)].push_back(name.last - 1);
  }
}

ActorWork::Found ActorWork::run() {
  plan();
  for (uint32_t w = 0; w < phrases_.size(); ++w) {
    if (plan_[w] != Plan::none) resolve(w);
  }
  // Whoever bears a name and no office that the text or the tables tell is one of the people.
  for (Actor& actor : found_.actors) {
    if (actor.person && !actor.name.empty() && actor.sector == Sector::UNK) actor.sector = Sector::CVL;
  }
  std::ranges::stable_sort(found_.mentions, {}, &Mention::first);
  found_.author = author_.country;
  return std::move(found_);
}

void ActorWork::resolve(uint32_t w) {
  if (!targets_[w].empty()) return;  // an apposition asked for it before its turn
  Resolved r;
  switch (plan_[w]) {
    case Plan::none:
      return;
    case Plan::name:
      r = name(w);
      break;
    case Plan::role:
      r = role(w);
      break;
    case Plan::person:
      r = person(w);
      break;
    case Plan::organisation:
      r = organisation(w);
      break;
    case Plan::place:
      r = place(w);
      break;
    case Plan::bare:
      r = bare(w);
      break;
    case Plan::pronoun:
      r = pronoun(w);
      break;
    case Plan::crowd: {
      Standing standing;
      if (!phrases_.anybody(w)) complete(w, standing);
      const std::string_view country = standing.countries.empty() ? std::string_view() : standing.countries.front();
      r.person = phrases_.plain(w) == "old";  // "a 15-year-old"
      r.targets = {unnamed("people", country, Sector::CVL, r.person, phrases_.plain(w))};
      r.how = to_string(standing.basis);
      r.guessed = guessed(standing.basis);
      r.plural = !r.person;
      break;
    }
  }
  if (r.targets.empty()) return;
  targets_[w] = r.targets;
  const WordSpan span = plan_[w] == Plan::pronoun ? WordSpan{w, w + 1} : span_[w];
  found_.mentions.push_back({Mention::Kind::actor, span.first, span.last, w, r.targets, r.how, false, r.guessed});
  if (r.person && r.targets.size() == 1) {
    for (uint32_t v = span.first; v < span.last; ++v) history_.gender(r.targets[0], gender_of_word(phrases_.plain(v)));
    history_.gender(r.targets[0], tables_.gender(normalise(found_.actors[r.targets[0]].name)));
    if (const auto kind = pronoun_kind(phrases_.plain(w))) history_.gender(r.targets[0], kind->gender);
  }
  if (phrases_.opposed(span.first)) return;  // nobody whom "they" or "the group" would take up
  const bool named = !found_.actors[r.targets.front()].name.empty();
  Told told{w, r.targets, r.role, r.person, r.plural, phrases_.subject(w), r.state, phrases_.modifies(w), named};
  history_.tell(told);
  tell_together(w);
}

ActorWork::Resolved ActorWork::of_told(const Told& told, std::string_view how) const {
  return {told.targets, how, told.role, told.person, told.plural, told.state};
}

ActorWork::Resolved ActorWork::name(uint32_t w) {
  const NameMatch& m = *roles_.match(w);
  const std::string_view country = tables_.countries[m.entity];
  switch (tables_.kind(m.entity)) {
    case EntityKind::state: {
      const bool folk =
          (m.kind == KeyKind::people || m.kind == KeyKind::adjective) && !phrases_.modifies(w) && phrases_.noun(w);
      const bool in_row = folk && phrases_.is(w, "conj") && phrases_.word(w).upos != Upos::NOUN &&
                          phrases_.modifies(static_cast<uint32_t>(phrases_.head(w)));
      // "The British refused": the state; "Palestinians were killed": people.
      const bool all = phrases_.definite(w) && phrases_.number(w) < 0 && phrases_.is(w, "nsubj") &&
                       phrases_.word(w).deprel != "nsubj:pass";
      if (folk && !in_row && !all) {
        const int32_t number = phrases_.number(w);
        const bool one = !phrases_.plural(w) && phrases_.indefinite(w) && number < 0;
        const uint32_t actor = unnamed("people", country, Sector::CVL, one,
                                       number < 0 ? std::string_view() : phrases_.plain(static_cast<uint32_t>(number)));
        return {{actor}, "people of the country", "people", one, !one, false};
      }
      const std::string_view how = m.kind == KeyKind::metonym ? "government by its seat"
                                   : m.kind == KeyKind::name  ? "state by name"
                                                              : "state by adjective";
      return {{entity_actor(m.entity, Sector::GOV, false)}, how, {}, false, false, true};
    }
    case EntityKind::organisation:
      return {{entity_actor(m.entity, Sector::UNK, false)}, "listed organisation", {}, false, false, false};
    case EntityKind::person:
      break;
  }
  Sector title_sector = Sector::UNK;
  bool former = false;
  std::string_view role;
  if (const auto title = title_of(w)) {
    const Standing standing = roles_.standing(title->second);
    former = standing.former;
    title_sector =
        Roles::generic(title->first.role.key) && standing.sector ? *standing.sector : title->first.role.sector;
    role = title->first.role.key;
    // "NATO Deputy Secretary General X": whoever serves a body above states acts for it; an ambassador to it does not.
    const bool serves =
        standing.organisation >= 0 && tables_.countries[static_cast<uint32_t>(standing.organisation)] == "IGO" &&
        role.find("ambassador") == std::string_view::npos && role.find("representative") == std::string_view::npos;
    if (serves && country != "IGO" && !former)
      return {{named(tables_.names[m.entity], "IGO", Sector::IGO, true)},
              "title of a body above states",
              role,
              true,
              false,
              false};
  }
  former = former || roles_.standing(w).former;
  // "President Obama" and "Secretary Clinton" keep their titles for life; a "Senior Minister" is one now. Whoever bears
  // his title soon after his term, and is not called former, has died in office or been thrown out of it.
  constexpr int32_t kSoon = 30;  // days
  const Term term = tables_.term_on(m.entity, day_);
  const bool just_over = term.end < day_ && day_ - term.end <= kSoon;
  const bool for_life = !just_over && ((role.find(' ') == std::string_view::npos && term.start <= day_) ||
                                       tables_.held(m.entity, office_key(role), day_));
  if (title_sector == Sector::GOV && for_life) title_sector = Sector::UNK;
  const std::string_view how = term.dated() ? (term.counts(day_) ? "office holder on the day"
                                               : term.end < day_ ? "former office holder"
                                                                 : "later office holder")
                                            : "listed person";
  const uint32_t actor = entity_actor(m.entity, title_sector, former);
  // The text goes on with its own spelling: "Mr. Kharrazi" for the tables' Kharazi.
  if (m.span.last - m.span.first > 1) list_parts(actor, phrases_.text(m.span));
  if (elected(tables_, phrases_, {span_[w].first, w})) found_.actors[actor].sector = Sector::GOV;
  return {{actor}, how, role, true, false, false};
}

std::optional<Sector> ActorWork::sector_of(uint32_t w) const {
  const NameMatch* m = roles_.match(w);
  if (m != nullptr && tables_.kind(m->entity) == EntityKind::organisation)
    return tables_.term_on(m->entity, day_).sector;
  const std::optional<RolePhrase> role = roles_.at(w);
  return role ? std::optional(role->role.sector) : std::nullopt;
}

/// "F-16 fighters", "B-2 bombers", "MiG fighters": aircraft, by the letters and the number before them.
bool ActorWork::warplane(uint32_t w) const {
  constexpr std::array<std::string_view, 6> kMakes = {"mig", "sukhoi", "mirage", "rafale", "eurofighter", "stealth"};
  if (phrases_.word(w).lemma != "fighter" && phrases_.word(w).lemma != "bomber") return false;
  const uint32_t begin = phrases_.sentence(w).first;
  if (w == begin) return false;
  const std::string_view before = phrases_.plain(w - 1);
  if (among(kMakes, before)) return true;
  const bool number = before.find_first_of("0123456789") != std::string_view::npos;
  const bool model = before.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string_view::npos;
  return number && (model || (w >= begin + 3 && phrases_.hyphen(w - 2) && phrases_.capital(w - 3)));
}

void ActorWork::serve(uint32_t w, const Role& role, Standing& standing) const {
  if (standing.sector || standing.former) return;
  int32_t owner = standing.owner;
  for (const uint32_t c : phrases_.children(w)) {
    if (owner < 0 && c < w && phrases_.possessor(c)) owner = static_cast<int32_t>(c);
  }
  if (owner < 0 || targets_[static_cast<uint32_t>(owner)].size() != 1) return;
  const Actor& of = found_.actors[targets_[static_cast<uint32_t>(owner)].front()];
  constexpr std::array kNoBody = {Sector::GOV, Sector::ELI, Sector::CVL, Sector::REF, Sector::UNK};
  const bool fights = armed(of.sector) || of.sector == Sector::MIL || of.sector == Sector::IGO;
  if (of.person ? !armed(of.sector) : among(kNoBody, of.sector)) return;
  const bool aid = (of.sector == Sector::NGO || of.sector == Sector::IGO) && role.key.ends_with("worker");
  if (under_arms(role) ? !fights : !Roles::generic(role.key) && !aid) return;
  standing.owner = owner;
  standing.basis = Basis::possessor;
  // Soldiers of a body above states stay soldiers.
  if (role.sector != Sector::MIL || of.sector != Sector::IGO) standing.sector = of.sector;
  const auto entity = of.person ? std::nullopt : tables_.ids.find(of.id);
  if (!entity) return;
  standing.organisation = static_cast<int32_t>(*entity);
  if (standing.countries.empty()) standing.countries.push_back(tables_.countries[*entity]);
}

ActorWork::Resolved ActorWork::role(uint32_t w) {
  const RolePhrase phrase = *roles_.at(w);
  const Role& role = phrase.role;
  Standing standing = roles_.standing(w);
  if (auto shared = apposition(w, role)) return *shared;
  if (auto back = definite(w, role, standing)) return *back;
  serve(w, role, standing);
  if (auto holder = office(w, role, standing)) return *holder;

  const bool belongs = Roles::generic(role.key) && standing.sector;
  Sector sector = belongs ? *standing.sector : role.sector;
  const bool arms = armed(role.sector) || role.sector == Sector::MIL;
  const bool of_armed = standing.organisation >= 0 && standing.sector && armed(*standing.sector);
  // "A Hamas gunman", "a Hamas sniper", "dissidents of the FARC".
  if (of_armed && (arms || role.key == "dissident")) sector = *standing.sector;
  const bool served = standing.basis == Basis::possessor && standing.sector;
  const bool aid = role.key.ends_with("worker");                       // "its workers", of a charity
  if (served && (aid || under_arms(role))) sector = *standing.sector;  // "his men" of a rebel leader
  if (warplane(w)) sector = Sector::MIL;
  const bool held = role.key.ends_with("suspect") || role.key == "prisoner" || role.key == "detainee";
  if (held && standing.sector && armed(*standing.sector)) sector = *standing.sector;  // "an al-Qaida suspect"
  if (role.sector == Sector::UAF && standing.organisation >= 0 && standing.sector == Sector::PTY)
    sector = Sector::REB;  // "Fatah gunmen"
  // "U.S. Navy ships", "a police camp", "opposition protesters": whose they are stands before them.
  const std::string_view lemma = phrases_.word(w).lemma;
  const bool carries = theirs(lemma);
  if (carries && of_armed) sector = *standing.sector;  // "camps of the PKK"
  for (uint32_t c : phrases_.children(w)) {
    if (role.key == "coalition" && roles_.led_by_state(c)) sector = Sector::MIL;  // allies in arms, no cabinet
    if (!phrases_.modifies(c)) continue;
    const std::optional<Sector> whose = sector_of(c);
    if (sector == Sector::UAF && whose == Sector::REB) sector = Sector::REB;  // "Islamist bombers"
    const bool craft = lemma == "plane" || lemma == "jet" || lemma == "helicopter";
    if (craft && phrases_.plain(c) == "government") sector = Sector::MIL;
    if (carries && whose && (organ_of_state(*whose) || armed(*whose)) && *whose != Sector::GOV) sector = *whose;
    // "Student demonstrators" act as students, though "student's house" is anybody's.
    const bool stand = whose == Sector::OPP || whose == Sector::EDU;
    if (sector == Sector::CVL && stand && role.kind != RoleKind::organ) sector = *whose;
  }
  if (follows(role.key) && std::ranges::any_of(phrases_.children(w), [&](uint32_t c) {
        return (phrases_.is(c, "nmod") || phrases_.modifies(c)) && out_of_power(c);
      }))
    sector = Sector::OPP;
  if (standing.former && role.kind == RoleKind::person && public_office(sector)) sector = Sector::ELI;
  const auto of_faith = [&](uint32_t c) { return phrases_.modifies(c) && faith(phrases_.plain(c)); };
  const bool of_community = std::ranges::any_of(phrases_.children(w), of_faith) && !by_sex(role.key);
  if (sector == Sector::CVL && of_community) sector = Sector::REL;
  // "the parties", "all parties to the conflict": whoever is at odds.
  const auto political = [&](uint32_t c) {
    return phrases_.modifies(c) && phrases_.plain(c) != "warring" && phrases_.plain(c) != "all";
  };
  if (role.key == "party" && phrases_.plural(w) && std::ranges::none_of(phrases_.children(w), political))
    sector = Sector::UNK;
  // "Critics say": who they are is not told.
  if (role.key == "critic" && phrases_.plural(w) && standing.countries.empty()) sector = Sector::UNK;
  // "His party", of an opposition leader.
  const bool owned = standing.owner >= 0 && !targets_[static_cast<uint32_t>(standing.owner)].empty();
  if (role.key == "party" && owned && out_of_power(static_cast<uint32_t>(standing.owner))) sector = Sector::OPP;
  // "The opposition Reform party".
  const auto opposition = [&](uint32_t c) { return phrases_.modifies(c) && phrases_.plain(c) == "opposition"; };
  if (sector == Sector::PTY && std::ranges::any_of(phrases_.children(w), opposition)) sector = Sector::OPP;
  // "NATO forces" are armed forces, whoever they serve.
  if (belongs && role.sector == Sector::MIL && sector == Sector::IGO) sector = Sector::MIL;
  // Organs and servants of organisations above states: "UN General Assembly", "EU special envoy"; its members are
  // states, and ministers, ambassadors and representatives are theirs.
  const bool above = standing.organisation >= 0 && standing.countries.front() == "IGO";
  // "EU foreign ministers" are its council, and "EU diplomats" serve it, but "an EU minister" is of a state.
  const bool council = phrases_.plural(w) && (role.key.ends_with("minister") || role.key == "diplomat");
  const bool of_member = role.key.ends_with("state") || role.key.ends_with("country") ||
                         (role.key.ends_with("minister") && !council) ||
                         role.key.find("ambassador") != std::string_view::npos ||
                         role.key.find("representative") != std::string_view::npos;
  const bool serves = council || role.kind == RoleKind::organ || (role.kind == RoleKind::person && !phrases_.plural(w));
  if (above && of_member && sector == Sector::IGO) sector = Sector::GOV;
  const bool expert =
      role.kind == RoleKind::person && (sector == Sector::EDU || sector == Sector::SOC ||
                                        role.key.ends_with("inspector") || role.key.ends_with("investigator"));
  if (above && expert) sector = Sector::IGO;  // "EU experts", "U.N. inspectors"
  if (above && !of_member && serves && (sector == Sector::GOV || sector == Sector::LEG)) sector = Sector::IGO;
  // "The neighbours of Chad" are not Chad, nor are "migrants in Libya" Libyan or "coalition forces in Iraq" Iraqi.
  const bool neighbours = phrases_.plural(w) && (role.key.starts_with("neighbor") || role.key.starts_with("neighbour"));
  const bool from_elsewhere = standing.basis == Basis::place_in_phrase && unnamed_states(w, role);
  if (neighbours || from_elsewhere) standing.countries.clear();
  const bool plural = phrases_.plural(w) || role.kind == RoleKind::group;
  const bool person = role.kind == RoleKind::person && !plural;
  if (standing.organisation >= 0 && !person) {
    // "Hamas fighters": the group acts.
    const auto organ = static_cast<uint32_t>(standing.organisation);
    const Sector own = tables_.term_on(organ, day_).sector;
    if (armed(own) && (belongs || arms))
      return {{entity_actor(organ, own, false)}, "members of a listed organisation", role.key, false, plural, false};
  }
  std::string_view name;
  if (const Name* organ = phrases_.name(w);
      organ != nullptr && organ->kind == NameKind::ORG && phrases_.word(w).upos == Upos::PROPN)
    name = phrases_.text(span_[w]);
  // A state's director general or secretary general is its servant.
  const bool national =
      standing.organisation < 0 && !standing.countries.empty() && tables_.state(standing.countries.front()).has_value();
  if (sector == Sector::IGO && national && role.kind == RoleKind::person) sector = Sector::GOV;
  if (standing.countries.empty() && europeans(phrases_, w, role)) {
    standing.countries.emplace_back("IGO");
    sector = Sector::IGO;
  }
  if (standing.countries.empty() && worldwide(name))
    return {{named(name, "NGO", Sector::NGO, false)}, "name of a worldwide body", role.key, false, false, false};
  complete(w, standing);
  // Settlers in the Palestinian territories are Israel's.
  if (role.key == "settler" && standing.countries == std::vector<std::string_view>{"PSE"}) standing.countries = {"ISR"};
  Resolved r{{}, to_string(standing.basis), role.key, person, plural, false, guessed(standing.basis)};
  // "the Trump administration" is the state, the "Drug Enforcement Administration" an organ of it.
  const bool of_person = std::ranges::any_of(phrases_.children(w), [&](uint32_t c) {
    return roles_.match(c) != nullptr && tables_.kind(roles_.match(c)->entity) == EntityKind::person;
  });
  const bool state = Roles::government(role.key) &&
                     (name.empty() || of_person || role.key.ends_with("government") || role.key == "regime");
  const int32_t count = phrases_.number(w);
  if (standing.countries.empty()) standing.countries.emplace_back();
  // "The US ambassador to the United Nations" is of the state that sends him.
  const auto sends = [&](std::string_view country) { return tables_.state(country).has_value(); };
  if (person && std::ranges::any_of(standing.countries, sends))
    std::erase_if(standing.countries, [&](std::string_view country) { return !sends(country); });
  for (std::string_view country : standing.countries) {
    if (state && tables_.state(country)) {
      r.targets.push_back(state_actor(country));
      r.state = true;
    } else if (!name.empty() && standing.countries.size() == 1) {
      r.targets.push_back(named(name, country, sector, false));
    } else {
      r.targets.push_back(unnamed(role.key, country, sector, person,
                                  count < 0 ? std::string_view() : phrases_.plain(static_cast<uint32_t>(count))));
    }
  }
  return r;
}

ActorWork::Resolved ActorWork::person(uint32_t w) {
  // The name without its titles.
  WordSpan span{w, w + 1};
  if (const Name* name = phrases_.name(w))
    span = {name->first, name->last};
  else {
    while (span.last < span_[w].last) ++span.last;
  }
  // "Counselor Roe": a title that the network takes for a part of the name.
  std::optional<Role> within;
  for (; span.last - span.first > 1; ++span.first) {
    const auto rank = tables_.role(phrases_.plain(span.first));
    if (!rank || rank->kind != RoleKind::person || !public_office(rank->sector)) break;
    within = rank;
  }
  const std::string_view text = phrases_.text(span);
  const std::string plain = normalise(text);
  const auto title = title_of(w);
  const std::string_view role = title ? title->first.role.key : within ? within->key : std::string_view();
  if (const auto known = by_part(plain)) {
    Sector& sector = found_.actors[*known].sector;
    if (sector == Sector::UNK) sector = title ? title->first.role.sector : within ? within->sector : sector;
    return {{*known}, "named in full before", role, true, false, false};
  }
  if (plain.find(' ') == std::string::npos) {
    // Headlines come first: "Navalny flown out" is whom the text then names in full.
    const auto full = full_names_.find(plain);
    const std::span<const uint32_t> all = full == full_names_.end() ? std::span<const uint32_t>() : full->second;
    const std::span<const uint32_t> later(std::ranges::lower_bound(all, phrases_.sentence(w).last), all.end());
    for (const uint32_t v : later.first(std::min(kLater, later.size()))) {
      const uint32_t head = phrases_.head_of({phrases_.name(v)->first, v + 1});
      if (plan_[head] != Plan::person && plan_[head] != Plan::name) continue;
      resolve(head);
      if (targets_[head].size() == 1) return {targets_[head], "named in full later", role, true, false, false};
    }
  }
  Standing standing = roles_.standing(w);
  Sector sector = Sector::UNK;
  std::string_view how = title ? "name with a title" : to_string(Basis::phrase);
  if (title) {
    Standing of_title = roles_.standing(title->second);
    sector = Roles::generic(role) && of_title.sector ? *of_title.sector : title->first.role.sector;
    if (of_title.organisation >= 0 && armed(*of_title.sector)) sector = *of_title.sector;  // "Hamas sniper X"
    if ((of_title.former || standing.former) && public_office(sector)) sector = Sector::ELI;
    if (standing.countries.empty()) standing = std::move(of_title);
  } else if (within) {
    sector = within->sector;
  }
  const std::string_view nation = nation_before(span.first);
  if (standing.countries.empty() && !nation.empty()) standing.countries.push_back(nation);
  if (title) {
    complete(title->second, standing);
  } else {
    if (standing.countries.empty() && within && !author_.country.empty()) standing.countries.push_back(author_.country);
    if (standing.countries.empty()) how = home_of_name(w, standing);
  }
  const std::string_view country = standing.countries.empty() ? std::string_view() : standing.countries.front();
  return {{named(text, country, sector, true)}, how, role, true, false, false};
}

ActorWork::Resolved ActorWork::organisation(uint32_t w) {
  const std::string_view plain = phrases_.plain(w);
  if (const auto words = shorts_.find(plain); words != shorts_.end()) {
    const auto named = [&](uint32_t v) { return v != w && !targets_[v].empty(); };
    const auto before = std::ranges::find_if(words->second, named);
    if (before != words->second.end()) return {targets_[*before], "initials of a name before", {}, false, false, false};
  }
  WordSpan span = span_[w];
  if (const Name* name = phrases_.name(w)) span = {name->first, name->last};
  Standing standing = roles_.standing(w);
  std::string_view how = to_string(standing.basis);
  if (standing.countries.empty() && worldwide(phrases_.text(span)))
    return {
        {named(phrases_.text(span), "NGO", Sector::NGO, false)}, "name of a worldwide body", {}, false, false, false};
  if (standing.countries.empty()) {
    if (!names_.focus.empty()) standing.countries.push_back(names_.focus);
    how = "name; country of the document";
  }
  const std::string_view country = standing.countries.empty() ? std::string_view() : standing.countries.front();
  Sector sector = standing.sector.value_or(Sector::UNK);
  // "Roe Shipping Ltd": a noun within the name says what it is.
  for (uint32_t v = span.first; v < span.last; ++v) {
    const auto kind = tables_.role(phrases_.plain(v));
    if (kind && kind->kind == RoleKind::organ && sector == Sector::UNK) sector = kind->sector;
  }
  // "the energy firm X", "X, a charity": the noun beside the name says what it is.
  for (uint32_t c : phrases_.children(w)) {
    const bool beside = phrases_.word(c).deprel == "nmod:desc" || phrases_.is(c, "compound") || phrases_.is(c, "appos");
    const auto kind = beside && phrases_.name(c) != phrases_.name(w) ? roles_.at(c) : std::nullopt;
    if (kind && kind->role.kind != RoleKind::person && sector == Sector::UNK) sector = kind->role.sector;
  }
  return {{named(phrases_.text(span), country, sector, false)}, how, {}, false, false, false};
}

ActorWork::Resolved ActorWork::place(uint32_t w) {
  const Place& place = *phrases_.place(w);
  return {{named(place.name, place.country, Sector::GOV, false)}, "place as a doer", {}, false, false, false};
}

}  // namespace khaldun
