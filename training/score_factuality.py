"""Scores the statuses that `status_of` (src/coder/context.cc) reads off the words on UDS factuality over English EWT.

    python training/score_factuality.py KHALDUN STATUSES DATA [--misses PART] [--least 1]

STATUSES is the program bench/statuses; DATA has roles/uds_factuality and treebanks/ewt. A score of at least --least is
a predicate that happened, one of at most minus that one that did not; what lies between is left out. "occurred" and
"alleged" tell that something happened, "planned", "proposed" and "denied" that it did not, or not yet. Each part is
read with the treebank's own trees and with those that KHALDUN makes of its words. "not" is the F1 of what did not
happen; "most" the accuracy of always saying that it did. --misses prints the wrong ones of a part, gold trees.
"""
import argparse
import subprocess
import tempfile

PARTS = ("train", "dev", "test")
HAPPENED = {"occurred": True, "alleged": True, "planned": False, "proposed": False, "denied": False}


def sentences(path):
    """-> [(sentence id, words as one string)] of a CoNLL-U file."""
    found = []
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        head = dict(line[2:].split(" = ", 1) for line in block.split("\n") if line.startswith("# ") and " = " in line)
        if "sent_id" in head:
            rows = (line.split("\t") for line in block.split("\n") if line[:1] != "#")
            found.append((head["sent_id"], " ".join(r[1] for r in rows if r[0].isdigit())))
    return found


def statuses(program, path):
    """-> [[(form, status, why) of each word] of each sentence]"""
    out = subprocess.run([program, path], capture_output=True, text=True, check=True).stdout
    return [[line.split("\t")[1:] for line in block.split("\n")] for block in out.split("\n\n") if block]


def gold(path, least):
    """-> {(sentence id, token): (form, whether it happened)}"""
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8")][1:]
    return {(r[0], int(r[1])): (r[2], float(r[5]) > 0) for r in rows if abs(float(r[5])) >= least}


def pairs(gold_of, trees, read):
    """Yields (sentence, form, whether it happened, status, why) of each judged predicate."""
    for (key, text), words in zip(trees, read, strict=True):
        for number, (form, status, why) in enumerate(words, 1):
            if (key, number) in gold_of:
                judged, happened = gold_of[key, number]
                if judged != form:
                    raise SystemExit(f"{key}: word {number} is '{form}', judged was '{judged}'; wanted the same EWT")
                yield text, form, happened, status, why


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("khaldun"), options.add_argument("statuses"), options.add_argument("data")
    options.add_argument("--misses", choices=PARTS), options.add_argument("--least", type=float, default=1.0)
    given = options.parse_args()
    if not given.misses:
        print("part   trees   predicates   most  accuracy  precision  recall   not")
    for part in [given.misses] if given.misses else PARTS:
        treebank = f"{given.data}/treebanks/ewt/en_ewt-ud-{part}.conllu"
        gold_of = gold(f"{given.data}/roles/uds_factuality/uds_factuality_{part}.tsv", given.least)
        trees = sentences(treebank)
        with tempfile.NamedTemporaryFile(suffix=".conllu") as own:
            for name in ("gold",) if given.misses else ("gold", "own"):
                if name == "own":
                    subprocess.run([given.khaldun, "parse", "--input", "conllu", treebank], stdout=own, check=True)
                found = list(pairs(gold_of, trees, statuses(given.statuses, own.name if name == "own" else treebank)))
                for text, form, happened, status, why in found if given.misses else []:
                    if HAPPENED[status] != happened:
                        print("\t".join(("happened" if happened else "not", form, status, why or "-", text)))
                if given.misses:
                    continue
                told = sum(not HAPPENED[status] for *_, status, _ in found)
                true = sum(not happened for _, _, happened, *_ in found)
                both = sum(not happened and not HAPPENED[status] for _, _, happened, status, _ in found)
                right = sum(happened == HAPPENED[status] for _, _, happened, status, _ in found)
                n = len(found)
                print(f"{part:5}  {name:5}  {n:11}  {100 * (n - true) / n:5.1f}  {100 * right / n:8.1f}  "
                      f"{100 * both / max(told, 1):9.1f}  {100 * both / true:6.1f}  {200 * both / (told + true):4.1f}")


if __name__ == "__main__":
    main()
