// khaldun times: the time expressions of articles, resolved to days.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cli/command.h"
#include "cli/show.h"
#include "resolve/timex.h"
#include "store/formats.h"

namespace khaldun {
namespace {

struct TimesOptions {
  DocumentOptions documents;
  std::string format = "timeml";
};

/// Calls `put` with each time expression and its bytes, in the order of the text.
template <class Put>
void each_time(const Document& document, const Reading& reading, Put put) {
  for (const Mention& m : reading.mentions) {
    if (m.kind != Mention::Kind::time) continue;
    for (const Timex& timex : timex_of(document, reading, m)) {
      put(Bytes{reading.words[timex.first].span.begin, reading.words[timex.last - 1].span.end}, timex);
    }
  }
}

/// Documents behind the first begin with a comment that names them.
void put_timeml(bool first, const Document& document, const Reading& reading, std::string& out) {
  if (!first) {
    std::string name;
    put_xml(document.id, name);
    for (size_t at = name.find("--"); at != std::string::npos; at = name.find("--", at))
      name.replace(at, 2, "-&#45;");  // two hyphens would end the comment
    out += "\n<!-- " + name + " -->\n";
  }
  const std::string_view text = document.text;
  uint32_t at = 0;
  int number = 0;
  each_time(document, reading, [&](Bytes span, const Timex& timex) {
    if (span.begin < at) return;
    put_xml(text.substr(at, span.begin - at), out);
    fmt::format_to(std::back_inserter(out), "<TIMEX3 tid=\"t{}\" type=\"{}\" value=\"{}\">", ++number, timex.type,
                   timex.value);
    put_xml(span.of(text), out);
    out += "</TIMEX3>";
    at = span.end;
  });
  put_xml(text.substr(at), out);
}

void put_jsonl(const Document& document, const Reading& reading, std::string& out) {
  each_time(document, reading, [&](Bytes span, const Timex& timex) {
    const auto to = std::back_inserter(out);
    out += "{\"document\":";
    write_json_string(document.id, out);
    fmt::format_to(to, ",\"start\":{},\"end\":{},\"text\":", span.begin, span.end);
    write_json_string(span.of(document.text), out);
    fmt::format_to(to, ",\"type\":\"{}\",\"value\":\"{}\"", timex.type, timex.value);
    if (timex.days)
      fmt::format_to(to, ",\"first\":\"{}\",\"last\":\"{}\"}}\n", to_string(timex.days->first),
                     to_string(timex.days->last));
    else
      out += ",\"first\":null,\"last\":null}\n";
  });
}

}  // namespace

Command add_times(CLI::App& app, const DataOptions& data) {
  const auto a = std::make_shared<TimesOptions>();
  CLI::App* command = app.add_subcommand("times", "find time expressions and resolve them to days");
  a->documents.add_to(command);
  command->add_option("--format", a->format, "timeml: the text with TIMEX3 tags; jsonl: a line for each")
      ->check(CLI::IsMember({"timeml", "jsonl"}))
      ->capture_default_str();
  command->footer(
      "With timeml the text stands as it was given, but for &, < and >, which XML wants escaped; a comment names each\n"
      "document behind the first.\n"
      "Example:\n  khaldun times --published 2017-05-03 article.txt");
  return {command, [&data, a] {
            bool first = true;
            return read_documents(data, a->documents, Depth::mentions,
                                  [&](const Document& document, const Reading& reading, std::string& out) {
                                    if (a->format == "jsonl") return put_jsonl(document, reading, out);
                                    put_timeml(first, document, reading, out);
                                    first = false;
                                  });
          }};
}

}  // namespace khaldun
