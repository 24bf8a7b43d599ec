// Parser: the one network pass. Words in; tags, features, lemmas, trees, names and triggers of acts out.
//
//   Result<Parser> parser = Parser::load(pack);
//   ParseScratch scratch;                          // one a thread
//   parser->parse(document, reading, scratch);     // reading has sentences and words from split()
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "khaldun/document.h"
#include "khaldun/reading.h"
#include "nn/biaffine.h"
#include "nn/encoder.h"
#include "parse/word_pieces.h"

namespace khaldun {

/// Buffers of one thread.
struct ParseScratch {
  Scratch nn;
  Sequences sequences;
  std::vector<uint32_t> firsts;  // the pieces that stand for the root and the words, sentence by sentence
  std::vector<float> words;      // the encoder's vectors of these
  Buffer<float> upos, feats, lemma, ner, dependents, heads, label_dependents, label_heads, arcs, labels;
  Buffer<float> trigger, type, mode, status, role_trigger, role_word, roles;
  std::vector<uint32_t> tree, chosen;
  Buffer<float> chosen_rows;  // of few words: those without a known lemma, the triggers
  std::string key;
};

/// Immutable once loaded; any number of threads may parse with it.
class Parser {
 public:
  /// Errors (kFile): a part is missing, shapes do not fit, or a label is unknown to this program.
  [[nodiscard]] static Result<Parser> load(const Pack& pack);

  /// Fills all of reading.words but span and joined, and reading.names and reading.triggers. Views in the words live as
  /// long as the pack.
  void parse(const Document& document, Reading& reading, ParseScratch& scratch) const;

 private:
  Parser() = default;
  void run(const Document& document, Reading& reading, size_t first_sentence, size_t last_sentence,
           ParseScratch& s) const;
  void tags_of(const Document& document, Reading& reading, size_t first_sentence, size_t last_sentence,
               ParseScratch& s) const;
  void tree_of(Reading& reading, const Sentence& sentence, size_t row, ParseScratch& s) const;
  void names_of(Reading& reading, const Sentence& sentence, size_t row, const ParseScratch& s) const;
  void triggers_of(Reading& reading, const Sentence& sentence, size_t row, ParseScratch& s) const;
  void lemmas_of(const Document& document, const std::vector<Word*>& unknown, ParseScratch& s) const;
  [[nodiscard]] std::optional<std::string_view> known_lemma(std::string_view form, Upos tag, std::string& key) const;

  struct Parts;
  std::shared_ptr<const Parts> parts_;  // the network's weights and label lists
};

}  // namespace khaldun
