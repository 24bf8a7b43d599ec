// What the words say of every word as if it told an act: statuses FILE.conllu
//
//   4  send  planned  'will' before 'send'      number, form, status, why; a blank line after each sentence
//
// Trees, tags and lemmas are the file's: a treebank's own, or what `khaldun parse` made of it.
// training/score_factuality.py compares the statuses with what people judged.
#include <fmt/format.h>

#include <cstdlib>

#include "base/mapped_file.h"
#include "coder/context.h"
#include "parse/conllu.h"

namespace khaldun {
namespace {

[[noreturn]] void stop(std::string_view why) {
  fmt::print(stderr, "statuses: {}\n", why);
  std::exit(2);
}

/// The rows of a CoNLL-U file that are words: neither comments nor multiword tokens nor empty nodes.
class Rows {
 public:
  explicit Rows(std::string_view bytes) : rest_(bytes) {}

  /// The ten columns of the next word, of which read_conllu knows that there is one.
  std::array<std::string_view, 10> next() {
    std::array<std::string_view, 10> columns;
    do {
      std::string_view line = cut(rest_, '\n');
      if (line.ends_with('\r')) line.remove_suffix(1);
      for (std::string_view& column : columns) column = cut(line, '\t');
    } while (columns[0].empty() || columns[0].find_first_not_of("0123456789") != std::string_view::npos);
    return columns;
  }

 private:
  static std::string_view cut(std::string_view& text, char at) {
    const size_t end = std::min(text.find(at), text.size());
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return piece;
  }

  std::string_view rest_;
};

void take_trees(Rows& rows, Reading& reading) {
  for (const Sentence& sentence : reading.sentences) {
    for (uint32_t w = sentence.first; w < sentence.last; ++w) {
      const auto [number, form, lemma, upos, xpos, feats, head, deprel, deps, misc] = rows.next();
      const std::optional<Upos> tag = parse_upos(upos);
      const int up = std::atoi(std::string(head).c_str());
      if (!tag || up < 0 || sentence.first + static_cast<uint32_t>(up) > sentence.last) {
        stop(
            fmt::format("word {} '{}' has the tag '{}' and the head '{}', wanted a universal tag and a word of its "
                        "sentence or 0",
                        number, form, upos, head));
      }
      Word& word = reading.words[w];
      word.lemma = lemma;
      word.upos = *tag;
      word.feats = feats;
      word.deprel = deprel;
      word.head = up == 0 ? -1 : static_cast<int32_t>(sentence.first) + up - 1;
    }
  }
}

int run(const std::string& file) {
  const Result<MappedFile> mapped = MappedFile::open(file);
  if (!mapped) stop(mapped.error().message);
  Result<std::vector<ConlluDocument>> documents = read_conllu(mapped->bytes(), file);
  if (!documents) stop(documents.error().message);
  Rows rows(mapped->bytes());
  for (auto& [document, reading] : *documents) {
    take_trees(rows, reading);
    const Tree tree(document, reading);
    for (const Sentence& sentence : reading.sentences) {
      for (uint32_t w = sentence.first; w < sentence.last; ++w) {
        const StatusReading words = status_of(tree, w);
        fmt::print("{}\t{}\t{}\t{}\n", w - sentence.first + 1, tree.form(w), to_string(words.status), words.why);
      }
      fmt::print("\n");
    }
  }
  return 0;
}

}  // namespace
}  // namespace khaldun

int main(int argc, char** argv) {
  if (argc == 2) return khaldun::run(argv[1]);
  fmt::print(stderr, "usage: statuses FILE.conllu\n");
  return 2;
}
