"""Readers of the training data: treebanks (CoNLL-U), names (IOB2, GMB), and the label sets made from them.

A sentence is a `Sentence`: words, and for every annotation layer either one value a word or None where the
source does not annotate that layer. Losses skip a layer that is None.
"""
import collections
import dataclasses
import glob
import os
import random
import re

import names


@dataclasses.dataclass
class Sentence:
    words: list
    upos: list = None
    feats: list = None
    lemma: list = None   # edit scripts, see lemma_script
    head: list = None    # 0 is the root, word i is i + 1
    deprel: list = None
    ner: list = None     # IOB2 over PER ORG LOC NORP MISC, or names.UNSURE
    source: str = "uner" # whose names they are: uner, gum, gmb or masc
    id: str = None       # "weblog-NAME-0001" in EWT
    arguments: dict = None  # {predicate: {head word of an argument: one of ARGUMENTS}}, 0-based


ARGUMENTS = ["none", "ARG0", "ARG1", "ARG2", "LOC"]


def lemma_script(form, lemma):
    """The edit that turns `form` into `lemma`: case flag, characters to strip, suffix to add.

    'L3y' lowercases 'Cities', strips 'ies' and adds 'y'. 'K0' keeps the form as it stands.
    """
    best = None
    for flag, base in (("L", form.lower()), ("K", form)):
        common = os.path.commonprefix([base, lemma])
        script = f"{flag}{len(base) - len(common)}{lemma[len(common):]}"
        if best is None or len(script) < len(best):
            best = script
    return best


def apply_lemma_script(form, script):
    flag, strip, suffix = re.fullmatch(r"([LK])(\d+)(.*)", script, re.S).groups()
    base = form.lower() if flag == "L" else form
    strip = int(strip)
    return base[: len(base) - strip] + suffix if strip <= len(base) else base


def read_conllu(path, tags_of=None):
    """The trees of a file; `tags_of` makes the names of a sentence from its rows."""
    sentence, out, name = [], [], None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if sentence:
                out.append(dataclasses.replace(_from_rows(sentence), id=name, ner=tags_of and tags_of(sentence)))
            sentence = []
        elif line.startswith("# sent_id = "):
            name = line[len("# sent_id = "):]
        elif line[0] != "#":
            row = line.split("\t")
            if row[0].isdigit():
                sentence.append(row)
    return out


def _from_rows(rows):
    return Sentence(
        words=[r[1] for r in rows],
        upos=[r[3] for r in rows],
        feats=[r[5] for r in rows],
        lemma=[lemma_script(r[1], r[2]) for r in rows],
        head=[int(r[6]) for r in rows],
        deprel=[r[7] for r in rows],
    )


def add_names(sentences, iob2):
    """Gives treebank sentences the names of a UNER file, matched by their words."""
    by_words = {tuple(w for w, _ in s): s for s in iob2}
    for s in sentences:
        pairs = by_words.get(tuple(s.words))
        if pairs is not None:
            s.ner = names.uner_tags(pairs, s.upos)


def add_arguments(sentences, folder):
    """Adds PropBank's arguments to the sentences of EWT; returns how many got them. `folder` is propbank_ewt, whose files hold a
    line a word without the word: document, sentence, number, -, tag, bracket, lemma, sense, then a column of brackets a predicate.
    """
    by_id = {s.id: s for s in sentences}
    found = 0
    for path in glob.glob(f"{folder}/*/*/*.gold_skel"):
        genre = os.path.relpath(path, folder).split(os.sep)[0]
        document = f"{genre}-{os.path.basename(path)[:-len('.xml.gold_skel')]}"
        for block in open(path, encoding="utf-8").read().split("\n\n"):
            rows = [line.split() for line in block.split("\n") if line.strip()]
            sentence = by_id.get(f"{document}-{int(rows[0][1]) + 1:04}") if rows else None
            # Here and there the treebank has split a sentence or a word otherwise.
            if sentence is None or len(rows) != len(sentence.words):
                continue
            found += 1
            sentence.arguments = {}
            for column in range(8, len(rows[0])):
                predicate, arguments = _bracketed([r[column] for r in rows], sentence.head)
                if predicate is not None:
                    sentence.arguments[predicate] = arguments
    return found


def _bracketed(cells, head):
    predicate, arguments, begin, label = None, {}, 0, None
    for i, cell in enumerate(cells):
        if cell.startswith("("):
            begin, label = i, cell[1:].split("*")[0]
        if cell.endswith(")"):
            label = {"ARGM-LOC": "LOC", "ARGM-GOL": "ARG2"}.get(label, label)
            top = next((w for w in range(begin, i + 1) if not begin <= head[w] - 1 <= i), begin)
            if label == "V":
                predicate = top
            elif label in ARGUMENTS:
                arguments[top] = label
    return predicate, arguments


def name_pools(sentences):
    """Names of the sentences by kind and number of words, each with its words."""
    pools = collections.defaultdict(set)
    for s in sentences:
        for kind, begin, end in name_spans(s.ner or []):
            pools[kind, end - begin].add(tuple(s.words[begin:end]))
    return {k: sorted(v) for k, v in pools.items()}


def name_spans(tags):
    """{(kind, begin, end)} of IOB2 tags."""
    spans, start, kind = set(), 0, None
    for i, tag in enumerate(list(tags) + ["O"]):
        if kind and tag != "I-" + kind:
            spans.add((kind, start, i))
            kind = None
        if tag[1:2] == "-" and kind is None:
            start, kind = i, tag[2:]
    return spans


def swap_names(sentence, pools):
    """The sentence with each name exchanged for another of its kind and length: names are learnt from their context."""
    spans = name_spans(sentence.ner or [])
    if not spans:
        return sentence
    words, lemma = list(sentence.words), sentence.lemma and list(sentence.lemma)
    for kind, begin, end in spans:
        pool = pools[kind, end - begin]
        words[begin:end] = pool[random.randrange(len(pool))]
        if lemma:
            lemma[begin:end] = ["K0" if s.startswith("K") else s for s in lemma[begin:end]]
    return dataclasses.replace(sentence, words=words, lemma=lemma)


def load_treebanks(folder):
    """Reads the unpacked data folder: train, dev and test sentences by name."""
    bank = os.path.join(folder, "treebanks")
    gmb = names.read_gmb(f"{folder}/entities/ner_dataset.csv.zip")
    demonyms = _mostly("B-NORP", gmb)
    sets = {("gmb", "train"): [Sentence(words=w, ner=t, source="gmb") for w, t in gmb]}
    for part in ("train", "dev", "test"):
        ewt = read_conllu(f"{bank}/ewt/en_ewt-ud-{part}.conllu")
        suffix = "train.cleaned" if part == "train" else part
        add_names(ewt, names.read_iob2(f"{folder}/entities/en_ewt-ud-{suffix}.iob2"))
        sets["ewt", part] = ewt
        gum = read_conllu(f"{bank}/gum/gum_strict_{part}.conllu", lambda rows: names.gum_tags(rows, demonyms))
        sets["gum", part] = [dataclasses.replace(s, source="gum") for s in gum]
    masc = names.read_masc(f"{bank}/masc_tagged/masc_tagged.zip", demonyms)
    sets["masc", "train"] = [Sentence(words=w, ner=t, source="masc") for w, t in masc]
    return sets


def _mostly(tag, sentences):
    """The words that bear `tag` in four of five cases, and at least three times."""
    every = collections.Counter(w for words, _ in sentences for w in words)
    count = collections.Counter(w for words, tags in sentences for w, t in zip(words, tags) if t == tag)
    return {w for w, n in count.items() if n >= 3 and n > 0.8 * every[w]}


def batches(items, size_of, budget, seed):
    """Batches of similar length whose padded size stays under `budget` pieces, in random order."""
    rng = random.Random(seed)
    order = sorted(items, key=lambda s: (size_of(s), rng.random()))
    out, batch = [], []
    for item in order:
        if batch and size_of(item) * (len(batch) + 1) > budget:
            out.append(batch)
            batch = []
        batch.append(item)
    if batch:
        out.append(batch)
    rng.shuffle(out)
    return out
