// CodingRun: documents of whatever source coded into a store, from the first to the end or to an interruption.
//
//   const TaskSource source{[&] { return sources.next(); }, [&] { return sources.part_read(); }};
//   return CodingRun(*engine, *store, options, source, interrupt).go();
#pragma once

#include <deque>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "store/store.h"

namespace khaldun {

struct CodingOptions {
  std::string database;      // as messages name it
  std::string command;       // DataOptions::line, for the table of runs
  std::optional<Day> since;  // what was published before is left out
  unsigned threads = 1;
  bool recode = false;  // first what other versions have coded
};

struct TaskSource {
  std::function<std::optional<Task>()> next;
  std::function<double()> part_read;  // 0 to 1, for the progress
};

class CodingRun {
 public:
  CodingRun(const Engine& engine, Store& store, const CodingOptions& options, TaskSource source, Interrupt& interrupt)
      : engine_(engine), store_(store), options_(options), source_(std::move(source)), interrupt_(interrupt) {}

  /// Codes, stores and compares; says on stderr what it did. Returns the program's exit code.
  int go();

 private:
  bool over() { return !good_ || interrupt_.asked(); }
  void keep(Result<void> outcome) {
    if (good_ && !outcome) good_ = std::move(outcome);
  }
  bool too_early(std::optional<Day> published);
  std::optional<Task> next_new();
  void put(const Task& task, const Result<Reading>& reading);
  std::optional<Task> next_outdated();
  void replace(const Task& task, const Result<Reading>& reading);
  void reject(const Task& task, const Error& error);
  void show() { progress_.show(counts_.stored + counts_.known + recoded_, counts_.rejected, source_.part_read()); }

  const Engine& engine_;
  Store& store_;
  const CodingOptions& options_;
  TaskSource source_;
  Interrupt& interrupt_;
  Progress progress_;
  Result<void> good_;  // the first thing that went wrong with the store
  RunCounts counts_;
  int64_t earlier_ = 0, recoded_ = 0;
  std::deque<int64_t> outdated_;  // ids of the documents being coded again, in order
  int64_t last_outdated_ = 0;
};

}  // namespace khaldun
