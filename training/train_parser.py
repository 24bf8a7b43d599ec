"""Trains tags, lemmas, trees and names from the treebanks. Two cores: about 6 minutes an epoch in float32.

usage: train_parser.py DATA ENCODER OUT.pt [--epochs 5] [--names 3000] [--rate 2e-4] [--init IN.pt] [--swap 0.5]

DATA     the folder with the unpacked archives treebanks and entities.
ENCODER  the folder of the MiniLM-L6 encoder (vocab.txt, model.safetensors).
--init   goes on from a trained network; --swap is the share of sentences whose names are exchanged for others.
"""
import argparse
import collections
import random
import time

import torch
import torch.nn.functional as F

import data
import pieces
from model import Network, Shape

IGNORE = -100


def vocabulary(sentences, layer, at_least):
    count = collections.Counter(v for s in sentences if getattr(s, layer) for v in getattr(s, layer))
    return sorted(v for v, n in count.items() if n >= at_least)


class Batch:
    """Tensors of some sentences: piece, case, mask [B, P]; first, labels [B, 1 + W], IGNORE where there is none."""

    def __init__(self, sentences, splitter, index, drop_case=0.0):
        words = max(len(s.words) for s in sentences)
        rows, firsts = [], []
        for s in sentences:
            piece, case, first = [splitter.cls], [0], [0]
            blind = random.random() < drop_case
            for word in s.words:
                ids = splitter.split(word)
                if len(piece) + len(ids) < 511:
                    first.append(len(piece))
                    piece += ids
                    case += [1 if blind else pieces.case_of(word)] * len(ids)
                else:
                    first.append(len(piece) - 1)
            rows.append((piece + [splitter.sep], case + [0]))
            firsts.append(first + [0] * (words + 1 - len(first)))
        length = max(len(p) for p, _ in rows)
        pad = lambda values, to: values + [0] * (to - len(values))
        self.piece = torch.tensor([pad(p, length) for p, _ in rows])
        self.case = torch.tensor([pad(c, length) for _, c in rows])
        self.mask = torch.tensor([[True] * len(p) + [False] * (length - len(p)) for p, _ in rows])
        self.first = torch.tensor(firsts)
        self.word_mask = torch.tensor([[True] * (1 + len(s.words)) + [False] * (words - len(s.words)) for s in sentences])
        self.labels = {}
        for layer in ("upos", "feats", "lemma", "deprel", "ner", "head"):
            rows = []
            for s in sentences:
                values = getattr(s, layer)
                if values is None:
                    rows.append([IGNORE] * (words + 1))
                elif layer == "head":
                    rows.append([IGNORE] + values + [IGNORE] * (words - len(values)))
                else:
                    rows.append([IGNORE] + [index[layer].get(v, IGNORE) for v in values] + [IGNORE] * (words - len(values)))
            self.labels[layer] = torch.tensor(rows)


def tree_scores(network, out, batch, heads):
    """Label scores [B, 1 + W, labels] of each word under its head in `heads` [B, 1 + W]."""
    dependent, head = out["label_parts"]
    head = torch.gather(head, 1, heads.clamp(min=0)[..., None].expand(-1, -1, head.shape[-1]))
    one = lambda t: torch.cat([t, torch.ones_like(t[..., :1])], -1)
    return torch.einsum("bia,lac,bic->bil", one(dependent), network.deprel.weight, one(head))


def parser_loss(network, out, batch):
    flat = lambda layer: F.cross_entropy(out[layer].flatten(0, 1), batch.labels[layer].flatten(), ignore_index=IGNORE, reduction="sum")
    heads = batch.labels["head"]
    parsed = (heads != IGNORE).sum().clamp(min=1)
    named = (batch.labels["ner"] != IGNORE).sum().clamp(min=1)
    arcs = out["arcs"].masked_fill(~batch.word_mask[:, None, :], -1e4)
    loss = F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=IGNORE, reduction="sum") / parsed
    labels = tree_scores(network, out, batch, heads)
    loss += F.cross_entropy(labels.flatten(0, 1), batch.labels["deprel"].flatten(), ignore_index=IGNORE, reduction="sum") / parsed
    loss += (flat("upos") + 0.5 * flat("feats") + 0.5 * flat("lemma")) / parsed
    return loss + 1.5 * flat("ner") / named


@torch.no_grad()
def evaluate(network, sentences, splitter, index):
    """LAS and UAS by the best head of each word (no tree constraint), UPOS, feats and lemma accuracy, name F1, in %."""
    network.eval()
    n = collections.Counter()
    names = network.labels["ner"]
    for group in data.batches(sentences, lambda s: len(s.words), 3000, 0):
        batch = Batch(group, splitter, index)
        out = network.heads(network.encode(batch.piece, batch.case, batch.mask), batch.first)
        arcs = out["arcs"].masked_fill(~batch.word_mask[:, None, :], -1e4)
        heads = arcs.argmax(-1)
        labels = tree_scores(network, out, batch, heads).argmax(-1)
        ok = heads == batch.labels["head"]
        n["words"] += (batch.labels["head"] != IGNORE).sum().item()
        n["uas"] += ok.sum().item()
        n["las"] += (ok & (labels == batch.labels["deprel"])).sum().item()
        for layer in ("upos", "feats", "lemma"):
            n[layer] += (out[layer].argmax(-1) == batch.labels[layer]).sum().item()
        tags = out["ner"].argmax(-1)
        for i, s in enumerate(group):
            if s.ner is None:
                continue
            keep = lambda found: {x for x in found if x[0] in ("PER", "ORG", "LOC")}
            gold = keep(data.name_spans(s.ner))
            mine = keep(data.name_spans([names[t] for t in tags[i, 1:len(s.words) + 1]]))
            n["gold"] += len(gold); n["mine"] += len(mine); n["both"] += len(gold & mine)
    network.train()
    result = {k: 100 * n[k] / n["words"] for k in ("las", "uas", "upos", "feats", "lemma")}
    if n["gold"]:
        result["ner"] = 200 * n["both"] / (n["gold"] + n["mine"])
    return result


def schedule(step, steps):
    warm = 0.06 * steps
    return min(1.0, (step + 1) / warm) * max(0.0, (steps - step) / (steps - warm)) if step > warm else (step + 1) / warm


def optimizer_for(network, encoder_rate, head_rate):
    encoder = [p for n, p in network.named_parameters() if n.startswith(("layers", "piece", "position", "embedding"))]
    known = {id(p) for p in encoder}
    heads = [p for p in network.parameters() if id(p) not in known]
    return torch.optim.AdamW([dict(params=encoder, lr=encoder_rate), dict(params=heads, lr=head_rate)], weight_decay=0.01, fused=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data"), p.add_argument("encoder"), p.add_argument("out")
    p.add_argument("--epochs", type=int, default=5), p.add_argument("--names", type=int, default=3000)
    p.add_argument("--rate", type=float, default=2e-4), p.add_argument("--init"), p.add_argument("--swap", type=float, default=0.0)
    a = p.parse_args()
    torch.manual_seed(1), random.seed(1)
    torch.set_flush_denormal(True)
    sets = data.load_treebanks(a.data)
    train = sets["ewt", "train"] + sets["gum", "train"]
    labels = [vocabulary(train, layer, at_least) for layer, at_least in
              (("upos", 1), ("feats", 2), ("lemma", 2), ("deprel", 1))]
    ner = ["O"] + [x + y for y in ("PER", "ORG", "LOC", "NORP", "MISC") for x in ("B-", "I-")]
    network = Network(Shape(), *labels, ner)
    if a.init:
        network = Network.load(a.init)
    else:
        network.load_encoder(a.encoder + "/model.safetensors")
    splitter = pieces.WordPieces(open(a.encoder + "/vocab.txt", encoding="utf-8").read().split("\n"))
    index = {k: {v: i for i, v in enumerate(vs)} for k, vs in network.labels.items()}
    optimizer = optimizer_for(network, a.rate, 5 * a.rate)
    size = lambda s: 2 + sum(len(splitter.split(w)) for w in s.words)
    pools = data.name_pools(train + sets["gmb", "train"])
    swapped = lambda: [data.swap_names(s, pools) if random.random() < a.swap else s for s in train]
    epochs = [data.batches(swapped() + random.sample(sets["gmb", "train"], a.names), size, 1300, e) for e in range(a.epochs)]
    steps, step, began = sum(map(len, epochs)), 0, time.time()
    rates = [g["lr"] for g in optimizer.param_groups]
    print(f"{len(train)} trees, {steps} steps, labels {[len(x) for x in network.labels.values()]}", flush=True)
    for e, groups in enumerate(epochs):
        total = 0.0
        for group in groups:
            for g, rate in zip(optimizer.param_groups, rates):
                g["lr"] = rate * schedule(step, steps)
            batch = Batch(group, splitter, index, drop_case=0.05)
            out = network.heads(network.encode(batch.piece, batch.case, batch.mask), batch.first)
            loss = parser_loss(network, out, batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            total += loss.item()
            if step % 50 == 0:
                print(f"step {step} loss {loss.item():.3f} {time.time() - began:.0f}s", flush=True)
        print(f"epoch {e + 1} loss {total / len(groups):.3f} {time.time() - began:.0f}s", flush=True)
        network.save(a.out)
    for name in (("ewt", "dev"), ("ewt", "test"), ("gum", "test")):
        print(name, {k: round(v, 2) for k, v in evaluate(network, sets[name], splitter, index).items()}, flush=True)


if __name__ == "__main__":
    main()
