// Gold: records that people annotated, to measure the coding by.
//
//   {"doc":"a1","type":"CONSULT","mode":"phone","cameo":"041","status":"occurred",
//    "source":[{"t":"Trump","n":"Donald Trump","c":"USA","s":"GOV"}],"target":[…],"date":["2017-05-02","2017-05-02"],
//    "place":{"n":"Minsk","c":"BLR"},"killed":3,"said_by":"Kremlin","ev":["Trump phoned"]}
//   {"doc":"a2","none":true}                     read, and nothing found
//
// What `khaldun code --format jsonl` prints is read as well: a run can be the measure of another.
#pragma once

#include <vector>

#include "khaldun/event.h"

namespace khaldun {

struct GoldRecord {
  std::string document;        // the id of its document
  std::optional<Event> event;  // spans are empty; nothing where the annotator found none
};

/// One line; `where` names it in errors (kInput): no JSON object, no document, an unknown type, mode, status or
/// sector, a date that is none, a field that is of another kind.
[[nodiscard]] Result<GoldRecord> read_gold(std::string_view line, const std::string& where);

}  // namespace khaldun
