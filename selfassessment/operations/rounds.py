"""From one round to the next, and from one edition to the next: nothing written is left behind unseen."""

import datetime
from dataclasses import dataclass, field

from django.db import transaction

from assurance import guard, history
from assurance.closing import closed_sentence
from assurance.homes import Homes, homes_in
from assurance.models import OPENING_TITLE, Edition, QualityStatement, Round, User
from assurance.operations.councils import Refused, change_edition
from assurance.operations.editions import adopt_prompt_set
from assurance.references import new_reference
from selfassessment.guard import confirmed_marks, is_flagged
from selfassessment.models import Citation, Comment, Judgement, PartText, Revision, SignOff
from selfassessment.operations.guard import confirm_concerns
from selfassessment.slots import Slot
from selfassessment.statuses import Status


@dataclass(frozen=True)
class Place:
    """Where a text stands in the target; `reworded` when it answers an I statement whose words have changed."""

    held: PartText
    slot: Slot
    reworded: bool = False


@dataclass
class Fitting:
    """How the sections of a round fit another edition: their statements there, where each text goes, what has no home.

    `sections` holds the new statement (None: the opening) by the section's number; `homeless` is told in sentences.
    """

    homes: Homes
    sections: dict[int, QualityStatement | None] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    homeless: list[str] = field(default_factory=list)


def fitting(*, round: Round, homes: Homes) -> Fitting:
    """How what is written in a round fits an edition and its parts: two queries."""
    result = Fitting(homes)
    for judgement in Judgement.objects.filter(round=round).select_related("statement").order_by("statement__number"):
        home = homes.statement(judgement.statement)
        if judgement.statement is not None and home is None:
            result.homeless.append(f"“{judgement.statement.title}” is not a statement of that edition.")
        else:
            result.sections[judgement.pk] = home
    texts = (
        PartText.objects.filter(judgement__in=result.sections)
        .select_related("judgement__statement", "part", "i_statement", "changed_by")
        .order_by("judgement__statement__number", "part__number", "i_statement__number")
    )
    for held in texts:
        _find_place(held, result)
    return result


def _find_place(held: PartText, result: Fitting) -> None:
    section = held.judgement.statement.title if held.judgement.statement else OPENING_TITLE
    part = result.homes.part(held.part)
    home, same = result.homes.i_statement(held.i_statement, result.sections[held.judgement_id])
    if part is not None and held.i_statement is None:
        result.places.append(Place(held, Slot(part)))
    elif part is not None and home is not None and part.per_i_statement:
        result.places.append(Place(held, Slot(part, home), reworded=not same))
    elif held.text and part is None:
        result.homeless.append(f"{section}: there is no part “{held.part.title}” there.")
    elif held.text and held.i_statement:
        result.homeless.append(f"{section}: nothing there answers to the I statement “{held.i_statement.text}”.")


@transaction.atomic
def carry_over(*, round: Round, previous: Round, by: User | None, at: datetime.datetime) -> list[str]:
    """Carry texts and citations into a new round, each marked as in need of a look; returns what has no new home.

    The texts begin as version 1 of their own; what was written before stays with the old round.
    """
    result = fitting(round=previous, homes=homes_in(round.edition, round.prompt_set))
    written = [place for place in result.places if place.held.text]
    begun = {place.held.judgement_id for place in written}
    sections: dict[int, Judgement] = {}
    for old, statement in result.sections.items():
        status = Status.DRAFTING if old in begun else Status.NOT_STARTED
        sections[old] = Judgement.objects.create(
            round=round, statement=statement, carried_from_id=old, status=status, status_at=at, status_by=by
        )
    for place in written:
        _carry_text(sections[place.held.judgement_id], place, by, at)
    _carry_confirmations(written, result, round, previous, by, at)
    homeless = result.homeless + _carry_citations(sections, result.homes, previous, by, at)
    history.record(
        by=by, at=at, round=round, verb="carried over the texts of", subject=previous.title,
        after={"texts": len(written)},
    )  # fmt: skip
    return homeless


def _carry_text(judgement: Judgement, place: Place, by: User | None, at: datetime.datetime) -> None:
    text = PartText.objects.create(
        judgement=judgement, part=place.slot.part, i_statement=place.slot.i_statement, text=place.held.text,
        version=1, needs_review=True, changed_at=place.held.changed_at, changed_by=place.held.changed_by,
    )  # fmt: skip
    Revision.objects.create(
        part_text=text, first_version=1, version=1, text=text.text, by=place.held.changed_by,
        began_at=place.held.changed_at, at=place.held.changed_at, sealed=True, was_flagged=is_flagged(text.text),
    )  # fmt: skip


def _carry_confirmations(
    written: list[Place], result: Fitting, round: Round, previous: Round, by: User | None, at: datetime.datetime
) -> None:
    """What somebody has said is not personal data is not asked about again in a text that came along as it was."""
    texts: dict[int, list[Place]] = {}
    for place in written:
        texts.setdefault(place.held.judgement_id, []).append(place)
    for old, places in texts.items():
        confirmed = confirmed_marks(previous, places[0].held.judgement.statement)
        found = guard.concerns_in({place.slot.key: (place.slot.title, place.held.text) for place in places})
        known = [concern for concern in found if concern.mark in confirmed]
        confirm_concerns(concerns=known, round=round, statement=result.sections[old], by=by, at=at)


def _carry_citations(
    sections: dict[int, Judgement], homes: Homes, previous: Round, by: User | None, at: datetime.datetime
) -> list[str]:
    """Cite again what was cited, as far as it is still in the library."""
    homeless, carried = [], []
    cited = Citation.objects.filter(judgement__round=previous, evidence__withdrawn_at=None)
    for old in cited.select_related("evidence", "i_statement", "judgement__statement").order_by("pk"):
        judgement = sections.get(old.judgement_id or 0)
        if judgement is None:
            homeless.append(f"{old.evidence} is cited for a statement that is not there any more.")
            continue
        i_statement, _ = homes.i_statement(old.i_statement, judgement.statement)
        carried.append(
            Citation(
                reference=new_reference("c"),
                evidence=old.evidence,
                judgement=judgement,
                i_statement=i_statement,
                pointer=old.pointer,
                shows=old.shows,
                needs_review=True,
                by=old.by,
                at=at,
            )
        )
    Citation.objects.bulk_create(carried)
    return homeless


def fitting_edition(*, round: Round, edition: Edition, by: User, at: datetime.datetime) -> Fitting:
    """What would happen if a round moved to an edition: nothing is kept of the question."""
    with transaction.atomic():
        homes = homes_in(edition, adopt_prompt_set(council=round.council, edition=edition, by=by, at=at))
        result = fitting(round=round, homes=homes)
        transaction.set_rollback(True)
    return result


def check_can_move_round(*, round: Round, edition: Edition) -> None:
    """Raise Refused with a sentence when the round can't go under the edition."""
    if round.is_closed:
        raise Refused(closed_sentence(round))
    if edition.pk == round.edition_id:
        raise Refused("The round is under that edition already. Nothing was changed.")
    if SignOff.objects.filter(round=round, reopened_at=None).exists():
        raise Refused(
            "This round is signed off, so it stays under its edition. Reopen it first, or start the next round from "
            "it under the newer edition. Nothing was changed."
        )


@transaction.atomic
def move_round(*, round: Round, edition: Edition, by: User, at: datetime.datetime) -> Fitting:
    """Put a round under another edition and every answer where it belongs there; returns how it fitted.

    What has no new home keeps its old place: it is listed on the page of answers without a place, with all it says.
    """
    round = Round.objects.with_setting().select_for_update(of=("self",)).get(pk=round.pk)
    check_can_move_round(round=round, edition=edition)
    change_edition(round=round, edition=edition, by=by, at=at)
    result = fitting(round=round, homes=homes_in(edition, round.prompt_set))
    for pk, statement in result.sections.items():
        Judgement.objects.filter(pk=pk).update(statement=statement)
    for place in result.places:
        if not _move_text(place):
            result.homeless.append(f"Something else is written in “{place.slot.title}” already.")
    _move_pointers(result)
    history.record(
        by=by, at=at, round=round, verb="moved the texts to another edition", subject=round.title,
        after={"without a place": result.homeless},
    )  # fmt: skip
    return result


def _move_text(place: Place) -> bool:
    """Put a text in its new slot, unless another text of the round stands there from an earlier move."""
    there = PartText.objects.filter(
        judgement=place.held.judgement, part=place.slot.part, i_statement=place.slot.i_statement
    )
    if there.exclude(pk=place.held.pk).exists():
        return False
    PartText.objects.filter(pk=place.held.pk).update(
        part=place.slot.part,
        i_statement=place.slot.i_statement,
        needs_review=place.held.needs_review or (place.reworded and bool(place.held.text)),
    )
    return True


def _move_pointers(result: Fitting) -> None:
    """Let citations and comments point at the parts and I statements of the new edition, or at the section alone."""
    cited = Citation.objects.filter(judgement__in=result.sections).exclude(i_statement=None)
    for citation in cited.select_related("i_statement"):
        statement = result.sections[citation.judgement_id or 0]
        citation.i_statement, _ = result.homes.i_statement(citation.i_statement, statement)
        citation.save(update_fields=["i_statement"])
    for comment in Comment.objects.filter(judgement__in=result.sections).select_related("part", "i_statement"):
        part = result.homes.part(comment.part) if comment.part else None
        home, _ = result.homes.i_statement(comment.i_statement, result.sections[comment.judgement_id])
        comment.part, comment.i_statement = part, home if part else None
        comment.save(update_fields=["part", "i_statement"])
