#include "story/features.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "base/among.h"
#include "base/around.h"
#include "story/words.h"

namespace khaldun {
namespace {

uint32_t country_key(std::string_view code) {
  if (code == "HKG" || code == "MAC")
    code = "CHN";  // police "in Hong Kong" are the one's to some, the other's to others
  uint32_t key = 0;
  for (const char c : code.substr(0, 3)) key = key << 8 | static_cast<unsigned char>(c);
  return key;
}

/// The capital of the country that a place is; nothing where it is none.
const std::string* capital_of(const EventPlace& place) {
  static const std::unordered_map<std::string, std::string> kCountries = {
#include "story/countries.inc"
  };
  const auto at = kCountries.find(place.country + place.name);
  return at == kCountries.end() ? nullptr : &at->second;
}

/// Where an act took place: "the Romanian capital" comes as Romania, and is Bucharest.
Features::Where where_of(const EventPlace& place, std::string_view around) {
  const std::string* capital = capital_of(place);
  Features::Where where{name_hash(place.name),         name_hash(place.admin1),      last_stem(place.name),
                        country_key(place.country),    capital != nullptr,           false,
                        static_cast<float>(place.lat), static_cast<float>(place.lon)};
  if (capital != nullptr && !capital->empty() && around.find(" capital") != std::string_view::npos) {
    where.name = name_hash(*capital);
    where.stem = last_stem(*capital);
    where.whole_country = false;
    where.capital = true;
  }
  return where;
}

/// The last word alone: "John Kerry" is "Kerry" in a headline.
std::string_view last_name(std::string_view name) { return name.substr(name.rfind(' ') + 1); }

/// "Jane Doe" of "opposition lawmaker Jane Doe", "Doe" of "activist Doe": the capitals behind what somebody is.
std::string_view name_in(std::string_view text) {
  size_t begin = text.size();
  while (begin > 0) {
    const size_t space = text.rfind(' ', begin - 1);
    if (space == std::string_view::npos || text[space + 1] < 'A' || text[space + 1] > 'Z') break;
    begin = space;
  }
  if (begin == text.size()) return {};
  const std::string_view before = text.substr(0, begin), word = before.substr(before.rfind(' ') + 1);
  constexpr std::array<std::string_view, 7> kLinks = {"of", "the", "in", "from", "and", "at", "for"};
  const bool role = word.size() > 2 && word.front() >= 'a' && word.front() <= 'z' && !among(kLinks, word);
  return role ? text.substr(begin + 1) : std::string_view();
}

std::vector<Features::Who> who_of(const std::vector<EventActor>& side) {
  std::vector<Features::Who> out;
  for (const EventActor& actor : side) {
    const bool known = !actor.country.empty() || !actor.name.empty() || actor.sector != Sector::UNK;
    if (!known) continue;
    // The tables' ids of states are their three letters, those of people and bodies have a dot: "usa",
    // "usa.donald_trump".
    const bool state = actor.sector == Sector::GOV && actor.id.size() == 3;
    const std::string_view name = actor.name.empty() ? name_in(actor.text) : actor.name;
    const std::string_view last = last_name(name);
    out.push_back({name_hash(name), name_hash(last), sound_hash(last), last_stem(name), country_key(actor.country),
                   actor.sector, state});
  }
  return out;
}

std::vector<uint32_t> countries_of(const Features& f) {
  std::vector<uint32_t> out;
  for (const std::vector<Features::Who>* side : {&f.source, &f.target}) {
    for (const Features::Who& who : *side) out.push_back(who.country);
  }
  if (f.place) out.push_back(f.place->country);
  std::erase(out, 0);
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// Whether a record has a day of its own. It has none where its days are the one before publication and that day, which
/// the coder takes for want of any word and "overnight" says no better; where the act would have happened after it was
/// told; and where its days are no more than a time up to now ("the first since 1989").
bool told_when(const Report& report) {
  if (!report.event.date) return false;
  const auto& [first, last] = report.event.date->days;
  const Status status = report.event.status;
  if ((status == Status::occurred || status == Status::alleged) && first > report.published) return false;
  if (last - first > std::chrono::days(31) && first < report.published &&
      last >= report.published - std::chrono::days(1))
    return false;
  return report.event.date->days != Days{report.published - std::chrono::days(1), report.published};
}

/// Whether the words of its sentence before a record's evidence look back (words.h).
bool told_in_passing(const Report& report) {
  if (report.event.evidence.empty()) return false;
  const size_t at = report.around.rfind(report.event.evidence.front().quote, kAround);
  if (at == std::string::npos) return false;
  const std::string_view before = std::string_view(report.around).substr(0, at);
  const size_t stop = before.rfind(". ");
  return looks_back(stop == std::string_view::npos ? before : before.substr(stop + 1));
}

}  // namespace

Features features_of(const Report& report) {
  const Event& event = report.event;
  Features f;
  f.id = report.id;
  f.document = name_hash(report.document);
  f.sides = report.sides;
  f.type = event.type;
  f.status = event.status;
  const std::vector<std::string_view>& modes = modes_of(event.type);
  if (const auto at = std::ranges::find(modes, event.mode); at != modes.end())
    f.mode = static_cast<int8_t>(at - modes.begin());
  std::copy_n(event.cameo.begin(), std::min(event.cameo.size(), f.cameo.size()), f.cameo.begin());
  f.dated = told_when(report);
  f.days = f.dated ? event.date->days : Days{report.published - std::chrono::days(1), report.published};
  f.looks_back = told_in_passing(report);
  f.published = report.published;
  // By the record's own last day, whatever it is taken for: so the store knows which stories may be forgotten.
  const Day last = event.date ? event.date->days.last : report.published;
  f.until = report.undated ? Day::max() : std::max(last, report.published);
  f.source = who_of(event.source);
  f.target = who_of(event.target);
  if (mutual(event.type)) {
    f.source.insert(f.source.end(), f.target.begin(), f.target.end());
    f.target.clear();
  }
  if (event.place) f.place = where_of(*event.place, report.around);
  f.countries = countries_of(f);
  const std::array tolls = {&event.killed, &event.injured, &event.arrested};
  for (size_t i = 0; i < 3; ++i) f.tolls[i] = tolls[i]->value_or(-1);
  f.words = telling_words(event);
  f.names = name_words(event);
  if (!report.around.empty())
    std::ranges::set_union(f.names, around_words(report.around), std::back_inserter(f.around));
  return f;
}

}  // namespace khaldun
