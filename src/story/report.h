// Report: one document's record of an act. The same real act told by many documents is one story with all its reports.
#pragma once

#include "khaldun/event.h"

namespace khaldun {

struct Report {
  uint64_t id = 0;       // the caller's: a row of the store; unique
  std::string document;  // who tells; two records of one document are two acts, for the coder has merged what is one
  Day published{};
  Event event;
  std::string around = {};          // what stands around its evidence (words.h); may be empty
  bool undated = false;             // nobody knows when it was published; `published` is the act's day, if any
  std::vector<int64_t> sides = {};  // n or -n: on which side of the caller's nth split it stands
};

}  // namespace khaldun
