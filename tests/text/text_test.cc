#include <fmt/format.h>
#include <gtest/gtest.h>

#include "text/split.h"

namespace khaldun {
namespace {

Reading read(const std::string& text, uint32_t title_end = 0) {
  Document document;
  document.text = text;
  document.title_end = title_end;
  Reading reading;
  split(document, reading);
  return reading;
}

std::string words_of(const std::string& text) {
  std::string out;
  for (const Word& w : read(text).words) out += (out.empty() ? "" : "|") + std::string(w.span.of(text));
  return out;
}

std::string sentences_of(const std::string& text, uint32_t title_end = 0) {
  std::string out;
  for (const Sentence& s : read(text, title_end).sentences)
    out += (out.empty() ? "" : " // ") + std::string(s.span.of(text));
  return out;
}

struct Row {
  const char *text, *expected;
};

TEST(Words, FollowEnglishEwt) {
  const Row rows[] = {
      {"Police arrested two men.", "Police|arrested|two|men|."},
      {"They didn't go.", "They|did|n't|go|."},
      {"They didn’t go.", "They|did|n’t|go|."},
      {"It's Putin's turn", "It|'s|Putin|'s|turn"},
      {"the leaders' meeting", "the|leaders|'|meeting"},
      {"We'll see; they've left, I'm sure he'd agree", "We|'ll|see|;|they|'ve|left|,|I|'m|sure|he|'d|agree"},
      {"You cannot win", "You|can|not|win"},
      {"I'm gonna leave", "I|'m|gon|na|leave"},
      {"can't", "ca|n't"},
      {"Shaikh Abdullah al-Ani", "Shaikh|Abdullah|al|-|Ani"},
      {"a one-on-one meeting", "a|one|-|on|-|one|meeting"},
      {"the U.S. army", "the|U.S.|army"},
      {"U.S.-led forces", "U.S.|-|led|forces"},
      {"at 10:30 a.m. today", "at|10:30|a.m.|today"},
      {"Gen. Smith met Lt. Col. Jones", "Gen.|Smith|met|Lt.|Col.|Jones"},
      {"J. K. Rowling", "J.|K.|Rowling"},
      {"It cost Rs. 500 on Tues. Nov. 8", "It|cost|Rs.|500|on|Tues.|Nov.|8"},
      {"on Jan. 5, 2017", "on|Jan.|5|,|2017"},
      {"Pfc. Lane met Amb. Ford and Dist. Atty. Cole", "Pfc.|Lane|met|Amb.|Ford|and|Dist.|Atty.|Cole"},
      {"Wait a sec. Sec. Ford left", "Wait|a|sec|.|Sec.|Ford|left"},
      {"Pu\u00ADtin met them", "Pu\u00ADtin|met|them"},
      {"No. 10 Downing Street", "No.|10|Downing|Street"},
      {"St. Petersburg", "St.|Petersburg"},
      {"1,000.5 tonnes", "1,000.5|tonnes"},
      {"5/3/2017", "5/3/2017"},
      {"$5 million, 5% of it", "$|5|million|,|5|%|of|it"},
      {"€30bn", "€|30|bn"},
      {"the 1990s and the 5th of May", "the|1990s|and|the|5th|of|May"},
      {"see https://example.org/a-b?c=1.", "see|https://example.org/a-b?c=1|."},
      {"write to desk@example.org, please", "write|to|desk@example.org|,|please"},
      {"O'Neill visited N'Djamena and Côte d'Ivoire", "O'Neill|visited|N'Djamena|and|Côte|d'Ivoire"},
      {"AT&T", "AT&T"},
      {"\"We will not sign,\" he said.", "\"|We|will|not|sign|,|\"|he|said|."},
      {"“We go,” she said", "“|We|go|,|”|she|said"},
      {"``We will not sign,'' he said", "``|We|will|not|sign|,|''|he|said"},
      {"``It is the cities''", "``|It|is|the|cities|''"},
      {"(the group)", "(|the|group|)"},
      {"Wait... what?!", "Wait|...|what|?|!"},
      {"talks -- at last", "talks|--|at|last"},
      {"3–5 May", "3|–|5|May"},
      {"Erdoğan met Çavuşoğlu", "Erdoğan|met|Çavuşoğlu"},
      {"Москва", "Москва"},
      {"and/or", "and|/|or"},
      {"10am", "10|am"},
      {"COVID-19", "COVID|-|19"},
      {"leaders of the U.S", "leaders|of|the|U.S"},
  };
  for (const Row& row : rows) EXPECT_EQ(words_of(row.text), row.expected);
}

TEST(Words, InitialsWithoutEndTakeLinearTime) {
  std::string text;
  for (int i = 0; i < 1'000'000; ++i) text += "a.";
  EXPECT_GT(read(text).words.size(), 10'000U);
}

TEST(Words, JoinedMarksClitics) {
  const std::string text = "Putin's men didn't go";
  std::string joined;
  for (const Word& w : read(text).words) {
    if (w.joined) joined += std::string(w.span.of(text)) + " ";
  }
  EXPECT_EQ(joined, "'s n't ");
}

TEST(Sentences, FollowTheText) {
  const Row rows[] = {
      {"They met. They agreed.", "They met. // They agreed."},
      {"He met Gen. Smith in Paris on Jan. 5. They talked.", "He met Gen. Smith in Paris on Jan. 5. // They talked."},
      {"He left the U.S. army in May.", "He left the U.S. army in May."},
      {"He works for the F.B.I. The agency arrested two.", "He works for the F.B.I. // The agency arrested two."},
      {"It was the U.S.S.R. The army fired.", "It was the U.S.S.R. // The army fired."},
      {"He lives in Miami, Fla. The police left.", "He lives in Miami, Fla. // The police left."},
      {"They took the town.[12] He left.[3][4] Page [5] is lost.",
       "They took the town.[12] // He left.[3][4] // Page [5] is lost."},
      {"“We go,” he said.“We stay.”", "“We go,” he said. // “We stay.”"},
      {"They agreed.The army left. “We stay.”They met?Yes.",
       "They agreed. // The army left. // “We stay.” // They met? // Yes."},
      {"He met J.Smith, Gen.Jones and St.John of Node.Js.", "He met J.Smith, Gen.Jones and St.John of Node.Js."},
      {"He left on Tues. The army fired. He sat. Police fired.",
       "He left on Tues. // The army fired. // He sat. // Police fired."},
      {"He left in Sept. The army fired.", "He left in Sept. // The army fired."},
      {"He met Gen. The and Pfc. A of the F.B.I. New York office.",
       "He met Gen. The and Pfc. A of the F.B.I. New York office."},
      {"It was fined. $5 million was lost. £2 million was found. «We go.» *He left. #Free them.",
       "It was fined. // $5 million was lost. // £2 million was found. // «We go.» // *He left. // #Free them."},
      {"3. $5 million was lost. It took U.S. $5 million.", "3. $5 million was lost. // It took U.S. $5 million."},
      {"They left. école is French.", "They left. école is French."},
      {"He left the U.S. The army stayed.", "He left the U.S. // The army stayed."},
      {"\"We go.\" She left.", "\"We go.\" // She left."},
      {"``We go.'' She left. ``We stay,'' he said.", "``We go.'' // She left. // ``We stay,'' he said."},
      {"(They met.) He left.", "(They met.) // He left."},
      {"Did they meet? Yes! They did.", "Did they meet? // Yes! // They did."},
      {"It cost 3.5 million. Nobody paid.", "It cost 3.5 million. // Nobody paid."},
      {"Talks fail\n\nThe talks failed on Monday.", "Talks fail // The talks failed on Monday."},
      {"First line.\nSecond line.", "First line. // Second line."},
      {"He waited... and left.", "He waited... and left."},
      {"He waited..... Nobody came..... but he stayed.", "He waited..... // Nobody came..... but he stayed."},
      {"At 5 p.m. the troops left.", "At 5 p.m. the troops left."},
      {"He is No. 2 in the party. He won.", "He is No. 2 in the party. // He won."},
      {"The answer was no. The army left.", "The answer was no. // The army left."},
      {"Two were ill. Doctors came. He wrote on page 5 of no. 7.",
       "Two were ill. // Doctors came. // He wrote on page 5 of no. 7."},
      {"They moved in a mass. Police fired.", "They moved in a mass. // Police fired."},
      {"They turned to Plan B. The army left.", "They turned to Plan B. // The army left."},
      {"He fought in World War I. In 1919 he left.", "He fought in World War I. // In 1919 he left."},
      {"He met J. A. Okoro and Ill. Gov. Quinn.", "He met J. A. Okoro and Ill. Gov. Quinn."},
      {"They said \"no.\" and left.", "They said \"no.\" and left."},
      {"LIMA, May 3 (Reuters) - The talks failed.", "LIMA, May 3 (Reuters) - // The talks failed."},
      {"PORT LOUIS, 4 June 2021 \xE2\x80\x94 Police fired.", "PORT LOUIS, 4 June 2021 \xE2\x80\x94 // Police fired."},
      {"Lima, Peru (AP) -- He left.", "Lima, Peru (AP) -- // He left."},
      {"PORT-AU-PRINCE, Haiti (Feb. 8) - Police fired.", "PORT-AU-PRINCE, Haiti (Feb. 8) - // Police fired."},
      {"GOMA, Democratic Republic of Congo \xE2\x80\x94 Troops left.",
       "GOMA, Democratic Republic of Congo \xE2\x80\x94 // Troops left."},
      {"AL-TANF and the North-East - the desert - are quiet.", "AL-TANF and the North-East - the desert - are quiet."},
      {"NATO - the alliance - met.", "NATO - the alliance - met."},
      {"The AL-TANF base was hit.", "The AL-TANF base was hit."},
      {"", ""},
      {" \n\n ", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(sentences_of(row.text), row.expected);
}

TEST(Sentences, ATitleStandsAlone) {
  const std::string text = "Dr. Who wins. Really\nThe vote ended.";
  const Reading reading = read(text, 20);
  ASSERT_EQ(reading.sentences.size(), 2U);
  EXPECT_TRUE(reading.sentences[0].heading);
  EXPECT_FALSE(reading.sentences[1].heading);
}

TEST(Sentences, HardWrappedLinesJoin) {
  const std::string text =
      "The foreign ministers of both countries met in the capital on Monday\n"
      "and agreed to open the border before the end of the month, officials\n"
      "in both capitals said, after two years of talks that had led nowhere\n"
      "at all. They will meet again.\n";
  EXPECT_EQ(read(text).sentences.size(), 2U);
  EXPECT_EQ(
      sentences_of(
          "The two ministers met in the capital for a second day and\nagreed to open the border.\nThe army left."),
      "The two ministers met in the capital for a second day and\nagreed to open the border. // The army left.");
}

TEST(Sentences, ABylineIsNoWrappedLine) {
  EXPECT_EQ(sentences_of("Ministers of both countries meet in the capital again\nby Jane Roe\nTalks opened\nThey met."),
            "Ministers of both countries meet in the capital again // by Jane Roe // Talks opened // They met.");
}

TEST(Sentences, ACarriageReturnIsNoPartOfItsLine) {
  EXPECT_EQ(sentences_of("The two ministers met in the capital for a second day.\r\n"
                         "The army left the border on the same day, they said.\r\n"
                         "They did not say why the troops had gone home early.\r\n"
                         "Vote in the north\r\n"
                         "Polls opened at dawn.\r\n"),
            "The two ministers met in the capital for a second day. // "
            "The army left the border on the same day, they said. // "
            "They did not say why the troops had gone home early. // Vote in the north // Polls opened at dawn.");
}

TEST(Sentences, TheLongestAreCut) {
  std::string text = "They came";
  for (int i = 0; i < 25'000; ++i) text += ", and went";
  const Reading reading = read(text);
  EXPECT_GT(reading.words.size(), 50'000U);
  for (const Sentence& s : reading.sentences) {
    EXPECT_LE(s.last - s.first, kMaxSentence);
    EXPECT_GT(s.last, s.first);
  }
  EXPECT_EQ(reading.sentences.back().last, reading.words.size());
}

}  // namespace
}  // namespace khaldun
