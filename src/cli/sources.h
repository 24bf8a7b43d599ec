// Sources: the files and folders of a command line as a stream of tasks, one document at a time.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "cli/input_file.h"
#include "ingest/articles.h"
#include "khaldun/engine.h"

namespace khaldun {

/// The files of the command line, each folder replaced by the files in it, by name; one without files stays.
std::vector<std::string> files_named(const std::vector<std::string>& names);

class Sources {
 public:
  /// Of a folder all files are read, by name. `conllu` beats `format`. `published` is the day of documents that bring
  /// none.
  Sources(const std::vector<std::string>& files, bool conllu, Format format, ColumnMap map,
          std::optional<Day> published);

  /// The next document, or the reason why it cannot be read; nothing at the end. A file that cannot be opened is one
  /// reject.
  std::optional<Task> next();

  /// The "spans" of the document given last.
  [[nodiscard]] Spans spans() const { return articles_ ? articles_->spans() : Spans(); }

  /// How much of the files' bytes was read, 0 to 1.
  [[nodiscard]] double part_read() const;

 private:
  void open(const std::string& file);
  std::vector<std::string> files_;
  bool conllu_;
  Format format_;
  ColumnMap map_;
  std::optional<Day> published_;
  size_t file_ = 0;
  std::deque<Task> ready_;
  std::optional<InputFile> input_;    // the file being read
  std::optional<Articles> articles_;  // its documents
  uint64_t all_ = 0, opened_ = 0;     // bytes of all files, and of those opened
};

}  // namespace khaldun
