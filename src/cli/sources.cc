#include "cli/sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <set>

#include "base/utf8.h"
#include "parse/conllu.h"
#include "store/formats.h"
#include "store/sqlite.h"

namespace khaldun {
namespace {

namespace fs = std::filesystem;

/// An SQLite database, as `khaldun run` may have written into the folder that it reads, or a file that belongs to one.
bool of_database(const std::string& file) {
  for (const std::string_view ending : {"", ".lock", "-wal", "-shm", "-journal"}) {
    if (file.ends_with(ending) && is_sqlite(file.substr(0, file.size() - ending.size()))) return true;
  }
  return false;
}

/// The files of a folder and of those in it, by name; what begins with a dot is left out, so are pipes, devices and
/// databases. A folder that cannot be listed stands for its files: to open it will say why.
std::vector<std::string> files_of(const std::string& top) {
  std::vector<std::string> files;
  std::deque<fs::path> folders = {top};
  std::set<fs::path> met;  // links may lead in circles
  while (!folders.empty()) {
    const fs::path folder = std::move(folders.front());
    folders.pop_front();
    std::error_code error;
    if (!met.insert(fs::canonical(folder, error)).second) continue;
    fs::directory_iterator at(folder, error);
    for (; !error && at != fs::directory_iterator(); at.increment(error)) {
      std::error_code unknown;
      if (at->path().filename().string().starts_with('.') || at->is_other(unknown)) continue;
      const bool inner = at->is_directory(unknown);
      if (!inner && of_database(at->path().string())) continue;
      if (!inner)
        files.push_back(at->path().string());
      else if (at->is_symlink(unknown))
        folders.push_back(at->path());  // behind all folders, which so keep their own names
      else
        folders.push_front(at->path());
    }
    if (error) files.push_back(folder.string());
  }
  std::ranges::sort(files);
  return files;
}

/// A reason without the middle of what it quotes where that is long, as a first line of a megabyte.
std::string shortened(std::string_view why) {
  constexpr size_t kBegin = 600, kEnd = 300;
  if (why.size() <= kBegin + kEnd) return std::string(why);
  std::string_view end = why.substr(why.size() - kEnd);
  while ((static_cast<unsigned char>(end.front()) & 0xC0U) == 0x80U) end.remove_prefix(1);  // of a character cut
  return fmt::format("{} … {}", clipped(why, kBegin), end);
}

}  // namespace

std::vector<std::string> files_named(const std::vector<std::string>& names) {
  std::vector<std::string> files;
  std::error_code error;
  for (const std::string& name : names) {
    const bool folder = fs::is_directory(name, error);
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
    const uintmax_t size = fs::file_size(file, error);
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
        why = shortened(acceptable(why, storage));
        task.source = InputFile::name_of(files_[file_ - 1]);
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
