"""When something is wrong with the service or the request, a page says so in words and nothing is lost."""

import pytest
from django.db.utils import InterfaceError, OperationalError
from django.test import Client
from django.urls import reverse

from assurance.models import Event, Round
from tests.conftest import PASSWORD
from tests.pages import Page


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_is_down_gets_a_page_that_says_nothing_is_lost(signed_in, ruth, monkeypatch, caplog, error):
    client = signed_in(ruth)

    def down(*args, **kwargs):
        raise error("connection to server at 10.0.0.1 failed: password=secret")

    monkeypatch.setattr("selfassessment.views.sections.task_list", down)
    page = Page(client.get(reverse("self_assessment", args=["2027"])))
    assert page.status == 503
    assert "not available just now" in page.heading
    assert "Everything saved before this is safe" in page.words
    assert page.response["Retry-After"] == "60"
    assert "secret" not in page.html
    assert "can't be used" in caplog.text


def test_a_database_that_is_down_before_the_view_gets_the_same_page(northmoor, monkeypatch):
    """The first thing a signed-in person's request asks for is their session."""
    client = Client(raise_request_exception=False)
    client.force_login(northmoor.ruth)

    def down(*args, **kwargs):
        raise OperationalError("no connection")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", down)
    page = Page(client.get(reverse("home")))
    assert page.status == 503
    assert "not available just now" in page.heading


def test_a_fault_of_ours_gets_a_page_and_no_details(northmoor, monkeypatch, caplog):
    client = Client(raise_request_exception=False)
    client.force_login(northmoor.ruth)

    def broken(*args, **kwargs):
        raise ValueError("a detail of the inside")

    monkeypatch.setattr("selfassessment.views.sections.task_list", broken)
    page = Page(client.get(reverse("self_assessment", args=["2027"])))
    assert page.status == 500
    assert "Something went wrong on our side" in page.heading
    assert "a detail of the inside" not in page.html


def test_a_form_that_is_out_of_date_gives_back_what_was_written(northmoor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(northmoor.priya)
    words = "Words somebody wrote for an hour about <b>waiting</b> lists."
    before = Event.objects.count()
    page = Page(client.post(reverse("statement_write", args=["2027", "assessing-needs"]), {"text-summary": words}))
    assert page.status == 403
    assert page.heading == "This form is out of date"
    assert page.value("") == words  # the field is there to copy from, so it has no name
    assert "<b>waiting</b>" not in page.html
    assert Event.objects.count() == before


def test_words_sent_after_the_session_ended_are_given_back(client, northmoor):
    words = "Words somebody wrote for an hour about <b>waiting</b> lists."
    here = reverse("statement_write", args=["2027", "assessing-needs"])
    page = Page(client.post(here, {"text-summary": words, "version-summary": "0"}))
    assert page.status == 401
    assert page.heading == "Sign in again"
    assert page.value("") == words
    assert f"{reverse('account_login')}?next={here}" in page.links
    assert "<b>waiting</b>" not in page.html


def test_words_sent_after_a_right_was_taken_away_are_given_back(signed_in, tom):
    words = "Words somebody wrote for an hour about waiting lists."
    here = reverse("statement_write", args=["2027", "assessing-needs"])
    page = Page(signed_in(tom).post(here, {"text-summary": words, "version-summary": "0"}))
    assert page.status == 403
    assert page.value("") == words


def test_a_form_that_is_out_of_date_never_gives_back_a_password(northmoor):
    client = Client(enforce_csrf_checks=True)
    page = Page(client.post(reverse("account_login"), {"login": northmoor.aisha.email, "password": PASSWORD * 3}))
    assert page.status == 403
    assert PASSWORD not in page.html


@pytest.mark.parametrize("path", ["/no-such-round/", "/2027/no-such-page/", "/settings/nothing/", "/a/b/c/d/"])
def test_an_unknown_address_gets_a_page(signed_in, callum, path):
    page = Page(signed_in(callum).get(path))
    assert page.status == 404
    assert page.heading == "Page not found"


def test_a_page_that_is_not_for_somebody_says_what_it_would_take(signed_in, tom):
    page = Page(signed_in(tom).get(reverse("position", args=["2027"])))
    assert page.status == 403
    assert page.heading == "You can’t open this page"
    assert "see scores, reasons and their history" in page.words


def test_a_request_for_another_host_is_turned_away(signed_in, tom):
    assert signed_in(tom).get("/", headers={"host": "evil.example"}).status_code == 400


def test_an_address_far_too_large_for_a_number_is_not_found(signed_in, callum):
    assert signed_in(callum).get(f"/settings/people/{10**30}/").status_code == 404
    assert signed_in(callum).post(f"/2027/people/withdraw/{10**30}/").status_code == 404
    assert Round.objects.filter(slug="2027").exists()
