#include "resolve/actor_desk.h"

#include <algorithm>
#include <array>

#include "base/among.h"
#include "resolve/actor.h"
#include "resolve/names.h"

namespace khaldun {
namespace {

Gender gender_of_title(std::string_view plain) {
  constexpr std::array<std::string_view, 9> kMale = {"mr",     "sir",  "king", "prince", "lord",
                                                     "sheikh", "pope", "emir", "sultan"};
  constexpr std::array<std::string_view, 9> kFemale = {"mrs",  "ms",       "miss",  "queen", "princess",
                                                       "lady", "baroness", "madam", "dame"};
  return among(kMale, plain) ? Gender::male : among(kFemale, plain) ? Gender::female : Gender::unknown;
}

/// Whose former holders are of the elite: a former minister, but no former executive.
bool organ_of_state(Sector sector) {
  constexpr std::array kOrgans = {Sector::GOV, Sector::LEG, Sector::JUD, Sector::COP, Sector::MIL, Sector::SPY};
  return among(kOrgans, sector);
}

bool public_office(Sector sector) { return organ_of_state(sector) || sector == Sector::PTY || sector == Sector::IGO; }

/// "Alawite civilians": people told apart by their faith act and suffer as a community of it.
bool faith(std::string_view plain) {
  constexpr std::array<std::string_view, 22> kFaiths = {
      "alawite", "druze",    "christian", "muslim",     "shia",     "shiite",    "shi'ite", "sunni",
      "jewish",  "hindu",    "sikh",      "buddhist",   "ahmadi",   "ahmadiyya", "yazidi",  "yezidi",
      "coptic",  "catholic", "orthodox",  "protestant", "rohingya", "bahai"};
  return among(kFaiths, plain);
}

/// "International Association of Judges": a name that says that its bearer is of no single state.
bool worldwide(std::string_view name) {
  constexpr std::array<std::string_view, 4> kWide = {"International ", "World ", "Global ", "Worldwide "};
  return std::ranges::any_of(kWide, [&](std::string_view w) { return name.starts_with(w); });
}

bool armed(Sector sector) {
  return sector == Sector::REB || sector == Sector::PRM || sector == Sector::UAF || sector == Sector::CRM;
}

}  // namespace

ActorWork::ActorWork(const ActorTables& tables, const Document& document, const Reading& reading)
    : tables_(tables),
      reading_(reading),
      day_(static_cast<int32_t>(reading.published.time_since_epoch().count())),
      phrases_(document, reading),
      names_(find_names(tables, phrases_, document, day_)),
      roles_(tables_, phrases_, names_, day_),
      author_(find_author(tables, phrases_, names_, roles_, reading)),
      history_(phrases_),
      targets_(phrases_.size()) {}

ActorWork::Found ActorWork::run() {
  plan();
  for (uint32_t w = 0; w < phrases_.size(); ++w) {
    if (plan_[w] != Plan::none) resolve(w);
  }
  std::ranges::stable_sort(found_.mentions, {}, &Mention::first);
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
      complete(w, standing);
      const std::string_view country = standing.countries.empty() ? std::string_view() : standing.countries.front();
      r.targets = {unnamed("people", country, Sector::CVL, false, phrases_.plain(w))};
      r.how = standing.how;
      r.plural = true;
      break;
    }
  }
  if (r.targets.empty()) return;
  targets_[w] = r.targets;
  const WordSpan span = plan_[w] == Plan::pronoun ? WordSpan{w, w + 1} : span_[w];
  found_.mentions.push_back({Mention::Kind::actor, span.first, span.last, w, r.targets, r.how});
  if (r.person && r.targets.size() == 1) {
    for (uint32_t v = span.first; v < span.last; ++v) history_.gender(r.targets[0], gender_of_title(phrases_.plain(v)));
    history_.gender(r.targets[0], tables_.gender(normalise(found_.actors[r.targets[0]].name)));
  }
  if (phrases_.opposed(span.first)) return;  // nobody whom "they" or "the group" would take up
  Told told{w, r.targets, r.role, r.person, r.plural, phrases_.subject(w), r.state, phrases_.modifies(w)};
  history_.tell(told);
  if (!phrases_.is(w, "conj") || phrases_.head(w) < 0 || phrases_.modifies(w)) return;
  // "Putin and Erdogan": together they are "they".
  const auto head = static_cast<uint32_t>(phrases_.head(w));
  std::vector<uint32_t> all = targets_[head];
  for (uint32_t c : phrases_.children(head)) {
    if (!phrases_.is(c, "conj")) continue;
    for (uint32_t target : targets_[c]) {
      if (!among(all, target)) all.push_back(target);
    }
  }
  if (all.size() > 1) history_.tell({w, std::move(all), {}, false, true, phrases_.subject(head), false, false});
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
  // "President Obama" and "Secretary Clinton" keep their titles for life; a "Senior Minister" is one now.
  const Term term = tables_.term_on(m.entity, day_);
  const bool for_life = (role.find(' ') == std::string_view::npos && term.start <= day_) ||
                        tables_.held(m.entity, office_key(role), day_);
  if (title_sector == Sector::GOV && for_life) title_sector = Sector::UNK;
  const std::string_view how = term.dated() ? (term.counts(day_) ? "office holder on the day"
                                               : term.end < day_ ? "former office holder"
                                                                 : "later office holder")
                                            : "listed person";
  return {{entity_actor(m.entity, title_sector, former)}, how, role, true, false, false};
}

std::optional<ActorWork::Resolved> ActorWork::definite(uint32_t w, const Role& role, const Standing& standing) {
  if (!standing.countries.empty() || standing.owner >= 0 || standing.sector || standing.former ||
      phrases_.indefinite(w))
    return std::nullopt;
  const bool person = role.kind == RoleKind::person && !phrases_.plural(w);
  const bool title = person && phrases_.capital(w) && w != phrases_.sentence(w).first;
  if (!phrases_.definite(w) && !title) return std::nullopt;
  const RolePhrase phrase = *roles_.at(w);
  if (span_[w].first < phrase.span.first || span_[w].last > phrase.span.last)
    return std::nullopt;  // "the Southern African Community"
  if (const Told* told = history_.role(w, role.key, person, phrases_.plural(w))) return of_told(*told, "named before");
  if (!person) return std::nullopt;
  // "the president" after "Joe Biden": whoever told holds that office.
  const std::string office = office_key(role.key);
  const std::span<const Told> past = history_.before(w);
  for (auto told = past.rbegin(); told != past.rend(); ++told) {
    if (!told->person || told->targets.size() != 1) continue;
    const auto entity = tables_.ids.find(found_.actors[told->targets[0]].id);
    if (!entity) continue;
    const Term term = tables_.term_on(*entity, day_);
    if (term.counts(day_) && term.office == office) return of_told(*told, "named before");
  }
  if (role.key == "leader" || role.key == "politician") {
    if (const Told* told = history_.person(w)) return of_told(*told, "named before");
  }
  return std::nullopt;
}

ActorWork::Resolved ActorWork::role(uint32_t w) {
  const RolePhrase phrase = *roles_.at(w);
  const Role& role = phrase.role;
  Standing standing = roles_.standing(w);
  if (auto shared = apposition(w, role)) return *shared;
  if (auto back = definite(w, role, standing)) return *back;
  if (auto holder = office(w, role, standing)) return *holder;

  const bool belongs = Roles::generic(role.key) && standing.sector;
  Sector sector = belongs ? *standing.sector : role.sector;
  if (armed(role.sector) && standing.organisation >= 0 && standing.sector && armed(*standing.sector))
    sector = *standing.sector;  // "a Hamas gunman"
  if (standing.former && role.kind == RoleKind::person && public_office(sector)) sector = Sector::ELI;
  const auto of_faith = [&](uint32_t c) { return phrases_.modifies(c) && faith(phrases_.plain(c)); };
  if (sector == Sector::CVL && std::ranges::any_of(phrases_.children(w), of_faith)) sector = Sector::REL;
  // "the parties", "all parties to the conflict": whoever is at odds.
  const auto political = [&](uint32_t c) {
    return phrases_.modifies(c) && phrases_.plain(c) != "warring" && phrases_.plain(c) != "all";
  };
  if (role.key == "party" && phrases_.plural(w) && std::ranges::none_of(phrases_.children(w), political))
    sector = Sector::UNK;
  // "The opposition Reform party".
  const auto opposition = [&](uint32_t c) { return phrases_.modifies(c) && phrases_.plain(c) == "opposition"; };
  if (sector == Sector::PTY && std::ranges::any_of(phrases_.children(w), opposition)) sector = Sector::OPP;
  // "NATO forces" are armed forces, whoever they serve.
  if (belongs && role.sector == Sector::MIL && sector == Sector::IGO) sector = Sector::MIL;
  // Organs and servants of organisations above states: "UN General Assembly", "EU special envoy"; its members are
  // states, and ministers, ambassadors and representatives are theirs.
  const bool above = standing.organisation >= 0 && standing.countries.front() == "IGO";
  const bool of_member = role.key.ends_with("state") || role.key.ends_with("country") ||
                         role.key.ends_with("minister") || role.key.find("ambassador") != std::string_view::npos ||
                         role.key.find("representative") != std::string_view::npos;
  const bool serves = role.kind == RoleKind::organ || (role.kind == RoleKind::person && !phrases_.plural(w));
  if (above && of_member && sector == Sector::IGO) sector = Sector::GOV;
  if (above && !of_member && serves && (sector == Sector::GOV || sector == Sector::LEG)) sector = Sector::IGO;
  // "The neighbours of Chad" are not Chad, nor are "migrants in Libya" Libyan.
  const bool neighbours = phrases_.plural(w) && (role.key.starts_with("neighbor") || role.key.starts_with("neighbour"));
  if (neighbours || (stranger(role) && standing.how == "place in the phrase")) standing.countries.clear();
  const bool plural = phrases_.plural(w) || role.kind == RoleKind::group;
  const bool person = role.kind == RoleKind::person && !plural;
  if (standing.organisation >= 0 && !person) {
    // "Hamas fighters": the group acts.
    const auto organ = static_cast<uint32_t>(standing.organisation);
    const Sector own = tables_.term_on(organ, day_).sector;
    if (armed(own) && (belongs || armed(role.sector)))
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
  if (standing.countries.empty() && worldwide(name))
    return {{named(name, "NGO", Sector::NGO, false)}, "name of a worldwide body", role.key, false, false, false};
  complete(w, standing);
  Resolved r{{}, standing.how, role.key, person, plural, false};
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
  if (plain.find(' ') == std::string::npos) {
    if (const auto known = by_part(plain)) {
      Sector& sector = found_.actors[*known].sector;
      if (sector == Sector::UNK) sector = title ? title->first.role.sector : within ? within->sector : sector;
      return {{*known}, "named in full before", role, true, false, false};
    }
    // Headlines come first: "Navalny flown out" is whom the text then names in full.
    for (uint32_t v = phrases_.sentence(w).last; v < phrases_.size(); ++v) {
      const Name* full = phrases_.name(v);
      const bool same = full != nullptr && full->kind == NameKind::PER && full->first + 1 < full->last &&
                        v + 1 == full->last && phrases_.plain(v) == plain;
      if (!same) continue;
      const uint32_t head = phrases_.head_of({full->first, full->last});
      if (plan_[head] != Plan::person && plan_[head] != Plan::name) continue;
      resolve(head);
      if (targets_[head].size() == 1) return {targets_[head], "named in full later", role, true, false, false};
    }
  }
  Standing standing = roles_.standing(w);
  Sector sector = Sector::UNK;
  std::string_view how = "name with a title";
  if (title) {
    Standing of_title = roles_.standing(title->second);
    sector = Roles::generic(role) && of_title.sector ? *of_title.sector : title->first.role.sector;
    if (of_title.organisation >= 0 && armed(*of_title.sector)) sector = *of_title.sector;  // "Hamas sniper X"
    if ((of_title.former || standing.former) && public_office(sector)) sector = Sector::ELI;
    if (standing.countries.empty()) standing = std::move(of_title);
    complete(title->second, standing);
  } else {
    if (within) sector = within->sector;
    if (standing.countries.empty() && within && !author_.country.empty()) standing.countries.push_back(author_.country);
    if (standing.countries.empty()) {
      if (!names_.focus.empty()) standing.countries.push_back(names_.focus);
      how = "name; country of the document";
    }
  }
  const std::string_view country = standing.countries.empty() ? std::string_view() : standing.countries.front();
  return {{named(text, country, sector, true)}, how, role, true, false, false};
}

ActorWork::Resolved ActorWork::organisation(uint32_t w) {
  const std::string_view plain = phrases_.plain(w);
  for (const Short& s : shorts_) {
    if (s.plain == plain && s.word != w && !targets_[s.word].empty())
      return {targets_[s.word], "initials of a name before", {}, false, false, false};
  }
  WordSpan span = span_[w];
  if (const Name* name = phrases_.name(w)) span = {name->first, name->last};
  Standing standing = roles_.standing(w);
  std::string_view how = standing.how;
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

std::optional<uint32_t> ActorWork::speaker(const Turn& turn) const {
  if (targets_[turn.speaker].size() == 1) return targets_[turn.speaker].front();
  return by_part(phrases_.plain(turn.speaker));
}

ActorWork::Resolved ActorWork::pronoun(uint32_t w) {
  if (first_person(phrases_.plain(w))) {
    // In a transcript it is whoever's turn it is; of questions nobody's.
    if (const Turn* turn = author_.turn_of(w)) {
      const std::optional<uint32_t> known = speaker(*turn);
      return known ? Resolved{{*known}, "speaker of the transcript", {}, true, false, false} : Resolved{};
    }
    if (!author_.parties.empty() && author_.signature < 0) {
      Resolved all{{}, "authors of the text", {}, false, true, false};
      for (const uint32_t entity : author_.parties) all.targets.push_back(entity_actor(entity, Sector::UNK, false));
      return all;
    }
    if (author_.signature >= 0) {
      const auto signature = static_cast<uint32_t>(author_.signature);
      resolve(signature);
      if (!targets_[signature].empty()) return {targets_[signature], "author of the text", {}, true, false, false};
    }
    if (!author_.speaker.empty()) return {{state_actor(author_.speaker)}, "author of the text", {}, false, false, true};
    return {};
  }
  if (second_person(phrases_.plain(w))) {
    const std::vector<uint32_t> two = author_and_addressed();
    if (two.empty()) return {};
    // The guest of a transcript addresses its author.
    const Turn* turn = author_.turn_of(w);
    const std::optional<uint32_t> guest = turn == nullptr ? std::nullopt : speaker(*turn);
    const bool back = guest && found_.actors[*guest].country == found_.actors[two.back()].country;
    return {{back ? two.front() : two.back()}, "whom the text is for", {}, false, false, true};
  }
  const Told* told = history_.pronoun(w);
  return told == nullptr ? Resolved{} : of_told(*told, "pronoun");
}

ActorWork::Resolved ActorWork::bare(uint32_t w) {
  const std::string& lemma = phrases_.word(w).lemma;
  Standing standing = roles_.standing(w);
  if (lemma == "counterpart") {
    // "his Russian counterpart": who holds the possessor's office there.
    int32_t owner = standing.owner;
    for (uint32_t c : phrases_.children(w)) {
      if (phrases_.possessor(c)) owner = static_cast<int32_t>(c);
    }
    if (owner < 0 || targets_[static_cast<uint32_t>(owner)].empty() || standing.countries.empty()) return {};
    const std::string_view country = standing.countries.front();
    const auto entity = tables_.ids.find(found_.actors[targets_[static_cast<uint32_t>(owner)].front()].id);
    if (entity && !phrases_.plural(w)) {
      const Term own = tables_.term_on(*entity, day_);
      if (const auto term = own.office.empty() ? std::nullopt : tables_.holder(country, own.office, day_)) {
        return {{entity_actor(term->entity, term->sector, false)}, "counterpart", own.office, true, false, false};
      }
    }
    return {{unnamed("counterpart", country, Sector::GOV, !phrases_.plural(w), {})},
            "counterpart",
            {},
            !phrases_.plural(w),
            phrases_.plural(w),
            false};
  }
  if (phrases_.plural(w)) {
    if (!standing.countries.empty()) return {};
    const bool ours = std::ranges::any_of(phrases_.children(w), [&](uint32_t c) { return phrases_.plain(c) == "our"; });
    if (ours && (lemma == "country" || lemma == "nation"))
      return {author_and_addressed(), "author and whom the text is for", {}, false, true, false};
    constexpr std::array<std::string_view, 9> kPersons = {"leader", "president", "minister",  "politician", "man",
                                                          "head",   "diplomat",  "candidate", "official"};
    const bool persons = among(kPersons, lemma);
    std::vector<uint32_t> two = history_.last_two(w, persons, lemma == "side" || lemma == "party");
    if (two.empty() && !persons) two = last_two_countries(w);
    if (two.empty()) return {};
    return {std::move(two), "the last two", {}, false, true, false};
  }
  if (lemma == "country" || lemma == "nation") {
    if (standing.owner >= 0) {
      complete(w, standing);
      if (standing.how == "country of the possessor")
        return {{state_actor(standing.countries.front())}, standing.how, {}, false, false, true};
      return {};
    }
    if (const Told* told = history_.state(w)) return of_told(*told, "named before");
    if (!names_.focus.empty() && tables_.state(names_.focus))
      return {{state_actor(names_.focus)}, "country of the document", {}, false, false, true};
    return {};
  }
  // "The group" is no organ of a state and no village; it may have been told as "insurgents".
  constexpr std::array<std::string_view, 5> kOutsiders = {"group", "movement", "militia", "faction", "outfit"};
  const bool outside = among(kOutsiders, lemma);
  const auto fits = [&](const Told& told) {
    const Sector sector = found_.actors[told.targets.front()].sector;
    if (outside) return armed(sector) || (!told.plural && !organ_of_state(sector) && sector != Sector::CVL);
    return !told.plural;
  };
  if (const Told* told = history_.organisation(w, fits)) return of_told(*told, "named before");
  return {};
}

std::vector<uint32_t> ActorWork::author_and_addressed() {
  const auto author = tables_.state(author_.country), addressed = tables_.state(names_.focus);
  if (!author || !addressed || author == addressed) return {};
  const uint32_t first = entity_actor(*author, Sector::GOV, false);
  return {first, entity_actor(*addressed, Sector::GOV, false)};
}

std::vector<uint32_t> ActorWork::last_two_countries(uint32_t w) {
  std::vector<uint32_t> states;
  const std::span<const Told> past = history_.before(w);
  for (auto told = past.rbegin(); told != past.rend() && states.size() < 2; ++told) {
    for (auto target = told->targets.rbegin(); target != told->targets.rend() && states.size() < 2; ++target) {
      const auto state = tables_.state(found_.actors[*target].country);
      if (state && std::ranges::find(states, *state) == states.end()) states.push_back(*state);
    }
  }
  if (states.size() < 2) return {};
  const uint32_t first = entity_actor(states[1], Sector::GOV, false);
  return {first, entity_actor(states[0], Sector::GOV, false)};
}

}  // namespace khaldun
