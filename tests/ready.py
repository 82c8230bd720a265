"""A database that is ready to be tested on: migrated, with the reference data in it, made once and then copied.

Migrating takes seconds of a processor, and a run of the tests has half a dozen processes. So the first that needs one
makes it, under a lock, and every other copies it: a file on SQLite, a template on PostgreSQL. Its name carries a
fingerprint of everything it is made from, so a change of code or data makes another.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests import services

ROOT = Path(__file__).resolve().parent.parent
MADE_FROM = ("assurance", "selfassessment", "casetracking", "reports", "config", "fixtures", "requirements/base.txt")
PREFIX = "test_prepare_ready_"
MOST_KEPT = 12  # of other states of the code; each is 15 MB


def template() -> str:
    """The name of a PostgreSQL database that is ready, made now where it is not there."""
    import psycopg

    name = PREFIX + fingerprint()
    with _alone(), psycopg.connect(services.database_url(), autocommit=True) as server:
        known = [row[0] for row in server.execute("select datname from pg_database order by oid desc")]
        ready = [other for other in known if other.startswith(PREFIX)]
        if name in ready:
            return name
        for old in ready[MOST_KEPT - 1 :]:
            with contextlib.suppress(psycopg.Error):  # somebody is copying it
                server.execute(f'drop database "{old}"')
        making = f"{PREFIX}making"
        server.execute(f'drop database if exists "{making}" with (force)')
        server.execute(f'create database "{making}"')
        _make(urlunsplit(urlsplit(services.database_url())._replace(path=f"/{making}")))
        server.execute(f'alter database "{making}" rename to "{name}"')
    return name


def file_for_sqlite() -> Path:
    """A SQLite file that is ready, made now where it is not there."""
    path = _folder() / f"{PREFIX}{fingerprint()}.sqlite3"
    with _alone():
        if not path.exists():
            for old in sorted(_folder().glob(f"{PREFIX}*.sqlite3"), key=os.path.getmtime)[: -(MOST_KEPT - 1)]:
                old.unlink()
            making = _folder() / f"{PREFIX}making.sqlite3"
            for part in _folder().glob(f"{making.name}*"):
                part.unlink()
            _make(f"sqlite:///{making}")
            making.rename(path)
    return path


def copy_for_sqlite(target: Path) -> None:
    """Put a copy of the ready file where a test process wants its database."""
    shutil.copyfile(file_for_sqlite(), target)


def fingerprint() -> str:
    """Twelve letters that stand for all code and data a ready database is made from."""
    digest = hashlib.sha256()
    for place in MADE_FROM:
        path = ROOT / place
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _make(database_url: str) -> None:
    with tempfile.TemporaryDirectory(prefix="prepare-ready-") as var:
        environment = {**os.environ, **services.environment(), "VAR_DIR": var, "DATABASE_URL": database_url}
        environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
        for command in (["migrate"], ["createcachetable"], ["load_reference"]):
            asked = [sys.executable, "manage.py", *command, "--verbosity", "0"]
            done = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(f"The test database can't be made ready ({command[0]}):\n{done.stderr}")
    _close_the_log(database_url)


def _close_the_log(database_url: str) -> None:
    """What stands in a SQLite file's log beside it goes into the file, so that the file is whole by itself."""
    if database_url.startswith("sqlite"):
        import sqlite3

        with contextlib.closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as database:
            database.execute("pragma wal_checkpoint(truncate)")


def _folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"prepare-ready-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One process at a time, until it is done or gone."""
    with (_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
