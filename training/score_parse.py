"""Scores `khaldun parse` on a treebank with gold words and sentences, as the program gives it: int8 weights, whole trees.

    python training/score_parse.py KHALDUN TREEBANK.conllu [--names NAMES.iob2] [--data FOLDER]

LAS with subtypes, over all words; features are right where all are. Names: PER ORG LOC, whole spans, of the sentences
that NAMES holds with the same words. --data names a folder of packs.
"""
import argparse
import collections
import re
import subprocess

import data
import names


def parsed(text):
    """Rows of each sentence of CoNLL-U, words alone."""
    for block in text.split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and line[0] != "#"]
        rows = [r for r in rows if r[0].isdigit()]
        if rows:
            yield rows


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("khaldun"), options.add_argument("treebank")
    options.add_argument("--names"), options.add_argument("--data")
    given = options.parse_args()
    command = [given.khaldun, *(["--data", given.data] if given.data else []), "parse", "--input", "conllu", given.treebank]
    system = list(parsed(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    gold = list(parsed(open(given.treebank, encoding="utf-8").read()))
    if [[r[1] for r in s] for s in gold] != [[r[1] for r in s] for s in system]:
        raise SystemExit("the program's words are not the treebank's")
    n = collections.Counter()
    for g, s in ((g, s) for a, b in zip(gold, system) for g, s in zip(a, b)):
        n["words"] += 1
        n["UPOS"] += g[3] == s[3]
        n["features"] += g[5] == s[5]
        n["lemma"] += g[2] == s[2]
        n["UAS"] += g[6] == s[6]
        n["LAS"] += g[6:8] == s[6:8]
    print(f"{len(gold)} sentences, {n['words']} words: "
          + ", ".join(f"{k} {100 * n[k] / n['words']:.2f}" for k in ("LAS", "UAS", "UPOS", "features", "lemma")))
    if given.names:
        of_words = {tuple(w for w, _ in s): [t for _, t in s] for s in names.read_iob2(given.names)}
        for kind in ("PER", "ORG", "LOC"):
            for rows in (s for s in system if tuple(r[1] for r in s) in of_words):
                mark = lambda tags: {x for x in data.name_spans(tags) if x[0] == kind}
                mine = mark([re.search(r"NER=([^|]+)", r[9])[1] for r in rows])
                true = mark(of_words[tuple(r[1] for r in rows)])
                n[kind, "all"] += len(mine) + len(true)
                n[kind, "both"] += len(mine & true)
        score = lambda kinds: 200 * sum(n[k, "both"] for k in kinds) / sum(n[k, "all"] for k in kinds)
        print(f"names F1 {score(('PER', 'ORG', 'LOC')):.2f}: " + ", ".join(f"{k} {score([k]):.1f}" for k in ("PER", "ORG", "LOC")))


if __name__ == "__main__":
    main()
