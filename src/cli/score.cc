// khaldun score: how well the coding agrees with annotated records.
#include "coder/score.h"

#include <fmt/format.h>

#include <iostream>
#include <iterator>
#include <unordered_map>

#include "cli/command.h"
#include "cli/show.h"
#include "ingest/gold.h"

namespace khaldun {
namespace {

struct ScoreOptions {
  std::string documents, gold;
  size_t misses = 0;
  unsigned threads = 1;
};

using GoldByDocument = std::unordered_map<std::string, std::vector<Event>>;

Result<GoldByDocument> load_gold(const std::string& file) {
  Result<InputFile> input = InputFile::open(file);
  if (!input) return tl::unexpected(input.error());
  GoldByDocument by_document;
  while (const std::optional<Result<std::string_view>> line = input->line()) {
    if (!*line) return tl::unexpected(line->error());
    if ((*line)->find_first_not_of(" \t\r") == std::string_view::npos) continue;
    Result<GoldRecord> record = read_gold(**line, input->place());
    if (!record) return tl::unexpected(record.error());
    std::vector<Event>& events = by_document[record->document];
    if (record->event) events.push_back(std::move(*record->event));
  }
  return by_document;
}

int run(const DataOptions& data, const ScoreOptions& a) {
  Result<GoldByDocument> gold = load_gold(a.gold);
  if (!gold) {
    std::cerr << "khaldun: " << gold.error().message << "\n";
    return kUsage;
  }
  Score score;
  DocumentOptions documents;
  documents.files = {a.documents};
  documents.input = "jsonl";
  documents.threads = a.threads;
  const int read =
      read_documents(data, documents, Depth::events, [&](const Document& document, Reading& reading, std::string&) {
        const auto annotated = gold->find(document.id);
        score.add(document.id, document.text,
                  annotated == gold->end() ? std::vector<Event>() : std::move(annotated->second), reading.events);
        if (annotated != gold->end()) gold->erase(annotated);
      });
  if (read == kUsage) return read;
  if (!gold->empty()) {
    std::cerr << "khaldun: " << gold->size() << " annotated documents are not among those given, such as '"
              << gold->begin()->first << "'; they are not counted\n";
  }
  std::string out = to_string(score);
  for (size_t i = 0; i < std::min(a.misses, score.misses().size()); ++i) {
    const Miss& miss = score.misses()[i];
    fmt::format_to(std::back_inserter(out), "{}{}  {}  \"{}\"\n", i == 0 ? "\n" : "", printable(miss.document),
                   miss.what, printable(miss.quote));
  }
  return std::max(flush(out), gold->empty() ? read : std::max(read, kRejects));
}

}  // namespace

Command add_score(CLI::App& app, const DataOptions& data) {
  const auto a = std::make_shared<ScoreOptions>();
  CLI::App* command = app.add_subcommand("score", "code documents and compare with records that people annotated");
  command->add_option("DOCS", a->documents, "JSON Lines of documents")->required();
  command
      ->add_option("GOLD", a->gold,
                   "JSON Lines of annotated records; a document without any has {\"doc\",\"none\":true}")
      ->required();
  command->add_option("--misses", a->misses, "show this many records that differ, with their words")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_option("--threads", a->threads)->check(CLI::Range(1, 256))->capture_default_str();
  command->footer(
      "A record is "
      "{\"doc\",\"type\",\"mode\",\"cameo\",\"status\",\"source\":[{\"t\",\"n\",\"c\",\"s\"}],\"target\",\"date\":["
      "start,end],\"place\":{\"n\",\"c\"},\"ev\":[quote,…]},\n"
      "or a line of khaldun code --format jsonl. docs/measured.md says what the levels ask for.\n"
      "Example:\n  khaldun score dev.docs.jsonl dev.gold.jsonl --misses 20");
  return {command, [&data, a] { return run(data, *a); }};
}

}  // namespace khaldun
