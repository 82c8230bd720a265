"""Criteria, draws, coverage and substitutes as their pages show them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from casetracking import drawing
from casetracking.asking import criterion_of
from casetracking.models import Attribute, Candidate, Criterion, Draw, Import, Pool
from casetracking.words import as_written, count_of, words_of


def need_in_words(least: int | None, most: int | None) -> str:
    """ "At least 5", "At most 3", "From 2 to 4", "Exactly 2"."""
    if least is not None and most is not None:
        return f"Exactly {least}" if least == most else f"From {least} to {most}"
    return f"At least {least}" if least is not None else f"At most {most}"


def conditions_in_words(criterion: Criterion, attributes: dict[str, Attribute]) -> str:
    """What a criterion asks of a person: "Direct payment: Part or Full"."""
    said = []
    for one in criterion.conditions:
        attribute = attributes.get(one["attribute"])
        title = attribute.title if attribute else one["attribute"]
        if "values" in one:
            words = attribute.in_words if attribute else words_of
            said.append(f"{title}: {' or '.join(words(value) for value in one['values'])}")
        else:
            said.append(f"{title}: {need_in_words(one.get('least'), one.get('most')).lower()}")
    return (" or " if criterion.either else " and ").join(said)


@dataclass(frozen=True)
class CriterionRow:
    """One criterion in the list."""

    criterion: Criterion
    need: str
    asks: str
    shipped: bool


def criteria_rows(criteria: Sequence[Criterion], attributes: list[Attribute]) -> list[CriterionRow]:
    """Criteria in words."""
    known = {attribute.slug: attribute for attribute in attributes}
    return [
        CriterionRow(one, need_in_words(one.least, one.most), conditions_in_words(one, known), bool(one.edition))
        for one in criteria
    ]


@dataclass(frozen=True)
class Bar:
    """One line of the coverage: what is needed, what is had, how full its bar is out of 100."""

    name: str
    need: str
    have: int | str
    state: str
    colour: str
    filled: float
    available: int | None
    hard: bool


def bars_of(met: list[dict[str, Any]]) -> list[Bar]:
    """A draw's criteria as bars: full where the need is met."""
    bars = []
    for one in met:
        off, least, most = one["off"], one["least"], one["most"]
        if not off:
            state, colour = "Met", "green"
        elif least is not None and one["have"] < least:
            state, colour = f"{off} too few", "red" if one["hard"] else "orange"
        else:
            state, colour = f"{off} too many", "red" if one["hard"] else "orange"
        of = least or most or 1
        filled = min(100.0, 100 * one["have"] / of) if of else 100.0
        bars.append(
            Bar(one["name"], need_in_words(least, most), one["have"], state, colour, round(filled, 1),
                one.get("available"), one["hard"])
        )  # fmt: skip
    return bars


@dataclass(frozen=True)
class Compared:
    """One value of an attribute: cases in the pool beside what the caseload's share would be."""

    words: str
    pool: int
    expected: float
    percent: float


def likeness_of(shares: list[dict[str, Any]], attributes: list[Attribute]) -> list[tuple[str, list[Compared]]]:
    """Pool and caseload side by side, attribute by attribute."""
    known = {attribute.slug: attribute for attribute in attributes}
    shown: dict[str, list[Compared]] = {}
    for one in shares:
        percent = round(100 * one["caseload"] / one["of"], 1) if one["of"] else 0.0
        attribute = known.get(one["attribute"])
        words = attribute.in_words(one["value"]) if attribute else words_of(one["value"])
        row = Compared(words, one["pool"], round(one["expected"], 1), percent)
        shown.setdefault(attribute.title if attribute else one["attribute"], []).append(row)
    return list(shown.items())


def proof_of(draw: Draw) -> str:
    """How good a draw is, in a sentence."""
    if draw.objective is None:
        return ""
    if draw.proved:
        perfect = " It meets everything that was asked." if draw.objective == 0 else ""
        return (
            f"Proved best possible: no pool of {draw.size} from these people comes closer to what was asked.{perfect}"
        )
    away = draw.objective - draw.bound
    return (
        f"No better pool was found in the time there was. It may be at most {away:,} points from the best "
        f"({draw.objective:,} points; 100 points are one case too few under a criterion of weight 1)."
    )


def left_out_in_words(draw: Draw) -> list[str]:
    """Who was not drawn from, by reason."""
    return [f"{count_of(count, 'person', 'people')}: {reason}" for reason, count in draw.excluded.items()]


@dataclass(frozen=True)
class Choice:
    """Somebody who could take a place, what it would cost, and what changes."""

    reference: str
    cost: str
    changes: list[str]


def choices_of(found: Sequence[drawing.Substitute], attributes: list[Attribute]) -> list[Choice]:
    """Substitutes in words, the best first."""
    known = {attribute.slug: attribute for attribute in attributes}
    return [
        Choice(one.reference, _cost(one.cost), [_change(change, known) for change in one.changes]) for one in found
    ]


def _cost(cost: int) -> str:
    if cost == 0:
        return "Costs nothing"
    return f"Costs {cost:,} points" if cost > 0 else f"Gains {-cost:,} points"


def _change(change: tuple[str, int, int], known: dict[str, Attribute]) -> str:
    what, before, after = change
    slug, _, value = what.partition(": ")
    if value and slug in known:
        said = value.capitalize() if value in {"yes", "no", "not recorded"} else known[slug].in_words(value)
        what = f"{known[slug].title}: {said}"
    return f"{what}, {before} → {after}"


def latest_with_draw(pool: Pool) -> Import | None:
    """The pool's latest file, with what its last draw met as `met_then`: one query; None before there is a file."""
    draws = Draw.objects.filter(pool=OuterRef("pool")).exclude(met=[]).order_by("-number")
    return pool.imports.annotate(met_then=Subquery(draws.values("met")[:1])).order_by("-number").first()


def covered_now(
    pool: Pool, cases: Sequence[Candidate], latest: Import, attributes: list[Attribute]
) -> tuple[list[dict], list[dict]]:
    """What the cases now in the pool have, beside what is asked now and beside the caseload as its file was counted.

    `latest` is from `latest_with_draw`. How many could be drawn is what the last draw found, for criteria of the same
    name; nobody else is looked at.
    """
    known = {attribute.slug: attribute for attribute in attributes}
    values = [case.known(attributes) for case in cases]
    could = {one["name"]: one["available"] for one in latest.met_then or []}
    met = []
    for row in pool.criteria.order_by("number"):
        criterion = criterion_of(row)
        have = sum(criterion.meets(one) for one in values)
        met.append(
            {
                "name": row.name, "hard": row.hard, "weight": row.weight, "least": row.least, "most": row.most,
                "have": have, "available": could.get(row.name), "off": criterion.off(have),
            }
        )  # fmt: skip
    shares = []
    for slug in pool.likenesses.order_by("attribute").values_list("attribute", flat=True):
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
