// Actor files of TABARI and PETRARCH: names with dated codes, and agents, whose codes follow those of an actor.
//
//   AFGHANISTAN_ [AFG]  ; a comment              DOCK_WORKER [~LAB]
//   BURHANUDDIN_RABBANI_                         CONGRESS!PERSON! {CONGRESSPEOPLE} [~LEG]
//   +RABBANI_
//   	[AFGGOV 920628-010101]
//   	[AFGELI >010101]
//
// Phrases match whole words. A code is a country or IGO, NGO, MNC, IMG, and a sector, three letters each in either
// order; of
// "[GME/GMW]" the first counts. [---], [###] and [+++] code nobody.
#pragma once

#include <functional>

#include "resolve/actor_build.h"

namespace khaldun {

/// Adds a file's actors and agents. `complain` is called with the number of each line that is wrong, and why.
void read_peer_actors(std::string_view text, ActorBuilder& builder,
                      const std::function<void(size_t line, const std::string& why)>& complain);

}  // namespace khaldun
