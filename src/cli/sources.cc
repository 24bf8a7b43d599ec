#include "cli/sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "ingest/ingest.h"
#include "parse/conllu.h"

namespace khaldun {

Sources::Sources(std::vector<std::string> files, Input input, std::optional<Day> published)
    : files_(std::move(files)), input_(input), published_(published) {
  std::error_code error;
  for (const std::string& file : files_) {
    const uintmax_t size = std::filesystem::file_size(file, error);
    if (!error) all_ += size;
  }
}

double Sources::part_read() const {
  return all_ == 0 ? 0 : static_cast<double>(opened_ - std::min<uint64_t>(opened_, rest_.size())) / static_cast<double>(all_);
}

std::optional<Task> Sources::next() {
  while (true) {
    if (!ready_.empty()) {
      Task task = std::move(ready_.front());
      ready_.pop_front();
      if (task.document && !task.document->published) task.document->published = published_;
      return task;
    }
    if (!rest_.empty()) {
      const size_t end = std::min(rest_.find('\n'), rest_.size());
      const std::string_view line = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      ++line_;
      const bool blank = line.find_first_not_of(" \t\r") == std::string_view::npos;
      if (!blank) ready_.push_back({read_json(line, fmt::format("{}:{}", name_, line_)), std::nullopt});
      continue;
    }
    if (file_ == files_.size()) return std::nullopt;
    open(files_[file_++]);
  }
}

void Sources::open(const std::string& file) {
  std::string_view bytes;
  name_ = file == "-" ? "standard input" : file;
  line_ = 0;
  // Pipes and standard input cannot be mapped.
  if (file == "-") {
    standard_input_.assign(std::istreambuf_iterator<char>(std::cin), {});
    bytes = standard_input_;
  } else {
    Result<MappedFile> mapped = MappedFile::open(file);
    if (!mapped) {
      ready_.push_back({tl::unexpected(mapped.error()), std::nullopt});
      return;
    }
    mapped_ = std::move(*mapped);
    bytes = mapped_->bytes();
    opened_ += bytes.size();
  }
  switch (input_) {
    case Input::text: ready_.push_back({read_text(bytes, name_), std::nullopt}); break;
    case Input::jsonl:
      rest_ = bytes;
      if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        ready_.push_back({fail(Error::Kind::kInput, fmt::format("{}: the file is empty; wanted a JSON object a line", name_)), std::nullopt});
        rest_ = {};
      }
      break;
    case Input::conllu: {
      Result<std::vector<ConlluDocument>> documents = read_conllu(bytes, name_);
      if (!documents) {
        ready_.push_back({tl::unexpected(documents.error()), std::nullopt});
        break;
      }
      for (ConlluDocument& d : *documents) ready_.push_back({std::move(d.document), std::move(d.reading)});
      break;
    }
  }
}

}  // namespace khaldun
