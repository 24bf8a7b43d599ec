#include "coder/matter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/among.h"
#include "base/ascii.h"
#include "base/split.h"
#include "base/table.h"

namespace khaldun {
namespace {

constexpr size_t kCells = 5;  // codes, code, mode, under, words
constexpr int kDeep = 5;      // steps below the predicate; what stands deeper is about something else

std::vector<std::string> names_in(std::string_view cell) {
  const std::vector<std::string_view> names = split(cell, '|');
  return {names.begin(), names.end()};
}

/// Whether what a word below the predicate tells of is about the act, not around it: "over the law" is, "after the vote"
/// is not.
bool about(const Tree& tree, uint32_t w, Type type) {
  constexpr std::array<std::string_view, 3> kCauses = {"over", "because_of", "due_to"};
  constexpr std::array<std::string_view, 14> kAround = {"after", "before", "as",       "when",    "while",
                                                        "since", "if",     "unless",   "because", "until",
                                                        "till",  "once",   "although", "though"};
  if (circumstance(tree, w) && !among(kCauses, tree.preposition(w))) return false;
  if (type == Type::THREATEN && tree.preposition(w) == "for") return false;  // what the threat answers
  const int mark = tree.is(w, "advcl") ? tree.child(w, "mark") : -1;
  if (mark >= 0 && among(kAround, tree.word(static_cast<uint32_t>(mark)).lemma)) return false;
  const bool doer = tree.is(w, "nsubj") && tree.word(w).deprel != "nsubj:pass";
  return !doer && !tree.is(w, "parataxis") && !(tree.is(w, "conj") && tree.verbal(w));
}

/// The words near below the predicate that may tell what the act is about.
std::vector<uint32_t> below(const Tree& tree, const Candidate& candidate, Type type) {
  constexpr std::array<std::string_view, 3> kScene = {"in", "at", "as"};
  std::vector<uint32_t> words;
  const auto add_parts = [&](uint32_t w, std::string_view relation) {
    for (uint32_t c : tree.children(w)) {
      if (relation.empty() || tree.is(c, relation)) words.push_back(c);
    }
  };
  for (const Argument& a : candidate.clause.arguments) {
    if (a.slot == "aux" || a.slot == "neg" || (verbal(type) && among(kScene, a.slot))) continue;
    if (a.slot == "subj" && type == Type::ASSAULT) {  // "gunmen", "a roadside bomb"
      words.push_back(a.word);
    } else if (a.slot == "subj" && type == Type::PROTEST) {  // "students demanding his resignation"
      add_parts(a.word, "acl");
    } else if (a.slot == "obj" && type == Type::ASSAULT) {  // "a rocket attack"; the drone shot down is no weapon
      if (among(candidate.match.consumed, a.word)) add_parts(a.word, {});
    } else if (a.slot != "subj" && about(tree, a.word, type)) {
      words.push_back(a.word);
    }
  }
  add_parts(candidate.clause.word, "amod");
  add_parts(candidate.clause.word, "advcl");
  std::erase_if(words, [&](uint32_t w) { return tree.is(w, "advcl") && !about(tree, w, type); });
  return words;
}

}  // namespace

Result<void> Matters::add(std::string_view codes, std::string_view code, std::string_view mode, std::string_view under,
                          std::string_view words) {
  if (codes.empty() || code.empty() || words.empty()) {
    return fail(Error::Kind::kFile, fmt::format("found codes '{}', code '{}' and words '{}', wanted none of them empty",
                                                codes, code, words));
  }
  for (const std::string& name : names_in(words)) {
    for (const std::string_view word : split(name, '_')) by_lemma_[std::string(word)].push_back({name, rows_.size()});
  }
  rows_.push_back({names_in(codes), std::string(code), std::string(mode == "-" ? "" : mode),
                   names_in(under == "-" ? std::string_view() : under)});
  return {};
}

const Matter* Matters::of(const Tree& tree, uint32_t word, const Candidate& candidate, std::string_view code) const {
  const Upos tag = tree.word(word).upos;
  if (tag != Upos::NOUN && tag != Upos::VERB && tag != Upos::ADJ) return nullptr;
  const auto found = by_lemma_.find(ascii_lower(tree.word(word).lemma));
  if (found == by_lemma_.end()) return nullptr;
  const auto stands_under = [&](const std::vector<std::string>& above) {
    for (int32_t at = static_cast<int32_t>(word); at >= 0; at = tree.word(static_cast<uint32_t>(at)).head) {
      const auto w = static_cast<uint32_t>(at);
      if (std::ranges::any_of(above, [&](const std::string& lemma) { return named(lemma, w, tree); })) return true;
      if (w == candidate.clause.word) break;
    }
    return false;
  };
  const Matter* first = nullptr;
  for (const Entry& entry : found->second) {
    const Matter& row = rows_[entry.row];
    if (!among(row.codes, code) || (first != nullptr && first < &row) || !named(entry.name, word, tree)) continue;
    if (row.under.empty() || stands_under(row.under)) first = &row;
  }
  return first;
}

std::string_view Matters::narrow(const Tree& tree, const Candidate& candidate, const Ontology& ontology,
                                 Event& event) const {
  const std::string code = event.cameo.empty() ? std::string(ontology.code_of(event)) : event.cameo;
  std::vector<uint32_t> level = below(tree, candidate, event.type), seen = level;
  for (int step = 0; step < kDeep && !level.empty(); ++step) {
    const Matter* first = nullptr;
    uint32_t word = 0;
    for (uint32_t w : level) {
      const Matter* row = of(tree, w, candidate, code);
      if (row == nullptr || (first != nullptr && first <= row)) continue;
      first = row;
      word = w;
    }
    if (first != nullptr) {
      event.cameo = first->code;
      if (!first->mode.empty()) event.mode = first->mode;
      return tree.word(word).lemma;
    }
    std::vector<uint32_t> next;
    for (uint32_t w : level) {
      for (uint32_t c : tree.children(w)) {
        if (about(tree, c, event.type) && c != candidate.clause.word && !among(seen, c)) next.push_back(c);
      }
    }
    seen.insert(seen.end(), next.begin(), next.end());
    level = std::move(next);
  }
  return {};
}

Result<Matters> Matters::load(const Pack& pack) {
  const auto cells = pack.strings("ontology/matters");
  if (!cells) return tl::unexpected(cells.error());
  if (cells->size() % kCells != 0)
    return fail(Error::Kind::kFile, "lexicon pack: the table of matters is cut short; rebuild it");
  Matters matters;
  for (size_t i = 0; i < cells->size(); i += kCells) {
    const Result<void> added =
        matters.add((*cells)[i], (*cells)[i + 1], (*cells)[i + 2], (*cells)[i + 3], (*cells)[i + 4]);
    if (!added) return tl::unexpected(added.error());
  }
  return matters;
}

Result<void> compile_matters(const std::string& folder, PackWriter& pack) {
  const auto table = TsvTable::read(folder + "/ontology/matters.tsv", {"codes", "code", "mode", "under", "words"});
  if (!table) return tl::unexpected(table.error());
  Matters matters;
  std::vector<std::string> cells;
  for (size_t i = 0; i < table->size(); ++i) {
    const auto& row = (*table)[i];
    if (const Result<void> added = matters.add(row[0], row[1], row[2], row[3], row[4]); !added)
      return table->error(i, added.error().message);
    cells.insert(cells.end(), row.begin(), row.end());
  }
  pack.strings("ontology/matters", cells);
  return {};
}

}  // namespace khaldun
