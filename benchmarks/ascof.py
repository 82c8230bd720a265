"""`python -m benchmarks.ascof`: what reading and importing the published ASCOF files costs, beside the bare floor.

The floor of a workbook is the library alone, in this process, every cell as a Python value; of a CSV, Python's own
reader alone, every row as a list. Ours is the whole of it: the look at the file's inside, the process of its own with
its limits, every cell accounted for. Importing is measured in a process and a PostgreSQL database of its own, see
benchmarks/ascof_importing.py. Everything is written to docs/performance.md.
"""

import contextlib
import csv
import gzip
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
from python_calamine import CalamineWorkbook

from assurance.ascof import parsing
from benchmarks import ascof_importing
from benchmarks.report import ROOT, conditions, write
from tests import services

PUBLISHED = ROOT / "fixtures" / "ascof" / "published"
TIMES = 9
DATABASE = os.environ.get("BENCH_DATABASE", "prepare_bench_ascof")


@dataclass(frozen=True)
class Stage:
    """One thing done to one file: what it is called, what does it, and what it is measured against."""

    file: str
    name: str
    run: Callable[[], int]
    floor: Callable[[], int]


def stages() -> list[Stage]:
    """Everything that is measured, each with its floor."""
    workbook = (PUBLISHED / "ascof_2024_25.ods").read_bytes()
    text = gzip.decompress((PUBLISHED / "ascof_2017-18.csv.gz").read_bytes())
    return [
        Stage("2024-25 ODS", "parse", lambda: _parsed(workbook, ""), lambda: _calamine(workbook)),
        Stage("2017-18 CSV", "parse", lambda: _parsed(text, "2017-18"), lambda: _csv(text)),
    ]


def _parsed(data: bytes, year: str) -> int:
    return parsing.parse(data, year=year).cells


def _calamine(data: bytes) -> int:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return sum(len(workbook.get_sheet_by_name(name).to_python()) for name in workbook.sheet_names)


def _csv(data: bytes) -> int:
    return sum(1 for _ in csv.reader(io.TextIOWrapper(io.BytesIO(data), encoding="cp1252", newline="")))


def measured(stage: Stage) -> tuple[list[float], list[float], int]:
    """Seconds of the floor and of ours, turn by turn so that both meet the same machine; and how many cells."""
    floors, ours, cells = [], [], 0
    for _ in range(TIMES):
        started = time.perf_counter()
        stage.floor()
        between = time.perf_counter()
        cells = stage.run()
        floors.append(between - started)
        ours.append(time.perf_counter() - between)
    return floors, ours, cells


def reading() -> str:
    """The table of what reading costs, in Markdown."""
    lines = [
        f"Reading, {TIMES} runs each, ours and the floor by turns. Seconds: least, middle.\n",
        "| File | Stage | Cells | Floor | Ours | × floor (least) | × floor (middle) |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for stage in stages():
        floors, ours, cells = measured(stage)
        least, middle = min(ours) / min(floors), statistics.median(ours) / statistics.median(floors)
        told = [f"{min(times):.3f}, {statistics.median(times):.3f}" for times in (floors, ours)]
        lines.append(
            f"| {stage.file} | {stage.name} | {cells:,} | {told[0]} | {told[1]} | {least:.1f} | {middle:.1f} |"
        )
    return "\n".join(lines)


def importing(environment: dict[str, str]) -> str:
    """The table of what importing costs, in Markdown."""
    found = _asked("river", environment)
    plain = _asked("plain", environment)
    lines = [
        f"Importing into PostgreSQL by the operations of the screen (kept, read, staged, compared, imported), "
        f"{ascof_importing.TIMES} runs each by turns with the floor: the library’s own reading and COPY of every cell "
        "into an empty table. Seconds, middle. “Again” is the very same file, which is noticed; “re-saved” the same "
        f"content in another file, which takes its place. The ModelResource previews and imports "
        f"{ascof_importing.PART:,} of the rows, scaled to all.\n",
        "| File | Floor | Preview and import | × floor (aim ≤ 10) | Again | Re-saved | ModelResource "
        "| ÷ ours (aim ≥ 30) |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in found["files"]:
        floor, first, again, resaved = (
            statistics.median(one[name]) for name in ("floor", "first", "again", "resaved")
        )
        slow = plain[one["file"]]
        lines.append(
            f"| {one['file']} | {floor:.2f} | {first:.2f} | {first / floor:.1f} | {again:.3f} | {resaved:.2f} "
            f"| {slow:.0f} | {slow / first:.0f} |"
        )
    lines.append(
        f"\nMost memory of the process that imports: {found['memory']} MB, of the one that reads: {found['reader']} MB "
        "(aim ≤ 250)."
    )
    return "\n".join(lines)


def _asked(what: str, environment: dict[str, str]) -> dict:
    command = [sys.executable, "-m", "benchmarks.ascof_importing", what]
    done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


@contextlib.contextmanager
def own_database() -> Iterator[tuple[dict[str, str], str]]:
    """A database with the reference data in it, dropped at the end; yields the environment and the server's version."""
    url = services.database_url()
    with psycopg.connect(url, autocommit=True) as server, tempfile.TemporaryDirectory(prefix="prepare-bench-") as var:
        server.execute(f"drop database if exists {DATABASE} with (force)")
        server.execute(f"create database {DATABASE}")
        environment = {
            **os.environ, "DATABASE_URL": f"{url.rpartition('/')[0]}/{DATABASE}", "VAR_DIR": var, "REDIS_URL": "",
            "SECRET_KEY": "only-for-benchmarks-" + "x" * 50, "DJANGO_SETTINGS_MODULE": "config.settings",
            "ALLOWED_HOSTS": "localhost", "LOG_LEVEL": "ERROR",
        }  # fmt: skip
        try:
            for command in ("migrate", "load_reference"):
                subprocess.run(
                    [sys.executable, "manage.py", command, "--verbosity=0"],
                    env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, check=True,
                )  # fmt: skip
            yield environment, str(server.info.server_version // 10_000)
        finally:
            server.execute(f"drop database if exists {DATABASE} with (force)")


def main() -> None:
    """Measure everything, print it and write it to docs/performance.md."""
    with own_database() as (environment, version):
        text = "\n\n".join([conditions(version), importing(environment), reading()])
    print(text)
    write(text, "figures")


if __name__ == "__main__":
    main()
