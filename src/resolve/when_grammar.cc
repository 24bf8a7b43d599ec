#include "resolve/when_grammar.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <unordered_map>

namespace khaldun {
namespace {

constexpr std::array<std::string_view, kTimeClasses> kClassNames = {
    "MONTH", "DAY",   "NTH",   "TWO",     "YEAR",    "DECADE", "DATE", "WEEKDAY", "WD",     "WEEKDAYS", "COUNT",
    "UNIT",  "UNITS", "CLOCK", "HOUR", "HHMM", "ZONE", "DAYPART", "DAYWORD", "SHIFT",  "STEP", "EDGE",    "SEASON", "HALF", "DASH"};

/// One place of a pattern: any of these classes or words.
struct Element {
  std::vector<TimeClass> classes;
  std::vector<std::string_view> literals;
  uint32_t mask = 0;  // a bit for each of the classes
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
      element.mask |= 1U << (name - kClassNames.begin());
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

/// All variants of all rules, by what they begin with.
class Grammar {
 public:
  Grammar() {
    for (const TimeRule& rule : time_rules()) {
      std::string_view pattern = rule.pattern;
      for (Sequence& sequence : expand(pattern)) variants_.push_back({&rule, std::move(sequence)});
    }
    for (const Variant& variant : variants_) {
      for (TimeClass of : variant.sequence.front().classes) by_class_[static_cast<size_t>(of)].push_back(&variant);
      for (std::string_view literal : variant.sequence.front().literals) by_literal_[literal].push_back(&variant);
    }
  }

  /// Calls `visit` with the variants that may begin with this word.
  template <class Visit>
  void candidates(const TimeWord& word, Visit visit) const {
    for (const TimeWord::Sense& sense : word.senses) {
      for (const Variant* variant : by_class_[static_cast<size_t>(sense.of)]) visit(*variant);
    }
    if (const auto found = by_literal_.find(word.form); found != by_literal_.end()) {
      for (const Variant* variant : found->second) visit(*variant);
    }
  }

 private:
  std::vector<Variant> variants_;
  std::array<std::vector<const Variant*>, kTimeClasses> by_class_;
  std::unordered_map<std::string_view, std::vector<const Variant*>> by_literal_;
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
      if (m.kind == Kind::years) m.last_year = m.year / 100 * 100 + sense.value;
      else (m.month == 0 ? m.month : m.day) = sense.value;
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

/// A bit for each class of which the word has a sense.
uint32_t mask_of(const TimeWord& word) {
  uint32_t mask = 0;
  for (const TimeWord::Sense& sense : word.senses) mask |= 1U << static_cast<uint32_t>(sense.of);
  return mask;
}

bool fits(const Element& element, const TimeWord& word, uint32_t mask) {
  return (element.mask & mask) != 0 || std::ranges::find(element.literals, word.form) != element.literals.end();
}

/// The sense in which the word fills this place of a pattern; one without value for a literal; nothing where it does
/// not.
std::optional<TimeWord::Sense> fill(const Element& element, const TimeWord& word) {
  if (std::ranges::find(element.literals, word.form) != element.literals.end())
    return TimeWord::Sense{TimeClass::DASH, 0};
  for (TimeClass of : element.classes) {
    if (const TimeWord::Sense* sense = word.as(of)) return *sense;
  }
  return std::nullopt;
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
  std::vector<uint32_t> masks;
  masks.reserve(words.size());
  for (const TimeWord& word : words) masks.push_back(mask_of(word));
  std::vector<TimeExpression> found;
  for (const Sentence& sentence : reading.sentences) {
    for (uint32_t w = sentence.first; w < sentence.last;) {
      TimeExpression best;
      const TimeRule* best_rule = nullptr;
      grammar.candidates(words[w], [&](const Variant& variant) {
        const uint32_t last = w + static_cast<uint32_t>(variant.sequence.size());
        if (last > sentence.last || last < best.last || (last == best.last && best_rule <= variant.rule)) return;
        for (uint32_t i = w + 1; i < last; ++i) {
          if (!fits(variant.sequence[i - w], words[i], masks[i])) return;
        }
        TimeExpression e{w, last, variant.rule->base, false};
        for (uint32_t i = w; i < last; ++i) add(e.meaning, *fill(variant.sequence[i - w], words[i]));
        const bool spoken = e.meaning.kind == TimeMeaning::Kind::months || e.meaning.kind == TimeMeaning::Kind::years;
        if (spoken && e.meaning.year == 0 && e.meaning.amount > 1) e.meaning.year = e.meaning.amount;  // "nineteen ninety-six"
        if (variant.rule->fits != nullptr && !variant.rule->fits({reading, words, sentence, e})) return;
        best = e;
        best_rule = variant.rule;
      });
      if (best_rule == nullptr) {
        ++w;
        continue;
      }
      w = best.last;
      if (best.meaning.kind == TimeMeaning::Kind::skip) continue;
      best.since = best.first > sentence.first && words[best.first - 1].form == "since";
      found.push_back(best);
    }
  }
  return found;
}

}  // namespace khaldun
