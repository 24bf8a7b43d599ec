#include "coder/frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "base/among.h"
#include "base/ascii.h"
#include "base/utf8.h"

namespace khaldun {
namespace {

constexpr int kOwn = 1000;  // above every specificity

std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t' || s.front() == '\r')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

std::vector<std::string> split(std::string_view s, std::string_view separators) {
  std::vector<std::string> parts;
  while (!s.empty()) {
    const size_t at = s.find_first_of(separators);
    if (const std::string_view part = trim(s.substr(0, at)); !part.empty()) parts.emplace_back(part);
    if (at == std::string_view::npos) break;
    s.remove_prefix(at + 1);
  }
  return parts;
}

/// The names of "air_strike|cease-fire". A hyphen parts words as a bar does: the text has a word on either side.
std::vector<std::string> names_of(std::string_view list) {
  std::vector<std::string> names = split(list, "|");
  for (std::string& name : names) std::ranges::replace(name, '-', '_');
  return names;
}

struct Header {
  bool codes = true;
  Type type{};
  std::string mode, cameo;
};

/// "CONSULT phone 041" or "NONE".
std::optional<Header> parse_header(std::string_view inside, std::string& problem) {
  const std::vector<std::string> parts = split(inside, " \t");
  if (parts.size() == 1 && parts[0] == "NONE") return Header{false, {}, {}, {}};
  if (parts.size() != 3) {
    problem = "a block wants [TYPE mode cameo], with - for no mode, or [NONE]";
    return std::nullopt;
  }
  const std::optional<Type> type = parse_type(parts[0]);
  if (!type) {
    problem = fmt::format("'{}' is none of the 16 types", parts[0]);
    return std::nullopt;
  }
  Header header{true, *type, parts[1] == "-" ? "" : parts[1], parts[2]};
  if (!header.mode.empty() && std::ranges::find(modes_of(*type), header.mode) == modes_of(*type).end()) {
    problem = fmt::format("{} has no mode '{}'; it has: {}", parts[0], parts[1], fmt::join(modes_of(*type), " "));
    return std::nullopt;
  }
  const bool digits = std::ranges::all_of(header.cameo, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || header.cameo.size() < 2 || header.cameo.size() > 4) {
    problem = fmt::format("'{}' is no CAMEO code of two to four digits", header.cameo);
    return std::nullopt;
  }
  return header;
}

/// "v hold|have obj=call : subj,with -> to" under `header`.
std::optional<Frame> parse_frame(std::string_view line, const Header& header, std::vector<std::string>& predicates,
                                 std::string& problem) {
  // Conditions may hold a ':'-free text only, so the first " : " parts them from the roles.
  const size_t colon = line.find(" : ");
  const std::vector<std::string> left = split(line.substr(0, colon), " \t");
  if (left.size() < 2 || left[0].size() != 1 || std::string_view("vna").find(left[0][0]) == std::string_view::npos) {
    problem = "a frame wants: v, n or a, its predicates, its conditions, ' : ', source -> target";
    return std::nullopt;
  }
  Frame frame;
  frame.kind = left[0] == "v" ? Clause::Kind::verb : left[0] == "n" ? Clause::Kind::noun : Clause::Kind::adjective;
  frame.codes = header.codes;
  frame.type = header.type;
  frame.mode = header.mode;
  frame.cameo = header.cameo;
  predicates = names_of(left[1]);
  if (predicates.empty()) {
    problem = fmt::format("'{}' names no predicate; wanted lemmas with | between", left[1]);
    return std::nullopt;
  }
  frame.id = header.codes ? ascii_lower(to_string(header.type)) : "none";
  frame.id += "." + predicates.front();
  for (size_t i = 2; i < left.size(); ++i) {
    const size_t equals = left[i].find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == left[i].size()) {
      problem = fmt::format("'{}' is no condition; wanted slot=fillers", left[i]);
      return std::nullopt;
    }
    Condition condition;
    condition.slots = split(std::string_view(left[i]).substr(0, equals), "|");
    std::string_view fillers = std::string_view(left[i]).substr(equals + 1);
    if (fillers.front() == '!') {
      condition.negated = true;
      fillers.remove_prefix(1);
    }
    condition.fillers = names_of(fillers);
    if (condition.slots.empty() || condition.fillers.empty()) {
      problem =
          fmt::format("'{}' names no {}; wanted slot=fillers", left[i], condition.slots.empty() ? "slot" : "filler");
      return std::nullopt;
    }
    const std::string& first = condition.fillers.front();
    if (!condition.negated && first != "@none") frame.id += "." + (first[0] == '@' ? first.substr(1) : first);
    // A named lemma says more than a class, a class more than "filled", a prohibition least.
    frame.specificity += condition.negated || first == "@none" ? 2 : first == "@any" ? 3 : first[0] == '@' ? 5 : 6;
    frame.conditions.push_back(std::move(condition));
  }
  if (colon == std::string_view::npos) {
    if (header.codes) problem = "roles are missing; wanted ' : source -> target'";
    if (header.codes) return std::nullopt;
    return frame;
  }
  std::string roles(line.substr(colon + 3));
  if (const size_t at = roles.find("status="); at != std::string::npos) {
    const std::string_view name = trim(std::string_view(roles).substr(at + 7));
    frame.status = parse_status(name);
    if (!frame.status) {
      problem = fmt::format("'{}' is no status; wanted occurred, planned, proposed, alleged or denied", name);
      return std::nullopt;
    }
    roles.resize(at);
  }
  const size_t arrow = roles.find("->");
  if (arrow == std::string::npos) {
    problem = "roles want 'source -> target'; leave the target empty for mutual acts";
    return std::nullopt;
  }
  frame.source = split(std::string_view(roles).substr(0, arrow), ", ");
  frame.target = split(std::string_view(roles).substr(arrow + 2), ", ");
  return frame;
}

char kind_letter(Clause::Kind kind) {
  return kind == Clause::Kind::verb ? 'v' : kind == Clause::Kind::noun ? 'n' : 'a';
}

/// One of 64 bits for a name. Names may share one.
uint64_t bit_of(std::string_view name) { return uint64_t{1} << std::hash<std::string_view>()(name) % 64; }

/// The bit of the head of a slot path: of "obj.poss" that of "obj".
uint64_t slot_bit(std::string_view path) { return bit_of(path.substr(0, path.find('.'))); }

/// Calls `visit` with a lemma and, of a compound, with what may be one of its two words: "air" and "strike" of
/// "air_strike".
template <class Visit>
void each_word(std::string_view lemma, Visit visit) {
  visit(lemma);
  for (size_t bar = lemma.find('_'); bar != std::string_view::npos; bar = lemma.find('_', bar + 1)) {
    visit(lemma.substr(0, bar));
    visit(lemma.substr(bar + 1));
  }
}

/// What a filler may be beside lemmas and the classes of classes.frames; see FillerTest.
constexpr std::array<std::string_view, 9> kBuiltIn = {"@actor", "@person", "@state", "@armed", "@civil",
                                                      "@place", "@number", "@any",   "@none"};

/// "state_of_emergency", "free_trade_agreement": more than the tree makes one name of.
bool is_phrase(std::string_view name) { return std::ranges::count(name, '_') > 1; }

/// Whether the words of `phrase` stand in the text one after the other, `word` the first of them or the last. Hyphens
/// do not count.
bool stands(std::string_view phrase, uint32_t word, const Tree& tree) {
  const auto count = static_cast<int64_t>(tree.reading().words.size());
  for (const int step : {1, -1}) {
    std::string_view rest = phrase;  // what is still to be found
    for (int64_t at = word; !rest.empty() && at >= 0 && at < count; at += step) {
      const auto w = static_cast<uint32_t>(at);
      if (tree.word(w).lemma == "-") continue;
      const size_t bar = step > 0 ? rest.find('_') : rest.rfind('_');
      const bool last = bar == std::string_view::npos;
      const std::string_view part = last ? rest : step > 0 ? rest.substr(0, bar) : rest.substr(bar + 1);
      if (!ascii_lower_is(tree.word(w).lemma, part) && !ascii_lower_is(tree.form(w), part)) break;
      rest = last ? std::string_view() : step > 0 ? rest.substr(bar + 1) : rest.substr(0, bar);
    }
    if (rest.empty()) return true;
  }
  return false;
}

}  // namespace

bool named(std::string_view lemma, uint32_t word, const Tree& tree) {
  const std::string_view own = tree.word(word).lemma;
  if (lemma.size() < own.size()) return false;
  if (lemma.size() == own.size()) return ascii_lower_is(own, lemma) && lemma.find('_') == std::string_view::npos;
  // Most of what is asked for is told apart by where a compound with this word would have its bar.
  if (lemma[own.size()] != '_' && lemma[lemma.size() - own.size() - 1] != '_') return false;
  if (is_phrase(lemma)) return stands(lemma, word, tree);
  for (uint32_t c : tree.children(word)) {
    const std::string_view first = tree.word(std::min(c, word)).lemma, second = tree.word(std::max(c, word)).lemma;
    const bool pair = lemma.size() == first.size() + 1 + second.size() && lemma[first.size()] == '_' &&
                      ascii_lower_is(first, lemma.substr(0, first.size())) &&
                      ascii_lower_is(second, lemma.substr(first.size() + 1));
    if (pair) return true;
  }
  return false;
}

FrameTable::Row::Row(uint32_t number, const Frame& of) : frame(number), specificity(of.specificity) {
  for (const Condition& condition : of.conditions) {
    if (condition.negated || condition.fillers.front() == "@none") continue;
    uint64_t filled = 0;
    for (const std::string& slot : condition.slots) filled |= slot_bit(slot);
    (std::has_single_bit(filled) ? slots |= filled : either = filled);
  }
}

void FrameTable::Fillings::put(std::string_view slot, std::string_view lemma) {
  constexpr size_t kOdd = 0x9E3779B97F4A7C15;
  const std::hash<std::string_view> hash;
  const size_t bit = (hash(slot) * kOdd + hash(lemma)) % 128;
  bits[bit / 64] |= uint64_t{1} << bit % 64;
}

FrameTable::Fillings FrameTable::wanted_by(const Condition& condition) const {
  Fillings wanted;
  const auto below = [](const std::string& slot) { return slot.find('.') != std::string::npos; };
  if (condition.negated || std::ranges::any_of(condition.slots, below)) return {};
  const auto put = [&](std::string_view word) {
    for (const std::string& slot : condition.slots) wanted.put(slot, word);
  };
  for (const std::string& filler : condition.fillers) {
    if (filler[0] != '@') {
      each_word(filler, put);
      continue;
    }
    const auto found = classes_.find(filler);
    // Of what is built in the caller decides; phrases are found by other forms than lemmas, too.
    if (found == classes_.end() || !found->second.phrases.empty()) return {};
    for (const auto& [word, lemmas] : found->second.by_word) put(word);
  }
  return wanted;
}

void FrameTable::index() {
  std::vector<Fillings> wanted(frames_.size());
  for (size_t i = 0; i < frames_.size(); ++i) {
    for (const Condition& condition : frames_[i].conditions) {
      const Fillings own = wanted_by(condition);
      if (own.any() && (!wanted[i].any() || own.count() < wanted[i].count())) wanted[i] = own;
    }
  }
  for (std::vector<Row>& rows : by_predicate_) {
    for (Row& row : rows) row.fillings = wanted[row.frame];
  }
}

bool Frame::names(std::string_view word) const {
  std::istringstream fields(text);
  std::string field;
  fields >> field;  // the kind
  for (bool predicates = true; fields >> field && field != ":"; predicates = false) {
    const size_t fillers = predicates ? 0 : field.find_first_not_of("=!", field.find('='));
    if (fillers != std::string::npos && among(names_of(field.substr(fillers)), word)) return true;
  }
  return false;
}

Result<void> FrameTable::add(std::string_view text, const std::string& file, bool own) {
  if (const std::string_view why = not_utf8(text); !why.empty())
    return fail(Error::Kind::kFile, fmt::format("{}: {}", file, why));
  Result<void> done = read(text, file, own);
  index();
  return done;
}

Result<void> FrameTable::read(std::string_view text, const std::string& file, bool own) {
  std::optional<Header> header;
  const size_t before = frames_.size();
  std::string wrong;  // a line for each that is
  const auto complain = [&](size_t number, const std::string& what) {
    wrong += fmt::format("{}{}:{}: {}", wrong.empty() ? "" : "\n", file, number, what);
  };
  size_t number = 0;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    line = trim(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    std::string problem;
    if (line.front() == '[') {
      if (line.back() == ']')
        header = parse_header(line.substr(1, line.size() - 2), problem);
      else
        problem = "a block wants a closing ]";
      if (!problem.empty()) header.emplace();  // what stands below it is still checked
    } else if (line.front() == '@') {
      const size_t equals = line.find('=');
      if (equals == std::string_view::npos) {
        problem = "a word class wants '@name = lemma|lemma'";
      } else {
        WordClass& members = classes_[std::string(trim(line.substr(0, equals)))];
        for (std::string& lemma : names_of(line.substr(equals + 1))) members.add(std::move(lemma));
      }
    } else if (!header) {
      problem = "a frame stands before the first [TYPE mode cameo]";
    } else if (std::vector<std::string> predicates;
               std::optional<Frame> frame = parse_frame(line, *header, predicates, problem)) {
      frame->file = file;
      frame->line = static_cast<uint32_t>(number);
      frame->text = line;
      frame->own = own;
      if (own) frame->specificity += kOwn;
      const Row row_of_frame(static_cast<uint32_t>(frames_.size()), *frame);
      for (const std::string& predicate : predicates) {
        const uint32_t row = predicates_.add(fmt::format("{}:{}", kind_letter(frame->kind), predicate));
        by_predicate_.resize(predicates_.size());
        by_predicate_[row].push_back(row_of_frame);
        each_word(predicate, [&](std::string_view word) { words_.add(word); });
        if (!is_phrase(predicate)) continue;
        for (const std::string& edge :
             {predicate.substr(0, predicate.find('_')), predicate.substr(predicate.rfind('_') + 1)})
          phrases_[edge].push_back(predicate);
      }
      frames_.push_back(std::move(*frame));
    }
    if (!problem.empty()) complain(number, problem);
  }
  // The lexicon's classes stand in a file of their own; compile_frames asks when it has read all.
  if (own) {
    const std::string undefined = undefined_classes(before);
    if (!undefined.empty()) wrong += (wrong.empty() ? "" : "\n") + undefined;
  }
  if (!wrong.empty()) return fail(Error::Kind::kFile, wrong);
  return {};
}

std::string FrameTable::undefined_classes(size_t first) const {
  std::string lines;
  for (size_t i = first; i < frames_.size(); ++i) {
    const Frame& frame = frames_[i];
    for (const Condition& condition : frame.conditions) {
      for (const std::string& filler : condition.fillers) {
        if (filler[0] != '@' || among(kBuiltIn, filler) || classes_.contains(filler)) continue;
        lines += fmt::format("{}{}:{}: there is no class '{}'; define it as {} = lemma|lemma",
                             lines.empty() ? "" : "\n", frame.file, frame.line, filler, filler);
      }
    }
  }
  return lines;
}

Result<FrameTable> FrameTable::load(const Pack& pack) {
  const Result<Strings> names = pack.strings("frames/files");
  if (!names) return tl::unexpected(names.error());
  const Result<Strings> texts = pack.strings("frames/texts");
  if (!texts) return tl::unexpected(texts.error());
  FrameTable table;
  for (size_t i = 0; i < names->size(); ++i) {
    if (Result<void> added = table.read((*texts)[i], std::string((*names)[i]), /*own=*/false); !added)
      return tl::unexpected(added.error());
  }
  table.index();
  return table;
}

namespace {

bool compound(std::string_view lemma) { return lemma.find('_') != std::string_view::npos; }

}  // namespace

void FrameTable::WordClass::add(std::string lemma) {
  ++size;
  if (is_phrase(lemma)) return phrases.push_back(std::move(lemma));
  each_word(lemma, [&](std::string_view word) { by_word[std::string(word)].push_back(lemma); });
}

FrameTable::Filled FrameTable::fills(const Condition& condition, uint32_t word, const Tree& tree,
                                     const FillerTest& test) const {
  Filled best;
  const auto offer = [&](Filled::By by, size_t breadth) {
    if (best.by == Filled::no || by > best.by || (by == best.by && breadth < best.breadth)) best = {by, breadth};
  };
  const auto name = [&](const std::string& lemma, size_t breadth) {
    if (named(lemma, word, tree)) offer(compound(lemma) ? Filled::by_compound : Filled::by_lemma, breadth);
  };
  for (const std::string& filler : condition.fillers) {
    if (filler[0] != '@') {
      name(filler, 1);
    } else if (const auto found = classes_.find(filler); found != classes_.end()) {
      const WordClass& members = found->second;
      if (const auto own = members.by_word.find(ascii_lower(tree.word(word).lemma)); own != members.by_word.end()) {
        for (const std::string& lemma : own->second) name(lemma, members.size);
      }
      for (const std::string& phrase : members.phrases) name(phrase, members.size);
    } else if (filler == "@any" || test.is(word, filler)) {
      offer(Filled::by_class, filler == "@any" ? 10000 : 1000);
    }
  }
  return best;
}

bool FrameTable::knows(std::string_view lemma) const { return words_.find(ascii_lower(lemma)).has_value(); }

FrameMatch FrameTable::best(const Clause& clause, const Tree& tree, const FillerTest& test) const {
  FrameMatch best;
  int best_score = -1;
  size_t best_breadth = 0;
  uint64_t slots = 0;
  Fillings fillings;
  for (const Argument& argument : clause.arguments) {
    slots |= slot_bit(argument.slot);
    fillings.put(argument.slot, ascii_lower(tree.word(argument.word).lemma));
  }
  std::vector<std::string_view> names(clause.predicates.begin(), clause.predicates.end());
  if (const auto at = phrases_.find(ascii_lower(tree.word(clause.word).lemma)); at != phrases_.end()) {
    for (const std::string& phrase : at->second) {
      if (stands(phrase, clause.word, tree)) names.insert(names.begin(), phrase);
    }
  }
  for (const std::string_view name : names) {
    const auto row = predicates_.find(std::string{kind_letter(clause.kind), ':'} + ascii_lower(name));
    if (!row) continue;
    // A particle verb or compound noun is named more exactly than its bare head, and so is a compound filler.
    const int predicate_score = compound(name) ? 4 : 0, most_of_fillers = 1;
    for (const Row& f : by_predicate_[*row]) {
      if ((f.slots & ~slots) != 0 || (f.either != 0 && (f.either & slots) == 0) ||
          (f.fillings.any() && !f.fillings.share(fillings)))
        continue;
      if (f.specificity + predicate_score + most_of_fillers < best_score) continue;
      const Frame& frame = frames_[f.frame];
      std::vector<uint32_t> consumed;
      bool holds = true, exact = false;
      size_t breadth = 0;
      for (const Condition& condition : frame.conditions) {
        bool any = false;
        const bool wants_none = condition.fillers.front() == "@none";
        for (const std::string& slot : condition.slots) {
          each_word_in(tree, clause, slot, [&](uint32_t word) {
            const Filled filled = wants_none ? Filled{Filled::by_class, 0} : fills(condition, word, tree, test);
            if (filled.by == Filled::no) return;
            any = true;
            if (filled.by != Filled::by_class) consumed.push_back(word);
            exact |= filled.by == Filled::by_compound;
            breadth += filled.breadth;
          });
        }
        if (any == (condition.negated || wants_none)) {
          holds = false;
          break;
        }
      }
      const int score = frame.specificity + predicate_score + (exact ? most_of_fillers : 0);
      if (holds && (score > best_score || (score == best_score && breadth < best_breadth))) {
        best_score = score;
        best_breadth = breadth;
        best = {&frame, std::move(consumed)};
      }
    }
  }
  return best;
}

Result<void> compile_frames(const std::string& folder, PackWriter& pack) {
  namespace fs = std::filesystem;
  const fs::path frames = fs::path(folder) / "frames";
  std::error_code error;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(frames, error)) {
    if (entry.path().extension() == ".frames") paths.push_back(entry.path());
  }
  if (error || paths.empty()) {
    return fail(Error::Kind::kFile,
                fmt::format("{}: found no .frames files; wanted the frame tables of the lexicon", frames.string()));
  }
  std::ranges::sort(paths);
  std::vector<std::string> names, texts;
  FrameTable check;
  for (const fs::path& path : paths) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    if (!in) return fail(Error::Kind::kFile, fmt::format("{}: cannot be read", path.string()));
    names.push_back(path.filename().string());
    texts.push_back(text.str());
    if (Result<void> added = check.add(texts.back(), path.string()); !added) return added;
  }
  if (const std::string undefined = check.undefined_classes(); !undefined.empty())
    return fail(Error::Kind::kFile, undefined);
  pack.strings("frames/files", names);
  pack.strings("frames/texts", texts);
  return {};
}

}  // namespace khaldun
