// Mini: a document written as a little tree, for tests: "form/lemma/UPOS/head/deprel[/feats]" a word, 1-based heads, 0
// the root.
#pragma once

#include <deque>
#include <sstream>
#include <string>

#include "coder/tree.h"

namespace khaldun {

struct Mini {
  Document document;
  Reading reading;
  std::deque<std::string> kept;  // owners of feats and deprels

  explicit Mini(const std::string& words) {
    std::istringstream in(words);
    for (std::string item; in >> item;) {
      std::vector<std::string> part(1);
      for (char c : item) {
        if (c == '/')
          part.emplace_back();
        else
          part.back() += c;
      }
      Word word;
      if (!document.text.empty()) document.text += ' ';
      word.span.begin = static_cast<uint32_t>(document.text.size());
      document.text += part.at(0);
      word.span.end = static_cast<uint32_t>(document.text.size());
      word.lemma = part.at(1);
      word.upos = *parse_upos(part.at(2));
      word.head = std::stoi(part.at(3)) - 1;
      word.deprel = kept.emplace_back(part.at(4));
      word.feats = part.size() > 5 ? std::string_view(kept.emplace_back(part[5])) : "_";
      reading.words.push_back(word);
    }
    reading.sentences.push_back(
        {{0, static_cast<uint32_t>(document.text.size())}, 0, static_cast<uint32_t>(reading.words.size()), false});
  }
};

}  // namespace khaldun
