// khaldun code and khaldun parse: documents in, what was read in them out.
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/export_out.h"
#include "cli/show.h"
#include "parse/conllu.h"
#include "store/formats.h"

namespace khaldun {
namespace {

struct CodeOptions {
  DocumentOptions documents;
  std::string format = "table";
  bool explain = false;
};

int run(const std::string& data, const CodeOptions& a, Depth depth) {
  std::optional<Sources> sources = a.documents.sources();
  if (!sources) return kUsage;
  const std::optional<Engine> engine = load_engine(data);
  if (!engine) return kUsage;
  const ShowOptions show{isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr, a.explain};
  std::optional<ExportOut> as = depth == Depth::events ? ExportOut::of(a.format) : std::nullopt;
  size_t rejects = 0;
  int outcome = kOk;
  std::string out;
  if (depth == Depth::events && a.format == "csv") out += csv_header();
  if (depth == Depth::events && a.format == "html") out += html_head();
  if (as) as->begin(out);
  engine->run(
      [&] { return sources->next(); },
      [&](const Task& task, Result<Reading> reading) {
        if (!reading) {
          ++rejects;
          std::cerr << "khaldun: rejected: " << reading.error().message << "\n";
          return;
        }
        const Document& document = *task.document;
        if (depth == Depth::parse) write_conllu(document, *reading, out);
        else if (as) as->add(document, *reading, out);
        else if (a.format == "jsonl") write_json(document, *reading, a.explain, out);
        else if (a.format == "csv") write_csv(document, *reading, out);
        else if (a.format == "html") show_html(document, *reading, show, out);
        else show_table(document, *reading, show, out);
        if (out.size() > 1 << 16) outcome = std::max(outcome, flush(out));
      },
      a.documents.threads, depth);
  if (depth == Depth::events && a.format == "html") out += html_tail();
  if (as) {
    if (const Result<void> ended = as->end(out); !ended) {
      std::cerr << "khaldun: " << ended.error().message << "\n";
      outcome = kRejects;
    }
    if (as->left_out() > 0) {
      std::cerr << "khaldun: " << as->left_out() << " records left out: planned, proposed or denied, which " << a.format << " cannot say\n";
    }
  }
  outcome = std::max(outcome, flush(out));
  if (rejects > 0) std::cerr << "khaldun: " << rejects << (rejects == 1 ? " document" : " documents") << " rejected\n";
  return rejects > 0 ? kRejects : outcome;
}

}  // namespace

Command add_code(CLI::App& app, const std::string& data) {
  const auto a = std::make_shared<CodeOptions>();
  CLI::App* command = app.add_subcommand("code", "print the event records of articles");
  a->documents.add_to(command);
  command->add_option("--format", a->format, "how to print records; from gdelt1 on in the columns of other tools, see docs/exports.md")
      ->check(CLI::IsMember({"table", "jsonl", "csv", "html", "gdelt1", "gdelt2", "icews", "polecat", "phoenix", "petrarch", "stata"}))
      ->capture_default_str();
  command->add_flag("--explain", a->explain, "say for each record what made it so");
  command->footer("Examples:\n  khaldun code examples/*.txt\n  khaldun code --input jsonl --format jsonl news.jsonl\n"
                  "  khaldun code --input jsonl --format gdelt2 news.jsonl > events.CSV\n"
                  "  khaldun code --input jsonl --format stata news.jsonl > events.dta\n"
                  "A JSON line is {\"id\",\"title\",\"text\",\"published\"}; offsets count the bytes of title, newline, text.");
  return {command, [&data, a] { return run(data, *a, Depth::events); }};
}

Command add_parse(CLI::App& app, const std::string& data) {
  const auto a = std::make_shared<CodeOptions>();
  CLI::App* command = app.add_subcommand("parse", "print words, tags, trees and names as CoNLL-U");
  a->documents.add_to(command);
  command->footer("Example:\n  khaldun parse --input conllu gold.conllu    keeps the words and sentences given");
  return {command, [&data, a] { return run(data, *a, Depth::parse); }};
}

}  // namespace khaldun
