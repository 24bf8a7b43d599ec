#include "text/words.h"

#include <utf8proc.h>

#include <algorithm>
#include <string>
#include <unordered_set>

#include "base/ascii.h"

namespace khaldun {
namespace {

// Words that keep their period. Months, weekdays ("Sun." is a newspaper's end) and titles first, then what news
// abbreviates.
const std::unordered_set<std::string_view> kAbbreviations = {
    "jan.",  "feb.",  "mar.",   "apr.",  "jun.",   "jul.",   "aug.",   "sep.",  "sept.", "oct.",  "nov.",    "dec.",
    "mon.",  "tue.",  "tues.",  "wed.",  "thu.",   "thur.",  "thurs.", "fri.",  "sat.",  "mr.",   "mrs.",    "ms.",
    "dr.",   "prof.", "gen.",   "col.",  "lt.",    "maj.",   "capt.",  "sgt.",  "cpl.",  "pvt.",  "adm.",    "cmdr.",
    "brig.", "rep.",  "reps.",  "sen.",  "sens.",  "gov.",   "govs.",  "pres.", "rev.",  "hon.",  "fr.",     "st.",
    "ste.",  "mt.",   "ft.",    "jr.",   "sr.",    "inc.",   "corp.",  "ltd.",  "co.",   "cos.",  "bros.",   "llc.",
    "plc.",  "no.",   "nos.",   "vs.",   "v.",     "etc.",   "e.g.",   "i.e.",  "cf.",   "al.",   "approx.", "dept.",
    "est.",  "assn.", "ave.",   "blvd.", "rd.",    "univ.",  "a.m.",   "p.m.",  "ph.d.", "u.s.",  "u.k.",    "u.n.",
    "e.u.",  "d.c.",  "ala.",   "ariz.", "ark.",   "calif.", "colo.",  "conn.", "del.",  "fla.",  "ga.",     "ill.",
    "ind.",  "kan.",  "ky.",    "la.",   "md.",    "mass.",  "mich.",  "minn.", "miss.", "mo.",   "mont.",   "neb.",
    "nev.",  "okla.", "ore.",   "pa.",   "tenn.",  "tex.",   "vt.",    "va.",   "wash.", "wis.",  "wyo.",    "messrs.",
    "supt.", "insp.", "det.",   "cont.", "fig.",   "pfc.",   "spc.",   "pte.",  "amb.",  "asst.", "dist.",   "atty.",
    "rt.",   "msgr.", "lieut.", "sec.",  "comdr.", "ald.",   "rs."};
// Some are words too; their period ends a sentence unless a digit follows ("no. 10") or, behind a capital, a capital
// ("Ill. Gov. Quinn").
const std::unordered_set<std::string_view> kAlsoWords = {
    "no.",  "ill.", "ind.", "miss.", "mass.", "wash.", "mo.", "la.", "al.", "del.", "co.",  "mar.",
    "fig.", "ms.",  "hon.", "det.",  "mt.",   "ga.",   "pa.", "va.", "md.", "sec.", "wed.", "sat."};

constexpr uint32_t kLongestInitials = 32;  // bytes; they are read at each period, a page of "a.a.a" would take for ever

struct Character {
  int32_t code = 0;
  uint32_t size = 1;
};

Character at(std::string_view text, uint32_t i) {
  if (static_cast<unsigned char>(text[i]) < 0x80) return {text[i], 1};  // nearly always
  Character c;
  const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + i,
                                  static_cast<utf8proc_ssize_t>(text.size() - i), &c.code);
  c.size = n > 0 ? static_cast<uint32_t>(n) : 1;
  return c;
}

bool is_space(int32_t c) {
  if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0xFEFF || c == 0x200B) return true;
  if (c < 0x80) return false;
  const auto category = utf8proc_category(c);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP ||
         c == 0x85;
}

bool is_letter(int32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
      return true;
    default:
      return false;
  }
}

bool is_capital(int32_t c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }
bool is_apostrophe(int32_t c) { return c == '\'' || c == 0x2019 || c == 0x2BC; }

/// Cuts one run of characters without white space into words.
class Cutter {
 public:
  Cutter(std::string_view text, uint32_t begin, uint32_t end, std::vector<Word>& words)
      : text_(text), i_(begin), end_(end), words_(words) {}

  void cut() {
    const uint32_t begin = i_;
    if (address()) return;
    while (i_ < end_) {
      const Character c = at(text_, i_);
      if (is_digit(c.code))
        number();
      else if (is_letter(c.code))
        letters();
      else if (is_apostrophe(c.code) && i_ == begin && decade_or_clitic(c.size))
        continue;
      else
        punctuation(c);
    }
  }

 private:
  void put(uint32_t begin, uint32_t end, bool joined = false) {
    Word word;
    word.span = {begin, end};
    word.joined = joined;
    words_.push_back(std::move(word));
  }

  /// A web or mail address, without the punctuation that closes its sentence.
  bool address() {
    const std::string_view run = text_.substr(i_, end_ - i_);
    const std::string start = ascii_lower(run.substr(0, 8));
    const size_t sign = run.find('@');
    const bool mail = sign != std::string_view::npos && sign > 0 && run.find('.', sign) != std::string_view::npos;
    if (!mail && start.rfind("http://", 0) != 0 && start.rfind("https://", 0) != 0 && start.rfind("www.", 0) != 0)
      return false;
    uint32_t last = end_;
    while (last > i_ + 1 && std::string_view(".,;:!?)]}\"'").find(text_[last - 1]) != std::string_view::npos) --last;
    put(i_, last);
    for (i_ = last; i_ < end_;) punctuation(at(text_, i_));
    return true;
  }

  /// "1,200.5", "5/3/2017", "10:30", "20th", "1990s".
  void number() {
    const uint32_t begin = i_;
    while (i_ < end_) {
      const char c = text_[i_];
      const bool inner = (c == ',' || c == '.' || c == ':' || c == '/') && i_ + 1 < end_ && is_digit(text_[i_ + 1]);
      if (!is_digit(c) && !inner) break;
      ++i_;
    }
    const uint32_t digits = i_;
    while (i_ < end_ && is_letter(at(text_, i_).code)) i_ += at(text_, i_).size;
    const std::string tail = ascii_lower(text_.substr(digits, i_ - digits));
    if (tail == "am" || tail == "pm" || tail == "km" || tail == "m" || tail == "bn" ||
        tail == "kg") {  // a unit is a word
      put(begin, digits);
      put(digits, i_);
    } else {
      put(begin, i_);
    }
  }

  void letters() {
    const uint32_t begin = i_;
    while (i_ < end_) {
      const Character c = at(text_, i_);
      if (is_letter(c.code) || is_digit(c.code)) {
        i_ += c.size;
      } else if (c.code == '.' && i_ + 1 < end_ && is_letter(at(text_, i_ + 1).code) && initials(begin)) {
        ++i_;
      } else if (c.code == '&' && i_ + 1 < end_ && is_letter(at(text_, i_ + 1).code) && i_ - begin <= 3) {
        ++i_;  // AT&T
      } else if (is_apostrophe(c.code) && i_ + c.size < end_ && is_letter(at(text_, i_ + c.size).code) &&
                 !clitic_at(i_ + c.size)) {
        i_ += c.size;  // O'Neill, N'Djamena
      } else {
        break;
      }
    }
    // The period of an abbreviation or of an initial.
    if (i_ < end_ && text_[i_] == '.') {
      const std::string word = ascii_lower(text_.substr(begin, i_ + 1 - begin));
      const bool single = i_ - begin == 1 && is_capital(text_[begin]);
      const bool more = i_ + 1 < end_;  // "U.S.-led"
      if (initials(begin) || single ||
          (kAbbreviations.contains(word) && (!kAlsoWords.contains(word) || name_follows(begin, i_ + 1)))) {
        if (!more || !is_letter(at(text_, i_ + 1).code)) ++i_;
      }
    }
    put_word(begin, i_);
    clitics();
  }

  bool initials(uint32_t begin) const {  // "U.S", "a.m": letter, period, letter …
    if (i_ - begin > kLongestInitials) return false;
    for (uint32_t k = begin; k < i_; ++k) {
      const bool letter = is_letter(static_cast<unsigned char>(text_[k]) < 0x80 ? text_[k] : 'x');
      if ((k - begin) % 2 == 0 ? !letter : text_[k] != '.') return false;
    }
    return i_ > begin && (i_ - begin) % 2 == 1 &&
           (i_ - begin > 1 || (i_ + 2 <= end_ && text_[i_] == '.' && (i_ + 2 == end_ || text_[i_ + 2] == '.')));
  }

  /// Whether what stands at `i` is named by the abbreviation at `begin`: "No. 10", "Ill. Gov. Quinn", not "no. The".
  bool name_follows(uint32_t begin, uint32_t i) const {
    while (i < text_.size() && text_[i] == ' ') ++i;
    return i < text_.size() && (is_digit(text_[i]) || (is_capital(text_[begin]) && is_capital(text_[i])));
  }

  /// Length of a clitic that starts at `i`, behind an apostrophe, and ends its word; 0 where none.
  uint32_t clitic_at(uint32_t i) const {
    uint32_t k = i;
    while (k < end_ && is_letter(at(text_, k).code)) k += at(text_, k).size;
    const std::string tail = ascii_lower(text_.substr(i, k - i));
    const bool known =
        tail == "s" || tail == "re" || tail == "ve" || tail == "ll" || tail == "d" || tail == "m" || tail == "t";
    return known ? k - i : 0;
  }

  /// A run of letters, cut where two words are written as one: "cannot", "don't".
  void put_word(uint32_t begin, uint32_t end) {
    const std::string word = ascii_lower(text_.substr(begin, end - begin));
    if (word == "cannot" || word == "gonna" || word == "wanna" || word == "gotta") {
      put(begin, begin + 3);
      put(begin + 3, end, true);
      return;
    }
    if (end < end_ && is_apostrophe(at(text_, end).code) && word.size() > 1 && word.back() == 'n') {
      const uint32_t after = end + at(text_, end).size;
      if (after < end_ && clitic_at(after) == 1 && (text_[after] | 0x20) == 't') {  // did n't
        put(begin, end - 1);
        put(end - 1, after + 1, true);
        i_ = after + 1;
        return;
      }
    }
    put(begin, end);
  }

  /// "'s", "'ll" behind a word; a bare apostrophe behind s is the plural possessive.
  void clitics() {
    if (i_ >= end_ || words_.empty() || words_.back().span.end != i_) return;
    const Character c = at(text_, i_);
    if (!is_apostrophe(c.code)) return;
    const uint32_t tail = i_ + c.size < end_ ? clitic_at(i_ + c.size) : 0;
    const bool quote = i_ + 1 < end_ && text_[i_ + 1] == '\'';  // "the crisis''"
    const bool plural = tail == 0 && !quote &&
                        (text_[i_ - 1] == 's' || text_[i_ - 1] == 'S' || text_[i_ - 1] == 'z' || text_[i_ - 1] == 'x');
    if (tail == 0 && !plural) return;
    put(i_, i_ + c.size + tail, true);
    i_ += c.size + tail;
  }

  bool decade_or_clitic(uint32_t apostrophe) {  // "'90s"; "'s" that stands alone
    const uint32_t after = i_ + apostrophe;
    if (after >= end_) return false;
    const uint32_t tail = clitic_at(after);
    uint32_t last = after;
    if (tail > 0 && after + tail == end_) {
      last = end_;
    } else if (is_digit(text_[after])) {
      while (last < end_ && (is_digit(text_[last]) || text_[last] == 's')) ++last;
    }
    if (last == after) return false;
    put(i_, last);
    i_ = last;
    return true;
  }

  /// One mark, or a run of the same of "." "-" "!" "?".
  void punctuation(Character c) {
    const uint32_t begin = i_;
    i_ += c.size;
    if (c.code == '.' || c.code == '-' || c.code == '!' || c.code == '?' || c.code == '*' || c.code == '=' ||
        c.code == '_') {
      while (i_ < end_ && text_[i_] == static_cast<char>(c.code)) ++i_;
    }
    if ((c.code == '`' || c.code == '\'') && i_ < end_ && text_[i_] == static_cast<char>(c.code)) ++i_;  // ``so''
    put(begin, i_);
  }

  std::string_view text_;
  uint32_t i_, end_;
  std::vector<Word>& words_;
};

}  // namespace

void find_words(std::string_view text, uint32_t begin, uint32_t end, std::vector<Word>& words) {
  for (uint32_t i = begin; i < end;) {
    const Character c = at(text, i);
    if (is_space(c.code)) {
      i += c.size;
      continue;
    }
    uint32_t last = i;
    while (last < end) {
      const Character next = at(text, last);
      if (is_space(next.code)) break;
      last += next.size;
    }
    Cutter(text, i, last, words).cut();
    i = last;
  }
}

}  // namespace khaldun
