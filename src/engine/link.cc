#include "engine/link.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_map>

#include "story/best.h"
#include "story/stories.h"

namespace khaldun {
namespace {

constexpr size_t kBatch = 1024;         // reports a transaction
constexpr std::chrono::days kKept{60};  // an act is told again within this time of the act and of the last telling

/// The day that stands for a report's publication.
Day published_of(const StoredReport& r) {
  if (r.published) return *r.published;
  return r.record.date ? r.record.date->days.last : Day{};
}

Report report_of(const StoredReport& r) {
  return {
      static_cast<uint64_t>(r.id), std::to_string(r.document_id), published_of(r), r.record, r.around, !r.published};
}

/// What a user has split, by document: words that tell an act, and their side as Report::sides has it.
using Splits = std::unordered_map<int64_t, std::vector<std::pair<Bytes, int64_t>>>;

Result<Splits> splits_of(Store& store) {
  const Result<std::vector<std::pair<Telling, Telling>>> apart = store.kept_apart();
  if (!apart) return tl::unexpected(apart.error());
  Splits splits;
  int64_t number = 0;
  for (const auto& [telling, other] : *apart) {
    splits[telling.document].emplace_back(telling.words, ++number);
    splits[other.document].emplace_back(other.words, -number);
  }
  return splits;
}

/// The report with the sides on which any of its words stand.
Report report_of(const StoredReport& r, const Splits& splits) {
  Report report = report_of(r);
  const auto of_document = splits.find(r.document_id);
  if (of_document == splits.end()) return report;
  for (const auto& [words, side] : of_document->second) {
    const auto within = [words = words](const Evidence& e) { return e.span.overlaps(words); };
    if (std::ranges::any_of(r.record.evidence, within)) report.sides.push_back(side);
  }
  return report;
}

/// Writes what the reports of an event say together. `members` are in the order of Store::unlinked.
Result<void> tell(Store& store, int64_t event, const std::vector<StoredReport>& members) {
  std::vector<Report> reports;
  std::vector<int64_t> ids;
  for (const StoredReport& r : members) {
    reports.push_back(report_of(r));
    ids.push_back(r.id);
  }
  const Best best = best_of(reports);
  return store.put_event(event, ids[best.report], ids, best.event);
}

/// The same where `fresh` join those that tell the event already; an event that a fresh one begins has no others.
Result<void> tell_more(Store& store, int64_t event, std::vector<StoredReport> fresh) {
  if (std::ranges::find(fresh, event, &StoredReport::id) == fresh.end()) {
    Result<std::vector<StoredReport>> old = store.reports_of(event);
    if (!old) return tl::unexpected(old.error());
    std::ranges::move(*old, std::back_inserter(fresh));
    std::ranges::sort(fresh, {},
                      [](const StoredReport& r) { return std::pair(r.published.value_or(Day::max()), r.id); });
  }
  return tell(store, event, fresh);
}

Telling telling_of(const StoredReport& r) {
  return {r.document_id, r.record.evidence.empty() ? Bytes{} : r.record.evidence.front().span};
}

/// Takes the last document of a batch off it, for its other reports may be in the next; a document that fills the batch
/// stays.
void leave_for_next(std::vector<StoredReport>& batch) {
  const auto last = std::ranges::find(batch, batch.back().document_id, &StoredReport::document_id);
  if (last != batch.begin()) batch.erase(last, batch.end());
}

/// What was linked before and may still be joined, in the order in which it was.
Result<void> remember(Store& store, Day since, const Splits& splits, Stories& stories) {
  return store.linked(
      since, [&](const StoredReport& r) { stories.put(report_of(r, splits), static_cast<uint64_t>(*r.event)); });
}

}  // namespace

Result<int64_t> link_reports(Store& store, const std::function<bool()>& go_on) {
  const Result<std::vector<int64_t>> all = store.unlinked();
  if (!all) return tl::unexpected(all.error());
  if (all->empty()) return 0;
  const Result<Splits> splits = splits_of(store);
  if (!splits) return tl::unexpected(splits.error());
  Stories stories;
  std::optional<Day> today, newest;
  // Those whose day nobody knows come last, so that by then all the news is known.
  const auto day_of = [&](const StoredReport& r) -> Result<Day> {
    if (r.published) return *r.published;
    if (!newest) {
      const Result<std::optional<Day>> last = store.last_published();
      if (!last) return tl::unexpected(last.error());
      newest = last->value_or(Day{});
    }
    return *newest;
  };
  std::span<const int64_t> left = *all;
  while (!left.empty() && go_on()) {
    const std::span<const int64_t> ids = left.first(std::min(kBatch, left.size()));
    Result<std::vector<StoredReport>> batch = store.reports(ids);
    if (!batch) return tl::unexpected(batch.error());
    if (ids.size() < left.size()) leave_for_next(*batch);
    if (!today) {
      const Result<Day> first = day_of(batch->front());
      if (!first) return tl::unexpected(first.error());
      if (Result<void> done = remember(store, *first - kKept, *splits, stories); !done)
        return tl::unexpected(done.error());
    }
    std::map<int64_t, std::vector<StoredReport>> touched;  // events, with those of the batch that tell them
    for (auto first = batch->begin(), end = first; first != batch->end(); first = end) {
      end =
          std::find_if(first, batch->end(), [&](const StoredReport& r) { return r.document_id != first->document_id; });
      const Result<Day> day = day_of(*first);
      if (!day) return tl::unexpected(day.error());
      if (today != *day) stories.forget(*day - kKept);
      today = *day;
      std::vector<Report> document;
      std::transform(first, end, std::back_inserter(document),
                     [&](const StoredReport& r) { return report_of(r, *splits); });
      const std::vector<uint64_t> events = stories.add(document);
      for (auto r = first; r != end; ++r)
        touched[static_cast<int64_t>(events[static_cast<size_t>(r - first)])].push_back(std::move(*r));
    }
    for (auto& [event, fresh] : touched) {
      if (Result<void> done = tell_more(store, event, std::move(fresh)); !done) return tl::unexpected(done.error());
    }
    if (Result<void> done = store.commit(); !done) return tl::unexpected(done.error());
    left = left.subspan(batch->size());
  }
  return static_cast<int64_t>(all->size() - left.size());
}

Result<int64_t> split_event(Store& store, int64_t event, const std::vector<int64_t>& reports) {
  const Result<std::vector<StoredReport>> stored = store.reports_of(event);
  if (!stored) return tl::unexpected(stored.error());
  if (stored->empty())
    return fail(Error::Kind::kUsage,
                fmt::format("there is no event {}; `khaldun stories --db DATABASE` lists them", event));
  for (const int64_t id : reports) {
    if (std::ranges::find(*stored, id, &StoredReport::id) == stored->end()) {
      return fail(Error::Kind::kUsage,
                  fmt::format("event {} has no report {}; `khaldun stories --db DATABASE show {}` lists its reports",
                              event, id, event));
    }
  }
  std::vector<StoredReport> leave, stay;
  for (const StoredReport& r : *stored) (std::ranges::find(reports, r.id) == reports.end() ? stay : leave).push_back(r);
  if (leave.empty() || stay.empty()) {
    return fail(Error::Kind::kUsage,
                fmt::format("event {} would be left without reports; name some of its {} reports, not all", event,
                            stored->size()));
  }
  if (std::ranges::find(leave, event, &StoredReport::id) != leave.end()) std::swap(stay, leave);
  const int64_t fresh = leave.front().id;
  for (const StoredReport& r : leave) {
    for (const StoredReport& other : stay) {
      if (Result<void> done = store.keep_apart(telling_of(r), telling_of(other)); !done)
        return tl::unexpected(done.error());
    }
  }
  if (Result<void> done = tell(store, event, stay); !done) return tl::unexpected(done.error());
  if (Result<void> done = tell(store, fresh, leave); !done) return tl::unexpected(done.error());
  if (Result<void> done = store.commit(); !done) return tl::unexpected(done.error());
  return fresh;
}

}  // namespace khaldun
