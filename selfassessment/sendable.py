"""Which file of a document would be sent now, why none can be, and what is kept of what was sent."""

from collections.abc import Iterable

from selfassessment.models import AnswerPart, Evidence, EvidenceFile


def newest_files(items: Iterable[int]) -> dict[int, EvidenceFile]:
    """The newest file that is still kept of each of these documents, by the document's number: one query."""
    files = EvidenceFile.objects.filter(evidence__in=set(items)).exclude(state__in=EvidenceFile.GONE)
    return {file.evidence_id: file for file in files.order_by("number")}


def why_not(item: Evidence, file: EvidenceFile | None) -> str:
    """Why a document can't be sent now, in a sentence; empty when nothing is against it."""
    if item.is_withdrawn:
        return f"{item.reference} “{item.title}” was withdrawn from the evidence library."
    if item.kind == Evidence.Kind.LINK:
        return ""
    if item.kind == Evidence.Kind.QUOTATION:
        return f"{item.reference} “{item.title}” is a quotation, so it has no file to send."
    if file is None:
        return f"{item.reference} “{item.title}” has no file yet."
    if file.is_waiting:
        return f"The file of {item.reference} “{item.title}” is still being checked."
    if file.needs_confirming:
        return (
            f"The file of {item.reference} “{item.title}” may hold personal data: somebody has to look and say that "
            "it may stay."
        )
    return ""


def answer_to(follow_up) -> list[AnswerPart]:
    """The parts of the answer to a follow-up request, in their order, with their documents: one query."""
    parts = AnswerPart.objects.filter(follow_up=follow_up).select_related("evidence")
    return list(parts.order_by("number", "pk"))


def files_of(parts: Iterable[AnswerPart]) -> dict[int, EvidenceFile]:
    """The newest file of each document some parts name: one query, or none."""
    named = {part.evidence_id for part in parts if part.evidence_id is not None}
    return newest_files(named) if named else {}


def against_sending(parts: Iterable[AnswerPart], files: dict[int, EvidenceFile]) -> list[str]:
    """What stands against sending these parts, a sentence for each document, each once."""
    said = (why_not(part.evidence, files.get(part.evidence_id)) for part in parts if part.evidence is not None)
    return [sentence for sentence in dict.fromkeys(said) if sentence]


def frozen(part: AnswerPart, files: dict[int, EvidenceFile]) -> dict[str, str]:
    """What is kept of a part that was sent: as it was then, with the name and the fingerprint of its file."""
    item, file = part.evidence, files.get(part.evidence_id) if part.evidence_id else None
    return {
        "kind": part.kind,
        "document": item.reference if item else "",
        "title": item.title if item else "",
        "name": file.name if file else "",
        "sha256": file.sha256 if file else "",
        "pointer": part.pointer,
        "url": part.url or (item.url if item else ""),
        "text": part.text,
    }
