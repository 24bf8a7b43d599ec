#include "resolve/when_grammar.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/among.h"
#include "base/name_table.h"

namespace khaldun {
namespace {

constexpr std::array<std::string_view, kTimeClasses> kClassNames = {
    "MONTH",    "DAY",   "NTH",  "TWO",   "YEAR",   "DECADE", "DATE", "WEEKDAY", "WD",
    "WEEKDAYS", "COUNT", "UNIT", "UNITS", "CLOCK",  "HOUR",   "HHMM", "ZONE",    "DAYPART",
    "DAYWORD",  "SHIFT", "STEP", "EDGE",  "SEASON", "HALF",   "DASH"};

/// A bit for each class, and one of the rest for a literal, by its number: literals may share one.
uint64_t bit_of(TimeClass of) { return uint64_t{1} << static_cast<size_t>(of); }
uint64_t literal_bit(uint32_t number) { return uint64_t{1} << (kTimeClasses + number % (64 - kTimeClasses)); }

/// One place of a pattern: any of these classes or words.
struct Element {
  std::vector<TimeClass> classes;
  std::vector<std::string_view> literals;
  uint64_t class_bits = 0;
};
using Sequence = std::vector<Element>;

Element make_element(std::string_view token) {
  Element element;
  while (!token.empty()) {
    const size_t slash = std::min(token.find('/'), token.size());
    const std::string_view part = token.substr(0, slash);
    const auto name = std::ranges::find(kClassNames, part);
    if (name != kClassNames.end()) {
      element.classes.push_back(static_cast<TimeClass>(name - kClassNames.begin()));
      element.class_bits |= bit_of(element.classes.back());
    } else {
      element.literals.push_back(part);
    }
    token.remove_prefix(std::min(slash + 1, token.size()));
  }
  return element;
}

/// The sequences that a pattern stands for, with and without each bracket. Reads up to the closing bracket or the end.
std::vector<Sequence> expand(std::string_view& pattern) {
  std::vector<Sequence> all(1);
  while (!pattern.empty()) {
    const char c = pattern.front();
    if (c == ' ' || c == ']') {
      pattern.remove_prefix(1);
      if (c == ']') return all;
    } else if (c == '[') {
      pattern.remove_prefix(1);
      const std::vector<Sequence> inner = expand(pattern);
      const size_t without = all.size();
      for (size_t i = 0; i < without; ++i) {
        for (const Sequence& more : inner) {
          all.push_back(all[i]);
          all.back().insert(all.back().end(), more.begin(), more.end());
        }
      }
    } else {
      const size_t end = std::min(pattern.find_first_of(" []"), pattern.size());
      const Element element = make_element(pattern.substr(0, end));
      for (Sequence& sequence : all) sequence.push_back(element);
      pattern.remove_prefix(end);
    }
  }
  return all;
}

struct Variant {
  const TimeRule* rule;
  Sequence sequence;
};

/// What the grammar knows of a word.
struct Known {
  uint64_t bits = 0;                // of its classes, and of the literal that it is
  std::optional<uint32_t> literal;  // its number
};

/// All variants of all rules, by what they begin with.
class Grammar {
 public:
  Grammar() {
    for (const std::span<const TimeRule> table : {time_rules(), feast_rules()}) {
      for (const TimeRule& rule : table) {
        std::string_view pattern = rule.pattern;
        for (Sequence& sequence : expand(pattern)) variants_.push_back({&rule, std::move(sequence)});
      }
    }
    for (const Variant& variant : variants_) {
      for (const Element& element : variant.sequence) {
        for (std::string_view literal : element.literals) literals_.add(literal);
      }
    }
    by_literal_.resize(literals_.size());
    for (const Variant& variant : variants_) {
      const Start start{&variant, variant.sequence.size() > 1 ? bits_of(variant.sequence[1]) : kAnything};
      for (TimeClass of : variant.sequence.front().classes) by_class_[static_cast<size_t>(of)].push_back(start);
      for (std::string_view literal : variant.sequence.front().literals)
        by_literal_[*literals_.find(literal)].push_back(start);
    }
  }

  [[nodiscard]] Known known(const TimeWord& word) const {
    Known known{0, literals_.find(word.form)};
    for (const TimeWord::Sense& sense : word.senses) known.bits |= bit_of(sense.of);
    if (known.literal) known.bits |= literal_bit(*known.literal);
    return known;
  }

  /// Calls `visit` with the variants that may begin with this word and go on with one of the bits `next`.
  template <class Visit>
  void candidates(const TimeWord& word, const Known& known, uint64_t next, Visit visit) const {
    const auto offer = [&](const std::vector<Start>& starts) {
      for (const Start& start : starts) {
        if (start.next == kAnything || (start.next & next) != 0) visit(*start.variant);
      }
    };
    for (const TimeWord::Sense& sense : word.senses) offer(by_class_[static_cast<size_t>(sense.of)]);
    if (known.literal) offer(by_literal_[*known.literal]);
  }

 private:
  static constexpr uint64_t kAnything = ~uint64_t{0};
  /// A variant, and the bits of its second place: most variants fail there.
  struct Start {
    const Variant* variant;
    uint64_t next;  // kAnything where there is no second place
  };
  [[nodiscard]] uint64_t bits_of(const Element& element) const {
    uint64_t bits = element.class_bits;
    for (std::string_view literal : element.literals) bits |= literal_bit(*literals_.find(literal));
    return bits;
  }
  std::vector<Variant> variants_;
  NameTable literals_;
  std::array<std::vector<Start>, kTimeClasses> by_class_;
  std::vector<std::vector<Start>> by_literal_;
};

/// Adds what a word of the match says. The second day, month, year or weekday is the last of a range.
void add(TimeMeaning& m, const TimeWord::Sense& sense) {
  using Kind = TimeMeaning::Kind;
  const auto first_or_last = [&](int& first, int& last) { (first == 0 ? first : last) = sense.value; };
  switch (sense.of) {
    case TimeClass::MONTH:
      first_or_last(m.month, m.last_month);
      break;
    case TimeClass::NTH:
      if (m.kind != Kind::date && m.kind != Kind::month_day)
        m.nth = sense.value;
      else
        first_or_last(m.day, m.last_day);
      break;
    case TimeClass::DAY:
      first_or_last(m.day, m.last_day);
      break;
    case TimeClass::TWO:
      if (m.kind == Kind::years)
        m.last_year = m.year / 100 * 100 + sense.value;
      else
        (m.month == 0 ? m.month : m.day) = sense.value;
      break;
    case TimeClass::YEAR:
      first_or_last(m.year, m.last_year);
      break;
    case TimeClass::DECADE:
      m.year = m.year == 0 ? sense.value : m.year;
      m.last_year = sense.value + (sense.value % 100 == 0 && sense.value < 2000 ? 99 : 9);  // "the 1800s"
      break;
    case TimeClass::DATE:
      m.year = sense.value / 10000;
      m.month = sense.value / 100 % 100;
      m.day = sense.value % 100;
      break;
    case TimeClass::WEEKDAY:
    case TimeClass::WD:
      first_or_last(m.weekday, m.last_weekday);
      break;
    case TimeClass::COUNT:
      m.amount = (m.amount < 0 ? -1 : 1) * counted(std::abs(m.amount), sense.value);
      break;
    case TimeClass::UNIT:
    case TimeClass::UNITS:
      m.unit = static_cast<TimeUnit>(sense.value);
      break;
    case TimeClass::DAYWORD:
      m.amount = sense.value;
      break;
    case TimeClass::SHIFT:
    case TimeClass::STEP:
      m.shift = sense.value;
      m.amount *= m.kind == Kind::stretch || m.kind == Kind::offset ? sense.value : 1;
      m.narrative = m.narrative || sense.of == TimeClass::STEP;
      break;
    case TimeClass::EDGE:
      m.edge = static_cast<TimeEdge>(sense.value);
      break;
    case TimeClass::SEASON:
      m.month = sense.value;
      m.length = 3;
      break;
    case TimeClass::CLOCK:
      // "the past 48 hours" are two days of a calendar.
      if (m.kind == Kind::stretch) m.amount = (m.amount < 0 ? -1 : 1) * std::max(1, std::abs(m.amount) / 24);
      break;
    case TimeClass::WEEKDAYS:
    case TimeClass::HOUR:
    case TimeClass::HHMM:
    case TimeClass::ZONE:
    case TimeClass::DAYPART:
    case TimeClass::HALF:
    case TimeClass::DASH:
      break;
  }
}

bool fits(const Element& element, const TimeWord& word, const Known& known) {
  return (element.class_bits & known.bits) != 0 || among(element.literals, word.form);
}

/// The sense in which the word fills this place of a pattern; one without value for a literal; nothing where it does
/// not.
std::optional<TimeWord::Sense> fill(const Element& element, const TimeWord& word) {
  if (among(element.literals, word.form)) return TimeWord::Sense{TimeClass::DASH, 0};
  for (TimeClass of : element.classes) {
    if (const TimeWord::Sense* sense = word.as(of)) return *sense;
  }
  return std::nullopt;
}

/// "USA Today", "April Province": words of a longer name. What tells no days ("the daily Granma") may be in one.
bool is_in_name(const Reading& reading, const std::vector<TimeWord>& words, const TimeExpression& e) {
  if (e.meaning.kind == TimeMeaning::Kind::none) return false;
  const uint32_t first = e.first + (words[e.first].form == "the" ? 1 : 0);
  const auto name = std::ranges::upper_bound(reading.names, first, {}, &Name::last);
  if (name == reading.names.end() || (name->kind != NameKind::ORG && name->kind != NameKind::LOC)) return false;
  return name->first <= first && e.last <= name->last && e.last - first < name->last - name->first;
}

}  // namespace

const Word* TimeMatch::word(int offset) const {
  const int64_t w = offset < 0 ? static_cast<int64_t>(found.first) + offset : static_cast<int64_t>(found.last) + offset;
  if (w < sentence.first || w >= sentence.last) return nullptr;
  return &reading.words[static_cast<size_t>(w)];
}

std::string_view TimeMatch::form(int offset) const {
  const Word* at = word(offset);
  return at == nullptr ? std::string_view()
                       : std::string_view(words[static_cast<size_t>(at - reading.words.data())].form);
}

std::vector<TimeExpression> find_times(const Reading& reading, const std::vector<TimeWord>& words) {
  static const Grammar grammar;
  std::vector<Known> known;
  known.reserve(words.size());
  for (const TimeWord& word : words) known.push_back(grammar.known(word));
  std::vector<TimeExpression> found;
  for (const Sentence& sentence : reading.sentences) {
    for (uint32_t w = sentence.first; w < sentence.last;) {
      TimeExpression best;
      const TimeRule* best_rule = nullptr;
      const uint64_t next = w + 1 < sentence.last ? known[w + 1].bits : 0;
      grammar.candidates(words[w], known[w], next, [&](const Variant& variant) {
        const uint32_t last = w + static_cast<uint32_t>(variant.sequence.size());
        if (last > sentence.last || last < best.last || (last == best.last && best_rule <= variant.rule)) return;
        for (uint32_t i = w + 1; i < last; ++i) {
          if (!fits(variant.sequence[i - w], words[i], known[i])) return;
        }
        TimeExpression e{w, last, variant.rule->base, false};
        for (uint32_t i = w; i < last; ++i) add(e.meaning, *fill(variant.sequence[i - w], words[i]));
        const bool spoken = e.meaning.kind == TimeMeaning::Kind::months || e.meaning.kind == TimeMeaning::Kind::years;
        if (spoken && e.meaning.year == 0 && e.meaning.amount > 1)
          e.meaning.year = e.meaning.amount;  // "nineteen ninety-six"
        if (variant.rule->fits != nullptr && !variant.rule->fits({reading, words, sentence, e})) return;
        best = e;
        best_rule = variant.rule;
      });
      if (best_rule == nullptr) {
        ++w;
        continue;
      }
      w = best.last;
      if (best.meaning.kind == TimeMeaning::Kind::skip || is_in_name(reading, words, best)) continue;
      best.since = best.first > sentence.first && words[best.first - 1].form == "since";
      found.push_back(best);
    }
  }
  return found;
}

}  // namespace khaldun
