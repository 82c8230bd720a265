"""Northmoor with figures it can cite, and texts that cite them."""

import datetime

from assurance.ascof.places import ENGLAND_KEY
from assurance.cited import Reference
from assurance.models import Area, Metric
from assurance.operations.figure_stamps import stamp_figures
from selfassessment.models import PartText
from selfassessment.operations.writing import Draft, write_parts
from tests.assurance.holdings import put

SATISFIED = Reference("ascof-2023", "1D", period="2024-25", figure="61.3%", at="2026-11-01")
WAS_SATISFIED = Reference("ascof-2023", "1D", period="2024-25", figure="59.9%", at="2026-10-01")  # stale by then
SAFE = Reference("ascof-2023", "4A", period="2024-25", figure="72.3%", at="2026-11-01")


def hold_figures(northmoor, at: datetime.datetime, *, satisfied: float = 61.3) -> None:
    """Satisfaction clearly below England, safety above it; satisfaction of the year before a little lower."""
    england = Area.objects.get(code=ENGLAND_KEY)
    own = northmoor.council.area
    for code, ours, theirs in (("1D", satisfied, 65.4), ("4A", 72.3, 70.0)):
        metric = Metric.objects.get(framework="ascof-2023", code=code)
        put(northmoor.council, metric, own, "2024-25", ours, margin=1.5, source="invented")
        put(northmoor.council, metric, own, "2023-24", 60.0, margin=1.5, source="invented")
        put(northmoor.council, metric, england, "2024-25", theirs, margin=0.3)
    stamp_figures(council=northmoor.council, at=at)


def write_in(northmoor, slug: str, part: str, text: str, at: datetime.datetime) -> PartText:
    """A text in a part of a section."""
    statement = northmoor.statement(slug)
    row = northmoor.round.prompt_set.parts.get(slug=part, scope="statement")
    held = PartText.objects.filter(judgement__round=northmoor.round, judgement__statement=statement, part=row).first()
    write_parts(
        round=northmoor.round, statement=statement, drafts=[Draft(row, text, held.version if held else 0)],
        by=northmoor.priya, at=at,
    )  # fmt: skip
    return PartText.objects.get(judgement__round=northmoor.round, judgement__statement=statement, part=row)
