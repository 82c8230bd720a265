"""Taking a line out of the chronology."""

import pytest

from casetracking.models import Milestone
from casetracking.operations.cases import add_milestone
from tests.pages import get, leads_to, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(case, helen, now):
    return add_milestone(case=case, on=now.date(), what="First visit", by=helen, at=now)


def test_a_line_is_taken_out(signed_in, helen, full, case, line):
    page = post(signed_in(helen), "case_milestone_remove", "2027", full.slug, case.candidate.reference, line=line.pk)
    assert leads_to(page, "case_chronology", "2027", "first", case.candidate.reference)
    assert not Milestone.objects.exists()


@pytest.mark.parametrize("number", ["999999", "x", ""])
def test_a_line_that_is_gone_is_said(number, signed_in, helen, full, case, line):
    client, reference = signed_in(helen), case.candidate.reference
    post(client, "case_milestone_remove", "2027", full.slug, reference, line=number)
    assert Milestone.objects.exists()
    assert "gone already" in get(client, "case_chronology", "2027", full.slug, reference).words


def test_a_line_of_another_case_is_left_alone(signed_in, helen, full, listed, line):
    other = listed[1].candidate.reference
    post(signed_in(helen), "case_milestone_remove", "2027", full.slug, other, line=line.pk)
    assert Milestone.objects.exists()
