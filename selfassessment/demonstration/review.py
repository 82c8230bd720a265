"""Northmoor's sections on their way to sign-off: reviewers, dates, what was sent, sent back, agreed and challenged."""

import datetime

from assurance import demo
from assurance.models import OPENING, Assignment, Round, User
from assurance.operations.people import assign_section
from selfassessment import signing
from selfassessment.models import Judgement, Submission
from selfassessment.operations.challenging import record_challenge
from selfassessment.operations.due_dates import set_due_date
from selfassessment.operations.moving import (
    agree_section,
    block_section,
    request_changes,
    submit_section,
    take_back_section,
)
from selfassessment.rules import standing


def load_review() -> None:
    """Move the demonstration's sections on, by operations; does nothing when one was sent for review already."""
    data = demo.content("northmoor-review")
    round = Round.objects.with_setting().get(slug=demo.content()["round"]["slug"], council=demo.council())
    if Submission.objects.filter(judgement__round=round).exists():
        return
    statements = {OPENING: None, **{s.slug: s for s in round.edition.statements.all()}}
    manager = demo.person("priya")
    for slug, names in data["reviewers"].items():
        _name_reviewers(round, statements[slug], [demo.person(name) for name in names], manager)
    for slug, day in data["due"].items():
        due_on = datetime.date.fromisoformat(str(day))
        set_due_date(round=round, statement=statements[slug], due_on=due_on, by=manager, at=demo.days_ago(29))
    for entry in sorted(data["moves"], key=lambda entry: -entry["days_ago"]):
        _move(round, statements[entry["section"]], entry)
    for entry in data["challenges"]:
        record_challenge(
            round=round,
            statement=statements[entry["statement"]],
            value=entry["value"],
            reason=entry["reason"],
            version=0,
            by=demo.person(entry["by"]),
            at=demo.days_ago(entry["days_ago"]),
        )


def _name_reviewers(round: Round, statement, reviewers: list[User], by: User) -> None:
    given = list(Assignment.objects.filter(round=round, statement=statement).select_related("person"))
    assign_section(
        round=round,
        statement=statement,
        owner=next((a.person for a in given if a.kind == Assignment.Kind.OWNER), None),
        contributors=[a.person for a in given if a.kind == Assignment.Kind.CONTRIBUTOR],
        reviewers=reviewers,
        by=by,
        at=demo.days_ago(36),
    )


def _move(round: Round, statement, entry: dict) -> None:
    where = {
        "round": round,
        "statement": statement,
        "by": demo.person(entry["by"]),
        "at": demo.days_ago(entry["days_ago"]),
    }
    said = entry.get("said", "")
    match entry["move"]:
        case "block":
            block_section(blocked_on=said, **where)
        case "submit":
            submit_section(note=said, **where)
        case "take-back":
            take_back_section(why=said, **where)
        case "request-changes":
            request_changes(what_to_change=said, **where)
        case "agree":
            judgement = Judgement.objects.get(round=round, statement=statement)
            agree_section(seen=signing.stamp(standing(judgement)), **where)
