// A user's own actors, on top of the lexicon's: a table of ours, or actor and agent files of TABARI and PETRARCH.
//
//   name            kind          country  sector  aliases       office            start       end
//   Amina Wanjiru   person        KEN      OPP     A. Wanjiru                      2021-03-01
//   Red Shore Front organisation  KEN      REB     RSF
//   dock worker     role                   LAB
//
//   RED_SHORE_FRONT [KENREB]         JOHN_DOE [USAGOV <20210120] [USAELI >20210120]         DOCK_WORKER [~LAB]
//
// docs/actors.md tells the formats. A name that a file gives takes the place of what the tables knew by that name.
#pragma once

#include <span>

#include "khaldun/base.h"
#include "pack/pack.h"

namespace khaldun {

/// A file of actors by its name and its bytes.
struct ActorText {
  std::string name;
  std::string_view text;
};

/// A pack with the sections "actor/..." of `lexicon` and what the texts add. Errors (kFile): every line that is wrong,
/// one a line of the message, each with its file and number, what was found and what was wanted.
[[nodiscard]] Result<Pack> with_actors(const Pack& lexicon, std::span<const ActorText> texts);
/// The same for files. Errors as well: those of MappedFile::open.
[[nodiscard]] Result<Pack> with_actor_files(const Pack& lexicon, std::span<const std::string> files);

}  // namespace khaldun
