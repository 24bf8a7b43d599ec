// khaldun places: the places that articles name, or those that the user asks for.
#include <fmt/format.h>

#include <iostream>
#include <iterator>

#include "cli/command.h"
#include "cli/input_file.h"
#include "ingest/ingest.h"
#include "ingest/stream.h"
#include "store/formats.h"

namespace khaldun {
namespace {

void put(const Document& document, Bytes span, const Place* place, std::string& out) {
  const auto to = std::back_inserter(out);
  out += "{\"document\":";
  write_json_string(document.id, out);
  fmt::format_to(to, ",\"start\":{},\"end\":{},\"text\":", span.begin, span.end);
  write_json_string(span.of(document.text), out);
  if (place == nullptr) {
    out += ",\"name\":null,\"country\":null,\"admin1\":null,\"lat\":null,\"lon\":null,\"geonames\":null}\n";
    return;
  }
  for (const auto& [name, value] :
       {std::pair{"name", &place->name}, std::pair{"country", &place->country}, std::pair{"admin1", &place->admin1}}) {
    fmt::format_to(to, ",\"{}\":", name);
    if (value->empty())
      out += "null";
    else
      write_json_string(*value, out);
  }
  fmt::format_to(to, ",\"lat\":{:.4f},\"lon\":{:.4f},\"geonames\":{}}}\n", place->lat, place->lon,
                 place->geonames == 0 ? "null" : fmt::to_string(place->geonames));
}

void put_found(const Document& document, const Reading& reading, std::string& out) {
  for (const Mention& m : reading.mentions) {
    if (m.kind != Mention::Kind::place || m.targets.empty()) continue;
    put(document, {reading.words[m.first].span.begin, reading.words[m.last - 1].span.end},
        &reading.places[m.targets.front()], out);
  }
}

/// JSON lines, which may bring spans of their own.
int run_lines(const DataOptions& data, const DocumentOptions& options) {
  const std::optional<Engine> engine = load_engine(data);
  if (!engine) return kUsage;
  Workspace workspace;
  std::string out;
  size_t rejects = 0;
  const auto reject = [&](const Error& error) {
    say_reject(error.message);
    ++rejects;
  };
  for (const std::string& file : files_named(options.files)) {
    const Result<InputFile> input = InputFile::open(file);
    if (!input) {
      reject(input.error());
      continue;
    }
    Stream lines(input->bytes());
    for (size_t number = 1; const std::optional<std::string_view> line = lines.line(2 * kMaxDocument + 1); ++number) {
      if (line->find_first_not_of(" \t\r") == std::string_view::npos) continue;
      const Result<Document> document = read_json(*line, fmt::format("{}:{}", input->name(), number));
      if (!document) {
        reject(document.error());
        continue;
      }
      const Result<std::optional<std::vector<Bytes>>> spans = read_spans(*line, *document);
      const Result<Reading> reading = engine->read(*document, workspace, Depth::mentions);
      if (!spans || !reading) {
        reject(spans ? reading.error() : spans.error());
        continue;
      }
      if (*spans) {
        const std::vector<std::optional<Place>> places = engine->locate(*document, *reading, **spans);
        for (size_t i = 0; i < places.size(); ++i) put(*document, (**spans)[i], places[i] ? &*places[i] : nullptr, out);
      } else {
        put_found(*document, *reading, out);
      }
      if (out.size() > 1 << 16 && flush(out) != kOk) return kRejects;
    }
    if (!lines.error().empty()) reject({Error::Kind::kInput, input->name() + ": " + lines.error()});
  }
  return std::max(flush(out), say_rejects(rejects));
}

}  // namespace

Command add_places(CLI::App& app, const DataOptions& data) {
  const auto documents = std::make_shared<DocumentOptions>();
  CLI::App* command = app.add_subcommand("places", "list the places that articles name, with coordinates");
  documents->add_to(command);
  command->add_option("--format")->check(CLI::IsMember({"jsonl"}))->default_str("jsonl");
  command->footer(
      "A line is "
      "{\"document\",\"start\",\"end\",\"text\",\"name\",\"country\",\"admin1\",\"lat\",\"lon\",\"geonames\"}; offsets "
      "are bytes.\n"
      "Places within other names are listed, too: \"Ohio\" of \"the Ohio Department of Health\".\n"
      "With --input jsonl a document may bring \"spans\":[[start,end],…]: then just these are looked up, a line each.\n"
      "Examples:\n  khaldun places article.txt\n  khaldun places --input jsonl toponyms.jsonl");
  return {command, [&data, documents] {
            return documents->input == "jsonl" ? run_lines(data, *documents)
                                               : read_documents(data, *documents, Depth::mentions, put_found);
          }};
}

}  // namespace khaldun
