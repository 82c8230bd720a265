"""The days of a pool, step by step."""

import datetime

import pytest

from casetracking.models import Pool
from casetracking.operations.audits import give_audits
from tests.pages import day, get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def dates(client, pool, **given):
    return post(client, "pool_dates", "2027", pool.slug, **{"version": "1", **given})


def test_a_day_is_set_and_stands_on_the_pool(signed_in, helen, full):
    client = signed_in(helen)
    given = {**day("list_due_on", 3, 2, 2027), **day("interviews_due_on", 3, 4, 2027), "list_done": "on"}
    assert leads_to(dates(client, full, **given), "pool_dates", "2027", full.slug)
    full.refresh_from_db()
    assert (full.list_due_on.isoformat(), full.interviews_due_on.isoformat()) == ("2027-02-03", "2027-04-03")
    assert full.chosen_due_on is None
    words = get(client, "pool", "2027", full.slug).words
    assert "Next: 3 April 2027" in words  # the list is done
    words = get(client, "pool_dashboard", "2027", full.slug).words
    assert "The regulator speaks to people: 3 April 2027" in words
    assert "Done" in words


def test_a_save_that_comes_late_is_told_and_shows_what_stands(signed_in, helen, full):
    client = signed_in(helen)
    dates(client, full, **day("list_due_on", 3, 2, 2027))
    page = dates(client, full, **day("list_due_on", 4, 2, 2027))
    assert page.status == 409
    refuses(page, "Somebody else changed this pool", status=409)
    assert "What stands now" in page.words
    assert "3 February 2027" in page.words
    assert page.value("list_due_on_day") == "4"
    assert leads_to(dates(client, full, version=page.value("version"), **day("list_due_on", 4, 2, 2027)),
                    "pool_dates", "2027", full.slug)  # fmt: skip


def test_a_day_that_is_none_is_refused_and_so_is_a_choice_before_the_list(signed_in, helen, full):
    client = signed_in(helen)
    refuses(dates(client, full, **day("list_due_on", 31, 2, 2027)), "Give a real date", "list_due_on_day")
    wrong = {**day("list_due_on", 3, 2, 2027), **day("chosen_due_on", 2, 2, 2027)}
    refuses(dates(client, full, **wrong), "before the step it follows", "chosen_due_on_day")
    assert Pool.objects.get(pk=full.pk).list_due_on is None


def test_days_are_suggested_from_the_letters_and_nothing_is_saved_by_that(signed_in, helen, full):
    client = signed_in(helen)
    refuses(dates(client, full, suggest="yes"), "Give the day of the letter", "letter_on_day")
    sent = {**day("letter_on", 27, 11, 2026), **day("list_due_on", 30, 11, 2026), "list_done": "on"}
    page = dates(client, full, suggest="yes", **sent)
    assert "Nothing is saved yet" in page.words
    assert "Check them against your CQC letter" in page.words
    assert [page.value(f"list_due_on_{part}") for part in ("day", "month")] == ["30", "11"]  # it is done
    assert [page.value(f"chosen_due_on_{part}") for part in ("day", "month", "year")] == ["25", "12", "2026"]
    assert Pool.objects.get(pk=full.pk).chosen_due_on is None


def test_home_says_what_is_late_and_what_is_due(signed_in, helen, marcin, full, listed, now):
    client = signed_in(helen)
    late, soon = now.date() - datetime.timedelta(days=2), now.date() + datetime.timedelta(days=2)
    given = {
        **day("list_due_on", late.day, late.month, late.year),
        **day("audits_due_on", soon.day, soon.month, soon.year),
    }
    dates(client, full, version=str(Pool.objects.get(pk=full.pk).version), **given)
    give_audits(pool=full, cases=listed[:3], auditor=marcin, kind="audit", due_on=late, by=helen, at=now)
    words = get(client, "home").words
    assert "The list goes to the regulator" in words
    assert "2 days ago" in words
    assert "Practice audits are finished" in words
    page = get(signed_in(marcin), "home")
    assert "3 cases to audit" in page.words
    assert "3 late" in page.words
    assert "Audits given to you" in page.words
    assert "The list goes to the regulator" not in page.words
