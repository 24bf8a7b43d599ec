// Making actors: one entry for each entity of the tables, one for each unnamed group that a document tells apart.
#include "resolve/actor_desk.h"
#include "resolve/names.h"

namespace khaldun {

uint32_t ActorWork::entity_actor(uint32_t entity, Sector title, bool former) {
  const auto next = static_cast<uint32_t>(found_.actors.size());
  const auto [known, fresh] = entity_actors_.try_emplace(entity, next);
  if (!fresh) return known->second;
  const bool person = tables_.kind(entity) == EntityKind::person;
  const Sector sector = tables_.sector_on(entity, day_, title, former);
  found_.actors.push_back({std::string(tables_.ids[entity]), std::string(tables_.names[entity]),
                           std::string(tables_.countries[entity]), sector, person,
                           person ? tables_.tenures(entity) : std::vector<Tenure>{}});
  list_parts(next, found_.actors[next].name);
  return next;
}

uint32_t ActorWork::state_actor(std::string_view country) {
  return entity_actor(*tables_.state(country), Sector::GOV, false);
}

uint32_t ActorWork::unnamed(std::string_view role, std::string_view country, Sector sector, bool person,
                            std::string_view number) {
  std::string key(role);
  key.append("|")
      .append(country)
      .append("|")
      .append(to_string(sector))
      .append("|")
      .append(number)
      .append(person ? "|1" : "|");
  const auto [known, fresh] = keyed_actors_.try_emplace(std::move(key), static_cast<uint32_t>(found_.actors.size()));
  if (fresh) found_.actors.push_back({"", "", std::string(country), sector, person});
  return known->second;
}

uint32_t ActorWork::named(std::string_view name, std::string_view country, Sector sector, bool person) {
  const auto next = static_cast<uint32_t>(found_.actors.size());
  const auto [known, fresh] = keyed_actors_.try_emplace("=" + normalise(name), next);
  const uint32_t actor = known->second;
  if (fresh) {
    found_.actors.push_back({"", std::string(name), std::string(country), sector, person});
    list_parts(actor, name);
  } else if (found_.actors[actor].sector == Sector::UNK) {
    found_.actors[actor].sector = sector;
  }
  return actor;
}

void ActorWork::list_parts(uint32_t actor, std::string_view as) {
  if (!found_.actors[actor].person) return;
  const std::string name = normalise(as);
  if (name.empty()) return;
  by_end_[name] = actor;
  for (size_t space = name.find(' '); space != std::string::npos; space = name.find(' ', space + 1))
    by_end_[name.substr(space + 1)] = actor;
  if (const size_t space = name.find(' '); space != std::string::npos) {
    const auto [known, fresh] = by_first_.try_emplace(name.substr(0, space), actor);
    if (!fresh && known->second != actor) known->second = std::nullopt;
  }
}

std::optional<uint32_t> ActorWork::by_part(std::string_view plain) const {
  if (const auto ends = by_end_.find(plain); ends != by_end_.end()) return ends->second;
  const auto first = by_first_.find(plain);
  return first == by_first_.end() ? std::nullopt : first->second;
}

}  // namespace khaldun
