"""Trains a small network to answer as a large one does: every head's soft scores, over the treebanks, news and the annotated documents.

usage: distill.py DATA PARSED.conllu TEACHER.pt VOCAB.txt OUT.pt [--layers 2] [--width 192] [--minutes 15] [--news 8000]

DATA, PARSED  as train_events.py has them. The news are GMB's sentences, without their labels; --news of them an epoch.
--minutes     how long to train; the rate falls to nothing at that time.

The vectors of the pieces start from the teacher's, on their main axes; the rest starts from nothing.
"""
import argparse
import random
import time

import torch
import torch.nn.functional as F

import data
import learn
from learn import Batch, forward, index_of, splitter_of
from model import Network, Shape
from train_events import read_parsed
from train_parser import arcs_of, parser_loss, report, tree_scores

TRIGGER = 0.05  # the teacher's view of mode, status and roles counts where it sees an act with this probability


def axes(weight, width):
    """Rows of `weight` on their first `width` main axes."""
    centred = weight - weight.mean(0)
    _, vectors = torch.linalg.eigh(centred.T @ centred)
    return centred @ vectors[:, -width:].flip(1)


def towards(teacher, student, where):
    """Kullback-Leibler divergence a row of `where`, summed."""
    return F.kl_div(F.log_softmax(student[where], -1), F.log_softmax(teacher[where], -1), reduction="sum", log_target=True)


def soft_loss(teacher, student, told, out, batch):
    """teacher, student: networks; told, out: what they say of the batch."""
    words = batch.word_mask.clone()
    words[:, 0] = False
    count = words.sum()
    arcs = arcs_of(told, batch)
    heads = arcs.argmax(-1)
    loss = towards(arcs, arcs_of(out, batch), words)
    loss = loss + towards(tree_scores(teacher, told, heads), tree_scores(student, out, heads), words)
    for name, weight in (("upos", 1.0), ("feats", 0.5), ("lemma", 0.5), ("ner", 2.0), ("type", 4.0)):
        loss = loss + weight * towards(told[name], out[name], words)
    acts = words & (told["type"].softmax(-1)[..., 0] < 1 - TRIGGER)
    if acts.any():
        loss = loss + towards(told["mode"], out["mode"], acts) + towards(told["status"], out["status"], acts)
        sentence, word = acts.nonzero(as_tuple=True)
        scores = [network.roles(said["role_parts"][0][sentence, word][:, None], said["role_parts"][1][sentence])[:, 0]
                  for network, said in ((teacher, told), (student, out))]
        loss = loss + towards(*scores, words[sentence])
    return loss / count


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "parsed", "teacher", "vocab", "out"):
        p.add_argument(name)
    p.add_argument("--layers", type=int, default=2), p.add_argument("--width", type=int, default=192)
    p.add_argument("--minutes", type=float, default=15), p.add_argument("--news", type=int, default=8000)
    a = p.parse_args()
    torch.manual_seed(3), random.seed(3)
    torch.set_flush_denormal(True)
    teacher = Network.load(a.teacher).eval()
    shape = Shape(layers=a.layers, width=a.width, attention_heads=a.width // 32, inner=4 * a.width, arc=128, label=64, event=96)
    student = Network(shape, **{"upos": teacher.labels["upos"], "feats": teacher.labels["feats"], "lemmas": teacher.labels["lemma"],
                                "deprels": teacher.labels["deprel"], "ner": teacher.labels["ner"]})
    with torch.no_grad():
        student.piece.weight.copy_(axes(teacher.piece.weight, a.width))
        student.position.weight.copy_(axes(teacher.position.weight, a.width))
    student.dropout.p, student.head_dropout.p = 0.0, 0.1  # soft targets leave little to overfit
    splitter, index = splitter_of(a.vocab), index_of(student)
    sets = data.load_treebanks(a.data)
    trees = sets["ewt", "train"] + sets["gum", "train"]
    told = [s for sentences in read_parsed(a.parsed).values() for s in sentences]
    size = lambda s: 2 + sum(len(splitter.split(w)) for w in s.words)
    trainer = learn.Trainer(student, [], 1e-3, 2e-3, 1, new_pieces=True)
    began, end, epoch = time.time(), 60 * a.minutes, 0
    while trainer.step < trainer.steps:
        for group in data.batches(trees + told + random.sample(sets["gmb", "train"], a.news), size, 1500, epoch):
            batch = Batch(group, splitter, index, drop_case=0.03)
            with torch.no_grad():
                answer = forward(teacher, batch)
            out = forward(student, batch)
            loss = soft_loss(teacher, student, answer, out, batch)
            trainer.steps = max(trainer.step + 1, int(end * (trainer.step + 1) / (time.time() - began)))
            trainer.learn(loss + 0.3 * parser_loss(student, out, batch)[0])
            if trainer.step >= trainer.steps:
                break
        epoch += 1
        trainer.average.save(a.out)
        print(f"epoch {epoch} {time.time() - began:.0f}s", flush=True)
        report(trainer.average, sets, splitter, index, [("ewt", "dev")])
    report(trainer.average, sets, splitter, index)


if __name__ == "__main__":
    main()
