// Making actors: one entry for each entity of the tables, one for each unnamed group that a document tells apart.
#include "resolve/actor_desk.h"
#include "resolve/names.h"

namespace khaldun {

uint32_t ActorWork::entity_actor(uint32_t entity, Sector title, bool former) {
  for (const auto& [known, actor] : entity_actors_) {
    if (known == entity) return actor;
  }
  const bool person = tables_.kind(entity) == EntityKind::person;
  const Sector sector = tables_.sector_on(entity, day_, title, former);
  const auto actor = static_cast<uint32_t>(found_.actors.size());
  found_.actors.push_back({std::string(tables_.ids[entity]), std::string(tables_.names[entity]),
                           std::string(tables_.countries[entity]), sector, person,
                           person ? tables_.tenures(entity) : std::vector<Tenure>{}});
  entity_actors_.emplace_back(entity, actor);
  return actor;
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
  for (const auto& [known, actor] : keyed_actors_) {
    if (known == key) return actor;
  }
  const auto actor = static_cast<uint32_t>(found_.actors.size());
  found_.actors.push_back({"", "", std::string(country), sector, person});
  keyed_actors_.emplace_back(std::move(key), actor);
  return actor;
}

uint32_t ActorWork::named(std::string_view name, std::string_view country, Sector sector, bool person) {
  std::string key = "=" + normalise(name);
  for (const auto& [known, actor] : keyed_actors_) {
    if (known != key) continue;
    if (found_.actors[actor].sector == Sector::UNK) found_.actors[actor].sector = sector;
    return actor;
  }
  const auto actor = static_cast<uint32_t>(found_.actors.size());
  found_.actors.push_back({"", std::string(name), std::string(country), sector, person});
  keyed_actors_.emplace_back(std::move(key), actor);
  return actor;
}

std::optional<uint32_t> ActorWork::by_part(std::string_view plain) const {
  std::optional<uint32_t> by_first;
  bool one = true;
  for (auto actor = static_cast<uint32_t>(found_.actors.size()); actor-- > 0;) {
    if (!found_.actors[actor].person || found_.actors[actor].name.empty()) continue;
    const std::string name = normalise(found_.actors[actor].name);
    const bool ends = name.ends_with(plain);
    if (ends && (name.size() == plain.size() || name[name.size() - plain.size() - 1] == ' ')) return actor;
    const bool one_word = plain.find(' ') == std::string_view::npos;
    if (!one_word || !name.starts_with(plain) || name.size() == plain.size() || name[plain.size()] != ' ') continue;
    one = !by_first;
    by_first = actor;
  }
  return one ? by_first : std::nullopt;
}

}  // namespace khaldun
