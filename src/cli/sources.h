// Sources: the files of a command line as a stream of tasks, one document at a time.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "cli/input_file.h"
#include "khaldun/engine.h"

namespace khaldun {

enum class Input : uint8_t { text, jsonl, conllu };

class Sources {
 public:
  /// `published` is the day of documents that bring none.
  Sources(std::vector<std::string> files, Input input, std::optional<Day> published);

  /// The next document, or the reason why it cannot be read; nothing at the end. A file that cannot be opened is one reject.
  std::optional<Task> next();

  /// How much of the files' bytes was read, 0 to 1.
  [[nodiscard]] double part_read() const;

 private:
  void open(const std::string& file);
  std::vector<std::string> files_;
  Input input_;
  std::optional<Day> published_;
  size_t file_ = 0;
  std::deque<Task> ready_;
  std::optional<InputFile> lines_;  // the JSON Lines file being read
  uint64_t all_ = 0, opened_ = 0;  // bytes of all files, and of those opened
};

}  // namespace khaldun
