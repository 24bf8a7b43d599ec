#include "resolve/actor_names.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/among.h"
#include "resolve/names.h"

namespace khaldun {
namespace {

constexpr size_t kRare = 4;           // bearers of a surname that may stand alone where nothing tells of its country
constexpr int32_t kFamous = 8 * 366;  // days for which a former head is still known by surname alone

class Finder {
 public:
  Finder(const ActorTables& tables, const Phrases& phrases, const Document& document, int32_t day)
      : tables_(tables), phrases_(phrases), document_(document), day_(day) {}

  NameMatches find() {
    NameMatches found;
    found.at.assign(phrases_.size(), -1);
    // Surnames wait until all full names and countries are known.
    strangers();
    for (uint32_t w = 0; w < phrases_.size(); ++w) {
      if (const Place* place = phrases_.place(w); place != nullptr) placed_.insert(place->country);
    }
    collect(false);
    count_places();
    collect(true);
    std::ranges::sort(matches_, {}, [](const NameMatch& m) { return m.span.first; });
    for (size_t i = 0; i < matches_.size(); ++i) {
      for (uint32_t w = matches_[i].span.first; w < matches_[i].span.last; ++w) found.at[w] = static_cast<int32_t>(i);
    }
    found.matches = std::move(matches_);
    double best = 0;
    for (const auto& [country, weight] : countries_) {
      if (country.size() == 3 && !above_states(country) && exists(country) && weight > best) {
        best = weight;
        found.focus = country;
      }
    }
    return found;
  }

 private:
  void collect(bool surnames) {
    if (taken_.empty()) taken_.assign(phrases_.size(), false);
    for (uint32_t w = 0; w < phrases_.size();) {
      const std::string_view first = phrases_.plain(w);
      if (first.empty() || taken_[w] || stance(w) || continent(w) || of_money(w) ||
          !(phrases_.capital(w) || arabic_article(first, hyphen_after(w)))) {
        ++w;
        continue;
      }
      w = match(w, surnames);
    }
  }

  /// "pro-Palestinian", "non-Russian", "the Pan-American highway": names no actor.
  [[nodiscard]] bool stance(uint32_t w) const {
    if (w < 2 || !phrases_.hyphen(w - 1)) return false;
    const std::string_view before = phrases_.plain(w - 2);
    return before == "pro" || before == "non" || before == "pan" || before == "trans";
  }

  /// "Latin American", "South America": a continent, not the United States.
  [[nodiscard]] bool continent(uint32_t w) const {
    constexpr std::array<std::string_view, 3> kAmerica = {"american", "americans", "america"};
    constexpr std::array<std::string_view, 4> kParts = {"latin", "south", "central", "north"};
    return w > phrases_.sentence(w).first && among(kAmerica, phrases_.plain(w)) && among(kParts, phrases_.plain(w - 1));
  }

  /// "US$5 million" is no act of the United States.
  [[nodiscard]] bool of_money(uint32_t w) const {
    return w + 1 < phrases_.size() && phrases_.form(w + 1).starts_with("$") &&
           phrases_.word(w + 1).span.begin == phrases_.word(w).span.end;
  }

  [[nodiscard]] bool hyphen_after(uint32_t w) const { return w + 1 < phrases_.size() && phrases_.hyphen(w + 1); }

  /// The longest key that begins at `first` and fits; the word after it, or after `first` where none does.
  uint32_t match(uint32_t first, bool surnames) {
    const uint32_t after = match(first, surnames, true);
    // "Boris N. Yeltsin": the tables have few middle initials.
    const bool initial = after == first + 1 && first + 2 < phrases_.sentence(first).last &&
                         phrases_.plain(first + 1).size() == 1 && phrases_.capital(first + 2);
    return initial && !taken_[first] ? match(first, surnames, false) : after;
  }

  uint32_t match(uint32_t first, bool surnames, bool initials) {
    const uint32_t end = phrases_.sentence(first).last;
    ends_.clear();
    key_.clear();
    size_t tokens = 0, most = 0;
    for (uint32_t w = first; w < end && !taken_[w]; ++w) {
      const std::string_view plain = phrases_.plain(w);
      if (plain.empty()) {
        // Signs inside a name: hyphens, apostrophes, the comma of "Washington, D.C.".
        if (phrases_.hyphen(w) || phrases_.form(w) == "'" || phrases_.form(w) == "’" || phrases_.form(w) == "/")
          continue;
        if (phrases_.form(w) == "," && w + 1 < end && phrases_.plain(w + 1) == "dc") continue;
        break;
      }
      if (arabic_article(plain, hyphen_after(w)) && w + 1 < end) continue;
      if (!initials && w == first + 1) continue;
      if (!key_.empty()) key_ += ' ';
      key_ += plain;
      if (tokens++ == 0) {
        most = tables_.longest(plain.substr(0, plain.find(' ')));
        if (most == 0 || !phrases_.capital(w)) return first + 1;
      }
      ends_.emplace_back(key_.size(), w + 1);
      if (tokens >= most) break;
    }
    for (; !ends_.empty(); ends_.pop_back()) {
      const auto row = tables_.keys.find(std::string_view(key_).substr(0, ends_.back().first));
      if (!row) continue;
      WordSpan span{first, ends_.back().second};
      if (const std::optional<Reference> best = choose(*row, span, surnames)) {
        if (tables_.term_on(best->entity, day_).sector == Sector::MIL) span.last = ship_end(span);
        add(span, *best);
        return span.last;
      }
    }
    return first + 1;
  }

  /// "USS Cole" is the navy's: where the name of a ship ends of which `letters` are the first word, else their end.
  [[nodiscard]] uint32_t ship_end(WordSpan letters) const {
    constexpr std::array<std::string_view, 9> kShips = {"uss", "usns", "hms", "hmas", "hmcs",
                                                        "ins", "brp",  "pns", "roks"};
    uint32_t end = letters.last;
    if (end - letters.first > 1 || !among(kShips, phrases_.plain(letters.first))) return end;
    while (end < phrases_.sentence(letters.first).last && !taken_[end] && phrases_.word(end).upos == Upos::PROPN &&
           phrases_.capital(end))
      ++end;
    return end;
  }

  void add(WordSpan span, const Reference& reference) {
    matches_.push_back({span, phrases_.head_of(span), reference.entity, reference.kind});
    for (uint32_t w = span.first; w < span.last; ++w) taken_[w] = true;
    const std::string_view country = tables_.countries[reference.entity];
    const bool state = tables_.kind(reference.entity) == EntityKind::state;
    if (state) states_.push_back(matches_.back());
    if (!country.empty()) seen_.insert(reference.entity);
    // Where a paper or an agency sits says nothing of what it writes on.
    if (!state && tables_.term_on(reference.entity, day_).sector == Sector::JRN) return;
    if (!country.empty()) count(country, state && reference.kind != KeyKind::metonym ? 1.0 : 0.8, span.first);
  }

  /// Titles and first sentences say what a document is about.
  void count(std::string_view country, double weight, uint32_t w) {
    const bool early = phrases_.word(w).span.begin < document_.title_end || phrases_.sentence_number(w) < 2;
    const auto at = countries_.find(country);
    double& sum = at != countries_.end() ? at->second : countries_[std::string(country)];
    sum += early ? 2 * weight : weight;
  }

  void count_places() {
    const Place* before = nullptr;
    for (uint32_t w = 0; w < phrases_.size(); ++w) {
      const Place* place = phrases_.place(w);
      if (place != nullptr && place != before && !taken_[w] && !place->country.empty()) count(place->country, 1.2, w);
      before = place;
    }
  }

  /// Surnames of persons named in full who are in no table: "Mohamed" after "Ahmed Mohamed" is he.
  void strangers() {
    for (uint32_t w = 0; w < phrases_.size(); ++w) {
      const Name* name = phrases_.name(w);
      if (name == nullptr || name->kind != NameKind::PER || name->first != w) continue;
      if (name->last == w + 1) {
        // "Judge Lima" is no government.
        const auto before = w > phrases_.sentence(w).first && phrases_.capital(w - 1)
                                ? tables_.role(phrases_.plain(w - 1))
                                : std::nullopt;
        if (before && before->kind == RoleKind::person) titled_.insert(phrases_.plain(w));
        continue;
      }
      if (tables_.keys.find(normalise(phrases_.text({name->first, name->last})))) continue;  // "Di Maio"
      strangers_.insert(phrases_.plain(name->last - 1));
    }
  }

  [[nodiscard]] bool seen(uint32_t entity) const { return seen_.contains(entity); }
  [[nodiscard]] bool told(std::string_view country) const { return countries_.find(country) != countries_.end(); }

  [[nodiscard]] bool placed(std::string_view country) const { return placed_.contains(country); }

  /// The country of a state named by one of the few words before a name: "Russian foreign minister Ivanov".
  [[nodiscard]] std::string_view country_before(uint32_t first) const {
    const auto end = [](const NameMatch& m) { return m.span.last; };
    for (auto m = std::ranges::lower_bound(states_, first - std::min(first, 4U), {}, end);
         m != states_.end() && m->span.last <= first; ++m) {
      if (phrases_.sentence_number(m->span.first) == phrases_.sentence_number(first))
        return tables_.countries[m->entity];
    }
    return {};
  }

  /// "The Kenyan High Court of Justice" is not Britain's, which the tables know by the bare name.
  [[nodiscard]] bool of_another_state(const Reference& r, uint32_t first) const {
    if (matches_.empty() || matches_.back().span.last > first) return false;
    const NameMatch& before = matches_.back();
    // "Hungary's opposition Reform Party": words between may only describe.
    for (uint32_t w = before.span.last; w < first; ++w) {
      if (!phrases_.modifies(w) && !phrases_.is(w, "case")) return false;
    }
    const uint32_t last = before.span.last - 1;
    const bool modifies = phrases_.is(last, "amod") || phrases_.is(last, "compound") || phrases_.is(last, "nmod");
    const std::string_view country = tables_.countries[r.entity];
    return modifies && tables_.kind(before.entity) == EntityKind::state && before.kind != KeyKind::metonym &&
           !country.empty() && !above_states(country) && country != tables_.countries[before.entity];
  }

  std::optional<Reference> choose(uint32_t key, WordSpan span, bool surnames) {
    std::optional<Reference> best;
    int best_score = 0;
    for (size_t i = 0; i < tables_.references(key); ++i) {
      const Reference r = tables_.reference(key, i);
      if ((r.kind == KeyKind::surname) != surnames) continue;
      if (r.capitals && !capitals(phrases_.form(span.first))) continue;
      const int score =
          tables_.kind(r.entity) == EntityKind::person ? person(r, span, tables_.references(key)) : thing(key, r, span);
      if (score > best_score) {
        best_score = score;
        best = r;
      }
    }
    return best;
  }

  /// Whether a state is on the day; who is no state counts as one.
  [[nodiscard]] bool exists(uint32_t entity) const { return tables_.term_on(entity, day_).holds(day_); }
  [[nodiscard]] bool exists(std::string_view country) const {
    const auto state = tables_.state(country);
    return !state || exists(*state);
  }

  /// Whether one of those whom `key` names is of `country`.
  [[nodiscard]] bool names_one_of(uint32_t key, std::string_view country) const {
    for (size_t i = 0; i < tables_.references(key); ++i) {
      if (tables_.countries[tables_.reference(key, i).entity] == country) return true;
    }
    return false;
  }

  /// "Gazprom", which nobody is called; "Morgan" may be somebody.
  [[nodiscard]] bool no_surname(uint32_t key) const {
    if (tables_.gender(tables_.keys[key]) != Gender::unknown) return false;
    for (size_t i = 0; i < tables_.references(key); ++i) {
      if (tables_.kind(tables_.reference(key, i).entity) == EntityKind::person) return false;
    }
    return true;
  }

  /// How well a state or organisation that `key` names fits; 0 for not at all.
  [[nodiscard]] int thing(uint32_t key, const Reference& r, WordSpan span) const {
    const Name* name = phrases_.name(span.first);
    const bool state = tables_.kind(r.entity) == EntityKind::state;
    // "Jordan Peele"; but a name that is a state's or a group's and nothing else is no person's, unless the text tells
    // of one so named.
    const bool alone = name != nullptr && name->first == span.first && name->last <= span.last;
    const std::string_view end = phrases_.plain(span.last - 1);
    const bool known = span.last - span.first == 1 && (strangers_.contains(end) || titled_.contains(end));
    const bool with_article = phrases_.definite(phrases_.head_of(span));  // "the Saeima"
    const bool whole = alone && (state ? !known
                                       : span.last - span.first > 1 || coined(phrases_.form(span.first)) ||
                                             with_article || (!known && no_surname(key)));
    if (name != nullptr && name->kind == NameKind::PER && !whole && r.kind != KeyKind::adjective &&
        r.kind != KeyKind::people)
      return 0;
    const bool past = state && tables_.term_on(r.entity, day_).dated(), in_being = past && exists(r.entity);
    if (state && r.kind != KeyKind::adjective && r.kind != KeyKind::people) {
      // "Georgia" in the United States, "Moscow" in Idaho; but the Soviet Union's seat lies in Russia.
      const Place* place = phrases_.place(span.first);
      const bool elsewhere = place != nullptr && !place->country.empty() &&
                             place->country != tables_.countries[r.entity] && exists(place->country) &&
                             !(in_being && r.kind == KeyKind::metonym && names_one_of(key, place->country));
      if (elsewhere) return 0;
    }
    // Seats of a state that is no more stand for its heir, and its two parts go by their own names again.
    if (past && !in_being && (r.kind == KeyKind::metonym || pair(span))) return 0;
    // "Former Soviet republics" are states of their own.
    const bool former = span.first > 0 && phrases_.plain(span.first - 1) == "former";
    if (past && !in_being && former && r.kind == KeyKind::adjective) return 0;
    if (phrases_.in_time(span.first) && span.last - span.first == 1) return 0;
    if (!state && of_another_state(r, span.first)) return 0;
    // "National Liberation Forces" are no paper of Paris.
    const bool inside =
        name != nullptr && name->kind == NameKind::ORG && name->first < span.first && span.last < name->last;
    if (inside && tables_.term_on(r.entity, day_).sector == Sector::JRN) return 0;
    // "Social Democratic Party" is no Democratic Party, unless the text tells of the latter's country.
    const bool within = name != nullptr && name->kind == NameKind::ORG && name->first < span.first &&
                        !taken_[span.first - 1] && phrases_.capital(span.first - 1);
    const bool here = told(tables_.countries[r.entity]) || placed(tables_.countries[r.entity]);
    // "Ethnic Albanians" of Kosovo; ethnic Chechens in a text on Russia are Russia's.
    if (state && !here && phrases_.ethnic(span.first)) return 0;
    if (!state && within && span.last - span.first > 1 && !here) return 0;
    // An organisation listed under a name outranks a seat of government: "Brussels". Of several of one name ("Labour
    // Party") the one counts whose country the text names, and rather one that is on the day.
    if (!state) return (here ? 7 : 6) - (tables_.term_on(r.entity, day_).counts(day_) ? 0 : 2);
    return r.kind == KeyKind::name ? 8 : r.kind != KeyKind::metonym || in_being ? 5 : 4;
  }

  /// "Serbia and Montenegro".
  [[nodiscard]] bool pair(WordSpan span) const {
    for (uint32_t w = span.first; w < span.last; ++w) {
      if (phrases_.plain(w) == "and") return true;
    }
    return false;
  }

  /// How well a person fits; `bearers` of the name there are in the tables.
  [[nodiscard]] int person(const Reference& r, WordSpan span, size_t bearers) const {
    if (phrases_.in_time(span.first) && span.last - span.first == 1) return 0;  // "May"
    const uint32_t next = span.last;
    if (next < phrases_.size() && (phrases_.plain(next) == "jr" || phrases_.plain(next) == "sr")) return 0;
    const Term term = tables_.term_on(r.entity, day_);
    const bool in_office = term.dated() && term.counts(day_);
    const std::string_view country = tables_.countries[r.entity], hint = country_before(span.first);
    int score = in_office ? 12 + prominence(term.office) : !term.dated() ? 10 : term.end < day_ ? 7 : 5;
    if (hint == country && !hint.empty()) score += 10;
    if (told(country)) score += 2;
    if (seen(r.entity)) score += 20;
    if (in_office && titled_as(span.first, term.office)) score += 10;
    // Whoever led a state that is no more is told of as one of an heir of it: Milosevic is a Serb, though he was
    // "Yugoslav president" too.
    constexpr int kPast = 15;
    if (!exists(country)) score = std::max(1, score - kPast);
    if (r.kind != KeyKind::surname) return score;

    const Name* name = phrases_.name(span.first);
    const bool as_person = name != nullptr && name->kind == NameKind::PER;
    if (phrases_.word(span.last - 1).upos != Upos::PROPN && !as_person && !phrases_.opposed(span.first)) return 0;
    if (phrases_.place(span.first) != nullptr && !as_person) return 0;
    if (!lone(span) || phrases_.definite(phrases_.head_of(span))) return 0;  // "the Pope" is no Mrs Pope
    if (seen(r.entity)) return score;
    const int height = prominence(term.office);
    const std::optional<Role> title =
        span.first > phrases_.sentence(span.first).first ? tables_.role(phrases_.plain(span.first - 1)) : std::nullopt;
    // "General Lee" is no prime minister of that name.
    const bool titled = title.has_value(), fits = titled && title->sector == term.sector;
    const bool here = told(country) || (!hint.empty() && hint == country);
    // "The Crown Prince" is no Erik Prince.
    if (span.first > phrases_.sentence(span.first).first &&
        tables_.role(std::string(phrases_.plain(span.first - 1)).append(" ").append(phrases_.plain(span.first))))
      return 0;
    if (strangers_.contains(phrases_.plain(span.last - 1))) return 0;
    const bool famous = height >= 3 && bearers <= kRare;
    const bool known = (in_office && (famous || (height >= 1 && (here || fits)))) ||
                       (!term.dated() && here && !titled) ||
                       (term.end < day_ && day_ - term.end < kFamous && height >= 3 && (here || bearers <= kRare));
    return known ? score : 0;
  }

  /// Whether the words before `first` are the title of `office`: "Foreign Minister Chung" is no prime minister.
  [[nodiscard]] bool titled_as(uint32_t first, std::string_view office) const {
    std::string title;
    for (uint32_t w = first; w > phrases_.sentence(first).first && first - w < 3;) {
      title.insert(0, title.empty() ? "" : " ").insert(0, phrases_.plain(--w));
      if (!office.empty() && office_key(title) == office) return true;
    }
    return false;
  }

  /// No other name before or behind: "Trump", "Mr. Trump", but not "Mary Trump" or "Trump Tower".
  [[nodiscard]] bool lone(WordSpan span) const {
    const uint32_t begin = phrases_.sentence(span.first).first, end = phrases_.sentence(span.first).last;
    if (span.first > begin) {
      const uint32_t before = span.first - 1;
      const bool part = phrases_.is(span.first, "flat") || phrases_.name(before) != nullptr;
      const bool same = phrases_.name(before) == phrases_.name(span.first) || phrases_.is(span.first, "flat");
      if (part && same && phrases_.word(before).upos == Upos::PROPN && !title(before)) return false;
    }
    if (span.last < end) {
      const uint32_t next = span.last;
      // "Jean-Marc Roe" is no Jean.
      const Name* name = phrases_.name(span.first);
      if (phrases_.hyphen(next) && name != nullptr && name->last > next + 1) return false;
      const bool tail = phrases_.is(next, "flat") && phrases_.head(next) >= 0 &&
                        span.holds(static_cast<uint32_t>(phrases_.head(next)));
      if (tail && phrases_.word(next).upos == Upos::PROPN) return false;
      // A modifier of a proper noun: "Trump Tower", but "Trump Administration".
      const int32_t head = phrases_.head(phrases_.head_of(span));
      if (phrases_.is(span.last - 1, "compound") && head == static_cast<int32_t>(next) &&
          phrases_.word(next).upos == Upos::PROPN && !title(next))
        return false;
    }
    return true;
  }

  /// A title, rank or office: "President", "Mr.", "Gen.".
  [[nodiscard]] bool title(uint32_t w) const {
    const std::string_view p = phrases_.plain(w);
    return phrases_.word(w).deprel == "nmod:desc" || p == "mr" || p == "mrs" || p == "ms" || p == "dr" ||
           tables_.role(p).has_value();
  }

  const ActorTables& tables_;
  const Phrases& phrases_;
  const Document& document_;
  int32_t day_;
  std::vector<NameMatch> matches_;
  std::vector<bool> taken_;
  std::vector<NameMatch> states_;  // in text order; none is known by a surname
  std::unordered_set<uint32_t> seen_;
  std::unordered_set<std::string_view> strangers_, placed_;  // surnames, countries of places
  std::unordered_set<std::string_view> titled_;              // single names behind a title
  std::map<std::string, double, std::less<>> countries_;
  std::string key_;
  std::vector<std::pair<size_t, uint32_t>> ends_;  // length of the key, word after it
};

}  // namespace

NameMatches find_names(const ActorTables& tables, const Phrases& phrases, const Document& document, int32_t day) {
  return Finder(tables, phrases, document, day).find();
}

}  // namespace khaldun
