"""How far each case of a pool is, under one filter at a time."""

import datetime

import pytest

from casetracking.models import Look
from tests.casetracking.cases import asked
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_each_case_stands_there_with_its_status_and_consent(signed_in, helen, full, listed, now):
    asked(listed[0], helen, now, "yes", interpreter=True, language="Polish")
    page = get(signed_in(helen), "pool_progress", "2027", full.slug)
    assert "6 cases" in page.words
    assert "Agreed" in page.words
    assert "said yes on" in page.words
    assert "interpreter: Polish" in page.words


def test_a_filter_shows_those_cases_only(signed_in, helen, full, listed, now):
    asked(listed[1], helen, now, "no")
    page = get(signed_in(helen), "pool_progress", "2027", full.slug, show="over")
    assert "1 case of 6" in page.words
    assert listed[1].candidate.reference in page.words
    assert listed[0].candidate.reference not in page.words


def test_a_question_without_an_answer_for_long_is_late(signed_in, helen, full, listed, now):
    asked(listed[2], helen, now, asked_on=now.date() - datetime.timedelta(days=20))
    page = get(signed_in(helen), "pool_progress", "2027", full.slug, show="late")
    assert "No answer for 20 days" in page.words
    assert "1 case of 6" in page.words


def test_an_empty_pool_says_what_to_do_first(signed_in, helen, full):
    assert "Draw the pool" in get(signed_in(helen), "pool_progress", "2027", full.slug).words


def test_a_look_at_the_list_is_written_down(signed_in, helen, full, listed):
    get(signed_in(helen), "pool_progress", "2027", full.slug)
    assert Look.objects.get().page == "pool_progress"
