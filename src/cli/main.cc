// khaldun: reads news and writes event records.
#include <fmt/format.h>
#include <signal.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <sstream>

#include "cli/command.h"
#include "store/store.h"

namespace khaldun {
namespace {

/// No option says anything when it is empty, as "$DB" is where nobody has set it.
void refuse_empty(CLI::App& command) {
  for (CLI::Option* option : command.get_options()) {
    if (option->get_items_expected_max() == 0) continue;  // a flag
    option->check([](const std::string& given) {
      return given.empty() ? std::string("found nothing; leave the option out, or give it a value") : std::string();
    });
  }
  for (CLI::App* below : command.get_subcommands([](const CLI::App*) { return true; })) refuse_empty(*below);
}

/// Names below the help of a command, and of those in it, the options that it shares with others.
void tell_of_shared_options(CLI::App& command, std::string_view shared) {
  for (CLI::App* below : command.get_subcommands([](const CLI::App*) { return true; }))
    tell_of_shared_options(*below, shared);
  const std::string own = command.get_footer();
  command.footer(fmt::format("{}{}Options shared with other commands ({}): khaldun --help.", own,
                             own.empty() ? "" : "\n", shared));
}

/// The arguments as typed, but for a database's password: those who may read the database need not know it.
std::string line_of(const std::vector<std::string>& arguments) {
  std::string line;
  for (const std::string& argument : arguments) {
    const size_t value = argument.starts_with("--") ? std::min(argument.find('='), argument.size() - 1) + 1 : 0;
    line += (line.empty() ? "" : " ") + argument.substr(0, value) + Store::shown(argument.substr(value));
  }
  return line;
}

}  // namespace
}  // namespace khaldun

int main(int argc, char** argv) {
  using namespace khaldun;
  signal(SIGXFSZ, SIG_IGN);  // a file at its limit of size is a full disk, and said as one
  CLI::App app{
      "khaldun reads news and writes event records: who did what to whom, when, where, said by whom, and whether it "
      "happened."};
  app.require_subcommand(1);
  app.fallthrough();  // these may stand behind the command too
  DataOptions data;
  data.line = line_of({argv + 1, argv + argc});
  app.add_option("--data", data.folder, "folder of the packs");
  app.add_option("--model", data.model, "the network: en is the accurate one, en-fast codes several times as fast")
      ->check(CLI::IsMember(kModels))
      ->capture_default_str();
  app.add_option("--actors", data.actors,
                 "actors of your own, in our format or TABARI's or PETRARCH's; see docs/actors.md")
      ->allow_extra_args(false);
  app.add_option("--frames", data.frames, "frames of your own; see lexicon/frames/README.md")->allow_extra_args(false);
  app.set_version_flag("--version", "khaldun " KHALDUN_VERSION);

  std::vector<Command> commands;
  for (const auto add : {add_code, add_run, add_follow, add_query, add_stories, add_actors, add_frames, add_times,
                         add_places, add_mentions, add_attributions, add_relate, add_score, add_parse, add_check}) {
    commands.push_back(add(app, data));
  }
  refuse_empty(app);
  for (const Command& command : commands) {
    if (!command.shared.empty()) tell_of_shared_options(*command.app, command.shared);
  }
  // Not before: commands without a footer of their own would take it over.
  app.footer(
      "Examples:\n"
      "  khaldun code article.txt\n"
      "  khaldun code --published 2017-05-03 --explain article.txt\n"
      "  khaldun code --input jsonl --format csv news.jsonl > events.csv\n"
      "  khaldun code --model en-fast --threads 4 --input jsonl --format csv archive.jsonl > events.csv\n"
      "  curl -s https://example.org/article.txt | khaldun code --format jsonl -\n"
      "  khaldun run --input jsonl --db events.db news.jsonl\n"
      "  khaldun query --db events.db --type ASSAULT --since 2017-01-01 --group-by month,dyad\n"
      "  khaldun actors find Putin --on 2010-05-01\n"
      "  khaldun mentions article.txt\n"
      "  khaldun code --actors my_actors.tsv article.txt\n"
      "  khaldun parse article.txt > article.conllu\n"
      "\nExit codes: 0 all well, 2 wrong usage or missing data files, 3 not all well (documents rejected, nothing "
      "found,\n"
      "output not written; each said on stderr), 4 the database cannot be used, 130 interrupted.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // CLI11 misses a command before it sees that another word stands there.
    const std::vector<std::string> words = app.remaining();
    const bool misses = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && app.get_subcommands().empty();
    if (!misses || words.empty()) {
      std::ostringstream help;
      if (app.exit(error, help) != 0) return kUsage;
      std::string out = help.str();
      return flush(out);
    }
    if (words.front().starts_with('-')) {
      std::cerr << "khaldun: there is no option '" << words.front() << "'; khaldun --help lists them\n";
      return kUsage;
    }
    std::cerr << "khaldun: there is no command '" << words.front() << "'; wanted one of";
    for (const Command& command : commands) std::cerr << " " << command.app->get_name();
    std::cerr << "\n";
    return kUsage;
  }
  for (const Command& command : commands) {
    if (command.app->parsed()) return command.run();
  }
  return kUsage;
}
