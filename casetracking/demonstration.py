"""Northmoor's case room: a pool filled from a file of invented people, and a draw for the worker to make."""

from typing import Any

from assurance import demo
from assurance.models import Round, User
from casetracking.cld import reading
from casetracking.models import Attribute, Pool, ReferenceKey
from casetracking.operations.attributes import AttributeWords, add_attribute, change_attribute
from casetracking.operations.drawing import ask_for_draw
from casetracking.operations.imports import take_extract
from casetracking.operations.keys import key_in_force
from casetracking.operations.pools import start_pool
from casetracking.operations.sheets import Choices, hold_sheet, take_sheet
from casetracking.rehearsal import load_rehearsal
from casetracking.sheet.headings import Column
from casetracking.sheet.reading import Sheet
from casetracking.synthetic import writing

PEOPLE, SEED = 400, 11
TOLD = 160  # people of whom Northmoor's spreadsheet tells
OWN_CHOICES = (
    ("team", "Team", ["Moor and dale", "Harbour", "Hospital", "Learning disability"]),
    ("locality", "Locality", ["North moor", "Harbour towns", "Upper dale"]),
    ("complexity", "Complexity", ["Straightforward", "Some complexity", "Very complex"]),
)
SLUG, NAME = "tracking", "Tracking pool 2027"


def _say_what_only_we_know(pool: Pool, held: ReferenceKey | None, secret: bytes, helen: User) -> None:
    """Northmoor's own choices and an attribute of its own, then a spreadsheet about some of its people."""
    council, at = pool.round.council, demo.days_ago(5)
    for slug, title, choices in OWN_CHOICES:
        said = AttributeWords(title=title, description="Northmoor’s own", new=choices)
        change_attribute(council=council, slug=slug, version=1, said=said, by=helen, at=at)
    days = AttributeWords(title="Days on our waiting list", description="On the day of the spreadsheet")
    add_attribute(council=council, said=days, kind="number", by=helen, at=at)
    attributes = list(Attribute.objects.of_council(council))
    slugs = ["team", "locality", "safeguarding-enquiry", "complaint", "waiting-now", "own-days-on-our-waiting-list"]
    teams, localities = (next(one for one in attributes if one.slug == slug).choices for slug in slugs[:2])
    references = pool.candidates.order_by("reference").values_list("reference", flat=True)[:TOLD]
    taken: list[tuple[int, str, bool, dict[str, Any]]] = []
    for row, reference in enumerate(references, 2):
        waits = row % 6 == 0
        values = [teams[row % len(teams)], localities[row % len(localities)], row % 9 == 0, row % 14 == 0, waits]
        values.append(row * 3 if waits else None)
        taken.append((row, reference, True, dict(zip(slugs, values, strict=True))))
    columns = [Column(0, "A", "Reference", "demo-a", "reference")]
    columns += [Column(n, "BCDEFG"[n - 1], slug, f"demo-{n}", slug) for n, slug in enumerate(slugs, 1)]
    sheet = Sheet(columns, "", len(taken), taken)
    waiting = hold_sheet(pool=pool, sheet=sheet, key=held, secret=secret, attributes=attributes, by=helen, at=at)
    take_sheet(pool=pool, mark=waiting.mark, choices=Choices(), attributes=attributes, by=helen, at=at)


def load_cases() -> None:
    """Make the demonstration's pool; does nothing when there is one. A worker draws it once the service runs."""
    round = Round.objects.with_setting().get(slug=demo.content()["round"]["slug"], council=demo.council())
    if Pool.objects.filter(round=round).exists():
        return
    helen = demo.person("helen")
    pool = start_pool(round=round, slug=SLUG, name=NAME, by=helen, at=demo.days_ago(6))
    data, _ = writing.as_bytes(writing.Settings(PEOPLE, SEED), keep=False)
    held, secret = key_in_force(round.council)
    extract = reading.rolled_up([data], key=secret)
    take_extract(pool=pool, extract=extract, held=held, secret=secret, by=helen, at=demo.days_ago(5))
    _say_what_only_we_know(pool, held or key_in_force(round.council)[0], secret, helen)
    ask_for_draw(pool=pool, by=helen, at=demo.days_ago(5))
    held, secret = key_in_force(round.council)
    load_rehearsal(round=round, extract=extract, held=held, secret=secret)
