"""Trains the event head on annotated documents, on top of a trained parser, without letting the parser forget.

Some thousand annotated acts are few to learn from who does what to whom. PropBank's arguments of 40,000 predicates are learnt
beside them, by a head of their own over the same projections as the roles; it is left out of the pack.

usage: train_events.py DATA GOLD PARSED.conllu IN.pt VOCAB.txt OUT.pt [--epochs 4] [--minutes M] [--trees 0.3]
                       [--names 1000] [--rate 1e-4] [--half 0|1] [--seed 2]

DATA    the folder with the unpacked archives treebanks, entities and propbank_ewt.
GOLD    a folder with train.docs.jsonl and train.gold.jsonl, or several with commas between them; one named twice counts twice.
PARSED  khaldun parse --input jsonl of all their train.docs.jsonl, with the pack of IN.pt: each document's words as the
        program sees them, and the parser's own trees and names. They stay targets beside the event labels: without them the
        trees of just these sentences decay ("Israeli" of "an Israeli airstrike" turns from a modifier into a subject).
--trees is the share of the treebanks, and of MASC's sentences, that an epoch sees, --names the number of GMB's sentences; --rate is the encoder's.
--minutes ends training, at a rate of nothing, if the epochs have not.
--half leaves every second document of each folder out: train_judge.py wants to see what the head says of documents that it
         has not learnt.
"""
import argparse
import collections
import dataclasses
import json
import random
import re

import torch
import torch.nn.functional as F

import data
from learn import IGNORE, Batch, Trainer, forward, index_of, splitter_of
from model import MODES, ROLES, STATUSES, TYPES, Biaffine, Network
from train_parser import SilverNames, parser_loss, report

PIECES = 1100  # of a batch, with padding


@dataclasses.dataclass
class EventSentence(data.Sentence):
    """A sentence of an annotated document.

    types: a type a word, "none" where no act is triggered, None where the annotation leaves it open.
    triggers: {word: (mode, status, {word: role}, open)}, open where an annotated actor has no words in the sentence: somebody else in it,
    "he" or "the group", may stand for that actor, so its other nouns and pronouns teach nothing.
    spans: (form, begin, end, head) a word, bytes of the document, 1-based head.
    """
    types: list = None
    triggers: dict = None
    spans: list = None


def read_parsed(path):
    """Documents of `khaldun parse`: id -> list of EventSentence without labels of events."""
    documents, sentences, rows = {}, None, []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            sentences = documents[line[len("# newdoc id = "):]] = []
        elif not line:
            if rows:
                sentences.append(_from_rows(rows))
            rows = []
        elif line[0] != "#":
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
    return documents


def _from_rows(rows):
    ranges = [re.search(r"TokenRange=(\d+):(\d+)", r[9]).groups() for r in rows]
    return EventSentence(
        source="self", words=[r[1] for r in rows], upos=[r[3] for r in rows], feats=[r[5] for r in rows], head=[int(r[6]) for r in rows],
        deprel=[r[7] for r in rows], ner=[re.search(r"NER=([^|]+)", r[9]).group(1) for r in rows], types=["none"] * len(rows),
        triggers={}, spans=[(r[1], int(b), int(e), int(r[6])) for r, (b, e) in zip(rows, ranges)])


def head_in(sentence, begin, end):
    """The word among bytes [begin, end) whose head lies outside of them, -1 where no word does."""
    inside = [i for i, (_, b, e, _) in enumerate(sentence) if b < end and begin < e]
    for i in inside:
        if sentence[i][3] - 1 not in inside:
            return i
    return inside[0] if inside else -1


def nearest(text, needle, at):
    """Byte span of the occurrence of `needle` nearest to byte `at`, None where there is none."""
    found = [m.start() for m in re.finditer(re.escape(needle), text)]
    if not found:
        return None
    begin = min(found, key=lambda f: abs(f - at))
    return begin, begin + len(needle)


def annotate(document, records, sentences):
    """The document's sentences with the records' triggers, types and roles."""
    title = document.get("title") or ""
    text = ((title + "\n" if title else "") + document["text"]).encode()
    out = sentences

    def at(begin, end):
        for s in out:
            if s.spans and s.spans[0][1] <= begin < s.spans[-1][2]:
                return s, head_in(s.spans, begin, end)
        return None, -1

    for r in records:
        # Further tellings of the act hold triggers that nobody marked: leave them out of the loss.
        for quote in r["ev"][1:]:
            begin = text.find(quote.encode())
            for s in out:
                for i, (_, b, e, _) in enumerate(s.spans):
                    if begin >= 0 and b < begin + len(quote.encode()) and begin < e:
                        s.types[i] = None
    for r in records:
        begin = text.find(r["ev"][0].encode())
        if begin < 0:
            continue
        begin += r["ev"][0].encode().find(r["tr"].encode())
        s, word = at(begin, begin + len(r["tr"].encode()))
        if word < 0 or word in s.triggers:
            continue
        s.types[word] = r["type"]
        roles, open_ = {}, False
        first, last = s.spans[0][1], s.spans[-1][2]
        for side in ("target", "source"):
            for actor in r.get(side, []):
                span = nearest(text[first:last], actor["t"].encode(), begin - first)
                open_ |= span is None and actor["s"] != "UNK"
                if span and actor["s"] != "UNK":
                    w = head_in(s.spans, span[0] + first, span[1] + first)
                    if w >= 0 and w != word:
                        roles[w] = side
        s.triggers[word] = (r.get("mode") or "none", r["status"], roles, open_)
    return out


def lines_of(folders, name):
    """The JSON objects of the files `name` in `folders`."""
    return [json.loads(line) for folder in folders for line in open(f"{folder}/{name}", encoding="utf-8")]


class EventBatch(Batch):
    def __init__(self, sentences, splitter, index):
        super().__init__(sentences, splitter, index)
        width = self.first.shape[1]
        self.types = torch.full((len(sentences), width), IGNORE)
        rows = []
        for b, s in enumerate(sentences):
            for i, t in enumerate(s.types):
                self.types[b, i + 1] = IGNORE if t is None else TYPES.index(t)
            rows += [(b, w + 1, *labels) for w, labels in s.triggers.items()]
        self.trigger_sentence = torch.tensor([r[0] for r in rows], dtype=torch.long)
        self.trigger_word = torch.tensor([r[1] for r in rows], dtype=torch.long)
        self.mode = torch.tensor([MODES.index(r[2]) for r in rows], dtype=torch.long)
        self.status = torch.tensor([STATUSES.index(r[3]) for r in rows], dtype=torch.long)
        self.roles = torch.full((len(rows), width), IGNORE)
        for n, (b, w, _, _, roles, open_) in enumerate(rows):
            for i, tag in enumerate(sentences[b].upos):
                self.roles[n, i + 1] = IGNORE if open_ and tag in ("NOUN", "PROPN", "PRON") else 0
            for word, role in roles.items():
                self.roles[n, word + 1] = ROLES.index(role)


def event_loss(network, out, batch):
    # Some 2 of 100 words trigger an act; doubled weight keeps recall up.
    weight = torch.tensor([1.0] + [2.0] * (len(TYPES) - 1))
    types = F.cross_entropy(out["type"].flatten(0, 1), batch.types.flatten(), weight=weight, ignore_index=IGNORE, reduction="sum")
    loss = types / max(1, len(batch.mode)) * 0.5
    if len(batch.mode):
        at = batch.trigger_sentence, batch.trigger_word
        loss = loss + 0.5 * F.cross_entropy(out["mode"][at], batch.mode) + 0.5 * F.cross_entropy(out["status"][at], batch.status)
        trigger, word = out["role_parts"]
        scores = network.roles(trigger[at][:, None], word[batch.trigger_sentence])[:, 0]
        roles = F.cross_entropy(scores.flatten(0, 1), batch.roles.flatten(), weight=torch.tensor([1.0, 2.0, 2.0]),
                                ignore_index=IGNORE, reduction="sum")
        loss = loss + 0.5 * roles / len(batch.mode)
    return loss


class Arguments(torch.nn.Module):
    """PropBank's arguments over the projections that the roles are told by."""

    def __init__(self, shape):
        super().__init__()
        self.labels = Biaffine(shape.event, len(data.ARGUMENTS))

    def loss(self, out, sentences):
        rows = [(b, w + 1, found) for b, s in enumerate(sentences) for w, found in (s.arguments or {}).items() if found]
        trigger, word = out["role_parts"]
        if not rows:
            return trigger.sum() * 0
        gold = torch.full((len(rows), word.shape[1]), IGNORE)
        for n, (b, _, found) in enumerate(rows):
            gold[n, 1:len(sentences[b].words) + 1] = 0
            for w, label in found.items():
                gold[n, w + 1] = data.ARGUMENTS.index(label)
        sentence, predicate = torch.tensor([r[0] for r in rows]), torch.tensor([r[1] for r in rows])
        scores = self.labels(trigger[sentence, predicate][:, None], word[sentence])[:, 0]
        return F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORE, reduction="sum") / len(rows)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "gold", "parsed", "parser", "vocab", "out"):
        p.add_argument(name)
    p.add_argument("--epochs", type=int, default=4), p.add_argument("--minutes", type=float)
    p.add_argument("--trees", type=float, default=0.3), p.add_argument("--names", type=int, default=1000)
    p.add_argument("--rate", type=float, default=1e-4), p.add_argument("--half", type=int, choices=(0, 1))
    p.add_argument("--seed", type=int, default=2)
    a = p.parse_args()
    torch.manual_seed(a.seed), random.seed(a.seed)
    torch.set_flush_denormal(True)
    network = Network.load(a.parser)
    splitter, index = splitter_of(a.vocab), index_of(network)
    records = collections.defaultdict(list)
    folders = a.gold.split(",")
    for r in lines_of(sorted(set(folders)), "train.gold.jsonl"):
        if "type" in r:
            records[r["doc"]].append(r)
    parsed, labelled, annotated = read_parsed(a.parsed), {}, []
    for folder in folders:
        for n, d in enumerate(lines_of([folder], "train.docs.jsonl")):
            if n % 2 != a.half:
                if d["id"] not in labelled:
                    labelled[d["id"]] = annotate(d, records[d["id"]], parsed[d["id"]])
                annotated += labelled[d["id"]]
    sets = data.load_treebanks(a.data)
    print(f"arguments of {data.add_arguments(sets['ewt', 'train'], a.data + '/propbank_ewt')} sentences", flush=True)
    trees = sets["ewt", "train"] + sets["gum", "train"] + sets["masc", "train"]
    gmb = sets["gmb", "train"]
    pools = data.name_pools(trees + gmb)
    size = lambda s: 2 + sum(len(splitter.split(w)) for w in s.words)
    epochs = []
    for e in range(a.epochs):
        # Some names are exchanged, so that names are learnt from their context.
        some = [data.swap_names(s, pools) if random.random() < 0.2 else s for s in random.sample(trees, int(len(trees) * a.trees))]
        groups = [group for part in (annotated, some + random.sample(gmb, a.names))
                  for group in data.batches(part, size, PIECES, 100 * a.seed + e)]
        random.shuffle(groups)
        epochs.append(groups)
    print(f"{len(trees)} trees, {len(annotated)} sentences of {sum(map(size, annotated))} pieces, "
          f"{sum(len(s.triggers) for s in annotated)} triggers of {sum(map(len, records.values()))} records", flush=True)
    arguments, silver = Arguments(network.shape), SilverNames(network.shape.width)
    trainer = Trainer(network, [*arguments.parameters(), *silver.parameters()], a.rate, 5 * a.rate, sum(map(len, epochs)), a.minutes)
    for e, groups in enumerate(epochs):
        for group in groups:
            if trainer.progress() >= 1:
                break
            events = isinstance(group[0], EventSentence)
            batch = EventBatch(group, splitter, index) if events else Batch(group, splitter, index, 0.05, 0.06)
            out = forward(network, batch)
            loss = parser_loss(network, out, batch)
            if events:
                loss = 0.5 * loss + 2 * event_loss(network, out, batch)
            else:
                loss = loss + 0.5 * arguments.loss(out, batch.sentences) + 0.5 * silver.loss(out, batch)
            trainer.learn(loss)
        trainer.average.save(a.out)
        print(f"epoch {e + 1}", flush=True)
    report(trainer.average, sets, splitter, index)


if __name__ == "__main__":
    main()
