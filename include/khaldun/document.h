// Document: one article as it was given. Owns its bytes, never edited after birth; all else is spans into `text`.
#pragma once

#include <string>

#include "khaldun/base.h"

namespace khaldun {

struct Document {
  std::string id;                // unique within a run; the file's name, or what the source calls it
  std::string url;               // empty where unknown
  std::string text;              // UTF-8; a title given apart stands first, then a newline, then the body
  uint32_t title_end = 0;        // bytes of `text` that are the title, 0 where none was given
  std::optional<Day> published;  // nothing where neither the source nor the user says
  bool crawled = false;          // `published` is only the day of a crawl: the text is of then or before
};

}  // namespace khaldun
