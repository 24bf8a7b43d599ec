#include "cli/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "cli/show.h"
#include "ingest/article.h"

namespace khaldun {

void DocumentOptions::add_to(CLI::App* command) {
  command->add_option("FILE", files, "files and folders to read; - is standard input")->required();
  command
      ->add_option("--input", input,
                   "what the files hold; auto goes by their names and first bytes; .gz and .zst are taken off")
      ->check(CLI::IsMember({"auto", "text", "html", "feed", "jsonl", "csv", "warc", "mail", "conllu"}))
      ->capture_default_str();
  command->add_option("--map", map, "which columns of CSV or fields of JSON Lines hold what: text=body,published=date");
  command->add_option("--published", published, "publication day of documents that bring none, as 2017-05-03");
  command->add_option("--threads", threads, "threads; any number gives the same output")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
}

std::optional<Sources> DocumentOptions::sources() const {
  std::optional<Day> day;
  if (published) {
    day = day_in(*published);
    if (!day) {
      std::cerr << "khaldun: --published is '" << *published << "'; wanted a day such as 2017-05-03\n";
      return std::nullopt;
    }
  }
  Result<ColumnMap> columns = parse_column_map(map);
  if (!columns) {
    std::cerr << "khaldun: " << columns.error().message << "\n";
    return std::nullopt;
  }
  const bool conllu = input == "conllu";
  return std::optional<Sources>(std::in_place, files, conllu, conllu ? Format::text : *parse_format(input),
                                std::move(*columns), day);
}

namespace {

/// The folder of the packs: the one given, beside the program as built, or share/khaldun as installed.
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

}  // namespace

std::optional<std::string> pack_path(const DataOptions& data, const std::string& name) {
  const std::string folder = data_folder(data.folder), path = fmt::format("{}/{}.pack", folder, name);
  std::error_code error;
  if (std::filesystem::exists(path, error)) return path;
  std::cerr << "khaldun: there is no " << name << ".pack in " << folder
            << "; build the program, or name the folder of its packs with --data\n";
  return std::nullopt;
}

std::optional<Engine> load_engine(const DataOptions& data) {
  const std::optional<std::string> model = pack_path(data, data.model), lexicon = pack_path(data, "lexicon");
  if (!model || !lexicon) return std::nullopt;
  Result<Engine> engine = Engine::load({*model, *lexicon, data.actors, data.frames});
  if (engine) return std::move(*engine);
  std::cerr << "khaldun: " << engine.error().message << "\n";
  return std::nullopt;
}

int read_documents(const DataOptions& data, const DocumentOptions& options, Depth depth,
                   const std::function<void(const Document&, Reading&, std::string& out)>& done) {
  std::optional<Sources> sources = options.sources();
  if (!sources) return kUsage;
  const std::optional<Engine> engine = load_engine(data);
  if (!engine) return kUsage;
  return read_tasks(
      *engine, [&] { return sources->next(); }, options.threads, depth, done);
}

int read_tasks(const Engine& engine, const std::function<std::optional<Task>()>& next, unsigned threads, Depth depth,
               const std::function<void(const Document&, Reading&, std::string& out)>& done) {
  size_t rejects = 0;
  int outcome = kOk;
  std::string out;
  // What cannot be written need not be read.
  engine.run([&] { return outcome == kOk ? next() : std::nullopt; },
             [&](const Task& task, Result<Reading> reading) {
               if (outcome != kOk) return;
               if (reading) {
                 done(*task.document, *reading, out);
                 if (out.size() > 1 << 16) outcome = flush(out);
                 return;
               }
               ++rejects;
               say_reject(reading.error().message);
             },
             threads, depth);
  if (outcome == kOk) outcome = flush(out);
  return std::max(outcome, say_rejects(rejects));
}

void say_reject(std::string_view why) { std::cerr << "khaldun: rejected: " << printable(why) << "\n"; }

int say_rejects(size_t rejects) {
  if (rejects > 0) std::cerr << "khaldun: " << rejects << (rejects == 1 ? " document" : " documents") << " rejected\n";
  return rejects > 0 ? kRejects : kOk;
}

int database_error(const Error& error) {
  std::cerr << "khaldun: " << error.message << "\n";
  return kDatabase;
}

int flush(std::string& out) {
  if (std::ferror(stdout) != 0) return kRejects;  // what was lost before stays lost; it has been said
  const bool written = std::fwrite(out.data(), 1, out.size(), stdout) == out.size() && std::fflush(stdout) == 0;
  if (!written) std::cerr << "khaldun: cannot write to standard output: " << std::strerror(errno) << "\n";
  out.clear();
  return written ? kOk : kRejects;
}

}  // namespace khaldun
