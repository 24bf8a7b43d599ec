// compile_places: the tables of lexicon/ become sections of a pack. PlaceDesk::load: and back.
#include <fmt/format.h>

#include <charconv>
#include <map>
#include <vector>

#include "base/split.h"
#include "base/table.h"
#include "resolve/names.h"
#include "resolve/place.h"
#include "resolve/place_key.h"

namespace khaldun {
namespace {

template <class T>
std::optional<T> number(const std::string& cell) {
  T value{};
  const auto [end, problem] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (problem != std::errc() || end != cell.data() + cell.size()) return {};
  return value;
}

/// Rows of text, each once.
class Pool {
 public:
  uint32_t add(const std::string& text) {
    const auto [at, fresh] = index_.try_emplace(text, static_cast<uint32_t>(rows_.size()));
    if (fresh) rows_.push_back(text);
    return at->second;
  }
  [[nodiscard]] bool has(const std::string& text) const { return index_.count(text) != 0; }
  [[nodiscard]] const std::vector<std::string>& rows() const { return rows_; }

 private:
  std::map<std::string, uint32_t> index_;
  std::vector<std::string> rows_;
};

struct Row {
  std::string name, country, admin;
  Place::Kind kind = Place::Kind::city;
  double lat = 0, lon = 0;
  uint32_t population = 0, geonames = 0;
  uint8_t seat = 0;
};

class Builder {
 public:
  explicit Builder(std::string folder) : folder_(std::move(folder)) {}

  [[nodiscard]] Result<void> countries();
  [[nodiscard]] Result<void> regions() { return divisions(Place::Kind::region); }
  [[nodiscard]] Result<void> districts() { return divisions(Place::Kind::district); }
  [[nodiscard]] Result<void> areas();
  [[nodiscard]] Result<void> cities();
  void write(PackWriter& pack) const;

 private:
  [[nodiscard]] Result<void> divisions(Place::Kind kind);
  /// Puts the row and its names among the tables. Errors: point, country or names are not what they should be.
  [[nodiscard]] Result<void> add(const TsvTable& table, size_t i, Row row, const std::string& lat,
                                 const std::string& lon, const std::string& names);
  void name(const std::string& text, uint32_t row, bool usual, Place::Kind kind);

  std::string folder_;
  Pool countries_, adjectives_;
  std::vector<uint32_t> adjective_country_;
  std::vector<Row> rows_;
  std::map<std::string, std::vector<uint32_t>> keys_;
  std::map<std::pair<std::string, std::string>, uint32_t> whole_;  // country, key of another name of it -> its row
};

void Builder::name(const std::string& text, uint32_t row, bool usual, Place::Kind kind) {
  std::string key = place_key(text);
  if (key.empty()) return;
  // "Calif." and "CA" are places after a town's name only.
  if (kind == Place::Kind::region && (text.back() == '.' || (is_acronym(text) && text.size() == 2))) {
    key = "," + key;
  } else if (is_acronym(text)) {
    key = "^" + key;
  }
  std::vector<uint32_t>& rows = keys_[key];
  for (const uint32_t other : rows) {
    if (other / 2 == row) return;
  }
  rows.push_back(row * 2 + (usual ? 0 : 1));
  if (kind == Place::Kind::country && !usual) whole_[{rows_[row].country, key}] = row;
  // "England" is listed under the United Kingdom too; the part is the better reading.
  if (kind == Place::Kind::region || kind == Place::Kind::area) {
    if (const auto of = whole_.find({rows_[row].country, key}); of != whole_.end()) {
      std::erase_if(rows, [&](uint32_t other) { return other / 2 == of->second; });
    }
  }
}

Result<void> Builder::add(const TsvTable& table, size_t i, Row row, const std::string& lat, const std::string& lon,
                          const std::string& names) {
  const auto y = number<double>(lat), x = number<double>(lon);
  if (!y || !x || *y < -90 || *y > 90 || *x < -180 || *x > 180) {
    return table.error(i, "\"" + lat + "\" and \"" + lon + "\" are no latitude and longitude in degrees");
  }
  if (row.name.empty()) return table.error(i, "the name is empty");
  if (!row.country.empty() && row.kind != Place::Kind::country && !countries_.has(row.country)) {
    return table.error(i, "country \"" + row.country + "\" is not in countries.tsv");
  }
  row.lat = *y;
  row.lon = *x;
  const auto at = static_cast<uint32_t>(rows_.size());
  rows_.push_back(row);
  name(row.name, at, true, row.kind);
  for (const std::string_view other : split(names, '|')) name(std::string(other), at, false, row.kind);
  return {};
}

Result<void> Builder::countries() {
  const auto table = TsvTable::read(folder_ + "/countries.tsv",
                                    {"code", "name", "names", "adjectives", "people", "lat", "lon", "geonames"});
  if (!table) return tl::unexpected<Error>(table.error());
  countries_.add("");
  for (size_t i = 0; i < table->size(); ++i) {
    const auto& cell = (*table)[i];
    Row row{.name = cell[1], .country = cell[0], .admin = "", .kind = Place::Kind::country};
    row.geonames = number<uint32_t>(cell[7]).value_or(0);
    const uint32_t code = countries_.add(cell[0]);
    if (auto done = add(*table, i, row, cell[5], cell[6], cell[2]); !done) return done;
    const std::string words = cell[3] + "|" + cell[4];
    for (const std::string_view word : split(words, '|')) {
      const std::string key = place_key(word);
      if (key.empty() || adjectives_.has(key)) continue;
      adjectives_.add(key);
      adjective_country_.push_back(code);
    }
  }
  return {};
}

Result<void> Builder::divisions(Place::Kind kind) {
  const bool region = kind == Place::Kind::region;  // its own first division
  const auto table =
      TsvTable::read(folder_ + (region ? "/places/regions.tsv" : "/places/districts.tsv"),
                     {"name", "names", "country", region ? "name" : "admin1", "lat", "lon", "population"});
  if (!table) return tl::unexpected<Error>(table.error());
  for (size_t i = 0; i < table->size(); ++i) {
    const auto& cell = (*table)[i];
    Row row{.name = cell[0], .country = cell[2], .admin = cell[3], .kind = kind};
    const auto population = number<uint32_t>(cell[6]);
    if (!population) return table->error(i, "population \"" + cell[6] + "\" is no number");
    row.population = *population;
    if (auto done = add(*table, i, row, cell[4], cell[5], cell[1]); !done) return done;
  }
  return {};
}

Result<void> Builder::areas() {
  const auto table = TsvTable::read(folder_ + "/places/areas.tsv", {"name", "names", "kind", "country", "lat", "lon"});
  if (!table) return tl::unexpected<Error>(table.error());
  for (size_t i = 0; i < table->size(); ++i) {
    const auto& cell = (*table)[i];
    if (cell[2] != "area" && cell[2] != "city") {
      return table->error(i, "kind \"" + cell[2] + "\" is neither area nor city");
    }
    Row row{.name = cell[0], .country = cell[3], .admin = ""};
    row.kind = cell[2] == "area" ? Place::Kind::area : Place::Kind::city;
    if (auto done = add(*table, i, row, cell[4], cell[5], cell[1]); !done) return done;
  }
  return {};
}

Result<void> Builder::cities() {
  const auto table = TsvTable::read(folder_ + "/places/cities.tsv", {"name", "names", "country", "admin1", "lat", "lon",
                                                                     "population", "seat", "geonames"});
  if (!table) return tl::unexpected<Error>(table.error());
  for (size_t i = 0; i < table->size(); ++i) {
    const auto& cell = (*table)[i];
    Row row{.name = cell[0], .country = cell[2], .admin = cell[3], .kind = Place::Kind::city};
    const auto population = number<uint32_t>(cell[6]), geonames = number<uint32_t>(cell[8]);
    if (!population || !geonames) {
      return table->error(i, "population \"" + cell[6] + "\" or geonames \"" + cell[8] + "\" is no number");
    }
    if (cell[7] != "country" && cell[7] != "region" && !cell[7].empty()) {
      return table->error(i, "seat \"" + cell[7] + "\" is neither country nor region nor empty");
    }
    row.population = *population;
    row.geonames = *geonames;
    row.seat = cell[7] == "country" ? 2 : cell[7] == "region" ? 1 : 0;
    if (auto done = add(*table, i, row, cell[4], cell[5], cell[1]); !done) return done;
  }
  return {};
}

void Builder::write(PackWriter& pack) const {
  std::vector<std::string> keys, names;
  std::vector<uint32_t> starts{0}, rows;
  for (const auto& [key, of] : keys_) {
    if (of.empty()) continue;
    keys.push_back(key);
    rows.insert(rows.end(), of.begin(), of.end());
    starts.push_back(static_cast<uint32_t>(rows.size()));
  }
  Pool admins;
  std::vector<uint32_t> country, admin, population, geonames;
  std::vector<uint8_t> kind, seat;
  std::vector<float> lat, lon;
  Pool codes = countries_;
  for (const Row& row : rows_) {
    names.push_back(row.name);
    country.push_back(codes.add(row.country));
    admin.push_back(admins.add(row.admin));
    population.push_back(row.population);
    geonames.push_back(row.geonames);
    kind.push_back(static_cast<uint8_t>(row.kind));
    seat.push_back(row.seat);
    lat.push_back(static_cast<float>(row.lat));
    lon.push_back(static_cast<float>(row.lon));
  }
  const size_t n = rows_.size(), pairs = rows.size(), ends = starts.size(), words = adjective_country_.size();
  pack.dictionary("place/keys", keys);
  pack.tensor("place/starts", std::move(starts), {ends});
  pack.tensor("place/rows", std::move(rows), {pairs});
  pack.strings("place/name", names);
  pack.strings("place/countries", codes.rows());
  pack.strings("place/admins", admins.rows());
  pack.tensor("place/country", std::move(country), {n});
  pack.tensor("place/admin", std::move(admin), {n});
  pack.tensor("place/population", std::move(population), {n});
  pack.tensor("place/geonames", std::move(geonames), {n});
  pack.tensor("place/kind", std::move(kind), {n});
  pack.tensor("place/seat", std::move(seat), {n});
  pack.tensor("place/lat", std::move(lat), {n});
  pack.tensor("place/lon", std::move(lon), {n});
  pack.dictionary("place/adjectives", adjectives_.rows());
  pack.tensor("place/adjective_country", adjective_country_, {words});
}

}  // namespace

Result<void> compile_places(const std::string& folder, PackWriter& pack) {
  Builder builder(folder);
  // Countries first: the others name their codes.
  for (const auto step :
       {&Builder::countries, &Builder::regions, &Builder::districts, &Builder::areas, &Builder::cities}) {
    if (auto done = (builder.*step)(); !done) return done;
  }
  builder.write(pack);
  return {};
}

Result<PlaceDesk> PlaceDesk::load(const Pack& pack) {
  PlaceDesk desk;
  PlaceTables& t = desk.tables_;
  std::optional<Error> problem;
  const auto take = [&problem](auto& to, auto from) {
    if (from) {
      to = *std::move(from);
    } else if (!problem) {
      problem = from.error();
    }
  };
  take(t.keys, pack.dictionary("place/keys"));
  take(t.adjectives, pack.dictionary("place/adjectives"));
  take(t.name, pack.strings("place/name"));
  take(t.countries, pack.strings("place/countries"));
  take(t.admins, pack.strings("place/admins"));
  take(t.starts, pack.tensor<uint32_t>("place/starts"));
  take(t.rows, pack.tensor<uint32_t>("place/rows"));
  take(t.country, pack.tensor<uint32_t>("place/country"));
  take(t.admin, pack.tensor<uint32_t>("place/admin"));
  take(t.population, pack.tensor<uint32_t>("place/population"));
  take(t.geonames, pack.tensor<uint32_t>("place/geonames"));
  take(t.adjective_country, pack.tensor<uint32_t>("place/adjective_country"));
  take(t.kind, pack.tensor<uint8_t>("place/kind"));
  take(t.seat, pack.tensor<uint8_t>("place/seat"));
  take(t.lat, pack.tensor<float>("place/lat"));
  take(t.lon, pack.tensor<float>("place/lon"));
  if (problem) return tl::unexpected<Error>(*problem);

  const size_t n = t.name.size();
  bool fits = t.starts.size() == t.keys.size() + 1 && t.adjective_country.size() == t.adjectives.size() &&
              t.starts[0] == 0 && t.starts[t.keys.size()] == t.rows.size();
  for (const size_t length : {t.country.size(), t.admin.size(), t.population.size(), t.geonames.size(), t.kind.size(),
                              t.seat.size(), t.lat.size(), t.lon.size()}) {
    fits = fits && length == n;
  }
  for (size_t i = 0; fits && i + 1 < t.starts.size(); ++i) fits = t.starts[i] <= t.starts[i + 1];
  for (size_t i = 0; fits && i < t.rows.size(); ++i) fits = t.rows[i] / 2 < n;
  for (size_t i = 0; fits && i < n; ++i) {
    fits = t.country[i] < t.countries.size() && t.admin[i] < t.admins.size() && t.kind[i] <= 4;
  }
  for (size_t i = 0; fits && i < t.adjective_country.size(); ++i) fits = t.adjective_country[i] < t.countries.size();
  if (!fits) {
    return fail(Error::Kind::kFile, "the place tables of the pack do not fit each other; build the pack again");
  }
  // States stand before all other places.
  for (uint32_t row = 0; row < n && t.kind[row] == static_cast<uint8_t>(Place::Kind::country); ++row)
    t.states.emplace(t.countries[t.country[row]], row);
  return desk;
}

std::span<const uint32_t> PlaceTables::find(std::string_view key) const {
  const auto at = keys.find(key);
  if (!at) return {};
  return rows.values.subspan(starts[*at], starts[*at + 1] - starts[*at]);
}

}  // namespace khaldun
