// How fast the whole engine codes: throughput MODEL.pack LEXICON.pack [--input FILE.jsonl]... [--repeat N] [--threads
// N]
//
// Without --input the articles of examples/ are coded, N times over. One thread and two, or as many as are said, each
// after a round that does not count. Allocations are those of the whole process while it codes; CPU is the time of all
// its threads, which says more than the clock where other programs run beside this one.
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "allocations.h"
#include "base/mapped_file.h"
#include "ingest/articles.h"
#include "khaldun/engine.h"

namespace khaldun {
namespace {

struct Counts {
  size_t documents = 0, sentences = 0, words = 0, bytes = 0, records = 0;
};

std::vector<Document> read_files(const std::vector<std::string>& files) {
  std::vector<Document> documents;
  for (const std::string& file : files) {
    const Result<MappedFile> mapped = MappedFile::open(file);
    if (!mapped) {
      fmt::print(stderr, "throughput: {}\n", mapped.error().message);
      std::exit(2);
    }
    Articles articles(mapped->bytes(), file, Format::automatic);
    while (std::optional<Result<Document>> document = articles.next()) {
      if (*document) documents.push_back(std::move(**document));
    }
  }
  return documents;
}

Counts code_all(const Engine& engine, const std::vector<Document>& documents, size_t repeat, unsigned threads) {
  Counts counts;
  size_t next = 0;
  engine.run(
      [&]() -> std::optional<Task> {
        if (next == repeat * documents.size()) return std::nullopt;
        return Task{documents[next++ % documents.size()], std::nullopt};
      },
      [&](const Task& task, const Result<Reading>& reading) {
        if (!reading) return;
        ++counts.documents;
        counts.sentences += reading->sentences.size();
        counts.words += reading->words.size();
        counts.bytes += task.document->text.size();
        counts.records += reading->events.size();
      },
      threads, Depth::events);
  return counts;
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

int run(const std::vector<std::string>& arguments) {
  std::vector<std::string> packs, files;
  size_t repeat = 0;
  std::vector<unsigned> threads = {1, 2};
  for (size_t i = 0; i < arguments.size(); ++i) {
    const bool more = i + 1 < arguments.size();
    if (arguments[i] == "--input" && more)
      files.push_back(arguments[++i]);
    else if (arguments[i] == "--repeat" && more)
      repeat = std::strtoul(arguments[++i].c_str(), nullptr, 10);
    else if (arguments[i] == "--threads" && more)
      threads = {static_cast<unsigned>(std::strtoul(arguments[++i].c_str(), nullptr, 10))};
    else
      packs.push_back(arguments[i]);
  }
  if (packs.size() != 2) {
    fmt::print(stderr, "usage: throughput MODEL.pack LEXICON.pack [--input FILE]... [--repeat N] [--threads N]\n");
    return 2;
  }
  if (files.empty()) {
    for (const auto& entry : std::filesystem::directory_iterator(KHALDUN_SOURCE "/examples"))
      files.push_back(entry.path().string());
    if (repeat == 0) repeat = 40;
  }
  repeat = std::max<size_t>(repeat, 1);
  const Result<Engine> engine = Engine::load({packs[0], packs[1]});
  if (!engine) {
    fmt::print(stderr, "throughput: {}\n", engine.error().message);
    return 2;
  }
  const std::vector<Document> documents = read_files(files);
  if (documents.empty()) {
    fmt::print(stderr, "throughput: no document in the files named\n");
    return 2;
  }
  fmt::print("{:>7} {:>12} {:>12} {:>9} {:>7} {:>8} {:>16} {:>21} {:>12}\n", "threads", "documents/s", "sentences/s",
             "tokens/s", "MB/s", "records", "CPU us/sentence", "allocations/document", "peak memory");
  for (const unsigned n : threads) {
    code_all(*engine, {documents.front()}, n, n);
    const uint64_t before = allocations();
    const double cpu_before = cpu_seconds();
    const auto start = std::chrono::steady_clock::now();
    const Counts counts = code_all(*engine, documents, repeat, n);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const double cpu = cpu_seconds() - cpu_before;
    const uint64_t made = allocations() - before;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto rate = [&](size_t count) { return static_cast<double>(count) / seconds; };
    const auto each = [](double all, size_t count) { return all / static_cast<double>(std::max<size_t>(count, 1)); };
    fmt::print("{:7} {:12.1f} {:12.0f} {:9.0f} {:7.3f} {:8} {:16.0f} {:21.0f} {:8.0f} MiB\n", n, rate(counts.documents),
               rate(counts.sentences), rate(counts.words), rate(counts.bytes) / 1e6, counts.records,
               each(1e6 * cpu, counts.sentences), each(static_cast<double>(made), counts.documents),
               static_cast<double>(usage.ru_maxrss) / 1024);
  }
  return 0;
}

}  // namespace
}  // namespace khaldun

int main(int argc, char** argv) { return khaldun::run({argv + 1, argv + argc}); }
