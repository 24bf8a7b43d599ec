// Features: what scoring needs of a report, small and quick to compare: about 500 bytes, hashes for words and names.
#pragma once

#include "story/report.h"

namespace khaldun {

struct Features {
  struct Who {
    uint64_t name = 0;     // hash of the canonical name; 0 for the unnamed
    uint64_t last = 0;     // of its last word
    uint64_t sound = 0;    // of that word's consonants; 0 where they are few
    uint32_t stem = 0;     // of that word as in `around`; 0 for the unnamed
    uint32_t country = 0;  // three letters; 0 where unknown
    Sector sector = Sector::UNK;
    bool state = false;  // the state itself
  };
  struct Where {
    uint64_t name = 0, admin1 = 0;
    uint32_t stem = 0;  // of the name's last word, as in `around`
    uint32_t country = 0;
    bool whole_country = false;
    bool capital = false;  // told as "the capital" of its country: its point is the country's
    float lat = 0, lon = 0;
  };

  uint64_t id = 0, document = 0;
  std::vector<int64_t> sides;  // as Report has them
  Type type{};
  Status status{};
  int8_t mode = -1;  // index into modes_of(type), -1 for none
  std::array<char, 4> cameo{};
  Days days{};  // of the act; the day before publication and that day where the record has none
  bool dated = false;
  bool looks_back = false;  // told in passing, as what was news before: "following the raid", "condemned the raid"
  Day published{};
  Day until{};                      // the later of that and the record's last day; no end where nobody knows it
  std::vector<Who> source, target;  // for mutual acts all parties are source
  std::optional<Where> place;
  std::vector<uint32_t> countries;       // of actors and place, sorted
  std::array<int, 3> tolls{-1, -1, -1};  // killed, injured, arrested; -1 where unknown
  std::vector<uint32_t> words, names;    // sorted; see words.h
  std::vector<uint32_t> around;          // and all of `names`; empty where nothing is known of it
};

Features features_of(const Report& report);

}  // namespace khaldun
