"""Takes the encoder that training starts from out of an ONNX file: its lowest layers, and the word pieces that news use.

usage: encoder.py IN.onnx TOKENIZER.json OUT DATA TEXTS.conllu LEXICON [--layers 9] [--pieces 23000]

IN.onnx, TOKENIZER.json  a BERT of Hugging Face's names in ONNX, and its tokenizer.
OUT      a folder: vocab.txt and model.safetensors, as train_parser.py takes them.
DATA     the folder with the unpacked archives treebanks and entities; their words for training and development count, and
TEXTS    those of khaldun parse --input jsonl of all texts, and each word of the tables in the folder LEXICON three times.
--pieces that the words have most often are kept, with all that are one character of ASCII. A word whose piece is gone is split
         further, as any rare word is.
"""
import argparse
import collections
import glob
import json
import os
import re

import numpy as np
import onnx
from onnx import numpy_helper
from safetensors.numpy import save_file

import data
import pieces

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def weights_of(path, layers):
    """The float weights of a BERT under their Hugging Face names. ONNX keeps the matrices of linear maps transposed and nameless."""
    graph = onnx.load(path).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    named = {name: w for name, w in stored.items() if name.startswith(("embeddings.", "encoder.")) and w.dtype.kind == "f"}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in stored:
            module = node.name.strip("/").removesuffix("/MatMul").replace("/", ".")
            named[module + ".weight"] = stored[node.input[1]].T
    layer = lambda name: int(re.match(r"encoder\.layer\.(\d+)\.", name).group(1)) if name.startswith("encoder.") else -1
    return {name: np.ascontiguousarray(w, np.float32) for name, w in named.items() if layer(name) < layers}


def words_of(folder, texts, lexicon):
    count = collections.Counter()
    for (_, part), sentences in data.load_treebanks(folder).items():
        if part != "test":
            for s in sentences:
                count.update(s.words)
    with open(texts, encoding="utf-8") as lines:
        count.update(line.split("\t", 2)[1] for line in lines if line[0].isdigit())
    for path in glob.glob(lexicon + "/**/*.tsv", recursive=True):
        for word in set(re.findall(r"\w+", open(path, encoding="utf-8").read())):
            count[word] += 3
    return count


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("onnx", "tokenizer", "out", "data", "texts", "lexicon"):
        p.add_argument(name)
    p.add_argument("--layers", type=int, default=9), p.add_argument("--pieces", type=int, default=23000)
    a = p.parse_args()
    ids = json.load(open(a.tokenizer, encoding="utf-8"))["model"]["vocab"]
    vocabulary = sorted(ids, key=ids.get)
    splitter, seen = pieces.WordPieces(vocabulary), collections.Counter()
    for word, n in words_of(a.data, a.texts, a.lexicon).items():
        for piece in splitter.split(word):
            seen[piece] += n
    always = lambda i: vocabulary[i] in SPECIAL or len(vocabulary[i].removeprefix("##")) == 1 and vocabulary[i].isascii()
    kept = sorted(sorted(range(len(vocabulary)), key=lambda i: (not always(i), -seen[i], i))[:a.pieces])
    weights = weights_of(a.onnx, a.layers)
    weights["embeddings.word_embeddings.weight"] = weights["embeddings.word_embeddings.weight"][kept]
    os.makedirs(a.out, exist_ok=True)
    save_file(weights, a.out + "/model.safetensors")
    with open(a.out + "/vocab.txt", "w", encoding="utf-8") as f:
        f.write("\n".join(vocabulary[i] for i in kept) + "\n")
    words = sum(seen.values())
    print(f"{len(kept)} of {len(vocabulary)} pieces, {100 * sum(seen[i] for i in kept) / words:.3f} % of all that are used")


if __name__ == "__main__":
    main()
