"""Northmoor's evidence library: of all kinds, some of it stale, some real files, and gaps left to be seen."""

import datetime

from django.utils import timezone

from assurance import demo
from assurance.models import EvidenceCategory, Round
from selfassessment.demonstration.papers import pdf_file, word_file
from selfassessment.models import Evidence
from selfassessment.operations.citations import cite_evidence
from selfassessment.operations.evidence import Facts, add_category, add_evidence
from selfassessment.operations.evidence_files import receive_bytes


def load_evidence() -> None:
    """Add the demonstration's evidence and cite it; does nothing when the council has any."""
    council = demo.council()
    if Evidence.objects.filter(council=council).exists():
        return
    data = demo.content("northmoor-evidence")
    round = Round.objects.with_setting().get(slug=demo.content()["round"]["slug"], council=council)
    own = {
        title: add_category(round=round, title=title, by=demo.person("priya"), at=demo.days_ago(36)).slug
        for title in data["categories"]
    }
    known = {*own.values(), *EvidenceCategory.objects.filter(edition=round.edition).values_list("slug", flat=True)}
    statements = {s.slug: s for s in round.edition.statements.prefetch_related("i_statements")}
    for number, entry in enumerate(data["items"]):
        at = demo.days_ago(34 - number)
        by = demo.person(entry["owner"])
        assert entry["category"] in known
        item = add_evidence(
            round=round, kind=entry["kind"], facts=_facts(entry, by), is_draft=entry.get("draft", False), by=by, at=at
        )
        if made := _file(entry):
            receive_bytes(item=item, round=round, name=made[0], content=made[1], by=by, at=at)
        for cited in entry.get("cited", []):
            statement = statements[cited["in"]]
            i_statements = {i.number: i for i in statement.i_statements.all()}
            cite_evidence(
                item=item, round=round, statement=statement, shows=cited["shows"], pointer=cited.get("pointer", ""),
                i_statement=i_statements.get(cited.get("i")), by=by, at=at,
            )  # fmt: skip


def _facts(entry: dict, owner) -> Facts:
    today = timezone.localdate()
    review_in = entry.get("review_in")
    return Facts(
        title=entry["title"],
        category=entry["category"],
        summary=entry.get("summary", ""),
        dated_on=today - datetime.timedelta(days=entry["dated"]),
        review_by=today + datetime.timedelta(days=review_in) if review_in is not None else None,
        owner=owner,
        sensitivity=entry.get("sensitivity", Evidence.Sensitivity.INTERNAL),
        quality=entry.get("quality", ""),
        is_key=entry.get("key", False),
        url=entry.get("url", ""),
        quotation=entry.get("quotation", ""),
        said_by=entry.get("said_by", ""),
    )


def _file(entry: dict) -> tuple[str, bytes] | None:
    """The item's file and its name, where it has one; made here, of invented words."""
    if entry.get("file") == "pdf":
        return f"{entry['title']}.pdf", pdf_file(entry["pages"])
    if entry.get("file") == "word":
        return f"{entry['title']}.docx", word_file(entry["paragraphs"])
    return None
