// How long times and places of an article take beside the network: resolve_bench MODEL.pack LEXICON.pack FILE...
//
// Each file is one article. Parsed once, resolved many times; time is that of the processor, so that a busy machine
// tells the same.
#include <fmt/format.h>

#include <ctime>

#include "base/mapped_file.h"
#include "ingest/articles.h"
#include "khaldun/engine.h"
#include "resolve/place.h"
#include "resolve/when.h"

namespace khaldun {
namespace {

constexpr int kRepeat = 200;

/// Milliseconds of the processor that `work` takes, the mean of kRepeat runs after one that does not count.
template <class Work>
double milliseconds(Work work) {
  work();
  const std::clock_t start = std::clock();
  for (int i = 0; i < kRepeat; ++i) work();
  return 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / kRepeat;
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() < 3) {
    fmt::print(stderr, "usage: resolve_bench MODEL.pack LEXICON.pack FILE...\n");
    return 2;
  }
  const Result<Engine> engine = Engine::load({arguments[0], arguments[1]});
  Result<Pack> pack = Pack::open(arguments[1]);
  Result<PlaceDesk> places = pack ? PlaceDesk::load(*pack) : tl::unexpected(pack.error());
  if (!engine || !places) {
    fmt::print(stderr, "resolve_bench: {}\n", (engine ? places.error() : engine.error()).message);
    return 2;
  }
  Workspace workspace;
  fmt::print("words  times ms  places ms  article\n");
  for (size_t i = 2; i < arguments.size(); ++i) {
    const Result<MappedFile> mapped = MappedFile::open(arguments[i]);
    std::optional<Result<Document>> document;
    if (mapped) document = Articles(mapped->bytes(), arguments[i], Format::automatic).next();
    if (!document || !*document) {
      fmt::print(stderr, "resolve_bench: no article in {}\n", arguments[i]);
      return 2;
    }
    const Reading parsed = engine->read(**document, workspace, Depth::parse);
    Reading dated = parsed;
    resolve_times(**document, dated, Day{});
    const double copy = milliseconds([&] { Reading reading = parsed; });
    const double time = milliseconds([&] {
      Reading reading = parsed;
      resolve_times(**document, reading, Day{});
    });
    const double place = milliseconds([&] {
      Reading reading = dated;
      places->resolve(**document, reading);
    });
    fmt::print("{:5} {:9.2f} {:10.2f}  {}\n", parsed.words.size(), time - copy, place - copy, arguments[i]);
  }
  return 0;
}

}  // namespace
}  // namespace khaldun

int main(int argc, char** argv) { return khaldun::run({argv + 1, argv + argc}); }
