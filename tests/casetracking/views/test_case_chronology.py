"""The chronology: days before the pool's day, and no date."""

import datetime

import pytest

from tests.pages import day, get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_a_line_is_added_without_its_date(signed_in, helen, full, case):
    full.refresh_from_db()
    on = full.as_at - datetime.timedelta(days=30)
    client, reference = signed_in(helen), case.candidate.reference
    given = {"what": "First visit", **day("on", on.day, on.month, on.year)}
    page = post(client, "case_chronology", "2027", full.slug, reference, **given)
    assert leads_to(page, "case_chronology", "2027", "first", reference)
    words = get(client, "case_chronology", "2027", full.slug, reference).words
    assert "30 days before First visit" in words
    assert f"{on:%-d %B %Y}" not in words


def test_a_line_says_what_happened(signed_in, helen, full, case):
    given = {"what": "", **day("on", 1, 1, 2026)}
    page = post(signed_in(helen), "case_chronology", "2027", full.slug, case.candidate.reference, **given)
    refuses(page, "Say what happened", "what")


def test_a_day_that_is_still_to_come_is_refused(signed_in, helen, full, case, now):
    on = now.date() + datetime.timedelta(days=2)
    given = {"what": "A visit", **day("on", on.day, on.month, on.year)}
    page = post(signed_in(helen), "case_chronology", "2027", full.slug, case.candidate.reference, **given)
    refuses(page, "That day is still to come")
    assert not case.milestones.exists()
