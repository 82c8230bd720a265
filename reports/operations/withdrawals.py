"""Documents that hold words withdrawn for personal data are taken back: their file and frozen content go."""

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from assurance import forgetting, history, jobs
from assurance.forgetting import Eyes, Found
from assurance.models import Council, User
from assurance.passages import Passage
from reports.models import Document
from reports.models.document import SPREADSHEETS
from reports.operations.documents import remove_files


def find_documents(*, council: Council, passage: Passage, eyes: Eyes) -> Iterator[Found]:
    """The documents of a council that hold the words, in whatever round, and whether this person may read each."""
    for document in _holding(council, passage):
        access = eyes.in_round(document.round_id)
        scores = access.sees_all_scores or not document.includes_scores
        backed = document.includes_backing or document.kind in SPREADSHEETS
        seen = scores and (access.reads_evidence or not backed)
        yield Found(
            what=forgetting.DOCUMENT,
            round=document.round_id,
            where="",
            seen=seen,
            common=not document.includes_scores,
            reference=document.reference,
        )


@transaction.atomic
def withdraw_documents(*, council: Council, passage: Passage, by: User, at: datetime.datetime) -> None:
    """Take back every document of a council that holds the words; those that are still being made are stopped.

    The history gets one line for each round, and one more for the documents with scores in it.
    """
    found = list(_holding(council, passage))
    if not found:
        return
    jobs.cancel_all(jobs=[one.job_id for one in found if one.job_id is not None], at=at)
    Document.objects.filter(pk__in=[one.pk for one in found]).update(
        snapshot={}, file="", size=None, made_at=None, pages=None, withdrawn_at=at
    )
    transaction.on_commit(lambda: _remove_files(found))
    told: dict[tuple[int, bool], list[Document]] = {}
    for document in found:
        told.setdefault((document.round_id, document.includes_scores), []).append(document)
    for (_, about_scores), documents in told.items():
        first, others = documents[0], len(documents) - 1
        also = f" and {others} more" if others else ""
        history.record(
            by=by,
            at=at,
            round=first.round,
            verb="took back",
            subject=f"{first.get_kind_display()} {first.reference}{also}",
            after={"why": "words in it were withdrawn", "documents": [one.reference for one in documents]},
            about_scores=about_scores,
        )


def _remove_files(documents: list[Document]) -> None:
    for document in documents:
        remove_files(document=document)


def _holding(council: Council, passage: Passage) -> Iterator[Document]:
    documents = Document.objects.filter(round__council=council, withdrawn_at=None).select_related("round")
    if passage.needle:
        documents = documents.alias(said=Cast("snapshot", TextField())).filter(said__icontains=passage.needle)
    for document in documents.order_by("pk").iterator(chunk_size=20):
        if passage.stands_anywhere_in(document.snapshot):
            document.snapshot = {}  # read, and not kept in memory with all the others
            yield document
