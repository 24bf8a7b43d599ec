// The rooms: includes only go down, and the public headers stay small.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

namespace fs = std::filesystem;

namespace {

// Floors of the house; a room may include rooms of lower floors, never a neighbour.
const std::map<std::string, int> kFloor = {
    {"base", 0},    {"types", 1}, {"pack", 2},  {"nn", 3},    {"ingest", 4}, {"text", 4},   {"parse", 4},
    {"resolve", 4}, {"coder", 4}, {"story", 4}, {"store", 4}, {"fetch", 4},  {"engine", 5}, {"cli", 6},
};

std::set<std::string> rooms_included_by(const fs::path& file) {
  std::set<std::string> rooms;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("#include \"", 0) != 0) continue;
    const std::string path = line.substr(10, line.find('"', 10) - 10);
    const std::string room = path.substr(0, path.find('/'));
    if (room == "khaldun")
      rooms.insert(path == "khaldun/base.h" ? "base" : path == "khaldun/engine.h" ? "engine" : "types");
    else
      rooms.insert(room);
  }
  return rooms;
}

TEST(Rooms, IncludesGoDown) {
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(KHALDUN_SOURCE) / "src")) {
    const fs::path& file = entry.path();
    if (file.extension() != ".h" && file.extension() != ".cc") continue;
    ++files;
    const std::string room = fs::relative(file, fs::path(KHALDUN_SOURCE) / "src").begin()->string();
    ASSERT_TRUE(kFloor.contains(room)) << file << " lies in no known room";
    for (const std::string& other : rooms_included_by(file)) {
      ASSERT_TRUE(kFloor.contains(other)) << file << " includes \"" << other << "/…\", which is no room";
      if (other != room) {
        EXPECT_LT(kFloor.at(other), kFloor.at(room)) << file << " includes room " << other;
      }
    }
  }
  EXPECT_GT(files, 30);
}

TEST(Rooms, PublicHeadersStaySmall) {
  int lines = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(KHALDUN_SOURCE) / "include/khaldun")) {
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) ++lines;
  }
  EXPECT_GT(lines, 100);
  EXPECT_LT(lines, 600);
}

}  // namespace
