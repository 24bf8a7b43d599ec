"""Trains tags, lemmas, trees and names from the treebanks.

usage: train_parser.py DATA ENCODER OUT.pt [--epochs 6] [--names 3000] [--rate 2.5e-4] [--init IN.pt] [--swap 0.2] [--seed 1]

DATA     the folder with the unpacked archives treebanks and entities.
ENCODER  the folder of a BERT encoder (vocab.txt, model.safetensors), as encoder.py writes it.
--names  GMB's sentences an epoch; --init goes on from a trained network; --swap is the share of sentences whose names are
         exchanged for others; --seed orders the sentences (networks of several seeds begin alike, so that they have a mean).

OUT.pt holds the running mean of the weights.
"""
import argparse
import collections
import random

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

import data
from learn import IGNORE, Batch, Trainer, brief, forward, index_of, splitter_of
from model import Network, Shape

NAMES = ["O"] + [x + y for y in ("PER", "ORG", "LOC", "NORP", "MISC") for x in ("B-", "I-")]
TRUST = {"uner": 1.0, "masc": 0.7, "gum": 0.5, "self": 0.3, "gmb": 0.15}  # weight of a source's names: UNER's and MASC's were read


def vocabulary(sentences, layer, at_least):
    count = collections.Counter(v for s in sentences if getattr(s, layer) for v in getattr(s, layer))
    return sorted(v for v, n in count.items() if n >= at_least)


def arcs_of(out, batch):
    return out["arcs"].masked_fill(~batch.word_mask[:, None, :], -1e4)


def tree_scores(network, out, heads):
    """Label scores [B, 1 + W, labels] of each word under its head in `heads` [B, 1 + W]."""
    dependent, head = out["label_parts"]
    head = torch.gather(head, 1, heads.clamp(min=0)[..., None].expand(-1, -1, head.shape[-1]))
    with brief():
        return network.deprel.of_pairs(dependent, head).float()


def per_word(scores, labels, reduction="sum"):
    return F.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORE, reduction=reduction)


class SilverNames(nn.Module):
    """GMB's names by a head of their own: its ways are not UNER's, but its words are the news'. Left out of the pack."""

    def __init__(self, width):
        super().__init__()
        self.ner = nn.Linear(width, len(NAMES))

    def loss(self, out, batch):
        silver = torch.tensor([s.source == "gmb" for s in batch.sentences])
        if not silver.any():
            return out["words"].sum() * 0
        labels = batch.labels["ner"][silver]
        return per_word(self.ner(out["words"][silver]), labels) / (labels != IGNORE).sum().clamp(min=1)


def parser_loss(network, out, batch):
    heads = batch.labels["head"]
    parsed = (heads != IGNORE).sum().clamp(min=1)
    loss = per_word(arcs_of(out, batch), heads) + per_word(tree_scores(network, out, heads), batch.labels["deprel"])
    for layer, weight in (("upos", 1.0), ("feats", 0.5), ("lemma", 0.5)):
        loss = loss + weight * per_word(out[layer], batch.labels[layer])
    trust = torch.tensor([TRUST[s.source] for s in batch.sentences])
    names = per_word(out["ner"], batch.labels["ner"], "none").view(len(trust), -1) * trust[:, None]
    named = (batch.labels["ner"] != IGNORE).sum().clamp(min=1)
    return loss / parsed + 1.5 * names.sum() / named


def legal(scores, names):
    """The best sequence of tags for scores [words, tags] in which I-X follows only B-X or I-X, as parser.cc has it."""
    kind = lambda t: names[t][2:]
    bar = torch.tensor([[0.0 if names[t][0] != "I" or kind(u) == kind(t) else -1e9 for t in range(len(names))] for u in range(len(names))])
    best, back = scores[0] + torch.tensor([-1e9 if n[0] == "I" else 0.0 for n in names]), []
    for row in scores[1:]:
        best, origin = (best[:, None] + bar).max(0)
        best = best + row
        back.append(origin)
    path = [int(best.argmax())]
    for origin in reversed(back):
        path.append(int(origin[path[-1]]))
    return [names[t] for t in reversed(path)]


@torch.no_grad()
def evaluate(network, sentences, splitter, index):
    """LAS and UAS by the best head of each word (no tree constraint), UPOS, feats and lemma accuracy, name F1, in %."""
    network.eval()
    n = collections.Counter()
    for group in data.batches(sentences, lambda s: len(s.words), 3000, 0):
        batch = Batch(group, splitter, index)
        out = forward(network, batch)
        heads = arcs_of(out, batch).argmax(-1)
        labels = tree_scores(network, out, heads).argmax(-1)
        ok = heads == batch.labels["head"]
        n["words"] += (batch.labels["head"] != IGNORE).sum().item()
        n["uas"] += ok.sum().item()
        n["las"] += (ok & (labels == batch.labels["deprel"])).sum().item()
        for layer in ("upos", "feats", "lemma"):
            n[layer] += (out[layer].argmax(-1) == batch.labels[layer]).sum().item()
        for i, s in enumerate(group):
            if s.ner is None:
                continue
            keep = lambda tags: {x for x in data.name_spans(tags) if x[0] in ("PER", "ORG", "LOC")}
            gold, mine = keep(s.ner), keep(legal(out["ner"][i, 1:len(s.words) + 1], network.labels["ner"]))
            n["gold"] += len(gold); n["mine"] += len(mine); n["both"] += len(gold & mine)
    network.train()
    result = {k: 100 * n[k] / n["words"] for k in ("las", "uas", "upos", "feats", "lemma")}
    return dict(result, ner=200 * n["both"] / max(1, n["gold"] + n["mine"]))


def report(network, sets, splitter, index, names=(("ewt", "dev"), ("ewt", "test"), ("gum", "test"))):
    for name in names:
        print(*name, {k: round(v, 2) for k, v in evaluate(network, sets[name], splitter, index).items()}, flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data"), p.add_argument("encoder"), p.add_argument("out")
    p.add_argument("--epochs", type=int, default=6), p.add_argument("--names", type=int, default=3000)
    p.add_argument("--rate", type=float, default=2.5e-4), p.add_argument("--init"), p.add_argument("--swap", type=float, default=0.2)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.manual_seed(1), random.seed(1)
    torch.set_flush_denormal(True)
    sets = data.load_treebanks(a.data)
    train = sets["ewt", "train"] + sets["gum", "train"] + sets["masc", "train"]
    labels = [vocabulary(train, layer, at_least) for layer, at_least in
              (("upos", 1), ("feats", 2), ("lemma", 2), ("deprel", 1))]
    if a.init:
        network = Network.load(a.init)
    else:
        weights = load_file(a.encoder + "/model.safetensors")
        network = Network(Shape.of_encoder(weights), *labels, NAMES)
        network.take_encoder(weights)
    torch.manual_seed(a.seed), random.seed(a.seed)
    splitter, index = splitter_of(a.encoder + "/vocab.txt"), index_of(network)
    size = lambda s: 2 + sum(len(splitter.split(w)) for w in s.words)
    pools = data.name_pools(train + sets["gmb", "train"])
    swapped = lambda: [data.swap_names(s, pools) if random.random() < a.swap else s for s in train]
    epochs = [data.batches(swapped() + random.sample(sets["gmb", "train"], a.names), size, 1300, 100 * a.seed + e)
              for e in range(a.epochs)]
    silver = SilverNames(network.shape.width)
    trainer = Trainer(network, silver.parameters(), a.rate, 5 * a.rate, sum(map(len, epochs)))
    print(f"{len(train)} trees, {trainer.steps} steps, labels {[len(x) for x in network.labels.values()]}", flush=True)
    for e, groups in enumerate(epochs):
        for group in groups:
            batch = Batch(group, splitter, index, drop_case=0.05, drop_words=0.06)
            out = forward(network, batch)
            trainer.learn(parser_loss(network, out, batch) + 0.5 * silver.loss(out, batch))
        trainer.average.save(a.out)
        print(f"epoch {e + 1}", flush=True)
        report(trainer.average, sets, splitter, index, [("ewt", "dev")])
    report(trainer.average, sets, splitter, index)


if __name__ == "__main__":
    main()
