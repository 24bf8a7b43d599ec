#include "story/words.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/among.h"
#include "base/ascii.h"
#include "story/word_lists.h"

namespace khaldun {
namespace {

constexpr size_t kStem = 6;  // "arrest", "arrested" and "arrests" are one word

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

uint64_t hash(std::string_view text) {
  uint64_t h = 14695981039346656037u;  // FNV-1a
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return h;
}

/// Hands over each word of three letters or more, in small letters, cut to its stem.
template <class Take>
void each_stem(std::string_view text, Take take) {
  for (size_t at = 0; at < text.size();) {
    if (!letter(text[at])) {
      ++at;
      continue;
    }
    std::string word;
    for (; at < text.size() && letter(text[at]); ++at) word += ascii_lower(text[at]);
    if (word.size() < 3) continue;
    if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) word.pop_back();
    take(std::string_view(word).substr(0, kStem));
  }
}

const std::unordered_set<std::string>& common_stems() {
  static const std::unordered_set<std::string> kStems = [] {
    std::unordered_set<std::string> stems;
    each_stem(kCommon, [&](std::string_view stem) { stems.emplace(stem); });
    return stems;
  }();
  return kStems;
}

/// Stems of the names that a record has for its actors, its place and who tells it.
std::vector<std::string> names_of(const Event& event) {
  std::vector<std::string> names;
  const auto name = [&](std::string_view text) {
    each_stem(text, [&](std::string_view stem) { names.emplace_back(stem); });
  };
  for (const std::vector<EventActor>* side : {&event.source, &event.target}) {
    for (const EventActor& actor : *side) {
      name(actor.name);
      if (!actor.name.empty() || side == &event.source) name(actor.text);
    }
  }
  if (event.place) {
    name(event.place->text);
    name(event.place->name);
    name(event.place->admin1);
  }
  name(event.said_by);
  return names;
}

/// Stem -> the first stem of its matter.
const std::unordered_map<std::string, std::string>& matters() {
  static const std::unordered_map<std::string, std::string> kFirst = [] {
    std::unordered_map<std::string, std::string> first_of;
    for (std::string_view left = kMatters; !left.empty();) {
      const size_t end = std::min(left.find(','), left.size());
      std::string first;
      each_stem(left.substr(0, end), [&](std::string_view stem) {
        if (first.empty()) first = stem;
        first_of.emplace(stem, first);
      });
      left.remove_prefix(std::min(end + 1, left.size()));
    }
    return first_of;
  }();
  return kFirst;
}

/// The same for all words of one matter.
uint32_t matter_hash(std::string_view stem) {
  const auto at = matters().find(std::string(stem));
  return static_cast<uint32_t>(hash(at == matters().end() ? stem : std::string_view(at->second)));
}

bool common(std::string_view stem) { return common_stems().contains(std::string(stem)); }

void sort_unique(std::vector<uint32_t>& words) {
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

/// What a word says as a number below a hundred; 0 where it is none.
uint64_t number_word(std::string_view word) {
  constexpr std::string_view kOnes[] = {
      "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",    "ten",
      "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
  constexpr std::string_view kTens[] = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
  if (const auto* one = std::ranges::find(kOnes, word); one != std::end(kOnes))
    return static_cast<uint64_t>(one - kOnes) + 1;
  if (const auto* ten = std::ranges::find(kTens, word); ten != std::end(kTens))
    return static_cast<uint64_t>(ten - kTens + 2) * 10;
  return 0;
}

/// Hands over the numbers of a text, in figures ("5,200") or words ("forty-six").
template <class Take>
void each_number(std::string_view text, Take take) {
  const auto digit = [&](size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  const auto comma = [&](size_t i) { return i < text.size() && text[i] == ',' && digit(i + 1); };
  for (size_t at = 0; at < text.size();) {
    uint64_t number = 0;
    const auto word = [&] {
      std::string out;
      for (; at < text.size() && letter(text[at]); ++at) out += ascii_lower(text[at]);
      return out;
    };
    if (digit(at)) {
      for (; digit(at) || comma(at); ++at) {
        if (text[at] != ',' && number < 1'000'000'000) number = number * 10 + static_cast<uint64_t>(text[at] - '0');
      }
    } else if (letter(text[at])) {
      number = number_word(word());
      if (number >= 20 && at < text.size() && text[at++] == '-') number += number_word(word());
    } else {
      ++at;
    }
    if (number > 0) take(number);
  }
}

}  // namespace

uint64_t name_hash(std::string_view name) {
  std::string key;
  for (const char c : name) {
    if (letter(c) || (c >= '0' && c <= '9')) key += ascii_lower(c);
  }
  return key.empty() ? 0 : hash(key);
}

uint64_t sound_hash(std::string_view name) {
  std::string key;
  for (const char c : name) {
    const char letter = ascii_lower(c), sound = letter == 'c' || letter == 'q' ? 'k' : letter;
    const bool heard =
        sound >= 'a' && sound <= 'z' && std::string_view("aeiouyhw").find(sound) == std::string_view::npos;
    if (heard && !key.ends_with(sound)) key += sound;
  }
  return key.size() < 3 ? 0 : hash(key);
}

uint32_t last_stem(std::string_view name) {
  uint32_t last = 0;
  each_stem(name, [&](std::string_view stem) { last = static_cast<uint32_t>(hash(stem)); });
  return last;
}

std::vector<uint32_t> telling_words(const Event& event) {
  const std::vector<std::string> names = names_of(event);
  std::vector<uint32_t> words;
  const auto word = [&](std::string_view stem) {
    if (!common(stem) && !among(names, stem)) words.push_back(static_cast<uint32_t>(hash(stem)));
  };
  for (const Evidence& evidence : event.evidence) each_stem(evidence.quote, word);
  for (const EventActor& actor : event.target) {
    if (actor.name.empty()) each_stem(actor.text, word);
  }
  sort_unique(words);
  return words;
}

std::vector<uint32_t> name_words(const Event& event) {
  std::vector<uint32_t> words;
  for (const std::string& stem : names_of(event)) words.push_back(static_cast<uint32_t>(hash(stem)));
  sort_unique(words);
  return words;
}

std::vector<uint32_t> around_words(std::string_view text) {
  std::vector<uint32_t> words;
  each_stem(text, [&](std::string_view stem) {
    if (!common(stem)) words.push_back(matter_hash(stem));
  });
  each_number(text, [&](uint64_t number) {
    const bool year = number >= 1900 && number < 2100;
    if (number >= 4 && !year) words.push_back(static_cast<uint32_t>(hash(std::to_string(number))));
  });
  sort_unique(words);
  return words;
}

}  // namespace khaldun
