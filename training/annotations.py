"""Keeps annotated event records apart from the texts that they mark, and joins the two again.

usage: annotations.py pack DOCS.jsonl GOLD.jsonl FOLDER
       annotations.py unpack DATA FOLDER

pack    writes FOLDER/wikinews.jsonl, state_releases.jsonl, current_events.jsonl and gmb.jsonl: the records, no word of text.
unpack  reads these files from annotations/ beside this program, finds their texts in DATA and writes train.docs.jsonl
        and train.gold.jsonl into FOLDER, as train_events.py and train_judge.py read them. Texts that are not found are
        named at the end, and the exit status is 1.
DATA    has text/ with files of the first three names, one JSON object a line with "text" and, for articles, "title", and
        entities/ner_dataset.csv.zip, the sentences of the Groningen Meaning Bank: a source "GMB 300-305" is those of these
        numbers, from 0, put together by running_text() with a space between two.

A packed document, one a line:
  source, kind, published  as in DOCS
  sha256                   of the text as UTF-8, without the white space around it
  until                    bytes of the text that were read, where that is not all of it; DOCS has it, too, beside the whole text
  title, title_sha256      whether offsets run over title + "\\n" + text, and then the title's own sum
  records                  [{"type", "mode", "cameo", "status", "trigger": SPAN, "evidence": [SPAN, …],
                           "source": [ACTOR, …], "target": [ACTOR, …], "date": [first day, last day],
                           "place": {"name": NAME, "country"}, "killed", "injured", "arrested", "said_by": NAME}]
attributions.jsonl has a form of its own, which score_attributions.py reads:
  source, published, sha256, title_sha256   as above; offsets run over title + "\\n" + text
  part                     "develop": misses may be read; "held out", "later": only totals are looked at
  attributions             [{"source": SPAN, "cue": SPAN, "content": [SPAN, …]}], without a source where none is told

SPAN is [begin, end) in bytes; ACTOR {"at": SPAN, "name": NAME, "country", "sector"}; NAME a SPAN where the text has the
name, else the name itself. What is unknown is left out.
"""
import collections
import hashlib
import json
import os
import pathlib
import re
import sys
import urllib.parse

from names import read_gmb

PACKED = pathlib.Path(__file__).parent / "annotations"
# By the host that a source names; the briefs' source is no address.
FILES = {"en.wikinews.org": "wikinews", "www.state.gov": "state_releases", None: "current_events"}
GMB = "gmb"
# GMB keeps single characters of Windows' code page.
WINDOWS = {0x85: "...", 0x92: "'", 0x93: '"', 0x94: '"', 0x96: "-"}
OPENING = {"(", "[", "$"}
CLOSING = {".", ",", ";", ":", "?", "!", "%", ")", "]", "...", "n't", "'"}
AS_IT_IS = ("type", "mode", "cameo", "status", "date", "killed", "injured", "arrested")


def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def write(path, rows):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in rows)


def sum_of(text):
    return hashlib.sha256(text.encode()).hexdigest()


def known(fields):
    return {k: v for k, v in fields.items() if v is not None and v != []}


def file_of(source):
    """The file that has the annotations of a document from `source`."""
    return GMB if source.startswith("GMB ") else FILES[urllib.parse.urlsplit(source).hostname]


def by_sum(data, name, packed=()):
    """The texts and titles in DATA that the annotations of the file `name` may mark, by their sums; of GMB those of `packed` documents."""
    if name == GMB:
        sentences = [running_text(words) for words, _ in read_gmb(f"{data}/entities/ner_dataset.csv.zip")]
        spans = [map(int, d["source"].split()[1].split("-")) for d in packed]
        return {sum_of(text): text for first, last in spans for text in [" ".join(sentences[first:last + 1])]}
    found = lines(f"{data}/text/{name}.jsonl")
    return {sum_of(s): s for d in found for s in (d["text"].strip(), d.get("title")) if s}


def running_text(words):
    """The sentence that words stand in, as it is printed: no space before a comma, none inside of quotation marks."""
    text, glued, quoted = "", True, False
    for word in words:
        word = word.translate(WINDOWS).strip()
        closes = word == '"' and quoted
        before = "" if glued or closes or word in CLOSING or re.match("'.", word) else " "
        text += before + word
        quoted ^= word == '"'
        glued = word in OPENING or word == '"' and quoted
    return text


def read_part(document, text):
    """What an annotator read of `text`."""
    return text.encode()[:document.get("until")].decode()


def whole(title, text):
    """What offsets run over."""
    return ((title + "\n" if title else "") + text).encode()


class Packer:
    """Offsets for the words of one document's records."""

    def __init__(self, text):
        self.text = text

    def span(self, words, near=0):
        """The occurrence of `words` nearest to byte `near`. ValueError where there is none."""
        found = [m.start() for m in re.finditer(re.escape(words.encode()), self.text)]
        if not found:
            start = self.text[:60].decode(errors="ignore")
            raise ValueError(f"{words!r} is not in the text that begins {start!r}; correct the annotation")
        begin = min(found, key=lambda f: abs(f - near))
        return [begin, begin + len(words.encode())]

    def name(self, name, near):
        return self.span(name, near) if name and name.encode() in self.text else name

    def record(self, r):
        evidence = [self.span(quote) for quote in r["ev"]]
        begin = evidence[0][0] + r["ev"][0].encode().index(r["tr"].encode())
        actor = lambda a: known({"at": self.span(a["t"], begin), "name": self.name(a.get("n"), begin),
                                 "country": a.get("c"), "sector": a["s"]})
        actors = lambda side: [actor(a) for a in r.get(side) or []]
        place = r.get("place")
        return known({
            **{k: r.get(k) for k in AS_IT_IS}, "trigger": [begin, begin + len(r["tr"].encode())], "evidence": evidence,
            "source": actors("source"), "target": actors("target"), "said_by": self.name(r.get("said_by"), begin),
            "place": place and known({"name": self.name(place["n"], begin), "country": place.get("c")})})


class Unpacker:
    """The words that one document's records name by offsets."""

    def __init__(self, text):
        self.text = text

    def words(self, span):
        return span if span is None or isinstance(span, str) else self.text[slice(*span)].decode()

    def record(self, r):
        actor = lambda a: known({"t": self.words(a["at"]), "n": self.words(a.get("name")), "c": a.get("country"),
                                 "s": a["sector"]})
        actors = lambda side: [actor(a) for a in r.get(side, [])]
        place = r.get("place")
        return known({
            **{k: r.get(k) for k in AS_IT_IS}, "source": actors("source"), "target": actors("target"),
            "place": place and known({"n": self.words(place["name"]), "c": place.get("country")}),
            "said_by": self.words(r.get("said_by")), "ev": [self.words(e) for e in r["evidence"]],
            "tr": self.words(r["trigger"])})


def pack(docs, gold, folder):
    records = collections.defaultdict(list)
    for r in lines(gold):
        if "type" in r:
            records[r["doc"]].append(r)
    files = collections.defaultdict(list)
    for d in lines(docs):
        title = d["title"]
        packer = Packer(whole(title, read_part(d, d["text"])))
        row = {k: d[k] for k in ("source", "kind", "published")} | {"sha256": sum_of(d["text"]), "title": bool(title)}
        if "until" in d:
            row["until"] = d["until"]
        if title:
            row["title_sha256"] = sum_of(title)
        row["records"] = [packer.record(r) for r in records[d["id"]]]
        files[file_of(d["source"])].append(row)
    for name, rows in files.items():
        write(f"{folder}/{name}.jsonl", rows)


def unpack(data, folder):
    """Returns how many documents were not found."""
    docs, gold, missing = [], [], []
    for name in (*FILES.values(), GMB):
        packed = lines(PACKED / f"{name}.jsonl")
        strings = by_sum(data, name, packed)
        for d in packed:
            text, title = strings.get(d["sha256"]), strings.get(d.get("title_sha256"))
            if text is None or d["title"] and title is None:
                what = f"text of sum {d['sha256']}" if text is None else f"title of sum {d['title_sha256']}"
                missing.append(f"{data} has no {what}; wanted: {d['source']}, {d['published']}")
                continue
            text = read_part(d, text)
            key = f"{name}-{d['sha256'][:10]}"
            docs.append({"id": key, **{k: d[k] for k in ("kind", "published", "source")}, "title": title, "text": text})
            unpacker = Unpacker(whole(title, text))
            gold += [{"doc": key, **unpacker.record(r)} for r in d["records"]] or [{"doc": key, "none": True}]
    write(f"{folder}/train.docs.jsonl", docs)
    write(f"{folder}/train.gold.jsonl", gold)
    for line in missing:
        print(line, file=sys.stderr)
    count = sum("type" in r for r in gold)
    print(f"{len(docs)} documents, {count} records; {len(missing)} documents not found", file=sys.stderr)
    return len(missing)


def main():
    commands = {("pack", 3): pack, ("unpack", 2): unpack}
    command = commands.get((sys.argv[1] if sys.argv[1:] else "", len(sys.argv) - 2))
    if command is None:
        sys.exit(__doc__)
    sys.exit(1 if command(*sys.argv[2:]) else 0)


if __name__ == "__main__":
    main()
