// Run: an archive into a database. `khaldun run SOURCE… --db events.db`
#pragma once

#include <string>
#include <vector>

#include "cli/sources.h"
#include "khaldun/engine.h"

namespace khaldun {

struct RunOptions {
  std::vector<std::string> files;
  Input input = Input::text;
  std::optional<Day> published;  // of documents that bring none
  std::optional<Day> since;      // what was published before is left out
  std::string database;
  std::string command;  // as typed, for the table of runs
  bool dry_run = false, recode = false;
  unsigned threads = 1;
};

/// Codes what the database does not have yet, and says on stderr what became of it. Interrupted in whatever way, the same call goes on
/// where it was. Returns the program's exit code.
int run_archive(const Engine& engine, const RunOptions& options);

}  // namespace khaldun
