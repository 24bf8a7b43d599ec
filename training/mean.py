"""Writes the mean of networks of one shape that were trained one from the other: it keeps more of each than the last alone.

usage: mean.py OUT.pt IN.pt[=WEIGHT]...

Weights are 1 unless given, and are divided by their sum.
"""
import sys

from model import Network


def main():
    out, *named = sys.argv[1:]
    if not named:
        sys.exit(__doc__)
    parts = [(Network.load(path), float(weight or 1)) for path, _, weight in (name.partition("=") for name in named)]
    total = sum(weight for _, weight in parts)
    states = [(network.state_dict(), weight / total) for network, weight in parts]
    mean = parts[0][0]
    mean.load_state_dict({k: sum(state[k] * weight for state, weight in states) for k in states[0][0]})
    mean.save(out)


if __name__ == "__main__":
    main()
