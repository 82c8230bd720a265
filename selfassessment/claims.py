"""Whether a figure cited in a text still is what the data says, and whether the words around it are. Pure.

The text holds the figure as it was cited (assurance/cited.py); the data as it is now comes as a `Known`. A claim is

- broken, where no such figure is known or it was never filled in;
- contradicted, where words nearby say the opposite of the figure and its comparisons;
- stale, where the data says something else now, has nothing any more, or has a newer year;
- live otherwise.

Words are judged by what the data says now, in the measure's own steps: "above" is wrong where the figure is lower or
the same; "better" goes by the direction of good and is not judged where there is none; "in line with" is wrong only
where the difference is more than chance, or is large where no margin is published; "significantly" is wrong where the
difference is not clear; words about a change are wrong across a break in the series.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from assurance.benchmarks import CLEAR, HIGHER, LOWER, NOT_CLEAR, Comparison, Scale, Value, compare, figure_in_words
from assurance.cited import Reference, references
from assurance.readings import period_in_words
from selfassessment.assertions import Assertion, Sentence, assertions, sentences
from selfassessment.claim_words import BEFORE, Says

LARGE = 0.2  # of the other figure: a difference that nobody would call "in line with", margin or none


class State(StrEnum):
    """How a claim stands; also the order in which they are shown."""

    BROKEN = "broken"
    CONTRADICTED = "contradicted"
    STALE = "stale"
    LIVE = "live"

    @property
    def label(self) -> str:
        """The state in words."""
        return _LABELS[self]


_LABELS = {
    State.BROKEN: "No such figure",
    State.CONTRADICTED: "Words say otherwise",
    State.STALE: "Data has changed",
    State.LIVE: "Still true",
}


@dataclass(frozen=True)
class Known:
    """What the data says now about one reference.

    `value` and `period` are the figure's own, `newest` and `newest_value` those of the last year that has one.
    `against` are comparisons with England, region and neighbours in that period, `earlier` those with years before, by
    year, within the stretch that can be compared; `before` is the nearest of them. `break_year` and `break_reason` are
    of the last break up to the period.
    """

    title: str
    scale: Scale
    value: Value
    period: str
    newest: str = ""
    newest_value: Value | None = None
    against: Mapping[str, Comparison | None] = field(default_factory=dict)
    earlier: Mapping[str, Comparison | None] = field(default_factory=dict)
    before: str = ""
    break_year: str = ""
    break_reason: str = ""
    slug: str = ""
    label: str = ""

    @property
    def figure(self) -> str:
        """The figure as it is told, or the reason why there is none."""
        return figure_in_words(self.value, self.scale)


@dataclass(frozen=True)
class Claim:
    """One figure cited in a text, as it stands. `number` is its place among the text's figures, from 0.

    `says_now` is what the data says; `reasons` say why it is not live, one sentence each. `update` is the reference
    with today's figure, where there is one to update to.
    """

    number: int
    reference: Reference
    sentence: str
    state: State
    says_now: str = ""
    reasons: tuple[str, ...] = ()
    title: str = ""
    slug: str = ""
    label: str = ""
    update: Reference | None = None
    kept: str = ""  # why somebody keeps it as cited

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to do anything about it."""
        return self.state is State.LIVE or bool(self.kept)

    @property
    def shown(self) -> str:
        """The figure as it is read."""
        return self.reference.shown


def claims_in(
    text: str,
    known: Mapping[tuple[str, ...], Known],
    regions: tuple[str, ...] = (),
    today: str = "",
) -> list[Claim]:
    """Every figure a text cites, as it stands. `known` are by `Reference.key`; what is not there is not known."""
    found = references(text)
    if not found:
        return []
    lines = sentences(text)
    said = assertions(text, regions, lines)
    claims = []
    for number, one in enumerate(found):
        data = known.get(one.reference.key)
        own = [assertion for assertion in said if assertion.figure == number]
        claims.append(_claim(number, one.reference, _reads(lines, one.start), data, own, today))
    return claims


def _reads(lines: Sequence[Sentence], place: int) -> str:
    number = bisect_right([line.start for line in lines], place) - 1
    return lines[number].reads if number >= 0 else ""


def _claim(
    number: int, reference: Reference, sentence: str, known: Known | None, said: Sequence[Assertion], today: str
) -> Claim:
    if known is None:
        why = f"No measure {reference.code} is known here, or it has no figure of that name."
        return Claim(number, reference, sentence, State.BROKEN, "", (why,))
    about = {"title": known.title, "slug": known.slug, "label": known.label}
    update = updated(reference, known, today)
    if not reference.figure:
        held = known.newest_value is not None
        why = "It was never filled in." if held else "There is no figure to fill in."
        return Claim(number, reference, sentence, State.BROKEN, _now(known), (why,), **about, update=update)
    against = tuple(filter(None, (contradiction(one, known) for one in said)))
    changed = _changed(reference, known)
    state = State.CONTRADICTED if against else State.STALE if changed else State.LIVE
    return Claim(number, reference, sentence, state, _now(known), (*against, *changed), **about, update=update)


def updated(reference: Reference, known: Known, today: str) -> Reference | None:
    """The reference with the newest figure; None where there is none, or it is what stands already."""
    value = known.newest_value
    if value is None or value.value is None:
        return None
    new = reference.said(figure_in_words(value, known.scale), known.newest, today)
    same = (new.figure, new.period) == (reference.figure, reference.period)
    return None if same else new


def _now(known: Known) -> str:
    """The newest figure in words, or what became of the one that is cited."""
    if known.newest_value is not None and known.newest_value.value is not None:
        return f"{figure_in_words(known.newest_value, known.scale)} ({period_in_words(known.newest)})"
    return known.figure


def _changed(reference: Reference, known: Known) -> tuple[str, ...]:
    """Why a figure is not what was cited, in sentences."""
    if not reference.period:
        return ("It doesn’t say which year it is for.",)
    period, told = period_in_words(reference.period), []
    if known.value.value is None:
        told.append(f"No figure for {period} is held any more: it is {known.figure}.")
    elif known.figure != reference.figure:
        told.append(f"The figure for {period} was {reference.figure} when it was cited, and is {known.figure} now.")
    if known.newest > reference.period:
        told.append(f"There is a newer figure: {_now(known)}.")
    return tuple(told)


def contradiction(said: Assertion, known: Known) -> str:
    """Why words are wrong, as a sentence; nothing where they are right or it can't be told."""
    if known.value.value is None:
        return ""
    if said.number is not None:
        comparison, beside = compare(known.value, Value(said.number), known.scale), f"{said.number:g}"
    elif said.over_time:
        if across := _across_a_break(said, known):
            return across
        year = known.before if said.against == BEFORE else said.against
        comparison, beside = known.earlier.get(year), period_in_words(year)
    else:
        comparison, beside = known.against.get(said.against), said.against
        beside = {"region": "our region", "neighbours": "the middle of our neighbours"}.get(beside, beside)
    if comparison is None or not _is_wrong(said, comparison, known):
        return ""
    return f"The words say “{said.words}”, but {known.figure} is {_how(comparison, known)} {beside}."


def _across_a_break(said: Assertion, known: Known) -> str:
    """That figures on both sides of a break are told as a change; not where the words only say nothing changed."""
    year = known.break_year
    if said.against == BEFORE:
        crosses = bool(year) and not known.before and year == known.period
    else:
        crosses = said.against < year <= known.period
    if not crosses or said.denied or said.says is Says.SAME:
        return ""
    why = f" {known.break_reason}" if known.break_reason else ""
    return f"The words say “{said.words}”, but figures from {year} on can’t be compared with those before.{why}"


def _is_wrong(said: Assertion, comparison: Comparison, known: Known) -> bool:
    side, certainty = comparison.side, comparison.certainty
    if said.says is Says.SAME:
        if said.denied or side not in {HIGHER, LOWER}:
            return False
        return certainty == CLEAR or (certainty != NOT_CLEAR and _is_large(comparison, known))
    claimed = _side_claimed(said.says, known.scale)
    if claimed is None:
        return False
    if said.denied:
        return side == claimed and (certainty == CLEAR if said.strong else certainty != NOT_CLEAR)
    return side != claimed or (said.strong and certainty == NOT_CLEAR)


def _side_claimed(says: Says, scale: Scale) -> str | None:
    if says is Says.HIGHER:
        return HIGHER
    if says is Says.LOWER:
        return LOWER
    if not scale.better:
        return None
    other = LOWER if scale.better == HIGHER else HIGHER
    return scale.better if says is Says.BETTER else other


def _is_large(comparison: Comparison, known: Known) -> bool:
    other = (known.value.value or 0.0) - comparison.gap
    return bool(other) and abs(comparison.gap) >= LARGE * abs(other)


def _how(comparison: Comparison, known: Known) -> str:
    if comparison.certainty == NOT_CLEAR:
        sided = comparison.side in {HIGHER, LOWER}
        return f"{comparison.side} than, but not clearly different from," if sided else "not clearly different from"
    if comparison.side not in {HIGHER, LOWER}:
        return "the same as"
    good = f" ({comparison.stands})" if comparison.stands else ""
    return f"{comparison.side}{good} than"
