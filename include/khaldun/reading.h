// Reading: everything found in one document. Flat vectors that point at each other by index; no pointers.
//
//   words      0 Trump  1 phoned  2 Putin  3 on  4 Tuesday        heads  1 -1 1 4 1
//   mentions   actor [0,1) Donald Trump · actor [2,3) Vladimir Putin · time [4,5) 2017-05-02
//   events     CONSULT phone, source mention 0, target mention 1
#pragma once

#include <string>
#include <vector>

#include "khaldun/event.h"

namespace khaldun {

/// Universal part-of-speech tags.
enum class Upos : uint8_t {
  ADJ,
  ADP,
  ADV,
  AUX,
  CCONJ,
  DET,
  INTJ,
  NOUN,
  NUM,
  PART,
  PRON,
  PROPN,
  PUNCT,
  SCONJ,
  SYM,
  VERB,
  X,
};
inline constexpr size_t kUpos = 17;
std::string_view to_string(Upos tag);
std::optional<Upos> parse_upos(std::string_view name);

/// One syntactic word ("do" and "n't" are two). Indices count the words of the whole document.
struct Word {
  Bytes span;  // in the document's text
  std::string lemma;
  Upos upos = Upos::X;
  std::string_view feats;   // "Number=Sing|Tense=Past" or "_"; static, or owned by the loaded model
  std::string_view deprel;  // Universal Dependencies relation with its subtype, "nsubj:pass"; same owner
  int32_t head = -1;        // index of the head word, -1 for the root of a sentence
  bool joined = false;      // written with the word before it as one token: "n't" of "don't", "'s" of "Putin's"
};

struct Sentence {
  Bytes span;
  uint32_t first = 0, last = 0;  // words [first, last)
  bool heading = false;          // a title or a line without a sentence's end
};

enum class NameKind : uint8_t { PER, ORG, LOC, NORP, MISC };
std::string_view to_string(NameKind kind);

/// A named span found by the network: words [first, last).
struct Name {
  NameKind kind{};
  uint32_t first = 0, last = 0;
};

/// What the network's event head says of one word that may state an act.
struct Trigger {
  struct Role {
    uint32_t word;         // head word of the argument
    float source, target;  // probabilities
  };
  uint32_t word = 0;
  std::array<float, kTypes> type{};  // probability of each type; the rest to 1 is "no act"
  std::array<float, kStatuses> status{};
  std::string_view mode;    // most probable mode that fits the most probable type; empty for none
  std::vector<Role> roles;  // words with source or target above 0.1
};

/// An office that somebody held.
struct Tenure {
  Days days;
  Sector sector{};
};

/// An actor of this document, after co-reference: all its mentions share it.
struct Actor {
  std::string id;       // row of the actor tables; empty where the tables do not hold it
  std::string name;     // canonical name; empty for the unnamed
  std::string country;  // ISO 3166 alpha-3, IGO, NGO, MNC, IMG; empty where unknown
  Sector sector = Sector::UNK;
  bool person = false;
  std::vector<Tenure> tenures = {};  // the offices that the tables date: what he was on other days
};

/// A place of this document.
struct Place {
  std::string name, country, admin1;
  double lat = 0, lon = 0;
  uint32_t geonames = 0;
  enum class Kind : uint8_t {
    country,
    region,
    city,
    area,
    district
  } kind{};  // area: seas, straits, informal regions; district: within a region
};

struct Time {
  // Nothing for what is no calendar time ("three hours"), and for "on Friday" where nobody knows the publication day.
  std::optional<Days> days;
};

/// Words [first, last) that name an actor, a place or a time. One span may be mentioned in two ways:
/// "Moscow" is a place and, as a government, an actor.
struct Mention {
  enum class Kind : uint8_t { actor, place, time } kind{};
  uint32_t first = 0, last = 0;
  uint32_t head = 0;              // the syntactic head among the words
  std::vector<uint32_t> targets;  // into Reading::actors, places or times; several for "both leaders"
  std::string_view how;           // how it was resolved, in words for --explain: "office holder on the day"
  // A place within another's name, where nothing happens: "Ohio" of "the Ohio Department of Health".
  bool nested = false;
  bool guessed = false;  // an actor whose country is only what stands around: the document's, a place's of the sentence
};

struct Reading {
  Day published{};                 // given, or inferred from the text; see dated()
  std::string_view published_how;  // "given", "dateline", "inferred" or "unknown"; see resolve/when.h
  std::vector<Sentence> sentences;
  std::vector<Word> words;
  std::vector<Name> names;
  std::vector<Trigger> triggers;
  std::vector<Mention> mentions;  // sorted by first word
  std::vector<Actor> actors;
  std::string author;  // country of the state that speaks, in a release; empty for a reporter's text
  std::vector<Place> places;
  std::vector<Time> times;
  std::vector<Event> events;
  std::vector<std::string> judged;  // for --explain: what each pronoun may go back to, with its odds and features

  /// Whether `published` is known; where not, it is some recent day, for office holders alone.
  [[nodiscard]] bool dated() const { return published_how != "unknown"; }
};

}  // namespace khaldun
