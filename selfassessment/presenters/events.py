"""Lines of a history with what was said before and after."""

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone

from assurance.models import OPENING, Event, Round
from assurance.models.history import EventQuerySet
from selfassessment.kinds import KINDS, SCORING, WRITING
from selfassessment.models import Confidence, Revision
from selfassessment.slots import Slot


def narrowed(events: EventQuerySet, chosen: dict) -> EventQuerySet:
    """The lines that are left by what was chosen: `who`, `kind`, `since` and `until`, a day included."""
    if who := chosen.get("who"):
        events = events.filter(actor_name__icontains=who)
    if kind := KINDS.get(chosen.get("kind", "")):
        events = events.filter(kind.told)
    if since := chosen.get("since"):
        events = events.filter(at__gte=_midnight(since))
    if until := chosen.get("until"):
        events = events.filter(at__lt=_midnight(until + datetime.timedelta(days=1)))
    return events


def tags_of(chosen: dict) -> list[dict[str, str]]:
    """What was chosen, each with the address without it."""
    return [
        {
            "group": GROUPS[name],
            "text": _in_words(name, value),
            "href": f"?{urlencode(_address({n: v for n, v in chosen.items() if n != name}))}",
        }
        for name, value in chosen.items()
    ]


GROUPS = {"who": "Who", "kind": "What kind", "since": "From", "until": "To"}


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, datetime.date):
        return f"{value.day} {value:%B %Y}"
    return KINDS[value].label if name == "kind" else value


def _address(chosen: dict) -> dict[str, Any]:
    """As the form sends it: a day in three fields."""
    sent: dict[str, Any] = {}
    for name, value in chosen.items():
        if isinstance(value, datetime.date):
            sent |= {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}
        else:
            sent[name] = value
    return sent


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


@dataclass(frozen=True)
class EventRow:
    """One line of a history, with what it was before and is now where that can be shown."""

    event: Event
    before: str
    after: str
    shows_texts: bool


def event_rows(events: list[Event], round: Round) -> list[EventRow]:
    """History lines with their texts: what each sitting left behind for writing, score and reason for scoring."""
    told = [e for e in events if e.verb in WRITING]
    texts = _sittings(round, told) if told else {}
    return [_event_row(event, texts) for event in events]


def _sittings(round: Round, told: list[Event]) -> dict[tuple[str, str], list[Revision]]:
    """The revisions of the slots these events tell of, by section and slot key, in one query."""
    asked = Q()
    for section in {e.section for e in told}:
        where = {"statement": None} if section == OPENING else {"statement__slug": section}
        slots = {e.after["part"].partition("--i")[0] for e in told if e.section == section}
        asked |= Q(part_text__part__slug__in=slots, **{f"part_text__judgement__{k}": v for k, v in where.items()})
    versions = {v for e in told for v in (e.before["version"], e.after["version"])}
    revisions = (
        Revision.objects.filter(asked, part_text__judgement__round=round)
        .filter(Q(version__in=versions) | Q(first_version__in=versions))
        .select_related("part_text__part", "part_text__i_statement", "part_text__judgement__statement")
    )
    found: dict[tuple[str, str], list[Revision]] = {}
    for revision in revisions:
        held = revision.part_text
        found.setdefault((held.judgement.section, Slot(held.part, held.i_statement).key), []).append(revision)
    return found


def _event_row(event: Event, texts: dict) -> EventRow:
    if event.verb in WRITING:
        sittings = texts.get((event.section, event.after["part"]), [])
        before = next((r.text for r in sittings if r.version == event.before["version"]), "")
        after = next((r.text for r in sittings if r.first_version == event.after["version"]), "")
        return EventRow(event, before, after, True)
    if event.verb in SCORING:
        return EventRow(event, _score_words(event.before), _score_words(event.after), True)
    return EventRow(event, _plain(event.before), _plain(event.after), bool(event.before or event.after))


def _score_words(value: dict | None) -> str:
    if not value:
        return "Not scored"
    categories = "".join(f"{title}: {score}\n" for title, score in value.get("categories", []))
    sure = f"{Confidence(value['confidence']).label}\n" if value.get("confidence") else ""
    return f"{value['score']}\n{categories}{sure}{value['reason']}"


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{key}: {_plain(item)}" for key, item in value.items() if item not in ("", [], None))
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    return "" if value is None else str(value)
