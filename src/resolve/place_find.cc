#include "resolve/place_find.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/among.h"
#include "resolve/place_key.h"

namespace khaldun {
namespace {

constexpr uint32_t kLongest = 8;   // words of a name
constexpr float kWellKnown = 5.F;  // prior of a town of 100,000
constexpr float kBig = 5.7F;       // prior of a town of 500,000

constexpr std::array<std::string_view, 22> kLocating = {
    "in",   "at",     "near", "from",       "to",  "into",    "outside", "inside", "around", "across", "toward",
    "over", "within", "off",  "throughout", "via", "through", "towards", "along",  "onto",   "beyond", "between"};
constexpr std::array<std::string_view, 12> kTowns = {"city",          "town",         "village",  "port",
                                                     "capital",       "suburb",       "district", "neighborhood",
                                                     "neighbourhood", "municipality", "camp",     "enclave"};
constexpr std::array<std::string_view, 11> kRegions = {"province",  "governorate", "region",     "oblast",
                                                       "state",     "prefecture",  "krai",       "department",
                                                       "provinces", "peninsula",   "voivodeship"};
/// Words that may stand beside a place in a longer name without making it another place: "northern Syria".
constexpr std::array<std::string_view, 31> kBeside = {
    "northern",  "southern", "eastern",     "western",      "central",  "north",  "south", "east",
    "west",      "upper",    "lower",       "greater",      "downtown", "old",    "the",   "of",
    "airport",   "province", "governorate", "region",       "oblast",   "state",  "city",  "district",
    "territory", "town",     "township",    "metropolitan", "area",     "island", "port"};
/// A longer name that ends or begins so is another place than the one it is named after.
constexpr std::array<std::string_view, 26> kElsewhere = {
    "street", "avenue", "road",  "boulevard", "lane",     "drive",     "highway", "st",    "ave",
    "blvd",   "rd",     "lake",  "mount",     "mountain", "mountains", "fort",    "river", "creek",
    "beach",  "hill",   "hills", "heights",   "court",    "way",       "county",  "parish"};
/// Called after where they were signed: "the Minsk agreements".
constexpr std::array<std::string_view, 11> kTreaties = {"agreement", "agreements", "accord",      "accords",
                                                        "treaty",    "convention", "conventions", "protocol",
                                                        "protocols", "pact",       "statute"};
/// No places by themselves, though regions are called so: "the West threatens sanctions".
constexpr std::array<std::string_view, 8> kWinds = {"north",     "south",     "east",      "west",
                                                    "northeast", "northwest", "southeast", "southwest"};

/// Who bears what follows these as a surname: "Judge Florence", "Mr. Lincoln".
bool title(std::string_view word) {
  static const std::set<std::string_view> kTitles = {
      "Mr",         "Mrs",       "Ms",        "Dr",         "Judge",     "Justice",     "Senator",
      "Sen",        "Rep",       "Gov",       "Gen",        "Col",       "Congressman", "Congresswoman",
      "Governor",   "Mayor",     "President", "Minister",   "Secretary", "Chancellor",  "General",
      "Colonel",    "Captain",   "Bishop",    "Archbishop", "Cardinal",  "Ambassador",  "Commissioner",
      "Prosecutor", "Professor", "Speaker",   "Reverend",   "Rev",       "Sheriff",     "Detective"};
  return kTitles.contains(word.substr(0, word.find('.')));
}

class Finder {
 public:
  Finder(const PlaceTables& tables, const Document& document, const Reading& reading)
      : tables_(tables), text_(document.text), words_(reading.words) {
    cover(reading);
    for (uint32_t i = 1; i < words_.size(); ++i) {
      if (titled(i)) titled_.insert(place_key(word(i)));
    }
    // "March" of "in March 2018" is no town.
    timed_.assign(words_.size(), false);
    for (const Mention& m : reading.mentions) {
      if (m.kind == Mention::Kind::time) std::fill(timed_.begin() + m.first, timed_.begin() + m.last, true);
    }
  }

  std::optional<PlaceName> at(const Reading& reading, Bytes span) {
    PlaceName name;
    for (uint32_t i = 0; i < words_.size(); ++i) {
      if (!words_[i].span.overlaps(span)) continue;
      if (name.last == 0) name.first = i;
      name.last = i + 1;
    }
    if (name.last == 0) return std::nullopt;
    name.rows = rows_of(span.of(text_), name.key);
    if (name.rows.empty()) return std::nullopt;
    while (name.sentence + 1 < reading.sentences.size() && reading.sentences[name.sentence].last <= name.first)
      ++name.sentence;
    describe(name, reading.sentences[name.sentence]);
    return name;
  }

  void sentence(uint32_t index, const Sentence& s, std::vector<PlaceName>& found) {
    for (uint32_t i = s.first; i < s.last;) {
      const auto name = longest(i, s, found);
      if (!name) {
        ++i;
        continue;
      }
      found.push_back(*name);
      found.back().sentence = index;
      i = name->last;
    }
  }

 private:
  /// The network's names, cut at commas: "Paris, Texas" is two places.
  void cover(const Reading& reading) {
    of_.assign(words_.size(), -1);
    for (const Name& name : reading.names) {
      for (uint32_t i = name.first, begin = name.first; i <= name.last && name.last <= words_.size(); ++i) {
        if (i < name.last && word(i) != ",") continue;
        if (i > begin) {
          std::fill(of_.begin() + begin, of_.begin() + i, static_cast<int32_t>(names_.size()));
          names_.push_back({name.kind, begin, i});
          if (name.kind == NameKind::PER && i > begin + 1) surnames_.insert(place_key(word(i - 1)));
        }
        begin = i + 1;
      }
    }
  }

  /// Rows of a name that is surely a place: as it stands, abbreviated, or without the words beside it ("the northern
  /// town of Azaz").
  std::span<const uint32_t> rows_of(std::string_view text, std::string& key) const {
    key = place_key(text);
    if (is_acronym(text)) {
      if (const auto rows = tables_.find("^" + key); !rows.empty()) return rows;
      if (two_letters(text)) return tables_.find("," + key);
    }
    std::vector<std::string> ways = {key, "," + key};
    const auto cut = [&](std::string way) {
      if (const size_t space = way.rfind(' '); space != std::string::npos) {
        const std::string_view last = std::string_view(way).substr(space + 1);
        if (last == "county" || among(kBeside, last) || among(kRegions, last) || among(kTowns, last))
          ways.push_back(way.substr(0, space));
      }
      while (way.find(' ') != std::string::npos &&
             (among(kBeside, way.substr(0, way.find(' '))) || among(kTowns, way.substr(0, way.find(' '))))) {
        way.erase(0, way.find(' ') + 1);
        ways.push_back(way);
      }
    };
    cut(key);
    if (key.ends_with(" s")) cut(key.substr(0, key.size() - 2)), ways.push_back(key.substr(0, key.size() - 2));
    ways.push_back(key + " county");
    for (const std::string& way : ways) {
      if (const auto rows = tables_.find(way); !rows.empty()) return rows;
    }
    return {};
  }

  /// "EU" is not the town of Eu, nor "UN" that of Un.
  static bool two_letters(std::string_view text) { return is_acronym(text) && text.size() == 2; }

  /// "Senator Houston", but not "President Woodrow Wilson", who is found by his whole name.
  [[nodiscard]] bool titled(uint32_t i) const {
    const uint32_t dot = i > 1 && word(i - 1) == "." ? 1 : 0;
    return title(word(i - 1 - dot)) && !word(i).empty() && word(i).front() >= 'A' && word(i).front() <= 'Z' &&
           of_[i] >= 0 && names_[static_cast<size_t>(of_[i])].last == i + 1 &&
           names_[static_cast<size_t>(of_[i])].kind == NameKind::PER;
  }
  [[nodiscard]] std::string_view word(uint32_t i) const { return words_[i].span.of(text_); }
  [[nodiscard]] std::string_view slice(uint32_t first, uint32_t last) const {
    return Bytes{words_[first].span.begin, words_[last - 1].span.end}.of(text_);
  }

  /// A name begins with a capital, or with an article before one: "al-Bab".
  [[nodiscard]] bool begins(uint32_t i, uint32_t end) const {
    const auto capital = [this](uint32_t at) {
      const char c = word(at).empty() ? 'a' : word(at).front();
      return (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) >= 0x80 && words_[at].upos != Upos::PUNCT) ||
             (c >= '0' && c <= '9');
    };
    if (capital(i)) return true;
    const std::string_view w = word(i);
    return w.size() <= 3 &&
           (w == "al" || w == "el" || w == "as" || w == "ash" || w == "ar" || w == "az" || w == "ed") && i + 2 < end &&
           word(i + 1) == "-" && capital(i + 2);
  }

  std::optional<PlaceName> longest(uint32_t i, const Sentence& s, const std::vector<PlaceName>& found) {
    if (!begins(i, s.last) || words_[i].joined || timed_[i] || of_money(i, s)) return {};
    const bool after_place = i > s.first && word(i - 1) == "," && !found.empty() && found.back().last == i - 1;
    // No name goes on past a longer word in small letters that the network leaves outside all names.
    uint32_t end = i + 1;
    const auto small = [this](uint32_t at) {
      return of_[at] < 0 && word(at).size() > 3 && word(at).front() >= 'a' && word(at).front() <= 'z';
    };
    while (end < std::min(s.last, i + kLongest) && !small(end)) ++end;
    for (uint32_t last = end; last > i; --last) {
      const std::string_view text = slice(i, last);
      PlaceName name;
      bool meant = false;  // by what stands around it
      name.first = i;
      name.last = last;
      name.key = place_key(text);
      if (name.key.empty() || words_[last - 1].upos == Upos::PUNCT) continue;
      const auto find_state = [&] {
        name.rows = tables_.find("," + name.key);
        meant = !name.rows.empty();
      };
      // Behind a town "Ala." is the state, not the town of Ala.
      if (after_place && (text.back() == '.' || next_is_dot(last, s))) find_state();
      if (name.rows.empty() && is_acronym(text)) name.rows = tables_.find("^" + name.key);
      if (name.rows.empty() && !two_letters(text)) name.rows = tables_.find(name.key);
      if (name.rows.empty() && after_place && is_acronym(text)) find_state();
      if (name.rows.empty() && (of_party(i, s) || is_dotted(text)) && !is_of(i, NameKind::PER) && !after_number(i, s)) {
        find_state();
        name.nested = of_party(i, s) || is_of(i, NameKind::ORG);
      }
      if (name.rows.empty()) continue;
      describe(name, s);
      if (among(kWinds, bare(name.key)) && name.hint == PlaceHint::kNone) continue;
      if (!meant && !accept(name, s)) continue;
      name.nested = name.nested || of_treaty(name);
      return name;
    }
    return {};
  }

  [[nodiscard]] bool next_is_dot(uint32_t i, const Sentence& s) const {
    return i < s.last && word(i) == "." && words_[i].span.begin == words_[i - 1].span.end;
  }

  /// "US$5 million".
  [[nodiscard]] bool of_money(uint32_t i, const Sentence& s) const {
    return i + 1 < s.last && word(i + 1).starts_with("$") && words_[i + 1].span.begin == words_[i].span.end;
  }

  /// "Byrd, D-W. Va.": what follows a party's letter is where its member was elected.
  [[nodiscard]] bool of_party(uint32_t i, const Sentence& s) const {
    return i >= s.first + 2 && word(i - 1) == "-" && (word(i - 2) == "D" || word(i - 2) == "R" || word(i - 2) == "I");
  }
  /// "S.C.", "W.Va.": abbreviations of states that need no town before them.
  static bool is_dotted(std::string_view text) {
    return text.substr(0, text.size() - 1).find('.') != std::string_view::npos;
  }
  /// "100 B.C." is long ago.
  [[nodiscard]] bool after_number(uint32_t i, const Sentence& s) const {
    return i > s.first && word(i - 1) < ":" && word(i - 1) >= "0";
  }
  /// Whether the word is part of a name of that kind.
  [[nodiscard]] bool is_of(uint32_t i, NameKind kind) const {
    return of_[i] >= 0 && names_[static_cast<size_t>(of_[i])].kind == kind;
  }

  void describe(PlaceName& name, const Sentence& s) const {
    name.head = name.first;
    for (uint32_t i = name.first; i < name.last; ++i) {
      const int32_t head = words_[i].head;
      if (head < static_cast<int32_t>(name.first) || head >= static_cast<int32_t>(name.last)) {
        name.head = i;
        break;
      }
    }
    const auto hint = [](std::string_view w) {
      return among(kTowns, w) ? PlaceHint::kCity : among(kRegions, w) ? PlaceHint::kRegion : PlaceHint::kNone;
    };
    if (name.last < s.last) {
      name.hint = hint(place_key(word(name.last)));
    }
    if (name.hint == PlaceHint::kNone && name.first >= s.first + 2 && word(name.first - 1) == "of") {
      name.hint = hint(place_key(word(name.first - 2)));
    }
    // "in the northern Syrian city of Aleppo": the preposition stands before what describes the name.
    for (uint32_t i = name.first, steps = 0; i > s.first && steps < 7; ++steps) {
      const Word& before = words_[--i];
      if (before.upos == Upos::ADP && before.lemma != "of") {
        name.located = among(kLocating, before.lemma);
        break;
      }
      const bool describes = before.upos == Upos::DET || before.upos == Upos::ADJ || before.lemma == "of" ||
                             (before.upos == Upos::NOUN && hint(before.lemma) != PlaceHint::kNone) ||
                             among(kBeside, place_key(word(i)));
      if (!describes) break;
    }
  }

  /// "jones s" of "Jones's" is "jones".
  static std::string_view bare(std::string_view key) {
    return key.substr(0, key.ends_with(" s") ? key.size() - 2 : key.size());
  }

  /// Whether a place is meant, by the network's names.
  bool accept(PlaceName& name, const Sentence& s) const {
    float prior = 0;
    bool country = false;
    for (const uint32_t row : name.rows) {
      prior = std::max(prior, place_prior(tables_, row));
      country = country || tables_.kind[row / 2] == static_cast<uint8_t>(Place::Kind::country);
    }
    int32_t of = -1;
    for (uint32_t i = name.first; i < name.last; ++i) {
      if (of_[i] < 0) continue;
      if (of >= 0 && names_[static_cast<size_t>(of)].kind == NameKind::LOC) continue;
      of = of_[i];
    }
    if (of < 0) {
      const bool proper = words_[name.last - 1].upos == Upos::PROPN || words_[name.head].upos == Upos::PROPN;
      const bool likely = country || prior >= kBig || (name.located && prior >= 4) || name.last - name.first >= 3;
      // Every first word has a capital: there it must be a name by its part of speech, and well known.
      const bool only_first = name.first == s.first && name.last == name.first + 1 && prior < kBig && !country;
      return proper && likely && !only_first;
    }
    const Name& cover = names_[static_cast<size_t>(of)];
    if (!name.located && !country && prior < kBig && surnames_.count(bare(name.key)) != 0) return false;
    if (!name.located && !country && cover.last - cover.first == 1 && titled_.count(bare(name.key)) != 0) return false;
    const bool whole = name.first <= cover.first && cover.last <= name.last;
    const bool longer = whole && cover.last - cover.first < name.last - name.first;
    bool meant = longer;
    switch (cover.kind) {
      case NameKind::PER:
        // One word that names a big town is more often the town misread; "Jordan" and "Chad" are persons too.
        meant = meant || (whole && !country && cover.last - cover.first == 1 && prior >= kBig);
        break;
      case NameKind::NORP:
        meant = meant || (whole && (country || prior >= kWellKnown));
        break;
      case NameKind::ORG:
      case NameKind::MISC:
        meant = meant || (whole && prior >= kWellKnown);
        break;
      case NameKind::LOC:
        meant = whole || name.last > cover.last || name.first < cover.first || inside(name, cover, prior);
        break;
    }
    if (meant || (cover.kind != NameKind::ORG && cover.kind != NameKind::LOC)) return meant;
    name.nested = !whole && names(name, cover);
    name.weak = whole || prior < kWellKnown;
    return whole || name.nested;
  }

  /// "The Minsk agreements", "the Paris climate agreement"; what states agree on is theirs: "the Iran agreement".
  [[nodiscard]] bool of_treaty(const PlaceName& name) const {
    constexpr int32_t kFar = 4;  // words
    const int32_t whole = words_[name.head].head, last = static_cast<int32_t>(name.last);
    const bool state = std::ranges::any_of(name.rows, [this](uint32_t row) {
      return tables_.kind[row / 2] == static_cast<uint8_t>(Place::Kind::country);
    });
    return !state && whole >= last && whole < last + kFar &&
           among(kTreaties, place_key(word(static_cast<uint32_t>(whole))));
  }

  /// Whether a longer name is called after the place: "Ohio Department of Health", "University of Kentucky"; not "Ohio
  /// Street".
  [[nodiscard]] bool names(const PlaceName& name, const Name& cover) const {
    if (name.first < cover.first || name.last > cover.last) return false;
    const std::string first = place_key(word(name.first)), last = place_key(word(cover.last - 1));
    if (name.last == name.first + 1 && (among(kBeside, first) || first.ends_with("ern"))) return false;
    if (cover.kind == NameKind::LOC && among(kElsewhere, last)) return false;
    if (name.first == cover.first) return true;
    const std::string before = place_key(word(name.first - 1));
    return before == "of" || before == "in" || before == "the" || before.ends_with("ern");
  }

  /// A place within a longer name of a place: "northern Syria" names Syria, "Syria Street" does not.
  [[nodiscard]] bool inside(const PlaceName& name, const Name& cover, float prior) const {
    bool beside = true;
    for (uint32_t i = cover.first; i < cover.last; ++i) {
      if (i >= name.first && i < name.last) continue;
      const std::string w = place_key(word(i));
      if (among(kElsewhere, w)) return false;
      beside = beside && (w.empty() || among(kBeside, w) || among(kTowns, w) || among(kRegions, w));
    }
    return beside || prior >= kWellKnown;
  }

  const PlaceTables& tables_;
  std::string_view text_;
  const std::vector<Word>& words_;
  std::vector<Name> names_;
  std::set<std::string, std::less<>> surnames_;  // keys of the last words of persons' names
  std::set<std::string, std::less<>> titled_;    // keys of those that a title stands before
  std::vector<bool> timed_;                      // words of time expressions
  std::vector<int32_t> of_;                      // index into names_ for each word, -1 for none
};

}  // namespace

float place_prior(const PlaceTables& tables, uint32_t entry) {
  const uint32_t row = entry / 2;
  const float other = (entry & 1) != 0 ? 1.F : 0.F;
  const auto people = static_cast<float>(tables.population[row]);
  switch (static_cast<Place::Kind>(tables.kind[row])) {
    case Place::Kind::country:
      return 7.6F;
    case Place::Kind::region:
      return std::log10(people + 30000.F) - 0.3F - other;
    case Place::Kind::area:
      return 6.F - other / 2;
    case Place::Kind::district:
      return std::log10(people + 1000.F) - 0.8F - other;
    case Place::Kind::city:
      break;
  }
  if (tables.geonames[row] == 0) return 5.F - other / 2;  // listed by hand, for the news names it
  const float seat = tables.seat[row] == 2 ? 1.F : tables.seat[row] == 1 ? 0.3F : 0.F;
  return std::log10(people + 100.F) + seat - other;
}

std::vector<PlaceName> find_places(const PlaceTables& tables, const Document& document, const Reading& reading) {
  std::vector<PlaceName> found;
  Finder finder(tables, document, reading);
  for (uint32_t i = 0; i < reading.sentences.size(); ++i) finder.sentence(i, reading.sentences[i], found);
  return found;
}

std::optional<PlaceName> place_name_at(const PlaceTables& tables, const Document& document, const Reading& reading,
                                       Bytes span) {
  return Finder(tables, document, reading).at(reading, span);
}

}  // namespace khaldun
