"""Writes tests/packs/tiny.pack: a random network of two layers with every head, so that tests need no trained one.

usage: tiny_pack.py OUT.pack
"""
import string
import sys

import torch

import export
from model import Network, Shape

UPOS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART",
        "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"]
FEATS = ["_", "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", "Number=Plur", "Number=Sing",
         "Tense=Past|VerbForm=Part|Voice=Pass"]
LEMMAS = ["K0", "K1", "L0", "L1", "L2", "L3y"]
DEPRELS = ["amod", "aux:pass", "case", "compound", "conj", "det", "nmod", "nsubj",
           "nsubj:pass", "obj", "obl", "punct", "root"]
NER = ["O"] + [x + y for y in ("PER", "ORG", "LOC", "NORP", "MISC") for x in ("B-", "I-")]
VOCABULARY = (["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + list(string.ascii_lowercase)
              + ["##" + c for c in string.ascii_lowercase]
              + list(string.digits) + ["##" + c for c in string.digits] + list(".,;:!?'\"-()%$")
              + "the of in on and to met police min ##ister talk ##ed ##ing city".split())


def main():
    torch.manual_seed(7)
    shape = Shape(layers=2, width=32, attention_heads=4, inner=64, pieces=len(VOCABULARY), positions=128,
                  arc=16, label=12, event=12)
    network = Network(shape, UPOS, FEATS, LEMMAS, DEPRELS, NER)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if "norm" not in name:
                torch.nn.init.normal_(parameter, std=0.2)
    vocabulary = list(dict.fromkeys(VOCABULARY))
    assert len(vocabulary) == len(VOCABULARY), "pieces must be distinct"
    export.export(network, vocabulary, sys.argv[1], "tiny")


if __name__ == "__main__":
    main()
