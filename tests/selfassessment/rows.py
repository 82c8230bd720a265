"""Evidence and actions as rows, for pages that gather them; how they come about is tested where they are made."""

from selfassessment.models import Action, Citation, Evidence, EvidenceFile, Judgement
from selfassessment.operations.writing import judgement_of


def evidence(northmoor, number: int, title: str, at, *, file: str = "", cited: bool = False, **given) -> Evidence:
    """An item of the library, with a file's name or cited in "Assessing needs" where that matters."""
    council = given.pop("council", northmoor.council)
    item = Evidence.objects.create(
        council=council, number=number, title=title, added_at=at, changed_at=at,
        **{"kind": "document", "category": "processes", **given},
    )  # fmt: skip
    if file:
        EvidenceFile.objects.create(
            reference=f"f-{number}", evidence=item, council=council, number=1, name=file, media_type="text/plain",
            size=1, sha256="0" * 64, stored="x", state="clean", uploaded_at=at,
        )  # fmt: skip
    if cited:
        section = judgement_of(round=northmoor.round, statement=northmoor.statement("assessing-needs"))
        Citation.objects.create(reference=f"k-{number}", evidence=item, judgement=section, shows="It.", at=at)
    return item


def action(northmoor, number: int, what: str, at, **given) -> Action:
    """Something promised."""
    return Action.objects.create(
        **{"council": northmoor.council, "round": northmoor.round, "source": "statement", **given},
        number=number, what=what, added_at=at, changed_at=at,
    )  # fmt: skip


def section_row(northmoor, slug: str = "assessing-needs") -> Judgement:
    """A section's row, begun."""
    return judgement_of(round=northmoor.round, statement=northmoor.statement(slug))
