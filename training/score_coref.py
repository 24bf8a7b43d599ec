"""Scores `khaldun mentions` on treebanks with coreference in GUM's notation: whether pronouns, and definite phrases of a named
person, organisation or place, get the actor of what they go back to.

    python training/score_coref.py KHALDUN FILE.conllu ... [--misses]

A phrase is linked when its actor has another mention that is no pronoun, and rightly so when the nearest such mention that the
treebank has too is of the same entity there. Precision: of the linked; recall: of the pronouns whose entity, a person,
organisation or place, some noun names, and of the definite phrases whose entity a proper noun names. "The government" for its
state counts neither way: the treebank tells a land from its government.
"""
import argparse
import bisect
import json
import re
import subprocess
from collections import Counter, defaultdict

PRONOUNS = dict(he="he", him="he", his="he", himself="he", she="she", her="she", hers="she", herself="she", it="it", its="it", itself="it",
                they="they", them="they", their="they", theirs="they", themselves="they",
                i="I", me="I", my="I", mine="I", myself="I")
ACTORS = ("person", "organization", "place")


class Mention:
    """A phrase of the treebank. Offsets are bytes of the document's text; words are indices into the document."""

    def __init__(self, entity, kind, minimal, first):
        self.entity, self.kind, self.minimal, self.first, self.last = entity, kind, minimal, first, None
        self.head, self.names = None, set()  # word; words that a name of this phrase may be headed by


class Document:
    def __init__(self, id, published):
        self.id, self.published, self.text, self.glued = id, published, "", True
        self.words, self.mentions, self.parts = [], [], defaultdict(set)  # parts: entity -> the entities that it joins

    def close(self):
        """Finds heads and the bytes of words."""
        self.starts = [w["start"] for w in self.words]
        for m in self.mentions:
            inside = range(m.first, m.last + 1)
            m.head = next((w for w in inside if self.words[w]["head"] not in inside), m.first)
            m.names = {m.head, *(m.first + int(i) - 1 for i in m.minimal.split(",") if i.isdigit())}
            m.names |= {w for w in inside if self.words[w]["head"] == m.head and self.words[w]["deprel"].startswith("flat")}
        self.chains = defaultdict(list)
        for m in self.mentions:
            self.chains[m.entity].append(m)

    def tag(self, m):
        return self.words[m.head]["upos"]

    def plain(self, m):
        return self.text.encode()[self.words[m.first]["start"]:self.words[m.last]["end"]].decode()


def read(path):
    """-> [Document]"""
    documents, document, open_, base, until = [], None, [], 0, 0
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            document = Document(line[14:], None)
            documents.append(document)
        elif line.startswith("# meta::dateCreated = "):
            document.published = line[22:]
        elif re.match(r"# newpar( |$)", line) and document.text:
            document.text, document.glued = document.text.rstrip() + "\n\n", True
        elif not line:
            base = len(document.words)
        elif not line.startswith("#"):
            column = line.split("\t")
            glue = "SpaceAfter=No" in column[9]
            if "-" in column[0]:  # "Trump's", which its words 35 and 36 spell
                until = int(column[0].split("-")[1])
                document.glue_after = glue
                continue
            if not column[0].isdigit():
                continue
            number = int(column[0])
            document.text += "" if document.glued else " "
            start = len(document.text.encode())
            document.text += column[1]
            document.glued = number < until or (document.glue_after if number == until else glue)
            until = 0 if number >= until else until
            document.words.append(dict(start=start, end=len(document.text.encode()), form=column[1], upos=column[3], lemma=column[2],
                                       head=base + int(column[6]) - 1 if column[6] != "0" else -1, deprel=column[7]))
            word = len(document.words) - 1
            marks = dict(m.split("=", 1) for m in column[9].split("|") if "=" in m)
            for opening, closing in re.findall(r"\(([^()]+)|([^()]*)\)", marks.get("Entity", "")):
                if opening:
                    part = opening.split("-")
                    open_.append(Mention(part[0], part[1], part[5] if len(part) > 5 else "1", word))
                else:
                    at = max(i for i, m in enumerate(open_) if not closing or m.entity == closing)
                    open_[at].last = word
                    document.mentions.append(open_.pop(at))
            for part, whole in re.findall(r"(\w+)<(\w+)", marks.get("SplitAnte", "")):
                document.parts[whole].add(part)
    for document in documents:
        document.close()
    return documents


class Judge:
    """One document's mentions beside the treebank's."""

    def __init__(self, document, found):
        self.d, self.found = document, sorted(found, key=lambda f: f["head"])
        by_word = defaultdict(list)
        for m in document.mentions:
            for w in m.names:
                by_word[w].append(m)
        for f in self.found:
            f["word"] = max(0, bisect.bisect_right(document.starts, f["head"]) - 1)
            f["numbers"] = {a["number"] for a in f["actors"]}
            f["gold"] = min(by_word[f["word"]], key=lambda m: m.last - m.first, default=None)
            f["pronoun"] = document.words[f["word"]]["upos"] == "PRON"

    def antecedents(self, f):
        """The nearest nominal mention of each actor of `f`, of those the treebank has if there are any; None where there is none."""
        nearest = []
        for number in f["numbers"]:
            others = [o for o in self.found if number in o["numbers"] and o["word"] != f["word"] and not o["pronoun"]]
            others = [o for o in others if o["gold"]] or others
            nearest.append(min(others, key=lambda o: (len(o["numbers"]), abs(o["word"] - f["word"])), default=None))
        return nearest

    def right(self, m, antecedents):
        entities = {a["gold"].entity for a in antecedents if a and a["gold"]}
        if len(antecedents) == 1:
            return m.entity in entities
        # "Both": of their entity some phrase holds both, "A and B", or the treebank says that it joins them.
        spans = [(o.first, o.last) for o in self.d.chains[m.entity]]
        joined = self.d.parts[m.entity]
        return all(a and a["gold"] and (a["gold"].entity in joined or any(first <= a["word"] <= last for first, last in spans))
                   for a in antecedents)

    def phrases(self):
        """-> class, treebank's mention or None, system's mention or None, whether it counts for recall"""
        d, of = self.d, {f["word"]: f for f in self.found}
        gold = {}
        for m in d.mentions:
            if m.head not in gold or m.last - m.first > gold[m.head].last - gold[m.head].first:
                gold[m.head] = m
        for w, word in enumerate(d.words):
            m, f = gold.get(w), of.get(w)
            chain = [] if m is None else [o for o in d.chains[m.entity] if o.head != w]
            actor = m is not None and m.kind in ACTORS
            lemma = PRONOUNS.get(word["form"].lower()) if word["upos"] == "PRON" else None
            if lemma:
                yield lemma, m, f, actor and any(d.tag(o) in ("NOUN", "PROPN") for o in chain)
            elif actor and word["upos"] == "NOUN":
                definite = any(d.words[v]["head"] == w and d.words[v]["form"].lower() in ("the", "this", "that", "these", "those", "both")
                               for v in range(m.first, w))
                state = f is not None and m.kind != "place" and all((a["id"] or "").isalpha() for a in f["actors"])
                if definite and not state:
                    yield "the " + m.kind, m, f, any(d.tag(o) == "PROPN" for o in chain)


def score(documents, found, misses):
    n = defaultdict(Counter)
    for d in documents:
        judge = Judge(d, found[d.id])
        for kind, m, f, counts in judge.phrases():
            antecedents = judge.antecedents(f) if f else []
            if kind.startswith("the ") and f and not any(a["name"] for a in f["actors"]):
                antecedents = []  # some police or other
            linked = bool(antecedents) and any(antecedents)
            right = linked and m is not None and judge.right(m, antecedents)
            for row in (kind,) if kind == "I" else (kind, "third person") if kind in PRONOUNS.values() else (kind, "definite phrases"):
                n[row]["gold"] += counts
                n[row]["linked"] += linked
                n[row]["right"] += right
                n[row]["found"] += right and counts
            if misses and kind != "I" and not right and (counts or linked):
                w = f["word"] if f else m.head
                around = " ".join(x["form"] for x in d.words[max(0, w - 25):w]) + " [" + d.words[w]["form"] + "] "
                around += " ".join(x["form"] for x in d.words[w + 1:w + 9])
                told = "; ".join(d.text.encode()[a["start"]:a["end"]].decode() if a else "?" for a in antecedents)
                chain = [] if m is None else [o for o in d.chains[m.entity] if d.tag(o) in ("NOUN", "PROPN") and o.head != w]
                wanted = d.plain(min(chain, key=lambda o: abs(o.head - w)))[:60] if chain else "-"
                print("wrong" if linked else "none", kind, d.id, f"found {told or '-'} ({f['how'] if f else ''})", f"wanted {wanted}" + ("" if counts else " (no actor)"),
                      around, sep="\t")
    return n


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("khaldun")
    options.add_argument("files", nargs="+")
    options.add_argument("--misses", action="store_true", help="print what is linked wrongly or not at all")
    given = options.parse_args()
    documents = [d for path in given.files for d in read(path)]
    lines = "".join(json.dumps(dict(id=d.id, text=d.text, published=d.published)) + "\n" for d in documents)
    out = subprocess.run([given.khaldun, "mentions", "--threads", "2", "--input", "jsonl", "-"], input=lines, capture_output=True, text=True, check=True)
    found = defaultdict(list)
    for line in out.stdout.splitlines():
        mention = json.loads(line)
        found[mention["document"]].append(mention)
    print(f"documents {len(documents)}")
    print("                   gold  linked  right   precision  recall   F1")
    for kind, c in sorted(score(documents, found, given.misses).items()):
        precision, recall = c["right"] / max(1, c["linked"]), c["found"] / max(1, c["gold"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{kind:18} {c['gold']:4}  {c['linked']:6}  {c['right']:5}       {100 * precision:5.1f}   {100 * recall:5.1f} {100 * f1:5.1f}")


if __name__ == "__main__":
    main()
