"""The program as a user meets it: cli_test.py PATH/TO/khaldun SOURCE_FOLDER"""
import csv
import gzip
import io
import json
import os
import re
import resource
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import unittest

PROGRAM, SOURCE = sys.argv.pop(1), sys.argv.pop(1)
ARTICLE = "Police in Minsk detained 200 protesters on Sunday, the interior ministry said.\n"


def khaldun(*arguments, stdin=b""):
    done = subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, timeout=1500)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def file(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as out:
            out.write(content)
        return path


class Usage(Folder):
    def test_help_shows_examples(self):
        code, out, _ = khaldun("--help")
        self.assertEqual(code, 0)
        self.assertIn("khaldun code article.txt", out)

    def test_each_command_shows_its_own_examples(self):
        for command, shared in ((["code"], "--data, --model, --actors, --frames"), (["check"], "--data, --actors, --frames"), (["actors", "find"], "--data, --actors"),
                                (["frames", "check"], "--data, --frames"), (["stories", "split"], None), (["query"], None)):
            _, out, _ = khaldun(*command, "--help")
            self.assertNotIn("khaldun code article.txt", out)
            if shared:
                self.assertIn(f"other commands ({shared}): khaldun --help", out)
            else:
                self.assertNotIn("--model", out)
        self.assertIn("khaldun stories --db events.db split 17 21 25", khaldun("stories", "split", "--help")[1])

    def test_wrong_usage_is_2(self):
        for arguments in ([], ["cod"], ["code"], ["code", "--format", "xml", "x"], ["code", "--threads", "0", "x"],
                          ["code", "--published", "3 May", "-"], ["code", "--published", "", "-"],
                          ["run", "--db", "", "-"], ["query", "--db", ""], ["query", "--db", "x", "--mode", "air"],
                          ["query", "--db", "x", "--country", "rus"], ["query", "--db", "x", "--country", "ABC"], ["query", "--db", "x", "--group-by", ""], ["query", "--db", "x", "--text", "*"], ["code", "--map", "text=", "-"],
                          ["query", "--db", "x", "--group-by", "month,month"], ["query", "--db", "x", "--min-confidence", "nan"],
                          ["run", "--db", "x", "--since", "", "-"], ["code", "--map", "", "-"], ["code", "--data", "", "-"], ["code", ""],
                          ["actors", "find", "Putin", "--on", ""], ["stories", "--db", ""],
                          ["score", "--misses", "-1", "x", "x"], ["mentions"], ["mentions", "--published", "3 May", "-"], ["mentions", "--input", "doc", "-"]):
            self.assertEqual(khaldun(*arguments, stdin=ARTICLE.encode())[0], 2, arguments)

    def test_a_command_that_there_is_not_is_named(self):
        _, _, err = khaldun("cod", "a.txt")
        self.assertIn("no command 'cod'; wanted one of code run", err)
        _, _, err = khaldun("--bogus", "a.txt")
        self.assertIn("no option '--bogus'; khaldun --help", err)
        _, _, err = khaldun("query", "a.txt")
        self.assertIn("--db is required", err)

    def test_missing_packs_name_the_folder_and_the_cure(self):
        cure = f"in {self.folder}; build the program, or name the folder of its packs with --data"
        for command in (["code", "-"], ["mentions", "-"], ["attributions", "-"], ["actors", "find", "Putin"],
                        ["frames", "find", "sanction"]):
            code, _, err = khaldun("--data", self.folder, *command, stdin=ARTICLE.encode())
            self.assertEqual(code, 2)
            self.assertIn("lexicon.pack " + cure, err)
        # A file that is missing in the same folder is another matter.
        packs = os.path.join(os.path.dirname(os.path.abspath(PROGRAM)), "share/khaldun")
        code, _, err = khaldun("--data", packs, "code", "--actors", packs + "/mine.tsv", "-", stdin=ARTICLE.encode())
        self.assertEqual(code, 2)
        self.assertIn("mine.tsv: No such file", err)
        self.assertNotIn("build the program", err)

    def test_a_pack_of_a_newer_version_is_refused(self):
        packs = os.path.join(os.path.dirname(os.path.abspath(PROGRAM)), "share/khaldun")
        for name in ("en.pack", "lexicon.pack"):
            with open(os.path.join(packs, name), "rb") as pack:
                content = bytearray(pack.read())
            if name == "lexicon.pack":
                struct.pack_into("<I", content, 8, 99)
            self.file(name, content)
        code, _, err = khaldun("--data", self.folder, "code", "-", stdin=ARTICLE.encode())
        self.assertEqual(code, 2)
        self.assertIn("99", err)


class FastNetwork(Folder):
    def test_codes_as_the_large_one_does(self):
        code, out, _ = khaldun("code", "--model", "en-fast", "--format", "jsonl", "--published", "2021-08-17", "-", stdin=ARTICLE.encode())
        self.assertEqual(code, 0)
        record = json.loads(out.splitlines()[0])
        self.assertEqual((record["type"], record["mode"], record["arrested"]), ("COERCE", "arrest", 200))

    def test_no_other_is_known(self):
        code, _, err = khaldun("code", "--model", "en-slow", "-", stdin=ARTICLE.encode())
        self.assertEqual(code, 2)
        self.assertIn("en-fast", err)


class Ids(unittest.TestCase):
    def test_are_of_the_text_and_its_day(self):
        def ids(*days):
            lines = "".join(json.dumps({"id": "a", "text": "Police in Minsk detained 200 protesters.", "published": day}) + "\n" for day in days)
            _, out, _ = khaldun("code", "--model", "en-fast", "--input", "jsonl", "--format", "jsonl", "-", stdin=lines.encode())
            return [json.loads(line)["id"] for line in out.splitlines()]
        first, second, again = ids("2021-08-17", "2021-08-18", "2021-08-17")
        self.assertNotEqual(first, second)
        self.assertEqual(first, again)


class Lexicon(Folder):
    def test_documents_are_coded_again_with_edited_tables(self):
        build, tables = os.path.dirname(os.path.abspath(PROGRAM)), os.path.join(self.folder, "lexicon")
        shutil.copytree(os.path.join(SOURCE, "lexicon"), tables)
        os.symlink(os.path.join(build, "share/khaldun/en-fast.pack"), os.path.join(self.folder, "en-fast.pack"))
        compile = [os.path.join(build, "khaldun_lexicon"), tables, "1.0", os.path.join(self.folder, "lexicon.pack")]
        run = ["--data", self.folder, "--model", "en-fast", "run", "--recode", "--db", os.path.join(self.folder, "e.db"), self.file("a.txt", ARTICLE.encode())]
        subprocess.run(compile, check=True)
        self.assertIn("1 document stored", khaldun(*run)[2])
        subprocess.run(compile, check=True)
        self.assertNotIn("coded again", khaldun(*run)[2])
        with open(os.path.join(tables, "frames/accuse.frames"), "a") as frames:
            frames.write("\nv detain  obj=@any : subj -> obj\n")
        subprocess.run(compile, check=True)
        self.assertIn("1 coded again", khaldun(*run)[2])


class BadInput(Folder):
    def rejected(self, reason, *arguments, stdin=b""):
        code, out, err = khaldun("code", "--format", "jsonl", *arguments, stdin=stdin)
        self.assertEqual(code, 3, err)
        self.assertIn(reason, err)
        return out

    def test_each_has_its_reason(self):
        self.rejected("empty", self.file("empty.txt", b""))
        self.rejected("binary", self.file("binary.txt", b"\x7fELF\0\0\0"))
        self.rejected("not UTF-8 near byte 16", self.file("broken.txt", b"Caf\xc3\xa9 talks, caf\xe9 talks"))
        self.rejected("No such file", os.path.join(self.folder, "missing.txt"))
        self.rejected("no more are read", self.file("line.txt", b"word " * 20_000_000))
        self.rejected("is empty", self.file("mark.txt", b"\xef\xbb\xbf"))
        self.rejected("wanted an object a line", self.file("list.json", b'[{"text": "They met."}]'))
        self.rejected("wanted an object a line", self.file("tall.json", b'{\n  "text": "They met."\n}\n'))
        os.mkdir(os.path.join(self.folder, "nothing"))
        self.rejected("a folder; wanted", os.path.join(self.folder, "nothing"))

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_no_permission(self):
        path = self.file("secret.txt", ARTICLE.encode())
        os.chmod(path, 0)
        self.rejected("Permission denied", path)
        secret = os.path.join(self.folder, "secret")
        os.mkdir(secret, 0)
        self.addCleanup(os.rmdir, secret)
        self.rejected(secret + ": Permission denied", self.folder)

    def test_a_link_to_nowhere_in_a_folder(self):
        os.symlink("nowhere", os.path.join(self.folder, "lost.txt"))
        self.rejected("lost.txt: No such file", self.folder)

    def test_what_is_no_utf8_stays_out_of_what_is_printed(self):
        path = self.file(b"caf\xe9.txt".decode(errors="surrogateescape"), ARTICLE.encode())
        _, out, _ = khaldun("code", "--format", "jsonl", path)
        self.assertTrue(json.loads(out.splitlines()[0])["document"].endswith("caf\ufffd.txt"))
        self.rejected("'published' is 'caf\ufffd'", self.file("day.csv", f"text,published\n{ARTICLE.replace(',', '')[:-1]},caf".encode() + b"\xe9\n"))

    def test_a_reason_is_as_long_as_one_reads_it(self):
        table = self.file("t.csv", b"caf\xc3\xa9," * 200_000 + b"\n")
        code, _, err = khaldun("code", table)
        self.assertEqual(code, 3)
        self.assertLess(len(err), 2000)
        self.assertIn("found columns caf\u00e9, caf\u00e9", err)
        self.assertIn("wanted 'text' (name others with --map", err)
        self.assertNotIn("\ufffd", err)

    def test_an_empty_mail_is_none(self):
        code, _, err = khaldun("code", self.file("a.eml", b""))
        self.assertEqual((code, err.count("\n")), (3, 2), err)
        self.assertIn("no e-mail; wanted headers", err)

    def test_one_bad_document_does_not_end_the_run(self):
        good = json.dumps({"id": "good", "text": ARTICLE, "published": "2021-08-17"})
        out = self.rejected("b.jsonl:2", "--input", "jsonl", self.file("b.jsonl", f"{good}\n{{\n{good}\n".encode()))
        self.assertEqual({json.loads(line)["document"] for line in out.splitlines()}, {"good"})

    def test_a_sentence_of_10000_words_is_read(self):
        text = b"Police arrested " + b"protesters and " * 5_000 + b"lawyers in Minsk"
        code, _, err = khaldun("code", self.file("long.txt", text))
        self.assertEqual((code, err), (0, ""))


class Output(Folder):
    def test_a_full_disk_is_said(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([PROGRAM, "code", "--format", "jsonl", "-"], input=ARTICLE.encode(), stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"No space left on device", done.stderr)

    def test_a_full_disk_is_said_once_by_each_command(self):
        article = self.file("a.txt", ARTICLE.encode())
        for command in (["check"], ["run", "--dry-run", "--db", self.folder + "/e.db", article], ["code", "--format", "html", article]):
            with open("/dev/full", "w") as full:
                done = subprocess.run([PROGRAM, *command], stdout=full, stderr=subprocess.PIPE)
            self.assertEqual(done.returncode, 3, command)
            self.assertEqual(done.stderr.count(b"No space left on device"), 1, command)

    def test_much_output_that_is_lost_is_said_too(self):
        database = self.folder + "/e.db"
        khaldun("run", "--db", database, self.file("a.txt", ARTICLE.encode()))
        with sqlite3.connect(database) as db:
            columns = [row[1] for row in db.execute("PRAGMA table_info(reports)")]
            other = {"id": "id + 1000 * n", "day": "date('2000-01-01', n || ' days')"}
            db.execute("WITH RECURSIVE copies(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM copies WHERE n < 6000) INSERT INTO reports SELECT "
                       f"{', '.join(other.get(c, c) for c in columns)} FROM reports, copies WHERE id = 1")
            db.execute("UPDATE events SET reports = 2")
        for command in (["query", "--db", database], ["query", "--db", database, "--group-by", "day", "--as", "csv"], ["stories", "--db", database],
                        ["--help"], ["--version"], ["code", "--help"]):
            with open("/dev/full", "w") as full:
                done = subprocess.run([PROGRAM, *command], stdout=full, stderr=subprocess.PIPE)
            self.assertEqual(done.returncode, 3, command)
            self.assertEqual(done.stderr.count(b"No space left on device"), 1, command)

    def test_a_limit_of_size_is_said(self):
        limited = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        article = self.file("a.txt", ARTICLE.encode() * 20)
        with open(self.folder + "/out", "wb") as out:
            done = subprocess.run([PROGRAM, "parse", article], stdout=out, stderr=subprocess.PIPE, preexec_fn=limited)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"cannot write to standard output: File too large", done.stderr)
        done = subprocess.run([PROGRAM, "run", "--db", self.folder + "/e.db", article], stderr=subprocess.PIPE, preexec_fn=limited)
        self.assertEqual(done.returncode, 4)
        self.assertIn(b"e.db: ", done.stderr)

    def test_days_that_nobody_knows_are_not_told(self):
        _, out, _ = khaldun("code", "--format", "jsonl", "-", stdin=ARTICLE.encode())
        record = json.loads(out.splitlines()[0])
        self.assertEqual((record["published"], record["date"]), (None, None))
        _, out, _ = khaldun("code", "--format", "csv", "-", stdin=ARTICLE.encode())
        (row,) = csv.DictReader(io.StringIO(out))
        self.assertEqual((row["published"], row["start_date"]), ("", ""))
        told = b"Gunmen killed 12 people in Nairobi on 5 February 2019."
        _, out, _ = khaldun("code", "--format", "jsonl", "-", stdin=told)
        self.assertEqual(json.loads(out)["date"]["start"], "2019-02-05")
        first = json.loads(out)["id"]
        _, out, _ = khaldun("code", "--format", "jsonl", "-", stdin=told.replace(b"Nairobi", b"Kisangi"))
        self.assertNotEqual(json.loads(out)["id"], first, "all that comes by standard input has one name, but not one record")
        for name in ("table", "html"):
            _, out, _ = khaldun("code", "--format", name, "-", stdin=ARTICLE.encode())
            self.assertIn("ublished unknown", out)

    def test_the_record(self):
        code, out, _ = khaldun("code", "--format", "jsonl", "--published", "2021-08-17", "-", stdin=ARTICLE.encode())
        self.assertEqual(code, 0)
        record = json.loads(out.splitlines()[0])
        self.assertEqual((record["type"], record["mode"], record["arrested"], record["status"]), ("COERCE", "arrest", 200, "occurred"))
        self.assertEqual(record["date"]["start"], "2021-08-15")
        for part in record["evidence"]:
            self.assertEqual(ARTICLE.encode()[part["start"]:part["end"]].decode(), part["quote"])

    def test_pipes_are_read(self):
        code, out, err = khaldun("code", "--format", "jsonl", "--published", "2021-08-17", "/dev/stdin", stdin=ARTICLE.encode())
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(json.loads(out.splitlines()[0])["document"], "/dev/stdin")

    def test_csv_is_rectangular(self):
        code, out, _ = khaldun("code", "--format", "csv", os.path.join(SOURCE, "examples/ferry_talks.txt"))
        self.assertEqual(code, 0)
        rows = list(csv.reader(io.StringIO(out)))
        self.assertGreater(len(rows), 5)
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})

    def test_exports_have_the_columns_of_their_formats(self):
        examples = [os.path.join(SOURCE, "examples", n) for n in sorted(os.listdir(os.path.join(SOURCE, "examples")))]
        for name, columns in {"gdelt1": 58, "gdelt2": 61, "icews": 20, "polecat": 40, "phoenix": 26, "petrarch": 6}.items():
            code, out, err = khaldun("code", "--format", name, *examples)
            self.assertEqual(code, 0)
            self.assertEqual({line.count("\t") + 1 for line in out.splitlines()}, {columns}, name)
            self.assertIn("left out", err)

    def test_stata(self):
        done = subprocess.run([PROGRAM, "code", "--format", "stata", os.path.join(SOURCE, "examples/ferry_talks.txt")], capture_output=True)
        self.assertEqual((done.returncode, done.stdout[:41]), (0, b"<stata_dta><header><release>118</release>"))

    def test_an_article_does_not_steer_the_terminal(self):
        article = ARTICLE.replace("200 ", "200 \x1b]0;owned\x07").replace("Sunday", "\u009bSunday\u0080\u00a0").encode()
        _, out, _ = khaldun("code", "--explain", self.file("a\x1b[31m.txt", article))
        unmarked = re.sub(r"[][]", "", out)  # wherever the quote's brackets stand
        self.assertIn("200  0;owned protesters", unmarked)
        self.assertIn(" Sunday \u00a0", unmarked)
        self.assertNotRegex(out, r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
        empty = self.file("b\x1b[31m\u009b.txt", b"")
        for command, said in (["code", empty], "rejected: "), (["run", "--dry-run", "--db", self.folder + "/e.db", empty], "would reject "):
            _, _, err = khaldun(*command)
            self.assertIn(said, err)
            self.assertNotRegex(err, r"[\x1b\x9b]")

    def test_html_escapes_the_article(self):
        _, out, _ = khaldun("code", "--format", "html", "-", stdin=b"Iran condemned <script>alert(1)</script> on Monday.")
        self.assertNotIn("<script>", out)
        text = re.sub("<[^>]*>", "", out)
        self.assertIn("&lt;script", text)
        self.assertIn("(1)&lt;/script&gt;", text)

    def test_html_has_each_id_once(self):
        text = b"Police in Minsk detained and beat 200 protesters on Sunday. The police who detained the 200 protesters on Sunday beat them, the ministry said."
        _, out, _ = khaldun("code", "--format", "html", "-", stdin=text)
        ids = re.findall(' id="([^"]*)"', out)
        self.assertGreater(len(ids), 3)
        self.assertEqual(len(ids), len(set(ids)))

    def test_any_number_of_threads_gives_the_same_bytes(self):
        examples = [os.path.join(SOURCE, "examples", n) for n in sorted(os.listdir(os.path.join(SOURCE, "examples")))] * 4
        one = khaldun("code", "--format", "jsonl", "--threads", "1", *examples)
        four = khaldun("code", "--format", "jsonl", "--threads", "4", *examples)
        self.assertEqual(one, four)
        self.assertGreater(len(one[1]), 1000)

    def test_conllu_goes_round(self):
        _, first, _ = khaldun("parse", os.path.join(SOURCE, "examples/market_attack.txt"))
        code, second, err = khaldun("parse", "--input", "conllu", self.file("a.conllu", first.encode()))
        self.assertEqual((code, err), (0, ""))
        words = lambda text: [line.split("\t")[:2] for line in text.splitlines() if line and line[0] != "#"]
        self.assertEqual(words(first), words(second))
        _, packed, err = khaldun("parse", "--input", "conllu", self.file("a.conllu.gz", gzip.compress(first.encode())))
        self.assertEqual((packed, err), (second, ""))

    def test_self_tests_of_the_packs(self):
        code, out, err = khaldun("check")
        self.assertEqual(code, 0, err)
        self.assertIn("en: model 7", out)
        self.assertIn("en-fast: model fast-4", out)
        self.assertEqual(out.count("self-tests passed"), 2)


class Mentions(Folder):
    """times, places, mentions, attributions and relate: what stands behind the records, for users' own use."""

    def lines(self, *arguments, stdin=b"", code=0):
        done, out, err = khaldun(*arguments, stdin=stdin)
        self.assertEqual(done, code, err)
        return [json.loads(line) for line in out.splitlines()], err

    def test_times_keeps_the_text_between_the_tags(self):
        code, out, _ = khaldun("times", "--published", "2021-08-17", "-", stdin=ARTICLE.encode())
        self.assertEqual(code, 0)
        self.assertIn('<TIMEX3 tid="t1" type="DATE" value="2021-08-15">Sunday</TIMEX3>', out)
        self.assertEqual(re.sub("<[^>]*>", "", out), ARTICLE)

    def test_times_names_documents_behind_the_first(self):
        a, b = self.file("a.txt", ARTICLE.encode()), self.file("b.txt", b"They met.\n")
        _, out, _ = khaldun("times", a, b)
        self.assertTrue(out.endswith(f"said.\n\n<!-- {b} -->\nThey met.\n"), out)
        c = self.file("c---d.txt", b"They met.\n")
        _, out, _ = khaldun("times", a, c)
        self.assertIn("/c-&#45;-d.txt -->", out)

    def test_times_as_lines(self):
        (time,), _ = self.lines("times", "--published", "2021-08-17", "--format", "jsonl", "-", stdin=ARTICLE.encode())
        self.assertEqual((time["text"], time["first"], time["last"]), ("Sunday", "2021-08-15", "2021-08-15"))

    def test_places_have_coordinates(self):
        (place,), _ = self.lines("places", "-", stdin=ARTICLE.encode())
        self.assertEqual((place["text"], place["country"], round(place["lat"])), ("Minsk", "BLR", 54))

    def test_places_answers_each_span(self):
        document = {"id": "a", "text": ARTICLE, "spans": [[10, 15], [16, 24]]}
        minsk, detained = self.lines("places", "--threads", "2", self.file("spans.jsonl", json.dumps(document).encode()))[0]
        self.assertEqual((minsk["text"], minsk["country"]), ("Minsk", "BLR"))
        self.assertEqual((detained["text"], detained["name"], detained["lat"]), ("detained", None, None))

    def test_places_reads_spans_of_fields_of_other_names(self):
        document = {"id": "a", "body": ARTICLE, "spans": [[10, 15]]}
        (minsk,), _ = self.lines("places", "--input", "jsonl", "--map", "text=body", "-", stdin=json.dumps(document).encode())
        self.assertEqual(minsk["country"], "BLR")

    def test_a_span_outside_of_the_text_rejects_the_document(self):
        document = {"id": "a", "text": ARTICLE, "spans": [[10, 1500]]}
        _, err = self.lines("places", "--input", "jsonl", "-", stdin=json.dumps(document).encode(), code=3)
        self.assertIn("[10,1500]", err)
        self.assertGreater(len(self.lines("code", "--input", "jsonl", "--format", "jsonl", "-", stdin=json.dumps(document).encode())[0]), 0)

    def test_mentions_share_an_actor(self):
        text = "OSLO, 3 May 2019 - Angela Merkel met Vladimir Putin. She left, and he praised her."
        mentions, _ = self.lines("mentions", "-", stdin=text.encode())
        of = {m["text"]: m["actors"][0] for m in mentions}
        self.assertEqual(of["Angela Merkel"]["id"], "deu.angela_merkel")
        self.assertEqual([of["She"], of["he"], of["her"]], [of["Angela Merkel"], of["Vladimir Putin"], of["Angela Merkel"]])
        she = next(m for m in mentions if m["text"] == "She")
        self.assertEqual((she["how"], text[she["start"]:she["end"]], she["head"]), ("pronoun", "She", she["start"]))

    def test_mentions_say_why(self):
        mentions, _ = self.lines("mentions", "--explain", "-", stdin=b"Angela Merkel left Oslo. She waved.")
        self.assertTrue(mentions[-1]["judged"][0].startswith("pronoun 25 nothing: "), mentions[-1])

    def test_attributions_have_three_spans(self):
        (said,), _ = self.lines("attributions", "-", stdin=ARTICLE.encode())
        self.assertEqual((said["source"]["text"], said["cue"]["text"]), ("the interior ministry", "said"))
        self.assertTrue(said["content"][0]["text"].startswith("Police in Minsk detained 200 protesters"))

    def test_attributions_without_a_source_say_null(self):
        (believed,), _ = self.lines("attributions", "-", stdin=b"The rebels are believed to have fled.\n")
        self.assertIsNone(believed["source"])
        self.assertEqual(believed["cue"]["text"], "are believed")

    def test_relate_answers_each_line(self):
        questions = [{"uid": "a", "text": "Peru accused Chile of spying.", "source": [0, 4], "target": [13, 18]},
                     {"uid": 2, "text": "Peru accused Chile.", "source": [0, 400], "target": None}]
        answers, err = self.lines("relate", "-", stdin="\n".join(map(json.dumps, questions)).encode(), code=3)
        self.assertEqual([a["uid"] for a in answers], ["a", 2])
        self.assertEqual((answers[0]["type"], len(answers[0]["scores"])), ("ACCUSE", 16))
        self.assertIn("[0,400]", answers[1]["error"])
        self.assertIn("[0,400]", err)

    def test_relate_reads_folders_and_packed_lines(self):
        line = b'\xef\xbb\xbf{"uid":1,"text":"Peru accused Chile.","source":[0,4],"target":[13,18]}\n'
        self.file("b.jsonl", line)
        self.file("a.jsonl.gz", gzip.compress(line))
        self.assertEqual([a["type"] for a in self.lines("relate", self.folder)[0]], ["ACCUSE"] * 2)
        _, err = self.lines("relate", self.file("a.jsonl.gz", gzip.compress(line)[:-12]), code=3)
        self.assertIn("end too soon", err)


class Formats(Folder):
    """What an archive holds beside plain text; tests/ingest has the formats themselves."""

    def test_each_is_known_by_name_or_first_bytes(self):
        page = f"<html><head><title>Arrests</title></head><body><article><p>{ARTICLE * 3}</p></article></body></html>".encode()
        feed = f"<rss><channel><item><title>Arrests</title><description>{ARTICLE}</description></item></channel></rss>".encode()
        line = json.dumps({"text": ARTICLE}).encode() + b"\n"
        table = b"title,text\nArrests," + ARTICLE.replace(",", ";").encode()
        for name, content in {"a.html": page, "page": page, "b.rss": feed, "c.jsonl": line, "d.jsonl.gz": gzip.compress(line), "lines": line,
                              "e.csv": table, "f.txt": ARTICLE.encode()}.items():
            code, out, err = khaldun("code", "--format", "jsonl", "--published", "2021-08-17", self.file(name, content))
            self.assertEqual((code, err), (0, ""), name)
            self.assertEqual({json.loads(record)["type"] for record in out.splitlines()}, {"COERCE"}, name)

    def test_a_folder_is_all_its_files(self):
        os.mkdir(os.path.join(self.folder, "b"))
        for name in ("a.txt", "b/c.txt", ".hidden"):
            self.file(name, ARTICLE.encode())
        code, out, err = khaldun("code", "--format", "jsonl", self.folder)
        self.assertEqual((code, err), (0, ""))
        self.assertEqual([os.path.relpath(json.loads(r)["document"], self.folder) for r in out.splitlines()], ["a.txt", "b/c.txt"])

    def test_a_database_in_the_folder_is_none_of_its_articles(self):
        self.file("a.txt", ARTICLE.encode())
        run = ["run", "--db", self.folder + "/events.db", self.folder]
        self.assertIn("1 document stored, 0 known before, 0 rejected", khaldun(*run)[2])
        self.file("events.db-wal", b"what a writer has left")
        code, _, err = khaldun("run", "--dry-run", *run[1:])
        self.assertEqual((code, err), (0, ""))
        os.remove(self.folder + "/events.db-wal")
        self.assertIn("0 documents stored, 1 known before, 0 rejected", khaldun(*run)[2])
        self.file("notes.lock", ARTICLE.replace("Minsk", "Brest").encode())
        self.assertIn("1 document stored, 1 known before, 0 rejected", khaldun(*run)[2])

    def test_links_to_folders_are_followed_once(self):
        os.mkdir(os.path.join(self.folder, "b"))
        self.file("b/c.txt", ARTICLE.encode())
        os.symlink("b", os.path.join(self.folder, "a"))
        os.symlink("..", os.path.join(self.folder, "b/up"))
        with tempfile.TemporaryDirectory() as other:
            with open(os.path.join(other, "d.txt"), "w") as out:
                out.write(ARTICLE)
            os.symlink(other, os.path.join(self.folder, "link"))
            code, out, err = khaldun("code", "--format", "jsonl", self.folder)
        self.assertEqual((code, err), (0, ""))
        self.assertEqual([os.path.relpath(json.loads(r)["document"], self.folder) for r in out.splitlines()], ["b/c.txt", "link/d.txt"])

    def test_columns_are_named(self):
        table = self.file("t.csv", f'day,body\n2021-08-17,"{ARTICLE}"\n'.encode())
        code, out, _ = khaldun("code", "--map", "text=body,published=day", "--format", "jsonl", table)
        self.assertEqual((code, json.loads(out)["date"]["start"]), (0, "2021-08-15"))
        code, _, err = khaldun("code", table)
        self.assertEqual(code, 3)
        self.assertIn("--map", err)
        self.assertEqual(khaldun("code", "--map", "body", table)[0], 2)


class Scores(Folder):
    def test_a_run_agrees_with_itself(self):
        documents = self.file("d.jsonl", json.dumps({"id": "a", "text": ARTICLE, "published": "2021-08-17"}).encode())
        _, records, _ = khaldun("code", "--format", "jsonl", documents)
        code, out, err = khaldun("score", documents, self.file("g.jsonl", records.encode()))
        self.assertEqual((code, err), (0, ""))
        self.assertRegex(out, r"full +100.0 +100.0 +100.0")
        self.assertIn("target countries 100.0 %", out)
        self.assertIn("expected calibration error", out)
        self.assertEqual(khaldun("score", documents, self.file("g.jsonl.gz", gzip.compress(b"\xef\xbb\xbf" + records.encode()))), (0, out, ""))

    def test_misses_are_shown_and_strange_documents_named(self):
        documents = self.file("d.jsonl", json.dumps({"id": "a", "text": ARTICLE}).encode())
        gold = self.file("g.jsonl", b'{"doc":"a","type":"AID","status":"occurred","ev":["Police"]}\n{"doc":"b","none":true}\n')
        code, out, err = khaldun("score", "--misses", "5", documents, gold)
        self.assertEqual(code, 3)
        self.assertIn("AID coded COERCE", out)
        self.assertIn("'b'", err)


class OwnFiles(Folder):
    def test_an_actor_of_ones_own_is_coded(self):
        actors = self.file("own.tsv", b"name\tkind\tcountry\tsector\nRed Shore Front\torganisation\tKEN\tREB\n")
        self.assertEqual(khaldun("actors", "check", actors)[0], 0)
        _, out, _ = khaldun("code", "--actors", actors, "--format", "jsonl", "-", stdin=b"The Red Shore Front attacked a police post in Mombasa on Monday.")
        source = json.loads(out.splitlines()[0])["source"][0]
        self.assertEqual((source["name"], source["country"], source["sector"]), ("Red Shore Front", "KEN", "REB"))

    def test_wrong_files_are_named_by_line(self):
        for option, name, content in (("--actors", "a.tsv", b"name\tkind\tsector\nX\tship\tGOV\n"), ("--frames", "f.frames", b"[FIGHT - 19]\n")):
            path = self.file(name, content)
            code, _, err = khaldun("code", option, path, "-", stdin=ARTICLE.encode())
            self.assertEqual(code, 2)
            self.assertIn(f"{path}:{2 if name == 'a.tsv' else 1}: ", err)

    def test_actors_answers_by_day(self):
        code, out, _ = khaldun("actors", "find", "Putin", "--on", "2010-05-01", "--format", "jsonl")
        self.assertEqual((code, json.loads(out)["office"]), (0, "prime minister"))
        self.assertTrue(khaldun("actors", "find", "pope", "--on", "1999-01-01")[1].startswith("John Paul II"))  # not Amy Pope
        self.assertEqual(khaldun("actors", "find", "Nobody Atall")[0], 3)

    def test_every_wrong_line_of_frames_is_named(self):
        frames = self.file("wrong.frames", b"[ACCUSE - 112]\nv detain obj=@nobody : subj -> obj\nv hold : subj obj\n")
        code, _, err = khaldun("frames", "check", frames)
        self.assertEqual(code, 2)
        self.assertIn("wrong.frames:3: roles want", err)
        self.assertIn("wrong.frames:2: there is no class '@nobody'", err)

    def test_frames_of_ones_own_win(self):
        mark = "\ufeff".encode()  # as Notepad writes
        frames = self.file("own.frames", mark + b"[ACCUSE - 112]\nv detain  obj=@any : subj -> obj\n")
        _, out, _ = khaldun("frames", "check", frames)
        self.assertIn("1 frame: well formed", out)
        _, out, _ = khaldun("code", "--explain", "--frames", frames, "--format", "jsonl", "-", stdin=ARTICLE.encode())
        self.assertIn("ACCUSE", {json.loads(record)["type"] for record in out.splitlines()})


class Tutorial(Folder):
    def test_its_commands_run_on_the_examples(self):
        shutil.copytree(os.path.join(SOURCE, "examples"), os.path.join(self.folder, "examples"))
        with open(os.path.join(SOURCE, "docs/tutorial.md"), encoding="utf-8") as tutorial:
            commands = re.findall("^khaldun .*", tutorial.read(), re.MULTILINE)
        self.assertGreater(len(commands), 5)
        environment = dict(os.environ, PATH=os.path.dirname(os.path.abspath(PROGRAM)) + os.pathsep + os.environ["PATH"])
        for command in commands:
            done = subprocess.run(command, shell=True, cwd=self.folder, env=environment, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, (command, done.stderr))
            if command.split()[1] in ("query", "stories") and ">" not in command:
                self.assertRegex(done.stdout, "Maiduguri|NGA", command)
        with open(os.path.join(self.folder, "dyads.csv"), encoding="utf-8") as dyads:
            self.assertIn(("NGA", "NER"), {(row["source"], row["target"]) for row in csv.DictReader(dyads)})


if __name__ == "__main__":
    unittest.main()
