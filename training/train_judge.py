"""Learns the weights in lexicon/judge: which actors play source and target of an act (casting), where it takes place (setting), when
(timing), whether it happened (factuality), whether it is a record at all (verdict), and whether two records tell one act (merging).

usage: train_judge.py casting|setting|timing|factuality|verdict|merging GOLD/train.docs.jsonl GOLD/train.gold.jsonl EXPLAINED.jsonl OUT.tsv [--strength 0.03]
                      [--mean OLD.tsv SHARE]

--mean     OUT holds SHARE of what is learnt here and the rest of the weights in OLD, which were learnt from other documents: annotators differ,
           and each set alone codes the other's less well.

EXPLAINED  khaldun code --explain --input jsonl --format jsonl GOLD/train.docs.jsonl: each record's "judged" has a line for each candidate:
           "part BEGIN-END 'words' COUNTRY:SECTOR:NAME,…: source P, target P by FEATURE; FEATURE; …"
           "site BEGIN-END 'name' COUNTRY: P by FEATURE; FEATURE; …"
           "moment BEGIN-END FIRST LAST: P by FEATURE; FEATURE; …", the day of publication as 0-0
           "status STATUS: P by FEATURE; FEATURE; …"
           "verdict BEGIN-END: P by FEATURE; FEATURE; …"
           "twin BEGIN-END BEGIN-END: P by FEATURE; FEATURE; …", an earlier telling and the record's own
           The event head must not have learnt the documents, or its word is trusted too far: train it on either half of them
           (train_events.py --half), code each half with the pack of the other, and join the two outputs.

An annotated record is paired with the record of the same type whose evidence overlaps its own. An actor is source (target) where
its words are those of an annotated source (target) or it is the same actor as one whose words are. A place is right where its
country is, a day where it is at most one off. For the verdict all that the witnesses find must be coded, so let lexicon/judge/verdict.tsv hold no line meanwhile; what
overlaps an annotated record of its type is one. For merging nothing must be merged, so let lexicon/judge/merging.tsv hold no line meanwhile; two
tellings are one act where the annotated records that they overlap most are one, and teach nothing where one of them overlaps none. Prints how well five folds of documents are told, each by what the other four taught.
"""
import argparse
import collections
import datetime
import json
import re

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

PART = re.compile(r"part (\d+)-(\d+) '(.*?)' ([^:]*:[A-Z]{3}:.*?): source [\d.]+, target [\d.]+ by (.*)$", re.S)
ACTOR = re.compile(r"([A-Z]{3})?:([A-Z]{3}):")
SITE = re.compile(r"site \d+-\d+ '.*?' ([A-Z]{3})?: [\d.]+ by (.*)$", re.S)
MOMENT = re.compile(r"moment \d+-\d+ ([\d-]+) ([\d-]+): [\d.]+ by (.*)$", re.S)
VERDICT = re.compile(r"verdict (\d+)-(\d+): [\d.]+ by (.*)$", re.S)
TWIN = re.compile(r"twin (\d+)-(\d+) (\d+)-(\d+): [\d.]+ by (.*)$", re.S)
STATUSES = ("occurred", "planned", "proposed", "alleged", "denied")
STATUS = re.compile(r"status \w+: [\d.]+ by (.*)$", re.S)
AT_LEAST = 4   # candidates that a feature must stand beside to get a weight
NOWHERE = 0.3  # weight of records whose place or day the annotator left open
COLUMNS = {"casting": "its weight for source, for target", "setting": "its weight", "timing": "its weight",
           "factuality": "its weights for planned, proposed, alleged, denied", "verdict": "its weight",
           "merging": "its weight"}
FILES = {"merging": "twins"}  # where the file in src/coder has another name than the table
HEADER = """# Weights of src/coder/{name}.cc, learnt by training/train_judge.py from annotated documents (texts: Wikinews CC BY 2.5,
# US State Department and Groningen Meaning Bank public domain, Wikipedia current events CC BY-SA 4.0). Licence: CC BY-SA 4.0.
# feature, then {columns}
"""


def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def parts_of(record):
    """[(begin, end, {(country, sector)}, actors as text, features)] of a coded record."""
    out = []
    for why in record["judged"]:
        m = PART.match(why)
        if m:
            actors = {(a.group(1), a.group(2)) for a in ACTOR.finditer(m[4])}
            out.append((int(m[1]), int(m[2]), actors, m[4], m[5].split("; ")))
    return out


def labels_of(text, gold, parts):
    """0 neither, 1 source, 2 target for each part."""
    labels, by_words = [0] * len(parts), [False] * len(parts)
    for side, label in (("source", 1), ("target", 2)):
        for actor in gold.get(side) or []:
            words = actor["t"].encode()
            spans = [(m.start(), m.end()) for m in re.finditer(re.escape(words), text)] if words else []
            hit = [i for i, p in enumerate(parts) if any(p[0] < e and b < p[1] for b, e in spans)]
            same = {parts[i][3] for i in hit}
            for i, part in enumerate(parts):
                overlaps = i in hit
                alike = part[3] in same or (not hit and (actor.get("c"), actor["s"]) in part[2])
                if (overlaps and not by_words[i]) or (alike and labels[i] == 0):
                    labels[i], by_words[i] = label, overlaps
    return labels


def pairs(docs, gold, coded):
    """(document, its text, annotated record, coded record)"""
    texts = {d["id"]: ((d.get("title") + "\n" if d.get("title") else "") + d["text"]).encode() for d in docs}
    by_document = collections.defaultdict(list)
    for r in coded:
        by_document[r["document"]].append(r)
    taken = set()
    for g in gold:
        if "type" not in g:
            continue
        text = texts[g["doc"]]
        begin = text.find(g["ev"][0].encode())
        end = begin + len(g["ev"][0].encode())
        for r in by_document[g["doc"]]:
            touches = any(e["start"] < end and begin < e["end"] for e in r["evidence"])
            if begin >= 0 and touches and r["type"] == g["type"] and r["id"] not in taken:
                taken.add(r["id"])
                yield g["doc"], text, g, r
                break


def casting(document, text, gold, record):
    parts = parts_of(record)
    for part, label in zip(parts, labels_of(text, gold, parts)):
        yield part[4], label, 1.0


def setting(document, text, gold, record):
    place = gold.get("place")
    for why in record["judged"]:
        m = SITE.match(why)
        if m:
            yield m[2].split("; "), int(place is not None and place.get("c") == m[1]), 1.0 if place else NOWHERE


def timing(document, text, gold, record):
    date = gold.get("date")
    day, one = datetime.date.fromisoformat, datetime.timedelta(days=1)
    moments = [m for m in map(MOMENT.match, record["judged"]) if m]
    overlap = lambda m, slack: date and day(m[1]) <= day(date[1]) + slack and day(date[0]) - slack <= day(m[2])
    # A day off counts only where the annotated day itself is none of the candidates.
    slack = 0 * one if any(overlap(m, 0 * one) for m in moments) else one
    for m in moments:
        yield m[3].split("; "), int(bool(overlap(m, slack))), 1.0 if date else NOWHERE


def factuality(document, text, gold, record):
    for why in record["judged"]:
        m = STATUS.match(why)
        if m:
            yield m[1].split("; "), STATUSES.index(gold["status"]), 1.0


def evidence_of(docs, gold):
    """(document, type): [(begin, end, number of the annotated record)] of annotated evidence."""
    texts = {d["id"]: ((d.get("title") + "\n" if d.get("title") else "") + d["text"]).encode() for d in docs}
    told = collections.defaultdict(list)
    for number, g in enumerate(gold):
        for quote in g.get("ev", []):
            begin = texts[g["doc"]].find(quote.encode())
            if begin >= 0:
                told[g["doc"], g["type"]].append((begin, begin + len(quote.encode()), number))
    return told


def twins(docs, gold, coded):
    """(document, features, label, weight) of every two tellings of a type that annotators took for acts."""
    told = evidence_of(docs, gold)
    for record in coded:
        spans = told[record["document"], record["type"]]
        for m in filter(None, map(TWIN.match, record["judged"])):
            # The annotated record that each telling overlaps most.
            acts = [max(((min(end, e) - max(begin, b), n) for b, e, n in spans if begin < e and b < end), default=None)
                    for begin, end in ((int(m[1]), int(m[2])), (int(m[3]), int(m[4])))]
            if None not in acts:
                yield record["document"], m[5].split("; "), int(acts[0][1] == acts[1][1]), 1.0


def verdicts(docs, gold, coded):
    """(document, features, label, weight) of every candidate."""
    told = evidence_of(docs, gold)
    for record in coded:
        for why in record["judged"]:
            m = VERDICT.match(why)
            if m:
                begin, end = int(m[1]), int(m[2])
                hit = any(begin < e and b < end for b, e, _ in told[record["document"], record["type"]])
                yield record["document"], m[3].split("; "), int(hit), 1.0


def candidates_of(what, docs, gold, coded):
    of_all = {"verdict": verdicts, "merging": twins}
    if what in of_all:
        yield from of_all[what](docs, gold, coded)
        return
    of_pair = {"casting": casting, "setting": setting, "timing": timing, "factuality": factuality}[what]
    for pair in pairs(docs, gold, coded):
        for features, label, w in of_pair(*pair):
            yield pair[0], features, label, w


def weights_of(path):
    """Feature -> its weights in a table of lexicon/judge."""
    rows = (line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if line[0] != "#")
    return {row[0]: np.array([float(w) for w in row[1:]]) for row in rows}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("what", choices=("casting", "setting", "timing", "factuality", "verdict", "merging"))
    for name in ("docs", "gold", "coded", "out"):
        p.add_argument(name)
    p.add_argument("--strength", type=float, default=0.03), p.add_argument("--mean", nargs=2, metavar=("OLD", "SHARE"))
    a = p.parse_args()
    rows, labels, weight, groups = [], [], [], []
    for document, features, label, w in candidates_of(a.what, lines(a.docs), lines(a.gold), lines(a.coded)):
        rows.append(features), labels.append(label), weight.append(w), groups.append(document)
    count = collections.Counter(f for r in rows for f in r)
    names = sorted(f for f, n in count.items() if n >= AT_LEAST)
    index = {f: i for i, f in enumerate(names)}
    at = [(r, index[f]) for r, features in enumerate(rows) for f in set(features) if f in index]
    x = csr_matrix((np.ones(len(at)), tuple(zip(*at))), shape=(len(rows), len(names)))
    y, weight = np.array(labels), np.array(weight)
    fit = lambda k: LogisticRegression(C=a.strength, max_iter=400).fit(x[k], y[k], weight[k])
    right = collections.Counter()
    for train, test in GroupKFold(5).split(x, y, groups):
        guess = fit(train).predict(x[test])
        for label in set(labels) - {0}:
            right[label, "both"] += ((guess == label) & (y[test] == label)).sum()
            right[label, "all"] += (guess == label).sum() + (y[test] == label).sum()
    f1 = [f"{200 * right[k, 'both'] / right[k, 'all']:.1f}" for k in sorted(set(labels) - {0})]
    print(f"{len(rows)} candidates, {len(names)} features; F1 over five folds: {', '.join(f1)}")
    model = fit(np.arange(len(rows)))
    # Of several classes the first is the zero; of two there is one row of weights.
    weights = model.coef_[1:] - model.coef_[0] if len(model.coef_) > 1 else model.coef_
    bias = model.intercept_[1:] - model.intercept_[0] if len(model.coef_) > 1 else model.intercept_
    weights[:, index["any"]] += bias
    learnt = {f: weights[:, i] for i, f in enumerate(names)}
    if a.mean:
        old, share, none = weights_of(a.mean[0]), float(a.mean[1]), np.zeros(len(weights))
        learnt = {f: share * learnt.get(f, none) + (1 - share) * old.get(f, none) for f in learnt | old}
    with open(a.out, "w", encoding="utf-8") as out:
        out.write(HEADER.format(name=FILES.get(a.what, a.what), columns=COLUMNS[a.what]))
        for f in sorted(learnt):
            if np.abs(learnt[f]).sum() >= 0.02:
                out.write("\t".join([f] + [f"{w:.2f}" for w in learnt[f]]) + "\n")


if __name__ == "__main__":
    main()
