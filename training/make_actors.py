"""Adds to the actor tables what public data has and the tables have not, and checks the tables.

    python3 training/make_actors.py FACTS     # FACTS: folder with the files named below; rewrites lexicon/ in place
    python3 training/make_actors.py --check   # codes, dates, columns, duplicates; exit status 1 where something is wrong

The tables under lexicon/ are edited by hand and committed: a row that stands there is never changed, so a second run
adds nothing. What is derived:

  countries.tsv              empty code2, capital, lat, lon, geonames, from country-codes.csv and countries.json
  actors/office_holders.tsv  terms from officeholders_2000_2022.csv (Wikidata, CC0) of offices that nobody holds there then;
                             heads of state and government in office who have no row, from factbook_json/ (public domain)

It also prints which leaders of REIGN (reign/leaderlist_*.csv) have no row at all: a list to work through by hand.
"""

import csv
import glob
import html
import json
import os
import re
import sys
import unicodedata

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lexicon")
COLUMNS = {
    "countries.tsv": "code code2 name names adjectives people capital metonyms lat lon geonames".split(),
    "actors/office_holders.tsv": "country sector office name aliases start end".split(),
    "actors/people.tsv": "country sector name aliases start end note".split(),
}
SECTORS = set(("GOV MIL COP JUD LEG SPY PTY OPP REB UAF PRM CRM CVL BUS MED JRN EDU REL LAB REF SOC ELI AGR "
               "IGO NGO UNK").split())
ABOVE_STATES = {"IGO", "NGO", "MNC", "IMG"}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")

# Wikidata's position names -> ours. Only plain ones: a "Minister of State for ..." is another office.
POSITIONS = {
    "president": ["President"],
    "prime minister": ["Prime Minister", "Premier of the Republic of China", "President of the Government"],
    "vice president": ["Vice President", "Vice-President"],
    "taoiseach": ["Taoiseach"],
    "chancellor": ["Federal Chancellor"],
    "foreign minister": [
        "Minister of Foreign Affairs", "Minister for Foreign Affairs", "Federal Minister of Foreign Affairs",
        "Minister of External Affairs", "Minister of Foreign Affairs and Worship", "Secretary for Foreign Affairs",
        "Secretary of Foreign Affairs", "Secretary of State for Foreign and Commonwealth Affairs"],
    "defence minister": [
        "Minister of Defence", "Minister of National Defence", "Minister for Defence", "Federal Minister of Defence",
        "Federal Minister of National Defence", "Minister for National Defence", "Secretary of Defence",
        "Secretary of National Defence", "Secretary of State for Defence",
        "Minister of Defence and Armed Forces Logistics"],
    "interior minister": [
        "Minister of the Interior", "Minister of Interior", "Minister of Internal Affairs", "Minister of Home Affairs",
        "Federal Minister of the Interior", "Minister for Home Affairs", "Minister of Interior Affairs",
        "Minister of the Interior and Administration", "Minister of Interior and Public Security",
        "Minister of the Interior and Public Security", "Minister of the Interior and Kingdom Relations",
        "Secretary of State for the Home Department", "Secretary of the Interior and Local Government"],
}
SLUGS = {
    "congo-kinshasa": "COD", "czech": "CZE", "hong-kong": "HKG", "ivory-coast": "CIV", "saudi": "SAU", "swiss": "CHE",
    "uae": "ARE", "united-kingdom": "GBR", "us": "USA", "kosovo": "XKX", "central-african-republic": "CAF",
}
# One office under several names: who already has a row under one is not added under another.
SAME_OFFICE = {
    "premier": "prime minister", "taoiseach": "prime minister", "chancellor": "prime minister",
    "foreign secretary": "foreign minister", "secretary of state": "foreign minister",
    "defence secretary": "defence minister", "defense secretary": "defence minister",
    "secretary of defense": "defence minister", "home secretary": "interior minister",
    "home minister": "interior minister", "king": "head of state", "queen": "head of state", "emperor": "head of state",
    "emir": "head of state", "sultan": "head of state", "supreme leader": "head of state", "acting president": "president",
}


def path(name):
    return os.path.join(ROOT, name)


def read(name):
    """The comment lines and the rows (dicts) of a table."""
    with open(path(name), encoding="utf-8") as f:
        lines = f.read().split("\n")
    comments = [line for line in lines if line.startswith("#")]
    body = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return comments, [dict(zip(body[0], fields)) for fields in body[1:]]


def write(name, comments, rows):
    columns = COLUMNS[name]
    with open(path(name), "w", encoding="utf-8") as f:
        f.write("\n".join(comments) + "\n" + "\t".join(columns) + "\n")
        for row in rows:
            f.write("\t".join(row[c] for c in columns) + "\n")


def fold(name):
    """'Recep Tayyip Erdoğan' -> 'recep tayyip erdogan'"""
    name = name.translate(str.maketrans("ıłøđðþæœßØŁĐ", "ilodd" + "taosOLD"))
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z ]", "", plain.replace("-", " ")).strip()


def plain_alias(name):
    """'Jan Fischer' -> '', 'Mirek Topolánek' -> 'Mirek Topolanek': the spelling without marks, where there is one."""
    marks = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "ß": "ss", "Ø": "O", "Ł": "L",
                           "Đ": "D"})
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.translate(marks)) if not unicodedata.combining(c))
    return plain if plain != name and plain.isascii() else ""


def same_person(a, b):
    """Whether two spellings of holders of one office are one person: they share a long word, or all of the shorter one."""
    x, y = set(fold(a).split()), set(fold(b).split())
    shared = x & y
    return bool(shared) and (shared >= min(x, y, key=len) or max(map(len, shared)) >= 5)


def day(date, last):
    """A date of any precision as a number to compare with; its last day when `last`."""
    if not date:
        return 99999999
    parts = date.split("-") + (["12", "31"] if last else ["01", "01"])[len(date.split("-")) - 1:]
    return int("".join(parts[:3]))


def overlap(a, b):
    return day(a["start"], False) <= day(b["end"], True) and day(b["start"], False) <= day(a["end"], True)


def shared_time(a, b):
    """How long both hold office, as a difference of yyyymmdd numbers: 100 is a month."""
    return min(day(a["end"], True), day(b["end"], True)) - max(day(a["start"], False), day(b["start"], False))


def office_of(office):
    return SAME_OFFICE.get(office, office)


def fill_countries(facts):
    comments, rows = read("countries.tsv")
    with open(os.path.join(facts, "country-codes.csv"), encoding="utf-8") as f:
        codes = {r["ISO3166-1-Alpha-3"]: r for r in csv.DictReader(f)}
    with open(os.path.join(facts, "countries.json"), encoding="utf-8") as f:
        points = {r["cca3"]: r["latlng"] for r in json.load(f)}
    for row in rows:
        code = codes.get(row["code"])
        if not code:
            continue
        row["code2"] = row["code2"] or code["ISO3166-1-Alpha-2"]
        row["capital"] = row["capital"] or code["Capital"].strip()
        row["geonames"] = row["geonames"] or code["Geoname ID"] or "0"
        if not row["lat"] and row["code"] in points:
            row["lat"], row["lon"] = ("%g" % x for x in points[row["code"]])
    write("countries.tsv", comments, rows)
    return rows


def wikidata_terms(facts, countries):
    """Rows of our offices since 1990, plain names only."""
    slugs = {fold(c["name"]).replace(" ", "-"): c["code"] for c in countries}
    slugs.update(SLUGS)
    offices = {p: office for office, positions in POSITIONS.items() for p in positions}
    with open(os.path.join(facts, "officeholders_2000_2022.csv"), encoding="utf-8") as f:
        for r in csv.DictReader(f):
            country, office = slugs.get(r["country"]), offices.get(r["position"])
            if not country or not office or not DATE.match(r["start"]) or " " not in fold(r["person"]):
                continue
            if not r["end"] or not DATE.match(r["end"]) or day(r["end"], True) < 19900101 or r["end"] < r["start"]:
                continue  # an open end says only that nobody had edited it
            name = re.sub(",.*", "", r["person"]).replace("\u2019", "'").replace(" -", "-")
            yield {"country": country, "sector": "GOV", "office": office, "name": name, "aliases": plain_alias(name),
                   "start": r["start"], "end": r["end"]}


def add_terms(table, new):
    """Adds those of `new` whose office nobody holds in `table` for more than a month of that term; returns how many."""
    month = 100  # in numbers of the form yyyymmdd
    added = 0
    for row in sorted(new, key=lambda r: (r["country"], r["office"], r["start"], r["name"])):
        office = office_of(row["office"])
        peers = [t for t in table if t["country"] == row["country"] and office_of(t["office"]) == office and overlap(t, row)]
        if any(same_person(t["name"], row["name"]) or shared_time(t, row) > month for t in peers):
            continue
        table.append(row)
        added += 1
    return added


def factbook_heads(facts, countries):
    """(country, office, name, start) of heads of state and government in office."""
    with open(os.path.join(facts, "country-codes.csv"), encoding="utf-8") as f:
        fips = {r["FIPS"].lower(): r["ISO3166-1-Alpha-3"] for r in csv.DictReader(f) if r["FIPS"].strip()}
    fips.update({"ri": "SRB", "kv": "XKX"})
    known = {c["code"] for c in countries}
    months = "January February March April May June July August September October November December".split()
    for file in sorted(glob.glob(os.path.join(facts, "factbook_json", "*", "*.json"))):
        country = fips.get(os.path.basename(file)[:-5])
        if country not in known:
            continue
        with open(file, encoding="utf-8") as f:
            branch = json.load(f).get("Government", {}).get("Executive branch", {})
        for field in ("chief of state", "head of government"):
            text = html.unescape(re.sub("<[^>]*>", " ", branch.get(field, {}).get("text", "")))
            m = re.match(r"((?:Interim |Acting |Transition(?:al)? )?"
                         r"(?:President|Prime Minister|Premier|Governor|Chief Minister|King|Chancellor)) "
                         r"((?:(?:Col\.|Gen\.|Dr\.|General|Capt\.) )?[^,;(]+?) \(since (?:(\d+) )?(\w+) (\d{4})\)", text)
            if not m:
                continue
            office, name, d, month, year = m.groups()
            name = re.sub("^(Dr|Col|Gen|Capt)\\. |^General ", "", name)
            words = [w.title() if w.isupper() and len(w) > 1 and not re.match("[IVX]+$", w) else w for w in name.split()]
            month = [i for i, x in enumerate(months, 1) if x.startswith(month[:3])]
            start = year + ("-%02d" % month[0] if month else "") + ("-%02d" % int(d) if d and month else "")
            office = re.sub("^(Interim|Acting|Transition(al)?) ", "", office).lower()
            yield {"country": country, "sector": "GOV", "office": office,
                   "name": " ".join(words), "aliases": "", "start": start, "end": ""}


def add_heads(table, heads):
    """Heads that nobody of the table could be; told, when the table has another one open or closed since."""
    full = {fold(n) for t in table for n in [t["name"]] + t["aliases"].split("|") if " " in fold(n)}
    added = 0
    for head in heads:
        mine = [t for t in table if t["country"] == head["country"]]
        if any(same_person(t["name"] + " " + a, head["name"]) for t in mine for a in t["aliases"].split("|")):
            continue
        if head["name"].startswith("of ") or any(n in fold(head["name"]) for n in full):
            continue  # a sovereign of several realms stands once, with the first
        if any(office_of(t["office"]) == office_of(head["office"]) and not t["end"] for t in mine):
            print("differs from the Factbook: " + " ".join(head[c] for c in ("country", "office", "name", "start")))
            continue
        table.append(head)
        added += 1
    return added


def report_leaders(facts, table):
    """Which leaders of REIGN since 1990 have no row."""
    gw = {"AUL": "AUS", "AUS": "AUT", "GMY": "DEU", "GFR": "DEU", "UKG": "GBR", "SPN": "ESP", "NTH": "NLD", "FRN": "FRA"}
    words = {w for t in table for n in [t["name"]] + t["aliases"].split("|") for w in fold(n).split()}
    missing = []
    for file in glob.glob(os.path.join(facts, "reign", "leaderlist_*.csv")):
        with open(file, encoding="latin-1") as f:
            for r in csv.DictReader(f):
                if r["leader"] and r["eyear"].isdigit() and int(r["eyear"]) >= 1990:
                    if not set(fold(r["leader"]).split()) & words:
                        missing.append((int(r["eyear"]), gw.get(r["stateabb"], r["stateabb"]), r["leader"], r["syear"]))
    print("leaders of REIGN without a row: %d" % len(missing))
    for year, country, name, start in sorted(missing, reverse=True):
        print("  %s %s %s-%d" % (country, name, start, year))


def check():
    """Every fault of the tables, one a line; none in a good table."""
    faults, seen = [], {}
    _, countries = read("countries.tsv")
    codes = {c["code"] for c in countries} | ABOVE_STATES
    for name, columns in COLUMNS.items():
        with open(path(name), encoding="utf-8") as f:
            lines = [(i, line.rstrip("\n")) for i, line in enumerate(f, 1) if not line.startswith("#")]
        if lines[0][1].split("\t") != columns:
            faults.append("%s: header is not %s" % (name, columns))
        for i, line in lines[1:]:
            def fault(what):
                faults.append("%s:%d: %s: %s" % (name, i, what, line[:90]))
            fields = line.split("\t")
            if len(fields) != len(columns):
                fault("%d columns, wanted %d" % (len(fields), len(columns)))
                continue
            row = dict(zip(columns, fields))
            if any(x != x.strip() or "||" in x or x.startswith("|") or x.endswith("|") or "  " in x for x in fields):
                fault("stray space or bar")
            if row.get("country", row.get("code")) not in codes:
                fault("unknown country")
            if "sector" in row and row["sector"] not in SECTORS:
                fault("unknown sector")
            if not row["name"]:
                fault("no name")
            for column in ("start", "end"):
                if row.get(column) and not DATE.match(row[column]):
                    fault("bad date")
            if row.get("start") and row.get("end") and day(row["start"], False) > day(row["end"], True):
                fault("ends before it starts")
            if "aliases" in row:
                aliases = row["aliases"].split("|") if row["aliases"] else []
                if len(set(aliases)) != len(aliases) or row["name"] in aliases:
                    fault("alias twice")
            key = (name, row.get("country", row.get("code")), office_of(row.get("office", "")), row.get("sector"),
                   fold(row["name"]))
            for other in seen.get(key, []):
                if "start" not in row or shared_time(other, row) > 100:
                    fault("the same term twice")
                    break
            seen.setdefault(key, []).append(row)
    names = {}
    for c in countries:
        for n in {c["name"], *filter(None, c["names"].split("|"))}:
            if names.setdefault(n, c["code"]) != c["code"]:
                faults.append("countries.tsv: %s is %s and %s" % (n, names[n], c["code"]))
        if not -90 <= float(c["lat"]) <= 90 or not -180 <= float(c["lon"]) <= 180 or not c["geonames"].isdigit():
            faults.append("countries.tsv: %s: bad place" % c["code"])
    for fault in faults:
        print(fault)
    for name in COLUMNS:
        print("%s: %d rows" % (name, len(read(name)[1])))
    return 1 if faults else 0


def main(argument):
    if argument == "--check":
        return check()
    countries = fill_countries(argument)
    comments, table = read("actors/office_holders.tsv")
    print("terms from Wikidata: %d" % add_terms(table, wikidata_terms(argument, countries)))
    print("heads from the Factbook: %d" % add_heads(table, list(factbook_heads(argument, countries))))
    table.sort(key=lambda r: (r["country"], r["office"], r["start"], r["name"]))
    write("actors/office_holders.tsv", comments, table)
    report_leaders(argument, table)
    return check()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
