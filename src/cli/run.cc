// khaldun run: an archive into a database. Interrupted in whatever way, the same command goes on where it was.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <signal.h>

#include <deque>
#include <iostream>

#include "cli/command.h"
#include "cli/progress.h"
#include "engine/link.h"
#include "store/store.h"

namespace khaldun {
namespace {

struct RunOptions {
  DocumentOptions documents;
  std::string database, since_text;
  std::optional<Day> since;  // what was published before is left out
  std::string command;       // as typed, for the table of runs
  bool dry_run = false, recode = false;
};

/// Ctrl-C and a polite kill, while it lives, wait until they are asked for. The second one ends the program as ever.
class Interrupt {
 public:
  Interrupt() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  ~Interrupt() { pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr); }

  bool asked() {
    constexpr timespec kNow{};
    if (asked_ || sigtimedwait(&signals_, nullptr, &kNow) < 0) return asked_;
    pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
    return asked_ = true;
  }

 private:
  sigset_t signals_{};
  bool asked_ = false;
};

class Run {
 public:
  Run(const Engine& engine, Store& store, const RunOptions& options, Sources sources, Interrupt& interrupt)
      : engine_(engine), store_(store), options_(options), sources_(std::move(sources)), interrupt_(interrupt) {}

  int go() {
    if (const Result<void> begun = store_.begin_run(engine_.versions(), options_.command); !begun) return failed(begun.error());
    if (options_.recode) {
      engine_.run([&] { return next_outdated(); }, [&](const Task& task, Result<Reading> reading) { replace(task, reading); }, options_.documents.threads,
                  Depth::events);
    }
    if (!over()) {
      engine_.run([&] { return next_new(); }, [&](const Task& task, Result<Reading> reading) { put(task, reading); }, options_.documents.threads,
                  Depth::events);
    }
    if (good_) keep(store_.commit());
    // Reports are compared in the order of their days, so not before all of them are there.
    if (!over()) {
      progress_.clear();
      const Result<int64_t> linked = link_reports(store_, [&] { return !over(); });
      if (!linked) good_ = tl::unexpected(linked.error());
    }
    if (good_) keep(store_.end_run(counts_));
    progress_.clear();
    if (!good_) return failed(good_.error());
    fmt::print(stderr, "khaldun: {}: {} documents stored, {} known before, {} rejected{}{}{}\n", Store::shown(options_.database), counts_.stored, counts_.known,
               counts_.rejected, counts_.rejected > 0 ? " (see the table rejects)" : "", recoded_ > 0 ? fmt::format(", {} coded again", recoded_) : "",
               earlier_ > 0 ? fmt::format(", {} published before {}", earlier_, to_string(*options_.since)) : "");
    if (interrupt_.asked()) {
      fmt::print(stderr, "khaldun: interrupted; the same command goes on from here\n");
      return kInterrupted;
    }
    return counts_.rejected > 0 ? kRejects : kOk;
  }

 private:
  bool over() { return !good_ || interrupt_.asked(); }
  void keep(Result<void> outcome) {
    if (good_ && !outcome) good_ = std::move(outcome);
  }
  static int failed(const Error& error) {
    std::cerr << "khaldun: " << error.message << "\n";
    return kDatabase;
  }
  bool too_early(std::optional<Day> published) {
    const bool early = options_.since && published && *published < *options_.since;
    earlier_ += early ? 1 : 0;
    return early;
  }

  std::optional<Task> next_new() {
    while (!over()) {
      std::optional<Task> task = sources_.next();
      if (!task || !task->document) return task;
      const Document& document = *task->document;
      if (too_early(document.published)) continue;
      const Result<std::optional<int64_t>> known = store_.find(digest_of(document));
      if (!known) {
        good_ = tl::unexpected(known.error());
        break;
      }
      if (!*known) return task;
      ++counts_.known;
      keep(store_.put_copy(**known, document));
      show();
    }
    return std::nullopt;
  }

  void put(const Task& task, const Result<Reading>& reading) {
    if (!good_) return;
    if (!reading) {
      reject(task, reading.error());
    } else if (!too_early(reading->published_how == "given" || reading->published_how == "unknown" ? std::nullopt : std::optional(reading->published))) {
      const Result<bool> is_new = store_.put(*task.document, digest_of(*task.document), *reading, engine_.versions());
      if (!is_new) good_ = tl::unexpected(is_new.error());
      else ++(*is_new ? counts_.stored : counts_.known);
    }
    show();
  }

  std::optional<Task> next_outdated() {
    if (over()) return std::nullopt;
    Result<std::optional<StoredDocument>> found = store_.outdated(last_outdated_, engine_.versions());
    if (!found) good_ = tl::unexpected(found.error());
    if (!found || !*found) return std::nullopt;
    last_outdated_ = (*found)->id;
    outdated_.push_back(last_outdated_);
    return Task{std::move((*found)->document), std::nullopt};
  }

  void replace(const Task& task, const Result<Reading>& reading) {
    const int64_t id = outdated_.front();
    outdated_.pop_front();
    if (!good_) return;
    if (!reading) {
      reject(task, reading.error());  // its old records stay
    } else {
      keep(store_.replace(id, *reading, engine_.versions()));
      ++recoded_;
    }
    show();
  }

  void reject(const Task& task, const Error& error) {
    ++counts_.rejected;
    keep(store_.put_reject(task.document ? fmt::format("{}: {}", task.document->id, error.message) : error.message));
  }

  void show() { progress_.show(counts_.stored + counts_.known + recoded_, counts_.rejected, sources_.part_read()); }

  const Engine& engine_;
  Store& store_;
  const RunOptions& options_;
  Sources sources_;
  Interrupt& interrupt_;
  Progress progress_;
  Result<void> good_;  // the first thing that went wrong with the store
  RunCounts counts_;
  int64_t earlier_ = 0, recoded_ = 0;
  std::deque<int64_t> outdated_;  // ids of the documents being coded again, in order
  int64_t last_outdated_ = 0;
};

/// What a run would do, without doing it. A database that is not there yet has no documents.
int dry_run(const RunOptions& options, Sources sources, std::unique_ptr<Store> store) {
  int64_t fresh = 0, known = 0, rejected = 0, earlier = 0;
  while (const std::optional<Task> task = sources.next()) {
    if (!task->document) {
      ++rejected;
      std::cerr << "khaldun: would reject " << task->document.error().message << "\n";
      continue;
    }
    if (options.since && task->document->published && *task->document->published < *options.since) {
      ++earlier;
      continue;
    }
    const Result<std::optional<int64_t>> found = store ? store->find(digest_of(*task->document)) : std::nullopt;
    if (!found) {
      std::cerr << "khaldun: " << found.error().message << "\n";
      return kDatabase;
    }
    ++(*found ? known : fresh);
  }
  fmt::print("{} to code, {} known before, {} to reject, {} too early\n", fresh, known, rejected, earlier);
  return rejected > 0 ? kRejects : kOk;
}

int run_archive(const DataOptions& data, RunOptions options) {
  std::optional<Sources> sources = options.documents.sources();
  if (!sources) return kUsage;
  if (!options.since_text.empty()) {
    options.since = parse_day(options.since_text);
    if (!options.since) {
      std::cerr << "khaldun: --since is '" << options.since_text << "'; wanted a day such as 2017-05-03\n";
      return kUsage;
    }
  }
  Interrupt interrupt;
  std::unique_ptr<Store> store;
  const Result<bool> exists = Store::exists(options.database);
  if (!exists) {
    std::cerr << "khaldun: " << exists.error().message << "\n";
    return kDatabase;
  }
  if (!options.dry_run || *exists) {
    Result<std::unique_ptr<Store>> opened = Store::open(options.database, options.dry_run ? Access::read : Access::write);
    if (!opened) {
      std::cerr << "khaldun: " << opened.error().message << "\n";
      return kDatabase;
    }
    store = std::move(*opened);
  }
  if (options.dry_run) return dry_run(options, std::move(*sources), std::move(store));
  const std::optional<Engine> engine = load_engine(data);
  if (!engine) return kUsage;
  return Run(*engine, *store, options, std::move(*sources), interrupt).go();
}

}  // namespace

Command add_run(CLI::App& app, const DataOptions& data) {
  const auto a = std::make_shared<RunOptions>();
  CLI::App* command = app.add_subcommand("run", "code an archive into a database; the same command goes on after whatever stopped it");
  a->documents.add_to(command);
  command->add_option("--db", a->database, "an SQLite file, created where it is missing, or postgresql://USER@HOST/NAME")->required();
  command->add_option("--since", a->since_text, "leave out what was published before this day");
  command->add_flag("--dry-run", a->dry_run, "say what would be done, and do nothing");
  command->add_flag("--recode", a->recode, "first code again what another model or lexicon has coded");
  command->footer("Examples:\n  khaldun run --input jsonl --threads 2 --db events.db 2016.jsonl 2017.jsonl\n"
                  "  khaldun run --db events.db articles/*.txt\nThe tables are described in docs/schema.md.");
  return {command, [&data, a] {
            a->command = fmt::format("run --db {} {}", Store::shown(a->database), fmt::join(a->documents.files, " "));
            return run_archive(data, *a);
          }};
}

}  // namespace khaldun
