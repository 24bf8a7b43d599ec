// khaldun run: an archive into a database. Interrupted in whatever way, the same command goes on where it was.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "cli/coding_run.h"
#include "cli/show.h"

namespace khaldun {
namespace {

struct RunOptions {
  DocumentOptions documents;
  std::string database, since_text;
  CodingOptions coding;
  bool dry_run = false;
};

/// How many documents other versions have coded.
Result<int64_t> count_outdated(Store& store, std::string_view versions) {
  int64_t count = 0, last = 0;
  while (true) {
    const Result<std::optional<StoredDocument>> next = store.outdated(last, versions);
    if (!next) return tl::unexpected(next.error());
    if (!*next) return count;
    last = (*next)->id;
    ++count;
  }
}

/// What a run would do, without doing it. A database that is not there yet has no documents.
int dry_run(const DataOptions& data, const RunOptions& options, Sources sources) {
  const Result<bool> exists = Store::exists(options.database);
  if (!exists) return database_error(exists.error());
  std::unique_ptr<Store> store;
  if (*exists) {
    Result<std::unique_ptr<Store>> opened = Store::open(options.database, Access::read);
    if (!opened) return database_error(opened.error());
    store = std::move(*opened);
  }
  std::string again;
  if (options.coding.recode) {
    const std::optional<Engine> engine = load_engine(data);
    if (!engine) return kUsage;
    const Result<int64_t> outdated = store ? count_outdated(*store, engine->versions()) : 0;
    if (!outdated) return database_error(outdated.error());
    again = fmt::format(", {} to code again", *outdated);
  }
  int64_t fresh = 0, known = 0, rejected = 0, earlier = 0;
  while (const std::optional<Task> task = sources.next()) {
    if (!task->document) {
      ++rejected;
      std::cerr << "khaldun: would reject " << printable(task->document.error().message) << "\n";
      continue;
    }
    if (options.coding.since && task->document->published && *task->document->published < *options.coding.since) {
      ++earlier;
      continue;
    }
    const Result<std::optional<int64_t>> found = store ? store->find(digest_of(*task->document)) : std::nullopt;
    if (!found) return database_error(found.error());
    ++(*found ? known : fresh);
  }
  std::string out = fmt::format("{} to code, {} known before, {} to reject, {} too early{}\n", fresh, known, rejected,
                                earlier, again);
  return std::max(flush(out), rejected > 0 ? kRejects : kOk);
}

int run_archive(const DataOptions& data, RunOptions options) {
  std::optional<Sources> sources = options.documents.sources();
  if (!sources) return kUsage;
  if (!options.since_text.empty()) {
    options.coding.since = parse_day(options.since_text);
    if (!options.coding.since) {
      std::cerr << "khaldun: --since is '" << options.since_text << "'; wanted a day such as 2017-05-03\n";
      return kUsage;
    }
  }
  if (options.dry_run) return dry_run(data, options, std::move(*sources));
  Interrupt interrupt;
  const std::optional<Engine> engine = load_engine(data);
  if (!engine) return kUsage;  // before a database is made for nothing
  const Result<std::unique_ptr<Store>> store = Store::open(options.database, Access::write);
  if (!store) return database_error(store.error());
  return CodingRun(*engine, **store, options.coding,
                   {[&] { return sources->next(); }, [&] { return sources->part_read(); }}, interrupt)
      .go();
}

}  // namespace

Command add_run(CLI::App& app, const DataOptions& data) {
  const auto a = std::make_shared<RunOptions>();
  CLI::App* command =
      app.add_subcommand("run", "code an archive into a database; the same command goes on after whatever stopped it");
  a->documents.add_to(command);
  command
      ->add_option("--db", a->database, "an SQLite file, created where it is missing, or postgresql://USER@HOST/NAME")
      ->required();
  command->add_option("--since", a->since_text, "leave out what was published before this day");
  command->add_flag("--dry-run", a->dry_run, "say what would be done, and do nothing");
  command->add_flag("--recode", a->coding.recode, "first code again what another model or lexicon has coded");
  command->footer(
      "Examples:\n  khaldun run --input jsonl --threads 2 --db events.db 2016.jsonl 2017.jsonl\n"
      "  khaldun run --db events.db articles/*.txt\nThe tables are described in docs/schema.md.");
  return {command, [&data, a] {
            a->coding.database = Store::shown(a->database);
            a->coding.threads = a->documents.threads;
            a->coding.command = data.line;
            return run_archive(data, *a);
          }};
}

}  // namespace khaldun
