"""Follow-up requests as their pages show them: rows with the hours left in words, the list under its filters."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from assurance.access import Access
from assurance.models import Event, Round, User
from assurance.presenters.both import Both, differing
from assurance.roles import Permission
from selfassessment.answers import Part
from selfassessment.models import AnswerPart, Evidence, FollowUpRequest
from selfassessment.models.evidence import LEADERS
from selfassessment.operations.follow_up_answers import ADDED, TOOK
from selfassessment.operations.follow_ups import LABELS, SENT, Asked, in_words
from selfassessment.presenters.return_item import Told, opens

FEW = Evidence.Sensitivity.RESTRICTED
SOON = datetime.timedelta(hours=24)


def hours_words(due: datetime.datetime, now: datetime.datetime) -> str:
    """How long there is, or how late it is: "in 3 hours", "in 20 minutes", "2 days late".

    >>> noon = datetime.datetime(2026, 12, 7, 12)
    >>> hours_words(noon + datetime.timedelta(hours=3, minutes=20), noon), hours_words(noon, noon + SOON)
    ('in 3 hours', '24 hours late')
    """
    left = due - now
    minutes = int(abs(left).total_seconds() // 60)
    if minutes < 60:
        said = f"{minutes} minute{'s' if minutes != 1 else ''}" if minutes else "less than a minute"
    elif minutes < 48 * 60:
        said = f"{minutes // 60} hour{'s' if minutes // 60 != 1 else ''}"
    else:
        said = f"{minutes // (24 * 60)} days"
    return f"{said} late" if left < datetime.timedelta(0) else f"in {said}"


@dataclass(frozen=True)
class PartRow:
    """One part of an answer: as it stands, or as it was when it was sent."""

    part: Part | dict[str, str]
    few: bool  # whether its document is for a few people only
    opens: bool  # whether the reader may see the name of its file, its fingerprint and where it leads


def part_rows(parts: Iterable[Part], person: User, access: Access) -> list[PartRow]:
    """The parts of an answer that was not sent yet, with what of each this person may see."""
    return [
        PartRow(part, part.document is not None and part.document.sensitivity == FEW, opens(part, person, access))
        for part in parts
    ]


def sent_rows(request: FollowUpRequest, person: User, access: Access) -> list[PartRow]:
    """What was sent, with what of it this person may see today: one query where it names documents.

    A document no longer known here, that was for a few people when it was sent, stays with those who lead.
    """
    numbers = [one["document"][1:] for one in request.sent_parts if one["document"]]
    library = Evidence.objects.filter(council=request.round.council_id, number__in=numbers) if numbers else ()
    known = {one.reference: one for one in library}
    rows = []
    for one in request.sent_parts:
        item, few = known.get(one["document"]), one.get("sensitivity") == FEW
        if item is not None:
            may = item.may_be_opened_by(person, access)
            few = few or item.sensitivity == FEW
        else:
            may = not few or bool(access.roles & LEADERS)
        rows.append(PartRow(one, few, may))
    return rows


@dataclass(frozen=True)
class FollowUpRow:
    """One request with what stands out about it now."""

    request: FollowUpRequest
    now: datetime.datetime

    @property
    def is_late(self) -> bool:
        """Whether it waits and its time has passed."""
        request = self.request
        return request.closed_at is None and request.due_at is not None and request.due_at < self.now

    @property
    def hours(self) -> str:
        """How long there is, in words; empty when it is over or has no date."""
        if self.request.closed_at is not None or self.request.due_at is None:
            return ""
        return hours_words(self.request.due_at, self.now)

    @property
    def tag(self) -> tuple[str, str]:
        """Its state in words, and the colour of that."""
        request = self.request
        if request.closed_at is not None:
            return request.get_outcome_display(), "green" if request.outcome == request.Outcome.SENT else "grey"
        if request.due_at is None:
            return "Open", "blue"
        if self.is_late:
            return self.hours.capitalize(), "red"
        return f"Due {self.hours}", "yellow" if request.due_at - self.now < SOON else "blue"


def rows_of(requests) -> list[FollowUpRow]:
    """Requests with what stands out about them now."""
    now = timezone.now()
    return [FollowUpRow(request, now) for request in requests]


def works_on(request: FollowUpRequest, person: User, access: Access) -> bool:
    """Whether somebody may change and answer a request: its owner, whoever wrote it down, who runs the return."""
    if not access.may(Permission.RETURN_OWN):
        return False
    return access.may(Permission.RETURN_ALL) or person.pk in {request.owner_id, request.added_by_id}


# --- The list and its filters -----------------------------------------------------------------------------------------

SHOWN = {"open": "Open", "sent": "Sent", "dropped": "No longer asked for", "all": "All"}
FLAGS = {"mine": "Mine", "late": "Late", "nobody": "Without an owner"}


@dataclass(frozen=True)
class Filters:
    """What the address of the list asks for; anything unknown in it is left out."""

    shown: str
    flags: frozenset[str]

    @property
    def any(self) -> bool:
        """Whether anything is left out of the plain list."""
        return bool(self.flags or self.shown != "open")


def filters_of(asked: QueryDict, *, first: str = "open") -> Filters:
    """Read the filters in an address; `first` is what is shown when it names nothing."""
    shown = asked.get("show", "")
    return Filters(shown if shown in SHOWN else first, frozenset(f for f in FLAGS if asked.get(f) == "yes"))


def filtered(requests, filters: Filters, person: User):
    """The requests a list under these filters shows: what is due first, first; what is over last."""
    if filters.shown == "open":
        requests = requests.open()
    elif filters.shown != "all":
        requests = requests.filter(outcome=filters.shown)
    if "mine" in filters.flags:
        requests = requests.filter(owner=person)
    if "late" in filters.flags:
        requests = requests.filter(closed_at=None, due_at__lt=timezone.now())
    if "nobody" in filters.flags:
        requests = requests.filter(owner=None)
    return requests.order_by(F("closed_at").desc(nulls_first=True), F("due_at").asc(nulls_last=True), "number")


def filter_tags(request: HttpRequest, filters: Filters) -> list[dict]:
    """The filters in the address, each with the address that takes it away, for components/filter_tags.html."""
    given = {flag: "yes" for flag in FLAGS if flag in filters.flags}
    words = {flag: ("", FLAGS[flag]) for flag in given}
    if filters.shown != "open":
        given["show"], words["show"] = filters.shown, ("Shown", SHOWN[filters.shown])

    def without(name: str) -> str:
        return f"{request.path}?{urlencode({k: v for k, v in given.items() if k != name})}"

    return [{"group": group, "text": text, "href": without(name)} for name, (group, text) in words.items()]


def counts_of(round: Round, person: User) -> dict[str, int]:
    """How many requests there are, open, late, this person's and nobody's: one query."""
    waits = Q(closed_at=None)
    return FollowUpRequest.objects.filter(round=round).aggregate(
        all=Count("pk"),
        open=Count("pk", filter=waits),
        late=Count("pk", filter=waits & Q(due_at__lt=timezone.now())),
        mine=Count("pk", filter=waits & Q(owner=person)),
        nobody=Count("pk", filter=waits & Q(owner=None)),
    )


def history_of(request: FollowUpRequest, most: int) -> list[Told]:
    """What was done to a request, in words, the latest first: one query.

    Its events are known by its number at their head. Of documents they name number and title as they were then, which
    everybody reads who reads the answer; names and fingerprints of files are for those who may open them, so not here.
    """
    told = Event.objects.filter(round_id=request.round_id, subject__startswith=f"{request.reference}: ")
    return [
        Told(event.actor_name, _did(event.verb, event.after or {}, request.reference), event.at)
        for event in told.order_by("-at", "-pk")[:most]
    ]


NOT_HELD = AnswerPart.Kind.NOT_HELD.label.lower()
MOST_NAMED = 10  # parts of an answer that one line of a history names
FINGERPRINT = re.compile(r" \(SHA-256 [0-9a-f]+\)$")


def _did(verb: str, after: dict, reference: str) -> str:
    if verb == ADDED:
        return f"added {_part(after)} to the answer to {reference}"
    if verb == TOOK:
        return f"took {_part(after)} from the answer to {reference}"
    if verb == SENT:
        sent = list(dict.fromkeys(FINGERPRINT.sub("", one) for one in after.get("sent", [])))
        more = f" and {len(sent) - MOST_NAMED} more" if len(sent) > MOST_NAMED else ""
        what = "; ".join(sent[:MOST_NAMED]) + more if sent else "nothing was attached"
        return f"{verb} {reference}: {what}"
    return f"{verb} {reference}"


def _part(after: dict) -> str:
    """A part of an answer by its document and the place in it, or by its kind."""
    kind = after.get("part") or "something"
    kind = "that it is not held" if kind == NOT_HELD else kind
    number, _, title = after.get("document", "").partition(" ")
    document = f"{number} “{title}”" if title else number  # a title may read like a part of the sentence
    return ", ".join(filter(None, [document or kind, after.get("where")]))


# --- Two who changed the same request ---------------------------------------------------------------------------------


def both_of(yours: Asked, theirs: Asked) -> list[Both]:
    """What differs between what somebody sent and what stands, in words."""
    mine, other = (
        {label.capitalize(): _in_words(getattr(one, name)) for name, label in LABELS.items()}
        for one in (yours, theirs)
    )
    return differing(mine, other)


def _in_words(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return in_words(value)
    return str(value) if value else ""
