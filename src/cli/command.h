// Command: one subcommand of the program, in a file of its own; main.cc lists them all.
//
//   Command add_check(CLI::App& app, const DataOptions& data) {
//     CLI::App* command = app.add_subcommand("check", "run the self-tests of the data files");
//     return {command, [&data] { ... return kOk; }};
//   }
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/sources.h"
#include "khaldun/engine.h"

namespace khaldun {

/// What the program returns.
inline constexpr int kOk = 0, kUsage = 2, kRejects = 3, kDatabase = 4, kInterrupted = 130;

struct Command {
  CLI::App* app;
  std::function<int()> run;                                         // gives the program's exit code
  std::string_view shared = "--data, --model, --actors, --frames";  // of DataOptions, what it heeds
};

/// The networks that there are packs of, the default first.
inline const std::vector<std::string> kModels = {"en", "en-fast"};

/// What most commands take; known once the command line has been read.
struct DataOptions {
  std::string folder;                       // of the packs; empty where --data is not given
  std::string model = kModels.front();      // the network's pack in that folder
  std::vector<std::string> actors, frames;  // the user's own files
  std::string line;                         // the command line, without a database's password
};

Command add_code(CLI::App& app, const DataOptions& data);
Command add_parse(CLI::App& app, const DataOptions& data);
Command add_run(CLI::App& app, const DataOptions& data);
Command add_follow(CLI::App& app, const DataOptions& data);
Command add_query(CLI::App& app, const DataOptions& data);
Command add_stories(CLI::App& app, const DataOptions& data);
Command add_relate(CLI::App& app, const DataOptions& data);
Command add_attributions(CLI::App& app, const DataOptions& data);
Command add_times(CLI::App& app, const DataOptions& data);
Command add_places(CLI::App& app, const DataOptions& data);
Command add_mentions(CLI::App& app, const DataOptions& data);
Command add_actors(CLI::App& app, const DataOptions& data);
Command add_frames(CLI::App& app, const DataOptions& data);
Command add_score(CLI::App& app, const DataOptions& data);
Command add_check(CLI::App& app, const DataOptions& data);

/// The options of every command that reads documents.
struct DocumentOptions {
  std::vector<std::string> files;
  std::string input = "auto", map;
  std::optional<std::string> published;
  unsigned threads = 1;

  void add_to(CLI::App* command);
  /// The documents named; nothing, said on stderr, where --published is no day or --map no map.
  [[nodiscard]] std::optional<Sources> sources() const;
};

/// Where the pack of this name lies, "lexicon" or a model's; nothing, said on stderr with the cure, where there is
/// none.
std::optional<std::string> pack_path(const DataOptions& data, const std::string& name);
/// The engine over the packs of that folder and the user's own files; nothing, said on stderr, where they cannot be
/// loaded.
std::optional<Engine> load_engine(const DataOptions& data);
/// Reads the documents named as far as `depth`, and hands each to `done` in their order; rejects are said on stderr.
/// Returns the program's exit code.
int read_documents(const DataOptions& data, const DocumentOptions& options, Depth depth,
                   const std::function<void(const Document&, Reading&, std::string& out)>& done);
/// The same with an engine and documents of the caller's own.
int read_tasks(const Engine& engine, const std::function<std::optional<Task>()>& next, unsigned threads, Depth depth,
               const std::function<void(const Document&, Reading&, std::string& out)>& done);
/// Says on stderr why a document was rejected.
void say_reject(std::string_view why);
/// Says on stderr how many documents were rejected. kRejects where any was.
int say_rejects(size_t rejects);
/// Says on stderr why the database cannot be used. Returns kDatabase.
int database_error(const Error& error);
/// Writes `out` to standard output and empties it. kRejects, said on stderr once, where that or anything before could
/// not be written.
int flush(std::string& out);

}  // namespace khaldun
