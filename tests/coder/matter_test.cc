#include "coder/matter.h"

#include <gtest/gtest.h>

#include "mini.h"

namespace khaldun {
namespace {

struct MatterRow {
  const char *name, *words, *predicate;
  Type type;
  const char *code, *narrowed;  // what narrowed it in brackets
};

const MatterRow kRows[] = {
    {"below the object",
     "Oslo/Oslo/PROPN/2/nsubj refused/refuse/VERB/0/root to/to/PART/4/mark lift/lift/VERB/2/xcomp "
     "sanctions/sanction/NOUN/4/obj",
     "refuse", Type::REJECT, "120", "1244 yield [sanction]"},
    {"under nothing that lifts", "Oslo/Oslo/PROPN/2/nsubj rejected/reject/VERB/0/root sanctions/sanction/NOUN/2/obj",
     "reject", Type::REJECT, "120", "120  []"},
    {"codes of other acts stay", "Oslo/Oslo/PROPN/2/nsubj lifted/lift/VERB/0/root sanctions/sanction/NOUN/2/obj",
     "lift", Type::CONCEDE, "085", "085  []"},
    {"the nearest first",
     "Oslo/Oslo/PROPN/2/nsubj rejected/reject/VERB/0/root talks/talk/NOUN/2/obj on/on/ADP/5/case "
     "lifting/lift/VERB/3/acl sanctions/sanction/NOUN/5/obj",
     "reject", Type::REJECT, "120", "125 meet [talk]"},
    {"what is told around it",
     "Students/student/NOUN/2/nsubj marched/march/VERB/0/root as/as/SCONJ/5/mark he/he/PRON/5/nsubj "
     "resigned/resign/VERB/2/advcl",
     "march", Type::PROTEST, "141", "141  []"},
    {"a purpose",
     "Students/student/NOUN/2/nsubj marched/march/VERB/0/root to/to/PART/4/mark demand/demand/VERB/2/advcl "
     "he/he/PRON/6/nsubj resign/resign/VERB/4/ccomp",
     "march", Type::PROTEST, "141", "1411  [resign]"},
    {"told with those who protest",
     "Students/student/NOUN/5/nsubj demanding/demand/VERB/1/acl his/his/PRON/4/nmod:poss "
     "resignation/resignation/NOUN/2/obj clashed/clash/VERB/0/root",
     "clash", Type::PROTEST, "141", "1411  [resignation]"},
    {"arms of the doer", "Gunmen/gunman/NOUN/2/nsubj attacked/attack/VERB/0/root Goma/Goma/PROPN/2/obj", "attack",
     Type::ASSAULT, "190", "193 firearms [gunman]"},
    {"not of the one attacked", "Troops/troops/NOUN/2/nsubj attacked/attack/VERB/0/root gunmen/gunman/NOUN/2/obj",
     "attack", Type::ASSAULT, "190", "190  []"},
    {"who speaks is no matter", "Gunmen/gunman/NOUN/2/nsubj rejected/reject/VERB/0/root it/it/PRON/2/obj", "reject",
     Type::REJECT, "190", "190  []"},
    {"words of several parts",
     "Oslo/Oslo/PROPN/2/nsubj refused/refuse/VERB/0/root to/to/PART/4/mark step/step/VERB/2/xcomp "
     "down/down/ADP/4/compound:prt",
     "refuse", Type::REJECT, "120", "1231 change [step]"},
};

TEST(Matters, NarrowACodeByWhatTheActIsAbout) {
  Matters matters;
  ASSERT_TRUE(matters.add("120|124", "1244", "yield", "lift|ease", "sanction|embargo"));
  ASSERT_TRUE(matters.add("120", "125", "meet", "-", "talk"));
  ASSERT_TRUE(matters.add("120", "1231", "change", "-", "step_down"));
  ASSERT_TRUE(matters.add("140|141", "1411", "-", "-", "resign|resignation"));
  ASSERT_TRUE(matters.add("190", "193", "firearms", "-", "gunman"));
  const Ontology ontology;
  for (const MatterRow& row : kRows) {
    const Mini mini(row.words);
    const Tree tree(mini.document, mini.reading);
    std::string got = "no such word";
    for (uint32_t w = 0; w < mini.reading.words.size(); ++w) {
      if (mini.reading.words[w].lemma != row.predicate) continue;
      Candidate candidate;
      candidate.type = row.type;
      candidate.clause = *clause_of(tree, w);
      Event event;
      event.type = row.type;
      event.cameo = row.code;
      const std::string_view by = matters.narrow(tree, candidate, ontology, event);
      got = event.cameo + " " + event.mode + " [" + std::string(by) + "]";
    }
    EXPECT_EQ(got, row.narrowed) << row.name;
  }
}

TEST(Matters, WantCodesAndWords) {
  Matters matters;
  EXPECT_FALSE(matters.add("", "1244", "yield", "-", "sanction"));
  EXPECT_FALSE(matters.add("120", "1244", "yield", "-", ""));
}

}  // namespace
}  // namespace khaldun
