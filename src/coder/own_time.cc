#include "coder/own_time.h"

#include <algorithm>
#include <array>

#include "base/among.h"
#include "coder/path.h"
#include "coder/quantity.h"

namespace khaldun {
namespace {

constexpr int kOtherClause = 4;  // steps that a day of another clause is farther off
constexpr int kFarthest = 12;    // steps that a day may be off

/// Whether a clause keeps its time to itself: "Pyongyang, which sank the ship on March 26", "troops were sent on Monday
/// and the president left", "arrests since the occupation began on Jan. 29".
bool closed(const Tree& tree, uint32_t w) {
  if (tree.is(w, "conj")) return tree.verbal(w) && tree.child(w, "nsubj") >= 0;
  if (tree.is(w, "advcl"))
    return tree.has_child_lemma(w, "mark", "since") || tree.has_child_lemma(w, "mark", "because");
  return tree.word(w).deprel == "acl:relcl";
}

/// Whether a verb speaks of what somebody has done before.
bool speaks_of(const Tree& tree, uint32_t verb) {
  constexpr std::array<std::string_view, 14> kSpeaking = {"condemn", "denounce", "deplore", "criticize", "criticise",
                                                          "mourn",   "decry",    "blame",   "accuse",    "investigate",
                                                          "probe",   "claim",    "slam",    "lament"};
  return among(kSpeaking, tree.word(verb).lemma);
}

/// Whether an act is spoken of, or looked back to, by what its sentence tells of a day: "condemned the raid on Monday",
/// "were buried on Monday, two days after the raid".
bool told_later(const Tree& tree, uint32_t act) {
  const int32_t above = tree.word(act).head;
  if (above < 0 || tree.verbal(act)) return false;
  const std::string_view mark = tree.preposition(act);
  return mark == "after" || mark == "since" || mark == "following" || speaks_of(tree, static_cast<uint32_t>(above));
}

/// Steps through the tree from an act to a time; going up out of a clause costs more than going down.
int steps_to(const Tree& tree, uint32_t act, uint32_t time) {
  const auto up = [&](uint32_t w) { return 3 + (w == act && told_later(tree, act) ? kFarthest : 0); };
  const auto down = [&](uint32_t w) {
    int cost = 1;
    if (tree.is(w, "acl") || tree.is(w, "advcl") || tree.is(w, "ccomp") || tree.is(w, "parataxis"))
      cost += kOtherClause;
    if (tree.is(w, "conj")) cost += 2;
    // Not of "the talks that begin on Monday" themselves.
    const bool of_act = tree.word(w).deprel == "acl:relcl" && tree.word(w).head == static_cast<int32_t>(act);
    // "Condemned Saturday's raid" on a day of its own.
    const bool of_deed = tree.word(w).deprel == "nmod:poss" && speaks_of(tree, act);
    if ((closed(tree, w) && !of_act) || of_deed) cost += kFarthest;
    return cost;
  };
  return distance(tree, act, time, up, down).value_or(kFarthest + 1);
}

/// "April 3rd" of "on April 3rd, in which he condemned the raid".
const Mention* led_from(const Tree& tree, uint32_t predicate, const std::vector<const Mention*>& times) {
  for (const uint32_t c : tree.children(predicate)) {
    const std::string& lemma = tree.word(c).lemma;
    if ((lemma != "which" && lemma != "when") || c == 0) continue;
    const uint32_t lead = lemma == "which" && tree.word(c - 1).upos == Upos::ADP ? c - 1 : c;
    for (const Mention* m : times) {
      if (m->last == lead || (m->last + 1 == lead && tree.form(m->last) == ",")) return m;
    }
  }
  return nullptr;
}

const Days& days_of(const Tree& tree, const Mention& time) { return *tree.reading().times[time.targets.front()].days; }

/// A unit of time in days, months or years.
struct Unit {
  std::string_view lemma;
  int days = 0, months = 0, years = 0;

  [[nodiscard]] bool is_clock() const { return days + months + years == 0; }
};
constexpr std::array<Unit, 9> kUnits = {{{"second"},
                                         {"minute"},
                                         {"hour"},
                                         {"day", 1},
                                         {"week", 7},
                                         {"fortnight", 14},
                                         {"month", 0, 1},
                                         {"year", 0, 0, 1},
                                         {"decade", 0, 0, 10}}};

const Unit* unit_at(const Tree& tree, uint32_t w) {
  const auto found = std::ranges::find(kUnits, std::string_view(tree.word(w).lemma), &Unit::lemma);
  return found == kUnits.end() ? nullptr : &*found;
}

/// "Two weeks after the coup the envoy left": how long one act was before or after the other.
struct Gap {
  uint32_t unit = 0;   // "weeks"
  uint32_t event = 0;  // "coup"
  uint32_t main = 0;   // "left"
  bool after = false;
};

/// "Jailed for two years after the riot", "served two years after the riot": a length that counts from nothing.
bool is_spent(const Tree& tree, uint32_t unit) {
  constexpr std::array<std::string_view, 6> kSpending = {"serve", "spend", "get", "receive", "face", "give"};
  if (!tree.preposition(unit).empty()) return true;
  return tree.is(unit, "obj") && among(kSpending, tree.word(static_cast<uint32_t>(tree.word(unit).head)).lemma);
}

/// The gap that is told at what it is counted from.
std::optional<Gap> gap_at(const Tree& tree, uint32_t event) {
  for (const uint32_t mark : tree.children(event)) {
    const std::string& lemma = tree.word(mark).lemma;
    if ((lemma != "after" && lemma != "before") || mark == 0 || mark > event) continue;
    const uint32_t unit = mark - 1;
    if (unit_at(tree, unit) == nullptr || is_spent(tree, unit)) continue;
    int32_t main = tree.word(event).head;
    if (main == static_cast<int32_t>(unit)) main = tree.word(unit).head;
    if (main >= 0) return Gap{unit, event, static_cast<uint32_t>(main), lemma == "after"};
  }
  return std::nullopt;
}

/// Whether the clause of `w` is another than that of the word above.
bool opens_clause(const Tree& tree, uint32_t w) {
  return tree.is(w, "acl") || tree.is(w, "advcl") || tree.is(w, "ccomp") || tree.is(w, "parataxis") || closed(tree, w);
}

/// The gap that is counted from the clause or phrase of `act`.
std::optional<Gap> gap_from(const Tree& tree, uint32_t act) {
  for (uint32_t w = act;;) {
    if (const std::optional<Gap> gap = gap_at(tree, w)) return gap;
    if (tree.word(w).head < 0 || opens_clause(tree, w)) return std::nullopt;
    w = static_cast<uint32_t>(tree.word(w).head);
  }
}

/// The gap that tells when the clause of `act` was.
std::optional<Gap> gap_to(const Tree& tree, uint32_t act) {
  for (uint32_t w = act;;) {
    for (const uint32_t c : tree.children(w)) {
      if (const std::optional<Gap> gap = gap_at(tree, c)) return gap;
      if (unit_at(tree, c) == nullptr) continue;
      for (const uint32_t event : tree.children(c)) {  // "the day before the talks began"
        if (const std::optional<Gap> gap = gap_at(tree, event)) return gap;
      }
    }
    if (tree.word(w).head < 0 || opens_clause(tree, w)) return std::nullopt;
    w = static_cast<uint32_t>(tree.word(w).head);
  }
}

/// How many units a gap has; nothing where that is left open: "weeks after the coup", but "hours after" is the day.
std::optional<int> length_of(const Tree& tree, uint32_t unit) {
  constexpr int kMost = 1000;
  const std::optional<int> count = count_of(tree, unit);
  if (count) return *count > kMost ? std::nullopt : count;
  if (unit_at(tree, unit)->is_clock()) return 0;
  return tree.has_feature(unit, "Number=Plur") ? std::nullopt : std::optional(1);
}

/// The days that lie so many units from others: as exact as the unit is.
Days moved(Days from, const Unit& unit, int amount) {
  using namespace std::chrono;
  const auto there = [&](Day day) {
    const year_month_day date(day);
    return date.year() / date.month() + months{unit.months * amount} + years{unit.years * amount};
  };
  if (unit.months > 0) return {Day(there(from.first) / 1), Day(there(from.last) / std::chrono::last)};
  if (unit.years > 0) return {Day(there(from.first).year() / 1 / 1), Day(there(from.last).year() / 12 / 31)};
  const days step{unit.lemma == "hour" ? amount / 24 : unit.days * amount}, about{unit.days > 1 ? 3 : 0};
  return {from.first + step - about, from.last + step + about};
}

/// "The worst raid since 1998", "its first step since 2018".
bool compares(const Tree& tree, uint32_t noun) {
  if (tree.has_feature(noun, "Degree=Sup")) return true;
  return std::ranges::any_of(tree.children(noun), [&](uint32_t c) {
    return tree.has_feature(c, "Degree=Sup") || tree.word(c).lemma == "first" || tree.word(c).lemma == "most";
  });
}

/// Whether a word under an act stands in a clause that tells of something else: "a man convicted", "as they did".
bool in_aside(const Tree& tree, uint32_t word, uint32_t act) {
  for (uint32_t w = word; w != act; w = static_cast<uint32_t>(tree.word(w).head)) {
    const bool own = tree.word(w).head == static_cast<int32_t>(act) && !tree.verbal(act);  // "the talks held in May"
    if (tree.is(w, "acl") && !own) return true;
    if (tree.is(w, "advcl") && tree.word(w).lemma == "do") return true;
  }
  return false;
}

/// What a time without a preposition of its own stands before: "law" of "a 2009 law", "invasion" of "the 2003 U.S.-led
/// invasion".
uint32_t owner_of(const Tree& tree, uint32_t time) {
  auto owner = static_cast<uint32_t>(tree.word(time).head);
  while (tree.is(owner, "amod") || tree.is(owner, "compound")) owner = static_cast<uint32_t>(tree.word(owner).head);
  return owner;
}

/// Whether what is done at, or in, a thing with a day has that day, too: "captured in the 2001 invasion".
bool is_scene(const Tree& tree, uint32_t noun) {
  constexpr std::array<std::string_view, 6> kThere = {"in", "at", "on", "during", "amid", "to"};
  return among(kThere, tree.preposition(noun));
}

/// "A 2009 law", "the law of 2009", but for the day of what is done there.
bool is_of_thing(const Tree& tree, uint32_t act, uint32_t time) {
  const std::string_view mark = tree.preposition(time);
  const uint32_t owner = mark.empty() ? owner_of(tree, time) : static_cast<uint32_t>(tree.word(time).head);
  if (owner == act || !tree.nominal(owner) || (!mark.empty() && mark != "of")) return false;
  return !is_scene(tree, owner) || tree.word(owner).head != static_cast<int32_t>(act);
}

/// "Charged a man over Friday's raid": the day of what the act is about; but "after Friday's riot 20 were held" sets the
/// scene.
bool is_of_occasion(const Tree& tree, uint32_t act, uint32_t time) {
  const bool marked = time + 1 < tree.reading().words.size() && tree.word(time + 1).lemma == "'s";
  const bool owns = marked || tree.word(time).deprel == "nmod:poss";
  if (time < act || !owns) return false;
  const uint32_t owner = owner_of(tree, time);
  return owner != act && !tree.preposition(owner).empty() && !is_scene(tree, owner);
}

/// Whether a verb tells what goes on: "have blocked the road", "are marching", "closed since 2014".
bool goes_on(const Tree& tree, uint32_t verb) {
  if (!tree.has_feature(verb, "VerbForm=Fin")) return true;
  return std::ranges::any_of(tree.children(verb), [&](uint32_t c) {
    return tree.is(c, "aux") && (tree.word(c).lemma == "have" || tree.has_feature(verb, "VerbForm=Ger"));
  });
}

}  // namespace

const Mention* own_time(const Tree& tree, uint32_t predicate, const std::vector<const Mention*>& times) {
  if (const Mention* time = led_from(tree, predicate, times)) return time;
  const Mention* best = nullptr;
  int least = kFarthest + 1;
  for (const Mention* m : times) {
    const int steps = steps_to(tree, predicate, m->head);
    if (steps >= least) continue;
    least = steps;
    best = m;
  }
  return best;
}

std::optional<CountedTime> counted_time(const Tree& tree, uint32_t act, const std::vector<const Mention*>& times) {
  const Reading& reading = tree.reading();
  const std::optional<Gap> from = gap_from(tree, act), gap = from ? from : gap_to(tree, act);
  if (!gap) return std::nullopt;
  std::vector<const Mention*> beside, within;  // what the gap is counted from
  for (const Mention* m : times) (tree.under(m->head, gap->event) ? within : beside).push_back(m);
  const Mention* event_time = own_time(tree, gap->event, within);
  const Mention* main_time = own_time(tree, gap->main, beside);
  const Mention* known = from ? main_time : event_time;
  if ((from ? event_time : main_time) != nullptr) return std::nullopt;
  if (known == nullptr && (!from || !reading.dated())) return std::nullopt;
  const std::optional<int> length = length_of(tree, gap->unit);
  if (!length) return from ? std::optional(CountedTime{gap->unit, known, std::nullopt}) : std::nullopt;
  const Days base =
      known == nullptr ? Days{reading.published - std::chrono::days{1}, reading.published} : days_of(tree, *known);
  const int sign = from.has_value() == gap->after ? -1 : 1;
  return CountedTime{gap->unit, known, moved(base, *unit_at(tree, gap->unit), sign * *length)};
}

bool is_history(const Tree& tree, uint32_t act, const Mention& time) {
  constexpr std::chrono::days kNews{35};  // what is no older may be the act's time, told at another word
  const Reading& reading = tree.reading();
  const uint32_t head = time.head;
  if (head == act || !tree.under(head, act)) return false;
  const bool since = tree.preposition(head) == "since";
  if (since && tree.verbal(act) && !goes_on(tree, act)) return true;
  if (tree.verbal(act) && is_of_occasion(tree, act, head)) return true;
  const bool old = reading.dated() && days_of(tree, time).last + kNews < reading.published;
  if (!since && !old) return false;
  for (uint32_t w = head; w != act; w = static_cast<uint32_t>(tree.word(w).head)) {
    if (since && compares(tree, static_cast<uint32_t>(tree.word(w).head))) return true;
  }
  // Behind a clause a time is that clause's, also where the tree has it otherwise: "a man who was convicted in 2011".
  const uint32_t first = tree.extent(head).first;
  if (in_aside(tree, head, act) || (first > 0 && tree.under(first - 1, act) && in_aside(tree, first - 1, act)))
    return true;
  return old && is_of_thing(tree, act, head);
}

}  // namespace khaldun
