#include "resolve/actor.h"

#include <algorithm>

#include "resolve/actor_desk.h"
#include "resolve/actor_tables.h"

namespace khaldun {

ActorDesk::ActorDesk(std::unique_ptr<const ActorTables> tables) : tables_(std::move(tables)) {}
ActorDesk::ActorDesk(ActorDesk&&) noexcept = default;
ActorDesk& ActorDesk::operator=(ActorDesk&&) noexcept = default;
ActorDesk::~ActorDesk() = default;

Result<ActorDesk> ActorDesk::load(const Pack& pack) {
  Result<ActorTables> tables = ActorTables::load(pack);
  if (!tables) return tl::unexpected(tables.error());
  return ActorDesk(std::make_unique<const ActorTables>(std::move(*tables)));
}

void ActorDesk::resolve(const Document& document, Reading& reading) const {
  ActorWork::Found found = ActorWork(*tables_, document, reading).run();
  reading.actors = std::move(found.actors);
  std::ranges::move(found.mentions, std::back_inserter(reading.mentions));
  std::ranges::stable_sort(reading.mentions, {}, &Mention::first);
}

}  // namespace khaldun
