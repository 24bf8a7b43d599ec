#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "parse/arborescence.h"
#include "parse/conllu.h"
#include "parse/parser.h"
#include "text/split.h"

namespace khaldun {
namespace {

float score_of(const std::vector<float>& scores, const std::vector<uint32_t>& heads) {
  float sum = 0;
  for (size_t i = 0; i < heads.size(); ++i) sum += scores[i * (heads.size() + 1) + heads[i]];
  return sum;
}

bool is_tree(const std::vector<uint32_t>& heads) {
  if (std::ranges::count(heads, 0U) != 1) return false;
  for (size_t i = 0; i < heads.size(); ++i) {
    size_t at = i + 1;
    for (size_t steps = 0; at != 0; ++steps, at = heads[at - 1]) {
      if (steps > heads.size()) return false;
    }
  }
  return true;
}

TEST(Arborescence, AgreesWithEveryTreeTried) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> score(-3, 3);
  for (int round = 0; round < 300; ++round) {
    const size_t n = 1 + static_cast<size_t>(round % 5);
    std::vector<float> scores(n * (n + 1));
    for (float& s : scores) s = score(random);
    std::vector<uint32_t> best;
    best_tree(scores.data(), n, best);
    ASSERT_TRUE(is_tree(best));
    float top = -1e9F;
    std::vector<uint32_t> heads(n, 0);
    while (true) {
      if (is_tree(heads)) top = std::max(top, score_of(scores, heads));
      size_t digit = 0;
      while (digit < n && ++heads[digit] > n) heads[digit++] = 0;
      if (digit == n) break;
    }
    EXPECT_NEAR(score_of(scores, best), top, 1e-4) << "round " << round;
  }
}

TEST(Arborescence, CyclesWithinCycles) {
  // Neighbours head each other best, and nobody wants to be the root.
  constexpr size_t kWords = 400;
  std::vector<float> scores(kWords * (kWords + 1));
  for (size_t to = 0; to < kWords; ++to) {
    scores[to * (kWords + 1)] = to == 7 ? -5000 : -10000;
    for (size_t from = 0; from < kWords; ++from)
      scores[to * (kWords + 1) + from + 1] = -std::abs(static_cast<float>(to) - static_cast<float>(from));
  }
  std::vector<uint32_t> best;
  best_tree(scores.data(), kWords, best);
  ASSERT_TRUE(is_tree(best));
  EXPECT_EQ(best[7], 0U);
  EXPECT_FLOAT_EQ(score_of(scores, best), -5000 - (kWords - 1.F));
}

TEST(WordPieces, LetterCase) {
  const struct {
    const char* word;
    int expected;
  } rows[] = {{"2017", 0},   {"police", 1}, {"Police", 2}, {"A", 2},     {"NATO", 3},
              {"McGurk", 4}, {"Élysée", 2}, {"-", 0},      {"iPhone", 4}};
  for (const auto& row : rows) EXPECT_EQ(case_of(row.word), row.expected) << row.word;
}

TEST(WordPieces, GreedyFromTheLeft) {
  PackWriter writer("1");
  writer.dictionary("pieces", {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "er", "##do", "##gan", "'", "s", "un", "##known"});
  const Result<Pack> pack = Pack::from_bytes(writer.bytes(), "test");
  ASSERT_TRUE(pack);
  const Result<WordPieces> pieces = WordPieces::load(*pack);
  ASSERT_TRUE(pieces);
  const struct {
    std::string word;
    std::vector<int32_t> ids;
  } rows[] = {
      {"Erdoğan", {4, 5, 6}}, {"Er\u00ADdo\u00ADğan", {4, 5, 6}}, {"'s", {7, 8}}, {"unknown", {9, 10}}, {"zzz", {1}},
      {"ER'ER", {4, 7, 4}},   {std::string(100000, 'z'), {1}}};
  for (const auto& row : rows) {
    std::vector<int32_t> ids;
    pieces->split(row.word, ids);
    EXPECT_EQ(ids, row.ids) << row.word;
  }
}

TEST(Parser, GivesATreeAndTheSameOneTwice) {
  const Result<Pack> pack = Pack::open(KHALDUN_SOURCE "/tests/packs/tiny.pack");
  ASSERT_TRUE(pack) << pack.error().message;
  const Result<Parser> parser = Parser::load(*pack);
  ASSERT_TRUE(parser) << parser.error().message;
  Document document;
  document.text = "Police arrested two men. The president's visit didn't end. ";
  for (int i = 0; i < 600; ++i) document.text += "and so on ";
  ParseScratch scratch;
  std::string first, second;
  for (std::string* out : {&first, &second}) {
    Reading reading;
    split(document, reading);
    parser->parse(document, reading, scratch);
    for (const Sentence& s : reading.sentences) {
      int roots = 0;
      for (uint32_t w = s.first; w < s.last; ++w) {
        roots += reading.words[w].head < 0 ? 1 : 0;
        int32_t at = static_cast<int32_t>(w);
        for (uint32_t steps = 0; at >= 0; ++steps, at = reading.words[static_cast<size_t>(at)].head)
          ASSERT_LE(steps, s.last - s.first) << "a cycle";
      }
      EXPECT_EQ(roots, 1);
    }
    write_conllu(document, reading, *out);
  }
  EXPECT_EQ(first, second);
}

/// tests/packs/tiny.pack with another layer or other labels under one name.
struct Change {
  std::string name;  // "upos", "labels/upos"
  size_t out = 0, in = 0;
  std::vector<std::string> labels = {};
};

Pack tiny_but(const Change& change) {
  const Pack tiny = Pack::open(KHALDUN_SOURCE "/tests/packs/tiny.pack").value();
  PackWriter writer("1");
  const auto same = [&]<class T>(T, const std::string& name) {
    const auto tensor = tiny.tensor<T>(name).value();
    writer.tensor(name, std::vector<T>(tensor.values.begin(), tensor.values.end()), tensor.dims);
  };
  const auto linear = [&](const std::string& name) {
    if (name == change.name) {
      writer.tensor(name + "/weight", std::vector<int8_t>(change.out * change.in, 1), {change.out, change.in});
      writer.tensor(name + "/scale", std::vector<float>(change.out, 1), {change.out});
      writer.tensor(name + "/bias", std::vector<float>(change.out, 0), {change.out});
      return;
    }
    same(int8_t{}, name + "/weight");
    same(float{}, name + "/scale");
    same(float{}, name + "/bias");
  };
  same(int32_t{}, "encoder/shape");
  same(int8_t{}, "encoder/piece/weight");
  for (const char* name : {"piece/scale", "position", "case", "norm/weight", "norm/bias"})
    same(float{}, std::string("encoder/") + name);
  for (const std::string layer : {"encoder/0/", "encoder/1/"}) {
    for (const char* name : {"query", "key", "value", "output", "up", "down"}) linear(layer + name);
    for (const char* name : {"attention_norm/weight", "attention_norm/bias", "norm/weight", "norm/bias"})
      same(float{}, layer + name);
  }
  for (const char* name :
       {"upos", "feats", "lemma", "ner", "arc_head", "arc_dependent", "label_head", "label_dependent", "trigger",
        "event_type", "mode", "status", "role_trigger", "role_word", "arcs", "deprel", "roles"})
    linear(name);
  const auto rows = [&](const auto& strings) {
    std::vector<std::string> all;
    for (size_t i = 0; i < strings.size(); ++i) all.emplace_back(strings[i]);
    return all;
  };
  for (const char* label : {"upos", "feats", "lemma", "ner", "deprel", "type", "mode", "status", "role"}) {
    const std::string name = std::string("labels/") + label;
    writer.strings(name, name == change.name ? change.labels : rows(tiny.strings(name).value()));
  }
  writer.dictionary("pieces", change.name == "pieces" ? change.labels : rows(tiny.dictionary("pieces").value()));
  return Pack::from_bytes(writer.bytes(), "test").value();
}

TEST(Parser, SaysWhatAPackLacks) {
  std::vector<std::string> many = {"[CLS]", "[SEP]", "[UNK]"};
  for (int i = 0; i < 200; ++i) many.push_back(std::to_string(i));
  const struct {
    Change change;
    const char* says;
  } rows[] = {
      {{"upos", 17, 4096}, "tensor 'upos/weight': found shape 17 x 4096, wanted 17 x 32"},
      {{"arc_head", 3, 32}, "tensor 'arc_head/weight': found shape 3 x 32, wanted"},
      {{"label_dependent", 3, 32}, "tensor 'label_dependent/weight': found shape 3 x 32, wanted"},
      {{"role_word", 3, 32}, "tensor 'role_word/weight': found shape 3 x 32, wanted"},
      {{"mode", 3, 7}, "tensor 'mode/weight': found shape 3 x 7, wanted 3 x"},
      {{"arcs", 10, 4}, "'arcs' scores a pair 2 times, wanted once"},
      {{"feats", 3, 32}, "labels, its layer 3 outputs"},
      {{"pieces", 0, 0, {"[CLS]"}}, "its vocabulary lacks [SEP]"},
      {{"pieces", 0, 0, many}, "the encoder takes 103 pieces, 5 letter cases and sentences of 128 pieces; wanted 203"},
      {{"labels/ner", 0, 0, std::vector<std::string>(11, "B-PER")}, "labels/ner has 11 labels; wanted 'O'"},
      {{"labels/status", 0, 0, {"occurred", "occurred", "planned", "proposed", "alleged"}},
       "labels/status has 'occurred' twice"},
  };
  EXPECT_TRUE(Parser::load(tiny_but({})));
  for (const auto& row : rows) {
    const Result<Parser> parser = Parser::load(tiny_but(row.change));
    ASSERT_FALSE(parser) << row.says;
    EXPECT_NE(parser.error().message.find(row.says), std::string::npos) << parser.error().message;
  }
}

TEST(Conllu, ErrorsNameTheLine) {
  const struct {
    const char *text, *says;
  } rows[] = {{"1\tHi\n", "f:1: found 2 columns"},
              {"2\tHi\t_\t_\t_\t_\t_\t_\t_\t_\n", "f:1: found word number '2', wanted 1"},
              {"# a\n1\t\t_\t_\t_\t_\t_\t_\t_\t_\n", "f:2: the form is empty"},
              {"2-1\tHi\t_\t_\t_\t_\t_\t_\t_\t_\n", "f:1: '2-1' is no range"},
              {"1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n\n",
               "f:2: the sentence ends after word 0, wanted the words of 'don't' up to 2"},
              {"5-7\tHi\t_\t_\t_\t_\t_\t_\t_\t_\n", "f:1: found the range '5-7', wanted one from word 1 on"},
              {"1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n"
               "2-3\tn'tcha\t_\t_\t_\t_\t_\t_\t_\t_\n",
               "f:3: found the range '2-3', wanted word 2 of 'don't'"},
              {"", "f: found no sentences"},
              {"# newdoc id = a\n\n# newdoc id = b\n", "f: found no sentences"},
              {"\xff\n", "f: not UTF-8"}};
  for (const auto& row : rows) {
    const auto documents = read_conllu(row.text, "f");
    ASSERT_FALSE(documents) << row.text;
    EXPECT_EQ(documents.error().message.rfind(row.says, 0), 0U) << documents.error().message;
  }
}

TEST(Conllu, ASentenceHasItsLimit) {
  std::string text;
  for (uint32_t w = 1; w <= kMaxGiven; ++w) text += std::to_string(w) + "\tso\t_\t_\t_\t_\t_\t_\t_\t_\n";
  EXPECT_TRUE(read_conllu(text + "\n" + text, "f"));
  const auto documents = read_conllu(text + std::to_string(kMaxGiven + 1) + "\tso\t_\t_\t_\t_\t_\t_\t_\t_\n", "f");
  ASSERT_FALSE(documents);
  EXPECT_EQ(documents.error().message.rfind("f:2001: found a sentence of more than 2000 words", 0), 0U)
      << documents.error().message;
}

TEST(Conllu, KeepsWordsSentencesAndDocuments) {
  const std::string text =
      "# newdoc id = a\n# text = They "
      "don't.\n1\tThey\t_\t_\t_\t_\t_\t_\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
      "2\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n3\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n4\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
      "1\tNew York\t_\t_\t_\t_\t_\t_\t_\t_\n1.1\tgone\t_\t_\t_\t_\t_\t_\t_\t_\n\n# newdoc id = "
      "b\n1\tYes\t_\t_\t_\t_\t_\t_\t_\t_\n";
  const auto documents = read_conllu(text, "f");
  ASSERT_TRUE(documents) << documents.error().message;
  ASSERT_EQ(documents->size(), 2U);
  EXPECT_EQ(documents->front().document.text, "They don't.\nNew York\n");
  EXPECT_EQ(documents->front().reading.sentences.size(), 2U);
  std::string out;
  write_conllu(documents->front().document, documents->front().reading, out);
  EXPECT_NE(out.find("2-3\tdon't\t"), std::string::npos) << out;
  EXPECT_NE(out.find("\n1\tNew York\t"), std::string::npos) << out;
}

}  // namespace
}  // namespace khaldun
