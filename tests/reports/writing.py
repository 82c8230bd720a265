"""Reaching the states documents are made from, by the operations people use."""

import io
from functools import lru_cache

import pypdf

from assurance import jobs
from assurance.models import EvidenceCategory, Part, QualityStatement
from reports.models import Document
from reports.operations.documents import request_document
from selfassessment.models import PartText, Score
from selfassessment.operations.scoring import record_score
from selfassessment.operations.writing import Draft, write_parts
from selfassessment.slots import Slot, i_statements_of, slots_of

SCORES = [3, 3, 2, 2, 3, 3, 3, 3, 3]  # 25 of 36, published as 70


def slots_in(round, statement: QualityStatement | None) -> list[Slot]:
    """The slots of a section of a round."""
    parts = Part.objects.for_section(statement).filter(prompt_set=round.prompt_set)
    return slots_of(list(parts), i_statements_of(statement))


def text_of(section: str, slot: Slot) -> str:
    """What the tests write in a slot: different for every slot of every section."""
    return f"Words of {section} about {slot.key}.\n\nIt shows in 2 ways:\n- first at {section}\n- then in {slot.key}"


def write_section(round, statement: QualityStatement | None, texts: dict[str, str], by, at) -> None:
    """Write some slots of a section, by their keys such as "summary" or "voice--i1"."""
    drafts = []
    for slot in slots_in(round, statement):
        if slot.key not in texts:
            continue
        known = PartText.objects.filter(
            judgement__round=round, judgement__statement=statement, part=slot.part, i_statement=slot.i_statement
        ).first()
        version = known.version if known else 0
        drafts.append(Draft(slot.part, texts[slot.key], version, slot.i_statement))
    outcome = write_parts(round=round, statement=statement, drafts=drafts, by=by, at=at)
    assert not outcome.stale


def write_everything(round, by, at) -> None:
    """Write every slot of every section, the opening one too."""
    for statement in [None, *round.edition.statements.in_order()]:
        name = statement.slug if statement else "opening"
        texts = {slot.key: text_of(name, slot) for slot in slots_in(round, statement)}
        write_section(round, statement, texts, by, at)


def score_statement(round, statement, value: int, by, at, reason: str = "") -> None:
    """Score a statement; under the 2023 method every kind of evidence gets the same score."""
    known = Score.objects.filter(judgement__round=round, judgement__statement=statement).first()
    by_category = round.edition.method.scores_categories
    record_score(
        round=round,
        statement=statement,
        reason=reason or f"Reason for {statement.slug}.",
        version=known.version if known else 0,
        by=by,
        at=at,
        value=None if by_category else value,
        categories=dict.fromkeys(EvidenceCategory.objects.filter(edition=round.edition), value)
        if by_category
        else None,
    )


def score_everything(round, by, at, scores=SCORES) -> None:
    """Score the statements in their order; None leaves one without."""
    for statement, value in zip(round.edition.statements.in_order(), scores, strict=True):
        if value is not None:
            score_statement(round, statement, value, by, at)


def ask_for(round, by, at, kind=Document.Kind.WORKBOOK, includes_scores=True, includes_backing=False) -> Document:
    """Ask for a document as a person does."""
    return request_document(
        round=round, kind=kind, format="pdf", includes_scores=includes_scores, includes_backing=includes_backing,
        by=by, at=at,
    )  # fmt: skip


def make(document: Document) -> Document:
    """Let a worker do the document's job, here and now."""
    jobs.run(document.job_id)
    return Document.objects.select_related("job").get(pk=document.pk)


def content_of(document: Document) -> bytes:
    """The file of a document that is made."""
    with document.file.open("rb") as file:
        return file.read()


@lru_cache(maxsize=8)  # several tests read the same document
def words_in(content: bytes) -> str:
    """A PDF's text without any space, so that line ends don't matter."""
    return squeezed(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))


def squeezed(text: str) -> str:
    """The text without any space."""
    return "".join(text.split())
