"""What both stages of training share: batches, the forward pass, rates, averaged weights."""
import copy
import random
import time

import torch

import pieces

IGNORE = -100
LAYERS = ("upos", "feats", "lemma", "deprel", "ner", "head")


class Batch:
    """Tensors of some sentences: piece, case, mask [B, P]; first, labels [B, 1 + W], IGNORE where there is none.

    drop_case is the share of sentences shown without letter case; drop_words the share of words shown as [MASK], whose tag and
    place in the tree are then told from the words around.
    """

    def __init__(self, sentences, splitter, index, drop_case=0.0, drop_words=0.0):
        self.sentences = sentences
        words = max(len(s.words) for s in sentences)
        rows, firsts, hidden = [], [], []
        for b, s in enumerate(sentences):
            piece, case, first = [splitter.cls], [0], [0]
            blind = random.random() < drop_case
            for i, word in enumerate(s.words):
                ids, kind = splitter.split(word), 1 if blind else pieces.case_of(word)
                if drop_words and random.random() < drop_words:
                    ids, kind = [splitter.mask], 0
                    hidden.append((b, i + 1))
                if len(piece) + len(ids) < 511:
                    first.append(len(piece))
                    piece += ids
                    case += [kind] * len(ids)
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
        self.labels = {layer: torch.tensor([self._row(s, layer, index, words) for s in sentences]) for layer in LAYERS}
        for b, i in hidden:
            self.labels["lemma"][b, i] = IGNORE

    @staticmethod
    def _row(sentence, layer, index, words):
        values = getattr(sentence, layer)
        if values is None:
            return [IGNORE] * (words + 1)
        if layer != "head":
            values = [index[layer].get(v, IGNORE) for v in values]
        return [IGNORE] + values + [IGNORE] * (words - len(values))


def brief():
    """bfloat16 within where the processor has it: 2,700 pieces/s trained on one core, 1,100 without; on one that has it not it takes ten times as long."""
    return torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported())


def forward(network, batch):
    """The scores of network.heads in float32."""
    with brief():
        out = network.heads(network.encode(batch.piece, batch.case, batch.mask), batch.first)
    return {k: tuple(x.float() for x in v) if isinstance(v, tuple) else v.float() for k, v in out.items()}


def schedule(progress, warm=0.06):
    return progress / warm if progress < warm else (1 - progress) / (1 - warm)


class Trainer:
    """AdamW with a warm start and a linear end; each layer below the top learns at 0.9 of the rate above it. `heads` is what
    learns at head_rate beside the network's own. Unless new_pieces, the vectors of the pieces stay as they are: rare ones stay
    where their neighbours are, and it saves a tenth of the time.

    Training ends after `steps` or, where they are given, `minutes`, whichever comes first.

    `average` is the network to keep: a running mean of its weights.
    """

    def __init__(self, network, heads, encoder_rate, head_rate, steps, minutes=None, new_pieces=False):
        self.steps, self.step, self.began = steps, 0, time.time()
        self.seconds = 60 * minutes if minutes else float("inf")
        network.piece.weight.requires_grad = new_pieces
        groups = [dict(params=list(layer.parameters()), lr=encoder_rate * 0.9 ** i)
                  for i, layer in enumerate(reversed(network.layers))]
        lowest = [network.position, network.case, network.embedding_norm] + [network.piece] * new_pieces
        groups.append(dict(params=[p for m in lowest for p in m.parameters()], lr=groups[-1]["lr"]))
        known = {id(p) for g in groups for p in g["params"]} | {id(network.piece.weight)}
        own = [p for p in network.parameters() if id(p) not in known]
        groups.append(dict(params=own + list(heads), lr=head_rate))
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.rates = [g["lr"] for g in self.optimizer.param_groups]
        self.network, self.average = network, copy.deepcopy(network)

    def progress(self):
        """0 at the beginning, 1 and more at the end."""
        return max((self.step + 1) / (self.steps + 1), (time.time() - self.began) / self.seconds)

    def learn(self, loss):
        for g, rate in zip(self.optimizer.param_groups, self.rates):
            g["lr"] = rate * max(0.0, schedule(self.progress()))
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_((p for g in self.optimizer.param_groups for p in g["params"]), 1.0)
        self.optimizer.step()
        self.step += 1
        keep = min(0.998, self.step / (10 + self.step))
        with torch.no_grad():
            moving = [(a, p) for a, p in zip(self.average.parameters(), self.network.parameters()) if p.requires_grad]
            torch._foreach_lerp_([a for a, _ in moving], [p for _, p in moving], 1 - keep)
        if self.step % 50 == 0:
            print(f"step {self.step} of {self.steps} loss {loss.item():.3f} {time.time() - self.began:.0f}s", flush=True)


def pieces_of(path):
    """The word pieces of a vocabulary file, by id."""
    return open(path, encoding="utf-8").read().rstrip("\n").split("\n")


def splitter_of(path):
    return pieces.WordPieces(pieces_of(path))


def index_of(network):
    return {k: {v: i for i, v in enumerate(vs)} for k, vs in network.labels.items()}
