"""Criteria, draws and substitutes as their pages show them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casetracking import drawing
from casetracking.asking import condition_of, criterion_of
from casetracking.drawing.pricing import Price, price
from casetracking.drawing.problem import HARD
from casetracking.models import Attribute, Candidate, Criterion, Draw, Pool
from casetracking.words import count_of, words_of

TOLD = ("age-band", "gender", "primary-support-reason", "support-setting")  # of somebody who is offered


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


def alike_rows(pool: Pool, attributes: list[Attribute]) -> list[tuple[str, int]]:
    """By what the pool should look like the caseload, each with its weight."""
    titles = {attribute.slug: attribute.title for attribute in attributes}
    return [(titles.get(one.attribute, one.attribute), one.weight) for one in pool.likenesses.order_by("attribute")]


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
    """One value of an attribute: cases in the pool beside what the caseload's share would be, both as a share too."""

    words: str
    pool: int
    expected: float
    share: float
    of_caseload: float


def percent(part: int, of: int) -> float:
    """A share out of 100, to one place."""
    return round(100 * part / of, 1) if of else 0.0


def likeness_of(shares: list[dict[str, Any]], attributes: list[Attribute]) -> list[tuple[str, list[Compared]]]:
    """Pool and caseload side by side, attribute by attribute."""
    known = {attribute.slug: attribute for attribute in attributes}
    cases: Counter[str] = Counter()
    for one in shares:
        cases[one["attribute"]] += one["pool"]
    shown: dict[str, list[Compared]] = {}
    for one in shares:
        share, of_caseload = percent(one["pool"], cases[one["attribute"]]), percent(one["caseload"], one["of"])
        attribute = known.get(one["attribute"])
        words = attribute.in_words(one["value"]) if attribute else words_of(one["value"])
        row = Compared(words, one["pool"], round(one["expected"], 1), share, of_caseload)
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


@dataclass(frozen=True)
class Worth:
    """A draw's objective, best bound and gap, each with what it means."""

    objective: int
    bound: int
    gap: int

    @property
    def lines(self) -> list[str]:
        """In plain words."""
        none = "none can be better" if not self.gap else "a better one could cost at most so much less"
        return [
            f"Objective {self.objective:,}: what the drawn pool costs against everything that was asked, in points; "
            "100 points are one case too few under a criterion of weight 1.",
            f"Best bound {self.bound:,}: no pool from these people can cost less.",
            f"Gap {self.gap:,}: the two side by side, so {none}.",
        ]


def worth_of(draw: Draw) -> Worth | None:
    """How good a draw is in figures; None where nothing was drawn."""
    if draw.objective is None or draw.bound is None:
        return None
    return Worth(draw.objective, draw.bound, draw.objective - draw.bound)


def since_drawn(draw: Draw, pool: Pool, attributes: list[Attribute]) -> str:
    """What people changed since a draw was made the pool, and what that costs by the draw's own rules; or nothing."""
    now = list(Candidate.objects.filter(case__in=pool.cases.in_pool()))
    here, drawn = {one.reference for one in now}, set(draw.chosen)
    if here == drawn or not drawn or draw.objective is None:
        return ""
    came, went = len(here - drawn), len(drawn - here)
    done = [f"{count_of(min(came, went), 'person was', 'people were')} swapped"] if came and went else []
    if went > came:
        done.append(f"{count_of(went - came, 'place became', 'places became')} free")
    elif came > went:
        done.append(f"{count_of(came - went, 'person was', 'people were')} added")
    told = _priced(draw, [one.known(attributes) for one in now])
    more = told.points - draw.objective
    than = f"{count_of(abs(more), 'point')} {'more' if more > 0 else 'less'} than" if more else "as much as"
    cost = f"costs {than} the drawn one"
    began = "The draw was proved best possible. " if draw.proved else ""
    broken = f" It misses what must be met: {', '.join(told.broken)}." if told.broken else ""
    return f"{began}Since then {' and '.join(done)}; the pool of today {cost}.{broken}"


def _priced(draw: Draw, people: list[dict[str, Any]]) -> Price:
    criteria = [
        drawing.Criterion(
            name=one["name"], conditions=tuple(condition_of(said) for said in one["conditions"]), least=one["least"],
            most=one["most"], hard=one["hard"], weight=one["weight"], either=one["either"],
        )
        for one in draw.rules.get("criteria", [])
    ]  # fmt: skip
    weights = {one["attribute"]: one["weight"] for one in draw.rules.get("alike", [])}
    caseload = [(one["attribute"], one["value"], one["caseload"], one["of"]) for one in draw.likeness]
    return price(people, draw.size, criteria, weights, caseload)


def left_out_in_words(draw: Draw) -> list[str]:
    """Who was not drawn from, by reason."""
    return [f"{count_of(count, 'person', 'people')}: {reason}" for reason, count in draw.excluded.items()]


@dataclass(frozen=True)
class Choice:
    """Somebody who could take a place: who they are in a few words, what it would cost, and what changes."""

    reference: str
    facts: str
    cost: str
    changes: list[str]


def choices_of(pool: Pool, found: Sequence[drawing.Substitute], attributes: list[Attribute]) -> list[Choice]:
    """Substitutes in words, the best first: two queries."""
    known = {attribute.slug: attribute for attribute in attributes}
    people = {one.reference: one for one in pool.candidates.filter(reference__in=[one.reference for one in found])}
    asked = {one.name: criterion_of(one) for one in pool.criteria.all()}
    return [
        Choice(
            one.reference, _facts(people.get(one.reference), known), _cost(one, asked),
            [_change(change, known) for change in one.changes],
        )
        for one in found
    ]  # fmt: skip


def _facts(person: Candidate | None, known: dict[str, Attribute]) -> str:
    """Age band, gender, support reason and setting, each with its word where it is not recorded."""
    if person is None:
        return ""
    told = [(known[slug], known[slug].value_of(person)) for slug in TOLD if slug in known]
    return ", ".join(
        one.in_words(value) if value not in {None, "none"} else f"{one.title}: {one.in_words(value).lower()}"
        for one, value in told
    )


def _cost(one: drawing.Substitute, asked: dict[str, drawing.Criterion]) -> str:
    """What a substitute costs in words, and in points in brackets."""
    worse, better = [], []
    for name, before, after in one.changes:
        criterion = asked.get(name)
        if criterion is None:
            continue
        was, would = criterion.off(before), criterion.off(after)
        if would > was:
            few = criterion.least is not None and after < criterion.least
            must = ", which must be met" if criterion.hard else ""
            worse.append(f"{count_in_words(would)} too {'few' if few else 'many'} for ‘{name}’{must}")
        elif would < was:
            better.append(f"{count_in_words(was - would)} nearer to ‘{name}’")
    if one.cost == 0:
        return "The pool would be as good as with this person"
    points = f"{count_of(abs(one.cost), 'point')}" if abs(one.cost) < HARD else ""
    if one.cost > 0:
        said = "; ".join(worse) or "a little further from the caseload’s proportions"
        return f"{said[0].upper()}{said[1:]}{f' ({points})' if points else ''}"
    by = f"Better by {points}" if points else "Better"
    return f"{by}: {'; '.join(better) or 'nearer to the caseload’s proportions'}"


def count_in_words(cases: int) -> str:
    """ "one case", "3 cases"."""
    return "one case" if cases == 1 else f"{cases} cases"


def _change(change: tuple[str, int, int], known: dict[str, Attribute]) -> str:
    what, before, after = change
    slug, _, value = what.partition(": ")
    if value and slug in known:
        said = value.capitalize() if value in {"yes", "no", "not recorded"} else known[slug].in_words(value)
        what = f"{known[slug].title}: {said}"
    return f"{what[:1].upper()}{what[1:]}, {before} → {after}"
