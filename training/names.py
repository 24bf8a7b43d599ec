"""Names from four sources, told in UNER's way: proper names alone, without titles, IOB2 over PER ORG LOC NORP MISC.

UNSURE stands where a source's own way cannot be told apart from UNER's; no label set holds it, so losses skip the word.
"""
import csv
import io
import json
import pathlib
import re
import zipfile

UNSURE = "?"
READ = pathlib.Path(__file__).parent / "annotations" / "names.jsonl"
TITLES = set("""mr mrs ms miss dr sir president vice prime minister premier secretary general foreign state
spokesman spokeswoman chancellor king queen prince princess sheikh senator governor lieutenant colonel major
captain sergeant admiral pope ambassador judge chief justice former u.s. defense defence interior deputy opposition
leader chairman""".split())


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


def uner_tags(pairs, upos):
    """UNER's (word, tag) pairs as our tags. OTH becomes NORP where the span is one adjective or noun (demonyms, religions), else MISC."""
    out = []
    tags = [t for _, t in pairs]
    for i, tag in enumerate(tags):
        if tag == "B-OTH":
            alone = i + 1 == len(tags) or tags[i + 1] != "I-OTH"
            tag = "B-NORP" if alone and upos[i] in ("ADJ", "NOUN", "PROPN") else "B-MISC"
        elif tag == "I-OTH":
            tag = "I-" + out[-1][2:]
        out.append(tag)
    return out


def read_gmb(archive):
    """[(words, tags)] of GMB's silver names, titles taken off persons and demonyms told from places, to agree with UNER."""
    name = zipfile.ZipFile(archive).namelist()[0]
    with zipfile.ZipFile(archive).open(name) as raw:
        rows = list(csv.reader(io.TextIOWrapper(raw, encoding="latin-1")))[1:]
    out, words, tags = [], [], []

    def flush():
        if words:
            out.append((list(words), _clean_gmb(words, tags)))
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


def masc_sentences(archive, file):
    """The sentences of a text of MASC, as lists of words."""
    lines = archive.read("masc_tagged/" + file).decode("utf-8", errors="replace").split("\n")
    sentences = [[token.rsplit("_", 1)[0] for token in line.split() if "_" in token] for line in lines]
    return [s for s in sentences if s]


def read_masc(archive, demonyms):
    """[(words, tags)] of the sentences of MASC whose names were read for this project. A line of READ has a text's
    "file" and "sentences", {number: [[kind, first word, word behind the last], ...]}; `demonyms` are words that are NORP elsewhere.
    """
    out = []
    with zipfile.ZipFile(archive) as texts:
        for row in map(json.loads, open(READ, encoding="utf-8")):
            sentences = masc_sentences(texts, row["file"])
            for number, spans in row["sentences"].items():
                words = sentences[int(number)]
                tags = ["B-NORP" if w in demonyms else "O" for w in words]
                for kind, begin, end in spans:
                    tags[begin:end] = ["B-" + kind] + ["I-" + kind] * (end - begin - 1)
                out.append((words, tags))
    return out


# GUM marks every mention, nested and with its article. A mention is a name where its head word is a proper noun.
KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}  # time is no name; all else is MISC
BRIDGES = {"of", "the", "for", "and", "&", "-", "'s", "de", "la", "del"}
MENTION = re.compile(r"\((\d+)-([a-z]+)[^()]*(\))?|(\d+)\)")


def mentions(rows):
    """[(type, begin, end)] of a sentence's CoNLL-U rows, the longest first."""
    found, opened = [], []
    for i, row in enumerate(rows):
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for m in MENTION.finditer(entity.group(1)) if entity else ():
            if m[1]:
                opened.append((m[1], m[2], i))
            if m[3]:
                found.append((opened[-1][1], opened.pop()[2], i + 1))
            if m[4]:
                at = max((k for k, o in enumerate(opened) if o[0] == m[4]), default=None)
                if at is not None:
                    _, kind, begin = opened.pop(at)
                    found.append((kind, begin, i + 1))
    return sorted(found, key=lambda m: m[1] - m[2])


def _name_in(rows, kind, begin, end, inner):
    """The words [a, b) of the proper name in a mention, None where it has none."""
    inside = range(begin, end)
    head = next((i for i in inside if not begin <= int(rows[i][6]) - 1 < end), begin)
    proper = lambda i: rows[i][4].startswith("NNP")
    if not proper(head):
        return None
    capital = lambda i: proper(i) or (rows[i][1][:1].isupper() and rows[i][4] in ("JJ", "NN", "NNS", "VBN"))
    # "U.S." of "U.S. President Obama" is a mention of its own, beside the person's name.
    apart = {i for _, b, e in inner if kind == "person" and not b <= head < e for i in range(b, e)}
    a, b = head, head + 1
    joins = ("-",) if kind == "person" else ("-", "&", "and", "'s")
    while a > begin and a - 1 not in apart:
        if capital(a - 1):
            a -= 1
        elif rows[a - 1][1] in joins and a - 2 >= begin and a - 2 not in apart and capital(a - 2):
            a -= 2
        else:
            break
    while b < end and b not in apart:
        if capital(b):
            b += 1
            continue
        over = b
        while over < end and rows[over][1] in BRIDGES:
            over += 1
        if kind == "person" and rows[b][1] != "-" or over == b or over >= end or not capital(over):
            break
        b = over + 1
    while kind == "person" and a < b and rows[a][1].lower().strip(".") in TITLES:
        a += 1
    return (a, b) if a < b else None


def gum_tags(rows, demonyms):
    """Tags of a sentence's CoNLL-U rows; `demonyms` are words that are NORP elsewhere."""
    out = ["O"] * len(rows)
    times = set()
    everything = mentions(rows)
    for kind, begin, end in everything:
        if kind == "time":
            times |= set(range(begin, end))
            continue
        inner = [m for m in everything if begin <= m[1] and m[2] <= end and (m[1], m[2]) != (begin, end)]
        name = _name_in(rows, kind, begin, end, inner)
        if name is None or any(out[i] != "O" for i in range(*name)):
            continue
        a, b = name
        label = KINDS.get(kind, "MISC")
        if b == a + 1 and (rows[a][1] in demonyms or kind == "person" and rows[a][4] == "NNPS"):
            label = "NORP"
        out[a:b] = ["B-" + label] + ["I-" + label] * (b - a - 1)
    for i, row in enumerate(rows):
        if out[i] != "O":
            continue
        if row[1] in demonyms:
            out[i] = "B-NORP"
        elif row[1][:1].isupper() and row[1].lower().strip(".") not in TITLES:
            if row[4] == "JJ" and i > 0 or row[4].startswith("NNP") and i not in times:
                out[i] = UNSURE
    return out
