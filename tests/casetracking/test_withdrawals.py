"""Words withdrawn for personal data go from every text of the case room; who may see no case learns of none."""

import pytest
from django.db import models

from assurance.forgetting import Eyes
from assurance.passages import Passage
from casetracking import models as room
from casetracking.models import HeldSheet, Reflection
from casetracking.operations.choosing import lock_candidate
from casetracking.operations.sheets import hold_sheet
from casetracking.operations.tools import set_teams
from casetracking.operations.withdrawals import SOURCES, find_in_cases, forget_in_cases
from casetracking.sheet.headings import Column
from casetracking.sheet.reading import Sheet
from tests.casetracking.cases import asked
from tests.casetracking.cld.made import KEY

WORDS = Passage("Ada Thistlewoode")
# Texts nobody types: words of ours, references, marks, sealed texts.
NOT_TYPED = {
    "Attribute": {"source"}, "Candidate": {"reference"}, "Criterion": {"edition", "source"},
    "AuditTool": {"edition"}, "Decision": {"reference", "verb"}, "HeldSheet": {"mark", "rows", "shown"},
    "Import": {"release"}, "Look": {"reference", "page", "by_name"}, "ReferenceKey": {"sealed"},
    "SheetColumn": {"mark", "means"}, "DrawnFrom": {"asked"},
    "Case": {"status"}, "Audit": {"status"},
}  # fmt: skip


def test_every_text_of_the_room_is_looked_through_or_is_typed_by_nobody():
    looked = {source.model.__name__: set(source.fields) for source in SOURCES}
    for name in room.__all__:
        model = getattr(room, name)
        texts = {
            one.name
            for one in model._meta.get_fields()
            if isinstance(one, models.CharField | models.TextField) and not isinstance(one, models.SlugField)
            if not one.choices
        }
        assert texts <= looked.get(name, set()) | NOT_TYPED.get(name, set()), name


def planted(source) -> int:
    """Put the words into every field of every row there is."""
    rows = source.model.objects.all()
    for name in source.fields:
        text = "Seen with ada  thistlewoode."
        is_json = isinstance(source.model._meta.get_field(name), models.JSONField)
        rows.update(**{name: {"said": [text]} if is_json else text})
    return rows.count()


@pytest.mark.django_db
def test_the_words_are_found_and_go_from_every_text(cases, helen, priya, northmoor, now):
    from tests.casetracking.auditing import finished, give, theme

    council, pool = northmoor.council, cases[0].pool
    asked(cases[1], helen, now)
    finished(give(cases[0], northmoor.marcin, helen, now), now, note="It shows.")
    theme(pool, helen, now)
    set_teams(council=council, teams={northmoor.marcin: "Moor"}, by=helen, at=now)
    lock_candidate(pool=pool, candidate=cases[2].candidate, side="in", reason="So.", by=helen, at=now)
    Reflection.objects.create(case=cases[0], text="Before.", at=now)
    held = {source: planted(source) for source in SOURCES}
    assert {source.model.__name__ for source, rows in held.items() if rows} >= {"Consent", "Audit", "Theme", "Lock"}
    Reflection.objects.update(version=3)
    told = list(find_in_cases(council=council, passage=WORDS, eyes=Eyes(priya, council)))
    ours = sum(source.model.objects.filter(**{source.council: council}).count() for source in SOURCES)
    assert len(told) == ours > 90
    assert {one.what[0] for one in told if one.seen} == {"pool of cases", "theme of audits"}
    assert all(one.seen for one in find_in_cases(council=council, passage=WORDS, eyes=Eyes(helen, council)))
    forget_in_cases(council=council, passage=WORDS, by=priya, at=now)
    assert not list(find_in_cases(council=council, passage=WORDS, eyes=Eyes(priya, council)))
    reflection = Reflection.objects.get()
    assert (reflection.text, reflection.version) == ("Seen with [withdrawn].", 4)


@pytest.mark.django_db
def test_a_spreadsheet_that_holds_them_is_forgotten(full, helen, northmoor, now):
    columns = [Column(0, "A", "Mosaic ID", "m", "local-id"), Column(1, "B", "Ada Thistlewoode", "n", "team")]
    hold_sheet(
        pool=full, sheet=Sheet(columns, "", 1), key=None, secret=KEY, attributes=[], by=helen, at=now
    )  # fmt: skip
    forget_in_cases(council=northmoor.council, passage=Passage("Somebody else"), by=helen, at=now)
    assert HeldSheet.objects.exists()
    forget_in_cases(council=northmoor.council, passage=WORDS, by=helen, at=now)
    assert not HeldSheet.objects.exists()
