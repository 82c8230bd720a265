"""What the regulator asks for later, during and after its visit: written down, given to somebody, answered, ended."""

import datetime
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.timezone import localtime

from assurance import guard, history
from assurance.closing import check_is_open
from assurance.guard import Concern
from assurance.models import Round, User
from assurance.operations.notices import tell
from selfassessment.answering import parts_by
from selfassessment.answers import Part, lacking
from selfassessment.models import FollowUpRequest, RequestedItem
from selfassessment.operations.return_chasing import possible_answerers
from selfassessment.operations.writing import as_stored

SENT = "marked as sent the answer to"  # a verb of the history
LONGEST = {"asked_by": 120, "what": 4_000}  # characters
SAME_WITHIN = datetime.timedelta(hours=1)  # in which the same words are taken for the same request
LABELS = {"asked_by": "who asked", "asked_at": "asked", "what": "what is asked for", "due_at": "due", "owner": "owner",
          "item": "item of the return"}  # fmt: skip


class FollowUpRefused(Exception):
    """Something that can't be done to a follow-up request; the text is the sentence to show."""


class StaleFollowUp(FollowUpRefused):
    """Somebody else changed the request meanwhile; `current` is what stands now."""

    def __init__(self, current: FollowUpRequest) -> None:
        super().__init__(
            f"Somebody changed {current.reference} while you were here. What you wrote was not saved, and what they "
            "saved was not overwritten. Both stand on this page: put together what should stand, then save again."
        )
        self.current = current


@dataclass(frozen=True)
class Asked:
    """What a request says: who asked, when, what, by when, and who answers it."""

    asked_by: str
    asked_at: datetime.datetime
    what: str
    due_at: datetime.datetime | None = None
    owner: User | None = None
    item: RequestedItem | None = None


def asked_of(request: FollowUpRequest) -> Asked:
    """What a request says now; needs its owner and its item selected."""
    return Asked(**{f.name: getattr(request, f.name) for f in fields(Asked)})


@transaction.atomic
def add_follow_up(
    *,
    round: Round,
    asked_by: str,
    asked_at: datetime.datetime,
    what: str,
    due_at: datetime.datetime | None,
    owner: User | None,
    by: User,
    at: datetime.datetime,
    item: RequestedItem | None = None,
    confirmed: list[Concern] | None = None,
) -> FollowUpRequest:
    """Write down what was asked; its number is the round's next, and is never given twice."""
    check_is_open(round)
    asked = _checked(round, Asked(asked_by, asked_at, what, due_at, owner, item))
    # Whoever writes one down holds the round's row until it is stored, so no two take the same number.
    Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    _check_is_new(round, asked.what, at)
    last = FollowUpRequest.objects.filter(round=round).aggregate(last=Max("number"))["last"] or 0
    added = FollowUpRequest.objects.create(
        round=round, number=last + 1, added_at=at, added_by=by, **_values(asked)
    )  # fmt: skip
    _record(added, "wrote down the request", by, at, after=_as_plain(asked))
    _tell_confirmed(added, confirmed, by, at)
    _tell_owner(added, by, at)
    return added


@transaction.atomic
def change_follow_up(
    *,
    request: FollowUpRequest,
    version: int,
    asked: Asked,
    by: User,
    at: datetime.datetime,
    confirmed: list[Concern] | None = None,
) -> FollowUpRequest:
    """Change what a request says, starting from `version` of it."""
    held = hold_follow_up(request=request)
    before = asked_of(held)
    asked = _checked(held.round, asked, before)
    if asked == before:
        return held
    check_waits(held)
    written = FollowUpRequest.objects.filter(pk=held.pk, version=version).update(
        version=F("version") + 1, **_values(asked)
    )
    if not written:
        raise StaleFollowUp(held)
    changed = hold_follow_up(request=request)
    was, now = _as_plain(before), _as_plain(asked)
    differs = {name for name in was if was[name] != now[name]}
    _record(
        changed, "changed the request", by, at,
        before={n: v for n, v in was.items() if n in differs}, after={n: v for n, v in now.items() if n in differs},
    )  # fmt: skip
    _tell_confirmed(changed, confirmed, by, at)
    if asked.owner != before.owner:
        _tell_owner(changed, by, at)
    return changed


@transaction.atomic
def send_follow_up(
    *, request: FollowUpRequest, version: int, note: str, by: User, at: datetime.datetime,
    confirmed: list[Concern] | None = None,
) -> FollowUpRequest:  # fmt: skip
    """Write down that the answer was sent: what it holds now is frozen, with the names and fingerprints of its files.

    `version` is that of the answer somebody saw: what was added or taken out since is not sent unseen.
    """
    held = hold_follow_up(request=request)
    check_waits(held)
    note = as_stored(note).strip()
    if not note:
        raise FollowUpRefused("Say how it was sent: a few words are enough. Nothing was changed.")
    if held.version != version:
        raise StaleFollowUp(held)
    parts = parts_by("follow_up", [held.pk])[held.pk]
    if parts and (against := lacking(parts)):
        raise FollowUpRefused(f"{' '.join(against)} {held.reference} was not marked as sent. Nothing is lost.")
    sent = [_frozen(part) for part in parts]
    FollowUpRequest.objects.filter(pk=held.pk).update(
        outcome=FollowUpRequest.Outcome.SENT, sent_note=note[:1000], sent_parts=sent, closed_at=at, closed_by=by,
        version=F("version") + 1,
    )  # fmt: skip
    _record(held, SENT, by, at, after={"how": note, "sent": [_told_part(one) for one in sent]})
    _tell_confirmed(held, confirmed, by, at)
    return hold_follow_up(request=request)


@transaction.atomic
def drop_follow_up(
    *, request: FollowUpRequest, note: str, by: User, at: datetime.datetime, confirmed: list[Concern] | None = None
) -> FollowUpRequest:
    """Write down that a request is no longer asked for, and why."""
    held = hold_follow_up(request=request)
    check_waits(held)
    note = as_stored(note).strip()
    if not note:
        raise FollowUpRefused("Say why it is no longer asked for: a few words are enough. Nothing was changed.")
    FollowUpRequest.objects.filter(pk=held.pk).update(
        outcome=FollowUpRequest.Outcome.DROPPED, sent_note=note[:1000], closed_at=at, closed_by=by,
        version=F("version") + 1,
    )  # fmt: skip
    _record(held, "noted as no longer asked for", by, at, after={"why": note})
    _tell_confirmed(held, confirmed, by, at)
    return hold_follow_up(request=request)


@transaction.atomic
def reopen_follow_up(*, request: FollowUpRequest, by: User, at: datetime.datetime) -> FollowUpRequest:
    """Open again a request that was ended; its answer stays, and what was sent stays in the history."""
    held = hold_follow_up(request=request)
    check_is_open(held.round)
    if held.closed_at is None:
        return held
    FollowUpRequest.objects.filter(pk=held.pk).update(
        outcome="", closed_at=None, closed_by=None, version=F("version") + 1
    )
    before: dict[str, Any] = {"was": held.get_outcome_display(), "note": held.sent_note}
    before |= {"sent": [_told_part(one) for one in held.sent_parts]} if held.sent_parts else {}
    _record(held, "opened again the request", by, at, before=before)
    if held.owner:
        _tell_owner(held, by, at)
    return hold_follow_up(request=request)


def hold_follow_up(*, request: FollowUpRequest) -> FollowUpRequest:
    """The request as it stands, held so that nobody else changes it meanwhile."""
    FollowUpRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    return FollowUpRequest.objects.select_related("owner", "item", "round__council").get(pk=request.pk)


def check_waits(request: FollowUpRequest) -> None:
    """Refuse to change a request that was ended, or one of a closed round."""
    check_is_open(request.round)
    if request.closed_at is not None:
        raise FollowUpRefused(
            f"{request.reference} was ended on {localtime(request.closed_at):%-d %B %Y} "
            f"({request.get_outcome_display().lower()}). Open it again first. Nothing was changed."
        )


def _checked(round: Round, asked: Asked, before: Asked | None = None) -> Asked:
    """What is asked as it is kept; refused without words, and with an owner from elsewhere."""
    texts = {name: as_stored(getattr(asked, name)).strip() for name in LONGEST}
    if not texts["what"]:
        raise FollowUpRefused("Say what is asked for. Nothing was saved.")
    if not texts["asked_by"]:
        raise FollowUpRefused("Say who asked, such as the lead assessor. Nothing was saved.")
    for name, text in texts.items():
        if len(text) > LONGEST[name]:
            raise FollowUpRefused(
                f"“{LABELS[name].capitalize()}” is {len(text):,} characters long; it holds at most "
                f"{LONGEST[name]:,}. Nothing was saved."
            )
    if asked.due_at is not None and asked.due_at < asked.asked_at:
        raise FollowUpRefused("It can’t be due before it was asked. Nothing was saved.")
    owner, known = asked.owner, before.owner if before else None
    if owner is not None and owner != known and not possible_answerers(round.council_id).filter(pk=owner.pk):
        raise FollowUpRefused(f"{owner.name} can’t answer requests of this council. Choose somebody else.")
    if asked.item is not None and asked.item.information_return.round_id != round.pk:
        raise FollowUpRefused("That item belongs to another return. Choose one of this round. Nothing was saved.")
    return Asked(**{f.name: texts.get(f.name, getattr(asked, f.name)) for f in fields(Asked)})


def _check_is_new(round: Round, what: str, at: datetime.datetime) -> None:
    """Refuse what somebody wrote down a moment ago in the same words, as from two windows; what is ended may return."""
    lately = FollowUpRequest.objects.filter(round=round, added_at__gt=at - SAME_WITHIN).open()
    for one in lately.select_related("added_by").order_by("number"):
        if _bare(one.what) == _bare(what):
            who = one.added_by.name if one.added_by else "somebody"
            raise FollowUpRefused(
                f"{one.reference} asks for this in the same words: {who} wrote it down at "
                f"{localtime(one.added_at):%H:%M}. Nothing was saved. Go on with {one.reference}, or say here what "
                "else is asked for."
            )


def _bare(text: str) -> str:
    """Words without their spacing and capitals, so that they can be told to be the same."""
    return " ".join(text.split()).casefold()


def _values(asked: Asked) -> dict[str, Any]:
    return {f.name: getattr(asked, f.name) for f in fields(Asked)}


def _as_plain(asked: Asked) -> dict[str, str]:
    plain = {LABELS[f.name]: str(getattr(asked, f.name) or "") for f in fields(Asked)}
    for name in ("asked_at", "due_at"):
        at = getattr(asked, name)
        plain[LABELS[name]] = in_words(at) if at else ""
    plain["owner"] = asked.owner.name if asked.owner else ""
    return plain


def in_words(at: datetime.datetime) -> str:
    """A moment as people read it, such as "7 December 2026, 14:30"."""
    return f"{localtime(at):%-d %B %Y, %H:%M}"


def _frozen(part: Part) -> dict[str, str]:
    """What is kept of a part that was sent: as it was then, with the name and the fingerprint of its file."""
    document, file = part.document, part.file
    return {
        "kind": part.kind,
        "document": document.reference if document else "",
        "title": document.title if document else "",
        "name": file.name if file else "",
        "sha256": file.sha256 if file else "",
        "pointer": part.pointer,
        "url": part.url or (document.url if document else ""),
        "text": part.text,
        "sensitivity": document.sensitivity if document else "",
    }


def _told_part(part: dict[str, str]) -> str:
    """A part that was sent, in a line for the history; the words of an answer are not repeated there."""
    what = " ".join(filter(None, [part["document"], part["title"]])) or part["url"] or "words"
    where = f", {part['pointer']}" if part["pointer"] else ""
    print_of_it = f" (SHA-256 {part['sha256']})" if part["sha256"] else ""
    return f"{what}{where}{print_of_it}"


def _record(request: FollowUpRequest, verb: str, by: User, at: datetime.datetime, **told: Any) -> None:
    history.record(
        by=by, at=at, round=request.round, verb=verb, subject=f"{request.reference}: {request.what}", **told
    )


def _tell_confirmed(
    request: FollowUpRequest, confirmed: list[Concern] | None, by: User, at: datetime.datetime
) -> None:
    """What somebody said is not personal data, beside the save it was said for."""
    if confirmed:
        _record(request, guard.CONFIRMED, by, at, after=guard.told(confirmed))


def _tell_owner(request: FollowUpRequest, by: User, at: datetime.datetime) -> None:
    if request.owner is None or request.owner == by:
        return
    due = f", due {in_words(request.due_at)}" if request.due_at else ""
    tell(
        people=[request.owner], sentence=f"{by.name} gave you the regulator’s request {request.reference}{due}",
        page="follow_up", arguments=[request.round.slug, request.reference], council=request.round.council,
        round=request.round, at=at,
    )  # fmt: skip
