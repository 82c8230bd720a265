"""Reaching the states of the evidence library by the operations people use."""

from assurance import jobs
from assurance.uploads import examining
from assurance.uploads.examining import Examined
from selfassessment.models import Citation, Evidence, EvidenceFile
from selfassessment.operations import evidence_files
from selfassessment.operations.citations import cite_evidence
from selfassessment.operations.evidence import Facts, add_evidence
from selfassessment.operations.evidence_files import receive_bytes

NHS = "943 476 5919"


def add(northmoor, now, *, by=None, kind: str = "document", **facts) -> Evidence:
    """An item of the council, a document unless said otherwise."""
    given = {"title": "Carers’ survey", "category": "peoples-experience", **facts}
    if kind == "link":
        given.setdefault("url", "https://www.northmoor.example/a-page")
    if kind == "quotation":
        given.setdefault("quotation", "Nobody had asked me.")
    return add_evidence(round=northmoor.round, kind=kind, facts=Facts(**given), by=by or northmoor.aisha, at=now)


def put_file(northmoor, item, now, content: bytes = b"Words.", name: str = "survey.txt") -> EvidenceFile:
    """A file of the item, in quarantine."""
    return receive_bytes(item=item, round=northmoor.round, name=name, content=content, by=northmoor.aisha, at=now)


def check(file: EvidenceFile) -> EvidenceFile:
    """Let a worker check the file, here and now."""
    jobs.run(file.job_id)
    return EvidenceFile.objects.select_related("job", "evidence").get(pk=file.pk)


def nothing_found(monkeypatch, **said) -> None:
    """No process is started to read files: each is said to hold what is given here, or nothing."""
    monkeypatch.setattr(evidence_files, "examine", lambda *args, **kwargs: Examined(**said))
    assert examining.examine is not evidence_files.examine


def cite(northmoor, item, now, *, section: str = "assessing-needs", **given) -> Citation:
    """A citation of the item in a section."""
    given = {"shows": "8 in 10 were listened to", "by": northmoor.aisha, **given}
    return cite_evidence(
        item=item, round=northmoor.round, statement=northmoor.statement(section) if section else None, at=now, **given
    )


def cite_a_document(northmoor, now, monkeypatch) -> Citation:
    """A document with a checked file, cited in a section."""
    nothing_found(monkeypatch)
    item = add(northmoor, now)
    check(put_file(northmoor, item, now))
    return cite(northmoor, item, now)


def more_evidence(northmoor, statement, many: int, now) -> None:
    """Many more items of every kind with owners, files and citations, and many files and citations of the first."""
    first = Evidence.objects.filter(council=northmoor.council).order_by("number").first()
    for number in range(many):
        kind = ["document", "link", "quotation"][number % 3]
        item = add(northmoor, now, kind=kind, title=f"Item {number}", owner=northmoor.people["helen"])
        cite(northmoor, item, now, section=statement.slug, shows=f"It shows {number}")
        cite(northmoor, first, now, section=statement.slug, shows=f"It shows {number} too")
        put_file(northmoor, first, now, content=f"Words {number}".encode())
        if kind == "document":
            put_file(northmoor, item, now, content=f"Other words {number}".encode())
