#include "text/split.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "base/among.h"
#include "base/ascii.h"
#include "text/words.h"

namespace khaldun {
namespace {

// Behind "U.S.", "Fla.", "Sept." or "Plan B." only a word that hardly follows a name starts a new sentence.
const std::unordered_set<std::string_view> kStarters = {
    "The",      "A",      "An",        "In",        "On",      "At",    "He",    "She",   "It",    "They",
    "We",       "I",      "But",       "And",       "This",    "That",  "These", "Those", "After", "Before",
    "When",     "While",  "However",   "Meanwhile", "Earlier", "Later", "His",   "Her",   "Its",   "Their",
    "There",    "As",     "If",        "For",       "Since",   "Some",  "Many",  "Both",  "You",   "What",
    "Although", "Though", "According", "Last",      "One",     "Two",   "Three"};
// Abbreviations that may end a sentence without a period inside, months, weekdays and states first; no titles.
const std::unordered_set<std::string_view> kMayEnd = {
    "jan.",  "feb.",  "mar.",  "apr.",  "jun.",  "jul.",   "aug.", "sep.", "sept.", "oct.",  "nov.",  "dec.",   "mon.",
    "tue.",  "tues.", "wed.",  "thu.",  "thur.", "thurs.", "fri.", "sat.", "ala.",  "ariz.", "ark.",  "calif.", "colo.",
    "conn.", "del.",  "fla.",  "ga.",   "ill.",  "ind.",   "kan.", "ky.",  "la.",   "md.",   "mass.", "mich.",  "minn.",
    "miss.", "mo.",   "mont.", "neb.",  "nev.",  "okla.",  "ore.", "pa.",  "tenn.", "tex.",  "vt.",   "va.",    "wash.",
    "wis.",  "wyo.",  "inc.",  "corp.", "ltd.",  "co.",    "jr.",  "sr.",  "etc."};

constexpr size_t kLong = 50;                                                      // bytes of a line
constexpr std::string_view kOpeners = "\"'([$*#-";                                // ASCII's marks before a sentence
constexpr uint32_t kMaxDateline = 16;                                             // words
constexpr std::array<std::string_view, 4> kInNames = {"of", "the", "and", "de"};  // "Democratic Republic of Congo"

class Splitter {
 public:
  Splitter(const Document& document, Reading& reading) : text_(document.text), reading_(reading) {}

  /// Sentences of the lines in text[begin, end).
  void paragraphs(uint32_t begin, uint32_t end) {
    const bool wrapped = hard_wrapped(begin, end);
    uint32_t start = begin;
    while (start < end) {
      uint32_t stop = line_end(start, end);
      // In a text with hard line ends a paragraph goes on until a blank line.
      while (wrapped && stop < end) {
        const uint32_t next = line_end(stop + 1, end);
        if (blank(stop + 1, next)) break;
        stop = next;
      }
      paragraph(start, stop, false);
      start = stop + 1;
    }
  }

  void paragraph(uint32_t begin, uint32_t end, bool title) {
    const auto first = static_cast<uint32_t>(reading_.words.size());
    find_words(text_, begin, std::min(end, static_cast<uint32_t>(text_.size())), reading_.words);
    const auto last = static_cast<uint32_t>(reading_.words.size());
    uint32_t from = title ? first : dateline_end(first, last);
    if (from > first) put(first, from, true);
    for (uint32_t w = from; w < last; ++w) {
      uint32_t after = w + 1;
      const bool counted = w == from + 1 && form(from)[0] >= '0' && form(from)[0] <= '9';  // "3. $5 million is lost."
      if (!title && !counted && ends_sentence(w, last, after)) {
        put(from, after, false);
        from = after;
        w = after - 1;
      }
    }
    if (from < last) put(from, last, title || from == first);
  }

 private:
  std::string_view form(uint32_t w) const { return reading_.words[w].span.of(text_); }

  uint32_t line_end(uint32_t begin, uint32_t end) const {
    const size_t at = text_.substr(0, end).find('\n', begin);
    return at == std::string_view::npos ? end : static_cast<uint32_t>(at);
  }

  /// The line that starts at `begin`, without its end.
  std::string_view line_at(uint32_t begin, uint32_t end) const {
    if (begin >= end) return {};
    const std::string_view line = text_.substr(begin, line_end(begin, end) - begin);
    return line.substr(0, line.size() - (line.ends_with('\r') ? 1 : 0));
  }

  static bool finished(std::string_view line) {
    return std::string_view(".!?:\"").find(line.back()) != std::string_view::npos;
  }

  bool blank(uint32_t begin, uint32_t end) const {
    return begin >= end || text_.substr(begin, end - begin).find_first_not_of(" \t\r") == std::string_view::npos;
  }

  /// Whether lines are broken at a fixed width: a long one ends inside a sentence that the next, long too or the last
  /// of its sentence, takes up in lower case ("by Jane Roe" does not), or several long lines, none over 100 bytes, most
  /// end so.
  bool hard_wrapped(uint32_t begin, uint32_t end) const {
    size_t lines = 0, open = 0;
    bool wide = false;
    for (uint32_t start = begin; start < end;) {
      const uint32_t stop = line_end(start, end);
      const std::string_view line = line_at(start, end), next = line_at(stop + 1, end);
      const bool inside = !line.empty() && !finished(line);
      const bool taken_up =
          !next.empty() && next[0] >= 'a' && next[0] <= 'z' && (next.size() >= kLong || finished(next));
      if (line.size() >= kLong && inside && taken_up) return true;
      wide = wide || line.size() > 100;
      if (line.size() >= kLong) {
        ++lines;
        if (inside) ++open;
      }
      start = stop + 1;
    }
    return !wide && lines >= 3 && 2 * open > lines;
  }

  /// The word behind a dateline that opens words [first, last), `first` where none does: "LONDON, March 3 (Reuters) -
  /// ". It is no part of the sentence that it stands before.
  uint32_t dateline_end(uint32_t first, uint32_t last) const {
    bool bracket = false;
    for (uint32_t w = first; w < std::min(last, first + kMaxDateline); ++w) {
      const std::string_view word = form(w);
      const bool dash = word == "-" || word == "--" || word == "\xE2\x80\x93" || word == "\xE2\x80\x94";
      if (dash && w > first && w + 1 < last) {
        const bool before = reading_.words[w - 1].span.end < reading_.words[w].span.begin,
                   behind = reading_.words[w].span.end < reading_.words[w + 1].span.begin;
        if (word == "-" && !before && !behind) continue;  // "PORT-AU-PRINCE"
        const bool apart = before && behind;
        const char next = form(w + 1)[0];  // "NATO - the alliance" is none
        return apart && (next < 'a' || next > 'z') && (bracket || capitals(form(first))) ? w + 1 : first;
      }
      bracket = word == ")";
      const auto c = static_cast<unsigned char>(word[0]);
      const bool fits = (c >= 'A' && c <= 'Z') || (w > first && among(kInNames, word)) || (c >= '0' && c <= '9') ||
                        c >= 0xC3 || word == "," || word == "." || word == "(" || word == ")" || word == "/";
      if (!fits) return first;
    }
    return first;
  }

  /// "LONDON", "AL-TANF"; not "UK", which a sentence may open with.
  static bool capitals(std::string_view word) {
    return word.size() > 2 && std::ranges::none_of(word, [](char c) { return c >= 'a' && c <= 'z'; }) &&
           word[0] >= 'A' && word[0] <= 'Z';
  }

  static bool closes(std::string_view form) {
    return form == "\"" || form == "'" || form == "''" || form == ")" || form == "]" || form == "\xE2\x80\x9D" ||
           form == "\xE2\x80\x99" || form == "\xC2\xBB";
  }

  /// Whether no white space stands before word `w`.
  bool glued(uint32_t w) const { return reading_.words[w].span.begin == reading_.words[w - 1].span.end; }

  /// "[12]", the mark of a note.
  bool is_note(uint32_t w, uint32_t last) const {
    return w + 2 < last && form(w) == "[" && form(w + 2) == "]" && glued(w + 1) && glued(w + 2) &&
           form(w + 1).find_first_not_of("0123456789") == std::string_view::npos;
  }

  /// Whether mark `w` and word `after` look like an end and a beginning, as where a page was cut into text: "they
  /// left.Police said", not "J.Smith", "Node.Js".
  bool lost_space(uint32_t w, uint32_t after) const {
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    if (w == 0 || !glued(w)) return false;
    const std::string_view before = form(w - 1), next = form(after);
    return before.size() > 2 && std::ranges::all_of(before, small) && next.size() > 1 && next[0] >= 'A' &&
           next[0] <= 'Z' && small(next[1]);
  }

  /// Whether word `w` ends a sentence within words [.., last); `after` then is the first word behind it, its closing
  /// marks and notes.
  bool ends_sentence(uint32_t w, uint32_t last, uint32_t& after) const {
    const std::string_view mark = form(w);
    const char c = mark.back();
    const bool final = mark == "." || mark.find_first_not_of("?!") == std::string_view::npos;
    const bool dots = mark.starts_with("..") || mark == "\xE2\x80\xA6";
    const bool abbreviation = !final && !dots && c == '.' && mark.size() > 1;
    if (!final && !dots && !abbreviation) return false;
    while (after < last && glued(after) && (closes(form(after)) || is_note(after, last))) {
      after += closes(form(after)) ? 1 : 3;
    }
    if (after == last) return true;
    // No white space behind it: within a word, but for a quotation that opens, and where it was lost.
    if (glued(after)) {
      const bool opens = form(after) == "\xE2\x80\x9C" && after + 1 < last && glued(after + 1);
      return final && (opens || lost_space(w, after));
    }
    const std::string_view next = form(after);
    if (abbreviation) {
      const bool initial = mark.size() == 2, dotted = mark.find('.') + 1 < mark.size();
      return (initial || dotted || kMayEnd.contains(ascii_lower(mark))) && kStarters.contains(next);
    }
    if (dots) return capital(next);
    return capital(next) || next == "``" || (next.size() == 1 && kOpeners.find(next) != kOpeners.npos);
  }

  /// Whether a word starts with what a sentence may start with, small letters and ASCII's marks left out: "Çelik", "2",
  /// "£", "«".
  static bool capital(std::string_view word) {
    int32_t c = 0;
    utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(word.data()), static_cast<utf8proc_ssize_t>(word.size()),
                     &c);
    if (c < 0x80) return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return utf8proc_category(c) != UTF8PROC_CATEGORY_LL;
  }

  void put(uint32_t first, uint32_t last, bool heading) {
    while (last - first > kMaxSentence) {  // cut behind the last semicolon, else comma, of the allowed length
      uint32_t cut = first + kMaxSentence;
      for (const std::string_view mark : {";", ","}) {
        uint32_t w = first + kMaxSentence - 1;
        while (w > first + kMaxSentence / 2 && form(w) != mark) --w;
        if (form(w) == mark) {
          cut = w + 1;
          break;
        }
      }
      add(first, cut, false);
      first = cut;
    }
    add(first, last, heading);
  }

  void add(uint32_t first, uint32_t last, bool heading) {
    reading_.sentences.push_back(
        {{reading_.words[first].span.begin, reading_.words[last - 1].span.end}, first, last, heading});
  }

  std::string_view text_;
  Reading& reading_;
};

}  // namespace

void split(const Document& document, Reading& reading) {
  Splitter splitter(document, reading);
  const auto end = static_cast<uint32_t>(document.text.size());
  if (document.title_end > 0) splitter.paragraph(0, document.title_end, true);
  splitter.paragraphs(document.title_end, end);
}

}  // namespace khaldun
