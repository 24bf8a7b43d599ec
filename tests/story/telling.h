// One report as a line that a reader can judge:
//
//   herald 2021-05-13 | ASSAULT aerial 195 | ISR:MIL -> PSE:CVL | Rafah | 2021-05-12 | occurred killed=12 by=police | hit
//
// document and publication day | type, mode or -, CAMEO code | actors, "Name/COUNTRY:SECTOR" where named, "Name/RUS"
// for the state itself | place or - | day, first..last, or - | status and numbers | quote | what stands around it, or
// nothing
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "story/report.h"

namespace khaldun {

inline std::vector<std::string> cells_of(std::string_view line, std::string_view separator) {
  std::vector<std::string> cells;
  while (true) {
    const size_t end = line.find(separator);
    cells.emplace_back(line.substr(0, end));
    if (end == std::string_view::npos) return cells;
    line.remove_prefix(end + separator.size());
  }
}

inline EventActor actor_of(const std::string& text) {
  EventActor actor;
  const size_t slash = text.find('/');
  std::string rest = text;
  if (slash != std::string::npos) {
    actor.name = text.substr(0, slash);
    rest = text.substr(slash + 1);
  }
  const size_t colon = rest.find(':');
  actor.country = rest.substr(0, colon);
  if (colon == std::string::npos) {
    actor.sector = Sector::GOV;
    actor.id = "sta";  // three letters, as the tables call states
  } else {
    actor.sector = *parse_sector(rest.substr(colon + 1));
  }
  actor.text = actor.name.empty() ? "them" : actor.name;
  return actor;
}

inline EventPlace place_of(const std::string& name) {
  static const std::map<std::string, EventPlace> kPlaces = {
      {"Rafah", {{}, "Rafah", "Rafah", "PSE", "Gaza Strip", 31.297, 34.244, 281102}},
      {"Khan Yunis", {{}, "Khan Yunis", "Khan Yunis", "PSE", "Gaza Strip", 31.346, 34.306, 281124}},
      {"Gaza Strip", {{}, "Gaza Strip", "Gaza Strip", "PSE", "", 31.4, 34.4, 0}},
      {"Jenin", {{}, "Jenin", "Jenin", "PSE", "West Bank", 32.461, 35.3, 284324}},
      {"Palestine", {{}, "Palestine", "Palestine", "PSE", "", 31.9, 35.2, 6254930}},
      {"Minsk", {{}, "Minsk", "Minsk", "BLR", "Minsk City", 53.9, 27.567, 625144}},
      {"Gomel", {{}, "Gomel", "Gomel", "BLR", "Gomel", 52.434, 30.975, 627907}},
      {"Belarus", {{}, "Belarus", "Belarus", "BLR", "", 53, 28, 630336}},
      {"Black Sea", {{}, "Black Sea", "Black Sea", "", "", 43, 34, 630673}},
      {"Sevastopol", {{}, "Sevastopol", "Sevastopol", "UKR", "Sevastopol", 44.6, 33.53, 694423}},
      {"Moscow", {{}, "Moscow", "Moscow", "RUS", "Moscow", 55.752, 37.616, 524901}},
      {"Paris", {{}, "Paris", "Paris", "FRA", "Ile-de-France", 48.853, 2.349, 2988507}},
      {"Kabul", {{}, "Kabul", "Kabul", "AFG", "Kabul", 34.528, 69.172, 1138958}},
      {"Herat", {{}, "Herat", "Herat", "AFG", "Herat", 34.348, 62.2, 1140026}},
  };
  return kPlaces.at(name);
}

inline Report telling(const std::string& line, uint64_t id = 0) {
  const std::vector<std::string> cells = cells_of(line, " | ");
  if (cells.size() != 7 && cells.size() != 8) throw std::invalid_argument(line);
  Report report;
  report.id = id;
  const std::vector<std::string> head = cells_of(cells[0], " "), act = cells_of(cells[1], " ");
  report.document = head.at(0);
  report.published = *parse_day(head.at(1));
  Event& e = report.event;
  e.id = "k1:" + head[0];
  e.type = *parse_type(act.at(0));
  e.mode = act.at(1) == "-" ? "" : act.at(1);
  e.cameo = act.at(2);
  const std::vector<std::string> sides = cells_of(cells[2], " -> ");
  for (size_t i = 0; i < sides.size(); ++i) {
    for (const std::string& text : cells_of(sides[i], ", ")) {
      if (!text.empty() && text != "-") (i == 0 ? e.source : e.target).push_back(actor_of(text));
    }
  }
  if (cells[3] != "-") e.place = place_of(cells[3]);
  if (cells[4] != "-") {
    const std::vector<std::string> days = cells_of(cells[4], "..");
    e.date = EventDate{{*parse_day(days.front()), *parse_day(days.back())}, {}, ""};
  }
  for (const std::string& word : cells_of(cells[5], " ")) {
    const size_t equals = word.find('=');
    const std::string key = word.substr(0, equals), value = equals == std::string::npos ? "" : word.substr(equals + 1);
    if (value.empty())
      e.status = *parse_status(key);
    else if (key == "by")
      e.said_by = value;
    else if (key == "sure")
      e.confidence = std::stod(value);
    else
      (key == "killed" ? e.killed : key == "injured" ? e.injured : e.arrested) = std::stoi(value);
  }
  e.evidence = {{{}, cells[6]}};
  if (cells.size() == 8) report.around = cells[7];
  return report;
}

}  // namespace khaldun
