#include "cli/sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

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
  return all_ == 0 ? 0 : static_cast<double>(opened_ - std::min<uint64_t>(opened_, lines_ ? lines_->rest().size() : 0)) / static_cast<double>(all_);
}

std::optional<Task> Sources::next() {
  while (true) {
    if (!ready_.empty()) {
      Task task = std::move(ready_.front());
      ready_.pop_front();
      if (task.document && !task.document->published) task.document->published = published_;
      return task;
    }
    if (lines_) {
      const std::optional<std::string_view> line = lines_->line();
      if (!line) lines_.reset();
      else if (line->find_first_not_of(" \t\r") != std::string_view::npos) ready_.push_back({read_json(*line, lines_->place()), std::nullopt});
      continue;
    }
    if (file_ == files_.size()) return std::nullopt;
    open(files_[file_++]);
  }
}

void Sources::open(const std::string& file) {
  Result<InputFile> input = InputFile::open(file);
  if (!input) {
    ready_.push_back({tl::unexpected(input.error()), std::nullopt});
    return;
  }
  opened_ += input->bytes().size();
  switch (input_) {
    case Input::text: ready_.push_back({read_text(input->bytes(), input->name()), std::nullopt}); break;
    case Input::jsonl:
      if (input->bytes().find_first_not_of(" \t\r\n") == std::string_view::npos) {
        ready_.push_back({fail(Error::Kind::kInput, fmt::format("{}: the file is empty; wanted a JSON object a line", input->name())), std::nullopt});
      } else {
        lines_ = std::move(*input);
      }
      break;
    case Input::conllu: {
      Result<std::vector<ConlluDocument>> documents = read_conllu(input->bytes(), input->name());
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
