#include "coder/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/among.h"
#include "coder/context.h"
#include "coder/evidence.h"
#include "coder/factuality.h"
#include "coder/hosts.h"
#include "coder/implied.h"
#include "coder/parties.h"
#include "coder/quantity.h"
#include "coder/sectors.h"
#include "coder/setting.h"
#include "coder/timing.h"

namespace khaldun {
namespace {

constexpr double kSite = 0.12;                              // a place counts from this likelihood
constexpr double kMoment = 0.25;                            // so does a day
constexpr double kAsTold = 0.7;                             // and that of publication, for what is only planned
constexpr double kNamed = 0.1;                              // what a day that the text names is worth beside another
constexpr double kTown = 0.15, kRegion = 0.1;               // what a town is worth beside its country, and a region
constexpr double kHere = 0.1;                               // what it is worth to stand in the act's own sentence
constexpr double kCast = 0.5;                               // whoever plays a part with this probability does
constexpr double kFellow = 0.3;                             // with this one if somebody in a row with him does
constexpr double kLikelySource = 0.3, kLikelyTarget = 0.3;  // enough where nobody else plays it
constexpr double kLikelySpeaker = 0.2;                      // words are somebody's
constexpr double kLikelyAttacker = 0.4;                     // of attacks often nobody knows who did them
constexpr double kLikelyInstead = 0.4;                      // of acts that police or courts do where nobody is named
constexpr double kLikelyParty = 0.25;                       // of talks and deals, which take two

/// Everything about one draft in the making.
class Recorder {
 public:
  Recorder(const Tree& tree, const Candidate& candidate, const MentionIndex& index, const Judgement& judgement,
           const DocumentContext& context)
      : tree_(tree),
        reading_(tree.reading()),
        candidate_(candidate),
        index_(index),
        judgement_(judgement),
        context_(context) {}

  Draft draft() {
    Draft draft;
    draft_ = &draft;
    draft.word = candidate_.clause.word;
    Event& event = draft.event;
    event.sentence = tree_.sentence_of(draft.word);
    draft.heading = reading_.sentences[event.sentence].heading;
    draft.again = candidate_.clause.kind == Clause::Kind::noun && definite(draft.word);
    event.type = candidate_.type;
    event.confidence = candidate_.confidence;
    what(event);
    who();
    if (const std::string_view why = by_parties(tree_, index_, candidate_, draft_->source, event); !why.empty())
      because("{}", why);
    whether(event);
    fought(event);
    name_parties(tree_, candidate_, head_mode_, draft);
    where(event);
    if (name_host(tree_, index_, candidate_, head_mode_, draft))
      because("target '{}': where they go", event.target.back().text);
    elsewhere(event);
    unseen_doer(event);
    when(event);
    then(event);
    tolls(event);
    event.evidence.push_back(evidence_of(tree_, index_, candidate_));
    return draft;
  }

 private:
  /// A reason for people. Only where somebody asked, as in `judged`: most candidates come to nothing.
  template <class... Values>
  void because(fmt::format_string<Values...> reason, Values&&... values) {
    if (context_.explain) draft_->event.why.push_back(fmt::format(reason, std::forward<Values>(values)...));
  }
  /// `features` are what `what` is by.
  template <class... Values>
  void judged(const FeatureList& features, fmt::format_string<Values...> what, Values&&... values) {
    if (!context_.explain) return;
    draft_->event.judged.push_back(fmt::format(what, std::forward<Values>(values)...) + " by " + features.text());
  }

  [[nodiscard]] bool definite(uint32_t noun) const {
    constexpr std::array<std::string_view, 5> kArticles = {"the", "this", "that", "these", "those"};
    return std::ranges::any_of(tree_.children(noun), [&](uint32_t c) {
      if (tree_.word(c).deprel == "nmod:poss") return true;  // "Russia's war"
      return tree_.is(c, "det") && among(kArticles, tree_.word(c).lemma);
    });
  }

  void what(Event& event) {
    const Frame* frame = candidate_.match.frame;
    const Trigger* trigger = candidate_.trigger;
    if (candidate_.by_frame) {
      event.frame = frame->id;
      event.mode = frame->mode;
      event.cameo = frame->cameo;
      because("frame {} at '{}'", frame->id, tree_.form(candidate_.clause.word));
    } else {
      event.frame = "head";
    }
    if (trigger != nullptr) {
      const auto t = static_cast<size_t>(event.type);
      because("event head: {} {:.2f} at '{}'", to_string(event.type), trigger->type[t], tree_.form(trigger->word));
      const auto& modes = modes_of(event.type);
      head_mode_ = event.mode.empty() && among(modes, trigger->mode);
      if (head_mode_) event.mode = trigger->mode;
    }
  }

  void whether(Event& event) {
    const StatusReading words = status_of(tree_, candidate_.clause.word);
    const FeatureList features = status_features(tree_, index_, candidate_, event, words, context_.explain);
    const auto odds = status_odds(judgement_.factuality, features);
    const auto best = static_cast<size_t>(std::ranges::max_element(odds) - odds.begin());
    // What a frame fixes, and what the words at the predicate itself say of a deed, is not weighed. Acts of words are done
    // by such words: "we will support them", "I want to thank him"; but not by those that leave them open, "could agree".
    const Frame* frame = candidate_.by_frame ? candidate_.match.frame : nullptr;
    const bool plain = words.own && (!verbal(event.type) || (words.modal && words.status != Status::planned));
    event.status = frame != nullptr && frame->status ? *frame->status
                   : plain                           ? words.status
                                                     : static_cast<Status>(best);
    // "There are talks on Friday": told in the present, of a day to come.
    const uint32_t word = candidate_.clause.word;
    const bool there_are =
        tree_.is(word, "nsubj") && tree_.word(static_cast<uint32_t>(tree_.word(word).head)).lemma == "be";
    if (event.status == Status::occurred && there_are && own_age(tree_, index_, word) == "ahead")
      event.status = Status::planned;
    because("{}{}{}", to_string(event.status), words.why.empty() ? "" : ": ", words.why);
    judged(features, "status {}: {:.2f}", to_string(event.status), odds[best]);
    if (const std::optional<Attribution>& by = candidate_.by; by && !own_words(event, *by)) {
      event.said_by = source_text(tree_, by->source);
      because("said by '{}' by '{}'", event.said_by, tree_.form(by->cue));
    }
  }

  /// "Roe said she would not sign": who does an act by saying it does not report it.
  bool own_words(const Event& event, const Attribution& by) const {
    const Mention* speaker = index_.actor_at(by.source);
    return speaker != nullptr && verbal(event.type) && share(draft_->source, speaker->targets);
  }

  /// "Head of the office" of "Roe, head of the office, condemned it": who the subject is, and nobody else.
  bool apposed_to_subject(const Mention& m) const {
    return std::ranges::any_of(candidate_.clause.all("subj"), [&](uint32_t subject) {
      bool apposed = false;
      for (auto at = static_cast<int32_t>(m.head); at >= 0; at = tree_.word(static_cast<uint32_t>(at)).head) {
        if (at == static_cast<int32_t>(subject)) return apposed;
        apposed = apposed || tree_.is(static_cast<uint32_t>(at), "appos");
      }
      return false;
    });
  }

  struct Choice {
    const Part* part;
    Odds odds;
  };

  void who() {
    const std::vector<Part> parts = parts_of(tree_, index_, candidate_, context_.explain);
    std::vector<Choice> choices;
    choices.reserve(parts.size());
    for (const Part& part : parts) judgement_.casting.fetch(part.features);
    const bool two_sides = std::ranges::any_of(parts, &Part::fights);  // whoever else suffers, at most
    for (const Part& part : parts) {
      choices.push_back({&part, odds(judgement_.casting, part)});
      if (part.speaks) choices.back().odds.source = 0;
      // "Officials" of "Ankara blocked the vote, officials said" are not told whom it harmed.
      const bool nameless_speaker = part.speaks && part.parties.front().name.empty();
      if (part.aside || nameless_speaker || apposed_to_subject(*part.mention)) choices.back().odds.target = 0;
      if (part.fights || two_sides)
        choices.back().odds = {part.fights ? 1.0 : 0.0, part.fights ? 0.0 : choices.back().odds.target};
      if (part.beside) choices.back().odds = {0, 0};
      if (part.opposed) choices.back().odds = {0, 1};
      if (part.accused) choices.back().odds = {std::max(choices.back().odds.source, kCast), 0};
      if (!context_.explain) continue;
      const Bytes span = tree_.span(*part.mention);
      std::string who;
      for (const Party& a : part.parties)
        who += fmt::format("{}{}:{}:{}", who.empty() ? "" : ",", a.country, to_string(a.sector), a.name);
      judged(part.features, "part {}-{} '{}' {}: source {:.2f}, target {:.2f}", span.begin, span.end, tree_.text(span),
             who, choices.back().odds.source, choices.back().odds.target);
    }
    const auto placed = [&](const Part& part) { return placed_by(tree_, candidate_, part, parts); };
    // "Chile" of "the leaders of Peru and Chile arrived": what is said of the country is said of its leaders.
    for (const Choice& c : choices) {
      uint32_t first = c.part->mention->head;
      while (tree_.is(first, "conj")) first = static_cast<uint32_t>(tree_.word(first).head);
      const Part* whole = tree_.preposition(first) == "of" ? placed(*c.part) : nullptr;
      Odds* of = whole == nullptr ? nullptr : &choices[static_cast<size_t>(whole - parts.data())].odds;
      if (of != nullptr && c.odds.source > std::max({of->source, of->target, c.odds.target})) *of = c.odds;
    }
    // Whoever surely plays a part, and whoever stands in a row with him, in the order of the text; then, for a side
    // that is empty, the likeliest of the rest.
    const auto fellow = [&](const Choice& c, bool source) {
      return std::ranges::any_of(choices, [&](const Choice& other) {
        const uint32_t a = c.part->mention->head, b = other.part->mention->head;
        const bool row = (tree_.is(a, "conj") && tree_.word(a).head == static_cast<int32_t>(b)) ||
                         (tree_.is(b, "conj") && tree_.word(b).head == static_cast<int32_t>(a));
        return row && (source ? other.odds.source : other.odds.target) >= kCast;
      });
    };
    const std::vector<uint32_t> subjects = candidate_.clause.all("subj");
    // "Activists held a protest": the crowd that the act's own noun names counts where no other doer does.
    const auto own_noun = [&](const Choice& c) {
      const uint32_t head = c.part->mention->head;
      return head == candidate_.clause.word || (among(candidate_.match.consumed, head) && !among(subjects, head));
    };
    // "Two lawmakers, Odeh and Cassif": those who are named say who.
    const auto said_by_name = [&](const Choice& c) {
      return c.part->parties.front().name.empty() && std::ranges::any_of(parts, [&](const Part& named) {
               const uint32_t head = named.mention->head;
               return !named.parties.front().name.empty() && !named.ids.empty() && tree_.is(head, "appos") &&
                      tree_.word(head).head == static_cast<int32_t>(c.part->mention->head);
             });
    };
    for (const Choice& c : choices) {
      if (c.part->ids.size() == 1 && c.odds.target >= kCast) aimed_.push_back(c.part->ids.front());
    }
    const bool doer = std::ranges::any_of(
        choices, [&](const Choice& c) { return c.odds.source >= kCast && !c.part->ids.empty() && !own_noun(c); });
    // "Gunmen killed two farmers": not the girls of the sentence before, too.
    const auto here = [&](const Part& part) { return tree_.sentence_of(part.mention->head) == draft_->event.sentence; };
    const auto sure_here = [&](double Odds::*side) {
      return std::ranges::any_of(choices, [&](const Choice& c) {
        return c.odds.*side >= kCast && !c.part->ids.empty() && here(*c.part) && !placed(*c.part);
      });
    };
    const bool done = sure_here(&Odds::source), aimed = sure_here(&Odds::target);
    for (const Choice& c : choices) {
      const auto [source, target] = c.odds;
      if (!here(*c.part) && (target > source ? aimed : done)) continue;
      if (c.part->ids.empty() || placed(*c.part) || said_by_name(c) || (doer && own_noun(c) && source >= target))
        continue;
      if (source >= target && (source >= kCast || (source >= kFellow && fellow(c, true))))
        take(*c.part, true);
      else if (target > source && (target >= kCast || (target >= kFellow && fellow(c, false))))
        take(*c.part, false);
    }
    // A place acts or suffers where nobody of its country does.
    for (const Choice& c : choices) {
      if (!c.part->ids.empty() || std::max(c.odds.source, c.odds.target) < kCast) continue;
      const auto alike = [&](const EventActor& a) { return a.country == c.part->parties.front().country; };
      const bool known =
          std::ranges::any_of(draft_->event.source, alike) || std::ranges::any_of(draft_->event.target, alike);
      if (!known) take(*c.part, c.odds.source > c.odds.target);
    }
    const Type event_type = candidate_.type;
    const Mention* speaker = candidate_.by ? index_.actor_at(candidate_.by->source) : nullptr;
    if (draft_->event.source.empty() && speaker != nullptr) {
      const bool in_quotation = verbal(event_type) && tree_.quote(candidate_.clause.word) != nullptr;
      if (in_quotation || forces_did_it(draft_->event, reading_.actors[speaker->targets.front()]))
        teller_does(*speaker);
    }
    for (const bool source : {true, false}) {
      if (!(source ? draft_->event.source : draft_->event.target).empty()) continue;
      const Choice* best = nullptr;
      const double doer_from = event_type == Type::ASSAULT ? kLikelyAttacker
                               : by_nobody(speaker)        ? kCast
                               : verbal(event_type)        ? kLikelySpeaker
                                                           : kLikelySource;
      double most = source ? doer_from : kLikelyTarget;
      const bool instead = source && organ_for(draft_->event);
      for (const Choice& c : choices) {
        const double mine = source ? c.odds.source : c.odds.target, other = source ? c.odds.target : c.odds.source;
        // Of a town where somebody was detained nobody knows that its people did it.
        if (mine < most || mine < other || placed(*c.part) || (source && c.part->ids.empty())) continue;
        if (instead && mine < kLikelyInstead && !arm_of_law(draft_->event, reading_, *c.part)) continue;
        most = mine;
        best = &c;
      }
      if (best != nullptr) take(*best->part, source);
    }
    if (mutual(event_type)) other_party(choices);
    if (const std::optional<EventActor> host = host_of_envoy(tree_, index_, candidate_)) posted_to(*host);
  }

  /// "The group was accused of murder", "faced criticism": by whom nobody says.
  bool by_nobody(const Mention* speaker) const {
    if (candidate_.type != Type::ACCUSE || organ_for(draft_->event) || speaker != nullptr) return false;
    const uint32_t verb = candidate_.clause.word;
    const bool passive = tree_.passive(verb) && tree_.child(verb, "aux") >= 0 && tree_.child(verb, "obl:agent") < 0;
    return passive || (candidate_.by_frame && among(candidate_.match.frame->target, "subj"));
  }

  /// "Recalled its ambassador from Paris": who has lost the envoy is the target, neither he nor the town.
  void posted_to(const EventActor& host) {
    Event& event = draft_->event;
    const auto town = [&](const EventActor& a) { return a.span == host.span; };
    if (draft_->source.size() != event.source.size()) std::erase_if(event.source, town);  // places have no ids
    const auto alike = [&](const EventActor& a) { return a.country == host.country; };
    const auto state = [&](const EventActor& a) { return alike(a) && a.sector == Sector::GOV; };
    if (std::ranges::any_of(event.source, alike) || std::ranges::any_of(event.target, state)) return;
    event.target = {host};
    draft_->target.clear();
    because("target '{}': where the envoy was", host.text);
  }

  /// "This is a shame", said Roe: what a quotation does by its words its speaker does.
  void teller_does(const Mention& speaker) {
    for (const uint32_t id : speaker.targets) {
      if (among(draft_->target, id)) continue;
      draft_->event.source.push_back(actor_of(tree_, speaker, id));
      draft_->source.push_back(id);
      because("source '{}': tells of it", tree_.text(tree_.span(speaker)));
    }
  }

  /// Talks and deals take two: where all parties so far are of one country, the likeliest of another is one too.
  void other_party(const std::vector<Choice>& choices) {
    if (draft_->event.source.empty()) return;
    const std::string country = draft_->event.source.front().country;
    const auto same = [&](const auto& a) { return a.country == country; };
    if (!std::ranges::all_of(draft_->event.source, same) || !std::ranges::all_of(draft_->event.target, same)) return;
    const Choice* other = nullptr;
    double most = kLikelyParty;
    // "Kabul says that talks with Oslo have failed": they are the teller's own.
    const bool own = candidate_.clause.kind == Clause::Kind::noun && candidate_.clause.has("with") &&
                     !candidate_.clause.has("between");
    for (const Choice& c : choices) {
      if (std::ranges::any_of(c.part->parties, same)) continue;
      const bool tells = own && c.part->speaks && c.part->parties.front().sector != Sector::JRN;
      const double likely = tells ? 1 : c.part->speaks ? 0 : c.odds.source + c.odds.target;
      if (likely < most) continue;
      most = likely;
      other = &c;
    }
    if (other != nullptr) take(*other->part, other->odds.source >= other->odds.target);
  }

  /// Puts the actors of `part` on a side, each once and on one side only.
  void take(const Part& part, bool as_source) {
    Event& event = draft_->event;
    std::vector<EventActor>& side = as_source ? event.source : event.target;
    std::vector<uint32_t>& ids = as_source ? draft_->source : draft_->target;
    const Bytes span = tree_.span(*part.mention);
    const Act act{tree_, candidate_, event};
    for (size_t i = 0; i < part.parties.size(); ++i) {
      const Party& party = part.parties[i];
      EventActor actor{span,
                       std::string(tree_.text(span)),
                       std::string(party.name),
                       std::string(party.id),
                       std::string(party.country),
                       party.sector};
      const auto known = [&](const EventActor& a) {
        return a.country == actor.country && a.sector == actor.sector && (actor.name.empty() || a.name == actor.name);
      };
      if (part.ids.empty()) {
        settle(act, {}, as_source, *part.mention, actor);
        if (std::ranges::any_of(event.source, known) || std::ranges::any_of(event.target, known)) continue;
      } else {
        const uint32_t id = part.ids[i];
        if (among(draft_->source, id) || among(draft_->target, id)) continue;
        if (as_source && part.ids.size() > 1 && among(aimed_, id)) continue;  // "we" are not whom we urge
        ids.push_back(id);
        settle(act, reading_.actors[id], as_source, *part.mention, actor);
      }
      because("{} '{}': {}", as_source ? "source" : "target", tree_.text(span), part.mention->how);
      if (actor.sector != party.sector) because("{}, by what is done", to_string(actor.sector));
      side.push_back(std::move(actor));
    }
  }

  /// "A shootout between the army and rebels left six dead": two who fight have no third as their target.
  void fought(Event& event) {
    const bool fight = event.type == Type::ASSAULT && candidate_.by_frame && candidate_.match.frame->target.empty();
    if (fight && event.source.size() == 1) armed_fight(*draft_);
    const bool clash = fight && among(candidate_.match.frame->source, "with") && !event.source.empty();
    if (!clash && !(fight && event.source.size() > 1)) return;
    event.target.clear();
    draft_->target.clear();
  }

  /// Forces that strike abroad do not strike their own people: "a US airstrike on a boat". Whom the text only seems to
  /// place in their country is of the place of the act, or of none; where nobody is named, the land that they strike or
  /// take is the target.
  void elsewhere(Event& event) {
    const bool war = event.type == Type::ASSAULT || (event.type == Type::COERCE && event.mode == "seize");
    if (!war || event.source.empty()) return;
    const std::string doer = event.source.front().country;
    const bool forces = event.source.front().sector == Sector::GOV || event.source.front().sector == Sector::MIL;
    // "The US military struck a boat": where the forces are from is not where they strike.
    const auto names_doer = [&](const EventActor& a) {
      return event.place->span.begin >= a.span.begin && event.place->span.end <= a.span.end;
    };
    const bool told = event.place && std::ranges::none_of(event.source, names_doer);
    if (forces && !told) event.place.reset();
    const std::string there = told ? event.place->country : "";
    if (!forces || doer.empty() || there == doer) return;
    for (size_t i = 0; i < event.target.size() && i < draft_->target.size(); ++i) {
      EventActor& a = event.target[i];
      if (a.country == doer && a.name.empty() && guessed(a.span)) a.country = there;
    }
    if (!event.target.empty() || there.empty()) return;
    event.target.push_back({event.place->span, event.place->text, "", "", there, Sector::GOV});
    because("target '{}': where it is done", event.place->text);
  }

  /// Whether the country of the actor at `span` is only what stands around it.
  bool guessed(Bytes span) const {
    const auto begin = [&](const Mention& m) { return tree_.word(m.first).span.begin; };
    for (auto m = std::ranges::lower_bound(reading_.mentions, span.begin, {}, begin);
         m != reading_.mentions.end() && begin(*m) == span.begin; ++m) {
      if (m->kind == Mention::Kind::actor && m->guessed && tree_.span(*m) == span) return true;
    }
    return false;
  }

  /// Where nobody is named: whoever must have done it; else nobody known.
  void unseen_doer(Event& event) {
    if (!event.source.empty()) return;
    EventActor actor = implied_actor(event, reading_, context_.focus_country);
    because("source unseen: taken as {}{}{}", actor.country, actor.country.empty() ? "" : " ", to_string(actor.sector));
    event.source.push_back(std::move(actor));
  }

  void where(Event& event) {
    const std::vector<Site> sites =
        sites_of(tree_, index_, candidate_, event, context_.focus_country, context_.explain);
    std::vector<double> sure;
    const Site* best = nullptr;
    double most = kSite;
    for (const Site& site : sites) {
      const Place& place = reading_.places[site.place];
      const Bytes span = site.mention == nullptr ? Bytes{} : tree_.span(*site.mention);
      sure.push_back(likelihood(judgement_.setting, site));
      judged(site.features, "site {}-{} '{}' {}: {:.2f}", span.begin, span.end, place.name, place.country, sure.back());
      if (sure.back() > most) {
        most = sure.back();
        best = &site;
      }
    }
    if (best == nullptr) return;
    // Within the country the surest place that the text names, a town before the country itself, and one of the same
    // sentence before one of an earlier.
    const std::string country = reading_.places[best->place].country;
    double finest = 0;
    for (size_t i = 0; i < sites.size(); ++i) {
      const Place& place = reading_.places[sites[i].place];
      if (sites[i].mention == nullptr || place.country != country) continue;
      const double fine = place.kind == Place::Kind::country                                         ? 0
                          : place.kind == Place::Kind::region || place.kind == Place::Kind::district ? kRegion
                                                                                                     : kTown;
      const double fit =
          sure[i] + fine + (fine > 0 && tree_.sentence_of(sites[i].mention->head) == event.sentence ? kHere : 0);
      if (fit > finest) {
        finest = fit;
        best = &sites[i];
      }
    }
    // "Tahrir Square in Cairo": the place whose phrase names the other lies within it.
    constexpr double kAsSure = 0.5;
    for (size_t i = 0; i < sites.size(); ++i) {
      const Place& place = reading_.places[sites[i].place];
      const bool fine = place.kind == Place::Kind::city || place.kind == Place::Kind::area;
      if (best->mention == nullptr || sites[i].mention == nullptr || !fine || place.country != country) continue;
      if (sure[i] > kAsSure && tree_.under(best->mention->head, sites[i].mention->head)) best = &sites[i];
    }
    const Place& place = reading_.places[best->place];
    const Bytes span = best->mention == nullptr ? Bytes{} : tree_.span(*best->mention);
    event.place = EventPlace{
        span,          std::string(tree_.text(span)), place.name, place.country, place.admin1, place.lat, place.lon,
        place.geonames};
    because("place '{}': {}", place.name, best->mention == nullptr ? "country of the actors" : best->mention->how);
  }

  void when(Event& event) {
    // What has happened did so by now: a day to come is that of something it is about, "thanked Chile for the summit in
    // June". Only talks are told of by a bare noun before they take place.
    const bool done = reading_.dated() && event.status == Status::occurred && event.type != Type::CONSULT;
    const std::vector<Moment> moments = moments_of(tree_, index_, candidate_, event, context_.explain);
    const Moment* best = nullptr;
    double most = 0;
    for (const Moment& moment : moments) {
      const double sure = likelihood(judgement_.timing, moment);
      const Bytes span = moment.mention == nullptr ? Bytes{} : tree_.span(*moment.mention);
      judged(moment.features, "moment {}-{} {} {}: {:.2f}", span.begin, span.end, to_string(moment.days.first),
             to_string(moment.days.last), sure);
      // What is planned is seldom of the day on which it is told, as a warrant is; meetings, and what is proposed, never.
      const bool told = moment.mention == nullptr, planned = event.status == Status::planned;
      if (told && (event.status == Status::proposed || (planned && event.type == Type::CONSULT))) continue;
      const double least = told && planned ? kAsTold : kMoment;
      const double fit = sure + (told ? 0 : kNamed);
      if (sure < least || fit < most || (done && moment.days.first > reading_.published)) continue;
      most = fit;
      best = &moment;
    }
    if (best == nullptr) return;
    if (best->mention == nullptr) {
      event.date = EventDate{best->days, {}, {}};
      because("day: {}", best->how);
      return;
    }
    const Bytes span = tree_.span(*best->mention);
    event.date = EventDate{best->days, span, std::string(tree_.text(span))};
    because("day '{}': {}", tree_.text(span), best->how);
    if (reading_.dated() && event.status == Status::occurred && event.date->days.first > reading_.published) {
      event.status = Status::planned;
      because("planned: its day is still to come");
    }
  }

  /// An act of long ago is told by whom its doer was then: "the president dissolved parliament in 2022".
  void then(Event& event) const {
    constexpr std::chrono::days kLately{90};
    if (!event.date || (reading_.dated() && event.date->days.last + kLately > reading_.published)) return;
    const auto date_back = [&](std::vector<EventActor>& side, const std::vector<uint32_t>& ids) {
      for (size_t i = 0; i < side.size() && i < ids.size(); ++i) {
        if (side[i].text.find("former") != std::string::npos) continue;
        for (const Tenure& t : reading_.actors[ids[i]].tenures) {
          if (t.days.first <= event.date->days.last && event.date->days.first <= t.days.last) side[i].sector = t.sector;
        }
      }
    };
    date_back(event.source, draft_->source);
    date_back(event.target, draft_->target);
  }

  void tolls(Event& event) {
    const bool protest = event.type == Type::PROTEST;
    const bool arrests = event.type == Type::COERCE && event.mode == "arrest";
    const bool harm = event.type == Type::ASSAULT || protest;
    if (!harm && !arrests) return;
    const Toll toll = toll_of(tree_, candidate_.clause.word, protest);
    if (arrests) event.arrested = toll.arrested;
    if (!harm) return;
    event.killed = toll.killed;
    event.injured = toll.injured;
  }

  const Tree& tree_;
  const Reading& reading_;
  const Candidate& candidate_;
  const MentionIndex& index_;
  const Judgement& judgement_;
  bool head_mode_ = false;  // the mode is the event head's
  const DocumentContext& context_;
  Draft* draft_ = nullptr;
  std::vector<uint32_t> aimed_;  // actors whom a mention of their own makes a target
};

}  // namespace

EventActor actor_of(const Tree& tree, const Mention& mention, uint32_t id) {
  const Bytes span = tree.span(mention);
  const Actor& a = tree.reading().actors[id];
  return {span, std::string(tree.text(span)), a.name, a.id, a.country, a.sector};
}

Draft record_of(const Tree& tree, const Candidate& candidate, const MentionIndex& index, const Judgement& judgement,
                const DocumentContext& context) {
  return Recorder(tree, candidate, index, judgement, context).draft();
}

}  // namespace khaldun
