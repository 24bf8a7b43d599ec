#include "ingest/gold.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <simdjson.h>

#include <array>
#include <tuple>

#include "base/among.h"

namespace khaldun {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

/// The string under the first of these names that has one.
std::string text_of(const object& from, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (std::string_view text; !from[name].get(text)) return std::string(text);
  }
  return {};
}

std::optional<int> number_of(const object& from, const char* name) {
  int64_t value = 0;
  return from[name].get(value) ? std::nullopt : std::optional(static_cast<int>(value));
}

std::vector<element> list_of(const object& from, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (simdjson::dom::array list; !from[name].get(list)) return {list.begin(), list.end()};
  }
  return {};
}

/// What a field of a record must be, and what it is; null is nothing, and may stand anywhere.
std::string wrong_kind(const object& json) {
  using simdjson::dom::element_type;
  const auto kinds = [](std::initializer_list<const char*> names, std::initializer_list<element_type> wanted,
                        std::string_view said) { return std::tuple(std::vector(names), std::vector(wanted), said); };
  const std::array fields = {kinds({"mode", "cameo", "said_by"}, {element_type::STRING}, "a text"),
                             kinds({"killed", "injured", "arrested"}, {element_type::INT64}, "a whole number"),
                             kinds({"source", "target", "ev", "evidence"}, {element_type::ARRAY}, "a list"),
                             kinds({"date"}, {element_type::ARRAY, element_type::OBJECT}, "[first day, last day]"),
                             kinds({"place"}, {element_type::OBJECT}, R"({"n","c"})")};
  for (const auto& [names, wanted, said] : fields) {
    for (const char* name : names) {
      element field;
      if (json[name].get(field) || field.is_null() || among(wanted, field.type())) continue;
      return fmt::format("\"{}\" is {}; wanted {}", name, simdjson::minify(field), said);
    }
  }
  return {};
}

}  // namespace

Result<GoldRecord> read_gold(std::string_view line, const std::string& where) {
  const auto complain = [&](const std::string& what) {
    return fail(Error::Kind::kInput, fmt::format("{}: {}", where, what));
  };
  simdjson::dom::parser parser;
  object json;
  const simdjson::padded_string padded(line);
  if (const auto error = parser.parse(padded).get(json))
    return complain(fmt::format("no JSON object ({}); wanted an annotated record", simdjson::error_message(error)));
  GoldRecord record;
  record.document = text_of(json, {"doc", "document"});
  if (record.document.empty()) return complain("no \"doc\"; wanted the id of a document");
  if (bool none = false; !json["none"].get(none) && none) return record;
  Event event;
  const std::string type = text_of(json, {"type"}), status = text_of(json, {"status"});
  const std::optional<Type> known_type = parse_type(type);
  const std::optional<Status> known_status = parse_status(status);
  if (!known_type) return complain(fmt::format("type '{}'; wanted one of the 16 of PLOVER", type));
  if (!known_status)
    return complain(fmt::format("status '{}'; wanted occurred, planned, proposed, alleged or denied", status));
  if (const std::string wrong = wrong_kind(json); !wrong.empty()) return complain(wrong);
  event.type = *known_type;
  event.status = *known_status;
  event.mode = text_of(json, {"mode"});
  if (!event.mode.empty() && !among(modes_of(event.type), event.mode))
    return complain(
        fmt::format("mode '{}'; {} has {}", event.mode, type,
                    modes_of(event.type).empty() ? "none" : fmt::format("{}", fmt::join(modes_of(event.type), ", "))));
  event.cameo = text_of(json, {"cameo"});
  event.said_by = text_of(json, {"said_by"});
  event.killed = number_of(json, "killed");
  event.injured = number_of(json, "injured");
  event.arrested = number_of(json, "arrested");
  for (auto [name, side] : {std::pair{"source", &event.source}, std::pair{"target", &event.target}}) {
    for (const element& item : list_of(json, {name})) {
      object actor;
      if (item.get(actor)) return complain(fmt::format("\"{}\" holds something that is no actor", name));
      const std::string sector = text_of(actor, {"s", "sector"});
      const std::optional<Sector> known = parse_sector(sector);
      if (!known) return complain(fmt::format("sector '{}'; wanted one of the codebook", sector));
      side->push_back({{},
                       text_of(actor, {"t", "text"}),
                       text_of(actor, {"n", "name"}),
                       "",
                       text_of(actor, {"c", "country"}),
                       *known});
    }
  }
  std::string first, last;
  if (object date; !json["date"].get(date)) {
    first = text_of(date, {"start"});
    last = text_of(date, {"end"});
  } else if (const std::vector<element> days = list_of(json, {"date"}); !days.empty()) {
    std::string_view day;
    if (!days.front().get(day)) first = day;
    if (!days.back().get(day)) last = day;
  }
  if (!first.empty()) {
    const std::optional<Day> from = parse_day(first), to = parse_day(last.empty() ? first : last);
    if (!from || !to) return complain(fmt::format("date '{}' to '{}'; wanted days such as 2017-05-03", first, last));
    event.date = EventDate{{*from, *to}, {}, ""};
  }
  if (object place; !json["place"].get(place)) {
    event.place.emplace();
    event.place->name = text_of(place, {"n", "name"});
    event.place->country = text_of(place, {"c", "country"});
  }
  for (const element& item : list_of(json, {"ev", "evidence"})) {
    std::string_view quote;
    object part;
    if (!item.get(quote))
      event.evidence.push_back({{}, std::string(quote)});
    else if (!item.get(part))
      event.evidence.push_back({{}, text_of(part, {"quote"})});
  }
  record.event = std::move(event);
  return record;
}

}  // namespace khaldun
