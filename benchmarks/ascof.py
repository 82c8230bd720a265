"""`python -m benchmarks.ascof`: what reading the published ASCOF files costs, beside the bare floor, in the same run.

The floor of a workbook is the library alone, in this process, every cell as a Python value; of a CSV, Python's own
reader alone, every row as a list. Ours is the whole of it: the look at the file's inside, the process of its own with
its limits, every cell accounted for. Writing to the database has its own section in the same table once it exists.
"""

import csv
import gzip
import io
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from python_calamine import CalamineWorkbook

from assurance.ascof import parsing
from benchmarks.report import ROOT, commit

PUBLISHED = ROOT / "fixtures" / "ascof" / "published"
TIMES = 15


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


def main() -> None:
    """Print the table, in Markdown."""
    print(f"At commit {commit()}; {TIMES} runs each, ours and the floor by turns. Seconds: least, middle.\n")
    print("| File | Stage | Cells | Floor | Ours | × floor (least) | × floor (middle) |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for stage in stages():
        floors, ours, cells = measured(stage)
        least, middle = min(ours) / min(floors), statistics.median(ours) / statistics.median(floors)
        told = [f"{min(times):.3f}, {statistics.median(times):.3f}" for times in (floors, ours)]
        print(f"| {stage.file} | {stage.name} | {cells:,} | {told[0]} | {told[1]} | {least:.1f} | {middle:.1f} |")
    for who, name in ((resource.RUSAGE_SELF, "this process"), (resource.RUSAGE_CHILDREN, "the process that reads")):
        print(f"\nMost memory of {name}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MB", end="")
    print()


if __name__ == "__main__":
    main()
