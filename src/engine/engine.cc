#include "khaldun/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "base/crc32c.h"
#include "base/mapped_file.h"
#include "base/utf8.h"
#include "coder/coder.h"
#include "nn/self_test.h"
#include "pack/pack.h"
#include "parse/parser.h"
#include "resolve/actor.h"
#include "resolve/actor_user.h"
#include "resolve/place.h"
#include "resolve/when.h"
#include "text/split.h"

namespace khaldun {

struct Workspace::Parts {
  ParseScratch parse;
};
Workspace::Workspace() : parts(std::make_unique<Parts>()) {}
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

struct Engine::Parts {
  Pack model, lexicon;
  std::optional<Pack> own_actors;  // the lexicon's actors with the user's
  std::optional<uint32_t> own;     // checksum of the user's files
  Parser parser;
  PlaceDesk places;
  ActorDesk actors;
  Coder coder;
};

Engine::Engine(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<Engine> Engine::load(const EngineFiles& files) {
  Result<Pack> model = Pack::open(files.model);
  if (!model) return tl::unexpected(model.error());
  Result<Pack> lexicon = Pack::open(files.lexicon);
  if (!lexicon) return tl::unexpected(lexicon.error());
  Result<Parser> parser = Parser::load(*model);
  if (!parser) return tl::unexpected(parser.error());
  Result<PlaceDesk> places = PlaceDesk::load(*lexicon);
  if (!places) return tl::unexpected(places.error());
  std::optional<uint32_t> own;
  for (const std::vector<std::string>* list : {&files.actors, &files.frames}) {
    for (const std::string& file : *list) {
      const Result<MappedFile> text = MappedFile::open(file);
      if (!text) return tl::unexpected(text.error());
      own = crc32c(own.value_or(0), text->bytes().data(), text->bytes().size());
    }
  }
  std::optional<Pack> own_actors;
  if (!files.actors.empty()) {
    Result<Pack> both = with_actor_files(*lexicon, files.actors);
    if (!both) return tl::unexpected(both.error());
    own_actors = std::move(*both);
  }
  Result<ActorDesk> actors = ActorDesk::load(*lexicon, own_actors ? &*own_actors : nullptr);
  if (!actors) return tl::unexpected(actors.error());
  Result<Coder> coder = Coder::load(*lexicon);
  if (!coder) return tl::unexpected(coder.error());
  for (const std::string& file : files.frames) {
    const Result<MappedFile> text = MappedFile::open(file);
    if (!text) return tl::unexpected(text.error());
    if (Result<void> added = coder->add_frames(unmarked(text->bytes()), file); !added)
      return tl::unexpected(added.error());
  }
  // Views into the packs stay valid when the packs move.
  return Engine(
      std::make_unique<Parts>(Parts{std::move(*model), std::move(*lexicon), std::move(own_actors), own,
                                    std::move(*parser), std::move(*places), std::move(*actors), std::move(*coder)}));
}

Reading Engine::read(const Document& document, Workspace& workspace, Depth depth) const {
  Reading reading;
  split(document, reading);
  read_words(document, reading, workspace, depth);
  return reading;
}

void Engine::read_words(const Document& document, Reading& reading, Workspace& workspace, Depth depth) const {
  parts_->parser.parse(document, reading, workspace.parts->parse);
  if (depth == Depth::parse) return;
  const Day today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  resolve_times(document, reading, today);
  parts_->places.resolve(document, reading);
  parts_->actors.resolve(document, reading, depth == Depth::explained);
  parts_->places.add_states(reading);
  std::ranges::stable_sort(reading.mentions, {}, &Mention::first);
  if (depth == Depth::mentions) return;
  parts_->coder.code(document, reading, depth == Depth::explained);
}

std::vector<std::optional<Place>> Engine::locate(const Document& document, const Reading& reading,
                                                 std::span<const Bytes> spans) const {
  return parts_->places.locate(document, reading, spans);
}

std::array<double, kTypes> Engine::relate(const Document& document, const Reading& reading, std::optional<Bytes> source,
                                          std::optional<Bytes> target) const {
  return parts_->coder.relate(document, reading, {source, target});
}

void Engine::run(const std::function<std::optional<Task>()>& next,
                 const std::function<void(const Task&, Result<Reading>)>& done, unsigned threads, Depth depth) const {
  // Workers take tasks by number and hand results back in that order; nobody runs more than a window ahead, so that
  // memory stays flat behind one slow document.
  struct Finished {
    Task task;
    Result<Reading> reading;
  };
  const size_t window = 16 * static_cast<size_t>(std::max(1U, threads));
  std::mutex mutex;
  std::condition_variable moved;
  std::map<size_t, Finished> finished;
  size_t taken = 0, given = 0;
  bool over = false;
  const auto work = [&] {
    Workspace workspace;
    while (true) {
      std::unique_lock lock(mutex);
      moved.wait(lock, [&] { return over || taken < given + window; });
      if (over) return;
      std::optional<Task> task = next();
      if (!task) {
        over = true;
        moved.notify_all();
        return;
      }
      const size_t number = taken++;
      lock.unlock();
      Result<Reading> reading = tl::unexpected(Error{});
      if (!task->document) {
        reading = tl::unexpected(task->document.error());
      } else if (task->words) {
        reading = std::move(*task->words);
        read_words(*task->document, *reading, workspace, depth);
      } else {
        reading = read(*task->document, workspace, depth);
      }
      lock.lock();
      finished.emplace(number, Finished{std::move(*task), std::move(reading)});
      for (auto first = finished.find(given); first != finished.end(); first = finished.find(given)) {
        done(first->second.task, std::move(first->second.reading));
        finished.erase(first);
        ++given;
      }
      moved.notify_all();
    }
  };
  std::vector<std::jthread> workers;
  for (unsigned i = 1; i < threads; ++i) workers.emplace_back(work);
  work();
}

Result<void> Engine::self_test() const { return khaldun::self_test(parts_->model); }

std::string Engine::versions() const {
  std::string versions = fmt::format("model {}, lexicon {}", parts_->model.version(), parts_->lexicon.version());
  if (parts_->own) versions += fmt::format(", own files {:08x}", *parts_->own);
  return versions;
}

}  // namespace khaldun
