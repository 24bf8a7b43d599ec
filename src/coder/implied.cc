#include "coder/implied.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/among.h"

namespace khaldun {
namespace {

Sector implied_sector(const Event& event, const Reading& reading) {
  const std::optional<Sector> organ = organ_for(event);
  // A state calls what another's police do its government's deed.
  if (organ) return *organ == Sector::COP && !reading.author.empty() ? Sector::GOV : *organ;
  if (event.type == Type::PROTEST) return Sector::CVL;
  const bool state = (event.type == Type::COERCE && event.mode != "seize" && event.mode != "cyber") ||
                     (event.type == Type::RETREAT && event.mode == "release") ||
                     (event.type == Type::SANCTION && event.mode == "discontinue");
  return state ? Sector::GOV : Sector::UNK;
}

}  // namespace

std::optional<Sector> organ_for(const Event& event) {
  if (event.type == Type::COERCE && event.mode == "arrest") return Sector::COP;
  if (event.type == Type::SANCTION && event.mode == "convict") return Sector::JUD;
  if (event.type == Type::ACCUSE && event.mode == "investigate") return Sector::JUD;
  return std::nullopt;
}

bool arm_of_law(const Event& event, const Reading& reading, const Part& part) {
  const Party& party = part.parties.front();
  if (party.sector == Sector::COP || party.sector == Sector::JUD || party.sector == Sector::LEG) return true;
  const bool person = reading.actors[part.ids.front()].person;
  const bool abroad = !event.target.empty() && event.target.front().country != party.country;
  return event.type == Type::COERCE && party.sector == Sector::GOV && !person && abroad;
}

bool forces_did_it(const Event& event, const Actor& teller) {
  // A coalition and peacekeepers tell of attacks on whomever they are with.
  const bool forces = teller.country != "IGO" && (teller.sector == Sector::MIL || armed(teller.sector));
  // Whoever lays bombs or takes hostages does not tell of it as an army does.
  constexpr std::array<std::string_view, 3> kCovert = {"explosives", "suicide-attack", "abduct"};
  if (event.type != Type::ASSAULT || !forces || event.target.empty() || among(kCovert, event.mode)) return false;
  return std::ranges::none_of(event.target,
                              [&](const EventActor& a) { return a.country.empty() || a.country == teller.country; });
}

EventActor implied_actor(const Event& event, const Reading& reading, std::string_view focus) {
  const Sector sector = implied_sector(event, reading);
  if (sector == Sector::UNK) return {};
  // Whom a court tries may be told of far from it, and a place beside him.
  const bool of_target = !event.target.empty() && (!event.place || event.type == Type::ACCUSE);
  EventActor actor;
  actor.country = of_target ? event.target.front().country : event.place ? event.place->country : std::string(focus);
  actor.sector = sector;
  return actor;
}

std::optional<EventActor> host_of_envoy(const Tree& tree, const MentionIndex& index, const Candidate& candidate) {
  const Frame* frame = candidate.by_frame ? candidate.match.frame : nullptr;
  if (frame == nullptr || frame->cameo != "161" || frame->mode == "expel") return std::nullopt;
  const Reading& reading = tree.reading();
  const Mention* at = nullptr;
  for (const std::string& path : frame->target) {
    each_word_in(tree, candidate.clause, path, [&](uint32_t w) {
      const Mention* place = index.place_at(w);
      if (at == nullptr && place != nullptr && !place->nested) at = place;
    });
  }
  if (at == nullptr) return std::nullopt;
  const std::string& country = reading.places[at->targets.front()].country;
  if (country.empty()) return std::nullopt;
  const Bytes span = tree.span(*at);
  return EventActor{span,       std::string(tree.text(span)), std::string(index.state_name(country)), "", country,
                    Sector::GOV};
}

}  // namespace khaldun
