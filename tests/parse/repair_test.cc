#include "parse/repair.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <deque>
#include <numeric>
#include <random>
#include <sstream>

namespace khaldun {
namespace {

TEST(Repair, ANounsLemma) {
  const struct {
    const char* form;
    bool plural;
    const char* lemma;
    bool expected;
  } rows[] = {
      {"blockades", true, "blockade", true}, {"blockades", true, "blockad", false},
      {"churches", true, "church", true},    {"armies", true, "army", true},
      {"gunmen", true, "gunman", true},      {"loans", true, "loans", false},
      {"canvas", false, "canvas", true},     {"deployment", false, "deploymen", false},
  };
  for (const auto& row : rows) EXPECT_EQ(noun_can_be(row.form, row.plural, row.lemma), row.expected) << row.form;
}

TEST(Repair, APastIsNoPresent) {
  const struct {
    const char *form, *lemma;
    bool expected;
  } rows[] = {{"attacked", "attack", true}, {"Met", "meet", true},  {"attacks", "attack", false},
              {"Attack", "attack", false},  {"'ve", "have", false}, {"are", "be", false}};
  for (const auto& row : rows) {
    Word word;
    word.upos = Upos::VERB;
    word.lemma = row.lemma;
    word.feats = "Mood=Ind|Tense=Pres|VerbForm=Fin";
    EXPECT_EQ(past_for_certain(word, row.form), row.expected) << row.form;
  }
}

/// "form/UPOS/head/deprel[/feats]" a word, heads from 1; + before what follows without a blank.
TEST(Repair, ATree) {
  const struct {
    const char *words, *expected;  // "head/deprel" of each
  } rows[] = {
      {"a/DET/4/det cease/NOUN/5/obj +-/PUNCT/2/punct +fire/NOUN/5/obj holds/VERB/0/root",
       "4/det 4/compound 2/punct 5/obj 0/root"},
      {"the/DET/2/det cease/NOUN/5/obj -/PUNCT/2/punct fire/NOUN/5/obj holds/VERB/0/root",
       "2/det 5/obj 2/punct 5/obj 0/root"},
      {"secretary/NOUN/4/nsubj +-/PUNCT/1/punct +general/NOUN/4/nsubj spoke/VERB/0/root",
       "3/compound 1/punct 4/nsubj 0/root"},
      {"The/DET/2/det envoy/NOUN/7/nsubj to/ADP/4/case Mali/PROPN/2/nmod Ada/PROPN/7/nsubj Okoro/PROPN/5/flat "
       "spoke/VERB/0/root",
       "2/det 7/nsubj 4/case 2/nmod 2/appos 5/flat 0/root"},
      {"Okoro/PROPN/2/nsubj phoned/VERB/0/root his/PRON/4/nmod:poss counterpart/NOUN/2/nsubj",
       "2/nsubj 0/root 4/nmod:poss 2/obj"},
      {"Police/NOUN/7/nsubj detained/VERB/7/ccomp two/NUM/4/nummod men/NOUN/2/obj the/DET/6/det ministry/NOUN/7/nsubj "
       "said/VERB/0/root",
       "2/nsubj 7/ccomp 4/nummod 2/obj 6/det 7/nsubj 0/root"},
      {"A/DET/2/det Peruvian/ADJ/4/nsubj drone/NOUN/4/compound struck/VERB/0/root it/PRON/4/obj",
       "2/det 3/amod 4/nsubj 0/root 4/obj"},
      {"Peruvian/ADJ/7/nsubj and/CCONJ/3/cc Chilean/ADJ/8/conj raids/NOUN/7/nsubj have/AUX/7/aux not/PART/7/advmod "
       "killed/VERB/0/root Roe/PROPN/7/obj",
       "4/amod 3/cc 1/conj 7/nsubj 7/aux 7/advmod 0/root 7/obj"},
      {"saw/VERB/0/root Malian/ADJ/1/obj and/CCONJ/4/cc Chilean/ADJ/1/conj raids/NOUN/4/compound",
       "0/root 5/amod 4/cc 1/conj 4/compound"},
      {"She/PRON/5/nsubj was/AUX/5/cop due/ADJ/5/mark to/PART/0/root meet/VERB/4/xcomp/VerbForm=Inf",
       "5/nsubj 5/cop 5/mark 0/root 4/xcomp"},
      {"Rich/ADJ/4/nsubj and/CCONJ/3/cc people/NOUN/1/conj fled/VERB/0/root", "4/nsubj 3/cc 1/conj 0/root"},
      {"The/DET/2/det wounded/ADJ/3/nsubj fled/VERB/0/root", "2/det 3/nsubj 0/root"},
      {"Police/NOUN/2/nsubj detained/VERB/0/root men/NOUN/2/obj", "2/nsubj 0/root 2/obj"},
      {"She/PRON/5/nsubj was/AUX/5/cop due/ADJ/5/mark to/PART/3/fixed meet/VERB/0/root/VerbForm=Inf them/PRON/5/obj",
       "3/nsubj 3/cop 0/root 5/mark 3/xcomp 5/obj"},
      {"Men/NOUN/0/root it/PRON/3/nsubj:pass held/VERB/1/acl/Tense=Past|VerbForm=Part", "0/root 3/nsubj 1/acl:relcl"},
      {"They/PRON/3/nsubj:pass were/AUX/3/aux held/VERB/0/root/Tense=Past|VerbForm=Part", "3/nsubj:pass 3/aux 0/root"},
      {"Miners/NOUN/2/nsubj went/VERB/0/root on/ADP/4/case strike/NOUN/2/obj", "2/nsubj 0/root 4/case 2/obl"},
      {"Police/NOUN/2/nsubj sealed/VERB/0/root off/ADP/4/case streets/NOUN/2/obj", "2/nsubj 0/root 4/case 2/obj"},
      {"She/PRON/3/nsubj was/AUX/5/cop due/ADJ/6/case to/PART/3/fixed hold/VERB/0/root/VerbForm=Inf talks/NOUN/5/obj",
       "3/nsubj 3/cop 0/root 5/mark 3/xcomp 5/obj"},
      {"She/PRON/2/nsubj left/VERB/0/root due/ADP/5/case to/ADP/3/fixed rain/NOUN/2/obl",
       "2/nsubj 0/root 5/case 3/fixed 2/obl"},
  };
  for (const auto& row : rows) {
    Reading reading;
    std::deque<std::string> kept;  // owns relations and features: words only view them
    std::istringstream in(row.words);
    uint32_t at = 0;
    for (std::string token; in >> token;) {
      const bool joined = token[0] == '+';
      std::istringstream parts(token.substr(joined ? 1 : 0));
      std::string form, tag, head;
      Word word;
      std::getline(parts, form, '/');
      std::getline(parts, tag, '/');
      std::getline(parts, head, '/');
      std::getline(parts, kept.emplace_back(), '/');
      std::getline(parts, kept.emplace_back(), '/');
      at += joined ? 0 : 1;
      word.span = {at, at + static_cast<uint32_t>(form.size())};
      at = word.span.end;
      word.lemma = form;
      word.upos = *parse_upos(tag);
      word.head = std::stoi(head) - 1;
      word.deprel = kept[kept.size() - 2];
      word.feats = kept.back();
      reading.words.push_back(word);
    }
    repair_tree(reading, {{0, at}, 0, static_cast<uint32_t>(reading.words.size()), false});
    std::string found;
    for (const Word& word : reading.words)
      found += (found.empty() ? "" : " ") + std::to_string(word.head + 1) + "/" + std::string(word.deprel);
    EXPECT_EQ(found, row.expected) << row.words;
  }
}

TEST(Repair, ATreeStaysATree) {
  constexpr std::array<Upos, 7> kTags = {Upos::NOUN, Upos::ADJ,   Upos::VERB, Upos::PROPN,
                                         Upos::PRON, Upos::CCONJ, Upos::ADV};
  constexpr std::array<const char*, 10> kRelations = {"nsubj", "obj",      "obl",  "conj",         "ccomp",
                                                      "case",  "compound", "amod", "compound:prt", "iobj"};
  constexpr std::array<const char*, 7> kLemmas = {"so", "due", "to", "over", "-", ",", "on"};
  constexpr std::array<const char*, 3> kFeats = {"", "VerbForm=Inf", "Tense=Past"};
  std::mt19937 random(7);
  const auto any = [&](const auto& list) { return list[random() % list.size()]; };
  for (int round = 0; round < 100'000; ++round) {
    Reading reading;
    std::vector<uint32_t> order(3 + random() % 8);  // heads before what hangs on them
    std::iota(order.begin(), order.end(), 0);
    std::ranges::shuffle(order, random);
    reading.words.resize(order.size());
    std::string before;
    for (uint32_t i = 0; i < order.size(); ++i) {
      Word& word = reading.words[order[i]];
      word.span = {order[i], order[i] + 1};  // hyphens part nothing
      word.upos = any(kTags);
      word.lemma = any(kLemmas);
      word.feats = any(kFeats);
      word.head = i == 0 ? -1 : static_cast<int32_t>(order[random() % i]);
      word.deprel = i == 0 ? "root" : any(kRelations);
    }
    for (const Word& word : reading.words)
      before += fmt::format("{}/{}/{}/{} ", word.lemma, to_string(word.upos), word.head + 1, word.deprel);
    const auto last = static_cast<uint32_t>(order.size());
    repair_tree(reading, {{0, last}, 0, last, round % 2 == 0});
    EXPECT_EQ(std::ranges::count(reading.words, -1, &Word::head), 1) << before;
    for (const Word& word : reading.words) {
      uint32_t steps = 0;
      for (int32_t at = word.head; at >= 0 && steps <= last; at = reading.words[static_cast<size_t>(at)].head) ++steps;
      ASSERT_LE(steps, last) << "a cycle: " << before;
    }
  }
}

}  // namespace
}  // namespace khaldun
