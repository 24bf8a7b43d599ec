// CoNLL-U from outside: an error or documents whose words lie inside their text, in order.
#include <cstdlib>

#include "parse/conllu.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace khaldun;
  const auto documents = read_conllu({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!documents) return 0;
  for (const ConlluDocument& d : *documents) {
    uint32_t at = 0;
    for (const Word& word : d.reading.words) {
      if (word.span.begin < at || word.span.end > d.document.text.size()) std::abort();
      at = word.span.end;
    }
    std::string out;
    write_conllu(d.document, d.reading, out);
    const auto again = read_conllu(out, "again");
    if (!again || again->size() != 1 || again->front().reading.words.size() != d.reading.words.size()) std::abort();
  }
  return 0;
}
