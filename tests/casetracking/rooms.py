"""The case room of Northmoor for the tests: a pool, and a file in it, each by the room's own operations."""

from functools import cache

from casetracking.cld import reading
from casetracking.cld.reading import Extract
from casetracking.models import Candidate, Case, Draw, Import, Pool
from casetracking.operations.drawing import draw_now, take_draw
from casetracking.operations.imports import take_extract
from casetracking.operations.keys import key_in_force
from casetracking.operations.pools import start_pool
from tests.casetracking.cld.made import CHUNK, KEY, made

PEOPLE = 120


@cache
def extract_of(people: int = PEOPLE, seed: int = 5) -> Extract:
    """A file of invented people, rolled up once under the tests' key."""
    data, _, _ = made(people=people, seed=seed)
    return reading.rolled_up((data[at : at + CHUNK] for at in range(0, len(data), CHUNK)), key=KEY)


def started(northmoor, now, slug: str = "first", **given) -> Pool:
    """A pool that Helen has started."""
    return start_pool(round=northmoor.round, slug=slug, name=f"The {slug} pool", by=northmoor.helen, at=now, **given)


def filled(pool: Pool, by, now, extract: Extract | None = None) -> Import:
    """A file of invented people in a pool."""
    held, _ = key_in_force(pool.round.council)
    return take_extract(pool=pool, extract=extract or extract_of(), held=held, secret=KEY, by=by, at=now)


def anybody(pool: Pool) -> Candidate:
    """The pool's first candidate."""
    return Candidate.objects.filter(pool=pool).order_by("reference").first()


_drawn: dict[str, dict] = {}
RESULT = ("candidates", "excluded", "rules", "chosen", "reserves", "objective", "bound", "proved", "met", "likeness")


def drawn(pool: Pool, by, now) -> Draw:
    """The draw of a pool filled with the invented people as it begins; worked out once in a test process."""
    if not _drawn:
        found = draw_now(pool=pool, by=by, at=now)
        assert found.proved
        _drawn.update({name: getattr(found, name) for name in (*RESULT, "seconds")})
        return found
    return Draw.objects.create(
        pool=pool, number=pool.draws.count() + 1, asked_at=now, asked_by=by, done_at=now, seed=pool.seed,
        size=pool.size, **_drawn,
    )  # fmt: skip


def taken(pool: Pool, by, now) -> list[Case]:
    """The same made the pool: its cases by number."""
    cases = take_draw(draw=drawn(pool, by, now), by=by, at=now)
    return sorted(cases, key=lambda case: case.number)
