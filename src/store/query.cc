#include "store/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <numbers>
#include <sstream>

#include "base/among.h"
#include "store/export_tables.h"

namespace khaldun {
namespace {

constexpr double kRadius = 6371;                                   // km, of the sphere
constexpr double kKmPerDegree = kRadius * std::numbers::pi / 180;  // of latitude

/// Whether it is the id of a state, which is its code in small letters; all other ids have a dot.
bool is_state(std::string_view id) {
  std::string code;
  for (const unsigned char c : id) code += static_cast<char>(std::islower(c) != 0 ? std::toupper(c) : '.');
  return is_country(code) && !above_states(code);
}

/// A statement in the making. The first condition that narrows well decides which index SQLite uses; see Dialect::hint.
class Builder {
 public:
  Builder(const Query& query, Dialect dialect) : q_(query), dialect_(dialect) {}

  Sql select() {
    where_reports();
    need("r.retold = 0");
    return {fmt::format("SELECT r.id FROM reports r {} WHERE {} ORDER BY r.day NULLS FIRST, r.id",
                        dialect_.hint(index_), conditions_),
            std::move(values_),
            {"id"}};
  }

  Sql count() {
    const bool dyads = std::ranges::find(q_.group_by, GroupKey::dyad) != q_.group_by.end();
    std::string from;
    if (dyads && dyads_suffice()) {
      from = "dyads r";
      where_dyads();
      need("r.retold = 0");
    } else {
      where_reports();
      need("r.retold = 0");
      from = fmt::format("reports r {}", dialect_.hint(index_));
      if (dyads) from += fmt::format(" {} JOIN dyads p ON p.report_id = r.id", dialect_.hint("CROSS"));
      if (dyads) only_pairs();
    }
    std::vector<Column> columns;
    for (const GroupKey key : q_.group_by) {
      for (Column& column : columns_of(key, from == "dyads r" ? "r" : "p")) columns.push_back(std::move(column));
    }
    std::string keys, order;
    std::vector<std::string> names;
    for (const Column& c : columns) {
      keys += (keys.empty() ? "" : ", ") + c.sql;
      // The table of pairs has no NULL, and PostgreSQL an index in its own order, which is NULLS LAST.
      order += fmt::format("{}{}{}", order.empty() ? "" : ", ", c.sql, from == "dyads r" ? "" : " NULLS FIRST");
      names.push_back(c.name);
    }
    names.insert(names.end(), {"events", "goldstein"});
    return {fmt::format("SELECT {}, count(*), avg(r.goldstein) FROM {} WHERE {} GROUP BY {} ORDER BY {}", keys, from,
                        conditions_, keys, order),
            std::move(values_), std::move(names)};
  }

 private:
  struct Column {
    std::string name, sql;
  };
  static std::vector<Column> columns_of(GroupKey key, const std::string& pair) {
    switch (key) {
      case GroupKey::year:
        return {{"year", "substr(r.day, 1, 4)"}};
      case GroupKey::month:
        return {{"month", "substr(r.day, 1, 7)"}};
      case GroupKey::day:
        return {{"day", "r.day"}};
      case GroupKey::dyad:
        return {{"source", pair + ".source"}, {"target", pair + ".target"}};
      case GroupKey::type:
        return {{"type", "r.type"}};
      case GroupKey::mode:
        return {{"mode", "r.mode"}};
      case GroupKey::quad:
        return {{"quad", "r.quad"}};
      case GroupKey::status:
        return {{"status", "r.status"}};
      case GroupKey::place:
        return {{"place", "r.place_country"}};
    }
    return {};
  }

  void need(const std::string& condition) { conditions_ += (conditions_.empty() ? "" : " AND ") + condition; }
  void need(const std::string& condition, std::string value) {
    need(condition);
    values_.emplace_back(std::move(value));
  }
  void need(const std::string& condition, double a, double b) {
    need(condition);
    values_.emplace_back(a);
    values_.emplace_back(b);
  }
  void use(const std::string& index) {
    if (index_.empty()) index_ = index;
  }
  template <class Values, class Name>
  void one_of(const std::string& column, const Values& values, Name name) {
    if (values.empty()) return;
    std::string list;
    for (const auto& value : values) {
      list += list.empty() ? "?" : ", ?";
      values_.emplace_back(std::string(name(value)));
    }
    need(fmt::format("{} IN ({})", column, list));
  }

  void days(const std::string& column) {
    if (q_.since) need(column + " >= ?", to_string(*q_.since));
    if (q_.until) need(column + " <= ?", to_string(*q_.until));
    // An empty day, which stands for none in dyads, is before every other.
    if (q_.until && !q_.since && column == "r.day") need("r.day <> ''");
  }

  [[nodiscard]] bool countries_of_pair() const {
    return q_.source && q_.target && !q_.source->country.empty() && !q_.target->country.empty();
  }

  /// Whether the table of pairs knows all that is asked.
  [[nodiscard]] bool dyads_suffice() const {
    const bool only_countries =
        (!q_.source && !q_.target) || (countries_of_pair() && q_.source->sector.empty() && q_.target->sector.empty());
    const bool keys = std::ranges::all_of(
        q_.group_by, [](GroupKey k) { return k != GroupKey::type && k != GroupKey::mode && k != GroupKey::place; });
    return only_countries && keys && q_.types.empty() && q_.modes.empty() && q_.country.empty() && q_.place.empty() &&
           !q_.near && q_.min_confidence <= 0 && q_.text.empty();
  }

  void where_dyads() {
    if (q_.source) need("r.source = ?", q_.source->country);
    if (q_.target) need("r.target = ?", q_.target->country);
    days("r.day");
    one_of("r.status", q_.statuses, [](Status s) { return to_string(s); });
  }

  void where_reports() {
    if (!q_.text.empty()) {
      use("INDEXED BY reports_document");
      words();
    }
    if (q_.near) near(*q_.near);
    if (!q_.place.empty()) {
      const bool country = is_country(q_.place);
      use(country ? "INDEXED BY reports_country" : "INDEXED BY reports_place");
      need(country ? "r.place_country = ?" : "r.place_name = ?", q_.place);
    }
    if (countries_of_pair()) {
      pair();
    } else {
      if (q_.source) side("source", *q_.source);
      if (q_.target) side("target", *q_.target);
    }
    if (!q_.country.empty()) either_side();
    if (!q_.modes.empty()) use("INDEXED BY reports_mode");
    one_of("r.mode", q_.modes, [](const std::string& m) { return m; });
    if (!q_.types.empty()) use("INDEXED BY reports_type");
    one_of("r.type", q_.types, [](Type t) { return to_string(t); });
    // What occurred is most of everything; a day narrows better.
    const bool rare = !q_.statuses.empty() && std::ranges::find(q_.statuses, Status::occurred) == q_.statuses.end();
    if (rare) use("INDEXED BY reports_status");
    one_of("r.status", q_.statuses, [](Status s) { return to_string(s); });
    if (q_.since || q_.until) use("INDEXED BY reports_day");
    days("r.day");
    if (q_.min_confidence > 0) {
      use("INDEXED BY reports_confidence");
      need("r.confidence >= ?");
      values_.emplace_back(q_.min_confidence);
    }
  }

  /// Articles that have each of the words, as the phrase that its parts are.
  void words() {
    std::istringstream in(q_.text);
    std::string all, quoted;
    for (std::string word; in >> word;) {
      if (dialect_.postgres) {
        all += all.empty() ? "search_phrase(?)" : " && search_phrase(?)";
        values_.emplace_back(word);
      } else {
        // A string of the full-text language, so that no word is taken for an operator.
        quoted += quoted.empty() ? "\"" : " \"";
        for (const char c : word) quoted += c == '"' ? "\"\"" : std::string(1, c);
        quoted += '"';
      }
    }
    if (all.empty() && quoted.empty()) return;
    if (dialect_.postgres)
      need(fmt::format("r.document_id IN (SELECT id FROM documents WHERE search_words(text) @@ ({}))", all));
    else
      need("r.document_id IN (SELECT rowid FROM documents_text WHERE documents_text MATCH ?)", quoted);
  }

  /// A box on the index, then the great circle. Near a pole or the day's edge the box is a whole belt.
  void near(const Near& n) {
    use("INDEXED BY reports_point");
    const double up = n.km / kKmPerDegree;
    need("r.place_lat BETWEEN ? AND ?", n.lat - up, n.lat + up);
    const double shrink = std::cos(std::min(89.9, std::abs(n.lat) + up) * std::numbers::pi / 180);
    const double aside = up / shrink;
    if (n.lon - aside >= -180 && n.lon + aside <= 180)
      need("r.place_lon BETWEEN ? AND ?", n.lon - aside, n.lon + aside);
    need(
        "pow(sin(radians(r.place_lat - ?) / 2), 2) + cos(radians(?)) * cos(radians(r.place_lat)) * "
        "pow(sin(radians(r.place_lon - ?) / 2), 2) <= ?");
    const double half_angle = std::min(n.km / (2 * kRadius), std::numbers::pi / 2);
    for (const double value : {n.lat, n.lat, n.lon, std::pow(std::sin(half_angle), 2)}) values_.emplace_back(value);
  }

  /// Records with both countries, by the table of pairs.
  void pair() {
    if (index_.empty()) {
      use("NOT INDEXED");
      need("r.id IN (SELECT report_id FROM dyads WHERE source = ?", q_.source->country);
      values_.emplace_back(q_.target->country);
      conditions_ += " AND target = ?";
      const std::string outer = std::exchange(conditions_, "");
      days("day");
      conditions_ = outer + (conditions_.empty() ? "" : " AND ") + conditions_ + ")";
    } else {
      // SQLite is kept from the index of countries, which it would take for the better one.
      const std::string plus = dialect_.hint("+");
      need(fmt::format("EXISTS (SELECT 1 FROM dyads p WHERE p.report_id = r.id AND {}p.source = ?", plus),
           q_.source->country);
      values_.emplace_back(q_.target->country);
      conditions_ += fmt::format(" AND {}p.target = ?)", plus);
    }
    const auto of_sector = [&](const ActorFilter& f, const std::string& role) {
      if (!f.sector.empty()) exists("a.country = ? AND a.sector = ? AND " + role, {f.country, f.sector});
    };
    of_sector(*q_.source, "a.role = 'source'");
    // The parties to a mutual act are all its sources.
    of_sector(*q_.target,
              "(a.role = 'target' OR NOT EXISTS (SELECT 1 FROM report_actors t WHERE t.report_id = r.id AND t.role = "
              "'target'))");
  }

  /// Of a record with several actors on a side only the pairs that are asked for.
  void only_pairs() {
    for (const auto& [end, filter] : {std::pair("source", &q_.source), std::pair("target", &q_.target)}) {
      if (!*filter) continue;
      const ActorFilter& f = **filter;
      if (!f.country.empty())
        need(fmt::format("p.{} = ?", end), f.country);
      else
        exists(fmt::format("a.role = '{0}' AND a.country = p.{0} AND a.{1} = ?", end,
                           f.actor.empty() ? "sector" : "actor"),
               {f.actor.empty() ? f.sector : f.actor});
    }
    if (!q_.country.empty()) need("? IN (p.source, p.target)", q_.country);
  }

  void side(const std::string& role, const ActorFilter& f) {
    const std::string lead = !f.actor.empty() ? "actor" : !f.country.empty() ? "country" : "";
    std::vector<std::string> values = {role};
    std::string condition = "role = ?";
    for (const auto& [column, value] :
         {Column{"actor", f.actor}, Column{"country", f.country}, Column{"sector", f.sector}}) {
      if (value.empty()) continue;
      condition += fmt::format(" AND {} = ?", column);
      values.push_back(value);
    }
    among(condition, values, !lead.empty());
  }

  void either_side() { among("role IN ('source', 'target') AND country = ?", {q_.country}, true); }

  /// Records of which an actor meets the condition: read from the actors' index where nothing better narrows, else
  /// looked up.
  void among(const std::string& condition, const std::vector<std::string>& values, bool indexed) {
    if (!index_.empty() || !indexed) {
      exists(condition, values);
      return;
    }
    use("NOT INDEXED");
    need("r.id IN (SELECT report_id FROM report_actors WHERE " + condition);
    for (const std::string& value : values) values_.emplace_back(value);
    const std::string outer = std::exchange(conditions_, "");
    days("day");
    conditions_ = outer + (conditions_.empty() ? "" : " AND ") + conditions_ + ")";
  }

  void exists(const std::string& condition, const std::vector<std::string>& values) {
    need(fmt::format("EXISTS (SELECT 1 FROM report_actors a WHERE a.report_id = r.id AND {}{})", dialect_.hint("+"),
                     condition));
    for (const std::string& value : values) values_.emplace_back(value);
  }

  const Query& q_;
  Dialect dialect_;
  std::string index_, conditions_;
  std::vector<std::variant<std::string, double>> values_;
};

}  // namespace

std::optional<ActorFilter> parse_actor_filter(std::string_view text) {
  const size_t colon = std::min(text.find(':'), text.size());
  if (text.find('.') != std::string_view::npos || is_state(text)) {
    if (colon < text.size()) return std::nullopt;
    return ActorFilter{{}, {}, std::string(text)};
  }
  ActorFilter filter{
      std::string(text.substr(0, colon)), std::string(text.substr(std::min(colon + 1, text.size()))), {}};
  if (!filter.country.empty() && !is_country(filter.country)) return std::nullopt;
  if (colon < text.size() && !parse_sector(filter.sector)) return std::nullopt;
  if (filter.country.empty() && filter.sector.empty()) return std::nullopt;
  return filter;
}

std::optional<Near> parse_near(std::string_view text) {
  std::array<double, 3> numbers{};
  for (size_t i = 0; i < 3; ++i) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), numbers[i]);
    if (error != std::errc{} || !std::isfinite(numbers[i])) return std::nullopt;
    text.remove_prefix(static_cast<size_t>(end - text.data()));
    if (i == 2) break;
    if (!text.starts_with(',')) return std::nullopt;
    text.remove_prefix(1);
  }
  const Near near{numbers[0], numbers[1], numbers[2]};
  if (!text.empty() || std::abs(near.lat) > 90 || std::abs(near.lon) > 180 || near.km <= 0) return std::nullopt;
  return near;
}

bool is_country(std::string_view text) {
  static const ExportTables tables;
  return tables.country(text) != nullptr || above_states(text);
}

std::optional<GroupKey> parse_group_key(std::string_view name) {
  constexpr std::array<std::string_view, 9> kNames = {"year", "month", "day",    "dyad", "type",
                                                      "mode", "quad",  "status", "place"};
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<GroupKey>(found - kNames.begin());
}

Sql select_sql(const Query& query, Dialect dialect) { return Builder(query, dialect).select(); }
Sql count_sql(const Query& query, Dialect dialect) { return Builder(query, dialect).count(); }

}  // namespace khaldun
