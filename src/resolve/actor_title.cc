// Titles: who bears one that stands beside a name, and who holds an office that is told without a name.
#include <algorithm>
#include <array>

#include "base/among.h"
#include "resolve/actor_desk.h"

namespace khaldun {

std::optional<std::pair<RolePhrase, uint32_t>> ActorWork::title_of(uint32_t w) const {
  const auto human = [](const std::optional<RolePhrase>& role) { return role && role->role.kind == RoleKind::person; };
  // "Secretary Roe and Prime Minister Poe": a title before another's name is his, wherever the tree hangs it.
  const auto of_another = [&](uint32_t title) {
    for (uint32_t v = title + 1; v < w; ++v) {
      const Name* between = phrases_.name(v);
      if (between != nullptr && between->kind == NameKind::PER && between != phrases_.name(w)) return true;
    }
    return false;
  };
  for (uint32_t c : phrases_.children(w)) {
    const std::string_view relation = phrases_.word(c).deprel;
    const bool before = c < w && (relation == "nmod:desc" || relation == "compound");
    if (before ? of_another(c) : !(relation == "appos" && !phrases_.capital(c))) continue;
    if (const auto role = roles_.at(c); human(role)) return std::pair{*role, c};
  }
  const int32_t head = phrases_.head(w);
  if (head >= 0 && (phrases_.is(w, "flat") || phrases_.is(w, "appos"))) {
    if (const auto role = roles_.at(static_cast<uint32_t>(head)); human(role))
      return std::pair{*role, static_cast<uint32_t>(head)};
  }
  const Name* name = phrases_.name(w);
  for (uint32_t v = phrases_.sentence(w).first; name != nullptr && v < name->first; ++v) {
    const bool before = plan_[v] == Plan::role && bearer_after(v) == name;
    if (const auto role = before ? roles_.at(v) : std::nullopt; human(role) && !phrases_.plural(v))
      return std::pair{*role, v};
  }
  // "MPs Leary, McClure and Webb": a title of several is that of each.
  if (!phrases_.is(w, "conj") || head < 0) return std::nullopt;
  if (auto shared = title_of(static_cast<uint32_t>(head)); shared && phrases_.plural(shared->second)) return shared;
  return std::nullopt;
}

/// Followers of an opposition leader, and of a ruler whose term is over, are of the opposition.
bool ActorWork::out_of_power(uint32_t w) const {
  constexpr std::array kOut = {Sector::OPP, Sector::ELI};
  if (!targets_[w].empty()) return among(kOut, found_.actors[targets_[w].front()].sector);
  if (const auto title = title_of(w); title && title->first.role.sector == Sector::OPP) return true;
  const NameMatch* m = roles_.match(w);
  if (m == nullptr || tables_.kind(m->entity) != EntityKind::person) return false;
  const Term term = tables_.term_on(m->entity, day_);
  return term.sector == Sector::OPP || (term.sector == Sector::GOV && term.dated() && term.end < day_);
}

/// The state whose adjective opens the nouns right before a name, whatever the tree says: "the American pilot
/// influencer Jane Roe".
std::string_view ActorWork::nation_before(uint32_t name) const {
  constexpr uint32_t kNouns = 5;
  for (uint32_t v = name, begin = phrases_.sentence(name).first; v-- > begin && name - v <= kNouns;) {
    const NameMatch* m = roles_.match(v);
    if (m != nullptr && m->kind == KeyKind::adjective) return tables_.countries[m->entity];
    const Upos tag = phrases_.word(v).upos;
    if (phrases_.name(v) != nullptr || (tag != Upos::NOUN && tag != Upos::ADJ)) break;
  }
  return {};
}

/// Where the nominal of `w` ends, with those that are told in a row with it: "Women, Girls, and Human Rights".
uint32_t ActorWork::end_of_row(uint32_t w) const {
  uint32_t end = phrases_.nominal(w).last;
  for (const uint32_t c : phrases_.children(w)) {
    const bool person = phrases_.name(c) != nullptr && phrases_.name(c)->kind == NameKind::PER;
    if (phrases_.is(c, "conj") && !person) end = std::max(end, phrases_.nominal(c).last);
  }
  return end;
}

/// The name right after a title, which is its bearer's whatever the tree says: "Secretary of State Antony Blinken met",
/// "the Catalan president, Quim Torra, met", but not "the president, Torra and Sánchez".
const Name* ActorWork::bearer_after(uint32_t w) const {
  const uint32_t last = phrases_.sentence(w).last;
  uint32_t after = span_[w].last;
  for (uint32_t c : phrases_.children(w)) {  // "the governor of Borno state, …", "Special Envoy for Women and Rights …"
    const std::string_view mark = phrases_.is(c, "nmod") ? phrases_.preposition(c) : std::string_view();
    if (mark == "of" || mark == "for" || mark == "to") after = std::max(after, end_of_row(c));
  }
  const bool comma = after < last && phrases_.form(after) == ",";
  if (comma) ++after;
  const Name* name = after < last ? phrases_.name(after) : nullptr;
  if (name == nullptr || name->first != after || name->kind != NameKind::PER) return nullptr;
  if (!comma) return phrases_.capital(w) ? name : nullptr;
  const bool closed = name->last >= last || phrases_.word(name->last).upos == Upos::PUNCT ||
                      phrases_.word(name->last).upos == Upos::VERB || phrases_.word(name->last).upos == Upos::AUX;
  return closed ? name : nullptr;
}

std::optional<ActorWork::Resolved> ActorWork::apposition(uint32_t w, const Role& role) {
  if (role.kind != RoleKind::person || phrases_.plural(w)) return std::nullopt;
  const auto named_person = [&](uint32_t v) {
    if (plan_[v] == Plan::person) return true;
    return plan_[v] == Plan::name && tables_.kind(roles_.match(v)->entity) == EntityKind::person;
  };
  const auto share = [&](uint32_t v) -> std::optional<Resolved> {
    resolve(v);
    if (targets_[v].size() != 1) return std::nullopt;
    return Resolved{targets_[v], "named in apposition", role.key, true, false, false};
  };
  const int32_t head = phrases_.head(w);
  if (phrases_.is(w, "appos") && head >= 0 && named_person(static_cast<uint32_t>(head)))
    return share(static_cast<uint32_t>(head));
  for (uint32_t c : phrases_.children(w)) {
    const bool beside = phrases_.is(c, "appos") || phrases_.is(c, "flat") || phrases_.word(c).deprel == "nmod:desc";
    if (beside && c > w && named_person(c)) return share(c);
  }
  const Name* name = bearer_after(w);
  const uint32_t bearer = name == nullptr ? w : phrases_.head_of({name->first, name->last});
  return bearer != w && named_person(bearer) ? share(bearer) : std::nullopt;
}

/// The title that `w` heads without the name of the body, which some roles of the tables hold: "chief" of "UN chief".
std::string ActorWork::title_within(uint32_t w, uint32_t organ) const {
  const WordSpan span = roles_.at(w)->span;
  std::string title;
  for (uint32_t v = span.first; v < span.last; ++v) {
    const NameMatch* m = roles_.match(v);
    const bool body = (m != nullptr && m->entity == organ) || phrases_.plain(v) == "of" || phrases_.plain(v).empty();
    if (!body) title.append(title.empty() ? "" : " ").append(phrases_.plain(v));
  }
  return title;
}

std::optional<ActorWork::Resolved> ActorWork::office(uint32_t w, const Role& role, const Standing& standing) {
  if (role.kind != RoleKind::person || phrases_.plural(w) || phrases_.indefinite(w) || standing.former ||
      standing.deputy)
    return std::nullopt;
  std::optional<Term> term;
  std::string_view how = "office holder on the day";
  if (standing.countries.size() > 1) {
    // "The Russian ambassador to the United Nations" is Russia's.
    const auto sends = [&](std::string_view country) { return tables_.state(country).has_value(); };
    const auto sender = std::ranges::find_if(standing.countries, sends);
    if (standing.organisation < 0 || sender == standing.countries.end()) return std::nullopt;
    const auto organ = static_cast<uint32_t>(standing.organisation);
    const std::string title = title_within(w, organ);
    if (title != "ambassador" && title != "permanent representative") return std::nullopt;
    term = tables_.holder(*sender, office_key(std::string("ambassador to ").append(tables_.names[organ])), day_);
  } else if (standing.organisation >= 0) {
    const auto organ = static_cast<uint32_t>(standing.organisation);
    term = tables_.holder(tables_.countries[organ], office_of(title_within(w, organ), tables_.ids[organ]), day_);
  } else if (!standing.countries.empty() && standing.basis == Basis::phrase) {
    term = tables_.holder(standing.countries.front(), office_key(role.key), day_);
  } else if (!Roles::generic(role.key) && (standing.countries.empty() || standing.basis != Basis::place_in_phrase)) {
    // Without a country: that of the document. Few states call ministers secretaries: elsewhere "the home secretary"
    // and "the foreign secretary" are Britain's, "the Secretary of State" is America's.
    constexpr std::array<std::string_view, 5> kSecretaries = {"USA", "GBR", "PHL", "MEX", "HKG"};
    std::string_view home = author_.country.empty() ? std::string_view(names_.focus) : author_.country;
    const bool secretary = role.key == "secretary of state" || role.key.ends_with(" secretary");
    if (secretary && !among(kSecretaries, home))
      home = role.key == "home secretary" || role.key == "foreign secretary" ? "GBR" : "USA";
    if (const std::string_view abroad = minister_abroad(w, role); !abroad.empty()) home = abroad;
    const bool pope = role.key == "pope" || role.key == "pontiff";
    if (pope) home = "VAT";
    if (!home.empty()) term = tables_.holder(home, pope ? "pope" : office_key(role.key), day_);
    how = "office holder in the document's country";
  }
  if (!term) return std::nullopt;
  return Resolved{{entity_actor(term->entity, term->sector, false)}, how, role.key, true, false, false};
}

}  // namespace khaldun
