#include "coder/relate.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/among.h"
#include "coder/context.h"
#include "coder/path.h"

namespace khaldun {
namespace {

constexpr double kStranger = 0.1;  // how much a word says that has nothing to do with a mention
constexpr double kSlot = 0.9;      // a frame's slot holds the mention
constexpr double kStep = 0.75;     // for each step through the tree from the word to the mention
constexpr double kSwapped = 0.45;  // source and target the other way round: "was accused by"
constexpr double kShift = 0.85;    // of an act's odds go to the type of its announcement or refusal
constexpr double kUnder = 0.6;  // how much an act says that is only promised, refused, asked for: "refused to release"
constexpr double kOutvoted =
    0.55;  // how much the event head says where a frame names the word and its arguments otherwise
constexpr double kBeside =
    0.85;  // for each clause or phrase beside the main one that tells the act: "freed the man arrested last week"
constexpr double kSaid = 0.5;   // how much of an act's harm the one who reports it holds against the one who did it
constexpr double kSays = 0.25;  // how much it accuses to say anything of somebody that is told as a fact
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
    if (head >= 0 && among(found.all, static_cast<uint32_t>(head))) continue;
    found.head = w;
    break;
  }
  return found;
}

/// Steps through the tree from one word to another; kFar in another sentence.
int steps_between(const Tree& tree, uint32_t a, uint32_t b) {
  const auto one = [](uint32_t) { return 1; };
  return std::min(kFar, distance(tree, a, b, one, one).value_or(kFar));
}

/// The type that the root of a CAMEO code names, as PLOVER's sets of pairs have it: a signed agreement (057) is
/// SUPPORT, a blockade (191) ASSAULT, where a record by the codebook is AGREE and COERCE. Nothing where the root leaves
/// it open (08 is CONCEDE or RETREAT). Embargoes and sanctions (163) leave their root, as they restrict, and so do
/// attacks on computers (176).
std::optional<Type> type_of_root(std::string_view cameo) {
  if (cameo.starts_with("163")) return Type::COERCE;
  if (cameo == "176") return Type::ASSAULT;
  constexpr std::array<std::pair<std::string_view, Type>, 17> kRoots = {{
      {"03", Type::AGREE},
      {"04", Type::CONSULT},
      {"05", Type::SUPPORT},
      {"06", Type::COOPERATE},
      {"07", Type::AID},
      {"09", Type::ACCUSE},
      {"10", Type::REQUEST},
      {"11", Type::ACCUSE},
      {"12", Type::REJECT},
      {"13", Type::THREATEN},
      {"14", Type::PROTEST},
      {"15", Type::MOBILIZE},
      {"16", Type::SANCTION},
      {"17", Type::COERCE},
      {"18", Type::ASSAULT},
      {"19", Type::ASSAULT},
      {"20", Type::ASSAULT},
  }};
  const auto* found = std::ranges::find(kRoots, cameo.substr(0, 2), &std::pair<std::string_view, Type>::first);
  return found == kRoots.end() ? std::nullopt : std::optional(found->second);
}

class Relater {
 public:
  Relater(const Tree& tree, const FrameTable& frames, const FillerTest& test)
      : tree_(tree), frames_(frames), test_(test) {
    trigger_of_.assign(tree.reading().words.size(), nullptr);
    for (const Trigger& t : tree.reading().triggers) trigger_of_[t.word] = &t;
  }

  std::array<double, kTypes> relate(const Pair& pair) const {
    std::array<double, kTypes> scores{};
    const std::optional<Words> source = pair.source ? std::optional(words_of(tree_, *pair.source)) : std::nullopt;
    const std::optional<Words> target = pair.target ? std::optional(words_of(tree_, *pair.target)) : std::nullopt;
    std::map<uint32_t, Witness> witnesses;
    std::unordered_set<uint32_t> consumed;  // "ban" of "lifted the ban" states no act of its own
    std::unordered_set<uint32_t> under;     // "release" of "refused to release" is not done
    for (uint32_t w = 0; w < trigger_of_.size(); ++w) {
      std::optional<Witness> witness = witness_of(tree_, frames_, test_, trigger_of_, w);
      if (!witness) continue;
      if (tree_.is(w, "amod") && tree_.verbal(w)) under.insert(w);  // "freed the captured soldiers": that was before
      if (coded(*witness)) {
        consumed.insert(witness->match.consumed.begin(), witness->match.consumed.end());
        for (uint32_t word : complements(*witness)) under.insert(word);
      }
      witnesses.emplace(w, std::move(*witness));
    }
    std::unordered_map<uint32_t, double> relevance;
    for (const auto& [w, witness] : witnesses) {
      const double straight = nearness(witness, w, source, true) * nearness(witness, w, target, false);
      const double swapped = nearness(witness, w, target, true) * nearness(witness, w, source, false);
      relevance[w] = std::max(straight, kSwapped * swapped) * std::pow(kBeside, beside(w));
    }
    // "phoned her to thank her": the call is but the way in which the thanks reach her.
    for (const auto& [w, witness] : witnesses) {
      if (!coded(witness) || witness.match.frame->type != Type::CONSULT) continue;
      for (uint32_t aim : witness.clause.all("purpose")) {
        const auto told = witnesses.find(aim);
        if (told == witnesses.end() || !coded(told->second) || told->second.match.frame->type == Type::CONSULT)
          continue;
        relevance[aim] = std::max(relevance[aim], relevance[w]);
        under.insert(w);
      }
    }
    for (const auto& [w, witness] : witnesses) {
      if (consumed.contains(w)) continue;
      const std::array<double, kTypes> odds = between(w, by_root(witness));
      for (size_t t = 0; t < kTypes; ++t)
        scores[t] = std::max(scores[t], relevance[w] * (under.contains(w) ? kUnder : 1) * odds[t]);
    }
    if (source && target && !target->all.empty()) {
      double& accused = scores[static_cast<size_t>(Type::ACCUSE)];
      if (tells(*source, target->head)) accused = std::max(accused, kSays);
      for (const auto& [w, witness] : witnesses) {
        if (tells(*source, w)) accused = std::max(accused, kSaid * harm(witness) * nearness(witness, w, target, true));
      }
    }
    for (double& score : scores) score = std::max(score, 1e-4);
    return scores;
  }

 private:
  static bool coded(const Witness& witness) { return witness.match.frame != nullptr && witness.match.frame->codes; }

  /// Whether the mention is who reports the clause of the word, as something that is so: "the army said rebels fled".
  bool tells(const Words& mention, uint32_t w) const {
    const std::optional<Attribution> by = attribution_of(tree_, w);
    if (!by || !among(mention.all, by->source)) return false;
    const Status status = status_of(tree_, w).status;
    return status == Status::occurred || status == Status::alleged;
  }

  /// How likely the act is one that people are accused of.
  static double harm(const Witness& witness) {
    return *std::max_element(witness.odds.begin() + static_cast<size_t>(Type::THREATEN), witness.odds.end());
  }

  /// Clauses and phrases between the word and the main clause that are no part of what that says.
  int beside(uint32_t w) const {
    int count = 0;
    for (auto at = static_cast<int32_t>(w); at >= 0; at = tree_.word(static_cast<uint32_t>(at)).head) {
      for (const char* relation : {"acl", "advcl", "obl", "nmod"})
        count += tree_.is(static_cast<uint32_t>(at), relation) ? 1 : 0;
    }
    return count;
  }

  /// What the frame takes for its act's content: the infinitives of "refused to release", "agreed to meet".
  static std::vector<uint32_t> complements(const Witness& witness) {
    if (!coded(witness)) return {};
    const bool asked = std::ranges::any_of(witness.match.frame->conditions,
                                           [](const Condition& c) { return !c.negated && among(c.slots, "xcomp"); });
    return asked ? witness.clause.all("xcomp") : std::vector<uint32_t>{};
  }

  /// The odds with what a frame's type has moved to the type that its CAMEO code's root names.
  static std::array<double, kTypes> by_root(const Witness& witness) {
    std::array<double, kTypes> odds = witness.odds;
    // Where the event head says what the root says, it stays so.
    const auto give = [&](Type from, std::optional<Type> to) {
      if (!to) return;
      double &given = odds[static_cast<size_t>(from)], &taken = odds[static_cast<size_t>(*to)];
      if (given > taken) std::swap(given, taken);
    };
    if (!coded(witness)) {
      if (witness.trigger != nullptr && witness.trigger->mode == "convict") give(Type::SANCTION, Type::ACCUSE);  // 116
      return odds;
    }
    const Frame& frame = *witness.match.frame;
    if (!witness.match.consumed.empty()) {
      for (size_t t = 0; t < kTypes; ++t) odds[t] *= t == static_cast<size_t>(frame.type) ? 1 : kOutvoted;
    }
    // A pardon (056) is a concession in PLOVER's sets as well.
    if (!frame.cameo.starts_with("056")) give(frame.type, type_of_root(frame.cameo));
    return odds;
  }

  /// A record says of an act that it is planned or refused; a type alone cannot, so PLOVER has types for it:
  /// cooperation that is announced is AGREE, that is refused REJECT, conflict that is announced THREATEN, and what
  /// somebody must do REQUEST.
  std::array<double, kTypes> between(uint32_t w, const std::array<double, kTypes>& odds) const {
    const StatusReading reading = status_of(tree_, w);
    const auto has_modal = [&](const char* lemma) { return tree_.has_child_lemma(w, "aux", lemma); };
    // "Will discuss Russia's war": what is somebody's goes on, whatever is planned about it.
    const bool owned = tree_.nominal(w) && !reading.own && tree_.child(w, "nmod:poss") >= 0;
    // A purpose is no plan: what people do to protest is a protest.
    const bool planned = (reading.status == Status::planned && reading.certain && !owned) || has_modal("would"),
               denied = reading.status == Status::denied;
    const bool possible = (has_modal("may") || has_modal("might") || has_modal("could")) && !has_modal("have");
    const bool due = has_modal("must") || has_modal("should") || has_modal("ought");
    std::array<double, kTypes> shifted = odds;
    const auto move = [&](std::initializer_list<Type> types, Type to) {
      for (const Type from : types) {
        double& given = shifted[static_cast<size_t>(from)];
        double& taken = shifted[static_cast<size_t>(to)];
        taken = std::max(taken, kShift * given);
        given *= 1 - kShift;
      }
    };
    const auto cooperation = {Type::CONSULT, Type::SUPPORT, Type::AID, Type::COOPERATE, Type::CONCEDE, Type::RETREAT};
    if (due && !denied) {
      move(cooperation, Type::REQUEST);
      move({Type::AGREE}, Type::REQUEST);
    } else if (denied) {
      move(cooperation, Type::REJECT);
      move({Type::AGREE}, Type::REJECT);
    } else if (planned) {
      move(cooperation, Type::AGREE);
    }
    if (!due && !denied && (planned || possible)) {
      move({Type::PROTEST, Type::SANCTION, Type::COERCE, Type::ASSAULT}, Type::THREATEN);
    }
    return shifted;
  }

  /// How far `w` has the mention for its source or target, 0 to 1.
  double nearness(const Witness& witness, uint32_t w, const std::optional<Words>& mention, bool as_source) const {
    if (!mention) return 1;
    if (mention->all.empty()) return kStranger;
    const auto holds = [&](uint32_t word) { return among(mention->all, word); };
    int steps = steps_between(tree_, w, mention->head);
    for (uint32_t word : complements(witness)) steps = std::min(steps, steps_between(tree_, word, mention->head));
    double best = holds(w) ? kStranger : std::max(kStranger, std::pow(kStep, steps));
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

std::array<double, kTypes> relate(const Tree& tree, const FrameTable& frames, const FillerTest& test,
                                  const Pair& pair) {
  return Relater(tree, frames, test).relate(pair);
}

}  // namespace khaldun
