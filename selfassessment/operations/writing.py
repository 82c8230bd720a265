"""Writing the parts of a section: nothing is lost when two people save at once."""

import datetime
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F

from assurance import history
from assurance.models import OPENING_TITLE, Part, QualityStatement, Round, User
from selfassessment.models import Judgement, PartText, Revision
from selfassessment.models.judgement import PART_LIMIT


class TextRefused(Exception):
    """A text that can't be stored; the text of this error is the sentence to show."""


@dataclass(frozen=True)
class Draft:
    """What somebody wrote for a part, and the version of it they started from (0: it was empty)."""

    part: Part
    text: str
    version: int


@dataclass(frozen=True)
class Stale:
    """A save that came too late: somebody else saved meanwhile. Nothing was overwritten."""

    part: Part
    yours: str
    theirs: str
    their_version: int
    their_name: str
    is_same_person: bool
    their_time: datetime.datetime


@dataclass
class Outcome:
    """What became of each part that was sent."""

    saved: list[Part] = field(default_factory=list)
    unchanged: list[Part] = field(default_factory=list)
    stale: list[Stale] = field(default_factory=list)


def as_stored(text: str) -> str:
    """The text as it is kept: line ends as one character, no spaces at the end, nothing a database can't hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").rstrip()
    return lines.encode("utf-8", "replace").decode()  # half a pair of code units becomes a question mark


@transaction.atomic
def judgement_of(*, round: Round, statement: QualityStatement | None) -> Judgement:
    """The round's section for a statement (None: the opening section), begun if nobody has yet."""
    if statement is not None and statement.edition_id != round.edition_id:
        raise TextRefused("That statement belongs to another edition than this round's. Nothing was changed.")
    judgement, _ = Judgement.objects.get_or_create(round=round, statement=statement)
    return judgement


@transaction.atomic
def write_parts(
    *,
    round: Round,
    statement: QualityStatement | None,
    drafts: list[Draft],
    by: User,
    at: datetime.datetime,
) -> Outcome:
    """Save the parts that changed. A part that somebody else saved since is not touched but handed back as stale.

    The version is checked in the UPDATE itself, so two saves at the same moment can't both succeed.
    """
    judgement = judgement_of(round=round, statement=statement)
    outcome = Outcome()
    for draft in drafts:
        _check_draft(round, statement, draft)
        _write_part(judgement, draft, by, at, outcome)
    return outcome


def _check_draft(round: Round, statement: QualityStatement | None, draft: Draft) -> None:
    scope = Part.Scope.STATEMENT if statement else Part.Scope.OPENING
    if draft.part.prompt_set_id != round.prompt_set_id or draft.part.scope != scope:
        raise TextRefused("That part belongs to another round. Nothing was changed.")
    if len(as_stored(draft.text)) > PART_LIMIT:
        raise TextRefused(
            f"“{draft.part.title}” is {len(as_stored(draft.text)):,} characters long; "
            f"a part holds at most {PART_LIMIT:,}. Nothing was changed."
        )


def _write_part(judgement: Judgement, draft: Draft, by: User, at: datetime.datetime, outcome: Outcome) -> None:
    text = as_stored(draft.text)
    current, made = PartText.objects.get_or_create(
        judgement=judgement, part=draft.part, defaults={"changed_at": at, "changed_by": by}
    )
    if current.text == text:
        outcome.unchanged.append(draft.part)
        if made:
            current.delete()
        return
    written = PartText.objects.filter(pk=current.pk, version=draft.version).update(
        text=text, version=F("version") + 1, changed_at=at, changed_by=by
    )
    if not written:
        theirs = PartText.objects.select_related("changed_by").get(pk=current.pk)
        if text in {theirs.text, _as_it_was(theirs, draft.version)}:
            outcome.unchanged.append(draft.part)  # they wrote the same, or this person did not touch the part
            return
        outcome.stale.append(
            Stale(
                part=draft.part,
                yours=text,
                theirs=theirs.text,
                their_version=theirs.version,
                their_name=theirs.changed_by.name if theirs.changed_by else "Somebody",
                is_same_person=theirs.changed_by_id == by.pk,
                their_time=theirs.changed_at,
            )
        )
        return
    Revision.objects.create(part_text=current, version=draft.version + 1, text=text, by=by, at=at)
    section = judgement.statement.title if judgement.statement else OPENING_TITLE
    history.record(
        by=by,
        at=at,
        round=judgement.round,
        statement=judgement.statement,
        opening=judgement.statement_id is None,
        verb="wrote",
        subject=f"{section}: {draft.part.title}",
        before={"part": draft.part.slug, "version": draft.version, "words": len(current.text.split())},
        after={"part": draft.part.slug, "version": draft.version + 1, "words": len(text.split())},
    )
    outcome.saved.append(draft.part)


def _as_it_was(held: PartText, version: int) -> str | None:
    """What a part said at a version; None when there never was such a version."""
    if version == 0:
        return ""
    return Revision.objects.filter(part_text=held, version=version).values_list("text", flat=True).first()
