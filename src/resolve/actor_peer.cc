#include "resolve/actor_peer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/split.h"
#include "resolve/names.h"

namespace khaldun {
namespace {

/// CAMEO's sectors that PLOVER has under another name.
constexpr std::array<std::pair<std::string_view, Sector>, 8> kOldSectors = {{{"ENV", Sector::SOC},
                                                                             {"HLH", Sector::SOC},
                                                                             {"HRI", Sector::SOC},
                                                                             {"INS", Sector::REB},
                                                                             {"SEP", Sector::REB},
                                                                             {"RAD", Sector::UAF},
                                                                             {"SET", Sector::CVL},
                                                                             {"TOP", Sector::ELI}}};

std::string_view trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// "DOCK_WORKER_" -> "Dock Worker": words with blanks between, and small letters where all are capitals.
std::string words_of(std::string_view phrase) {
  std::string words;
  for (const char c : trimmed(phrase)) words += c == '_' || c == '=' || c == '~' ? ' ' : c;
  while (words.ends_with(' ')) words.pop_back();
  bool first = true;
  const bool shout = std::ranges::none_of(words, [](char c) { return c >= 'a' && c <= 'z'; }) && words.size() > 5;
  for (char& c : words) {
    if (shout && !first && c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    first = c == ' ' || c == '-';
  }
  return words;
}

/// The line without its comment: ";" or "#" and what follows, but "[###]" is a code.
std::string_view without_comment(std::string_view line) {
  bool code = false;
  for (size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '[' || line[at] == ']') code = line[at] == '[';
    if (!code && (line[at] == ';' || line[at] == '#')) return line.substr(0, at);
  }
  return line;
}

struct Code {
  std::string country;
  std::optional<Sector> sector;
  bool nobody = false;
};

/// A day as YYMMDD or YYYYMMDD.
std::optional<int32_t> peer_day(std::string_view digits, bool last) {
  if ((digits.size() != 6 && digits.size() != 8) ||
      !std::ranges::all_of(digits, [](unsigned char c) { return std::isdigit(c) != 0; }))
    return std::nullopt;
  const std::string year = digits.size() == 8
                               ? std::string(digits.substr(0, 4))
                               : (digits.substr(0, 2) <= "30" ? "20" : "19") + std::string(digits.substr(0, 2));
  const std::string_view rest = digits.substr(digits.size() - 4);
  return day_of(fmt::format("{}-{}-{}", year, rest.substr(0, 2), rest.substr(2)), last);
}

struct Dated {
  Code code;
  TermDays days = {};
};

class Reader {
 public:
  Reader(ActorBuilder& builder, const std::function<void(size_t, const std::string&)>& complain)
      : builder_(builder), complain_(complain) {}

  void read(std::string_view text) {
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find('\n', at), text.size());
      ++number_;
      line(text.substr(at, end - at));
      at = end + 1;
    }
    close();
  }

 private:
  void wrong(const std::string& why) {
    complain_(number_, why);
    blamed_ = true;
  }

  void line(std::string_view whole) {
    std::string_view line = without_comment(whole);
    const bool indented = line.starts_with('\t') || line.starts_with(' ');
    line = trimmed(line);
    if (whole.starts_with('/') || line.empty() || line.starts_with('<') || line.starts_with('~')) return;
    if (line.starts_with('!')) {
      macro(line);
    } else if (indented && line.starts_with('[')) {
      codes(line);
    } else if (line.starts_with('+')) {
      const std::string_view name =
          line.substr(1, line.find('[') == std::string_view::npos ? line.size() : line.find('[') - 1);
      if (names_.empty()) return wrong(fmt::format("synonym '{}' stands under no name", line));
      names_.emplace_back(trimmed(name));
    } else {
      close();
      const size_t bracket = line.find_first_of("[{");
      names_ = {std::string(trimmed(line.substr(0, bracket)))};
      if (names_[0].empty()) return wrong(fmt::format("'{}' has no name before the code", line));
      opened_ = number_;
      if (bracket != std::string_view::npos) codes(line.substr(bracket));
    }
  }

  /// "!PERSON! = MAN, MEN, WOMAN"
  void macro(std::string_view line) {
    const size_t end = line.find('!', 1), equals = line.find('=');
    if (end == std::string_view::npos || equals == std::string_view::npos)
      return wrong(fmt::format("'{}'; wanted !NAME! = WORD, WORD", line));
    for (std::string_view word : split(line.substr(equals + 1), ','))
      macros_[std::string(line.substr(0, end + 1))].push_back(std::string(trimmed(word)));
  }

  /// "{PLURAL} [USAGOV <20210120] [USAELI]"
  void codes(std::string_view rest) {
    if (names_.empty()) return wrong(fmt::format("code '{}' stands under no name", rest));
    if (rest.starts_with('{')) {
      const size_t close = rest.find('}');
      if (close == std::string_view::npos) return wrong("a { without its }");
      if (const std::string_view plural = trimmed(rest.substr(1, close - 1)); !plural.empty())
        names_.emplace_back(plural);
      rest = trimmed(rest.substr(close + 1));
    }
    while (rest.starts_with('[')) {
      const size_t close = rest.find(']');
      if (close == std::string_view::npos) return wrong(fmt::format("'{}'; wanted a closing ]", rest));
      std::string_view inside = trimmed(rest.substr(1, close - 1));
      rest = trimmed(rest.substr(close + 1));
      if (inside.find('~') != std::string_view::npos) {
        agent_ = true;
        std::string sector(inside);
        std::erase(sector, '~');
        dated_.push_back({code_of(sector)});
      } else {
        dated(inside);
      }
    }
    if (!rest.empty()) wrong(fmt::format("'{}' after the code", rest));
  }

  void dated(std::string_view inside) {
    // "AFGGOV 920628-010101", and TABARI's "A <910101".
    const size_t space = inside.find_first_of(" <>");
    Dated code{code_of(inside.substr(0, space))};
    std::string_view when = space == std::string_view::npos ? std::string_view() : trimmed(inside.substr(space));
    const size_t dash = when.find('-');
    std::optional<int32_t> first = kAlways, last = kForever;
    if (when.starts_with('<'))
      last = peer_day(trimmed(when.substr(1)), true);
    else if (when.starts_with('>'))
      first = peer_day(trimmed(when.substr(1)), false);
    else if (dash != std::string_view::npos)
      first = peer_day(trimmed(when.substr(0, dash)), false), last = peer_day(trimmed(when.substr(dash + 1)), true);
    else if (!when.empty())
      first = std::nullopt;
    if (!first || !last || *first > *last)
      return wrong(
          fmt::format("'{}'; wanted <YYMMDD, >YYMMDD or YYMMDD-YYMMDD, with four digits a year if you like", when));
    code.days = {*first, *last};
    dated_.push_back(std::move(code));
  }

  Code code_of(std::string_view text) {
    text = text.substr(0, text.find('/'));
    Code code;
    if (text == "---" || text == "###" || text == "+++") {
      code.nobody = true;
      return code;
    }
    if (text.empty() || text.size() % 3 != 0)
      wrong(fmt::format("code '{}'; wanted three letters for each part, such as USAGOV", text));
    for (size_t at = 0; at + 3 <= text.size(); at += 3) {
      const std::string_view part = text.substr(at, 3);
      const auto old = std::ranges::find(kOldSectors, part, [](const auto& pair) { return pair.first; });
      if (code.country.empty() && (above_states(part) || builder_.find_state(part)))
        code.country = part;
      else if (const std::optional<Sector> sector = parse_sector(part); sector && !code.sector)
        code.sector = sector;
      else if (old != kOldSectors.end() && !code.sector)
        code.sector = old->second;
    }
    return code;
  }

  /// Adds the entry that has been read.
  void close() {
    if (!dated_.empty() && !names_.empty())
      agent_ ? add_agent() : add_actor();
    else if (!names_.empty() && !blamed_)
      complain_(opened_, fmt::format("'{}' has no code", names_[0]));
    names_.clear();
    dated_.clear();
    agent_ = blamed_ = false;
  }

  void add_agent() {
    const Sector sector = dated_[0].code.sector.value_or(Sector::UNK);
    for (const std::string& name : names_) {
      const size_t open = name.find('!'), end = name.find('!', open + 1);
      std::vector<std::string> all = {name};
      if (open != std::string::npos && end != std::string::npos) {
        all.clear();
        const auto macro = macros_.find(name.substr(open, end - open + 1));
        if (macro == macros_.end())
          return complain_(opened_, fmt::format("'{}' names a list that is not given above", name));
        for (const std::string& word : macro->second) all.push_back(name.substr(0, open) + word + name.substr(end + 1));
      }
      for (const std::string& phrase : all) {
        const std::string noun = words_of(phrase);
        builder_.role(noun, sector, builder_.role_kind(noun).value_or(RoleKind::person));
      }
    }
  }

  void add_actor() {
    std::ranges::transform(names_, names_.begin(), [](const std::string& name) { return words_of(name); });
    if (dated_[0].code.nobody) {
      for (const std::string& name : names_) builder_.no_name(name);
      return;
    }
    std::string aliases;
    for (size_t i = 1; i < names_.size(); ++i) aliases += (i > 1 ? "|" : "") + names_[i];
    const Code& code = dated_[0].code;
    const auto state = builder_.find_state(code.country);
    if (dated_.size() == 1 && state && !code.sector) {
      for (const std::string& name : names_) builder_.key(name, *state, KeyKind::name);
      return;
    }
    const bool plain = dated_.size() == 1 && dated_[0].days.always();
    const auto sector = [](const Code& c) {
      return c.sector.value_or(c.country == "IGO" ? Sector::IGO : c.country == "NGO" ? Sector::NGO : Sector::UNK);
    };
    if (plain) {
      builder_.organisation(code.country, sector(code), names_[0], aliases);
      return;
    }
    for (const Dated& d : dated_) {
      if (!d.code.nobody) builder_.person(d.code.country, sector(d.code), "", names_[0], aliases, d.days);
    }
  }

  ActorBuilder& builder_;
  const std::function<void(size_t, const std::string&)>& complain_;
  size_t number_ = 0, opened_ = 0;
  std::vector<std::string> names_;  // of the entry being read, as written: head and synonyms
  std::vector<Dated> dated_;
  bool agent_ = false, blamed_ = false;  // blamed: something of the entry was wrong
  std::map<std::string, std::vector<std::string>, std::less<>> macros_;
};

}  // namespace

void read_peer_actors(std::string_view text, ActorBuilder& builder,
                      const std::function<void(size_t, const std::string&)>& complain) {
  Reader(builder, complain).read(text);
}

}  // namespace khaldun
