"""The figures a round's texts cite, as they stand by what the council holds now."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import QuerySet

from assurance.at_hand import AtHand, Cited, at_hand, cited_measures, region_names, years_in
from assurance.benchmarks import Value, compare, middle
from assurance.cited import ENGLAND, OWN, REGION, Reference, references
from assurance.models import Council, Round
from assurance.official import parts_of, statements_of_edition
from assurance.questions import Question
from assurance.readings import NOTHING
from selfassessment.claim_words import NEIGHBOURS
from selfassessment.claims import Claim, Known, State, claims_in
from selfassessment.models import KeptFigure, PartText
from selfassessment.slots import Slot
from selfassessment.uncited import Candidate, Uncited, uncited

MANY = 256  # texts whose claims are kept in the process


# --- What the data says -----------------------------------------------------------------------------------------------


def known_of(council: Council, cited: Iterable[Reference]) -> dict[tuple[str, ...], Known]:
    """What the data says now of each reference; those that name no measure are left out."""
    wanted = list(cited)
    measures = cited_measures(council, wanted)
    return {one.key: _known(one, measures[one.key]) for one in wanted if one.key in measures}


def _known(reference: Reference, cited: Cited) -> Known:
    line, held = cited.line, cited.held
    years = years_in(held, reference.area) if held else {}
    period = reference.period
    with_value = [when for when, value in sorted(years.items()) if value.value is not None]
    newest = with_value[-1] if with_value else ""
    breaks = [point for point in line.breaks if point.year <= period]
    last_break = max(breaks, key=lambda point: point.year, default=None)
    value = years.get(period, NOTHING)
    since = last_break.year if last_break else ""
    comparable = {when: years[when] for when in with_value if since <= when < period}
    beside = _beside(cited, reference) if reference.area == OWN else {}
    return Known(
        title=line.newest.title,
        scale=line.scale,
        value=value,
        period=period,
        newest=newest,
        newest_value=years.get(newest, NOTHING),
        against={name: compare(value, other, line.scale) for name, other in beside.items()},
        earlier={when: compare(value, other, line.scale) for when, other in comparable.items()},
        before=max(comparable, default=""),
        break_year=last_break.year if last_break else "",
        break_reason=last_break.reason if last_break else "",
        slug=line.slug,
        label=line.label,
    )


def _beside(cited: Cited, reference: Reference) -> dict[str, Value]:
    if cited.held is None:
        return {}
    compared, period = cited.held.compared, reference.period
    found = {
        ENGLAND: compared.england.get(period, NOTHING),
        REGION: compared.region.get(period, NOTHING),
    }
    neighbours = middle([years.get(period, NOTHING) for years in compared.neighbours.values()], cited.line.scale)
    if neighbours.of > 1:
        found[NEIGHBOURS] = Value(neighbours.median)
    return found


def claims_of_text(council: Council, text: str) -> tuple[Claim, ...]:
    """Every figure a text cites, as it stands; worked out once for each text and state of the figures."""
    if "{{" not in text:
        return ()
    return _claims(council.pk, council.figures_stamp, text)


@lru_cache(MANY)
def _claims(number: int, stamp: str, text: str) -> tuple[Claim, ...]:
    council = Council(pk=number, figures_stamp=stamp)  # what is remembered depends on no more of it
    known = known_of(council, [one.reference for one in references(text)])
    return tuple(claims_in(text, known, region_names(council)))


def uncited_of_text(council: Council, text: str, section: str) -> tuple[Uncited, ...]:
    """The numbers of a text that look like a measure's and are not cited."""
    return _uncited(council.pk, council.figures_stamp, text, section) if at_hand(council) else ()


@lru_cache(MANY)
def _uncited(number: int, stamp: str, text: str, section: str) -> tuple[Uncited, ...]:
    rows = at_hand(Council(pk=number, figures_stamp=stamp))
    found = [_candidate(row, area, section) for row in rows for area in (OWN, ENGLAND)]
    return tuple(uncited(text, [one for one in found if one is not None]))


def _candidate(row: AtHand, area: str, section: str) -> Candidate | None:
    reference, value = row.reference(area=area), (row.own if area == OWN else row.england).value
    if reference is None or value is None:
        return None
    here = section in row.statements
    return Candidate(reference, value, row.scale.decimals, row.scale.unit, row.line, row.label, here=here)


# --- In a round -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Placed:
    """A claim or an uncited number where it stands. `mark` is what a decision about it is known by."""

    text: PartText
    slot: Slot
    mark: str
    claim: Claim | None = None
    loose: Uncited | None = None
    kept: KeptFigure | None = None

    @property
    def section(self) -> str:
        """The section it stands in."""
        return self.text.judgement.section

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to do anything about it."""
        return self.kept is not None or (self.claim is not None and self.claim.state is State.LIVE)

    @property
    def group(self) -> str:
        """The list it stands in on the page of claims."""
        if self.kept is not None:
            return "kept"
        return self.claim.state.value if self.claim else "uncited"


def mark_of(*what: object) -> str:
    """A short hash of a figure and what is wrong with it."""
    return hashlib.sha256("\x1f".join(str(one) for one in what).encode()).hexdigest()[:16]


def claim_mark(claim: Claim) -> str:
    """The mark of a claim as it stands."""
    return mark_of("claim", claim.reference.stored, claim.state, *claim.reasons)


def loose_mark(one: Uncited) -> str:
    """The mark of an uncited number in its sentence."""
    return mark_of("number", one.number, one.sentence, one.suggested.reference.stored)


def placed_in(council: Council, texts: Iterable[PartText], *, loose: bool = True) -> list[Placed]:
    """Every figure in some texts, with what was decided about it: one query for all decisions, none without figures."""
    found: list[Placed] = []
    for text in texts:
        slot = Slot(text.part, text.i_statement)
        found += [Placed(text, slot, claim_mark(claim), claim=claim) for claim in claims_of_text(council, text.text)]
        if loose:
            numbers = uncited_of_text(council, text.text, text.judgement.section)
            found += [Placed(text, slot, loose_mark(one), loose=one) for one in numbers]
    if not found:
        return found
    # Asked for live figures too: a page costs the same whatever became of the figures it cites.
    named = _kept.rows(tuple(sorted({one.text.pk for one in found})))
    decided = {(kept.part_text_id, kept.mark): kept for kept in named}
    return [replace(one, kept=decided.get((one.text.pk, one.mark))) for one in found]


@Question
def _kept(texts: tuple[int, ...]) -> QuerySet:
    kept_there = KeptFigure.objects.filter(part_text__in=texts).select_related("by")
    return kept_there.only("part_text_id", "mark", "figure", "because", "at", "by__name")


def round_claims(round: Round) -> list[Placed]:
    """Everything cited or looking like it in a round, in the order of its sections: two queries."""
    texts = sorted(
        standing_texts(round),
        key=lambda text: (
            text.judgement.statement.number if text.judgement.statement else 0,
            text.part.number,
            text.i_statement.number if text.i_statement else 0,
        ),
    )
    return placed_in(round.council, texts)


def standing_texts(round: Round) -> list[PartText]:
    """Every text that stands in a round, with its place: one query, one more where a statement is another edition's."""
    texts = _standing.rows(round.pk)
    return texts if _placed(round, texts) else list(PartText.objects.standing_in(round))


def _placed(round: Round, texts: list[PartText]) -> bool:
    """Give texts their parts and statements as the process keeps them; no where one is not among those."""
    parts = {part.pk: part for part in parts_of(round.prompt_set)}
    statements = {one.pk: one for one in statements_of_edition(round.edition)}
    against = {i.pk: i for one in statements.values() for i in one.i_statements.all()}
    for text in texts:
        try:
            text.part = parts[text.part_id]
            text.i_statement = against[text.i_statement_id] if text.i_statement_id else None
            judgement = text.judgement
            judgement.statement = statements[judgement.statement_id] if judgement.statement_id else None
        except KeyError:
            return False
    return True


@Question
def _standing(round: int) -> QuerySet:
    return PartText.objects.standing_in(round).select_related(None).select_related("judgement")


@Question
def _citing(round: int) -> QuerySet:
    return PartText.objects.standing_in(round).filter(text__contains="{{")


def counts_by_section(round: Round, texts: Iterable[PartText] | None = None) -> dict[str, Mapping[State, int]]:
    """How many claims are not settled in each section, by state: two queries, one where nothing is cited.

    One less where the round's `texts` (PartText.objects.standing_in) are at hand.
    """
    if texts is None:
        texts = _citing.rows(round.pk)
    texts = [one for one in texts if "{{" in one.text]
    by_section: dict[str, list[Placed]] = {}
    for one in placed_in(round.council, texts, loose=False):
        by_section.setdefault(one.section, []).append(one)
    return {section: counted_by_state(some) for section, some in by_section.items()}


def counted_by_state(placed: Iterable[Placed]) -> Mapping[State, int]:
    """How many claims are not settled, by how they stand."""
    return Counter(one.claim.state for one in placed if one.claim is not None and not one.is_settled)


def in_order(counts: Mapping[State, int]) -> tuple[tuple[State, int], ...]:
    """The counts with the heaviest state first."""
    return tuple((state, counts[state]) for state in State if counts.get(state))
