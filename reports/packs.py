"""What a pack's page shows of it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from assurance.questions import Question
from reports.models import Pack
from selfassessment.models import EvidenceFile


@dataclass(frozen=True)
class Line:
    """An item of a pack, with the files in it and how many other parts its answer has."""

    title: str
    files: list[str]
    others: int


def contents_of(pack: Pack) -> list[tuple[str, list[Line]]]:
    """The items of a pack by section, from its frozen content; files by their names in it."""
    return [
        (section["title"], [_line(item) for item in section["items"]])
        for section in pack.snapshot.get("sections", ())
    ]


def _line(item: dict) -> Line:
    files = list(dict.fromkeys(part["path"] for part in item["parts"] if part["path"]))
    others = sum(not part["path"] for part in item["parts"])
    return Line(f"{item['reference']} {item['title']}", files, others)


def withdrawn_since(pack: Pack) -> list[str]:
    """The documents in a pack whose files were withdrawn from the library since: one query."""
    files = {file["stored"]: file["document"] for file in pack.snapshot.get("files", ())}
    gone = files.keys() - {stored for (stored,) in _kept.tuples(pack.round.council_id)}
    return sorted(files[stored] for stored in gone)


@Question
def _kept(council: int) -> QuerySet:
    """All that a council keeps: to name three hundred files in the question takes longer."""
    return EvidenceFile.objects.filter(council=council).exclude(stored="").values_list("stored")
