// Exports: a record in, the exact lines of each format out. Cells are shown with | between them.
#include "store/exports.h"

#include <gtest/gtest.h>
#include <readstat.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <set>

#include "store/export_stata.h"

namespace khaldun {
namespace {

using Lines = std::vector<std::string>;

EventActor actor(std::string name, std::string country, Sector sector, std::string text = "") {
  EventActor a;
  a.text = text.empty() ? name : text;
  a.name = std::move(name);
  a.country = std::move(country);
  a.sector = sector;
  return a;
}

/// Police in Minsk detained 200 protesters on Sunday.
Event arrests() {
  Event e;
  e.id = "k1:00000000000000a1";
  e.sentence = 1;
  e.type = Type::COERCE;
  e.mode = "arrest";
  e.cameo = "173";
  e.quad = 4;
  e.intensity = -7;
  e.goldstein = -5;
  e.source = {actor("", "BLR", Sector::COP, "Police in Minsk")};
  e.target = {actor("", "BLR", Sector::CVL, "200 protesters")};
  e.date = EventDate{{*parse_day("2021-08-15"), *parse_day("2021-08-15")}, {}, "on Sunday"};
  e.place = EventPlace{{}, "Minsk", "Minsk", "BLR", "Minsk City", 53.9, 27.56667, 625144};
  e.arrested = 200;
  e.evidence = {{{0, 40}, "detained 200 protesters"}};
  e.frame = "arrest.1";
  e.confidence = 0.9;
  return e;
}

/// Presidents of two countries and the UN chief's envoy talked; no target, all are parties.
Event talks() {
  Event e;
  e.id = "k1:00000000000000b2";
  e.sentence = 4;
  e.type = Type::CONSULT;
  e.mode = "multilateral";
  e.cameo = "04";
  e.quad = 1;
  e.intensity = 4;
  e.goldstein = 1;
  e.source = {actor("Donald Trump", "USA", Sector::GOV), actor("Russia", "RUS", Sector::GOV),
              actor("United Nations", "IGO", Sector::IGO)};
  return e;
}

/// Doctors struck; the text names no country and no target.
Event strike() {
  Event e;
  e.id = "k1:00000000000000c3";
  e.type = Type::PROTEST;
  e.mode = "strike";
  e.cameo = "143";
  e.quad = 4;
  e.intensity = -5;
  e.goldstein = -6.5;
  e.source = {actor("", "", Sector::MED, "doctors\tand nurses")};
  e.place = EventPlace{{}, "Gaza", "Gaza", "PSE", "", 31.5, 34.47, 281133};
  return e;
}

const std::vector<ExportReport> kReports = {{"doc-1", "https://www.example.org/a?x=1", "example.org", 1, 2},
                                            {"doc-2", "", "Herald", 0, 1}};

ExportRow row(const Event& event) { return {event, *parse_day("2021-08-17"), kReports}; }

Lines lines(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    out.emplace_back(text.substr(0, end));
    std::ranges::replace(out.back(), '\t', '|');
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

Lines written(std::string_view format, const Event& event) {
  std::string out;
  const Exporter exporter(*parse_export(format));
  const size_t count = exporter.write(row(event), out);
  const Lines found = lines(out);
  EXPECT_EQ(count, found.size());
  return found;
}

/// A line's number, taken off it: it is a hash that no reader can check.
uint64_t take_number(std::string& line) {
  const size_t end = line.find('|');
  const uint64_t number = std::stoull(line.substr(0, end));
  line.erase(0, end);
  return number;
}

Lines without_numbers(Lines found) {
  for (std::string& line : found) take_number(line);
  return found;
}

size_t columns(std::string_view line) { return static_cast<size_t>(std::ranges::count(line, '|')) + 1; }

TEST(Exports, Gdelt2) {
  EXPECT_EQ(without_numbers(written("gdelt2", arrests())),
            (Lines{"|20210815|202108|2021|2021.6164|BLRCOP|POLICE IN MINSK|BLR|||||COP|||BLRCVL|200 "
                   "PROTESTERS|BLR|||||CVL|||1|173|173|17|4|"
                   "-5|3|2|2||0||||||||0||||||||4|Minsk, Minsk City, Belarus|BO|BO||53.9000|27.5667||20210817000000|"
                   "https://www.example.org/a?x=1"}));
}

TEST(Exports, Gdelt1HasNoAdm2AndNoTimeOfAdding) {
  EXPECT_EQ(without_numbers(written("gdelt1", arrests())),
            (Lines{"|20210815|202108|2021|2021.6164|BLRCOP|POLICE IN MINSK|BLR|||||COP|||BLRCVL|200 "
                   "PROTESTERS|BLR|||||CVL|||1|173|173|17|4|"
                   "-5|3|2|2||0|||||||0|||||||4|Minsk, Minsk City, "
                   "Belarus|BO|BO|53.9000|27.5667||20210817|https://www.example.org/a?x=1"}));
}

TEST(Exports, PartiesOfTalksArePairedBothWays) {
  const Lines found = written("gdelt2", talks());
  Lines heads;
  std::set<uint64_t> numbers;
  for (std::string line : found) {
    numbers.insert(take_number(line));
    heads.push_back(line.substr(0, line.find("|1|040")));
  }
  const std::string date = "|20210817|202108|2021|2021.6219";  // no day in the record: that of publication
  const std::string trump = "|USAGOV|DONALD TRUMP|USA|||||GOV||", russia = "|RUS|RUSSIA|RUS|||||||",
                    un = "|IGOUNO|UNITED NATIONS||UNO||||IGO||";
  EXPECT_EQ(heads, (Lines{date + trump + russia, date + trump + un, date + russia + trump, date + russia + un,
                          date + un + trump, date + un + russia}));
  EXPECT_EQ(numbers.size(), 6u);
  EXPECT_LT(*numbers.rbegin(), uint64_t{1} << 53);
}

TEST(Exports, NamesOfGdeltAreCapitalsWithoutAccents) {
  Event event = arrests();
  event.source = {actor("Recep Tayyip Erdoğan", "TUR", Sector::GOV)};
  event.target = {actor("Łukasz Gonçalves", "POL", Sector::CVL)};
  const std::string line = written("gdelt2", event)[0];
  EXPECT_NE(line.find("|RECEP TAYYIP ERDOGAN|"), std::string::npos) << line;
  EXPECT_NE(line.find("|ŁUKASZ GONCALVES|"), std::string::npos) << line;
}

TEST(Exports, DocumentsOfOneNameAreTwoArticles) {
  ExportReport other = kReports[0];
  other.url = "https://www.example.org/b";
  std::string out;
  const Event event = arrests();
  Exporter(ExportFormat::gdelt2).write({event, *parse_day("2021-08-17"), {kReports[0], other}}, out);
  EXPECT_NE(lines(out)[0].find("|-5|4|1|2||"), std::string::npos) << out;  // tellings, publishers, documents
}

TEST(Exports, EveryLineHasTheColumnsOfItsFormat) {
  const std::map<std::string, size_t> kColumns = {{"gdelt1", 58},  {"gdelt2", 61},  {"icews", 20},
                                                  {"polecat", 40}, {"phoenix", 26}, {"petrarch", 6}};
  for (const auto& [format, count] : kColumns) {
    for (const Event& event : {arrests(), talks(), strike()}) {
      for (const std::string& line : written(format, event)) EXPECT_EQ(columns(line), count) << format << ": " << line;
    }
    const Lines header = lines(Exporter(*parse_export(format)).header());
    for (const std::string& names : header) EXPECT_EQ(columns(names), count) << format;
    EXPECT_EQ(header.empty(), format != "icews" && format != "polecat") << format;
  }
}

TEST(Exports, PlacesOfGdelt) {
  struct Case {
    EventPlace place;
    std::string cells;  // Type|FullName|CountryCode|ADM1Code|ADM2Code|Lat|Long|FeatureID
  };
  const std::vector<Case> kCases = {
      {{{}, "", "France", "FRA", "", 46, 2, 3017382}, "1|France|FR|FR||46.0000|2.0000|FR"},
      {{{}, "", "Texas", "USA", "", 31, -99, 0}, "2|Texas, United States|US|US||31.0000|-99.0000|"},
      {{{}, "", "Dallas", "USA", "Texas", 32.78, -96.8, 4684888},
       "3|Dallas, Texas, United States|US|US||32.7800|-96.8000|"},
      {{{}, "", "Donbas", "UKR", "", 48, 38, 0}, "5|Donbas, Ukraine|UP|UP||48.0000|38.0000|"},
      {{{}, "", "Borno", "NGA", "Borno", 11.95, 13.04, 0}, "5|Borno, Nigeria|NI|NI||11.9500|13.0400|"},
      {{{}, "", "Gaza", "PSE", "", 31.5, 34.47, 281133}, "4|Gaza, Palestine|GZ|GZ||31.5000|34.4700|"},
      {{{}, "", "Nablus", "PSE", "", 32.22, 35.26, 282615}, "4|Nablus, Palestine|WE|WE||32.2200|35.2600|"},
      {{{}, "", "Luxembourg", "LUX", "", 49.75, 6.1667, 2960313}, "1|Luxembourg|LU|LU||49.7500|6.1667|LU"},
      {{{}, "", "Luxembourg", "LUX", "Luxembourg", 49.612, 6.13, 2960316},
       "4|Luxembourg, Luxembourg|LU|LU||49.6120|6.1300|"},
      {{{}, "", "Black Sea", "", "", 43, 34, 0}, "5|Black Sea||||43.0000|34.0000|"},
  };
  for (const Case& c : kCases) {
    Event event = arrests();
    event.place = c.place;
    const Lines found = written("gdelt2", event);
    EXPECT_NE(found[0].find("|0||||||||0||||||||" + c.cells + "|20210817000000|"), std::string::npos) << c.cells << "\n"
                                                                                                      << found[0];
  }
}

TEST(Exports, Icews) {
  EXPECT_EQ(without_numbers(written("icews", arrests())),
            (Lines{"|2021-08-15|Police (Belarus)|Police,Government|Belarus|Arrest, detain or charge with force of "
                   "law|173|-5|Citizen (Belarus)|"
                   "General Population / Civilian / Social,Social|Belarus|doc-1|2|example.org|Minsk||Minsk "
                   "City|Belarus|53.9000|27.5667"}));
  EXPECT_EQ(
      without_numbers(written("icews", strike())),
      (Lines{"|2021-08-17|Medical Personnel|Medical / Health||Strike or boycott|143|-6.5||||doc-1|2|example.org|Gaza|||"
             "Occupied Palestinian Territory|31.5000|34.4700"}));
}

TEST(Exports, RegionsAreNoCities) {
  Event event = arrests();
  event.place = EventPlace{{}, "Borno State", "Borno", "NGA", "Borno", 11.95, 13.04, 0};
  EXPECT_NE(written("icews", event)[0].find("|example.org|||Borno|Nigeria|"), std::string::npos);
  EXPECT_NE(written("polecat", event)[0].find("|Borno|None|None|Borno|NGA|11.9500|13.0400|None|Borno State|ADM1|"),
            std::string::npos);
  event.place = EventPlace{{}, "Orange County", "Orange County", "USA", "California", 33.68, -117.78, 0};
  EXPECT_NE(written("icews", event)[0].find("|example.org||Orange County|California|United States|"),
            std::string::npos);
  EXPECT_NE(written("polecat", event)[0].find("|Orange County|None|Orange County|California|USA|33.6800|-117.7800|None|"
                                              "Orange County|ADM2|"),
            std::string::npos);
}

TEST(Exports, PolecatIsOneLineARecord) {
  EXPECT_EQ(
      written("polecat", talks()),
      (Lines{"k1:00000000000000b2|2021-08-17|CONSULT|multilateral|4|VERBAL COOPERATION|None|Donald Trump; Russia; "
             "United Nations|"
             "USA; RUS; IGO|2; 365; None|GOV; GOV; IGO|GOV; GOV; IGO|None|Donald Trump; Russia; United Nations|None|"
             "None|None|None|None|None|None|None|None|None|None|None|None|None|None|None|None|None|None|example.org|"
             "2021-08-17|"
             "None|None|None|en|khaldun 0.1.0"}));
  EXPECT_EQ(
      written("polecat", strike()),
      (Lines{
          "k1:00000000000000c3|2021-08-17|PROTEST|strike|-5|MATERIAL CONFLICT|None|doctors and "
          "nurses|None|None|MED|MED|None|"
          "doctors and "
          "nurses|None|None|None|None|None|None|None|None|None|Gaza|Gaza|None|None|PSE|31.5000|34.4700|281133|Gaza|PPL|"
          "example.org|2021-08-17|None|None|None|en|khaldun 0.1.0"}));
}

TEST(Exports, Phoenix) {
  EXPECT_EQ(without_numbers(written("phoenix", arrests())),
            (Lines{"|20210815|2021|08|15|BLRCOP|BLR|COP||BLRCVL|BLR|CVL||173|17|4|-5.0||53.9000|27.5667|Minsk|Minsk "
                   "City|Belarus|"
                   "doc-1_2;doc-2_1|https://www.example.org/a?x=1|example.org;Herald"}));
  Event refugees = strike();
  refugees.type = Type::SANCTION;
  refugees.cameo = "166";  // Phoenix counts 16 among verbal conflict
  refugees.place.reset();
  refugees.source = {actor("United Nations High Commissioner for Refugees", "IGO", Sector::IGO)};
  EXPECT_EQ(without_numbers(written("phoenix", refugees)),
            (Lines{"|20210817|2021|08|17|IGOUNOREFHCR|IGO||UNO;REF;HCR|---||||166|16|3|-6.5|||||||doc-1_2;doc-2_1|"
                   "https://www.example.org/a?x=1|example.org;Herald"}));
}

TEST(Exports, Petrarch) {
  EXPECT_EQ(written("petrarch", arrests()), (Lines{"20210815|BLRCOP|BLRCVL|173|doc-1_2;doc-2_1|example.org;Herald"}));
  Event two = arrests();
  two.target.push_back(actor("", "BLR", Sector::CVL, "students"));
  EXPECT_EQ(written("petrarch", two), written("petrarch", arrests()));
  EXPECT_EQ(written("petrarch", strike()), (Lines{"20210817|---HLH|---|143|doc-1_2;doc-2_1|example.org;Herald"}));
}

TEST(Exports, ActorCodes) {
  struct Case {
    EventActor who;
    std::string petrarch, gdelt;
  };
  const std::vector<Case> kCases = {
      {actor("Romania", "ROU", Sector::GOV), "ROU", "ROM"},  // the state itself
      {actor("Klaus Iohannis", "ROU", Sector::GOV), "ROUGOV", "ROMGOV"},
      {actor("Kosovo", "XKX", Sector::GOV), "KSV", "KSV"},
      {actor("", "SYR", Sector::JRN), "SYRMED", "SYRMED"},
      {actor("", "SYR", Sector::MED), "SYRHLH", "SYRHLH"},
      {actor("", "COL", Sector::PRM), "COLMIL", "COLMIL"},
      {actor("", "", Sector::REB), "---REB", "REB"},
      {actor("", "", Sector::UNK), "---", ""},
      {actor("", "FRA", Sector::UNK), "FRA", "FRA"},
      {actor("Shell", "MNC", Sector::BUS), "MNCBUS", "MNCBUS"},
      {actor("Some Relief Fund", "NGO", Sector::NGO), "NGO", "NGO"},
      {actor("European Union", "IGO", Sector::IGO), "IGOEUREEC", "IGOEUREEC"},
  };
  for (const Case& c : kCases) {
    Event event = arrests();
    event.source = {c.who};
    EXPECT_TRUE(written("petrarch", event)[0].starts_with("20210815|" + c.petrarch + "|BLRCVL|"))
        << written("petrarch", event)[0];
    EXPECT_NE(written("gdelt2", event)[0].find("|2021.6164|" + c.gdelt + "|"), std::string::npos)
        << written("gdelt2", event)[0];
  }
}

TEST(Exports, WhatDidNotHappenHasNoLine) {
  for (const auto& [status, kept] : std::map<Status, bool>{{Status::occurred, true},
                                                           {Status::alleged, true},
                                                           {Status::planned, false},
                                                           {Status::proposed, false},
                                                           {Status::denied, false}}) {
    for (const std::string format : {"gdelt1", "gdelt2", "icews", "polecat", "phoenix", "petrarch"}) {
      Event event = arrests();
      event.status = status;
      EXPECT_EQ(written(format, event).size(), kept ? 1u : 0u) << format << " " << to_string(status);
    }
  }
}

TEST(Exports, HostOfUrl) {
  const std::map<std::string, std::string> kCases = {{"https://www.example.org/a", "example.org"},
                                                     {"http://example.org", "example.org"},
                                                     {"https://u:p@news.example.org:80/a@b", "news.example.org"},
                                                     {"https://example.org?x=/y", "example.org"},
                                                     {"article.txt", ""},
                                                     {"", ""}};
  for (const auto& [url, host] : kCases) EXPECT_EQ(host_of(url), host) << url;
}

/// A .dta read back with the library: column name -> value as text, "." for missing, a row each.
struct Read {
  std::vector<std::map<std::string, std::string>> rows;
  std::map<std::string, std::string> formats;
};

Read read_dta(const std::string& bytes) {
  const std::string path = testing::TempDir() + "khaldun_exports_test.dta";
  std::ofstream(path, std::ios::binary) << bytes;
  Read read;
  readstat_parser_t* parser = readstat_parser_init();
  readstat_set_variable_handler(parser, [](int, readstat_variable_t* variable, const char*, void* context) {
    const char* format = readstat_variable_get_format(variable);
    static_cast<Read*>(context)->formats[readstat_variable_get_name(variable)] = format == nullptr ? "" : format;
    return static_cast<int>(READSTAT_HANDLER_OK);
  });
  readstat_set_value_handler(parser, [](int at, readstat_variable_t* variable, readstat_value_t value, void* context) {
    auto& rows = static_cast<Read*>(context)->rows;
    rows.resize(std::max(rows.size(), static_cast<size_t>(at) + 1));
    std::string& cell = rows.back()[readstat_variable_get_name(variable)];
    if (readstat_value_type(value) == READSTAT_TYPE_STRING)
      cell = readstat_string_value(value);
    else if (readstat_value_is_missing(value, variable) != 0)
      cell = ".";
    else
      cell = std::to_string(std::lround(readstat_double_value(value) * 100));  // hundredths
    return static_cast<int>(READSTAT_HANDLER_OK);
  });
  EXPECT_EQ(readstat_parse_dta(parser, path.c_str(), &read), READSTAT_OK);
  readstat_parser_free(parser);
  return read;
}

std::string stata(const std::vector<Event>& events) {
  StataFile file;
  for (const Event& event : events) file.add(row(event));
  std::string out;
  const Result<void> done = file.write(out);
  EXPECT_TRUE(done.has_value()) << done.error().message;
  return out;
}

TEST(Exports, StataGoesRound) {
  Event long_quote = strike();
  long_quote.status = Status::denied;                          // Stata has a column for it
  long_quote.evidence = {{{}, std::string(2044, 'x') + "é"}};  // its last letter would end beyond Stata's 2045 bytes
  const Read read = read_dta(stata({arrests(), talks(), long_quote}));
  ASSERT_EQ(read.rows.size(), 3u);
  EXPECT_EQ(read.formats.at("start_date"), "%td");
  const std::map<std::string, std::string> kFirst = {{"id", "k1:00000000000000a1"},
                                                     {"document", "doc-1"},
                                                     {"publisher", "example.org"},
                                                     {"type", "COERCE"},
                                                     {"mode", "arrest"},
                                                     {"cameo", "173"},
                                                     {"status", "occurred"},
                                                     {"source_text", "Police in Minsk"},
                                                     {"source_name", ""},
                                                     {"source_country", "BLR"},
                                                     {"source_sector", "COP"},
                                                     {"place", "Minsk"},
                                                     {"quote", "detained 200 protesters"},
                                                     {"arrested", "20000"},
                                                     {"killed", "."},
                                                     {"lat", "5390"},
                                                     {"goldstein", "-500"},
                                                     {"start_date", "2250700"},
                                                     {"published", "2250900"},
                                                     {"reports", "200"},
                                                     {"confidence", "90"}};
  for (const auto& [column, value] : kFirst) EXPECT_EQ(read.rows[0].at(column), value) << column;
  EXPECT_EQ(read.rows[1].at("source_country"), "USA; RUS; IGO");
  EXPECT_EQ(read.rows[1].at("start_date"), ".");
  EXPECT_EQ(read.rows[1].at("target_text"), "");
  EXPECT_EQ(read.rows[2].at("status"), "denied");
  EXPECT_EQ(read.rows[2].at("quote"), std::string(2044, 'x'));
}

TEST(Exports, StataOfNothingAndOfTheSame) {
  EXPECT_EQ(read_dta(stata({})).rows.size(), 0u);
  EXPECT_EQ(read_dta(stata({})).formats.size(), 37u);
  EXPECT_EQ(stata({arrests()}), stata({arrests()}));
}

TEST(Exports, WhatStataCannotHoldLeavesNoHalfAFile) {
  Event e = arrests();
  e.arrested = std::numeric_limits<int>::max();  // Stata's greatest are its missing values
  StataFile file;
  file.add(row(arrests()));
  file.add(row(e));
  std::string out = "before";
  const Result<void> done = file.write(out);
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().kind, Error::Kind::kUsage);
  EXPECT_EQ(out, "before");
}

}  // namespace
}  // namespace khaldun
