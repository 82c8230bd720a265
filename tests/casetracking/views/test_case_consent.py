"""Recording who asked, when and how, and what the person said."""

import pytest

from assurance.models import Event
from casetracking.operations.cases import withdraw_consent
from tests.casetracking.cases import asked, fresh, suited
from tests.pages import day, get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(now) -> dict:
    today = now.date()
    return {
        "way": "phone", "asker": "Social worker", "route": "own", "beside": "nobody", "answer": "waiting",
        "version": "0", **day("asked_on", today.day, today.month, today.year),
    }  # fmt: skip


def answered(now) -> dict:
    return day("answered_on", now.day, now.month, now.year)


def test_somebody_is_asked_and_then_says_yes(signed_in, helen, full, case, now, given):
    suited(case, helen, now)
    client, reference = signed_in(helen), case.candidate.reference
    page = post(client, "case_consent", "2027", full.slug, reference, **given)
    assert leads_to(page, "case", "2027", "first", reference)
    assert get(client, "case_consent", "2027", full.slug, reference).value("asker") == "Social worker"
    yes = {**given, "answer": "yes", "version": "1", "interpreter": "on", "language": "BSL", **answered(now)}
    assert leads_to(
        post(client, "case_consent", "2027", full.slug, reference, **yes), "case", "2027", "first", reference
    )
    assert (fresh(case).status, fresh(case).consent.language) == ("agreed", "BSL")


def test_a_no_leads_to_the_best_substitute(signed_in, helen, full, case, now, given):
    suited(case, helen, now)
    reference = case.candidate.reference
    page = post(
        signed_in(helen), "case_consent", "2027", full.slug, reference, **given | answered(now) | {"answer": "no"}
    )
    assert leads_to(page, "case_substitute", "2027", "first", reference)


def test_an_answer_without_its_day_is_refused(signed_in, helen, full, case, now, given):
    suited(case, helen, now)
    reference = case.candidate.reference
    page = post(signed_in(helen), "case_consent", "2027", full.slug, reference, **given | {"answer": "yes"})
    refuses(page, "Give the day they answered", "answered_on_day")
    assert fresh(case).status == "suitable"


def test_a_save_that_comes_late_shows_what_stands(signed_in, helen, full, case, now, given):
    asked(case, helen, now)
    reference = case.candidate.reference
    page = post(signed_in(helen), "case_consent", "2027", full.slug, reference, **given | {"note": "Mine."})
    refuses(page, "Somebody else changed this", status=409)
    assert "What stands now" in page.words
    assert page.value("note") == "Mine."
    assert page.value("version") == "1"


def test_a_phone_number_in_the_note_is_asked_about(signed_in, helen, full, case, now, given):
    suited(case, helen, now)
    reference, client = case.candidate.reference, signed_in(helen)
    said = given | {"note": "Ring 01632 960123."}
    page = post(client, "case_consent", "2027", full.slug, reference, **said)
    refuses(page, "phone number", "note")
    said |= {"not_personal_data": "on", "not_personal_data_seen": page.value("not_personal_data_seen")}
    assert leads_to(
        post(client, "case_consent", "2027", full.slug, reference, **said), "case", "2027", "first", reference
    )
    told = Event.objects.get(verb="said was not personal data")
    assert "960123" not in str(told.after)


def test_a_case_nobody_has_checked_says_so_before_anything_is_typed(signed_in, helen, full, case):
    page = get(signed_in(helen), "case_consent", "2027", full.slug, case.candidate.reference)
    assert "Nobody has checked yet whether this case is suitable" in page.words
    assert "How?" not in page.words
    assert f"/2027/cases/first/cases/{case.candidate.reference}/suitable/" in page.links


def test_who_withdrew_is_not_made_to_have_said_yes_again(signed_in, helen, full, case, now, given):
    asked(case, helen, now, "yes")
    withdraw_consent(case=case, version=1, on=now.date(), by=helen, at=now)
    before, client, reference = fresh(case).consent, signed_in(helen), case.candidate.reference
    page = get(client, "case_consent", "2027", full.slug, reference)
    assert "They withdrew on" in page.words
    assert page.choices("answer") == []
    yes = {**given, "answer": "yes", "version": str(before.version), **answered(now)}
    post(client, "case_consent", "2027", full.slug, reference, **yes)
    held = fresh(case)
    assert (held.status, held.consent.asked_on, held.consent.version) == (
        "withdrawn",
        before.asked_on,
        before.version,
    )
