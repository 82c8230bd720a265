"""What came of a file: faults and unknown values in sentences."""

import ast
import re

import pytest

from casetracking.models import Import
from casetracking.presenters.files import FAULTS
from tests.casetracking.cld.made import rolled, small
from tests.casetracking.rooms import filled
from tests.house.rooms import ROOT
from tests.pages import get

pytestmark = pytest.mark.django_db
NOT_FAULTS = {"rows", "release-1", "long-term-lines"}


def test_every_count_of_the_reader_has_its_sentence():
    counted = set()
    for path in (ROOT / "casetracking" / "cld").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        counted |= set(re.findall(r"counts\[\"([a-z0-9-]+)\"\]", text))
        if path.stem == "events":
            why = next(n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Dict) and len(n.keys) == 5)
            counted |= {key.value for key in why.keys}
    counted |= {f"unreadable-{kind}" for kind in ("birth", "death", "start", "end")}
    assert counted - NOT_FAULTS == FAULTS.keys()


def test_faults_are_sentences_with_what_to_do(signed_in, helen, pool, now):
    rows = [{"LA Person Unique Identifier": f"P{n}", "Event Start Date": "02/03/2026", "Event End Date": "01/03/2026"}
            for n in range(3)]  # fmt: skip
    filled(pool, helen, now, rolled(small(*rows, {"LA Person Unique Identifier": "P9", "Gender": "Wrong"})))
    page = get(signed_in(helen), "pool_file", "2027", pool.slug, 1)
    assert "3 events that end before they start. They are left out. Put the dates right in your system." in page.words
    assert "Gender: 1 row 1 row whose value is not shown" in page.words
    assert "This council has no LA code" in page.words
    assert "too few events to tell which months" in page.words


def test_a_file_without_faults_says_so(signed_in, helen, full):
    Import.objects.update(counts={"rows": 5}, unmapped=[])
    words = get(signed_in(helen), "pool_file", "2027", full.slug, 1).words
    assert "We found nothing wrong with it" in words
    assert "every value is in the specification" in words


def test_rows_of_another_council_and_missing_columns_are_warned_of(signed_in, helen, full, northmoor):
    northmoor.council.area.cassr_code = "999"
    northmoor.council.area.save()
    Import.objects.update(councils={"999": 5, "503": 2}, missing=["Dementia", "Unit Cost"], strange=1)
    words = get(signed_in(helen), "pool_file", "2027", full.slug, 1).words
    assert "2 rows name another council" in words
    assert "The file lacks “Dementia” and “Unit Cost”" in words
    assert "1 column of the file is not in the specification. It was not read." in words


OUTSIDE = {"Event Start Date": "01/02/2020", "Event End Date": "02/02/2020"}


@pytest.mark.parametrize(("outside", "warned"), [(3, True), (2, False)])
def test_a_file_most_of_whose_events_lie_outside_its_period_is_warned_of(
    outside, warned, signed_in, helen, pool, now
):
    inside = [{"Event Start Date": f"0{day}/02/2026", "Event End Date": f"0{day}/02/2026"} for day in (1, 2)]
    filled(pool, helen, now, rolled(small(*inside, *[OUTSIDE] * outside)))
    page = get(signed_in(helen), "pool_file", "2027", pool.slug, 1)
    said = f"Warning Most of its events, {outside} of {outside + 2}, lie outside the period it states."
    assert (said in page.words) is warned
    assert f"{outside} events outside the file’s period." in page.words


def test_a_file_that_is_not_there_is_not_found(signed_in, helen, full):
    assert get(signed_in(helen), "pool_file", "2027", full.slug, 2).status == 404
