"""One case: what comes next, what is recorded, who has looked."""

import datetime

import pytest

from casetracking.models import Look
from tests.casetracking.auditing import audited
from tests.casetracking.cases import asked, suited
from tests.pages import get

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "step"),
    [("drawn", "Check whether it is suitable"), ("suitable", "Record that they were asked"),
     ("waiting", "Record their answer"), ("no", "Take the best substitute")],
)  # fmt: skip
def test_the_page_says_what_comes_next(state, step, signed_in, helen, full, case, now):
    if state == "suitable":
        suited(case, helen, now)
    elif state != "drawn":
        asked(case, helen, now, state)
    assert step in get(signed_in(helen), "case", "2027", full.slug, case.candidate.reference).words


def test_consent_stands_with_its_route_and_who_is_beside_them(signed_in, helen, full, case, now):
    asked(case, helen, now, "yes", route="best-interests", beside="advocate", preference="through-worker")
    words = get(signed_in(helen), "case", "2027", full.slug, case.candidate.reference).words
    for said in (
        "by social worker",
        "Best-interests decision",
        "An advocate",
        "Through their worker",
        "They withdrew",
    ):
        assert said in words, said


def test_who_has_looked_stands_on_it(signed_in, helen, full, case):
    client = signed_in(helen)
    assert "Nobody before you" in get(client, "case", "2027", full.slug, case.candidate.reference).words
    again = get(client, "case", "2027", full.slug, case.candidate.reference)
    assert "Who has looked Helen Sowerby" in again.words
    assert [look.page for look in Look.objects.all()] == ["case", "case"]


def test_who_is_only_a_candidate_has_no_case(signed_in, helen, full, case):
    other = full.candidates.filter(case=None).first()
    assert get(signed_in(helen), "case", "2027", full.slug, other.reference).status == 404


def test_what_was_done_is_told_in_whole_sentences(signed_in, helen, marcin, full, case, now):
    audited(case, marcin, now)
    words = get(signed_in(helen), "case", "2027", full.slug, case.candidate.reference).words
    assert "Marcin Zielinski finished the audit of this case" in words


def test_who_has_looked_is_told_by_person_and_day_the_latest_first(signed_in, helen, full, case, now):
    reference = case.candidate.reference
    for minutes, name in [(0, "Helen"), (5, "Marcin"), (10, "Helen"), (-2000, "Helen")]:
        at = now.replace(hour=12, minute=0) + datetime.timedelta(minutes=minutes)
        Look.objects.create(pool=full, reference=reference, page="case", by_name=name, at=at)
    told = [(one["by_name"], one["times"]) for one in Look.objects.by_reader_and_day(full, reference)]
    assert told == [("Helen", 2), ("Marcin", 1), ("Helen", 1)]
    assert "Helen" in (words := get(signed_in(helen), "case", "2027", full.slug, reference).words)
    assert "2 times, last 12:10" in words
    assert "once, at 12:05" in words
