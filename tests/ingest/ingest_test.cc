#include "ingest/ingest.h"

#include <gtest/gtest.h>

#include "ingest/gold.h"

namespace khaldun {
namespace {

TEST(ReadText, SaysWhyItIsNoArticle) {
  const struct {
    std::string bytes, says;
  } rows[] = {
      {"", "x: the text is empty"},
      {" \n\t\r\n", "x: the text is empty"},
      {std::string("PK\x03\x04\x00\x00", 6), "zero byte at offset 4"},
      {"{\\rtf1\\ansi They met.\\par}", "found RTF"},
      {"%PDF-1.4\nThey met.\n", "found a PDF"},
      {"Caf\xc3\xa9 talks, caf\xe9 talks", "not UTF-8 near byte 16"},
      {"\xff\xfe", "the text is empty"},
      {std::string(kMaxDocument + 1, 'a'), "at most 10000000 are read"},
  };
  for (const auto& row : rows) {
    const Result<Document> document = read_text(row.bytes, "x");
    ASSERT_FALSE(document) << row.says;
    EXPECT_NE(document.error().message.find(row.says), std::string::npos) << document.error().message;
  }
}

TEST(ReadText, KeepsEveryByte) {
  const std::string text = "\xEF\xBB\xBFTítulo\r\n\r\nBody “quoted”.\n";
  const Result<Document> document = read_text(text, "a.txt");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->text, text);
  EXPECT_EQ(document->id, "a.txt");
  EXPECT_EQ(document->title_end, 0U);
}

TEST(ReadTexts, TakesADownloadOfLexisNexisApart) {
  const auto texts = [](const std::string& bytes) {
    std::string all;
    for (const Result<Document>& d : read_texts(bytes, "x"))
      all += d ? d->id + "|" + d->text : "! " + d.error().message;
    return all;
  };
  EXPECT_EQ(texts("\xEF\xBB\xBF\r\n     1 of 2 DOCUMENTS\r\n\r\nThey met.\r\n\f\r\n  2 of 2 DOCUMENTS\r\nThey left.\n"),
            "x:1|\r\nThey met.\r\n\f\r\nx:2|They left.\n");
  EXPECT_EQ(texts("1 of 2 DOCUMENTS\n\n2 of 2 DOCUMENTS\nThey met."),
            "! x:1: the text is empty; wanted an article in plain textx:2|They met.");
  const std::string one = "They met.\n1 of 2 DOCUMENTS\nThey left.\n2 of 2 DOCUMENTS\n";
  EXPECT_EQ(texts(one), "x|" + one);
}

TEST(ReadText, AnIdIsUtf8AndOfOneLine) {
  EXPECT_EQ(read_text("They met.", "caf\xE9\n1.txt")->id, "caf\xEF\xBF\xBD 1.txt");
}

TEST(ReadJson, TakesTheFields) {
  const Result<JsonArticle> d = read_json(
      R"({"id":"a1","title":"Talks \"fail\"","text":"They met.","published":"2017-05-03","url":"http://example.org/"})",
      "f:1");
  ASSERT_TRUE(d) << d.error().message;
  EXPECT_EQ(d->document.id, "a1");
  EXPECT_EQ(d->document.text, "Talks \"fail\"\nThey met.");
  EXPECT_EQ(d->document.title_end, 12U);
  EXPECT_EQ(to_string(*d->document.published), "2017-05-03");
  EXPECT_EQ(d->document.url, "http://example.org/");
}

TEST(ReadJson, TakesFieldsOfOtherNames) {
  const Result<JsonArticle> d = read_json(R"({"id":"a1","text":"A summary.","body":"They met.","date":"2017-05-03"})",
                                          "f:1", {{"text", "body"}, {"published", "date"}});
  ASSERT_TRUE(d) << d.error().message;
  EXPECT_EQ(d->document.text, "They met.");
  EXPECT_EQ(to_string(*d->document.published), "2017-05-03");
}

TEST(ReadJson, PassesOverTheMarkBeforeAFile) { EXPECT_TRUE(read_json("\xEF\xBB\xBF{\"text\":\"They met.\"}", "f:1")); }

TEST(ReadJson, NullIsAsGoodAsAbsent) {
  const Result<JsonArticle> d =
      read_json(R"({"id":null,"title":null,"text":"They met.","published":null,"other":[1,2]})", "f:7");
  ASSERT_TRUE(d);
  EXPECT_EQ(d->document.id, "f:7");
  EXPECT_EQ(d->document.text, "They met.");
  EXPECT_FALSE(d->document.published);
}

TEST(ReadJson, SaysWhyItIsNoArticle) {
  const struct {
    std::string line, says;
  } rows[] = {
      {"{\"text\":", "f:1: no JSON object"},
      {"[1,2]", "f:1: no JSON object"},
      {"plain words", "f:1: no JSON object"},
      {R"({"id":"a","title":"Talks fail","body":"They met."})",
       "f:1: found the fields id, title, body; wanted \"text\""},
      {R"({"text":""})", "f:1: the text is empty"},
      {R"({"title":"Talks fail","text":null})", "f:1: \"text\" is null; wanted a string"},
      {R"({"id":7.5,"text":"They met."})", "\"id\" is 7.5; wanted a string"},
      {R"({"text":["a"]})", "\"text\" is [\"a\"]; wanted a string"},
      {R"({"text":"They met.","published":"3 May"})", "\"published\" is '3 May'; wanted a day such as"},
      {R"({"text":"They met.","published":"2017-05-03rd"})", "\"published\" is '2017-05-03rd'"},
      {R"({"text":"They met.","published":"0001-01-01T00:00:00Z"})", "\"published\" is '0001"},
      {R"({"text":"They \u0000 met."})", "zero byte"},
  };
  for (const auto& row : rows) {
    const Result<JsonArticle> document = read_json(row.line, "f:1");
    ASSERT_FALSE(document) << row.line;
    EXPECT_NE(document.error().message.find(row.says), std::string::npos) << document.error().message;
  }
}

TEST(ReadJson, AnIdMayBeANumber) {
  EXPECT_EQ(read_json(R"({"id":7,"text":"They met."})", "f:1")->document.id, "7");
  EXPECT_EQ(read_json(R"({"row":-12,"text":"They met."})", "f:1", {{"id", "row"}})->document.id, "-12");
}

TEST(ReadJson, SpansAreThoseOfTheLine) {
  const Result<JsonArticle> a = read_json(R"({"text":"They met in Minsk.","spans":[[12,17],[0,4]]})", "f:1");
  ASSERT_TRUE(a && a->spans && *a->spans);
  ASSERT_EQ((*a->spans)->size(), 2U);
  EXPECT_EQ((**a->spans)[0].of(a->document.text), "Minsk");
  const Result<JsonArticle> without = read_json(R"({"text":"They met in Minsk."})", "f:1");
  ASSERT_TRUE(without && without->spans);
  EXPECT_FALSE(*without->spans);
}

TEST(ReadJson, SaysWhyItsSpansAreNone) {
  for (const std::string spans :
       {"[[0,10]]", "[[1,3]]", "[[0,1]]", "[[4,4]]", "[[0]]", "[\"They\"]", "[[-1,4]]", "7"}) {
    const Result<JsonArticle> read = read_json("{\"text\":\"Él met.\",\"spans\":" + spans + "}", "f:1");
    ASSERT_TRUE(read) << "its text is good";
    ASSERT_FALSE(read->spans) << spans;
    EXPECT_EQ(read->spans.error().message.rfind("f:1: \"spans\"", 0), 0U) << read->spans.error().message;
  }
}

TEST(ReadRelation, TakesTheSpansOfTwoMentions) {
  std::string uid;
  const Result<RelationQuestion> q =
      read_relation(R"({"uid":"r7","text":"Peru accused Chile.","source":[0,4],"target":null})", "f:1", uid);
  ASSERT_TRUE(q) << q.error().message;
  EXPECT_EQ(q->uid, "\"r7\"");
  EXPECT_EQ(q->source->of(q->document.text), "Peru");
  EXPECT_FALSE(q->target);
}

TEST(ReadRelation, SaysWhatIsMissingAndKeepsTheUid) {
  const struct {
    const char *line, *uid, *says;
  } rows[] = {
      {"{", "null", "f:1: no JSON object"},
      {R"({"uid":3})", "3", "f:1: no \"text\""},
      {R"({"uid":3,"text":" "})", "3", "f:1: the text is empty"},
      {R"({"uid":3,"text":"Peru","source":[0,5]})", "3", "f:1: \"source\" is [0,5]; wanted [start,end]"},
      {R"({"uid":3,"text":"Peru","target":"Peru"})", "3", "f:1: \"target\" is \"Peru\"; wanted [start,end]"},
  };
  for (const auto& row : rows) {
    std::string uid;
    const auto question = read_relation(row.line, "f:1", uid);
    ASSERT_FALSE(question) << row.line;
    EXPECT_EQ(question.error().message.rfind(row.says, 0), 0U) << question.error().message;
    EXPECT_EQ(uid, row.uid);
  }
}

TEST(ReadGold, TakesTheShortFormAndOurOwn) {
  for (
      const char* line :
      {R"({"doc":"a1","type":"CONSULT","status":"occurred","source":[{"t":"Peru","n":null,"c":"PER","s":"GOV"}],"date":["2017-05-02","2017-05-03"],"place":{"n":"Lima","c":"PER"},"ev":["Peru met"]})",
       R"({"document":"a1","type":"CONSULT","status":"occurred","source":[{"text":"Peru","name":null,"country":"PER","sector":"GOV"}],"date":{"start":"2017-05-02","end":"2017-05-03"},"place":{"name":"Lima","country":"PER"},"evidence":[{"quote":"Peru met"}]})"}) {
    const Result<GoldRecord> record = read_gold(line, "g:1");
    ASSERT_TRUE(record) << record.error().message;
    ASSERT_TRUE(record->event);
    EXPECT_EQ(record->document, "a1");
    EXPECT_EQ(record->event->source.at(0).country, "PER");
    EXPECT_EQ(to_string(record->event->date->days.last), "2017-05-03");
    EXPECT_EQ(record->event->place->country, "PER");
    EXPECT_EQ(record->event->evidence.at(0).quote, "Peru met");
  }
  EXPECT_FALSE(read_gold(R"({"doc":"a2","none":true})", "g:2")->event);
}

TEST(ReadGold, SaysWhatIsWrong) {
  const struct {
    const char *line, *says;
  } rows[] = {
      {"[", "g:1: no JSON object"},
      {R"({"type":"CONSULT"})", "g:1: no \"doc\""},
      {R"({"doc":"a","type":"TALK","status":"occurred"})", "g:1: type 'TALK'"},
      {R"({"doc":"a","type":"CONSULT","status":"maybe"})", "g:1: status 'maybe'"},
      {R"({"doc":"a","type":"CONSULT","status":"occurred","target":[{"s":"KING"}]})", "g:1: sector 'KING'"},
      {R"({"doc":"a","type":"CONSULT","status":"occurred","date":["soon"]})", "g:1: date 'soon' to 'soon'"},
      {R"({"doc":"a","type":"CONSULT","status":"occurred","date":"2017-05-01"})",
       "g:1: \"date\" is \"2017-05-01\"; wanted ["},
      {R"({"doc":"a","type":"CONSULT","status":"occurred","place":"Minsk"})", "g:1: \"place\" is \"Minsk\"; wanted {"},
      {R"({"doc":"a","type":"ASSAULT","status":"occurred","killed":"7"})", "g:1: \"killed\" is \"7\"; wanted a whole"},
      {R"({"doc":"a","type":"ASSAULT","status":"occurred","source":"Police"})",
       "g:1: \"source\" is \"Police\"; wanted a list"},
      {R"({"doc":"a","type":"CONSULT","status":"occurred","mode":"chat"})",
       "g:1: mode 'chat'; CONSULT has visit, third-party"},
      {R"({"doc":"a","type":"AGREE","status":"occurred","mode":"chat"})", "g:1: mode 'chat'; AGREE has none"},
  };
  for (const auto& row : rows) {
    const Result<GoldRecord> record = read_gold(row.line, "g:1");
    ASSERT_FALSE(record) << row.line;
    EXPECT_EQ(record.error().message.rfind(row.says, 0), 0U) << record.error().message;
  }
}

}  // namespace
}  // namespace khaldun
