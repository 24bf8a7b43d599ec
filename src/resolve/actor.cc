#include "resolve/actor.h"

#include <algorithm>

#include "resolve/actor_desk.h"
#include "resolve/actor_tables.h"

namespace khaldun {

ActorDesk::ActorDesk(std::unique_ptr<const ActorTables> tables, Weights coref)
    : tables_(std::move(tables)), coref_(std::move(coref)) {}
ActorDesk::ActorDesk(ActorDesk&&) noexcept = default;
ActorDesk& ActorDesk::operator=(ActorDesk&&) noexcept = default;
ActorDesk::~ActorDesk() = default;

Result<ActorDesk> ActorDesk::load(const Pack& lexicon, const Pack* own) {
  Result<ActorTables> tables = ActorTables::load(own != nullptr ? *own : lexicon);
  if (!tables) return tl::unexpected(tables.error());
  Result<Weights> coref = Weights::load(lexicon, "judge/coref", 1);
  if (!coref) return tl::unexpected(coref.error());
  return ActorDesk(std::make_unique<const ActorTables>(std::move(*tables)), std::move(*coref));
}

void ActorDesk::resolve(const Document& document, Reading& reading, bool explain) const {
  std::vector<std::string> judged;
  ActorWork::Found found = ActorWork(*tables_, coref_, document, reading, explain ? &judged : nullptr).run();
  reading.judged = std::move(judged);
  reading.actors = std::move(found.actors);
  reading.author = std::move(found.author);
  std::ranges::move(found.mentions, std::back_inserter(reading.mentions));
  std::ranges::stable_sort(reading.mentions, {}, &Mention::first);
}

}  // namespace khaldun
