"""Counts the headlines of bench/headlines.tsv whose type khaldun finds, each read as a text of its own.

usage: score_headlines.py KHALDUN HEADLINES.tsv     # one "TYPE<tab>headline" a line, TYPE - where it tells no act
"""
import json
import subprocess
import sys


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    lines = [line.rstrip("\n") for line in open(sys.argv[2], encoding="utf-8") if line.strip() and line[0] != "#"]
    wanted = [line.split("\t") for line in lines]
    texts = "".join(json.dumps({"id": str(i), "text": text, "published": "2023-05-10"}) + "\n"
                    for i, (_, text) in enumerate(wanted))
    coded = subprocess.run([sys.argv[1], "code", "--input", "jsonl", "--format", "jsonl", "-"], input=texts, text=True,
                           capture_output=True)
    if coded.returncode:
        sys.exit(f"score_headlines: khaldun failed: {coded.stderr.strip()}")
    types = [set() for _ in wanted]
    for record in map(json.loads, coded.stdout.splitlines()):
        types[int(record["document"])].add(record["type"])
    acts = [t in found for (t, _), found in zip(wanted, types) if t != "-"]
    others = [bool(found) for (t, _), found in zip(wanted, types) if t == "-"]
    silent = sum(not found for (t, _), found in zip(wanted, types) if t != "-")
    print(f"{sum(acts)} of {len(acts)} acts found, {silent} headlines without a record; "
          f"{sum(others)} of {len(others)} that tell none coded")


if __name__ == "__main__":
    main()
