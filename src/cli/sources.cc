#include "cli/sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/utf8.h"
#include "parse/conllu.h"

namespace khaldun {
namespace {

/// The files of a folder and of those in it, by name; what begins with a dot is left out.
std::vector<std::string> files_of(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::vector<std::string> files;
  for (fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
       !error && at != end; at.increment(error)) {
    const bool hidden = at->path().filename().string().starts_with('.');
    if (hidden && at->is_directory(error)) at.disable_recursion_pending();
    if (!hidden && at->is_regular_file(error)) files.push_back(at->path().string());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

std::vector<std::string> files_named(const std::vector<std::string>& names) {
  std::vector<std::string> files;
  std::error_code error;
  for (const std::string& name : names) {
    const bool folder = std::filesystem::is_directory(name, error);
    std::vector<std::string> found = folder ? files_of(name) : std::vector{name};
    if (found.empty()) found = {name};  // opening the folder will say what is wrong
    std::ranges::move(found, std::back_inserter(files));
  }
  return files;
}

Sources::Sources(const std::vector<std::string>& files, bool conllu, Format format, ColumnMap map,
                 std::optional<Day> published)
    : files_(files_named(files)), conllu_(conllu), format_(format), map_(std::move(map)), published_(published) {
  std::error_code error;
  for (const std::string& file : files_) {
    const uintmax_t size = std::filesystem::file_size(file, error);
    if (!error) all_ += size;
  }
}

double Sources::part_read() const {
  return all_ == 0 ? 0
                   : static_cast<double>(opened_ - std::min<uint64_t>(opened_, articles_ ? articles_->left() : 0)) /
                         static_cast<double>(all_);
}

std::optional<Task> Sources::next() {
  while (true) {
    if (!ready_.empty()) {
      Task task = std::move(ready_.front());
      ready_.pop_front();
      if (!task.document) {
        // It may quote what is no UTF-8, and becomes a row of the database.
        std::string storage, &why = task.document.error().message;
        why = acceptable(why, storage);
      } else if (!task.document->published) {
        task.document->published = published_;
      }
      return task;
    }
    if (articles_) {
      if (std::optional<Result<Document>> document = articles_->next()) {
        input_->release(input_->bytes().size() - articles_->left());
        ready_.push_back({std::move(*document), std::nullopt});
      } else {
        articles_.reset();
      }
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
  if (!conllu_) {
    input_ = std::move(*input);
    articles_.emplace(input_->bytes(), input_->name(), format_, map_);
    return;
  }
  Stream stream(input->bytes());
  const std::string_view text = stream.peek(SIZE_MAX);
  Result<std::vector<ConlluDocument>> documents =
      stream.error().empty() ? read_conllu(unmarked(text), input->name())
                             : fail(Error::Kind::kInput, fmt::format("{}: {}", input->name(), stream.error()));
  if (!documents) {
    ready_.push_back({tl::unexpected(documents.error()), std::nullopt});
    return;
  }
  for (ConlluDocument& d : *documents) ready_.push_back({std::move(d.document), std::move(d.reading)});
}

}  // namespace khaldun
