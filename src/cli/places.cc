// khaldun places: the places that articles name, or those that the user asks for.
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <iterator>

#include "cli/command.h"
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

int run(const DataOptions& data, const DocumentOptions& options) {
  std::optional<Sources> sources = options.sources();
  if (!sources) return kUsage;
  const std::optional<Engine> engine = load_engine(data);
  if (!engine) return kUsage;
  std::deque<Spans> asked;  // of the documents that are being read
  size_t rejects = 0;
  int outcome = kOk;
  std::string out;
  // What cannot be written need not be read.
  const auto next = [&]() -> std::optional<Task> {
    if (outcome != kOk) return std::nullopt;
    std::optional<Task> task = sources->next();
    asked.push_back(sources->spans());
    if (task && task->document && !asked.back()) task->document = tl::unexpected(asked.back().error());
    return task;
  };
  const auto done = [&](const Task& task, const Result<Reading>& reading) {
    const Spans spans = std::move(asked.front());
    asked.pop_front();
    if (outcome != kOk) return;
    if (!reading) {
      ++rejects;
      say_reject(reading.error().message);
      return;
    }
    const Document& document = *task.document;
    if (!*spans) {
      put_found(document, *reading, out);
    } else {
      const std::vector<std::optional<Place>> places = engine->locate(document, *reading, **spans);
      for (size_t i = 0; i < places.size(); ++i) put(document, (**spans)[i], places[i] ? &*places[i] : nullptr, out);
    }
    if (out.size() > 1 << 16) outcome = flush(out);
  };
  engine->run(next, done, options.threads, Depth::mentions);
  if (outcome == kOk) outcome = flush(out);
  return std::max(outcome, say_rejects(rejects));
}

}  // namespace

Command add_places(CLI::App& app, const DataOptions& data) {
  const auto documents = std::make_shared<DocumentOptions>();
  CLI::App* command = app.add_subcommand("places", "list the places that articles name, with coordinates");
  documents->add_to(command);
  command->footer(
      "A line is "
      "{\"document\",\"start\",\"end\",\"text\",\"name\",\"country\",\"admin1\",\"lat\",\"lon\",\"geonames\"}; offsets "
      "are bytes.\n"
      "Places within other names are listed, too: \"Ohio\" of \"the Ohio Department of Health\".\n"
      "A JSON line may bring \"spans\":[[start,end],…]: then just these are looked up, a line each.\n"
      "Examples:\n  khaldun places article.txt\n  khaldun places toponyms.jsonl");
  return {command, [&data, documents] { return run(data, *documents); }};
}

}  // namespace khaldun
