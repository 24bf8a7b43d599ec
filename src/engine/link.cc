#include "engine/link.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "story/best.h"
#include "story/stories.h"

namespace khaldun {
namespace {

constexpr int kBatch = 1024;                        // reports a transaction
constexpr std::chrono::days kKept{60};              // an act is told within this time, or it is another story

/// The day that stands for a report's publication.
Day published_of(const StoredReport& r) {
  if (r.published) return *r.published;
  return r.record.date ? r.record.date->days.last : Day{};
}

Report report_of(const StoredReport& r) { return {static_cast<uint64_t>(r.id), std::to_string(r.document_id), published_of(r), r.record}; }

/// Writes what the reports of an event say together.
Result<void> tell(Store& store, int64_t event) {
  const Result<std::vector<StoredReport>> stored = store.reports_of(event);
  if (!stored) return tl::unexpected(stored.error());
  std::vector<Report> reports;
  for (const StoredReport& r : *stored) reports.push_back(report_of(r));
  const Best best = best_of(reports);
  return store.put_event(event, (*stored)[best.report].id, static_cast<int64_t>(reports.size()), best.event);
}

/// What was linked before and may still be joined, in the order in which it was.
Result<void> remember(Store& store, Day since, Stories& stories) {
  const Result<std::vector<std::pair<int64_t, int64_t>>> apart = store.kept_apart();
  if (!apart) return tl::unexpected(apart.error());
  for (const auto& [a, b] : *apart) stories.keep_apart(std::to_string(a), std::to_string(b));
  return store.linked(since, [&](const StoredReport& r) { stories.put(report_of(r), static_cast<uint64_t>(*r.event)); });
}

}  // namespace

Result<int64_t> link_reports(Store& store, const std::function<bool()>& go_on) {
  int64_t count = 0;
  Result<std::vector<StoredReport>> batch = store.unlinked(kBatch);
  if (!batch) return tl::unexpected(batch.error());
  if (batch->empty()) return 0;
  Stories stories;
  if (Result<void> done = remember(store, published_of(batch->front()) - kKept, stories); !done) return tl::unexpected(done.error());
  std::optional<Day> today;
  while (!batch->empty() && go_on()) {
    std::set<int64_t> touched;
    for (const StoredReport& r : *batch) {
      const Day day = published_of(r);
      if (today != day) stories.forget(day - kKept);
      today = day;
      const auto event = static_cast<int64_t>(stories.add(report_of(r)));
      if (Result<void> done = store.link(r.id, event); !done) return tl::unexpected(done.error());
      touched.insert(event);
    }
    for (const int64_t event : touched) {
      if (Result<void> done = tell(store, event); !done) return tl::unexpected(done.error());
    }
    if (Result<void> done = store.commit(); !done) return tl::unexpected(done.error());
    count += static_cast<int64_t>(batch->size());
    batch = store.unlinked(kBatch);
    if (!batch) return tl::unexpected(batch.error());
  }
  return count;
}

Result<int64_t> split_event(Store& store, int64_t event, const std::vector<int64_t>& reports) {
  const Result<std::vector<StoredReport>> stored = store.reports_of(event);
  if (!stored) return tl::unexpected(stored.error());
  if (stored->empty()) return fail(Error::Kind::kUsage, fmt::format("there is no event {}; `khaldun stories` lists them", event));
  for (const int64_t id : reports) {
    if (std::ranges::find(*stored, id, &StoredReport::id) == stored->end()) {
      return fail(Error::Kind::kUsage, fmt::format("event {} has no report {}; `khaldun stories show {}` lists its reports", event, id, event));
    }
  }
  std::vector<const StoredReport*> leave, stay;
  for (const StoredReport& r : *stored) (std::ranges::find(reports, r.id) == reports.end() ? stay : leave).push_back(&r);
  if (leave.empty() || stay.empty()) {
    return fail(Error::Kind::kUsage, fmt::format("event {} would be left without reports; name some of its {} reports, not all", event, stored->size()));
  }
  if (std::ranges::find(leave, event, &StoredReport::id) != leave.end()) std::swap(stay, leave);
  const int64_t fresh = leave.front()->id;
  for (const StoredReport* r : leave) {
    if (Result<void> done = store.link(r->id, fresh); !done) return tl::unexpected(done.error());
    for (const StoredReport* other : stay) {
      if (Result<void> done = store.keep_apart(r->document_id, other->document_id); !done) return tl::unexpected(done.error());
    }
  }
  for (const int64_t id : {event, fresh}) {
    if (Result<void> done = tell(store, id); !done) return tl::unexpected(done.error());
  }
  if (Result<void> done = store.commit(); !done) return tl::unexpected(done.error());
  return fresh;
}

}  // namespace khaldun
