// khaldun: reads news and writes event records.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "base/mapped_file.h"
#include "cli/export_out.h"
#include "cli/show.h"
#include "cli/sources.h"
#include "khaldun/engine.h"
#include "parse/conllu.h"
#include "store/formats.h"

namespace khaldun {
namespace {

constexpr int kOk = 0, kUsage = 2, kRejects = 3;

struct Arguments {
  std::vector<std::string> files;
  std::string input = "text", format = "table", published, data;
  bool explain = false;
  unsigned threads = 1;
};

/// The folder with en.pack and lexicon.pack: beside the program as built, or share/khaldun as installed.
std::string data_folder(const std::string& given) {
  namespace fs = std::filesystem;
  if (!given.empty()) return given;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const fs::path& folder : {program / "share/khaldun", program.parent_path() / "share/khaldun"}) {
    if (fs::exists(folder / "lexicon.pack", error)) return folder.string();
  }
  return (program / "share/khaldun").string();
}

std::optional<Engine> load(const Arguments& a) {
  const std::string folder = data_folder(a.data);
  Result<Engine> engine = Engine::load({folder + "/en.pack", folder + "/lexicon.pack"});
  if (engine) return std::move(*engine);
  std::cerr << "khaldun: " << engine.error().message << "\n"
            << "khaldun: wanted en.pack and lexicon.pack in " << folder << "; build the program, or name their folder with --data\n";
  return std::nullopt;
}

int flush(std::string& out) {
  const bool written = std::fwrite(out.data(), 1, out.size(), stdout) == out.size();
  out.clear();
  return written ? kOk : kRejects;
}

int run(const Arguments& a, Depth depth) {
  std::optional<Day> published;
  if (!a.published.empty()) {
    published = parse_day(a.published);
    if (!published) {
      std::cerr << "khaldun: --published is '" << a.published << "'; wanted a day such as 2017-05-03\n";
      return kUsage;
    }
  }
  const std::optional<Engine> engine = load(a);
  if (!engine) return kUsage;
  Sources sources(a.files, a.input == "jsonl" ? Input::jsonl : a.input == "conllu" ? Input::conllu : Input::text, published);
  const ShowOptions show{isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr, a.explain};
  std::optional<ExportOut> as = depth == Depth::events ? ExportOut::of(a.format) : std::nullopt;
  size_t rejects = 0;
  int outcome = kOk;
  std::string out;
  if (depth == Depth::events && a.format == "csv") out += csv_header();
  if (depth == Depth::events && a.format == "html") out += html_head();
  if (as) as->begin(out);
  engine->run(
      [&] { return sources.next(); },
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
      a.threads, depth);
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

int check(const Arguments& a) {
  const std::optional<Engine> engine = load(a);
  if (!engine) return kUsage;
  if (const Result<void> good = engine->self_test(); !good) {
    std::cerr << "khaldun: self-test failed: " << good.error().message << "\n";
    return kRejects;
  }
  std::cout << "khaldun: " << engine->versions() << ": self-tests passed\n";
  return kOk;
}

void common_options(CLI::App* command, Arguments& a) {
  command->add_option("FILE", a.files, "files to read; - is standard input")->required();
  command->add_option("--input", a.input, "what the files hold")->check(CLI::IsMember({"text", "jsonl", "conllu"}))->capture_default_str();
  command->add_option("--published", a.published, "publication day of documents that bring none, as 2017-05-03");
  command->add_option("--threads", a.threads, "threads; any number gives the same output")->check(CLI::Range(1, 256))->capture_default_str();
}

}  // namespace
}  // namespace khaldun

int main(int argc, char** argv) {
  using namespace khaldun;
  Arguments a;
  CLI::App app{"khaldun reads news and writes event records: who did what to whom, when, where, said by whom, and whether it happened."};
  app.footer("Examples:\n"
             "  khaldun code article.txt\n"
             "  khaldun code --published 2017-05-03 --explain article.txt\n"
             "  khaldun code --input jsonl --format csv news.jsonl > events.csv\n"
             "  curl -s https://example.org/article.txt | khaldun code --format jsonl -\n"
             "  khaldun parse article.txt > article.conllu\n"
             "\nExit codes: 0 all well, 2 wrong usage or missing data files, 3 some documents rejected (each named on stderr).");
  app.require_subcommand(1);
  app.add_option("--data", a.data, "folder of en.pack and lexicon.pack");
  app.set_version_flag("--version", "khaldun " KHALDUN_VERSION);

  CLI::App* code = app.add_subcommand("code", "print the event records of articles");
  common_options(code, a);
  code->add_option("--format", a.format, "how to print records; from gdelt1 on in the columns of other tools, see docs/exports.md")
      ->check(CLI::IsMember({"table", "jsonl", "csv", "html", "gdelt1", "gdelt2", "icews", "polecat", "phoenix", "petrarch", "stata"}))
      ->capture_default_str();
  code->add_flag("--explain", a.explain, "say for each record what made it so");
  code->footer("Examples:\n  khaldun code examples/*.txt\n  khaldun code --input jsonl --format jsonl news.jsonl\n"
               "  khaldun code --input jsonl --format gdelt2 news.jsonl > events.CSV\n"
               "  khaldun code --input jsonl --format stata news.jsonl > events.dta\n"
               "A JSON line is {\"id\",\"title\",\"text\",\"published\"}; offsets count the bytes of title, newline, text.");
  CLI::App* parse = app.add_subcommand("parse", "print words, tags, trees and names as CoNLL-U");
  common_options(parse, a);
  parse->footer("Example:\n  khaldun parse --input conllu gold.conllu    keeps the words and sentences given");
  CLI::App* self = app.add_subcommand("check", "run the self-tests of the data files");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kOk : kUsage;
  }
  if (self->parsed()) return check(a);
  return run(a, parse->parsed() ? Depth::parse : Depth::events);
}
