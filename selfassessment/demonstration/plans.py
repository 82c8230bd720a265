"""Northmoor's action plan, some of it late and silent, and its checklists, answered in part."""

import datetime

from django.utils import timezone

from assurance import demo
from assurance.models import Round, User
from selfassessment.models import Action, Checklist
from selfassessment.operations.actions import Promise, add_action, close_action, tell_progress
from selfassessment.operations.checklists import Given, answer_items


def load_plans() -> None:
    """Write the demonstration's actions and answers; does nothing when there are any actions."""
    data = demo.content("northmoor-plans")
    round = Round.objects.with_setting().get(slug=demo.content()["round"]["slug"], council=demo.council())
    if Action.objects.filter(council=round.council).exists():
        return
    people = {person["key"]: demo.person(person["key"]) for person in demo.content()["people"]}
    manager = people["priya"]
    for entry in data["actions"]:
        _add(round, entry, people, manager)
    for slug, entry in data["checklists"].items():
        _answer(round, slug, entry, people)


def _add(round: Round, entry: dict, people: dict[str, User], manager: User) -> None:
    due_in = entry["due_in"]
    promise = Promise(
        what=entry["what"],
        owner=people[entry["owner"]] if entry["owner"] else None,
        due_on=None if due_in is None else timezone.localdate() + datetime.timedelta(days=due_in),
        priority=entry["priority"],
        measure=entry["measure"],
        expected_evidence=entry.get("expected_evidence", ""),
        source=entry["source"],
        source_note=entry.get("source_note", ""),
        section=entry["section"],
    )
    action = add_action(round=round, promise=promise, by=manager, at=demo.days_ago(entry["added_days_ago"]))
    for told in entry["told"]:
        tell_progress(
            round=round, action=action, text=told["text"], rag=told.get("rag", ""), rag_reason=told.get("why", ""),
            by=people[told["by"]], at=demo.days_ago(told["days_ago"]),
        )  # fmt: skip
    if closed := entry.get("closed"):
        close_action(
            round=round, action=action, outcome=closed["outcome"], note=closed["note"], by=people[closed["by"]],
            at=demo.days_ago(closed["days_ago"]),
        )  # fmt: skip


def _answer(round: Round, slug: str, entry: dict, people: dict[str, User]) -> None:
    checklist = Checklist.objects.get(council=None, slug=slug)
    items = {item.slug: item for item in checklist.items.all()}
    given = [Given(items[key], said["answer"], said["note"], 0) for key, said in entry["answers"].items()]
    answer_items(
        round=round, checklist=checklist, given=given, by=people[entry["by"]], at=demo.days_ago(entry["days_ago"])
    )  # fmt: skip
