// khaldun stories: which reports of a database tell of one event, and what to do where they do not.
#include <fmt/format.h>

#include <iostream>
#include <iterator>

#include "cli/command.h"
#include "cli/show.h"
#include "engine/link.h"

namespace khaldun {
namespace {

struct StoriesOptions {
  std::string database;
  int64_t event = 0;
  std::vector<int64_t> reports;
};

int complain(const Error& error) {
  std::cerr << "khaldun: " << error.message << "\n";
  return error.kind == Error::Kind::kUsage ? kUsage : kDatabase;
}

/// The reports of the event that is named. Errors: the store's; kUsage where there is no such event.
Result<std::vector<StoredReport>> reports_of(Store& store, const StoriesOptions& a) {
  Result<std::vector<StoredReport>> reports = store.reports_of(a.event);
  if (!reports || !reports->empty()) return reports;
  return fail(Error::Kind::kUsage, fmt::format("there is no event {}; `khaldun stories --db {}` lists them", a.event,
                                               Store::shown(a.database)));
}

int list(const StoriesOptions& a) {
  const auto store = Store::open(a.database, Access::read);
  if (!store) return database_error(store.error());
  std::string out;
  bool any = false;
  const auto row = [&](const StoredReport& report) {
    if (report.reports == 1) return true;
    any = true;
    fmt::format_to(std::back_inserter(out), "event {}, {} reports: ", report.event.value_or(0), report.reports);
    show_line(report, out);
    return out.size() < 1 << 16 || flush(out) == kOk;
  };
  if (const Result<void> done = (*store)->select({}, row); !done) return complain(done.error());
  if (!any) out = "no event is told by several documents\n";
  return flush(out);
}

int show(const StoriesOptions& a) {
  const auto store = Store::open(a.database, Access::read);
  if (!store) return database_error(store.error());
  const Result<std::vector<StoredReport>> reports = reports_of(**store, a);
  if (!reports) return complain(reports.error());
  std::string out;
  for (const StoredReport& report : *reports) {
    fmt::format_to(std::back_inserter(out), "report {}, {}: ", report.id, printable(report.document));
    show_line(report, out);
    for (const Evidence& e : report.record.evidence)
      fmt::format_to(std::back_inserter(out), "    {}\n", printable(e.quote));
  }
  return flush(out);
}

int split(const StoriesOptions& a) {
  // Opened for writing, a database that is not there would be made.
  if (const auto there = Store::open(a.database, Access::read); !there) return database_error(there.error());
  const auto store = Store::open(a.database, Access::write);
  if (!store) return database_error(store.error());
  const Result<std::vector<StoredReport>> all = reports_of(**store, a);
  if (!all) return complain(all.error());
  std::vector<int64_t> leave = a.reports;
  if (leave.empty()) {
    // Without reports, each becomes an event of its own.
    for (const StoredReport& r : *all) {
      if (r.id != a.event) leave.push_back(r.id);
    }
    for (const int64_t id : leave) {
      const Result<int64_t> fresh = split_event(**store, a.event, {id});
      if (!fresh) return complain(fresh.error());
    }
    if (leave.empty())
      return complain({Error::Kind::kUsage,
                       fmt::format("event {} has no reports to split; `khaldun stories --db {}` lists those that have",
                                   a.event, Store::shown(a.database))});
    std::string out = fmt::format("khaldun: event {}: {} events now\n", a.event, leave.size() + 1);
    return flush(out);
  }
  const Result<int64_t> fresh = split_event(**store, a.event, leave);
  if (!fresh) return complain(fresh.error());
  std::string out = fmt::format("khaldun: event {} split; the other part is event {}\n", a.event, *fresh);
  return flush(out);
}

}  // namespace

Command add_stories(CLI::App& app, const DataOptions&) {
  const auto a = std::make_shared<StoriesOptions>();
  CLI::App* command =
      app.add_subcommand("stories", "list the events that several documents tell, look at one, or split it");
  command->footer(
      "Examples:\n  khaldun stories --db events.db\n  khaldun stories --db events.db show 17\n  khaldun stories --db "
      "events.db split 17 21 25");
  command->add_option("--db", a->database, "the database: a file, or postgresql://USER@HOST/NAME")->required();
  CLI::App* showing = command->add_subcommand("show", "print the reports of an event with their words");
  showing->add_option("EVENT", a->event, "its number, as stories lists it")->required();
  CLI::App* splitting =
      command->add_subcommand("split", "say that reports of an event tell another one; later runs keep to it");
  splitting->add_option("EVENT", a->event, "its number, as stories lists it")->required();
  splitting->add_option("REPORT", a->reports,
                        "the numbers of the reports that tell another event; without any, each tells its own");
  command->require_subcommand(0, 1);
  const auto chosen = [a, showing, splitting] {
    return showing->parsed() ? show(*a) : splitting->parsed() ? split(*a) : list(*a);
  };
  return {command, chosen, ""};
}

}  // namespace khaldun
