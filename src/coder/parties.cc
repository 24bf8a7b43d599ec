#include "coder/parties.h"

#include <algorithm>
#include <set>

namespace khaldun {
namespace {

/// A state that bans another's people or goods.
bool bans_abroad(const Reading& reading, const Candidate& candidate, const Event& event) {
  if (event.type != Type::COERCE || event.mode != "restrict" || event.source.empty() || event.target.empty())
    return false;
  const auto bans = [&](uint32_t w) { return reading.words[w].lemma == "ban"; };
  if (!bans(candidate.clause.word) && std::ranges::none_of(candidate.match.consumed, bans)) return false;
  const std::string& own = event.source.front().country;
  const auto home = [&](const EventActor& a) { return a.sector == Sector::GOV && a.country == own; };
  const auto abroad = [&](const EventActor& a) {
    return a.country.size() == 3 && a.country != own && (a.sector == Sector::GOV || a.sector == Sector::CVL);
  };
  return std::ranges::all_of(event.source, home) && std::ranges::all_of(event.target, abroad);
}

/// Forces that leave, by the event head's word alone.
bool forces_resign(const Reading& reading, const Candidate& candidate, std::span<const uint32_t> source,
                   const Event& event) {
  const bool by_head = !candidate.by_frame || candidate.match.frame->mode.empty();
  if (event.type != Type::RETREAT || event.mode != "resign" || !by_head || source.empty()) return false;
  return std::ranges::all_of(source, [&](uint32_t id) {
    const Actor& a = reading.actors[id];
    return !a.person && (a.sector == Sector::MIL || armed(a.sector));
  });
}

/// "Kenya handed over a suspect to Chad": to the network a release, to the frame, which sees to whom, an extradition.
bool extradites(const Candidate& candidate, const Event& event) {
  const Frame* frame = candidate.match.frame;
  return event.type == Type::RETREAT && event.mode == "release" && frame != nullptr && frame->cameo == "063";
}

/// Whether those whom the act of `candidate` warns of mean to do what is none of the warner's doing.
bool foretells(const Tree& tree, const MentionIndex& index, const Candidate& candidate, const Event& event) {
  static const std::set<std::string_view> kMeaning = {"attack", "invade", "strike", "bomb",    "plan", "prepare",
                                                      "plot",   "seek",   "intend", "try",     "mass", "develop",
                                                      "launch", "seize",  "kill",   "provoke", "stage"};
  if (event.type != Type::THREATEN || tree.word(candidate.clause.word).lemma != "warn") return false;
  return std::ranges::any_of(candidate.clause.all("ccomp"), [&](uint32_t w) {
    const int doer = kMeaning.contains(tree.word(w).lemma) && !tree.passive(w) ? surface_subject(tree, w) : -1;
    const Mention* m = doer < 0 ? nullptr : index.actor_at(static_cast<uint32_t>(doer));
    if (m == nullptr || m->kind != Mention::Kind::actor) return false;
    const Actor& other = tree.reading().actors[m->targets.front()];
    return !other.country.empty() &&
           std::ranges::none_of(event.source, [&](const EventActor& a) { return a.country == other.country; });
  });
}

}  // namespace

std::string_view by_parties(const Tree& tree, const MentionIndex& index, const Candidate& candidate,
                            std::span<const uint32_t> source, Event& event) {
  const Reading& reading = tree.reading();
  if (forces_resign(reading, candidate, source, event)) {
    event.mode = "withdraw";
    return "forces hold no office: RETREAT withdraw";
  }
  if (extradites(candidate, event)) {
    event.type = Type::COOPERATE;
    event.mode.clear();
    event.cameo = candidate.match.frame->cameo;
    return "a suspect for another state: COOPERATE";
  }
  if (foretells(tree, index, candidate, event)) {
    event.type = Type::ACCUSE;
    event.mode = "allege";
    event.cameo = "112";
    return "a warning of what others mean to do: ACCUSE allege";
  }
  if (!bans_abroad(reading, candidate, event)) return {};
  event.type = Type::SANCTION;
  event.mode = "discontinue";
  event.cameo = "163";
  return "a ban on another state: SANCTION discontinue";
}

void meet_abroad(Event& event) {
  if (event.type != Type::CONSULT || event.cameo != "040" || !event.place || event.place->country.empty()) return;
  std::set<std::string_view> states;
  for (const std::vector<EventActor>* side : {&event.source, &event.target}) {
    for (const EventActor& a : *side) {
      if (a.sector != Sector::GOV || a.country.size() != 3 || a.country == event.place->country) return;
      states.insert(a.country);
    }
  }
  if (states.size() > 1) event.cameo = "044";
}

bool may_host(const Event& event) {
  const auto at_home = [&](const EventActor& a) { return !event.place || a.country == event.place->country; };
  const bool abroad = !event.place || !std::ranges::all_of(event.source, at_home);
  return abroad && std::ranges::any_of(event.target, at_home);
}

void armed_fight(Draft& draft) {
  Event& event = draft.event;
  for (size_t i = 0; i < event.target.size() && i < draft.target.size(); ++i) {
    const Sector sector = event.target[i].sector;
    if (sector != Sector::MIL && sector != Sector::COP && !armed(sector)) continue;
    event.source.push_back(event.target[i]);
    draft.source.push_back(draft.target[i]);
  }
}

}  // namespace khaldun
