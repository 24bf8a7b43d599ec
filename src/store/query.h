// Query: which records to show.
//
//   Query q;
//   q.types = {Type::ASSAULT};
//   q.source = parse_actor_filter("RUS:MIL");
//   q.since = parse_day("2022-02-24");
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "khaldun/event.h"
#include "store/database.h"

namespace khaldun {

/// "RUS", "RUS:MIL", ":MIL" or an id of the actor tables, "usa.donald_trump" or "usa"; what is empty may be anything.
struct ActorFilter {
  std::string country, sector, actor;
};
/// Nothing where the text is none of these, or there is no such country or sector.
std::optional<ActorFilter> parse_actor_filter(std::string_view text);

struct Near {
  double lat = 0, lon = 0, km = 0;
};
/// "48.5,39.3,50"; nothing where these are no degrees and kilometres.
std::optional<Near> parse_near(std::string_view text);

/// Columns to count by. A dyad is a pair of countries, two columns.
enum class GroupKey : uint8_t { year, month, day, dyad, type, mode, quad, status, place };
std::optional<GroupKey> parse_group_key(std::string_view name);
/// Whether an actor may have this as its country: an alpha-3 code that there is or was, "RUS", or IGO, NGO, MNC, IMG.
bool is_country(std::string_view text);

/// All that are given must hold; of a list, one. An event told by several documents stands for itself once, by the
/// report that agrees best with all of them.
struct Query {
  std::vector<Type> types;
  std::vector<std::string> modes;
  std::vector<Status> statuses;
  std::optional<ActorFilter> source, target;  // both countries: parties to a mutual act count in both directions
  std::string country;                        // of an actor on either side
  std::optional<Day> since, until;            // first day of the act, both inclusive
  std::string place;                          // a place's name, or the alpha-3 code of its country
  std::optional<Near> near;
  double min_confidence = 0;
  std::string text;  // words, all of which the article has
  std::vector<GroupKey> group_by;
};

/// SQL with a "?" for each value, and the names of the columns that it gives.
struct Sql {
  std::string text;
  std::vector<std::variant<std::string, double>> values;
  std::vector<std::string> columns;
};
/// Ids of the reports, in order.
Sql select_sql(const Query& query, Dialect dialect);
/// One row a group, in the order of group_by; last the number of events and the mean of their Goldstein values.
Sql count_sql(const Query& query, Dialect dialect);

}  // namespace khaldun
