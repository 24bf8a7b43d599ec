#!/usr/bin/env python3
"""Reads the ontology and actor tables strictly and counts them.

usage: check_tables.py LEXICON [GOLD]
       check_tables.py LEXICON --holders DAY

LEXICON    the folder lexicon/.
GOLD       a folder with train.gold.jsonl: also says how the tables agree with the actors and codes that annotators gave.
--holders  instead says for how many days from 1990 to DAY (2026-11-30) office_holders.tsv names a holder of the chief offices, over
           all states of which it names a foreign minister. A state counts from its first term of any office to its last. Days on
           which an office was truly vacant, or a prime minister's does not exist, count as holes.

Errors go to standard error as FILE:LINE: what is wrong; the exit status is then 1. A name that bodies of several countries bear is no
error ("shared"): the reader takes the first. Names are compared in the plain form of src/resolve/names.h.
"""
import argparse
import calendar
import collections
import datetime
import json
import pathlib
import re
import sys
import unicodedata

from check_frames import MODES

SECTORS = set("GOV MIL COP JUD LEG SPY PTY OPP REB UAF PRM CRM CVL BUS MED JRN EDU REL LAB REF SOC ELI AGR IGO NGO UNK".split())
KINDS = {"person", "group", "organ"}
ABOVE_STATES = {"IGO", "NGO", "MNC", "IMG"}
CODE = re.compile(r"(0[1-9]|1\d|20)\d{0,2}$")
COLUMNS = {"ontology/types.tsv": "type mode quad intensity cameo", "ontology/cameo.tsv": "code goldstein label",
           "actors/roles.tsv": "noun sector kind", "actors/organisations.tsv": "name aliases country sector start end",
           "actors/armed_groups.tsv": "name aliases country sector start end",
           "actors/office_titles.tsv": "country called office",
           "actors/given_names.tsv": "name gender", "past_states.tsv": "code start end metonyms"}
CHIEF = {"head of state or government": "(acting |co-)?president|prime minister|premier|taoiseach|chancellor|king|queen|emperor|emir|sultan|"
                                        "pope|prince|grand duke|supreme leader|leader|head of state|chief adviser|chair.* of the .*council.*",
         "foreign minister": "foreign (minister|secretary)|secretary of state",
         "defence minister": "defen[cs]e (minister|secretary)|secretary of defense",
         "interior minister": "(interior|home|home affairs|security|public s.*|national security) (minister|secretary)|"
                              "minister of public security|secretary of homeland security"}
LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "ə": "a", "þ": "th", "ħ": "h"}


def plain(text):
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    text = "".join(LETTERS.get(c, c) for c in text).replace("&", " and ")
    text = re.sub(r"['’‘`](?=s\b)", " ", text)
    text = re.sub(r"['’‘`ʻʼʽʾʿ.]", "", text)
    text = re.sub(r"\b(al[\s-]|(el|ul|as|ash|ar|ad|an|at|az|ath)-)\s*(?=\w)", "", text)
    return re.sub(r"[^\w]+", " ", text).strip()


def ordinal(date, last):
    """A date of any precision as a day's number; its last day where `last`."""
    year, month, day = (list(map(int, date.split("-"))) + [0, 0])[:3]
    month = month or (12 if last else 1)
    return datetime.date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1)).toordinal()


def count_holders(folder, until):
    """Prints the share of state-days from 1990 to `until` for which the table of office holders has each of the chief offices."""
    first, last = ordinal("1990", False), ordinal(until, True)
    terms = collections.defaultdict(list)
    for line in (pathlib.Path(folder) / "actors/office_holders.tsv").read_text(encoding="utf-8").split("\n"):
        if line and line[0] != "#" and not line.startswith("country\t"):
            country, _, office, _, _, start, end = line.split("\t")
            terms[country].append((office, max(first, ordinal(start, False)), min(last, ordinal(end or until, True))))
    states = {c: t for c, t in terms.items() if any(re.fullmatch(CHIEF["foreign minister"], office) for office, _, _ in t)}
    for name, offices in CHIEF.items():
        held = days = 0
        for rows in states.values():
            days += max(end for _, _, end in rows) - min(start for _, start, _ in rows) + 1
            held += len(set().union(*(range(start, end + 1) for office, start, end in rows if re.fullmatch(offices, office))))
        print(f"{name}: {held / days:.1%} of {days:,} days of {len(states)} states")


class Lexicon:
    def __init__(self, folder):
        self.folder, self.errors = pathlib.Path(folder), []
        self.rows = {name: self.read(name, columns.split()) for name, columns in COLUMNS.items()}

    def complain(self, where, what):
        self.errors.append(f"{where}: {what}")

    def read(self, name, columns):
        """Rows as (where, cells); the header and the comments at the top are checked too."""
        path, rows, header = self.folder / name, [], None
        for number, line in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
            where = f"{path}:{number}"
            if line.startswith("#"):
                if header:
                    self.complain(where, "a remark below the header; remarks stand at the top")
                continue
            cells = line.split("\t")
            if header is None:
                header = cells
                if cells != columns:
                    self.complain(where, f"columns {cells}, wanted {columns}")
                if number == 1:
                    self.complain(where, "no remark at the top; wanted sources and licence")
            elif cells and columns[-1] == "end" and len(cells) == len(columns) - 2:
                rows.append((where, cells + ["", ""]))
            elif len(cells) != len(columns):
                self.complain(where, f"{len(cells)} columns, wanted {len(columns)}")
            elif any(c != c.strip() or "  " in c for c in cells):
                self.complain(where, "stray spaces")
            else:
                rows.append((where, cells))
        return rows

    def number(self, where, text, low, high):
        try:
            value = float(text)
        except ValueError:
            value = None
        if value is None or not low <= value <= high:
            self.complain(where, f"'{text}', wanted a number from {low} to {high}")

    def check_ontology(self):
        codes = {}
        for where, (code, goldstein, label) in self.rows["ontology/cameo.tsv"]:
            self.number(where, goldstein, -10, 10)
            if not CODE.match(code):
                self.complain(where, f"'{code}' is no CAMEO code of two to four digits")
            if code in codes:
                self.complain(where, f"{code} stands at {codes[code]} too")
            if len(code) > 2 and code[:-1] not in codes:
                self.complain(where, f"{code} stands before its parent {code[:-1]}")
            if not label:
                self.complain(where, f"{code} has no label")
            codes[code] = where
        wanted = {(t, m) for t, modes in MODES.items() for m in ["-", *modes.split()]}
        found = set()
        for where, (kind, mode, quad, intensity, cameo) in self.rows["ontology/types.tsv"]:
            self.number(where, intensity, -10, 10)
            if (kind, mode) not in wanted:
                self.complain(where, f"{kind} {mode} is no type and mode of the codebook")
            if (kind, mode) in found:
                self.complain(where, f"{kind} {mode} stands twice")
            if quad not in {"1", "2", "3", "4"}:
                self.complain(where, f"quad '{quad}', wanted 1 to 4")
            if cameo not in codes:
                self.complain(where, f"code {cameo} is not in cameo.tsv")
            found.add((kind, mode))
        for kind, mode in sorted(wanted - found):
            self.complain(self.folder / "ontology/types.tsv", f"{kind} {mode} is missing")

    def check_roles(self):
        seen = {}
        for where, (nouns, sector, kind) in self.rows["actors/roles.tsv"]:
            if sector not in SECTORS:
                self.complain(where, f"'{sector}' is no sector")
            if kind not in KINDS:
                self.complain(where, f"kind '{kind}', wanted one of {', '.join(sorted(KINDS))}")
            for noun in nouns.split("|"):
                if seen.setdefault(plain(noun), where) != where:
                    self.complain(where, f"'{noun}' stands at {seen[plain(noun)]} too")

    def check_given_names(self):
        seen = {}
        for where, (name, gender) in self.rows["actors/given_names.tsv"]:
            if gender not in {"f", "m"}:
                self.complain(where, f"gender '{gender}', wanted f or m")
            if name in seen:
                self.complain(where, f"'{name}' stands at {seen[name]} too")
            if name != name.lower() or not name.isascii():
                self.complain(where, f"'{name}', wanted small letters without marks")
            seen[name] = where

    def check_bodies(self):
        """Organisations and armed groups: their names are one space. Gives (plain name -> first row, shared names)."""
        countries = {line.split("\t")[0] for line in (self.folder / "countries.tsv").read_text(encoding="utf-8").split("\n")
                     if line and line[0] != "#"}
        bearers, shared = {}, 0
        for table in ("actors/organisations.tsv", "actors/armed_groups.tsv"):
            for where, (name, aliases, country, sector, start, end) in self.rows[table]:
                body = bearers.get(plain(name))
                if (start or end) and body:  # a term of a body that has a row of its own
                    if body[1] != country or aliases:
                        self.complain(where, f"a term of '{name}', wanted a row of {country} above it, and no aliases here")
                    elif not all(re.fullmatch(r"(\d{4}(-\d\d){0,2})?", d) for d in (start, end)) or end and start > end:
                        self.complain(where, f"'{start}' to '{end}', wanted days as YYYY-MM-DD, YYYY-MM or YYYY, the first not after the last")
                    elif sector == body[2]:
                        self.complain(where, f"{sector} on these days, which '{name}' is on all others too")
                    continue
                if sector not in SECTORS:
                    self.complain(where, f"'{sector}' is no sector")
                if country not in countries | ABOVE_STATES:
                    self.complain(where, f"'{country}' is no code of countries.tsv, nor one of {', '.join(sorted(ABOVE_STATES))}")
                own = set()
                for other in [name] + (aliases.split("|") if aliases else []):
                    key = plain(other)
                    if not key or key in own:
                        self.complain(where, f"'{other}' is empty or reads like another name of its row")
                    own.add(key)
                    first = bearers.setdefault(key, (where, country, sector))
                    if first[0] != where:
                        shared += 1
                        if first[1] == country:
                            self.complain(where, f"'{other}' stands at {first[0]} too")
        return bearers, shared

    def compare(self, gold, bearers):
        """What annotators gave, next to what the tables say."""
        usual = {(kind, "" if mode == "-" else mode): cameo for _, (kind, mode, _, _, cameo) in self.rows["ontology/types.tsv"]}
        codes, same, other = collections.Counter(), collections.Counter(), collections.Counter()
        for line in (pathlib.Path(gold) / "train.gold.jsonl").read_text(encoding="utf-8").split("\n"):
            record = json.loads(line) if line else {"none": True}
            if record.get("none"):
                continue
            cameo = usual[record["type"], record.get("mode") or ""]
            codes.update(total=1, code=cameo == record["cameo"], root=cameo[:2] == record["cameo"][:2])
            for actor in (record.get("source") or []) + (record.get("target") or []):
                row = bearers.get(plain(actor["n"])) if actor.get("n") else None
                if row and row[1:] == (actor.get("c"), actor.get("s")):
                    same[actor["n"]] += 1
                elif row:
                    other[f"{actor['n']}: {' '.join(row[1:])}, annotated {actor.get('c')} {actor.get('s')}"] += 1
        print(f"default CAMEO code: right {codes['code'] / codes['total']:.1%}, its root {codes['root'] / codes['total']:.1%}")
        print(f"named bodies of the tables: country and sector right {sum(same.values())}, else {sum(other.values())}")
        for what, n in other.most_common(12):
            print(f"  {n:3} {what}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lexicon")
    parser.add_argument("gold", nargs="?")
    parser.add_argument("--holders", metavar="DAY")
    options = parser.parse_args()
    if options.holders:
        count_holders(options.lexicon, options.holders)
        return 0
    lexicon = Lexicon(options.lexicon)
    lexicon.check_ontology()
    lexicon.check_roles()
    lexicon.check_given_names()
    bearers, shared = lexicon.check_bodies()
    for name, rows in lexicon.rows.items():
        column = COLUMNS[name].split().index("sector") if "sector" in COLUMNS[name] else None
        sectors = collections.Counter(cells[column] for _, cells in rows) if column else {}
        print(f"{name}: {len(rows)} rows  " + " ".join(f"{s} {n}" for s, n in sorted(sectors.items(), key=lambda x: -x[1])))
    print(f"names and aliases of bodies: {len(bearers)}, shared by bodies of several countries: {shared}")
    if options.gold:
        lexicon.compare(options.gold, bearers)
    for error in lexicon.errors:
        print(error, file=sys.stderr)
    return 1 if lexicon.errors else 0


if __name__ == "__main__":
    sys.exit(main())
