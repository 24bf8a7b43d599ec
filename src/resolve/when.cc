#include "resolve/when.h"

#include "resolve/when_calendar.h"
#include "resolve/when_published.h"

namespace khaldun {

void resolve_times(const Document& document, Reading& reading, Day fallback) {
  const std::vector<TimeWord> words = time_words(document, reading);
  const std::vector<TimeExpression> times = find_times(reading, words);
  infer_published(document, reading, fallback, words, times);
  std::optional<TimeAnchor> anchor;
  for (const TimeExpression& e : times) {
    // After figures of nine months "a year earlier" is no quarter.
    const bool more_months =
        e.meaning.kind == TimeMeaning::Kind::none && e.meaning.unit == TimeUnit::month && e.meaning.amount > 3;
    if (anchor && more_months) anchor->quarter.reset();
    const uint32_t head = head_of(reading, e.first, e.last);
    const Direction direction = direction_of(reading, e.first, e.last);
    CalendarReading r = days_of(e, direction, reading.published, anchor);
    // Of a text that nobody dates only such days are told as are the same on any day of publication.
    constexpr std::chrono::days kAnother{1000};
    if (!reading.dated() && r.days != days_of(e, direction, reading.published - kAnother, anchor).days) {
      r.days.reset();
      r.how = "counted from a day of publication that nobody knows";
    }
    Mention mention;
    mention.kind = Mention::Kind::time;
    mention.first = e.first;
    mention.last = e.last;
    mention.head = head;
    mention.targets = {static_cast<uint32_t>(reading.times.size())};
    mention.how = r.how;
    reading.times.push_back({r.days});
    reading.mentions.push_back(std::move(mention));
    // "a year earlier" twice in a report counts from the same time both times.
    const bool counted = e.meaning.kind == TimeMeaning::Kind::offset && r.unit > TimeUnit::fortnight;
    if (r.days && !counted && (r.anchored || e.meaning.kind == TimeMeaning::Kind::years))
      anchor = TimeAnchor{*r.days, r.unit,
                          r.unit == TimeUnit::quarter ? r.days
                          : anchor                    ? anchor->quarter
                                                      : std::nullopt};
  }
}

}  // namespace khaldun
