// Questions about the actor tables.
#include <algorithm>
#include <array>

#include "resolve/actor.h"
#include "resolve/actor_tables.h"
#include "resolve/names.h"

namespace khaldun {
namespace {

int32_t number_of(Day day) { return static_cast<int32_t>(day.time_since_epoch().count()); }

/// The offices that a question for `office` may mean, the likeliest first: states call their heads by many titles.
std::vector<std::string_view> meant_by(std::string_view office) {
  if (office == "president") return {"president", "acting president"};
  if (office == "head state") {
    return {"head state", "supreme leader", "king",   "queen",     "emperor",          "emir",
            "sultan",     "grand duke",     "prince", "president", "acting president", "chairman presidency",
            "leader"};
  }
  if (office == "head government") {
    return {"prime minister", "chancellor",    "chairman council ministers",  "chairwoman council ministers",
            "minister state", "chief adviser", "president council ministers", "president",
            "sultan"};
  }
  return {office};
}

class Asker {
 public:
  explicit Asker(const ActorTables& tables) : tables_(tables) {}

  /// The term that says most of `entity` on the day, or all of its terms.
  void add(uint32_t entity, std::optional<Day> day, std::vector<ActorEntry>& found) const {
    if (!day) {
      for (uint32_t row = tables_.term_start[entity]; row < tables_.term_start[entity + 1]; ++row)
        add(tables_.term(row), found);
      return;
    }
    const int32_t n = number_of(*day);
    const Term term = tables_.term_on(entity, n);
    add(term, found);
    found.back().sector = tables_.sector_on(entity, n);
    if (!term.holds(n)) found.back().office = {};
  }

  void add(const Term& term, std::vector<ActorEntry>& found) const {
    constexpr std::array<std::string_view, 3> kKinds = {"state", "person", "organisation"};
    ActorEntry entry{tables_.ids[term.entity],
                     tables_.names[term.entity],
                     tables_.countries[term.entity],
                     kKinds[static_cast<size_t>(tables_.kind(term.entity))],
                     term.sector,
                     term.office,
                     {},
                     {}};
    if (term.start != kAlways) entry.start = Day(std::chrono::days(term.start));
    if (term.end != kForever) entry.end = Day(std::chrono::days(term.end));
    found.push_back(entry);
  }

  /// "president of kenya", "french foreign minister", "jordan's head of state", "secretary general of nato", "imf
  /// managing director".
  void add_holders(const std::string& plain, std::optional<Day> day, std::vector<ActorEntry>& found) const {
    const size_t known = found.size();
    add_office("IGO", office_key(plain), day, found);  // these offices bear the name of their organisation
    if (found.size() > known) return;
    add_only_office(office_key(plain), day, found);
    if (found.size() > known) return;
    for (size_t space = plain.find(' '); space != std::string::npos; space = plain.find(' ', space + 1)) {
      const std::string before = plain.substr(0, space);
      std::string after = plain.substr(space + 1);
      if (after.starts_with("of ")) {
        after.erase(0, after.starts_with("of the ") ? 7 : 3);
        add_holders(after, before, day, found);
      } else {
        add_holders(before, after.starts_with("s ") ? after.substr(2) : after, day, found);
      }
    }
  }

 private:
  /// "pope": an office that a single country has.
  void add_only_office(const std::string& office, std::optional<Day> day, std::vector<ActorEntry>& found) const {
    std::string_view country;
    for (uint32_t row = 0; row < tables_.offices.size(); ++row) {
      const std::string_view key = tables_.offices[row];
      const size_t space = key.find(' ');
      if (key.substr(space + 1) != office) continue;
      if (!country.empty()) return;
      country = key.substr(0, space);
    }
    if (!country.empty()) add_office(country, office, day, found);
  }

  void add_holders(const std::string& owner, const std::string& title, std::optional<Day> day,
                   std::vector<ActorEntry>& found) const {
    const auto key = tables_.keys.find(owner);
    if (!key) return;
    for (size_t i = 0; i < tables_.references(*key); ++i) {
      const uint32_t entity = tables_.reference(*key, i).entity;
      const std::string_view country = tables_.countries[entity];
      if (tables_.kind(entity) == EntityKind::state) {
        const size_t known = found.size();
        add_office(country, office_key(title), day, found);
        if (found.size() == known) add_office(country, office_key(owner + " " + title), day, found);  // "Kremlin ..."
        continue;
      }
      add_office(country, office_of(title, tables_.ids[entity]), day, found);
    }
  }

  void add_office(std::string_view country, const std::string& office, std::optional<Day> day,
                  std::vector<ActorEntry>& found) const {
    for (const std::string_view meant : meant_by(office)) {
      if (!day) {
        add_all(country, meant, found);
      } else if (const std::optional<Term> term = tables_.holder(country, meant, number_of(*day))) {
        // "Russian foreign ministry spokeswoman" reads as an office of the state and of the ministry.
        const auto known = [&](const ActorEntry& e) { return e.id == tables_.ids[term->entity]; };
        if (std::ranges::none_of(found, known)) add(*term, found);
        return;
      }
    }
  }

  void add_all(std::string_view country, std::string_view office, std::vector<ActorEntry>& found) const {
    const auto row = tables_.offices.find(normalise(country) + " " + std::string(office));
    if (!row) return;
    for (uint32_t i = tables_.office_start[*row]; i < tables_.office_start[*row + 1]; ++i)
      add(tables_.term(tables_.office_term[i]), found);
  }

  const ActorTables& tables_;
};

}  // namespace

std::vector<ActorEntry> ActorDesk::find(std::string_view name, std::optional<Day> day) const {
  const Asker asker(*tables_);
  const std::string plain = normalise(name);
  std::vector<ActorEntry> found;
  if (const auto key = tables_->keys.find(plain)) {
    for (size_t i = 0; i < tables_->references(*key); ++i) asker.add(tables_->reference(*key, i).entity, day, found);
  }
  std::ranges::stable_sort(found, std::greater(), [](const ActorEntry& e) { return prominence(e.office); });
  asker.add_holders(plain, day, found);
  // "The pope" of a day rather than a Mrs Pope who has held her office since.
  std::stable_partition(found.begin(), found.end(), [&](const ActorEntry& e) {
    return !day || ((!e.start || *e.start <= *day) && (!e.end || *day <= *e.end));
  });
  // "Dock workers": a noun for unnamed ones.
  const std::string_view one = plain.ends_with('s') ? std::string_view(plain).substr(0, plain.size() - 1) : plain;
  for (const std::string_view noun : {std::string_view(plain), one}) {
    if (const auto role = found.empty() ? tables_->role(noun) : std::nullopt)
      found.push_back({"", role->key, "", "role", role->sector, "", {}, {}});
  }
  return found;
}

std::vector<ActorEntry> ActorDesk::list(std::string_view country, std::optional<Day> day) const {
  const Asker asker(*tables_);
  std::vector<ActorEntry> found;
  for (uint32_t entity = 0; entity < tables_->ids.size(); ++entity) {
    if (tables_->countries[entity] != country) continue;
    for (uint32_t row = tables_->term_start[entity]; row < tables_->term_start[entity + 1]; ++row) {
      const Term term = tables_->term(row);
      if (!day || term.holds(number_of(*day))) asker.add(term, found);
    }
  }
  return found;
}

}  // namespace khaldun
