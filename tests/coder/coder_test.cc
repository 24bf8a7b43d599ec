#include <gtest/gtest.h>

#include <algorithm>

#include "coder/clause.h"
#include "coder/context.h"
#include "coder/frame.h"
#include "coder/quantity.h"
#include "mini.h"

namespace khaldun {
namespace {

/// "subj army, obj Missiles": the clause of the first word with this lemma.
std::string arguments_of(const Mini& mini, const std::string& lemma) {
  const Tree tree(mini.document, mini.reading);
  for (uint32_t w = 0; w < mini.reading.words.size(); ++w) {
    if (mini.reading.words[w].lemma != lemma) continue;
    const std::optional<Clause> clause = clause_of(tree, w);
    if (!clause) return "no clause";
    std::vector<std::string> found;
    for (const Argument& a : clause->arguments)
      found.push_back(std::string(a.slot) + " " + std::string(tree.form(a.word)));
    std::ranges::sort(found);
    std::string out;
    for (const std::string& f : found) out += (out.empty() ? "" : ", ") + f;
    return out;
  }
  return "no such word";
}

struct ClauseRow {
  const char *name, *words, *predicate, *arguments;
};

const ClauseRow kClauses[] = {
    {"active", "Troops/troops/NOUN/2/nsubj seized/seize/VERB/0/root Kovel/Kovel/PROPN/2/obj", "seize",
     "obj Kovel, subj Troops"},
    {"passive",
     "Kovel/Kovel/PROPN/3/nsubj:pass was/be/AUX/3/aux:pass seized/seize/VERB/0/root by/by/ADP/5/case "
     "troops/troops/NOUN/3/obl:agent",
     "seize", "by troops, obj Kovel, subj troops"},
    {"auxiliary and negation",
     "Oslo/Oslo/PROPN/4/nsubj will/will/AUX/4/aux not/not/PART/4/advmod/Polarity=Neg attend/attend/VERB/0/root",
     "attend", "aux will, neg not, subj Oslo"},
    {"participle",
     "missiles/missile/NOUN/5/nsubj fired/fire/VERB/1/acl/Tense=Past|VerbForm=Part by/by/ADP/4/case "
     "rebels/rebel/NOUN/2/obl:agent hit/hit/VERB/0/root Homs/Homs/PROPN/5/obj",
     "fire", "by rebels, obj missiles, subj rebels"},
    {"relative",
     "rebels/rebel/NOUN/0/root who/who/PRON/3/nsubj/PronType=Rel attacked/attack/VERB/1/acl:relcl "
     "Homs/Homs/PROPN/3/obj",
     "attack", "obj Homs, subj rebels"},
    {"relative object", "raid/raid/NOUN/0/root Turkey/Turkey/PROPN/3/nsubj launched/launch/VERB/1/acl:relcl", "launch",
     "obj raid, subj Turkey"},
    {"object control",
     "Rome/Rome/PROPN/2/nsubj urged/urge/VERB/0/root Libya/Libya/PROPN/2/obj to/to/PART/5/mark free/free/VERB/2/xcomp "
     "sailors/sailor/NOUN/5/obj",
     "free", "obj sailors, subj Libya"},
    {"indirect object control",
     "Rome/Rome/PROPN/2/nsubj begged/beg/VERB/0/root Libya/Libya/PROPN/2/iobj to/to/PART/5/mark free/free/VERB/2/xcomp "
     "sailors/sailor/NOUN/5/obj",
     "free", "obj sailors, subj Libya"},
    {"subject control",
     "Rome/Rome/PROPN/2/nsubj promised/promise/VERB/0/root Libya/Libya/PROPN/2/obj to/to/PART/5/mark "
     "send/send/VERB/2/xcomp aid/aid/NOUN/5/obj",
     "send", "obj aid, subj Rome"},
    {"coordination",
     "Peru/Peru/PROPN/4/nsubj and/and/CCONJ/3/cc Chile/Chile/PROPN/1/conj signed/sign/VERB/0/root and/and/CCONJ/6/cc "
     "ratified/ratify/VERB/4/conj it/it/PRON/4/obj",
     "ratify", "obj it, subj Chile, subj Peru"},
    {"possessive",
     "Iran/Iran/PROPN/3/nmod:poss 's/'s/PART/1/case attack/attack/NOUN/0/root on/on/ADP/5/case "
     "Erbil/Erbil/PROPN/3/nmod",
     "attack", "on Erbil, poss Iran"},
    {"support verb",
     "Turkey/Turkey/PROPN/2/nsubj launched/launch/VERB/0/root an/a/DET/4/det attack/attack/NOUN/2/obj on/on/ADP/6/case "
     "Afrin/Afrin/PROPN/4/nmod",
     "attack", "by Turkey, on Afrin"},
    {"sufferer", "Afrin/Afrin/PROPN/2/nsubj suffered/suffer/VERB/0/root an/a/DET/4/det attack/attack/NOUN/2/obj",
     "attack", "on Afrin"},
    {"adjective",
     "Oslo/Oslo/PROPN/3/nsubj is/be/AUX/3/cop critical/critical/ADJ/0/root of/of/ADP/5/case Riga/Riga/PROPN/3/obl",
     "critical", "of Riga, subj Oslo"},
};

TEST(Clause, UndoesConstructions) {
  for (const ClauseRow& row : kClauses)
    EXPECT_EQ(arguments_of(Mini(row.words), row.predicate), row.arguments) << row.name;
}

struct StatusRow {
  const char *words, *predicate;
  Status status;
};

const StatusRow kStatusRows[] = {
    {"Troops/troops/NOUN/2/nsubj seized/seize/VERB/0/root Kovel/Kovel/PROPN/2/obj", "seize", Status::occurred},
    {"Rome/Rome/PROPN/3/nsubj will/will/AUX/3/aux send/send/VERB/0/root aid/aid/NOUN/3/obj", "send", Status::planned},
    {"Rome/Rome/PROPN/4/nsubj did/do/AUX/4/aux not/not/PART/4/advmod send/send/VERB/0/root aid/aid/NOUN/4/obj", "send",
     Status::denied},
    {"Rome/Rome/PROPN/2/nsubj failed/fail/VERB/0/root to/to/PART/4/mark send/send/VERB/2/xcomp aid/aid/NOUN/4/obj",
     "send", Status::denied},
    {"Rome/Rome/PROPN/2/nsubj wants/want/VERB/0/root to/to/PART/4/mark send/send/VERB/2/xcomp aid/aid/NOUN/4/obj",
     "send", Status::proposed},
    {"Rome/Rome/PROPN/2/nsubj plans/plan/VERB/0/root to/to/PART/4/mark send/send/VERB/2/xcomp aid/aid/NOUN/4/obj",
     "send", Status::planned},
    {"Troops/troops/NOUN/3/nsubj reportedly/reportedly/ADV/3/advmod seized/seize/VERB/0/root Kovel/Kovel/PROPN/3/obj",
     "seize", Status::alleged},
    {"If/if/SCONJ/3/mark Rome/Rome/PROPN/3/nsubj attacks/attack/VERB/5/advcl we/we/PRON/5/nsubj "
     "leave/leave/VERB/0/root",
     "attack", Status::proposed},
    {"a/a/DET/3/det planned/planned/ADJ/3/amod summit/summit/NOUN/0/root", "summit", Status::planned},
    // What governs the act, and whether it lies in the past.
    {"Rome/Rome/PROPN/3/nsubj is/be/AUX/3/aux going/go/VERB/0/root/Tense=Pres|VerbForm=Part to/to/PART/5/mark "
     "send/send/VERB/3/xcomp",
     "send", Status::planned},
    {"Rome/Rome/PROPN/2/nsubj has/have/VERB/0/root/Tense=Pres|VerbForm=Fin to/to/PART/4/mark send/send/VERB/2/xcomp",
     "send", Status::proposed},
    {"Rome/Rome/PROPN/2/nsubj had/have/VERB/0/root/Tense=Past|VerbForm=Fin to/to/PART/4/mark send/send/VERB/2/xcomp",
     "send", Status::occurred},
    {"Rome/Rome/PROPN/3/nsubj was/be/AUX/3/cop/Tense=Past able/able/ADJ/0/root to/to/PART/5/mark "
     "send/send/VERB/3/xcomp",
     "send", Status::occurred},
    {"Rome/Rome/PROPN/3/nsubj is/be/AUX/3/cop/Tense=Pres unable/unable/ADJ/0/root to/to/PART/5/mark "
     "send/send/VERB/3/xcomp",
     "send", Status::denied},
    {"Rome/Rome/PROPN/3/nsubj is/be/AUX/3/cop/Tense=Pres likely/likely/ADJ/0/root to/to/PART/5/mark "
     "send/send/VERB/3/xcomp",
     "send", Status::proposed},
    {"Rome/Rome/PROPN/4/nsubj is/be/AUX/4/cop/Tense=Pres too/too/ADV/4/advmod weak/weak/ADJ/0/root to/to/PART/6/mark "
     "send/send/VERB/4/xcomp",
     "send", Status::denied},
    {"Rome/Rome/PROPN/2/nsubj managed/manage/VERB/0/root/Tense=Past|VerbForm=Fin to/to/PART/4/mark "
     "send/send/VERB/2/xcomp",
     "send", Status::occurred},
    {"Rome/Rome/PROPN/4/nsubj did/do/AUX/4/aux/Tense=Past not/not/PART/4/advmod fail/fail/VERB/0/root "
     "to/to/PART/6/mark "
     "send/send/VERB/4/xcomp",
     "send", Status::occurred},
    {"Troops/troops/NOUN/2/nsubj stopped/stop/VERB/0/root/Tense=Past|VerbForm=Fin firing/fire/VERB/2/xcomp", "fire",
     Status::occurred},
    // Imperatives, and what follows from them.
    {"Send/send/VERB/0/root/Mood=Imp|VerbForm=Fin aid/aid/NOUN/1/obj", "send", Status::proposed},
    {"Let/let/VERB/0/root/Mood=Imp|VerbForm=Fin Rome/Rome/PROPN/1/obj send/send/VERB/1/xcomp aid/aid/NOUN/3/obj",
     "send", Status::proposed},
    {"Note/note/VERB/0/root/Mood=Imp|VerbForm=Fin that/that/SCONJ/4/mark Rome/Rome/PROPN/4/nsubj "
     "sends/send/VERB/1/ccomp/Tense=Pres|VerbForm=Fin",
     "send", Status::occurred},
    // A past of its own.
    {"We/we/PRON/2/nsubj hope/hope/VERB/0/root/Tense=Pres|VerbForm=Fin Rome/Rome/PROPN/4/nsubj "
     "sent/send/VERB/2/ccomp/Tense=Past|VerbForm=Fin aid/aid/NOUN/4/obj",
     "send", Status::occurred},
    {"Rome/Rome/PROPN/3/nsubj will/will/AUX/3/aux fight/fight/VERB/0/root and/and/CCONJ/5/cc "
     "sent/send/VERB/3/conj/Tense=Past|VerbForm=Fin troops/troops/NOUN/5/obj",
     "send", Status::occurred},
    // Clauses beside the main one.
    {"Troops/troops/NOUN/2/nsubj came/come/VERB/0/root/Tense=Past|VerbForm=Fin to/to/PART/4/mark "
     "seize/seize/VERB/2/advcl Kovel/Kovel/PROPN/4/obj",
     "seize", Status::occurred},
    {"Troops/troops/NOUN/2/nsubj come/come/VERB/0/root/Tense=Pres|VerbForm=Fin to/to/PART/4/mark "
     "seize/seize/VERB/2/advcl Kovel/Kovel/PROPN/4/obj",
     "seize", Status::planned},
    {"We/we/PRON/3/nsubj will/will/AUX/3/aux leave/leave/VERB/0/root when/when/ADV/6/advmod they/they/PRON/6/nsubj "
     "attack/attack/VERB/3/advcl/Tense=Pres|VerbForm=Fin",
     "attack", Status::planned},
    {"We/we/PRON/2/nsubj left/leave/VERB/0/root/Tense=Past|VerbForm=Fin before/before/SCONJ/5/mark "
     "they/they/PRON/5/nsubj "
     "attacked/attack/VERB/2/advcl/Tense=Past|VerbForm=Fin",
     "attack", Status::occurred},
    {"We/we/PRON/2/nsubj leave/leave/VERB/0/root/Tense=Pres|VerbForm=Fin before/before/SCONJ/5/mark "
     "they/they/PRON/5/nsubj attack/attack/VERB/2/advcl/Tense=Pres|VerbForm=Fin",
     "attack", Status::planned},
    {"They/they/PRON/2/nsubj left/leave/VERB/0/root/Tense=Past|VerbForm=Fin without/without/SCONJ/4/mark "
     "signing/sign/VERB/2/advcl/VerbForm=Ger",
     "sign", Status::denied},
    {"No/no/DET/2/det troops/troops/NOUN/3/nsubj crossed/cross/VERB/0/root/Tense=Past|VerbForm=Fin", "cross",
     Status::denied},
};

TEST(Context, Status) {
  for (const StatusRow& row : kStatusRows) {
    const Mini mini(row.words);
    const Tree tree(mini.document, mini.reading);
    for (uint32_t w = 0; w < mini.reading.words.size(); ++w) {
      if (mini.reading.words[w].lemma == row.predicate) {
        EXPECT_EQ(to_string(status_of(tree, w).status), to_string(row.status)) << mini.document.text;
      }
    }
  }
}

TEST(Context, Attribution) {
  const Mini mini(
      "The/the/DET/2/det ministry/ministry/NOUN/3/nsubj said/say/VERB/0/root rebels/rebel/NOUN/5/nsubj "
      "fled/flee/VERB/3/ccomp");
  const Tree tree(mini.document, mini.reading);
  const std::optional<Attribution> by = attribution_of(tree, 4);
  ASSERT_TRUE(by);
  EXPECT_EQ(source_text(tree, by->source), "ministry");
  EXPECT_FALSE(attribution_of(tree, 2)) << "the reporter's own voice";
}

TEST(Quantity, Tolls) {
  struct Row {
    const char* words;
    std::optional<int> killed, injured, arrested;
  };
  const Row rows[] = {
      {"Police/police/NOUN/2/nsubj arrested/arrest/VERB/0/root 14/14/NUM/4/nummod people/person/NOUN/2/obj",
       {},
       {},
       14},
      {"Twenty/twenty/NUM/2/nummod soldiers/soldier/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass killed/kill/VERB/0/root",
       20,
       {},
       {}},
      {"1,200/1200/NUM/2/nummod people/person/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass wounded/wound/VERB/0/root",
       {},
       1200,
       {}},
      {"Dozens/dozen/NOUN/3/nsubj:pass were/be/AUX/3/aux:pass killed/kill/VERB/0/root", {}, {}, {}},
      {"bombs/bomb/NOUN/2/nsubj killed/kill/VERB/0/root two/two/NUM/4/nummod soldiers/soldier/NOUN/2/obj "
       "and/and/CCONJ/7/cc five/five/NUM/7/nummod civilians/civilian/NOUN/4/conj",
       7,
       {},
       {}},
      {"they/they/PRON/2/nsubj killed/kill/VERB/0/root one/one/NUM/4/compound hundred/hundred/NUM/7/nummod "
       "and/and/CCONJ/6/cc twenty/twenty/NUM/4/conj rebels/rebel/NOUN/2/obj",
       120,
       {},
       {}},
      {"they/they/PRON/2/nsubj killed/kill/VERB/0/root a/a/DET/4/det hundred/hundred/NUM/5/nummod "
       "people/people/NOUN/2/obj",
       100,
       {},
       {}},
      {"they/they/PRON/2/nsubj killed/kill/VERB/0/root several/several/ADJ/4/amod hundred/hundred/NUM/5/nummod "
       "people/people/NOUN/2/obj",
       {},
       {},
       {}},
      {"they/they/PRON/2/nsubj killed/kill/VERB/0/root two/two/NUM/6/nummod or/or/CCONJ/5/cc three/three/NUM/3/conj "
       "people/people/NOUN/2/obj",
       2,
       {},
       {}},
      {"they/they/PRON/2/nsubj killed/kill/VERB/0/root 1.2/1.2/NUM/4/compound million/million/NUM/5/nummod "
       "people/people/NOUN/2/obj",
       {},
       {},
       {}},
      {"they/they/PRON/2/nsubj killed/kill/VERB/0/root seven/seven/NUM/4/nummod civilians/civilian/NOUN/2/obj "
       "two/two/NUM/6/nummod children/child/NOUN/4/conj among/among/ADP/8/case them/they/PRON/6/nmod",
       7,
       {},
       {}},
      {"they/they/PRON/2/nsubj held/detain/VERB/0/root 60/60/NUM/4/nummod people/people/NOUN/2/obj ,/,/PUNCT/8/punct "
       "including/include/VERB/8/case two/two/NUM/8/nummod nuns/nun/NOUN/4/nmod and/and/CCONJ/11/cc a/a/DET/11/det "
       "teacher/teacher/NOUN/4/conj/Number=Sing",
       {},
       {},
       60},
      {"a/a/DET/2/det teacher/teacher/NOUN/4/nsubj:pass/Number=Sing was/be/AUX/4/aux:pass shot/shoot/VERB/0/root "
       "dead/dead/ADJ/4/xcomp",
       1,
       {},
       {}},
      {"the/the/DET/2/det police/police/NOUN/4/nsubj:pass/Number=Sing was/be/AUX/4/aux:pass hurt/hurt/VERB/0/root",
       {},
       {},
       {}},
      {"bombs/bomb/NOUN/2/nsubj exploded/explode/VERB/0/root leaving/leave/VERB/2/advcl 27/27/NUM/3/obj "
       "dead/dead/ADJ/3/advcl",
       27,
       {},
       {}},
  };
  for (const Row& row : rows) {
    const Mini mini(row.words);
    const Tree tree(mini.document, mini.reading);
    const Toll toll = toll_of(tree, 0);
    EXPECT_EQ(toll.killed, row.killed) << mini.document.text;
    EXPECT_EQ(toll.injured, row.injured) << mini.document.text;
    EXPECT_EQ(toll.arrested, row.arrested) << mini.document.text;
  }
}

class NoActors : public FillerTest {
 public:
  [[nodiscard]] bool is(uint32_t, std::string_view) const override { return false; }
};

TEST(Frames, AreFoundByPredicatesAndFillersNotBySlots) {
  FrameTable table;
  ASSERT_TRUE(table.add("[CONSULT - 040]\nv hold|have  obj=talks|phone-call with=!rebel : subj,with -> \n", "test"));
  const Frame& frame = table.frames().front();
  for (const char* word : {"hold", "have", "talks", "phone_call", "rebel"}) EXPECT_TRUE(frame.names(word)) << word;
  for (const char* word : {"v", "obj", "with", "subj", "call", "!rebel"}) EXPECT_FALSE(frame.names(word)) << word;
}

TEST(Frames, TheMostSpecificWins) {
  FrameTable table;
  ASSERT_TRUE(
      table.add("@talks = talk|negotiation\n"
                "[CONSULT - 040]\nv hold  obj=@talks : subj,with ->\n"
                "[NONE]\nv hold  obj=breath\n"
                "[COERCE seize 171]\nv hold : subj -> obj\n",
                "test"));
  const struct {
    const char *words, *frame;
  } rows[] = {
      {"Oslo/Oslo/PROPN/2/nsubj held/hold/VERB/0/root talks/talk/NOUN/2/obj", "consult.hold.talks"},
      {"Oslo/Oslo/PROPN/2/nsubj held/hold/VERB/0/root breath/breath/NOUN/2/obj", "none.hold.breath"},
      {"Oslo/Oslo/PROPN/2/nsubj held/hold/VERB/0/root ships/ship/NOUN/2/obj", "coerce.hold"},
  };
  for (const auto& row : rows) {
    const Mini mini(row.words);
    const Tree tree(mini.document, mini.reading);
    const FrameMatch match = table.best(*clause_of(tree, 1), tree, NoActors());
    ASSERT_NE(match.frame, nullptr) << row.frame;
    EXPECT_EQ(match.frame->id, row.frame);
  }
}

TEST(Frames, NamesOfManyWordsStandInTheText) {
  FrameTable table;
  ASSERT_TRUE(
      table.add("[COERCE martial-law 172]\nv declare  obj=state_of_emergency : subj ->\n"
                "[AGREE - 057]\nn free_trade_agreement : between ->\nn cease-fire : between ->\n"
                "[ACCUSE - 112]\nn human_rights_abuse : by ->\n"
                "[ASSAULT - 190]\nn car-ramming_attack : by -> on\n",
                "test"));
  const struct {
    const char* words;
    uint32_t word;
    const char* frame;  // "" for none
  } rows[] = {
      {"They/they/PRON/2/nsubj declared/declare/VERB/0/root a/a/DET/4/det state/state/NOUN/2/obj of/of/ADP/6/case "
       "emergency/emergency/NOUN/4/nmod",
       1, "coerce.declare.state_of_emergency"},
      {"They/they/PRON/2/nsubj declared/declare/VERB/0/root a/a/DET/4/det state/state/NOUN/2/obj of/of/ADP/6/case "
       "bliss/bliss/NOUN/4/nmod",
       1, ""},
      {"free/free/ADJ/2/amod trade/trade/NOUN/3/compound agreements/agreement/NOUN/0/root", 2,
       "agree.free_trade_agreement"},
      {"human/human/ADJ/2/amod rights/right/NOUN/3/compound abuses/abuse/NOUN/0/root", 2, "accuse.human_rights_abuse"},
      {"cease/cease/NOUN/3/compound -/-/PUNCT/1/punct fire/fire/NOUN/0/root", 2, "agree.cease_fire"},
      {"car/car/NOUN/3/compound -/-/PUNCT/1/punct ramming/ramming/NOUN/4/compound attack/attack/NOUN/0/root", 3,
       "assault.car_ramming_attack"},
      {"ramming/ramming/NOUN/2/compound attack/attack/NOUN/0/root", 1, ""},
  };
  for (const auto& row : rows) {
    const Mini mini(row.words);
    const Tree tree(mini.document, mini.reading);
    const FrameMatch match = table.best(*clause_of(tree, row.word), tree, NoActors());
    EXPECT_EQ(match.frame == nullptr ? "" : match.frame->id, row.frame) << row.words;
  }
}

TEST(Frames, EveryClassIsDefined) {
  FrameTable table;
  ASSERT_TRUE(table.add("[CONSULT - 040]\nv hold  obj=@talks : subj,with ->\n", "t")) << "it may stand in a later file";
  EXPECT_EQ(table.undefined_classes(), "t:2: there is no class '@talks'; define it as @talks = lemma|lemma");
  ASSERT_TRUE(table.add("@talks = talk|negotiation\n", "u"));
  EXPECT_EQ(table.undefined_classes(), "");
}

TEST(Frames, ErrorsNameFileAndLine) {
  const struct {
    const char *text, *says;
  } rows[] = {
      {"v call : subj -> obj\n", "t:1: a frame stands before"},
      {"[FIGHT - 19]\n", "t:1: 'FIGHT' is none of the 16 types"},
      {"[CONSULT riot 04]\n", "t:1: CONSULT has no mode 'riot'"},
      {"[CONSULT - 4x]\n", "t:1: '4x' is no CAMEO code"},
      {"[CONSULT - 040]\n\nv call subj -> obj\n", "t:3: 'subj' is no condition"},
      {"[CONSULT - 040]\nv | obj=talks : subj -> obj\n", "t:2: '|' names no predicate"},
      {"[CONSULT - 040]\nv call |=talks : subj -> obj\n", "t:2: '|=talks' names no slot"},
      {"[CONSULT - 040]\nv call obj=| : subj -> obj\n", "t:2: 'obj=|' names no filler"},
      {"[CONSULT - 040]\nv call : subj obj\n", "t:2: roles want"},
      {"[CONSULT - 040]\nv call\n", "t:2: roles are missing"},
      {"[CONSULT - 040]\nv call : subj -> obj status=maybe\n", "t:2: 'maybe' is no status"},
      {"[CONSULT - 040\n", "t:1: a block wants a closing ]"},
  };
  for (const auto& row : rows) {
    FrameTable table;
    const Result<void> added = table.add(row.text, "t");
    ASSERT_FALSE(added) << row.text;
    EXPECT_EQ(added.error().message.rfind(row.says, 0), 0U) << added.error().message;
  }
}

}  // namespace
}  // namespace khaldun
