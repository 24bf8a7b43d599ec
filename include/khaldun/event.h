// Event: the record that Khaldun writes. Who did what to whom, when, where, said by whom, and whether it happened.
//
//   CONSULT phone 041  Donald Trump (USA GOV), Vladimir Putin (RUS GOV)  2017-05-02  occurred
//
// Types, modes and sectors are those of PLOVER 2.0; every record also carries a CAMEO code.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "khaldun/base.h"

namespace khaldun {

enum class Type : uint8_t {
  AGREE,
  CONSULT,
  SUPPORT,
  CONCEDE,
  COOPERATE,
  AID,
  RETREAT,
  REQUEST,
  ACCUSE,
  REJECT,
  THREATEN,
  PROTEST,
  SANCTION,
  MOBILIZE,
  COERCE,
  ASSAULT,
};
inline constexpr size_t kTypes = 16;
/// Acts whose parties do them together: all are sources unless the text has a doer and a receiver.
constexpr bool mutual(Type type) { return type == Type::CONSULT || type == Type::AGREE || type == Type::COOPERATE; }

/// Acts that are done by saying so: quads 1 and 3.
constexpr bool verbal(Type type) { return type <= Type::CONCEDE || (Type::REQUEST <= type && type <= Type::THREATEN); }

/// Whether the act happened, by the text.
enum class Status : uint8_t { occurred, planned, proposed, alleged, denied };
inline constexpr size_t kStatuses = 5;

enum class Sector : uint8_t {
  GOV,
  MIL,
  COP,
  JUD,
  LEG,
  SPY,
  PTY,
  OPP,
  REB,
  UAF,
  PRM,
  CRM,
  CVL,
  BUS,
  MED,
  JRN,
  EDU,
  REL,
  LAB,
  REF,
  SOC,
  ELI,
  AGR,
  IGO,
  NGO,
  UNK,
};
inline constexpr size_t kSectors = 26;

/// Who acts for a state by office.
constexpr bool organ_of_state(Sector sector) { return sector <= Sector::SPY; }

/// Those who fight and are no organ of a state.
constexpr bool armed(Sector sector) { return Sector::REB <= sector && sector <= Sector::CRM; }

/// Whether an actor's country is the code of organisations above states, or of groups in several.
constexpr bool above_states(std::string_view country) {
  return country == "IGO" || country == "NGO" || country == "MNC" || country == "IMG";
}

std::string_view to_string(Type type);
std::string_view to_string(Status status);
std::string_view to_string(Sector sector);
std::optional<Type> parse_type(std::string_view name);
std::optional<Status> parse_status(std::string_view name);
std::optional<Sector> parse_sector(std::string_view name);
/// The modes that PLOVER 2.0 has for `type`, by name ("phone"); empty for types without modes.
const std::vector<std::string_view>& modes_of(Type type);

/// An actor as one record names it.
struct EventActor {
  Bytes span;           // where the article names it; empty where nobody is named (an unseen doer)
  std::string text;     // the article's words
  std::string name;     // canonical name; empty for the unnamed ("police")
  std::string id;       // row of the actor tables, "usa.donald_trump"; empty where none
  std::string country;  // ISO 3166 alpha-3, or IGO, NGO, MNC, IMG; empty where unknown
  Sector sector = Sector::UNK;
};

/// Where an act took place.
struct EventPlace {
  Bytes span;
  std::string text;         // the article's words
  std::string name;         // canonical name
  std::string country;      // ISO 3166 alpha-3; empty for seas and the like
  std::string admin1;       // first-level region, empty where unknown
  double lat = 0, lon = 0;  // degrees, WGS 84
  uint32_t geonames = 0;    // GeoNames id, 0 where none
};

struct EventDate {
  Days days;
  Bytes span;        // the time expression; empty where the day comes from the document
  std::string text;  // its words
};

/// The exact words that state the act.
struct Evidence {
  Bytes span;
  std::string quote;
};

struct Event {
  std::string id;         // "k1:" and 16 hex digits; same document, act, lexicon and model give the same id
  uint32_t sentence = 0;  // index of the sentence that tells it first
  Type type{};
  std::string mode;      // a mode of the type, or empty
  std::string cameo;     // two to four digits
  int quad = 0;          // 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict
  double intensity = 0;  // PLOVER 2.0 scale of type and mode, -10 to 10
  double goldstein = 0;  // Goldstein scale of the CAMEO code, -10 to 10
  Status status{};
  std::vector<EventActor> source;
  std::vector<EventActor> target;
  std::optional<EventDate> date;
  std::optional<EventPlace> place;
  std::optional<int> killed, injured, arrested;
  std::string said_by;  // who the text says reports it; empty for the reporter's own voice
  std::vector<Evidence> evidence;
  std::string frame;             // the lexicon entry that coded it, or "head" for the network alone
  double confidence = 0;         // 0 to 1
  std::vector<std::string> why;  // for --explain: one reason a line, in words
  std::vector<std::string>
      judged;  // for --explain as JSON: actors, places, status and verdict, each with its odds and features
};

}  // namespace khaldun
