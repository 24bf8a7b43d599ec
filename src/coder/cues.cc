#include "coder/cues.h"

#include <fmt/format.h>

#include "base/table.h"

namespace khaldun {
namespace {

constexpr std::array<std::string_view, 4> kKinds = {"verb", "noun", "adjective", "adverb"};

/// Sets what one mark says. False where there is no such mark.
bool mark(Cue& cue, std::string_view what) {
  if (what == "that")
    cue.that = cue.quote = true;
  else if (what == "quote")
    cue.quote = true;
  else if (what == "to")
    cue.infinitive = true;
  else if (what == "obj")
    cue.object = true;
  else if (what == "as")
    cue.as = true;
  else if (what == "told")
    cue.told = true;
  else if (what.size() > 1 && what[0] == '+')
    cue.prepositions.emplace_back(what.substr(1));
  else
    return what == "clause";  // all that an adverb can take
  return true;
}

}  // namespace

Result<void> Cues::add(std::string_view kind, std::string_view word, std::string_view takes) {
  const auto found = std::ranges::find(kKinds, kind);
  if (found == kKinds.end() || word.empty()) {
    return fail(Error::Kind::kFile, fmt::format("found the cue '{} {}', wanted verb, noun, adjective or adverb and a "
                                                "lemma",
                                                kind, word));
  }
  Cue& cue = tables_[static_cast<size_t>(found - kKinds.begin())][std::string(word)];
  for (size_t at = 0; at <= takes.size();) {
    const size_t end = std::min(takes.find(' ', at), takes.size());
    if (const std::string_view what = takes.substr(at, end - at); !mark(cue, what)) {
      return fail(Error::Kind::kFile,
                  fmt::format("the cue '{}' takes '{}', wanted that, quote, to, obj, as, told, clause or +preposition",
                              word, what));
    }
    at = end + 1;
  }
  return {};
}

Result<Cues> Cues::load(const Pack& pack) {
  const auto rows = pack.strings("attributions");  // kind, word, takes; kind, word, takes; …
  if (!rows) return tl::unexpected(rows.error());
  if (rows->size() % 3 != 0)
    return fail(Error::Kind::kFile, "lexicon pack: the table of cues is cut short; rebuild it");
  Cues cues;
  for (size_t i = 0; i < rows->size(); i += 3) {
    if (const Result<void> added = cues.add((*rows)[i], (*rows)[i + 1], (*rows)[i + 2]); !added)
      return tl::unexpected(added.error());
  }
  return cues;
}

Result<void> compile_cues(const std::string& folder, PackWriter& pack) {
  const auto table = TsvTable::read(folder + "/attributions.tsv", {"kind", "word", "takes"});
  if (!table) return tl::unexpected(table.error());
  Cues cues;
  std::vector<std::string> cells;
  for (size_t i = 0; i < table->size(); ++i) {
    const auto& row = (*table)[i];
    if (const Result<void> added = cues.add(row[0], row[1], row[2]); !added)
      return table->error(i, added.error().message);
    cells.insert(cells.end(), row.begin(), row.end());
  }
  pack.strings("attributions", cells);
  return {};
}

}  // namespace khaldun
