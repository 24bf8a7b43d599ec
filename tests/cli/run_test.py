"""khaldun run, query and stories as a user meets them, with SQLite and with PostgreSQL.

usage: run_test.py KHALDUN [kills N DOCUMENTS]

With "kills" only the test of sudden ends, N times over so many documents: docs/measured.md.
"""
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import archive
import databases

KHALDUN = sys.argv[1]
KILLS, DOCUMENTS = (int(sys.argv[3]), int(sys.argv[4])) if "kills" in sys.argv else (20, 200)


def khaldun(*arguments):
    return subprocess.run([KHALDUN, *map(str, arguments)], capture_output=True, text=True)


class Case:
    """The tests of a class that adds the kind of database."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.db = self.database("e")

    def database(self, name):
        return self.Database(self.folder.name, name)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def archive(self, docs, name="news.jsonl"):
        archive.write(self.path(name), docs)
        return self.path(name)

    def started(self, *arguments):
        """A run that has stored its first documents and goes on."""
        process = subprocess.Popen([KHALDUN, "run", "--input", "jsonl", "--db", self.db.address, *arguments], stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        while not self.db.has_documents():
            time.sleep(0.01)
        return process


class SuddenEnds(Case):
    def test_a_run_killed_at_any_moment_ends_as_one_that_was_not(self):
        news, unhurt = self.archive(archive.documents(DOCUMENTS)), self.database("whole")
        began = time.monotonic()
        self.assertEqual(khaldun("run", "--input", "jsonl", "--db", unhurt.address, news).returncode, 0)
        whole = time.monotonic() - began
        rng, cut = random.Random(5), 0
        while cut < KILLS:
            # From the start of the program on. A run that ends before its time is compared, and another archive begun.
            run = subprocess.Popen([KHALDUN, "run", "--input", "jsonl", "--threads", "2", "--db", self.db.address, news], stderr=subprocess.DEVNULL)
            try:
                self.assertEqual(run.wait(timeout=rng.uniform(0, whole / 3)), 0)
            except subprocess.TimeoutExpired:
                run.kill()
                run.wait()
                cut += 1
                continue
            self.assertEqual(unhurt.whole(), self.db.whole())
            self.db = self.database(f"after{cut}")
        self.assertEqual(khaldun("run", "--input", "jsonl", "--threads", "2", "--db", self.db.address, news).returncode, 0)
        self.assertEqual(unhurt.whole(), self.db.whole())

    def test_ctrl_c_keeps_what_is_done_and_the_same_command_goes_on(self):
        news = self.archive(archive.documents(400))
        process = self.started(news)
        process.send_signal(signal.SIGINT)
        said = process.communicate()[1]
        self.assertEqual(process.returncode, 130, said)
        self.assertIn("goes on from here", said)
        self.assertEqual(khaldun("run", "--input", "jsonl", "--db", self.db.address, news).returncode, 0)
        self.assertEqual(self.db.rows("SELECT count(*) FROM documents"), [(len({(d["text"], d["published"]) for d in archive.documents(400)}),)])


    def test_ctrl_c_ends_the_waiting_for_standard_input_and_pipes(self):
        os.mkfifo(self.path("pipe"))
        news = json.dumps(archive.documents(1)[0]).encode() + b"\n"
        for number, source in enumerate(("-", self.path("pipe")), 1):
            process = subprocess.Popen([KHALDUN, "run", "--input", "jsonl", "--db", self.db.address, source],
                                       stdin=subprocess.PIPE, stderr=subprocess.PIPE)
            with process.stdin, process.stderr:
                process.stdin.write(news)  # and no end
                process.stdin.flush()
                while self.db.count("runs") < number:
                    time.sleep(0.01)
                process.send_signal(signal.SIGTERM)
                self.assertEqual(process.wait(timeout=60), 130, source)
                self.assertIn(b"0 rejected", process.stderr.read())
        self.assertFalse(self.db.has_documents())
        self.assertEqual(self.db.rows("SELECT count(*) FROM rejects"), [(0,)])


class Runs(Case):
    def stored(self, docs, *options):
        result = khaldun("run", "--input", "jsonl", "--db", self.db.address, *options, self.archive(docs))
        return result.returncode, result.stderr

    def test_what_is_met_twice_is_stored_once(self):
        docs = archive.documents(6)
        self.stored(docs)
        before = self.db.dump()
        code, said = self.stored(docs)
        self.assertEqual(code, 0)
        self.assertIn("0 documents stored, 6 known before", said)
        self.assertEqual(self.db.dump(), before)
        self.stored([dict(docs[0], id="elsewhere"), dict(docs[1], id="elsewhere", url="http://127.0.0.1/" + "long/" * 1000)])
        self.assertEqual(self.db.rows("SELECT name, length(url) FROM copies ORDER BY document_id"), [("elsewhere", 0), ("elsewhere", 5017)])

    def test_what_is_met_twice_in_one_batch_is_stored_once(self):
        (doc,) = archive.documents(1)
        self.assertIn("1 document stored, 1 known before", self.stored([doc, dict(doc, id="again")])[1])
        self.assertEqual(self.db.rows("SELECT name FROM copies"), [("again",)])

    def test_names_that_are_no_utf8_or_have_a_zero_byte_end_no_run(self):
        bad = os.fsencode(self.path("")) + b"caf\xe9.txt"
        with open(bad, "w") as out:
            out.write("Kenya condemned Peru on Monday.")
        self.assertEqual(subprocess.run([KHALDUN, "run", "--db", self.db.address, bad], capture_output=True).returncode, 0)
        self.assertEqual(self.stored([dict(archive.documents(1)[0], id="zero\0byte\t\\tab\nline")])[0], 0)
        self.assertEqual(self.db.rows("SELECT count(*) FROM documents"), [(2,)])

    def test_a_reject_has_its_row_and_the_rest_is_stored(self):
        with open(self.path("news.jsonl"), "w") as out:
            out.write('{"id":"good","text":"Kenya condemned Peru on Monday.","published":"2019-03-05"}\nno JSON\n')
        for _ in range(2):
            result = khaldun("run", "--input", "jsonl", "--db", self.db.address, self.path("news.jsonl"))
            self.assertEqual(result.returncode, 3)
        (place,), = self.db.rows("SELECT place FROM rejects")
        self.assertTrue(place.endswith("news.jsonl:2"), place)
        self.assertEqual(self.db.rows("SELECT count(*) FROM documents"), [(1,)])

    def test_the_place_of_a_reject_is_whole_whatever_it_is_called(self):
        lines, empty = self.path("Lima: talks.jsonl"), self.path("Lima: no talks.txt")
        with open(lines, "w") as out:
            out.write("no JSON\n")
        with open(empty, "w"):
            pass
        self.assertEqual(khaldun("run", "--db", self.db.address, lines, empty, self.path("Lima: none.txt")).returncode, 3)
        places = [place for place, in self.db.rows("SELECT place FROM rejects ORDER BY id")]
        self.assertEqual(places, [lines + ":1", empty, self.path("Lima: none.txt")])

    def test_since_and_dry_run(self):
        docs = archive.documents(24)
        late = [d for d in docs if d["published"] >= "2019-03-03"]
        dry = khaldun("run", "--input", "jsonl", "--db", self.db.address, "--dry-run", "--since", "2019-03-03", self.archive(docs))
        self.assertEqual(dry.returncode, 0, dry.stderr)
        self.assertIn(f"{len(late)} to code", dry.stdout)
        self.assertFalse(self.db.has_documents())
        self.assertIn(f"{len(late)} documents stored", self.stored(docs, "--since", "2019-03-03")[1])
        self.assertEqual(self.db.rows("SELECT options FROM runs"),
                         [(f"run --input jsonl --db {self.db.address} --since 2019-03-03 {self.path('news.jsonl')}",)])
        self.assertIn(f"{len(late)} known", khaldun("run", "--input", "jsonl", "--db", self.db.address, "--dry-run", self.archive(docs)).stdout)

    def test_recode_codes_again_what_other_versions_have_coded(self):
        self.stored(archive.documents(3))
        types = lambda: self.db.rows("SELECT document_id, type FROM reports ORDER BY document_id, sentence, type")
        before, told = self.db.dump(), types()
        self.db.change("UPDATE documents SET coded_by = 'model 0, lexicon 0' WHERE id = 2; UPDATE reports SET type = 'AGREE' WHERE document_id = 2")
        self.assertNotEqual(types(), told)
        dry = khaldun("run", "--input", "jsonl", "--recode", "--dry-run", "--db", self.db.address, self.archive(archive.documents(3)))
        self.assertIn("0 to code, 3 known before, 0 to reject, 0 too early, 1 to code again", dry.stdout)
        self.assertIn("1 coded again", self.stored(archive.documents(3), "--recode")[1])
        self.assertEqual(self.db.rows("SELECT count(DISTINCT coded_by) FROM documents"), [(1,)])
        self.assertEqual(types(), told)
        same = lambda lines: [line for line in lines if line.startswith("documents")]
        self.assertEqual(same(self.db.dump()), same(before))

    def test_a_database_of_a_newer_version_is_refused(self):
        self.stored(archive.documents(1))
        self.db.set_version(99)
        self.refused(self.db.address, "version 99")
        self.db.set_version(-1)
        self.refused(self.db.address, "version -1")

    def test_a_run_brings_an_older_database_up_to_date(self):
        docs = [{"id": "a", "title": "", "published": "2019-03-05", "text": "France and Kenya condemned an attack on Monday."},
                {"id": "b", "title": "", "published": "2019-03-05", "text": "The presidents of France and Kenya met in Nairobi on Monday."}]
        self.stored(docs)
        before, acting = self.db.dump(), self.db.count("actor_day")
        # Version 1 had those who condemn together as if they had condemned each other.
        self.db.change("INSERT INTO dyads SELECT 'FRA', 'KEN', '', id, quad, goldstein, status, 0 FROM reports WHERE type = 'ACCUSE'")
        self.assertNotEqual(self.db.dump(), before)
        self.db.change("DROP VIEW actor_day")
        # Until version 4 all was kept apart that two documents tell.
        self.db.change("DROP TABLE kept_apart")
        self.db.change("CREATE TABLE kept_apart (document_id INTEGER, other_id INTEGER)")
        self.db.change("INSERT INTO kept_apart VALUES (1, 2)")
        self.db.set_version(1)
        refused = khaldun("query", "--db", self.db.address)
        self.assertEqual(refused.returncode, 4)
        self.assertIn("version 1, wanted 4; any `khaldun run`", refused.stderr)
        self.assertEqual(self.stored(docs)[0], 0)
        self.assertEqual(self.db.rows("SELECT document_id, span_begin, other_id, other_begin FROM kept_apart"), [(1, 0, 2, 0)])
        self.db.change("DELETE FROM kept_apart")
        self.assertEqual(self.db.dump(), before)
        self.assertEqual(self.db.count("actor_day"), acting)

    def test_an_event_of_two_from_one_government_counts_once_in_its_mean(self):
        self.stored([{"id": "a", "title": "", "published": "2022-03-05", "text": "President Joe Biden and Vice President Kamala Harris met "
                      "Chancellor Olaf Scholz in Washington on Friday. The United States expelled 12 Russian diplomats on Friday."}])
        self.assertEqual(self.db.rows("SELECT goldstein FROM reports ORDER BY id"), [(1,), (-4,)])
        self.assertEqual(self.db.rows("SELECT events, goldstein FROM actor_day WHERE country = 'USA' AND role = 'source'"), [(2, -1.5)])

    def refused(self, address, wanted):
        for command in (["run", "--input", "jsonl", self.archive(archive.documents(1))], ["query"], ["stories"]):
            result = khaldun(*command, "--db", address)
            self.assertEqual(result.returncode, 4, (address, command, result.stderr))
            self.assertIn(wanted, result.stderr)

    def test_a_full_disk_loses_nothing(self):
        news, unhurt = self.archive(archive.documents(400)), self.database("whole")
        self.assertEqual(khaldun("run", "--input", "jsonl", "--db", unhurt.address, news).returncode, 0)
        disk = databases.SmallDisk()
        self.addCleanup(disk.close)
        small = self.Database.on(disk)
        self.addCleanup(small.close)
        run = ["run", "--input", "jsonl", "--db", small.address]
        self.assertEqual(khaldun(*run, self.archive(archive.documents(20), "first.jsonl")).returncode, 0)
        disk.fill(left=400_000)
        result = khaldun(*run, news)
        self.assertEqual(result.returncode, 4, result.stderr)
        self.assertIn("disk is full; make room and run again", result.stderr)
        disk.make_room()
        result = khaldun(*run, news)
        self.assertEqual(result.returncode, 0, result.stderr)
        told = lambda database: [line for line in database.dump() if line.startswith(("documents", "evidence"))]
        self.assertEqual(told(small), told(unhurt))

    def test_a_second_run_is_told_of_the_first(self):
        news = self.archive(archive.documents(400))
        first = self.started(news)
        first.send_signal(signal.SIGSTOP)
        second = khaldun("run", "--input", "jsonl", "--db", self.db.address, news)
        self.assertEqual(second.returncode, 4)
        self.assertIn(f"process {first.pid}", second.stderr)


class Queries(Case):
    NEWS = [
        {"id": "n1", "title": "", "published": "2019-03-05", "text": "Kenya condemned Peru on Monday."},
        {"id": "n2", "title": "", "published": "2019-03-06", "text": "Gunmen killed 12 people in an attack on a market in Nairobi, Kenya, on Tuesday."},
        {"id": "n3", "title": "", "published": "2019-03-06", "text": "An attack by gunmen on a market in Nairobi, Kenya, killed 14 people on Tuesday, police said."},
        {"id": "n4", "title": "", "published": "2019-04-02", "text": "France imposed sanctions on Peru on Monday."},
    ]

    def setUp(self):
        super().setUp()
        result = khaldun("run", "--input", "jsonl", "--db", self.db.address, self.archive(self.NEWS))
        self.assertEqual(result.returncode, 0, result.stderr)

    def query(self, *options):
        result = khaldun("query", "--db", self.db.address, *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def documents(self, *options):
        return [json.loads(line)["document"] for line in self.query("--as", "jsonl", *options).splitlines()]

    def test_each_filter(self):
        for options, wanted in (
                (["--type", "ACCUSE,SANCTION"], ["n1", "n4"]), (["--source", "KEN:GOV"], ["n1"]), (["--source", "ken"], ["n1"]), (["--country", "IGO"], []), (["--target", "PER"], ["n1", "n4"]),
                (["--source", "FRA:GOV", "--target", "PER"], ["n4"]), (["--country", "PER", "--until", "2019-03-31"], ["n1"]),
                (["--since", "2019-04-01"], ["n4"]), (["--status", "denied"], []), (["--text", "sanctions peru"], ["n4"]),
                (["--text", "sanction Péru's", "--type", "SANCTION"], []), (["--text", "impose on PÉRU"], ["n4"]), (["--text", "impose \"' &|"], ["n4"]),
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
        shown = khaldun("stories", "--db", self.db.address, "show", event["event"]).stdout
        self.assertIn("n2", shown)
        self.assertIn("n3", shown)
        self.assertIn(f"event {event['event']}, 2 reports: ", khaldun("stories", "--db", self.db.address).stdout)
        self.assertEqual(khaldun("stories", "--db", self.db.address, "split", event["event"]).returncode, 0)
        self.assertEqual(khaldun("stories", "--db", self.db.address).stdout, "no event is told by several documents\n")
        self.assertEqual(sorted(e["killed"] for e in attack()), [12, 14])
        # What was split stays so, even where all is compared anew.
        self.db.change("UPDATE documents SET coded_by = 'model 0, lexicon 0'")
        self.assertEqual(khaldun("run", "--input", "jsonl", "--recode", "--db", self.db.address, self.path("news.jsonl")).returncode, 0)
        self.assertEqual(sorted(e["killed"] for e in attack()), [12, 14])
        address = self.db.address.replace("postgres@", "postgres:secret@")
        for command in (["show", 999], ["split", 999], ["split", 999, 5]):
            missing = khaldun("stories", "--db", address, *command)
            self.assertEqual((missing.returncode, missing.stderr),
                             (2, f"khaldun: there is no event 999; `khaldun stories --db {self.db.address}` lists them\n"))
        alone = khaldun("stories", "--db", address, "split", attack()[0]["event"])
        self.assertEqual(alone.returncode, 2)
        self.assertIn(f"has no reports to split; `khaldun stories --db {self.db.address}`", alone.stderr)

    def test_what_was_not_split_stays_together_when_all_is_coded_again(self):
        met = " The presidents of France and Kenya met in Nairobi on Monday."
        more = [dict(self.NEWS[1], id="m1", text="Gunmen killed 31 people in Lima, Peru, on Tuesday." + met),
                dict(self.NEWS[2], id="m2", text="An attack by gunmen in Lima, Peru, killed 31 people on Tuesday, police said." + met)]
        self.assertEqual(khaldun("run", "--input", "jsonl", "--db", self.db.address, self.archive(more)).returncode, 0)
        told = lambda: {type: reports for type, reports in self.db.rows("SELECT type, reports FROM events WHERE id IN "
                        "(SELECT event_id FROM reports r JOIN documents d ON d.id = r.document_id WHERE d.name = 'm1')")}
        self.assertEqual(told(), {"ASSAULT": 2, "CONSULT": 2})
        (event, report), = self.db.rows("SELECT r.event_id, r.id FROM reports r JOIN documents d ON d.id = r.document_id "
                                        "WHERE d.name = 'm2' AND type = 'ASSAULT'")
        self.assertEqual(khaldun("stories", "--db", self.db.address, "split", event, report).returncode, 0)
        self.assertEqual(told(), {"ASSAULT": 1, "CONSULT": 2})
        for again in ("name = 'm1'", "name = 'm2'", "name LIKE 'm%'"):
            self.db.change(f"UPDATE documents SET coded_by = 'model 0, lexicon 0' WHERE {again}")
            self.assertEqual(khaldun("run", "--input", "jsonl", "--recode", "--db", self.db.address, self.archive(more)).returncode, 0)
            self.assertEqual(told(), {"ASSAULT": 1, "CONSULT": 2}, again)

    def test_counts(self):
        self.assertEqual(self.query("--group-by", "month,dyad", "--target", "PER", "--source", "KEN", "--as", "csv"),
                         "month,source,target,events,goldstein\n2019-03,KEN,PER,1,-2.0\n")
        self.assertEqual(json.loads(self.query("--group-by", "type", "--since", "2019-04-01", "--as", "jsonl")),
                         {"type": "SANCTION", "events": 1, "goldstein": -8.0})
        self.db.change("UPDATE reports SET place_country = NULL WHERE type = 'SANCTION'")
        self.assertEqual(json.loads(self.query("--group-by", "place,quad", "--since", "2019-04-01", "--as", "jsonl")),
                         {"place": None, "quad": 4, "events": 1, "goldstein": -8.0})

    def test_the_other_forms(self):
        self.assertEqual(len(self.query("--as", "csv").splitlines()), 4)
        features = json.loads(self.query("--as", "geojson", "--type", "ASSAULT"))["features"]
        self.assertAlmostEqual(features[0]["geometry"]["coordinates"][0], 36.8, 0)
        mentions = {line.split("\t")[31] for line in self.query("--as", "gdelt2", "--type", "ASSAULT").splitlines()}
        self.assertEqual(mentions, {"2"})

    def test_what_stata_cannot_hold_is_no_fault_of_the_database(self):
        self.db.change("UPDATE events SET killed = 2147483647 WHERE killed > 0")
        result = khaldun("query", "--db", self.db.address, "--as", "stata")
        self.assertEqual((result.returncode, result.stdout), (3, ""))
        self.assertIn("cannot be a Stata file", result.stderr)

    def test_wrong_options_are_named_with_what_they_may_be(self):
        for options, wanted in ((["--type", "BAKE"], "PLOVER type"), (["--since", "soon"], "a day"), (["--near", "x"], "LAT,LON,KM"),
                                (["--source", "Kenya"], "RUS:MIL"), (["--source", "kenya"], "RUS:MIL"), (["--source", "ken.somebody:MIL"], "RUS:MIL"),
                                (["--target", "ABC"], "RUS:MIL"), (["--country", "ABC"], "alpha-3"), (["--group-by", "mood"], "month"),
                                (["--since", "2019-04-01", "--until", "2019-03-01"], "before"), (["--group-by", "month", "--as", "stata"], "counts"),
                                (["--text", "\"' &|"], "wanted words")):
            result = khaldun("query", "--db", self.db.address, *options)
            self.assertEqual(result.returncode, 2, options)
            self.assertIn(wanted, result.stderr)


class OnlyPostgres(Case):
    Database = databases.Postgres

    def test_both_databases_hold_the_same_and_answer_the_same(self):
        news, other = self.archive(archive.documents(200)), databases.Sqlite(self.folder.name, "other")
        for database in (self.db, other):
            self.assertEqual(khaldun("run", "--input", "jsonl", "--db", database.address, news).returncode, 0)
            event = database.rows("SELECT id FROM events WHERE reports > 1 ORDER BY id LIMIT 1")[0][0]
            self.assertEqual(khaldun("stories", "--db", database.address, "split", event).returncode, 0)
            database.change("UPDATE documents SET coded_by = 'model 0, lexicon 0' WHERE id > 150")
            self.assertEqual(khaldun("run", "--input", "jsonl", "--recode", "--db", database.address, news).returncode, 0)
        self.assertEqual(self.db.dump(), other.dump())
        for options in ([], ["--source", "FRA"], ["--source", ":GOV", "--type", "ACCUSE"], ["--text", "sanctions"], ["--near", "-1.28,36.82,300"],
                        ["--source", "KEN", "--target", "PER"], ["--group-by", "month,dyad"], ["--group-by", "type,mode,place"],
                        ["--group-by", "day,dyad,type"], ["--source", "KEN", "--text", "border"]):
            answers = [khaldun("query", "--db", database.address, *options).stdout for database in (self.db, other)]
            self.assertEqual(*answers, options)
        for view in ("dyad_day", "dyad_month", "actor_day", "quad_counts"):
            rows = [sorted(map(repr, ([round(float(v), 9) if isinstance(v, (int, float)) else v for v in row]
                                      for row in database.rows(f"SELECT * FROM {view}")))) for database in (self.db, other)]
            self.assertEqual(*rows, view)

    def test_a_server_that_goes_away_loses_nothing(self):
        news, unhurt = self.archive(archive.documents(400)), self.database("whole")
        self.assertEqual(khaldun("run", "--input", "jsonl", "--db", unhurt.address, news).returncode, 0)
        process = self.started(news)
        self.db.cluster.stop("immediate")
        said = process.communicate()[1]
        stopped = khaldun("query", "--db", self.db.address)
        self.db.cluster.start()
        self.assertEqual(process.returncode, 4, said)
        self.assertIn("what was stored before is safe", said)
        self.assertEqual(stopped.returncode, 4)
        self.assertIn("see that the server runs", stopped.stderr)
        self.assertEqual(khaldun("run", "--input", "jsonl", "--db", self.db.address, news).returncode, 0)
        self.assertEqual(self.db.dump(), unhurt.dump())

    def test_databases_that_cannot_be_used(self):
        news = self.archive(archive.documents(1))
        result = khaldun("query", "--db", self.db.address)
        self.assertEqual(result.returncode, 4)
        self.assertIn("without khaldun's tables", result.stderr)
        self.db.change("CREATE TABLE documents (recipe text)")
        missing = self.db.address.replace("/test", "/nowhere")
        secret = self.db.address.replace("postgres@", "postgres:secret@")
        for address, wanted in ((self.db.address, "tables of another program"), (missing, "createdb"), (secret, "another program")):
            result = khaldun("run", "--input", "jsonl", "--db", address, news)
            self.assertEqual(result.returncode, 4)
            self.assertIn(wanted, result.stderr)
            self.assertNotIn("secret", result.stderr)

        latin = self.db.cluster.database()
        self.db.cluster.sql("postgres", f"DROP DATABASE {latin.split('/')[3].split('?')[0]}")
        self.db.cluster.sql("postgres", f"CREATE DATABASE {latin.split('/')[3].split('?')[0]} TEMPLATE template0 ENCODING 'SQL_ASCII'")
        nowhere = self.db.address + "&options=-csearch_path%3Dnowhere"
        for address, wanted in ((latin, "in SQL_ASCII; wanted one in UTF8: createdb"), (nowhere, nowhere + ": no schema has been selected to create in; ")):
            result = khaldun("run", "--input", "jsonl", "--db", address, news)
            self.assertEqual(result.returncode, 4)
            self.assertIn(wanted, result.stderr)

    def test_a_schema_of_any_name(self):
        self.db.change('CREATE SCHEMA "News of 2019"')
        address = self.db.address + "&options=-csearch_path%3D%22News%5C%20of%5C%202019%22"
        self.assertEqual(khaldun("run", "--input", "jsonl", "--db", address, self.archive(archive.documents(1))).returncode, 0)
        missing = khaldun("stories", "--db", address, "show", 999)
        self.assertEqual(missing.stderr, f"khaldun: there is no event 999; `khaldun stories --db {address}` lists them\n")

    def test_a_read_only_database_says_so(self):
        news = self.archive(archive.documents(1))
        self.assertEqual(khaldun("run", "--input", "jsonl", "--db", self.db.address, news).returncode, 0)
        self.db.change("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$")
        result = khaldun("run", "--input", "jsonl", "--db", self.db.address, news)
        self.assertEqual(result.returncode, 4)
        self.assertIn("the database is read-only", result.stderr)
        self.assertEqual(khaldun("query", "--db", self.db.address).returncode, 0)

    def test_no_password_is_kept(self):
        address = self.db.address.replace("postgres@", "postgres:secret@")
        news = self.archive(archive.documents(1))
        for database in (["--db", address], ["--db=" + address]):
            self.assertEqual(khaldun("run", "--input", "jsonl", *database, news).returncode, 0)
        for (options,) in self.db.rows("SELECT options FROM runs"):
            self.assertNotIn("secret", options)
            self.assertRegex(options, "run --input jsonl --db[ =]postgresql://postgres@.* " + news)


class OnlySqlite(Case):
    Database = databases.Sqlite

    def test_names_that_mean_something_else_to_sqlite_are_files(self):
        news = self.archive(archive.documents(3))
        for name in (":memory:", "file:e.db", "file:e.db?mode=memory", "e#1.db"):
            run = lambda *command: subprocess.run([KHALDUN, *command, "--db", name], capture_output=True, text=True, cwd=self.folder.name)
            self.assertEqual(run("run", "--input", "jsonl", news).returncode, 0)
            self.assertTrue(os.path.exists(self.path(name)), name)
            self.assertRegex(run("query").stdout, r"\b[1-9]\d* events?\n", name)

    def test_a_second_run_by_the_name_of_a_link_is_refused(self):
        news = self.archive(archive.documents(400))
        os.symlink(self.db.address, self.path("link.db"))
        process = self.started(news)
        second = khaldun("run", "--input", "jsonl", "--db", self.path("link.db"), news)
        self.assertEqual(second.returncode, 4)
        self.assertIn("another run", second.stderr)
        self.assertEqual(process.wait(), 0)

    def test_a_read_only_disk(self):
        disk = databases.SmallDisk()
        self.addCleanup(disk.close)
        db, news = databases.Sqlite.on(disk), self.archive(archive.documents(20))
        self.assertEqual(khaldun("run", "--input", "jsonl", "--db", db.address, news).returncode, 0)
        before = khaldun("query", "--db", db.address).stdout
        disk.make_read_only()
        result = khaldun("run", "--input", "jsonl", "--db", db.address, news)
        self.assertEqual(result.returncode, 4)
        self.assertIn("Read-only file system; the folder of a database must be there and writable", result.stderr)
        self.assertEqual(khaldun("query", "--db", db.address).stdout, before)

    def test_only_a_run_makes_a_database(self):
        for command in (["query"], ["stories"], ["stories", "show", 3], ["stories", "split", 3]):
            result = khaldun(*command, "--db", self.path("typo.db"))
            self.assertEqual(result.returncode, 4, command)
            self.assertIn("no such database; `khaldun run", result.stderr)
        self.assertEqual(os.listdir(self.folder.name), [])

    def test_a_file_of_something_else_stays_as_it_is(self):
        for content in (b"x", b"notes " * 1000):
            with open(self.path("notes.txt"), "wb") as out:
                out.write(content)
            for command in (["run", self.archive(archive.documents(1))], ["follow", "--once", self.path("none.rss")], ["run", "--dry-run", self.path("news.jsonl")]):
                result = khaldun(*command, "--db", self.path("notes.txt"))
                self.assertEqual(result.returncode, 4, (command, result.stderr))
                self.assertIn("notes.txt: this is no SQLite database; name another file", result.stderr)
            with open(self.path("notes.txt"), "rb") as notes:
                self.assertEqual(notes.read(), content)
        self.assertEqual(sorted(os.listdir(self.folder.name)), ["news.jsonl", "notes.txt"])

    def test_a_run_that_cannot_begin_makes_no_database(self):
        news = self.archive(archive.documents(1))
        for command in (["run", news], ["follow", "--once", self.path("none.rss")]):
            self.assertEqual(khaldun("--frames", self.path("none.frames"), *command, "--db", self.path("e.db")).returncode, 2, command)
        self.assertEqual(os.listdir(self.folder.name), ["news.jsonl"])

    def test_files_that_cannot_be_used(self):
        with open(self.path("text.db"), "w") as out:
            out.write("This is a letter, not a database. " * 40)
        databases.Sqlite(self.folder.name, "other").change("CREATE TABLE recipes (name)")
        news = self.archive(archive.documents(1))
        os.mkdir(self.path("folder"))
        for name, wanted in (("text.db", "no SQLite database"), ("other.db", "not one of khaldun"), ("no/folder/e.db", "folder"),
                             ("folder", "a folder; wanted a database's file")):
            for command in (["run", "--input", "jsonl", news], ["query"], ["stories"], ["stories", "split", 3]):
                result = khaldun(*command, "--db", self.path(name))
                self.assertEqual(result.returncode, 4, (name, command, result.stderr))
                if command[0] == "run" or "/" not in name:
                    self.assertIn(wanted, result.stderr)


def load_tests(loader, *_):
    """Each class for both databases."""
    both = [SuddenEnds] if "kills" in sys.argv else [SuddenEnds, Runs, Queries]
    classes = [type(f"{base.__name__}On{database.__name__}", (base, unittest.TestCase), {"Database": database})
               for base in both for database in (databases.Sqlite, databases.Postgres)]
    if "kills" not in sys.argv:
        classes += [type(base.__name__, (base, unittest.TestCase), {}) for base in (OnlySqlite, OnlyPostgres)]
    return unittest.TestSuite(loader.loadTestsFromTestCase(c) for c in classes)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
