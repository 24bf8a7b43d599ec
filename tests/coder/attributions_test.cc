#include "coder/attributions.h"

#include <gtest/gtest.h>

#include "mini.h"

namespace khaldun {
namespace {

struct Row {
  const char *words, *expected;  // "source | cue | content | content"
};

const Row kRows[] = {
    {"The/the/DET/2/det envoy/envoy/NOUN/3/nsubj said/say/VERB/0/root rebels/rebel/NOUN/5/nsubj fled/flee/VERB/3/ccomp",
     "The envoy | said | rebels fled"},
    {"Rebels/rebel/NOUN/2/nsubj fled/flee/VERB/0/root ,/,/PUNCT/5/punct he/he/PRON/5/nsubj said/say/VERB/2/parataxis",
     "he | said | Rebels fled"},
    {"\"/\"/PUNCT/2/punct Leave/leave/VERB/0/root ,/,/PUNCT/2/punct \"/\"/PUNCT/2/punct she/she/PRON/6/nsubj "
     "said/say/VERB/2/parataxis",
     "she | said | \" Leave , \""},
    {"Rebels/rebel/NOUN/2/nsubj fled/flee/VERB/0/root according/accord/VERB/5/case to/to/ADP/3/fixed "
     "police/police/NOUN/2/obl",
     "police | according to | Rebels fled"},
    {"The/the/DET/2/det envoy/envoy/NOUN/3/nsubj denied/deny/VERB/0/root the/the/DET/5/det report/report/NOUN/3/obj",
     "The envoy | denied | the report"},
    {"Rebels/rebel/NOUN/3/nsubj:pass are/be/AUX/3/aux:pass believed/believe/VERB/0/root to/to/PART/5/mark "
     "flee/flee/VERB/3/xcomp",
     "- | are believed | Rebels | to flee"},
    {"Peru/Peru/PROPN/2/nsubj accused/accuse/VERB/0/root Chile/Chile/PROPN/2/obj of/of/SCONJ/5/mark "
     "spying/spy/VERB/2/advcl",
     "Peru | accused | Chile of spying"},
    {"Troops/troops/NOUN/2/nsubj seized/seize/VERB/0/root Kovel/Kovel/PROPN/2/obj", ""},
};

Cues some_cues() {
  Cues cues;
  for (const auto& [word, takes] : std::initializer_list<std::pair<const char*, const char*>>{
           {"say", "that"}, {"deny", "obj"}, {"believe", "that to"}, {"accuse", "+of"}})
    EXPECT_TRUE(cues.add("verb", word, takes));
  return cues;
}

TEST(Attributions, HaveSourceCueAndContent) {
  const Cues cues = some_cues();
  for (const Row& row : kRows) {
    const Mini mini(row.words);
    const auto words = [&](std::optional<Bytes> span) {
      return span ? std::string(span->of(mini.document.text)) : "-";
    };
    std::string found;
    for (const AttributionSpans& a : attributions_in(mini.document, mini.reading, cues)) {
      found += words(a.source) + " | " + words(a.cue);
      for (const Bytes part : a.content) found += " | " + words(part);
    }
    EXPECT_EQ(found, row.expected) << mini.document.text;
  }
}

TEST(Cues, RefuseWhatTheTableDoesNotDescribe) {
  Cues cues;
  const Result<void> mark = cues.add("verb", "say", "that whatever");
  ASSERT_FALSE(mark);
  EXPECT_NE(mark.error().message.find("'whatever'"), std::string::npos) << mark.error().message;
  EXPECT_FALSE(cues.add("preposition", "per", "clause"));
  EXPECT_FALSE(cues.add("verb", "", "that"));
}

}  // namespace
}  // namespace khaldun
