"""khaldun run, query and stories as a user meets them.

usage: run_test.py KHALDUN [kills N DOCUMENTS]

With "kills" only the test of sudden ends, N times over so many documents: docs/measured.md.
"""
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

import archive

KHALDUN = sys.argv[1]
KILLS, DOCUMENTS = (int(sys.argv[3]), int(sys.argv[4])) if "kills" in sys.argv else (20, 200)


def khaldun(*arguments):
    return subprocess.run([KHALDUN, *map(str, arguments)], capture_output=True, text=True)


def dump(path):
    """All of a database as SQL, but the table of runs, which knows when each was."""
    with sqlite3.connect(path) as db:
        return [line for line in db.iterdump() if not line.startswith('INSERT INTO "runs"')]


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def archive(self, docs, name="news.jsonl"):
        archive.write(self.path(name), docs)
        return self.path(name)


class SuddenEnds(Case):
    def test_a_run_killed_at_any_moment_ends_as_one_that_was_not(self):
        news = self.archive(archive.documents(DOCUMENTS))
        began = time.monotonic()
        self.assertEqual(khaldun("run", "--input", "jsonl", "--db", self.path("whole.db"), news).returncode, 0)
        whole = time.monotonic() - began
        run = [KHALDUN, "run", "--input", "jsonl", "--threads", "2", "--db", self.path("killed.db"), news]
        rng, cut = random.Random(5), 0
        for _ in range(KILLS):
            # From the start of the program on; a run that is over before its time has nothing left to lose.
            process = subprocess.Popen(run, stderr=subprocess.DEVNULL)
            time.sleep(rng.uniform(0, whole / 3))
            process.send_signal(signal.SIGKILL)
            cut += process.wait() == -signal.SIGKILL
        self.assertGreater(cut, 2)
        self.assertEqual(khaldun(*run[1:]).returncode, 0)
        self.assertEqual(dump(self.path("whole.db")), dump(self.path("killed.db")))

    def test_ctrl_c_keeps_what_is_done_and_the_same_command_goes_on(self):
        news = self.archive(archive.documents(400))
        run = [KHALDUN, "run", "--input", "jsonl", "--db", self.path("e.db"), news]
        process = subprocess.Popen(run, stderr=subprocess.PIPE, text=True)
        while not os.path.exists(self.path("e.db-wal")):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        said = process.communicate()[1]
        self.assertEqual(process.returncode, 130, said)
        self.assertIn("goes on from here", said)
        after = khaldun(*run[1:])
        self.assertEqual(after.returncode, 0)
        with sqlite3.connect(self.path("e.db")) as db:
            self.assertEqual(db.execute("SELECT count(*) FROM documents").fetchone()[0], len({(d["text"], d["published"]) for d in archive.documents(400)}))


@unittest.skipIf("kills" in sys.argv, "only the kills are asked for")
class Runs(Case):
    def stored(self, docs, *options):
        result = khaldun("run", "--input", "jsonl", "--db", self.path("e.db"), *options, self.archive(docs))
        return result.returncode, result.stderr

    def test_what_is_met_twice_is_stored_once(self):
        docs = archive.documents(6)
        self.stored(docs)
        before = dump(self.path("e.db"))
        code, said = self.stored(docs)
        self.assertEqual(code, 0)
        self.assertIn("0 documents stored, 6 known before", said)
        self.assertEqual(dump(self.path("e.db")), before)
        self.stored([dict(docs[0], id="elsewhere")])
        with sqlite3.connect(self.path("e.db")) as db:
            self.assertEqual(db.execute("SELECT name FROM copies").fetchall(), [("elsewhere",)])

    def test_a_reject_has_its_row_and_the_rest_is_stored(self):
        with open(self.path("news.jsonl"), "w") as out:
            out.write('{"id":"good","text":"Kenya condemned Peru on Monday.","published":"2019-03-05"}\nno JSON\n')
        result = khaldun("run", "--input", "jsonl", "--db", self.path("e.db"), self.path("news.jsonl"))
        self.assertEqual(result.returncode, 3)
        with sqlite3.connect(self.path("e.db")) as db:
            (place,), = db.execute("SELECT place FROM rejects").fetchall()
            self.assertTrue(place.endswith("news.jsonl:2"), place)
            self.assertEqual(db.execute("SELECT count(*) FROM documents").fetchone()[0], 1)

    def test_since_and_dry_run(self):
        docs = archive.documents(24)
        late = [d for d in docs if d["published"] >= "2019-03-03"]
        dry = khaldun("run", "--input", "jsonl", "--db", self.path("e.db"), "--dry-run", "--since", "2019-03-03", self.archive(docs))
        self.assertEqual(dry.returncode, 0)
        self.assertIn(f"{len(late)} to code", dry.stdout)
        self.assertFalse(os.path.exists(self.path("e.db")))
        self.assertIn(f"{len(late)} documents stored", self.stored(docs, "--since", "2019-03-03")[1])

    def test_recode_codes_again_what_other_versions_have_coded(self):
        self.stored(archive.documents(3))
        before = dump(self.path("e.db"))
        with sqlite3.connect(self.path("e.db")) as db:
            db.execute("UPDATE documents SET coded_by = 'model 0, lexicon 0' WHERE id = 2")
            db.execute("UPDATE reports SET type = 'AGREE' WHERE document_id = 2")
        self.assertIn("1 coded again", self.stored(archive.documents(3), "--recode")[1])
        with sqlite3.connect(self.path("e.db")) as db:
            self.assertEqual(db.execute("SELECT count(DISTINCT coded_by) FROM documents").fetchone()[0], 1)
        same = lambda lines: [line for line in lines if line.startswith('INSERT INTO "documents"')]
        self.assertEqual(same(dump(self.path("e.db"))), same(before))

    def test_databases_that_cannot_be_used(self):
        with open(self.path("text.db"), "w") as out:
            out.write("This is a letter, not a database. " * 40)
        with sqlite3.connect(self.path("other.db")) as db:
            db.execute("CREATE TABLE recipes (name)")
        self.stored(archive.documents(1))
        os.rename(self.path("e.db"), self.path("newer.db"))
        with sqlite3.connect(self.path("newer.db")) as db:
            db.execute("PRAGMA user_version = 99")
        for name, wanted in (("text.db", "no SQLite database"), ("other.db", "not one of khaldun"), ("newer.db", "version 99"),
                             ("no/folder/e.db", "folder")):
            for command in (["run", "--input", "jsonl", self.path("news.jsonl")], ["query"], ["stories"]):
                result = khaldun(*command, "--db", self.path(name))
                self.assertEqual(result.returncode, 4, (name, command, result.stderr))
                if command[0] == "run" or "/" not in name:
                    self.assertIn(wanted, result.stderr)

    def test_a_second_run_is_told_of_the_first(self):
        news = self.archive(archive.documents(400))
        first = subprocess.Popen([KHALDUN, "run", "--input", "jsonl", "--db", self.path("e.db"), news], stderr=subprocess.DEVNULL)
        self.addCleanup(first.wait)
        self.addCleanup(first.kill)
        while not os.path.exists(self.path("e.db-wal")):
            time.sleep(0.01)
        second = khaldun("run", "--input", "jsonl", "--db", self.path("e.db"), news)
        self.assertEqual(second.returncode, 4)
        self.assertIn(f"process {first.pid}", second.stderr)


@unittest.skipIf("kills" in sys.argv, "only the kills are asked for")
class Queries(Case):
    NEWS = [
        {"id": "n1", "title": "", "published": "2019-03-05", "text": "Kenya condemned Peru on Monday."},
        {"id": "n2", "title": "", "published": "2019-03-06", "text": "Gunmen killed 12 people in an attack on a market in Nairobi, Kenya, on Tuesday."},
        {"id": "n3", "title": "", "published": "2019-03-06", "text": "An attack by gunmen on a market in Nairobi, Kenya, killed 14 people on Tuesday, police said."},
        {"id": "n4", "title": "", "published": "2019-04-02", "text": "France imposed sanctions on Peru on Monday."},
    ]

    def setUp(self):
        super().setUp()
        result = khaldun("run", "--input", "jsonl", "--db", self.path("e.db"), self.archive(self.NEWS))
        self.assertEqual(result.returncode, 0, result.stderr)

    def query(self, *options):
        result = khaldun("query", "--db", self.path("e.db"), *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def documents(self, *options):
        return [json.loads(line)["document"] for line in self.query("--as", "jsonl", *options).splitlines()]

    def test_each_filter(self):
        for options, wanted in (
                (["--type", "ACCUSE,SANCTION"], ["n1", "n4"]), (["--source", "KEN:GOV"], ["n1"]), (["--target", "PER"], ["n1", "n4"]),
                (["--source", "FRA:GOV", "--target", "PER"], ["n4"]), (["--country", "PER", "--until", "2019-03-31"], ["n1"]),
                (["--since", "2019-04-01"], ["n4"]), (["--text", "sanctions peru"], ["n4"]), (["--status", "denied"], []),
                (["--type", "SANCTION", "--min-confidence", "1"], [])):
            self.assertEqual(self.documents(*options), wanted, options)
        near = self.documents("--near", "-1.28,36.82,30", "--type", "ASSAULT")
        self.assertEqual(len(near), 1)
        self.assertIn(near[0], ("n2", "n3"))
        self.assertEqual(self.documents("--place", "KEN", "--type", "ASSAULT"), near)

    def test_an_event_told_twice_is_one_with_the_latest_toll_until_it_is_split(self):
        attack = lambda: [json.loads(line) for line in self.query("--as", "jsonl", "--type", "ASSAULT").splitlines()]
        (event,) = attack()
        self.assertEqual((event["reports"], event["killed"]), (2, 14))
        shown = khaldun("stories", "--db", self.path("e.db"), "show", event["event"]).stdout
        self.assertIn("n2", shown)
        self.assertIn("n3", shown)
        self.assertEqual(khaldun("stories", "--db", self.path("e.db"), "split", event["event"]).returncode, 0)
        self.assertEqual(sorted(e["killed"] for e in attack()), [12, 14])
        # What was split stays so, even where all is compared anew.
        with sqlite3.connect(self.path("e.db")) as db:
            db.execute("UPDATE documents SET coded_by = 'model 0, lexicon 0'")
        self.assertEqual(khaldun("run", "--input", "jsonl", "--recode", "--db", self.path("e.db"), self.path("news.jsonl")).returncode, 0)
        self.assertEqual(sorted(e["killed"] for e in attack()), [12, 14])
        self.assertEqual(khaldun("stories", "--db", self.path("e.db"), "split", 999).returncode, 2)

    def test_counts(self):
        self.assertEqual(self.query("--group-by", "month,dyad", "--target", "PER", "--source", "KEN", "--as", "csv"),
                         "month,source,target,events,goldstein\n2019-03,KEN,PER,1,-2.0\n")
        self.assertEqual(json.loads(self.query("--group-by", "type", "--since", "2019-04-01", "--as", "jsonl")),
                         {"type": "SANCTION", "events": 1, "goldstein": -8.0})

    def test_the_other_forms(self):
        self.assertEqual(len(self.query("--as", "csv").splitlines()), 4)
        features = json.loads(self.query("--as", "geojson", "--type", "ASSAULT"))["features"]
        self.assertAlmostEqual(features[0]["geometry"]["coordinates"][0], 36.8, 0)
        mentions = {line.split("\t")[31] for line in self.query("--as", "gdelt2", "--type", "ASSAULT").splitlines()}
        self.assertEqual(mentions, {"2"})

    def test_wrong_options_are_named_with_what_they_may_be(self):
        for options, wanted in ((["--type", "BAKE"], "PLOVER type"), (["--since", "soon"], "a day"), (["--near", "x"], "LAT,LON,KM"),
                                (["--source", "Kenya"], "RUS:MIL"), (["--group-by", "mood"], "month"),
                                (["--since", "2019-04-01", "--until", "2019-03-01"], "before"), (["--group-by", "month", "--as", "stata"], "counts")):
            result = khaldun("query", "--db", self.path("e.db"), *options)
            self.assertEqual(result.returncode, 2, options)
            self.assertIn(wanted, result.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
