"""Writing the parts of a section: nothing is lost when two people save at once."""

import datetime
import hashlib
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import F, Max, Q

from assurance import history
from assurance.cited import words_in
from assurance.closing import check_is_open
from assurance.guard import Concern
from assurance.models import OPENING_TITLE, IStatement, Part, QualityStatement, Round, User
from selfassessment.guard import is_flagged
from selfassessment.models import Judgement, LateText, PartText, Revision
from selfassessment.models.judgement import PART_LIMIT, UNKNOWN_START
from selfassessment.operations.guard import confirm_concerns
from selfassessment.slots import Slot
from selfassessment.statuses import MOVES, Move, Status

SITTING = datetime.timedelta(minutes=30)  # a person's saves that follow each other within it are one revision


class TextRefused(Exception):
    """A text that can't be stored; the text of this error is the sentence to show."""


class Locked(TextRefused):
    """The section was agreed or signed off, so nothing more is written in it."""


@dataclass(frozen=True)
class Draft:
    """What somebody wrote in a slot, and the version of it they started from (0: it was empty).

    `began_with` is the `fingerprint` of the text they started from, where the form knows it: a text that still has it
    was not touched, and can't be stale.
    """

    part: Part
    text: str
    version: int
    i_statement: IStatement | None = None
    began_with: str = ""

    @property
    def slot(self) -> Slot:
        """Where it stands."""
        return Slot(self.part, self.i_statement)


@dataclass(frozen=True)
class Stale:
    """A save that came too late: somebody else saved meanwhile. Nothing was overwritten."""

    slot: Slot
    yours: str
    theirs: str
    their_version: int
    their_name: str
    is_same_person: bool
    their_time: datetime.datetime
    is_kept: bool  # whether the late text is kept beside the versions; not where it would bring withdrawn words back
    is_unknown: bool = False  # whether the version it says it started from never was


@dataclass
class Outcome:
    """What became of each slot that was sent; `versions` are those that stand now, by slot key.

    `standing` holds, by slot key, the text that stands where nothing was saved, nothing is in conflict, and what
    stands is not what was sent: a page that goes on from the new version has to show it. `left` are the slots in which
    the person kept the other text, and their own is kept aside.
    """

    saved: list[Slot] = field(default_factory=list)
    unchanged: list[Slot] = field(default_factory=list)
    stale: list[Stale] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)
    standing: dict[str, str] = field(default_factory=dict)
    left: list[Slot] = field(default_factory=list)


def as_stored(text: str) -> str:
    """The text as it is kept: line ends as one character, no spaces at the end, nothing a database can't hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").rstrip()
    return lines.encode("utf-8", "replace").decode()  # half a pair of code units becomes a question mark


def fingerprint(text: str) -> str:
    """A short hash of a text as it is stored, to tell whether somebody touched it."""
    return hashlib.sha256(as_stored(text).encode()).hexdigest()[:16]


@transaction.atomic
def judgement_of(*, round: Round, statement: QualityStatement | None, also_closed: bool = False) -> Judgement:
    """The round's section for a statement (None: the opening section), begun if nobody has yet.

    Refused in a closed round, except for taking words out for good.
    """
    if not also_closed:
        check_is_open(round)
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
    restored_from: int | None = None,
    apart: bool = False,
    left: list[Draft] | None = None,
    confirmed: list[Concern] | None = None,
    kept: Revision | LateText | None = None,
) -> Outcome:
    """Save the slots that changed. One that somebody else saved since is not touched but handed back as stale.

    What is handed back is kept aside at once, so that it can be found again also when the page is closed; so is what
    was `left`: a person's own texts where they chose the other one.

    The version is checked in the UPDATE itself, so two saves at the same moment can't both succeed. The section's
    row is held meanwhile, so that it can't be agreed or signed off between the look at its status and the save.
    `restored_from` names the version whose text is brought back, which is a revision of its own, and so is what is
    saved `apart`; `kept` is the row such a text comes from. `confirmed` is what the person said is nobody's personal
    data.
    """
    left = left or []
    for draft in [*drafts, *left]:
        _check_draft(round, statement, draft)
    judgement = _held(round, statement)
    if kept is not None:
        # Words may have been withdrawn from it while this waited for the section.
        kept.refresh_from_db(fields=["text"])
        drafts = [replace(draft, text=kept.text) for draft in drafts]
    if left and not judgement.is_open_for_writing:
        raise Locked(_locked(judgement))
    outcome = Outcome()
    standing = {
        (text.part_id, text.i_statement_id): text
        for text in PartText.objects.filter(judgement=judgement, part__in={d.part.pk for d in [*drafts, *left]})
    }
    save = _Save(judgement, by, at, restored_from, apart)
    for draft in drafts:
        _write_slot(save, standing.get(draft.slot.ids), draft, outcome)
    for draft in left:
        held = standing.get(draft.slot.ids)
        if _keep_late(save, held, draft, as_stored(draft.text)):
            outcome.left.append(draft.slot)
        LateText.objects.filter(part_text=held, by=by, settled_at=None).update(settled_at=at)
    if outcome.saved and judgement.status == Status.NOT_STARTED:
        _start(judgement, by, at)
    confirm_concerns(concerns=confirmed or [], round=round, statement=statement, by=by, at=at)
    return outcome


@transaction.atomic
def confirm_text(
    *, round: Round, statement: QualityStatement | None, slot: Slot, version: int, by: User, at: datetime.datetime
) -> bool:
    """Say that a text carried over from an earlier round still holds; False when it changed since it was read."""
    judgement = _held(round, statement)
    if not judgement.is_open_for_writing:
        raise Locked(_locked(judgement))
    part, i_statement = slot.ids
    confirmed = PartText.objects.filter(
        judgement=judgement, part=part, i_statement=i_statement, version=version, needs_review=True
    ).update(needs_review=False)
    if confirmed:
        _tell(judgement, "confirmed", slot, by, at, None, {"part": slot.key, "version": version})
    return bool(confirmed)


@transaction.atomic
def put_away_late_text(
    *, late: LateText, slot: Slot, round: Round, statement: QualityStatement | None, by: User, at: datetime.datetime
) -> bool:
    """Say that one's own text kept aside isn't needed; it stays among the versions. False when nothing waited."""
    judgement = _held(round, statement)
    done = LateText.objects.filter(pk=late.pk, by=by, settled_at=None).update(settled_at=at)
    if done:
        _tell(judgement, "put away the text kept aside for", slot, by, at, None, {"part": slot.key})
    return bool(done)


def _held(round: Round, statement: QualityStatement | None) -> Judgement:
    """The section's row, begun if nobody has yet and kept for this transaction: all who write in it queue here."""
    found = Judgement.objects.select_for_update(no_key=True, of=("self",)).annotate(
        edition_now=F("round__edition"), closed_now=F("round__closed_at")
    )
    found = found.filter(round=round, statement=statement)
    judgement = found.first() or found.get(pk=judgement_of(round=round, statement=statement).pk)
    if vars(judgement)["closed_now"]:  # also since this person's page was opened
        check_is_open(Round.objects.with_setting().get(pk=round.pk))
    if vars(judgement)["edition_now"] != round.edition_id:
        raise TextRefused(
            "This round was moved to another edition of the framework while you were writing. Your words are still "
            "on this page: copy them, then open the section again."
        )
    judgement.round, judgement.statement = round, statement
    return judgement


def _check_draft(round: Round, statement: QualityStatement | None, draft: Draft) -> None:
    if statement is not None and statement.edition_id != round.edition_id:
        raise TextRefused("That statement belongs to another edition than this round's. Nothing was changed.")
    scope = Part.Scope.STATEMENT if statement else Part.Scope.OPENING
    if draft.part.prompt_set_id != round.prompt_set_id or draft.part.scope != scope:
        raise TextRefused("That part belongs to another round. Nothing was changed.")
    if draft.i_statement and (statement is None or draft.i_statement.statement_id != statement.pk):
        raise TextRefused("That I statement belongs to another statement. Nothing was changed.")
    length = len(as_stored(draft.text))
    if length > PART_LIMIT:
        raise TextRefused(
            f"“{draft.slot.title}” is {length:,} characters long; a part holds at most {PART_LIMIT:,}. "
            "Nothing was changed."
        )


@dataclass(frozen=True)
class _Save:
    """One act of saving: whose, when, in which section, and whether it brings something back."""

    judgement: Judgement
    by: User
    at: datetime.datetime
    restored_from: int | None
    apart: bool


def _write_slot(save: _Save, current: PartText | None, draft: Draft, outcome: Outcome) -> None:
    text, slot, judgement = as_stored(draft.text), draft.slot, save.judgement
    stands = current.text if current else ""
    outcome.versions[slot.key] = current.version if current else 0
    if stands == text or (draft.began_with and draft.began_with == fingerprint(text)):
        _leave(outcome, slot, text, stands)
        return
    if not judgement.is_open_for_writing:
        raise Locked(_locked(judgement))
    held = current or PartText(judgement=judgement, part=draft.part, i_statement=draft.i_statement)
    if not _store(held, draft, text, save.by, save.at):
        _hand_back(save, held, draft, text, outcome)
        return
    outcome.saved.append(slot)
    outcome.versions[slot.key] = draft.version + 1
    _keep_revision(save, held, stands, draft, text)


def _store(held: PartText, draft: Draft, text: str, by: User, at: datetime.datetime) -> bool:
    """Write the text if nobody has since the draft's version; the first text of a slot is a row of its own."""
    if not held._state.adding:
        return bool(
            PartText.objects.filter(pk=held.pk, version=draft.version).update(
                text=text, version=F("version") + 1, needs_review=False, changed_at=at, changed_by=by
            )
        )
    if draft.version != 0:
        return False
    held.text, held.version, held.changed_at, held.changed_by = text, 1, at, by
    held.save(force_insert=True)  # unique in the database, were there no queue at the section's row
    return True


def _leave(outcome: Outcome, slot: Slot, text: str, stands: str) -> None:
    outcome.unchanged.append(slot)
    if text != stands:
        outcome.standing[slot.key] = stands


def _locked(judgement: Judgement) -> str:
    return (
        f"This section was {Status(judgement.status).label.lower()}, so its text is locked and was not changed. "
        "Your words are still on this page: copy them, and ask for the section to be opened again."
    )


def _hand_back(save: _Save, held: PartText, draft: Draft, text: str, outcome: Outcome) -> None:
    theirs = PartText.objects.select_related("changed_by").filter(pk=held.pk).first() or held
    outcome.versions[draft.slot.key] = theirs.version
    if text == theirs.text or _is_known(theirs, draft, text, save.by):
        _leave(outcome, draft.slot, text, theirs.text)
        return
    # The text that stands is one of the two to choose from: what is saved next, also by its own writer from another
    # window, is a revision beside it.
    Revision.objects.filter(part_text=held.pk, version=theirs.version, sealed=False).update(sealed=True)
    outcome.stale.append(
        Stale(
            slot=draft.slot,
            yours=text,
            theirs=theirs.text,
            their_version=theirs.version,
            their_name=theirs.changed_by.name if theirs.changed_by else "Somebody",
            is_same_person=theirs.changed_by_id == save.by.pk,
            their_time=theirs.changed_at or save.at,
            is_kept=_keep_late(save, theirs, draft, text),
            is_unknown=_is_unknown(theirs, draft),
        )
    )


def _keep_late(save: _Save, held: PartText | None, draft: Draft, text: str) -> bool:
    """Keep a late text aside, once, and say whether its words are kept now.

    Not where words were withdrawn from the part since it was begun: that would keep them here after all. A text from
    a version that never was may have been begun at any time.
    """
    if held is None or held.pk is None:
        return False
    unknown = _is_unknown(held, draft)
    began = 0 if unknown else draft.version
    withdrawn = Revision.objects.filter(part_text=held, version__gte=began, redacted_at__isnull=False)
    # A version that the withdrawal itself has made was clean when the person began with it.
    if withdrawn.exclude(version=began, redacted_at=F("at")).exists():
        return False
    late = LateText.objects.filter(part_text=held)
    # They may have stood in a text kept aside only: then no version tells of it.
    aside = Q(started_from__gte=began) | Q(by=save.by)
    if late.filter(aside, redacted_at__isnull=False).exists():
        return False
    if late.filter(text=text).exists() or Revision.objects.filter(part_text=held, text=text).exists():
        return True
    number = (late.aggregate(last=Max("number"))["last"] or 0) + 1  # the section's row is held
    LateText.objects.create(
        part_text=held, number=number, started_from=UNKNOWN_START if unknown else began, text=text, by=save.by,
        at=save.at, was_flagged=is_flagged(text),
    )  # fmt: skip
    told = {"part": draft.slot.key, "version": began, "words": words_in(text)}
    _tell(save.judgement, "wrote a text that was kept aside for", draft.slot, save.by, save.at, None, told)
    return True


def _is_unknown(held: PartText, draft: Draft) -> bool:
    """Whether a draft names a version that never was: no form was given it, and SQLite can't hold all of them."""
    return not 0 <= draft.version <= held.version


def _is_known(held: PartText, draft: Draft, text: str, by: User) -> bool:
    """Whether a late text was not touched by this person, or is a save of theirs that arrived but was not answered.

    Either way the words are in a revision, and what others wrote on top of them stands.
    """
    if draft.version == 0 and not text:
        return True
    if _is_unknown(held, draft):
        return False
    kept = Revision.objects.filter(part_text=held.pk, version__in=[draft.version, draft.version + 1])
    return any(
        one.text == text and (one.version == draft.version or one.by_id == by.pk)
        for one in kept.only("text", "version", "by")
    )


def _keep_revision(save: _Save, held: PartText, stood: str, draft: Draft, text: str) -> None:
    """Add to the person's revision of this sitting, or begin a new one and tell so in the history."""
    version, by, at = draft.version + 1, save.by, save.at
    brought_back = save.apart or save.restored_from is not None
    if not brought_back and draft.version:
        added = Revision.objects.filter(
            part_text=held, version=draft.version, by=by, sealed=False, restored_from=None, at__gt=at - SITTING
        ).update(version=version, text=text, at=at, was_flagged=is_flagged(text))
        if added:
            return
    Revision.objects.create(
        part_text=held, first_version=version, version=version, text=text, by=by, began_at=at, at=at,
        restored_from=save.restored_from, sealed=save.apart, was_flagged=is_flagged(text),
    )  # fmt: skip
    before = {"part": draft.slot.key, "version": draft.version, "words": words_in(stood)}
    after = {"part": draft.slot.key, "version": version, "words": words_in(text)}
    _tell(save.judgement, "restored" if brought_back else "wrote", draft.slot, by, at, before, after)


def _tell(
    judgement: Judgement,
    verb: str,
    slot: Slot,
    by: User,
    at: datetime.datetime,
    before: dict | None,
    after: dict,
) -> None:
    history.record(
        by=by,
        at=at,
        round=judgement.round,
        statement=judgement.statement,
        opening=judgement.statement_id is None,
        verb=verb,
        subject=f"{judgement.statement.title if judgement.statement else OPENING_TITLE}: {slot.title}",
        before=before,
        after=after,
    )


def _start(judgement: Judgement, by: User, at: datetime.datetime) -> None:
    """What is written in is no longer "not started"."""
    rule = MOVES[Move.START]
    Judgement.objects.filter(pk=judgement.pk, status__in=rule.starts_from).update(
        status=rule.leads_to, status_at=at, status_by=by
    )
