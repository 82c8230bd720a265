"""Everywhere something could be left behind: database, files, temporary folder, queue, cache, log, what was said."""

from pathlib import Path

from django.conf import settings
from django.db import connection

from tests import services


def database() -> dict[str, str]:
    """Every row of every table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[f"table {table}"] = "\n".join(" ".join(map(_as_text, row)) for row in cursor.fetchall())
    return found


def files(*folders: Path | str) -> dict[str, str]:
    """Every file in these folders: its name and what it holds."""
    return {
        f"file {path}": f"{path.name}\n{path.read_bytes().decode('latin-1')}"
        for folder in folders
        for path in Path(folder).rglob("*")
        if path.is_file()
    }


def queue() -> dict[str, str]:
    """Every message and cached value; the folder of a queue of files is among the service's files."""
    if not services.uses_servers():
        return {}
    import redis

    server = redis.Redis.from_url(services.environment()["REDIS_URL"])
    return {f"redis {key!r}": f"{key!r} {server.dump(key)!r}" for key in server.scan_iter()}


def everything(temporary: Path, caplog, capfd) -> dict[str, str]:
    """Each place with what stands in it."""
    said = capfd.readouterr()
    logged = "\n".join(f"{record.getMessage()} {record.exc_text or ''} {record.args!r}" for record in caplog.records)
    own = [settings.MEDIA_ROOT, settings.FILE_UPLOAD_TEMP_DIR, settings.VAR_DIR, temporary]
    # SQLite's own file is searched as tables: what was there before a test is in its free pages.
    left = {place: text for place, text in files(*own).items() if ".sqlite3" not in place}
    return database() | left | queue() | {"the log": logged, "what was said": said.out + said.err}


def found(secrets: set[str], places: dict[str, str]) -> dict[str, set[str]]:
    """Which secrets stand in which place."""
    where = {place: {one for one in secrets if one in text} for place, text in places.items()}
    return {place: held for place, held in where.items() if held}


def _as_text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
