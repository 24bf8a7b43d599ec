// Actor: who is meant. Finds every phrase of a document that stands for a political actor and says which one, on that
// day.
//
//   2017-05-02  "President Donald Trump phoned his Russian counterpart"
//   mentions    President Donald Trump   usa.donald_trump  Donald Trump    USA GOV  "office holder on the day"
//               his                      usa.donald_trump                           "pronoun"
//               Russian counterpart      rus.vladimir_putin Vladimir Putin RUS GOV  "counterpart"
//
// Tables: lexicon/countries.tsv and lexicon/actors/{office_holders,people,organisations,armed_groups,roles}.tsv.
#pragma once

#include <memory>

#include "khaldun/document.h"
#include "khaldun/reading.h"
#include "pack/pack.h"

namespace khaldun {

/// Compiles the tables under `folder` into sections "actor/...". Errors (kFile) name file and line.
[[nodiscard]] Result<void> compile_actors(const std::string& folder, PackWriter& pack);

struct ActorTables;

/// Immutable once loaded; any number of threads may resolve with it. Views into the pack must not outlive it.
class ActorDesk {
 public:
  /// Errors (kFile): sections missing or damaged.
  [[nodiscard]] static Result<ActorDesk> load(const Pack& pack);
  ActorDesk(ActorDesk&&) noexcept;
  ActorDesk& operator=(ActorDesk&&) noexcept;
  ~ActorDesk();

  /// Adds reading.actors and mentions of kind actor. Needs words with trees, names, the published day, and the mentions
  /// of places and times. Mentions stay sorted by first word.
  void resolve(const Document& document, Reading& reading) const;

 private:
  explicit ActorDesk(std::unique_ptr<const ActorTables> tables);
  std::unique_ptr<const ActorTables> tables_;
};

}  // namespace khaldun
