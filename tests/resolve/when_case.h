// Reads marked text as the rooms before would: words, tags and a flat tree in which every word hangs on a verb.
//
//   "They _met on Friday. They will ^meet #12 people."
//
// _ a past verb, = a present one, ^ an infinitive, # a number that counts the next noun. "will", "to" and the like are
// helpers.
#pragma once

#include <algorithm>
#include <deque>
#include <sstream>

#include "resolve/when.h"

namespace khaldun::when_case {

struct Case {
  Document document;
  Reading reading;
};

inline bool one_of(const std::string& word, std::string_view list) {
  return list.find(" " + word + " ") != std::string_view::npos;
}

class Reader {
 public:
  static Case read(const std::string& marked) {
    Reader reader;
    std::istringstream lines(marked);
    for (std::string line; std::getline(lines, line);) reader.line(line);
    return std::move(reader.out_);
  }

 private:
  void line(const std::string& line) {
    std::istringstream tokens(line);
    for (std::string token; tokens >> token;) {
      if (!out_.document.text.empty()) out_.document.text += ' ';
      this->token(token);
    }
    end_sentence(true);
  }

  void token(std::string token) {
    char mark = 0;
    if (token[0] == '_' || token[0] == '=' || token[0] == '^' || token[0] == '#') {
      mark = token[0];
      token.erase(0, 1);
    }
    static const std::string abbreviations = " Jan. Feb. Mar. Apr. Aug. Sept. Sep. Oct. Nov. Dec. Tue. a.m. ";
    std::string part;
    const auto flush = [&] {
      if (!part.empty()) add(part, mark);
      part.clear();
    };
    for (size_t i = 0; i < token.size(); ++i) {
      const std::string_view rest = std::string_view(token).substr(i);
      const bool stop = rest == "." && !one_of(token, abbreviations);
      if (rest == "'s") {
        flush();
        add("'s", 0);
        return;
      }
      const std::string_view dash = rest.substr(0, 3);
      if (dash == "\xE2\x80\x93" || dash == "\xE2\x80\x94") {
        flush();
        add(std::string(dash), 0);
        i += 2;
      } else if (stop || token[i] == ',' || token[i] == '-' || token[i] == '(' || token[i] == ')' || token[i] == '%') {
        flush();
        add(std::string(1, token[i]), 0);
        if (stop) end_sentence(false);
      } else {
        part += token[i];
      }
    }
    flush();
  }

  void add(const std::string& form, char mark) {
    Word word;
    word.span.begin = static_cast<uint32_t>(out_.document.text.size());
    out_.document.text += form;
    word.span.end = static_cast<uint32_t>(out_.document.text.size());
    word.lemma = form;
    std::ranges::transform(word.lemma, word.lemma.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    word.upos = upos(form, word.lemma, mark);
    word.feats = mark == '_'   ? "Mood=Ind|Tense=Past|VerbForm=Fin"
                 : mark == '=' ? "Mood=Ind|Tense=Pres|VerbForm=Fin"
                 : mark == '^' ? "VerbForm=Inf"
                               : "_";
    if (one_of(word.lemma, " had was were ")) word.feats = "Tense=Past|VerbForm=Fin";
    if (one_of(word.lemma, " has have is are ")) word.feats = "Tense=Pres|VerbForm=Fin";
    if (one_of(word.lemma, " had has ")) word.lemma = "have";
    if (mark == '#') word.deprel = "nummod";
    if (word.upos == Upos::NOUN && word.lemma.back() == 's') word.feats = "Number=Plur";
    out_.reading.words.push_back(std::move(word));
  }

  static Upos upos(const std::string& form, const std::string& lower, char mark) {
    if (mark != 0 && mark != '#') return Upos::VERB;
    if (form[0] >= '0' && form[0] <= '9') return Upos::NUM;
    if (one_of(lower, " will would could had has have was were is are may ") && form != "May") return Upos::AUX;
    if (one_of(lower, " on in of since until by from between for over before after during at with ")) return Upos::ADP;
    if (one_of(lower, " the a an this that ")) return Upos::DET;
    if (one_of(lower, " last past next early late previous following same recent ")) return Upos::ADJ;
    if (one_of(lower, " and or ")) return Upos::CCONJ;
    if (lower == "to") return Upos::PART;
    if (lower.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos || lower == "'s") return Upos::PUNCT;
    return form[0] >= 'A' && form[0] <= 'Z' ? Upos::PROPN : Upos::NOUN;
  }

  /// Helpers hang on the verb behind them, counts on the noun behind them, all else on the last verb before, or the
  /// first.
  void end_sentence(bool heading) {
    std::vector<Word>& words = out_.reading.words;
    const uint32_t first = out_.reading.sentences.empty() ? 0 : out_.reading.sentences.back().last;
    const auto last = static_cast<uint32_t>(words.size());
    if (first == last) return;
    int32_t verb = -1;
    for (uint32_t w = first; w < last && verb < 0; ++w) {
      if (words[w].upos == Upos::VERB) verb = static_cast<int32_t>(w);
    }
    int32_t upper = -1;
    for (uint32_t w = first; w < last; ++w) {
      Word& word = words[w];
      if (word.upos == Upos::VERB) {
        word.head = upper;
        word.deprel = upper < 0 ? "root" : "xcomp";
        upper = verb = static_cast<int32_t>(w);
        continue;
      }
      if (word.deprel == "nummod") {
        word.head = static_cast<int32_t>(w + 1);
        continue;
      }
      const bool helper = word.upos == Upos::AUX || word.lemma == "to";
      const auto next =
          std::find_if(words.begin() + w, words.begin() + last, [](const Word& v) { return v.upos == Upos::VERB; });
      const bool helps = helper && next != words.begin() + last && next - words.begin() - w <= 3;
      word.head = helps ? static_cast<int32_t>(next - words.begin()) : verb;
      word.deprel = !helps ? "obl" : word.lemma == "to" ? "mark" : "aux";
    }
    out_.reading.sentences.push_back({{words[first].span.begin, words[last - 1].span.end}, first, last, heading});
  }

  Case out_;
};

}  // namespace khaldun::when_case
