// khaldun mentions: the words that stand for actors, names and pronouns alike, and for which.
#include <fmt/format.h>

#include <iterator>

#include "cli/command.h"
#include "store/formats.h"

namespace khaldun {
namespace {

void put(const Document& document, const Reading& reading, const Mention& m, std::string& out) {
  const Bytes span{reading.words[m.first].span.begin, reading.words[m.last - 1].span.end};
  out += "{\"document\":";
  write_json_string(document.id, out);
  fmt::format_to(std::back_inserter(out), ",\"start\":{},\"end\":{},\"head\":{},\"text\":", span.begin, span.end,
                 reading.words[m.head].span.begin);
  write_json_string(span.of(document.text), out);
  out += ",\"how\":";
  write_json_string(m.how, out);
  out += ",\"actors\":[";
  for (const uint32_t target : m.targets) {
    const Actor& actor = reading.actors[target];
    if (out.back() != '[') out += ',';
    fmt::format_to(std::back_inserter(out), "{{\"number\":{}", target);
    for (const auto& [key, value] :
         {std::pair{"id", &actor.id}, std::pair{"name", &actor.name}, std::pair{"country", &actor.country}}) {
      fmt::format_to(std::back_inserter(out), ",\"{}\":", key);
      write_json_or_null(*value, out);
    }
    fmt::format_to(std::back_inserter(out), ",\"sector\":\"{}\"}}", to_string(actor.sector));
  }
  out += "]}\n";
}

void put_judged(const Document& document, const Reading& reading, std::string& out) {
  out += "{\"document\":";
  write_json_string(document.id, out);
  out += ",\"judged\":[";
  for (const std::string& why : reading.judged) {
    if (out.back() != '[') out += ',';
    write_json_string(why, out);
  }
  out += "]}\n";
}

}  // namespace

Command add_mentions(CLI::App& app, const DataOptions& data) {
  struct Options {
    DocumentOptions documents;
    bool explain = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("mentions", "list the words that stand for actors, pronouns too, and for whom");
  options->documents.add_to(command);
  command->add_flag("--explain", options->explain, "and a line with what each pronoun may go back to, and why");
  command->footer(
      "A line is {\"document\",\"start\",\"end\",\"head\",\"text\",\"how\",\"actors\":[{\"number\",\"id\",\"name\","
      "\"country\",\"sector\"}]}; start, end\n"
      "and head (where the main word begins) are bytes of the text. Mentions of one actor share its number; \"both "
      "leaders\" have two actors. The line of --explain is {\"document\",\"judged\":[…]}, a text for each candidate.\n"
      "Example:\n  khaldun mentions article.txt");
  return {command, [&data, options] {
            return read_documents(data, options->documents, options->explain ? Depth::explained : Depth::mentions,
                                  [](const Document& document, const Reading& reading, std::string& out) {
                                    for (const Mention& m : reading.mentions) {
                                      if (m.kind == Mention::Kind::actor) put(document, reading, m, out);
                                    }
                                    if (!reading.judged.empty()) put_judged(document, reading, out);
                                  });
          }};
}

}  // namespace khaldun
