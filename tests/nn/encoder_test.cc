#include "nn/encoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <thread>

#include "every_target.h"
#include "nn/biaffine.h"
#include "nn/self_test.h"

namespace khaldun {
namespace {

Pack tiny() {
  auto pack = Pack::open(KHALDUN_SOURCE "/tests/packs/tiny.pack");
  if (!pack) ADD_FAILURE() << pack.error().message;
  return std::move(*pack);
}

template <class T>
std::vector<T> values(const Pack& pack, const std::string& name) {
  const auto tensor = pack.tensor<T>(name);
  if (!tensor) ADD_FAILURE() << tensor.error().message;
  return {tensor->values.begin(), tensor->values.end()};
}

Sequences sentences(const Pack& pack) {
  return {values<int32_t>(pack, "selftest/pieces"), values<uint8_t>(pack, "selftest/cases"),
          values<uint32_t>(pack, "selftest/starts")};
}

float furthest(const std::vector<float>& a, const std::vector<float>& b) {
  EXPECT_EQ(a.size(), b.size());
  float most = 0;
  for (size_t i = 0; i < a.size(); ++i) most = std::max(most, std::fabs(a[i] - b[i]));
  return most;
}

std::vector<float> forward(const Encoder& encoder, const Sequences& s) {
  Scratch scratch;
  std::vector<float> out;
  encoder.forward(s, out, scratch);
  return out;
}

TEST(Encoder, KnowsItsShape) {
  const auto encoder = Encoder::load(tiny());
  ASSERT_TRUE(encoder) << encoder.error().message;
  EXPECT_EQ(encoder->width(), 32u);
  EXPECT_EQ(encoder->max_pieces(), 128u);
  EXPECT_EQ(encoder->cases(), 5u);
  EXPECT_EQ(encoder->vocabulary(), tiny().dictionary("pieces")->size());
}

TEST(Encoder, GivesTheAnswersOfTheTrainedNetwork) {
  const Pack pack = tiny();
  const auto wanted = values<float>(pack, "selftest/encoder");
  const auto reference = Encoder::load(pack, Arithmetic::kReference), fast = Encoder::load(pack);
  ASSERT_TRUE(reference && fast);
  EXPECT_LE(furthest(forward(*reference, sentences(pack)), wanted), 1e-4f);
  on_every_target([&] { EXPECT_LE(furthest(forward(*fast, sentences(pack)), wanted), 0.06f); });
}

/// Of those that fuse products with sums, and of those that do not.
TEST(Encoder, ProcessorsOfAKindAgreeToTheBit) {
  const Pack pack = tiny();
  const auto encoder = Encoder::load(pack);
  ASSERT_TRUE(encoder);
  std::vector<float> fused, apart;
  on_every_target([&] {
    const bool fuses = (hwy::SupportedTargets() & (HWY_AVX3_DL | HWY_AVX3 | HWY_AVX2 | HWY_NEON)) != 0;
    std::vector<float>& first = fuses ? fused : apart;
    const std::vector<float> out = forward(*encoder, sentences(pack));
    if (first.empty()) first = out;
    EXPECT_EQ(out, first);
  });
}

TEST(Encoder, ASentenceIsTheSameWhateverStandsBesideIt) {
  const Pack pack = tiny();
  const auto encoder = Encoder::load(pack);
  ASSERT_TRUE(encoder);
  const Sequences all = sentences(pack);
  const auto together = forward(*encoder, all);
  for (size_t i = 0; i + 1 < all.starts.size(); ++i) {
    const auto begin = all.starts[i], end = all.starts[i + 1];
    const Sequences one{{all.pieces.begin() + begin, all.pieces.begin() + end},
                        {all.cases.begin() + begin, all.cases.begin() + end},
                        {0, end - begin}};
    const size_t width = encoder->width();
    EXPECT_EQ(forward(*encoder, one), std::vector<float>(together.begin() + static_cast<ptrdiff_t>(begin * width),
                                                         together.begin() + static_cast<ptrdiff_t>(end * width)));
  }
}

TEST(Encoder, WantedPiecesGetTheSameVectors) {
  const Pack pack = tiny();
  const Sequences all = sentences(pack);
  std::vector<uint32_t> wanted;
  for (uint32_t i = 0; i < all.pieces.size(); i += 1 + i % 3) wanted.push_back(i);
  for (const Arithmetic arithmetic : {Arithmetic::kFast, Arithmetic::kReference}) {
    const auto encoder = Encoder::load(pack, arithmetic);
    ASSERT_TRUE(encoder);
    const auto whole = forward(*encoder, all);
    Scratch scratch;
    std::vector<float> out, same;
    encoder->forward(all, wanted, out, scratch);
    for (const uint32_t piece : wanted) {
      const auto at = whole.begin() + static_cast<ptrdiff_t>(piece * encoder->width());
      same.insert(same.end(), at, at + static_cast<ptrdiff_t>(encoder->width()));
    }
    EXPECT_EQ(out, same);
    encoder->forward(all, {}, out, scratch);
    EXPECT_TRUE(out.empty());
  }
}

TEST(Encoder, TakesNothingAndEmptySentences) {
  const auto encoder = Encoder::load(tiny());
  ASSERT_TRUE(encoder);
  EXPECT_TRUE(forward(*encoder, {{}, {}, {0}}).empty());
  EXPECT_EQ(forward(*encoder, {{2, 3}, {0, 0}, {0, 0, 2, 2}}), forward(*encoder, {{2, 3}, {0, 0}, {0, 2}}));
}

TEST(Encoder, TakesASentenceOfAllPositions) {
  const auto encoder = Encoder::load(tiny());
  ASSERT_TRUE(encoder);
  const size_t n = encoder->max_pieces();
  const auto out =
      forward(*encoder, {std::vector<int32_t>(n, 4), std::vector<uint8_t>(n, 1), {0, static_cast<uint32_t>(n)}});
  for (const float v : out) ASSERT_TRUE(std::isfinite(v));
}

TEST(Encoder, LetterCaseMatters) {
  const auto encoder = Encoder::load(tiny());
  ASSERT_TRUE(encoder);
  EXPECT_GT(
      furthest(forward(*encoder, {{2, 9, 3}, {0, 1, 0}, {0, 3}}), forward(*encoder, {{2, 9, 3}, {0, 2, 0}, {0, 3}})),
      0.01f);
}

TEST(Encoder, AWarmPassAllocatesNothing) {
  const Pack pack = tiny();
  const auto encoder = Encoder::load(pack);
  ASSERT_TRUE(encoder);
  Scratch scratch;
  std::vector<float> out;
  encoder->forward(sentences(pack), out, scratch);
  const auto where = [&] {
    return std::vector<const void*>{out.data(),
                                    scratch.rounded.data(),
                                    scratch.ranges.data(),
                                    scratch.projected.data(),
                                    scratch.context.data(),
                                    scratch.inner.data(),
                                    scratch.sum.data(),
                                    scratch.memory.data()};
  };
  const auto before = where();
  encoder->forward({{2, 4, 3}, {0, 1, 0}, {0, 3}}, out, scratch);
  encoder->forward(sentences(pack), out, scratch);
  EXPECT_EQ(where(), before);
}

TEST(Encoder, ThreadsShareIt) {
  const Pack pack = tiny();
  const auto encoder = Encoder::load(pack);
  ASSERT_TRUE(encoder);
  const auto wanted = forward(*encoder, sentences(pack));
  std::vector<float> found[3];
  {
    std::vector<std::jthread> threads;
    for (auto& f : found) threads.emplace_back([&] { f = forward(*encoder, sentences(pack)); });
  }
  for (const auto& f : found) EXPECT_EQ(f, wanted);
}

TEST(Encoder, ShapesThatCannotBeAreRefused) {
  const struct {
    std::vector<int32_t> shape;
    const char* message;
  } cases[] = {
      {{2, 32, 4}, "'encoder/shape': found shape 3, wanted 4"},
      {{0, 32, 4, 64}, "found 0 layers"},
      {{2, 33, 3, 64}, "width 33"},
      {{2, 32, 5, 64}, "5 heads"},
      {{2, 32, 16, 64}, "heads of a width that 4 divides"},
      {{2, -32, 4, 64}, "width -32"},
      {{2, 32, 0, 64}, "0 heads"},
      {{2, 32, 4, -1}, "inner width -1"},
      {{2, 32, 4, 64}, "no tensor 'encoder/piece/weight' of i8"},
  };
  for (const auto& c : cases) {
    PackWriter writer("1");
    writer.tensor("encoder/shape", c.shape, {c.shape.size()});
    const auto encoder = Encoder::load(Pack::from_bytes(writer.bytes(), "x").value());
    ASSERT_FALSE(encoder) << c.message;
    EXPECT_EQ(encoder.error().kind, Error::Kind::kFile);
    EXPECT_NE(encoder.error().message.find(c.message), std::string::npos) << encoder.error().message;
  }
}

TEST(SelfTest, APackProvesItself) {
  on_every_target([] {
    const auto ok = self_test(tiny());
    EXPECT_TRUE(ok) << ok.error().message;
  });
}

TEST(SelfTest, OtherAnswersAndOtherSentencesAreRefused) {
  const Pack pack = tiny();
  const struct {
    const char* what;
    std::function<void(Sequences&, std::vector<float>&)> change;
    const char* message;
    const char* head = "";  // whose answers change
  } cases[] = {
      {"nothing", [](Sequences&, std::vector<float>&) {}, ""},
      {"an answer", [](Sequences&, std::vector<float>& answers) { answers[100] += 0.1f; },
       "float encoder is off by 0.00"},
      {"no number", [](Sequences&, std::vector<float>& answers) { answers[0] = NAN; }, "not finite"},
      {"fewer answers", [](Sequences&, std::vector<float>& answers) { answers.resize(32); }, "found shape 1 x 32"},
      {"an unknown piece", [](Sequences& s, std::vector<float>&) { s.pieces[3] = 10000; }, "cannot take"},
      {"a negative piece", [](Sequences& s, std::vector<float>&) { s.pieces[3] = -1; }, "cannot take"},
      {"an unknown case", [](Sequences& s, std::vector<float>&) { s.cases[3] = 5; }, "cannot take"},
      {"fewer cases", [](Sequences& s, std::vector<float>&) { s.cases.pop_back(); }, "cannot take"},
      {"falling starts", [](Sequences& s, std::vector<float>&) { std::swap(s.starts[1], s.starts[2]); }, "cannot take"},
      {"too long",
       [](Sequences& s, std::vector<float>&) {
         s.starts = {0, s.starts.back()};
       },
       "cannot take"},
      {"no starts", [](Sequences& s, std::vector<float>&) { s.starts.clear(); }, "cannot take"},
      {"a tag", [](Sequences&, std::vector<float>&) {}, "the float head 'upos' is off by", "upos"},
      {"a type", [](Sequences&, std::vector<float>&) {}, "the float head 'event_type' is off by", "type"},
      {"an arc", [](Sequences&, std::vector<float>&) {}, "the float head 'arcs' is off by", "arcs"},
      {"a relation", [](Sequences&, std::vector<float>&) {}, "the float head 'deprel' is off by", "deprel"},
      {"a role", [](Sequences&, std::vector<float>&) {}, "the float head 'roles' is off by", "roles"},
  };
  // What the encoder and the heads read, copied.
  for (const auto& c : cases) {
    SCOPED_TRACE(c.what);
    PackWriter writer("1");
    const auto same = [&]<class T>(T, const std::string& name) {
      writer.tensor(name, values<T>(pack, name), pack.tensor<T>(name)->dims);
    };
    same(int32_t{}, "encoder/shape");
    same(int8_t{}, "encoder/piece/weight");
    for (const char* name : {"piece/scale", "position", "case", "norm/weight", "norm/bias"})
      same(float{}, std::string("encoder/") + name);
    const auto linear = [&](const std::string& name) {
      same(int8_t{}, name + "/weight");
      same(float{}, name + "/scale");
      same(float{}, name + "/bias");
    };
    for (const char* name :
         {"upos", "feats", "lemma", "ner", "arc_head", "arc_dependent", "label_head", "label_dependent", "trigger",
          "event_type", "mode", "status", "role_trigger", "role_word", "arcs", "deprel", "roles"})
      linear(name);
    for (const std::string name :
         {"upos", "feats", "lemma", "ner", "type", "mode", "status", "arcs", "deprel", "roles"}) {
      auto scores = values<float>(pack, "selftest/" + name);
      if (name == c.head) scores[0] += 5;
      writer.tensor("selftest/" + name, scores, pack.tensor<float>("selftest/" + name)->dims);
    }
    for (const std::string layer : {"encoder/0/", "encoder/1/"}) {
      for (const char* name : {"query", "key", "value", "output", "up", "down"}) linear(layer + name);
      for (const char* name : {"attention_norm/weight", "attention_norm/bias", "norm/weight", "norm/bias"})
        same(float{}, layer + name);
    }
    Sequences s = sentences(pack);
    auto answers = values<float>(pack, "selftest/encoder");
    c.change(s, answers);
    writer.tensor("selftest/pieces", s.pieces, {s.pieces.size()});
    writer.tensor("selftest/cases", s.cases, {s.cases.size()});
    writer.tensor("selftest/starts", s.starts, {s.starts.size()});
    writer.tensor("selftest/encoder", answers, {answers.size() / 32, 32});
    const auto result = self_test(Pack::from_bytes(writer.bytes(), "x").value());
    EXPECT_EQ(result.has_value(), *c.message == '\0');
    if (!result) {
      EXPECT_EQ(result.error().kind, Error::Kind::kFile);
      EXPECT_NE(result.error().message.find(c.message), std::string::npos) << result.error().message;
    }
  }
}

}  // namespace
}  // namespace khaldun
