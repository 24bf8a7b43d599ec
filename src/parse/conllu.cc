#include "parse/conllu.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace khaldun {
namespace {

std::optional<uint32_t> number(std::string_view text) {
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool valid_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    utf8proc_int32_t code;
    const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + i,
                                    static_cast<utf8proc_ssize_t>(text.size() - i), &code);
    if (n <= 0) return false;
    i += static_cast<size_t>(n);
  }
  return true;
}

/// Whether the next word stands right behind word `w`, without white space.
bool glued(const Reading& reading, uint32_t w) {
  return w + 1 < reading.words.size() && reading.words[w + 1].span.begin == reading.words[w].span.end;
}

}  // namespace

void write_conllu(const Document& document, const Reading& reading, std::string& out) {
  const auto to = std::back_inserter(out);
  std::vector<std::string> names(reading.words.size(), "O");
  for (const Name& name : reading.names) {
    for (uint32_t w = name.first; w < name.last; ++w)
      names[w] = fmt::format("{}-{}", w == name.first ? "B" : "I", to_string(name.kind));
  }
  fmt::format_to(to, "# newdoc id = {}\n", document.id);
  for (size_t i = 0; i < reading.sentences.size(); ++i) {
    const Sentence& sentence = reading.sentences[i];
    std::string text(sentence.span.of(document.text));
    std::ranges::replace(text, '\n', ' ');
    std::ranges::replace(text, '\r', ' ');
    fmt::format_to(to, "# sent_id = {}-{}\n# text = {}\n", document.id, i + 1, text);
    for (uint32_t w = sentence.first; w < sentence.last; ++w) {
      const Word& word = reading.words[w];
      uint32_t last = w;  // of the token that this word opens
      while (last + 1 < sentence.last && reading.words[last + 1].joined) ++last;
      if (last > w && !word.joined) {
        const Bytes whole{word.span.begin, reading.words[last].span.end};
        fmt::format_to(to, "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n", w - sentence.first + 1, last - sentence.first + 1,
                       whole.of(document.text), glued(reading, last) ? "SpaceAfter=No" : "_");
      }
      const bool inside = word.joined || last > w;  // the range line above tells the spacing
      fmt::format_to(to, "{}\t{}\t{}\t{}\t_\t{}\t{}\t{}\t_\t{}TokenRange={}:{}|NER={}\n", w - sentence.first + 1,
                     word.span.of(document.text), word.lemma.empty() ? "_" : word.lemma, to_string(word.upos),
                     word.feats.empty() ? "_" : word.feats,
                     word.head < 0 ? 0 : static_cast<uint32_t>(word.head) - sentence.first + 1,
                     word.deprel.empty() ? "_" : word.deprel, !inside && glued(reading, w) ? "SpaceAfter=No|" : "",
                     word.span.begin, word.span.end, names[w]);
    }
    out += '\n';
  }
}

Result<std::vector<ConlluDocument>> read_conllu(std::string_view bytes, const std::string& name) {
  if (!valid_utf8(bytes))
    return fail(Error::Kind::kInput,
                fmt::format("{}: not UTF-8; convert it first, for instance with iconv -t UTF-8", name));
  std::vector<ConlluDocument> documents;
  size_t line_number = 0;
  bool open = false;                         // inside a sentence
  uint32_t token_first = 0, token_last = 0;  // words of the multiword token being read, 0 outside of one
  bool space = false;                        // white space is due before the next word
  bool token_space = true;                   // behind the multiword token
  std::string token;                         // form of the multiword token
  const auto start_document = [&](std::string id) {
    documents.emplace_back();
    documents.back().document.id = std::move(id);
    space = false;
  };
  const auto words_here = [&] {
    return open ? documents.back().reading.words.size() - documents.back().reading.sentences.back().first : 0;
  };
  const auto end_sentence = [&]() -> Result<void> {
    if (token_last > words_here()) {
      return fail(Error::Kind::kInput,
                  fmt::format("{}:{}: the sentence ends after word {}, wanted the words of '{}' up to {}", name,
                              line_number, words_here(), token, token_last));
    }
    if (!open) return {};
    Reading& reading = documents.back().reading;
    Sentence& sentence = reading.sentences.back();
    sentence.last = static_cast<uint32_t>(reading.words.size());
    sentence.span = {reading.words[sentence.first].span.begin, reading.words.back().span.end};
    documents.back().document.text += '\n';
    open = space = false;
    token_last = 0;
    return {};
  };
  for (size_t at = 0; at < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view line = bytes.substr(at, end - at);
    at = end + 1;
    ++line_number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const auto complain = [&](std::string_view what) {
      return fail(Error::Kind::kInput, fmt::format("{}:{}: {}", name, line_number, what));
    };
    if (line.find_first_not_of(' ') == std::string_view::npos) {
      if (const Result<void> ended = end_sentence(); !ended) return tl::unexpected(ended.error());
      continue;
    }
    if (line[0] == '#') {
      if (line.rfind("# newdoc", 0) == 0) {
        if (const Result<void> ended = end_sentence(); !ended) return tl::unexpected(ended.error());
        const size_t equals = line.find("= ");
        start_document(equals == std::string_view::npos ? fmt::format("{}:{}", name, line_number)
                                                        : std::string(line.substr(equals + 2)));
      }
      continue;
    }
    std::vector<std::string_view> columns;
    for (size_t from = 0;;) {
      const size_t tab = line.find('\t', from);
      columns.push_back(line.substr(from, tab - from));
      if (tab == std::string_view::npos) break;
      from = tab + 1;
    }
    if (columns.size() != 10)
      return complain(fmt::format("found {} columns, wanted the 10 of CoNLL-U, with tabs between", columns.size()));
    if (documents.empty()) start_document(name);
    Document& document = documents.back().document;
    Reading& reading = documents.back().reading;
    const bool spaced = columns[9].find("SpaceAfter=No") == std::string_view::npos;
    const std::string_view id = columns[0];
    const size_t own = words_here() + 1;
    if (id.find('.') != std::string_view::npos) continue;  // an empty node has no words
    if (columns[1].empty()) return complain("the form is empty");
    if (const size_t dash = id.find('-'); dash != std::string_view::npos) {
      const std::optional<uint32_t> first = number(id.substr(0, dash)), last = number(id.substr(dash + 1));
      if (!first || !last || *first > *last) return complain(fmt::format("'{}' is no range of words", id));
      if (own <= token_last)
        return complain(fmt::format("found the range '{}', wanted word {} of '{}'", id, own, token));
      if (*first != own) return complain(fmt::format("found the range '{}', wanted one from word {} on", id, own));
      token_first = *first;
      token_last = *last;
      token_space = spaced;
      token = columns[1];
      if (space) document.text += ' ';
      space = false;
      continue;
    }
    const std::optional<uint32_t> word_number = number(id);
    if (!word_number || *word_number != own) return complain(fmt::format("found word number '{}', wanted {}", id, own));
    if (own > kMaxGiven) {
      return complain(
          fmt::format("found a sentence of more than {} words, wanted an empty line behind each sentence", kMaxGiven));
    }
    if (!open) {
      reading.sentences.push_back({{}, static_cast<uint32_t>(reading.words.size()), 0, false});
      open = true;
    }
    const bool in_token = *word_number <= token_last;
    if (space && !in_token) document.text += ' ';
    Word word;
    word.span.begin = static_cast<uint32_t>(document.text.size());
    document.text += columns[1];
    word.span.end = static_cast<uint32_t>(document.text.size());
    word.joined = in_token && *word_number > token_first;
    space = in_token ? *word_number == token_last && token_space : spaced;
    reading.words.push_back(std::move(word));
  }
  if (const Result<void> ended = end_sentence(); !ended) return tl::unexpected(ended.error());
  std::erase_if(documents, [](const ConlluDocument& d) { return d.reading.words.empty(); });
  if (documents.empty())
    return fail(Error::Kind::kInput, fmt::format("{}: found no sentences; wanted CoNLL-U rows", name));
  return documents;
}

}  // namespace khaldun
