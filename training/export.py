"""Writes a trained network as a pack: int8 weights with a float scale a row, labels, vocabulary and a self-test.

usage: export.py IN.pt VOCAB.txt OUT.pack --version V [--lemmas LEMMAS.tsv]

Names in the pack, W the width of the encoder ("linear": weight i8 [out, in], scale f32 [out], bias f32 [out]):
  encoder/shape                         i32 layers, W, attention heads, inner width
  encoder/piece/{weight,scale}          i8 [pieces, W], f32 [pieces]
  encoder/{position,case}               f32 [positions, W], [cases, W]
  encoder/norm/{weight,bias}            f32 [W]; so are encoder/<i>/{attention_norm,norm}/...
  encoder/<i>/{query,key,value,output,up,down}   linear
  upos feats lemma ner arc_head ...     linear, one for each of HEADS
  arcs deprel roles                     a biaffine as the linear map of y to U [y, 1] of every label:
                                        out = labels (in + 1)
  labels/{upos,feats,lemma,deprel,ner,type,mode,status,role}   strings
  pieces                                dictionary, row = piece id
  lemma/forms, lemma/lemmas             dictionary "VERB killed" and its lemmas, of LEMMAS (lemmas.py); may be missing
  selftest/{pieces,cases,starts}        i32, u8 [n], u32 [sentences + 1]: sentences as the encoder takes them
  selftest/encoder                      f32 [n, W]: what the network gives for them with the weights as rounded
  selftest/<head>                       f32 [p, labels] for the p pieces of the first sentence: upos feats lemma ner
                                        type mode status; arcs [p, p] (dependent, head);
                                        deprel [p, labels] under piece 0; roles [p, p, labels] (trigger, word)
"""
import argparse
import copy

import numpy as np
import torch

import model
import pack
import pieces
from learn import pieces_of

LINEARS = ["query", "key", "value", "output", "up", "down"]
HEADS = ["upos", "feats", "lemma", "ner", "arc_head", "arc_dependent", "label_head", "label_dependent",
         "trigger", "event_type", "mode", "status", "role_trigger", "role_word"]
BIAFFINES = ["arcs", "deprel", "roles"]
SENTENCES = [s.split() for s in (
    "The prime minister of Norway met three Kenyan officials in Oslo on Tuesday .",
    "Police did n't say who had fired on the crowd ; 14 people were hurt .",
    "\" We will not sign , \" said Mrs. Adeyemi , a spokeswoman for the miners ' union .",
    "Talks between the EU and ASEAN collapsed",
    "Why ?",
)]


def quantise(weight):
    """Float rows -> int8 rows and a scale a row: row = int8 * scale."""
    weight = weight.detach().numpy()
    scale = (np.maximum(np.abs(weight).max(axis=1), 1e-12) / 127).astype(np.float32)
    return np.rint(weight / scale[:, None]).astype(np.int8), scale


def round_rows(weight):
    """`weight` as it will be read from the pack."""
    rows, scale = quantise(weight)
    return torch.from_numpy(rows.astype(np.float32) * scale[:, None])


def biaffine_rows(weight):
    """U [labels, 1 + x, 1 + y] -> the weight and bias of the linear map y -> U [y, 1]."""
    flat = weight.reshape(-1, weight.shape[2])
    return flat[:, :-1], flat[:, -1]


def rounded(network):
    """A copy of the network with the weights as they will be read from the pack."""
    network = copy.deepcopy(network)
    with torch.no_grad():
        for layer in network.layers:
            for name in LINEARS:
                getattr(layer, name).weight.copy_(round_rows(getattr(layer, name).weight))
        network.piece.weight.copy_(round_rows(network.piece.weight))
        for name in HEADS:
            getattr(network, name).weight.copy_(round_rows(getattr(network, name).weight))
        for name in BIAFFINES:
            weight = getattr(network, name).weight
            rows, _ = biaffine_rows(weight)
            weight[:, :, :-1] = round_rows(rows).reshape(weight[:, :, :-1].shape)
    return network


def sentences_as_pieces(vocabulary):
    splitter = pieces.WordPieces(vocabulary)
    for words in SENTENCES:
        ids, cases = [splitter.cls], [0]
        for word in words:
            split = splitter.split(word)
            ids += split
            cases += [pieces.case_of(word)] * len(split)
        yield ids + [splitter.sep], cases + [0]


@torch.no_grad()
def self_test(network, vocabulary):
    """Name -> array for the sections selftest/..."""
    network.eval()
    out = {"pieces": [], "cases": [], "starts": [0], "encoder": []}
    for i, (ids, cases) in enumerate(sentences_as_pieces(vocabulary)):
        piece, case = torch.tensor([ids]), torch.tensor([cases])
        encoded = network.encode(piece, case, torch.ones_like(piece, dtype=torch.bool))
        out["pieces"] += ids
        out["cases"] += cases
        out["starts"].append(len(out["pieces"]))
        out["encoder"].append(encoded[0].numpy())
        if i == 0:
            heads = network.heads(encoded, torch.arange(len(ids))[None])
            for name in ("upos", "feats", "lemma", "ner", "type", "mode", "status", "arcs"):
                out[name] = heads[name][0].numpy()
            dependent, head = heads["label_parts"]
            out["deprel"] = network.deprel(dependent, head[:, :1])[0, :, 0].numpy()
            out["roles"] = network.roles(*heads["role_parts"])[0].numpy()
    out["pieces"], out["cases"] = np.array(out["pieces"], np.int32), np.array(out["cases"], np.uint8)
    out["starts"], out["encoder"] = np.array(out["starts"], np.uint32), np.concatenate(out["encoder"])
    return out


def export(network, vocabulary, path, version, lemmas=()):
    assert len(vocabulary) == network.shape.pieces, "the vocabulary is not the network's"
    writer, shape = pack.Writer(version), network.shape

    def floats(name, tensor):
        writer.tensor(name, tensor.detach().numpy().astype(np.float32))

    def rows(name, weight):
        quantised, scale = quantise(weight)
        writer.tensor(name + "/weight", quantised)
        writer.tensor(name + "/scale", scale)

    def linear(name, weight, bias):
        rows(name, weight)
        floats(name + "/bias", bias)

    def norm(name, module):
        floats(name + "/weight", module.weight)
        floats(name + "/bias", module.bias)

    writer.tensor("encoder/shape", np.array([shape.layers, shape.width, shape.attention_heads, shape.inner], np.int32))
    rows("encoder/piece", network.piece.weight)
    floats("encoder/position", network.position.weight)
    floats("encoder/case", network.case.weight)
    norm("encoder/norm", network.embedding_norm)
    for i, layer in enumerate(network.layers):
        for name in LINEARS:
            linear(f"encoder/{i}/{name}", getattr(layer, name).weight, getattr(layer, name).bias)
        norm(f"encoder/{i}/attention_norm", layer.attention_norm)
        norm(f"encoder/{i}/norm", layer.norm)
    for name in HEADS:
        linear(name, getattr(network, name).weight, getattr(network, name).bias)
    for name in BIAFFINES:
        linear(name, *biaffine_rows(getattr(network, name).weight))
    labels = dict(network.labels, type=model.TYPES, mode=model.MODES, status=model.STATUSES, role=model.ROLES)
    for name, values in labels.items():
        writer.strings("labels/" + name, values)
    writer.dictionary("pieces", vocabulary)
    if lemmas:
        writer.dictionary("lemma/forms", [form for form, _ in lemmas])
        writer.strings("lemma/lemmas", [lemma for _, lemma in lemmas])
    for name, values in self_test(rounded(network), vocabulary).items():
        writer.tensor("selftest/" + name, values)
    writer.write(path)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("network"), p.add_argument("vocabulary"), p.add_argument("out")
    p.add_argument("--version", required=True), p.add_argument("--lemmas")
    a = p.parse_args()
    torch.set_num_threads(1)
    vocabulary = pieces_of(a.vocabulary)
    lemmas = [line.rstrip("\n").split("\t") for line in open(a.lemmas, encoding="utf-8")] if a.lemmas else []
    export(model.Network.load(a.network), vocabulary, a.out, a.version, lemmas)


if __name__ == "__main__":
    main()
