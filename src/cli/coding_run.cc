#include "cli/coding_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/link.h"

namespace khaldun {

int CodingRun::go() {
  if (const Result<void> begun = store_.begin_run(engine_.versions(), options_.command); !begun)
    return database_error(begun.error());
  if (options_.recode) {
    engine_.run([&] { return next_outdated(); },
                [&](const Task& task, const Result<Reading>& reading) { replace(task, reading); }, options_.threads,
                Depth::events);
  }
  if (!over()) {
    engine_.run([&] { return next_new(); },
                [&](const Task& task, const Result<Reading>& reading) { put(task, reading); }, options_.threads,
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
  if (!good_) return database_error(good_.error());
  fmt::print(stderr, "khaldun: {}: {} document{} stored, {} known before, {} rejected{}{}{}\n", options_.database,
             counts_.stored, counts_.stored == 1 ? "" : "s", counts_.known, counts_.rejected,
             counts_.rejected > 0 ? " (see the table rejects)" : "",
             recoded_ > 0 ? fmt::format(", {} coded again", recoded_) : "",
             earlier_ > 0 ? fmt::format(", {} published before {}", earlier_, to_string(*options_.since)) : "");
  if (interrupt_.asked()) {
    fmt::print(stderr, "khaldun: interrupted; the same command goes on from here\n");
    return kInterrupted;
  }
  return counts_.rejected > 0 ? kRejects : kOk;
}

bool CodingRun::too_early(std::optional<Day> published) {
  const bool early = options_.since && published && *published < *options_.since;
  earlier_ += early ? 1 : 0;
  return early;
}

std::optional<Task> CodingRun::next_new() {
  while (!over()) {
    std::optional<Task> task = source_.next();
    if (over()) break;  // in the middle of a pipe: what is left of it is no reject
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

void CodingRun::put(const Task& task, const Result<Reading>& reading) {
  if (!good_) return;
  if (!reading) {
    reject(task, reading.error());
  } else if (!too_early(reading->published_how == "given" || reading->published_how == "unknown"
                            ? std::nullopt
                            : std::optional(reading->published))) {
    const Result<bool> is_new = store_.put(*task.document, digest_of(*task.document), *reading, engine_.versions());
    if (!is_new)
      good_ = tl::unexpected(is_new.error());
    else
      ++(*is_new ? counts_.stored : counts_.known);
  }
  show();
}

std::optional<Task> CodingRun::next_outdated() {
  if (over()) return std::nullopt;
  Result<std::optional<StoredDocument>> found = store_.outdated(last_outdated_, engine_.versions());
  if (!found) good_ = tl::unexpected(found.error());
  if (!found || !*found) return std::nullopt;
  last_outdated_ = (*found)->id;
  outdated_.push_back(last_outdated_);
  return Task{std::move((*found)->document), std::nullopt};
}

void CodingRun::replace(const Task& task, const Result<Reading>& reading) {
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

void CodingRun::reject(const Task& task, const Error& error) {
  ++counts_.rejected;
  const std::string why = task.document ? fmt::format("{}: {}", task.document->id, error.message) : error.message;
  const std::string& source = task.document ? task.document->id : task.source;
  // A line may stand behind the source, "news.jsonl:12"; the source may have ": " in its name.
  const size_t end = std::min(why.find(": ", source.size()), why.size());
  progress_.clear();
  say_reject(why);
  keep(store_.put_reject(why.substr(0, end), why.substr(std::min(end + 2, why.size()))));
}

}  // namespace khaldun
