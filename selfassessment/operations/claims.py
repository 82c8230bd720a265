"""Figures in texts: citing one, bringing one up to date, and keeping one as it was cited.

Each changes a text through the writing operation, with the version that was read, so nobody's words are lost.
"""

import datetime

from django.db import transaction

from assurance import guard, history
from assurance.cited import Reference, references
from assurance.guard import Concern
from assurance.models import OPENING_TITLE, QualityStatement, Round, User
from selfassessment.cited_figures import Placed, placed_in
from selfassessment.models import KeptFigure, PartText
from selfassessment.models.claims import LONGEST_REASON
from selfassessment.operations.writing import Draft, TextRefused, write_parts
from selfassessment.slots import Slot


class FigureRefused(Exception):
    """A figure that can't be changed so; the text of this error is the sentence to show."""


@transaction.atomic
def cite_figure(
    *, round: Round, statement: QualityStatement | None, slot: Slot, version: int, reference: Reference, by: User,
    at: datetime.datetime,
) -> None:  # fmt: skip
    """Cite a figure at the end of a text, for whoever can't put it where the cursor is."""
    held = _held(round, statement, slot)
    text = held.text if held else ""
    said = f"{text}{' ' if text and not text.endswith((' ', chr(10))) else ''}{reference.stored}"
    _write(round, statement, slot, said, version, held, by, at)
    _tell(round, statement, slot, "cited a figure in", by, at, None, {"figure": reference.stored})


@transaction.atomic
def update_figure(
    *, round: Round, statement: QualityStatement | None, slot: Slot, version: int, mark: str, by: User,
    at: datetime.datetime,
) -> Reference:  # fmt: skip
    """Put what the data says now in the place of a figure, or the reference of a measure in the place of a number."""
    held, placed = _placed(round, statement, slot, mark)
    new = _newest(placed, at)
    if new is None:
        raise FigureRefused("There is no newer figure to put in its place. Nothing was changed.")
    start, end = _place_of(placed)
    said = f"{held.text[:start]}{new.stored}{held.text[end:]}"
    _write(round, statement, slot, said, version, held, by, at)
    before = placed.claim.reference.stored if placed.claim else held.text[start:end]
    _tell(
        round, statement, slot, "brought a figure up to date in", by, at, {"figure": before}, {"figure": new.stored}
    )
    return new


@transaction.atomic
def keep_figure(
    *, round: Round, statement: QualityStatement | None, slot: Slot, mark: str, because: str, by: User,
    at: datetime.datetime, confirmed: list[Concern] | None = None,
) -> KeptFigure:  # fmt: skip
    """Say why a figure stays as it was cited, or a number uncited. It is asked about again when the data changes."""
    because = " ".join(because.split())[:LONGEST_REASON]
    if not because:
        raise FigureRefused("Say why it stays as it is. Nothing was changed.")
    held, placed = _placed(round, statement, slot, mark)
    figure = placed.claim.reference.stored if placed.claim else placed.loose.number if placed.loose else ""
    kept, _ = KeptFigure.objects.update_or_create(
        part_text=held, mark=mark, defaults={"figure": figure, "because": because, "by": by, "at": at}
    )
    _tell(round, statement, slot, "kept a figure as it is in", by, at, None, {"figure": figure, "why": because})
    if confirmed:
        _tell(round, statement, slot, guard.CONFIRMED, by, at, None, guard.told(confirmed))
    return kept


@transaction.atomic
def ask_about_figure_again(
    *, round: Round, statement: QualityStatement | None, slot: Slot, mark: str, by: User, at: datetime.datetime
) -> None:
    """Take back the decision to keep a figure as it is."""
    held = _held(round, statement, slot)
    kept = KeptFigure.objects.filter(part_text=held, mark=mark).first()
    if kept is None:
        raise FigureRefused("That was taken back already. Nothing was changed.")
    told = {"figure": kept.figure, "why": kept.because}
    kept.delete()
    _tell(round, statement, slot, "took back a decision about a figure in", by, at, told, None)


def _held(round: Round, statement: QualityStatement | None, slot: Slot) -> PartText | None:
    part, i_statement = slot.ids
    held = PartText.objects.filter(judgement__round=round, judgement__statement=statement)
    held = held.filter(part=part, i_statement=i_statement)
    return held.select_related("judgement__statement", "part", "i_statement").first()


def _placed(round: Round, statement: QualityStatement | None, slot: Slot, mark: str) -> tuple[PartText, Placed]:
    """The text and the figure in it with this mark, as it stands now."""
    held = _held(round, statement, slot)
    found = placed_in(round.council, [held]) if held else []
    placed = next((one for one in found if one.mark == mark), None)
    if held is None or placed is None:
        raise FigureRefused(
            "That figure, its sentence or the data was changed meanwhile, so nothing was done. "
            "This page now shows how it stands."
        )
    return held, placed


def _newest(placed: Placed, at: datetime.datetime) -> Reference | None:
    new = placed.claim.update if placed.claim else placed.loose.suggested.reference if placed.loose else None
    return new and new.said(new.figure, new.period, at.date().isoformat())


def _place_of(placed: Placed) -> tuple[int, int]:
    if placed.claim is not None:
        found = references(placed.text.text)[placed.claim.number]
        return found.start, found.end
    assert placed.loose is not None
    return placed.loose.start, placed.loose.end


def _write(
    round: Round, statement: QualityStatement | None, slot: Slot, text: str, version: int, held: PartText | None,
    by: User, at: datetime.datetime,
) -> None:  # fmt: skip
    draft = Draft(slot.part, text, version, slot.i_statement)
    try:
        outcome = write_parts(round=round, statement=statement, drafts=[draft], by=by, at=at)
    except TextRefused as error:
        raise FigureRefused(str(error)) from error
    if not outcome.saved:
        raise FigureRefused(
            f"Somebody changed “{slot.title}” meanwhile, so nothing was done. This page now shows how it stands."
        )
    if held is not None and held.needs_review:
        # Whoever brings one figure up to date has not said that the rest of a carried-over text still holds.
        PartText.objects.filter(pk=held.pk).update(needs_review=True)


def _tell(
    round: Round, statement: QualityStatement | None, slot: Slot, verb: str, by: User, at: datetime.datetime,
    before: dict | None, after: dict | None,
) -> None:  # fmt: skip
    history.record(
        by=by, at=at, round=round, statement=statement, opening=statement is None, verb=verb,
        subject=f"{statement.title if statement else OPENING_TITLE}: {slot.title}",
        before=before and {"part": slot.key, **before}, after=after and {"part": slot.key, **after},
    )  # fmt: skip
