"""A large return for the benchmarks: 50 items, 300 documents in their answers, by the operations people use."""

import datetime
from collections.abc import Sequence

from assurance.models import Job, QualityStatement, Round, User
from selfassessment.answering import answer_of
from selfassessment.models import Evidence, EvidenceFile, RequestedItem
from selfassessment.operations.answering import Given, add_part, check_answer
from selfassessment.operations.evidence import Facts, add_evidence
from selfassessment.operations.evidence_files import receive_bytes
from selfassessment.operations.return_chasing import assign_items
from selfassessment.operations.return_moves import approve_item, submit_item
from selfassessment.operations.returns import Asked, add_items
from selfassessment.return_rules import seen_now

ITEMS, DOCUMENTS = 50, 300


def large_return(
    round: Round,
    *,
    writer: User,
    approver: User,
    owners: Sequence[User],
    at: datetime.datetime,
    items: int = ITEMS,
    documents: int = DOCUMENTS,
    approve: bool = True,
    bytes_each: int = 200,
) -> list[RequestedItem]:
    """Items in every section with documents shared out among them; every file is taken as checked.

    With `approve` every answer is looked through and approved, as before a pack is made.
    """
    sections = ["general", *QualityStatement.objects.filter(edition=round.edition_id).values_list("slug", flat=True)]
    asked = [
        Asked(sections[n % len(sections)], f"B{n}", f"What is asked, number {n}", due_with="return-third-week")
        for n in range(items)
    ]
    made = add_items(round=round, items=asked, by=approver, at=at)
    for number, owner in enumerate(owners):
        assign_items(items=made[number :: len(owners)], round=round, owner=owner, by=approver, at=at)
    for number in range(documents):
        part_of(round, made[number % items], number, writer, at, bytes_each)
    if approve:
        for item in made:
            check_answer(item=item, round=round, seen=answer_of(item).print, by=writer, at=at)
            submit_item(item=item, round=round, seen=seen_now(item), by=writer, at=at)
            approve_item(item=item, round=round, seen=seen_now(item), by=approver, at=at)
    return made


def part_of(
    round: Round, item: RequestedItem, number: int, writer: User, at: datetime.datetime, bytes_each: int
) -> Evidence:
    """One document with a file in an item's answer."""
    facts = Facts(title=f"Document {number}", category="processes")
    evidence = add_evidence(round=round, kind="document", facts=facts, by=writer, at=at)
    content = (f"Document {number}. ".encode() * (bytes_each // 12 + 1))[:bytes_each]
    file = receive_bytes(item=evidence, round=round, name=f"document-{number}.txt", content=content, by=writer, at=at)
    taken_as_checked(file, at)
    given = Given("document", evidence=evidence, pointer=f"page {number % 9 + 1}")
    add_part(item=item, round=round, given=given, by=writer, at=at)
    return evidence


def taken_as_checked(file: EvidenceFile, at: datetime.datetime) -> None:
    """No worker reads 300 files for a benchmark of something else."""
    EvidenceFile.objects.filter(pk=file.pk).update(state=EvidenceFile.State.CLEAN)
    Job.objects.filter(pk=file.job_id, state=Job.State.QUEUED).update(state=Job.State.FINISHED, ended_at=at)
