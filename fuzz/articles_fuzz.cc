// Every format that ingest reads: the first byte says which, the rest is the file. Whatever the bytes, each document
// given is sound, and all of it UTF-8.
#include <cstdlib>

#include "base/utf8.h"
#include "ingest/articles.h"
#include "ingest/ingest.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace khaldun;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  Articles articles(bytes, "fuzz", static_cast<Format>(data[0] % 8));
  while (const std::optional<Result<Document>> document = articles.next()) {
    if (!*document) {
      if (document->error().message.empty()) std::abort();
      continue;
    }
    const std::string& text = (*document)->text;
    if (text.empty() || text.size() > kMaxDocument || (*document)->title_end > text.size() || (*document)->id.empty())
      std::abort();
    std::string replaced;
    for (const std::string* part : {&(*document)->id, &(*document)->url, &text}) {
      if (acceptable(*part, replaced).data() != part->data()) std::abort();
    }
  }
  return 0;
}
