// Sentences and words of any UTF-8: spans rise, never overlap, lie inside the text, and cover all but white space.
#include <utf8proc.h>

#include <cstdlib>

#include "text/split.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace khaldun;
  for (size_t i = 0; i < size;) {
    utf8proc_int32_t code;
    const auto n = utf8proc_iterate(data + i, static_cast<utf8proc_ssize_t>(size - i), &code);
    if (n <= 0) return 0;  // ingest lets no such bytes pass
    i += static_cast<size_t>(n);
  }
  Document document;
  document.text.assign(reinterpret_cast<const char*>(data), size);
  Reading reading;
  split(document, reading);
  uint32_t at = 0;
  for (const Word& word : reading.words) {
    if (word.span.begin < at || word.span.empty() || word.span.end > size) std::abort();
    for (; at < word.span.begin; ++at) {
      if (data[at] > ' ' && data[at] < 0x7F) std::abort();  // a visible character that no word holds
    }
    at = word.span.end;
  }
  uint32_t word = 0;
  for (const Sentence& sentence : reading.sentences) {
    if (sentence.first != word || sentence.last <= word || sentence.last > reading.words.size()) std::abort();
    word = sentence.last;
  }
  if (word != reading.words.size()) std::abort();
  return 0;
}
