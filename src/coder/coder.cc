#include "coder/coder.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "coder/content.h"
#include "coder/doers.h"
#include "coder/judge.h"
#include "coder/merge.h"
#include "coder/parties.h"
#include "coder/sectors.h"
#include "coder/verdict.h"

namespace khaldun {
namespace {

constexpr double kRecord = 0.32;      // a candidate with this probability becomes a record
constexpr double kCooperate = 0.175;  // a cooperation: the rarest act, half of which would be lost to the bar of others
constexpr double kHeadline = 0.1;  // what a frame finds in a text that is but a headline: most such texts tell an act
constexpr double kPlain = 0.175;   // what a frame finds in plain words, which the network need not know
constexpr double kExact = 0.245;   // what a verb with two arguments of its frame tells, be its words new to the network
constexpr int kTwoClasses = 10;    // specificity of a frame that asks for two arguments by a class or lemma each
constexpr double kCondemned = 0.5;  // probability, at least, of an attack that somebody condemns or is blamed for

/// The built-in classes of the frame grammar, asked of a document's mentions.
class MentionTest : public FillerTest {
 public:
  MentionTest(const Tree& tree, const MentionIndex& index) : tree_(tree), index_(index) {}

  [[nodiscard]] bool is(uint32_t word, std::string_view name) const override {
    if (name == "@place") return index_.place_at(word) != nullptr;
    if (name == "@number") return tree_.word(word).upos == Upos::NUM;
    const Mention* m = index_.actor_at(word);
    if (m == nullptr) return false;
    if (name == "@actor") return true;
    const Actor& actor = tree_.reading().actors[m->targets.front()];
    if (name == "@person") return actor.person;
    if (name == "@state") return !actor.person && actor.sector == Sector::GOV;
    if (name == "@armed") return actor.sector == Sector::MIL || armed(actor.sector);
    if (name == "@civil") {
      return actor.sector == Sector::CVL || actor.sector == Sector::REF || actor.sector == Sector::SOC ||
             actor.sector == Sector::EDU || actor.sector == Sector::LAB || actor.sector == Sector::REL ||
             actor.sector == Sector::JRN;
    }
    return false;
  }

 private:
  const Tree& tree_;
  const MentionIndex& index_;
};

/// "The king gave women the vote": an act of cooperation that a sentence tells first of all, in the past and with words
/// that a frame asks for, of somebody whose country is known.
bool plainly_told(const Tree& tree, const Candidate& candidate, const Event& event) {
  const uint32_t word = candidate.clause.word;
  return event.type < Type::REQUEST && candidate.by_frame && !candidate.match.frame->conditions.empty() &&
         tree.is(word, "root") && tree.has_feature(word, "VerbForm=Fin") && tree.has_feature(word, "Tense=Past") &&
         event.status == Status::occurred && !event.source.empty() && !event.source.front().country.empty();
}

/// The probability from which on a candidate becomes a record.
double bar_of(const Tree& tree, const Candidate& candidate, const Event& event, bool headline_alone) {
  if (headline_alone && candidate.by_frame) return kHeadline;
  if (plainly_told(tree, candidate, event)) return kPlain;
  if (candidate.type == Type::COOPERATE) return kCooperate;
  const Frame* frame = candidate.by_frame ? candidate.match.frame : nullptr;
  const bool exact = frame != nullptr && frame->kind == Clause::Kind::verb && frame->specificity >= kTwoClasses;
  return exact ? kExact : kRecord;
}

/// Of what a headline hardly tells only the likeliest stays, and that where it tells nothing else.
void keep_surest(std::vector<Draft>& drafts) {
  double surest = 0;
  for (const Draft& draft : drafts) surest = std::max(surest, draft.event.confidence);
  std::erase_if(drafts, [&](const Draft& draft) { return draft.event.confidence < std::min(kRecord, surest); });
}

uint64_t fnv1a(uint64_t hash, std::string_view bytes) {
  for (char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return (hash ^ 0xFF) * 0x100000001B3ULL;  // a separator, so that "a","bc" and "ab","c" differ
}

/// Documents of one name, all that come by standard input, are told apart by their texts and by the days given.
uint64_t hash_of(const Document& document) {
  const uint64_t hash = fnv1a(fnv1a(0xCBF29CE484222325ULL, document.id), document.text);
  return document.published ? fnv1a(hash, to_string(*document.published)) : hash;
}

std::string id_of(uint64_t document, const Event& event) {
  uint64_t hash = fnv1a(document, to_string(event.type));
  hash = fnv1a(hash, event.mode);
  for (const Evidence& e : event.evidence) hash = fnv1a(hash, fmt::format("{}-{}", e.span.begin, e.span.end));
  return fmt::format("k1:{:016x}", hash);
}

/// What the whole document says.
DocumentContext context_of(const Reading& reading, bool explain) {
  std::map<std::string_view, int> votes;
  for (const Mention& m : reading.mentions) {
    if (m.targets.empty()) continue;
    if (m.kind == Mention::Kind::place && !m.nested) ++votes[reading.places[m.targets.front()].country];
    if (m.kind == Mention::Kind::actor) ++votes[reading.actors[m.targets.front()].country];
  }
  votes.erase("");
  votes.erase("IGO");
  DocumentContext context{{}, explain};
  int best = 0;
  for (const auto& [country, n] : votes) {
    if (n > best) {
      best = n;
      context.focus_country = country;
    }
  }
  return context;
}

/// Above it stands the nearest candidate on the way to the root of the sentence.
Neighbours neighbours_of(const Tree& tree, const Candidate& of, const std::vector<Candidate>& all) {
  Neighbours neighbours;
  const auto at = [&](uint32_t word) {
    const auto found = std::ranges::find(all, word, [](const Candidate& c) { return c.clause.word; });
    return found == all.end() ? nullptr : &*found;
  };
  const auto above = [&](uint32_t word) -> const Candidate* {
    for (int32_t head = tree.word(word).head; head >= 0; head = tree.word(static_cast<uint32_t>(head)).head) {
      if (const Candidate* c = at(static_cast<uint32_t>(head))) return c;
    }
    return nullptr;
  };
  neighbours.above = above(of.clause.word);
  for (const Candidate& other : all) {
    if (other.clause.word == of.clause.word) {
      neighbours.rival |= other.confidence > of.confidence;
      continue;
    }
    neighbours.below |= above(other.clause.word) == &of;
    neighbours.stronger |= other.confidence > of.confidence;
  }
  return neighbours;
}

}  // namespace

Result<Coder> Coder::load(const Pack& lexicon) {
  Result<FrameTable> frames = FrameTable::load(lexicon);
  if (!frames) return tl::unexpected(frames.error());
  Result<Weights> casting = Weights::load(lexicon, "judge/casting", 2);
  if (!casting) return tl::unexpected(casting.error());
  Result<Weights> setting = Weights::load(lexicon, "judge/setting", 1);
  if (!setting) return tl::unexpected(setting.error());
  Result<Weights> timing = Weights::load(lexicon, "judge/timing", 1);
  if (!timing) return tl::unexpected(timing.error());
  Result<Weights> factuality = Weights::load(lexicon, "judge/factuality", kStatuses - 1);
  if (!factuality) return tl::unexpected(factuality.error());
  Result<Weights> verdict = Weights::load(lexicon, "judge/verdict", 1);
  if (!verdict) return tl::unexpected(verdict.error());
  Result<Weights> merging = Weights::load(lexicon, "judge/merging", 1);
  if (!merging) return tl::unexpected(merging.error());
  Result<Ontology> ontology = Ontology::load(lexicon);
  if (!ontology) return tl::unexpected(ontology.error());
  Result<Matters> matters = Matters::load(lexicon);
  if (!matters) return tl::unexpected(matters.error());
  return Coder(std::move(*frames),
               Judgement{std::move(*casting), std::move(*setting), std::move(*timing), std::move(*factuality),
                         std::move(*verdict), std::move(*merging)},
               std::move(*ontology), std::move(*matters));
}

void Coder::code(const Document& document, Reading& reading, bool explain) const {
  const Tree tree(document, reading);
  const MentionIndex index(tree);
  const MentionTest test(tree, index);
  const DocumentContext context = context_of(reading, explain);
  std::vector<const Trigger*> trigger_of(reading.words.size(), nullptr);
  for (const Trigger& t : reading.triggers) trigger_of[t.word] = &t;

  std::vector<Draft> drafts;
  const bool headline_alone = reading.sentences.size() == 1 && reading.sentences.front().heading;
  for (const Sentence& sentence : reading.sentences) {
    const std::vector<Candidate> candidates = candidates_in(tree, sentence, frames_, test, trigger_of);
    for (const Candidate& candidate : candidates) {
      Draft draft = record_of(tree, candidate, index, judgement_, context);
      const FeatureList features =
          verdict_features(tree, candidate, draft, neighbours_of(tree, candidate, candidates), explain);
      draft.event.confidence = verdict_odds(judgement_.verdict, features);
      if (candidate.match.frame != nullptr && candidate.match.frame->own) draft.event.confidence = 1;
      // Nobody condemns an accident: what is condemned, or blamed on somebody, was done by somebody.
      const bool detailed = !candidate.clause.arguments.empty();  // more than "the attack"
      if (candidate.type == Type::ASSAULT && detailed && (condemned(tree, draft.word) || ascribed(tree, draft.word)))
        draft.event.confidence = std::max(draft.event.confidence, kCondemned);
      if (draft.event.confidence < bar_of(tree, candidate, draft.event, headline_alone)) continue;
      if (explain) {
        const Bytes told = draft.event.evidence.front().span;
        draft.event.judged.push_back(
            fmt::format("verdict {}-{}: {:.2f} by {}", told.begin, told.end, draft.event.confidence, features.text()));
      }
      // One word tells one act: of two types the likelier.
      if (!drafts.empty() && drafts.back().word == draft.word) {
        if (draft.event.confidence < drafts.back().event.confidence) continue;
        if (draft.event.confidence > drafts.back().event.confidence) drafts.pop_back();
      }
      if (candidate.match.frame == nullptr || !candidate.match.frame->own) {
        const std::string_view by = matters_.narrow(tree, candidate, ontology_, draft.event);
        if (explain && !by.empty()) draft.event.why.push_back(fmt::format("code {}: '{}'", draft.event.cameo, by));
      }
      drafts.push_back(std::move(draft));
    }
  }
  if (headline_alone) keep_surest(drafts);
  name_doers(tree, index, frames_, test, drafts);
  aim_at_doers(tree, frames_, test, drafts);
  lone_attackers(reading, drafts);
  reading.events.clear();
  const uint64_t hash = hash_of(document);
  for (Draft& draft : merge(std::move(drafts), tree, judgement_.merging, explain)) {
    say_content(tree, frames_, test, draft);
    meet_abroad(draft.event);
    ontology_.complete(draft.event);
    draft.event.id = id_of(hash, draft.event);
    reading.events.push_back(std::move(draft.event));
  }
}

std::array<double, kTypes> Coder::relate(const Document& document, const Reading& reading, const Pair& pair) const {
  const Tree tree(document, reading);
  const MentionIndex index(tree);
  return khaldun::relate(tree, frames_, MentionTest(tree, index), pair);
}

}  // namespace khaldun
