#include "coder/relate.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "mini.h"

namespace khaldun {
namespace {

class NoActors : public FillerTest {
 public:
  [[nodiscard]] bool is(uint32_t, std::string_view) const override { return false; }
};

Bytes bytes_of(const Mini& mini, std::string_view words) {
  const auto begin = static_cast<uint32_t>(mini.document.text.find(words));
  return {begin, begin + static_cast<uint32_t>(words.size())};
}

constexpr const char* kFrames =
    "[ACCUSE - 112]\nv accuse : subj -> obj\n"
    "[CONSULT - 040]\nv meet : subj,obj,with ->\n"
    "[CONSULT phone 041]\nv phone : subj -> obj\n"
    "[SUPPORT - 051]\nv thank : subj -> obj\n"
    "[REJECT yield 124]\nv refuse xcomp=@any : subj -> xcomp.obj\n"
    "[RETREAT release 0841]\nv free : subj -> obj\n"
    "[PROTEST demo 141]\nv march : subj -> on\n"
    "[SANCTION - 163]\nv blacklist : subj -> obj\nn ban : mod -> on\n"
    "[AGREE - 057]\nv sign obj=pact : subj,with ->\n"
    "[CONCEDE - 081]\nv lift obj=ban : subj -> obj.on\n"
    "[ASSAULT - 190]\nv shell : subj -> obj\nn war : poss -> on\n";

struct RelateRow {
  const char *words, *source, *target, *type;
};

const RelateRow kRelations[] = {
    {"Peru/Peru/PROPN/2/nsubj accused/accuse/VERB/0/root Chile/Chile/PROPN/2/obj", "Peru", "Chile", "ACCUSE"},
    {"Chile/Chile/PROPN/3/nsubj:pass was/be/AUX/3/aux:pass blacklisted/blacklist/VERB/0/root by/by/ADP/5/case "
     "Peru/Peru/PROPN/3/obl:agent",
     "Peru", "Chile", "COERCE"},
    // Two acts in a sentence: each pair has its own.
    {"Peru/Peru/PROPN/2/nsubj met/meet/VERB/0/root Chile/Chile/PROPN/2/obj and/and/CCONJ/5/cc "
     "accused/accuse/VERB/2/conj Bolivia/Bolivia/PROPN/5/obj",
     "Peru", "Chile", "CONSULT"},
    {"Peru/Peru/PROPN/2/nsubj met/meet/VERB/0/root Chile/Chile/PROPN/2/obj and/and/CCONJ/5/cc "
     "accused/accuse/VERB/2/conj Bolivia/Bolivia/PROPN/5/obj",
     "Peru", "Bolivia", "ACCUSE"},
    // PLOVER's sets of pairs go by the root of the CAMEO code, but for sanctions.
    {"Peru/Peru/PROPN/2/nsubj signed/sign/VERB/0/root a/a/DET/4/det pact/pact/NOUN/2/obj with/with/ADP/6/case "
     "Chile/Chile/PROPN/2/obl",
     "Peru", "Chile", "SUPPORT"},
    // What is refused is not done.
    {"Peru/Peru/PROPN/2/nsubj refused/refuse/VERB/0/root to/to/PART/4/mark free/free/VERB/2/xcomp "
     "Chile/Chile/PROPN/4/obj",
     "Peru", "Chile", "REJECT"},
    // A conflict that is announced threatens; a duty is asked for.
    {"Peru/Peru/PROPN/3/nsubj will/will/AUX/3/aux march/march/VERB/0/root on/on/ADP/5/case Chile/Chile/PROPN/3/obl",
     "Peru", "Chile", "THREATEN"},
    {"Peru/Peru/PROPN/2/nsubj said/say/VERB/0/root Chile/Chile/PROPN/5/nsubj must/must/AUX/5/aux "
     "free/free/VERB/2/ccomp captives/captive/NOUN/5/obj",
     "Peru", "Chile", "REQUEST"},
    {"Peru/Peru/PROPN/3/nsubj might/might/AUX/3/aux blacklist/blacklist/VERB/0/root Chile/Chile/PROPN/3/obj", "Peru",
     "Chile", "THREATEN"},
    // What is somebody's goes on, whatever is planned about it.
    {"Peru/Peru/PROPN/3/nsubj will/will/AUX/3/aux discuss/discuss/VERB/0/root Chile/Chile/PROPN/6/nmod:poss "
     "'s/'s/PART/4/case war/war/NOUN/3/obj on/on/ADP/8/case Bolivia/Bolivia/PROPN/6/nmod",
     "Chile", "Bolivia", "ASSAULT"},
    // To say of somebody that harm is done is to accuse; what is only expected is not.
    {"Peru/Peru/PROPN/2/nsubj said/say/VERB/0/root Chile/Chile/PROPN/5/nsubj had/have/AUX/5/aux "
     "shelled/shell/VERB/2/ccomp Bolivia/Bolivia/PROPN/5/obj",
     "Peru", "Chile", "ACCUSE"},
    {"Peru/Peru/PROPN/2/nsubj said/say/VERB/0/root Chile/Chile/PROPN/5/nsubj had/have/AUX/5/aux "
     "shelled/shell/VERB/2/ccomp Bolivia/Bolivia/PROPN/5/obj",
     "Chile", "Bolivia", "ASSAULT"},
    {"Peru/Peru/PROPN/2/nsubj said/say/VERB/0/root it/it/PRON/5/nsubj would/would/AUX/5/aux meet/meet/VERB/2/ccomp "
     "Chile/Chile/PROPN/5/obj",
     "Peru", "Chile", "AGREE"},
    // A call brings the thanks.
    {"Peru/Peru/PROPN/2/nsubj phoned/phone/VERB/0/root Chile/Chile/PROPN/2/obj to/to/PART/5/mark "
     "thank/thank/VERB/2/advcl it/it/PRON/5/obj",
     "Peru", "Chile", "SUPPORT"},
    // What is lifted is not laid on.
    {"Peru/Peru/PROPN/2/nsubj lifted/lift/VERB/0/root its/its/PRON/4/nmod:poss ban/ban/NOUN/2/obj on/on/ADP/6/case "
     "Chile/Chile/PROPN/4/nmod",
     "Peru", "Chile", "CONCEDE"},
    // An unseen side.
    {"Peru/Peru/PROPN/2/nsubj accused/accuse/VERB/0/root Chile/Chile/PROPN/2/obj", "Peru", nullptr, "ACCUSE"},
};

TEST(Relate, NamesTheActBetweenTheMentions) {
  FrameTable frames;
  ASSERT_TRUE(frames.add(kFrames, "test"));
  for (const RelateRow& row : kRelations) {
    const Mini mini(row.words);
    Pair pair{bytes_of(mini, row.source), std::nullopt};
    if (row.target != nullptr) pair.target = bytes_of(mini, row.target);
    const auto scores = relate(Tree(mini.document, mini.reading), frames, NoActors(), pair);
    EXPECT_EQ(to_string(static_cast<Type>(std::ranges::max_element(scores) - scores.begin())), row.type)
        << mini.document.text;
    EXPECT_GT(std::ranges::min(scores), 0);
  }
}

TEST(Relate, HearsTheEventHeadWhereNoFrameSpeaks) {
  Mini mini("Peru/Peru/PROPN/2/nsubj shunned/shun/VERB/0/root Chile/Chile/PROPN/2/obj");
  Trigger trigger;
  trigger.word = 1;
  trigger.type[static_cast<size_t>(Type::REJECT)] = 0.8F;
  trigger.roles = {{0, 0.9F, 0.05F}, {2, 0.05F, 0.9F}};
  mini.reading.triggers = {trigger};
  const FrameTable none;
  const auto scores =
      relate(Tree(mini.document, mini.reading), none, NoActors(), {bytes_of(mini, "Peru"), bytes_of(mini, "Chile")});
  EXPECT_EQ(std::ranges::max_element(scores) - scores.begin(), static_cast<std::ptrdiff_t>(Type::REJECT));
}

TEST(Relate, WhatAParticipleTellsWasBefore) {
  Mini mini("Peru/Peru/PROPN/2/nsubj freed/free/VERB/0/root captured/capture/VERB/4/amod sailors/sailor/NOUN/2/obj");
  Trigger freed, captured;
  freed.word = 1;
  freed.type[static_cast<size_t>(Type::RETREAT)] = 0.7F;
  captured.word = 2;
  captured.type[static_cast<size_t>(Type::COERCE)] = 0.9F;
  freed.roles = captured.roles = {{0, 0.9F, 0.05F}, {3, 0.05F, 0.9F}};
  mini.reading.triggers = {freed, captured};
  const FrameTable none;
  const auto scores =
      relate(Tree(mini.document, mini.reading), none, NoActors(), {bytes_of(mini, "Peru"), bytes_of(mini, "sailors")});
  EXPECT_EQ(std::ranges::max_element(scores) - scores.begin(), static_cast<std::ptrdiff_t>(Type::RETREAT));
}

}  // namespace
}  // namespace khaldun
