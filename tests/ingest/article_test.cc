// What every reader asks of an article: its encoding, its language, its day.
#include "ingest/article.h"

#include <gtest/gtest.h>

#include "ingest/charset.h"
#include "ingest/ingest.h"

namespace khaldun {
namespace {

struct CharsetRow {
  std::string bytes;
  const char *declared, *utf8;
};

TEST(Charset, IsDeclaredOrDetected) {
  const CharsetRow rows[] = {
      {"Caf\xC3\xA9", "", "Caf\xC3\xA9"},
      {"Caf\xC3\xA9", "iso-8859-1", "Caf\xC3\xA9"},  // many pages declare what they are not
      {"Caf\xC3\xA9", "utf-16", "Caf\xC3\xA9"},
      {"Caf\xE9", "utf-16", "Caf\xC3\xA9"},
      {"Caf\xC3\xA9", "utf8mb4", "Caf\xC3\xA9"},
      {"Caf\xE9", "iso-8859-1", "Caf\xC3\xA9"},
      {"Caf\xC3\xA9 caf\xE9", "utf-8", "Caf\xC3\xA9 caf\xEF\xBF\xBD"},
      {"\x93quoted\x94", "latin1", "\xE2\x80\x9Cquoted\xE2\x80\x9D"},
      {std::string("\xFF\xFE"
                   "a\0b\0",
                   6),
       "", "ab"},
      {"It\x92s over.", "", "It’s over."},
      {"Pe\xF1"
       "a Nieto met Santos.",
       "", "Peña Nieto met Santos."},
      {"na\xEFve", "", "naïve"},
      {"\xC7"
       "avu\xFEo\xF0lu met envoys \x96 again.",
       "", "Çavuşoğlu met envoys – again."},
      {"Dvo\xF8\xE1k\x92s aide left.", "", "Dvořák’s aide left."},
      {"\xCF\xF0\xE5\xE7\xE8\xE4\xE5\xED\xF2 \xF1\xEA\xE0\xE7\xE0\xEB, \xF7\xF2\xEE "
       "\xEF\xE5\xF0\xE5\xE3\xEE\xE2\xEE\xF0\xFB \xEF\xF0\xEE\xF8\xEB\xE8",
       "", "Президент сказал, что переговоры прошли"},
  };
  for (const CharsetRow& row : rows) {
    const Result<std::string> text = to_utf8(row.bytes, row.declared);
    ASSERT_TRUE(text) << text.error().message;
    EXPECT_EQ(*text, row.utf8);
  }
  EXPECT_EQ(to_utf8("Caf\xC3\xA9 and caf\xE9", "").error().message.rfind("the text is not UTF-8 near byte 13", 0), 0U);
  EXPECT_EQ(to_utf8("\xE9", "klingon").error().message, "the encoding 'KLINGON' is unknown");
}

TEST(Language, OtherThanEnglishIsRejected) {
  const std::string french =
      "La police a arrêté dimanche deux cents manifestants dans la capitale, selon le ministère. Les manifestants "
      "réclamaient de nouvelles élections et la "
      "libération des dirigeants de l’opposition détenus depuis plusieurs mois.";
  EXPECT_EQ(read_text(french, "f.txt").error().message,
            "f.txt: the text is in French; wanted English, which is all that the tables and the network know");
}

struct DayRow {
  const char *text, *day;
};

TEST(Day, IsReadFromDatesAndAddresses) {
  for (const DayRow& row : {DayRow{"2017-05-03T10:00:00+02:00", "2017-05-03"},
                            {"20170503T100000Z", "2017-05-03"},
                            {"Wed, 3 May 2017 10:00:00 GMT", "2017-05-03"},
                            {"03 May 2017", "2017-05-03"},
                            {"2017/05/03 10:00", "2017-05-03"},
                            {"May 3, 2017", "2017-05-03"},
                            {"\n Wednesday, SEPT. 13, 2017 10:00 AM\n", "2017-09-13"},
                            {"Wed May 03 10:00:00 +0000 2017", "2017-05-03"},
                            {"Sat, 5 Mar 22 10:00:00 GMT", "2022-03-05"},
                            {"30-Dec-99", "1999-12-30"},
                            {"5-May-2017", "2017-05-05"},
                            {"May 2017", ""},
                            {"May 33, 2017", ""},
                            {"the 3 May 2017", ""},
                            {"2017-05/03", ""},
                            {"2017-13-03", ""},
                            {"0001-01-01", ""},
                            {"Mon, 01 Jan 0001 00:00:00 GMT", ""},
                            {"yesterday", ""},
                            {"", ""}}) {
    const std::optional<Day> day = day_in(row.text);
    EXPECT_EQ(day ? to_string(*day) : "", row.day) << row.text;
  }
  for (const DayRow& row : {DayRow{"http://e.org/2017/05/03/talks", "2017-05-03"},
                            {"http://e.org/a-2017-05-03", "2017-05-03"},
                            {"http://e.org/0001/01/01/a-2017-05-03", "2017-05-03"},
                            {"http://e.org/12017/05/03/", ""},
                            {"http://e.org/2017/15/03/", ""}}) {
    const std::optional<Day> day = day_in_url(row.text);
    EXPECT_EQ(day ? to_string(*day) : "", row.day) << row.text;
  }
}

}  // namespace
}  // namespace khaldun
