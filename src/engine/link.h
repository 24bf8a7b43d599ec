// Link: which reports of a store tell of one event.
//
//   link_reports(store, [] { return true; });  // every report that was never compared with others
//   split_event(store, 17, {21, 25});          // no: 21 and 25 are another event, now and for ever
//
// A report joins the event that it fits best, or begins one; what was decided before is not touched (story/stories.h).
// The outcome depends on the reports in the store alone: stopped at any moment and started again, it ends the same.
#pragma once

#include <functional>
#include <vector>

#include "store/store.h"

namespace khaldun {

/// Compares reports until none is left or `go_on`, asked between batches, says no; returns how many. Errors as Store's.
[[nodiscard]] Result<int64_t> link_reports(Store& store, const std::function<bool()>& go_on);

/// Makes `reports` an event of their own; the part that has the report which gave the event its id keeps the id.
/// Returns the new event's id. Errors: kUsage where `event` does not have them, or has no others.
[[nodiscard]] Result<int64_t> split_event(Store& store, int64_t event, const std::vector<int64_t>& reports);

}  // namespace khaldun
