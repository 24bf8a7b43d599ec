#!/usr/bin/env python3
"""Reads the frame tables strictly, counts them, and lists annotated triggers that no frame names.

usage: check_frames.py FRAMES [GOLD] [--parsed FILE ROLES]

FRAMES  the folder lexicon/frames.
GOLD    a folder with train.gold.jsonl, where each record has a `type` and a trigger word `tr`.

--parsed  what `khaldun parse` prints of texts, and lexicon/actors/roles.tsv: counts the verbs with an actor as subject or object,
          an actor being a name or a role noun, and lists those that no frame names and that no_event_verbs.txt does not hold.

Errors go to standard error as FILE:LINE: what is wrong; the exit status is then 1. lexicon/frames/README.md has the grammar.
"""
import argparse
import collections
import dataclasses
import json
import pathlib
import re
import sys

MODES = {
    "AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign", "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege", "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize", "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict arrest deport withhold cyber censor curfew martial-law misinformation",
    "ASSAULT": "abduct torture sexual destroy beat crowd-control primitive firearms explosives targeted suicide-attack aerial "
               "drone heavy-weapons unconventional"}
STATUSES = {"planned", "proposed", "alleged", "denied", "occurred"}
BUILT_IN = {"@actor", "@person", "@state", "@armed", "@civil", "@place", "@number", "@any", "@none"}
ARGUMENTS = {"subj", "obj", "iobj", "xcomp", "ccomp", "purpose", "mod", "poss", "aux", "neg"}
PREPOSITIONS = set(
    "about across after against ahead along alongside amid among around as at because before behind beside between beyond by despite due due_to during "
    "following for from in in_favor inside into like near of off on onto out out_of outside over per regarding since "
    "targeting through to toward towards under until up upon via with within without that".split())
LEMMA = re.compile(r"[^\s|=:@!,#A-Z]+$")


@dataclasses.dataclass
class Frame:
    type: str        # one of the 16, or NONE
    mode: str
    cameo: str
    kind: str        # v, n, a
    predicates: list
    conditions: list
    where: str


def names_of(listed):
    """The names between bars; a hyphen parts words as a bar does."""
    return listed.replace("-", "_").split("|")


class Tables:
    def __init__(self):
        self.frames, self.classes, self.errors = [], {}, []

    def complain(self, where, what):
        self.errors.append(f"{where}: {what}")

    def read(self, folder):
        used = []
        for path in sorted(pathlib.Path(folder).glob("*.frames")):
            block = None
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
                where = f"{path}:{number}"
                line = line.split("#")[0].strip()
                if not line:
                    continue
                if line[0] == "[":
                    block = self.header(line, where)
                elif line[0] == "@":
                    self.word_class(line, where)
                elif block is None:
                    self.complain(where, "a frame stands outside a good [TYPE mode cameo] block")
                else:
                    used += [(name, where) for name in self.frame(line, block, where)]
        for name, where in used:
            if name not in BUILT_IN and name not in self.classes:
                self.complain(where, f"class {name} is not defined")
        self.duplicates()
        return self

    def header(self, line, where):
        if line == "[NONE]":
            return "NONE", "", ""
        m = re.fullmatch(r"\[([A-Z]+) ([a-z-]+) (\d{2,4})\]", line)
        if not m:
            return self.complain(where, f"found {line}; a block wants [TYPE mode cameo], with - for no mode, or [NONE]")
        kind, mode, cameo = m.groups()
        if kind not in MODES:
            return self.complain(where, f"{kind} is none of the 16 types")
        if mode != "-" and mode not in MODES[kind].split():
            return self.complain(where, f"{kind} has no mode {mode}; it has: {MODES[kind] or 'none'}")
        return kind, mode, cameo

    def word_class(self, line, where):
        m = re.fullmatch(r"(@[a-z_]+)\s*=\s*(\S+)", line)
        if not m:
            return self.complain(where, "a class wants '@name = lemma|lemma'")
        name, members = m.group(1), names_of(m.group(2))
        if name in BUILT_IN or name in self.classes:
            self.complain(where, f"class {name} is defined already")
        for lemma in members:
            if not LEMMA.match(lemma):
                self.complain(where, f"'{lemma}' is no lemma; classes do not nest")
        if len(set(members)) < len(members):
            self.complain(where, f"class {name} names a lemma twice")
        self.classes[name] = set(members)

    def slot(self, slot, where):
        for part in slot.split("."):
            if part not in ARGUMENTS and part not in PREPOSITIONS:
                self.complain(where, f"'{part}' is no slot: neither {' '.join(sorted(ARGUMENTS))} nor a known preposition")

    def frame(self, line, block, where):
        """Adds the frame; returns the classes that it uses."""
        left, colon, roles = (line + " ").partition(" : ")
        words = left.split()
        if len(words) < 2 or words[0] not in ("v", "n", "a") or not colon:
            self.complain(where, "a frame wants: v, n or a, its predicates, its conditions, ' : ', source -> target")
            return []
        predicates, used = names_of(words[1]), []
        for p in predicates:
            if not LEMMA.match(p) or p.startswith("_") or p.endswith("_"):
                self.complain(where, f"'{p}' is no predicate")
        if len(set(predicates)) < len(predicates):
            self.complain(where, "a predicate is named twice")
        for condition in words[2:]:
            slots, equals, fillers = condition.partition("=")
            if not equals or not fillers:
                self.complain(where, f"'{condition}' is no condition; wanted slot=fillers")
                continue
            for slot in slots.split("|"):
                self.slot(slot, where)
            fillers = names_of(fillers.removeprefix("!"))
            if "@none" in fillers and len(fillers) > 1:
                self.complain(where, "@none stands alone")
            for filler in fillers:
                if filler.startswith("@"):
                    used.append(filler)
                elif not LEMMA.match(filler):
                    self.complain(where, f"'{filler}' is no lemma")
        roles, _, status = roles.strip().partition("status=")
        if status and status.strip() not in STATUSES:
            self.complain(where, f"'{status}' is no status")
        source, arrow, target = roles.partition("->")
        if not arrow:
            self.complain(where, "roles want 'source -> target'; leave the target empty for mutual acts")
        for slot in re.split(r"[,\s]+", (source + "," + target).strip(", ")):
            if slot:
                self.slot(slot, where)
        if block[0] == "NONE" and (source.strip() or target.strip()):
            self.complain(where, "a [NONE] frame has no roles")
        if block[0] != "NONE" and not (source.strip() or target.strip()) and not words[2:]:
            self.complain(where, "a frame without conditions wants roles")
        self.frames.append(Frame(*block, words[0], predicates, sorted(words[2:]), where))
        return used

    def duplicates(self):
        """The same predicate under the same conditions in two types: the second could never win."""
        first = {}
        for frame in self.frames:
            for p in frame.predicates:
                key = (frame.kind, p, tuple(frame.conditions))
                if key in first and first[key].type != frame.type:
                    self.complain(frame.where, f"{frame.kind} {p} {' '.join(frame.conditions)} codes {frame.type} here and "
                                               f"{first[key].type} at {first[key].where}")
                first.setdefault(key, frame)


def forms(word):
    """Lemmas that a word form may have, by its ending alone."""
    word = word.lower()
    out = {word}
    for ending, stems in (("ies", ["y"]), ("es", ["", "e"]), ("s", [""]), ("ied", ["y"]), ("ed", ["", "e"]), ("ing", ["", "e"])):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            out |= {stem + s for s in stems}
            if len(stem) > 2 and stem[-1] == stem[-2]:
                out.add(stem[:-1])
    irregular = {"met": "meet", "shot": "shoot", "held": "hold", "left": "leave", "withdrew": "withdraw", "withdrawn": "withdraw",
                 "took": "take", "taken": "take", "struck": "strike", "sent": "send", "said": "say", "told": "tell",
                 "sought": "seek", "spoke": "speak", "fought": "fight", "beaten": "beat", "stood": "stand", "overturn": "overturn",
                 "found": "find", "freed": "free", "fled": "flee", "broke": "break", "gave": "give", "given": "give",
                 "won": "win", "led": "lead", "said": "say", "went": "go", "quit": "quit", "sworn": "swear", "threw": "throw",
                 "thrown": "throw", "stole": "steal", "drove": "drive", "driven": "drive", "came": "come", "made": "make",
                 "withheld": "withhold", "upheld": "uphold", "began": "begin", "begun": "begin", "sued": "sue", "dying": "die", "died": "die",
                 "agreed": "agree", "decreed": "decree", "paid": "pay", "put": "put", "fell": "fall"}
    if word in irregular:
        out.add(irregular[word])
    return out


def uncovered(tables, gold):
    """Counter of (type, trigger) of the records whose trigger no frame of that type names, and the number of records."""
    names, carried = collections.defaultdict(set), collections.defaultdict(set)
    for frame in tables.frames:
        for p in frame.predicates:
            names[frame.type] |= {p, p.split("_")[0]} if frame.kind == "v" else {p, p.split("_")[-1]}
        for condition in frame.conditions:
            slots, _, fillers = condition.partition("=")
            if set(slots.split("|")) & {"obj", "xcomp", "subj"} and not fillers.startswith("!"):
                for filler in fillers.split("|"):
                    carried[frame.type] |= tables.classes.get(filler, {filler})
    missing, total = collections.Counter(), 0
    for line in open(gold, encoding="utf-8"):
        record = json.loads(line)
        if record.get("none") or not record.get("tr"):
            continue
        total += 1
        words = record["tr"].split()
        found = set().union(*map(forms, words)) | {"_".join([*words[:-1], f]).lower() for f in forms(words[-1])}
        if len(words) > 1:
            found |= {f + "_" + "_".join(words[1:]).lower() for f in forms(words[0])}
        known = names[record["type"]]
        if not found & known:
            missing[record["type"], record["tr"].lower(), bool(found & carried[record["type"]])] += 1
    return missing, total


def sentences(path):
    """[(lemma, tag, head, relation, named)] of each sentence of a CoNLL-U file; heads count from 0, the root's is -1."""
    words = []
    for line in open(path, encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if len(fields) == 10 and fields[0].isdigit():
            named = "NER=" in fields[9] and "NER=O" not in fields[9]
            words.append((fields[2].lower(), fields[3], int(fields[6]) - 1, fields[7], named))
        elif not line.strip() and words:
            yield words
            words = []


def unframed(tables, parsed, roles):
    """Counter of verbs with an actor that neither a frame nor no_event_verbs.txt names; how many verbs have one; how many are framed."""
    framed = {p for frame in tables.frames if frame.kind == "v" for p in frame.predicates}
    quiet = set(pathlib.Path(__file__).with_name("no_event_verbs.txt").read_text(encoding="utf-8").split())
    actors = {line.split("\t")[0] for line in open(roles, encoding="utf-8") if line[0] != "#"}
    missing, total, in_frame = collections.Counter(), 0, 0
    for words in sentences(parsed):
        acting, particles = set(), collections.defaultdict(list)
        for lemma, _, head, relation, named in words:
            if relation in ("nsubj", "nsubj:pass", "obj", "iobj", "obl:agent") and (named or lemma in actors):
                acting.add(head)
            if relation == "compound:prt":
                particles[head].append(lemma)
        for verb in acting:
            lemma, tag = words[verb][:2]
            if tag != "VERB":
                continue
            total += 1
            if framed & {lemma, *(f"{lemma}_{p}" for p in particles[verb])}:
                in_frame += 1
            elif lemma not in quiet:
                missing[lemma] += 1
    return missing, total, in_frame


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("frames")
    parser.add_argument("gold", nargs="?")
    parser.add_argument("--parsed", nargs=2, metavar=("FILE", "ROLES"))
    arguments = parser.parse_args()
    tables = Tables().read(arguments.frames)
    for error in tables.errors:
        print(error, file=sys.stderr)

    print(f"{'type':10} {'lines':>6} {'predicates':>11} {'with conditions':>16} {'lemmas':>7}")
    everything = set()
    for kind in [*MODES, "NONE"]:
        mine = [f for f in tables.frames if f.type == kind]
        entries = {(f.kind, p, c) for f in mine for p in f.predicates for c in [tuple(f.conditions)]}
        everything |= entries
        print(f"{kind:10} {len(mine):6} {len(entries):11} {sum(1 for e in entries if e[2]):16} {len({e[:2] for e in entries}):7}")
    print(f"{'all':10} {len(tables.frames):6} {len(everything):11} {sum(1 for e in everything if e[2]):16} "
          f"{len({e[:2] for e in everything}):7}; {len(tables.classes)} classes")

    if arguments.gold:
        missing, total = uncovered(tables, pathlib.Path(arguments.gold) / "train.gold.jsonl")
        print(f"\nA frame of its type names the trigger of {total - sum(missing.values())} of {total} records; not of:")
        for (kind, trigger, carried), n in sorted(missing.items(), key=lambda x: (x[0][0], -x[1], x[0][1])):
            print(f"  {kind:10} {n:3} {trigger}{'  (only as an argument)' if carried else ''}")
    if arguments.parsed:
        missing, total, in_frame = unframed(tables, *arguments.parsed)
        print(f"\nOf {total} verbs with an actor frames name {in_frame / total:.1%}, no frame and no list "
              f"{missing.total() / total:.1%}; most often")
        print("  " + " ".join(f"{verb} {n}" for verb, n in missing.most_common(100)))
    return 1 if tables.errors else 0


if __name__ == "__main__":
    sys.exit(main())
