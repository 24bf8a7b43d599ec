#!/usr/bin/env python3
"""Asks `khaldun actors find` who held which office on a day, and counts the right answers.

usage: score_offices.py KHALDUN QUESTIONS.tsv

KHALDUN    the program.
QUESTIONS  tab-separated, remarks begin with '#': question ("UN chief"), day (YYYY-MM-DD), name. An answer is right where its
           first line holds the name, or one of several with '|' between. Wrong ones are printed.
"""
import subprocess
import sys


def main():
    program, questions = sys.argv[1:]
    right = asked = 0
    for line in open(questions, encoding="utf-8"):
        if line.startswith("#"):
            continue
        question, day, names = line.rstrip("\n").split("\t")
        answer = subprocess.run([program, "actors", "find", question, "--on", day], capture_output=True, text=True, check=False)
        first = answer.stdout.split("\n")[0]
        asked += 1
        if any(name in first for name in names.split("|")):
            right += 1
        else:
            print(f"{question} on {day}: wanted {names}, found {first or 'nobody'}")
    print(f"{right} of {asked} right")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main()
