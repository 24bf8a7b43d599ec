// khaldun query: records of a database, and counts of them.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iostream>
#include <iterator>

#include "base/among.h"
#include "cli/command.h"
#include "cli/export_out.h"
#include "cli/show.h"
#include "store/formats.h"
#include "store/store.h"

namespace khaldun {
namespace {

constexpr size_t kFull = 1 << 16;  // bytes held before they are written

struct QueryOptions {
  std::string database, as = "table";
  std::vector<std::string> types, modes, statuses, group_by;
  std::string source, target, country, since, until, place, near, text;
  double min_confidence = 0;
};

/// What the command line asks for. Errors (kUsage) name the option, what it holds and what it may hold.
class Asked {
 public:
  explicit Asked(const QueryOptions& o) : o_(o) {}

  Result<Query> query() {
    Query q;
    each(o_.types, "--type", "a PLOVER type such as ASSAULT", parse_type, q.types);
    each(o_.statuses, "--status", "occurred, planned, proposed, alleged or denied", parse_status, q.statuses);
    each(o_.group_by, "--group-by", "some of year, month, day, dyad, type, mode, quad, status, place", parse_group_key,
         q.group_by);
    one(o_.source, "--source", "a country, sector or actor such as RUS, RUS:MIL, :MIL or usa.donald_trump",
        parse_actor_filter, q.source);
    one(o_.target, "--target", "a country, sector or actor such as RUS, RUS:MIL, :MIL or usa.donald_trump",
        parse_actor_filter, q.target);
    one(o_.since, "--since", "a day such as 2017-05-03", parse_day, q.since);
    one(o_.until, "--until", "a day such as 2017-05-03", parse_day, q.until);
    one(o_.near, "--near", "LAT,LON,KM such as 48.5,39.3,50", parse_near, q.near);
    if (q.since && q.until && *q.until < *q.since) {
      error_ = fmt::format("--until {} is before --since {}", o_.until, o_.since);
    }
    for (const std::string& mode : o_.modes) {
      bool known = false;
      for (size_t type = 0; type < kTypes; ++type) known |= among(modes_of(static_cast<Type>(type)), mode);
      if (!known) error_ = fmt::format("--mode is '{}'; wanted a PLOVER mode such as aerial", mode);
    }
    if (!o_.country.empty() && !is_country(o_.country))
      error_ = fmt::format("--country is '{}'; wanted an alpha-3 code such as RUS, or IGO, NGO, MNC, IMG", o_.country);
    if (std::isnan(o_.min_confidence)) error_ = "--min-confidence is no number; wanted one from 0 to 1";
    const auto in_word = [](unsigned char c) { return std::isalnum(c) != 0 || c >= 0x80; };
    if (!o_.text.empty() && std::ranges::none_of(o_.text, in_word))
      error_ = fmt::format("--text is '{}'; wanted words, such as grain corridor", o_.text);
    std::vector<GroupKey> keys = q.group_by;
    std::ranges::sort(keys);
    if (std::ranges::adjacent_find(keys) != keys.end()) error_ = "--group-by names one thing twice";
    q.modes = o_.modes;
    q.country = o_.country;
    q.place = o_.place;
    q.text = o_.text;
    q.min_confidence = o_.min_confidence;
    if (!error_.empty()) return fail(Error::Kind::kUsage, error_);
    return q;
  }

 private:
  template <class Parse, class Value>
  void one(const std::string& given, std::string_view option, std::string_view wanted, Parse parse,
           std::optional<Value>& value) {
    if (given.empty()) return;
    value = parse(given);
    if (!value) error_ = fmt::format("{} is '{}'; wanted {}", option, given, wanted);
  }
  template <class Parse, class Value>
  void each(const std::vector<std::string>& given, std::string_view option, std::string_view wanted, Parse parse,
            std::vector<Value>& values) {
    for (const std::string& name : given) {
      std::optional<Value> value;
      one(name, option, wanted, parse, value);
      if (value) values.push_back(*value);
    }
  }
  const QueryOptions& o_;
  std::string error_;
};

/// Writes records in one of the formats, and keeps to the buffer's size.
class RecordOut {
 public:
  RecordOut(Store& store, const std::string& format) : store_(store), format_(format), as_(ExportOut::of(format)) {
    if (as_) as_->begin(out_);
    if (format_ == "csv") out_ += csv_header();
    if (format_ == "geojson") out_ += "{\"type\":\"FeatureCollection\",\"features\":[";
  }

  bool put(const StoredReport& report) {
    if (as_) {
      if (!exported(report)) return false;
    } else if (format_ == "jsonl") {
      write_json(report, out_);
    } else if (format_ == "csv") {
      write_csv(report, out_);
    } else if (format_ == "geojson") {
      if (count_ > 0) out_ += ",\n";
      write_geojson(report, out_);
    } else {
      show_line(report, out_);
    }
    ++count_;
    if (out_.size() > kFull) outcome_ = std::max(outcome_, flush(out_));
    return outcome_ == kOk;
  }

  int end() {
    if (format_ == "geojson") out_ += "]}\n";
    if (format_ == "table") fmt::format_to(std::back_inserter(out_), "{} event{}\n", count_, count_ == 1 ? "" : "s");
    if (as_) {
      if (const Result<void> done = as_->end(out_); !done) {
        std::cerr << "khaldun: " << done.error().message << "\n";
        outcome_ = std::max(outcome_, kRejects);
      }
      as_->say_left_out();
    }
    return std::max(outcome_, flush(out_));
  }

 private:
  bool exported(const StoredReport& report) {
    std::vector<StoredReport> others;
    if (report.event && report.reports > 1) {
      Result<std::vector<StoredReport>> all = store_.reports_of(*report.event);
      if (!all) {
        outcome_ = database_error(all.error());
        return false;
      }
      others = std::move(*all);
    }
    as_->add(report, others, out_);
    return true;
  }

  Store& store_;
  const std::string& format_;
  std::optional<ExportOut> as_;
  std::string out_;
  size_t count_ = 0;
  int outcome_ = kOk;
};

/// Counts: a row of names, then rows of cells.
class CountOut {
 public:
  explicit CountOut(const std::string& format) : format_(format) {}

  bool put(const std::vector<std::string>& cells) {
    const bool head = names_.empty();
    if (head) names_ = cells;
    if (format_ == "csv") {
      write_csv_line(cells, out_);
    } else if (format_ == "jsonl") {
      if (!head) object(cells);
    } else {
      for (size_t i = 0; i < cells.size(); ++i)
        fmt::format_to(std::back_inserter(out_), "{}{:<{}}", i == 0 ? "" : "  ", cells[i],
                       std::max<size_t>(10, names_[i].size()));
      while (out_.ends_with(' ')) out_.pop_back();
      out_ += '\n';
    }
    return out_.size() <= kFull || flush(out_) == kOk;
  }
  int end() { return flush(out_); }

 private:
  void object(const std::vector<std::string>& cells) {
    for (size_t i = 0; i < cells.size(); ++i) {
      out_ += i == 0 ? "{" : ",";
      write_json_string(names_[i], out_);
      out_ += ':';
      const bool number = names_[i] == "events" || names_[i] == "goldstein" || names_[i] == "quad";
      if (number)
        out_ += cells[i];
      else
        write_json_or_null(cells[i], out_);
    }
    out_ += "}\n";
  }
  const std::string& format_;
  std::vector<std::string> names_;
  std::string out_;
};

int run(const QueryOptions& options) {
  const Result<Query> query = Asked(options).query();
  const bool counts = !options.group_by.empty();
  const bool counted = options.as == "table" || options.as == "csv" || options.as == "jsonl";
  if (!query || (counts && !counted)) {
    std::cerr << "khaldun: "
              << (!query ? query.error().message : "--group-by gives counts; wanted with it --as table, csv or jsonl")
              << "\n";
    return kUsage;
  }
  const Result<std::unique_ptr<Store>> store = Store::open(options.database, Access::read);
  if (!store) return database_error(store.error());
  const auto finish = [](const Result<void>& done, int written) {
    return done ? written : database_error(done.error());
  };
  if (counts) {
    CountOut out(options.as);
    const Result<void> done =
        (*store)->count(*query, [&](const std::vector<std::string>& cells) { return out.put(cells); });
    return finish(done, out.end());
  }
  RecordOut out(**store, options.as);
  const Result<void> done = (*store)->select(*query, [&](const StoredReport& report) { return out.put(report); });
  return finish(done, out.end());
}

}  // namespace

Command add_query(CLI::App& app, const DataOptions&) {
  const auto a = std::make_shared<QueryOptions>();
  CLI::App* command = app.add_subcommand("query", "print the events of a database, or counts of them");
  command->add_option("--db", a->database, "the database: a file, or postgresql://USER@HOST/NAME")->required();
  command->add_option("--type", a->types, "PLOVER types")->delimiter(',');
  command->add_option("--mode", a->modes, "PLOVER modes")->delimiter(',');
  command->add_option("--status", a->statuses, "occurred, planned, proposed, alleged, denied")->delimiter(',');
  command->add_option("--source", a->source, "who did it: RUS, RUS:MIL, :MIL or usa.donald_trump");
  command->add_option("--target", a->target, "to whom");
  command->add_option("--country", a->country, "a country on either side, or IGO, NGO, MNC, IMG");
  command->add_option("--since", a->since, "first day");
  command->add_option("--until", a->until, "last day");
  command->add_option("--place", a->place, "name of a place, or a country's alpha-3 code");
  command->add_option("--near", a->near, "LAT,LON,KM");
  command->add_option("--min-confidence", a->min_confidence, "0 to 1")->check(CLI::Range(0.0, 1.0));
  command->add_option("--text", a->text, "words, all of which the article has");
  command
      ->add_option("--group-by", a->group_by,
                   "count by some of year, month, day, dyad, type, mode, quad, status, place (its country)")
      ->delimiter(',');
  command->add_option("--as", a->as, "how to print; from gdelt1 on in the columns of other tools, see docs/exports.md")
      ->check(CLI::IsMember(
          {"table", "csv", "jsonl", "geojson", "gdelt1", "gdelt2", "icews", "polecat", "phoenix", "petrarch", "stata"}))
      ->capture_default_str();
  command->footer(
      "Examples:\n  khaldun query --db events.db --type ASSAULT --target SYR --since 2017-01-01 --as csv\n"
      "  khaldun query --db events.db --group-by month,dyad --as csv > dyads.csv\n"
      "  khaldun query --db events.db --near 36.2,37.16,50 --as geojson > aleppo.geojson");
  return {command, [a] { return run(*a); }, ""};
}

}  // namespace khaldun
