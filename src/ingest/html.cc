#include "ingest/html.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "ingest/charset.h"
#include "ingest/ingest.h"

namespace khaldun {
namespace {

constexpr int kDeepest = 1000;     // open tags at once; pages of news have some 40
constexpr size_t kShortest = 140;  // bytes of text that a block must have to be the article's
constexpr double kLinked = 0.4;    // a block with more of its text in links than this is a list of links

std::string_view attribute(const GumboNode* node, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool element(const GumboNode* node) { return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE; }
GumboTag tag(const GumboNode* node) { return element(node) ? node->v.element.tag : GUMBO_TAG_UNKNOWN; }

template <size_t N>
bool among(GumboTag which, const std::array<GumboTag, N>& tags) {
  return std::ranges::find(tags, which) != tags.end();
}

/// How much text there is, and how much of it in one link.
struct Linked {
  size_t text = 0, longest = 0;
};

Linked linked_in(const GumboNode* node) {
  if (node->type == GUMBO_NODE_TEXT) return {std::string_view(node->v.text.text).size(), 0};
  Linked all;
  if (!element(node)) return all;
  for (unsigned i = 0; i < node->v.element.children.length; ++i) {
    const Linked part = linked_in(static_cast<const GumboNode*>(node->v.element.children.data[i]));
    all.text += part.text;
    all.longest = std::max(all.longest, part.longest);
  }
  if (tag(node) == GUMBO_TAG_A && !attribute(node, "href").empty()) all.longest = all.text;
  return all;
}

/// Lets an article through, and not what lies beside it.
struct Sieve {
  bool tags = true;                     // scripts, menus, forms, what is hidden
  bool names = true;                    // what its class or id calls comments, a sidebar …
  bool pointers = false;                // "Read also: " and a link, which is most of the paragraph
  std::set<const GumboNode*> around{};  // the article: what encloses it is not beside it, whatever its name

  [[nodiscard]] bool stops(const GumboNode* node) const;
};

bool Sieve::stops(const GumboNode* node) const {
  if (!tags) return false;
  constexpr std::array<GumboTag, 20> kTags = {
      GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,  GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE,   GUMBO_TAG_NAV,
      GUMBO_TAG_FOOTER,   GUMBO_TAG_ASIDE,  GUMBO_TAG_FORM,     GUMBO_TAG_BUTTON,     GUMBO_TAG_SELECT,
      GUMBO_TAG_IFRAME,   GUMBO_TAG_SVG,    GUMBO_TAG_FIGURE,   GUMBO_TAG_FIGCAPTION, GUMBO_TAG_HEAD,
      GUMBO_TAG_TEXTAREA, GUMBO_TAG_OBJECT, GUMBO_TAG_VIDEO,    GUMBO_TAG_AUDIO,      GUMBO_TAG_CANVAS};
  // ASP.NET lays one form around all of a page.
  const bool page = tag(node) == GUMBO_TAG_FORM && (tag(node->parent) == GUMBO_TAG_BODY || around.contains(node) ||
                                                    attribute(node, "id") == "aspnetForm");
  if (!page && among(tag(node), kTags)) return true;
  if (gumbo_get_attribute(&node->v.element.attributes, "hidden") != nullptr) return true;
  const std::string_view role = attribute(node, "role");
  if (role == "navigation" || role == "complementary" || role == "search" || role == "banner" || role == "contentinfo")
    return true;
  if (pointers && (tag(node) == GUMBO_TAG_P || tag(node) == GUMBO_TAG_LI)) {
    const Linked all = linked_in(node);
    if (2 * all.longest > all.text) return true;
  }
  if (!names || page || tag(node) == GUMBO_TAG_BODY || tag(node) == GUMBO_TAG_HTML || tag(node) == GUMBO_TAG_ARTICLE ||
      tag(node) == GUMBO_TAG_MAIN || around.contains(node))
    return false;
  std::string named = ascii_lower(fmt::format("{} {}", attribute(node, "class"), attribute(node, "id")));
  for (const std::string_view other : {"commentary", "subscriber"}) {  // whose the text is, or for whom
    for (size_t at = named.find(other); at != std::string::npos; at = named.find(other, at))
      std::fill_n(named.begin() + static_cast<ptrdiff_t>(at), other.size(), ' ');
  }
  constexpr std::array<std::string_view, 17> kNames = {
      "comment", "sidebar",    "related", "newsletter", "advert",    "consent", "gdpr",   "cookie",    "share",
      "social",  "breadcrumb", "promo",   "recommend",  "subscribe", "caption", "byline", "navigation"};
  return std::ranges::any_of(kNames, [&](std::string_view name) { return named.find(name) != std::string::npos; });
}

bool block(GumboTag which) {
  constexpr std::array<GumboTag, 25> kBlocks = {
      GUMBO_TAG_P,  GUMBO_TAG_DIV, GUMBO_TAG_SECTION,    GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN,
      GUMBO_TAG_H1, GUMBO_TAG_H2,  GUMBO_TAG_H3,         GUMBO_TAG_H4,      GUMBO_TAG_H5,
      GUMBO_TAG_H6, GUMBO_TAG_LI,  GUMBO_TAG_UL,         GUMBO_TAG_OL,      GUMBO_TAG_TABLE,
      GUMBO_TAG_TR, GUMBO_TAG_TD,  GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_TH,      GUMBO_TAG_PRE,
      GUMBO_TAG_DD, GUMBO_TAG_DT,  GUMBO_TAG_DL,         GUMBO_TAG_HEADER,  GUMBO_TAG_BODY};
  return among(which, kBlocks);
}

/// Paragraphs as they are found: runs of text between block tags, spaces made one.
class Paragraphs {
 public:
  /// Where lines are as they were typed, in <pre>, a blank one ends a paragraph.
  void text(std::string_view words, bool typed) {
    for (const char c : words) {
      const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
      ends_ = !space ? 0 : ends_ + (c == '\n');
      if (!space)
        run_ += c;
      else if (typed && ends_ == 2)
        end();
      else if (!run_.empty() && run_.back() != ' ')
        run_ += ' ';
    }
  }
  void end() {
    while (run_.ends_with(' ')) run_.pop_back();
    if (!run_.empty()) all_.push_back(std::move(run_));
    run_.clear();
  }
  [[nodiscard]] const std::vector<std::string>& all() const { return all_; }

 private:
  std::string run_;
  int ends_ = 0;  // of lines, since the last character
  std::vector<std::string> all_;
};

std::string joined(const std::vector<std::string>& paragraphs, std::string_view between) {
  return fmt::format("{}", fmt::join(paragraphs, between));
}

void gather(const GumboNode* node, const Sieve& sieve, Paragraphs& out, bool typed = false) {
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA) {
    out.text(node->v.text.text, typed);
    return;
  }
  if (!element(node) || sieve.stops(node)) return;
  const bool parts = block(tag(node)) || tag(node) == GUMBO_TAG_BR;
  if (parts) out.end();
  typed |= tag(node) == GUMBO_TAG_PRE;
  for (unsigned i = 0; i < node->v.element.children.length; ++i)
    gather(static_cast<const GumboNode*>(node->v.element.children.data[i]), sieve, out, typed);
  if (parts) out.end();
}

std::vector<std::string> texts_of(const GumboNode* node, const Sieve& sieve) {
  Paragraphs paragraphs;
  gather(node, sieve, paragraphs);
  paragraphs.end();
  return paragraphs.all();
}

struct Weight {
  size_t text = 0, linked = 0;
  size_t story = 0;  // text in paragraphs, that of blocks further down for half as much
};

/// Finds the block with the article: one that says that it is, else the one that holds most text in paragraphs of its
/// own, or in lines that breaks or blocks of their own part.
class Searcher {
 public:
  explicit Searcher(const Sieve& sieve) : sieve_(sieve) {}

  const GumboNode* search(const GumboNode* root) {
    weigh(root, false);
    if (told_ == nullptr) return best_ != nullptr ? best_ : root;
    // What says that it is one may be a teaser below a text that does not, or an entry of many of a live page.
    const bool teaser = fullest_ > 2 * told_size_, entry = best_size_ > 2 * told_story_ && encloses(best_, told_);
    return teaser || entry ? best_ : told_;
  }

 private:
  static bool encloses(const GumboNode* block, const GumboNode* node) {
    while (node != nullptr && node != block) node = node->parent;
    return node != nullptr;
  }

  Weight weigh(const GumboNode* node, bool in_link) {
    if (node->type == GUMBO_NODE_TEXT) {
      const size_t size = std::string_view(node->v.text.text).size();
      return {size, in_link ? size : 0};
    }
    if (!element(node) || sieve_.stops(node)) return {};
    constexpr std::array<GumboTag, 7> kHolders = {GUMBO_TAG_DIV,  GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN,
                                                  GUMBO_TAG_BODY, GUMBO_TAG_FORM,    GUMBO_TAG_TD};
    Weight all;
    size_t paragraphs = 0, lines = 0, below = 0;
    for (unsigned i = 0; i < node->v.element.children.length; ++i) {
      const auto* child = static_cast<const GumboNode*>(node->v.element.children.data[i]);
      const Weight weight = weigh(child, in_link || tag(node) == GUMBO_TAG_A);
      all.text += weight.text;
      all.linked += weight.linked;
      if (tag(child) == GUMBO_TAG_P || tag(child) == GUMBO_TAG_BLOCKQUOTE)
        paragraphs += weight.text - weight.linked;
      else if (!block(tag(child)) && weight.story == 0)
        lines += weight.text - weight.linked;
      else
        below += weight.story / 2;
    }
    if (among(tag(node), kHolders)) paragraphs += lines;
    all.story = paragraphs + below;
    if (all.text < kShortest || static_cast<double>(all.linked) > kLinked * static_cast<double>(all.text)) return all;
    const std::string_view item = attribute(node, "itemprop");
    if ((tag(node) == GUMBO_TAG_ARTICLE || item == "articleBody") && all.text > told_size_) {
      told_ = node;
      told_size_ = all.text;
      told_story_ = all.story;
    }
    fullest_ = std::max(fullest_, paragraphs);
    if (all.story > best_size_) {
      best_ = node;
      best_size_ = all.story;
    }
    return all;
  }

  const Sieve& sieve_;
  const GumboNode *told_ = nullptr, *best_ = nullptr;
  size_t told_size_ = 0, told_story_ = 0, best_size_ = 0, fullest_ = 0;
};

/// Title, address and day from the head and the marks in the text.
struct Facts {
  std::string title, heading, shown;  // of metadata, the first h1, the title of the window
  std::string address, date;
  int sure = 0;                               // of the date
  std::set<const GumboNode*> around_article;  // what encloses a heading, or what says that it is the main part

  void date_from(std::string_view text, int how_sure) {
    if (how_sure > sure && day_in(text)) {
      date = text;
      sure = how_sure;
    }
  }

  void address_from(std::string_view url) {
    if (address.empty() && url.starts_with("http")) address = url;
  }

  void enclosed(const GumboNode* node) {
    for (node = node->parent; node != nullptr && around_article.insert(node).second;) node = node->parent;
  }

  void look(const GumboNode* node) {
    if (!element(node)) return;
    const auto text = [&] {
      Paragraphs words;
      gather(node, {.tags = false}, words);
      words.end();
      return joined(words.all(), " ");
    };
    const auto value_or_text = [&](const char* name) -> std::string_view {
      const std::string_view value = attribute(node, name);
      if (!value.empty() || node->v.element.children.length == 0) return value;
      const auto* child = static_cast<const GumboNode*>(node->v.element.children.data[0]);
      return child->type == GUMBO_NODE_TEXT ? child->v.text.text : "";
    };
    switch (tag(node)) {
      case GUMBO_TAG_META:
        meta(node);
        break;
      case GUMBO_TAG_TITLE:
        if (shown.empty()) shown = text();
        break;
      case GUMBO_TAG_LINK:
        if (attribute(node, "rel") == "canonical") address_from(attribute(node, "href"));
        break;
      case GUMBO_TAG_H1:
        if (heading.empty()) heading = text();
        enclosed(node);
        break;
      case GUMBO_TAG_MAIN:
        enclosed(node);
        break;
      case GUMBO_TAG_TIME:
        date_from(value_or_text("datetime"), attribute(node, "itemprop") == "datePublished" ? 4 : 1);
        break;
      case GUMBO_TAG_SCRIPT:
        if (attribute(node, "type") == "application/ld+json" && node->v.element.children.length > 0) linked_data(node);
        return;
      default:
        break;
    }
    if (attribute(node, "itemprop") == "datePublished") date_from(value_or_text("content"), 4);
    for (unsigned i = 0; i < node->v.element.children.length; ++i)
      look(static_cast<const GumboNode*>(node->v.element.children.data[i]));
  }

  void meta(const GumboNode* node) {
    const std::string name = ascii_lower(fmt::format("{}{}", attribute(node, "property"), attribute(node, "name")));
    const std::string_view content = attribute(node, "content");
    constexpr std::array<std::string_view, 11> kDates = {
        "article:published_time", "og:published_time", "date",    "pubdate",        "publishdate",
        "publish_date",           "pub_date",          "dc.date", "dc.date.issued", "sailthru.date",
        "parsely-pub-date"};
    if (name == "og:title" && title.empty()) title = content;
    if (name == "og:url") address_from(content);
    const auto date_name = std::ranges::find(kDates, name);
    if (date_name != kDates.end()) date_from(content, date_name == kDates.begin() ? 5 : 3);
  }

  void linked_data(const GumboNode* node) {
    const auto* child = static_cast<const GumboNode*>(node->v.element.children.data[0]);
    if (child->type != GUMBO_NODE_TEXT && child->type != GUMBO_NODE_CDATA) return;
    const std::string_view json = child->v.text.text;
    const size_t key = json.find("\"datePublished\"");
    if (key == std::string_view::npos) return;
    const size_t open = json.find('"', json.find(':', key));
    const size_t close = open == std::string_view::npos ? open : json.find('"', open + 1);
    if (close != std::string_view::npos) date_from(json.substr(open + 1, close - open - 1), 4);
  }

  /// "Talks fail - The Harbour Post" without the paper's name.
  [[nodiscard]] std::string best_title() const {
    const bool paper = shown.size() > 2 * heading.size() && shown.ends_with(heading);  // "The Harbour Post" as heading
    std::string best = !title.empty() ? title : !heading.empty() && !paper ? heading : shown;
    if (best != heading && !heading.empty() && best.starts_with(heading)) return heading;
    for (const std::string_view sign : {" | ", " - ", " – ", " — "}) {
      const size_t at = best.rfind(sign);
      if (best == shown && at != std::string::npos && at > best.size() / 2) return best.substr(0, at);
    }
    return best;
  }
};

/// Most tags open at once, as far as the text tells. What has no end tag, or may do without it, does not count; scripts
/// and comments have no tags.
int depth_of(std::string_view html) {
  constexpr std::array<std::string_view, 21> kEndless = {"br",   "img", "meta",  "link",   "input", "hr",    "area",
                                                         "base", "col", "embed", "source", "track", "wbr",   "p",
                                                         "td",   "th",  "tr",    "tbody",  "thead", "tfoot", "option"};
  std::map<std::string, int> open;  // by name, so that stray end tags close nothing
  std::string raw;                  // the script or style whose text this is
  std::string item;                 // "li" or "dd", whichever began last
  int depth = 0, deepest = 0;
  for (size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    if (raw.empty() && html.substr(at, 4) == "<!--") {
      at = html.find("-->", at + 2);  // "<!-->" is one, too
      if (at == std::string_view::npos) break;
      continue;
    }
    const bool closes = html.substr(at + 1, 1) == "/";
    std::string_view tag = html.substr(at + (closes ? 2 : 1), 20);
    tag = tag.substr(0, tag.find_first_of(" \t\r\n\f/>"));
    if (tag.empty() || std::isalpha(static_cast<unsigned char>(tag.front())) == 0) continue;
    std::string name = ascii_lower(tag);
    if (!raw.empty() && (!closes || name != raw)) continue;
    raw.clear();
    if (std::ranges::find(kEndless, name) != kEndless.end()) continue;
    // A list item ends the one before it, a term or its meaning does so, too; but neither ends the other.
    if (name == "dt") name = "dd";
    if (!closes && (name == "li" || name == "dd") && std::exchange(item, name) == name) continue;
    const bool drawn = open["svg"] > 0;
    if (!closes && !drawn && (name == "script" || name == "style")) raw = name;
    // In drawings alone "<path/>" is its own end.
    if ((drawn && gumbo_tag_enum(name.c_str()) == GUMBO_TAG_UNKNOWN) || name == "svg") {
      if (html.substr(at, html.find_first_of("<>", at + 1) - at).ends_with('/')) continue;
    }
    int& count = open[name];
    if (closes && count == 0) continue;
    count += closes ? -1 : 1;
    depth += closes ? -1 : 1;
    deepest = std::max(deepest, depth);
  }
  return deepest;
}

/// Why the tree of a page would be too deep to walk; empty where it is not.
std::string too_deep(std::string_view html) {
  const int depth = depth_of(html);
  return depth <= kDeepest ? "" : fmt::format("{} tags are open at once; at most {} are read", depth, kDeepest);
}

/// The encoding that a page declares in its first bytes.
std::string declared_in(std::string_view html) {
  const std::string head = ascii_lower(html.substr(0, 2048));
  const size_t at = head.find("charset=");
  if (at == std::string::npos) return {};
  size_t begin = at + 8;
  while (begin < head.size() && (head[begin] == '"' || head[begin] == '\'' || head[begin] == ' ')) ++begin;
  size_t end = begin;
  while (end < head.size() &&
         (std::isalnum(static_cast<unsigned char>(head[end])) != 0 || head[end] == '-' || head[end] == '_'))
    ++end;
  return head.substr(begin, end - begin);
}

struct Parsed {
  explicit Parsed(const std::string& html)
      : output(gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size())) {}
  ~Parsed() { gumbo_destroy_output(&kGumboDefaultOptions, output); }
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;
  GumboOutput* output;
};

}  // namespace

Result<Document> read_html(std::string_view bytes, const std::string& where, const std::string& url,
                           std::string_view charset) {
  const auto complain = [&](const std::string& what) {
    return fail(Error::Kind::kInput, fmt::format("{}: {}", where, what));
  };
  if (bytes.size() > 2 * kMaxDocument)
    return complain(fmt::format("the page has more than {} bytes; no more are read", 2 * kMaxDocument));
  const Result<std::string> html = to_utf8(bytes, !charset.empty() ? std::string(charset) : declared_in(bytes));
  if (!html) return complain(html.error().message);
  if (const std::string why = too_deep(*html); !why.empty()) return complain(why);
  const Parsed page(*html);
  Facts facts;
  facts.look(page.output->root);
  const Sieve sieve{.pointers = true, .around = std::move(facts.around_article)};
  Article article{"", !url.empty() ? url : facts.address, facts.best_title(), "", day_in(facts.date)};
  std::vector<std::string> texts = texts_of(Searcher(sieve).search(page.output->root), sieve);
  // The title stands above, in one line or, parted by breaks, in several.
  std::string above;
  for (auto end = texts.begin(); end != texts.end() && above.size() < kShortest;) {
    above += (above.empty() ? "" : " ") + *end++;
    if (above != article.title && above != facts.heading) continue;
    texts.erase(texts.begin(), end);
    break;
  }
  article.text = joined(texts, "\n\n");
  if (article.text.empty()) return complain("the page has no text; wanted an article");
  return document_of(std::move(article), where);
}

Result<std::string> text_of_html(const std::string& html) {
  if (std::string why = too_deep(html); !why.empty()) return fail(Error::Kind::kInput, std::move(why));
  const Parsed page(html);
  std::vector<std::string> texts = texts_of(page.output->root, {.pointers = true});
  // An entry or e-mail may lie in one block as a whole, of whatever name, or have nothing but links.
  if (texts.empty()) texts = texts_of(page.output->root, {.names = false});
  return joined(texts, "\n\n");
}

}  // namespace khaldun
