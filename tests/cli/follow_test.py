"""khaldun follow against a server of the test's own on 127.0.0.1: follow_test.py KHALDUN"""
import gzip
import http.server
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import databases

KHALDUN = sys.argv.pop(1)
TELLING = "Police in Nairobi arrested {} protesters on Tuesday, officials said. The crowd had blocked a road near the parliament of Kenya."


def page(text):
    return f"<html><head><title>News</title></head><body><nav>Home</nav><article><h1>Arrests</h1><p>{text}</p></article></body></html>".encode()


def rss(*entries):
    return ('<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>' + "".join(
        f"<item><guid>{guid}</guid><link>{link}</link><title>Arrests in Kenya</title><pubDate>Wed, 06 Mar 2019 10:00:00 GMT</pubDate>{more}</item>"
        for guid, link, more in entries) + "</channel></rss>").encode()


class Server:
    """Answers from `answers`: path to (status, headers, body) or a body alone; notes every request."""

    def __init__(self):
        self.answers, self.requests = {}, []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                outer.requests.append((time.monotonic(), self.path, dict(self.headers)))
                path_drips = self.path == "/drips.rss"
                answer = outer.answers.get(self.path, (404, {}, b""))
                status, headers, body = answer if isinstance(answer, tuple) else (200, {}, answer)
                if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    self.wfile.write(body)
                    while path_drips:
                        self.wfile.write(b" ")
                        time.sleep(0.1)
                except OSError:
                    pass  # the client has had enough

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def paths(self):
        paths = [path for _, path, _ in self.requests]
        self.requests.clear()
        return paths

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Follow:
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.db = self.Database(self.folder.name, "e")
        self.server = Server()
        self.addCleanup(self.server.close)
        self.feed = self.server.url + "/feed.rss"

    def follow(self, *options, once=True, pause="0"):
        command = [KHALDUN, "follow", "--db", self.db.address, "--pause", pause, *(["--once"] if once else []), *options]
        return subprocess.run(command, capture_output=True, text=True, timeout=300)

    def stored(self):
        return self.db.rows("SELECT name, url, published, text FROM documents ORDER BY id")

    def test_pages_of_entries_without_text_are_read_and_nothing_is_asked_twice(self):
        self.server.answers = {
            "/feed.rss": (200, {"ETag": '"one"', "Content-Type": "application/rss+xml"},
                          rss(("g1", "\n  /a/1\n", "<description>Arrests.</description>"),
                              ("g2", self.server.url + "/a/2", f"<content:encoded>{TELLING.format(12)}</content:encoded>"))),
            "/a/1": (301, {"Location": "/b/1"}, b""),
            "/b/1": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, page(TELLING.format(200) + " Caf\u00e9s sold tea.").decode().encode("latin-1")),
        }
        first = self.follow(self.feed)
        self.assertEqual(first.returncode, 0, first.stderr)
        agents = {headers["User-Agent"].split("/")[0] for _, _, headers in self.server.requests}
        self.assertEqual(agents, {"khaldun"})
        self.assertEqual(self.server.paths(), ["/feed.rss", "/a/1", "/b/1"])
        (name, url, published, text), (_, _, _, other) = self.stored()
        self.assertEqual((name, url, published), ("g1", self.server.url + "/a/1", "2019-03-06"))
        self.assertIn("200 protesters", text)
        self.assertIn("Caf\u00e9s", text)
        self.assertNotIn("Home", text)
        self.assertIn("12 protesters", other)
        # 12 and 200 arrests are two events, the blocked road is one.
        self.assertEqual(self.db.rows("SELECT type, count(*) FROM events GROUP BY type ORDER BY type"), [("COERCE", 2), ("PROTEST", 1)])

        self.assertEqual(self.follow(self.feed).returncode, 0)
        self.assertEqual(self.server.requests[0][2]["If-None-Match"], '"one"')
        self.assertEqual(self.server.paths(), ["/feed.rss"])
        # A feed that has changed brings its old entries again.
        status, headers, body = self.server.answers["/feed.rss"]
        self.server.answers["/feed.rss"] = (status, {**headers, "ETag": '"two"'}, body)
        self.assertEqual(self.follow(self.feed).returncode, 0)
        self.assertEqual(self.server.paths(), ["/feed.rss"])
        self.assertEqual(len(self.stored()), 2)

    def test_it_polls_until_ctrl_c(self):
        entries = [("g1", "/1", f"<content:encoded>{TELLING.format(12)}</content:encoded>")]
        self.server.answers["/feed.rss"] = rss(*entries)
        process = subprocess.Popen([KHALDUN, "follow", "--db", self.db.address, "--every", "1s", "--pause", "0", self.feed], stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.kill)
        self.wait_for(1)
        self.server.answers["/feed.rss"] = rss(*entries, ("g2", "/2", f"<content:encoded>{TELLING.format(77)}</content:encoded>"))
        self.wait_for(2)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1]
        self.assertEqual(process.returncode, 0, said)
        self.assertIn("stopped", said)

    def test_the_version_of_an_answer_that_was_broken_is_not_told(self):
        entries = [("g1", "/1", f"<content:encoded>{TELLING.format(12)}</content:encoded>")]
        self.server.answers["/feed.rss"] = (200, {"ETag": '"one"'}, rss(*entries))
        process = subprocess.Popen([KHALDUN, "follow", "--db", self.db.address, "--every", "1s", "--pause", "0", self.feed], stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.kill)
        self.wait_for(1)
        whole = rss(*entries, ("g2", "/2", f"<content:encoded>{TELLING.format(77)}</content:encoded>"))
        self.server.answers["/feed.rss"] = (200, {"ETag": '"two"'}, whole[:200])
        while "no XML" not in process.stderr.readline():
            pass
        self.server.answers["/feed.rss"] = (200, {"ETag": '"two"'}, whole)
        self.wait_for(2)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)

    def wait_for(self, count):
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                if self.db.rows("SELECT count(*) FROM documents") == [(count,)]:
                    return
            except Exception:
                pass  # no tables yet
            time.sleep(0.1)
        self.fail(f"{count} documents never came")

    def test_pages_that_cannot_be_had(self):
        summary = lambda n: f"<description>{TELLING.format(n)}</description>"
        self.server.answers = {
            "/feed.rss": (200, {"ETag": '"one"'}, rss(("g1", "/busy", summary(11)), ("g2", "/gone", summary(22)), ("g3", "/bomb", summary(33)),
                                                      ("g4", "file:///etc/passwd", summary(44)), ("g5", "/deep", summary(55)),
                                                      ("g6", "/paper", summary(66)))),
            "/busy": (503, {"Retry-After": "7"}, b""),
            "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(200_000_000))),
            "/deep": b"<div>" * 50_000,
            "/paper": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4\n" + 30 * b"BT (Police arrested 5 people) Tj ET\n"),
        }
        first = self.follow(self.feed)
        self.assertEqual(first.returncode, 3, first.stderr)
        self.assertIn("answers 503; asked again", first.stderr)
        self.assertEqual([row[0] for row in self.stored()], ["g2", "g3", "g4", "g5", "g6"])
        self.assertIn("66 protesters", self.stored()[-1][3])
        # The server has mended: the feed is asked for whole again, and only what is missing is fetched.
        self.server.answers["/busy"] = page(TELLING.format(200))
        self.server.paths()
        self.assertEqual(self.follow(self.feed).returncode, 0)
        self.assertNotIn("If-None-Match", self.server.requests[0][2])
        self.assertEqual(self.server.paths(), ["/feed.rss", "/busy"])
        self.assertIn("200 protesters", self.stored()[-1][3])


    def test_addresses_that_no_host_can_have(self):
        links = ["http://example.org:99999999999/x", f"http://{'a' * 300_000}/x", "/port", "/mail"]
        self.server.answers = {
            "/feed.rss": rss(*((f"g{i}", link, f"<description>{TELLING.format(i + 2)}</description>") for i, link in enumerate(links))),
            "/port": (302, {"Location": links[0]}, b""),
            "/mail": (302, {"Location": "mailto:desk@example.org"}, b""),
        }
        found = self.follow(self.feed)
        self.assertEqual(found.returncode, 0, found.stderr)
        self.assertEqual([row[0] for row in self.stored()], ["g0", "g1", "g2", "g3"])

    def test_entries_that_were_rejected_are_not_met_again(self):
        greek = "<content:encoded>" + "Η αστυνομία συνέλαβε διαδηλωτές στην Αθήνα. " * 3 + "</content:encoded>"
        entries = [("g1", "/1", greek), ("tag: g2", "", greek), ("", "/3", greek)]
        self.server.answers["/feed.rss"] = rss(*entries)
        first = self.follow(self.feed)
        self.assertEqual((first.returncode, first.stderr.count("rejected: ")), (3, 3), first.stderr)
        places = lambda: [place for place, in self.db.rows("SELECT place FROM rejects ORDER BY id")]
        self.assertEqual(places(), [self.server.url + "/1", self.feed + " tag: g2", self.server.url + "/3"])
        # Other entries have come before them.
        self.server.answers["/feed.rss"] = rss(("g0", "/0", f"<content:encoded>{TELLING.format(12)}</content:encoded>"), *entries)
        again = self.follow(self.feed)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(len(places()), 3)
        # Another feed has numbered its own entries.
        self.server.answers["/other.rss"] = rss(("tag: g2", "", f"<content:encoded>{TELLING.format(34)}</content:encoded>"))
        self.assertEqual(self.follow(self.feed, self.server.url + "/other.rss").returncode, 0)
        self.assertEqual([row[0] for row in self.stored()], ["g0", "tag: g2"])


class OtherWays(Follow):
    def test_feeds_that_cannot_be_had(self):
        self.server.answers = {"/broken.rss": b"<rss><channel>", "/page.rss": b"<html></html>", "/old.rss": (410, {}, b"")}
        closed = Server()
        closed.close()
        for feed, wanted in ((self.server.url + "/none.rss", "answers 404\n"), (self.server.url + "/broken.rss", "no XML"),
                             (self.server.url + "/page.rss", "wanted an RSS or Atom feed"), (self.server.url + "/old.rss", "gone"),
                             (closed.url + "/feed.rss", "no answer"), (self.folder.name + "/none.rss", "none.rss")):
            result = self.follow(feed)
            self.assertEqual(result.returncode, 3, feed)
            self.assertIn(wanted, result.stderr)

    def test_feeds_that_are_no_addresses(self):
        result = self.follow("ftp://example.org/feed.rss")
        self.assertEqual(result.returncode, 2)
        self.assertIn("wanted an http or https address", result.stderr)

    def test_a_feed_that_cannot_be_had_is_asked_less_often(self):
        process = subprocess.Popen([KHALDUN, "follow", "--db", self.db.address, self.server.url + "/none.rss"], stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.kill)
        self.assertIn("answers 404; asked again in 30 min", process.stderr.readline())
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)

    def test_a_file_and_a_feed_without_answer_do_not_hinder_each_other(self):
        path = os.path.join(self.folder.name, "feed.xml")
        with open(path, "wb") as out:
            out.write(rss(("g1", "/1", f"<content:encoded>{TELLING.format(12)}</content:encoded>")))
        self.assertEqual(self.follow(self.feed, path).returncode, 3)
        self.assertEqual([row[0] for row in self.stored()], ["g1"])

    def test_a_host_is_asked_at_its_pace(self):
        self.server.answers = {"/feed.rss": rss(*((f"g{i}", f"/{i}", "") for i in range(3))), **{f"/{i}": page(TELLING.format(20 + i)) for i in range(3)}}
        self.assertEqual(self.follow(self.feed, pause="0.5").returncode, 0)
        times = [at for at, _, _ in self.server.requests]
        self.assertEqual(len(times), 4)
        self.assertGreater(min(b - a for a, b in zip(times, times[1:])), 0.45)

    def test_ctrl_c_while_a_server_drips(self):
        self.server.answers["/drips.rss"] = (200, {"Content-Length": "1000000"}, b"<rss>")
        process = subprocess.Popen([KHALDUN, "follow", "--db", self.db.address, self.server.url + "/drips.rss"], stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.kill)
        while not self.server.requests:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1]
        self.assertEqual(process.returncode, 0, said)
        self.assertNotIn("asked again", said)

    def test_wrong_times_are_named(self):
        for every in ("soon", "15", "0m", "-3m", "m"):
            result = self.follow("--every=" + every, self.feed)
            self.assertEqual(result.returncode, 2)
            self.assertIn("15m", result.stderr)


def load_tests(loader, *_):
    classes = [type(f"FollowOn{database.__name__}", (Follow, unittest.TestCase), {"Database": database}) for database in (databases.Sqlite, databases.Postgres)]
    others = {name: test for name, test in vars(OtherWays).items() if name.startswith("test")}
    helpers = {name: value for name, value in vars(Follow).items() if not name.startswith(("test", "__"))}
    classes.append(type("OtherWays", (unittest.TestCase,), {**helpers, **others, "Database": databases.Sqlite}))
    return unittest.TestSuite(loader.loadTestsFromTestCase(c) for c in classes)


if __name__ == "__main__":
    unittest.main()
