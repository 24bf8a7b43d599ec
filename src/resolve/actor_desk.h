// The actor desk at work on one document: plans which words head a phrase for an actor, then resolves them in text
// order.
#pragma once

#include <map>
#include <unordered_map>

#include "resolve/actor_author.h"
#include "resolve/actor_roles.h"
#include "resolve/antecedents.h"
#include "resolve/coref.h"

namespace khaldun {

class ActorWork {
 public:
  /// Where `judged` is not null it gets what Reading::judged holds.
  ActorWork(const ActorTables& tables, const Weights& coref, const Document& document, const Reading& reading,
            std::vector<std::string>* judged);

  /// What was found; mentions in text order.
  struct Found {
    std::vector<Actor> actors;
    std::vector<Mention> mentions;
    std::string author;  // see Reading
  };
  [[nodiscard]] Found run();

 private:
  /// What a word heads.
  enum class Plan : uint8_t { none, name, role, person, organisation, place, crowd, bare, pronoun };
  struct Resolved {
    std::vector<uint32_t> targets;
    std::string_view how;
    std::string_view role;
    bool person = false, plural = false, state = false;
    bool guessed = false;  // see Mention
  };

  // Planning (actor_plan.cc).
  void plan();
  [[nodiscard]] Plan plan_of(uint32_t w) const;
  [[nodiscard]] bool stands_for_state(uint32_t w) const;
  [[nodiscard]] bool elsewhere(const NameMatch& m) const;
  [[nodiscard]] bool crowd(uint32_t w) const;
  [[nodiscard]] WordSpan span_of(uint32_t w) const;
  [[nodiscard]] bool absorbed(uint32_t w) const;
  void acronyms();

  // Resolving (actor_desk.cc; titles and offices: actor_title.cc; what goes back: actor_back.cc; countries of generic
  // actors: actor_country.cc).
  void resolve(uint32_t w);
  [[nodiscard]] Resolved name(uint32_t w);
  [[nodiscard]] Resolved role(uint32_t w);
  /// Of the organisation or the role that a modifier names: MIL for "Navy" of "Navy ships".
  [[nodiscard]] std::optional<Sector> sector_of(uint32_t w) const;
  [[nodiscard]] Resolved person(uint32_t w);
  [[nodiscard]] Resolved organisation(uint32_t w);
  [[nodiscard]] Resolved place(uint32_t w);
  [[nodiscard]] Resolved bare(uint32_t w);
  [[nodiscard]] Resolved pronoun(uint32_t w);
  [[nodiscard]] std::optional<Resolved> definite(uint32_t w, const Role& role, const Standing& standing);
  /// Tells of "Putin and Erdogan" and of who met whom together, at the last of them: they are "they".
  void tell_together(uint32_t w);
  /// The subject of "Putin met Erdogan", "Putin held talks with Erdogan", asked for Erdogan; -1 where it is none such.
  [[nodiscard]] int32_t met_by(uint32_t w) const;
  /// Whether `told` is a body by name for which `noun`, a word for such bodies of `sector`, may stand: "company",
  /// "commission" for the European Commission.
  [[nodiscard]] bool bears(const Told& told, std::string_view noun, Sector sector) const;
  /// The one armed group that was named before `w`, nullptr where none or several were.
  [[nodiscard]] const Told* only_armed(uint32_t w) const;
  /// The person by name of the sentences before where they tell of one alone, and `w` may be a word for him.
  [[nodiscard]] const Told* only_person(uint32_t w) const;
  [[nodiscard]] std::optional<Resolved> office(uint32_t w, const Role& role, const Standing& standing);
  [[nodiscard]] std::string title_within(uint32_t w, uint32_t organ) const;
  /// Whom "its" and "his" of "Russia and its forces", "Tusk and his government" stand for; null where it is none such.
  [[nodiscard]] const Told* joined_owner(uint32_t w) const;
  [[nodiscard]] std::optional<uint32_t> whose(const Turn& turn) const;
  [[nodiscard]] std::string_view nation_before(uint32_t name) const;
  [[nodiscard]] uint32_t end_of_row(uint32_t w) const;
  [[nodiscard]] const Name* bearer_after(uint32_t w) const;
  [[nodiscard]] std::optional<Resolved> apposition(uint32_t w, const Role& role);
  [[nodiscard]] static bool stranger(const Role& role);
  /// Whether followers of whom `w` names are the opposition's.
  [[nodiscard]] bool out_of_power(uint32_t w) const;
  [[nodiscard]] bool warplane(uint32_t w) const;
  /// Gives `standing` the sector and the country of the body, or of the armed man, whose fighters, members or spokesman
  /// `w` heads, told by a pronoun or a noun that possesses them.
  void serve(uint32_t w, const Role& role, Standing& standing) const;
  /// The country of the government that whoever `w` heads fights or wants out; empty where the text tells none.
  [[nodiscard]] std::string_view country_against(uint32_t w) const;
  [[nodiscard]] bool unnamed_states(uint32_t w, const Role& role) const;
  [[nodiscard]] std::string_view minister_abroad(uint32_t w, const Role& role) const;
  [[nodiscard]] std::string_view host_of(uint32_t w) const;
  /// The state where the place named last before `w` lies; empty where the sentences before name none, or one in the
  /// country that the document is about.
  [[nodiscard]] std::string_view ground_of(uint32_t w) const;
  /// Whoever of the last sentences has the same `role`, or is of armed forces too, and a country that the text tells;
  /// null where there is none such.
  [[nodiscard]] const Actor* alike_before(uint32_t w, const Role& role) const;
  /// The government, police or court that arrests, tries or frees whom `w` heads; null where none is the subject.
  [[nodiscard]] const Actor* holder_of(uint32_t w) const;
  /// Whether the country of whom `w` heads is only what stands around; false where it is nobody told of.
  [[nodiscard]] bool guessed_at(uint32_t w) const;
  void complete(uint32_t w, Standing& standing);
  /// Gives `standing` the country of somebody of whom the text tells only a name; in words what says so.
  std::string_view home_of_name(uint32_t w, Standing& standing) const;
  [[nodiscard]] Resolved of_told(const Told& told, std::string_view how) const;

  // Actors found so far.
  uint32_t entity_actor(uint32_t entity, Sector title, bool former);
  /// The states of the last two countries that actors told of belong to; empty where there are no two.
  [[nodiscard]] std::vector<uint32_t> last_two_countries(uint32_t w);
  /// Who were told of together, for "all sides", "the warring factions", "the three countries"; nullptr for nobody.
  [[nodiscard]] const Told* all_told(uint32_t w, const Role& role) const;
  /// In a release, its author's state and the one that it is most about, "our countries"; empty where there are no two.
  [[nodiscard]] std::vector<uint32_t> author_and_addressed();
  uint32_t state_actor(std::string_view country);
  uint32_t unnamed(std::string_view role, std::string_view country, Sector sector, bool person,
                   std::string_view number);
  uint32_t named(std::string_view name, std::string_view country, Sector sector, bool person);
  /// Whom a part of a name stands for: the last told of whose name ends with it, else the only one of that first name.
  [[nodiscard]] std::optional<uint32_t> by_part(std::string_view plain) const;
  /// Lists the parts of a person's name, as it is written, for by_part.
  void list_parts(uint32_t actor, std::string_view as);
  /// The role told by a title or an apposition of the name that `w` heads, with its phrase's head.
  [[nodiscard]] std::optional<std::pair<RolePhrase, uint32_t>> title_of(uint32_t w) const;

  const ActorTables& tables_;
  const Reading& reading_;
  int32_t day_;
  Phrases phrases_;
  NameMatches names_;
  Roles roles_;
  Author author_;
  History history_;
  Antecedents antecedents_;
  Found found_;
  std::vector<Plan> plan_;
  std::vector<WordSpan> span_;
  std::map<std::string_view, std::vector<uint32_t>> shorts_;      // "plf": heads of the phrases that it stands for
  std::map<std::string_view, std::vector<uint32_t>> full_names_;  // surname: its words in names of more than one word
  std::unordered_map<uint32_t, uint32_t> entity_actors_;          // entity, actor
  std::unordered_map<std::string, uint32_t> keyed_actors_;        // key of an unnamed or unlisted actor, actor
  std::map<std::string, uint32_t, std::less<>> by_end_;           // last words of a person's name: the last such actor
  std::map<std::string, std::optional<uint32_t>, std::less<>> by_first_;  // first name: the only actor of that name
  std::vector<std::vector<uint32_t>> targets_;                            // by word: what its phrase was resolved to
};

}  // namespace khaldun
