#include "resolve/actor_author.h"

#include <algorithm>

#include "base/among.h"
#include "resolve/names.h"

namespace khaldun {
namespace {

constexpr size_t kOpening = 4;  // sentences in which a text names its author

/// The name that a heading begins with, if an office stands behind it: "Jane Roe, Foreign Minister".
int32_t signature_in(const Phrases& phrases, const Roles& roles, const Sentence& heading) {
  const Name* name = phrases.name(heading.first);
  if (name == nullptr || name->kind != NameKind::PER || name->first != heading.first) return -1;
  if (name->last >= heading.last || phrases.form(name->last) != ",") return -1;
  for (uint32_t w = name->last + 1; w < heading.last; ++w) {
    const auto role = roles.at(w);
    if (role && role->role.kind == RoleKind::person)
      return static_cast<int32_t>(phrases.head_of({name->first, name->last}));
  }
  return -1;
}

/// The state that is most often the subject of a sentence that is no heading; of equals the first. Empty where none is.
std::string_view most_active_state(const ActorTables& tables, const Phrases& phrases, const NameMatches& names) {
  std::vector<std::pair<std::string_view, int>> counts;
  for (const NameMatch& m : names.matches) {
    if (phrases.sentence(m.head).heading || !phrases.subject(m.head)) continue;
    const std::string_view country = tables.countries[m.entity];
    if (tables.kind(m.entity) == EntityKind::organisation || !tables.state(country)) continue;
    const auto known = std::ranges::find(counts, country, &std::pair<std::string_view, int>::first);
    if (known == counts.end())
      counts.emplace_back(country, 1);
    else
      ++known->second;
  }
  const auto most = std::ranges::max_element(counts, {}, &std::pair<std::string_view, int>::second);
  return most == counts.end() ? std::string_view() : most->first;
}

/// The word that those follow whose statement it is: "by" of "released by" and "a statement by", else "released"; -1
/// where none.
int32_t announcer_in(const Phrases& phrases, const Sentence& s) {
  int32_t found = -1;
  for (uint32_t w = s.first; w < s.last; ++w) {
    if (phrases.plain(w) == "released") found = static_cast<int32_t>(w);
    if (w == s.first || (phrases.plain(w) != "by" && phrases.plain(w) != "from")) continue;
    const std::string_view before = phrases.plain(w - 1);
    if (before == "released" || before == "issued" || before == "statement") return static_cast<int32_t>(w);
  }
  return found;
}

/// Whoever a joint statement is by: "released by the Governments of Chile and Peru", else a row of three or more
/// states, "the Foreign Ministers of Chile, Peru and Spain, and the European Union". What they state, and on what, is
/// told behind them: "on Cuba", "condemn Iran's launches".
std::vector<uint32_t> parties_in(const ActorTables& tables, const Phrases& phrases, const NameMatches& names,
                                 const Sentence& s) {
  const int32_t announcer = announcer_in(phrases, s);
  const bool announced = announcer >= 0;
  const uint32_t from = announced ? static_cast<uint32_t>(announcer) + 1 : s.first;
  std::vector<uint32_t> parties;
  uint32_t to = from;
  for (const NameMatch& m : names.matches) {
    if (m.head < from || m.head >= s.last || among(parties, m.entity)) continue;
    const bool state = tables.kind(m.entity) == EntityKind::state && m.kind == KeyKind::name;
    const bool bloc = tables.countries[m.entity] == "IGO" && (announced || !parties.empty());
    if (!state && !bloc) continue;
    const auto ends = [&](uint32_t w) {
      return (phrases.word(w).upos == Upos::VERB && !phrases.modifies(w)) ||
             (parties.size() > 1 && phrases.plain(w) == "on");
    };
    while (to < m.head && !ends(to)) ++to;
    if (to < m.head && (parties.size() > 1 || (announced && phrases.plain(from - 1) != "released"))) break;
    to = m.head;
    parties.push_back(m.entity);
  }
  return parties.size() < (announced ? 2 : 3) ? std::vector<uint32_t>{} : parties;
}

/// Where transcripts say who speaks: a sentence that begins with words in capitals and a colon.
std::vector<Turn> turns_in(const Phrases& phrases, const Reading& reading) {
  std::vector<Turn> turns;
  for (const Sentence& s : reading.sentences) {
    uint32_t w = s.first;
    while (w < s.last && (capitals(phrases.form(w)) || phrases.hyphen(w))) ++w;
    const bool label = w > s.first && w < s.last && phrases.form(w) == ":" && !phrases.hyphen(w - 1);
    if (label) turns.push_back({w + 1, w - 1});
  }
  return turns.size() < 2 ? std::vector<Turn>{} : turns;
}

/// "Assistant Secretary", "Deputy Secretary": offices whose releases need not say of which state they are.
bool american_office(const Phrases& phrases, uint32_t w) {
  if (phrases.plain(w) != "secretary" || !phrases.capital(w) || w == 0) return false;
  const std::string_view rank = phrases.plain(w - 1);
  return rank == "assistant" || rank == "deputy" || rank == "under";
}

}  // namespace

const Turn* Author::turn_of(uint32_t w) const {
  const auto next = std::ranges::upper_bound(turns, w, {}, &Turn::first);
  return next == turns.begin() ? nullptr : &*std::prev(next);
}

Author find_author(const ActorTables& tables, const Phrases& phrases, const NameMatches& names, const Roles& roles,
                   const Reading& reading) {
  Author author;
  author.turns = turns_in(phrases, reading);
  bool release = false, joint = false, american = false;
  for (size_t i = 0; i < std::min(kOpening, reading.sentences.size()); ++i) {
    const Sentence& s = reading.sentences[i];
    if (s.heading && author.signature < 0) author.signature = signature_in(phrases, roles, s);
    // "Office of the Spokesperson", "The following is attributable to Spokesman Roe:".
    for (uint32_t w = s.first; w < s.last; ++w) {
      release = release || (s.heading && phrases.plain(w).starts_with("spokes")) || phrases.plain(w) == "attributable";
      joint = joint || phrases.plain(w) == "statement";
      american = american || american_office(phrases, w);
    }
    if (joint && author.parties.empty()) author.parties = parties_in(tables, phrases, names, s);
  }
  if (author.signature >= 0) {
    const NameMatch* m = roles.match(static_cast<uint32_t>(author.signature));
    if (m != nullptr && tables.state(tables.countries[m->entity])) author.country = tables.countries[m->entity];
  }
  const auto america = tables.state("USA");
  if (release && american && author.country.empty() && america) author.country = tables.countries[*america];
  author.speaker = author.country.empty() ? most_active_state(tables, phrases, names) : author.country;
  if (release || author.signature >= 0) author.country = author.speaker;
  return author;
}

}  // namespace khaldun
