"""Databases for tests of khaldun run, query and stories: the same questions to SQLite and to PostgreSQL.

A Store names what --db takes (`address`) and reads and changes what is there. `dump` is the same for both where the content is.
"""
import atexit
import json
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import postgres  # noqa: E402

TABLES = ["documents", "copies", "events", "reports", "report_actors", "dyads", "evidence", "kept_apart", "rejects"]  # not runs, which knows when each was


class Store:
    def dump(self):
        """Every row as a line of text, numbers as floats."""
        def shown(value):
            return repr(float(value)) if isinstance(value, (int, float)) else repr(value)
        return [f"{table} {' '.join(map(shown, row))}" for table in TABLES for row in sorted(self.rows(f"SELECT * FROM {table}"), key=repr)]

    def has_documents(self):
        """Whether a run that was just started has stored something."""
        try:
            return self.rows("SELECT count(*) FROM documents") != [(0,)]
        except (sqlite3.Error, RuntimeError):
            return False  # no tables yet


class Sqlite(Store):
    def __init__(self, folder, name):
        self.address = os.path.join(folder, name + ".db")

    def rows(self, query):
        with sqlite3.connect(f"file:{self.address}?mode=ro", uri=True) as db:
            return [tuple("\\x" + v.hex() if isinstance(v, bytes) else v for v in row) for row in db.execute(query)]

    def change(self, statements):
        with sqlite3.connect(self.address) as db:
            db.executescript(statements)

    def set_version(self, version):
        self.change(f"PRAGMA user_version = {version}")

    def whole(self):
        """All of the file as SQL, the full-text index too, but the table of runs."""
        with sqlite3.connect(self.address) as db:
            return [line for line in db.iterdump() if not line.startswith('INSERT INTO "runs"')]


class Postgres(Store):
    cluster = None

    def __init__(self, *_):
        if Postgres.cluster is None:
            Postgres.cluster = postgres.Cluster()
            atexit.register(Postgres.cluster.close)
        self.address = Postgres.cluster.database()

    def rows(self, query):
        out = Postgres.cluster.sql(self.address, f"SELECT coalesce(json_agg(t), '[]') FROM ({query}) t")
        return json.loads(out, object_pairs_hook=lambda pairs: tuple(value for _, value in pairs))

    def change(self, statements):
        Postgres.cluster.sql(self.address, statements)

    def set_version(self, version):
        self.change(f"UPDATE khaldun_version SET version = {version}")

    whole = Store.dump
