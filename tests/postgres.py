"""A PostgreSQL cluster of a test's own: in a temporary folder, reached by a unix socket only, gone at the end.

usage: postgres.py COMMAND ARGUMENT…   runs a command with KHALDUN_TEST_POSTGRES set to the address of an empty database
"""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

PROGRAMS = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1:]


class Cluster:
    """Needs Debian's postgresql-15 (scripts/install_packages test). PostgreSQL refuses to run as root, so root runs it as the user postgres."""

    def __init__(self):
        if not PROGRAMS:
            sys.exit("postgres.py: no /usr/lib/postgresql/*/bin; scripts/install_packages test installs it")
        self.folder = tempfile.mkdtemp(prefix="khaldun-postgres-")
        self.databases = 0
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "--pgdata", self.folder + "/data", "--auth", "trust", "--username", "postgres", "--encoding", "UTF8", "--no-locale")
        self.start()

    def _run(self, program, *arguments):
        as_postgres = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        # What a server that starts inherits would stay open: so its output goes to no pipe.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run([*as_postgres, os.path.join(PROGRAMS[0], program), *arguments], stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                                  cwd=self.folder)
            said.seek(0)
            if done.returncode != 0:
                raise RuntimeError(f"{program}: {said.read().decode()}")

    def start(self):
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off"
        self._run("pg_ctl", "start", "--wait", "--pgdata", self.folder + "/data", "--options", options, "--log", self.folder + "/log")

    def stop(self, mode="fast"):
        self._run("pg_ctl", "stop", "--wait", "--pgdata", self.folder + "/data", "--mode", mode)

    def close(self):
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def database(self):
        """The address of a new, empty database."""
        self.databases += 1
        name = f"test{self.databases}"
        self.sql("postgres", f"CREATE DATABASE {name}")
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def sql(self, database, statements):
        """What psql prints for a database named, or for its address."""
        address = database if "://" in database else f"postgresql://postgres@/{database}?host={self.folder}"
        done = subprocess.run([os.path.join(PROGRAMS[0], "psql"), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1",
                               "--dbname", address, "--command", statements], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout


def main():
    cluster = Cluster()
    try:
        os.environ["KHALDUN_TEST_POSTGRES"] = cluster.database()
        return subprocess.run(sys.argv[1:]).returncode
    finally:
        cluster.close()


if __name__ == "__main__":
    sys.exit(main())
