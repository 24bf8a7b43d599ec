// Frame: one line of lexicon/frames, which maps a predicate with its arguments to a type, mode and CAMEO code and says
// which arguments are source and target. lexicon/frames/README.md has the grammar.
//
//   [CONSULT phone 041]
//   v hold|have  obj=call|phone_call  : subj,with ->
#pragma once

#include <array>
#include <bit>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/name_table.h"
#include "coder/clause.h"
#include "pack/pack.h"

namespace khaldun {

/// What one slot of a clause must hold.
struct Condition {
  std::vector<std::string> slots;    // any of them
  std::vector<std::string> fillers;  // lemmas "visa_ban", or classes "@actor"
  bool negated = false;              // no filler of any of the slots may be one of these
};

struct Frame {
  std::string id;  // "consult.hold.call"
  Clause::Kind kind{};
  bool codes = true;  // false: a [NONE] frame, which says that this use is no event
  Type type{};
  std::string mode, cameo;
  std::vector<Condition> conditions;
  std::vector<std::string> source, target;  // slots, "obj.poss" for an argument of an argument
  std::optional<Status> status;
  int specificity = 0;
  bool own = false;  // a user's: its word is final
  std::string file;  // where it is written
  uint32_t line = 0;
  std::string text;  // the line itself
  /// Whether `word`, a lemma or "air_strike", is one of its predicates or fillers.
  [[nodiscard]] bool names(std::string_view word) const;
};

/// What a class such as @actor means for a word is for the caller to say.
class FillerTest {
 public:
  virtual ~FillerTest() = default;
  [[nodiscard]] virtual bool is(uint32_t word, std::string_view built_in_class) const = 0;
};

struct FrameMatch {
  const Frame* frame = nullptr;
  std::vector<uint32_t> consumed;  // words whose lemmas the frame asked for: "talks" of "hold talks"
};

/// Whether the word, with a modifier before it or a particle behind it, is called `lemma` ("visa_ban").
[[nodiscard]] bool named(std::string_view lemma, uint32_t word, const Tree& tree);

/// All frames by predicate. Immutable once loaded.
class FrameTable {
 public:
  /// Errors (kFile): what is wrong with the tables, by file and line.
  [[nodiscard]] static Result<FrameTable> load(const Pack& pack);

  /// Adds frames written in the grammar above. Errors name `file` and the line. A user's `own` win over all others.
  [[nodiscard]] Result<void> add(std::string_view text, const std::string& file, bool own = false);

  /// A line, by file and number, for each use of a class that nobody defines, in the frames from number `first` on.
  [[nodiscard]] std::string undefined_classes(size_t first = 0) const;

  /// The most specific frame whose conditions hold for the clause.
  [[nodiscard]] FrameMatch best(const Clause& clause, const Tree& tree, const FillerTest& test) const;

  /// Whether `lemma` may be the head of a frame's predicate. Where it is not, `best` finds nothing.
  [[nodiscard]] bool knows(std::string_view lemma) const;

  [[nodiscard]] size_t size() const { return frames_.size(); }
  [[nodiscard]] const std::vector<Frame>& frames() const { return frames_; }

 private:
  /// Slots with lemmas in them, a bit each, which they may share.
  struct Fillings {
    std::array<uint64_t, 2> bits{};
    void put(std::string_view slot, std::string_view lemma);
    [[nodiscard]] bool share(const Fillings& other) const {
      return ((bits[0] & other.bits[0]) | (bits[1] & other.bits[1])) != 0;
    }
    [[nodiscard]] bool any() const { return (bits[0] | bits[1]) != 0; }
    [[nodiscard]] int count() const { return std::popcount(bits[0]) + std::popcount(bits[1]); }
  };
  /// A frame of a predicate with what shows, without a visit to the frame, that most do not fit a clause. Slots have a
  /// bit each (bit_of), which they may share.
  struct Row {
    uint32_t frame;
    int specificity;
    uint64_t slots = 0;   // each of these must be filled
    uint64_t either = 0;  // one of these, where there are any
    Fillings fillings;    // the clause must have one of these, where there are any; set by `index`
    Row(uint32_t number, const Frame& of);
  };
  struct Filled {
    enum By : uint8_t { no, by_class, by_lemma, by_compound } by = no;  // by_compound: "air_strike"
    size_t breadth = 0;                                                 // words of the class that filled it
  };
  /// Lemmas by the words that may be called so, since most words are called none of them.
  struct WordClass {
    size_t size = 0;                                                    // lemmas
    std::unordered_map<std::string, std::vector<std::string>> by_word;  // "bomb" -> "bomb", "car_bomb"
    std::vector<std::string> phrases;                                   // of more than two words
    void add(std::string lemma);
  };
  [[nodiscard]] Filled fills(const Condition& condition, uint32_t word, const Tree& tree, const FillerTest& test) const;
  /// Reads frames and classes; `index` must follow.
  [[nodiscard]] Result<void> read(std::string_view text, const std::string& file, bool own);
  /// Sets the fillings of all rows, once all classes are known.
  void index();
  /// What a condition wants of a clause; none where that is not said by lemmas and slots alone.
  [[nodiscard]] Fillings wanted_by(const Condition& condition) const;
  std::vector<Frame> frames_;
  NameTable predicates_;                                               // "v:hold"
  std::vector<std::vector<Row>> by_predicate_;                         // frames of each
  NameTable words_;                                                    // "visa_ban", "visa" and "ban"
  std::unordered_map<std::string, std::vector<std::string>> phrases_;  // predicates by their first and last word
  std::unordered_map<std::string, WordClass> classes_;                 // by their names: "@weapon"
};

/// Puts every file of `folder`/frames into the pack, after reading it once for errors.
[[nodiscard]] Result<void> compile_frames(const std::string& folder, PackWriter& pack);

}  // namespace khaldun
