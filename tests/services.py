"""Which database and queue the tests use, decided once for a run and handed to its processes by the environment."""

import functools
import os
import tempfile
from urllib.parse import urlsplit

POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/postgres"
REDIS = "redis://127.0.0.1:6379"


def environment() -> dict[str, str]:
    """The environment of a test process: never the one of a real installation.

    Each worker of a parallel run has a Redis database and a folder of its own, so that none empties another's.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    on_servers = uses_servers()
    return {
        "DATABASE_URL": database_url() if on_servers else f"sqlite:///{folder()}/prepare.sqlite3",
        "REDIS_URL": f"{redis_url()}/{15 - worker}" if on_servers else "",
        "VAR_DIR": folder(),
        "SECRET_KEY": "only-for-tests-" + "x" * 50,
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "CSRF_TRUSTED_ORIGINS": "",
        "HTTPS": "no",
        "DEBUG": "no",
        "BEHIND_PROXY": "no",
        "HASHED_STATIC": "no",
        "EMAIL_URL": "",
        "LOG_LEVEL": "WARNING",
    }


def run_name() -> str:
    """A name for this run, shared by its parallel workers."""
    return os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]


def queue_name() -> str:
    """The queue of this test process: nobody else's messages are in it, and nobody else takes its own."""
    return f"tests-{run_name()}-{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')}"


def forget_queues() -> None:
    """Remove what this process has left in Redis."""
    if not uses_servers():
        return
    import redis

    server = redis.Redis.from_url(environment()["REDIS_URL"])
    for key in server.scan_iter(f"*{queue_name()}*"):
        server.delete(key)


def database_url() -> str:
    """The PostgreSQL server the tests make their databases on; empty for the embedded default."""
    return os.environ.get("TEST_DATABASE_URL", POSTGRESQL).strip()


def redis_url() -> str:
    """The Redis server, without a database number: the tests use 15 and, in parallel runs, those below."""
    return os.environ.get("TEST_REDIS_URL", REDIS).strip().rstrip("/")


@functools.cache
def uses_servers() -> bool:
    """Whether this run uses PostgreSQL and Redis: asked for or by default, and both answer."""
    return missing_server() is None


@functools.cache
def missing_server() -> str | None:
    """Why this run is on the embedded default, in words; None when it uses PostgreSQL and Redis."""
    if not database_url() or not redis_url():
        return "as asked by an empty TEST_DATABASE_URL"
    import psycopg
    import redis

    try:
        psycopg.connect(database_url(), connect_timeout=3).close()
    except psycopg.Error:
        return f"no PostgreSQL answers at {urlsplit(database_url()).hostname}"
    try:
        redis.Redis.from_url(redis_url(), socket_connect_timeout=3).ping()
    except redis.RedisError:
        return f"no Redis answers at {urlsplit(redis_url()).hostname}"
    return None


def hosts() -> set[str]:
    """The names of the servers this run uses, where they are not this machine."""
    return {urlsplit(url).hostname or "" for url in (database_url(), redis_url()) if url}


def description() -> str:
    """One line that says what this run stands on."""
    if uses_servers():
        return "Tests run on PostgreSQL and Redis."
    return f"Tests run on the embedded default, SQLite and a queue of files: {missing_server()}."


@functools.cache
def folder() -> str:
    """The VAR_DIR of this test process, removed when it ends."""
    kept = tempfile.TemporaryDirectory(prefix="prepare-tests-")
    _kept.append(kept)  # removed with the process
    return kept.name


_kept: list[tempfile.TemporaryDirectory] = []
