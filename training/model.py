"""The network: one pass of a BERT over a sentence, and small heads on each word's first piece.

Shapes: B sentences, P pieces, W words, plus one for the root at index 0 (the [CLS] piece).
`src/nn` and `src/parse` hold the same arithmetic in C++.
"""
import dataclasses

import torch
import torch.nn.functional as F
from torch import nn

import pieces

TYPES = ["none", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
STATUSES = ["occurred", "planned", "proposed", "alleged", "denied"]
MODES = ["none", "visit", "third-party", "multilateral", "phone", "withdraw", "release", "disarm", "ceasefire", "access",
         "resign", "assist", "change", "yield", "meet", "disapprove", "investigate", "allege", "restrict", "arrest",
         "relations", "expel", "territory", "violence", "demo", "riot", "strike", "hunger", "boycott", "obstruct",
         "vandalize", "convict", "discontinue", "troops", "weapons", "police", "militia", "seize", "deport", "withhold",
         "cyber", "censor", "curfew", "martial-law", "misinformation", "abduct", "torture", "sexual", "destroy", "beat",
         "crowd-control", "primitive", "firearms", "explosives", "targeted", "suicide-attack", "aerial", "drone",
         "heavy-weapons", "unconventional"]
ROLES = ["none", "source", "target"]


@dataclasses.dataclass
class Shape:
    layers: int = 6
    width: int = 384
    attention_heads: int = 12
    inner: int = 1536
    pieces: int = 30522
    positions: int = 512
    arc: int = 256
    label: int = 96
    event: int = 128

    @staticmethod
    def of_encoder(weights):
        """The shape of a Hugging Face BERT checkpoint, a dict of tensors, whose heads are 32 wide; what stands above it as ever."""
        size, width = weights["embeddings.word_embeddings.weight"].shape
        layers = sum(name.endswith(".intermediate.dense.bias") for name in weights)
        return Shape(layers=layers, width=width, attention_heads=width // 32, pieces=size,
                     inner=len(weights["encoder.layer.0.intermediate.dense.bias"]))


class Layer(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.heads = s.attention_heads
        self.query, self.key, self.value, self.output = (nn.Linear(s.width, s.width) for _ in range(4))
        self.attention_norm = nn.LayerNorm(s.width, eps=1e-12)
        self.up, self.down = nn.Linear(s.width, s.inner), nn.Linear(s.inner, s.width)
        self.norm = nn.LayerNorm(s.width, eps=1e-12)

    def forward(self, x, mask, dropout):
        b, p, w = x.shape
        split = lambda t: t.view(b, p, self.heads, w // self.heads).transpose(1, 2)
        # For short sentences on a CPU this is twice as fast as torch's fused attention.
        scores = split(self.query(x)) @ split(self.key(x)).transpose(-1, -2) * (w // self.heads) ** -0.5
        a = scores.masked_fill(~mask, -1e4).softmax(-1) @ split(self.value(x))
        x = self.attention_norm(x + dropout(self.output(a.transpose(1, 2).reshape(b, p, w))))
        return self.norm(x + dropout(self.down(F.gelu(self.up(x)))))


def with_one(x):
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Biaffine(nn.Module):
    """score[b, i, j, l] = [x_i, 1] U_l [y_j, 1]."""

    def __init__(self, width, labels):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(labels, width + 1, width + 1))

    def forward(self, x, y):
        # In float32 even under autocast: arcs are told apart by small differences of large scores.
        with torch.autocast("cpu", enabled=False):
            return torch.einsum("bia,lac,bjc->bijl", with_one(x.float()), self.weight, with_one(y.float()))

    def of_pairs(self, x, y):
        """score[b, i, l] of x_i with y_i."""
        x, y = with_one(x), with_one(y)
        labels, width, _ = self.weight.shape
        rows = x.reshape(-1, width) @ self.weight.transpose(0, 1).reshape(width, -1)
        return torch.bmm(rows.view(-1, labels, width), y.reshape(-1, width, 1).to(rows.dtype)).view(*x.shape[:2], labels)


class Network(nn.Module):
    def __init__(self, shape, upos, feats, lemmas, deprels, ner):
        super().__init__()
        self.shape, self.labels = shape, dict(upos=upos, feats=feats, lemma=lemmas, deprel=deprels, ner=ner)
        w = shape.width
        self.piece = nn.Embedding(shape.pieces, w)
        self.position = nn.Embedding(shape.positions, w)
        self.case = nn.Embedding(pieces.CASES, w)
        nn.init.zeros_(self.case.weight)
        self.embedding_norm = nn.LayerNorm(w, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.upos, self.feats, self.lemma, self.ner = (nn.Linear(w, len(x)) for x in (upos, feats, lemmas, ner))
        self.arc_head, self.arc_dependent = nn.Linear(w, shape.arc), nn.Linear(w, shape.arc)
        self.label_head, self.label_dependent = nn.Linear(w, shape.label), nn.Linear(w, shape.label)
        self.arcs, self.deprel = Biaffine(shape.arc, 1), Biaffine(shape.label, len(deprels))
        self.trigger = nn.Linear(w, shape.event)
        self.event_type, self.mode = nn.Linear(shape.event, len(TYPES)), nn.Linear(shape.event, len(MODES))
        self.status = nn.Linear(shape.event, len(STATUSES))
        self.role_trigger, self.role_word = nn.Linear(w, shape.event), nn.Linear(w, shape.event)
        self.roles = Biaffine(shape.event, len(ROLES))
        self.dropout, self.head_dropout = nn.Dropout(0.1), nn.Dropout(0.3)

    def encode(self, piece, case, mask):
        """piece, case [B, P] and mask [B, P] (true where a piece stands) -> [B, P, width]."""
        x = self.piece(piece) + self.position.weight[: piece.shape[1]] + self.case(case)
        x = self.dropout(self.embedding_norm(x))
        attend = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, attend, self.dropout)
        return x

    def heads(self, pieces_out, first):
        """first [B, 1 + W]: the index of each word's first piece, 0 for the root -> a dict of scores."""
        x = torch.gather(pieces_out, 1, first[..., None].expand(-1, -1, pieces_out.shape[-1]))
        x = self.head_dropout(x)
        act = lambda linear: self.head_dropout(F.relu(linear(x)))
        event = self.head_dropout(F.relu(self.trigger(x)))
        return dict(
            words=x, upos=self.upos(x), feats=self.feats(x), lemma=self.lemma(x), ner=self.ner(x),
            arcs=self.arcs(act(self.arc_dependent), act(self.arc_head))[..., 0],  # [dependent, head]
            label_parts=(act(self.label_dependent), act(self.label_head)),
            type=self.event_type(event), mode=self.mode(event), status=self.status(event),
            role_parts=(act(self.role_trigger), act(self.role_word)))

    def take_encoder(self, w):
        """Takes the weights of a Hugging Face BERT checkpoint of the same shape, a dict of tensors."""
        self.piece.weight.data = w["embeddings.word_embeddings.weight"].clone()
        self.position.weight.data = w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0]
        names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                 "output": "attention.output.dense", "attention_norm": "attention.output.LayerNorm",
                 "up": "intermediate.dense", "down": "output.dense", "norm": "output.LayerNorm"}
        pairs = [(self.embedding_norm, "embeddings.LayerNorm")]
        for i, layer in enumerate(self.layers):
            pairs += [(getattr(layer, ours), f"encoder.layer.{i}.{theirs}") for ours, theirs in names.items()]
        for module, name in pairs:
            module.weight.data, module.bias.data = w[name + ".weight"].clone(), w[name + ".bias"].clone()

    def save(self, path):
        torch.save(dict(shape=dataclasses.asdict(self.shape), labels=self.labels, state=self.state_dict()), path)

    @staticmethod
    def load(path):
        saved = torch.load(path, weights_only=True)
        labels = saved["labels"]
        network = Network(Shape(**saved["shape"]), labels["upos"], labels["feats"], labels["lemma"], labels["deprel"], labels["ner"])
        network.load_state_dict(saved["state"])
        return network
