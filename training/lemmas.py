"""The table of lemmas by form and tag: what the treebanks say, the forms of WordNet's verbs, and its irregular nouns.

usage: lemmas.py DATA WORDNET OUT.tsv

DATA     the folder with the unpacked archive treebanks (UD English-EWT, GUM; CC BY-SA 4.0, CC BY 4.0).
WORDNET  the folder of WordNet 3.0's index.verb, index.noun, verb.exc and noun.exc (WordNet licence).
OUT      "TAG form<TAB>lemma" a line, forms in lower case. A form that a network sees for the first time is left to its
         edit script; the table keeps it from inventing "kille" for "killed".
"""
import collections
import sys

import data

VOWELS = "aeiou"


def verb_forms(lemma):
    """Regular forms: -s, -ed, -ing with their spelling rules. The last consonant may double ("plotted") or not."""
    yield lemma
    stem = lemma[:-1]
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        yield from (lemma + "s", lemma + "d", stem + "ing")
    elif lemma.endswith("e"):
        yield from (lemma + "s", lemma + "d", lemma + "ing")
    elif lemma.endswith("y") and len(lemma) > 1 and lemma[-2] not in VOWELS:
        yield from (stem + "ies", stem + "ied", lemma + "ing")
    else:
        yield lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
        yield from (lemma + "ed", lemma + "ing")
        one_vowel = len(lemma) > 2 and lemma[-1] not in VOWELS + "wxy" and lemma[-2] in VOWELS and lemma[-3] not in VOWELS
        if one_vowel:
            yield from (lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing")


def index(path):
    """Single words of a WordNet index."""
    for line in open(path, encoding="utf-8"):
        word = line.split(" ", 1)[0]
        if word.isalpha() and word.isascii() and len(word) > 1:
            yield word


def table(folder, wordnet):
    out = {}
    seen = collections.defaultdict(collections.Counter)
    for part in ("ewt/en_ewt-ud-train", "gum/gum_strict_train"):
        for s in data.read_conllu(f"{folder}/treebanks/{part}.conllu"):
            for word, tag, script in zip(s.words, s.upos, s.lemma):
                if tag in ("VERB", "AUX", "NOUN", "ADJ", "ADV", "PRON", "DET", "ADP") and word.isalpha() and not word.isupper():
                    seen[f"{tag} {word.lower()}"][data.apply_lemma_script(word, script)] += 1
    verbs, nouns = set(index(wordnet + "/index.verb")), set(index(wordnet + "/index.noun"))
    # Of two verbs that share a form the longer is the regular one: "bared" of "bare", not of "bar".
    for lemma in sorted(verbs, key=len, reverse=True):
        for form in verb_forms(lemma):
            out.setdefault(f"VERB {form}", lemma)
    for lemma in verbs:
        out[f"VERB {lemma}"] = lemma
    for tag, name, known in (("VERB", "verb.exc", verbs), ("NOUN", "noun.exc", nouns)):
        for line in open(f"{wordnet}/{name}", encoding="utf-8"):
            form, lemma = line.split()[:2]
            if form.isalpha() and lemma in known:
                out[f"{tag} {form}"] = lemma
    # The treebanks know how news and web write; a form seen with one lemma in nine of ten cases is settled.
    for form, lemmas in seen.items():
        lemma, n = lemmas.most_common(1)[0]
        if n >= 0.9 * sum(lemmas.values()) and (n > 1 or form not in out) and lemma.isalpha():
            out[form] = lemma
    return out


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        for form, lemma in sorted(table(sys.argv[1], sys.argv[2]).items()):
            out.write(f"{form}\t{lemma}\n")
