"""Word pieces of the encoder's vocabulary, and the letter-case feature that an uncased encoder lacks.

`src/parse/word_pieces.cc` does the same.
"""
import unicodedata

MAX_PIECES = 8  # of one word; only the first carries the word's vector
CASES = 5       # 0 no letters, 1 lower, 2 Capitalised, 3 UPPER (two letters or more), 4 mIxed


def case_of(word):
    letters = [c for c in word if c.isupper() or c.islower()]
    if not letters:
        return 0
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return 1
    if upper == 1 and letters[0].isupper():
        return 2
    return 3 if upper == len(letters) else 4


def normalise(word):
    word = unicodedata.normalize("NFD", word)
    return "".join(c for c in word if unicodedata.category(c) != "Mn").lower()


def is_punctuation(c):
    return (33 <= ord(c) <= 47 or 58 <= ord(c) <= 64 or 91 <= ord(c) <= 96 or 123 <= ord(c) <= 126
            or unicodedata.category(c).startswith("P"))


class WordPieces:
    def __init__(self, vocabulary):
        self.ids = {p: i for i, p in enumerate(vocabulary)}
        self.cls, self.sep, self.unknown = (self.ids[t] for t in ("[CLS]", "[SEP]", "[UNK]"))
        self.mask = self.ids.get("[MASK]", self.unknown)
        self.cache = {}

    def split(self, word):
        """The piece ids of one word: at least one, at most MAX_PIECES."""
        if word not in self.cache:
            ids, run = [], ""
            for c in normalise(word) + " ":
                if c == " " or is_punctuation(c):
                    if run:
                        ids += self._greedy(run)
                    run = ""
                    if c != " ":
                        ids += self._greedy(c)
                else:
                    run += c
            self.cache[word] = (ids or [self.unknown])[:MAX_PIECES]
        return self.cache[word]

    def _greedy(self, run):
        out, start = [], 0
        while start < len(run):
            end = len(run)
            while end > start and ("##" if start else "") + run[start:end] not in self.ids:
                end -= 1
            if end == start:
                return [self.unknown]
            out.append(self.ids[("##" if start else "") + run[start:end]])
            start = end
        return out
