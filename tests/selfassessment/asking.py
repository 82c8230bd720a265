"""Reaching the states of the information return by the operations people use."""

import datetime

from selfassessment.answering import answer_of
from selfassessment.models import AnswerPart, Evidence, EvidenceFile, InformationReturn, RequestedItem
from selfassessment.operations.answering import Given, add_part, check_answer
from selfassessment.operations.evidence import Facts, add_evidence
from selfassessment.operations.evidence_files import receive_bytes
from selfassessment.operations.return_chasing import assign_items
from selfassessment.operations.return_moves import (
    approve_item,
    mark_items_sent,
    query_item,
    submit_item,
    take_back_item,
)
from selfassessment.operations.return_sheets import starting_items
from selfassessment.operations.returns import Asked, add_items, start_return
from selfassessment.presenters.returns import STARTING_SET
from selfassessment.return_rules import seen_now
from tests.selfassessment.library import check


def ask(northmoor, now, *items: Asked, notified_on: datetime.date | None = None) -> InformationReturn:
    """A return of Northmoor's round with these items, or with one."""
    asked = items or (Asked("general", "IR3", "Complaints and compliments"),)
    return start_return(round=northmoor.round, items=asked, notified_on=notified_on, by=northmoor.priya, at=now)


def one_more(northmoor, now, section="general", reference="IR9", title="Communication", **said) -> RequestedItem:
    """One more item of the return, which is started where it is not."""
    asked = Asked(section, reference, title, **said)
    return fresh(add_items(round=northmoor.round, items=[asked], by=northmoor.priya, at=now)[0])


def fresh(item: RequestedItem) -> RequestedItem:
    """An item as it stands now, with its due date."""
    return RequestedItem.objects.with_due().select_related("owner").get(pk=item.pk)


def document(northmoor, now, title="Complaints report", content: bytes = b"", name="report.txt") -> Evidence:
    """A document of the library with a file that a worker has checked; `nothing_found` says what it finds."""
    facts = Facts(title=title, category="processes")
    item = add_evidence(round=northmoor.round, kind="document", facts=facts, by=northmoor.aisha, at=now)
    renew(northmoor, item, now, content or title.encode(), name)
    return item


def renew(northmoor, evidence: Evidence, now, content: bytes, name="report.txt") -> EvidenceFile:
    """A newer file of a document, checked."""
    return check(
        receive_bytes(item=evidence, round=northmoor.round, name=name, content=content, by=northmoor.aisha, at=now)
    )


def answered(northmoor, item: RequestedItem, now, *, by=None, **given) -> AnswerPart:
    """A part of an item's answer: words, unless said otherwise."""
    said = {"kind": "text", "text": "We answer every complaint within 20 days.", **given}
    if said["kind"] in {"document", "within"}:
        del said["text"]
    return add_part(item=item, round=northmoor.round, given=Given(**said), by=by or northmoor.aisha, at=now)


def looked_through(northmoor, item: RequestedItem, now) -> None:
    """Somebody has looked for personal data in the answer as it stands."""
    seen = answer_of(item).print
    check_answer(item=item, round=northmoor.round, seen=seen, by=northmoor.aisha, at=now)


def submitted(northmoor, item: RequestedItem, now, *, by=None) -> RequestedItem:
    """An item whose answer Aisha has looked through, sent for approval by her or somebody else."""
    looked_through(northmoor, item, now)
    submit_item(item=item, round=northmoor.round, seen=seen_now(item), by=by or northmoor.aisha, at=now)
    return fresh(item)


def taken_back(northmoor, item: RequestedItem, now, *, why="More to say.", by=None) -> RequestedItem:
    """An item taken back to drafting as it stands, by Aisha or somebody else."""
    who = by or northmoor.aisha
    take_back_item(item=item, round=northmoor.round, why=why, seen=seen_now(item), by=who, at=now)
    return fresh(item)


def queried(northmoor, item: RequestedItem, now, asked="Which year?") -> RequestedItem:
    """An item about which Priya noted what the regulator asks."""
    where = {"item": item, "round": northmoor.round, "by": northmoor.priya, "at": now}
    query_item(asked=asked, seen=seen_now(item), **where)
    return fresh(item)


def approved(northmoor, item: RequestedItem, now, **given) -> RequestedItem:
    """An item answered by Aisha, looked through, and approved by Priya."""
    if not item.parts.exists():
        answered(northmoor, item, now, **given)
    submitted(northmoor, item, now)
    approve_item(item=item, round=northmoor.round, seen=seen_now(item), by=northmoor.priya, at=now)
    return fresh(item)


def sent(northmoor, item: RequestedItem, now, **given) -> RequestedItem:
    """An item that was approved and then noted as sent."""
    held = approved(northmoor, item, now, **given)
    items = {held.pk: held.approved_print}
    mark_items_sent(items=items, pack="P1", round=northmoor.round, by=northmoor.priya, at=now)
    return fresh(held)


def given_to(northmoor, item: RequestedItem, person, now) -> RequestedItem:
    """An item with an owner."""
    assign_items(items=[item], round=northmoor.round, owner=person, by=northmoor.priya, at=now)
    return fresh(item)


def from_starting_set(northmoor, now) -> InformationReturn:
    """A return that began with our own suggestions."""
    items = starting_items(northmoor.round)
    return start_return(round=northmoor.round, items=items, started_from=STARTING_SET, by=northmoor.priya, at=now)
