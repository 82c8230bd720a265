"""Lines of a history with what was said before and after."""

from dataclasses import dataclass

from django.db.models import Q

from assurance.models import OPENING, Event, Round
from selfassessment.models import Confidence, Revision
from selfassessment.slots import Slot


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


WRITING = frozenset({"wrote", "restored"})
SCORING = frozenset({"scored", "gave a challenge score for", "changed the challenge score for"})


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
