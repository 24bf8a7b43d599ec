"""Trains a small network to answer as a large one does: the scores of every head, over treebanks, names and news without labels.

usage: distill.py DATA PARSED.conllu TEACHER.pt VOCAB.txt OUT.pt [--minutes 55] [--rate 1.5e-3] [--init SMALL.pt] [--init-vocab V.txt]

DATA      as train_events.py has it; of GMB only the words are used.
PARSED    khaldun parse of any texts: their words; their labels are not used.
--minutes how long to train; the rate falls to nothing at the end.
--init    goes on from a student: its vectors of pieces stay, and heads of another size start anew. --init-vocab names the list of
          its pieces where it has more than the teacher.
OUT       the network of the best LAS on EWT's dev sentences met on the way.

The teacher is asked once for each batch, and its answers (some 200 bytes a word) are kept in memory: a student of two layers
learns ten times faster than a teacher of six answers. The vectors of the pieces start as the teacher's on their main axes.
"""
import argparse
import random

import torch
import torch.nn.functional as F

import data
from learn import Batch, Trainer, forward, index_of, pieces_of, splitter_of
from model import Network, Shape
from train_events import read_parsed
from train_parser import arcs_of, evaluate, parser_loss, report, tree_scores

ACT = 0.05  # the teacher's view of mode, status and roles counts where it sees an act with this probability
SOFT = {"upos": 1.0, "deprel": 1.0, "arcs": 1.0, "ner": 2.0, "type": 4.0}  # whole distributions, and their weights
HARD = {"feats": 0.5, "lemma": 0.5}                                        # too many labels to keep: the best one alone


def axes(weight, width):
    """Rows of `weight` on their first `width` main axes."""
    centred = weight - weight.mean(0)
    _, vectors = torch.linalg.eigh(centred.T @ centred)
    return centred @ vectors[:, -width:].flip(1)


def student_of(teacher, pieces, init, init_pieces):
    """Two layers of 192, from the teacher's vectors of pieces, or from a student before it."""
    shape = Shape(layers=2, width=192, attention_heads=6, inner=768, pieces=teacher.shape.pieces, arc=128, label=32, event=96)
    labels = teacher.labels
    student = Network(shape, labels["upos"], labels["feats"], labels["lemma"], labels["deprel"], labels["ner"])
    with torch.no_grad():
        if init is None:
            student.piece.weight.copy_(axes(teacher.piece.weight, shape.width))
            student.position.weight.copy_(axes(teacher.position.weight, shape.width))
        else:
            known = Network.load(init).state_dict()
            row = {piece: i for i, piece in enumerate(init_pieces)}
            known["piece.weight"] = known["piece.weight"][[row[piece] for piece in pieces]]
            student.load_state_dict({k: known[k] if known[k].shape == v.shape else v for k, v in student.state_dict().items()})
    student.dropout.p, student.head_dropout.p = 0.05, 0.15
    return student


def roles_at(network, out, acts):
    """Role scores [acts, 1 + W, roles] of every word under each act (sentence, word)."""
    sentence, word = acts
    trigger, other = out["role_parts"]
    return network.roles(trigger[sentence, word][:, None], other[sentence])[:, 0]


class Answers:
    """What the teacher says of a batch, n words of it: {layer: log probabilities [n, labels]}, the best heads, feats and
    lemmas [n], and mode, status and roles of likely acts."""

    def __init__(self, teacher, batch):
        out = forward(teacher, batch)
        self.words = batch.word_mask.clone()
        self.words[:, 0] = False
        arcs = arcs_of(out, batch)
        self.heads = arcs.argmax(-1)
        scores = dict(out, arcs=arcs, deprel=tree_scores(teacher, out, self.heads))
        log = lambda x: F.log_softmax(x, -1).half()
        self.soft = {name: log(scores[name][self.words]) for name in SOFT}
        self.hard = {name: scores[name][self.words].argmax(-1).short() for name in HARD}
        sure = self.words & (out["type"].softmax(-1)[..., 0] < 1 - ACT)
        self.acts = sure.nonzero(as_tuple=True)
        self.of_acts = {name: log(out[name][self.acts]) for name in ("mode", "status")}
        self.of_acts["roles"] = log(roles_at(teacher, out, self.acts))

    def loss(self, student, out, batch):
        scores = dict(out, arcs=arcs_of(out, batch), deprel=tree_scores(student, out, self.heads))
        loss = sum(weight * towards(self.soft[name], scores[name][self.words]) for name, weight in SOFT.items())
        for name, weight in HARD.items():
            loss = loss + weight * F.cross_entropy(scores[name][self.words], self.hard[name].long(), reduction="sum")
        if len(self.acts[0]):
            loss = loss + sum(towards(self.of_acts[name], out[name][self.acts]) for name in ("mode", "status"))
            counted = self.words[self.acts[0]]
            loss = loss + towards(self.of_acts["roles"][counted], roles_at(student, out, self.acts)[counted])
        return loss / self.words.sum()


def towards(told, scores):
    """Kullback-Leibler divergence a row, summed."""
    return F.kl_div(F.log_softmax(scores, -1), told.float(), reduction="sum", log_target=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "parsed", "teacher", "vocab", "out"):
        p.add_argument(name)
    p.add_argument("--minutes", type=float, default=55), p.add_argument("--rate", type=float, default=1.5e-3)
    p.add_argument("--init"), p.add_argument("--init-vocab")
    a = p.parse_args()
    torch.manual_seed(3), random.seed(3)
    torch.set_flush_denormal(True)
    teacher = Network.load(a.teacher).eval()
    student = student_of(teacher, pieces_of(a.vocab), a.init, pieces_of(a.init_vocab or a.vocab))
    splitter, index = splitter_of(a.vocab), index_of(student)
    sets = data.load_treebanks(a.data)
    trees = sets["ewt", "train"] + sets["gum", "train"] + sets["masc", "train"]
    news = [s for sentences in read_parsed(a.parsed).values() for s in sentences if len(s.words) < 120] + sets["gmb", "train"]
    size = lambda s: 2 + sum(len(splitter.split(w)) for w in s.words)
    groups = data.batches(trees, size, 2500, 0) + data.batches(news, size, 2500, 0)
    random.shuffle(groups)
    print(f"{len(trees)} trees, {len(news)} sentences, {len(groups)} batches", flush=True)
    trainer = Trainer(student, [], a.rate, 2 * a.rate, 10**9, a.minutes, new_pieces=a.init is None)
    answers, gold, turn = [None] * len(groups), {id(s) for s in trees}, 0
    batches, best = [None] * len(groups), 0
    while trainer.progress() < 1:
        order = random.sample(range(len(groups)), len(groups))
        for n in order:
            if answers[n] is None:
                batches[n] = Batch(groups[n], splitter, index, drop_case=0.03)
                with torch.no_grad():
                    answers[n] = Answers(teacher, batches[n])
            out = forward(student, batches[n])
            loss = answers[n].loss(student, out, batches[n])
            if id(groups[n][0]) in gold:
                loss = loss + 0.3 * parser_loss(student, out, batches[n])
            trainer.learn(loss)
            if trainer.step % 500 == 0 or trainer.progress() >= 1:
                now = evaluate(trainer.average, sets["ewt", "dev"], splitter, index)["las"]
                print(f"step {trainer.step} LAS {now:.2f}", flush=True)
                if now > best:
                    best = now
                    trainer.average.save(a.out)
            if trainer.progress() >= 1:
                break
        turn += 1
        print(f"turn {turn}", flush=True)
    report(Network.load(a.out), sets, splitter, index)


if __name__ == "__main__":
    main()
