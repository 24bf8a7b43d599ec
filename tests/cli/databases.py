"""Databases for tests of khaldun run, query and stories: the same questions to SQLite and to PostgreSQL.

A Store names what --db takes (`address`) and reads and changes what is there. `dump` is the same for both where the content is.
"""
import atexit
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import postgres  # noqa: E402

TABLES = ["documents", "copies", "events", "reports", "report_actors", "dyads", "evidence", "kept_apart", "rejects"]  # not runs, which knows when each was


class SmallDisk:
    """A file system of 64 MB of its own, which can be filled and made read-only; only root may mount one."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="khaldun-disk-")
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m,mode=777", "tmpfs", self.folder], capture_output=True)
        if done.returncode != 0:
            os.rmdir(self.folder)
            raise unittest.SkipTest("no file system can be mounted here")

    def fill(self, left):
        """Leaves so many bytes."""
        free = os.statvfs(self.folder).f_bavail * os.statvfs(self.folder).f_frsize
        with open(self.folder + "/filler", "wb") as out:
            out.write(bytes(max(0, free - left)))

    def make_room(self):
        os.remove(self.folder + "/filler")

    def make_read_only(self):
        subprocess.run(["mount", "-o", "remount,ro", self.folder], check=True)

    def close(self):
        subprocess.run(["umount", "--lazy", self.folder], check=True)
        os.rmdir(self.folder)


class Store:
    def dump(self):
        """Every row as a line of text, numbers as floats."""
        def shown(value):
            return repr(float(value)) if isinstance(value, (int, float)) else repr(value)
        return [f"{table} {' '.join(map(shown, row))}" for table in TABLES for row in sorted(self.rows(f"SELECT * FROM {table}"), key=repr)]

    def has_documents(self):
        """Whether a run that was just started has stored something."""
        return self.count("documents") > 0

    def count(self, table):
        try:
            return self.rows(f"SELECT count(*) FROM {table}")[0][0]
        except (sqlite3.Error, RuntimeError):
            return 0  # no tables yet


class Sqlite(Store):
    def __init__(self, folder, name):
        self.address = os.path.join(folder, name + ".db")

    @classmethod
    def on(cls, disk):
        return cls(disk.folder, "e")

    def close(self):
        pass

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

    @classmethod
    def on(cls, disk):
        """A database of which the tables and their indexes lie on that disk."""
        database = cls()
        name = database.address.split("/")[3].split("?")[0]
        os.mkdir(disk.folder + "/tables")
        if os.getuid() == 0:
            shutil.chown(disk.folder + "/tables", "postgres")
        cls.cluster.sql("postgres", f"CREATE TABLESPACE {name} LOCATION '{disk.folder}/tables'")
        cls.cluster.sql("postgres", f"ALTER DATABASE {name} SET TABLESPACE {name}")
        return database

    def close(self):
        name = self.address.split("/")[3].split("?")[0]
        self.cluster.sql("postgres", f"DROP DATABASE {name}")
        self.cluster.sql("postgres", f"DROP TABLESPACE {name}")

    def rows(self, query):
        out = Postgres.cluster.sql(self.address, f"SELECT coalesce(json_agg(t), '[]') FROM ({query}) t")
        return json.loads(out, object_pairs_hook=lambda pairs: tuple(value for _, value in pairs))

    def change(self, statements):
        Postgres.cluster.sql(self.address, statements)

    def set_version(self, version):
        self.change(f"UPDATE khaldun_version SET version = {version}")

    whole = Store.dump
