#include "resolve/place.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "resolve/place_find.h"
#include "resolve/place_key.h"

namespace khaldun {
namespace {

// Points of evidence, on the scale of the priors: 1 is ten times as many people.
constexpr float kContained = 6.F;    // "Paris, Texas"
constexpr float kKind = 2.5F;        // "Idlib province"
constexpr float kInSentence = 2.5F;  // its country is named, or a people's adjective
constexpr float kInDocument = 1.5F;
constexpr float kOnceContained = 4.F;  // this name was contained in that region elsewhere in the document
constexpr float kNear = 2.F;           // a region for each other name of the document that lies in it
constexpr float kMostNear = 4.5F;
constexpr float kClose = 2.5F;  // a place for each other name that may lie near it
constexpr float kMostClose = 5.F;
constexpr float kCloseKm = 150.F;      // beyond, nothing is near
constexpr uint32_t kNearBytes = 2000;  // of text, beyond which a name says nothing of another
constexpr float kSpokenFor = 2.F;      // what a weak name needs beyond its prior
constexpr float kClear = 1.4F;         // by so much a country leaves others of its name behind
constexpr float kGlobalPower = 0.3F;   // the United States are named in news of anywhere

constexpr uint32_t kVillage = 5000;  // fewer people
constexpr uint8_t kStateSeat = 2;    // of PlaceTables::seat

constexpr float kRadian = 0.01745329F, kDegreeKm = 111.2F;

enum Reason : uint8_t { kPrior, kContainment, kKindNamed, kSentence, kDocument, kNeighbours, kReasons };

struct Choice {
  uint32_t entry = 0;
  float score = 0;
  std::array<float, kReasons> gain{};
};

/// Readings of names by where they lie, in fields so small that only those around a point need be looked at.
class Globe {
 public:
  struct Point {
    std::string_view key;  // the name
    float lat, lon, weight;
  };

  void add(const Point& point) { fields_[{field(point.lat), field(point.lon)}].push_back(point); }

  /// How close names other than `key` lie: the sum of the best reading of each.
  [[nodiscard]] float closeness(std::string_view key, float lat, float lon) const {
    const float narrow = std::cos(lat * kRadian);
    const float high = kCloseKm / kDegreeKm, wide = std::min(360.F, high / std::max(narrow, 0.001F));
    std::map<std::string_view, float> best;  // summed in the order of names, so that the sum is always the same
    for (int y = field(lat - high); y <= field(lat + high); ++y) {
      for (auto at = fields_.lower_bound({y, field(lon - wide)}); at != fields_.end(); ++at) {
        if (at->first > std::pair(y, field(lon + wide))) break;
        for (const Point& p : at->second) {
          const float km = kDegreeKm * std::hypot(p.lat - lat, (p.lon - lon) * narrow);
          float& most = best[p.key];
          most = std::max(most, p.weight * (1 - km / kCloseKm));
        }
      }
    }
    best.erase(key);
    float all = 0;
    for (const auto& [other, most] : best) all += most;
    return all;
  }

 private:
  static int field(float degrees) { return static_cast<int>(std::floor(degrees)); }
  std::map<std::pair<int, int>, std::vector<Point>> fields_;  // by whole degrees of latitude and longitude
};

class Chooser {
 public:
  Chooser(const PlaceTables& tables, const Document& document, const Reading& reading, std::vector<PlaceName> names)
      : t_(tables), text_(document.text), words_(reading.words), names_(std::move(names)) {
    for (const PlaceName& name : names_) {
      auto& choices = choices_.emplace_back();
      for (const uint32_t entry : name.rows) {
        Choice choice{.entry = entry};
        choice.gain[kPrior] = place_prior(t_, entry);
        choices.push_back(choice);
      }
    }
    governed_.resize(names_.size());
    for (uint32_t i = 0; i < t_.countries.size(); ++i) {
      if (t_.countries[i] == "USA") america_ = i;
    }
    peoples(reading);
  }

  void choose() {
    governments();
    kinds();
    containment();
    countries();
    for (auto& choices : choices_) total(choices);
    neighbours();
    distances();
    for (auto& choices : choices_) total(choices);
  }

  [[nodiscard]] const std::vector<PlaceName>& names() const { return names_; }
  /// The best first.
  [[nodiscard]] const std::vector<Choice>& choices(size_t i) const { return choices_[i]; }

  /// "El Empalme, Ecuador", where the tables have a town of that name in Panama alone: it is one that they lack. Large
  /// towns may stand in a list, "Berlin, Poland and Lithuania".
  [[nodiscard]] bool unlisted(size_t i) const {
    constexpr uint32_t kLarge = 300'000;  // people
    if (i + 1 >= names_.size() || names_[i].sentence != names_[i + 1].sentence) return false;
    const bool comma = names_[i + 1].first == names_[i].last + 1 && words_[names_[i].last].span.of(text_) == ",";
    const uint32_t own = choices_[i][0].entry;
    const Choice& whole = choices_[i + 1][0];
    if (!comma || kind(own) != Place::Kind::city || t_.population[own / 2] >= kLarge || t_.seat[own / 2] != 0)
      return false;
    const bool holder = kind(whole.entry) == Place::Kind::country || kind(whole.entry) == Place::Kind::region ||
                        whole.gain[kContainment] > 0;
    return holder &&
           std::ranges::none_of(choices_[i], [&](const Choice& c) { return country(c.entry) == country(whole.entry); });
  }

 private:
  [[nodiscard]] Place::Kind kind(uint32_t entry) const { return static_cast<Place::Kind>(t_.kind[entry / 2]); }
  [[nodiscard]] uint32_t country(uint32_t entry) const { return t_.country[entry / 2]; }

  /// Whether `whole` holds `part` by the tables.
  [[nodiscard]] bool holds(uint32_t whole, uint32_t part) const {
    if (whole / 2 == part / 2 || country(whole) != country(part) || kind(part) == Place::Kind::country) return false;
    if (kind(whole) == Place::Kind::country) return true;
    return kind(whole) == Place::Kind::region &&
           (kind(part) == Place::Kind::city || kind(part) == Place::Kind::district) &&
           t_.admin[whole / 2] == t_.admin[part / 2];
  }

  /// Whether two towns lie in one region.
  [[nodiscard]] bool near(uint32_t one, uint32_t other) const {
    const auto town = [this](uint32_t e) { return kind(e) == Place::Kind::city || kind(e) == Place::Kind::district; };
    return one / 2 != other / 2 && town(one) && town(other) && country(one) == country(other) &&
           t_.admin[one / 2] == t_.admin[other / 2];
  }

  static void total(std::vector<Choice>& choices) {
    for (Choice& choice : choices) {
      choice.score = 0;
      for (const float gain : choice.gain) choice.score += gain;
    }
    std::stable_sort(choices.begin(), choices.end(),
                     [](const Choice& a, const Choice& b) { return a.score > b.score; });
  }

  /// Countries that adjectives and names of peoples speak of, for each sentence.
  void peoples(const Reading& reading) {
    spoken_.resize(reading.sentences.size());
    for (uint32_t s = 0; s < reading.sentences.size(); ++s) {
      const Sentence& sentence = reading.sentences[s];
      for (uint32_t i = sentence.first; i < sentence.last; ++i) {
        const std::string_view first = words_[i].span.of(text_);
        if (first.empty() || (first.front() >= 'a' && first.front() <= 'z')) continue;
        for (uint32_t last = std::min(sentence.last, i + 3); last > i; --last) {
          const auto row =
              t_.adjectives.find(place_key(Bytes{words_[i].span.begin, words_[last - 1].span.end}.of(text_)));
          if (!row) continue;
          spoken_[s].insert(t_.adjective_country[*row]);
          break;
        }
      }
    }
  }

  void kinds() {
    for (size_t i = 0; i < names_.size(); ++i) {
      for (Choice& choice : choices_[i]) {
        const Place::Kind k = kind(choice.entry);
        if (names_[i].hint == PlaceHint::kCity && k == Place::Kind::city) choice.gain[kKindNamed] = kKind;
        if (names_[i].hint == PlaceHint::kRegion && (k == Place::Kind::region || k == Place::Kind::district))
          choice.gain[kKindNamed] = kKind;
        // A name alone is the town before the region around it, but not a hamlet before a state.
        if (names_[i].hint == PlaceHint::kNone && k == Place::Kind::city) choice.gain[kPrior] += 0.4F;
      }
    }
  }

  /// "Paris, Texas", "Tripoli (Lebanon)", "Tripoli in Lebanon": what follows holds what stands before.
  void containment() {
    std::map<std::pair<std::string_view, uint32_t>, bool> once;  // key, entry
    for (size_t i = names_.size(); i-- > 1;) {
      const PlaceName &part = names_[i - 1], &whole = names_[i];
      if (part.sentence != whole.sentence || whole.first != part.last + 1) continue;
      const std::string_view between = words_[part.last].span.of(text_);
      if (between != "," && between != "(" && between != "in") continue;
      const auto is_country = [this](const Choice& c) { return kind(c.entry) == Place::Kind::country; };
      const bool list = std::any_of(choices_[i - 1].begin(), choices_[i - 1].end(), is_country) &&
                        std::any_of(choices_[i].begin(), choices_[i].end(), is_country);
      if (list) continue;  // "Lebanon, Israel": two countries, though some village is called Lebanon
      for (Choice& a : choices_[i - 1]) {
        for (Choice& b : choices_[i]) {
          // "Corinto, Omoa, Cortés Department": the towns of a chain lie together.
          const bool chain = b.gain[kContainment] > 0 && near(a.entry, b.entry);
          if (!chain && !holds(b.entry, a.entry)) continue;
          a.gain[kContainment] = kContained;
          b.gain[kContainment] = kContained;
          once[{part.key, a.entry}] = once[{whole.key, b.entry}] = true;
        }
      }
    }
    for (size_t i = 0; i < names_.size(); ++i) {
      for (Choice& choice : choices_[i]) {
        if (choice.gain[kContainment] == 0 && once.count({names_[i].key, choice.entry}) != 0) {
          choice.gain[kNeighbours] += kOnceContained;
        }
      }
    }
  }

  /// Seats of states that are spoken of as governments, "Athens criticised Turkey", "urged Tripoli and Tunis": what
  /// stands around them speaks for no namesake.
  void governments() {
    for (size_t i = 0; i < names_.size(); ++i) {
      const auto& all = choices_[i];
      const auto likeliest = std::ranges::max_element(all, {}, [](const Choice& c) { return c.gain[kPrior]; });
      uint32_t w = names_[i].head;
      while (words_[w].deprel == "conj" && words_[w].head >= 0) w = static_cast<uint32_t>(words_[w].head);
      const std::string_view relation = words_[w].deprel;
      const bool party = relation.starts_with("nsubj") || relation == "obj" || relation == "iobj";
      if (t_.seat[likeliest->entry / 2] == kStateSeat && party && !names_[i].located && !names_[i].nested)
        governed_[i] = country(likeliest->entry);
    }
  }

  /// Whether a choice is out, since the name is another state's government.
  [[nodiscard]] bool namesake(size_t i, const Choice& choice) const {
    return governed_[i] && *governed_[i] != country(choice.entry);
  }

  /// Countries named beside a name speak for the places that lie in them.
  void countries() {
    std::vector<std::set<uint32_t>> named(spoken_);
    const auto by_prior = [](const Choice& a, const Choice& b) { return a.gain[kPrior] < b.gain[kPrior]; };
    for (size_t i = 0; i < names_.size(); ++i) {
      // Surely a country: "Lebanon" (a town in Ohio, too) is, "Georgia" is not.
      const auto& all = choices_[i];
      const auto best = std::max_element(all.begin(), all.end(), by_prior);
      if (kind(best->entry) != Place::Kind::country) continue;
      const bool rival = std::any_of(all.begin(), all.end(), [&](const Choice& other) {
        return &other != &*best && other.gain[kPrior] > best->gain[kPrior] - kClear;
      });
      if (!rival) named[names_[i].sentence].insert(country(best->entry));
    }
    std::set<uint32_t> anywhere;
    for (const auto& sentence : named) anywhere.insert(sentence.begin(), sentence.end());
    for (size_t i = 0; i < names_.size(); ++i) {
      for (Choice& choice : choices_[i]) {
        const uint32_t c = country(choice.entry);
        if (t_.countries[c].empty() || namesake(i, choice)) continue;
        const float weight = c == america_ ? kGlobalPower : 1.F;
        if (named[names_[i].sentence].count(c) != 0) {
          choice.gain[kSentence] = kInSentence * weight;
        } else if (anywhere.count(c) != 0) {
          choice.gain[kDocument] = kInDocument * weight;
        }
      }
    }
  }

  /// The other names of the document, as they are read so far, speak for their region and country.
  void neighbours() {
    std::map<std::string_view, const Choice*> other;  // one voice a name
    std::map<std::string_view, float> voice;
    for (size_t i = 0; i < names_.size(); ++i) {
      const auto& choices = choices_[i];
      const float margin = choices.size() > 1 ? choices[0].score - choices[1].score : 2.F;
      const float weight = kind(choices[0].entry) == Place::Kind::country ? 0.F : std::clamp(margin, 0.2F, 1.F);
      if (names_[i].weak || governed_[i] || weight <= voice[names_[i].key]) continue;
      voice[names_[i].key] = weight;
      other[names_[i].key] = &choices[0];
    }
    std::map<std::pair<uint32_t, uint32_t>, float> region;
    std::map<uint32_t, float> state;
    for (const auto& [key, choice] : other) {
      state[country(choice->entry)] += voice[key];
      region[{country(choice->entry), t_.admin[choice->entry / 2]}] += voice[key];
    }
    std::map<std::string_view, std::pair<uint32_t, uint32_t>> own;
    for (const auto& [key, choice] : other) own[key] = {country(choice->entry), t_.admin[choice->entry / 2]};
    for (size_t i = 0; i < names_.size(); ++i) {
      const auto self = own.find(names_[i].key);
      for (Choice& choice : choices_[i]) {
        const uint32_t c = country(choice.entry), a = t_.admin[choice.entry / 2];
        if (t_.countries[c].empty() || kind(choice.entry) == Place::Kind::country) continue;
        float in_state = state[c], in_region = t_.admins[a].empty() ? 0 : region[{c, a}];
        if (self != own.end() && self->second.first == c) {
          in_state -= voice[names_[i].key];
          if (in_region > 0 && self->second.second == a) in_region -= voice[names_[i].key];
        }
        choice.gain[kNeighbours] += std::min(1.5F, 0.5F * in_state) + std::min(kMostNear, kNear * in_region);
      }
    }
  }

  /// Names of one text mostly lie together: "Paris" beside "Lexington" and "Danville" is the one in Kentucky, though
  /// each of them is the name of many towns. Every name speaks once, by that of its readings which lies nearest, the
  /// likelier the louder.
  void distances() {
    constexpr size_t kReadings = 8;  // of a name; those behind are hamlets
    Globe points;
    std::set<std::string_view> placed;
    const auto is_town = [this](uint32_t entry) {
      return kind(entry) == Place::Kind::city || kind(entry) == Place::Kind::district;
    };
    for (size_t i = 0; i < names_.size(); ++i) {
      if (names_[i].weak || governed_[i] || !is_town(choices_[i][0].entry) || !placed.insert(names_[i].key).second)
        continue;
      for (const Choice& c : std::span(choices_[i]).first(std::min(kReadings, choices_[i].size()))) {
        const float weight = std::pow(10.F, (c.score - choices_[i][0].score) / 2);
        if (is_town(c.entry)) points.add({names_[i].key, t_.lat[c.entry / 2], t_.lon[c.entry / 2], weight});
      }
    }
    std::map<std::pair<std::string_view, uint32_t>, float> told;  // by name and entry: what speaks for it
    for (size_t i = 0; i < names_.size(); ++i) {
      for (Choice& c : std::span(choices_[i]).first(std::min(kReadings, choices_[i].size()))) {
        if (!is_town(c.entry) || namesake(i, c)) continue;
        const auto [known, fresh] = told.try_emplace({names_[i].key, c.entry}, 0.F);
        if (fresh) known->second = points.closeness(names_[i].key, t_.lat[c.entry / 2], t_.lon[c.entry / 2]);
        c.gain[kNeighbours] += std::min(kMostClose, kClose * known->second);
      }
    }
  }

  const PlaceTables& t_;
  std::string_view text_;
  const std::vector<Word>& words_;
  std::vector<PlaceName> names_;
  std::vector<std::vector<Choice>> choices_;
  std::vector<std::set<uint32_t>> spoken_;
  std::vector<std::optional<uint32_t>> governed_;  // by name: the country whose government it is
  uint32_t america_ = 0;
};

/// What speaks most for the best choice against the next one.
std::string_view reason(const std::vector<Choice>& choices) {
  if (choices.size() == 1) return "only place of that name";
  size_t best = kPrior;
  float most = 0;
  for (size_t i = kContainment; i < kReasons; ++i) {
    const float gain = choices[0].gain[i] - choices[1].gain[i];
    if (gain > most) {
      most = gain;
      best = i;
    }
  }
  if (choices[0].gain[kContainment] > 0) best = kContainment;
  switch (best) {
    case kContainment:
      return "contained: what stands beside it holds it";
    case kKindNamed:
      return "kind of place named beside it";
    case kSentence:
      return "country named in the sentence";
    case kDocument:
      return "country named in the document";
    case kNeighbours:
      return "near other places of the document";
    default:
      return "largest of that name";
  }
}

/// Most names of villages are names of persons and things, too: one is meant only where the document speaks of what
/// lies around it.
bool obscure(const PlaceTables& tables, uint32_t row) {
  return static_cast<Place::Kind>(tables.kind[row]) == Place::Kind::city && tables.population[row] < kVillage &&
         tables.seat[row] == 0 && tables.geonames[row] != 0;
}

Place place_of(const PlaceTables& tables, uint32_t row) {
  Place place;
  place.name = tables.name[row];
  place.country = tables.countries[tables.country[row]];
  place.admin1 = tables.admins[tables.admin[row]];
  place.lat = std::round(static_cast<double>(tables.lat[row]) * 1e4) / 1e4;
  place.lon = std::round(static_cast<double>(tables.lon[row]) * 1e4) / 1e4;
  place.geonames = tables.geonames[row];
  place.kind = static_cast<Place::Kind>(tables.kind[row]);
  return place;
}

/// A place by a name that no table has, within the one of `row` or near it.
Place unlisted_in(const PlaceTables& tables, uint32_t row, std::string_view name) {
  Place place = place_of(tables, row);
  place.name = name;
  place.geonames = 0;
  place.kind = Place::Kind::area;
  return place;
}

}  // namespace

void PlaceDesk::resolve(const Document& document, Reading& reading) const {
  Chooser chooser(tables_, document, reading, find_places(tables_, document, reading));
  chooser.choose();
  std::map<uint32_t, uint32_t> places;  // row -> index into reading.places
  for (size_t i = 0; i < chooser.names().size(); ++i) {
    const PlaceName& name = chooser.names()[i];
    const std::vector<Choice>& choices = chooser.choices(i);
    const uint32_t row = choices[0].entry / 2;
    const float support = choices[0].score - choices[0].gain[kPrior];
    if (name.weak ? support < kSpokenFor : support <= 0 && obscure(tables_, row)) continue;
    const bool unlisted = chooser.unlisted(i);
    auto target = static_cast<uint32_t>(reading.places.size());
    if (unlisted) {
      const Bytes text{reading.words[name.first].span.begin, reading.words[name.last - 1].span.end};
      reading.places.push_back(unlisted_in(tables_, chooser.choices(i + 1)[0].entry / 2, text.of(document.text)));
    } else {
      const auto [at, fresh] = places.try_emplace(row, target);
      if (fresh) reading.places.push_back(place_of(tables_, row));
      target = at->second;
    }
    Mention mention;
    mention.kind = Mention::Kind::place;
    mention.first = name.first;
    mention.last = name.last;
    mention.head = name.head;
    mention.targets = {target};
    mention.nested = name.nested;
    mention.how = unlisted ? "in no table: where what stands beside it lies" : reason(choices);
    reading.mentions.push_back(std::move(mention));
  }
  std::stable_sort(reading.mentions.begin(), reading.mentions.end(),
                   [](const Mention& a, const Mention& b) { return a.first < b.first; });
}

std::vector<std::optional<Place>> PlaceDesk::locate(const Document& document, const Reading& reading,
                                                    std::span<const Bytes> spans) const {
  std::vector<PlaceName> names = find_places(tables_, document, reading);
  std::erase_if(names, [&](const PlaceName& name) {
    const Bytes own{reading.words[name.first].span.begin, reading.words[name.last - 1].span.end};
    return std::ranges::any_of(spans, [&](Bytes span) { return span.overlaps(own); });
  });
  std::vector<std::optional<Place>> places(spans.size());
  std::vector<int> given(names.size(), -1);  // by name: which of the spans
  for (size_t i = 0; i < spans.size(); ++i) {
    // Who gives "Georgian" as a place means the country, whatever village is called so.
    if (const auto people = tables_.adjectives.find(place_key(spans[i].of(document.text)))) {
      const auto state = tables_.states.find(tables_.countries[tables_.adjective_country[*people]]);
      if (state != tables_.states.end()) places[i] = place_of(tables_, state->second);
      continue;
    }
    std::optional<PlaceName> name = place_name_at(tables_, document, reading, spans[i]);
    if (!name) continue;
    const auto at = std::ranges::lower_bound(names, name->first, {}, &PlaceName::first) - names.begin();
    names.insert(names.begin() + at, std::move(*name));
    given.insert(given.begin() + at, static_cast<int>(i));
  }
  Chooser chooser(tables_, document, reading, std::move(names));
  chooser.choose();
  for (size_t i = 0; i < given.size(); ++i) {
    if (given[i] >= 0) places[static_cast<size_t>(given[i])] = place_of(tables_, chooser.choices(i)[0].entry / 2);
  }
  // A name that no table has lies near the name told nearest to it, if it is near anything.
  for (size_t s = 0; s < spans.size(); ++s) {
    const std::string_view text = spans[s].of(document.text);
    if (places[s] || text.size() < 4 || text.front() < 'A' || text.front() > 'Z') continue;
    uint32_t nearest = kNearBytes;
    for (size_t i = 0; i < chooser.names().size(); ++i) {
      const Bytes other = reading.words[chooser.names()[i].first].span;
      const uint32_t gap = other.begin > spans[s].begin ? other.begin - spans[s].begin : spans[s].begin - other.begin;
      const uint32_t row = chooser.choices(i)[0].entry / 2;
      if (gap >= nearest || static_cast<Place::Kind>(tables_.kind[row]) == Place::Kind::country) continue;
      nearest = gap;
      places[s] = unlisted_in(tables_, row, text);
    }
  }
  return places;
}

void PlaceDesk::add_states(Reading& reading) const {
  std::set<std::string> named{""};
  for (const Place& place : reading.places) {
    if (place.kind == Place::Kind::country) named.insert(place.country);
  }
  for (const Actor& actor : reading.actors) {
    if (!named.insert(actor.country).second) continue;
    if (const auto state = tables_.states.find(actor.country); state != tables_.states.end())
      reading.places.push_back(place_of(tables_, state->second));
  }
}

}  // namespace khaldun
