"""A pool's audits: my own, and for the principal social worker all, with how far two agree."""

import datetime

import pytest

from tests.casetracking.auditing import audited, finished, give
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_an_auditor_sees_their_own_and_no_grade_of_others(signed_in, marcin, helen, full, listed, now):
    give(listed[0], marcin, helen, now)
    audited(listed[1], helen, now, 2)
    page = get(signed_in(marcin), "pool_audits", "2027", full.slug)
    assert listed[0].candidate.reference in page.words
    assert listed[1].candidate.reference not in page.words
    assert "Everybody’s" not in page.words


def test_an_auditor_without_a_case_here_is_refused(signed_in, marcin, full, listed):
    assert get(signed_in(marcin), "pool_audits", "2027", full.slug).status == 403


def test_agreement_and_what_to_discuss(signed_in, marcin, helen, full, listed, now):
    for case, first, second in zip(listed, (3, 2, 4), (3, 3, 1), strict=False):
        audited(case, marcin, now, first)
        audited(case, helen, now, second, "moderation")
    words = get(signed_in(helen), "pool_audits", "2027", full.slug).words
    assert "Graded twice 3 cases" in words
    assert "The same grade 1 of 3" in words
    assert "Within one grade 2 of 3" in words
    assert "Kappa is not worked out" in words
    discuss = words.partition("To discuss")[2]
    assert discuss.index(listed[2].candidate.reference) < discuss.index(listed[1].candidate.reference)
    assert listed[0].candidate.reference not in discuss


def test_who_moderates_sees_no_first_grade_on_the_list(signed_in, marcin, helen, full, listed, now):
    audited(listed[0], marcin, now, 2)
    give(listed[0], helen, helen, now, "moderation")
    client = signed_in(helen)
    assert "grade 2" not in get(client, "pool_audits", "2027", full.slug).words
    finished(listed[0].audits.get(kind="moderation"), now, 3)
    assert "grade 2" in get(client, "pool_audits", "2027", full.slug).words


def test_what_is_late_is_marked(signed_in, marcin, helen, full, listed, now):
    give(listed[0], marcin, helen, now, due_on=now.date() - datetime.timedelta(days=1))
    assert "1 late" in get(signed_in(helen), "pool_audits", "2027", full.slug).words
