#include "coder/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "coder/context.h"
#include "coder/quantity.h"

namespace khaldun {
namespace {

constexpr int kOtherClause = 4;      // steps that a day or place of another clause is farther off
constexpr float kRole = 0.4F;        // the head's opinion of an argument counts from here
constexpr float kStatusSure = 0.6F;  // and its opinion of the status

bool physical(Type type) {
  return type == Type::ASSAULT || type == Type::COERCE || type == Type::PROTEST || type == Type::MOBILIZE;
}

/// Everything about one draft in the making.
class Recorder {
 public:
  Recorder(const Tree& tree, const Candidate& candidate, const MentionIndex& index, const DocumentContext& context)
      : tree_(tree), reading_(tree.reading()), candidate_(candidate), index_(index), context_(context) {}

  Draft draft() {
    Draft draft;
    draft_ = &draft;
    draft.word = candidate_.clause.word;
    Event& event = draft.event;
    event.sentence = tree_.sentence_of(draft.word);
    event.type = candidate_.type;
    event.confidence = candidate_.confidence;
    what(event);
    whether(event);
    who();
    if (event.mode == "multilateral" && event.source.size() + event.target.size() <= 2) event.mode.clear();  // two are no many
    where(event);
    unseen_doer(event);
    when(event);
    tolls(event);
    owner_of_target(event);
    counted_people(event);
    quote(event);
    return draft;
  }

 private:
  void because(std::string reason) { draft_->event.why.push_back(std::move(reason)); }

  void what(Event& event) {
    const Frame* frame = candidate_.match.frame;
    const Trigger* trigger = candidate_.trigger;
    if (candidate_.by_frame) {
      event.frame = frame->id;
      event.mode = frame->mode;
      event.cameo = frame->cameo;
      because(fmt::format("frame {} at '{}'", frame->id, tree_.form(candidate_.clause.word)));
    } else {
      event.frame = "head";
    }
    if (trigger != nullptr) {
      const auto t = static_cast<size_t>(event.type);
      because(fmt::format("event head: {} {:.2f} at '{}'", to_string(event.type), trigger->type[t], tree_.form(trigger->word)));
      const auto& modes = modes_of(event.type);
      const bool fits = std::ranges::find(modes, trigger->mode) != modes.end();
      if (event.mode.empty() && fits) event.mode = trigger->mode;
    }
  }

  void whether(Event& event) {
    const Frame* frame = candidate_.match.frame;
    const StatusReading read = status_of(tree_, candidate_.clause.word);
    event.status = read.status;
    std::string why = read.why;
    if (candidate_.by_frame && frame->status) {
      event.status = *frame->status;
      why = "fixed by the frame";
    } else if (candidate_.trigger != nullptr) {
      const auto& p = candidate_.trigger->status;
      const auto best = static_cast<size_t>(std::ranges::max_element(p) - p.begin());
      // The words decide where they are plain; the head where they are not, and where it is sure that they say too little.
      if ((!read.certain && p[best] >= kStatusSure) || (read.certain && p[best] >= 0.9F && static_cast<Status>(best) != Status::occurred)) {
        if (static_cast<Status>(best) != event.status) {
          event.status = static_cast<Status>(best);
          why = fmt::format("event head: {} {:.2f}", to_string(event.status), p[best]);
        }
      }
    }
    if (!why.empty()) because(fmt::format("{}: {}", to_string(event.status), why));
    if (const std::optional<Attribution> by = attribution_of(tree_, candidate_.clause.word)) {
      event.said_by = source_text(tree_, by->source);
      because(fmt::format("said by '{}' by '{}'", event.said_by, tree_.form(by->cue)));
    }
  }

  void add_actors(const std::vector<const Mention*>& mentions, std::vector<EventActor>& side, std::vector<uint32_t>& ids,
                  const std::vector<uint32_t>& not_these) {
    for (const Mention* m : mentions) {
      for (uint32_t target : m->targets) {
        if (std::ranges::find(ids, target) != ids.end() || std::ranges::find(not_these, target) != not_these.end()) continue;
        const Actor& actor = reading_.actors[target];
        ids.push_back(target);
        const Bytes span{tree_.word(m->first).span.begin, tree_.word(m->last - 1).span.end};
        // A named person of no known office on whom force is used is a civilian until the text says more.
        const bool suffers = &side == &draft_->event.target && (physical(candidate_.type) || candidate_.type == Type::SANCTION ||
                                                                candidate_.type == Type::CONCEDE || candidate_.type == Type::RETREAT);
        const Sector sector = actor.sector == Sector::UNK && actor.person && suffers ? Sector::CVL : actor.sector;
        side.push_back({span, std::string(tree_.text(span)), actor.name, actor.id, actor.country, sector});
        because(fmt::format("{} '{}': {}", &side == &draft_->event.source ? "source" : "target", tree_.text(span), m->how));
      }
    }
  }

  /// Actors that a word stands for; "I" and "we" are whoever is quoted.
  std::vector<const Mention*> actors_of(uint32_t word, int depth) const {
    const std::string& lemma = tree_.word(word).lemma;
    const bool speaker = tree_.word(word).upos == Upos::PRON && (lemma == "I" || lemma == "we" || lemma == "my" || lemma == "our");
    if (!speaker) return index_.actors_of(word, depth);
    const std::optional<Attribution> by = attribution_of(tree_, candidate_.clause.word);
    const int source = by ? static_cast<int>(by->source) : speaker_before(tree_, word);
    return source < 0 ? std::vector<const Mention*>{} : index_.actors_of(static_cast<uint32_t>(source), 1);
  }

  void add_slots(const Clause& clause, const std::vector<std::string>& paths, int depth, std::vector<EventActor>& side, std::vector<uint32_t>& ids,
                 const std::vector<uint32_t>& not_these) {
    for (const std::string& path : paths) {
      const int steps = path == "mod" || path == "poss" ? 0 : depth;
      for (uint32_t w : words_in(tree_, clause, path)) {
        // "its" of a thing names somebody only where nobody else is named.
        const bool possessive = tree_.word(w).deprel == "nmod:poss" && tree_.word(w).upos == Upos::PRON;
        if (!(possessive && !ids.empty())) add_actors(actors_of(w, steps), side, ids, not_these);
      }
    }
  }

  void who() {
    // The frame knows where its own verb keeps its arguments; the head sees what the tree got wrong.
    if (candidate_.by_frame) slots_of(candidate_.clause, candidate_.match.frame->source, candidate_.match.frame->target);
    if (candidate_.trigger != nullptr) roles_of(*candidate_.trigger, candidate_.by_frame && candidate_.match.frame->target.empty());
    for (const Telling& other : candidate_.also) {
      if (other.frame != nullptr) slots_of(other.clause, other.frame->source, other.frame->target);
    }
    // The other party of a mutual act may hang on its object: "signs a deal with Vietnam".
    const bool mutual = candidate_.type == Type::AGREE || candidate_.type == Type::CONSULT || candidate_.type == Type::COOPERATE;
    if (mutual && draft_->source.size() + draft_->target.size() == 1) {
      static const std::vector<std::string> kParties = {"with", "between", "obj.with", "obj.between", "for.with", "xcomp.with", "among"};
      add_slots(candidate_.clause, kParties, 1, draft_->event.source, draft_->source, draft_->target);
    }
    if (!candidate_.by_frame) {  // no frame: the plain places of a doer and a receiver
      static const std::vector<std::string> kVerbSource = {"subj"}, kNounSource = {"by", "poss", "mod", "from"};
      static const std::vector<std::string> kVerbTarget = {"obj", "iobj", "against", "with", "to", "on"}, kNounTarget = {"on", "against", "of", "with"};
      const bool verb = candidate_.clause.kind == Clause::Kind::verb;
      slots_of(candidate_.clause, verb ? kVerbSource : kNounSource, verb ? kVerbTarget : kNounTarget);
    }
  }

  /// Fills the sides that are still empty from the slots of a clause.
  void slots_of(const Clause& clause, const std::vector<std::string>& source, const std::vector<std::string>& target) {
    Event& event = draft_->event;
    if (event.source.empty()) add_slots(clause, source, 1, event.source, draft_->source, draft_->target);
    if (event.target.empty()) add_slots(clause, target, 2, event.target, draft_->target, draft_->source);
  }

  /// Fills the sides that are still empty from the words that the event head points at.
  void roles_of(const Trigger& trigger, bool mutual) {
    Event& event = draft_->event;
    const std::vector<uint32_t> acted_on = candidate_.clause.all("obj");
    const std::vector<uint32_t> speakers = speakers_of();
    const bool fill_source = event.source.empty(), fill_target = event.target.empty() && !mutual;
    for (const Trigger::Role& role : trigger.roles) {
      // Whoever the verb acts on does not do it, whatever the head says.
      const bool object = candidate_.clause.kind == Clause::Kind::verb && std::ranges::find(acted_on, role.word) != acted_on.end();
      const bool speaker = std::ranges::find(speakers, role.word) != speakers.end();
      if (fill_source && role.source >= kRole && !object && !speaker) add_actors(actors_of(role.word, 1), event.source, draft_->source, draft_->target);
      if (fill_target && role.target >= kRole) add_actors(actors_of(role.word, 1), event.target, draft_->target, draft_->source);
    }
  }

  /// Subjects of a verb that only speaks of the act: in "Oslo condemned the raid" and
  /// "Oslo denied that people were killed" Oslo does neither.
  std::vector<uint32_t> speakers_of() const {
    const uint32_t word = candidate_.clause.word;
    if (tree_.word(word).head < 0) return {};
    const auto verb = static_cast<uint32_t>(tree_.word(word).head);
    const bool noun = candidate_.clause.kind == Clause::Kind::noun && !candidate_.clause.has("by") &&
                      (tree_.is(word, "obj") || (tree_.is(word, "nsubj") && tree_.passive(verb)));
    if (!tree_.verbal(verb) || (!noun && !tree_.is(word, "ccomp"))) return {};
    const bool told = tree_.is(word, "nsubj") && tree_.passive(verb);  // "the raid was condemned by Oslo"
    const int subject = told ? tree_.child(verb, "obl:agent") : surface_subject(tree_, verb);
    if (subject < 0 || subject == static_cast<int>(word)) return {};
    return tree_.conjuncts(static_cast<uint32_t>(subject));
  }

  /// Whoever must have done it where nobody is named: police arrest, courts sentence; else nobody known.
  void unseen_doer(Event& event) {
    if (!event.source.empty()) return;
    EventActor actor;
    const std::string country = event.place ? event.place->country : !event.target.empty() ? event.target.front().country : context_.focus_country;
    if (event.type == Type::COERCE && event.mode == "arrest") actor = {{}, "", "", "", country, Sector::COP};
    if (event.type == Type::SANCTION && event.mode == "convict") actor = {{}, "", "", "", country, Sector::JUD};
    if (event.type == Type::ACCUSE && event.mode == "investigate") actor = {{}, "", "", "", country, Sector::JUD};
    if (event.type == Type::PROTEST) actor = {{}, "", "", "", country, Sector::CVL};
    const Bytes span = tree_.word(candidate_.clause.word).span;
    actor.text = std::string(tree_.text(span));
    because(fmt::format("source unseen: taken as {} {}", actor.country, to_string(actor.sector)));
    event.source.push_back(std::move(actor));
  }

  /// The nearest of `mentions` to the predicate: under it, then under what it hangs on, then in its sentence.
  const Mention* nearest(const std::vector<const Mention*>& mentions, bool locative) const {
    const uint32_t word = candidate_.clause.word;
    const uint32_t sentence = tree_.sentence_of(word);
    const Mention* best = nullptr;
    int best_cost = 1 << 20;
    for (const Mention* m : mentions) {
      if (tree_.sentence_of(m->head) != sentence) continue;
      if (locative && !locates(*m)) continue;
      const int cost = distance(word, m->head);
      if (cost < best_cost) {
        best_cost = cost;
        best = m;
      }
    }
    return best;
  }

  /// Steps through the tree between two words; going up out of a clause costs more than going down.
  int distance(uint32_t from, uint32_t to) const {
    int up = 0;
    for (int32_t at = static_cast<int32_t>(from); at >= 0; at = tree_.word(static_cast<uint32_t>(at)).head, up += 3) {
      int down = 0;
      for (int32_t b = static_cast<int32_t>(to); b >= 0; b = tree_.word(static_cast<uint32_t>(b)).head, ++down) {
        if (b == at) return up + down;
        const auto w = static_cast<uint32_t>(b);
        // Another clause's own time or place.
        if (tree_.is(w, "acl") || tree_.is(w, "advcl") || tree_.is(w, "ccomp") || tree_.is(w, "parataxis")) down += kOtherClause;
        if (tree_.is(w, "conj")) down += 2;
      }
    }
    return 1 << 10;
  }

  /// Whether the sentence says that something is at this place: "in Homs", "near the Syrian town of Homs", "Homs, Syria".
  bool locates(const Mention& m) const {
    uint32_t at = m.head;
    for (int step = 0; step < 3; ++step) {
      const std::string mark = tree_.preposition(at);
      if (mark == "in" || mark == "at" || mark == "near" || mark == "outside" || mark == "across" || mark == "inside" || mark == "on" ||
          mark == "around" || mark == "off" || mark == "along" || mark == "throughout" || mark == "over" ||
          mark == "to" || mark == "into" || mark == "from" || mark == "through") {
        return true;
      }
      const bool part = mark == "of" || tree_.is(at, "appos") || tree_.is(at, "compound") || tree_.is(at, "conj") || tree_.is(at, "flat") ||
                        tree_.is(at, "nmod") || tree_.word(at).deprel == "nmod:unmarked" || tree_.is(at, "obj");
      if (!part || tree_.word(at).head < 0) return false;
      if (tree_.is(at, "obj")) return physical(candidate_.type);  // "bombed Homs"
      at = static_cast<uint32_t>(tree_.word(at).head);
    }
    return false;
  }

  void where(Event& event) {
    const Mention* best = nearest(index_.places(), true);
    if (best == nullptr && physical(event.type)) {
      // "the Homs bombing"; then the place of the sentence before.
      best = nearest(index_.places(), false);
      if (best == nullptr && event.sentence > 0) {
        for (const Mention* m : index_.places()) {
          if (tree_.sentence_of(m->head) + 1 == event.sentence && locates(*m)) best = best == nullptr ? m : best;
        }
      }
    }
    if (best == nullptr) best = place_of_country(event);
    if (best != nullptr) {
      const Place& place = reading_.places[best->targets.front()];
      const Bytes span{tree_.word(best->first).span.begin, tree_.word(best->last - 1).span.end};
      event.place = EventPlace{span, std::string(tree_.text(span)), place.name, place.country, place.admin1, place.lat, place.lon, place.geonames};
      because(fmt::format("place '{}': {}", tree_.text(span), best->how));
    }
  }

  /// An act of force, or among parties of one country, takes place in that country: its place named nearest before, else
  /// the first one named at all.
  const Mention* place_of_country(const Event& event) const {
    std::string country;
    bool one = true;
    for (const std::vector<EventActor>* side : {&event.target, &event.source}) {
      for (const EventActor& a : *side) {
        if (a.country.empty()) continue;
        if (country.empty()) country = a.country;
        one = one && a.country == country;
      }
    }
    if (country.empty() || (!one && !physical(event.type))) return nullptr;
    const Mention* best = nullptr;
    for (const Mention* m : index_.places()) {
      if (reading_.places[m->targets.front()].country != country) continue;
      const bool before = m->head < candidate_.clause.word;
      if (best == nullptr || (before && locates(*m))) best = m;
    }
    return best;
  }

  void when(Event& event) {
    const Mention* best = nullptr;
    std::vector<const Mention*> dated;
    for (const Mention* m : index_.times()) {
      if (!m->targets.empty() && reading_.times[m->targets.front()].days) dated.push_back(m);
    }
    best = nearest(dated, false);
    if (best != nullptr && distance(candidate_.clause.word, best->head) > 12) best = nullptr;
    if (best != nullptr) {
      const Bytes span{tree_.word(best->first).span.begin, tree_.word(best->last - 1).span.end};
      event.date = EventDate{*reading_.times[best->targets.front()].days, span, std::string(tree_.text(span))};
      because(fmt::format("day '{}': {}", tree_.text(span), best->how));
      return;
    }
    // A report of the day: what it tells in the simple past or present, without a day of its own, is of its own day.
    if (event.status == Status::planned || event.status == Status::proposed || !report_tense()) return;
    event.date = EventDate{{reading_.published - std::chrono::days{1}, reading_.published}, {}, {}};
    because("day: told as news of the day of publication");
  }

  /// No pluperfect on the way to the root: "had accused" is background.
  bool report_tense() const {
    for (int32_t at = static_cast<int32_t>(candidate_.clause.word); at >= 0; at = tree_.word(static_cast<uint32_t>(at)).head) {
      for (uint32_t c : tree_.children(static_cast<uint32_t>(at))) {
        if (tree_.is(c, "aux") && tree_.word(c).lemma == "have" && tree_.has_feature(c, "Tense=Past")) return false;
      }
    }
    return true;
  }

  void tolls(Event& event) {
    const Sentence& sentence = reading_.sentences[event.sentence];
    if (event.type == Type::ASSAULT) {
      const Toll toll = toll_in(tree_, sentence.first, sentence.last);
      event.killed = toll.killed;
      event.injured = toll.injured;
    }
    if (event.type == Type::COERCE && event.mode == "arrest") event.arrested = toll_in(tree_, sentence.first, sentence.last).arrested;
    if (event.type == Type::PROTEST) event.arrested = toll_in(tree_, sentence.first, sentence.last).arrested;
  }

  /// Force used on a thing or a town: its owner is of the country where it lies. "shelled the airfield", "targets in Iran"
  void owner_of_target(Event& event) {
    if (!physical(event.type) || event.type == Type::PROTEST || !event.target.empty() || !candidate_.by_frame) return;
    static const std::array<std::string_view, 14> kMilitary = {"base", "airfield", "airbase", "barracks", "outpost", "checkpoint", "target", "position",
                                                               "depot", "radar", "battery", "trench", "garrison", "camp"};
    for (const std::string& path : candidate_.match.frame->target) {
      for (uint32_t w : words_in(tree_, candidate_.clause, path)) {
        const Mention* place = index_.place_at(w);
        for (uint32_t c : tree_.children(w)) {
          if (place == nullptr && tree_.is(c, "nmod")) place = index_.place_at(c);
        }
        if (place == nullptr && !event.place) continue;
        EventActor owner;
        const auto [first, last] = tree_.extent(w);
        owner.span = {tree_.word(first).span.begin, tree_.word(last).span.end};
        owner.text = std::string(tree_.text(owner.span));
        owner.country = place != nullptr ? reading_.places[place->targets.front()].country : event.place->country;
        const bool military = std::ranges::find(kMilitary, tree_.word(w).lemma) != kMilitary.end() || tree_.has_child_lemma(w, "amod", "military");
        owner.sector = military ? Sector::MIL : index_.place_at(w) != nullptr && reading_.places[place->targets.front()].kind == Place::Kind::country ? Sector::GOV : Sector::CVL;
        because(fmt::format("target '{}': owner taken as {} {}", owner.text, owner.country, to_string(owner.sector)));
        event.target.push_back(std::move(owner));
        return;
      }
    }
  }

  /// Violence whose target the clause leaves out, in a sentence that counts its dead: the people counted.
  void counted_people(Event& event) {
    if (event.type != Type::ASSAULT || !event.target.empty() || (!event.killed && !event.injured)) return;
    EventActor people;
    people.country = event.place ? event.place->country : context_.focus_country;
    people.sector = Sector::CVL;
    people.text = "people";
    because(fmt::format("target unnamed: the people counted, taken as {} CVL", people.country));
    event.target.push_back(std::move(people));
  }

  /// The shortest run of words that holds the predicate and, near it, the heads of its core arguments.
  void quote(Event& event) {
    constexpr uint32_t kReach = 10;  // words; a subject farther off is left out
    const uint32_t word = candidate_.clause.word;
    uint32_t first = word, last = word;
    const auto stretch = [&](uint32_t w) {
      if (tree_.sentence_of(w) != event.sentence || w + kReach < first || w > last + kReach) return;
      first = std::min(first, w);
      last = std::max(last, w);
    };
    for (const Argument& a : candidate_.clause.arguments) {
      if (a.slot == "subj" || a.slot == "obj" || a.slot == "poss" || a.slot == "mod") stretch(a.word);
    }
    for (uint32_t c : candidate_.match.consumed) stretch(c);
    if (candidate_.trigger != nullptr) stretch(candidate_.trigger->word);
    for (uint32_t c : tree_.children(word)) {
      if (tree_.is(c, "compound:prt") || tree_.is(c, "aux")) stretch(c);
    }
    // Never cut a name: widen to the mention that an end stands in.
    for (uint32_t* end : {&first, &last}) {
      if (const Mention* m = index_.actor_at(*end)) {
        first = std::min(first, m->first);
        last = std::max(last, m->last - 1);
      }
    }
    const Bytes span{tree_.word(first).span.begin, tree_.word(last).span.end};
    event.evidence.push_back({span, std::string(tree_.text(span))});
  }

  const Tree& tree_;
  const Reading& reading_;
  const Candidate& candidate_;
  const MentionIndex& index_;
  const DocumentContext& context_;
  Draft* draft_ = nullptr;
};

}  // namespace

DocumentContext context_of(const Reading& reading) {
  std::map<std::string, int> votes;
  for (const Mention& m : reading.mentions) {
    if (m.targets.empty()) continue;
    if (m.kind == Mention::Kind::place) ++votes[reading.places[m.targets.front()].country];
    if (m.kind == Mention::Kind::actor) ++votes[reading.actors[m.targets.front()].country];
  }
  votes.erase("");
  votes.erase("IGO");
  DocumentContext context;
  int best = 0;
  for (const auto& [country, n] : votes) {
    if (n > best) {
      best = n;
      context.focus_country = country;
    }
  }
  return context;
}

Draft record_of(const Tree& tree, const Candidate& candidate, const MentionIndex& index, const DocumentContext& context) {
  return Recorder(tree, candidate, index, context).draft();
}

}  // namespace khaldun
