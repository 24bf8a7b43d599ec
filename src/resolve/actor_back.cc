// What goes back to who was named before: "the president", "the company", "the 34-year-old", "both leaders", "the
// latter", pronouns.
#include <algorithm>
#include <array>

#include "base/among.h"
#include "resolve/actor_desk.h"
#include "resolve/names.h"

namespace khaldun {
namespace {

/// Bodies that a word for their kind stands for, whatever their names: "the company", "the party". Organs of a state
/// are many: "the ministry" is one that was called a ministry.
bool told_by_kind(Sector sector) {
  constexpr std::array kKinds = {Sector::BUS, Sector::MED, Sector::NGO, Sector::IGO, Sector::PTY, Sector::EDU};
  return among(kKinds, sector);
}

/// Whether somebody whom the tables do not know may be called by the role: "the lawyer", "the student".
bool title_fits(const Actor& actor, const Role& role) {
  const bool same = actor.sector == Sector::UNK || actor.sector == Sector::CVL || actor.sector == role.sector;
  return actor.id.empty() && same && !organ_of_state(role.sector);
}

}  // namespace

int32_t ActorWork::met_by(uint32_t w) const {
  if (phrases_.head(w) < 0) return -1;
  auto verb = static_cast<uint32_t>(phrases_.head(w));
  constexpr std::array<std::string_view, 8> kMeeting = {"meet", "phone",   "telephone", "call",
                                                        "host", "welcome", "receive",   "visit"};
  constexpr std::array<std::string_view, 6> kMeetings = {"talk",         "meeting", "call",
                                                         "conversation", "summit",  "discussion"};
  const bool with = phrases_.preposition(w) == "with";
  if (with && phrases_.is(w, "nmod") && among(kMeetings, phrases_.word(verb).lemma) && phrases_.head(verb) >= 0)
    verb = static_cast<uint32_t>(phrases_.head(verb));
  else if (!(with && phrases_.is(w, "obl")) && !(phrases_.is(w, "obj") && among(kMeeting, phrases_.word(verb).lemma)))
    return -1;
  for (const uint32_t c : phrases_.children(verb)) {
    if (phrases_.word(c).deprel != "nsubj" || c > w || targets_[c].size() != 1) continue;
    const Actor &one = found_.actors[targets_[c].front()], &other = found_.actors[targets_[w].front()];
    return one.person == other.person && targets_[c] != targets_[w] ? static_cast<int32_t>(c) : -1;
  }
  return -1;
}

void ActorWork::tell_together(uint32_t w) {
  if (phrases_.modifies(w)) return;
  std::vector<uint32_t> all;
  uint32_t first = w;
  if (phrases_.is(w, "conj") && phrases_.head(w) >= 0) {
    first = static_cast<uint32_t>(phrases_.head(w));
    all = targets_[first];
    for (const uint32_t c : phrases_.children(first)) {
      for (const uint32_t target : phrases_.is(c, "conj") ? targets_[c] : std::vector<uint32_t>()) {
        if (!among(all, target)) all.push_back(target);
      }
    }
  } else if (const int32_t subject = met_by(w); subject >= 0) {
    first = static_cast<uint32_t>(subject);
    all = {targets_[first].front(), targets_[w].front()};
  }
  if (all.size() > 1)
    history_.tell({w, std::move(all), {}, false, true, phrases_.subject(first), false, false, false, true});
}

bool ActorWork::bears(const Told& told, std::string_view noun, Sector sector) const {
  if (told.person || told.state || told.modifier || !told.named || told.targets.size() != 1) return false;
  const Actor& actor = found_.actors[told.targets.front()];
  if (sector == Sector::MIL && armed(actor.sector)) return false;  // "the army" is a state's, not the Arakan Army
  if (told_by_kind(sector) && (actor.sector == sector || (sector == Sector::BUS && actor.sector == Sector::UNK)))
    return true;
  const std::string words = " " + normalise(actor.name) + " ";
  return words.find(" " + std::string(noun) + " ") != std::string::npos;
}

const Told* ActorWork::only_armed(uint32_t w) const {
  const Told* only = nullptr;
  for (const Told& told : history_.recent(w)) {
    if (!told.named || told.person || told.targets.size() != 1) continue;
    if (!armed(found_.actors[told.targets.front()].sector)) continue;
    if (only != nullptr && only->targets != told.targets) return nullptr;
    only = &told;
  }
  return only;
}

const Told* ActorWork::only_person(uint32_t w) const {
  const Told* only = nullptr;
  const std::span<const Told> past = history_.before(w);
  for (auto told = past.rbegin(); told != past.rend() && history_.near(*told, w, 2); ++told) {
    if (!told->person) continue;
    if (told->plural || !told->named || (only != nullptr && only->targets != told->targets)) return nullptr;
    only = &*told;
  }
  if (only != nullptr && phrases_.sentence_number(only->word) == phrases_.sentence_number(w)) return nullptr;
  const Gender told = only == nullptr ? Gender::unknown : history_.gender_of(*only);
  const Gender own = gender_of_word(phrases_.plain(w));
  return told != Gender::unknown && own != Gender::unknown && told != own ? nullptr : only;
}

const Told* ActorWork::all_told(uint32_t w, const Role& role) const {
  constexpr std::array<std::string_view, 3> kSides = {"side", "party", "faction"};
  constexpr std::array<std::string_view, 6> kAtOdds = {"all", "warring", "rival", "opposing", "conflicting", "other"};
  constexpr std::array<std::string_view, 7> kNumbers = {"three", "four", "five", "six", "seven", "eight", "nine"};
  constexpr uint32_t kSince = 3;  // sentences
  if (!phrases_.plural(w)) return nullptr;
  size_t many = 0;
  bool all = phrases_.definite(w), plain = true;
  for (const uint32_t c : phrases_.children(w)) {
    const auto number = std::ranges::find(kNumbers, phrases_.plain(c));
    if (phrases_.is(c, "nummod") && number != kNumbers.end()) many = static_cast<size_t>(number - kNumbers.begin()) + 3;
    all = all || phrases_.plain(c) == "all";
    plain = plain && (!phrases_.modifies(c) || among(kAtOdds, phrases_.plain(c)));
  }
  const bool sides = many == 0 && plain && among(kSides, phrases_.word(w).lemma);
  if (!all || (many == 0 && !sides)) return nullptr;
  const std::span<const Told> past = history_.recent(w);
  for (auto told = past.rbegin(); told != past.rend(); ++told) {
    if (!told->joined || found_.actors[told->targets.front()].person != (role.kind == RoleKind::person)) continue;
    // Whoever urges all sides in the same sentence is none of them.
    if (sides ? !history_.near(*told, w, 0) && history_.near(*told, w, kSince) : told->targets.size() == many)
      return &*told;
  }
  return nullptr;
}

std::optional<ActorWork::Resolved> ActorWork::definite(uint32_t w, const Role& role, const Standing& standing) {
  // "The Indian leader": the last person of that country's government.
  if (role.key == "leader" && phrases_.definite(w) && !phrases_.plural(w) && standing.countries.size() == 1 &&
      !standing.former && !standing.sector) {
    const std::span<const Told> past = history_.recent(w);
    for (auto told = past.rbegin(); told != past.rend(); ++told) {
      if (!told->person || told->plural || !told->named) continue;
      const Actor& actor = found_.actors[told->targets.front()];
      if (actor.country == standing.countries.front() && actor.sector == Sector::GOV)
        return of_told(*told, "named before");
    }
  }
  if (!standing.countries.empty() || standing.owner >= 0 || standing.sector || standing.former) return std::nullopt;
  if (const Told* all = all_told(w, role)) return of_told(*all, "named together before");
  if (phrases_.indefinite(w)) return std::nullopt;
  const bool person = role.kind == RoleKind::person && !phrases_.plural(w);
  const bool title = person && phrases_.capital(w) && w != phrases_.sentence(w).first;
  if (!phrases_.definite(w) && !title) return std::nullopt;
  const RolePhrase phrase = *roles_.at(w);
  if (span_[w].first < phrase.span.first || span_[w].last > phrase.span.last)
    return std::nullopt;  // "the Southern African Community"
  const std::span<const Told> past = history_.recent(w);
  for (auto told = past.rbegin(); told != past.rend(); ++told) {
    const bool same = told->person == person && told->role == role.key && told->plural == phrases_.plural(w);
    if (same || (!person && !phrases_.plural(w) && bears(*told, role.key, role.sector))) {
      Sector& sector = found_.actors[told->targets.front()].sector;
      if (sector == Sector::UNK && told->named && told->targets.size() == 1) sector = role.sector;
      return of_told(*told, "named before");
    }
  }
  // "The rebels", where the text has named one group of them and no other.
  const bool told_what = std::ranges::any_of(phrases_.children(w), [&](uint32_t c) {
    return phrases_.modifies(c) || phrases_.is(c, "nmod") || phrases_.is(c, "acl");
  });
  if (role.sector == Sector::REB && phrases_.plural(w) && !told_what) {
    if (const Told* group = only_armed(w)) return of_told(*group, "named before");
  }
  constexpr std::array<std::string_view, 6> kMet = {"leader",           "president", "prime minister",
                                                    "foreign minister", "minister",  "secretary"};
  if (role.kind == RoleKind::person && phrases_.plural(w) && among(kMet, role.key)) {
    // "The ministers", after two have met.
    const auto met = std::ranges::find_if(past.rbegin(), past.rend(), [&](const Told& told) {
      return told.joined && found_.actors[told.targets.front()].person;
    });
    if (met != past.rend() && history_.near(*met, w, 2)) return of_told(*met, "named together before");
  }
  if (!person) return std::nullopt;
  // "the president" after "Joe Biden": whoever told holds that office.
  const std::string office = office_key(role.key);
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
  const Told* only = only_person(w);
  if (only == nullptr || !title_fits(found_.actors[only->targets.front()], role)) return std::nullopt;
  return of_told(*only, "the only person told of");
}

std::optional<uint32_t> ActorWork::whose(const Turn& turn) const {
  if (targets_[turn.speaker].size() == 1) return targets_[turn.speaker].front();
  return by_part(phrases_.plain(turn.speaker));
}

const Told* ActorWork::joined_owner(uint32_t w) const {
  const int32_t own = phrases_.head(w);
  if (!phrases_.possessor(w) || own < 0 || !phrases_.is(static_cast<uint32_t>(own), "conj")) return nullptr;
  const int32_t first = phrases_.head(static_cast<uint32_t>(own));
  const std::optional<PronounKind> kind = pronoun_kind(phrases_.plain(w));
  if (first < 0 || !kind || kind->plural) return nullptr;
  for (const Told& told : history_.at(static_cast<uint32_t>(first))) {
    if (!told.plural && !told.joined && told.targets.size() == 1 && told.person == kind->person) return &told;
  }
  return nullptr;
}

ActorWork::Resolved ActorWork::pronoun(uint32_t w) {
  if (const int32_t noun = relative_head(phrases_, w); noun >= 0) {
    const std::span<const Told> told = history_.at(static_cast<uint32_t>(noun));
    return told.empty() ? Resolved{} : of_told(told.front(), "relative pronoun");
  }
  if (first_person(phrases_.plain(w))) {
    // In a transcript it is whoever's turn it is; of questions nobody's.
    if (const Turn* turn = author_.turn_of(w)) {
      const std::optional<uint32_t> known = whose(*turn);
      return known ? Resolved{{*known}, "speaker of the transcript", {}, true, false, false} : Resolved{};
    }
    if (const int32_t speaker = antecedents_.speaker(w); speaker >= 0) {
      const auto who = static_cast<uint32_t>(speaker);
      resolve(who);
      if (targets_[who].size() == 1) {
        const bool person = found_.actors[targets_[who].front()].person;
        return {targets_[who], "who is quoted", {}, person, false, false};
      }
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
    const std::optional<uint32_t> guest = turn == nullptr ? std::nullopt : whose(*turn);
    const bool back = guest && found_.actors[*guest].country == found_.actors[two.back()].country;
    return {{back ? two.front() : two.back()}, "whom the text is for", {}, false, false, true};
  }
  if (const Told* owner = joined_owner(w)) return of_told(*owner, "pronoun");
  for (const uint32_t behind : antecedents_.behind(w)) {
    if (plan_[behind] == Plan::name || plan_[behind] == Plan::person) resolve(behind);
  }
  const Told* told = antecedents_.of(w);
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
    // "Her counterparts", "foreign counterparts": officials of states that the text does not name.
    const bool plural = phrases_.plural(w);
    const bool owned = owner >= 0 && !targets_[static_cast<uint32_t>(owner)].empty();
    if (!plural && (!owned || standing.countries.empty())) return {};
    const std::string_view country = standing.countries.empty() ? std::string_view() : standing.countries.front();
    const auto entity =
        owned ? tables_.ids.find(found_.actors[targets_[static_cast<uint32_t>(owner)].front()].id) : std::nullopt;
    if (entity && !plural) {
      const Term own = tables_.term_on(*entity, day_);
      if (const auto term = own.office.empty() ? std::nullopt : tables_.holder(country, own.office, day_)) {
        return {{entity_actor(term->entity, term->sector, false)}, "counterpart", own.office, true, false, false};
      }
    }
    return {{unnamed("counterpart", country, Sector::GOV, !plural, {})}, "counterpart", {}, !plural, plural, false};
  }
  const std::string_view plain = phrases_.plain(w);
  if (plain == "old") {  // "the 34-year-old"
    const Told* told = only_person(w);
    return told == nullptr ? Resolved{} : of_told(*told, "the only person told of");
  }
  if (plain == "former" || plain == "latter") {
    const std::vector<const Told*> two = history_.two_before(w);
    return two.empty() ? Resolved{} : of_told(*two[plain == "former" ? 0 : 1], "of the two named before");
  }
  if (plain == "two") {
    std::vector<uint32_t> two = history_.last_two(w, true, false);
    return two.empty() ? Resolved{} : Resolved{std::move(two), "the last two", {}, false, true, false};
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
      if (standing.basis == Basis::possessor)
        return {{state_actor(standing.countries.front())}, to_string(standing.basis), {}, false, false, true};
      return {};
    }
    if (const Told* told = history_.state(w)) return of_told(*told, "named before");
    if (!names_.focus.empty() && tables_.state(names_.focus))
      return {{state_actor(names_.focus)}, to_string(Basis::document), {}, false, false, true, true};
    return {};
  }
  // "The group" is no organ of a state and no village; it may have been told as "insurgents".
  constexpr std::array<std::string_view, 5> kOutsiders = {"group", "movement", "militia", "faction", "outfit"};
  constexpr std::array kNoGroup = {Sector::CVL, Sector::JRN};
  const bool outside = among(kOutsiders, lemma);
  const bool bloc = lemma == "bloc" || lemma == "alliance";
  const auto called = [&](const Told& told) { return bears(told, phrases_.plain(w), Sector::UNK); };
  const auto fits = [&](const Told& told) {
    const Sector sector = found_.actors[told.targets.front()].sector;
    if (bloc) return sector == Sector::IGO || sector == Sector::PTY;
    if (lemma == "party") return sector == Sector::PTY || sector == Sector::OPP;
    if (lemma == "agency" || lemma == "body") return !told.plural && !armed(sector);
    if (outside)
      return armed(sector) || (told.named && !told.plural && !organ_of_state(sector) && !among(kNoGroup, sector));
    return !told.plural;
  };
  if (const Told* told = history_.organisation(w, called)) return of_told(*told, "named before");
  if (lemma == "fund") return {};  // mostly money
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
  const std::span<const Told> past = history_.recent(w);
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
