"""Learns the weights in lexicon/judge/coref.tsv: which word a pronoun of the third person goes back to.

    python training/train_coref.py KHALDUN FILE.conllu ... OUT.tsv [--strength 0.003]

FILE is a treebank with coreference in GUM's notation. `khaldun mentions --explain` tells of each pronoun what it may go back to:
"pronoun BYTE nothing: P by FEATURE; FEATURE; …"
"pronoun BYTE word|both BYTE: P by FEATURE; FEATURE; …"
A candidate is right where the treebank has a phrase of the pronoun's entity with that head; nothing is right where no candidate is.
What is learnt makes the sum of the probabilities of the right ones great. Prints how often the most probable is right in five folds of
documents, each by what the other four taught.
"""
import argparse
import collections
import json
import re
import subprocess

import numpy as np
import torch

from score_coref import read

JUDGED = re.compile(r"pronoun (\d+) (nothing|word|both)(?: (\d+))?: [\d.]+ by (.*)$", re.S)
AT_LEAST = 4  # pronouns that have a candidate with a feature before it gets a weight
HEADER = """# Weights of src/resolve/antecedents.cc, learnt by training/train_coref.py from GUM (texts: Wikinews, Wikivoyage, Wikipedia and others,
# CC BY 2.5, CC BY-SA 3.0, CC BY 4.0). Licence: CC BY-SA 4.0.
# feature, then its weight
"""


def right(document, mention, both, word):
    """Whether the phrase that `word` heads, with `both` the coordination that ends with it, is of the entity of `mention`."""
    for m in document.chains[mention.entity]:
        if not both and word in m.names:
            return True
        if both and m.first <= word <= m.last and m.head == document.words[word]["head"]:
            return True
    return False


def questions(documents, judged):
    """-> (document's id, [(features, whether right)] of a pronoun)"""
    for d in documents:
        at = {w["start"]: i for i, w in enumerate(d.words)}
        pronouns = {m.head: m for m in sorted(d.mentions, key=lambda m: m.last - m.first)}
        asked = collections.defaultdict(list)
        for line in judged[d.id]:
            pronoun, kind, byte, features = JUDGED.match(line).groups()
            mention = pronouns.get(at.get(int(pronoun)))
            word = at.get(int(byte)) if byte else None
            hit = mention is not None and word is not None and right(d, mention, kind == "both", word)
            asked[pronoun].append((features.split("; "), hit))
        for candidates in asked.values():
            none = not any(hit for _, hit in candidates)
            yield d.id, [(features, hit or (none and i == 0)) for i, (features, hit) in enumerate(candidates)]


class Table:
    """Candidates of all pronouns as one sparse matrix, with the pronoun of each."""

    def __init__(self, asked, index):
        rows = [(q, features, hit) for q, (_, candidates) in enumerate(asked) for features, hit in candidates]
        at = [(r, index[f]) for r, (_, features, _) in enumerate(rows) for f in set(features) if f in index]
        self.x = torch.sparse_coo_tensor(torch.tensor(list(zip(*at))), torch.ones(len(at)), (len(rows), len(index))).coalesce()
        self.question = torch.tensor([q for q, _, _ in rows])
        self.hit = torch.tensor([hit for _, _, hit in rows])
        self.size = len(asked)

    def scores(self, weights):
        return torch.sparse.mm(self.x, weights[:, None])[:, 0]

    def loss(self, weights):
        """Mean of -log of the right candidates' probability."""
        score = self.scores(weights)
        total = torch.zeros(self.size).index_add(0, self.question, score.exp())
        good = torch.zeros(self.size).index_add(0, self.question, score.exp() * self.hit)
        return (total.log() - good.log()).mean()

    def told(self, weights):
        """How many pronouns have a right candidate as the most probable."""
        score, count = self.scores(weights).detach(), 0
        best = {}
        for q, s, hit in zip(self.question.tolist(), score.tolist(), self.hit.tolist()):
            if q not in best or s > best[q][0]:
                best[q] = s, hit
        return sum(hit for _, hit in best.values())


def learn(table, features, strength):
    weights = torch.zeros(features, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def step():
        optimizer.zero_grad()
        loss = table.loss(weights) + strength * weights.square().sum() / 2
        loss.backward()
        return loss
    optimizer.step(step)
    return weights.detach()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("khaldun"), p.add_argument("files", nargs="+"), p.add_argument("out")
    p.add_argument("--strength", type=float, default=0.003, help="of the pull of weights to zero")
    a = p.parse_args()
    documents = [d for path in a.files for d in read(path)]
    lines = "".join(json.dumps(dict(id=d.id, text=d.text, published=d.published)) + "\n" for d in documents)
    out = subprocess.run([a.khaldun, "mentions", "--explain", "--threads", "2", "--input", "jsonl", "-"], input=lines, capture_output=True, text=True, check=True)
    judged = {line["document"]: line["judged"] for line in map(json.loads, out.stdout.splitlines()) if "judged" in line}
    asked = list(questions(documents, collections.defaultdict(list, judged)))
    count = collections.Counter(f for _, candidates in asked for f in {f for features, _ in candidates for f in features})
    index = {f: i for i, f in enumerate(sorted(f for f, n in count.items() if n >= AT_LEAST))}
    ids = sorted({d for d, _ in asked})
    told = 0
    for fold in range(5):
        test = set(ids[fold::5])
        weights = learn(Table([q for q in asked if q[0] not in test], index), len(index), a.strength)
        told += Table([q for q in asked if q[0] in test], index).told(weights)
    print(f"{len(asked)} pronouns, {len(index)} features; right over five folds: {100 * told / len(asked):.1f} %")
    weights = learn(Table(asked, index), len(index), a.strength).numpy()
    with open(a.out, "w", encoding="utf-8") as out:
        out.write(HEADER)
        for f, i in index.items():
            if np.abs(weights[i]) >= 0.02:
                out.write(f"{f}\t{weights[i]:.2f}\n")


if __name__ == "__main__":
    main()
