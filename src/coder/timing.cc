#include "coder/timing.h"

#include <algorithm>
#include <cmath>

#include "coder/casting.h"
#include "coder/own_time.h"

namespace khaldun {
namespace {

using std::chrono::days;

std::optional<Days> days_of(const Reading& reading, const Mention& time) {
  return time.targets.empty() ? std::nullopt : reading.times[time.targets.front()].days;
}

/// Times of the sentence of `word` that are days.
std::vector<const Mention*> times_beside(const Tree& tree, const MentionIndex& index, uint32_t word) {
  std::vector<const Mention*> times;
  for (const Mention* m : index.times()) {
    if (tree.sentence_of(m->head) == tree.sentence_of(word) && days_of(tree.reading(), *m)) times.push_back(m);
  }
  return times;
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

}  // namespace

std::string_view own_age(const Tree& tree, const MentionIndex& index, uint32_t predicate) {
  const Mention* own = own_time(tree, predicate, times_beside(tree, index, predicate));
  return own == nullptr ? "none" : age_of(tree.reading(), *days_of(tree.reading(), *own));
}

std::vector<Moment> moments_of(const Tree& tree, const MentionIndex& index, const Candidate& candidate,
                               const Event& event, bool explain) {
  const Reading& reading = tree.reading();
  const uint32_t word = candidate.clause.word;
  const std::vector<const Mention*> times = times_beside(tree, index, word);
  const Mention* own = own_time(tree, word, times);
  const Piece type(to_string(event.type)), status(to_string(event.status)), kind(to_string(candidate.clause.kind));
  const Piece tense(tense_of(tree, word)), main(main_tense(tree, word)), hangs(tree.word(word).deprel);
  const Piece many(std::min<size_t>(times.size(), 3));
  const Piece brief(reading.sentences.size() <= 4);

  std::vector<Moment> moments;
  for (const Mention* m : times) {
    const Days when = *days_of(reading, *m);
    Moment& moment = moments.emplace_back(Moment{m, when, FeatureList(explain)});
    FeatureList& to = moment.features;
    const std::string path_text = path_to(tree, candidate.clause, m->head);
    const Piece path(path_text), age(age_of(reading, when)), size(size_of(when)), mine(m == own);
    const std::string_view preposition = tree.preposition(m->head);
    const Piece mark(preposition.empty() ? std::string_view(tree.word(m->head).deprel) : preposition);
    const Piece side = m->head < word ? Piece("before") : Piece("after");
    const uint32_t gap = m->head < word ? word - m->head : m->head - word;
    const Piece far(std::min<uint32_t>(gap, 27) / 3);
    to.put({"any"});
    to.put({"type=", type});
    to.put({"own=", mine});
    to.put({"own=", mine, " age=", age, " size=", size});
    to.put({"own=", mine, " age=", age, " main=", main});
    to.put({"own=", mine, " mark=", mark});
    to.put({"own=", mine, " path=", path});
    to.put({"own=", mine, " many=", many});
    to.put({"path=", path});
    to.put({"path=", path, " kind=", kind});
    to.put({"path=", path, " age=", age});
    to.put({"path=", path, " main=", main});
    to.put({"mark=", mark, " age=", age});
    to.put({"mark=", mark, " size=", size});
    to.put({"age=", age, " size=", size});
    to.put({"age=", age, " main=", main});
    to.put({"age=", age, " main=", main, " own=", mine, " brief=", brief});
    to.put({"age=", age, " tense=", tense});
    to.put({"age=", age, " type=", type});
    to.put({"age=", age, " status=", status});
    to.put({"age=", age, " status=", status, " type=", type, " own=", mine});
    to.put({"age=", age, " kind=", kind});
    to.put({"age=", age, " brief=", brief});
    to.put({"age=", age, " hangs=", hangs});
    to.put({"size=", size});
    to.put({"how=", m->how});
    to.put({"how=", m->how, " own=", mine});
    to.put({side, " gap=", far});
    to.put({side, " own=", mine, " mark=", mark});
  }
  if (!reading.dated()) return moments;
  Moment& told =
      moments.emplace_back(Moment{nullptr, {reading.published - days{1}, reading.published}, FeatureList(explain)});
  FeatureList& to = told.features;
  const std::string path_text = own == nullptr ? "none" : path_to(tree, candidate.clause, own->head);
  const Piece path(path_text);
  const std::optional<Days> when = own == nullptr ? std::nullopt : days_of(reading, *own);
  const Piece age(when ? age_of(reading, *when) : "none"), size(when ? size_of(*when) : "none");
  const std::string_view preposition = tree.preposition(word);
  const Piece by(preposition);
  to.put({"told"});
  to.put({"told type=", type});
  to.put({"told type=", type, " status=", status});
  to.put({"told status=", status});
  to.put({"told main=", main});
  to.put({"told main=", main, " brief=", brief});
  to.put({"told main=", main, " tense=", tense});
  to.put({"told main=", main, " hangs=", hangs});
  to.put({"told main=", main, " type=", type});
  to.put({"told tense=", tense, " kind=", kind});
  to.put({"told hangs=", hangs, " kind=", kind});
  to.put({"told hangs=", hangs, " by=", by});
  to.put({"told age=", age});
  to.put({"told age=", age, " main=", main});
  to.put({"told age=", age, " main=", main, " brief=", brief});
  to.put({"told age=", age, " status=", status});
  to.put({"told age=", age, " size=", size});
  to.put({"told age=", age, " kind=", kind});
  to.put({"told age=", age, " path=", path});
  to.put({"told age=", age, " type=", type});
  to.put({"told path=", path});
  to.put({"told many=", many, " brief=", brief});
  to.put({"told sentence=", std::min<uint32_t>(event.sentence, 9)});
  return moments;
}

double likelihood(const Weights& timing, const Moment& moment) {
  return 1 / (1 + std::exp(-timing.sum(moment.features)[0]));
}

}  // namespace khaldun
