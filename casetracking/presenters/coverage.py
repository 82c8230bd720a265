"""What the cases of a pool cover today, beside what is asked and beside the caseload."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from assurance.questions import Question
from casetracking.asking import criterion_of
from casetracking.models import Attribute, Candidate, Criterion, Draw, Import, Likeness, Pool
from casetracking.presenters.drawing import Bar
from casetracking.words import as_written, count_of


def latest_with_draw(pool: Pool) -> Import | None:
    """The pool's latest file, with its last draw: which it was, of which moment, and what it met; one query.

    None before there is a file.
    """
    return next(iter(_latest.rows(pool.pk)), None)


@Question
def _latest(pool: int) -> QuerySet[Import]:
    draws = Draw.objects.filter(pool=OuterRef("pool")).exclude(met=[]).order_by("-number")
    then = {name: Subquery(draws.values(name)[:1]) for name in ("met", "number", "asked_at")}
    found = Import.objects.filter(pool=pool).annotate(**{f"{name}_then": value for name, value in then.items()})
    return found.order_by("-number")[:1]


FAR = 2.0  # cases away from the caseload's proportion: less is not told as a difference
DIFFERENCES_SHOWN = 5


def differences(rows: Iterable[tuple[str, str, int, float]]) -> list[str]:
    """Where a pool is furthest from its caseload, in sentences; rows are (title, value, cases, cases in proportion)."""
    told = [
        (abs(pool - expected), _difference(title, words, pool, expected)) for title, words, pool, expected in rows
    ]
    far = sorted((one for one in told if one[0] >= FAR), key=lambda one: (-one[0], one[1]))
    return [sentence for _, sentence in far[:DIFFERENCES_SHOWN]]


def _difference(title: str, words: str, pool: int, expected: float) -> str:
    away, more = round(abs(pool - expected)), "more" if pool > expected else "fewer"
    return f"{title}, {words}: {count_of(away, 'case')} {more} than in the caseload’s proportion"


@dataclass(frozen=True)
class Then:
    """The draw that found how many could be drawn, and the file that came after it, if one did."""

    number: int
    at: datetime.datetime
    later: Import | None


def could_then(latest: Import, bars: Sequence[Bar]) -> Then | None:
    """Of which moment "could be drawn" is: everything else in a coverage is today's. `latest` as from above."""
    if not any(bar.available is not None for bar in bars):
        return None
    return Then(latest.number_then, latest.asked_at_then, latest if latest.at > latest.asked_at_then else None)


def covered_now(
    pool: Pool, cases: Sequence[Candidate], latest: Import, attributes: list[Attribute]
) -> tuple[list[dict], list[dict]]:
    """What the cases now in the pool have, beside what is asked now and beside the caseload as its file was counted.

    `latest` is from `latest_with_draw`. How many could be drawn is what the last draw found, for criteria of the same
    name; nobody else is looked at.
    """
    known = {attribute.slug: attribute for attribute in attributes}
    criteria, alike = _criteria.rows(pool.pk), [slug for (slug,) in _alike.tuples(pool.pk)]
    asked = {condition["attribute"] for row in criteria for condition in row.conditions} | {*alike}
    values = [case.known([known[slug] for slug in asked if slug in known]) for case in cases]
    could = {one["name"]: one["available"] for one in latest.met_then or []}
    met = []
    for row in criteria:
        criterion = criterion_of(row)
        have = sum(criterion.meets(one) for one in values)
        met.append(
            {
                "name": row.name, "hard": row.hard, "weight": row.weight, "least": row.least, "most": row.most,
                "have": have, "available": could.get(row.name), "off": criterion.off(have),
            }
        )  # fmt: skip
    shares = []
    for slug in alike:
        held = Counter(latest.profile.get(slug, {}))
        drawn = Counter(as_written(one.get(slug)) for one in values)
        of = sum(held.values())
        for value in sorted(held | drawn, key=lambda word: (-held[word], word)):
            expected = round(len(cases) * held[value] / of, 2) if of else 0.0
            shares.append(
                {"attribute": slug, "value": value or None, "pool": drawn[value], "expected": expected,
                 "caseload": held[value], "of": of}
            )  # fmt: skip
    return met, [one for one in shares if one["attribute"] in known]


@Question
def _criteria(pool: int) -> QuerySet[Criterion]:
    return Criterion.objects.filter(pool=pool).order_by("number")


@Question
def _alike(pool: int) -> QuerySet:
    return Likeness.objects.filter(pool=pool).order_by("attribute").values_list("attribute")
