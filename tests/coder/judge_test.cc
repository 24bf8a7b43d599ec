#include <gtest/gtest.h>

#include <cstdio>

#include "coder/path.h"
#include "mini.h"
#include "pack/weights.h"

namespace khaldun {
namespace {

struct PathRow {
  const char *name, *words, *predicate, *word, *path;
};

const PathRow kPaths[] = {
    {"argument", "Troops/troops/NOUN/2/nsubj seized/seize/VERB/0/root Kovel/Kovel/PROPN/2/obj", "seize", "Kovel",
     "obj"},
    {"modifier of an argument", "Malian/Malian/ADJ/2/amod troops/troops/NOUN/3/nsubj left/leave/VERB/0/root", "leave",
     "Malian", "subj>mod"},
    {"coordination is no step",
     "Peru/Peru/PROPN/4/nsubj and/and/CCONJ/3/cc Chile/Chile/PROPN/1/conj met/meet/VERB/0/root", "meet", "Chile",
     "subj"},
    {"beside the verb that carries it", "Oslo/Oslo/PROPN/2/nsubj praised/praise/VERB/0/root raids/raid/NOUN/2/obj",
     "raid", "Oslo", "obj^subj"},
    {"subject of a passive above",
     "Homs/Homs/PROPN/3/nsubj:pass was/be/AUX/3/aux:pass hit/hit/VERB/0/root in/in/ADP/5/case raids/raid/NOUN/3/obl",
     "raid", "Homs", "in^passsubj"},
    {"itself", "raids/raid/NOUN/0/root", "raid", "raids", "self"},
};

TEST(Casting, SaysWhereAWordStandsAsSeenFromThePredicate) {
  for (const PathRow& row : kPaths) {
    const Mini mini(row.words);
    const Tree tree(mini.document, mini.reading);
    std::string path = "no such word";
    for (uint32_t p = 0; p < mini.reading.words.size(); ++p) {
      if (mini.reading.words[p].lemma != row.predicate) continue;
      for (uint32_t w = 0; w < mini.reading.words.size(); ++w) {
        if (tree.form(w) == row.word) path = path_to(tree, *clause_of(tree, p), w);
      }
    }
    EXPECT_EQ(path, row.path) << row.name;
  }
}

/// A pack with these lines as its table of weights.
Result<Weights> weights_of(const std::vector<std::string>& lines, size_t outputs) {
  PackWriter writer("test");
  writer.strings("judge/test", lines);
  const std::string path = testing::TempDir() + "judge_test.pack";
  EXPECT_TRUE(writer.write(path));
  const Result<Pack> pack = Pack::open(path);
  EXPECT_TRUE(pack);
  std::remove(path.c_str());
  return Weights::load(*pack, "judge/test", outputs);
}

TEST(Weights, AddUpTheFeaturesThatTheyKnow) {
  const Result<Weights> weights = weights_of({"any\t0.5\t-1", "path=subj\t2\t-0.25"}, 2);
  ASSERT_TRUE(weights);
  FeatureList features(true);
  EXPECT_EQ(weights->sum(features), Weights::Sums{});
  features.put({"any"});
  features.put({"path=", std::string("subj")});
  features.put({"path=", "no", "where"});
  EXPECT_EQ(weights->sum(features), (Weights::Sums{2.5, -1.25}));
  EXPECT_EQ(features.text(), "any; path=subj; path=nowhere");
}

TEST(Weights, RefuseALineThatIsNoFeatureWithItsNumbers) {
  for (const char* line : {"any", "any\t0.5", "any\t0.5\tmuch", "any\t\t1", "any\t0.5x\t1", "any\t0.5\t1\t2"}) {
    const Result<Weights> weights = weights_of({"fine\t1\t1", line}, 2);
    ASSERT_FALSE(weights) << line;
    EXPECT_NE(weights.error().message.find("row 2"), std::string::npos) << weights.error().message;
  }
}

}  // namespace
}  // namespace khaldun
