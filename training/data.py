"""Readers of the training data: treebanks (CoNLL-U), names (IOB2, GMB), and the label sets made from them.

A sentence is a `Sentence`: words, and for every annotation layer either one value a word or None where the
source does not annotate that layer. Losses skip a layer that is None.
"""
import collections
import csv
import dataclasses
import glob
import io
import os
import random
import re
import zipfile


@dataclasses.dataclass
class Sentence:
    words: list
    upos: list = None
    feats: list = None
    lemma: list = None   # edit scripts, see lemma_script
    head: list = None    # 0 is the root, word i is i + 1
    deprel: list = None
    ner: list = None     # IOB2 over PER ORG LOC NORP MISC
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


def read_conllu(path):
    sentence, out, name = [], [], None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if sentence:
                out.append(dataclasses.replace(_from_rows(sentence), id=name))
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


def read_iob2(path):
    """UNER files: one list of (word, tag) a sentence, in the treebank's order."""
    out, sentence = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if sentence:
                out.append(sentence)
            sentence = []
        elif not line.startswith("# "):
            columns = line.split("\t")
            sentence.append((columns[1], columns[2]))
    if sentence:
        out.append(sentence)
    return out


def add_names(sentences, iob2):
    """Gives treebank sentences the names of a UNER file, matched by their words.

    UNER's OTH becomes NORP where the span is one adjective or noun (demonyms, religions), else MISC.
    """
    by_words = {tuple(w for w, _ in s): [t for _, t in s] for s in iob2}
    for s in sentences:
        tags = by_words.get(tuple(s.words))
        if tags is None:
            continue
        s.ner = []
        for i, tag in enumerate(tags):
            if tag == "B-OTH":
                alone = i + 1 == len(tags) or tags[i + 1] != "I-OTH"
                tag = "B-NORP" if alone and s.upos[i] in ("ADJ", "NOUN", "PROPN") else "B-MISC"
            elif tag == "I-OTH":
                tag = "I-" + s.ner[-1][2:]
            s.ner.append(tag)


TITLES = set("""mr mrs ms miss dr sir president vice prime minister premier secretary general foreign state
spokesman spokeswoman chancellor king queen prince princess sheikh senator governor lieutenant colonel major
captain sergeant admiral pope ambassador judge chief justice former u.s. defense defence interior deputy opposition
leader chairman""".split())


def read_gmb(archive):
    """GMB silver names, titles taken off persons and demonyms told from places, to agree with UNER."""
    name = zipfile.ZipFile(archive).namelist()[0]
    with zipfile.ZipFile(archive).open(name) as raw:
        rows = list(csv.reader(io.TextIOWrapper(raw, encoding="latin-1")))[1:]
    out, words, tags = [], [], []

    def flush():
        if words:
            out.append(Sentence(words=list(words), ner=_clean_gmb(words, tags)))
        words.clear(), tags.clear()

    for number, word, pos, tag in rows:
        if number:
            flush()
        if word:
            words.append(word)
            tags.append((tag, pos))
    flush()
    return out


def _clean_gmb(words, tags):
    names = {"geo": "LOC", "org": "ORG", "per": "PER", "art": "MISC", "eve": "MISC"}
    out = []
    for i, (word, (tag, pos)) in enumerate(zip(words, tags)):
        kind = tag[2:]
        if kind == "gpe":
            label = "LOC" if pos == "NNP" and not word.endswith(("i", "n", "ese", "ish", "s")) else "NORP"
        else:
            label = names.get(kind)
        if label is None:
            out.append("O")
            continue
        begins = tag[0] == "B" or not out or out[-1] == "O"
        if label == "PER" and begins and word.lower().strip(".") in TITLES and i + 1 < len(words):
            out.append("O")
        else:
            out.append(("B-" if begins else "I-") + label)
    return out


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
        if tag != "O" and kind is None:
            start, kind = i, tag[2:]
    return spans


def swap_names(sentence, pools):
    """The sentence with each name exchanged for another of its kind and length: names are learnt from their context."""
    spans = name_spans(sentence.ner or [])
    if not spans:
        return sentence
    words, lemma = list(sentence.words), list(sentence.lemma)
    for kind, begin, end in spans:
        pool = pools[kind, end - begin]
        words[begin:end] = pool[random.randrange(len(pool))]
        lemma[begin:end] = ["K0" if s.startswith("K") else s for s in lemma[begin:end]]
    return dataclasses.replace(sentence, words=words, lemma=lemma)


def load_treebanks(folder):
    """Reads the unpacked data folder: train, dev and test sentences by name."""
    bank = os.path.join(folder, "treebanks")
    sets = {}
    for part in ("train", "dev", "test"):
        ewt = read_conllu(f"{bank}/ewt/en_ewt-ud-{part}.conllu")
        suffix = "train.cleaned" if part == "train" else part
        add_names(ewt, read_iob2(f"{folder}/entities/en_ewt-ud-{suffix}.iob2"))
        sets["ewt", part] = ewt
        sets["gum", part] = read_conllu(f"{bank}/gum/gum_strict_{part}.conllu")
    sets["gmb", "train"] = read_gmb(f"{folder}/entities/ner_dataset.csv.zip")
    return sets


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
