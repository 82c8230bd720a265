"""The answers to a round's items as they stand now: parts, documents and their newest file, in few queries."""

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from assurance.models import Job, Round
from assurance.questions import Question
from selfassessment.answers import Document, File, Part, answer_print
from selfassessment.models import AnswerPart, Evidence, EvidenceFile, RequestedItem
from selfassessment.return_statuses import ItemStatus

_PART = (
    "reference", "kind", "pointer", "url", "text", "number", "by_id", "evidence_id", "evidence__number",
    "evidence__title", "evidence__kind", "evidence__url", "evidence__sensitivity", "evidence__withdrawn_at",
    "evidence__owner_id", "evidence__added_by_id",
)  # fmt: skip
Findings = tuple[tuple[str, str], ...]  # kind and place of each
_FILE = ("evidence_id", "name", "size", "sha256", "stored", "media_type", "reference")
NOTHING_FOUND = "[]"


@dataclass(frozen=True)
class Answer:
    """An item with what answers it now; `print` is the fingerprint of that."""

    item: RequestedItem
    parts: tuple[Part, ...]
    print: str

    @property
    def changed_since_approved(self) -> bool:
        """Whether what was approved, or sent, is not what stands."""
        held = {ItemStatus.APPROVED: self.item.approved_print, ItemStatus.SENT: self.item.sent_print}
        status = ItemStatus(self.item.status)
        return status in held and held[status] != self.print

    @property
    def withdrawn(self) -> list[Document]:
        """The documents it names that were taken out of the library."""
        return [part.document for part in self.parts if part.document and part.is_withdrawn]

    @property
    def is_checked(self) -> bool:
        """Whether somebody looked for personal data in just this answer."""
        return bool(self.print) and self.item.checked_print == self.print


def answers_of(round: Round) -> list[Answer]:
    """Every item of a round's return, in its order, with due date, owner and answer: three queries."""
    return with_answers(_items.rows(round.pk))


@Question
def _items(round: int) -> QuerySet[RequestedItem]:
    return RequestedItem.objects.in_round(round).with_due().select_related("owner")


def with_answers(items: Collection[RequestedItem]) -> list[Answer]:
    """These items with their answers: two queries."""
    parts = parts_by("item", [item.pk for item in items])
    return [Answer(item, tuple(parts[item.pk]), answer_print(parts[item.pk])) for item in items]


def answer_of(item: RequestedItem) -> Answer:
    """One item with its answer as it stands now."""
    return with_answers([item])[0]


def parts_by(name: str, keys: Collection[int]) -> dict[int, list[Part]]:
    """The parts of answers in their order, by what they answer: `name` is "item" or "follow_up"."""
    found: dict[int, list[Part]] = defaultdict(list)
    if not keys:
        return found
    asked = tuple(sorted(keys))
    rows = _parts.tuples(name, asked)
    names_any = any(row[8] is not None for row in rows)
    files, waiting, stopped = _files(name, asked) if names_any else ({}, {}, set())
    documents: dict[int, Document] = {}
    for answers, reference, kind, pointer, url, text, number, by, evidence, *told in rows:
        document = None
        if evidence is not None:
            document = documents.get(evidence) or _document(evidence, *told)
            documents[evidence] = document
        found_in = waiting.get(evidence, ())
        told_of = (files.get(evidence), evidence in waiting, by, number, found_in, evidence in stopped)
        found[answers].append(Part(reference, kind, pointer, url, text, document, *told_of))
    return found


@Question
def _parts(name: str, keys: tuple[int, ...]) -> QuerySet:
    return _of(name, keys).order_by("number", "pk").values_list(f"{name}_id", *_PART)


@Question
def _kept_files(name: str, keys: tuple[int, ...]) -> QuerySet:
    """By a subquery: hundreds of numbers in the question would take longer than the answer."""
    documents = _of(name, keys).values("evidence")
    kept = EvidenceFile.objects.filter(evidence__in=documents).exclude(state__in=EvidenceFile.GONE)
    told = Cast("findings", TextField())  # nearly always nothing, and 300 such lists are as dear to read as full ones
    return kept.order_by("number").values_list("state", "job__state", "confirmed_at", *_FILE, told)


def _of(name: str, keys: tuple[int, ...]) -> QuerySet:
    return AnswerPart.objects.filter(**{f"{name}__in": keys})


def _document(
    pk: int, number: int, title: str, kind: str, url: str, sensitivity: str, gone, owner, added
) -> Document:
    sent = url if kind == Evidence.Kind.LINK else ""
    return Document(pk, f"E{number}", title, kind, sent, sensitivity, gone, frozenset({owner, added} - {None}))


def _files(name: str, keys: tuple[int, ...]) -> tuple[dict[int, File], dict[int, Findings], set[int]]:
    """The newest file of each document that may be sent, what was found in newer ones that wait, or nothing yet.

    And the documents of which the check of a newer file has failed, so that it waits for nothing.
    """
    ready: dict[int, File] = {}
    newest: dict[int, Findings] = {}
    stopped: set[int] = set()
    for state, check, confirmed, evidence, *told, findings in _kept_files.tuples(name, keys):
        found = _pairs(findings) if findings != NOTHING_FOUND else ()
        stopped.discard(evidence)
        if state == EvidenceFile.State.WAITING or (found and confirmed is None):
            newest[evidence] = () if state == EvidenceFile.State.WAITING else found
            if state == EvidenceFile.State.WAITING and check in {Job.State.FAILED, Job.State.CANCELLED}:
                stopped.add(evidence)
        else:
            ready[evidence] = File(*told, found)
            newest.pop(evidence, None)
    return ready, newest, stopped


def _pairs(findings: str) -> Findings:
    return tuple((one["kind"], one["place"]) for one in json.loads(findings))
