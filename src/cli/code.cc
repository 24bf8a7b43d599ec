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

int run(const DataOptions& data, const CodeOptions& a) {
  const ShowOptions show{isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr, a.explain};
  std::optional<ExportOut> as = ExportOut::of(a.format);
  std::string frame;  // what stands before and after all records
  if (a.format == "csv") frame = csv_header();
  if (a.format == "html") frame = html_head();
  if (as) as->begin(frame);
  bool begun = false;
  const auto begin = [&](std::string& out) {
    if (!begun) out += frame;
    begun = true;
  };
  const int read = read_documents(data, a.documents, a.explain ? Depth::explained : Depth::events,
                                  [&](const Document& document, Reading& reading, std::string& out) {
                                    begin(out);
                                    if (as)
                                      as->add(document, reading, out);
                                    else if (a.format == "jsonl")
                                      write_json(document, reading, a.explain, out);
                                    else if (a.format == "csv")
                                      write_csv(document, reading, out);
                                    else if (a.format == "html")
                                      show_html(document, reading, show, out);
                                    else
                                      show_table(document, reading, show, out);
                                  });
  if (read == kUsage) return read;
  std::string out;
  begin(out);
  if (a.format == "html") out += html_tail();
  int outcome = read;
  if (as) {
    if (const Result<void> ended = as->end(out); !ended) {
      std::cerr << "khaldun: " << ended.error().message << "\n";
      outcome = kRejects;
    }
    as->say_left_out();
  }
  return std::max(outcome, flush(out));
}

}  // namespace

Command add_code(CLI::App& app, const DataOptions& data) {
  const auto a = std::make_shared<CodeOptions>();
  CLI::App* command = app.add_subcommand("code", "print the event records of articles");
  a->documents.add_to(command);
  command
      ->add_option("--format", a->format,
                   "how to print records; from gdelt1 on in the columns of other tools, see docs/exports.md")
      ->check(CLI::IsMember(
          {"table", "jsonl", "csv", "html", "gdelt1", "gdelt2", "icews", "polecat", "phoenix", "petrarch", "stata"}))
      ->capture_default_str();
  command->add_flag("--explain", a->explain, "say for each record what made it so");
  command->footer(
      "Examples:\n  khaldun code examples/*.txt\n  khaldun code --input jsonl --format jsonl news.jsonl\n"
      "  khaldun code --input jsonl --format gdelt2 news.jsonl > events.CSV\n"
      "  khaldun code --input jsonl --format stata news.jsonl > events.dta\n"
      "A JSON line is {\"id\",\"title\",\"text\",\"published\"}; offsets count the bytes of title, newline, text.");
  return {command, [&data, a] { return run(data, *a); }};
}

Command add_parse(CLI::App& app, const DataOptions& data) {
  const auto documents = std::make_shared<DocumentOptions>();
  CLI::App* command = app.add_subcommand("parse", "print words, tags, trees and names as CoNLL-U");
  documents->add_to(command);
  command->footer("Example:\n  khaldun parse --input conllu gold.conllu    keeps the words and sentences given");
  return {command, [&data, documents] { return read_documents(data, *documents, Depth::parse, write_conllu); }};
}

}  // namespace khaldun
