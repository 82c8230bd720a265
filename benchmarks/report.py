"""The table of docs/performance.md, written between its markers."""

import datetime
import os
import platform
import statistics
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "performance.md"
MOST_MILLISECONDS, MOST_QUERIES = 30.0, 15


def markers(section: str) -> tuple[str, str]:
    """The lines of docs/performance.md between which a command writes what it measured."""
    return f"<!-- {section}: begin -->", f"<!-- {section}: end -->"


SKELETON = """# Performance

What is written here was measured by the commands named, on the machine described; run them again after a change.

## Pages

`make bench-pages` serves the demonstration from PostgreSQL under gunicorn (2 processes of 4 threads) and asks for
every page 100 times, one after the other. The time is the server's own, from the first line of Django's work to the
last. Aim: half of all answers within 30 ms, at most 15 queries, and no more queries with 20 more rows of everything.
"""


@dataclass(frozen=True)
class Measured:
    """What 100 answers of a page cost."""

    milliseconds: tuple[float, ...]
    queries: int

    @property
    def p50(self) -> float:
        """Half of the answers were at least this quick."""
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        """All but one answer in twenty were at least this quick."""
        return statistics.quantiles(self.milliseconds, n=20)[-1]


@dataclass(frozen=True)
class Line:
    """A page, who read it, and its cost on the demonstration as it is and with twenty more of everything."""

    page: str
    reader: str
    few: Measured
    many: Measured

    def troubles(self) -> list[str]:
        """What is dearer than it should be, in words."""
        said = []
        for rows, cost in (("on the demo", self.few), ("with 20 more", self.many)):
            if cost.p50 > MOST_MILLISECONDS:
                said.append(f"{self.page}: half of the answers took over {cost.p50:.1f} ms {rows}")
            if cost.queries > MOST_QUERIES:
                said.append(f"{self.page}: {cost.queries} queries {rows}")
        if self.many.queries != self.few.queries:
            said.append(f"{self.page}: {self.few.queries} queries on the demo, {self.many.queries} with 20 more")
        return said


def table(lines: list[Line], floor: Line) -> str:
    """The lines as Markdown; each page's time also as a multiple of the floor's in the same run."""
    rows = [
        "| Page | Read by | p50 ms | p95 ms | × floor | queries | with 20 more: p50 ms | p95 ms | queries |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for line in [floor, *lines]:
        few, many = line.few, line.many
        rows.append(
            f"| {line.page} | {line.reader} | {few.p50:.1f} | {few.p95:.1f} | {few.p50 / floor.few.p50:.0f} "
            f"| {few.queries} | {many.p50:.1f} | {many.p95:.1f} | {many.queries} |"
        )
    return "\n".join(rows)


def conditions(database: str) -> str:
    """When, at which commit and on what kind of machine."""
    processor = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"Measured on {datetime.datetime.now(datetime.UTC):%-d %B %Y} at commit {commit()}: "
        f"{os.cpu_count()} cores ({processor}), {memory:.0f} GB of memory, Python {platform.python_version()}, "
        f"PostgreSQL {database}. The database, the server and the reader share the machine."
    )


def commit() -> str:
    """The commit measured, and whether files differ from it."""

    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.strip()

    try:
        return git("rev-parse", "--short=10", "HEAD") + (" with changes" if git("status", "--porcelain") else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def write(text: str, section: str = "pages") -> None:
    """Put the text between a section's markers in docs/performance.md; the rest of the page is left as it is."""
    begin, end = markers(section)
    page = REPORT.read_text(encoding="utf-8") if REPORT.is_file() else SKELETON
    if begin not in page or end not in page:
        page = page.rstrip() + f"\n\n## {section.capitalize()}\n\n{begin}\n{end}\n"
    before, _, rest = page.partition(begin)
    after = rest.partition(end)[2]
    REPORT.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")
