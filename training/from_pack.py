"""Reads a pack back as a network, to go on training from it: the weights as rounded to int8.

usage: from_pack.py IN.pack OUT.pt
"""
import sys

import torch

import export
import model
import pack


def network_of(path):
    p = pack.read(path)
    layers, width, heads, inner = p["encoder/shape"].tolist()
    shape = model.Shape(layers=layers, width=width, attention_heads=heads, inner=inner, pieces=len(p["pieces"]),
                        positions=len(p["encoder/position"]), arc=len(p["arc_head/bias"]), label=len(p["label_head/bias"]),
                        event=len(p["trigger/bias"]))
    network = model.Network(shape, *(p["labels/" + x] for x in ("upos", "feats", "lemma", "deprel", "ner")))
    floats = lambda name: torch.from_numpy(p[name].copy())
    rows = lambda name: floats(name + "/weight").float() * floats(name + "/scale")[:, None]

    def linear(module, name):
        module.weight.copy_(rows(name)), module.bias.copy_(floats(name + "/bias"))

    def norm(module, name):
        module.weight.copy_(floats(name + "/weight")), module.bias.copy_(floats(name + "/bias"))

    with torch.no_grad():
        network.piece.weight.copy_(rows("encoder/piece"))
        network.position.weight.copy_(floats("encoder/position")), network.case.weight.copy_(floats("encoder/case"))
        norm(network.embedding_norm, "encoder/norm")
        for i, layer in enumerate(network.layers):
            for name in export.LINEARS:
                linear(getattr(layer, name), f"encoder/{i}/{name}")
            norm(layer.attention_norm, f"encoder/{i}/attention_norm"), norm(layer.norm, f"encoder/{i}/norm")
        for name in export.HEADS:
            linear(getattr(network, name), name)
        for name in export.BIAFFINES:
            weight = getattr(network, name).weight
            flat = torch.cat([rows(name), floats(name + "/bias")[:, None]], 1)
            weight.copy_(flat.view(weight.shape))
    return network


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    network_of(sys.argv[1]).save(sys.argv[2])
