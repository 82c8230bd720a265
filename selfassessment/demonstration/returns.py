"""Northmoor's information return, nine days after the notification: some of it late, some approved."""

import datetime

from django.utils import timezone

from assurance import demo
from assurance.models import Milestone, Round, User
from assurance.operations.timeline import NOTIFICATION
from selfassessment.answering import answer_of
from selfassessment.models import Evidence, InformationReturn, RequestedItem
from selfassessment.operations.answering import Given, add_part, check_answer, say_confidence
from selfassessment.operations.return_chasing import assign_items, name_contributors
from selfassessment.operations.return_moves import approve_item, submit_item
from selfassessment.operations.return_sheets import starting_items
from selfassessment.operations.returns import Asked, add_items, start_return
from selfassessment.presenters.returns import STARTING_SET
from selfassessment.return_rules import seen_now


def load_return() -> None:
    """Start the demonstration's return and answer some of it; does nothing when it is there."""
    round = Round.objects.with_setting().get(slug=demo.content()["round"]["slug"], council=demo.council())
    if InformationReturn.objects.filter(round=round).exists():
        return
    data = demo.content("northmoor-return")
    people = {person["key"]: demo.person(person["key"]) for person in demo.content()["people"]}
    priya, at = people["priya"], demo.days_ago(data["notified_days_ago"])
    known = Milestone.objects.filter(round=round, slug=NOTIFICATION).exclude(on=None).exists()
    notified = timezone.localdate() - datetime.timedelta(days=data["notified_days_ago"])
    start_return(
        round=round, items=starting_items(round), version=data["version"], started_from=STARTING_SET,
        notified_on=None if known else notified, by=priya, at=at,
    )  # fmt: skip
    add_items(round=round, items=[Asked(**entry) for entry in data["more"]], by=priya, at=at)
    items = {item.slug: item for item in RequestedItem.objects.in_round(round)}
    for key, slugs in data["owners"].items():
        given = [items[slug] for slug in slugs]
        assign_items(items=given, round=round, owner=people[key], by=priya, at=at)
    for slug, keys in data["help"].items():
        name_contributors(item=items[slug], round=round, people=[people[k] for k in keys], by=priya, at=at)
    for entry in data["answers"]:
        _answer(round, items[entry["item"]], entry, people)


def _answer(round: Round, item: RequestedItem, entry: dict, people: dict[str, User]) -> None:
    by, at = people[entry["by"]], demo.days_ago(entry["days_ago"])
    for said in entry["parts"]:
        add_part(item=item, round=round, given=_given(round, said), by=by, at=at)
    if sure := entry.get("confidence"):
        say_confidence(item=item, round=round, confidence=sure["level"], reason=sure["reason"], by=by, at=at)
    if "until" not in entry:
        return
    check_answer(item=item, round=round, seen=answer_of(item).print, by=by, at=at)
    submit_item(item=item, round=round, seen=seen_now(item), by=by, at=at)
    if entry["until"] == "approved":
        later = at + datetime.timedelta(hours=5)
        approve_item(item=item, round=round, seen=seen_now(item), by=people["ruth"], at=later)


def _given(round: Round, said: dict) -> Given:
    document = None
    if "document" in said:
        document = Evidence.objects.of_council(round.council_id).get(title=said["document"])
    words = {name: said.get(name, "") for name in ("pointer", "url", "text")}
    return Given(said["kind"], evidence=document, **words)
