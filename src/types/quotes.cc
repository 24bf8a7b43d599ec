#include "types/quotes.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/among.h"

namespace khaldun {
namespace {

constexpr std::array<std::string_view, 3> kOpening = {"“", "``", "„"};
constexpr std::array<std::string_view, 2> kClosing = {"”", "''"};

/// Whether a mark that mostly closes stands as one that opens: behind white space, before none.
bool stands_open(std::string_view text, Bytes mark) {
  const auto space = [&](size_t i) { return text[i] == ' ' || text[i] == '\n' || text[i] == '\t'; };
  return (mark.begin == 0 || space(mark.begin - 1)) && mark.end < text.size() && !space(mark.end);
}

}  // namespace

std::vector<Quote> quotes_in(const Document& document, const Reading& reading) {
  const std::string_view text = document.text;
  std::vector<Quote> quotes;
  bool open = false;
  for (uint32_t w = 0; w < reading.words.size(); ++w) {
    const Bytes span = reading.words[w].span;
    const std::string_view form = span.of(text);
    const bool straight = form == "\"";
    if (open) {
      const std::string_view gap =
          text.substr(reading.words[w - 1].span.end, span.begin - reading.words[w - 1].span.end);
      const bool paragraph = std::ranges::count(gap, '\n') > 1;
      if (paragraph && (straight || among(kOpening, form))) continue;  // a speech goes on
      if (paragraph || straight || among(kClosing, form)) {
        quotes.back().last = paragraph ? w : w + 1;
        open = false;
      }
    } else if (straight || among(kOpening, form) || (form == "''" && stands_open(text, span))) {
      quotes.push_back({w, static_cast<uint32_t>(reading.words.size())});
      open = true;
    }
  }
  return quotes;
}

}  // namespace khaldun
