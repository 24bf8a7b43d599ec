// Engine: the one room that knows the order. Reads a document and finds its events.
//
//   auto engine = khaldun::Engine::load({"share/khaldun/en.pack", "share/khaldun/lexicon.pack"});  // Result<Engine>
//   khaldun::Workspace workspace;                                                                  // one a thread
//   const khaldun::Reading reading = engine->read(document, workspace);
//   for (const khaldun::Event& event : reading.events) ...
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "khaldun/document.h"
#include "khaldun/reading.h"

namespace khaldun {

/// Where the packs lie.
struct EngineFiles {
  std::string model;                                  // the network: tags, trees, names, event head
  std::string lexicon;                                // frames, actors, places, ontology
  std::vector<std::string> actors = {}, frames = {};  // the user's own, on top of the lexicon's
};

/// How far to read: words, trees and names; actors, places and times too; all; all with Event::why and judged.
enum class Depth : uint8_t { parse, mentions, events, explained };

/// Scratch memory of one thread; reuse it from document to document.
class Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;
  struct Parts;
  std::unique_ptr<Parts> parts;
};

/// One unit of work: a document, or one whose words and sentences are given (CoNLL-U).
struct Task {
  Result<Document> document;
  std::optional<Reading> words;
  std::string source = {};  // the file or address with which an error in `document` begins
};

/// Immutable once loaded; any number of threads may read with it, each with its own Workspace.
class Engine {
 public:
  /// Errors: kFile (missing or damaged pack), kVersion (a pack of a newer version).
  [[nodiscard]] static Result<Engine> load(const EngineFiles& files);
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  /// Everything found in `document`. A reading's views into the model live as long as the engine.
  [[nodiscard]] Reading read(const Document& document, Workspace& workspace, Depth depth = Depth::events) const;
  /// The same for words and sentences given: `reading` has them, and gets the rest.
  void read_words(const Document& document, Reading& reading, Workspace& workspace, Depth depth = Depth::events) const;

  /// Reads what `next` gives until it gives nothing, on `threads` threads, and hands each task with its outcome to
  /// `done` in the order of `next`. `next` and `done` are called by one thread at a time. Same input, any number of
  /// threads: same calls.
  void run(const std::function<std::optional<Task>()>& next,
           const std::function<void(const Task&, Result<Reading>)>& done, unsigned threads, Depth depth) const;

  /// How well each type fits the act between two mentions of a document that has been read, 0 to 1, in the order of
  /// Type. A side that is nothing is unseen.
  [[nodiscard]] std::array<double, kTypes> relate(const Document& document, const Reading& reading,
                                                  std::optional<Bytes> source, std::optional<Bytes> target) const;

  /// Which place each of `spans` of a document that has been read names; nothing where the tables have no such name.
  [[nodiscard]] std::vector<std::optional<Place>> locate(const Document& document, const Reading& reading,
                                                         std::span<const Bytes> spans) const;

  /// Runs the packs' built-in self-tests. Errors (kFile) say which test failed and by how much.
  [[nodiscard]] Result<void> self_test() const;
  /// "model 5, lexicon 0.1.0-268a97b8": the versions that a record's id stands on.
  [[nodiscard]] std::string versions() const;

 private:
  struct Parts;
  explicit Engine(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace khaldun
