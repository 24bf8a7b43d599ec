"""Scores `khaldun times` on documents in TimeML, such as TimeBank's: relaxed spans, types and values of TIMEX3; and on GUM's
XML: relaxed spans, and the first and last day of dates.

    python training/score_times.py KHALDUN FOLDER [--misses]

FOLDER holds .tml or GUM's .xml files at any depth; those without a publication day (DCT, dateCreated) are left out.
"""
import argparse
import calendar
import html
import json
import pathlib
import re
import subprocess
from collections import Counter, defaultdict


def read(path):
    """-> document as `khaldun --input jsonl` reads it, gold [(begin, end, type, value)] in bytes of its text; None without a day."""
    source = path.read_text(encoding="utf-8", errors="replace")
    day = re.search(r'<DCT>.*?value="(\d{4}-\d\d-\d\d)', source, re.S)
    if not day:
        return None
    text, gold, begun = b"", [], None
    for piece in re.findall(r"<[^>]*>|[^<]+", re.search(r"<TEXT>(.*?)</TEXT>", source, re.S)[1]):
        if piece.startswith("<TIMEX3"):
            begun = len(text), dict(re.findall(r'(\w+)="([^"]*)"', piece))
        elif piece.startswith("</TIMEX3") and begun:
            gold.append((begun[0], len(text), begun[1]["type"], begun[1]["value"]))
            begun = None
        elif not piece.startswith("<"):
            text += html.unescape(piece).encode()
    return dict(id=str(path), text=text.decode(), published=day[1]), [g for g in gold if g[1] > g[0]]


def day_of(told, last):
    """"2015-03" -> "2015-03-01", or its last day; None where `told` is no year, month or day."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", told):
        return None
    year, month, day = told[:4], told[5:7] or ("12" if last else "01"), told[8:]
    return f"{year}-{month}-{day or (calendar.monthrange(int(year), int(month))[1] if last else '01')}"


def read_gum(path):
    """The same of GUM, a token a line; values are "first..last" day, or None where the year is not told."""
    source = path.read_text(encoding="utf-8")
    day = re.search(r'dateCreated="(\d{4}-\d\d-\d\d)', source)
    if not day:
        return None
    text, gold, begun, glued, inside = "", [], None, True, False  # glued: no blank before the next token; inside: a hyphenated word
    for line in source.splitlines():
        if line.startswith("<date "):
            begun = dict(re.findall(r'(\w+)="([^"]*)"', line), begin=None)
        elif line.startswith("</date>") and begun:
            first, last = (day_of(begun.get(end) or begun.get("when") or begun.get(rough) or "", end == "to")
                           for end, rough in (("from", "notBefore"), ("to", "notAfter")))
            gold.append((begun["begin"], len(text.encode()), "DATE", f"{first}..{last}" if first and last else None))
            begun = None
        elif line.startswith(("</p>", "</head>")):
            text, glued = text + "\n\n", True
        elif line.startswith(("<w>", "</w>")):
            inside = line.startswith("<w>")
            text += "" if glued or not inside else " "
            glued = inside
        elif not line.startswith("<"):
            form = html.unescape(line.split("\t")[0])
            text += "" if glued or re.match(r"[,.;:?!)%]|['’]", form) else " "
            if begun and begun["begin"] is None:
                begun["begin"] = len(text.encode())
            text, glued = text + form, inside or form == "("
    return dict(id=str(path), text=text, published=day[1]), gold


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("khaldun")
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--misses", action="store_true", help="print what differs")
    given = options.parse_args()
    documents = [d for d in map(read, sorted(given.folder.rglob("*.tml"))) if d]
    gum = [d for d in map(read_gum, sorted(given.folder.rglob("*.xml"))) if d]
    documents += gum
    lines = "".join(json.dumps(d) + "\n" for d, _ in documents)
    out = subprocess.run([given.khaldun, "times", "--input", "jsonl", "--format", "jsonl", "-"], input=lines, capture_output=True, text=True, check=True)
    found = defaultdict(list)
    for line in out.stdout.splitlines():
        time = json.loads(line)
        found[time["document"]].append(time)
    n, misses = Counter(), Counter()
    for document, gold in documents:
        text = document["text"].encode()
        left = found[document["id"]]
        if gum:
            left = [dict(t, value=f"{t['first']}..{t['last']}") for t in left if t["first"]]
        n["system"] += len(left)
        for begin, end, kind, value in gold:
            n["gold"] += 1
            words = " ".join(text[begin:end].decode().split())
            hit = next((t for t in left if t["start"] < end and begin < t["end"]), None)
            if hit is None:
                misses["not found", words, kind, value, "", ""] += 1
                continue
            left.remove(hit)
            n["span"] += 1
            if value is None:
                continue
            n["told"] += 1
            n["type"] += hit["type"] == kind
            n["value"] += hit["value"] == value
            if hit["value"] != value:
                misses["value", words, kind, value, hit["type"], hit["value"]] += 1
        for time in left:
            misses["not in gold", time["text"], "", "", time["type"], time["value"]] += 1
    print(f"documents {len(documents)}  gold {n['gold']}  system {n['system']}")
    print(f"span   F1 {200 * n['span'] / (n['gold'] + n['system']):.1f}")
    if gum:
        print(f"days   {100 * n['value'] / n['told']:.1f} % of {n['told']} dates found that have a year")
    else:
        for level in ("type", "value"):
            print(f"{level:6} F1 {200 * n[level] / (n['gold'] + n['system']):.1f}")
    for miss, times in misses.most_common() if given.misses else []:
        print(times, *miss, sep="\t")


if __name__ == "__main__":
    main()
