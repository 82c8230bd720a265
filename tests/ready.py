"""A database that is ready to be tested on: migrated, with the reference data in it, made once and then copied.

Migrating takes seconds of a processor, and a run of the tests has half a dozen processes. So the first that needs one
makes it, under a lock, and every other copies it: a file on SQLite, a template on PostgreSQL. Its name carries a
fingerprint of everything it is made from, so a change of code or data makes another; the migrated one that it begins
with is made anew when migrations, or the models whose words they use, have changed.
"""

import contextlib
import datetime
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests import services

ROOT = Path(__file__).resolve().parent.parent
MADE_FROM = ("assurance", "selfassessment", "casetracking", "reports", "config", "fixtures", "requirements/base.txt")
MIGRATED_FROM = ("*/migrations/*.py", "*/models/*.py", "*/statuses.py", "config/settings.py", "requirements/base.txt")
PREFIX = "test_prepare_ready_"
MIGRATED = "test_prepare_migrated_"
WITH_DEMO = "test_prepare_demo_"
MIGRATE, LOAD, LOAD_DEMO = [["migrate"], ["createcachetable"]], [["load_reference"]], [["load_demo"]]
# In one process: each start of Django takes two seconds.
ONE_AFTER_ANOTHER = """
import json, sys
import django
from django.core.management import call_command
django.setup()
for command in json.loads(sys.argv[1]):
    call_command(*command, verbosity=0)
"""
MOST_KEPT = 12  # of other states of the code; each is 15 MB


def template() -> str:
    """The name of a PostgreSQL database that is ready, made now where it is not there."""
    import psycopg

    with _alone(), psycopg.connect(services.database_url(), autocommit=True) as server:
        migrated = _on_postgresql(server, MIGRATED + migrations(), "template0", MIGRATE)
        return _on_postgresql(server, PREFIX + fingerprint(), migrated, LOAD)


def with_demo(var: Path) -> str:
    """The name of a PostgreSQL database with the invented council, made now where it is not there; its files to `var`.

    The demonstration tells of days before today, so tomorrow's is another. Whoever starts from it has it loaded once
    more, which changes nothing.
    """
    import psycopg

    beginning = template()
    today = datetime.datetime.now(tz=datetime.UTC).date()
    name = WITH_DEMO + hashlib.sha256(f"{fingerprint()} {today}".encode()).hexdigest()[:12]
    files = _folder() / name
    with _alone("demo"), psycopg.connect(services.database_url(), autocommit=True) as server:
        if not files.is_dir():  # the machine has cleared its temporary files
            server.execute(f'drop database if exists "{name}"')
        _on_postgresql(server, name, beginning, LOAD_DEMO, files)
        shutil.copytree(files, var / "files", dirs_exist_ok=True)
    return name


def _on_postgresql(server, name: str, beginning: str, commands: list[list[str]], files: Path | None = None) -> str:
    kind = name.rpartition("_")[0] + "_"
    known = [row[0] for row in server.execute("select datname from pg_database order by oid desc")]
    if name in known:
        return name
    import psycopg

    for old in [other for other in known if other.startswith(kind)][MOST_KEPT - 1 :]:
        with contextlib.suppress(psycopg.Error):  # somebody is copying it
            server.execute(f'drop database "{old}"')
            shutil.rmtree(_folder() / old, ignore_errors=True)
    making = f"{kind}making"
    server.execute(f'drop database if exists "{making}" with (force)')
    server.execute(f'create database "{making}" template "{beginning}"')
    _make(urlunsplit(urlsplit(services.database_url())._replace(path=f"/{making}")), commands, files)
    server.execute(f'alter database "{making}" rename to "{name}"')
    return name


def file_for_sqlite() -> Path:
    """A SQLite file that is ready, made now where it is not there."""
    with _alone():
        migrated = _as_file(MIGRATED + migrations(), None, MIGRATE)
        return _as_file(PREFIX + fingerprint(), migrated, LOAD)


def _as_file(name: str, beginning: Path | None, commands: list[list[str]]) -> Path:
    kind, path = name.rpartition("_")[0] + "_", _folder() / f"{name}.sqlite3"
    if path.exists():
        return path
    for old in sorted(_folder().glob(f"{kind}*.sqlite3"), key=os.path.getmtime)[: -(MOST_KEPT - 1)]:
        old.unlink()
    making = _folder() / f"{kind}making.sqlite3"
    for part in _folder().glob(f"{making.name}*"):
        part.unlink()
    if beginning is not None:
        shutil.copyfile(beginning, making)
    _make(f"sqlite:///{making}", commands)
    making.rename(path)
    return path


def copy_for_sqlite(target: Path) -> None:
    """Put a copy of the ready file where a test process wants its database."""
    shutil.copyfile(file_for_sqlite(), target)


def fingerprint() -> str:
    """Twelve letters that stand for all code and data a ready database is made from."""
    return _digest(
        file
        for place in MADE_FROM
        for file in ([ROOT / place] if (ROOT / place).is_file() else sorted((ROOT / place).rglob("*")))
    )


def migrations() -> str:
    """Twelve letters that stand for what a migrated database is made from."""
    return _digest(file for pattern in MIGRATED_FROM for file in sorted(ROOT.glob(pattern)))


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _make(database_url: str, commands: list[list[str]], files: Path | None = None) -> None:
    with tempfile.TemporaryDirectory(prefix="prepare-ready-") as var:
        environment = {**os.environ, **services.environment(), "VAR_DIR": var, "DATABASE_URL": database_url}
        environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
        asked = [sys.executable, "-c", ONE_AFTER_ANOTHER, json.dumps(commands)]
        done = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"The test database can't be made ready ({commands}):\n{done.stderr}")
        if files is not None:
            shutil.rmtree(files, ignore_errors=True)
            shutil.copytree(Path(var) / "files", files)
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
def _alone(what: str = "lock") -> Iterator[None]:
    """One process at a time, until it is done or gone."""
    with (_folder() / what).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
