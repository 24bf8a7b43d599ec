"""Scores `khaldun attributions` on annotations/attributions.jsonl: which it finds, and the spans of those found.

    python training/score_attributions.py KHALDUN DATA [--misses]

DATA is the folder that annotations.py reads. A gold attribution and one of the program's are a pair where their cues
overlap; of several, the one whose content overlaps most. Spans are scored over pairs: F1 of the bytes that both have,
a source that neither has being right. --misses prints what of the part "develop" has no pair, and pairs whose source
or content is less than half right.
"""
import argparse
import json
import subprocess
from collections import defaultdict

from annotations import PACKED, by_sum, file_of, lines, whole

SPANS = ("source", "cue", "content")


def read(data):
    """-> {part: [(id, title and text as bytes, gold attributions as {span: set of bytes})]}"""
    strings, parts = {}, defaultdict(list)
    for row in lines(PACKED / "attributions.jsonl"):
        name = file_of(row["source"])
        if name not in strings:
            strings[name] = by_sum(data, name)
        missing = [row[k] for k in ("sha256", "title_sha256") if row[k] not in strings[name]]
        if missing:
            raise SystemExit(f"{data} has nothing of sum {missing[0]}; wanted: {row['source']}")
        text = whole(strings[name][row["title_sha256"]], strings[name][row["sha256"]])
        gold = [{span: covered(a.get(span)) for span in SPANS} for a in row["attributions"]]
        parts[row["part"]].append((row["sha256"], text, gold))
    return parts


def covered(spans):
    """The bytes in a span, a list of spans, or None."""
    if not spans:
        return set()
    return {b for first, last in (spans if isinstance(spans[0], list) else [spans]) for b in range(first, last)}


def system(khaldun, documents):
    """What the program finds in each document, in the form of the gold."""
    given = "".join(json.dumps({"id": key, "text": text.decode()}) + "\n" for key, text, _ in documents)
    out = subprocess.run([khaldun, "attributions", "--input", "jsonl", "-"], input=given, capture_output=True,
                         text=True, check=True)
    bounds = lambda span: span and [span["start"], span["end"]]
    found = defaultdict(list)
    for line in out.stdout.splitlines():
        a = json.loads(line)
        found[a["document"]].append({"source": covered(bounds(a["source"])), "cue": covered(bounds(a["cue"])),
                                     "content": covered([bounds(c) for c in a["content"]])})
    return found


def f1(a, b):
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def words(text, covered_bytes):
    """The marked words, a gap shown as " … "."""
    out, last = b"", None
    for b in sorted(covered_bytes):
        out += (b" ... " if last is not None and b > last + 1 else b"") + text[b:b + 1]
        last = b
    return " ".join(out.decode(errors="replace").split()) or "-"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("khaldun")
    options.add_argument("data")
    options.add_argument("--misses", action="store_true", help="print what differs in the part \"develop\"")
    given = options.parse_args()
    print("part        gold  system  precision  recall    F1   source   cue  content")
    for part, documents in read(given.data).items():
        found = system(given.khaldun, documents)
        show = given.misses and part == "develop"
        pairs, golds, systems = [], 0, 0
        for key, text, gold in documents:
            row = lambda a: " | ".join(words(text, a[span]) for span in SPANS)
            left = list(found[key])
            golds, systems = golds + len(gold), systems + len(left)
            for g in gold:
                fit = [s for s in left if s["cue"] & g["cue"]]
                if not fit:
                    if show:
                        print("missed   ", row(g))
                    continue
                best = max(fit, key=lambda s: f1(s["content"], g["content"]))
                left.remove(best)
                pairs.append([f1(best[span], g[span]) for span in SPANS])
                if show and min(pairs[-1][0], pairs[-1][2]) < 0.5:
                    print("pair     ", row(g), "\n  has    ", row(best))
            for s in left if show else []:
                print("too much ", row(s))
        precision, recall = len(pairs) / max(systems, 1), len(pairs) / golds
        total = 2 * len(pairs) / (systems + golds)
        spans = [100 * sum(p[i] for p in pairs) / max(len(pairs), 1) for i in range(len(SPANS))]
        print(f"{part:10}  {golds:4}  {systems:6}  {100 * precision:9.1f}  {100 * recall:6.1f}  {100 * total:4.1f}   "
              f"{spans[0]:6.1f}  {spans[1]:4.1f}  {spans[2]:7.1f}")


if __name__ == "__main__":
    main()
