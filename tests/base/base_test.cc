#include <gtest/gtest.h>

#include "base/around.h"
#include "base/ascii.h"
#include "base/crc32c.h"
#include "base/mapped_file.h"
#include "base/name_table.h"
#include "khaldun/event.h"

namespace khaldun {
namespace {

TEST(Days, ParseAndPrint) {
  struct Row {
    const char *text, *day;  // day null: no valid date
  };
  const Row rows[] = {{"2017-05-02", "2017-05-02"},
                      {"2017-05-02T10:30:00Z", "2017-05-02"},
                      {"2017-05-02 10:30", "2017-05-02"},
                      {"2024-02-29", "2024-02-29"},
                      {"2023-02-29", nullptr},
                      {"2017-13-01", nullptr},
                      {"2017-5-2", nullptr},
                      {"02-05-2017", nullptr},
                      {"", nullptr},
                      {"2017-05-02x", nullptr},
                      {"2017--5-02", nullptr}};
  for (const Row& row : rows) {
    const std::optional<Day> day = parse_day(row.text);
    EXPECT_EQ(day.has_value(), row.day != nullptr) << row.text;
    if (day && row.day != nullptr) {
      EXPECT_EQ(to_string(*day), row.day);
    }
  }
}

TEST(Crc32c, KnownValues) {
  EXPECT_EQ(crc32c(0, "123456789", 9), 0xE3069283U);
  EXPECT_EQ(crc32c(crc32c(0, "1234", 4), "56789", 5), 0xE3069283U);
  const std::string zeros(32, '\0');
  EXPECT_EQ(crc32c(0, zeros.data(), zeros.size()), 0x8A9136AAU);
}

TEST(MappedFile, SaysWhatIsWrong) {
  const auto missing = MappedFile::open("/nowhere/at/all");
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("No such file"), std::string::npos);
  const auto folder = MappedFile::open("/");
  ASSERT_FALSE(folder);
  EXPECT_NE(folder.error().message.find("a folder; wanted"), std::string::npos);
}

TEST(Names, EveryEnumerationSurvivesARoundTrip) {
  for (size_t t = 0; t < kTypes; ++t) EXPECT_EQ(parse_type(to_string(static_cast<Type>(t))), static_cast<Type>(t));
  for (size_t s = 0; s < kSectors; ++s)
    EXPECT_EQ(parse_sector(to_string(static_cast<Sector>(s))), static_cast<Sector>(s));
  for (size_t s = 0; s < kStatuses; ++s)
    EXPECT_EQ(parse_status(to_string(static_cast<Status>(s))), static_cast<Status>(s));
  EXPECT_FALSE(parse_type("FIGHT"));
}

TEST(Ascii, LowersLettersAndNothingElse) {
  EXPECT_EQ(ascii_lower("NATO's ÉLYSÉE 9[Z]"),
            "nato's \xC3\x89lys\xC3\x89"
            "e 9[z]");
  EXPECT_EQ(ascii_lower(""), "");
}

TEST(NameTable, NumbersNamesInTheOrderInWhichTheyCame) {
  NameTable table;
  EXPECT_FALSE(table.find(""));
  for (uint32_t i = 0; i < 1000; ++i) EXPECT_EQ(table.add("name " + std::to_string(i)), i);
  EXPECT_EQ(table.add("name 7"), 7u);
  EXPECT_EQ(table.add(""), 1000u);
  EXPECT_EQ(table.size(), 1001u);
  for (uint32_t i = 0; i < 1000; ++i) EXPECT_EQ(table.find("name " + std::to_string(i)), i);
  EXPECT_EQ(table.find(""), 1000u);
  EXPECT_FALSE(table.find("name 1000"));
}

TEST(Around, WholeWordsOfOneParagraph) {
  EXPECT_EQ(around("Police in Minsk detained 200.", {16, 24}), "Police in Minsk detained 200.");
  EXPECT_EQ(around("Title\n\nPolice detained 200.\n\nMore", {14, 22}), "Police detained 200.");
  EXPECT_EQ(around("short", {3, 9}), "");
  std::string text;
  for (int i = 0; i < 100; ++i) text += "word" + std::to_string(i) + " ";
  const std::string_view middle = around(text, {300, 306});
  EXPECT_LE(middle.size(), 326u);
  EXPECT_GE(middle.size(), 306u);
  for (const char edge : {text[static_cast<size_t>(middle.data() - text.data())], middle.back()}) EXPECT_EQ(edge, ' ');
}

}  // namespace
}  // namespace khaldun
