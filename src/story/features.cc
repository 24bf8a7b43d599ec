#include "story/features.h"

#include <algorithm>
#include <unordered_set>

#include "story/words.h"

namespace khaldun {
namespace {

uint32_t country_key(std::string_view code) {
  uint32_t key = 0;
  for (const char c : code.substr(0, 3)) key = key << 8 | static_cast<unsigned char>(c);
  return key;
}

bool names_country(const EventPlace& place) {
  static const std::unordered_set<std::string> kCountries = {
#include "story/countries.inc"
  };
  return kCountries.contains(place.country + place.name);
}

std::vector<Features::Who> who_of(const std::vector<EventActor>& side) {
  std::vector<Features::Who> out;
  for (const EventActor& actor : side) {
    const bool known = !actor.country.empty() || !actor.name.empty() || actor.sector != Sector::UNK;
    if (!known) continue;
    // The tables' ids of states are their three letters, those of people and bodies have a dot: "usa",
    // "usa.donald_trump".
    const bool state = actor.sector == Sector::GOV && actor.id.size() == 3;
    out.push_back({name_hash(actor.name), country_key(actor.country), actor.sector, state});
  }
  return out;
}

/// Whether a record has a day of its own: not where the coder took the day before publication and that day for want of any word.
bool told_when(const Report& report) {
  const std::optional<EventDate>& date = report.event.date;
  if (!date || !date->text.empty()) return date.has_value();
  return date->days != Days{report.published - std::chrono::days(1), report.published};
}

}  // namespace

Features features_of(const Report& report) {
  const Event& event = report.event;
  Features f;
  f.id = report.id;
  f.document = name_hash(report.document);
  f.type = event.type;
  f.status = event.status;
  const std::vector<std::string_view>& modes = modes_of(event.type);
  if (const auto at = std::ranges::find(modes, event.mode); at != modes.end())
    f.mode = static_cast<int8_t>(at - modes.begin());
  std::copy_n(event.cameo.begin(), std::min(event.cameo.size(), f.cameo.size()), f.cameo.begin());
  f.dated = told_when(report);
  f.days = f.dated ? event.date->days : Days{report.published - std::chrono::days(1), report.published};
  f.published = report.published;
  f.source = who_of(event.source);
  f.target = who_of(event.target);
  if (mutual(event.type)) {
    f.source.insert(f.source.end(), f.target.begin(), f.target.end());
    f.target.clear();
  }
  if (event.place) {
    const EventPlace& p = *event.place;
    f.place = Features::Where{name_hash(p.name), name_hash(p.admin1),       country_key(p.country),
                              names_country(p),  static_cast<float>(p.lat), static_cast<float>(p.lon)};
  }
  const std::array tolls = {&event.killed, &event.injured, &event.arrested};
  for (size_t i = 0; i < 3; ++i) f.tolls[i] = tolls[i]->value_or(-1);
  f.words = telling_words(event);
  return f;
}

}  // namespace khaldun
