"""What backs what: citing an item, taking a citation away, confirming one that was carried over."""

import datetime

from django.db import transaction

from assurance import guard, history
from assurance.closing import check_is_open
from assurance.guard import Concern
from assurance.models import IStatement, QualityStatement, Round, User
from assurance.references import new_reference
from selfassessment.models import Action, ChecklistAnswer, Citation, Evidence, Judgement
from selfassessment.operations.evidence import EvidenceRefused
from selfassessment.operations.moving import hold
from selfassessment.statuses import Status


@transaction.atomic
def cite_evidence(
    *,
    item: Evidence,
    round: Round,
    shows: str,
    by: User,
    at: datetime.datetime,
    statement: QualityStatement | None = None,
    i_statement: IStatement | None = None,
    action: Action | None = None,
    answer: ChecklistAnswer | None = None,
    pointer: str = "",
    confirmed: list[Concern] | None = None,
) -> Citation:
    """Say that an item backs a section (without a statement: the opening one), an action or a checklist's answer."""
    check_is_open(round)
    if item.council_id != round.council_id:
        raise EvidenceRefused("That item belongs to another council. Nothing was changed.")
    if item.is_withdrawn:
        raise EvidenceRefused(f"{item.reference} was withdrawn, so it can’t be cited. Nothing was changed.")
    if Evidence.objects.filter(pk=item.pk, is_draft=True).exists():
        raise EvidenceRefused(
            f"{item.reference} is a draft, so it can’t be cited yet. Take it up first, on its own page. Nothing was "
            "changed."
        )
    if i_statement and (statement is None or i_statement.statement_id != statement.pk):
        raise EvidenceRefused("That I statement belongs to another statement. Nothing was changed.")
    backs: dict = {"action": action} if action else {"answer": answer} if answer else {}
    if not backs:
        backs = {"judgement": _open_section(round, statement), "i_statement": i_statement}
    if Citation.objects.filter(evidence=item, pointer=pointer, shows=shows, **backs).exists():
        raise EvidenceRefused("It is cited here already, in the same words. Nothing was changed.")
    citation = Citation(
        reference=new_reference("c"), evidence=item, pointer=pointer, shows=shows, by=by, at=at, **backs
    )
    citation.save()
    _tell("cited", citation, round, statement, by, at, after={"shows": shows, "where": pointer})
    if confirmed:
        _tell(guard.CONFIRMED, citation, round, statement, by, at, after=guard.told(confirmed))
    return citation


@transaction.atomic
def remove_citation(*, citation: Citation, round: Round, by: User, at: datetime.datetime) -> None:
    """Take a citation away; the item stays in the library."""
    check_is_open(round)
    if citation.judgement:
        _check_open(hold(round=citation.judgement.round, statement=citation.judgement.statement))
    told = {"shows": citation.shows, "where": citation.pointer}
    if not Citation.objects.filter(pk=citation.pk).delete()[0]:
        raise EvidenceRefused("Somebody else has taken this citation away already. Nothing was changed.")
    statement = citation.judgement.statement if citation.judgement else None
    _tell("no longer cites", citation, round, statement, by, at, before=told)


@transaction.atomic
def confirm_citation(*, citation: Citation, round: Round, by: User, at: datetime.datetime) -> bool:
    """Say that a citation carried over from an earlier round still holds; False when there was nothing to say."""
    check_is_open(round)
    held = Citation.objects.filter(pk=citation.pk, needs_review=True).update(needs_review=False)
    if held:
        statement = citation.judgement.statement if citation.judgement else None
        _tell("confirmed the citation of", citation, round, statement, by, at)
    return bool(held)


def _open_section(round: Round, statement: QualityStatement | None) -> Judgement:
    judgement = hold(round=round, statement=statement)
    _check_open(judgement)
    return judgement


def _check_open(judgement: Judgement) -> None:
    if not judgement.is_open_for_writing:
        raise EvidenceRefused(
            f"This section was {Status(judgement.status).label.lower()}, so what it cites is locked with it and was "
            "not changed. Ask for the section to be opened again."
        )


def _tell(
    verb: str, citation: Citation, round: Round, statement: QualityStatement | None, by: User, at: datetime.datetime,
    before: dict | None = None, after: dict | None = None,
) -> None:  # fmt: skip
    about_section = citation.judgement_id is not None
    history.record(
        by=by,
        at=at,
        round=round,
        statement=statement if about_section else None,
        opening=about_section and statement is None,
        verb=verb,
        subject=str(citation.evidence),
        before=before,
        after=after,
    )
