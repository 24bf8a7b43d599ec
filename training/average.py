"""Averages the weights of networks that were trained from one start: the mean of several runs parses and names better than each.

usage: average.py OUT.pt IN.pt IN.pt…
"""
import sys

from model import Network


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    networks = [Network.load(path) for path in sys.argv[2:]]
    states = [n.state_dict() for n in networks]
    mean = {k: sum(s[k] for s in states) / len(states) if v.is_floating_point() else v for k, v in states[0].items()}
    networks[0].load_state_dict(mean)
    networks[0].save(sys.argv[1])


if __name__ == "__main__":
    main()
