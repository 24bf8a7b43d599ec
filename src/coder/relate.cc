#include "coder/relate.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "coder/context.h"

namespace khaldun {
namespace {

constexpr double kStranger = 0.1;   // how much a word says that has nothing to do with a mention
constexpr double kSlot = 0.9;       // a frame's slot holds the mention
constexpr double kStep = 0.75;      // for each step through the tree from the word to the mention
constexpr double kSwapped = 0.45;   // source and target the other way round: "was accused by"
constexpr double kShift = 0.75;     // of an act's odds go to the type of its announcement or refusal
constexpr int kFar = 12;

/// The words of a mention, and the one that heads them.
struct Words {
  std::vector<uint32_t> all;
  uint32_t head = 0;
};

Words words_of(const Tree& tree, Bytes span) {
  Words found;
  const Reading& reading = tree.reading();
  for (uint32_t w = 0; w < reading.words.size(); ++w) {
    if (reading.words[w].span.overlaps(span)) found.all.push_back(w);
  }
  for (uint32_t w : found.all) {
    const int32_t head = tree.word(w).head;
    if (head >= 0 && std::ranges::find(found.all, static_cast<uint32_t>(head)) != found.all.end()) continue;
    found.head = w;
    break;
  }
  return found;
}

/// Steps through the tree from one word to another; kFar in another sentence.
int distance(const Tree& tree, uint32_t a, uint32_t b) {
  if (tree.sentence_of(a) != tree.sentence_of(b)) return kFar;
  int up = 0;
  for (auto at = static_cast<int32_t>(a); at >= 0; at = tree.word(static_cast<uint32_t>(at)).head, ++up) {
    int down = 0;
    for (auto other = static_cast<int32_t>(b); other >= 0; other = tree.word(static_cast<uint32_t>(other)).head, ++down) {
      if (other == at) return std::min(kFar, up + down);
    }
  }
  return kFar;
}

/// The type that the root of a CAMEO code names, as PLOVER's sets of pairs have it: a signed agreement (057) is SUPPORT, a blockade (191)
/// ASSAULT, where a record by the codebook is AGREE and COERCE. Nothing where the root leaves it open (08 is CONCEDE or RETREAT).
std::optional<Type> type_of_root(std::string_view cameo) {
  constexpr std::array<std::pair<std::string_view, Type>, 17> kRoots = {{
      {"03", Type::AGREE},    {"04", Type::CONSULT}, {"05", Type::SUPPORT},  {"06", Type::COOPERATE}, {"07", Type::AID},     {"09", Type::ACCUSE},
      {"10", Type::REQUEST},  {"11", Type::ACCUSE},  {"12", Type::REJECT},   {"13", Type::THREATEN},  {"14", Type::PROTEST}, {"15", Type::MOBILIZE},
      {"16", Type::SANCTION}, {"17", Type::COERCE},  {"18", Type::ASSAULT},  {"19", Type::ASSAULT},   {"20", Type::ASSAULT},
  }};
  const auto* found = std::ranges::find(kRoots, cameo.substr(0, 2), &std::pair<std::string_view, Type>::first);
  return found == kRoots.end() ? std::nullopt : std::optional(found->second);
}

class Relater {
 public:
  Relater(const Tree& tree, const FrameTable& frames, const FillerTest& test) : tree_(tree), frames_(frames), test_(test) {
    trigger_of_.assign(tree.reading().words.size(), nullptr);
    for (const Trigger& t : tree.reading().triggers) trigger_of_[t.word] = &t;
  }

  std::array<double, kTypes> relate(const Pair& pair) const {
    std::array<double, kTypes> scores{};
    const std::optional<Words> source = pair.source ? std::optional(words_of(tree_, *pair.source)) : std::nullopt;
    const std::optional<Words> target = pair.target ? std::optional(words_of(tree_, *pair.target)) : std::nullopt;
    std::vector<std::pair<uint32_t, Witness>> witnesses;
    std::unordered_set<uint32_t> consumed;  // "ban" of "lifted the ban" states no act of its own
    for (uint32_t w = 0; w < trigger_of_.size(); ++w) {
      std::optional<Witness> witness = witness_of(tree_, frames_, test_, trigger_of_, w);
      if (!witness) continue;
      if (witness->match.frame != nullptr && witness->match.frame->codes) consumed.insert(witness->match.consumed.begin(), witness->match.consumed.end());
      witnesses.emplace_back(w, std::move(*witness));
    }
    for (const auto& [w, witness] : witnesses) {
      if (consumed.contains(w)) continue;
      const double straight = nearness(witness, w, source, true) * nearness(witness, w, target, false);
      const double swapped = nearness(witness, w, target, true) * nearness(witness, w, source, false);
      const double relevance = std::max(straight, kSwapped * swapped);
      const std::array<double, kTypes> odds = between(w, by_root(witness));
      for (size_t t = 0; t < kTypes; ++t) scores[t] = std::max(scores[t], relevance * odds[t]);
    }
    for (double& score : scores) score = std::max(score, 1e-4);
    return scores;
  }

 private:
  /// The odds with what a frame's type has moved to the type that its CAMEO code's root names.
  static std::array<double, kTypes> by_root(const Witness& witness) {
    std::array<double, kTypes> odds = witness.odds;
    const Frame* frame = witness.match.frame;
    // A pardon (056) is a concession in PLOVER's sets as well.
    if (frame == nullptr || !frame->codes || frame->type == Type::CONCEDE) return odds;
    const std::optional<Type> named = type_of_root(frame->cameo);
    if (named && *named != frame->type) std::swap(odds[static_cast<size_t>(*named)], odds[static_cast<size_t>(frame->type)]);
    return odds;
  }

  /// A record says of an act that it is planned or refused; a type alone cannot, so PLOVER has types for it: cooperation that is announced
  /// is AGREE, that is refused REJECT, and violence that is announced THREATEN.
  std::array<double, kTypes> between(uint32_t w, const std::array<double, kTypes>& odds) const {
    const StatusReading reading = status_of(tree_, w);
    if (reading.status != Status::planned && reading.status != Status::denied) return odds;
    std::array<double, kTypes> shifted = odds;
    const auto move = [&](Type from, Type to) {
      double& given = shifted[static_cast<size_t>(from)];
      double& taken = shifted[static_cast<size_t>(to)];
      taken = std::max(taken, kShift * given);
      given *= 1 - kShift;
    };
    for (const Type kind : {Type::CONSULT, Type::AID, Type::COOPERATE, Type::CONCEDE, Type::RETREAT}) move(kind, reading.status == Status::planned ? Type::AGREE : Type::REJECT);
    if (reading.status == Status::denied) {
      for (const Type kind : {Type::AGREE, Type::SUPPORT}) move(kind, Type::REJECT);
    } else {
      for (const Type kind : {Type::SANCTION, Type::COERCE, Type::ASSAULT}) move(kind, Type::THREATEN);
    }
    return shifted;
  }

  /// How far `w` has the mention for its source or target, 0 to 1.
  double nearness(const Witness& witness, uint32_t w, const std::optional<Words>& mention, bool as_source) const {
    if (!mention) return 1;
    if (mention->all.empty()) return kStranger;
    const auto holds = [&](uint32_t word) { return std::ranges::find(mention->all, word) != mention->all.end(); };
    double best = holds(w) ? kStranger : std::max(kStranger, std::pow(kStep, distance(tree_, w, mention->head)));
    if (witness.trigger != nullptr) {
      for (const Trigger::Role& role : witness.trigger->roles) {
        if (holds(role.word)) best = std::max(best, static_cast<double>(as_source ? role.source : role.target));
      }
    }
    if (const Frame* frame = witness.match.frame; frame != nullptr && frame->codes) {
      for (const std::string& path : as_source ? frame->source : frame->target) {
        each_word_in(tree_, witness.clause, path, [&](uint32_t word) {
          if (holds(word)) best = std::max(best, kSlot);
        });
      }
    }
    return best;
  }

  const Tree& tree_;
  const FrameTable& frames_;
  const FillerTest& test_;
  std::vector<const Trigger*> trigger_of_;
};

}  // namespace

std::array<double, kTypes> relate(const Tree& tree, const FrameTable& frames, const FillerTest& test, const Pair& pair) {
  return Relater(tree, frames, test).relate(pair);
}

}  // namespace khaldun
