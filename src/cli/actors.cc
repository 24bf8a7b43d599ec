// khaldun actors: questions about the actor tables, and a check of the user's own.
#include <fmt/format.h>

#include <iostream>
#include <iterator>

#include "cli/command.h"
#include "resolve/actor.h"
#include "resolve/actor_user.h"
#include "store/formats.h"

namespace khaldun {
namespace {

struct ActorsOptions {
  std::string name, on, country, format = "table";
  std::vector<std::string> files;
};

/// The actors of a lexicon's pack with those of `files`.
struct Tables {
  Pack lexicon;
  std::optional<Pack> own;
  ActorDesk desk;
};

Result<Tables> load_actors(const std::string& pack, const std::vector<std::string>& files) {
  Result<Pack> lexicon = Pack::open(pack);
  if (!lexicon) return tl::unexpected(lexicon.error());
  std::optional<Pack> own;
  if (!files.empty()) {
    Result<Pack> both = with_actor_files(*lexicon, files);
    if (!both) return tl::unexpected(both.error());
    own = std::move(*both);
  }
  Result<ActorDesk> desk = ActorDesk::load(*lexicon, own ? &*own : nullptr);
  if (!desk) return tl::unexpected(desk.error());
  return Tables{std::move(*lexicon), std::move(own), std::move(*desk)};
}

void put_json(const ActorEntry& e, std::string& out) {
  out += '{';
  const auto put = [&out](std::string_view name, std::string_view value) {
    fmt::format_to(std::back_inserter(out), "{}\"{}\":", out.ends_with('{') ? "" : ",", name);
    write_json_or_null(value, out);
  };
  put("id", e.id);
  put("name", e.name);
  put("kind", e.kind);
  put("country", e.country);
  put("sector", to_string(e.sector));
  put("office", e.office);
  put("start", e.start ? to_string(*e.start) : "");
  put("end", e.end ? to_string(*e.end) : "");
  out += "}\n";
}

void put_row(const ActorEntry& e, std::string& out) {
  fmt::format_to(std::back_inserter(out), "{:<30} {:<3} {:<3}  {:<28} {:<10}  {:<10}  {}\n", e.name, e.country,
                 to_string(e.sector), e.office, e.start ? to_string(*e.start) : "", e.end ? to_string(*e.end) : "",
                 e.id);
}

int ask(const DataOptions& data, const ActorsOptions& a, bool find) {
  std::optional<Day> day;
  if (!a.on.empty()) {
    day = parse_day(a.on);
    if (!day) {
      std::cerr << "khaldun: --on is '" << a.on << "'; wanted a day such as 2017-05-03\n";
      return kUsage;
    }
  }
  const std::optional<std::string> lexicon = pack_path(data, "lexicon");
  if (!lexicon) return kUsage;
  const Result<Tables> tables = load_actors(*lexicon, data.actors);
  if (!tables) {
    std::cerr << "khaldun: " << tables.error().message << "\n";
    return kUsage;
  }
  const std::vector<ActorEntry> found = find ? tables->desk.find(a.name, day) : tables->desk.list(a.country, day);
  if (found.empty()) {
    std::cerr << "khaldun: the tables know no '" << (find ? a.name : a.country) << "'" << (day ? " on that day" : "")
              << (find ? "; add it with --actors FILE, see docs/actors.md\n"
                       : "; wanted three letters of ISO 3166, such as SYR\n");
    return kRejects;
  }
  std::string out;
  for (const ActorEntry& e : found) a.format == "jsonl" ? put_json(e, out) : put_row(e, out);
  return flush(out);
}

int check_actors(const DataOptions& data, const std::vector<std::string>& files) {
  const std::optional<std::string> lexicon = pack_path(data, "lexicon");
  if (!lexicon) return kUsage;
  const Result<Tables> tables = load_actors(*lexicon, files);
  if (!tables) {
    std::cerr << tables.error().message << "\n";
    return kUsage;
  }
  std::string out = fmt::format("{} {}: well formed\n", files.size(), files.size() == 1 ? "file" : "files");
  return flush(out);
}

}  // namespace

Command add_actors(CLI::App& app, const DataOptions& data) {
  const auto a = std::make_shared<ActorsOptions>();
  CLI::App* command = app.add_subcommand("actors", "ask the actor tables who is who, and check your own");
  command->footer(
      "Columns: name, country, sector, office, start, end, id. With --on, sector and office are those of the day.\n"
      "Examples:\n  khaldun actors find Putin --on 2010-05-01\n  khaldun actors find \"French foreign minister\" --on "
      "2019-02-03 --format jsonl\n"
      "  khaldun actors list --country SYR --on 2017-05-02\n  khaldun actors check my_actors.tsv");
  command->require_subcommand(1);
  command->fallthrough();
  CLI::App* find =
      command->add_subcommand("find", "whom a name, an office or a role word means, on a day or ever")->fallthrough();
  find->add_option("NAME", a->name,
                   "a name (\"Putin\"), an office (\"president of Kenya\") or a role word (\"dock worker\")")
      ->required();
  CLI::App* list = command->add_subcommand("list", "all actors of a country")->fallthrough();
  list->add_option("--country", a->country, "ISO 3166 alpha-3, or IGO, NGO, MNC, IMG")->required();
  for (CLI::App* asks : {find, list}) {
    asks->add_option("--on", a->on, "the day, as 2017-05-03");
    asks->add_option("--format", a->format)->check(CLI::IsMember({"table", "jsonl"}))->capture_default_str();
  }
  CLI::App* check_files = command->add_subcommand("check", "say what is wrong with actor files")->fallthrough();
  check_files->add_option("FILE", a->files, "tables of ours, or actor and agent files of TABARI or PETRARCH")
      ->required();
  return {command,
          [=, &data] { return check_files->parsed() ? check_actors(data, a->files) : ask(data, *a, find->parsed()); },
          "--data, --actors"};
}

}  // namespace khaldun
