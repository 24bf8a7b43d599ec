#include "coder/hosts.h"

#include <algorithm>
#include <array>

#include "base/among.h"
#include "coder/parties.h"

namespace khaldun {
namespace {

void no_target(Draft& draft) {
  draft.event.target.clear();
  draft.target.clear();
}

void all_sources(Draft& draft) {
  const bool listed =
      draft.source.size() == draft.event.source.size();  // else places are among them, which have no ids
  if (listed) draft.source.insert(draft.source.end(), draft.target.begin(), draft.target.end());
  std::ranges::move(draft.event.target, std::back_inserter(draft.event.source));
  no_target(draft);
}

/// Takes the i-th actor of one side to the end of the other, with its id where all have one.
void pass(std::vector<EventActor>& from, std::vector<uint32_t>& from_ids, size_t i, std::vector<EventActor>& to,
          std::vector<uint32_t>& to_ids, bool listed) {
  const auto at = static_cast<std::ptrdiff_t>(i);
  to.push_back(std::move(from[i]));
  from.erase(from.begin() + at);
  if (!listed) return;
  to_ids.push_back(from_ids[i]);
  from_ids.erase(from_ids.begin() + at);
}

/// "Macron phoned Modi": whoever is phoned is the target; "spoke by phone" has none.
void called(const Tree& tree, uint32_t verb, Draft& draft) {
  Event& event = draft.event;
  const int object = tree.child(verb, "obj");
  if (object < 0 || !event.target.empty() || draft.source.size() != event.source.size()) return;
  const Bytes word = tree.word(static_cast<uint32_t>(object)).span;
  for (size_t i = event.source.size(); i-- > 1;) {
    if (event.source[i].span.overlaps(word)) pass(event.source, draft.source, i, event.target, draft.target, true);
  }
}

/// "Brazil sent its adviser to Caracas": who is sent is no host.
void sent(Draft& draft) {
  Event& event = draft.event;
  const bool listed = draft.source.size() == event.source.size() && draft.target.size() == event.target.size();
  for (size_t i = event.target.size(); i-- > 0;) {
    const auto fellow = [&](const EventActor& a) { return a.country == event.target[i].country; };
    if (event.target[i].country.empty() || std::ranges::none_of(event.source, fellow)) continue;
    pass(event.target, draft.target, i, event.source, draft.source, listed);
  }
}

bool travels(std::string_view lemma) {
  constexpr std::array<std::string_view, 10> kTravel = {"visit", "travel", "arrive", "fly",  "go",
                                                        "head",  "tour",   "trip",   "come", "land"};
  return among(kTravel, lemma);
}

}  // namespace

void name_parties(const Tree& tree, const Candidate& candidate, bool head_mode, Draft& draft) {
  Event& event = draft.event;
  if (event.type != Type::CONSULT) return;
  const uint32_t word = candidate.clause.word;
  // A summit that two attend may be one of many; "X met Y" is none.
  const bool two = event.source.size() + event.target.size() <= 2;
  const bool gathering = candidate.trigger != nullptr && !tree.verbal(candidate.trigger->word);
  if (event.mode == "multilateral" && two && !gathering) event.mode.clear();
  // "Both leaders will meet in Germany": two who come from two countries meet, and nobody is their host; "flew to
  // Germany", and somebody is.
  const auto foreign = [&](const EventActor& a) { return a.country != event.source.front().country; };
  const bool seen = event.mode == "visit" && head_mode;
  if (seen && !travels(tree.word(word).lemma) && std::ranges::any_of(event.source, foreign)) no_target(draft);
  if (seen && event.target.empty()) event.mode.clear();
  if (event.mode == "phone") called(tree, word, draft);
  if (tree.word(word).lemma == "send" || tree.word(word).lemma == "dispatch") sent(draft);
  if (event.mode.empty() || event.mode == "multilateral") all_sources(draft);
}

bool name_host(const Tree& tree, const MentionIndex& index, const Candidate& candidate, bool head_mode, Draft& draft) {
  Event& event = draft.event;
  if (event.type != Type::CONSULT) return false;
  const std::string& lemma = tree.word(candidate.clause.word).lemma;
  // "The Kenyan president met the Ghanaian president in Dakar": none of them is a guest of one who is abroad.
  if (event.mode == "visit" && head_mode && lemma == "meet" && !may_host(event)) {
    event.mode.clear();
    all_sources(draft);
  }
  if (!travels(lemma) || !event.target.empty() || event.source.empty() || !event.place) return false;
  // Whoever travels abroad is received there.
  const EventPlace& there = *event.place;
  const auto abroad = [&](const EventActor& a) { return !a.country.empty() && a.country != there.country; };
  if (there.span.empty() || !std::ranges::all_of(event.source, abroad)) return false;
  event.mode = "visit";
  event.target.push_back(
      {there.span, there.text, std::string(index.state_name(there.country)), "", there.country, Sector::GOV});
  return true;
}

}  // namespace khaldun
