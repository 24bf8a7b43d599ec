// khaldun places: the places that articles name, or those that the user asks for.
#include <fmt/format.h>

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
    write_json_or_null(*value, out);
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
  std::deque<std::optional<std::vector<Bytes>>> asked;  // of the documents that are being read
  const auto next = [&] {
    std::optional<Task> task = sources->next();
    if (!task || !task->document) return task;
    Spans spans = sources->spans();
    if (spans)
      asked.push_back(std::move(*spans));
    else
      task->document = tl::unexpected(spans.error());
    return task;
  };
  return read_tasks(*engine, next, options.threads, Depth::mentions,
                    [&](const Document& document, const Reading& reading, std::string& out) {
                      const std::optional<std::vector<Bytes>> spans = std::move(asked.front());
                      asked.pop_front();
                      if (!spans) return put_found(document, reading, out);
                      const std::vector<std::optional<Place>> places = engine->locate(document, reading, *spans);
                      for (size_t i = 0; i < places.size(); ++i)
                        put(document, (*spans)[i], places[i] ? &*places[i] : nullptr, out);
                    });
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
