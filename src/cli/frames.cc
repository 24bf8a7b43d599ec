// khaldun frames: which frames name a word, and a check of the user's own.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>

#include "base/mapped_file.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "coder/frame.h"

namespace khaldun {
namespace {

Result<FrameTable> load_frames(const std::string& pack, const std::vector<std::string>& files) {
  const Result<Pack> lexicon = Pack::open(pack);
  if (!lexicon) return tl::unexpected(lexicon.error());
  Result<FrameTable> table = FrameTable::load(*lexicon);
  for (size_t i = 0; table && i < files.size(); ++i) {
    const Result<MappedFile> text = MappedFile::open(files[i]);
    if (!text) return tl::unexpected(text.error());
    if (Result<void> added = table->add(unmarked(text->bytes()), files[i], true); !added)
      return tl::unexpected(added.error());
  }
  return table;
}

int find_frames(const DataOptions& data, const std::string& word) {
  const std::optional<std::string> lexicon = pack_path(data, "lexicon");
  if (!lexicon) return kUsage;
  const Result<FrameTable> table = load_frames(*lexicon, data.frames);
  if (!table) {
    std::cerr << "khaldun: " << table.error().message << "\n";
    return kUsage;
  }
  std::string out;
  for (const Frame& frame : table->frames()) {
    if (!frame.names(word)) continue;
    fmt::format_to(std::back_inserter(out), "{:<20} {:<9} {:<12} {:<5} {}\n",
                   fmt::format("{}:{}", frame.file, frame.line), frame.codes ? to_string(frame.type) : "NONE",
                   frame.mode.empty() ? "-" : frame.mode, frame.cameo, frame.text);
  }
  if (out.empty()) {
    std::cerr << "khaldun: no frame has the word '" << word << "'; wanted a lemma such as 'accuse' or 'air_strike'\n";
    return kRejects;
  }
  return flush(out);
}

int check_frames(const DataOptions& data, const std::vector<std::string>& files) {
  const std::optional<std::string> lexicon = pack_path(data, "lexicon");
  if (!lexicon) return kUsage;
  const Result<FrameTable> table = load_frames(*lexicon, files);
  if (!table) {
    std::cerr << table.error().message << "\n";
    return kUsage;
  }
  const auto own = std::ranges::count_if(table->frames(), &Frame::own);
  std::string out = fmt::format("{} {}: well formed\n", own, own == 1 ? "frame" : "frames");
  return flush(out);
}

}  // namespace

Command add_frames(CLI::App& app, const DataOptions& data) {
  const auto word = std::make_shared<std::string>();
  const auto files = std::make_shared<std::vector<std::string>>();
  CLI::App* command = app.add_subcommand("frames", "show the frames of a word, and check your own");
  command->footer(
      "Columns: file and line, type, mode, CAMEO code, the frame. lexicon/frames/README.md has the grammar.\n"
      "Examples:\n  khaldun frames find sanction\n  khaldun frames check my.frames\n  khaldun code --frames my.frames "
      "article.txt");
  command->require_subcommand(1);
  command->fallthrough();
  CLI::App* finds = command->add_subcommand("find", "frames with this word")->fallthrough();
  finds->add_option("WORD", *word, "a lemma: a predicate or a filler")->required();
  CLI::App* checks = command->add_subcommand("check", "say what is wrong with frame files")->fallthrough();
  checks->add_option("FILE", *files, "files of frames")->required();
  return {command, [=, &data] { return finds->parsed() ? find_frames(data, *word) : check_frames(data, *files); },
          "--data, --frames"};
}

}  // namespace khaldun
