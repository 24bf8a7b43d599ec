// khaldun attributions: who says what.
#include "coder/attributions.h"

#include <fmt/format.h>

#include <iostream>
#include <iterator>

#include "cli/command.h"
#include "store/formats.h"

namespace khaldun {
namespace {

void put_span(const Document& document, std::optional<Bytes> span, std::string& out) {
  if (!span) {
    out += "null";
    return;
  }
  fmt::format_to(std::back_inserter(out), "{{\"start\":{},\"end\":{},\"text\":", span->begin, span->end);
  write_json_string(span->of(document.text), out);
  out += '}';
}

void put(const Document& document, const AttributionSpans& a, std::string& out) {
  out += "{\"document\":";
  write_json_string(document.id, out);
  out += ",\"source\":";
  put_span(document, a.source, out);
  out += ",\"cue\":";
  put_span(document, a.cue, out);
  out += ",\"content\":[";
  for (size_t i = 0; i < a.content.size(); ++i) {
    if (i > 0) out += ',';
    put_span(document, a.content[i], out);
  }
  out += "]}\n";
}

int list(const DataOptions& data, const DocumentOptions& documents) {
  const std::optional<std::string> path = pack_path(data, "lexicon");
  if (!path) return kUsage;
  const Result<Pack> lexicon = Pack::open(*path);
  const Result<Cues> cues = lexicon ? Cues::load(*lexicon) : tl::unexpected(lexicon.error());
  if (!cues) {
    std::cerr << "khaldun: " << cues.error().message << "\n";
    return kUsage;
  }
  return read_documents(data, documents, Depth::mentions,
                        [&](const Document& document, const Reading& reading, std::string& out) {
                          for (const AttributionSpans& a : attributions_in(document, reading, *cues))
                            put(document, a, out);
                        });
}

}  // namespace

Command add_attributions(CLI::App& app, const DataOptions& data) {
  const auto documents = std::make_shared<DocumentOptions>();
  CLI::App* command =
      app.add_subcommand("attributions", "list who says what: source, cue and content of each attribution");
  documents->add_to(command);
  command->add_option("--format", "jsonl: a JSON line for each")->check(CLI::IsMember({"jsonl"}))->default_str("jsonl");
  command->footer(
      "A line is {\"document\",\"source\":{\"start\",\"end\",\"text\"},\"cue\":{…},\"content\":[{…}]}; offsets are "
      "bytes of the text. \"source\" is null where none is named, \"cue\" where a quotation stands by itself.\n"
      "Example:\n  khaldun attributions article.txt");
  return {command, [&data, documents] { return list(data, *documents); }};
}

}  // namespace khaldun
