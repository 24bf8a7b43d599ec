#include "parse/parser.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "base/among.h"
#include "base/ascii.h"
#include "nn/floats.h"
#include "nn/simd.h"
#include "parse/arborescence.h"
#include "parse/repair.h"

namespace khaldun {
namespace {

constexpr size_t kBatch =
    400;  // words a pass: enough to keep the kernels busy, few enough for their rows to stay in the cache
constexpr float kTrigger = 0.1F;  // a word may state an act where "no act" has at most 1 - kTrigger
// Where each type is less likely than "no act" by this factor's logarithm, all of them together stay below kTrigger.
constexpr float kNoTrigger = -5;
static_assert(kTypes == 16 && kTrigger == 0.1F);  // 16 exp(-5) < 0.1 / 0.9
constexpr float kRole = 0.1F;
constexpr float kNever = -1e30F;
constexpr size_t kMostNameLabels = 256;  // name labels: the best way back to each is kept in a byte

void softmax(float* x, size_t n) {
  const float top = *std::max_element(x, x + n);
  float sum = 0;
  for (size_t i = 0; i < n; ++i) sum += x[i] = std::exp(x[i] - top);
  for (size_t i = 0; i < n; ++i) x[i] /= sum;
}

/// Puts the rows of `from` [.][width] that `chosen` names one after the other.
const float* gather(const float* from, size_t width, const std::vector<uint32_t>& chosen, Buffer<float>& buffer) {
  float* to = buffer.get(chosen.size() * width);
  for (size_t i = 0; i < chosen.size(); ++i) std::copy_n(from + chosen[i] * width, width, to + i * width);
  return to;
}

void append_lower(std::string& out, std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    if (const char c = text[i]; static_cast<unsigned char>(c) < 0x80) {  // nearly always
      out += ascii_lower(c);
      ++i;
      continue;
    }
    int32_t code = 0;
    const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + i,
                                    static_cast<utf8proc_ssize_t>(text.size() - i), &code);
    if (n <= 0) {
      out += text[i++];
      continue;
    }
    i += static_cast<size_t>(n);
    if (utf8proc_category(code) == UTF8PROC_CATEGORY_CF) continue;  // soft hyphens
    utf8proc_uint8_t bytes[4];
    out.append(reinterpret_cast<const char*>(bytes),
               static_cast<size_t>(utf8proc_encode_char(utf8proc_tolower(code), bytes)));
  }
}

std::string lower(std::string_view text) {
  std::string out;
  append_lower(out, text);
  return out;
}

/// The edit of training/data.py's lemma_script: "L3y" lowercases, strips three characters, adds "y".
std::string apply_script(std::string_view form, std::string_view script) {
  std::string base = !script.empty() && script[0] == 'L' ? lower(form) : std::string(form);
  size_t at = 1, strip = 0;
  while (at < script.size() && script[at] >= '0' && script[at] <= '9')
    strip = strip * 10 + static_cast<size_t>(script[at++] - '0');
  size_t cut = base.size();
  for (size_t n = 0; n < strip; ++n) {
    if (cut == 0) return base;
    --cut;
    while (cut > 0 && (static_cast<unsigned char>(base[cut]) & 0xC0) == 0x80) --cut;
  }
  base.resize(cut);
  if (at < script.size()) base += script.substr(at);
  return base.empty() ? lower(form) : base;
}

}  // namespace

struct Parser::Parts {
  Parts(Encoder e, WordPieces w) : encoder(std::move(e)), pieces(std::move(w)) {}
  Encoder encoder;
  WordPieces pieces;
  std::vector<Linear> linears;  // in the order of kLinears
  std::vector<Biaffine> biaffines;
  Strings feats, lemmas, deprels, modes;
  size_t root = 0;  // the relation of a sentence's root
  std::vector<Upos> upos;
  std::vector<std::optional<NameKind>> ner;  // nothing for O
  std::vector<bool> ner_begins;
  std::vector<size_t> types, statuses;  // label -> place in Trigger; the first type label is "none"
  Dictionary forms;                     // "VERB killed"
  Strings form_lemmas;                  // "kill"

  enum {
    kUposHead,
    kFeats,
    kLemma,
    kNer,
    kArcHead,
    kArcDependent,
    kLabelHead,
    kLabelDependent,
    kTriggerHead,
    kEventType,
    kMode,
    kStatus,
    kRoleTrigger,
    kRoleWord
  };
  enum { kArcs, kDeprel, kRoles };

  Result<void> load_layers(const Pack& pack);
  Result<void> load_labels(const Pack& pack);
  Result<void> load_lemmas(const Pack& pack);
};

namespace {

tl::unexpected<Error> damaged(const std::string& what) {
  return fail(Error::Kind::kFile, fmt::format("model pack: {}; export the model again", what));
}

tl::unexpected<Error> unknown(std::string_view kind, std::string_view label) {
  return fail(Error::Kind::kFile,
              fmt::format("model pack: this program knows no {} '{}'; the pack wants a newer khaldun", kind, label));
}

}  // namespace

Result<void> Parser::Parts::load_layers(const Pack& pack) {
  for (const char* name : {"arcs", "deprel", "roles"}) {
    Result<Biaffine> biaffine = Biaffine::load(pack, name);
    if (!biaffine) return tl::unexpected(biaffine.error());
    biaffines.push_back(std::move(*biaffine));
  }
  if (const size_t scores = biaffines[kArcs].labels(); scores != 1)
    return damaged(fmt::format("'arcs' scores a pair {} times, wanted once", scores));
  const size_t any = 0;  // as many outputs as there are labels, or as its readers take
  const struct {
    const char* name;
    size_t out;
    bool of_trigger = false;  // its inputs are the outputs of "trigger", not the encoder's
  } layers[] = {{"upos", any},
                {"feats", any},
                {"lemma", any},
                {"ner", any},
                {"arc_head", biaffines[kArcs].width()},
                {"arc_dependent", biaffines[kArcs].width()},
                {"label_head", biaffines[kDeprel].width()},
                {"label_dependent", biaffines[kDeprel].width()},
                {"trigger", any},
                {"event_type", any, true},
                {"mode", any, true},
                {"status", any, true},
                {"role_trigger", biaffines[kRoles].width()},
                {"role_word", biaffines[kRoles].width()}};
  for (const auto& layer : layers) {
    Result<Linear> linear = Linear::load(pack, layer.name);
    if (!linear) return tl::unexpected(linear.error());
    const size_t in = layer.of_trigger ? linears[kTriggerHead].out() : encoder.width(),
                 out = layer.out == any ? linear->out() : layer.out;
    if (linear->in() != in || linear->out() != out)
      return wrong_shape(std::string(layer.name) + "/weight", {linear->out(), linear->in()}, {out, in});
    linears.push_back(std::move(*linear));
  }
  return {};
}

Result<void> Parser::Parts::load_labels(const Pack& pack) {
  Strings tags, names, acts, factual, roles;
  const struct {
    const char* name;
    Strings* to;
    size_t wanted;  // outputs of the layer that scores these labels
  } lists[] = {{"labels/upos", &tags, linears[kUposHead].out()},
               {"labels/feats", &feats, linears[kFeats].out()},
               {"labels/lemma", &lemmas, linears[kLemma].out()},
               {"labels/ner", &names, linears[kNer].out()},
               {"labels/deprel", &deprels, biaffines[kDeprel].labels()},
               {"labels/type", &acts, linears[kEventType].out()},
               {"labels/mode", &modes, linears[kMode].out()},
               {"labels/status", &factual, linears[kStatus].out()},
               {"labels/role", &roles, biaffines[kRoles].labels()}};
  for (const auto& list : lists) {
    Result<Strings> strings = pack.strings(list.name);
    if (!strings) return tl::unexpected(strings.error());
    if (strings->size() != list.wanted)
      return damaged(fmt::format("{} has {} labels, its layer {} outputs", list.name, strings->size(), list.wanted));
    *list.to = *strings;
  }
  for (size_t i = 0; i < tags.size(); ++i) {
    const std::optional<Upos> tag = parse_upos(tags[i]);
    if (!tag) return unknown("tag", tags[i]);
    upos.push_back(*tag);
  }
  while (root < deprels.size() && deprels[root] != "root") ++root;
  if (root == deprels.size()) return damaged("labels/deprel has no 'root'");
  bool outside = false;
  for (size_t i = 0; i < names.size(); ++i) {
    std::optional<NameKind> kind;
    for (const NameKind k : {NameKind::PER, NameKind::ORG, NameKind::LOC, NameKind::NORP, NameKind::MISC}) {
      if (names[i].size() > 2 && names[i].substr(2) == to_string(k)) kind = k;
    }
    if (!kind && names[i] != "O") return unknown("name label", names[i]);
    outside |= !kind;
    ner.push_back(kind);
    ner_begins.push_back(names[i][0] == 'B');
  }
  if (!outside || names.size() > kMostNameLabels)
    return damaged(
        fmt::format("labels/ner has {} labels; wanted 'O' and at most {} in all", names.size(), kMostNameLabels));
  if (acts.size() != kTypes + 1 || acts[0] != "none" || roles.size() != 3 || roles[1] != "source")
    return unknown("set of types or roles", acts[0]);
  for (size_t i = 1; i < acts.size(); ++i) {
    const std::optional<Type> type = parse_type(acts[i]);
    if (!type) return unknown("type", acts[i]);
    if (among(types, static_cast<size_t>(*type))) return damaged(fmt::format("labels/type has '{}' twice", acts[i]));
    types.push_back(static_cast<size_t>(*type));
  }
  for (size_t i = 0; i < factual.size(); ++i) {
    const std::optional<Status> status = parse_status(factual[i]);
    if (!status) return unknown("status", factual[i]);
    if (among(statuses, static_cast<size_t>(*status)))
      return damaged(fmt::format("labels/status has '{}' twice", factual[i]));
    statuses.push_back(static_cast<size_t>(*status));
  }
  if (statuses.size() != kStatuses)
    return damaged(fmt::format("labels/status has {} labels, wanted {}", statuses.size(), kStatuses));
  return {};
}

Result<void> Parser::Parts::load_lemmas(const Pack& pack) {
  const Result<Dictionary> known = pack.dictionary("lemma/forms");
  if (!known) return tl::unexpected(known.error());
  const Result<Strings> theirs = pack.strings("lemma/lemmas");
  if (!theirs) return tl::unexpected(theirs.error());
  if (theirs->size() != known->size()) return damaged("lemma/forms and lemma/lemmas differ in length");
  forms = *known;
  form_lemmas = *theirs;
  return {};
}

Result<Parser> Parser::load(const Pack& pack) {
  Result<Encoder> encoder = Encoder::load(pack);
  if (!encoder) return tl::unexpected(encoder.error());
  Result<WordPieces> pieces = WordPieces::load(pack);
  if (!pieces) return tl::unexpected(pieces.error());
  if (encoder->vocabulary() < pieces->size() || encoder->cases() < kCases || encoder->max_pieces() < 2 * kMaxPieces)
    return damaged(fmt::format(
        "the encoder takes {} pieces, {} letter cases and sentences of {} pieces; wanted {}, {} and {} or more",
        encoder->vocabulary(), encoder->cases(), encoder->max_pieces(), pieces->size(), kCases, 2 * kMaxPieces));
  auto parts = std::make_shared<Parts>(std::move(*encoder), std::move(*pieces));
  if (Result<void> done = parts->load_layers(pack); !done) return tl::unexpected(done.error());
  if (Result<void> done = parts->load_labels(pack); !done) return tl::unexpected(done.error());
  if (pack.has("lemma/forms")) {
    if (Result<void> done = parts->load_lemmas(pack); !done) return tl::unexpected(done.error());
  }
  Parser parser;
  parser.parts_ = std::move(parts);
  return parser;
}

std::optional<std::string_view> Parser::known_lemma(std::string_view form, Upos tag, std::string& key) const {
  if (parts_->forms.size() == 0) return std::nullopt;
  key = to_string(tag);
  key += ' ';
  append_lower(key, form);
  const auto row = parts_->forms.find(key);
  return row ? std::optional(parts_->form_lemmas[*row]) : std::nullopt;
}

void Parser::parse(const Document& document, Reading& reading, ParseScratch& scratch) const {
  reading.names.clear();
  reading.triggers.clear();
  for (size_t first = 0; first < reading.sentences.size();) {
    size_t last = first, words = 0;
    // Cut by words, before their pieces are known.
    while (last < reading.sentences.size() &&
           (last == first || words + reading.sentences[last].last - reading.sentences[last].first < kBatch)) {
      words += reading.sentences[last].last - reading.sentences[last].first;
      ++last;
    }
    run(document, reading, first, last, scratch);
    first = last;
  }
}

void Parser::run(const Document& document, Reading& reading, size_t first_sentence, size_t last_sentence,
                 ParseScratch& s) const {
  const Parts& p = *parts_;
  s.sequences.pieces.clear();
  s.sequences.cases.clear();
  s.sequences.starts.assign(1, 0);
  s.firsts.clear();
  const auto begin = [&] {
    s.sequences.pieces.push_back(p.pieces.cls());
    s.sequences.cases.push_back(0);
  };
  const auto end = [&] {
    s.sequences.pieces.push_back(p.pieces.sep());
    s.sequences.cases.push_back(0);
    s.sequences.starts.push_back(static_cast<uint32_t>(s.sequences.pieces.size()));
  };
  for (size_t i = first_sentence; i < last_sentence; ++i) {
    const Sentence& sentence = reading.sentences[i];
    s.firsts.push_back(static_cast<uint32_t>(s.sequences.pieces.size()));  // [CLS] stands for the root
    begin();
    for (uint32_t w = sentence.first; w < sentence.last; ++w) {
      const std::string_view form = reading.words[w].span.of(document.text);
      const size_t before = s.sequences.pieces.size();
      p.pieces.split(form, s.sequences.pieces);
      // A sentence longer than the encoder's positions goes on in a window of its own.
      if (s.sequences.pieces.size() - s.sequences.starts.back() + 1 > p.encoder.max_pieces()) {
        const std::vector<int32_t> word(s.sequences.pieces.begin() + static_cast<std::ptrdiff_t>(before),
                                        s.sequences.pieces.end());
        s.sequences.pieces.resize(before);
        end();
        begin();
        s.sequences.pieces.insert(s.sequences.pieces.end(), word.begin(), word.end());
      }
      const uint32_t own = static_cast<uint32_t>(s.sequences.cases.size());
      s.firsts.push_back(own);
      s.sequences.cases.resize(s.sequences.pieces.size(), case_of(form));
    }
    // The network has learnt from sentences with a full stop: a headline alone that has none hides acts from it.
    const bool alone = reading.sentences.size() == 1 && sentence.heading;
    if (alone && s.sequences.pieces.size() - s.sequences.starts.back() + 1 < p.encoder.max_pieces()) {
      p.pieces.split(".", s.sequences.pieces);
      s.sequences.cases.push_back(0);
    }
    end();
  }
  p.encoder.forward(s.sequences, s.firsts, s.words, s.nn);

  const size_t width = p.encoder.width(), rows = s.firsts.size();
  const Inputs inputs = inputs_of(s.words.data(), rows, width, s.nn);
  const auto apply = [&](size_t linear, Buffer<float>& y, Activation activation) {
    p.linears[linear].apply(inputs, y.get(rows * p.linears[linear].out()), activation);
  };
  apply(Parts::kUposHead, s.upos, Activation::kNone);
  apply(Parts::kFeats, s.feats, Activation::kNone);
  apply(Parts::kNer, s.ner, Activation::kNone);
  apply(Parts::kArcHead, s.heads, Activation::kRelu);
  apply(Parts::kArcDependent, s.dependents, Activation::kRelu);
  apply(Parts::kLabelHead, s.label_heads, Activation::kRelu);
  apply(Parts::kLabelDependent, s.label_dependents, Activation::kRelu);
  apply(Parts::kRoleWord, s.role_word, Activation::kRelu);
  apply(Parts::kTriggerHead, s.trigger, Activation::kRelu);
  p.linears[Parts::kEventType].apply(s.trigger.data(), rows, s.type.get(rows * (kTypes + 1)), s.nn);

  tags_of(document, reading, first_sentence, last_sentence, s);
  size_t row = 0;
  for (size_t i = first_sentence; i < last_sentence; ++i) {
    const Sentence& sentence = reading.sentences[i];
    tree_of(reading, sentence, row, s);
    names_of(reading, sentence, row, s);
    triggers_of(reading, sentence, row, s);
    row += 1 + sentence.last - sentence.first;
  }
}

void Parser::tags_of(const Document& document, Reading& reading, size_t first_sentence, size_t last_sentence,
                     ParseScratch& s) const {
  const Parts& p = *parts_;
  std::vector<Word*> unknown;
  s.chosen.clear();
  uint32_t row = 0;
  for (size_t i = first_sentence; i < last_sentence; ++i) {
    const Sentence& sentence = reading.sentences[i];
    ++row;  // the root's
    for (uint32_t w = sentence.first; w < sentence.last; ++w, ++row) {
      Word& word = reading.words[w];
      word.upos = p.upos[simd::greatest(s.upos.data() + row * p.upos.size(), p.upos.size())];
      word.feats = p.feats[simd::greatest(s.feats.data() + row * p.feats.size(), p.feats.size())];
      // The feature head knows a passive where the tag head takes its participle for an adjective: "were killed".
      if (word.upos == Upos::ADJ && word.feats.find("Voice=Pass") != std::string_view::npos) word.upos = Upos::VERB;
      if (const auto lemma = known_lemma(word.span.of(document.text), word.upos, s.key)) {
        word.lemma = *lemma;
      } else {
        unknown.push_back(&word);
        s.chosen.push_back(row);
      }
    }
  }
  if (!unknown.empty()) lemmas_of(document, unknown, s);
  for (uint32_t w = reading.sentences[first_sentence].first; w < reading.sentences[last_sentence - 1].last; ++w) {
    Word& word = reading.words[w];
    if (!past_for_certain(word, word.span.of(document.text))) continue;
    std::string past(word.feats);
    past.replace(past.find("Tense=Pres"), 10, "Tense=Past");
    for (size_t i = 0; i < p.feats.size(); ++i) {
      if (p.feats[i] == past) word.feats = p.feats[i];
    }
  }
}

void Parser::lemmas_of(const Document& document, const std::vector<Word*>& unknown, ParseScratch& s) const {
  const Parts& p = *parts_;
  const size_t scripts = p.lemmas.size();
  float* lemma = s.lemma.get(unknown.size() * scripts);
  p.linears[Parts::kLemma].apply(gather(s.words.data(), p.encoder.width(), s.chosen, s.chosen_rows), unknown.size(),
                                 lemma, s.nn);
  for (size_t i = 0; i < unknown.size(); ++i) {
    const std::string form(unknown[i]->span.of(document.text));
    const float* const scores = lemma + i * scripts;
    unknown[i]->lemma = apply_script(form, p.lemmas[simd::greatest(scores, scripts)]);
    const bool plural = unknown[i]->feats.find("Number=Plur") != std::string_view::npos;
    if (unknown[i]->upos != Upos::NOUN || noun_can_be(lower(form), plural, lower(unknown[i]->lemma))) continue;
    // Where the network hardly knows a word, a script that fits other words may come first: "deploymen".
    unknown[i]->lemma = lower(form);
    float best = kNever;
    for (size_t k = 0; k < scripts; ++k) {
      if (scores[k] <= best) continue;
      std::string other = apply_script(form, p.lemmas[k]);
      if (!noun_can_be(lower(form), plural, other)) continue;
      best = scores[k];
      unknown[i]->lemma = std::move(other);
    }
  }
}

void Parser::tree_of(Reading& reading, const Sentence& sentence, size_t row, ParseScratch& s) const {
  const Parts& p = *parts_;
  const size_t n = sentence.last - sentence.first, arc = p.linears[Parts::kArcHead].out(),
               label = p.linears[Parts::kLabelHead].out();
  float* arcs = s.arcs.get(n * (n + 1));
  p.biaffines[Parts::kArcs].arcs(s.dependents.data() + (row + 1) * arc, n, s.heads.data() + row * arc, n + 1, arcs,
                                 s.nn);
  best_tree(arcs, n, s.tree);
  const size_t labels = p.deprels.size();
  float* label_scores = s.labels.get(n * labels);
  p.biaffines[Parts::kDeprel].labels_of(s.label_dependents.data() + (row + 1) * label,
                                        s.label_heads.data() + row * label, s.tree, label_scores, s.nn);
  for (size_t i = 0; i < n; ++i) {
    Word& word = reading.words[sentence.first + i];
    const bool root = s.tree[i] == 0;
    word.head = root ? -1 : static_cast<int32_t>(sentence.first + s.tree[i] - 1);
    float* scores = label_scores + i * labels;
    scores[p.root] = kNever;  // "root" stands at the root and nowhere else
    word.deprel = p.deprels[root ? p.root : simd::greatest(scores, labels)];
  }
  repair_tree(reading, sentence);
}

void Parser::names_of(Reading& reading, const Sentence& sentence, size_t row, const ParseScratch& s) const {
  // The best sequence of tags in which I-X follows only B-X or I-X.
  const Parts& p = *parts_;
  const size_t n = sentence.last - sentence.first, tags = p.ner.size();
  const auto inside = [&](size_t t) { return p.ner[t].has_value() && !p.ner_begins[t]; };
  std::vector<float> score(tags), next(tags);
  std::vector<uint8_t> from(n * tags);
  for (size_t i = 0; i < n; ++i) {
    const float* x = s.ner.data() + (row + 1 + i) * tags;
    const size_t best = i == 0 ? 0 : simd::greatest(score.data(), tags);
    for (size_t t = 0; t < tags; ++t) {
      size_t before = best;
      float top = score[best];
      if (inside(t)) {
        top = kNever;
        for (size_t u = 0; i > 0 && u < tags; ++u) {
          if (p.ner[u] != p.ner[t] || score[u] <= top) continue;
          top = score[u];
          before = u;
        }
      }
      next[t] = top + x[t];
      from[i * tags + t] = static_cast<uint8_t>(before);
    }
    score.swap(next);
  }
  std::vector<size_t> path(n);
  size_t at = simd::greatest(score.data(), tags);
  for (size_t i = n; i-- > 0;) {
    path[i] = at;
    at = from[i * tags + at];
  }
  for (size_t i = 0; i < n; ++i) {
    if (!p.ner[path[i]]) continue;
    const auto w = static_cast<uint32_t>(sentence.first + i);
    if (p.ner_begins[path[i]])
      reading.names.push_back({*p.ner[path[i]], w, w + 1});
    else
      reading.names.back().last = w + 1;
  }
}

void Parser::triggers_of(Reading& reading, const Sentence& sentence, size_t row, ParseScratch& s) const {
  const Parts& p = *parts_;
  const size_t n = sentence.last - sentence.first, width = p.linears[Parts::kRoleWord].out();
  float* type_scores = s.type.data();
  s.chosen.clear();
  for (size_t r = row + 1; r <= row + n; ++r) {
    float* type = type_scores + r * (kTypes + 1);
    if (*std::max_element(type + 1, type + 1 + kTypes) - type[0] < kNoTrigger) continue;  // nearly all words
    softmax(type, kTypes + 1);
    if (type[0] <= 1 - kTrigger) s.chosen.push_back(static_cast<uint32_t>(r));
  }
  if (s.chosen.empty()) return;
  const size_t acts = s.chosen.size();
  float* modes = s.mode.get(acts * p.modes.size());
  float* statuses = s.status.get(acts * kStatuses);
  float* role_trigger = s.role_trigger.get(acts * width);
  float* roles = s.roles.get(acts * n * 3);
  const size_t event = p.linears[Parts::kTriggerHead].out();
  const Inputs told = inputs_of(gather(s.trigger.data(), event, s.chosen, s.chosen_rows), acts, event, s.nn);
  p.linears[Parts::kMode].apply(told, modes);
  p.linears[Parts::kStatus].apply(told, statuses);
  const float* telling = gather(s.words.data(), p.encoder.width(), s.chosen, s.chosen_rows);
  p.linears[Parts::kRoleTrigger].apply(telling, acts, role_trigger, s.nn, Activation::kRelu);
  p.biaffines[Parts::kRoles].arcs(role_trigger, acts, s.role_word.data() + (row + 1) * width, n, roles, s.nn);
  for (size_t i = 0; i < acts; ++i) {
    const float* type = type_scores + s.chosen[i] * (kTypes + 1);
    Trigger trigger;
    trigger.word = static_cast<uint32_t>(sentence.first + s.chosen[i] - row - 1);
    for (size_t t = 0; t < kTypes; ++t) trigger.type[p.types[t]] = type[t + 1];
    float* status = statuses + i * kStatuses;
    softmax(status, kStatuses);
    for (size_t t = 0; t < kStatuses; ++t) trigger.status[p.statuses[t]] = status[t];
    const auto top = static_cast<Type>(simd::greatest(trigger.type.data(), kTypes));
    const std::vector<std::string_view>& allowed = modes_of(top);
    const float* mode = modes + i * p.modes.size();
    float top_mode = mode[0];  // "none"
    for (size_t m = 1; m < p.modes.size(); ++m) {
      if (mode[m] > top_mode && std::ranges::find(allowed, p.modes[m]) != allowed.end()) {
        top_mode = mode[m];
        trigger.mode = p.modes[m];
      }
    }
    for (size_t j = 0; j < n; ++j) {
      float* role = roles + (i * n + j) * 3;
      softmax(role, 3);
      if (std::max(role[1], role[2]) > kRole)
        trigger.roles.push_back({static_cast<uint32_t>(sentence.first + j), role[1], role[2]});
    }
    reading.triggers.push_back(std::move(trigger));
  }
}

}  // namespace khaldun
