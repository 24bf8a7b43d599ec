// Texts as PostgreSQL takes them.
#include "store/postgres_text.h"

#include <gtest/gtest.h>

namespace khaldun {
namespace {

std::string accepted(std::string_view text) {
  std::string storage;
  return std::string(acceptable(text, storage));
}

TEST(PostgresText, WhatIsNoUtf8IsReplacedAByteAtATime) {
  const std::string r = "\xEF\xBF\xBD";
  EXPECT_EQ(accepted("plain, Erdo\xC4\x9F"
                     "an, \xE2\x82\xAC, \xF0\x9F\x98\x80"),
            "plain, Erdo\xC4\x9F"
            "an, \xE2\x82\xAC, \xF0\x9F\x98\x80");
  EXPECT_EQ(accepted(std::string("a\0b", 3)), "a" + r + "b");
  EXPECT_EQ(accepted("caf\xE9.txt"), "caf" + r + ".txt");
  EXPECT_EQ(accepted("\xC0\xAF"), r + r) << "overlong";
  EXPECT_EQ(accepted("\xED\xA0\x80"), r + r + r) << "a surrogate";
  EXPECT_EQ(accepted("\xF4\x90\x80\x80"), r + r + r + r) << "beyond the last character";
  EXPECT_EQ(accepted("cut \xE2\x82"), "cut " + r + r);
  EXPECT_EQ(accepted(""), "");
}

TEST(PostgresText, ARowOfCopyIsReadBackAsItWas) {
  std::string out;
  write_copy({7, -1.5, Value(), "tab\tline\nback\\slash\r", "", Value::bytes(std::string_view("\0\xFF", 2))}, out);
  EXPECT_EQ(out, "7\t-1.5\t\\N\ttab\\tline\\nback\\\\slash\\r\t\t\\\\x00ff\n");
}

TEST(PostgresText, ParametersAreNumbered) {
  EXPECT_EQ(numbered("a = ? AND b = ?"), "a = $1 AND b = $2");
  EXPECT_EQ(numbered("a = ?1 AND b <> ?2 AND c = ?1"), "a = $1 AND b <> $2 AND c = $1");
}

}  // namespace
}  // namespace khaldun
