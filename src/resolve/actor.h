// Actor: who is meant. Finds every phrase of a document that stands for a political actor and says which one, on that
// day.
//
//   2017-05-02  "President Donald Trump phoned his Russian counterpart"
//   mentions    President Donald Trump   usa.donald_trump  Donald Trump    USA GOV  "office holder on the day"
//               his                      usa.donald_trump                           "pronoun"
//               Russian counterpart      rus.vladimir_putin Vladimir Putin RUS GOV  "counterpart"
//
// Tables: lexicon/{countries,past_states}.tsv and lexicon/actors/{office_holders,office_titles,people,organisations,
// armed_groups,roles,given_names}.tsv.
#pragma once

#include <memory>
#include <vector>

#include "khaldun/document.h"
#include "khaldun/reading.h"
#include "pack/pack.h"
#include "pack/weights.h"

namespace khaldun {

/// Compiles the tables under `folder` into sections "actor/...". Errors (kFile) name file and line.
[[nodiscard]] Result<void> compile_actors(const std::string& folder, PackWriter& pack);

struct ActorTables;

/// One answer to a question about the actor tables: an actor, and an office of his.
struct ActorEntry {
  std::string_view id, name, country;
  std::string_view kind;    // "state", "person", "organisation" or "role"
  Sector sector{};          // on the day asked for; in this office where none is
  std::string_view office;  // plain title; empty where none
  std::optional<Day> start, end;
};

/// Immutable once loaded; any number of threads may resolve with it. Views into the packs must not outlive it.
class ActorDesk {
 public:
  /// The actors of `own` where it is given, of the lexicon where not. Errors (kFile): sections missing or damaged.
  [[nodiscard]] static Result<ActorDesk> load(const Pack& lexicon, const Pack* own = nullptr);
  ActorDesk(ActorDesk&&) noexcept;
  ActorDesk& operator=(ActorDesk&&) noexcept;
  ~ActorDesk();

  /// Adds reading.actors and mentions of kind actor. Needs words with trees, names, the published day, and the mentions
  /// of places and times. Mentions stay sorted by first word. Where `explain`, fills reading.judged.
  void resolve(const Document& document, Reading& reading, bool explain = false) const;

  /// Whom `name` names, most prominent first; with a day each as what he is on it, else each of his offices. "president
  /// of Kenya" and "French foreign minister" name who holds the office: on the day, or ever; a role word, where nobody bears the name, unnamed ones.
  [[nodiscard]] std::vector<ActorEntry> find(std::string_view name, std::optional<Day> day) const;
  /// All persons and organisations of `country` that are in office, or in being, on `day` (all of them where no day is
  /// given).
  [[nodiscard]] std::vector<ActorEntry> list(std::string_view country, std::optional<Day> day) const;

 private:
  ActorDesk(std::unique_ptr<const ActorTables> tables, Weights coref);
  std::unique_ptr<const ActorTables> tables_;
  Weights coref_;
};

}  // namespace khaldun
