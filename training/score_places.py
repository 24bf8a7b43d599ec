"""Scores `khaldun places` on toponyms with coordinates, in the XML of LGL and its kin (TR-News, GeoVirus).

    python training/score_places.py KHALDUN FILE.xml [--misses]

Resolution: toponyms given as spans; a place within 161 km (100 miles) of the gold point is right, an unknown one is wrong; so is one
in another country. Detection: spans that overlap a gold toponym.
"""
import argparse
import json
import math
import pathlib
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict


def country_codes():
    """-> {"united states": "USA", …}, by lexicon/countries.tsv."""
    rows = [line.rstrip("\n").split("\t") for line in open(pathlib.Path(__file__).parent.parent / "lexicon/countries.tsv", encoding="utf-8") if line[0] != "#"]
    code, name, names = (rows[0].index(column) for column in ("code", "name", "names"))
    return {n.strip().lower(): row[code] for row in rows[1:] for n in (row[name], *row[names].split("|"))}


def read(path):
    """-> [(document, [(begin, end, words, (lat, lon) or None, country or None)])], offsets in bytes of the text."""
    documents, codes = [], country_codes()
    for article in ET.parse(path).getroot().findall("article"):
        text, gold = article.findtext("text"), []
        for toponym in article.iter("toponym"):
            begin, end = (len(text[: int(toponym.findtext(name))].encode()) for name in ("start", "end"))
            lat, lon = toponym.findtext(".//lat"), toponym.findtext(".//lon")
            country = codes.get((toponym.findtext(".//country") or "").lower())
            gold.append((begin, end, toponym.findtext("phrase"), (float(lat), float(lon)) if lat and lon else None, country))
        documents.append((dict(id=article.get("docid"), text=text), gold))
    return documents


def kilometres(a, b):
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def places(khaldun, documents):
    lines = "".join(json.dumps(d) + "\n" for d in documents)
    out = subprocess.run([khaldun, "places", "--threads", "2", "--input", "jsonl", "-"], input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in out.stdout.splitlines()]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("khaldun")
    options.add_argument("file")
    options.add_argument("--misses", action="store_true", help="print what differs")
    options.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth document, for a quick look")
    given = options.parse_args()
    documents = read(given.file)[:: given.every]
    toponyms = [(document["id"], *toponym) for document, gold in documents for toponym in gold]

    resolved = places(given.khaldun, [dict(d, spans=[g[:2] for g in gold]) for d, gold in documents])
    n, misses = Counter(), Counter()
    for (_, _, _, words, point, country), place in zip(toponyms, resolved, strict=True):
        if point is None:
            continue
        n["countries"] += country is not None
        n["right country"] += country is not None and place["country"] == country
        n["points"] += 1
        if place["lat"] is None:
            misses["unknown", words, "", ""] += 1
        elif kilometres(point, (place["lat"], place["lon"])) <= 161:
            n["near"] += 1
        else:
            misses["elsewhere", words, place["admin1"], place["country"]] += 1
    print(f"documents {len(documents)}  toponyms with a point {n['points']}  within 161 km {100 * n['near'] / n['points']:.1f} %")
    print(f"of {n['countries']} with a country, right {100 * n['right country'] / n['countries']:.1f} %")

    found = defaultdict(list)
    for place in places(given.khaldun, [d for d, _ in documents]):
        found[place["document"]].append((place["start"], place["end"]))
    hit_gold = sum(any(b < end and begin < e for b, e in found[d]) for d, begin, end, *_ in toponyms)
    hit_found = sum(any(b < g[1] and g[0] < e for g in gold) for d, gold in documents for b, e in found[d["id"]])
    precision, recall = hit_found / sum(map(len, found.values())), hit_gold / len(toponyms)
    print(f"detection precision {100 * precision:.1f}  recall {100 * recall:.1f}  F1 {200 * precision * recall / (precision + recall):.1f}")
    for miss, times in misses.most_common() if given.misses else []:
        print(times, *miss, sep="\t")


if __name__ == "__main__":
    main()
