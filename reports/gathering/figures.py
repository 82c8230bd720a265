"""The figures of a council as a document freezes them: each measure, its reading and what its picture is made of."""

from assurance.comparison import Holding, circle_of, holdings
from assurance.lines import lines_of
from assurance.models import Council
from assurance.presenters.figures import Card
from assurance.presenters.pictures import LICENCE, publication
from assurance.readings import sentence_of
from assurance.standings import standing
from reports.gathering.snapshot import Snapshot


def gather_figures(council: Council) -> Snapshot:
    """Every measure still published or the council's own, by the statements it speaks to; empty where none is held.

    Keys: own (the council's name), neighbours (the list used), source, measures (each with its statements).
    """
    circle = circle_of(council)
    held = [
        one
        for one in holdings(council, circle, lines_of(council))
        if one.line.statements and not one.line.ended and one.line.newest.use != "part"
    ]
    published = [one for one in held if not one.line.is_local]
    said = [f"{publication(published[0])}. {LICENCE}"] if published else []
    if circle.own.invented:
        said.append(f"{circle.own.name} and its figures are invented.")
    return {
        "own": circle.own.name,
        "neighbours": circle.peers.name,
        "source": " ".join(said),
        "measures": [_measure(one) for one in held],
    }


def _measure(held: Holding) -> Snapshot:
    compared = held.compared
    card = Card(held, standing(compared), "")
    return {
        "slug": held.line.slug,
        "label": held.line.label,
        "statements": list(held.line.statements),
        "figure": f"{card.figure} {card.unit}".strip(),
        "england": card.england,
        "period": card.period,
        "reading": sentence_of(card.stands),
        "years": {p: value.value for p, value in sorted(compared.own.items()) if value.value is not None},
        "england_years": {p: value.value for p, value in sorted(compared.england.items()) if value.value is not None},
        "breaks": [{"year": point.year, "reason": point.reason} for point in compared.breaks],
    }
