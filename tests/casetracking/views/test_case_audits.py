"""A case's two audits side by side, but not for somebody with one of them to finish."""

import pytest

from tests.casetracking.auditing import audited, give
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_the_two_stand_side_by_side(signed_in, helen, marcin, full, case, now):
    audited(case, marcin, now, 2, note="Seen by Marcin.")
    audited(case, helen, now, 4, "moderation", note="Seen by Helen.")
    words = get(signed_in(helen), "case_audits", "2027", full.slug, case.candidate.reference).words
    assert "2 Seen by Marcin. 4 Seen by Helen." in words
    assert "They have talked about it" in words


def test_whoever_has_one_to_finish_does_not_see_the_other(signed_in, helen, marcin, full, case, now):
    audited(case, marcin, now, 2, note="Seen by Marcin.")
    give(case, helen, helen, now, "moderation")
    page = get(signed_in(helen), "case_audits", "2027", full.slug, case.candidate.reference)
    assert "Seen by Marcin" not in page.html
    assert "Listened well" not in page.html
    assert "two people judge apart" in page.words


def test_nothing_given_leads_to_giving(signed_in, helen, full, case):
    assert (
        "not given to anybody yet"
        in get(signed_in(helen), "case_audits", "2027", full.slug, case.candidate.reference).words
    )
