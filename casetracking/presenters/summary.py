"""A pool as leaders see it: how far it is, what it covers, whether it looks like us. No case, no reference."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet

from assurance.questions import Question
from casetracking.models import Attribute, Candidate, Case, Import, Pool
from casetracking.models.cases import PLACE_STANDS
from casetracking.presenters.coverage import Then, could_then, covered_now, differences
from casetracking.presenters.drawing import Bar, bars_of, percent
from casetracking.small_numbers import FEW_PEOPLE, Row, grouped, told
from casetracking.statuses import Status
from casetracking.words import as_written

# What leaders compare besides what the pool is asked to be like.
SHOWN = (
    "person-role",
    "age-band",
    "gender",
    "ethnicity-group",
    "primary-support-reason",
    "support-setting",
)
# How far asking people is: the words, the statuses.
ASKING: list[tuple[str, set[Status]]] = [
    ("To be checked", {Status.DRAWN}),
    ("To be asked", {Status.SUITABLE}),
    ("Asked, no answer yet", {Status.ASKED}),
    ("Said yes", {Status.AGREED}),
    ("Place is free", {status for status in Status if status.is_over}),
]


@dataclass(frozen=True)
class HowFar:
    """The counts of a pool's cases by where they stand."""

    pool: int
    listed: int
    reserve: int
    left: int
    tracked: int
    spoken: int
    asking: list[tuple[str, int, float]]

    @property
    def agreed(self) -> int:
        """How many have said yes."""
        return next(count for words, count, _ in self.asking if words == "Said yes")


def how_far(pool: Pool) -> HowFar:
    """Every count of a pool's cases: one query."""
    columns = (*COUNTED, *Status)
    found = dict(zip(columns, next(iter(_counted.tuples(pool.pk)), [0] * len(columns)), strict=True))
    counts = [(words, sum(found[status] for status in some)) for words, some in ASKING]
    asking = [(words, count, percent(count, found["listed"])) for words, count in counts]
    return HowFar(*(found[name] for name in COUNTED), asking)


# In the order in which HowFar tells them.
COUNTED = {
    "here": PLACE_STANDS,
    "listed": Q(standing=Case.Standing.POOL),
    "reserve": Q(standing=Case.Standing.RESERVE),
    "gone": Q(standing=Case.Standing.LEFT),
    "tracked": PLACE_STANDS & ~Q(stage=Case.Stage.LISTED),
    "spoken": PLACE_STANDS & Q(stage=Case.Stage.FOLLOWED),
}


@Question
def _counted(pool: int) -> QuerySet:
    counts = {name: Count("pk", filter=which) for name, which in COUNTED.items()}
    listed = {f"n_{status}": Count("pk", filter=COUNTED["listed"] & Q(status=status)) for status in Status}
    cases = Case.objects.filter(pool=pool).order_by().values("pool")
    return cases.annotate(**counts, **listed).values_list(*counts, *listed)


@dataclass(frozen=True)
class Side:
    """One value of an attribute beside the caseload: cases, what its proportion would be, both as a share."""

    words: str
    pool: int
    expected: float
    share: float
    of_caseload: float


@dataclass(frozen=True)
class Beside:
    """One attribute: its rows, or none where they can't be told."""

    title: str
    sides: list[Side]


@dataclass(frozen=True)
class Looks:
    """Whether the pool looks like its caseload: where it differs most, in sentences, and every attribute."""

    differs: list[str]
    attributes: list[Beside]


@dataclass(frozen=True)
class Covered:
    """A pool beside what is asked of it and beside its caseload, as leaders may see it."""

    bars: list[Bar]
    short: list[Bar]
    then: Then | None
    looks: Looks


def covered_for_leaders(pool: Pool, latest: Import, attributes: list[Attribute]) -> Covered:
    """What a pool's cases cover, with every small number told in words: three queries."""
    cases = _cases.rows(pool.pk)
    met, shares = covered_now(pool, cases, latest, attributes)
    asked_to_be_alike = list(dict.fromkeys(one["attribute"] for one in shares))
    bars = [_told_bar(bar, one, len(cases)) for bar, one in zip(bars_of(met), met, strict=True)] if cases else []
    looks = looks_like(cases, latest.profile, attributes, [*asked_to_be_alike, *SHOWN])
    return Covered(bars, [bar for bar in bars if bar.state != "Met"], could_then(latest, bars), looks)


@Question
def _cases(pool: int) -> QuerySet[Candidate]:
    return Candidate.objects.filter(case__in=Case.objects.in_pool().filter(pool=pool)).only("values", "told")


def _told_bar(bar: Bar, met: dict, of: int) -> Bar:
    least, most = met["least"], met["most"]
    have, state, filled = told(met["have"], of=of, least=least, most=most), bar.state, bar.filled
    if not have.isdigit():
        state = "Met" if not met["off"] else "Too few" if least is not None and met["have"] < least else "Too many"
        filled = 100.0 if not met["off"] else 50.0  # no more than that something is there or lacks
    available = bar.available if bar.available is not None and bar.available >= FEW_PEOPLE else None
    return replace(bar, have=have, state=state, filled=filled, available=available)


def looks_like(
    cases: Sequence[Candidate], profile: dict[str, dict[str, int]], attributes: list[Attribute], slugs: Sequence[str]
) -> Looks:
    """The pool beside the caseload, attribute by attribute; without cases the caseload alone."""
    known = {attribute.slug: attribute for attribute in attributes}
    shown, rows_told = [], []
    for slug in dict.fromkeys(slugs):
        held = Counter(profile.get(slug, {}))
        if slug not in known or not held:
            continue
        attribute = known[slug]
        drawn = Counter(as_written(attribute.value_of(case)) for case in cases)
        order = {str(choice): place for place, choice in enumerate(attribute.choices)}
        values = sorted(held | drawn, key=lambda value: (order.get(value, len(order)), value))
        rows = grouped([Row(attribute.in_words(value or None), drawn[value], held[value]) for value in values])
        sides = [_side(row, len(cases), held.total()) for row in rows]
        shown.append(Beside(attribute.title, sides))
        rows_told += [(attribute.title, one.words, one.pool, one.expected) for one in sides]
    return Looks(differences(rows_told) if cases else [], shown)


def _side(row: Row, cases: int, of: int) -> Side:
    expected = round(cases * row.caseload / of, 1) if of else 0.0
    return Side(row.words, row.pool, expected, percent(row.pool, cases), percent(row.caseload, of))
