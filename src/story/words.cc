#include "story/words.h"

#include <algorithm>
#include <unordered_set>

#include "base/among.h"
#include "base/ascii.h"

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

/// Little words, and those that tell the type of an act rather than the act.
constexpr std::string_view kCommon =
    "about after again against all also amid among and another are area been before being between both but can could "
    "day during each "
    "early ended for from had has have her him his hold into its last late least many more near nearby new not one "
    "other our out over "
    "round several she some than that the their them there they this those three times today told took two under until "
    "was week were "
    "when where which while who will with would year yesterday four five six seven eight nine ten eleven twelve twenty "
    "dozens hundreds "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen thirty forty fifty sixty seventy eighty ninety "
    "hundred "
    "thousands monday tuesday wednesday thursday friday saturday sunday morning evening night overnight "
    "said says saying told reported according announced announcement claimed confirmed statement spokesman officials "
    "authorities "
    "government president minister prime foreign leader leaders chief head state states country countries city town "
    "village people "
    "person man men woman women group forces police army military troops soldiers officers security civilians victims "
    "members "
    "attack attacked attacks assault assaulted killed killing kill kills died dead deaths death injured injuring "
    "injuries hurt wounded "
    "wounding blast explosion exploded bomb bombed bombing bombs bomber suicide strike strikes struck striking "
    "airstrike air raid raids "
    "raided shelled shelling shells rocket rockets missile missiles fired fire firing hit hits gunmen gunman opened "
    "shot shooting shots "
    "fighting fighters clashes clashed battle war armed militants targeted carried launched drone drones operation "
    "arrested arresting arrests detained detaining detention custody seized jailed sentenced convicted charged "
    "suspected suspects "
    "protest protested protests protesters protesting demonstration demonstrated demonstrators rally rallied marched "
    "march gathered "
    "took streets striking "
    "met meet meeting meetings talks talked talk discuss discussed discussions spoke speak phone phoned telephone call "
    "called calls "
    "calling conversation held visit visited visiting visits arrived summit conference conferred hosted received "
    "agreed agree agreement deal signed pledged pledge promised promise vowed vow offered support supported backed "
    "praised welcomed "
    "condemned condemn condemns condemnation accused accuse accuses accusing criticised criticized blamed denounced "
    "slammed "
    "demanded demand demands urged urge urges asked asks asking appealed rejected reject rejects refused dismissed "
    "denied "
    "warned warn warns warning threatened threaten threatens imposed imposing impose sanctions sanctioned ban banned "
    "expelled "
    "withdrew withdrawn released releasing freed deployed deploying sent sending send delivered provided give gave "
    "given made make "
    "joined order ordered left leave entered moved "
    "united national international north south east west northern southern eastern western central region province "
    "district capital "
    "republic general local including first second third following since across part due off around down through along "
    "most found end "
    "take led place set without million billion month later recent large "
    "january february april may june july august september october november december";

/// Words by which a sentence goes back to an act that was told before, for what came of it and what others say of it.
constexpr std::string_view kBackward =
    "after following since amid over against despite from due because for recent previous earlier last toll prompted "
    "response retaliation reciprocate claim claimed condemn condemned praise praised accuse accused denounce denounced "
    "denied denies deny";

std::unordered_set<std::string> stems_of(std::string_view words) {
  std::unordered_set<std::string> stems;
  each_stem(words, [&](std::string_view stem) { stems.emplace(stem); });
  return stems;
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

bool common(std::string_view stem) {
  static const std::unordered_set<std::string> kStems = stems_of(kCommon);
  return kStems.contains(std::string(stem));
}

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
  constexpr std::string_view kUnheard = "aeiouyhw";
  std::string key;
  for (const char c : name) {
    const char small = ascii_lower(c), sound = small == 'c' || small == 'q' ? 'k' : small;
    const bool heard = sound >= 'a' && sound <= 'z' && kUnheard.find(sound) == std::string_view::npos;
    if (heard && !key.ends_with(sound)) key += sound;
  }
  return key.size() < 3 ? 0 : hash(key);
}

uint32_t last_stem(std::string_view name) {
  uint32_t last = 0;
  each_stem(name, [&](std::string_view stem) { last = static_cast<uint32_t>(hash(stem)); });
  return last;
}

bool looks_back(std::string_view before) {
  static const std::unordered_set<std::string> kStems = stems_of(kBackward);
  constexpr long kNear = 5;  // words
  std::vector<bool> backward;
  each_stem(before, [&](std::string_view stem) { backward.push_back(kStems.contains(std::string(stem))); });
  const long near = std::min(kNear, std::ssize(backward));
  return std::find(backward.end() - near, backward.end(), true) != backward.end();
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
    if (!common(stem)) words.push_back(static_cast<uint32_t>(hash(stem)));
  });
  each_number(text, [&](uint64_t number) {
    const bool year = number >= 1900 && number < 2100;
    if (number >= 4 && !year) words.push_back(static_cast<uint32_t>(hash(std::to_string(number))));
  });
  sort_unique(words);
  return words;
}

}  // namespace khaldun
