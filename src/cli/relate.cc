// khaldun relate: the one best type between two mentions that the user brings.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>

#include "cli/command.h"
#include "cli/input_file.h"
#include "ingest/ingest.h"
#include "store/formats.h"

namespace khaldun {
namespace {

void answer(const Engine& engine, const RelationQuestion& question, Workspace& workspace, std::string& out) {
  const auto to = std::back_inserter(out);
  const Reading reading = engine.read(question.document, workspace, Depth::mentions);
  const std::array<double, kTypes> scores = engine.relate(question.document, reading, question.source, question.target);
  const auto best = std::ranges::max_element(scores) - scores.begin();
  fmt::format_to(to, "{{\"uid\":{},\"type\":\"{}\",\"scores\":{{", question.uid, to_string(static_cast<Type>(best)));
  for (size_t t = 0; t < kTypes; ++t)
    fmt::format_to(to, "{}\"{}\":{:.4f}", t == 0 ? "" : ",", to_string(static_cast<Type>(t)), scores[t]);
  out += "}}\n";
}

int run(const DataOptions& data, const std::vector<std::string>& files) {
  const std::optional<Engine> engine = load_engine(data);
  if (!engine) return kUsage;
  Workspace workspace;
  std::string out;
  size_t bad = 0;
  for (const std::string& file : files_named(files)) {
    Result<InputFile> input = InputFile::open(file);
    if (!input) {
      say_reject(input.error().message);
      ++bad;
      continue;
    }
    while (const std::optional<Result<std::string_view>> got = input->line()) {
      if (!*got) {
        say_reject(got->error().message);
        ++bad;
        continue;
      }
      const std::string_view line = **got;
      if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      std::string uid;
      const Result<RelationQuestion> question = read_relation(line, input->place(), uid);
      if (question) {
        answer(*engine, *question, workspace, out);
      } else {
        ++bad;
        say_reject(question.error().message);
        fmt::format_to(std::back_inserter(out), "{{\"uid\":{},\"error\":", uid);
        write_json_string(question.error().message, out);
        out += "}\n";
      }
      if (out.size() > 1 << 16 && flush(out) != kOk) return kRejects;
    }
  }
  return bad > 0 ? std::max(kRejects, flush(out)) : flush(out);
}

}  // namespace

Command add_relate(CLI::App& app, const DataOptions& data) {
  const auto files = std::make_shared<std::vector<std::string>>();
  CLI::App* command = app.add_subcommand("relate", "name the type of the act between two mentions that you bring");
  command->add_option("FILE", *files, "JSON Lines to read, and folders of them; - is standard input")->required();
  command->footer(
      "A line is {\"uid\",\"text\",\"source\":[start,end],\"target\":[start,end]}: bytes of the text, a side may be "
      "null.\n"
      "Each line gets one: {\"uid\",\"type\",\"scores\":{…16 types…}}, or {\"uid\",\"error\"}.\n"
      "A score says how well a type fits, 0 to 1, each for itself: they need not add up to 1.\n"
      "Example:\n  khaldun relate pairs.jsonl > types.jsonl");
  return {command, [&data, files] { return run(data, *files); }};
}

}  // namespace khaldun
