// Compiles the tables of lexicon/ into one pack: khaldun_lexicon FOLDER VERSION OUT.pack
#include <cstdio>

#include "coder/frame.h"
#include "coder/ontology.h"
#include "coder/weights.h"
#include "resolve/actor.h"
#include "resolve/place.h"

int main(int argc, char** argv) {
  using namespace khaldun;
  if (argc != 4) {
    std::fprintf(stderr, "usage: khaldun_lexicon FOLDER VERSION OUT.pack\n");
    return 2;
  }
  const std::string folder = argv[1];
  PackWriter pack(argv[2]);
  for (const auto compile : {compile_ontology, compile_frames, compile_weights, compile_actors, compile_places}) {
    if (const Result<void> done = compile(folder, pack); !done) {
      std::fprintf(stderr, "khaldun_lexicon: %s\n", done.error().message.c_str());
      return 1;
    }
  }
  if (const Result<void> written = pack.write(argv[3]); !written) {
    std::fprintf(stderr, "khaldun_lexicon: %s\n", written.error().message.c_str());
    return 1;
  }
  return 0;
}
