// A sentence with its tree in one line, for the tests of the actor and coref desks.
//
//   "President/P2nmod:desc Trump/P3nsubj*PER phoned/V0root Putin/P3obj*PER"
//
// A word is form / tag letter, head (from 1, 0 for the root), relation, then marks: *PER a name of the network's, @BLR
// a place in that country, ~ a part of a time. " | " parts sentences. Tags: N noun, P proper noun, A adjective, V verb,
// X auxiliary, R pronoun, D determiner, I adposition, M number, C conjunction, B adverb, S subordinator, T particle, U
// sign. Lemmas are the small letters, without the s of a plural noun.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "resolve/actor.h"

namespace khaldun::actor_case {

struct Case {
  const char* sentence;
  const char* published;
  const char*
      expected;  // "words = name COUNTRY SECTOR; …", every actor mention in text order; several targets joined by " + "
};

struct Text {
  Document document;
  Reading reading;
};

inline Text read(const std::string& annotated, const std::string& published) {
  static const std::map<char, Upos> kTags = {
      {'N', Upos::NOUN}, {'P', Upos::PROPN}, {'A', Upos::ADJ},  {'V', Upos::VERB}, {'X', Upos::AUX},
      {'R', Upos::PRON}, {'D', Upos::DET},   {'I', Upos::ADP},  {'M', Upos::NUM},  {'C', Upos::CCONJ},
      {'B', Upos::ADV},  {'S', Upos::SCONJ}, {'T', Upos::PART}, {'U', Upos::PUNCT}};
  static std::map<std::string, int, std::less<>> kept;  // owns relations: words only view them
  Text t;
  Reading& r = t.reading;
  t.document.published = parse_day(published);
  r.published = *t.document.published;
  std::istringstream in(annotated);
  uint32_t base = 0;
  std::string token, last_name;
  const auto close = [&] {
    const auto end = static_cast<uint32_t>(r.words.size());
    r.sentences.push_back({{r.words[base].span.begin, r.words[end - 1].span.end}, base, end, false});
    base = end;
    last_name.clear();
  };
  while (in >> token) {
    if (token == "|") {
      close();
      continue;
    }
    const size_t slash = token.rfind('/');
    const auto w = static_cast<uint32_t>(r.words.size());
    Word word;
    std::string& text = t.document.text;
    if (!text.empty()) text += ' ';
    word.span.begin = static_cast<uint32_t>(text.size());
    const std::string form = token.substr(0, slash);
    text += form;
    word.span.end = static_cast<uint32_t>(text.size());
    std::string rest = token.substr(slash + 1);
    const size_t marks = rest.find_first_of("*@~");
    std::string mark = marks == std::string::npos ? "" : rest.substr(marks);
    rest = rest.substr(0, marks);
    word.upos = kTags.at(rest[0]);
    size_t digits = 0;
    const int head = std::stoi(rest.substr(1), &digits);
    word.head = head == 0 ? -1 : static_cast<int32_t>(base) + head - 1;
    word.deprel = kept.emplace(rest.substr(1 + digits), 0).first->first;
    for (char c : form) word.lemma += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    word.feats = "_";
    if (word.upos == Upos::NOUN) {
      const bool plural = form.back() == 's' || form == "people" || form.ends_with("men") || form == "police";
      word.feats = plural ? "Number=Plur" : "Number=Sing";
      if (word.lemma.size() > 3 && word.lemma.ends_with("ies"))
        word.lemma.replace(word.lemma.size() - 3, 3, "y");
      else if (form.back() == 's')
        word.lemma.pop_back();
    }
    if (word.upos == Upos::PROPN) word.lemma = form;
    std::string name;
    while (!mark.empty()) {
      const size_t next = std::min(mark.find_first_of("*@~", 1), mark.size());
      const std::string value = mark.substr(1, next - 1);
      if (mark[0] == '*') name = value;
      if (mark[0] == '~') {
        r.times.push_back({});
        r.mentions.push_back({Mention::Kind::time, w, w + 1, w, {static_cast<uint32_t>(r.times.size() - 1)}, ""});
      }
      if (mark[0] == '@') {
        r.places.push_back({form, value, "", 0, 0, 0, Place::Kind::city});
        r.mentions.push_back({Mention::Kind::place, w, w + 1, w, {static_cast<uint32_t>(r.places.size() - 1)}, ""});
      }
      mark.erase(0, next);
    }
    if (!name.empty()) {
      const NameKind kind = name == "PER"   ? NameKind::PER
                            : name == "ORG" ? NameKind::ORG
                            : name == "LOC" ? NameKind::LOC
                                            : NameKind::MISC;
      if (name == last_name)
        r.names.back().last = w + 1;
      else
        r.names.push_back({kind, w, w + 1});
    }
    last_name = name;
    r.words.push_back(word);
  }
  close();
  return t;
}

/// "words = name COUNTRY SECTOR; …"
inline std::string show(const Text& t) {
  std::string out;
  for (const Mention& m : t.reading.mentions) {
    if (m.kind != Mention::Kind::actor) continue;
    if (!out.empty()) out += "; ";
    out += Bytes{t.reading.words[m.first].span.begin, t.reading.words[m.last - 1].span.end}.of(t.document.text);
    out += " =";
    for (size_t i = 0; i < m.targets.size(); ++i) {
      const Actor& a = t.reading.actors[m.targets[i]];
      if (i > 0) out += " +";
      if (!a.name.empty()) out += " " + a.name;
      out += " " + (a.country.empty() ? "-" : a.country) + " " + std::string(to_string(a.sector));
    }
  }
  return out;
}

/// A lexicon folder of a few rows, in a temporary place that goes with the object.
class SmallLexicon {
 public:
  SmallLexicon() : folder_(std::filesystem::temp_directory_path() / ("khaldun_actor_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_ / "actors");
    put("countries.tsv",
        "# test rows\n"
        "code\tcode2\tname\tnames\tadjectives\tpeople\tcapital\tmetonyms\tlat\tlon\tgeonames\n"
        "USA\tUS\tUnited States\tU.S.|US|America\tAmerican\tAmericans|American\tWashington\tWhite "
        "House|Washington\t0\t0\t0\n"
        "RUS\tRU\tRussia\tRussian Federation\tRussian\tRussians|Russian\tMoscow\tKremlin|Moscow\t0\t0\t0\n"
        "UKR\tUA\tUkraine\t\tUkrainian\tUkrainians\tKyiv|Kiev\tKyiv|Kiev\t0\t0\t0\n"
        "SYR\tSY\tSyria\t\tSyrian\tSyrians\tDamascus\tDamascus\t0\t0\t0\n"
        "ISR\tIL\tIsrael\t\tIsraeli\tIsraelis\tJerusalem\tJerusalem\t0\t0\t0\n"
        "PSE\tPS\tPalestine\tGaza|Gaza Strip\tPalestinian\tPalestinians|Palestinian\tRamallah\tRamallah\t0\t0\t0\n"
        "ITA\tIT\tItaly\t\tItalian\tItalians\tRome\tRome\t0\t0\t0\n"
        "FRA\tFR\tFrance\t\tFrench\tFrench\tParis\tParis|Elysée\t0\t0\t0\n"
        "DEU\tDE\tGermany\t\tGerman\tGermans|German\tBerlin\tBerlin\t0\t0\t0\n"
        "GBR\tGB\tUnited Kingdom\tUK|Britain\tBritish\tBritons|British\tLondon\tDowning Street|London\t0\t0\t0\n"
        "TUR\tTR\tTurkey\tTürkiye\tTurkish\tTurks\tAnkara\tAnkara\t0\t0\t0\n"
        "CHN\tCN\tChina\t\tChinese\tChinese\tBeijing\tBeijing\t0\t0\t0\n"
        "KEN\tKE\tKenya\t\tKenyan\tKenyans|Kenyan\tNairobi\tNairobi\t0\t0\t0\n"
        "BLR\tBY\tBelarus\t\tBelarusian\tBelarusians\tMinsk\tMinsk\t0\t0\t0\n"
        "GEO\tGE\tGeorgia\t\tGeorgian\tGeorgians\tTbilisi\tTbilisi\t0\t0\t0\n"
        "IRN\tIR\tIran\t\tIranian\tIranians\tTehran\tTehran\t0\t0\t0\n"
        "JOR\tJO\tJordan\t\tJordanian\tJordanians\tAmman\tAmman\t0\t0\t0\n"
        "SRB\tRS\tSerbia\t\tSerbian\tSerbs|Serbian\tBelgrade\tBelgrade\t0\t0\t0\n"
        "MNE\tME\tMontenegro\t\tMontenegrin\tMontenegrins\tPodgorica\tPodgorica\t0\t0\t0\n"
        "SCG\tCS\tSerbia and Montenegro\t\t\t\tBelgrade\t\t0\t0\t0\n"
        "SUN\tSU\tSoviet Union\tUSSR\tSoviet\tSoviets\tMoscow\t\t0\t0\t0\n");
    put("past_states.tsv",
        "# test rows\n"
        "code\tstart\tend\tmetonyms\n"
        "SUN\t\t1991-12-25\tKremlin|Moscow\n"
        "SCG\t2003-02-04\t2006-06-04\tBelgrade\n");
    put("actors/office_titles.tsv",
        "# test rows\n"
        "country\tcalled\toffice\n"
        "\ttop diplomat\tforeign minister\n"
        "IGO\tUN aid chief\tUN relief coordinator\n"
        "RUS\tspeaker of the Duma\tspeaker of parliament\n");
    put("actors/office_holders.tsv",
        "country\tsector\toffice\tname\taliases\tstart\tend\n"
        "USA\tGOV\tpresident\tBarack Obama\tObama\t2009-01-20\t2017-01-20\n"
        "USA\tGOV\tpresident\tDonald Trump\tDonald J. Trump|Trump\t2017-01-20\t2021-01-20\n"
        "USA\tGOV\tpresident\tJoe Biden\tBiden\t2021-01-20\t\n"
        "USA\tGOV\tsecretary of state\tRex Tillerson\t\t2017-02-01\t2018-03-31\n"
        "USA\tGOV\tsecretary of state\tAntony Blinken\t\t2021-01-26\t2025-01\n"
        "RUS\tGOV\tpresident\tVladimir Putin\tPutin\t2012-05-07\t\n"
        "RUS\tGOV\tforeign minister\tSergei Lavrov\tSergey Lavrov\t2004-03-09\t\n"
        "FRA\tGOV\tpresident\tEmmanuel Macron\t\t2017-05-14\t\n"
        "DEU\tGOV\tchancellor\tAngela Merkel\t\t2005-11-22\t2021-12-08\n"
        "GBR\tGOV\tprime minister\tTheresa May\t\t2016-07-13\t2019-07-24\n"
        "GBR\tGOV\tforeign secretary\tBoris Johnson\t\t2016-07-13\t2018-07-09\n"
        "GBR\tGOV\tprime minister\tBoris Johnson\t\t2019-07-24\t2022-09-06\n"
        "TUR\tGOV\tpresident\tRecep Tayyip Erdoğan\tTayyip Erdogan\t2014-08-28\t\n"
        "SYR\tGOV\tpresident\tBashar al-Assad\t\t2000-07-17\t2024-12-08\n"
        "CHN\tGOV\tpresident\tXi Jinping\t\t2013-03-14\t\n"
        "ITA\tGOV\tforeign minister\tLuigi Di Maio\t\t2019-09-05\t2022-10-22\n"
        "RUS\tLEG\tspeaker of parliament\tVyacheslav Volodin\t\t2016-10-05\t\n"
        "RUS\tGOV\tambassador to the United Nations\tVasily Nebenzya\t\t2017-07-27\t\n"
        "IGO\tIGO\tsecretary-general of the United Nations\tAntónio Guterres\t\t2017-01-01\t\n"
        "IGO\tIGO\tUN relief coordinator\tMark Lowcock\t\t2017-09-01\t2021-07-19\n"
        "IGO\tIGO\tsecretary general of NATO\tJens Stoltenberg\t\t2014-10-01\t2024-10-01\n");
    put("actors/people.tsv",
        "country\tsector\tname\taliases\tstart\tend\tnote\n"
        "KEN\tOPP\tRaila Odinga\tOdinga\t\t\topposition leader\n"
        "RUS\tOPP\tAlexei Navalny\tAlexey Navalny\t\t2024-02-16\t\n");
    put("actors/organisations.tsv",
        "name\taliases\tcountry\tsector\tstart\tend\n"
        "United Nations\tUN|U.N.\tIGO\tIGO\n"
        "European Union\tEU|Brussels\tIGO\tIGO\n"
        "NATO\tNorth Atlantic Treaty Organization\tIGO\tIGO\n"
        "Amnesty International\t\tNGO\tNGO\n"
        "High Court of Justice\t\tGBR\tJUD\n"
        "xAI\t\tUSA\tBUS\n"
        "TikTok\t\tCHN\tBUS\n");
    put("actors/armed_groups.tsv",
        "name\taliases\tcountry\tsector\tstart\tend\n"
        "Hamas\t\tPSE\tREB\n"
        "Islamic State\tISIS|ISIL\tIMG\tREB\n"
        "al-Shabaab\t\tIMG\tREB\n"
        "Kurdistan Workers' Party\tPKK\tTUR\tREB\n");
    put("actors/given_names.tsv", "name\tgender\nangela\tf\nvladimir\tm\n");
    put("actors/roles.tsv",
        "noun\tsector\tkind\n"
        "president\tGOV\tperson\nprime minister\tGOV\tperson\nminister\tGOV\tperson\nforeign minister\tGOV\tperson\n"
        "leader\tGOV\tperson\nofficial\tGOV\tperson\nspokesman\tGOV\tperson\nmember\tUNK\tperson\nsenator\tLEG\tperson"
        "\n"
        "opposition "
        "leader\tOPP\tperson\nopposition\tOPP\tgroup\njudge\tJUD\tperson\ngeneral\tMIL\tperson\nmayor\tGOV\tperson\n"
        "protester\tCVL\tperson\npeople\tCVL\tgroup\ncivilian\tCVL\tperson\nworker\tLAB\tperson\nsoldier\tMIL\tperson\n"
        "journalist\tJRN\tperson\nrebel\tREB\tperson\nfighter\tREB\tperson\nman\tCVL\tperson\nsecretary of "
        "state\tGOV\tperson\n"
        "police\tCOP\torgan\npoliceman\tCOP\tperson\nriot "
        "police\tCOP\torgan\narmy\tMIL\torgan\nmilitary\tMIL\torgan\nforce\tMIL\tgroup\n"
        "court\tJUD\torgan\nsupreme "
        "court\tJUD\torgan\nparliament\tLEG\torgan\ngovernment\tGOV\torgan\nregime\tGOV\torgan\n"
        "administration\tGOV\torgan\nministry\tGOV\torgan\ndefence ministry\tGOV\torgan\nauthority\tGOV\torgan\n"
        "secretary general\tIGO\tperson\nlawmaker\tLEG\tperson\nbishop\tREL\tperson\nunion\tLAB\torgan\n"
        "chief\tGOV\tperson\nhead\tGOV\tperson\nsecretary\tGOV\tperson\nambassador\tGOV\tperson\ngunman\tUAF\tperson\nm"
        "igrant\tREF\tperson\n"
        "director general\tIGO\tperson\nneighbour\tGOV\tperson\nparty\tPTY\torgan\n");
  }
  ~SmallLexicon() { std::filesystem::remove_all(folder_); }
  SmallLexicon(const SmallLexicon&) = delete;
  SmallLexicon& operator=(const SmallLexicon&) = delete;

  void put(const std::string& file, const std::string& content) const {
    std::ofstream(folder_ / file, std::ios::binary) << content;
  }
  [[nodiscard]] std::string folder() const { return folder_.string(); }

 private:
  std::filesystem::path folder_;
};

/// A compiled lexicon with a desk that reads from it.
struct Desk {
  explicit Desk(const std::string& folder) {
    PackWriter writer("test");
    Result<void> compiled = compile_actors(folder, writer);
    if (compiled) compiled = compile_weights(KHALDUN_SOURCE "/lexicon", writer);
    if (!compiled) throw std::runtime_error(compiled.error().message);
    pack.emplace(std::move(*Pack::from_bytes(writer.bytes(), "test")));
    desk.emplace(std::move(*ActorDesk::load(*pack)));
  }
  Text resolve(const char* sentence, const char* published) const {
    Text t = read(sentence, published);
    desk->resolve(t.document, t.reading);
    return t;
  }
  void check(const Case& row) const {
    EXPECT_EQ(show(resolve(row.sentence, row.published)), row.expected) << row.sentence;
  }
  std::optional<Pack> pack;
  std::optional<ActorDesk> desk;
};

}  // namespace khaldun::actor_case
