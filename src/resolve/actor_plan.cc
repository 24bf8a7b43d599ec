// Planning: which words of a document head a phrase that stands for an actor, and how far each phrase reaches.
#include <algorithm>
#include <array>
#include <set>

#include "base/among.h"
#include "resolve/actor_desk.h"
#include "resolve/names.h"

namespace khaldun {
namespace {

constexpr std::array<std::string_view, 26> kLocal = {
    "in",         "at",    "near",  "inside", "outside", "across", "around", "over", "through",
    "throughout", "into",  "off",   "along",  "within",  "beyond", "above",  "amid", "during",
    "before",     "after", "until", "since",  "beside",  "onto",   "past",   "under"};
/// "the Syrian city of Homs": a place, no act of Syria.
constexpr std::array<std::string_view, 22> kGeographic = {
    "city",   "town",      "village", "capital",       "province",     "region", "coast", "district",
    "state",  "area",      "island",  "county",        "mountain",     "river",  "sea",   "language",
    "desert", "peninsula", "suburb",  "neighbourhood", "neighborhood", "market"};
constexpr std::array<std::string_view, 6> kCounts = {"dozen", "hundred", "thousand", "score", "ten", "million"};
constexpr std::array<std::string_view, 20> kPairs = {"leader", "president",  "minister",   "side",      "country",
                                                     "nation", "government", "state",      "neighbour", "neighbor",
                                                     "ally",   "power",      "politician", "party",     "man",
                                                     "head",   "diplomat",   "candidate",  "official",  "foe"};
constexpr std::array<std::string_view, 14> kGroups = {"group",   "movement",  "organization", "organisation", "militia",
                                                      "faction", "alliance",  "bloc",         "agency",       "body",
                                                      "outfit",  "coalition", "party",        "fund"};

/// "both leaders", "the two sides": a known pair; "two men" are any.
bool two(const Phrases& phrases, uint32_t w) {
  return std::ranges::any_of(phrases.children(w), [&](uint32_t c) {
    const std::string_view plain = phrases.plain(c);
    const bool ours = plain == "our" && (phrases.word(w).lemma == "country" || phrases.word(w).lemma == "nation");
    return plain == "both" || ours || (plain == "two" && phrases.definite(w));
  });
}

/// "The pop art movement", "the group that wins", "the elite group within the party": told what it is, not who it was.
bool restricted(const Phrases& phrases, uint32_t w) {
  // "The militant group", "the Iran-backed group", "the 55-member bloc" may have been named.
  constexpr std::array<std::string_view, 14> kKinds = {"militant", "armed",     "terrorist",  "extremist", "islamist",
                                                       "jihadist", "insurgent", "regional",   "member",    "backed",
                                                       "aligned",  "linked",    "affiliated", "based"};
  return std::ranges::any_of(phrases.children(w), [&](uint32_t c) {
    if (phrases.is(c, "amod") || phrases.is(c, "compound"))
      return phrases.plain(c) != "anti" && !phrases.opposed(c) && !among(kKinds, phrases.plain(c));
    return phrases.is(c, "nmod") || (phrases.is(c, "acl") && phrases.form(w + 1) != ",");
  });
}

/// "34-year-old" and "34-year old" without a noun.
bool aged(const Phrases& phrases, uint32_t w) {
  if (w < 2 || phrases.plain(w) != "old" || phrases.modifies(w)) return false;
  return phrases.plain(phrases.hyphen(w - 1) ? w - 2 : w - 1) == "year";
}

/// The words of "34-year-old".
WordSpan age(const Phrases& phrases, uint32_t w) {
  uint32_t first = w;
  const auto part = [&](uint32_t v) {
    return phrases.hyphen(v) || phrases.plain(v) == "year" || phrases.word(v).upos == Upos::NUM;
  };
  while (first > phrases.sentence(w).first && part(first - 1)) --first;
  return {first, w + 1};
}

/// Whether a clause says what is done to `w`.
bool object(const Phrases& phrases, uint32_t w) { return phrases.is(w, "obj") || phrases.is(w, "iobj"); }

/// Whether a clause says what `w` does or what is done to it.
bool argument(const Phrases& phrases, uint32_t w) {
  return phrases.is(w, "nsubj") || object(phrases, w) || phrases.word(w).deprel == "obl:agent";
}

/// "Freed those who were held", "those wounded were taken away": people told by what they do or what befalls them.
bool those(const Phrases& phrases, uint32_t w) {
  return phrases.plain(w) == "those" && argument(phrases, w) &&
         std::ranges::any_of(phrases.children(w), [&](uint32_t c) {
           return phrases.is(c, "acl") || (phrases.is(c, "nmod") && phrases.plain(c) == "need");
         });
}

/// "A parliamentary bill", "congressional approval": what a parliament does or makes is its own, other than
/// "parliamentary elections".
bool of_parliament(const Phrases& phrases, uint32_t w) {
  static const std::set<std::string_view> kMade = {"bill",      "law",        "vote",          "resolution", "motion",
                                                   "measure",   "act",        "legislation",   "approval",   "inquiry",
                                                   "probe",     "hearing",    "investigation", "debate",     "report",
                                                   "amendment", "delegation", "subpoena",      "decision",   "veto"};
  const bool organ = phrases.plain(w) == "parliamentary" || phrases.plain(w) == "congressional";
  return organ && phrases.modifies(w) && phrases.head(w) >= 0 &&
         kMade.contains(phrases.word(static_cast<uint32_t>(phrases.head(w))).lemma);
}

/// "The 34-year-old", "the former", "the latter", "the two": without a noun they stand for somebody told of.
bool stands_alone(const Phrases& phrases, uint32_t w) {
  if (!phrases.definite(w) || phrases.modifies(w)) return false;
  const std::string_view plain = phrases.plain(w);
  if (plain == "former" || plain == "latter") return true;
  if (plain == "two") return phrases.word(w).upos == Upos::NUM && phrases.is(w, "nsubj");
  return aged(phrases, w);
}

/// "Ankara bombing", "Geneva talks": what happens in a seat of government, and is not done by it.
bool happens_in(std::string_view lemma) {
  static const std::set<std::string_view> kHappens = {
      "bombing",  "bomb",    "blast",      "explosion",     "attack", "shooting", "stabbing", "massacre",
      "siege",    "killing", "protest",    "rally",         "march",  "riot",     "unrest",   "demonstration",
      "violence", "clash",   "bloodshed",  "hostage",       "coup",   "talk",     "talks",    "meeting",
      "summit",   "forum",   "conference", "inauguration",  "trial",  "court",    "airport",  "hospital",
      "hotel",    "suburb",  "street",     "neighbourhood", "police", "mayor",    "resident", "market",
      "square",   "mosque",  "church",     "school"};
  return kHappens.contains(lemma);
}

/// "called on Tehran", "sanctions on Moscow", "support for Kyiv": words whose bearer is a government, though a seat
/// with such a preposition is mostly a place.
bool bears_on(std::string_view lemma, std::string_view mark) {
  static const std::set<std::string_view> kOn = {"call",   "pressure", "press",   "sanction", "impose", "embargo",
                                                 "tariff", "demand",   "prevail", "slap",     "lean",   "penalty"};
  static const std::set<std::string_view> kTo = {
      "appeal", "apologize", "apologise", "apology", "warning",    "ultimatum", "threat",  "concession",
      "loyal",  "message",   "lend",      "loan",    "assistance", "aid",       "sell",    "sale",
      "hand",   "missile",   "weapon",    "grant",   "complain",   "protest",   "respond", "response",
      "letter", "request",   "plea",      "plead",   "turn",       "overture",  "reply"};
  static const std::set<std::string_view> kFrom = {
      "apology",   "assurance", "concession", "demand",  "guarantee",  "permission",  "pledge",   "promise",
      "pressure",  "response",  "reply",      "support", "assistance", "recognition", "approval", "order",
      "clearance", "backing",   "help",       "aid",     "commitment", "message",     "signal"};
  static const std::set<std::string_view> kFor = {"support", "backing", "help", "assistance", "aid", "praise", "call"};
  static const std::set<std::string_view> kOf = {"criticism", "condemnation", "critic", "ally", "demand", "accuse"};
  return ((mark == "on" || mark == "upon") && kOn.contains(lemma)) || (mark == "to" && kTo.contains(lemma)) ||
         (mark == "from" && kFrom.contains(lemma)) || (mark == "for" && kFor.contains(lemma)) ||
         (mark == "of" && kOf.contains(lemma));
}

}  // namespace

bool ActorWork::stands_for_state(uint32_t w) const {
  const NameMatch& m = *roles_.match(w);
  const int32_t above = phrases_.head(w);
  const std::string_view governor =
      above < 0 ? std::string_view() : std::string_view(phrases_.word(static_cast<uint32_t>(above)).lemma);
  // "In Yemen's Saada province": where it lies, not whose act it is.
  if (phrases_.possessor(w) && among(kGeographic, governor) &&
      among(kLocal, phrases_.preposition(static_cast<uint32_t>(above))))
    return false;
  if (phrases_.subject(w) || phrases_.possessor(w)) return true;
  if (m.kind == KeyKind::metonym && phrases_.modifies(w) && happens_in(governor)) return false;
  // A modifier, also of a longer name: "US strikes"; a seat of government only counts where its state may be meant.
  if (phrases_.modifies(w)) return !(phrases_.is(w, "flat") && m.kind != KeyKind::name);
  uint32_t top = w;
  for (int depth = 0; depth < 8 && phrases_.is(top, "conj") && phrases_.head(top) >= 0; ++depth)
    top = static_cast<uint32_t>(phrases_.head(top));
  if (top != w && phrases_.modifies(top)) return true;
  const std::string_view mark = phrases_.preposition(w).empty() ? phrases_.preposition(top) : phrases_.preposition(w);
  if (among(kLocal, mark)) return false;
  // "Homs, Syria", "Paris, France": the country of a place.
  const int32_t head = phrases_.head(w);
  const bool after_place = head >= 0 && static_cast<uint32_t>(head) < w &&
                           phrases_.place(static_cast<uint32_t>(head)) != nullptr &&
                           roles_.match(static_cast<uint32_t>(head)) == nullptr;
  if (after_place && (phrases_.is(w, "appos") || phrases_.word(w).deprel == "nmod:unmarked" || phrases_.is(w, "list") ||
                      phrases_.is(w, "parataxis")))
    return false;
  if (m.kind == KeyKind::name) return true;
  // Capitals are places first.
  const auto of_object = [&] {  // "offered new loans to Kyiv"
    return above >= 0 && std::ranges::any_of(phrases_.children(static_cast<uint32_t>(above)), [&](uint32_t c) {
             return phrases_.is(c, "obj") && c < w && bears_on(phrases_.word(c).lemma, mark);
           });
  };
  constexpr std::array<std::string_view, 6> kParties = {"with", "between", "against", "by", "among", "towards"};
  return mark.empty() ? (phrases_.is(w, "obj") || phrases_.is(w, "iobj") || phrases_.is(w, "root"))
                      : among(kParties, mark) || bears_on(governor, mark) || of_object();
}

/// "Congress" is the American one in a text on America; elsewhere the word names an organ of another state.
bool ActorWork::elsewhere(const NameMatch& m) const {
  const std::string_view country = tables_.countries[m.entity];
  return tables_.kind(m.entity) == EntityKind::organisation && !names_.focus.empty() && names_.focus != country &&
         country.size() == 3 && tables_.state(country) && tables_.role(normalise(phrases_.text(m.span)));
}

bool ActorWork::crowd(uint32_t w) const {
  const std::string_view lemma = phrases_.word(w).lemma;
  if (!argument(phrases_, w)) return false;
  if (phrases_.ethnic(w)) return phrases_.noun(w);
  if (phrases_.noun(w) && (lemma == "other" || lemma == "others")) return true;
  const bool counted = std::ranges::any_of(phrases_.children(w), [&](uint32_t c) { return phrases_.is(c, "nmod"); });
  if (counted) return false;  // "dozens of protesters"
  if (phrases_.word(w).upos == Upos::NUM && phrases_.word(w).deprel == "nsubj:pass") return true;
  return phrases_.noun(w) && phrases_.plural(w) && among(kCounts, lemma);
}

ActorWork::Plan ActorWork::plan_of(uint32_t w) const {
  const Word& word = phrases_.word(w);
  if (word.upos == Upos::PUNCT || phrases_.in_time(w)) return Plan::none;
  // "Urged all to join"; "all agreed" are those told of before.
  const bool anybody =
      phrases_.anybody(w) && (phrases_.plain(w) == "all" ? object(phrases_, w) : argument(phrases_, w));
  if (anybody || those(phrases_, w)) return Plan::crowd;
  if (word.upos == Upos::PRON) {
    const std::string_view plain = phrases_.plain(w);
    const bool addressed = second_person(plain) && !author_.country.empty();
    const bool relative = relative_head(phrases_, w) >= 0;
    return pronoun_kind(plain) || first_person(plain) || addressed || relative ? Plan::pronoun : Plan::none;
  }
  if (const NameMatch* m = roles_.match(w)) {
    if (m->head != w) return Plan::none;
    if (elsewhere(*m)) return roles_.at(w) ? Plan::role : Plan::none;
    if (tables_.kind(m->entity) != EntityKind::state) return Plan::name;
    if (m->kind != KeyKind::adjective && m->kind != KeyKind::people)
      return stands_for_state(w) ? Plan::name : Plan::none;
    uint32_t top = w;
    for (int depth = 0; depth < 8 && phrases_.is(top, "conj") && phrases_.head(top) >= 0; ++depth)
      top = static_cast<uint32_t>(phrases_.head(top));
    if (phrases_.modifies(w) || (top != w && phrases_.modifies(top) && word.upos != Upos::NOUN)) {
      const int32_t head = phrases_.head(top);
      const bool land = head >= 0 && (among(kGeographic, phrases_.word(static_cast<uint32_t>(head)).lemma) ||
                                      phrases_.plain(static_cast<uint32_t>(head)) == "speaking" ||
                                      phrases_.place(static_cast<uint32_t>(head)) != nullptr);
      return land ? Plan::none : Plan::name;
    }
    if (phrases_.preposition(w) == "in") return Plan::none;  // "in French"
    const bool people = phrases_.noun(w) || phrases_.definite(w) || phrases_.number(w) >= 0;
    return people ? Plan::name : Plan::none;
  }
  // "US military strikes", "Egypt's military deposed": the armed forces of the state beside it.
  if (word.upos == Upos::ADJ && phrases_.plain(w) == "military" && roles_.at(w) &&
      (phrases_.modifies(w) || phrases_.is(w, "nsubj") || phrases_.is(w, "obj")) &&
      !roles_.standing(w).countries.empty())
    return Plan::role;
  if (word.upos == Upos::ADJ && of_parliament(phrases_, w)) return Plan::role;
  if (stands_alone(phrases_, w)) return Plan::bare;
  if (aged(phrases_, w) && phrases_.indefinite(w)) return Plan::crowd;
  const Name* name = phrases_.name(w);
  // "The Secretary" is no name, though the network may take it for one.
  const bool title = name != nullptr && name->last - name->first == 1 && phrases_.definite(w) && roles_.at(w);
  const bool human = name != nullptr && name->kind == NameKind::PER && !title;
  if (phrases_.noun(w) && !phrases_.is(w, "flat") && !human) {
    const std::string_view lemma = word.lemma;
    if (lemma == "counterpart") return Plan::bare;
    // "Hundreds of soldiers" are the soldiers.
    const auto of_whom = [&](uint32_t c) { return phrases_.is(c, "nmod") && phrases_.preposition(c) == "of"; };
    if (among(kCounts, lemma) && std::ranges::any_of(phrases_.children(w), of_whom)) return Plan::none;
    if (phrases_.plural(w) && two(phrases_, w) && among(kPairs, lemma)) return Plan::bare;
    const int32_t head = phrases_.head(w);
    const bool of_verb =
        word.deprel == "compound" && head >= 0 && !phrases_.noun(static_cast<uint32_t>(head));         // "rebel-held"
    constexpr std::array<std::string_view, 5> kCraft = {"jet", "plane", "aircraft", "ship", "pilot"};  // "fighter jets"
    if (of_verb || (word.deprel == "compound" && among(kCraft, phrases_.word(static_cast<uint32_t>(head)).lemma)))
      return Plan::none;
    if (lemma == "country" || lemma == "nation") {
      const bool owned = std::ranges::any_of(phrases_.children(w), [&](uint32_t c) { return phrases_.possessor(c); });
      const bool counted = std::ranges::any_of(phrases_.children(w), [&](uint32_t c) {
        return c < w && (phrases_.is(c, "nummod") || phrases_.is(c, "amod"));
      });
      // "40 countries", "countries that arm it": states that nobody names; "across countries" is anywhere.
      if (phrases_.plural(w)) {
        const bool acts = counted || (!owned && !among(kLocal, phrases_.preposition(w)));
        // "The countries that ship it", "the neighbouring countries"; bare "the countries" were told of before.
        const bool told = counted || restricted(phrases_, w);
        return acts && (told || !phrases_.definite(w)) ? Plan::role : Plan::none;
      }
      return phrases_.definite(w) || roles_.standing(w).owner >= 0 ? Plan::bare : Plan::none;
    }
    const std::optional<RolePhrase> role = roles_.at(w);
    const bool plain_group =
        among(kGroups, lemma) && phrases_.definite(w) && !phrases_.plural(w) && !restricted(phrases_, w);
    if (plain_group) {
      const Standing standing = roles_.standing(w);
      if (standing.countries.empty() && !standing.sector) return Plan::bare;
    }
    // "Attacked Mount Olive Church": who is hit by what hits a building by name; elsewhere it is a place.
    const bool place = name != nullptr && name->kind == NameKind::LOC;
    const bool building = role && role->role.kind == RoleKind::organ &&
                          (role->role.sector != Sector::GOV || lemma == "airport") &&
                          !among(kLocal, phrases_.preposition(w));
    if (role && (!place || building)) return Plan::role;
  }
  if (name != nullptr && phrases_.head_of({name->first, name->last}) == w) {
    if (name->kind == NameKind::PER) return Plan::person;
    if (name->kind == NameKind::ORG && phrases_.place(w) == nullptr) return Plan::organisation;
  }
  if (word.upos == Upos::PROPN) {
    const bool shortened = shorts_.contains(phrases_.plain(w));
    if (shortened && capitals(phrases_.form(w))) return Plan::organisation;
    const bool titled = std::ranges::any_of(phrases_.children(w), [&](uint32_t c) {
      const std::string_view p = phrases_.plain(c);
      return word.deprel != "nmod:desc" && phrases_.word(c).deprel == "nmod:desc" && c < w &&
             (p == "mr" || p == "mrs" || p == "ms" || roles_.at(c));
    });
    if (titled && name == nullptr) return Plan::person;
  }
  const Place* place = phrases_.place(w);
  if (place != nullptr && phrases_.noun(w)) {
    const bool heads = phrases_.head(w) < 0 || phrases_.place(static_cast<uint32_t>(phrases_.head(w))) != place;
    const bool acts = word.deprel == "nsubj" || word.deprel == "obl:agent";
    if (heads && acts && place->kind != Place::Kind::area) return Plan::place;
  }
  return crowd(w) ? Plan::crowd : Plan::none;
}

WordSpan ActorWork::span_of(uint32_t w) const {
  const auto cover = [](WordSpan a, WordSpan b) {
    return WordSpan{std::min(a.first, b.first), std::max(a.last, b.last)};
  };
  switch (plan_[w]) {
    case Plan::name: {
      const NameMatch& m = *roles_.match(w);
      const bool person = tables_.kind(m.entity) == EntityKind::person;
      if (person && !phrases_.opposed(m.span.first)) return cover(phrases_.nominal(w), m.span);
      return m.span;
    }
    case Plan::role: {
      if (phrases_.opposed(w)) return {w, w + 1};
      const RolePhrase role = *roles_.at(w);
      WordSpan span = cover(phrases_.nominal(w), role.span);
      if (const Name* name = phrases_.name(w); name != nullptr && name->kind == NameKind::ORG)
        span = cover(span, {name->first, name->last});
      // "Putin's government": he is a mention of his own.
      for (uint32_t c : phrases_.children(w)) {
        const NameMatch* owner = phrases_.possessor(c) && c < w ? roles_.match(c) : nullptr;
        if (owner == nullptr || tables_.kind(owner->entity) != EntityKind::person) continue;
        span.first = std::max(span.first, owner->span.last);
        if (phrases_.is(span.first, "case")) ++span.first;
      }
      // "government of Syria", "Secretary General of NATO".
      for (uint32_t c : phrases_.children(w)) {
        const bool of =
            phrases_.is(c, "nmod") && c >= span.last && phrases_.preposition(c) == "of" && roles_.match(c) != nullptr;
        if (!of || tables_.kind(roles_.match(c)->entity) == EntityKind::person) continue;
        const WordSpan name = roles_.match(c)->span;
        if (name.first <= span.last + 2) span = cover(span, name);
      }
      return span;
    }
    case Plan::person:
    case Plan::organisation: {
      WordSpan span = phrases_.nominal(w);
      if (const Name* name = phrases_.name(w)) span = cover(span, {name->first, name->last});
      return span;
    }
    case Plan::bare:
    case Plan::place:
      return phrases_.nominal(w);
    case Plan::crowd:
      return aged(phrases_, w) ? age(phrases_, w) : WordSpan{w, w + 1};
    default:
      return {w, w + 1};
  }
}

bool ActorWork::absorbed(uint32_t w) const {
  if (plan_[w] == Plan::pronoun || phrases_.opposed(span_[w].first)) return false;
  uint32_t v = w;
  for (int depth = 0; depth < 6; ++depth) {
    const bool joined = v > 0 && phrases_.is(v, "appos") && phrases_.hyphen(v - 1);  // "secretary-general"
    const bool part =
        joined || phrases_.modifies(v) || phrases_.possessor(v) || phrases_.is(v, "conj") || phrases_.is(v, "nmod");
    if (!part || phrases_.head(v) < 0) return false;
    v = static_cast<uint32_t>(phrases_.head(v));
    if (plan_[v] != Plan::none && plan_[v] != Plan::pronoun && span_[v].holds(w)) return true;
  }
  return false;
}

void ActorWork::acronyms() {
  // "People's Liberation Front (PLF)": initials in brackets after a name.
  for (uint32_t w = 2; w + 1 < phrases_.size(); ++w) {
    if (phrases_.form(w - 1) != "(" || phrases_.form(w + 1) != ")" || !capitals(phrases_.form(w)) ||
        roles_.match(w) != nullptr)
      continue;
    const std::string_view initials = phrases_.plain(w);
    const uint32_t begin = phrases_.sentence(w).first;
    size_t left = initials.size();
    uint32_t first = w - 1;
    while (first > begin && left > 0 && w - first < 12) {
      --first;
      const std::string_view plain = phrases_.plain(first);
      if (!plain.empty() && plain[0] == initials[left - 1] && phrases_.capital(first)) --left;
    }
    if (left > 0) continue;
    shorts_[initials].push_back(phrases_.head_of({first, w - 1}));
  }
  // "The Treatment Action Campaign ... TAC": without brackets, the first letters of a body told of before.
  std::map<std::string, uint32_t, std::less<>> told;
  for (uint32_t w = 0; w < phrases_.size(); ++w) {
    const std::string_view plain = phrases_.plain(w);
    if (const auto body = told.find(plain);
        body != told.end() && capitals(phrases_.form(w)) && roles_.match(w) == nullptr && !shorts_.contains(plain))
      shorts_[plain].push_back(body->second);
    const Name* name = phrases_.name(w);
    if (name == nullptr || name->kind != NameKind::ORG || name->last != w + 1) continue;
    std::string initials;
    for (uint32_t v = name->first; v < name->last; ++v) {
      if (phrases_.capital(v) && !phrases_.plain(v).empty()) initials += phrases_.plain(v)[0];
    }
    constexpr size_t kTelling = 3;  // letters: two are the first ones of too many names
    if (initials.size() >= kTelling) told.try_emplace(std::move(initials), phrases_.head_of({name->first, name->last}));
  }
}

void ActorWork::plan() {
  acronyms();
  plan_.assign(phrases_.size(), Plan::none);
  span_.assign(phrases_.size(), {});
  for (uint32_t w = 0; w < phrases_.size(); ++w) plan_[w] = plan_of(w);
  for (const auto& [plain, words] : shorts_) {
    for (const uint32_t w : words) {
      if (plan_[w] == Plan::none && phrases_.noun(w)) plan_[w] = Plan::organisation;
    }
  }
  for (uint32_t w = 0; w < phrases_.size(); ++w) {
    if (plan_[w] != Plan::none) span_[w] = span_of(w);
  }
  std::vector<bool> drop(phrases_.size());
  for (uint32_t w = 0; w < phrases_.size(); ++w) drop[w] = plan_[w] != Plan::none && absorbed(w);
  for (uint32_t w = 0; w < phrases_.size(); ++w) {
    if (drop[w]) plan_[w] = Plan::none;
  }
}

}  // namespace khaldun
