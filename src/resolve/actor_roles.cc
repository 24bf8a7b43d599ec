#include "resolve/actor_roles.h"

#include <algorithm>
#include <array>

#include "base/among.h"
#include "resolve/names.h"

namespace khaldun {
namespace {

/// "Rwanda-backed", "Iran-aligned", "rebel-held": what stands before these is somebody else.
constexpr std::array<std::string_view, 19> kHelped = {
    "backed",   "aligned", "allied",     "supported",  "sponsored", "funded",   "armed",
    "trained",  "linked",  "held",       "affiliated", "occupied",  "brokered", "mediated",
    "besieged", "made",    "designated", "sanctioned", "bound"};
constexpr std::array<std::string_view, 8> kFormer = {"former",    "ex",      "ousted",  "deposed",
                                                     "erstwhile", "toppled", "onetime", "exiled"};
constexpr std::array<std::string_view, 20> kNoHolder = {
    "shadow",  "deputy",    "vice",     "acting", "assistant", "under", "next",   "future", "designate", "elect",
    "interim", "caretaker", "previous", "then",   "new",       "late",  "senior", "local",  "regional",  "provincial"};
constexpr std::array<std::string_view, 5> kBelonging = {"of", "for", "from", "to", "by"};
constexpr std::array<std::string_view, 8> kLocal = {"in", "at", "near", "outside", "across", "inside", "around", "on"};

/// Who is sent to others: the state told with "for" is theirs.
bool sent(std::string_view plain) {
  constexpr std::array<std::string_view, 4> kSent = {"envoy", "coordinator", "ambassador", "representative"};
  return among(kSent, plain);
}

}  // namespace

std::string_view to_string(Basis basis) {
  constexpr std::array<std::string_view, 17> kWords = {"",
                                                       "country in the phrase",
                                                       "place of that name",
                                                       "place in the phrase",
                                                       "states that the text does not name",
                                                       "country of whom it stands beside",
                                                       "country of the possessor",
                                                       "organisation above states",
                                                       "country of the author",
                                                       "country told before",
                                                       "country of the journey",
                                                       "country of the subject",
                                                       "country of the document",
                                                       "place in the clause",
                                                       "place in the sentence",
                                                       "place told last",
                                                       "role"};
  static_assert(kWords.size() == static_cast<size_t>(Basis::role) + 1);
  return kWords[static_cast<size_t>(basis)];
}

bool guessed(Basis basis) {
  return basis == Basis::document || basis == Basis::sentence || basis == Basis::clause || basis == Basis::ground;
}

bool Roles::generic(std::string_view role) {
  constexpr std::array<std::string_view, 47> kGeneric = {
      "leader",     "official",       "member",      "spokesman",   "spokeswoman", "spokesperson", "chief",
      "head",       "representative", "supporter",   "source",      "figure",      "group",        "force",
      "delegation", "envoy",          "negotiator",  "operative",   "executive",   "employee",     "staff",
      "personnel",  "politician",     "activist",    "commander",   "fighter",     "militant",     "deputy",
      "organiser",  "organizer",      "sympathiser", "sympathizer", "loyalist",    "candidate",    "team",
      "side",       "officer",        "chairman",    "chairwoman",  "founder",     "director",     "lawyer",
      "aide",       "forces",         "chairperson", "chair",       "agent"};
  return among(kGeneric, role);
}

bool Roles::government(std::string_view role) {
  constexpr std::array<std::string_view, 8> kGovernment = {
      "government",         "administration",      "regime", "cabinet", "state", "transitional government",
      "interim government", "caretaker government"};
  return among(kGovernment, role);
}

std::optional<RolePhrase> Roles::at(uint32_t w) const {
  const Word& word = phrases_.word(w);
  if (!phrases_.noun(w) && word.upos != Upos::ADJ) return std::nullopt;
  if (phrases_.plain(w).empty()) return std::nullopt;
  const Sentence& sentence = phrases_.sentence(w);
  // Ways to write the head: its lemma, as it stands, and as a singular (lemmas of capitalised words may keep the
  // plural).
  std::array<std::string, 3> heads = {normalise(word.lemma), std::string(phrases_.plain(w)), {}};
  const std::string& form = heads[1];
  if (form.ends_with("men"))
    heads[2] = form.substr(0, form.size() - 3) + "man";
  else if (form.ends_with("ies"))
    heads[2] = form.substr(0, form.size() - 3) + "y";
  else if (form.size() > 3 && form.back() == 's')
    heads[2] = form.substr(0, form.size() - 1);
  std::optional<RolePhrase> best;
  const auto consider = [&](std::string_view key, WordSpan span) {
    if (const std::optional<Role> role = tables_.role(key);
        role && (!best || span.last - span.first > best->span.last - best->span.first)) {
      best = RolePhrase{*role, span};
    }
  };
  for (const std::string& head : heads) {
    if (head.empty() || (&head != &heads[0] && head == heads[0])) continue;
    std::string key = head;
    consider(key, {w, w + 1});
    for (uint32_t first = w, taken = 0; first > sentence.first && taken < 3;) {
      --first;
      if (phrases_.hyphen(first)) continue;
      if (phrases_.plain(first).empty() || !phrases_.modifies(first)) break;
      // "European Union officials" are no union officials.
      if (const NameMatch* m = match(first); m != nullptr && m->span.last - m->span.first > 1 && !m->span.holds(w))
        break;
      key.insert(0, " ").insert(0, phrases_.plain(first));
      consider(key, {first, w + 1});
      ++taken;
    }
    key = head;
    if (w + 2 < sentence.last &&
        (phrases_.plain(w + 1) == "of" || phrases_.plain(w + 1) == "general" || phrases_.hyphen(w + 1))) {
      for (uint32_t last = w + 1; last < sentence.last && last < w + 5; ++last) {
        if (phrases_.hyphen(last) || phrases_.plain(last) == "the") continue;
        if (phrases_.plain(last).empty()) break;
        key.append(" ").append(phrases_.plain(last));
        consider(key, {w, last + 1});
      }
    } else if (w + 1 < sentence.last && phrases_.plain(w + 1) == "general") {
      consider(key + " general", {w, w + 2});
    }
  }
  return best;
}

bool Roles::led_by_state(uint32_t w) const {
  return phrases_.plain(w) == "led" && std::ranges::any_of(phrases_.children(w), [&](uint32_t c) {
           const NameMatch* m = match(c);
           return m != nullptr && tables_.kind(m->entity) == EntityKind::state;
         });
}

bool Roles::take(uint32_t w, int depth, Standing& standing) const {
  const auto country = [&standing](std::string_view code) {
    if (!code.empty() && std::ranges::find(standing.countries, code) == standing.countries.end())
      standing.countries.push_back(code);
  };
  if (phrases_.opposed(w)) return false;
  if (const NameMatch* m = match(w)) {
    if (phrases_.opposed(m->span.first)) return false;
    const EntityKind kind = tables_.kind(m->entity);
    if (kind == EntityKind::organisation) {
      standing.organisation = static_cast<int32_t>(m->entity);
      standing.sector = tables_.term_on(m->entity, day_).sector;
    }
    country(tables_.countries[m->entity]);
    return true;
  }
  if (const Place* place = phrases_.place(w)) {
    country(place->country);
    return true;
  }
  if (depth == 0) return false;
  // Words of a name say nothing of its bearer: "People's Front".
  const Name* name = phrases_.name(w);
  if (name != nullptr && name->kind == NameKind::ORG && phrases_.head(w) >= 0 &&
      phrases_.name(static_cast<uint32_t>(phrases_.head(w))) == name)
    return false;
  if (const std::optional<RolePhrase> role = at(w)) {
    gather(w, depth - 1, standing);
    // "Civilian leaders" are no civilians, "national leaders" no nationals.
    const bool quality = phrases_.word(w).upos == Upos::ADJ && role->role.sector == Sector::CVL;
    if (!generic(role->role.key) && !quality && !standing.sector) standing.sector = role->role.sector;
    return true;
  }
  // "NATO-led forces" are NATO's; "US-led forces" are of several states, "Rwanda-backed rebels" not of Rwanda.
  const bool helped = among(kHelped, phrases_.plain(w)) || led_by_state(w);
  if (phrases_.modifies(w) && !helped) gather(w, depth - 1, standing);
  return false;
}

void Roles::gather(uint32_t w, int depth, Standing& standing) const {
  for (uint32_t c : phrases_.children(w)) {
    const std::string_view plain = phrases_.plain(c);
    // "Indian-flagged ships", "Gaza-based militants", whatever the tree says.
    const bool joined = c + 2 == w && phrases_.hyphen(c + 1);
    const bool modifier = phrases_.modifies(c) || joined;
    // "former officials", but not "former and current officials"
    const bool alone =
        std::ranges::none_of(phrases_.children(c), [&](uint32_t other) { return phrases_.is(other, "conj"); });
    if ((modifier || phrases_.is(c, "advmod")) && among(kFormer, plain) && alone) standing.former = true;
    if ((modifier || phrases_.is(c, "advmod")) && among(kNoHolder, plain)) standing.deputy = true;
    if (phrases_.possessor(c) && phrases_.word(c).upos == Upos::PRON) standing.owner = static_cast<int32_t>(c);
    if (modifier || phrases_.possessor(c)) {
      take(c, depth, standing);
      for (uint32_t other : phrases_.children(c)) {
        if (phrases_.is(other, "conj")) take(other, depth, standing);
      }
      continue;
    }
    if (!phrases_.is(c, "nmod") || c < w) continue;
    const std::string_view mark = phrases_.preposition(c);
    if (among(kBelonging, mark) || (among(kLocal, mark) && standing.countries.empty())) {
      if (mark == "to" && match(c) != nullptr && tables_.kind(match(c)->entity) == EntityKind::state)
        continue;                                              // "ambassador to Russia"
      if (mark == "for" && sent(phrases_.plain(w))) continue;  // "Special Envoy for Yemen"
      const size_t before = standing.countries.size();
      take(c, depth, standing);
      // "The navies of China, India and Oman" are several.
      if (phrases_.plural(w) && standing.countries.size() > before) {
        for (uint32_t other : phrases_.children(c)) {
          if (phrases_.is(other, "conj") && !at(other)) take(other, 0, standing);
        }
      }
      if (among(kLocal, mark) && standing.countries.size() > before) standing.basis = Basis::place_in_phrase;
    }
  }
}

Standing Roles::standing(uint32_t w) const {
  Standing standing;
  gather(w, 3, standing);
  if (standing.countries.empty()) {
    // "The Government of Rwanda", whatever the tree says.
    const uint32_t last = phrases_.sentence(w).last;
    uint32_t owner = w + 1;
    if (owner < last && phrases_.plain(owner) == "of") {
      ++owner;
      if (owner < last && phrases_.plain(owner) == "the") ++owner;
      const NameMatch* m = owner < last ? match(owner) : nullptr;
      if (m != nullptr && tables_.kind(m->entity) == EntityKind::state && m->kind == KeyKind::name)
        take(owner, 0, standing);
    }
  }
  if (standing.countries.empty() && phrases_.modifies(w) && phrases_.head(w) >= 0) {
    // "an Israeli police raid": what stands beside it in the phrase.
    for (uint32_t c : phrases_.children(static_cast<uint32_t>(phrases_.head(w)))) {
      if (c < w && (phrases_.modifies(c) || phrases_.possessor(c)) && match(c) != nullptr &&
          tables_.kind(match(c)->entity) == EntityKind::state)
        take(c, 0, standing);
    }
  }
  if (standing.basis == Basis::none && !standing.countries.empty()) standing.basis = Basis::phrase;
  // "Isa Air Base": a building by name is where the gazetteer has it.
  const Place* own = phrases_.place(w);
  if (standing.countries.empty() && own != nullptr && !own->country.empty()) {
    standing.countries.emplace_back(own->country);
    standing.basis = Basis::place_of_name;
  }
  return standing;
}

}  // namespace khaldun
