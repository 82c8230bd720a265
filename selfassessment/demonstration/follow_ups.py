"""What Northmoor was asked later: some of it answered, one thing due in hours, one late."""

import datetime

from assurance import demo
from assurance.models import Round
from selfassessment.models import Evidence, FollowUpRequest
from selfassessment.operations.answering import Given
from selfassessment.operations.follow_up_answers import add_follow_up_part
from selfassessment.operations.follow_ups import add_follow_up, drop_follow_up, send_follow_up


def load_follow_ups() -> None:
    """Write down the demonstration's requests; does nothing when the round has any."""
    round = Round.objects.with_setting().get(slug=demo.content()["round"]["slug"], council=demo.council())
    if FollowUpRequest.objects.filter(round=round).exists():
        return
    for entry in demo.content("northmoor-requests")["requests"]:
        _add(round, entry)


def _add(round: Round, entry: dict) -> None:
    asked_at = _hours(-entry["asked_hours_ago"])
    owner = demo.person(entry["owner"]) if entry["owner"] else None
    request = add_follow_up(
        round=round, asked_by=entry["asked_by"], asked_at=asked_at, what=entry["what"],
        due_at=_hours(entry["due_in_hours"]) if entry["due_in_hours"] is not None else None, owner=owner,
        by=demo.person("priya"), at=asked_at,
    )  # fmt: skip
    for said in entry.get("answer", []):
        add_follow_up_part(request=request, given=_given(round, said), by=owner, at=asked_at)
    request.refresh_from_db()
    if ended := entry.get("ended"):
        at, note = _hours(-ended["hours_ago"]), ended["note"]
        if ended["outcome"] == FollowUpRequest.Outcome.SENT:
            send_follow_up(request=request, version=request.version, note=note, by=owner, at=at)
        else:
            drop_follow_up(request=request, note=note, by=owner, at=at)


def _given(round: Round, said: dict) -> Given:
    title = said.get("title")
    item = Evidence.objects.filter(council=round.council_id, title=title).first() if title else None
    return Given(
        said["kind"], evidence=item, pointer=said.get("pointer", ""), url=said.get("url", ""),
        text=said.get("text", ""),
    )  # fmt: skip


def _hours(hours: float) -> datetime.datetime:
    """A moment so many hours from now, at a full quarter of an hour."""
    at = demo.days_ago(-hours / 24)
    return at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
