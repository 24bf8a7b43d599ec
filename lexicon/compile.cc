// Compiles the tables of lexicon/ into one pack: khaldun_lexicon FOLDER VERSION OUT.pack
#include <fmt/format.h>

#include <cstdio>

#include "base/crc32c.h"
#include "coder/cues.h"
#include "coder/frame.h"
#include "coder/matter.h"
#include "coder/ontology.h"
#include "pack/weights.h"
#include "resolve/actor.h"
#include "resolve/place.h"

namespace khaldun {
namespace {

Result<PackWriter> compiled(const std::string& folder, const std::string& version) {
  PackWriter pack(version);
  for (const auto compile : {compile_ontology, compile_matters, compile_frames, compile_weights, compile_cues,
                             compile_actors, compile_places}) {
    if (const Result<void> done = compile(folder, pack); !done) return tl::unexpected(done.error());
  }
  return pack;
}

/// The version with a checksum of the content, so that who edits a table gets another one, and `khaldun run --recode`
/// sees it.
Result<void> write(const std::string& folder, const std::string& version, const std::string& out) {
  const Result<PackWriter> plain = compiled(folder, version);
  if (!plain) return tl::unexpected(plain.error());
  const std::vector<char> bytes = plain->bytes();
  const Result<PackWriter> pack =
      compiled(folder, fmt::format("{}-{:08x}", version, crc32c(0, bytes.data(), bytes.size())));
  return pack ? pack->write(out) : tl::unexpected(pack.error());
}

}  // namespace
}  // namespace khaldun

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: khaldun_lexicon FOLDER VERSION OUT.pack\n");
    return 2;
  }
  if (const khaldun::Result<void> written = khaldun::write(argv[1], argv[2], argv[3]); !written) {
    std::fprintf(stderr, "khaldun_lexicon: %s\n", written.error().message.c_str());
    return 1;
  }
  return 0;
}
