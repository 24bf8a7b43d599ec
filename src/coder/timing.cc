#include "coder/timing.h"

#include <algorithm>
#include <cmath>

#include "coder/own_time.h"
#include "coder/path.h"

namespace khaldun {
namespace {

using std::chrono::days;

std::optional<Days> days_of(const Reading& reading, const Mention& time) {
  return time.targets.empty() ? std::nullopt : reading.times[time.targets.front()].days;
}

/// Times of the sentence of `word` that are days.
std::vector<const Mention*> times_beside(const Tree& tree, const MentionIndex& index, uint32_t word) {
  std::vector<const Mention*> times;
  for (const Mention* m : index.times_near(tree.sentence_of(word))) {
    if (tree.sentence_of(m->head) == tree.sentence_of(word) && days_of(tree.reading(), *m)) times.push_back(m);
  }
  return times;
}

/// The time, be it days or a length, that `word` belongs to; nullptr where none.
const Mention* time_at(const Tree& tree, const MentionIndex& index, uint32_t word) {
  for (const Mention* m : index.times_near(tree.sentence_of(word))) {
    if (m->first <= word && word < m->last) return m;
  }
  return nullptr;
}

std::string_view age_of(const Reading& reading, const Days& when) {
  if (!reading.dated()) return "undated";
  if (when.first > reading.published) return "ahead";
  const days since = reading.published - when.last;
  return since <= days{1}     ? "now"
         : since <= days{7}   ? "week"
         : since <= days{35}  ? "month"
         : since <= days{400} ? "year"
                              : "old";
}

std::string_view size_of(const Days& when) {
  const days size = when.last - when.first;
  return size < days{1}     ? "day"
         : size < days{7}   ? "days"
         : size < days{31}  ? "month"
         : size < days{366} ? "year"
                            : "long";
}

/// "present" of "is sentenced", "perfect", "pluperfect", "past", "ahead" of "will leave"; for what is no finite verb
/// the name of its form.
std::string_view tense_of(const Tree& tree, uint32_t w) {
  if (tree.word(w).upos == Upos::ADJ && tree.child(w, "cop") < 0) return "adjective";
  bool past = tree.has_feature(w, "Tense=Past") && tree.has_feature(w, "VerbForm=Fin");
  bool present = tree.has_feature(w, "Tense=Pres") && tree.has_feature(w, "VerbForm=Fin");
  for (const uint32_t c : tree.children(w)) {
    if (!tree.is(c, "aux") && !tree.is(c, "cop")) continue;
    const std::string& lemma = tree.word(c).lemma;
    if (lemma == "have") return tree.has_feature(c, "Tense=Past") ? "pluperfect" : "perfect";
    if (lemma == "will" || lemma == "shall" || lemma == "'ll") return "ahead";
    if (tree.word(c).upos == Upos::AUX && lemma != "be" && lemma != "do" && lemma != "get") return "modal";
    past = past || tree.has_feature(c, "Tense=Past");
    present = present || tree.has_feature(c, "Tense=Pres");
  }
  if (past) return "past";
  if (present) return "present";
  if (!tree.verbal(w)) return "noun";
  return tree.has_feature(w, "VerbForm=Inf")   ? "infinitive"
         : tree.has_feature(w, "VerbForm=Ger") ? "gerund"
                                               : "participle";
}

/// The tense of the finite verb that `w` stands under, or is.
std::string_view main_tense(const Tree& tree, uint32_t w) {
  std::string_view tense = "none";
  for (int32_t at = static_cast<int32_t>(w); at >= 0; at = tree.word(static_cast<uint32_t>(at)).head) {
    tense = tense_of(tree, static_cast<uint32_t>(at));
    if (tense == "present" || tense == "past" || tense == "perfect" || tense == "pluperfect" || tense == "ahead" ||
        tense == "modal")
      return tense;
  }
  return tense;
}

/// What is the same for every moment of an act, as pieces of features.
struct Act {
  Act(const Tree& tree, const Candidate& candidate, const Event& event, size_t times)
      : type(to_string(event.type)),
        status(to_string(event.status)),
        kind(to_string(candidate.clause.kind)),
        tense(tense_of(tree, candidate.clause.word)),
        main(main_tense(tree, candidate.clause.word)),
        hangs(tree.word(candidate.clause.word).deprel),
        many(std::min<size_t>(times, 3)),
        brief(tree.reading().sentences.size() <= 4) {}
  Piece type, status, kind, tense, main, hangs, many, brief;
};

/// Features of a moment that the sentence names; `own`: it is the nearest to the act.
void describe(const Tree& tree, const Candidate& candidate, const Act& act, bool own, Moment& moment) {
  const Reading& reading = tree.reading();
  const uint32_t word = candidate.clause.word;
  const Mention& m = *moment.mention;
  FeatureList& to = moment.features;
  const std::string path_text = path_to(tree, candidate.clause, m.head);
  const Piece path(path_text), age(age_of(reading, moment.days)), size(size_of(moment.days)), mine(own);
  const std::string_view preposition = tree.preposition(m.head);
  const Piece mark(preposition.empty() ? std::string_view(tree.word(m.head).deprel) : preposition);
  const Piece side = m.head < word ? Piece("before") : Piece("after");
  const uint32_t gap = m.head < word ? word - m.head : m.head - word;
  const Piece far(std::min<uint32_t>(gap, 27) / 3);
  to.put({"any"});
  to.put({"type=", act.type});
  to.put({"own=", mine});
  to.put({"own=", mine, " age=", age, " size=", size});
  to.put({"own=", mine, " age=", age, " main=", act.main});
  to.put({"own=", mine, " mark=", mark});
  to.put({"own=", mine, " path=", path});
  to.put({"own=", mine, " many=", act.many});
  to.put({"path=", path});
  to.put({"path=", path, " kind=", act.kind});
  to.put({"path=", path, " age=", age});
  to.put({"path=", path, " main=", act.main});
  to.put({"mark=", mark, " age=", age});
  to.put({"mark=", mark, " size=", size});
  to.put({"age=", age, " size=", size});
  to.put({"age=", age, " main=", act.main});
  to.put({"age=", age, " main=", act.main, " own=", mine, " brief=", act.brief});
  to.put({"age=", age, " tense=", act.tense});
  to.put({"age=", age, " type=", act.type});
  to.put({"age=", age, " status=", act.status});
  to.put({"age=", age, " status=", act.status, " type=", act.type, " own=", mine});
  to.put({"age=", age, " kind=", act.kind});
  to.put({"age=", age, " brief=", act.brief});
  to.put({"age=", age, " hangs=", act.hangs});
  to.put({"size=", size});
  to.put({"how=", m.how});
  to.put({"how=", m.how, " own=", mine});
  to.put({side, " gap=", far});
  to.put({side, " own=", mine, " mark=", mark});
}

/// Features of the day of publication; `own` is the nearest time that the sentence names, nullptr where none.
void describe_news(const Tree& tree, const Candidate& candidate, const Event& event, const Act& act, const Mention* own,
                   FeatureList& to) {
  const Reading& reading = tree.reading();
  const std::string path_text = own == nullptr ? "none" : path_to(tree, candidate.clause, own->head);
  const Piece path(path_text);
  const std::optional<Days> when = own == nullptr ? std::nullopt : days_of(reading, *own);
  const Piece age(when ? age_of(reading, *when) : "none"), size(when ? size_of(*when) : "none");
  const std::string_view preposition = tree.preposition(candidate.clause.word);
  const Piece by(preposition);
  to.put({"any"});
  to.put({"told"});
  to.put({"told type=", act.type});
  to.put({"told type=", act.type, " status=", act.status});
  to.put({"told status=", act.status});
  to.put({"told main=", act.main});
  to.put({"told main=", act.main, " brief=", act.brief});
  to.put({"told main=", act.main, " tense=", act.tense});
  to.put({"told main=", act.main, " hangs=", act.hangs});
  to.put({"told main=", act.main, " type=", act.type});
  to.put({"told tense=", act.tense, " kind=", act.kind});
  to.put({"told hangs=", act.hangs, " kind=", act.kind});
  to.put({"told hangs=", act.hangs, " by=", by});
  to.put({"told age=", age});
  to.put({"told age=", age, " main=", act.main});
  to.put({"told age=", age, " main=", act.main, " brief=", act.brief});
  to.put({"told age=", age, " status=", act.status});
  to.put({"told age=", age, " size=", size});
  to.put({"told age=", age, " kind=", act.kind});
  to.put({"told age=", age, " path=", path});
  to.put({"told age=", age, " type=", act.type});
  to.put({"told path=", path});
  to.put({"told many=", act.many, " brief=", act.brief});
  to.put({"told sentence=", std::min<uint32_t>(event.sentence, 9)});
}

}  // namespace

std::string_view own_age(const Tree& tree, const MentionIndex& index, uint32_t predicate) {
  const Mention* own = own_time(tree, predicate, times_beside(tree, index, predicate));
  return own == nullptr ? "none" : age_of(tree.reading(), *days_of(tree.reading(), *own));
}

std::vector<Moment> moments_of(const Tree& tree, const MentionIndex& index, const Candidate& candidate,
                               const Event& event, bool explain) {
  const Reading& reading = tree.reading();
  const uint32_t word = candidate.clause.word;
  std::vector<const Mention*> times = times_beside(tree, index, word);
  if (const std::optional<CountedTime> counted = counted_time(tree, word, times)) {
    const Mention* told = time_at(tree, index, counted->unit);
    if (told == nullptr) told = counted->from;
    if (told == nullptr || !counted->days) return {};
    Moment moment{told, *counted->days, "counted from what else the sentence tells", FeatureList(explain)};
    describe(tree, candidate, Act(tree, candidate, event, 1), true, moment);
    return {moment};
  }
  std::erase_if(times, [&](const Mention* m) { return is_history(tree, word, *m); });
  const Mention* own = own_time(tree, word, times);
  const bool told_here = own != nullptr && tree.verbal(word) && tree.word(own->head).head == static_cast<int32_t>(word);
  const Act act(tree, candidate, event, times.size());
  std::vector<Moment> moments;
  for (const Mention* m : times) {
    Moment& moment = moments.emplace_back(Moment{m, *days_of(reading, *m), m->how, FeatureList(explain)});
    describe(tree, candidate, act, m == own, moment);
  }
  if (!reading.dated()) return moments;
  const Days news{reading.published - days{1}, reading.published};
  // What is told at the verb itself to be of another day is no news.
  if (told_here && days_of(reading, *own)->last < news.first) return moments;
  describe_news(
      tree, candidate, event, act, own,
      moments.emplace_back(Moment{nullptr, news, "told as news of the day of publication", FeatureList(explain)})
          .features);
  return moments;
}

double likelihood(const Weights& timing, const Moment& moment) {
  return 1 / (1 + std::exp(-timing.sum(moment.features)[0]));
}

}  // namespace khaldun
