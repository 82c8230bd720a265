"""`python -m benchmarks.cases`: rolling up a large CLD file, and drawing a pool from it, into docs/performance.md.

The file: invented people, 1,000,000 rows of 50 columns about 300,000 of them, written to a temporary folder first. Its
floor is Python's csv.reader alone on the same file, every row as a list, by turns with ours in the same run. Ours is
the whole of it: the process of its own with its limits, fed by a pipe, every attribute of everybody, all answers taken.

The draw: 20,000 of the invented people, 30 criteria, 12 attributes to look like the caseload.
"""

import csv
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.report import commit, write
from casetracking.cld import reading
from casetracking.drawing import Alike, Candidate, Condition, Criterion, Drawn, Rules, draw, reserves, substitutes
from casetracking.drawing.packing import opened, packed
from casetracking.drawing.problem import problem
from casetracking.synthetic import writing

PEOPLE, DRAWN_FROM, TIMES = 300_000, 20_000, 3
KEY = b"a key that is only for measuring"
CHUNK = 2**20

PLAIN = {
    "transition": 2, "hospital-discharge": 5, "carers-assessment": 4, "reablement": 4, "received-equipment": 3,
    "unplanned-review": 3, "review-overdue": 4, "front-door-only": 6, "apparently-waiting": 4, "care-home-admission": 3,
    "autism": 3, "dementia": 4, "learning-disability": 6, "mental-health": 5, "sensory-impairment": 3,
    "homeless-or-insecure": 2, "joint-assessment": 2, "self-funds": 2, "declined": 2, "short-stay-care-home": 2,
}  # fmt: skip
ALIKE = {
    "age-band": 3, "gender": 2, "ethnicity-group": 3, "primary-support-reason": 3, "support-setting": 2,
    "person-role": 2, "route-of-access": 1, "funding-status": 1, "living-situation": 1, "has-unpaid-carer": 1,
    "reviewed": 1, "assessed": 1,
}  # fmt: skip


def one_of(attribute: str, *values: str) -> Condition:
    """Any of these choices."""
    return Condition(attribute, frozenset(values))


def rules(seed: int) -> Rules:
    """Thirty criteria, half of them hard, and twelve attributes."""
    plain = [
        Criterion(slug, (Condition(slug),), least=least, hard=place % 2 == 0, weight=5)
        for place, (slug, least) in enumerate(PLAIN.items())
    ]
    working_age = one_of("age-band", "18-24", "25-44")
    others = [
        Criterion("direct payment", (one_of("direct-payment", "full", "part"),), least=6),
        Criterion("residential care", (one_of("support-setting", "residential"),), least=5),
        Criterion("nursing care", (one_of("support-setting", "nursing"),), least=3),
        Criterion("young with learning disability", (Condition("learning-disability"), working_age), least=2),
        Criterion(
            "older carer", (one_of("person-role", "carer", "both"), one_of("age-group", "65-or-over")), least=3
        ),
        Criterion("black or Asian", (one_of("ethnicity-group", "black", "asian"),), least=6, hard=False, weight=10),
        Criterion("long wait", (Condition("wait-to-service-days", least=30),), least=3, hard=False, weight=3),
        Criterion("died", (Condition("died"),), most=0),
        Criterion("linked carer only", (one_of("person-role", "linked-carer"),), most=0),
        Criterion("long ago", (Condition("months-since-activity", least=9),), most=8, hard=False, weight=2),
    ]
    return Rules(50, (*plain, *others), tuple(Alike(a, w) for a, w in ALIKE.items()), seed=seed)


def chunks(path: Path) -> Iterator[bytes]:
    """A file as an upload brings it."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def rolling(path: Path) -> list[str]:
    """The table of the roll-up."""
    floors, ours, extract = [], [], None
    for _ in range(TIMES):
        started = time.perf_counter()
        with path.open(newline="", encoding="utf-8") as file:
            rows = sum(1 for _ in csv.reader(file)) - 1
        between = time.perf_counter()
        extract = reading.rolled_up(chunks(path), key=KEY)
        floors.append(between - started)
        ours.append(time.perf_counter() - between)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    ratio = statistics.median(ours) / statistics.median(floors)
    return [
        f"{rows:,} rows of {len(writing.HEADER)} columns, {path.stat().st_size / 1e6:.0f} MB, "
        f"{extract.people:,} people, {len(extract.attributes)} attributes; {TIMES} runs each, by turns.\n",
        "| Stage | csv.reader, s (least, middle) | Ours, s (least, middle) | × floor (middle) | Most memory, MB |",
        "| --- | ---: | ---: | ---: | ---: |",
        f"| Roll-up | {min(floors):.2f}, {statistics.median(floors):.2f} "
        f"| {min(ours):.2f}, {statistics.median(ours):.2f} "
        f"| {ratio:.2f} | {memory:.0f} |",
    ]


def _note(told: list[tuple[float, int]], started: float, drawn: Drawn) -> None:
    told.append((time.perf_counter() - started, drawn.objective))


def drawing() -> list[str]:
    """The table of the draw."""
    lines = [
        f"\n{DRAWN_FROM:,} candidates, 30 criteria, 12 attributes, a pool of 50.\n",
        "| Seed | First, s | Its cost | Done, s | Cost | At least | Gap | Proved | Substitutes, ms "
        "| From kept numbers, ms | Reserves, ms |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: |",
    ]
    for seed in (1, 2, 3):
        data, _ = writing.as_bytes(writing.Settings(DRAWN_FROM, seed), keep=False)
        people = [Candidate(p.reference, p.group, p.values) for p in reading.rolled_up([data], key=KEY).profiles()]
        asked, told = rules(seed), []
        started = time.perf_counter()
        drawn = draw(people, asked, first=partial(_note, told, started), seconds=12)
        done = time.perf_counter()
        substitutes(people, asked, drawn.chosen, drawn.chosen[0])
        ranked = time.perf_counter()
        built = problem(sorted(people, key=lambda one: one.reference), asked)
        numbers = packed(built, frozenset())  # as they are kept for the page that swaps
        begun = time.perf_counter()
        held = opened(numbers, asked, built.shown)
        substitutes(people, asked, drawn.chosen, drawn.chosen[0], built=held)
        on_the_page = time.perf_counter() - begun
        resumed = time.perf_counter()
        reserves(people, asked, drawn.chosen)
        kept = time.perf_counter()
        lines.append(
            f"| {seed} | {told[0][0]:.2f} | {told[0][1]:,} | {done - started:.1f} | {drawn.objective:,} "
            f"| {drawn.bound:,} | {drawn.gap:,} | {'yes' if drawn.proved else 'no'} "
            f"| {(ranked - done) * 1000:.0f} | {on_the_page * 1000:.0f} | {(kept - resumed) * 1000:.0f} |"
        )
    return lines


def main() -> None:
    """Measure both, print the tables and write them down."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cld.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writing.write(writing.Settings(PEOPLE, 7), file, keep=False)
        lines = [f"At commit {commit()}.\n", *rolling(path), *drawing()]
    print("\n".join(lines))
    write("\n".join(lines), "cases")


if __name__ == "__main__":
    main()
